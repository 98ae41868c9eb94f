//! What columns can be mapped to, in the words of a person.

use satchel_exchange::OwnTarget;
use satchel_model::{CustomFields, FieldEntity};

use crate::wire::TargetChoice;

/// Targets in the order in which a list shows them: target, label, group.
const CHOICES: &[(&str, &str, &str)] = &[
    ("name", "Full name", "Name"),
    ("given", "First name", "Name"),
    ("middle", "Middle name", "Name"),
    ("family", "Last name", "Name"),
    ("prefix", "Prefix", "Name"),
    ("suffix", "Suffix", "Name"),
    ("nickname", "Nickname", "Name"),
    ("display", "Display name", "Name"),
    ("emails:work", "E-mail (work)", "E-mail"),
    ("emails:home", "E-mail (home)", "E-mail"),
    ("emails", "E-mail", "E-mail"),
    ("phones:work", "Phone (work)", "Phone"),
    ("phones:mobile", "Phone (mobile)", "Phone"),
    ("phones:home", "Phone (home)", "Phone"),
    ("phones:fax", "Fax", "Phone"),
    ("phones", "Phone", "Phone"),
    ("company", "Company", "Work"),
    ("title", "Job title", "Work"),
    ("department", "Department", "Work"),
    ("addresses:work/street", "Street (work)", "Address"),
    ("addresses:work/locality", "City (work)", "Address"),
    ("addresses:work/region", "State (work)", "Address"),
    ("addresses:work/postcode", "Postcode (work)", "Address"),
    ("addresses:work/country", "Country (work)", "Address"),
    ("addresses:home/street", "Street (home)", "Address"),
    ("addresses:home/locality", "City (home)", "Address"),
    ("addresses:home/region", "State (home)", "Address"),
    ("addresses:home/postcode", "Postcode (home)", "Address"),
    ("addresses:home/country", "Country (home)", "Address"),
    ("addresses/street", "Street", "Address"),
    ("addresses/locality", "City", "Address"),
    ("addresses/region", "State", "Address"),
    ("addresses/postcode", "Postcode", "Address"),
    ("addresses/country", "Country", "Address"),
    ("links:website", "Web site", "Web"),
    ("links:linkedin", "LinkedIn", "Web"),
    ("links", "Link", "Web"),
    ("birthday", "Birthday", "Dates"),
    ("dates:anniversary", "Anniversary", "Dates"),
    ("tags", "Tags", "More"),
    ("source", "Source", "More"),
    ("owner", "Owner", "More"),
    ("notes", "Notes", "More"),
    ("notes+", "Notes, under the column's name", "More"),
];

/// The fields of one's own, as columns may be called after them.
pub(crate) fn own(fields: &CustomFields) -> Vec<OwnTarget> {
    let own = fields.active(FieldEntity::Contact).map(|field| field.definition());
    own.map(|field| OwnTarget {
        names: vec![field.name.clone(), field.key.clone()],
        target: format!("custom:{}", field.key),
    })
    .collect()
}

/// What a person can choose from, one's own fields last.
pub(crate) fn choices(fields: &CustomFields) -> Vec<TargetChoice> {
    let own = fields.active(FieldEntity::Contact).map(|field| TargetChoice {
        target: format!("custom:{}", field.definition().key),
        label: field.definition().name.clone(),
        group: "Own fields".to_owned(),
    });
    CHOICES
        .iter()
        .map(|(target, label, group)| TargetChoice {
            target: (*target).to_owned(),
            label: (*label).to_owned(),
            group: (*group).to_owned(),
        })
        .chain(own)
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_choice_is_a_target() {
        for choice in super::choices(&satchel_model::CustomFields::default()) {
            assert!(satchel_exchange::Target::parse(&choice.target).is_ok(), "{}", choice.target);
        }
    }
}

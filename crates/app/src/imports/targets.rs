//! What columns can be mapped to, in the words of a person.

use satchel_exchange::OwnTarget;
use satchel_model::{CustomFields, FieldEntity};
use satchel_store::CategoryGroup;

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
    ("maiden", "Maiden name", "Name"),
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
    ("role", "Role in a purchase", "Work"),
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
    ("do_not_call", "Not to be called", "Wishes"),
    ("do_not_email", "Not to be e-mailed", "Wishes"),
    ("do_not_text", "Not to be texted", "Wishes"),
    ("channels", "Preferred channels", "Wishes"),
    ("best_times", "Best times", "Wishes"),
    ("frequency", "How often at most", "Wishes"),
    ("topics", "Topics", "Wishes"),
    ("tags", "Tags", "More"),
    ("categories", "Categories, with their groups", "More"),
    ("language", "Language", "More"),
    ("time_zone", "Time zone", "More"),
    ("source", "Source", "More"),
    ("owner", "Owner", "More"),
    ("notes", "Notes", "More"),
    ("notes+", "Notes, under the column's name", "More"),
];

/// The fields and the groups of categories of one's own, as columns may be called after them.
pub(crate) fn own(fields: &CustomFields, groups: &[CategoryGroup]) -> Vec<OwnTarget> {
    let own = fields.active(FieldEntity::Contact).map(|field| field.definition()).map(|field| OwnTarget {
        names: vec![field.name.clone(), field.key.clone()],
        target: format!("custom:{}", field.key),
        values: Vec::new(),
    });
    // "Customers" may be a column of anything: what is below has to be values of the group.
    let groups = groups.iter().map(|group| OwnTarget {
        names: vec![group.name.clone(), group.key.clone()],
        target: format!("categories/{}", group.name),
        values: group.values.iter().flat_map(|value| [value.name.clone(), value.key.clone()]).collect(),
    });
    own.chain(groups.filter(|group| !group.values.is_empty())).collect()
}

/// What a person can choose from, groups of categories and one's own fields last.
pub(crate) fn choices(fields: &CustomFields, groups: &[CategoryGroup]) -> Vec<TargetChoice> {
    let groups = groups.iter().map(|group| TargetChoice {
        target: format!("categories/{}", group.name),
        label: group.name.clone(),
        group: "Categories".to_owned(),
    });
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
        .chain(groups)
        .chain(own)
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_choice_is_a_target() {
        for choice in super::choices(&satchel_model::CustomFields::default(), &[]) {
            assert!(satchel_exchange::Target::parse(&choice.target).is_ok(), "{}", choice.target);
        }
    }
}

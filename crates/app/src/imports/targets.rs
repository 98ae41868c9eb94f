//! What columns can be mapped to, in the words of a person.

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

/// What a person can choose from.
pub(crate) fn choices() -> Vec<TargetChoice> {
    CHOICES
        .iter()
        .map(|(target, label, group)| TargetChoice {
            target: (*target).to_owned(),
            label: (*label).to_owned(),
            group: (*group).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_choice_is_a_target() {
        for choice in super::choices() {
            assert!(satchel_exchange::Target::parse(&choice.target).is_ok(), "{}", choice.target);
        }
    }
}

//! Phone numbers as people write them: inside the country, from abroad, with and without spaces.

use super::countries::{Country, PhoneStyle};
use super::dice::Dice;

/// Writes a significant number, given in groups separated by spaces.
pub(crate) fn write(groups: &str, country: &Country, dice: &mut Dice) -> String {
    match dice.below(10) {
        0..=2 => format!("+{} {groups}", country.code),
        3 => format!("+{}{}", country.code, groups.replace(' ', "")),
        4 => format!("+{} {}", country.code, groups.replace(' ', "-")),
        _ => national(groups, country),
    }
}

fn national(groups: &str, country: &Country) -> String {
    let trunk = country.trunk;
    let (area, rest) = groups.split_once(' ').unwrap_or((groups, ""));
    match country.style {
        PhoneStyle::Spaces => format!("{trunk}{groups}"),
        PhoneStyle::Hyphens => format!("{trunk}{}", groups.replace(' ', "-")),
        PhoneStyle::Brackets => format!("({area}) {}", rest.replace(' ', "-")),
        PhoneStyle::Slash => format!("{trunk}{area}/{}", rest.replace(' ', "")),
    }
}

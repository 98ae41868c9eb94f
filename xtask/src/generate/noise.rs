//! The same person as somebody else typed them: what makes duplicates hard to see.

use super::dice::Dice;
use super::person::Person;

/// Changes two or three things, never all at once: name, e-mail or phone still tells who it is.
pub(crate) fn disturb(mut person: Person, dice: &mut Dice) -> Person {
    for _ in 0..dice.between(2, 3) {
        match dice.below(9) {
            0 => person.family = person.family.to_uppercase(),
            1 => person.middle.clear(),
            2 => person.given = initial(&person.given),
            3 => person.family = swapped(&person.family, dice),
            4 => without_legal_form(&mut person.company),
            5 => person.numbers.swap(0, 1),
            6 => person.emails.swap(0, 1),
            7 => person.city = person.city.to_lowercase(),
            _ => person.notes.clear(),
        }
    }
    person.source = "Imported list";
    person
}

fn initial(name: &str) -> String {
    name.chars().next().map(|first| format!("{first}.")).unwrap_or_default()
}

/// Two neighbours change places: the commonest slip.
fn swapped(name: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    if chars.len() > 3 {
        let at = dice.between(1, chars.len() - 2);
        chars.swap(at, at + 1);
    }
    chars.into_iter().collect()
}

fn without_legal_form(company: &mut String) {
    if let Some((head, _)) = company.rsplit_once(' ') {
        company.truncate(head.len());
    }
}

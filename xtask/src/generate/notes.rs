//! What sales people write about each other's contacts.

use super::dice::Dice;

const SENTENCES: [&str; 20] = [
    "Met at the trade fair, wants a quote by Friday",
    "Prefers calls before 10",
    "Speaks \"a little\" German, likes to be written to in English",
    "Decision maker for Q3, budget approved",
    "Asked for references, sent three",
    "Left a message with the assistant",
    "Said: \"call me after the holidays\"",
    "Bestellt immer im Herbst, zahlt pünktlich",
    "À rappeler après la réunion du comité",
    "Le gusta el fútbol, no llamar los lunes",
    "Interested in the annual plan; price is the issue",
    "Has two children, birthday in May",
    "Do not call, e-mail only",
    "Was with a competitor before, knows our products",
    "Needs delivery to a second address, see invoice",
    "Встретились на выставке, ждёт предложение",
    "展示会で名刺交換",
    "Referred by an old customer, very friendly",
    "Contract ends in December, renewal likely 👍",
    "Parking behind the building, ring twice",
];

/// One to four sentences; some notes have lines.
pub(crate) fn draw(dice: &mut Dice) -> String {
    let lines = dice.percent(25);
    let mut text = String::new();
    for number in 0..dice.between(1, 4) {
        if number > 0 {
            text.push_str(if lines { "\n" } else { ". " });
        }
        text.push_str(dice.word(&SENTENCES));
    }
    text
}

//! A contact as a card for others: as a QR code that a phone reads off the screen.
//!
//! A card for others says how somebody is called and reached, and nothing that was noted about them. What is behind
//! privacy locks is left out. Deliberately absent: pictures, which are too large for any code.

use qrcodegen::{QrCode, QrCodeEcc};
use satchel_exchange::{Audience, Card, Version, card_of, withhold};

use crate::App;
use crate::wire::{ContactCode, ContactId, ErrorCode, WireError};

/// Bytes of a card that phones still read off a screen.
const MOST: usize = 900;

/// The QR code of a contact.
pub async fn code(app: App, input: ContactId) -> Result<ContactCode, WireError> {
    let mut contact = app.vault()?.store.contact(input.id).await?;
    withhold(&mut contact, |_, _| {});
    let mut card = card_of(&contact, Audience::Others, None);
    // Neither means anything to a phone.
    (card.uid, card.revised) = (String::new(), String::new());
    let mut left = Vec::new();
    for (field, shorten) in SHORTER {
        if card.write(Version::V3).len() <= MOST {
            break;
        }
        if shorten(&mut card) {
            left.push((*field).to_owned());
        }
    }
    let bytes = card.write(Version::V3);
    let code = QrCode::encode_binary(&bytes, QrCodeEcc::Low).map_err(|_| {
        WireError::new(ErrorCode::Invalid, "The contact is too long for a QR code.", Some("Save it as a .vcf file."))
    })?;
    Ok(ContactCode { size: i64::from(code.size()), path: path(&code), left })
}

/// Takes something out of a card; whether there was any of it.
type Shorten = fn(&mut Card) -> bool;

/// What goes first when a card is too long.
const SHORTER: &[(&str, Shorten)] = &[
    ("links", |card| !std::mem::take(&mut card.contact.links).is_empty()),
    ("addresses", |card| cut(&mut card.contact.addresses, 1)),
    ("emails", |card| cut(&mut card.contact.emails, 2)),
    ("phones", |card| cut(&mut card.contact.phones, 2)),
    ("addresses", |card| cut(&mut card.contact.addresses, 0)),
    ("department", |card| !std::mem::take(&mut card.contact.department).is_empty()),
];

fn cut<T>(rows: &mut Vec<T>, most: usize) -> bool {
    let there = rows.len() > most;
    rows.truncate(most);
    there
}

/// The dark modules as the path of a drawing, one unit each.
fn path(code: &QrCode) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let length = i32::try_from(length).unwrap_or_default();
            if length > 0 {
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            x += length + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use qrcodegen::{QrCode, QrCodeEcc};

    use super::path;

    #[test]
    fn dark_modules_are_drawn_each_once() {
        let code = QrCode::encode_text("BEGIN:VCARD", QrCodeEcc::Low).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn: usize = path(&code)
            .split('M')
            .filter_map(|piece| piece.split_once('h')?.1.split_once('v')?.0.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
    }
}

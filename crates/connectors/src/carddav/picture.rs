//! The picture of a card: what of it is a record's picture, and how one is written.
//!
//! An address of a picture is never fetched, and what is no picture is none: both stay in the card as they are.

use satchel_exchange::{Card, Photo};
use satchel_model::FieldChange;
use satchel_remote::{PHOTO, Picture};
use serde_json::Value;

use super::Book;

/// Bytes of a picture that is sent, as of one in an exported card: what is larger is cut off by who reads cards from files.
const LARGEST: u64 = 5 << 20;
/// Bytes of a card besides its picture.
const BESIDES: u64 = 16 << 10;
/// Bytes that tell what kind of file it is.
const HEAD: usize = 8 << 10;

/// The most bytes of a picture that a book takes: in base64 and in lines it is larger by a third and a bit.
pub(super) fn largest(book: &Book) -> usize {
    let room = book.largest.map_or(LARGEST, |card| card.saturating_sub(BESIDES) / 25 * 18);
    usize::try_from(room.min(LARGEST)).unwrap_or(usize::MAX)
}

/// What stands for the picture of a card, if it has one.
pub(super) fn told(card: &Card) -> Option<Value> {
    drawn(card).map(Picture::value_of)
}

/// The picture of a card.
pub(super) fn picture(card: &Card) -> Option<Picture> {
    drawn(card).map(Picture::new)
}

fn drawn(card: &Card) -> Option<&[u8]> {
    match &card.photo {
        Some(Photo::Bytes { bytes, .. }) if media_type(bytes).is_some() => Some(bytes),
        _ => None,
    }
}

/// The media type of bytes that are a picture; what a card says about them is not believed.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    infer::get(head).map(|kind| kind.mime_type()).filter(|kind| kind.starts_with("image/"))
}

/// Puts a picture into a card, or takes it out. Whether it is one.
pub(super) fn draw(card: &mut Card, picture: Option<&Picture>) -> bool {
    match picture {
        Some(picture) => {
            let Some(media_type) = media_type(picture.bytes()) else { return false };
            let bytes = picture.bytes().to_vec();
            card.photo = Some(Photo::Bytes { media_type: media_type.to_owned(), bytes });
        }
        None if drawn(card).is_some() => card.photo = None,
        None => {}
    }
    true
}

/// The change of the picture among others.
pub(super) fn change_in(changes: &[FieldChange]) -> Option<&FieldChange> {
    changes.iter().find(|change| change.path == PHOTO)
}

#[cfg(test)]
mod tests {
    use satchel_exchange::{Card, Original, Photo};
    use satchel_remote::Picture;

    use super::{draw, largest, picture, told};
    use crate::carddav::Book;

    const GIF: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    fn card(lines: &str) -> (Original, Card) {
        let original = Original::from_text(&format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n{lines}END:VCARD\r\n"));
        let card = original.read(None).card;
        (original, card)
    }

    #[test]
    fn bytes_are_a_picture_when_they_are_one() {
        let gif = format!("PHOTO;ENCODING=b;TYPE=GIF:{GIF}\r\n");
        let address = "PHOTO;VALUE=uri:https://example.com/ada.gif\r\n";
        for (lines, is_one) in [
            ("", false),
            (&*gif, true),
            // Whatever the card calls it.
            (&*gif.replace("TYPE=GIF", "TYPE=X"), true),
            ("PHOTO;ENCODING=b;TYPE=JPEG:QUJD\r\n", false),
            (address, false),
            (&*format!("{address}{gif}"), true),
        ] {
            let (_, card) = card(lines);
            assert_eq!((picture(&card).is_some(), told(&card).is_some()), (is_one, is_one), "{lines}");
            assert_eq!(picture(&card).map(|picture| picture.value()), told(&card));
        }
    }

    #[test]
    fn what_is_not_ours_stays_when_a_picture_comes_and_goes() {
        let address = "PHOTO;VALUE=uri:https://example.com/ada.gif\r\n";
        let (original, before) = card(address);
        let (_, drawn) = card(&format!("PHOTO;ENCODING=b:{GIF}\r\n"));
        let gif = picture(&drawn).unwrap();
        let mut now = before.clone();
        assert!(draw(&mut now, Some(&gif)));
        let text = String::from_utf8(original.rewrite(&now).unwrap()).unwrap();
        assert!(
            text.contains(&format!("PHOTO;ENCODING=b;TYPE=GIF:{}", &GIF[..20])) && text.contains(address),
            "{text}"
        );
        let beside = Original::from_text(&text);
        let mut read = beside.read(None).card;
        assert_eq!(picture(&read), Some(gif));
        draw(&mut read, None);
        assert_eq!(beside.rewrite(&read).unwrap(), original.bytes());
        // Nothing to take out, and nothing that is no picture to put in.
        let mut same = before.clone();
        draw(&mut same, None);
        assert_eq!(same, before);
        assert!(!draw(&mut same, Some(&Picture::new(*b"ABC"))));
        assert!(matches!(same.photo, Some(Photo::Link(_))));
    }

    #[test]
    fn a_book_of_small_cards_takes_small_pictures() {
        let mut book = Book::example();
        assert_eq!(largest(&book), 5 << 20);
        for (card, picture) in [(1 << 30, 5 << 20), (1 << 20, 743_166), (102_400, 61_920), (1_000, 0)] {
            book.largest = Some(card);
            assert_eq!(largest(&book), picture, "{card}");
        }
    }
}

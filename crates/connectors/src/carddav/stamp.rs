//! When cards were last written.
//!
//! Some servers say so beside each card, others only when they are asked for it alone: a few are asked, because a time
//! decides which of two changes is the later one. What a card says about itself is not believed: many programs change a
//! card and leave its `REV` as it was.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use satchel_remote::Record;

use super::address::card_at;
use super::session::{SHORT, Session};
use super::{Book, find_modified};

/// Cards that are asked for one by one.
const MOST_ASKED: usize = 20;

/// UTC milliseconds of an instant as servers write them.
pub(super) fn instant(text: &str) -> Option<i64> {
    rfc2822::DateTimeParser::new().parse_timestamp(text).ok().map(Timestamp::as_millisecond)
}

/// Asks for the times of a few records that have none; of many, none is asked for.
pub(super) async fn date(session: &Session, book: &Book, records: &mut [Record]) {
    let undated: Vec<&mut Record> = records.iter_mut().filter(|record| record.modified.at.is_none()).collect();
    if undated.len() > MOST_ASKED {
        return;
    }
    for record in undated {
        let Some(url) = card_at(&book.url, &record.reference.id) else { continue };
        // Without a time, a person decides.
        let Ok((modified, _)) = session.ask(&find_modified(&url), SHORT, |it| it.modified()).await else { return };
        record.modified.at = instant(&modified);
    }
}

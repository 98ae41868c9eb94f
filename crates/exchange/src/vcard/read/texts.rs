//! What a card says once: company, title, notes, birthday, tags, uid, picture, and whom a group holds.
//!
//! Of what may be there several times the first counts, but for notes, nicknames and tags, which are put together.
//! Deliberately absent: names (`names`) and lists (`rows`).

use satchel_model::{ProblemCode, Severity, collapse, fold, language, time_zone};

use super::super::card::{CardKind, Photo};
use super::super::day::read_day;
use super::super::encoded::from_base64;
use super::super::line::Head;
use super::super::slot::Slot;
use super::super::text::{split, unescape, unescape_uri};
use super::{LINE_CHARS, MOST, NOTES_CHARS, Reader};

/// Characters of a tag: the limit of the model.
const TAG_CHARS: usize = 100;

impl Reader<'_> {
    pub(super) fn texts(&mut self) {
        for (at, head) in self.properties() {
            match head.name.as_str() {
                "CATEGORIES" => self.tags(at),
                "MEMBER" | "X-ADDRESSBOOKSERVER-MEMBER" => self.member(at),
                "X-ANDROID-CUSTOM" => self.android(at),
                "SOUND" => self.sound(at, head),
                name => {
                    if let Some(slot) = Slot::of(name) {
                        self.slot(slot, at, head);
                    }
                }
            }
        }
    }

    fn slot(&mut self, slot: Slot, at: usize, head: &Head) {
        if matches!(slot, Slot::Name | Slot::FormattedName) {
            return;
        }
        if slot == Slot::Photo {
            return self.picture(at, head);
        }
        let filled = self.reading.places.slots.contains_key(&slot);
        if filled && !matches!(slot, Slot::Notes | Slot::Nickname) {
            if slot != Slot::Kind {
                self.tell_surplus(at);
            }
            return;
        }
        let escaped = self.escaped(at);
        if escaped.trim().is_empty() {
            return;
        }
        match slot {
            Slot::Organization => {
                let parts = split(&escaped, ';').into_iter().map(|part| collapse(&unescape(part)));
                let mut parts = parts.collect::<Vec<_>>().into_iter();
                let company = parts.next().unwrap_or_default();
                let units = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
                self.reading.card.contact.company = self.within(at, company, LINE_CHARS);
                self.reading.card.contact.department = self.within(at, units, LINE_CHARS);
            }
            Slot::Birthday => match read_day(head, &unescape(&escaped)) {
                Ok(day) => self.reading.card.contact.birthday = day,
                Err(reason) => {
                    let reason = format!("{reason}; it stays in the card");
                    return self.tell(Some(at), &escaped, ProblemCode::DateInvalid, Severity::Warning, reason);
                }
            },
            Slot::TimeZone | Slot::Language => {
                let text = unescape(&escaped);
                let known = match slot {
                    Slot::TimeZone => time_zone(&text).map(str::to_owned),
                    _ => language(&text),
                };
                // An offset says nothing about summer: it stays in the card.
                let Some(known) = known else {
                    let reason = "not known by name; it stays in the card".to_owned();
                    return self.tell(Some(at), &escaped, ProblemCode::Kept, Severity::Warning, reason);
                };
                if let Some(field) = slot.text_mut(&mut self.reading.card) {
                    *field = known;
                }
            }
            Slot::Kind => {
                self.reading.card.kind = match head.name.as_str() {
                    "X-ABSHOWAS" if escaped.trim().eq_ignore_ascii_case("COMPANY") => CardKind::Organization,
                    "X-ABSHOWAS" => return,
                    _ => CardKind::read(&unescape(&escaped)),
                };
            }
            Slot::Notes => self.note(at, &unescape(&escaped)),
            Slot::Rest => self.reading.card.rest = unescape(&escaped),
            Slot::Nickname => {
                let names = split(&escaped, ',').into_iter().map(|piece| collapse(&unescape(piece)));
                let names = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
                self.nickname(at, names);
            }
            _ => {
                let text = self.within(at, collapse(&unescape(&escaped)), LINE_CHARS);
                if let Some(field) = slot.text_mut(&mut self.reading.card) {
                    *field = text;
                }
            }
        }
        self.reading.places.slots.entry(slot).or_default().push(at);
    }

    fn note(&mut self, at: usize, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\0', "");
        let mut notes = std::mem::take(&mut self.reading.card.contact.notes);
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(text.trim_end());
        notes.truncate(notes.trim_end().len());
        self.reading.card.contact.notes = self.within(at, notes, NOTES_CHARS);
    }

    fn nickname(&mut self, at: usize, name: String) {
        let before = std::mem::take(&mut self.reading.card.contact.nickname);
        let both = if before.is_empty() { name } else { format!("{before}, {name}") };
        self.reading.card.contact.nickname = self.within(at, both, LINE_CHARS);
    }

    fn tags(&mut self, at: usize) {
        self.reading.places.tags.push(at);
        let escaped = self.escaped(at);
        for name in tag_names(&escaped) {
            if name.chars().count() > TAG_CHARS {
                let reason = format!("a tag has at most {TAG_CHARS} characters; it stays in the card");
                self.tell(Some(at), &name, ProblemCode::TooLong, Severity::Warning, reason);
                continue;
            }
            if self.reading.card.contact.tags.len() == MOST {
                return self.tell_too_many(at);
            }
            if self.seen.insert(fold(&name)) {
                self.reading.card.contact.tags.push(name);
            }
        }
    }

    fn member(&mut self, at: usize) {
        let escaped = self.escaped(at);
        let uid = collapse(&unescape_uri(&escaped));
        // No tag has a line break in it.
        if !uid.is_empty() && self.seen.insert(format!("\n{uid}")) {
            self.reading.card.members.push(uid);
            self.reading.places.members.push(at);
        }
    }

    /// `vnd.android.cursor.item/nickname;Bob;1;…`: the one of Android's own properties that others have as well.
    fn android(&mut self, at: usize) {
        let escaped = self.escaped(at);
        let parts = split(&escaped, ';');
        let name = parts.get(1).map(|part| collapse(&unescape(part))).unwrap_or_default();
        if parts[0] == "vnd.android.cursor.item/nickname" && !name.is_empty() {
            self.nickname(at, name);
            self.reading.places.slots.entry(Slot::Nickname).or_default().push(at);
        }
    }

    /// `SOUND;X-IRMC-N:family;given`: how Japanese phones say a name.
    fn sound(&mut self, at: usize, head: &Head) {
        if !head.types().any(|word| word.eq_ignore_ascii_case("X-IRMC-N")) {
            return;
        }
        let escaped = self.escaped(at);
        for (slot, part) in [Slot::PhoneticFamily, Slot::PhoneticGiven].into_iter().zip(split(&escaped, ';')) {
            let text = collapse(&unescape(part));
            if text.is_empty() || self.reading.places.slots.contains_key(&slot) {
                continue;
            }
            let text = self.within(at, text, LINE_CHARS);
            if let Some(field) = slot.text_mut(&mut self.reading.card) {
                *field = text;
                self.reading.places.slots.insert(slot, vec![at]);
            }
        }
    }

    /// The first picture counts, but one that is there before an address of one.
    fn picture(&mut self, at: usize, head: &Head) {
        if matches!(self.reading.card.photo, Some(Photo::Bytes { .. })) {
            return self.tell_surplus(at);
        }
        match (self.photo(at, head), self.reading.places.slots.get(&Slot::Photo).map(Vec::as_slice)) {
            (None, _) => {}
            (Some(Photo::Link(_)), Some(_)) => self.tell_surplus(at),
            (Some(photo), before) => {
                let before = before.and_then(|lines| lines.first().copied());
                self.reading.card.photo = Some(photo);
                self.reading.places.slots.insert(Slot::Photo, vec![at]);
                before.into_iter().for_each(|address| self.tell_surplus(address));
            }
        }
    }

    fn photo(&mut self, at: usize, head: &Head) -> Option<Photo> {
        let line = &self.lines[at];
        let told = head.param("MEDIATYPE").or_else(|| head.types().find(|word| !word.eq_ignore_ascii_case("pref")));
        let told = told.map(str::to_lowercase).unwrap_or_default();
        let media_type =
            |told: &str| if told.is_empty() || told.contains('/') { told.to_owned() } else { format!("image/{told}") };
        if line.value.trim_ascii().is_empty() {
            return None;
        }
        let text = String::from_utf8_lossy(&line.value);
        let data = text.trim().get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"));
        let bytes = if data.is_some() {
            let (about, body) = text.trim()[5..].split_once([',']).unwrap_or_default();
            let about = about.trim_end_matches('\\');
            let kind = about.split(';').next().unwrap_or_default().to_lowercase();
            from_base64(body.as_bytes()).filter(|_| about.ends_with("base64")).map(|bytes| (kind, bytes))
        } else if head.is_base64() {
            from_base64(&line.value).map(|bytes| (media_type(&told), bytes))
        } else {
            let link = unescape_uri(text.trim());
            if link.contains("://") && !link.contains(char::is_whitespace) {
                return Some(Photo::Link(link));
            }
            from_base64(&line.value).map(|bytes| (media_type(&told), bytes))
        };
        if bytes.is_none() {
            let reason = "not a picture in base64 and no address of one; it stays in the card";
            self.tell(Some(at), "", ProblemCode::Malformed, Severity::Warning, reason);
        }
        bytes.map(|(media_type, bytes)| Photo::Bytes { media_type, bytes })
    }
}

/// Names of tags; a group that a service makes for everybody is none.
pub(crate) fn tag_names(escaped: &str) -> impl Iterator<Item = String> {
    split(escaped, ',').into_iter().map(|piece| collapse(&unescape(piece))).filter(|name| is_tag(name))
}

/// Whether a category is a tag.
pub(crate) fn is_tag(name: &str) -> bool {
    !name.is_empty() && name != "myContacts"
}

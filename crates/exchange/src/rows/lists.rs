//! The lists and days of a contact: e-mails, phones, addresses, links, dates, birthday.
//!
//! The first of a list is the primary, so that a column whose label has a star goes to the front; nothing is in a list
//! twice. Deliberately absent: single lines and notes.

use satchel_model::{Address, Id, PartialDate, ProblemCode, collapse, fold_email};

use super::{LINE_CHARS, Row};
use crate::AddressPart;
use crate::cell::{address, date, email, head, link, phone, squeeze};
use crate::plan::{AddressPlan, Slotted};

/// Labels of numbers at which the person does not answer.
const ANSWERED_BY_OTHERS: [&str; 6] = ["fax", "pager", "telex", "assistant", "isdn", "tty"];

/// Whether at a number of this label a machine answers, or somebody else.
pub(crate) fn is_answered_by_others(label: &str) -> bool {
    ANSWERED_BY_OTHERS.iter().any(|word| label.contains(word))
}

impl<'a> Row<'a> {
    pub(super) fn emails(&mut self) {
        for slot in &self.plan.emails {
            let Some(text) = self.value(slot.column) else { continue };
            let (label, primary) = self.label(slot);
            let emails = &mut self.draft.emails;
            let mut at = if primary { 0 } else { emails.len() };
            let read = email::parse_emails(&text, |address| {
                if !emails.iter().any(|(_, known)| is_same_email(known, &address)) {
                    emails.insert(at, (label.clone(), address));
                    at += 1;
                }
            });
            if let Err(reason) = read {
                self.reject(slot.column, ProblemCode::EmailInvalid, reason);
            }
        }
    }

    pub(super) fn addresses(&mut self) {
        for plan in &self.plan.addresses {
            if let Some((address, primary)) = self.address(plan) {
                let at = if primary { 0 } else { self.draft.addresses.len() };
                self.draft.addresses.insert(at, address);
            }
        }
    }

    fn address(&mut self, plan: &AddressPlan) -> Option<(Address, bool)> {
        let mut parts: [String; 5] = Default::default();
        let mut whole: Option<(usize, String)> = None;
        for &(part, column) in &plan.parts {
            let Some(text) = self.value(column) else { continue };
            let at = match part {
                AddressPart::Whole => {
                    whole.get_or_insert((column, lines(&text)));
                    continue;
                }
                AddressPart::Street => {
                    let street = lines(&text);
                    if !parts[0].is_empty() {
                        parts[0].push('\n');
                    }
                    parts[0].push_str(&street);
                    if parts[0].len() > LINE_CHARS && head(&parts[0], LINE_CHARS).len() < parts[0].len() {
                        parts[0] = head(&parts[0], LINE_CHARS).to_owned();
                        self.reject(column, ProblemCode::TooLong, "longer than a street; its beginning was kept");
                    }
                    continue;
                }
                AddressPart::Locality => 1,
                AddressPart::Region => 2,
                AddressPart::Postcode => 3,
                AddressPart::Country => 4,
            };
            let text = self.line(column, &text);
            if parts[at].is_empty() {
                parts[at] = text;
            }
        }
        // A column that is called an address, and is the only one, may hold all of it.
        let mut is_whole = plan.parts.iter().all(|(part, _)| matches!(part, AddressPart::Street | AddressPart::Whole));
        if parts.iter().all(String::is_empty)
            && let Some((column, text)) = whole
        {
            is_whole = true;
            head(&text, LINE_CHARS).clone_into(&mut parts[0]);
            if head(&text, LINE_CHARS).len() < text.len() {
                self.reject(column, ProblemCode::TooLong, "longer than an address; its beginning was kept");
            }
        }
        if is_whole
            && parts[1..].iter().all(String::is_empty)
            && let Some(apart) = address::split(&parts[0])
        {
            parts = apart;
        }
        if parts.iter().all(String::is_empty) {
            return None;
        }
        let (label, primary) = self.label_in(&plan.label, plan.label_column);
        let [street, locality, region, postcode, country] = parts;
        let id = Id::from_parts(0, &[0; 10]);
        let mut address =
            Address { id, value: String::new(), street, locality, region, postcode, country, label, primary: false };
        address.value = address.one_line();
        Some((address, primary))
    }

    pub(super) fn phones(&mut self) {
        let mut country: Option<Option<&str>> = None;
        for slot in &self.plan.phones {
            let Some(text) = self.value(slot.column) else { continue };
            let (label, primary) = self.label(slot);
            let region = if text.starts_with('+') { None } else { *country.get_or_insert_with(|| self.country()) };
            let phones = &mut self.draft.phones;
            let mut at = if primary { 0 } else { phones.len() };
            let read = phone::parse_phones(&text, region, |number| {
                let same = |known: &(String, String, String)| {
                    (!number.e164.is_empty() && known.2 == number.e164) || known.1 == number.written
                };
                if !phones.iter().any(same) {
                    phones.insert(at, (label.clone(), number.written, number.e164));
                    at += 1;
                }
            });
            if let Err(reason) = read {
                self.reject(slot.column, ProblemCode::PhoneInvalid, reason);
            }
        }
        // The first is the one that is called: never a machine or somebody else where the person has a phone.
        self.draft.phones.sort_by_key(|(label, ..)| is_answered_by_others(label));
    }

    /// The country that a national number of this row is from.
    fn country(&self) -> Option<&'a str> {
        let written = self.draft.addresses.iter().map(|address| address.country.as_str());
        let own = written.filter(|country| !country.is_empty()).find_map(|country| self.mapper.country(country));
        own.or(self.plan.country.as_deref())
    }

    pub(super) fn links(&mut self) {
        for slot in &self.plan.links {
            let Some(text) = self.value(slot.column) else { continue };
            let (label, primary) = self.label(slot);
            let links = &mut self.draft.links;
            let mut at = if primary { 0 } else { links.len() };
            let read = link::parse_links(&text, &label, |page| {
                if !links.iter().any(|(_, known)| *known == page) {
                    let label = if label.is_empty() { link::label_of(&page).to_owned() } else { label.clone() };
                    links.insert(at, (label, page));
                    at += 1;
                }
            });
            if let Err(reason) = read {
                self.reject(slot.column, ProblemCode::LinkInvalid, reason);
            }
        }
    }

    pub(super) fn days(&mut self) {
        for &column in &self.plan.birthdays {
            if let Some(day) = self.day(column)
                && self.draft.birthday.is_none()
            {
                self.draft.birthday = Some(day);
            }
        }
        self.birthday_in_parts();
        for slot in &self.plan.dates {
            if let Some(day) = self.day(slot.column) {
                let (label, _) = self.label(slot);
                if !self.draft.dates.contains(&(label.clone(), day)) {
                    self.draft.dates.push((label, day));
                }
            }
        }
    }

    fn day(&mut self, column: usize) -> Option<PartialDate> {
        let text = self.value(column)?;
        match date::parse_date(&text, self.plan.date_order) {
            Ok(day) => day,
            Err(reason) => {
                self.reject(column, ProblemCode::DateInvalid, reason);
                None
            }
        }
    }

    fn birthday_in_parts(&mut self) {
        let plan = self.plan;
        let [year, month, day] = [plan.birth_year, plan.birth_month, plan.birth_day]
            .map(|column| column.and_then(|column| self.value(column)).unwrap_or_default());
        match date::from_parts(&year, &month, &day) {
            Ok(day) => self.draft.birthday = self.draft.birthday.or(day),
            Err(reason) => {
                for column in [plan.birth_year, plan.birth_month, plan.birth_day].into_iter().flatten() {
                    if self.value(column).is_some() {
                        self.reject(column, ProblemCode::DateInvalid, reason);
                    }
                }
            }
        }
    }

    fn label(&self, slot: &Slotted) -> (String, bool) {
        self.label_in(&slot.label, slot.label_column)
    }

    /// A label and whether its star says that this is the primary.
    fn label_in(&self, fixed: &str, column: Option<usize>) -> (String, bool) {
        let Some(column) = column else { return (fixed.to_owned(), false) };
        let cleaned = self.cleaned(column);
        let (text, primary) = match cleaned.text.strip_prefix('*') {
            Some(rest) => (rest, true),
            None => (cleaned.text.as_ref(), false),
        };
        let label = collapse(head(text, LINE_CHARS)).to_lowercase();
        (if label.is_empty() { fixed.to_owned() } else { label }, primary)
    }
}

/// The lines of a street, each collapsed.
fn lines(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return squeeze(text);
    }
    let lines = text.split(['\n', '\r']).map(collapse).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn is_same_email(known: &str, address: &str) -> bool {
    if known.is_ascii() && address.is_ascii() {
        return known.eq_ignore_ascii_case(address);
    }
    fold_email(known) == fold_email(address)
}

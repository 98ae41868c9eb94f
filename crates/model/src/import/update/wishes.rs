//! What a row would change of how somebody wants to be reached, what they agreed to, and the groups that they are in.
//!
//! Who has declined stays declined: a file adds refusals, and takes one away only where the mapping of that very column
//! says so. Deliberately absent: the lists and texts of a contact (`update`).

use serde::Serialize;
use serde_json::{Value, json};

use super::{Plan, number};
use crate::import::Filling;
use crate::{Consent, Contact, ContactDraft, EditAction, EmailStatus, Preferences, REFUSALS, category_key, fold_email};

/// The row with what is known about its value.
pub(super) fn marked(mut row: Value, marks: &impl Serialize) -> Value {
    if let (Value::Object(row), Ok(Value::Object(marks))) = (&mut row, serde_json::to_value(marks)) {
        row.extend(marks);
    }
    row
}

impl Plan<'_> {
    /// What is known about addresses and numbers that are here already.
    pub(super) fn marks(&mut self, contact: &Contact, draft: &ContactDraft) {
        for (address, marks) in &draft.email_marks {
            let folded = fold_email(address);
            let Some(row) = contact.emails.iter().find(|row| fold_email(&row.value) == folded) else { continue };
            let path = format!("emails/{}", row.id);
            if marks.do_not_email && !row.do_not_email {
                let action = EditAction::Set(json!({"do_not_email": true}));
                self.push("emails/do_not_email", &path, action, "", &row.value);
            }
            let filling = self.fillings.of("emails", &row.label, Filling::Overwrite);
            let may = row.status == EmailStatus::Unknown || filling == Filling::Overwrite;
            if may && marks.status != EmailStatus::Unknown && marks.status != row.status {
                let action = EditAction::Set(json!({"status": marks.status.as_str()}));
                self.push("emails/status", &path, action, row.status.as_str(), marks.status.as_str());
            }
        }
        for (written, marks) in &draft.phone_marks {
            let coming = draft.phones.iter().find(|(_, value, _)| value == written);
            let compared = number(written, coming.map_or("", |(.., e164)| e164));
            let same = |row: &&crate::Phone| number(&row.value, &row.e164) == compared;
            let Some(row) = contact.phones.iter().find(same) else { continue };
            let path = format!("phones/{}", row.id);
            for (flag, coming, here) in [
                ("do_not_call", marks.do_not_call, row.do_not_call),
                ("do_not_text", marks.do_not_text, row.do_not_text),
            ] {
                if coming && !here {
                    let mut part = json!({});
                    part[flag] = true.into();
                    self.push(&format!("phones/{flag}"), &path, EditAction::Set(part), "", &row.value);
                }
            }
        }
    }

    pub(super) fn categories(&mut self, contact: &Contact, draft: &ContactDraft) {
        for (group, name) in &draft.categories {
            let known = contact.categories.iter().find(|own| own.is_in(group));
            if known.is_some_and(|own| own.is(name)) {
                continue;
            }
            let said = self.fillings.said(&format!("categories/{}", category_key(group)));
            let filling = said.unwrap_or_else(|| self.fillings.of("categories", "", Filling::Overwrite));
            if known.is_some() && filling != Filling::Overwrite {
                continue;
            }
            let path = format!("categories/{group}");
            let before = known.map_or("", |own| own.name.as_str());
            self.push(&path, &path, EditAction::Set(name.as_str().into()), before, name);
        }
    }

    pub(super) fn preferences(&mut self, contact: &Contact, draft: &ContactDraft) {
        if draft.allowed.is_empty() && draft.preferences == Preferences::default() {
            return;
        }
        let (here, coming) = (&contact.preferences, &draft.preferences);
        self.channels(here, coming);
        for key in ["best_times", "frequency", "topics"] {
            let text = |preferences: &Preferences| preferences.text(key).unwrap_or_default();
            self.text(key, &text(here), &text(coming));
        }
        for (channel, key) in REFUSALS {
            let (was, is) = (here.flag(channel), coming.flag(channel));
            if is == Some(true) && was != Some(true) {
                self.push(key, key, EditAction::Set(true.into()), "", "yes");
            } else if was == Some(true)
                && is != Some(true)
                && draft.allowed.contains(&channel)
                && self.fillings.said(key) == Some(Filling::Overwrite)
            {
                self.push(key, key, EditAction::Set(false.into()), "yes", "no");
            }
        }
    }

    fn channels(&mut self, here: &Preferences, coming: &Preferences) {
        let mut wanted = coming.channels.clone();
        if self.fillings.of("channels", "", Filling::Overwrite) == Filling::Add {
            wanted.retain(|channel| !here.channels.contains(channel));
            wanted.splice(..0, here.channels.iter().copied());
        }
        let text = |channels: &[crate::Channel]| channels.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(",");
        let (before, after) = (text(&here.channels), text(&wanted));
        if coming.channels.is_empty() || before == after {
            return;
        }
        if self.fillings.of("channels", "", Filling::Overwrite) != Filling::Empty || before.is_empty() {
            self.push("channels", "channels", EditAction::Set(after.as_str().into()), &before, &after);
        }
    }

    /// Entries follow each other: one that is not there is added, and the newest says how things stand.
    pub(super) fn consents(&mut self, contact: &Contact, draft: &ContactDraft) {
        // In the order in which they were noted.
        for entry in draft.consents.iter().rev() {
            let is_here = |known: &Consent| Consent { id: entry.id, ..known.clone() } == *entry;
            if contact.consents.iter().any(is_here) {
                continue;
            }
            let Ok(value) = serde_json::to_value(entry) else { continue };
            self.push("consents", "consents", EditAction::Add(value), "", &told(entry));
        }
    }
}

/// An entry as a line: `newsletter given 2026-05-01, email`.
fn told(entry: &Consent) -> String {
    let channel = entry.channel.map(|channel| format!(", {channel}")).unwrap_or_default();
    format!("{} {} {}{channel}", entry.purpose, entry.state, entry.day)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Fillings, plan_update};
    use crate::import::Filling;
    use crate::{
        Channel, Colour, Consent, ConsentState, Contact, ContactDraft, CustomFields, EditAction, Email, EmailMarks,
        EmailStatus, Id, InCategory, LegalBasis, Preferences,
    };

    fn id() -> Id {
        "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()
    }

    fn ada() -> Contact {
        let mut ada = Contact::empty(id(), 0);
        ada.preferences = Preferences { do_not_email: true, channels: vec![Channel::Call], ..Preferences::default() };
        ada.categories = vec![InCategory {
            group_id: id(),
            group: "Leads".into(),
            id: id(),
            name: "Cold".into(),
            colour: Colour::Plain,
        }];
        ada.emails = vec![Email {
            id: id(),
            value: "ada@x.example".into(),
            label: String::new(),
            primary: true,
            status: EmailStatus::Valid,
            do_not_email: false,
        }];
        ada
    }

    fn of(draft: &ContactDraft, fillings: &Fillings) -> Vec<(String, EditAction)> {
        let updates = plan_update(&ada(), draft, fillings, &CustomFields::default());
        updates.into_iter().map(|update| (update.edit.path, update.edit.action)).collect()
    }

    #[test]
    fn a_refusal_is_added_and_never_taken_away_unless_its_own_column_says_so() {
        let mut draft = ContactDraft { allowed: vec![Channel::Email, Channel::Text], ..ContactDraft::default() };
        draft.preferences.do_not_call = true;
        let added = ("do_not_call".to_owned(), EditAction::Set(json!(true)));
        for all in [None, Some(Filling::Overwrite), Some(Filling::Empty), Some(Filling::Add)] {
            assert_eq!(of(&draft, &Fillings::by_default(all)), std::slice::from_ref(&added), "{all:?}");
        }
        let mut said = Fillings::default();
        said.set("do_not_email", Filling::Overwrite);
        let taken = ("do_not_email".to_owned(), EditAction::Set(json!(false)));
        assert_eq!(of(&draft, &said), [added, taken]);
        said.set("do_not_email", Filling::Empty);
        assert_eq!(of(&draft, &said).len(), 1);
    }

    #[test]
    fn a_group_has_one_value_and_the_file_counts_unless_it_stays() {
        let draft = ContactDraft {
            categories: vec![("leads".into(), "Hot".into()), ("Customers".into(), "VIP".into())],
            ..ContactDraft::default()
        };
        let set = |group: &str, name: &str| (format!("categories/{group}"), EditAction::Set(json!(name)));
        assert_eq!(of(&draft, &Fillings::default()), [set("leads", "Hot"), set("Customers", "VIP")]);
        let mut said = Fillings::default();
        said.set("categories/leads", Filling::Empty);
        assert_eq!(of(&draft, &said), [set("Customers", "VIP")]);
        let same = ContactDraft { categories: vec![("LEADS".into(), "cold".into())], ..ContactDraft::default() };
        assert_eq!(of(&same, &Fillings::default()), []);
    }

    #[test]
    fn channels_are_replaced_added_to_or_left() {
        let mut draft = ContactDraft::default();
        draft.preferences.channels = vec![Channel::Email, Channel::Call];
        let set = |text: &str| vec![("channels".to_owned(), EditAction::Set(json!(text)))];
        assert_eq!(of(&draft, &Fillings::default()), set("email,call"));
        assert_eq!(of(&draft, &Fillings::by_default(Some(Filling::Add))), set("call,email"));
        assert_eq!(of(&draft, &Fillings::by_default(Some(Filling::Empty))), []);
    }

    #[test]
    fn an_address_that_is_here_is_marked_and_entries_of_consent_are_added_once() {
        let mut draft = ContactDraft { emails: vec![(String::new(), "ADA@x.example".into())], ..Default::default() };
        let marks = EmailMarks { status: EmailStatus::Bouncing, do_not_email: true };
        draft.email_marks.insert("ADA@x.example".into(), marks);
        let path = format!("emails/{}", id());
        let part = |part| (path.clone(), EditAction::Set(part));
        assert_eq!(
            of(&draft, &Fillings::default()),
            [part(json!({"do_not_email": true})), part(json!({"status": "bouncing"}))]
        );
        assert_eq!(of(&draft, &Fillings::by_default(Some(Filling::Empty))), [part(json!({"do_not_email": true}))]);
        let entry = Consent {
            id: id(),
            purpose: "newsletter".into(),
            basis: LegalBasis::Consent,
            state: ConsentState::Withdrawn,
            channel: None,
            day: "2026-05-01".into(),
            how: String::new(),
            evidence: String::new(),
        };
        let draft = ContactDraft { consents: vec![entry.clone()], ..ContactDraft::default() };
        let added = plan_update(&ada(), &draft, &Fillings::default(), &CustomFields::default());
        assert_eq!((added.len(), added[0].after.as_str()), (1, "newsletter withdrawn 2026-05-01"));
        let mut told = ada();
        told.consents = vec![Consent { id: Id::from_parts(9, &[9; 10]), ..entry }];
        assert_eq!(plan_update(&told, &draft, &Fillings::default(), &CustomFields::default()), []);
    }
}

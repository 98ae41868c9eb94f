//! What a row would change of a contact that is here already: edits, each with what was there and what would be.
//!
//! An empty cell changes nothing. Deliberately absent: making the changes; they are a patch like any other.

mod wishes;

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Filling;
use crate::{
    Contact, ContactDraft, CustomFields, CustomKind, Edit, EditAction, collapse, digits, fold, fold_email, printed,
    profile_of,
};

/// What is done with values by the field they go to: `title`, `emails`, `emails:work`, `custom:budget`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fillings {
    default: Option<Filling>,
    by_target: HashMap<String, Filling>,
}

/// One edit of an update, and what a person is shown of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedUpdate {
    /// What is done.
    pub edit: Edit,
    /// The field's key.
    pub field: String,
    /// What is there; empty when nothing is, or when something is added to it.
    pub before: String,
    /// What would be there, or what is added.
    pub after: String,
}

impl Fillings {
    /// What is done where no field says anything else; what is usual for each when not said either.
    #[must_use]
    pub fn by_default(default: Option<Filling>) -> Self {
        Self { default, by_target: HashMap::new() }
    }

    /// Sets what is done with the values of a field, or of the rows of a list with one label.
    pub fn set(&mut self, target: &str, filling: Filling) {
        self.by_target.insert(target.to_owned(), filling);
    }

    /// What the mapping says of a field, and not what is said of all of them.
    fn said(&self, key: &str) -> Option<Filling> {
        self.by_target.get(key).copied()
    }

    fn of(&self, key: &str, label: &str, usual: Filling) -> Filling {
        let labelled = (!label.is_empty()).then(|| self.by_target.get(&format!("{key}:{label}"))).flatten();
        labelled.or_else(|| self.by_target.get(key)).copied().or(self.default).unwrap_or(usual)
    }
}

/// Works out what `draft` changes of `contact`.
#[must_use]
pub fn plan_update(
    contact: &Contact,
    draft: &ContactDraft,
    fillings: &Fillings,
    own: &CustomFields,
) -> Vec<PlannedUpdate> {
    let mut plan = Plan { fillings, updates: Vec::new() };
    for (key, before, after) in [
        ("prefix", &contact.prefix, &draft.prefix),
        ("given", &contact.given, &draft.given),
        ("middle", &contact.middle, &draft.middle),
        ("family", &contact.family, &draft.family),
        ("suffix", &contact.suffix, &draft.suffix),
        ("nickname", &contact.nickname, &draft.nickname),
        ("maiden", &contact.maiden, &draft.maiden),
        ("display", &contact.display_set, &draft.display),
        ("company", &contact.company, &draft.company),
        ("title", &contact.title, &draft.title),
        ("department", &contact.department, &draft.department),
        ("role", &contact.role, &draft.role),
        ("time_zone", &contact.time_zone, &draft.time_zone),
        ("language", &contact.language, &draft.language),
        ("source", &contact.source, &draft.source),
        ("owner", &contact.owner, &draft.owner),
    ] {
        plan.text(key, before, after);
    }
    let day = |day: &Option<crate::PartialDate>| day.map(|day| day.to_string()).unwrap_or_default();
    plan.text("birthday", &day(&contact.birthday), &day(&draft.birthday));
    plan.notes(&contact.notes, &draft.notes);
    plan.lists(contact, draft);
    for tag in &draft.tags {
        if !contact.tags.iter().any(|known| fold(known) == fold(tag)) {
            plan.push("tags", "tags", EditAction::Add(tag.as_str().into()), "", tag);
        }
    }
    plan.categories(contact, draft);
    plan.preferences(contact, draft);
    plan.consents(contact, draft);
    plan.own(contact, draft, own);
    plan.updates
}

/// A row of a list that is here: its path's end, its label, and the form in which values are compared.
struct Here<'a> {
    id: String,
    label: &'a str,
    compared: String,
    shown: &'a str,
}

/// A row of a list that comes in.
struct Coming<'a> {
    label: &'a str,
    compared: String,
    value: Value,
    shown: &'a str,
}

struct Plan<'a> {
    fillings: &'a Fillings,
    updates: Vec<PlannedUpdate>,
}

impl Plan<'_> {
    fn push(&mut self, field: &str, path: &str, action: EditAction, before: &str, after: &str) {
        self.updates.push(PlannedUpdate {
            edit: Edit { path: path.to_owned(), action },
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        });
    }

    fn text(&mut self, key: &str, before: &str, after: &str) {
        let filling = self.fillings.of(key, "", Filling::Overwrite);
        if after.is_empty() || before == after || (filling != Filling::Overwrite && !before.is_empty()) {
            return;
        }
        self.push(key, key, EditAction::Set(after.into()), before, after);
    }

    /// Notes grow: what a person wrote is not lost to a file unless that is asked for.
    fn notes(&mut self, before: &str, after: &str) {
        if after.is_empty() || before.contains(after) {
            return;
        }
        match self.fillings.of("notes", "", Filling::Add) {
            Filling::Empty if !before.is_empty() => {}
            Filling::Add if !before.is_empty() => {
                let both = format!("{}\n{after}", before.trim_end());
                self.push("notes", "notes", EditAction::Set(both.into()), "", after);
            }
            _ => self.push("notes", "notes", EditAction::Set(after.into()), before, after),
        }
    }

    fn lists(&mut self, contact: &Contact, draft: &ContactDraft) {
        let here = contact.emails.iter().map(|row| row_here(row.id, &row.label, fold_email(&row.value), &row.value));
        let coming = draft.emails.iter().map(|(label, value)| {
            let row = row_coming(label, fold_email(value), value);
            match draft.email_marks.get(value) {
                Some(marks) => Coming { value: wishes::marked(row.value, marks), ..row },
                None => row,
            }
        });
        self.list("emails", &here.collect::<Vec<_>>(), coming.collect());
        let here =
            contact.phones.iter().map(|row| row_here(row.id, &row.label, number(&row.value, &row.e164), &row.value));
        let coming_phones = draft.phones.iter().map(|(label, value, e164)| {
            let row = row_coming(label, number(value, e164), value);
            match draft.phone_marks.get(value) {
                Some(marks) => Coming { value: wishes::marked(row.value, marks), ..row },
                None => row,
            }
        });
        self.list("phones", &here.collect::<Vec<_>>(), coming_phones.collect());
        let here = contact.links.iter().map(|row| row_here(row.id, &row.label, page(&row.value), &row.value));
        let coming_links = draft.links.iter().map(|(label, value)| row_coming(label, page(value), value));
        self.list("links", &here.collect::<Vec<_>>(), coming_links.collect());
        let days: Vec<(String, String, String)> =
            contact.dates.iter().map(|row| (row.id.to_string(), row.label.clone(), row.value.to_string())).collect();
        let here = days.iter().map(|(id, label, day)| Here {
            id: id.clone(),
            label,
            compared: format!("{label} {day}"),
            shown: day,
        });
        let new: Vec<(&String, String)> = draft.dates.iter().map(|(label, day)| (label, day.to_string())).collect();
        let coming_days = new.iter().map(|(label, day)| row_coming(label, format!("{label} {day}"), day));
        self.list("dates", &here.collect::<Vec<_>>(), coming_days.collect());
        let here = contact.addresses.iter().map(|row| row_here(row.id, &row.label, fold(&row.one_line()), &row.value));
        let lines: Vec<String> = draft.addresses.iter().map(crate::Address::one_line).collect();
        let coming_addresses = draft.addresses.iter().zip(&lines).map(|(row, line)| Coming {
            label: &row.label,
            compared: fold(line),
            value: json!({"street": row.street, "locality": row.locality, "region": row.region,
                "postcode": row.postcode, "country": row.country, "label": row.label}),
            shown: line,
        });
        self.list("addresses", &here.collect::<Vec<_>>(), coming_addresses.collect());
        self.marks(contact, draft);
    }

    fn list(&mut self, key: &str, here: &[Here<'_>], coming: Vec<Coming<'_>>) {
        let mut taken = vec![false; here.len()];
        for row in coming {
            if here.iter().any(|known| known.compared == row.compared) {
                continue;
            }
            let of_label = |known: &Here<'_>| row.label.is_empty() || known.label == row.label;
            match self.fillings.of(key, row.label, Filling::Add) {
                Filling::Empty if here.iter().any(of_label) => {}
                Filling::Overwrite => {
                    match here.iter().enumerate().find(|(at, known)| !taken[*at] && of_label(known)) {
                        Some((at, known)) => {
                            taken[at] = true;
                            let path = format!("{key}/{}", known.id);
                            self.push(key, &path, EditAction::Set(row.value), known.shown, row.shown);
                        }
                        None => self.push(key, key, EditAction::Add(row.value), "", row.shown),
                    }
                }
                Filling::Empty | Filling::Add => self.push(key, key, EditAction::Add(row.value), "", row.shown),
            }
        }
    }

    fn own(&mut self, contact: &Contact, draft: &ContactDraft, own: &CustomFields) {
        for (id, value) in &draft.custom {
            let Some(field) = own.id(*id) else { continue };
            let key = &field.definition().key;
            let (path, after) = (format!("custom/{key}"), field.to_wire(value));
            let before = contact.custom.get(key);
            if before == Some(&after) {
                continue;
            }
            let usual = if field.kind() == CustomKind::MultiChoice { Filling::Add } else { Filling::Overwrite };
            let target = format!("custom:{key}");
            let shown = printed(&after);
            let was = before.map(printed).unwrap_or_default();
            match (self.fillings.of(&target, "", usual), before) {
                (Filling::Empty, Some(_)) => {}
                (Filling::Add, Some(Value::Array(known))) if field.kind() == CustomKind::MultiChoice => {
                    for option in after.as_array().into_iter().flatten().filter(|option| !known.contains(option)) {
                        let name = option.as_str().unwrap_or_default();
                        self.push(&target, &path, EditAction::Add(option.clone()), "", name);
                    }
                }
                (Filling::Add, Some(_)) => {}
                _ => self.push(&target, &path, EditAction::Set(after), &was, &shown),
            }
        }
    }
}

fn row_here<'a>(id: crate::Id, label: &'a str, compared: String, shown: &'a str) -> Here<'a> {
    Here { id: id.to_string(), label, compared, shown }
}

fn row_coming<'a>(label: &'a str, compared: String, shown: &'a str) -> Coming<'a> {
    Coming { label, compared, value: json!({"value": shown, "label": label}), shown }
}

fn number(written: &str, e164: &str) -> String {
    if e164.is_empty() { digits(written) } else { e164.to_owned() }
}

/// A page as pages are compared: profiles by network and handle, others without scheme and last slash.
fn page(url: &str) -> String {
    match profile_of(url) {
        Some(profile) => format!("{} {}", profile.network, profile.handle.to_lowercase()),
        None => {
            let bare = url.trim().trim_start_matches("https://").trim_start_matches("http://");
            collapse(bare.trim_start_matches("www.").trim_end_matches('/')).to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Fillings, plan_update};
    use crate::import::Filling;
    use crate::{Contact, ContactDraft, CustomFields, EditAction, Email, EmailStatus, Id};

    fn ada() -> Contact {
        let id: Id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        Contact {
            given: "Ada".into(),
            title: "Analyst".into(),
            notes: "Likes engines.".into(),
            tags: vec!["VIP".into()],
            emails: vec![Email {
                id,
                value: "ada@old.example".into(),
                label: "work".into(),
                primary: true,
                status: EmailStatus::Unknown,
                do_not_email: false,
            }],
            ..Contact::empty(id, 0)
        }
    }

    fn of(draft: &ContactDraft, fillings: &[(&str, Filling)]) -> Vec<(String, EditAction)> {
        let mut set = Fillings::default();
        fillings.iter().for_each(|(target, filling)| set.set(target, *filling));
        let updates = plan_update(&ada(), draft, &set, &CustomFields::default());
        updates.into_iter().map(|update| (update.edit.path, update.edit.action)).collect()
    }

    #[test]
    fn what_is_the_same_or_empty_changes_nothing() {
        let draft = ContactDraft {
            given: "Ada".into(),
            notes: "engines".into(),
            tags: vec!["vip".into()],
            emails: vec![("home".into(), "ADA@old.example".into())],
            ..ContactDraft::default()
        };
        assert_eq!(of(&draft, &[]), []);
    }

    #[test]
    fn single_values_are_overwritten_unless_only_the_empty_are_filled() {
        let draft = ContactDraft { title: "CTO".into(), family: "Byron".into(), ..ContactDraft::default() };
        let title = ("title".to_owned(), EditAction::Set(json!("CTO")));
        let family = ("family".to_owned(), EditAction::Set(json!("Byron")));
        assert_eq!(of(&draft, &[]), [family.clone(), title]);
        assert_eq!(of(&draft, &[("title", Filling::Empty)]), [family]);
    }

    #[test]
    fn lists_grow_unless_their_values_are_overwritten_or_only_filled() {
        let draft = ContactDraft { emails: vec![("work".into(), "ada@new.example".into())], ..ContactDraft::default() };
        let value = json!({"value": "ada@new.example", "label": "work"});
        let path = "emails/01890a5d-ac96-774b-bcce-b302099a8057".to_owned();
        assert_eq!(of(&draft, &[]), [("emails".to_owned(), EditAction::Add(value.clone()))]);
        assert_eq!(of(&draft, &[("emails:work", Filling::Overwrite)]), [(path, EditAction::Set(value))]);
        assert_eq!(of(&draft, &[("emails", Filling::Empty)]), []);
    }

    #[test]
    fn notes_are_added_to_and_only_by_wish_replaced() {
        let draft = ContactDraft { notes: "Met in Lyon.".into(), ..ContactDraft::default() };
        let set = |text: &str| [("notes".to_owned(), EditAction::Set(json!(text)))];
        assert_eq!(of(&draft, &[]), set("Likes engines.\nMet in Lyon."));
        assert_eq!(of(&draft, &[("notes", Filling::Overwrite)]), set("Met in Lyon."));
        assert_eq!(of(&draft, &[("notes", Filling::Empty)]), []);
    }
}

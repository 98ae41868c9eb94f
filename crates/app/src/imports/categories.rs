//! Categories that a file names: those that there are, and what becomes of the others.
//!
//! One that there is not goes to the notes, and is named with those that there are, unless the import makes it.
//! Deliberately absent: values of contacts, which the store writes.

use satchel_model::{Colour, ContactDraft, Problem, ProblemCode, Severity, category_key, definition_name};
use satchel_store::{Category, CategoryGroup, Store, StoreError, Writing};

/// The groups of a vault when an import began.
pub(super) struct Categories {
    groups: Vec<CategoryGroup>,
    /// Whether the import makes what there is not.
    made: bool,
}

/// Names of values that a sentence tells.
const TOLD: usize = 12;

impl Categories {
    pub(super) async fn read(store: &Store, made: bool) -> Result<Self, StoreError> {
        Ok(Self { groups: store.categories(false).await?, made })
    }

    fn group(&self, name: &str) -> Option<&CategoryGroup> {
        let key = category_key(name);
        let is = |group: &&CategoryGroup| {
            category_key(&group.name) == key || group.key == key || name.parse() == Ok(group.id)
        };
        self.groups.iter().find(is)
    }

    /// Why a value cannot be given; nothing when it can.
    fn missing(&self, group: &str, name: &str) -> Option<String> {
        let listed = |names: Vec<&str>| match names.len() {
            0 => "none".to_owned(),
            many if many > TOLD => format!("{} and {} more", names[..TOLD].join(", "), many - TOLD),
            _ => names.join(", "),
        };
        let Some(known) = self.group(group) else {
            let names = self.groups.iter().map(|group| group.name.as_str()).collect();
            return Some(format!("there is no such group of categories: there are {}", listed(names)));
        };
        let key = category_key(name);
        if known.values.iter().any(|it| category_key(&it.name) == key || it.key == key || name.parse() == Ok(it.id)) {
            return None;
        }
        let names = known.values.iter().map(|value| value.name.as_str()).collect();
        Some(format!("there is no such value in {}: there are {}", known.name, listed(names)))
    }

    /// Moves what there is not from the categories of a draft to its notes.
    pub(super) fn settle(&self, draft: &mut ContactDraft, line: u64, problems: &mut Vec<Problem>) {
        if draft.categories.is_empty() {
            return;
        }
        let unfit = |group: &str, name: &str| {
            let fits = self.missing(group, name).is_none()
                || (definition_name(group).is_some() && definition_name(name).is_some());
            (!fits).then(|| "a category has 1 to 100 characters, and no comma or semicolon in it".to_owned())
        };
        let (mut kept, mut lines) = (Vec::with_capacity(draft.categories.len()), Vec::new());
        for (group, name) in std::mem::take(&mut draft.categories) {
            let reason = if self.made { unfit(&group, &name) } else { self.missing(&group, &name) };
            let Some(reason) = reason else {
                kept.push((group, name));
                continue;
            };
            let text = format!("{group}: {name}");
            problems.push(Problem {
                row: line,
                column: "categories".to_owned(),
                value: text.chars().take(200).collect(),
                code: ProblemCode::NoCategory,
                severity: Severity::Warning,
                reason: format!("{reason}; it went to the notes"),
            });
            lines.push(text);
        }
        draft.categories = kept;
        lines.iter().for_each(|line| draft.note(line));
    }

    /// What of these there is not, each once: group and value, as first written.
    pub(super) fn unknown<'a>(&self, named: impl Iterator<Item = &'a (String, String)>) -> Vec<(String, String)> {
        let mut unknown: Vec<(String, String)> = Vec::new();
        for (group, name) in named.filter(|(group, name)| self.missing(group, name).is_some()) {
            let same = |known: &(String, String)| {
                category_key(&known.0) == category_key(group) && category_key(&known.1) == category_key(name)
            };
            if !unknown.iter().any(same) {
                unknown.push((group.clone(), name.clone()));
            }
        }
        unknown
    }

    /// Makes groups and values that there are not, in the batch of the import. Returns what they are called.
    pub(super) async fn make(
        &mut self,
        writing: &mut Writing,
        unknown: Vec<(String, String)>,
    ) -> Result<Vec<String>, StoreError> {
        let mut made = Vec::with_capacity(unknown.len());
        for (group, name) in unknown {
            let key = category_key(&group);
            let is = |known: &CategoryGroup| category_key(&known.name) == key || known.key == key;
            let at = match self.groups.iter().position(is) {
                Some(at) => at,
                None => {
                    let id = writing.add_category_group(&group).await?;
                    self.groups.push(CategoryGroup { id, key: String::new(), name: group.clone(), values: Vec::new() });
                    self.groups.len() - 1
                }
            };
            let known = &mut self.groups[at];
            let id = writing.add_category(known.id, &name, Colour::Plain).await?;
            made.push(format!("{}: {name}", known.name));
            let (key, colour) = (String::new(), Colour::Plain);
            known.values.push(Category { id, key, name, colour, contacts: None });
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::{Colour, ContactDraft, Id};
    use satchel_store::{Category, CategoryGroup};

    use super::Categories;

    fn leads(made: bool) -> Categories {
        let id = |nth| Id::from_parts(1, &[nth; 10]);
        let value = |nth, name: &str| Category {
            id: id(nth),
            key: String::new(),
            name: name.into(),
            colour: Colour::Plain,
            contacts: None,
        };
        let values = vec![value(2, "Cold"), value(3, "At risk")];
        let group = CategoryGroup { id: id(1), key: "leads".into(), name: "Interessenten".into(), values };
        Categories { groups: vec![group], made }
    }

    fn settled(categories: &Categories, named: &[(&str, &str)]) -> (Vec<(String, String)>, String, Vec<String>) {
        let pairs = named.iter().map(|(group, name)| ((*group).to_owned(), (*name).to_owned())).collect();
        let mut draft = ContactDraft { categories: pairs, notes: "Tall".into(), ..ContactDraft::default() };
        let mut problems = Vec::new();
        categories.settle(&mut draft, 7, &mut problems);
        (draft.categories, draft.notes, problems.into_iter().map(|problem| problem.reason).collect())
    }

    #[test]
    fn what_there_is_not_goes_to_the_notes_and_is_named() {
        let (kept, notes, told) =
            settled(&leads(false), &[("leads", "at-risk"), ("Interessenten", "tepid"), ("Size", "big")]);
        assert_eq!(kept, [("leads".to_owned(), "at-risk".to_owned())]);
        assert_eq!(notes, "Tall\nInteressenten: tepid\nSize: big");
        assert_eq!(
            told,
            [
                "there is no such value in Interessenten: there are Cold, At risk; it went to the notes",
                "there is no such group of categories: there are Interessenten; it went to the notes",
            ]
        );
    }

    #[test]
    fn what_is_to_be_made_stays_unless_nothing_can_be_called_so() {
        let (kept, notes, told) = settled(&leads(true), &[("Size", "big"), ("Size, old", "big")]);
        assert_eq!((kept.len(), notes.as_str(), told.len()), (1, "Tall\nSize, old: big", 1));
        let named = [("size", "Big"), ("Size", "big"), ("leads", "cold")];
        let named: Vec<(String, String)> = named.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(leads(true).unknown(named.iter()), [("size".to_owned(), "Big".to_owned())]);
    }
}

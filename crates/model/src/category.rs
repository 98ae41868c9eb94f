//! Categories: groups of values of which a contact has at most one each (a lead is cold or hot, not both).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::edit::{EditError, refuse};
use crate::{Colour, Contact, Edit, EditAction, Id, fold};

/// The value that a contact has in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct InCategory {
    /// Identity of the group.
    pub group_id: Id,
    /// What the group is called.
    pub group: String,
    /// Identity of the value.
    pub id: Id,
    /// What the value is called.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
}

/// A value as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct CategoryMark {
    /// What the group is called.
    pub group: String,
    /// What the value is called.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
}

/// What is wanted in a group; names and identities are told apart where they are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryEdit {
    /// The group by name, key or identity.
    pub group: String,
    /// The value by name, key or identity; none of the group when it is nothing.
    pub value: Option<String>,
}

/// The form in which a category or a group is looked up by what is typed: `At risk`, `at-risk` and `AT_RISK` meet.
#[must_use]
pub fn category_key(text: &str) -> String {
    fold(&text.replace(['-', '_'], " ")).replace(' ', "-")
}

impl InCategory {
    pub(crate) fn is_in(&self, group: &str) -> bool {
        category_key(&self.group) == category_key(group) || group.parse() == Ok(self.group_id)
    }

    pub(crate) fn is(&self, value: &str) -> bool {
        category_key(&self.name) == category_key(value) || value.parse() == Ok(self.id)
    }
}

/// Reads one edit at `categories` or `categories/<group>` into what is wanted in each group.
pub(crate) fn plan(contact: &Contact, edit: &Edit, wanted: &mut Vec<CategoryEdit>) -> Result<(), EditError> {
    let mut want = |group: &str, value: Option<&str>| {
        // A later edit of the same group in one patch replaces the earlier one.
        wanted.retain(|known| category_key(&known.group) != category_key(group));
        wanted.push(CategoryEdit { group: group.to_owned(), value: value.map(str::to_owned) });
    };
    if let Some((_, group)) = edit.path.split_once('/') {
        match &edit.action {
            EditAction::Clear(_) | EditAction::Remove(_) | EditAction::Set(Value::Null) => want(group, None),
            EditAction::Set(value) | EditAction::Add(value) => {
                let value = value.as_str().ok_or_else(|| refuse(edit, "a category is text"))?;
                want(group, Some(value).filter(|value| !value.trim().is_empty()));
            }
        }
        return Ok(());
    }
    match &edit.action {
        EditAction::Clear(_) => contact.categories.iter().for_each(|known| want(&known.group_id.to_string(), None)),
        EditAction::Set(value) => {
            let pairs = pairs(edit, value)?;
            for known in &contact.categories {
                if !pairs.iter().any(|(group, _)| known.is_in(group)) {
                    want(&known.group_id.to_string(), None);
                }
            }
            pairs.iter().for_each(|(group, value)| want(group, Some(value)));
        }
        EditAction::Add(value) => pairs(edit, value)?.iter().for_each(|(group, value)| want(group, Some(value))),
        EditAction::Remove(value) => {
            for text in texts(edit, value)? {
                let (group, value) = text.split_once([':', '=']).unwrap_or((text, ""));
                let had = contact.categories.iter().find(|known| known.is_in(group.trim()));
                if had.is_none_or(|known| value.is_empty() || known.is(value.trim())) {
                    want(group.trim(), None);
                }
            }
        }
    }
    Ok(())
}

/// `leads:hot, customers:vip`, or a list of such texts.
fn pairs<'a>(edit: &Edit, value: &'a Value) -> Result<Vec<(&'a str, &'a str)>, EditError> {
    let pair = |text: &'a str| {
        let (group, value) = text.split_once([':', '='])?;
        (!value.trim().is_empty()).then(|| (group.trim(), value.trim()))
    };
    let texts = texts(edit, value)?.into_iter();
    texts.map(|text| pair(text).ok_or_else(|| refuse(edit, "write GROUP:VALUE, such as leads:hot"))).collect()
}

fn texts<'a>(edit: &Edit, value: &'a Value) -> Result<Vec<&'a str>, EditError> {
    let texts: Vec<&str> = match value {
        Value::String(text) => text.split([',', ';']).collect(),
        Value::Array(values) => values
            .iter()
            .map(|value| value.as_str().ok_or_else(|| refuse(edit, "a category is text")))
            .collect::<Result<_, _>>()?,
        _ => return Err(refuse(edit, "categories are text, or a list of texts")),
    };
    Ok(texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::{CategoryEdit, InCategory, category_key};
    use crate::{Colour, Contact, EditContext, Id, parse_assignment, plan_edit};

    fn wanted(typed: &[&str]) -> Result<Vec<(String, Option<String>)>, String> {
        let id = Id::from_parts(0, &[0; 10]);
        let mut contact = Contact::empty(id, 0);
        contact.categories = vec![InCategory {
            group_id: id,
            group: "Customers".into(),
            id,
            name: "At risk".into(),
            colour: Colour::Plain,
        }];
        let patch = typed.iter().map(|text| parse_assignment(text).unwrap()).collect();
        let plan = plan_edit(
            &contact,
            &patch,
            &mut EditContext {
                region: None,
                mint: &mut || id,
                custom: &crate::CustomFields::default(),
                zone: jiff::tz::TimeZone::UTC,
            },
        );
        let plan = plan.map_err(|error| error.to_string())?;
        Ok(plan.categories.into_iter().map(|CategoryEdit { group, value }| (group, value)).collect())
    }

    #[test]
    fn what_is_typed_says_which_value_of_which_group() {
        let one = |group: &str, value: Option<&str>| Ok(vec![(group.to_owned(), value.map(str::to_owned))]);
        assert_eq!(wanted(&["categories/leads=hot"]), one("leads", Some("hot")));
        assert_eq!(wanted(&["categories+=leads:hot"]), one("leads", Some("hot")));
        assert_eq!(wanted(&["categories/leads="]), one("leads", None));
        assert_eq!(wanted(&["categories+=leads:hot", "categories/Leads=cold"]), one("Leads", Some("cold")));
        assert_eq!(wanted(&["categories-=customers:at-risk"]), one("customers", None));
        assert_eq!(wanted(&["categories-=customers:vip"]), Ok(vec![]), "she is no VIP");
        let id = Id::from_parts(0, &[0; 10]).to_string();
        assert_eq!(wanted(&["categories="]), one(&id, None));
        let both = vec![(id, None), ("leads".to_owned(), Some("hot".to_owned()))];
        assert_eq!(wanted(&["categories=leads:hot"]), Ok(both));
    }

    #[test]
    fn half_a_category_is_refused() {
        for typed in ["categories+=hot", "categories+=leads:", "categories=hot"] {
            let error = wanted(&[typed]).unwrap_err();
            assert_eq!(error, "write GROUP:VALUE, such as leads:hot", "{typed}");
        }
    }

    #[test]
    fn spellings_meet() {
        for spelling in ["At risk", "at-risk", "AT_RISK", " at  risk "] {
            assert_eq!(category_key(spelling), "at-risk");
        }
    }
}

//! Making and changing a definition: what somebody asks for, checked against all other fields, and its lines in the
//! journal.

use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use super::fields::compile;
use super::value::{is_bound, is_crossed, read_value};
use super::{
    CustomField, CustomFields, CustomKind, FieldDefinition, FieldEntity, FieldOption, MOST_FIELDS, MOST_OPTIONS,
    ShownWhen, ValueContext, currency,
};
use crate::{FieldChange, Id, Scope, collapse, company_field, field, fold};

/// Characters of a name, of a field or an option.
pub(crate) const NAME: usize = 100;
/// Characters of a help text and of a default.
const HELP: usize = 1_000;
/// Keys that mean something else somewhere.
const TAKEN: [&str; 12] =
    ["id", "seq", "state", "custom", "company_id", "display_set", "website", "people", "parent", "is", "has", "list"];

/// An option as somebody asks for it: one without identity is a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
pub struct OptionDraft {
    /// Which option; null for a new one, unless one of that name is there.
    pub id: Option<Id>,
    /// What people call it.
    pub name: String,
    /// `#rrggbb`; empty for none.
    pub colour: String,
    /// Still read, no longer offered.
    pub archived: bool,
}

/// What somebody asks of a field; null leaves a part as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
#[expect(missing_docs, reason = "the parts are those of FieldDefinition, where they are documented")]
pub struct FieldDraft {
    /// Whose field it is; only when it is made.
    pub entity: Option<FieldEntity>,
    pub name: Option<String>,
    /// Without one, a new field gets one of its name.
    pub key: Option<String>,
    pub kind: Option<CustomKind>,
    pub required: Option<bool>,
    pub unique: Option<bool>,
    pub pattern: Option<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub default: Option<String>,
    pub help: Option<String>,
    pub group: Option<String>,
    #[ts(type = "number | null")]
    pub position: Option<i64>,
    pub currency: Option<String>,
    /// One without a field takes the condition away.
    pub shown_when: Option<ShownWhen>,
    /// All options in order; those that are left out go, or are archived while somebody has them.
    pub options: Option<Vec<OptionDraft>>,
}

/// Why a field cannot be so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct FieldError {
    /// The part of the definition.
    pub part: &'static str,
    /// One sentence.
    pub reason: String,
}

fn refuse<T>(part: &'static str, reason: impl Into<String>) -> Result<T, FieldError> {
    Err(FieldError { part, reason: reason.into() })
}

/// Works out the definition that a draft makes of `current`, or of nothing. `mint` gives identities to what is new.
///
/// # Errors
/// On the first part that cannot be.
pub fn revise(
    current: Option<&FieldDefinition>,
    draft: &FieldDraft,
    all: &CustomFields,
    mint: &mut dyn FnMut() -> Id,
) -> Result<FieldDefinition, FieldError> {
    let mut next = match current {
        Some(current) => current.clone(),
        None => {
            let entity = draft.entity.unwrap_or_default();
            if all.of(entity).count() >= MOST_FIELDS {
                return refuse(
                    "name",
                    format!("there are {MOST_FIELDS} fields already; archive does not help, delete some"),
                );
            }
            let mut new = FieldDefinition::new(mint(), entity, draft.kind.unwrap_or_default());
            new.position = all.of(entity).map(|field| field.definition().position).max().map_or(0, |last| last + 1);
            new
        }
    };
    if draft.entity.is_some_and(|entity| entity != next.entity) {
        return refuse("entity", "a field stays with the kind of record that it was made for");
    }
    if let Some(kind) = draft.kind {
        next.kind = kind;
    }
    name(&mut next, draft, current.is_none(), all)?;
    let line = |part: &'static str, to: &mut String, from: &Option<String>, most: usize| match from {
        Some(text) => {
            *to = if part == "pattern" { text.trim().to_owned() } else { unsteered(text) };
            let length = to.chars().count();
            if length > most { refuse(part, format!("{part} is longer than {most} characters")) } else { Ok(()) }
        }
        None => Ok(()),
    };
    line("help", &mut next.help, &draft.help, HELP)?;
    line("group", &mut next.group, &draft.group, NAME)?;
    line("pattern", &mut next.pattern, &draft.pattern, HELP)?;
    line("min", &mut next.min, &draft.min, NAME)?;
    line("max", &mut next.max, &draft.max, NAME)?;
    line("default", &mut next.default, &draft.default, HELP)?;
    line("currency", &mut next.currency, &draft.currency, NAME)?;
    next.required = draft.required.unwrap_or(next.required);
    next.unique = draft.unique.unwrap_or(next.unique);
    next.position = draft.position.unwrap_or(next.position).clamp(0, 1_000_000);
    if let Some(when) = &draft.shown_when {
        let when = ShownWhen { field: when.field.trim().to_lowercase(), value: collapse(&when.value) };
        next.shown_when = (!when.field.is_empty()).then_some(when);
    }
    if let Some(options) = &draft.options {
        next.options = options_of(&next, options, mint)?;
    }
    let turned = current.is_some_and(|current| current.kind != next.kind);
    if turned {
        forget_what_does_not_fit(&mut next, draft);
    }
    rules(&mut next)?;
    condition(&next, all)?;
    Ok(next)
}

/// What a rule of the old kind says nothing about the new one; what was asked for in the same breath stays, to be
/// refused if it does not fit.
fn forget_what_does_not_fit(next: &mut FieldDefinition, draft: &FieldDraft) {
    if draft.pattern.is_none() && !next.kind.takes_pattern() {
        next.pattern.clear();
    }
    for (asked, bound) in [(&draft.min, next.min.clone()), (&draft.max, next.max.clone())] {
        if asked.is_none() && !is_bound(next, &bound) {
            if next.min == bound {
                next.min.clear();
            }
            if next.max == bound {
                next.max.clear();
            }
        }
    }
    if draft.unique.is_none() && !next.kind.can_be_unique() {
        next.unique = false;
    }
    if draft.default.is_none() && !next.default.is_empty() {
        let field = CustomField::new(next.clone());
        if read_value(&field, &Value::from(next.default.clone()), &ValueContext::default()).is_err() {
            next.default.clear();
        }
    }
}

/// One line, without marks that turn the direction of what stands around it.
pub(super) fn unsteered(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect();
    collapse(&plain)
}

fn name(next: &mut FieldDefinition, draft: &FieldDraft, is_new: bool, all: &CustomFields) -> Result<(), FieldError> {
    if let Some(name) = &draft.name {
        next.name = unsteered(name);
    }
    if next.name.is_empty() || fold(&next.name).is_empty() {
        return refuse("name", "a field needs a name");
    }
    if next.name.chars().count() > NAME {
        return refuse("name", format!("a name is at most {NAME} characters long"));
    }
    let others = || all.of(next.entity).filter(|field| field.definition().id != next.id);
    let folded = fold(&next.name);
    if others().any(|field| fold(&field.definition().name) == folded) {
        return refuse("name", "there is another field of that name");
    }
    let taken = |key: &str| others().any(|field| field.definition().key == key);
    match &draft.key {
        Some(key) => {
            let key = key.trim().to_lowercase();
            if key != key_of(&key) || key.is_empty() {
                return refuse("key", "a key is a word of letters, digits and _, at most 40 of them");
            }
            if is_reserved(next.entity, &key) {
                return refuse("key", "that is the key of a field that every vault has");
            }
            if taken(&key) {
                return refuse("key", "there is another field of that key");
            }
            next.key = key;
        }
        None if is_new => {
            let word = field_key(&next.name);
            let mut candidates = std::iter::once(word.clone()).chain((2..).map(|number| format!("{word}_{number}")));
            next.key = candidates.find(|key| !is_reserved(next.entity, key) && !taken(key)).unwrap_or(word);
        }
        None => {}
    }
    Ok(())
}

/// The key that a new field of this name gets, unless something else has it.
#[must_use]
pub fn field_key(name: &str) -> String {
    let word = match key_of(name) {
        word if word.is_empty() || word.starts_with(|c: char| c.is_numeric()) => format!("field_{word}"),
        word => word,
    };
    word.trim_end_matches('_').to_owned()
}

/// The word that a name makes.
fn key_of(name: &str) -> String {
    let mut key = String::new();
    for c in fold(name).chars() {
        match c {
            c if c.is_alphanumeric() => key.push(c),
            _ if key.is_empty() || key.ends_with('_') => {}
            _ => key.push('_'),
        }
    }
    key.trim_end_matches('_').chars().take(40).collect()
}

fn is_reserved(of: FieldEntity, key: &str) -> bool {
    let searched = of == FieldEntity::Contact && Scope::named(key).is_some();
    is_built_in(of, key) || searched || TAKEN.contains(&key)
}

fn options_of(
    next: &FieldDefinition,
    drafts: &[OptionDraft],
    mint: &mut dyn FnMut() -> Id,
) -> Result<Vec<FieldOption>, FieldError> {
    if drafts.len() > MOST_OPTIONS {
        return refuse("options", format!("a field has at most {MOST_OPTIONS} options"));
    }
    let known = CustomField::new(next.clone());
    let mut names = HashSet::with_capacity(drafts.len());
    let mut ids = HashSet::with_capacity(drafts.len());
    let mut options = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let name = unsteered(&draft.name);
        if fold(&name).is_empty() {
            return refuse("options", "an option needs a name");
        }
        if !is_option_name(&name) {
            return refuse("options", format!("the name of an option is at most {NAME} characters long"));
        }
        if !names.insert(fold(&name)) {
            return refuse("options", "two options have the same name");
        }
        let colour = draft.colour.trim().to_ascii_lowercase();
        if !colour.is_empty() && !is_colour(&colour) {
            return refuse("options", "a colour looks like #1e90ff");
        }
        let id = match draft.id {
            Some(id) if known.option(&id.to_string()).is_none() => {
                return refuse("options", "there is no option of that id");
            }
            Some(id) => id,
            None => known.option_named(&name).map_or_else(&mut *mint, |at| next.options[at].id),
        };
        if !ids.insert(id) {
            return refuse("options", "an option is named twice");
        }
        options.push(FieldOption { id, name, colour, archived: draft.archived });
    }
    Ok(options)
}

/// Whether an option can be called so; the text is without marks of direction.
pub(super) fn is_option_name(name: &str) -> bool {
    !fold(name).is_empty() && name.chars().count() <= NAME
}

fn is_colour(colour: &str) -> bool {
    let hex = colour.strip_prefix('#').unwrap_or_default();
    hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether the rules fit the kind and each other.
fn rules(next: &mut FieldDefinition) -> Result<(), FieldError> {
    let kind = next.kind;
    if !next.pattern.is_empty() && !kind.takes_pattern() {
        return refuse("pattern", "only texts, e-mails, phones and web addresses can be asked to have a form");
    }
    compile(&next.pattern).map_err(|reason| FieldError { part: "pattern", reason })?;
    for (part, bound) in [("min", &next.min), ("max", &next.max)] {
        if !bound.is_empty() && !is_bound(next, bound) {
            return refuse(
                part,
                "a least and a most are numbers, days for a day, and numbers of characters for a text",
            );
        }
    }
    if is_crossed(next) {
        return refuse("max", "the most is less than the least");
    }
    if next.unique && !kind.can_be_unique() {
        return refuse("unique", "many have the same long text, yes, options or file: such a field cannot be unique");
    }
    if kind == CustomKind::Money {
        let code = if next.currency.is_empty() { "EUR" } else { &next.currency };
        match currency::currency(code) {
            Some(code) => next.currency = code,
            None => return refuse("currency", "there is no currency of that code; they look like EUR"),
        }
    } else {
        next.currency.clear();
    }
    if !next.default.is_empty() {
        // A default need not be unique, and nobody would ask for one that names somebody.
        let field = CustomField::new(next.clone());
        if kind.is_reference() || next.unique {
            return refuse(
                "default",
                "what names a record or a file, or must be the only one of its kind, has no default",
            );
        }
        let given = Value::from(next.default.clone());
        read_value(&field, &given, &ValueContext::default())
            .map_err(|reason| FieldError { part: "default", reason })?;
    }
    Ok(())
}

/// Whether the field that decides is there, and does not wait for this one.
fn condition(next: &FieldDefinition, all: &CustomFields) -> Result<(), FieldError> {
    let Some(when) = &next.shown_when else { return Ok(()) };
    let mut key = when.field.clone();
    for _ in 0..=MOST_FIELDS {
        if key == next.key {
            return refuse("shown_when", "fields cannot wait for each other in a circle");
        }
        match all.key(next.entity, &key) {
            Some(other) => match &other.definition().shown_when {
                Some(before) => key.clone_from(&before.field),
                None => return Ok(()),
            },
            None if is_built_in(next.entity, &key) => return Ok(()),
            None => return refuse("shown_when", "there is no such field to wait for"),
        }
    }
    refuse("shown_when", "fields cannot wait for each other in a circle")
}

fn is_built_in(of: FieldEntity, key: &str) -> bool {
    match of {
        FieldEntity::Contact => field(key).is_some(),
        FieldEntity::Company => company_field(key).is_some(),
    }
}

/// What the journal can name of a definition, by path.
#[must_use]
pub fn definition_values(definition: &FieldDefinition) -> BTreeMap<String, Value> {
    let mut values = BTreeMap::new();
    let mut put = |path: &str, value: Value| {
        let nothing = value == json!("") || value == json!(0) || value == json!(false);
        if !nothing {
            values.insert(path.to_owned(), value);
        }
    };
    let shown = definition.shown_when.clone().unwrap_or_default();
    put("key", definition.key.clone().into());
    put("name", definition.name.clone().into());
    put("kind", definition.kind.as_str().into());
    put("required", i64::from(definition.required).into());
    put("unique", i64::from(definition.unique).into());
    put("pattern", definition.pattern.clone().into());
    put("min", definition.min.clone().into());
    put("max", definition.max.clone().into());
    put("default", definition.default.clone().into());
    put("help", definition.help.clone().into());
    put("group", definition.group.clone().into());
    put("position", definition.position.into());
    put("currency", definition.currency.clone().into());
    put("shown_field", shown.field.into());
    put("shown_value", shown.value.into());
    for (at, option) in definition.options.iter().enumerate() {
        let FieldOption { id, name, colour, archived } = option;
        let row = json!({"name": name, "colour": colour, "archived": archived, "position": at});
        put(&format!("options/{id}"), row);
    }
    values
}

/// The lines that lead from one definition to another.
#[must_use]
pub fn definition_changes(before: &FieldDefinition, after: &FieldDefinition) -> Vec<FieldChange> {
    let (before, after) = (definition_values(before), definition_values(after));
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths
        .into_iter()
        .map(|path| FieldChange {
            path: path.clone(),
            before: before.get(path).cloned(),
            after: after.get(path).cloned(),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

//! Definitions made ready for use, and all fields of a kind of record, built-in and own.

use std::collections::HashMap;

use regex::{Regex, RegexBuilder};
use serde_json::{Value, json};

use super::value::printed;
use super::{CustomKind, FieldDefinition, FieldEntity};
use crate::{CONTACT_FIELDS, Contact, Field, FieldKind, Id, RecordState, field, fold};

/// Bytes that a pattern may become; one that repeats repetitions becomes more.
const PATTERN_SIZE: usize = 1 << 20;
/// How deep a pattern may nest.
const PATTERN_DEPTH: u32 = 40;
/// Characters of a pattern.
const PATTERN_LENGTH: usize = 1_000;

/// A field of one's own, with its options by name and its pattern made ready.
#[derive(Clone, Debug)]
pub struct CustomField {
    definition: FieldDefinition,
    by_name: HashMap<String, usize>,
    by_id: HashMap<Id, usize>,
    pattern: Option<Regex>,
}

impl CustomField {
    /// Makes a definition ready. A pattern that cannot be read asks for nothing; none is kept that cannot.
    #[must_use]
    pub fn new(definition: FieldDefinition) -> Self {
        let mut by_name = HashMap::with_capacity(definition.options.len());
        for (at, option) in definition.options.iter().enumerate() {
            by_name.entry(fold(&option.name)).or_insert(at);
        }
        let by_id = definition.options.iter().enumerate().map(|(at, option)| (option.id, at)).collect();
        let pattern = compile(&definition.pattern).ok().flatten();
        Self { definition, by_name, by_id, pattern }
    }

    /// What was said about it.
    #[must_use]
    pub fn definition(&self) -> &FieldDefinition {
        &self.definition
    }

    /// What it holds.
    #[must_use]
    pub fn kind(&self) -> CustomKind {
        self.definition.kind
    }

    /// The place of the option that a text names, by name or by identity.
    #[must_use]
    pub fn option_named(&self, text: &str) -> Option<usize> {
        let by_id = || self.by_id.get(&text.parse::<Id>().ok()?).copied();
        self.by_name.get(&fold(text)).copied().or_else(by_id)
    }

    /// The place of an option.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<usize> {
        self.by_id.get(&id.parse::<Id>().ok()?).copied()
    }

    pub(crate) fn pattern(&self) -> Option<&Regex> {
        self.pattern.as_ref()
    }

    /// A value of the journal as the wire has it: options by their names. What refers to a record stays its identity.
    #[must_use]
    pub fn to_wire(&self, value: &Value) -> Value {
        let named = |id: &Value| {
            let at = id.as_str().and_then(|id| self.option(id));
            at.map_or_else(|| id.clone(), |at| Value::from(self.definition.options[at].name.clone()))
        };
        match value {
            Value::Array(ids) => Value::Array(ids.iter().map(named).collect()),
            Value::String(_) if self.kind().has_options() => named(value),
            other => other.clone(),
        }
    }

    /// A value of the wire as the journal has it.
    #[must_use]
    pub fn from_wire(&self, value: &Value) -> Value {
        let id = |name: &Value| {
            let at = name.as_str().and_then(|name| self.option_named(name));
            at.map_or_else(|| name.clone(), |at| json!(self.definition.options[at].id))
        };
        match value {
            Value::Array(names) => Value::Array(names.iter().map(id).collect()),
            Value::String(_) if self.kind().has_options() => id(value),
            Value::Object(parts) if self.kind().is_reference() => parts.get("id").cloned().unwrap_or_default(),
            other => other.clone(),
        }
    }
}

/// A pattern made ready; none for no pattern.
pub(crate) fn compile(pattern: &str) -> Result<Option<Regex>, String> {
    if pattern.is_empty() {
        return Ok(None);
    }
    if pattern.chars().count() > PATTERN_LENGTH {
        return Err("the pattern is longer than 1000 characters".to_owned());
    }
    // The engine takes time in proportion to the text whatever the pattern; what it cannot do that way, it refuses.
    let whole = RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .nest_limit(PATTERN_DEPTH)
        .build();
    // Read by itself first: `a)(b` is no pattern, although it is one in brackets.
    let alone = RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).nest_limit(PATTERN_DEPTH).build();
    match (alone, whole) {
        (Ok(_), Ok(whole)) => Ok(Some(whole)),
        (Err(regex::Error::CompiledTooBig(_)), _) | (_, Err(regex::Error::CompiledTooBig(_))) => {
            Err("the pattern is too large: repeat less".to_owned())
        }
        _ => {
            Err("the pattern is no regular expression that can be used: look-around and back-references are not"
                .to_owned())
        }
    }
}

/// All fields of one's own, of contacts and companies; those in the trash are not among them.
#[derive(Clone, Debug, Default)]
pub struct CustomFields {
    fields: Vec<CustomField>,
    by_key: HashMap<(FieldEntity, String), usize>,
    by_id: HashMap<Id, usize>,
}

impl CustomFields {
    /// Makes definitions ready, in the order in which they are shown.
    #[must_use]
    pub fn new(mut definitions: Vec<FieldDefinition>) -> Self {
        definitions.retain(|field| matches!(field.state, RecordState::Active | RecordState::Archived));
        definitions.sort_by_cached_key(|field| (field.position, fold(&field.name), field.id));
        let fields: Vec<CustomField> = definitions.into_iter().map(CustomField::new).collect();
        let mut by_key = HashMap::with_capacity(fields.len());
        for (at, field) in fields.iter().enumerate() {
            by_key.entry((field.definition.entity, field.definition.key.clone())).or_insert(at);
        }
        let by_id = fields.iter().enumerate().map(|(at, field)| (field.definition.id, at)).collect();
        Self { fields, by_key, by_id }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// All of a kind of record, the archived ones too.
    pub fn of(&self, entity: FieldEntity) -> impl Iterator<Item = &CustomField> {
        self.fields.iter().filter(move |field| field.definition.entity == entity)
    }

    /// Those that are in use.
    pub fn active(&self, entity: FieldEntity) -> impl Iterator<Item = &CustomField> {
        self.of(entity).filter(|field| field.definition.state == RecordState::Active)
    }

    /// The one of that key; `custom:key` is understood too.
    #[must_use]
    pub fn key(&self, entity: FieldEntity, key: &str) -> Option<&CustomField> {
        let key = key.strip_prefix("custom:").unwrap_or(key).to_lowercase();
        self.by_key.get(&(entity, key)).map(|at| &self.fields[*at])
    }

    /// The one of that key, when it is in use.
    #[must_use]
    pub fn active_key(&self, entity: FieldEntity, key: &str) -> Option<&CustomField> {
        self.key(entity, key).filter(|field| field.definition.state == RecordState::Active)
    }

    /// The one in use that people call so, by its name or its key.
    #[must_use]
    pub fn called(&self, entity: FieldEntity, name: &str) -> Option<&CustomField> {
        let folded = fold(name);
        self.active(entity)
            .find(|field| fold(&field.definition.name) == folded)
            .or_else(|| self.active_key(entity, name.trim()))
    }

    /// The one that a path of an edit is about: its key, `custom:key`, `custom/key` or `custom/<identity>`.
    #[must_use]
    pub fn named(&self, entity: FieldEntity, path: &str) -> Option<&CustomField> {
        let found = match path.strip_prefix("custom/") {
            Some(rest) => self.path(path).or_else(|| self.key(entity, rest)),
            None => self.key(entity, path),
        };
        found.filter(|field| field.definition.entity == entity)
    }

    /// The one of that identity.
    #[must_use]
    pub fn id(&self, id: Id) -> Option<&CustomField> {
        self.by_id.get(&id).map(|at| &self.fields[*at])
    }

    /// The one that a journal's path is about.
    #[must_use]
    pub fn path(&self, path: &str) -> Option<&CustomField> {
        self.id(path.strip_prefix("custom/")?.parse().ok()?)
    }

    /// Whether the card asks for a field of a contact.
    #[must_use]
    pub fn is_shown(&self, field: &CustomField, contact: &Contact) -> bool {
        let Some(when) = &field.definition.shown_when else { return true };
        let held = match self.key(FieldEntity::Contact, &when.field) {
            Some(other) => match contact.custom.get(&other.definition.key) {
                Some(Value::Array(names)) => {
                    names.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
                }
                Some(value) => vec![printed(value)],
                None => Vec::new(),
            },
            None => built_in(contact, &when.field),
        };
        let wanted = fold(&when.value);
        held.iter().any(|text| !text.is_empty() && (wanted.is_empty() || fold(text) == wanted))
    }
}

/// What a contact holds in a built-in field, as texts.
fn built_in(contact: &Contact, key: &str) -> Vec<String> {
    let Some(known) = field(key) else { return Vec::new() };
    match known.kind {
        FieldKind::Emails => contact.emails.iter().map(|row| row.value.clone()).collect(),
        FieldKind::Phones => contact.phones.iter().map(|row| row.value.clone()).collect(),
        FieldKind::Addresses => contact.addresses.iter().map(|row| row.value.clone()).collect(),
        FieldKind::Links => contact.links.iter().map(|row| row.value.clone()).collect(),
        FieldKind::Dates => contact.dates.iter().map(|row| row.value.to_string()).collect(),
        FieldKind::Tags => contact.tags.clone(),
        // What holds one text is there under its key.
        _ => match serde_json::to_value(contact).ok().as_ref().and_then(|whole| whole.get(known.key)) {
            Some(Value::String(text)) => vec![text.clone()],
            _ => Vec::new(),
        },
    }
}

/// A field of a kind of record, wherever it comes from.
#[derive(Clone, Copy, Debug)]
pub enum AnyField<'a> {
    /// One that every vault has.
    BuiltIn(&'static Field),
    /// One of one's own.
    Own(&'a CustomField),
}

impl AnyField<'_> {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::BuiltIn(field) => field.key,
            Self::Own(field) => &field.definition.key,
        }
    }
}

/// All fields of contacts: those that every vault has, then one's own that are in use.
pub fn all_fields(custom: &CustomFields) -> impl Iterator<Item = AnyField<'_>> {
    let own = custom.active(FieldEntity::Contact).map(AnyField::Own);
    CONTACT_FIELDS.iter().map(AnyField::BuiltIn).chain(own)
}

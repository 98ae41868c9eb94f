//! Fields of one's own that an import makes, because a column is to go to one that there is not, and the options of those
//! that have some: what the file names.
//!
//! They are made in the import's own batch before the first row is read, so that undoing it takes them back where nobody
//! else has a value in them. For its options the file is gone through once before. Deliberately absent: fields that name
//! other records.

use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

use satchel_model::{
    CustomField, CustomFields, CustomKind, FieldDefinition, FieldDraft, FieldEntity, Id, MOST_OPTIONS, OptionDraft,
    fold, revise,
};
use satchel_store::{StoreError, Writing, mint};
use serde::{Deserialize, Serialize};

use super::ImportInput;
use super::form::{Form, Rows};
use crate::wire::{ErrorCode, WireError};

/// What a file names as options of a field, each once and as first written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct NamedOptions {
    /// The field's name.
    field: String,
    options: Vec<String>,
}

/// Something that is made before the first row.
pub(super) enum Making {
    /// A field.
    Field(FieldDraft),
    /// Options of one that is there.
    Options { field: Id, name: String, new: Vec<String>, draft: FieldDraft },
}

/// What the mapping asks for and this vault has not.
pub(super) fn missing(input: &ImportInput, fields: &CustomFields) -> Vec<Making> {
    let Form::Table { mapping, .. } = &input.form else { return Vec::new() };
    let making = |(name, kind): (String, CustomKind)| {
        let named = input.options.iter().find(|named| fold(&named.field) == fold(&name));
        let named = named.map_or(&[][..], |named| &named.options);
        let drafted = |name: &String| OptionDraft { name: name.clone(), ..OptionDraft::default() };
        let Some(known) = fields.called(FieldEntity::Contact, &name) else {
            let options = kind.has_options().then(|| named.iter().map(drafted).collect());
            let (entity, name, kind) = (Some(FieldEntity::Contact), Some(name), Some(kind));
            return Some(Making::Field(FieldDraft { entity, name, kind, options, ..FieldDraft::default() }));
        };
        let new: Vec<String> = named.iter().filter(|name| known.option_named(name).is_none()).cloned().collect();
        let definition = known.definition();
        let kept = definition.options.iter().map(|option| OptionDraft {
            id: Some(option.id),
            name: option.name.clone(),
            colour: option.colour.clone(),
            archived: option.archived,
        });
        let options = Some(kept.chain(new.iter().map(drafted)).collect());
        let draft = FieldDraft { options, ..FieldDraft::default() };
        (!new.is_empty()).then(|| Making::Options { field: definition.id, name: definition.name.clone(), new, draft })
    };
    mapping.new_fields().into_iter().filter_map(making).collect()
}

/// The fields as they will be once what is missing is made.
///
/// # Errors
/// When one cannot be: its name is too long, or that of a field in the archive; it has too many options.
pub(super) fn foreseen(
    input: &ImportInput,
    fields: &Arc<CustomFields>,
    at: i64,
) -> Result<Arc<CustomFields>, WireError> {
    let missing = missing(input, fields);
    if missing.is_empty() {
        return Ok(Arc::clone(fields));
    }
    let known = [FieldEntity::Contact, FieldEntity::Company].into_iter().flat_map(|entity| fields.of(entity));
    let mut definitions: Vec<FieldDefinition> = known.map(|field| field.definition().clone()).collect();
    for making in missing {
        let known = CustomFields::new(definitions.clone());
        let revised = |current, draft: &FieldDraft| {
            revise(current, draft, &known, &mut || mint(at)).map_err(|error| WireError::from(StoreError::from(error)))
        };
        match making {
            Making::Field(draft) => definitions.push(revised(None, &draft)?),
            Making::Options { field, draft, .. } => {
                if let Some(changed) = definitions.iter_mut().find(|known| known.id == field) {
                    *changed = revised(Some(&changed.clone()), &draft)?;
                }
            }
        }
    }
    Ok(Arc::new(CustomFields::new(definitions)))
}

/// The same import with what its file names as options of fields that are made on the way.
///
/// # Errors
/// When the file cannot be read, or names more options than a field has.
pub(super) fn with_options<R: Read>(
    input: ImportInput,
    fields: &Arc<CustomFields>,
    at: i64,
    open: impl FnOnce() -> Result<R, WireError>,
) -> Result<ImportInput, WireError> {
    let Form::Table { mapping, .. } = &input.form else { return Ok(input) };
    if !mapping.new_fields().iter().any(|(_, kind)| kind.has_options()) {
        return Ok(input);
    }
    let before = foreseen(&input, fields, at)?;
    let rows = input.form.open(open()?, None, &before)?.mended(&input.fixes);
    let input = ImportInput { options: named(rows)?, ..input };
    // Together with those that are there, they may be too many.
    foreseen(&input, fields, at)?;
    Ok(input)
}

fn named<R: Read>(rows: Rows<R>) -> Result<Vec<NamedOptions>, WireError> {
    let Rows::Table(mut table) = rows else { return Ok(Vec::new()) };
    let mut named: Vec<NamedOptions> = Vec::new();
    let mut seen: HashSet<(Id, String)> = HashSet::new();
    let mut crowded = None;
    while crowded.is_none() && table.read()? {
        table.new_options(|field: &CustomField, option| {
            let definition = field.definition();
            if !seen.insert((definition.id, fold(&option))) {
                return;
            }
            let at = match named.iter().position(|known| known.field == definition.name) {
                Some(at) => at,
                None => {
                    named.push(NamedOptions { field: definition.name.clone(), options: Vec::new() });
                    named.len() - 1
                }
            };
            named[at].options.push(option);
            if named[at].options.len() > MOST_OPTIONS {
                crowded = Some(definition.name.clone());
            }
        });
    }
    let Some(field) = crowded else { return Ok(named) };
    let message = format!("The file names more than {MOST_OPTIONS} different options for {field:?}.");
    Err(WireError::new(ErrorCode::Invalid, message, Some("Send the column to a field of text instead.")))
}

/// Makes what is missing, and tells what it is called.
pub(super) async fn make(writing: &mut Writing, missing: &[Making]) -> Result<Vec<String>, StoreError> {
    for making in missing {
        match making {
            Making::Field(draft) => drop(writing.add_field(draft).await?),
            Making::Options { field, draft, .. } => drop(writing.change_field(*field, draft).await?),
        }
    }
    Ok(names(missing).collect())
}

/// What is missing is called: fields by their names, options behind them.
pub(super) fn names(missing: &[Making]) -> impl Iterator<Item = String> {
    missing.iter().flat_map(|making| match making {
        Making::Field(draft) => draft.name.iter().cloned().collect::<Vec<_>>(),
        Making::Options { name, new, .. } => new.iter().map(|option| format!("{name}: {option}")).collect(),
    })
}

//! Fields of one's own that an import makes, because a column is to go to one that there is not.
//!
//! They are made in the import's own batch before the first row is read, so that undoing it takes them back where nobody
//! else has a value in them. Deliberately absent: fields with options, and those that name other records.

use std::sync::Arc;

use satchel_model::{CustomFields, FieldDefinition, FieldDraft, FieldEntity, revise};
use satchel_store::{StoreError, Writing, mint};

use super::form::Form;
use crate::wire::WireError;

/// What the mapping asks for and this vault has not.
pub(super) fn missing(form: &Form, fields: &CustomFields) -> Vec<FieldDraft> {
    let Form::Table { mapping, .. } = form else { return Vec::new() };
    let new = mapping.new_fields().into_iter();
    new.filter(|(name, _)| fields.called(FieldEntity::Contact, name).is_none())
        .map(|(name, kind)| FieldDraft {
            entity: Some(FieldEntity::Contact),
            name: Some(name),
            kind: Some(kind),
            ..FieldDraft::default()
        })
        .collect()
}

/// The fields as they will be once what is missing is made.
///
/// # Errors
/// When one cannot be: its name is too long, or that of a field in the archive.
pub(super) fn foreseen(form: &Form, fields: &Arc<CustomFields>, at: i64) -> Result<Arc<CustomFields>, WireError> {
    let missing = missing(form, fields);
    if missing.is_empty() {
        return Ok(Arc::clone(fields));
    }
    let known = [FieldEntity::Contact, FieldEntity::Company].into_iter().flat_map(|entity| fields.of(entity));
    let mut definitions: Vec<FieldDefinition> = known.map(|field| field.definition().clone()).collect();
    for draft in missing {
        let known = CustomFields::new(definitions.clone());
        definitions.push(revise(None, &draft, &known, &mut || mint(at)).map_err(StoreError::from)?);
    }
    Ok(Arc::new(CustomFields::new(definitions)))
}

/// Makes what is missing, and tells what it is called.
pub(super) async fn make(writing: &mut Writing, missing: &[FieldDraft]) -> Result<Vec<String>, StoreError> {
    let mut made = Vec::with_capacity(missing.len());
    for draft in missing {
        made.push(writing.add_field(draft).await?.name);
    }
    Ok(made)
}

/// What missing fields would be called.
pub(super) fn names(missing: &[FieldDraft]) -> impl Iterator<Item = String> {
    missing.iter().filter_map(|draft| draft.name.clone())
}

//! Definitions in memory: read once and kept until somebody changes one, here or in another process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use satchel_model::{
    CustomField, CustomFields, CustomKind, FieldDefinition, FieldEntity, FieldOption, Id, RecordState, ShownWhen,
};
use sqlx::{Row, SqliteConnection};

use crate::value::state_of;
use crate::{SortField, Store, StoreError};

/// Vaults and versions of which the definitions are kept.
const KEPT: usize = 8;

/// All definitions of a vault.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Those that are active or archived.
    pub(crate) fields: Arc<CustomFields>,
    /// Every one, the trashed ones too, and its row.
    every: HashMap<Id, (i64, Arc<CustomField>)>,
}

impl Known {
    /// The row of a field and the field, in whichever state.
    pub(crate) fn get(&self, id: Id) -> Option<(i64, &CustomField)> {
        self.every.get(&id).map(|(row, field)| (*row, &**field))
    }

    /// The row of a field.
    pub(crate) fn row(&self, id: Id) -> Option<i64> {
        self.get(id).map(|(row, _)| row)
    }
}

type Kept = Vec<(i64, Arc<Known>)>;

/// Versions are random numbers, so that one names the definitions of one vault at one time.
static CACHE: Mutex<Kept> = Mutex::new(Vec::new());

/// Lets go of what is kept: a vault was closed.
pub(crate) fn forget() {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

/// The definitions as this connection sees them.
pub(crate) async fn known(connection: &mut SqliteConnection) -> Result<Arc<Known>, StoreError> {
    let version: i64 = sqlx::query_scalar("SELECT version FROM custom_version").fetch_one(&mut *connection).await?;
    if version == 0 {
        return Ok(Arc::default());
    }
    let kept = {
        let cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
        cache.iter().find(|(of, _)| *of == version).map(|(_, known)| Arc::clone(known))
    };
    if let Some(known) = kept {
        return Ok(known);
    }
    let read = Arc::new(read(connection).await?);
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() == KEPT {
        cache.remove(0);
    }
    cache.push((version, Arc::clone(&read)));
    Ok(read)
}

async fn read(connection: &mut SqliteConnection) -> Result<Known, StoreError> {
    let mut options: HashMap<i64, Vec<FieldOption>> = HashMap::new();
    let rows: Vec<(i64, Vec<u8>, String, String, bool)> =
        sqlx::query_as("SELECT field, uuid, name, colour, archived FROM custom_option ORDER BY field, position, uuid")
            .fetch_all(&mut *connection)
            .await?;
    for (field, uuid, name, colour, archived) in rows {
        let option = FieldOption { id: Id::from_slice(&uuid)?, name, colour, archived };
        options.entry(field).or_default().push(option);
    }
    let rows = sqlx::query(
        "SELECT id, uuid, state, entity, key, name, kind, required, is_unique, position, pattern, least, most, preset,
           help, heading, currency, shown_field, shown_value FROM custom_field ORDER BY id",
    )
    .fetch_all(connection)
    .await?;
    let mut definitions = Vec::with_capacity(rows.len());
    let mut every = HashMap::with_capacity(rows.len());
    for row in &rows {
        let rowid: i64 = row.try_get(0)?;
        let entity: String = row.try_get(3)?;
        let kind: String = row.try_get(6)?;
        let shown = ShownWhen { field: row.try_get(17)?, value: row.try_get(18)? };
        let definition = FieldDefinition {
            id: Id::from_slice(row.try_get(1)?)?,
            state: state_of(row.try_get(2)?),
            entity: if entity == FieldEntity::Company.as_str() { FieldEntity::Company } else { FieldEntity::Contact },
            key: row.try_get(4)?,
            name: row.try_get(5)?,
            kind: kind.parse::<CustomKind>().map_err(|_| StoreError::Newer)?,
            required: row.try_get(7)?,
            unique: row.try_get(8)?,
            position: row.try_get(9)?,
            pattern: row.try_get(10)?,
            min: row.try_get(11)?,
            max: row.try_get(12)?,
            default: row.try_get(13)?,
            help: row.try_get(14)?,
            group: row.try_get(15)?,
            currency: row.try_get(16)?,
            shown_when: (!shown.field.is_empty()).then_some(shown),
            options: options.remove(&rowid).unwrap_or_default(),
        };
        every.insert(definition.id, (rowid, Arc::new(CustomField::new(definition.clone()))));
        if definition.state != RecordState::Trashed {
            definitions.push(definition);
        }
    }
    Ok(Known { fields: Arc::new(CustomFields::new(definitions)), every })
}

impl Store {
    /// The order by an active field of contacts.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such field.
    pub async fn sort_by(&self, key: &str) -> Result<SortField, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let known = known(&mut connection).await?;
        let field = known.fields.active_key(FieldEntity::Contact, key).ok_or(StoreError::NotFound("field"))?;
        known.row(field.definition().id).map(SortField::Custom).ok_or(StoreError::NotFound("field"))
    }

    /// The fields of one's own, active and archived.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn custom_fields(&self) -> Result<Arc<CustomFields>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        Ok(Arc::clone(&known(&mut connection).await?.fields))
    }
}

//! Who is here already: contacts that a file's rows are about.
//!
//! A row has, for each key by which it may be matched, the forms in which it is compared. Keys are asked in order, all
//! rows at once, and the first that finds anybody decides. Somebody in the trash is found only when nobody outside of it
//! is.

use std::collections::{HashMap, HashSet};

use satchel_model::{Contact, CustomFields, Entity, FieldEntity, Id, MatchKey, fold, profile_of};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::contact::read_many;
use crate::custom::sorting;
use crate::writing::Writing;
use crate::{NewContact, Store, StoreError, at_once, entity};

/// Between the parts of what is compared at once; no name has it in it.
const BETWEEN: char = '\u{1f}';
/// The source under which a row names the contact's own identity.
pub const OWN_ID: &str = "id";

/// By what a row is known here and elsewhere: `(source, id)`.
pub type RowIds = Vec<(String, String)>;

/// A row on its way in: who it is about, and the forms in which that is compared, key by key.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What would be made of it.
    pub new: &'a NewContact,
    /// As [`Store::identities`] worked them out, for the same keys.
    pub identities: &'a [Vec<String>],
}

/// Whom a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// Contacts outside of the trash, oldest first: rowid and identity.
    pub live: Vec<(i64, Id)>,
    /// Contacts in the trash, when there is nobody outside of it.
    pub trashed: Vec<(i64, Id)>,
}

impl Matched {
    /// Whether nobody is known by anything that the row says.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.live.is_empty() && self.trashed.is_empty()
    }
}

impl Store {
    /// Works out by what a row can be known, for each of the keys. Reads nothing.
    #[must_use]
    pub fn identities(
        &self,
        new: &NewContact,
        ids: &RowIds,
        keys: &[MatchKey],
        own: &CustomFields,
    ) -> Vec<Vec<String>> {
        let own_form = |key: &str| {
            let field = own.active_key(FieldEntity::Contact, key)?;
            let value = new.draft().custom.get(&field.definition().id)?;
            Some(hex(&sorting::key(field, value, &self.inner.sort)))
        };
        let forms = keys.iter().map(|key| match key {
            MatchKey::Id => ids.iter().filter_map(|(source, id)| own_identity(source, id)).collect(),
            MatchKey::External => {
                let elsewhere = ids.iter().filter(|(source, _)| source != OWN_ID);
                elsewhere.map(|(source, id)| format!("{source}{BETWEEN}{id}")).collect()
            }
            MatchKey::Email => new.emails().to_vec(),
            MatchKey::Phone => new.phones().to_vec(),
            MatchKey::Profile => new.draft().links.iter().filter_map(|(_, url)| handle(url)).collect(),
            MatchKey::NameAndPhone => {
                new.phones().iter().map(|phone| format!("{phone}{BETWEEN}{}", new.name())).collect()
            }
            MatchKey::NameAndCompany if new.company.is_empty() => Vec::new(),
            MatchKey::NameAndCompany => vec![format!("{}{BETWEEN}{}", new.name(), new.company)],
            MatchKey::Own(key) => own_form(key).into_iter().collect(),
        });
        forms.collect()
    }

    /// Looks all of them up at once; `keys` are those of the identities.
    ///
    /// # Errors
    /// What the disk refuses; [`StoreError::NotFound`] when a key names no field.
    pub async fn matches(&self, rows: &[Asked<'_>], keys: &[MatchKey]) -> Result<Vec<Matched>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        matches(&mut connection, rows, keys).await
    }

    /// The contacts that a batch changed so far, by rowid.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn changed_in(&self, batch: Id) -> Result<HashSet<i64>, StoreError> {
        let rows: Vec<i64> = sqlx::query_scalar(
            "SELECT DISTINCT c.record FROM batch b CROSS JOIN change c ON c.seq BETWEEN b.first AND b.last
               AND c.batch = b.id AND c.entity = 'contact' WHERE b.uuid = ?",
        )
        .bind(&batch.as_bytes()[..])
        .fetch_all(&self.inner.readers)
        .await?;
        Ok(rows.into_iter().collect())
    }

    /// Whole contacts by rowid, in that order.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn contacts_by_rowid(&self, rowids: &[i64]) -> Result<Vec<Contact>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        read_many(&mut connection, rowids).await
    }
}

impl Writing {
    /// Looks all of them up at once, as of this write.
    ///
    /// # Errors
    /// As [`Store::matches`].
    pub async fn matches(&mut self, rows: &[Asked<'_>], keys: &[MatchKey]) -> Result<Vec<Matched>, StoreError> {
        matches(self.sql(), rows, keys).await
    }

    /// The contacts outside of the trash that are called exactly so, by rowid and identity.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn called(&mut self, name: &str) -> Result<Vec<(i64, Id)>, StoreError> {
        let sort = self.sort().key(name);
        let rows: Vec<(i64, Vec<u8>, String)> =
            sqlx::query_as("SELECT id, uuid, display FROM contact WHERE state IN (0, 1) AND sort_display = ? LIMIT 20")
                .bind(sort)
                .fetch_all(self.sql())
                .await?;
        let same = rows.into_iter().filter(|(.., display)| fold(display) == fold(name));
        same.map(|(rowid, uuid, _)| Ok((rowid, Id::from_slice(&uuid)?))).collect()
    }

    /// Whole contacts by rowid, in that order, as of this write.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn contacts_by_rowid(&mut self, rowids: &[i64]) -> Result<Vec<Contact>, StoreError> {
        read_many(self.sql(), rowids).await
    }
}

/// A contact that a look-up found: what was looked up, who, in which state, called what, at which company.
type Hit = (String, i64, Id, i64, String, String);

async fn matches(
    connection: &mut SqliteConnection,
    rows: &[Asked<'_>],
    keys: &[MatchKey],
) -> Result<Vec<Matched>, StoreError> {
    let mut found = vec![Matched::default(); rows.len()];
    for (at, key) in keys.iter().enumerate() {
        let open = rows.iter().zip(&found).filter(|(_, found)| found.live.is_empty());
        let sought: HashSet<String> = open.flat_map(|(row, _)| lookups(key, row, &row.identities[at])).collect();
        if sought.is_empty() {
            continue;
        }
        let mut known: HashMap<String, Vec<(i64, Id, bool)>> = HashMap::new();
        for (looked_up, mut rowid, mut id, state, display, company) in hits(connection, key, &sought).await? {
            let mut trashed = state == 2;
            if state == 3 {
                rowid = entity::survivor(connection, Entity::Contact, id).await?;
                let survivor: (Vec<u8>, i64) = sqlx::query_as("SELECT uuid, state FROM contact WHERE id = ?")
                    .bind(rowid)
                    .fetch_one(&mut *connection)
                    .await?;
                (id, trashed) = (Id::from_slice(&survivor.0)?, survivor.1 == 2);
            }
            known.entry(identity(key, &looked_up, &display, &company)).or_default().push((rowid, id, trashed));
        }
        for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.live.is_empty()) {
            let hits = || row.identities[at].iter().filter_map(|form| known.get(form)).flatten();
            for (rowid, id, trashed) in hits() {
                let list = if *trashed { &mut found.trashed } else { &mut found.live };
                if !list.contains(&(*rowid, *id)) {
                    list.push((*rowid, *id));
                }
            }
            found.live.sort_unstable();
        }
    }
    for found in &mut found {
        if !found.live.is_empty() {
            found.trashed.clear();
        }
    }
    Ok(found)
}

async fn hits(
    connection: &mut SqliteConnection,
    key: &MatchKey,
    sought: &HashSet<String>,
) -> Result<Vec<Hit>, StoreError> {
    let sought = json!(sought).to_string();
    let sql = match key {
        MatchKey::Id => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, '', '') AS row FROM json_each(?) j
             CROSS JOIN contact c ON c.uuid = unhex(j.value)"
        }
        MatchKey::External => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, '', '') AS row FROM json_each(?) j
             CROSS JOIN contact_key k ON k.source = substr(j.value, 1, instr(j.value, char(31)) - 1)
               AND k.value = substr(j.value, instr(j.value, char(31)) + 1)
             CROSS JOIN contact c ON c.id = k.contact"
        }
        MatchKey::Email => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, '', '') AS row FROM json_each(?) j
             CROSS JOIN contact_email e ON e.folded = j.value CROSS JOIN contact c ON c.id = e.contact AND c.state < 3"
        }
        MatchKey::Phone | MatchKey::NameAndPhone => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, c.display, '') AS row FROM json_each(?) j
             CROSS JOIN contact_phone p ON p.matched = j.value CROSS JOIN contact c ON c.id = p.contact AND c.state < 3"
        }
        MatchKey::Profile => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, '', '') AS row FROM json_each(?) j
             CROSS JOIN contact_link l ON lower(l.value) = j.value AND instr(lower(l.value), 'linkedin.com/') > 0
             CROSS JOIN contact c ON c.id = l.contact AND c.state < 3"
        }
        MatchKey::NameAndCompany => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, c.display, k.folded) AS row
             FROM json_each(?) j CROSS JOIN contact c ON c.state IN (0, 1, 2) AND c.sort_display = unhex(j.value)
             CROSS JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
             CROSS JOIN company k ON k.id = a.company"
        }
        MatchKey::Own(_) => {
            "SELECT json_array(j.value, c.id, lower(hex(c.uuid)), c.state, '', '') AS row FROM json_each(?1) j
             CROSS JOIN custom_field f ON f.key = ?2 AND f.entity = 'contact' AND f.state = 0
             CROSS JOIN custom_value v ON v.field = f.id AND v.sort = unhex(j.value)
             CROSS JOIN contact c ON c.id = v.record AND c.state < 3"
        }
    };
    match key {
        MatchKey::Own(key) => at_once::rows(connection, sql, &[&sought, key]).await,
        _ => at_once::rows(connection, sql, &[&sought]).await,
    }
}

/// What is looked up for the forms of one row.
fn lookups(key: &MatchKey, row: &Asked<'_>, forms: &[String]) -> Vec<String> {
    match key {
        MatchKey::NameAndPhone => {
            forms.iter().filter_map(|form| form.split(BETWEEN).next()).map(str::to_owned).collect()
        }
        MatchKey::NameAndCompany => forms.iter().map(|_| hex(&row.new.by_display)).collect(),
        MatchKey::Profile => forms.iter().flat_map(|handle| pages(handle)).collect(),
        _ => forms.to_vec(),
    }
}

/// The form that a row must have for this contact to be meant.
fn identity(key: &MatchKey, looked_up: &str, display: &str, company: &str) -> String {
    match key {
        MatchKey::NameAndPhone => format!("{looked_up}{BETWEEN}{}", fold(display)),
        MatchKey::NameAndCompany => format!("{}{BETWEEN}{company}", fold(display)),
        MatchKey::Profile => handle(looked_up).unwrap_or_default(),
        _ => looked_up.to_owned(),
    }
}

/// The digits of an identity of ours.
fn own_identity(source: &str, id: &str) -> Option<String> {
    let id: Id = (source == OWN_ID).then(|| id.trim().parse().ok()).flatten()?;
    Some(hex(id.as_bytes()))
}

/// The handle of a LinkedIn profile.
fn handle(url: &str) -> Option<String> {
    let profile = profile_of(url).filter(|profile| profile.network == "linkedin")?;
    Some(profile.handle.to_lowercase())
}

/// The ways in which a profile is written, in small letters.
fn pages(handle: &str) -> impl Iterator<Item = String> {
    let hosts = [
        "https://www.linkedin.com",
        "https://linkedin.com",
        "http://www.linkedin.com",
        "www.linkedin.com",
        "linkedin.com",
    ];
    hosts.into_iter().flat_map(move |host| ["", "/"].map(|end| format!("{host}/in/{handle}{end}")))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

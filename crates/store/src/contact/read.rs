//! Whole contacts by rowid, many at a time.

use std::collections::HashMap;

use satchel_model::{
    Address, Attachment, Contact, DatedEvent, Email, EmailStatus, Id, Link, PREFERENCE_KEYS, PartialDate, Phone,
    Preferences, RecordState, profile_of,
};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::value::{state_code, state_of};
use crate::{Store, StoreError, at_once, category, consent, custom, journal, json_list, lock};

/// Contacts that are read with one text for each kind of row.
const AT_ONCE: usize = 500;

/// Reads the contacts of `rowids` in that order; those that are gone are left out.
pub(crate) async fn read_many(connection: &mut SqliteConnection, rowids: &[i64]) -> Result<Vec<Contact>, StoreError> {
    let seq = journal::head(connection).await?;
    let mut read = Vec::with_capacity(rowids.len());
    for rowids in rowids.chunks(AT_ONCE) {
        let list = json_list(rowids);
        let mut contacts = own_rows(connection, &list, seq).await?;
        children(connection, &list, &mut contacts).await?;
        relations(connection, &list, &mut contacts).await?;
        custom::read_into(connection, &mut contacts).await?;
        attitudes(connection, &list, &mut contacts).await?;
        read.extend(rowids.iter().filter_map(|rowid| contacts.remove(rowid)));
    }
    Ok(read)
}

/// A contact's own row, in the order of its columns there.
#[derive(Deserialize)]
struct OwnRow {
    rowid: i64,
    id: Id,
    state: i64,
    prefix: String,
    given: String,
    middle: String,
    family: String,
    suffix: String,
    nickname: String,
    maiden: String,
    display: String,
    display_set: String,
    birthday: String,
    source: String,
    notes: String,
    created_at: i64,
    updated_at: i64,
    owner: String,
    time_zone: String,
    language: String,
    photo: String,
    preferences: [String; PREFERENCE_KEYS.len()],
}

async fn own_rows(
    connection: &mut SqliteConnection,
    list: &str,
    seq: i64,
) -> Result<HashMap<i64, Contact>, StoreError> {
    let rows: Vec<OwnRow> = at_once::rows(
        connection,
        "SELECT json_array(c.id, lower(hex(c.uuid)), c.state, c.prefix, c.given, c.middle, c.family, c.suffix,
           c.nickname, c.maiden, c.display, c.display_set, c.birthday, c.source, c.notes, c.created_at, c.updated_at,
           coalesce(m.name, ''), c.time_zone, c.language, c.photo,
           json_array(c.channels, c.best_times, c.frequency, c.topics, c.do_not_call, c.do_not_email, c.do_not_text)) AS row
         FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value LEFT JOIN team_member m ON m.id = c.owner",
        &[list],
    )
    .await?;
    let contact = |row: OwnRow| {
        let mut preferences = Preferences::default();
        PREFERENCE_KEYS.into_iter().zip(&row.preferences).for_each(|(key, text)| preferences.read(key, text));
        let contact = Contact {
            seq,
            state: state_of(row.state),
            prefix: row.prefix,
            given: row.given,
            middle: row.middle,
            family: row.family,
            suffix: row.suffix,
            nickname: row.nickname,
            maiden: row.maiden,
            display: row.display,
            display_set: row.display_set,
            birthday: row.birthday.parse().ok(),
            source: row.source,
            notes: row.notes,
            updated_at: row.updated_at,
            owner: row.owner,
            time_zone: row.time_zone,
            language: row.language,
            photo: row.photo.parse().ok(),
            preferences,
            ..Contact::empty(row.id, row.created_at)
        };
        (row.rowid, contact)
    };
    Ok(rows.into_iter().map(contact).collect())
}

/// What every child row begins with: whose it is, its identity, its label, whether it is the primary.
type Head = (i64, Id, String, i64);

async fn children(
    connection: &mut SqliteConnection,
    list: &str,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    macro_rules! each {
        ($columns:literal, $table:literal, $own:ty, |$contact:ident, $id:ident, $label:ident, $primary:ident, $row:ident| $push:expr) => {
            let rows: Vec<(Head, $own)> = at_once::rows(
                connection,
                concat!(
                    "SELECT json_array(json_array(t.contact, lower(hex(t.uuid)), t.label, t.is_primary), json_array(",
                    $columns,
                    ")) AS row FROM json_each(?) j CROSS JOIN ",
                    $table,
                    " t ON t.contact = j.value ORDER BY t.contact, t.is_primary DESC, t.position"
                ),
                &[list],
            )
            .await?;
            for ((rowid, $id, $label, primary), $row) in rows {
                let $primary = primary != 0;
                if let Some($contact) = contacts.get_mut(&rowid) {
                    $push;
                }
            }
        };
    }
    each!(
        "t.value, t.status, t.do_not_email",
        "contact_email",
        (String, String, i64),
        |contact, id, label, primary, row| {
            let (value, status, unwanted) = row;
            let status = EmailStatus::from_word(&status).unwrap_or_default();
            contact.emails.push(Email { id, label, primary, value, status, do_not_email: unwanted != 0 });
        }
    );
    each!(
        "t.value, t.e164, t.do_not_call, t.do_not_text",
        "contact_phone",
        (String, String, i64, i64),
        |contact, id, label, primary, row| {
            let (value, e164, uncalled, untexted) = row;
            let (do_not_call, do_not_text) = (uncalled != 0, untexted != 0);
            contact.phones.push(Phone { id, label, primary, value, e164, do_not_call, do_not_text });
        }
    );
    each!(
        "t.street, t.locality, t.region, t.postcode, t.country",
        "contact_address",
        [String; 5],
        |contact, id, label, primary, row| {
            let [street, locality, region, postcode, country] = row;
            let value = String::new();
            let mut address = Address { id, label, primary, value, street, locality, region, postcode, country };
            address.value = address.one_line();
            contact.addresses.push(address);
        }
    );
    each!("t.value", "contact_link", [String; 1], |contact, id, label, primary, row| {
        let [value] = row;
        let profile = profile_of(&value);
        let network = profile.as_ref().map(|profile| profile.network.to_owned()).unwrap_or_default();
        let handle = profile.map(|profile| profile.handle).unwrap_or_default();
        contact.links.push(Link { id, label, primary, network, handle, value });
    });
    each!(
        "t.name, t.mime, t.size, t.added_at",
        "contact_attachment",
        (String, String, i64, i64),
        |contact, id, label, _primary, row| {
            let (name, mime, size, added_at) = row;
            contact.attachments.push(Attachment { id, label, name, mime, size, added_at });
        }
    );
    each!("t.value", "contact_date", [PartialDate; 1], |contact, id, label, primary, row| {
        let [value] = row;
        contact.dates.push(DatedEvent { id, label, primary, value });
    });
    Ok(())
}

async fn relations(
    connection: &mut SqliteConnection,
    list: &str,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    type Job = (i64, Option<Id>, Option<String>, String, String, String);
    let jobs: Vec<Job> = at_once::rows(
        connection,
        "SELECT json_array(a.contact, iif(c.id IS NULL, NULL, lower(hex(c.uuid))), c.name, a.title, a.department, a.role) AS row
         FROM json_each(?) j CROSS JOIN affiliation a ON a.contact = j.value LEFT JOIN company c ON c.id = a.company
         WHERE a.is_primary AND a.until = ''",
        &[list],
    )
    .await?;
    for (rowid, company, name, title, department, role) in jobs {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.company_id = company;
            contact.company = name.unwrap_or_default();
            contact.title = title;
            contact.department = department;
            contact.role = role;
        }
    }
    let tags: Vec<(i64, String)> = at_once::rows(
        connection,
        "SELECT json_array(t.contact, d.name) AS row FROM json_each(?) j
         CROSS JOIN contact_tag t ON t.contact = j.value CROSS JOIN tag d ON d.id = t.tag ORDER BY t.contact, d.folded",
        &[list],
    )
    .await?;
    for (rowid, name) in tags {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.tags.push(name);
        }
    }
    Ok(())
}

/// What contacts are sorted into, agreed to, and keep to this machine.
async fn attitudes(
    connection: &mut SqliteConnection,
    list: &str,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    for (rowid, own) in category::of_contacts(connection, list).await? {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.categories.push(own);
        }
    }
    for (rowid, entry) in consent::of_contacts(connection, list).await? {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.consents.push(entry);
        }
    }
    for (rowid, path) in lock::of_contacts(connection, list).await? {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.locked.push(path);
        }
    }
    Ok(())
}

impl Store {
    /// The whole contact; a merged one leads to the survivor.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn contact(&self, id: Id) -> Result<Contact, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = super::rowid_of(&mut snapshot, id).await?;
        read_many(&mut snapshot, &[rowid]).await?.pop().ok_or(StoreError::NotFound("contact"))
    }

    /// Contacts with their rowids, as the index wants them. Those that are gone or trashed are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn contacts_at(&self, rowids: &[i64]) -> Result<Vec<(i64, Contact)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let list = json_list(rowids);
        let there: Vec<i64> = sqlx::query_scalar(
            "SELECT c.id FROM json_each(?) j JOIN contact c ON c.id = j.value WHERE c.state < 2 ORDER BY c.id",
        )
        .bind(list)
        .fetch_all(&mut *snapshot)
        .await?;
        let contacts = read_many(&mut snapshot, &there).await?;
        Ok(there.into_iter().zip(contacts).collect())
    }

    /// How many contacts a search can find: all outside the trash.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn findable(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT coalesce(sum(contacts), 0) FROM contact_tally WHERE state < 2")
            .fetch_one(&self.inner.readers)
            .await?)
    }

    /// How many contacts are in a state.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn count(&self, state: RecordState) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT contacts FROM contact_tally WHERE state = ?")
            .bind(state_code(state))
            .fetch_one(&self.inner.readers)
            .await?)
    }
}

//! Whole contacts by rowid, many at a time.

use std::collections::HashMap;

use satchel_model::{
    Address, Attachment, Contact, DatedEvent, Email, EmailStatus, Id, Link, PREFERENCE_KEYS, Phone, Preferences,
    RecordState, profile_of,
};
use sqlx::{Row, SqliteConnection};

use crate::value::{state_code, state_of};
use crate::{Store, StoreError, category, consent, custom, journal, json_list, lock};

/// Reads the contacts of `rowids` in that order; those that are gone are left out.
pub(crate) async fn read_many(connection: &mut SqliteConnection, rowids: &[i64]) -> Result<Vec<Contact>, StoreError> {
    let seq = journal::head(connection).await?;
    let list = json_list(rowids);
    let rows = sqlx::query(
        "SELECT c.id, c.uuid, c.state, c.prefix, c.given, c.middle, c.family, c.suffix, c.nickname, c.display,
           c.display_set, c.birthday, c.source, c.notes, c.created_at, c.updated_at, coalesce(m.name, ''),
           c.time_zone, c.language, c.photo, c.channels, c.best_times, c.frequency, c.topics, c.do_not_call,
           c.do_not_email, c.do_not_text
         FROM json_each(?) j JOIN contact c ON c.id = j.value LEFT JOIN team_member m ON m.id = c.owner",
    )
    .bind(&list)
    .fetch_all(&mut *connection)
    .await?;
    let mut contacts: HashMap<i64, Contact> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let birthday: String = row.try_get(11)?;
        let mut preferences = Preferences::default();
        for (at, key) in PREFERENCE_KEYS.into_iter().enumerate() {
            preferences.read(key, row.try_get(20 + at)?);
        }
        let contact = Contact {
            seq,
            state: state_of(row.try_get(2)?),
            prefix: row.try_get(3)?,
            given: row.try_get(4)?,
            middle: row.try_get(5)?,
            family: row.try_get(6)?,
            suffix: row.try_get(7)?,
            nickname: row.try_get(8)?,
            display: row.try_get(9)?,
            display_set: row.try_get(10)?,
            birthday: birthday.parse().ok(),
            source: row.try_get(12)?,
            notes: row.try_get(13)?,
            updated_at: row.try_get(15)?,
            owner: row.try_get(16)?,
            time_zone: row.try_get(17)?,
            language: row.try_get(18)?,
            photo: row.try_get::<String, _>(19)?.parse().ok(),
            preferences,
            ..Contact::empty(Id::from_slice(row.try_get(1)?)?, row.try_get(14)?)
        };
        contacts.insert(row.try_get(0)?, contact);
    }
    children(connection, &list, &mut contacts).await?;
    relations(connection, &list, &mut contacts).await?;
    custom::read_into(connection, &mut contacts).await?;
    attitudes(connection, &list, &mut contacts).await?;
    Ok(rowids.iter().filter_map(|rowid| contacts.remove(rowid)).collect())
}

async fn children(
    connection: &mut SqliteConnection,
    list: &str,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    macro_rules! each {
        ($columns:literal, $table:literal, |$contact:ident, $row:ident| $push:expr) => {
            let rows = sqlx::query(concat!(
                "SELECT t.contact, t.uuid, t.label, t.is_primary, ",
                $columns,
                " FROM json_each(?) j JOIN ",
                $table,
                " t ON t.contact = j.value ORDER BY t.contact, t.is_primary DESC, t.position"
            ))
            .bind(list)
            .fetch_all(&mut *connection)
            .await?;
            for $row in &rows {
                if let Some($contact) = contacts.get_mut(&$row.try_get(0)?) {
                    $push;
                }
            }
        };
    }
    each!("t.value, t.status, t.do_not_email", "contact_email", |contact, row| contact.emails.push(Email {
        id: Id::from_slice(row.try_get(1)?)?,
        label: row.try_get(2)?,
        primary: row.try_get(3)?,
        value: row.try_get(4)?,
        status: EmailStatus::from_word(row.try_get(5)?).unwrap_or_default(),
        do_not_email: row.try_get(6)?,
    }));
    each!("t.value, t.e164, t.do_not_call, t.do_not_text", "contact_phone", |contact, row| contact.phones.push(
        Phone {
            id: Id::from_slice(row.try_get(1)?)?,
            label: row.try_get(2)?,
            primary: row.try_get(3)?,
            value: row.try_get(4)?,
            e164: row.try_get(5)?,
            do_not_call: row.try_get(6)?,
            do_not_text: row.try_get(7)?,
        }
    ));
    each!("t.street, t.locality, t.region, t.postcode, t.country", "contact_address", |contact, row| {
        let mut address = Address {
            id: Id::from_slice(row.try_get(1)?)?,
            label: row.try_get(2)?,
            primary: row.try_get(3)?,
            value: String::new(),
            street: row.try_get(4)?,
            locality: row.try_get(5)?,
            region: row.try_get(6)?,
            postcode: row.try_get(7)?,
            country: row.try_get(8)?,
        };
        address.value = address.one_line();
        contact.addresses.push(address);
    });
    each!("t.value", "contact_link", |contact, row| {
        let value: String = row.try_get(4)?;
        let profile = profile_of(&value);
        contact.links.push(Link {
            id: Id::from_slice(row.try_get(1)?)?,
            label: row.try_get(2)?,
            primary: row.try_get(3)?,
            network: profile.as_ref().map(|profile| profile.network.to_owned()).unwrap_or_default(),
            handle: profile.map(|profile| profile.handle).unwrap_or_default(),
            value,
        });
    });
    each!("t.name, t.mime, t.size, t.added_at", "contact_attachment", |contact, row| {
        contact.attachments.push(Attachment {
            id: Id::from_slice(row.try_get(1)?)?,
            label: row.try_get(2)?,
            name: row.try_get(4)?,
            mime: row.try_get(5)?,
            size: row.try_get(6)?,
            added_at: row.try_get(7)?,
        });
    });
    each!("t.value", "contact_date", |contact, row| contact.dates.push(DatedEvent {
        id: Id::from_slice(row.try_get(1)?)?,
        label: row.try_get(2)?,
        primary: row.try_get(3)?,
        value: row.try_get::<String, _>(4)?.parse().map_err(|_| StoreError::Damaged)?,
    }));
    Ok(())
}

async fn relations(
    connection: &mut SqliteConnection,
    list: &str,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    type Job = (i64, Option<Vec<u8>>, Option<String>, String, String, String);
    let jobs: Vec<Job> = sqlx::query_as(
        "SELECT a.contact, c.uuid, c.name, a.title, a.department, a.role FROM json_each(?) j
         JOIN affiliation a ON a.contact = j.value LEFT JOIN company c ON c.id = a.company
         WHERE a.is_primary AND a.until = ''",
    )
    .bind(list)
    .fetch_all(&mut *connection)
    .await?;
    for (rowid, company, name, title, department, role) in jobs {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.company_id = company.map(|uuid| Id::from_slice(&uuid)).transpose()?;
            contact.company = name.unwrap_or_default();
            contact.title = title;
            contact.department = department;
            contact.role = role;
        }
    }
    let tags: Vec<(i64, String)> = sqlx::query_as(
        "SELECT t.contact, d.name FROM json_each(?) j JOIN contact_tag t ON t.contact = j.value
         JOIN tag d ON d.id = t.tag ORDER BY t.contact, d.folded",
    )
    .bind(list)
    .fetch_all(&mut *connection)
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

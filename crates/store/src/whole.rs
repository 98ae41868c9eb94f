//! Everything that the journal can name of a record, by path.

use satchel_model::{Entity, Id, Values};
use sqlx::SqliteConnection;

use crate::{StoreError, entity, value};

/// The rows that contacts have, by the collection of their paths.
const ROWS_OF_CONTACT: &str = "SELECT 'emails', uuid FROM contact_email WHERE contact = ?1
    UNION ALL SELECT 'phones', uuid FROM contact_phone WHERE contact = ?1
    UNION ALL SELECT 'addresses', uuid FROM contact_address WHERE contact = ?1
    UNION ALL SELECT 'links', uuid FROM contact_link WHERE contact = ?1
    UNION ALL SELECT 'dates', uuid FROM contact_date WHERE contact = ?1
    UNION ALL SELECT 'attachments', uuid FROM contact_attachment WHERE contact = ?1
    UNION ALL SELECT 'affiliations', uuid FROM affiliation WHERE contact = ?1
    UNION ALL SELECT 'tags', d.uuid FROM contact_tag t JOIN tag d ON d.id = t.tag WHERE t.contact = ?1
    UNION ALL SELECT 'categories', g.uuid FROM contact_category k JOIN category_group g ON g.id = k.in_group
      WHERE k.contact = ?1
    UNION ALL SELECT 'consents', uuid FROM contact_consent WHERE contact = ?1
    UNION ALL SELECT 'lists', l.uuid FROM list_member m JOIN list l ON l.id = m.list WHERE m.contact = ?1";

/// The rows that companies have.
const ROWS_OF_COMPANY: &str = "SELECT collection, uuid FROM company_row WHERE company = ?1
    UNION ALL SELECT 'attachments', uuid FROM company_attachment WHERE company = ?1";

/// The fields of one's own in which a contact or a company holds something.
const CUSTOM: &str = "SELECT 'custom', f.uuid FROM custom_field f
    CROSS JOIN custom_value v ON v.field = f.id AND v.record = ?1 WHERE f.entity = ?2 AND f.state < 2";

/// Reads a record by rowid; its state is not among the values.
pub(crate) async fn read(connection: &mut SqliteConnection, entity: Entity, record: i64) -> Result<Values, StoreError> {
    let columns = entity::table(entity).columns.iter().filter(|column| column.path != entity::MERGED_INTO);
    let mut paths: Vec<String> = columns.map(|column| column.path.to_owned()).collect();
    let rows = match entity {
        Entity::Contact => Some(ROWS_OF_CONTACT),
        Entity::Company => Some(ROWS_OF_COMPANY),
        _ => None,
    };
    if let Some(rows) = rows {
        let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(rows).bind(record).fetch_all(&mut *connection).await?;
        for (collection, uuid) in rows {
            paths.push(format!("{collection}/{}", Id::from_slice(&uuid)?));
        }
    }
    if entity == Entity::Contact {
        let locks = crate::lock::of_contacts(connection, &crate::json_list(&[record])).await?;
        paths.extend(locks.into_iter().map(|(_, path)| format!("locks/{path}")));
    }
    if matches!(entity, Entity::Contact | Entity::Company) {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as(CUSTOM).bind(record).bind(entity.as_str()).fetch_all(&mut *connection).await?;
        for (collection, uuid) in rows {
            paths.push(format!("{collection}/{}", Id::from_slice(&uuid)?));
        }
    }
    let mut values = Values::new();
    for path in paths {
        if let Some(value) = value::read(connection, entity, record, &path).await? {
            values.insert(path, value);
        }
    }
    Ok(values)
}

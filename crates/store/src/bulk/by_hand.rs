//! What an edit as by hand would change of many contacts.

use std::sync::Arc;

use jiff::tz::TimeZone;
use satchel_model::{Contact, CustomFields, EditContext, FieldEntity, Patch, fold, plan_edit};
use serde_json::Value;
use sqlx::SqliteConnection;

use super::BulkLine;
use crate::{StoreError, contact, custom, mint};

/// A line for each contact that the edit would change, and the path that it shows.
pub(super) async fn plan(
    connection: &mut SqliteConnection,
    rowids: &[i64],
    patch: &Patch,
    region: Option<&str>,
) -> Result<Vec<(String, BulkLine)>, StoreError> {
    let mut lines = Vec::new();
    let contacts = contact::read_many(&mut *connection, rowids).await?;
    // Those that are gone are left out of what was read: they are matched by what is there.
    let there: Vec<i64> =
        sqlx::query_scalar("SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value ORDER BY j.key")
            .bind(crate::json_list(rowids))
            .fetch_all(&mut *connection)
            .await?;
    let fields = Arc::clone(&custom::known(connection).await?.fields);
    let patch = custom::resolve_references(connection, &fields, (FieldEntity::Contact, None), patch).await?;
    for (record, contact) in there.into_iter().zip(contacts) {
        if let Some((path, before, after)) = first_change(&contact, &patch, region, &fields)? {
            lines.push((path, BulkLine { record, before, after }));
        }
    }
    Ok(lines)
}

type Change = (String, Option<Value>, Option<Value>);

fn first_change(
    contact: &Contact,
    patch: &Patch,
    region: Option<&str>,
    custom: &CustomFields,
) -> Result<Option<Change>, StoreError> {
    let zone = TimeZone::system();
    let plan = plan_edit(contact, patch, &mut EditContext { region, mint: &mut || mint(0), custom, zone })?;
    let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    if let Some(change) = plan.changes.first() {
        let shown = |value: &Option<Value>| value.as_ref().map(|value| value.get("value").unwrap_or(value).clone());
        return Ok(Some((change.path.clone(), shown(&change.before), shown(&change.after))));
    }
    let work = &plan.affiliation;
    let parts = [
        ("company", &work.company, &contact.company),
        ("title", &work.title, &contact.title),
        ("department", &work.department, &contact.department),
    ];
    for (path, after, before) in parts {
        let Some(after) = after else { continue };
        // A company is the same whatever the case of its name.
        let same = if path == "company" { fold(after) == fold(before) } else { after == before };
        if !same {
            return Ok(Some((path.to_owned(), text(before), text(after))));
        }
    }
    if !plan.tags_added.is_empty() || !plan.tags_removed.is_empty() {
        return Ok(Some(("tags".into(), text(&plan.tags_removed.join(", ")), text(&plan.tags_added.join(", ")))));
    }
    let owner = plan.owner.filter(|owner| fold(owner) != fold(&contact.owner));
    Ok(owner.map(|owner| ("owner".to_owned(), text(&contact.owner), text(&owner))))
}

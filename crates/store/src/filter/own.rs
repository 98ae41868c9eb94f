//! Fields of one's own in filters: what records hold in them, options by name, records by what they are called.

use satchel_model::{CustomKind, FieldEntity};

use super::Evaluation;
use super::look::Look;
use crate::{StoreError, attachment, custom};

/// The record that a text names by its identity.
const BY_ID: &str = "uuid = unhex(replace(v.text, '-', ''))";

impl Evaluation<'_> {
    /// The values of a field, by the rowids of their records; none when there is no such field any more.
    pub(super) async fn own(&mut self, entity: FieldEntity, key: &str) -> Result<Option<Look>, StoreError> {
        let known = custom::known(self.connection).await?;
        let field = known.fields.active(entity).find(|field| field.definition().key == key);
        let Some((rowid, kind)) = field.and_then(|field| Some((known.row(field.definition().id)?, field.kind())))
        else {
            return Ok(None);
        };
        let called = |column: &str, table: &str, also: &str| {
            format!("coalesce((SELECT x.{column} FROM {table} x WHERE {also}x.{BY_ID}), '')")
        };
        let (from, cell) = match kind {
            CustomKind::Integer | CustomKind::Decimal | CustomKind::Percent => {
                ("custom_value v", "v.num / 1000000.0".to_owned())
            }
            CustomKind::Money => ("custom_value v", "json_array(v.num / 1000000.0, v.text)".to_owned()),
            CustomKind::Boolean => ("custom_value v", "v.num".to_owned()),
            CustomKind::DateTime => ("custom_value v", "unixepoch(v.text) * 1000".to_owned()),
            CustomKind::Choice => ("custom_value v", called("name", "custom_option", "x.field = v.field AND ")),
            CustomKind::MultiChoice => (
                "custom_value v, json_each(v.text) e JOIN custom_option o
                   ON o.field = v.field AND o.uuid = unhex(replace(e.value, '-', ''))",
                "o.name".to_owned(),
            ),
            CustomKind::Contact => ("custom_value v", called("display", "contact", "")),
            CustomKind::Company => ("custom_value v", called("name", "company", "")),
            CustomKind::File => {
                let (table, owner) = attachment::table(entity);
                ("custom_value v", called("name", table, &format!("x.{owner} = v.record AND ")))
            }
            _ => ("custom_value v", "v.text".to_owned()),
        };
        Ok(Some(Look::new(from, "v.record", &[&cell]).only(format!("v.field = {rowid}"))))
    }
}

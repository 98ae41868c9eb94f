//! Texts of many contacts: what each becomes, who would be nobody then, and writing them all.

use satchel_model::{Entity, Id, NameParts, display_name};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{BulkDone, BulkLine, column_of, of_texts};
use crate::undo::Kept;
use crate::writing::Writing;
use crate::{Store, StoreError, derive, entity, json_list};

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterCase {
    /// ADA LOVELACE.
    Upper,
    /// ada lovelace.
    Lower,
    /// Ada Lovelace.
    Title,
}

/// What becomes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextChange {
    /// This; nothing for an empty one.
    Set(String),
    /// Every place where something stands, whatever its case, holds something else.
    Replace {
        /// What is looked for; not empty.
        find: String,
        /// What stands there then.
        with: String,
    },
    /// The same in other letters.
    Case(LetterCase),
}

impl TextChange {
    /// The text after it.
    #[must_use]
    pub fn of(&self, text: &str) -> String {
        match self {
            Self::Set(after) => after.clone(),
            Self::Replace { find, with } => replaced(text, find, with),
            Self::Case(LetterCase::Upper) => text.to_uppercase(),
            Self::Case(LetterCase::Lower) => text.to_lowercase(),
            Self::Case(LetterCase::Title) => titled(text),
        }
    }
}

/// Replaces each place, whatever its case. Letters of which the lower case has another length are compared as they are.
fn replaced(text: &str, find: &str, with: &str) -> String {
    let wanted: Vec<char> = find.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return text.to_owned();
    }
    let mut after = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match beginning(rest, &wanted) {
            Some(len) => {
                after.push_str(with);
                rest = &rest[len..];
            }
            None => {
                after.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    after
}

/// How many bytes of the text are what is looked for, when it begins so.
fn beginning(text: &str, wanted: &[char]) -> Option<usize> {
    let mut left = wanted;
    for (at, letter) in text.char_indices() {
        if left.is_empty() {
            return Some(at);
        }
        for lower in letter.to_lowercase() {
            left = left.split_first().filter(|(first, _)| **first == lower)?.1;
        }
    }
    left.is_empty().then_some(text.len())
}

/// Each word with a capital.
fn titled(text: &str) -> String {
    let mut after = String::with_capacity(text.len());
    let mut inside = false;
    for letter in text.chars() {
        match inside {
            true => after.extend(letter.to_lowercase()),
            false => after.extend(letter.to_uppercase()),
        }
        inside = letter.is_alphanumeric() || (inside && matches!(letter, '\'' | '’'));
    }
    after
}

/// Whether a text shows in the name of a contact.
pub(super) fn is_name(path: &str) -> bool {
    matches!(path, "prefix" | "given" | "middle" | "family" | "suffix" | "nickname" | "display")
}

/// The path of a text that many contacts can be given at once.
#[must_use]
pub fn text_column(path: &str) -> Option<&'static str> {
    column_of(path).map(|column| column.path)
}

/// A text that changes.
pub(crate) struct TextWrite {
    record: i64,
    before: String,
    after: String,
    /// What is shown then, and its sort keys; only where the text shows in the name.
    shown: Option<(String, Vec<u8>, Vec<u8>)>,
}

impl TextWrite {
    pub(super) fn line(&self) -> BulkLine {
        let value = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        BulkLine { record: self.record, before: value(&self.before), after: value(&self.after) }
    }

    pub(super) fn record(&self) -> i64 {
        self.record
    }
}

#[derive(Default)]
pub(super) struct TextPlan {
    pub(super) writes: Vec<TextWrite>,
    pub(super) failed: Vec<Kept>,
}

pub(super) async fn plan(
    connection: &mut SqliteConnection,
    store: &Store,
    path: &str,
    change: &TextChange,
    rowids: &[i64],
) -> Result<TextPlan, StoreError> {
    plan_each(connection, store, path, rowids, |_, text| Some(change.of(text))).await
}

/// Works out what each text becomes; `None` leaves it.
pub(super) async fn plan_each(
    connection: &mut SqliteConnection,
    store: &Store,
    path: &str,
    rowids: &[i64],
    mut after: impl FnMut(i64, &str) -> Option<String> + Send,
) -> Result<TextPlan, StoreError> {
    let column = column_of(path).ok_or(StoreError::Bug("no text of a contact"))?;
    // Those whose name is touched are read with all that a name is made of.
    let names = if is_name(path) {
        ", c.prefix, c.given, c.middle, c.family, c.suffix, c.nickname, c.display_set,
         (SELECT value FROM contact_email WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
         (SELECT value FROM contact_phone WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
         (SELECT k.name FROM affiliation a JOIN company k ON k.id = a.company
            WHERE a.contact = c.id AND a.is_primary AND a.until = '')"
    } else {
        ""
    };
    let sql = format!(
        "SELECT json_group_array(json_array(c.id, c.{}{names})) FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value",
        column.name
    );
    let text: String = sqlx::query_scalar(of_texts(sql)).bind(json_list(rowids)).fetch_one(&mut *connection).await?;
    let rows: Vec<Vec<Value>> = serde_json::from_str(&text).map_err(|_| StoreError::Bug("rows"))?;
    let mut plan = TextPlan::default();
    for row in rows {
        let text = |at: usize| row.get(at).and_then(Value::as_str).unwrap_or_default();
        let record = row.first().and_then(Value::as_i64).unwrap_or_default();
        let before = text(1);
        let Some(after) = after(record, before).filter(|after| after != before) else { continue };
        let shown = if is_name(path) {
            let place = ["prefix", "given", "middle", "family", "suffix", "nickname", "display"]
                .into_iter()
                .position(|part| part == path)
                .map_or(0, |at| at + 2);
            let part = |at: usize| if at == place { after.as_str() } else { text(at) };
            let derived = display_name(&NameParts {
                prefix: part(2),
                given: part(3),
                middle: part(4),
                family: part(5),
                suffix: part(6),
                nickname: part(7),
                email: part(9),
                phone: part(10),
                company: part(11),
            });
            let display = if part(8).is_empty() { derived } else { part(8).to_owned() };
            if display.is_empty() {
                let (id, display): (Id, String) = entity::called(connection, Entity::Contact, record).await?;
                plan.failed.push(Kept { entity: Entity::Contact, id, display, path: path.to_owned(), failed: true });
                continue;
            }
            let (by_display, by_family) = derive::sort_keys(store.sort_keys(), &display, part(3), part(5));
            Some((display, by_display, by_family))
        } else {
            None
        };
        plan.writes.push(TextWrite { record, before: before.to_owned(), after, shown });
    }
    plan.writes.sort_by_key(|write| write.record);
    Ok(plan)
}

impl Writing {
    /// Gives contacts the same text, which shows in nobody's name, without reading what they have.
    pub(super) async fn set_text(&mut self, path: &str, after: &str, rowids: &[i64]) -> Result<BulkDone, StoreError> {
        let column = column_of(path).ok_or(StoreError::Bug("no text of a contact"))?.name;
        let (at, list, all) = (self.at(), json_list(rowids), i64::try_from(rowids.len()).unwrap_or(i64::MAX));
        let others = format!("json_each(?1) j CROSS JOIN contact c ON c.id = j.value WHERE c.{column} <> ?2");
        let any = format!("SELECT EXISTS (SELECT 1 FROM {others})");
        if !sqlx::query_scalar(of_texts(any)).bind(&list).bind(after).fetch_one(self.sql()).await? {
            return Ok(BulkDone { unchanged: all, ..BulkDone::default() });
        }
        let batch = self.batch_row().await?;
        let head = crate::journal::head(self.sql()).await?;
        let lines = format!(
            "INSERT INTO change (batch, entity, record, path)
             SELECT ?3, 'contact', c.id, ?4 FROM {others} ORDER BY j.key"
        );
        let query = sqlx::query(of_texts(lines)).bind(&list).bind(after).bind(batch).bind(path);
        let changed = query.execute(self.sql()).await?.rows_affected();
        // Lines were given numbers in the order of the list.
        let values = format!(
            "INSERT INTO change_value (seq, before, after)
             SELECT h.seq, CASE c.{column} WHEN '' THEN NULL ELSE json_quote(c.{column}) END, ?2
             FROM change h CROSS JOIN contact c ON c.id = h.record WHERE h.seq > ?1"
        );
        let written = (!after.is_empty()).then(|| Value::from(after).to_string());
        sqlx::query(of_texts(values)).bind(head).bind(written).execute(self.sql()).await?;
        let records: String = sqlx::query_scalar("SELECT json_group_array(record) FROM change WHERE seq > ?")
            .bind(head)
            .fetch_one(self.sql())
            .await?;
        let texts =
            format!("UPDATE contact SET {column} = ?1, updated_at = ?2 WHERE id IN (SELECT value FROM json_each(?3))");
        sqlx::query(of_texts(texts)).bind(after).bind(at).bind(&records).execute(self.sql()).await?;
        let records: Vec<i64> = serde_json::from_str(&records).map_err(|_| StoreError::Bug("rows"))?;
        self.count_changed(Entity::Contact, records);
        let changed = i64::try_from(changed).unwrap_or(i64::MAX);
        Ok(BulkDone { changed, unchanged: all - changed, ..BulkDone::default() })
    }

    /// Writes texts and their lines.
    pub(super) async fn write_texts(&mut self, path: &str, writes: &[TextWrite]) -> Result<(), StoreError> {
        let column = column_of(path).ok_or(StoreError::Bug("no text of a contact"))?.name;
        if writes.is_empty() {
            return Ok(());
        }
        let at = self.at();
        let mut rows = Vec::with_capacity(writes.len());
        for write in writes {
            rows.push(match &write.shown {
                None => json!([write.record, write.after]),
                Some((display, by_display, by_family)) => {
                    json!([write.record, write.after, display, crate::hex(by_display), crate::hex(by_family)])
                }
            });
        }
        let shown = if is_name(path) {
            ", display = j.value ->> 2, sort_display = unhex(j.value ->> 3), sort_family = unhex(j.value ->> 4)"
        } else {
            ""
        };
        let sql = format!(
            "UPDATE contact SET {column} = j.value ->> 1{shown}, updated_at = ?2 FROM json_each(?1) j
             WHERE contact.id = j.value ->> 0"
        );
        sqlx::query(of_texts(sql)).bind(Value::from(rows).to_string()).bind(at).execute(self.sql()).await?;
        let lines: Vec<BulkLine> = writes.iter().map(TextWrite::line).collect();
        self.lines(path, &lines).await
    }
}

#[cfg(test)]
mod tests {
    use super::{LetterCase, TextChange};

    #[test]
    fn texts_change_as_they_are_told_to() {
        let replace = |find: &str, with: &str| TextChange::Replace { find: find.into(), with: with.into() };
        for (change, before, after) in [
            (TextChange::Set("CTO".into()), "CEO", "CTO"),
            (replace("ltd", "Limited"), "Acme LTD, Beta Ltd", "Acme Limited, Beta Limited"),
            (replace("ß", "ss"), "Straße", "Strasse"),
            (replace("aa", "a"), "aaaa", "aa"),
            (replace("x", ""), "axbx", "ab"),
            (replace("", "x"), "a", "a"),
            (replace("İ", "I"), "İstanbul", "Istanbul"),
            (TextChange::Case(LetterCase::Upper), "straße", "STRASSE"),
            (TextChange::Case(LetterCase::Lower), "ADA", "ada"),
            (TextChange::Case(LetterCase::Title), "ada o'NEIL-byron", "Ada O'neil-Byron"),
        ] {
            assert_eq!(change.of(before), after, "{change:?} of {before}");
        }
    }
}

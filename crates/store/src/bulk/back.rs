//! Taking a bulk edit back as it was made: many lines about one path at once.

use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_model::{Entity, FieldChange, Id};
use serde_json::Value;

use super::{BulkLine, texts};
use crate::undo::{Kept, UndoStep};
use crate::writing::Writing;
use crate::{StoreError, category, entity, json_list, list};

/// Fewer are taken back one by one, all lines of a record together.
pub(crate) const MANY: usize = 32;

/// The paths of groups of categories begin so.
const CATEGORIES: &str = "categories/";
/// The paths of lists begin so.
const LISTS: &str = "lists/";
/// The path of whose contact it is.
const OWNER: &str = "owner";
/// The paths of rows of work begin so.
pub(super) const WORK: &str = "affiliations/";

/// A contact that has to be taken back by itself, with its lines.
pub(crate) type Apart = (i64, Vec<(String, FieldChange)>);

/// A line that is about to be taken back.
pub(crate) struct Reversible<'a> {
    pub(crate) entity: Option<Entity>,
    pub(crate) record: i64,
    pub(crate) until: Option<i64>,
    pub(crate) path: &'a str,
}

/// How many of these lines, the first ones, are about one path of different contacts and can be taken back together; 0
/// when they are few.
pub(crate) fn run(lines: &[Reversible<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    if first.path.starts_with(WORK) {
        return run_of_work(lines);
    }
    let many = texts::text_column(first.path).is_some()
        || first.path == OWNER
        || ["tags/", CATEGORIES, LISTS].iter().any(|collection| first.path.starts_with(collection));
    if !many {
        return 0;
    }
    let alike = lines
        .iter()
        .take_while(|line| line.entity == Some(Entity::Contact) && line.until.is_none() && line.path == first.path);
    let mut len = alike.count();
    // The last one may have more lines behind it, which go with it.
    len = len.saturating_sub(1);
    let records: HashSet<i64> = lines[..len].iter().map(|line| line.record).collect();
    if len < MANY || records.len() < len { 0 } else { len }
}

/// The same of lines about rows of work, of which a contact may have several.
fn run_of_work(lines: &[Reversible<'_>]) -> usize {
    let alike = lines
        .iter()
        .take_while(|line| line.entity == Some(Entity::Contact) && line.until.is_none() && line.path.starts_with(WORK))
        .count();
    // The last contact may have more lines behind it, which go with these.
    let Some(last) = lines[..alike].last() else { return 0 };
    let len = lines[..alike].iter().rposition(|line| line.record != last.record).map_or(0, |at| at + 1);
    let mut seen = HashSet::new();
    let apart = lines[..len].chunk_by(|one, next| one.record == next.record).all(|of| seen.insert(of[0].record));
    if seen.len() < MANY || !apart { 0 } else { len }
}

impl Writing {
    /// Takes lines about one path, or about rows of work, back, where it still holds what they left there. Gives the
    /// contacts that are to be taken back one by one, with their lines.
    pub(crate) async fn reverse_run(
        &mut self,
        path: &str,
        lines: Vec<(String, BulkLine)>,
        step: &mut UndoStep,
    ) -> Result<Vec<Apart>, StoreError> {
        if path.starts_with(WORK) {
            return self.reverse_work(lines, step).await;
        }
        let lines: Vec<BulkLine> = lines.into_iter().map(|(_, line)| line).collect();
        let records: HashSet<i64> = lines.iter().map(|line| line.record).collect();
        let mut records: Vec<i64> = records.into_iter().collect();
        records.sort_unstable();
        let of = |collection| path.strip_prefix(collection).map(str::parse::<Id>).transpose();
        let (reversed, failed) = match (of("tags/")?, of(CATEGORIES)?, of(LISTS)?) {
            (Some(tag), ..) => (self.reverse_tags(tag, path, lines).await?, Vec::new()),
            (_, Some(group), _) => (self.reverse_categories(group, path, lines).await?, Vec::new()),
            (.., Some(list)) => (self.reverse_lists(list, path, lines).await?, Vec::new()),
            _ if path == OWNER => (self.reverse_owners(lines).await?, Vec::new()),
            _ => self.reverse_texts(path, &records, lines).await?,
        };
        step.reversed += i64::try_from(reversed.len()).unwrap_or(i64::MAX);
        let refused: HashSet<Id> = failed.iter().map(|kept: &Kept| kept.id).collect();
        step.kept.extend(failed);
        for record in records.into_iter().filter(|record| !reversed.contains(record)) {
            let (id, display) = entity::called(self.sql(), Entity::Contact, record).await?;
            if !refused.contains(&id) {
                step.kept.push(Kept { entity: Entity::Contact, id, display, path: path.to_owned(), failed: false });
            }
        }
        Ok(Vec::new())
    }

    async fn reverse_texts(
        &mut self,
        path: &str,
        records: &[i64],
        lines: Vec<BulkLine>,
    ) -> Result<(HashSet<i64>, Vec<Kept>), StoreError> {
        let text = |value: Option<Value>| match value {
            Some(Value::String(text)) => text,
            _ => String::new(),
        };
        let wanted: HashMap<i64, (String, String)> =
            lines.into_iter().map(|line| (line.record, (text(line.after), text(line.before)))).collect();
        let store = self.store().clone();
        let plan = texts::plan_each(self.sql(), &store, path, records, |record, now| {
            wanted.get(&record).filter(|(left, _)| left == now).map(|(_, before)| before.clone())
        })
        .await?;
        self.write_texts(path, &plan.writes).await?;
        Ok((plan.writes.iter().map(texts::TextWrite::record).collect(), plan.failed))
    }

    async fn reverse_categories(
        &mut self,
        group: Id,
        path: &str,
        lines: Vec<BulkLine>,
    ) -> Result<HashSet<i64>, StoreError> {
        let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
        let held = category::in_group(self.sql(), &records, group).await?.into_iter();
        let now: HashMap<i64, Option<String>> = held.map(|(record, held)| (record, held.map(|(id, _)| id))).collect();
        let mut back: BTreeMap<(Option<String>, Option<String>), Vec<i64>> = BTreeMap::new();
        let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
        for BulkLine { record, before, after } in lines {
            let after = text(after);
            if now.get(&record) == Some(&after) {
                back.entry((after, text(before))).or_default().push(record);
            }
        }
        let mut reversed = HashSet::new();
        for ((from, to), mut records) in back {
            records.sort_unstable();
            let (before, after) = (from.map(Value::from), to.map(Value::from));
            if !self.is_unearthed(path, after.as_ref()).await? {
                continue;
            }
            let change = FieldChange { path: path.to_owned(), before, after };
            category::put(self, &json_list(&records), group, change.after.as_ref()).await?;
            self.spread(Entity::Contact, &records, &[change]).await?;
            reversed.extend(records);
        }
        Ok(reversed)
    }

    /// Brings back what was deleted meanwhile and contacts are to have again; false when its name is taken.
    async fn is_unearthed(&mut self, path: &str, value: Option<&Value>) -> Result<bool, StoreError> {
        match self.unearth(path, value).await {
            Ok(()) => Ok(true),
            Err(StoreError::Taken(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn reverse_lists(&mut self, list: Id, path: &str, lines: Vec<BulkLine>) -> Result<HashSet<i64>, StoreError> {
        let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
        let now = list::members_among(self.sql(), list, &records).await?;
        let back = back(lines, |line| now.get(&line.record) == Some(&line.after));
        list::write_members(self, list, &back).await?;
        self.lines(path, &back).await?;
        Ok(back.iter().map(|line| line.record).collect())
    }

    async fn reverse_owners(&mut self, lines: Vec<BulkLine>) -> Result<HashSet<i64>, StoreError> {
        let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
        let rows: Vec<(i64, Option<Vec<u8>>)> = sqlx::query_as(
            "SELECT c.id, m.uuid FROM json_each(?) j JOIN contact c ON c.id = j.value
             LEFT JOIN team_member m ON m.id = c.owner",
        )
        .bind(json_list(&records))
        .fetch_all(self.sql())
        .await?;
        let mut now = HashMap::with_capacity(rows.len());
        for (record, uuid) in rows {
            let owner = uuid.map(|uuid| Id::from_slice(&uuid)).transpose()?;
            now.insert(record, owner.map(|id| Value::from(id.to_string())));
        }
        let back = back(lines, |line| now.get(&line.record) == Some(&line.after));
        let mut by_owner: BTreeMap<Option<Id>, Vec<i64>> = BTreeMap::new();
        for BulkLine { record, after, .. } in &back {
            let owner = after.as_ref().and_then(Value::as_str).map(str::parse::<Id>).transpose()?;
            by_owner.entry(owner).or_default().push(*record);
        }
        for (owner, records) in by_owner {
            sqlx::query(
                "UPDATE contact SET owner = (SELECT id FROM team_member WHERE uuid = ?2)
                 WHERE id IN (SELECT value FROM json_each(?1))",
            )
            .bind(json_list(&records))
            .bind(owner.as_ref().map(|id| &id.as_bytes()[..]))
            .execute(self.sql())
            .await?;
        }
        self.lines(OWNER, &back).await?;
        self.stamp(&back).await?;
        Ok(back.iter().map(|line| line.record).collect())
    }

    async fn reverse_tags(&mut self, id: Id, path: &str, lines: Vec<BulkLine>) -> Result<HashSet<i64>, StoreError> {
        let tag: Option<i64> = sqlx::query_scalar("SELECT id FROM tag WHERE uuid = ?")
            .bind(&id.as_bytes()[..])
            .fetch_optional(self.sql())
            .await?;
        let tag = tag.ok_or(StoreError::NotFound("tag"))?;
        let (mut on, off): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.before.is_some());
        let mut reversed = HashSet::new();
        if !on.is_empty() && !self.is_unearthed(path, Some(&Value::Bool(true))).await? {
            on.clear();
        }
        for (lines, put) in [(on, true), (off, false)] {
            let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
            let changed: HashSet<i64> = self.turn_tag(tag, &records, put).await?.into_iter().collect();
            let back = back(lines, |line| changed.contains(&line.record));
            self.lines(path, &back).await?;
            self.stamp(&back).await?;
            reversed.extend(changed);
        }
        Ok(reversed)
    }
}

/// The lines that take those back for which it stands as they left it, by ascending record.
fn back(lines: Vec<BulkLine>, stands: impl Fn(&BulkLine) -> bool) -> Vec<BulkLine> {
    let mut back: Vec<BulkLine> = lines
        .into_iter()
        .filter(stands)
        .map(|BulkLine { record, before, after }| BulkLine { record, before: after, after: before })
        .collect();
    back.sort_by_key(|line| line.record);
    back
}

#[cfg(test)]
mod tests {
    use satchel_model::Entity;

    use super::{Reversible, run};

    #[test]
    fn only_many_lines_about_one_path_of_different_contacts_go_together() {
        let line =
            |record: i64, path: &'static str| Reversible { entity: Some(Entity::Contact), record, until: None, path };
        let many = |path: &'static str| (1..100).map(|record| line(record, path)).collect::<Vec<_>>();
        assert_eq!(run(&many("notes")), 98);
        assert_eq!(run(&many("tags/x")), 98);
        assert_eq!(run(&many("categories/x")), 98);
        assert_eq!(run(&many("lists/x")), 98);
        assert_eq!(run(&many("owner")), 98);
        assert_eq!(run(&many("emails/x")), 0);
        assert_eq!(run(&many("notes")[..10]), 0, "few");
        let mut mixed = many("notes");
        mixed.insert(50, line(200, "title"));
        assert_eq!(run(&mixed), 49);
        let twice: Vec<_> = (1..100).map(|record| line(record / 2, "notes")).collect();
        assert_eq!(run(&twice), 0, "one contact has several lines");
        let mut together = many("notes");
        together[0].until = Some(9);
        assert_eq!(run(&together), 0);
        let (ends, begins) = ("affiliations/x", "affiliations/y");
        let work: Vec<_> = (1..100).flat_map(|record| [line(record, begins), line(record, ends)]).collect();
        assert_eq!(run(&work), 98 * 2, "both rows of each");
        assert_eq!(run(&work[..41]), 0, "few contacts");
        let again: Vec<_> = work.iter().chain(&work).map(|of| line(of.record, begins)).collect();
        assert_eq!(run(&again), 0, "the same contact comes again");
    }
}

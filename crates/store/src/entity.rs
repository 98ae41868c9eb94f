//! What kinds of records there are: their tables, the columns that the journal can name, and what keeps a record from
//! going when its creation is taken back.
//!
//! Journal, undo and sync look everything up here, so that a new kind of record is one entry. Child rows and what needs
//! a rule of its own are in `value.rs`.

use satchel_model::{Entity, Id};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::StoreError;

/// The path that leads from a record that was merged away to the one that it is now.
pub(crate) const MERGED_INTO: &str = "merged_into";

/// A kind of record as it is kept.
pub(crate) struct RecordTable {
    /// Its table.
    pub(crate) name: &'static str,
    /// The column that a person would call it by.
    pub(crate) called: &'static str,
    /// What messages call it.
    pub(crate) word: &'static str,
    /// Whether it has `updated_at`.
    pub(crate) stamped: bool,
    /// Columns that the journal names.
    pub(crate) columns: &'static [Column],
    /// A condition on `r`: somebody refers to it.
    pub(crate) in_use: &'static str,
    /// A condition on `r`: another one in use has its name, where names are not shared.
    pub(crate) namesake: &'static str,
}

/// A column under its path.
pub(crate) struct Column {
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) form: Form,
}

/// What a column holds, hence the form of its value in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text; empty is not there.
    Text,
    /// The row of another record, by its identity in the journal.
    Reference(&'static str),
    /// A whole number; 0 is not there.
    Number,
}

const fn text(path: &'static str) -> Column {
    Column { path, name: path, form: Form::Text }
}

const CONTACT: RecordTable = RecordTable {
    name: "contact",
    called: "display",
    word: "contact",
    stamped: true,
    columns: &[
        text("prefix"),
        text("given"),
        text("middle"),
        text("family"),
        text("suffix"),
        text("nickname"),
        text("maiden"),
        // Only a display name that was set by hand is a value; the derived one is not.
        Column { path: "display", name: "display_set", form: Form::Text },
        text("birthday"),
        text("time_zone"),
        text("language"),
        text("photo"),
        text("source"),
        text("notes"),
        text("channels"),
        text("best_times"),
        text("frequency"),
        text("topics"),
        text("do_not_call"),
        text("do_not_email"),
        text("do_not_text"),
        Column { path: "owner", name: "owner", form: Form::Reference("team_member") },
        Column { path: MERGED_INTO, name: MERGED_INTO, form: Form::Reference("contact") },
    ],
    in_use: "0",
    namesake: "0",
};

const COMPANY: RecordTable = RecordTable {
    name: "company",
    called: "name",
    word: "company",
    stamped: true,
    columns: &[
        text("name"),
        text("website"),
        text("industry"),
        text("size"),
        text("employees"),
        text("revenue"),
        text("registration"),
        text("vat"),
        text("notes"),
        Column { path: "parent", name: "parent", form: Form::Reference("company") },
        Column { path: MERGED_INTO, name: MERGED_INTO, form: Form::Reference("company") },
    ],
    in_use:
        "EXISTS (SELECT 1 FROM affiliation a JOIN contact c ON c.id = a.contact AND c.state < 2 WHERE a.company = r.id)
        OR EXISTS (SELECT 1 FROM company k WHERE k.parent = r.id AND k.state = 0)",
    namesake: "0",
};

const TAG: RecordTable = RecordTable {
    name: "tag",
    called: "name",
    word: "tag",
    stamped: false,
    columns: &[text("name"), text("kind"), text("colour")],
    in_use: "EXISTS (SELECT 1 FROM contact_tag t JOIN contact c ON c.id = t.contact AND c.state < 2 WHERE t.tag = r.id)",
    namesake: "EXISTS (SELECT 1 FROM tag o WHERE o.folded = r.folded AND o.state = 0 AND o.id <> r.id)",
};

const CATEGORY_GROUP: RecordTable = RecordTable {
    name: "category_group",
    called: "name",
    word: "group of categories",
    stamped: false,
    columns: &[text("name")],
    // Contacts refer to it by its values.
    in_use: "EXISTS (SELECT 1 FROM category k WHERE k.in_group = r.id AND k.state < 2)",
    namesake: "EXISTS (SELECT 1 FROM category_group o WHERE o.state = 0 AND o.id <> r.id AND r.folded IN (o.folded, o.key))",
};

const CATEGORY: RecordTable = RecordTable {
    name: "category",
    called: "name",
    word: "category",
    stamped: false,
    columns: &[text("name"), text("colour")],
    in_use: "EXISTS (SELECT 1 FROM contact_category k JOIN contact c ON c.id = k.contact AND c.state < 2
      WHERE k.category = r.id)",
    namesake: "EXISTS (SELECT 1 FROM category o WHERE o.in_group = r.in_group AND o.state = 0 AND o.id <> r.id
      AND r.folded IN (o.folded, o.key))",
};

const TEAM_MEMBER: RecordTable = RecordTable {
    name: "team_member",
    called: "name",
    word: "team member",
    stamped: false,
    columns: &[text("name"), text("email")],
    in_use: "EXISTS (SELECT 1 FROM contact c WHERE c.owner = r.id AND c.state < 2)",
    namesake: "0",
};

const RELATION: RecordTable = RecordTable {
    name: "relation",
    called: "kind",
    word: "relation",
    stamped: false,
    columns: &[
        text("kind"),
        text("strength"),
        text("note"),
        Column { path: "one", name: "one", form: Form::Reference("contact") },
        Column { path: "other", name: "other", form: Form::Reference("contact") },
    ],
    in_use: "0",
    namesake: "0",
};

const RELATION_KIND: RecordTable = RecordTable {
    name: "relation_kind",
    called: "name",
    word: "kind of relation",
    stamped: false,
    columns: &[text("name"), text("reverse")],
    in_use: "EXISTS (SELECT 1 FROM relation x WHERE x.kind = r.name AND x.state = 0)",
    namesake: "0",
};

const fn renamed(path: &'static str, name: &'static str) -> Column {
    Column { path, name, form: Form::Text }
}

const fn number(path: &'static str, name: &'static str) -> Column {
    Column { path, name, form: Form::Number }
}

const FIELD: RecordTable = RecordTable {
    name: "custom_field",
    called: "name",
    word: "field",
    stamped: false,
    columns: &[
        text("key"),
        text("name"),
        text("kind"),
        number("required", "required"),
        number("unique", "is_unique"),
        number("position", "position"),
        text("pattern"),
        renamed("min", "least"),
        renamed("max", "most"),
        renamed("default", "preset"),
        text("help"),
        renamed("group", "heading"),
        text("currency"),
        text("shown_field"),
        text("shown_value"),
    ],
    in_use: "EXISTS (SELECT 1 FROM custom_value v WHERE v.field = r.id AND CASE r.entity
        WHEN 'company' THEN EXISTS (SELECT 1 FROM company k WHERE k.id = v.record AND k.state < 2)
        ELSE EXISTS (SELECT 1 FROM contact c WHERE c.id = v.record AND c.state < 2) END)",
    // Its key is looked at where it is put back.
    namesake: "0",
};

const LIST: RecordTable = RecordTable {
    name: "list",
    called: "name",
    word: "list",
    stamped: true,
    columns: &[text("name"), text("filter")],
    in_use: "EXISTS (SELECT 1 FROM list_member m WHERE m.list = r.id)",
    namesake: "EXISTS (SELECT 1 FROM list o WHERE o.folded = r.folded AND o.state = 0 AND o.id <> r.id)",
};

const SAVED_VIEW: RecordTable = RecordTable {
    name: "saved_view",
    called: "name",
    word: "view",
    stamped: true,
    columns: &[text("name"), text("folder"), text("filter"), text("sort"), text("grouping"), text("columns")],
    in_use: "0",
    namesake: "EXISTS (SELECT 1 FROM saved_view o WHERE o.folded = r.folded AND o.state = 0 AND o.id <> r.id)",
};

/// How a kind of record is kept.
pub(crate) const fn table(entity: Entity) -> &'static RecordTable {
    match entity {
        Entity::Contact => &CONTACT,
        Entity::Company => &COMPANY,
        Entity::Tag => &TAG,
        Entity::CategoryGroup => &CATEGORY_GROUP,
        Entity::Category => &CATEGORY,
        Entity::TeamMember => &TEAM_MEMBER,
        Entity::Relation => &RELATION,
        Entity::RelationKind => &RELATION_KIND,
        Entity::Field => &FIELD,
        Entity::List => &LIST,
        Entity::SavedView => &SAVED_VIEW,
    }
}

impl RecordTable {
    /// The column under a path.
    pub(crate) fn column(&self, path: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.path == path)
    }
}

/// What a record is and what a person calls it.
pub(crate) async fn called(
    connection: &mut SqliteConnection,
    entity: Entity,
    record: i64,
) -> Result<(Id, String), StoreError> {
    let RecordTable { name, called, .. } = table(entity);
    let sql = format!("SELECT uuid, {called} FROM {name} WHERE id = ?");
    let (uuid, name): (Vec<u8>, String) = sqlx::query_as(AssertSqlSafe(sql)).bind(record).fetch_one(connection).await?;
    Ok((Id::from_slice(&uuid)?, name))
}

/// The rowid of a contact or a company; a merged one leads to the survivor.
pub(crate) async fn survivor(connection: &mut SqliteConnection, entity: Entity, id: Id) -> Result<i64, StoreError> {
    let RecordTable { name, word, .. } = table(entity);
    let sql = format!(
        "WITH RECURSIVE survivor (id, into_id) AS (
           SELECT id, merged_into FROM {name} WHERE uuid = ?
           UNION SELECT r.id, r.merged_into FROM {name} r JOIN survivor s ON r.id = s.into_id)
         SELECT id FROM survivor WHERE into_id IS NULL"
    );
    let found = sqlx::query_scalar(AssertSqlSafe(sql)).bind(&id.as_bytes()[..]).fetch_optional(connection).await?;
    found.ok_or(StoreError::NotFound(word))
}

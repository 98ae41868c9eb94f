//! Tags and categories: their definitions, and what contacts are sorted into.

use satchel_model::{Colour, Id, TagKind, group_path};
use satchel_store::{Category, CategoryGroup, DefinitionEdit, TagDefinition};

use super::wire;

wire! {
    /// Asks for definitions.
    #[derive(Eq)]
    pub struct DefinitionsList {
        /// Whether contacts are counted: that looks at all of them.
        #[serde(default)]
        pub counted: bool,
    }

    /// A tag.
    #[derive(Eq)]
    pub struct TagShown {
        /// Which.
        pub id: Id,
        /// What it is called.
        pub name: String,
        /// What it is about.
        pub kind: TagKind,
        /// Its colour.
        pub colour: Colour,
        /// How many contacts outside the trash have it; null when that was not asked for.
        pub contacts: Option<i64>,
    }

    /// All tags, by name.
    #[derive(Eq)]
    pub struct TagsListed {
        /// The tags.
        pub tags: Vec<TagShown>,
    }

    /// A tag to make.
    #[derive(Eq)]
    pub struct TagsAdd {
        /// What it is called.
        pub name: String,
        /// What it is about.
        #[serde(default)]
        pub kind: TagKind,
        /// Its colour.
        #[serde(default)]
        pub colour: Colour,
    }

    /// What is to be changed of a tag; null leaves a part as it is.
    #[derive(Eq)]
    pub struct TagsSet {
        /// Which.
        pub id: Id,
        /// Another name.
        pub name: Option<String>,
        /// What it is about.
        pub kind: Option<TagKind>,
        /// Another colour.
        pub colour: Option<Colour>,
    }

    /// Tags that become one.
    #[derive(Eq)]
    pub struct TagsMerge {
        /// Those that go.
        pub from: Vec<Id>,
        /// The one that stays.
        pub into: Id,
    }

    /// Tags that are deleted.
    #[derive(Eq)]
    pub struct TagsDelete {
        /// Which.
        pub ids: Vec<Id>,
    }

    /// What became of a definition.
    #[derive(Eq)]
    pub struct DefinitionDone {
        /// The definition that was made, changed or that stays; null when it is gone.
        pub id: Option<Id>,
        /// To undo it by; null when nothing changed.
        pub batch: Option<Id>,
        /// How many contacts got or lost something.
        pub contacts: i64,
    }

    /// A value of a group of categories.
    #[derive(Eq)]
    pub struct CategoryShown {
        /// Which.
        pub id: Id,
        /// The word of one that Satchel brings; empty for own ones.
        pub key: String,
        /// What it is called.
        pub name: String,
        /// Its colour.
        pub colour: Colour,
        /// How many contacts outside the trash have it; null when that was not asked for.
        pub contacts: Option<i64>,
    }

    /// A group of categories: a contact has one value of it at most.
    #[derive(Eq)]
    pub struct CategoryGroupShown {
        /// Which.
        pub id: Id,
        /// The word of one that Satchel brings; empty for own ones.
        pub key: String,
        /// What it is called.
        pub name: String,
        /// What it is called in filters, behind `categories.`; empty when it has letters that no path takes.
        pub path: String,
        /// Its values, in their order.
        pub values: Vec<CategoryShown>,
    }

    /// All groups.
    #[derive(Eq)]
    pub struct CategoriesListed {
        /// Those that Satchel brings, then own ones.
        pub groups: Vec<CategoryGroupShown>,
    }

    /// A group to make, with its first values.
    #[derive(Eq)]
    pub struct CategoryGroupsAdd {
        /// What it is called.
        pub name: String,
        /// What its values are called.
        #[serde(default)]
        pub values: Vec<String>,
    }

    /// A value to make.
    #[derive(Eq)]
    pub struct CategoriesAdd {
        /// In which group.
        pub group: Id,
        /// What it is called.
        pub name: String,
        /// Its colour.
        #[serde(default)]
        pub colour: Colour,
    }

    /// What is to be changed of a value; null leaves a part as it is. One that Satchel brings keeps its name.
    #[derive(Eq)]
    pub struct CategoriesSet {
        /// Which.
        pub id: Id,
        /// Another name.
        pub name: Option<String>,
        /// Another colour.
        pub colour: Option<Colour>,
    }

    /// Another name for a group of one's own.
    #[derive(Eq)]
    pub struct CategoryGroupsRename {
        /// Which.
        pub id: Id,
        /// What it is to be called.
        pub name: String,
    }

    /// A group, or a value of one.
    #[derive(Eq)]
    pub struct CategoryId {
        /// Which.
        pub id: Id,
    }

    /// Puts contacts into a value of a group.
    #[derive(Eq)]
    pub struct CategoriesPut {
        /// Which contacts.
        pub ids: Vec<Id>,
        /// The group by name, word or id.
        pub group: String,
        /// The value by name, word or id; null for none of the group.
        pub value: Option<String>,
    }
}

impl From<TagDefinition> for TagShown {
    fn from(tag: TagDefinition) -> Self {
        let TagDefinition { id, name, kind, colour, contacts } = tag;
        Self { id, name, kind, colour, contacts }
    }
}

impl From<CategoryGroup> for CategoryGroupShown {
    fn from(group: CategoryGroup) -> Self {
        let CategoryGroup { id, key, name, values } = group;
        let path = group_path(&name);
        Self { id, key, name, path, values: values.into_iter().map(Into::into).collect() }
    }
}

impl From<Category> for CategoryShown {
    fn from(category: Category) -> Self {
        let Category { id, key, name, colour, contacts } = category;
        Self { id, key, name, colour, contacts }
    }
}

impl From<TagsSet> for DefinitionEdit {
    fn from(set: TagsSet) -> Self {
        let TagsSet { id: _, name, kind, colour } = set;
        Self { name, kind, colour }
    }
}

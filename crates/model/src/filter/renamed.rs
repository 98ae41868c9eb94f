//! New names of what filters call by name: what a filter named wholly, it goes on naming.
//!
//! Words and beginnings mean whatever has them, and stay as they are.

use super::{Condition, Filter, Related, Test, group_path};
use crate::{category_key, fold};

/// What has another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called<'a> {
    /// A list.
    List,
    /// A tag.
    Tag,
    /// A category.
    Category {
        /// The path of its group, as [`group_path`] has it.
        group: &'a str,
        /// Whether another group has one of the old name: who asks for that in any group still asks for that one too.
        elsewhere: bool,
    },
    /// A group of categories.
    CategoryGroup,
    /// A field of one's own, whose name is its path.
    Field,
    /// An option of the field at this path.
    Option(&'a str),
}

impl Filter {
    /// The filter with the new name wherever it named this exactly (`tag="Fair 2026"`); none when it did not.
    #[must_use]
    pub fn with_renamed(&self, what: Called<'_>, from: &str, to: &str) -> Option<Self> {
        let mut renamed = self.clone();
        Renaming { what, from: what.folded(from), to }.walk(&mut renamed, None).then_some(renamed)
    }
}

impl Called<'_> {
    /// A name in the form in which it is compared.
    fn folded(&self, name: &str) -> String {
        match self {
            Self::List | Self::Tag | Self::Option(_) => fold(name),
            Self::Category { .. } => category_key(name),
            Self::CategoryGroup => group_path(name),
            Self::Field => name.to_owned(),
        }
    }
}

/// A path in one group of categories begins so.
const IN_GROUP: &str = "categories.";

struct Renaming<'a> {
    what: Called<'a>,
    from: String,
    to: &'a str,
}

impl Renaming<'_> {
    /// Whether anything was named so. `within`: the rows whose fields are meant.
    fn walk(&self, filter: &mut Filter, within: Option<Related>) -> bool {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => {
                let mut any = false;
                for part in parts {
                    any |= self.walk(part, within);
                }
                any
            }
            Filter::Not(inner) => self.walk(inner, within),
            Filter::Some { of, that } => !self.is_of_another_group(that) && self.walk(that, Some(*of)),
            Filter::Where(condition) => self.condition(condition, within),
            Filter::Words(_) => false,
        }
    }

    fn condition(&self, Condition { field, test }: &mut Condition, within: Option<Related>) -> bool {
        if let (Some(path), None) = (self.path(field), within) {
            *field = path;
            return true;
        }
        let Test::Is(names) = test else { return false };
        // Whether it is asked for by name here, and whether something else may be meant by the old one.
        let (is_asked, keeps) = match (self.what, within) {
            (Called::List, None) => (field == Related::Lists.name(), false),
            (Called::List, Some(Related::Lists)) => (field == "name", false),
            (Called::Tag, None) => (field == "tags", false),
            (Called::Category { elsewhere, .. }, None) if field == Related::Categories.name() => (true, elsewhere),
            (Called::Category { group, .. }, None) => (field.strip_prefix(IN_GROUP) == Some(group), false),
            (Called::Category { elsewhere, .. }, Some(Related::Categories)) => (field == "value", elsewhere),
            (Called::CategoryGroup, Some(Related::Categories)) => (field == "group", false),
            (Called::Option(path), None) => (field == path, false),
            _ => (false, false),
        };
        is_asked && self.names(names, keeps)
    }

    /// The path of a field, where the new name is a part of it. A group whose name has no letters for a path has none.
    fn path(&self, field: &str) -> Option<String> {
        match self.what {
            // A path may go on behind a field: `due.year`.
            Called::Field => {
                let behind = field.strip_prefix(&self.from)?;
                (behind.is_empty() || behind.starts_with('.')).then(|| format!("{}{behind}", self.to))
            }
            Called::CategoryGroup => {
                let group = group_path(self.to);
                (field.strip_prefix(IN_GROUP)? == self.from && !group.is_empty()).then(|| format!("{IN_GROUP}{group}"))
            }
            Called::List | Called::Tag | Called::Category { .. } | Called::Option(_) => None,
        }
    }

    fn names(&self, names: &mut Vec<String>, keeps: bool) -> bool {
        let Some(at) = names.iter().position(|name| self.what.folded(name) == self.from) else { return false };
        let to = self.what.folded(self.to);
        if !keeps {
            names.remove(at);
        }
        if to == self.from || !names.iter().any(|name| self.what.folded(name) == to) {
            names.insert(at + usize::from(keeps), self.to.to_owned());
        }
        true
    }

    /// Whether rows of categories are asked for in groups of which the category's is none.
    fn is_of_another_group(&self, that: &Filter) -> bool {
        let Called::Category { group, .. } = self.what else { return false };
        match that {
            Filter::All(parts) => parts.iter().any(|part| self.is_of_another_group(part)),
            Filter::Where(Condition { field, test: Test::Is(groups) }) => {
                field == "group" && groups.iter().all(|known| group_path(known) != group)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::{Called, Filter};

    #[track_caller]
    fn assert_renamed(what: Called<'_>, (from, to): (&str, &str), cases: &[(&str, Option<&str>)]) {
        let groups = ["leads", "deal_stage", "phase"].map(str::to_owned).to_vec();
        let own = vec![super::super::OwnField { key: "segment".into(), kind: super::super::Kind::Text }];
        let catalogue = Catalogue { groups, of_company: own.clone(), own, ..Catalogue::default() };
        for (typed, after) in cases {
            let filter = Filter::parse(typed, &catalogue).unwrap();
            let renamed = filter.with_renamed(what, from, to).map(|filter| filter.to_string());
            let after = after.map(|after| Filter::parse(after, &catalogue).unwrap().to_string());
            assert_eq!(renamed, after, "{typed}");
        }
    }

    #[test]
    fn a_list_goes_on_being_named() {
        assert_renamed(
            Called::List,
            ("Fair 2026", "Fair 2027"),
            &[
                ("list=\"fair 2026\"", Some("list=\"Fair 2027\"")),
                ("-list=(FAIR 2026, other) vip", Some("-list=(\"Fair 2027\", other) vip")),
                ("list(name=\"Fair 2026\" status=attended)", Some("list(name=\"Fair 2027\" status=attended)")),
                // Words mean whichever list has them.
                ("list:fair", None),
                ("tag=\"Fair 2026\"", None),
                ("lists.status=\"Fair 2026\"", None),
                ("consents(purpose=\"Fair 2026\")", None),
            ],
        );
    }

    #[test]
    fn a_tag_goes_on_being_named() {
        assert_renamed(
            Called::Tag,
            ("Vip", "Key account"),
            &[
                ("tag=vip", Some("tag=\"Key account\"")),
                (
                    "title:vip (tag=(a, VIP) OR -tag=vip)",
                    Some("title:vip (tag=(a, \"Key account\") OR -tag=\"Key account\")"),
                ),
                ("tag=(vip, \"key account\", other)", Some("tag=(\"key account\", other)")),
                ("tag:vip", None),
                ("list=vip", None),
                ("vip", None),
            ],
        );
    }

    #[test]
    fn a_category_goes_on_being_named_in_its_group() {
        let alone = Called::Category { group: "deal_stage", elsewhere: false };
        assert_renamed(
            alone,
            ("At risk", "Shaky"),
            &[
                ("categories.deal_stage=at-risk", Some("categories.deal_stage=Shaky")),
                ("category=\"At risk\"", Some("category=Shaky")),
                ("categories.leads=at-risk", None),
                (
                    "categories(group=\"Deal stage\" value=at-risk)",
                    Some("categories(group=\"Deal stage\" value=Shaky)"),
                ),
                ("categories(group=leads value=at-risk)", None),
                ("category:risk", None),
            ],
        );
        let twin = Called::Category { group: "deal_stage", elsewhere: true };
        assert_renamed(
            twin,
            ("At risk", "Shaky"),
            &[
                ("categories.deal_stage=at-risk", Some("categories.deal_stage=Shaky")),
                ("category=at-risk", Some("category=(at-risk, Shaky)")),
            ],
        );
    }

    #[test]
    fn a_group_of_categories_goes_on_being_named() {
        assert_renamed(
            Called::CategoryGroup,
            ("Deal stage", "Phase"),
            &[
                ("categories.deal_stage=hot", Some("categories.phase=hot")),
                ("categories(group=\"deal stage\" value=hot)", Some("categories(group=Phase value=hot)")),
                ("categories.leads=hot", None),
            ],
        );
    }

    #[test]
    fn a_field_goes_on_being_named() {
        assert_renamed(
            Called::Field,
            ("segment", "title"),
            &[("segment=small -segment:*", Some("title=small -title:*")), ("company.segment=small", None)],
        );
        assert_renamed(
            Called::Field,
            ("company.segment", "company.size"),
            &[("company.segment=small segment=small", Some("company.size=small segment=small"))],
        );
    }

    #[test]
    fn an_option_goes_on_being_named_in_its_field() {
        assert_renamed(
            Called::Option("segment"),
            ("Small", "Tiny"),
            &[("segment=small", Some("segment=Tiny")), ("company.segment=small", None), ("title=small", None)],
        );
        assert_renamed(
            Called::Option("company.segment"),
            ("Small", "Tiny"),
            &[("company.segment=(small, middle)", Some("company.segment=(Tiny, middle)")), ("segment=small", None)],
        );
    }
}

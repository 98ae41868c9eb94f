//! Lists that follow filters, where filters name them: each stands there as what it follows.
//!
//! Whoever is on such a list has a row of `lists` with its name and without a status, as those have who were put on a
//! kept list. So a condition on that row is answered once for the list, and what is left is the list's own filter.

use super::{Catalogue, Cell, Condition, Filter, FilterError, Home, Related, Vantage};
use crate::Id;

/// Lists that follow each other, one in the other, at most.
const DEEPEST_LISTS: usize = 8;
/// Parts of a filter at most, once lists stand in it as what they follow.
const MOST_PARTS: usize = 5_000;

/// A list that follows a filter.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    /// Which list.
    pub id: Id,
    /// What it is called.
    pub name: &'a str,
    /// What it follows, in text form.
    pub filter: &'a str,
}

impl Filter {
    /// Whether it asks for lists.
    #[must_use]
    pub fn names_lists(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::names_lists),
            Self::Not(inner) => inner.names_lists(),
            Self::Some { of, .. } => *of == Related::Lists,
            Self::Where(condition) => condition.field.split('.').next() == Some(Related::Lists.name()),
            Self::Words(_) => false,
        }
    }

    /// The filter with lists that follow filters as these filters. `within` is the list that it is the filter of.
    ///
    /// # Errors
    /// When a list follows itself by way of others, when lists stand too deep in each other or come to too much, and
    /// when the filter of one of them is not understood any more.
    pub fn with_lists(
        self,
        lists: &[Followed<'_>],
        within: Option<Id>,
        catalogue: &Catalogue,
    ) -> Result<Self, FilterError> {
        if !self.names_lists() {
            return Ok(self);
        }
        let mut expansion = Expansion { lists, catalogue, within: within.into_iter().collect(), left: MOST_PARTS };
        Ok(expansion.of(self)?.normal())
    }
}

struct Expansion<'a> {
    lists: &'a [Followed<'a>],
    catalogue: &'a Catalogue,
    /// The lists in whose filters one is.
    within: Vec<Id>,
    left: usize,
}

impl<'a> Expansion<'a> {
    fn of(&mut self, filter: Filter) -> Result<Filter, FilterError> {
        self.left = self.left.checked_sub(1).ok_or_else(too_much)?;
        let meant = match &filter {
            Filter::All(parts) => return Ok(Filter::All(self.each(parts)?)),
            Filter::Any(parts) => return Ok(Filter::Any(self.each(parts)?)),
            Filter::Not(inner) => return Ok(Filter::Not(Box::new(self.of(inner.as_ref().clone())?))),
            Filter::Some { of: Related::Lists, that } => self.meant(that, Some(Related::Lists)),
            Filter::Where(_) if filter.names_lists() => self.meant(&filter, None),
            Filter::Some { .. } | Filter::Where(_) | Filter::Words(_) => return Ok(filter),
        };
        let mut ways = vec![filter];
        for list in meant {
            if self.within.contains(&list.id) {
                return Err(FilterError::new("A list follows itself, be it through the filters of other lists")
                    .hint("Change the filter of one of the lists."));
            }
            if self.within.len() >= DEEPEST_LISTS {
                return Err(FilterError::new(format!("More than {DEEPEST_LISTS} lists follow each other"))
                    .hint("Give one of them a filter that names no list."));
            }
            self.within.push(list.id);
            ways.push(self.of(Filter::parse(list.filter, self.catalogue)?)?);
            self.within.pop();
        }
        Ok(if ways.len() == 1 { ways.remove(0) } else { Filter::Any(ways) })
    }

    fn each(&mut self, parts: &[Filter]) -> Result<Vec<Filter>, FilterError> {
        parts.iter().map(|part| self.of(part.clone())).collect()
    }

    /// The lists whose rows meet a filter over them.
    fn meant(&self, that: &Filter, within: Option<Related>) -> Vec<&'a Followed<'a>> {
        self.lists.iter().filter(|list| self.row_meets(list.name, that, within)).collect()
    }

    fn row_meets(&self, name: &str, that: &Filter, within: Option<Related>) -> bool {
        let meets = |part: &Filter| self.row_meets(name, part, within);
        match that {
            Filter::All(parts) => parts.iter().all(meets),
            Filter::Any(parts) => parts.iter().any(meets),
            Filter::Not(inner) => !meets(inner),
            Filter::Where(Condition { field, test }) => {
                let Some(facet) = self.catalogue.facet(field, within) else { return false };
                let cell = if matches!(facet.home, Home::Row(Related::Lists, "name")) { name } else { "" };
                test.holds(&facet, Cell::Text(cell), &Vantage::utc(0))
            }
            Filter::Words(_) | Filter::Some { .. } => false,
        }
    }
}

fn too_much() -> FilterError {
    FilterError::new(format!("With the lists that it names, the filter has more than {MOST_PARTS} parts"))
        .hint("Keep one of the lists by hand, or name fewer.")
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Filter, Followed};
    use crate::Id;

    fn id(at: u8) -> Id {
        Id::from_parts(1, &[at; 10])
    }

    fn expanded(typed: &str, lists: &[(&str, &str)]) -> Result<String, String> {
        let lists: Vec<Followed<'_>> =
            (0..).zip(lists).map(|(at, (name, filter))| Followed { id: id(at), name, filter }).collect();
        let catalogue = Catalogue::default();
        let filter = Filter::parse(typed, &catalogue).unwrap().with_lists(&lists, None, &catalogue);
        filter.map(|filter| filter.to_string()).map_err(|error| error.message)
    }

    #[test]
    fn lists_stand_for_what_they_follow() {
        let lists = [("Berlin", "city=Berlin"), ("Near", "list=berlin OR city=Potsdam"), ("VIPs", "tag=vip")];
        for (typed, means) in [
            ("list=berlin", "lists=berlin OR addresses.city=Berlin"),
            ("list=near vip", "(lists=near OR lists=berlin OR addresses.city=Berlin OR addresses.city=Potsdam) vip"),
            ("-list=berlin", "NOT (lists=berlin OR addresses.city=Berlin)"),
            ("list:ber*", "lists:ber* OR addresses.city=Berlin"),
            ("list=other", "lists=other"),
            ("list(name=vips)", "lists(name=vips) OR tags=vip"),
            ("list(name=(vips, berlin) status=attended)", "lists(name=(vips, berlin) status=attended)"),
            ("list(name=vips -status=invited)", "lists(name=vips NOT status=invited) OR tags=vip"),
            ("lists.status=invited", "lists.status=invited"),
            ("title:director", "title:director"),
        ] {
            let canonical = |typed: &str| Filter::parse(typed, &Catalogue::default()).unwrap().to_string();
            assert_eq!(expanded(typed, &lists).unwrap(), canonical(means), "{typed}");
        }
    }

    #[test]
    fn a_list_never_stands_for_itself_nor_for_more_than_can_be_answered() {
        let refused = |typed: &str, lists: &[(&str, &str)]| expanded(typed, lists).unwrap_err();
        assert!(refused("list=A", &[("A", "list=B"), ("B", "list=A")]).contains("follows itself"));
        assert!(refused("list=A", &[("A", "-list:*")]).contains("follows itself"), "it is a list, too");
        let names: Vec<String> = (0..10).map(|at| format!("L{at}")).collect();
        let filters: Vec<String> = (1..11).map(|at| format!("list=L{at}")).collect();
        let chain: Vec<(&str, &str)> =
            names.iter().map(String::as_str).zip(filters.iter().map(String::as_str)).collect();
        assert!(refused("list=L0", &chain).contains("More than 8"));
        assert!(expanded("list=L3", &chain).is_ok());
        // Each names the next ten times.
        let ten = (1..8).map(|at| vec![format!("list=L{at}"); 10].join(" OR "));
        let ten: Vec<String> = ten.chain(["tag=x".to_owned()]).collect();
        let wide: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(ten.iter().map(String::as_str)).collect();
        assert!(refused("list=L0", &wide).contains("more than 5000 parts"));
    }
}

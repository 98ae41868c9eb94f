//! Filters: who is meant by one, and why.
//!
//! The database answers conditions, the search index free words; where no index of the database answers a condition on
//! text, the search index says among whom to look. The text form is what crosses the door.

mod naming;
mod offer;
mod why;

use std::collections::HashMap;

use satchel_model::{
    Catalogue, Clause, Condition, CustomKind, Facet, FieldEntity, Filter, FilterError, Home, Kind, OwnField, Query,
    RecordState, Related, Scope, Term, Test, Vantage, fold, group_path,
};
use satchel_store::{Asked, Meant, RowSet, is_indexed};

pub(crate) use naming::Naming;
pub use offer::{fields, suggest};
pub use why::explain;

use crate::open::OpenVault;
use crate::wire::{
    ContactRow, ContactsFilter, ContactsListed, ErrorCode, FilterRead, FilterText, FilterTree, WireError,
};
use crate::{App, contacts, follow, lists, search, settings};

/// A filter with all that it is understood with, at one moment.
pub(crate) struct Reading {
    pub(crate) filter: Filter,
    pub(crate) catalogue: Catalogue,
    pub(crate) vantage: Vantage,
    words: HashMap<String, RowSet>,
    among: HashMap<Condition, RowSet>,
}

impl Reading {
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked {
            filter: &self.filter,
            catalogue: &self.catalogue,
            vantage: &self.vantage,
            words: &self.words,
            among: &self.among,
        }
    }
}

/// What paths mean in this vault.
pub(crate) async fn catalogue(vault: &OpenVault) -> Result<Catalogue, WireError> {
    let fields = vault.store.custom_fields().await?;
    let of = |entity| {
        let own = fields.active(entity).map(|field| OwnField {
            key: field.definition().key.clone(),
            kind: match field.kind() {
                CustomKind::Integer | CustomKind::Decimal | CustomKind::Percent => Kind::Number,
                CustomKind::Money => Kind::Amount,
                CustomKind::Boolean => Kind::Flag,
                CustomKind::Date => Kind::Day { yearly: false },
                CustomKind::DateTime => Kind::Instant,
                CustomKind::Email => Kind::Email,
                CustomKind::Phone => Kind::Phone,
                _ => Kind::Text,
            },
        });
        own.collect()
    };
    let groups = vault.store.categories(false).await?.into_iter().map(|group| group_path(&group.name));
    Ok(Catalogue {
        about: FieldEntity::Contact,
        own: of(FieldEntity::Contact),
        of_company: of(FieldEntity::Company),
        groups: groups.filter(|path| !path.is_empty()).collect(),
    })
}

/// Which companies a filter means.
pub(crate) async fn companies(app: &App, vault: &OpenVault, text: &str) -> Result<RowSet, WireError> {
    let catalogue = Catalogue { about: FieldEntity::Company, ..catalogue(vault).await? };
    let filter = Filter::parse(text, &catalogue)?;
    let vantage = vantage(app, vault).await?;
    let (words, among) = (HashMap::new(), HashMap::new());
    let asked = Asked { filter: &filter, catalogue: &catalogue, vantage: &vantage, words: &words, among: &among };
    Ok(vault.store.companies_meant(asked).await?)
}

/// From when and where filters are understood at this host.
pub(crate) async fn vantage(app: &App, vault: &OpenVault) -> Result<Vantage, WireError> {
    let country = settings::country(vault).await?;
    let region = (!country.is_empty()).then_some(country);
    Ok(Vantage::new(app.now(), jiff::tz::TimeZone::system(), region))
}

/// Reads a filter and looks its words up.
pub(crate) async fn reading(app: &App, vault: &OpenVault, text: &str) -> Result<Reading, WireError> {
    let catalogue = catalogue(vault).await?;
    let filter = lists::expanded(vault, Filter::parse(text, &catalogue)?, &catalogue).await?;
    let vantage = vantage(app, vault).await?;
    let mut reading = Reading { filter, catalogue, vantage, words: HashMap::new(), among: HashMap::new() };
    look_up(vault, &mut reading).await?;
    Ok(reading)
}

/// Asks the search index for what only it knows.
async fn look_up(vault: &OpenVault, reading: &mut Reading) -> Result<(), WireError> {
    let mut words: Vec<String> = Vec::new();
    reading.filter.each_words(&mut |text| words.push(text.to_owned()));
    let mut wanted: Vec<(Condition, Vec<Query>)> = Vec::new();
    // Who is in the trash is not in the index.
    if !reading.filter.names_state() {
        let (catalogue, vantage) = (&reading.catalogue, &reading.vantage);
        reading.filter.each_condition(&mut |condition| {
            let facet = catalogue.facet(&condition.field, None);
            let looked = facet.filter(|facet| !is_indexed(facet, &condition.test, vantage));
            let queries = looked.and_then(|facet| queries(&facet, &condition.test));
            wanted.extend(queries.map(|queries| (condition.clone(), queries)));
        });
    }
    if words.is_empty() && wanted.is_empty() {
        return Ok(());
    }
    let behind = follow::settle(vault).await?;
    for text in words {
        let rows = search::rows(vault, &Query::parse(&text)).await?;
        reading.words.insert(text, rows.into_iter().collect());
    }
    // What it has not seen yet it cannot tell.
    for (condition, queries) in wanted.into_iter().filter(|_| behind == 0) {
        let mut rows = RowSet::default();
        for query in queries {
            rows.add(&search::rows(vault, &query).await?.into_iter().collect());
        }
        reading.among.insert(condition, rows);
    }
    Ok(())
}

/// What to ask the search index for, so that everybody who meets a test is among those whom it finds; none when it
/// cannot say.
fn queries(facet: &Facet, test: &Test) -> Option<Vec<Query>> {
    let scope = match &facet.home {
        Home::Own("given") => Scope::Given,
        Home::Own("family") => Scope::Family,
        Home::Own("prefix" | "middle" | "suffix" | "nickname" | "maiden" | "display") => Scope::Name,
        Home::Own("notes") => Scope::Notes,
        Home::Own("source") => Scope::Source,
        Home::Work(_) => Scope::Title,
        Home::Row(Related::Addresses, "city") => Scope::City,
        Home::Row(Related::Addresses, "region") => Scope::Region,
        Home::Row(Related::Addresses, "country") => Scope::Country,
        Home::Row(Related::Emails, "value") => Scope::Email,
        _ => return None,
    };
    let texts: Vec<&str> = match test {
        Test::Is(values) => values.iter().map(String::as_str).collect(),
        Test::Has(text) | Test::Phrase(text) | Test::Begins(text) => vec![text],
        _ => return None,
    };
    texts.into_iter().map(|text| beginnings(text, scope)).collect()
}

/// A query for the words of a text, each of which may go on; none when a word is cut differently there.
fn beginnings(text: &str, scope: Scope) -> Option<Query> {
    let folded = fold(text);
    if !folded.is_ascii() {
        return None;
    }
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let clause =
        |word: &str| Clause { term: Term::Word(word.to_owned()), scope: Some(scope), without: false, written: 0..0 };
    (!words.is_empty()).then(|| Query { clauses: words.into_iter().map(clause).collect() })
}

/// Who is meant; asked once more when somebody wrote between the index and the database.
pub(crate) async fn meant(vault: &OpenVault, reading: &mut Reading, state: RecordState) -> Result<Meant, WireError> {
    if state == RecordState::Trashed {
        reading.among.clear();
    }
    let meant = vault.store.meant(reading.asked(), state).await?;
    if reading.among.is_empty() || vault.index.applied() >= meant.seq {
        return Ok(meant);
    }
    reading.among.clear();
    Ok(vault.store.meant(reading.asked(), state).await?)
}

/// A page of those whom a filter means.
pub async fn list(app: App, input: ContactsFilter) -> Result<ContactsListed, WireError> {
    let vault = app.vault()?;
    let mut reading = reading(&app, &vault, &input.filter).await?;
    let after = contacts::cursor(input.after.as_deref())?;
    let meant = meant(&vault, &mut reading, input.state).await?;
    let limit = usize::try_from(input.limit.clamp(1, contacts::PAGE)).unwrap_or(1);
    // One more than asked for tells whether there is a next page.
    let sort = contacts::sort_of(&vault, input.sort, input.sort_field.as_deref()).await?;
    let way = (sort, input.descending, input.state);
    let mut rowids = vault.store.page_of(&meant, way, after, limit + 1).await?;
    let more = rowids.len() > limit;
    rowids.truncate(limit);
    let contacts: Vec<ContactRow> =
        vault.store.grid_rows(&rowids).await?.into_iter().map(|(_, row)| row.into()).collect();
    let next = contacts.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(ContactsListed { total: i64::try_from(meant.rows.len()).unwrap_or(i64::MAX), contacts, next })
}

/// Reads the text form of a filter.
pub async fn read(app: App, input: FilterText) -> Result<FilterRead, WireError> {
    let catalogue = catalogue(&*app.vault()?).await?;
    let filter = Filter::parse(&input.text, &catalogue)?;
    Ok(FilterRead { text: filter.to_string(), filter })
}

/// Writes the text form of a filter.
pub async fn print(app: App, input: FilterTree) -> Result<FilterRead, WireError> {
    let catalogue = catalogue(&*app.vault()?).await?;
    let filter = input.filter.checked(&catalogue)?;
    Ok(FilterRead { text: filter.to_string(), filter })
}

impl From<FilterError> for WireError {
    fn from(error: FilterError) -> Self {
        let at = error.at.map(|at| format!(" (at character {at})")).unwrap_or_default();
        Self {
            field: error.field,
            ..Self::new(ErrorCode::Invalid, format!("{}{at}.", error.message), error.hint.as_deref())
        }
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::{Catalogue, Condition, Filter};

    use super::queries;

    #[test]
    fn the_index_is_asked_only_for_what_it_is_sure_of() {
        let catalogue = Catalogue::default();
        let asked = |typed: &str| {
            let Filter::Where(Condition { field, test }) = Filter::parse(typed, &catalogue).unwrap() else { panic!() };
            queries(&catalogue.facet(&field, None).unwrap(), &test).map(|queries| queries.len())
        };
        assert_eq!(asked("given=Ada"), Some(1));
        assert_eq!(asked("given=(Ada, Bob)"), Some(2));
        assert_eq!(asked("title:\"sales director\""), Some(1));
        assert_eq!(asked("title:*irect*"), None, "it knows beginnings of words only");
        assert_eq!(asked("given=小明"), None, "it cuts other scripts in other ways");
        assert_eq!(asked("given=(Ada, 小明)"), None);
        assert_eq!(asked("given:*"), None);
        assert_eq!(asked("title=&"), None);
        assert_eq!(asked("tag=vip"), None, "the database knows that");
    }
}

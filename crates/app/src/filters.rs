//! Filters: who is meant by one, and why.
//!
//! The database answers conditions, the search index free words; where no index of the database answers a condition on
//! text, the search index says among whom to look. The text form is what crosses the door.

use std::collections::HashMap;

use satchel_model::{
    Catalogue, Clause, Condition, Contact, CustomKind, DayPart, Entity, Facet, FieldEntity, Filter, FilterError, Home,
    Kind, OwnField, Query, RecordState, Related, Scope, Term, Test, Vantage, fold,
};
use satchel_store::{Asked, Meant, RowSet, Verdict};
use serde_json::Value;

use crate::open::OpenVault;
use crate::wire::{
    ContactRow, ContactsExplain, ContactsExplained, ContactsFilter, ContactsListed, Empty, ErrorCode, Explanation,
    FilterField, FilterFields, FilterKind, FilterRead, FilterSuggest, FilterSuggested, FilterText, FilterTree,
    WireError,
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
    let own = fields.active(FieldEntity::Contact).map(|field| OwnField {
        key: field.definition().key.clone(),
        kind: match field.kind() {
            CustomKind::Integer | CustomKind::Decimal | CustomKind::Money | CustomKind::Percent => Kind::Number,
            CustomKind::Boolean => Kind::Flag,
            CustomKind::Date => Kind::Day { yearly: false },
            CustomKind::Email => Kind::Email,
            CustomKind::Phone => Kind::Phone,
            _ => Kind::Text,
        },
    });
    Ok(Catalogue { own: own.collect() })
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
        let catalogue = &reading.catalogue;
        reading.filter.each_condition(&mut |condition| {
            let facet = catalogue.facet(&condition.field, None);
            let queries = facet.and_then(|facet| queries(&facet, &condition.test));
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
        Home::Own("prefix" | "middle" | "suffix" | "nickname" | "display") => Scope::Name,
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
    let way = (input.sort.into(), input.descending, input.state);
    let mut rowids = vault.store.page_of(&meant, way, after, limit + 1).await?;
    let more = rowids.len() > limit;
    rowids.truncate(limit);
    let contacts: Vec<ContactRow> =
        vault.store.grid_rows(&rowids).await?.into_iter().map(|(_, row)| row.into()).collect();
    let next = contacts.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(ContactsListed { total: i64::try_from(meant.rows.len()).unwrap_or(i64::MAX), contacts, next })
}

/// Why a contact is meant by a filter, or not.
pub async fn explain(app: App, input: ContactsExplain) -> Result<ContactsExplained, WireError> {
    let vault = app.vault()?;
    let mut reading = reading(&app, &vault, &input.filter).await?;
    reading.among.clear();
    let contact = vault.store.contact(input.id).await?;
    let verdict = vault.store.judge(reading.asked(), input.id).await?;
    let meant = verdict.holds && (reading.filter.names_state() || contact.state == RecordState::Active);
    let why = explained(verdict, &contact, &reading.catalogue);
    Ok(ContactsExplained { id: contact.id, display: contact.display.clone(), meant, state: contact.state, why })
}

fn explained(verdict: Verdict, contact: &Contact, catalogue: &Catalogue) -> Explanation {
    let values = match &verdict.part {
        Filter::Where(Condition { field, .. }) => catalogue.facet(field, None).map(|facet| values(&facet, contact)),
        Filter::Some { of, .. } => of.parts().first().map(|(part, kind)| {
            let home = Home::Row(*of, part);
            values(&Facet { home, take: DayPart::Whole, kind: *kind }, contact)
        }),
        _ => None,
    };
    let parts = verdict.parts.into_iter().map(|part| explained(part, contact, catalogue)).collect();
    Explanation { part: verdict.part.to_string(), holds: verdict.holds, values: values.unwrap_or_default(), parts }
}

/// What a contact has where a facet looks.
fn values(facet: &Facet, contact: &Contact) -> Vec<String> {
    let day = |at: i64| jiff::Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default();
    let values: Vec<String> = match &facet.home {
        Home::Own("birthday") => contact.birthday.iter().map(ToString::to_string).collect(),
        Home::Own(key) => vec![text(contact, key)],
        Home::Work(key) => vec![text(contact, key)],
        Home::Created => vec![day(contact.created_at)],
        Home::Updated => vec![day(contact.updated_at)],
        Home::State => vec![
            serde_json::to_value(contact.state)
                .ok()
                .and_then(|word| word.as_str().map(str::to_owned))
                .unwrap_or_default(),
        ],
        Home::Tag => contact.tags.clone(),
        Home::Owner => vec![contact.owner.clone()],
        Home::Company(_) => vec![contact.company.clone()],
        Home::Row(Related::Emails, _) => contact.emails.iter().map(|row| row.value.clone()).collect(),
        Home::Row(Related::Phones, _) => contact.phones.iter().map(|row| row.value.clone()).collect(),
        Home::Row(Related::Addresses, _) => contact.addresses.iter().map(|row| row.value.clone()).collect(),
        Home::Row(Related::Links, _) => contact.links.iter().map(|row| row.value.clone()).collect(),
        Home::Row(Related::Dates, _) => contact.dates.iter().map(|row| row.value.to_string()).collect(),
        Home::Row(Related::Attachments, _) => contact.attachments.iter().map(|row| row.name.clone()).collect(),
        Home::Custom(key) => contact.custom.get(key).map(own_text).into_iter().collect(),
        Home::Row(..) => Vec::new(),
    };
    values.into_iter().filter(|value| !value.is_empty()).map(|value| shortened(&value)).collect()
}

/// A value of one's own field as it is read.
fn own_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(own_text).collect::<Vec<_>>().join(", "),
        Value::Object(parts) => ["name", "amount", "currency"]
            .iter()
            .filter_map(|part| parts.get(*part))
            .map(own_text)
            .collect::<Vec<_>>()
            .join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn text(contact: &Contact, key: &str) -> String {
    let value = serde_json::to_value(contact).ok();
    value.and_then(|value| value.get(key)?.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Notes are long; their beginning says which they are.
fn shortened(value: &str) -> String {
    const MOST: usize = 200;
    match value.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
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

/// All fields that can be asked about.
pub async fn fields(app: App, _: Empty) -> Result<FilterFields, WireError> {
    let catalogue = catalogue(&*app.vault()?).await?;
    let field = |path: String| {
        let (kind, choices) = match catalogue.facet(&path, None)?.kind {
            Kind::Text => (FilterKind::Text, &[][..]),
            Kind::Email => (FilterKind::Email, &[][..]),
            Kind::Phone => (FilterKind::Phone, &[][..]),
            Kind::Day { yearly: false } => (FilterKind::Day, &[][..]),
            Kind::Day { yearly: true } => (FilterKind::Anniversary, &[][..]),
            Kind::Instant => (FilterKind::Instant, &[][..]),
            Kind::Number => (FilterKind::Number, &[][..]),
            Kind::Flag => (FilterKind::Flag, &["yes", "no"][..]),
            Kind::Choice(words) => (FilterKind::Choice, words),
        };
        Some(FilterField { path, kind, choices: choices.iter().map(|word| (*word).to_owned()).collect() })
    };
    Ok(FilterFields { fields: catalogue.paths().into_iter().filter_map(field).collect() })
}

/// Values that contacts have in a field, by their beginning.
pub async fn suggest(app: App, input: FilterSuggest) -> Result<FilterSuggested, WireError> {
    let vault = app.vault()?;
    let catalogue = catalogue(&vault).await?;
    let limit = input.limit.clamp(0, 100);
    let values = match catalogue.facet(&input.field, None).map(|facet| facet.home) {
        Some(Home::Tag) => vault.store.suggest_names(Entity::Tag, &input.text, limit).await?,
        Some(Home::Row(Related::Lists, "name")) => {
            let typed = fold(&input.text);
            let names = vault.store.lists().await?.into_iter().map(|list| list.name);
            names.filter(|name| fold(name).starts_with(&typed)).take(usize::try_from(limit).unwrap_or(0)).collect()
        }
        Some(Home::Owner) => vault.store.suggest_names(Entity::TeamMember, &input.text, limit).await?,
        Some(Home::Company("name") | Home::Row(Related::Affiliations, "company")) => {
            vault.store.suggest_companies(&input.text, limit).await?.into_iter().map(|company| company.name).collect()
        }
        _ => Vec::new(),
    };
    Ok(FilterSuggested { values })
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

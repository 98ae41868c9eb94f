//! What somebody who makes a filter can choose from: fields, and values that are there.

use satchel_model::{Entity, Home, Kind, Related, fold, group_path};

use super::catalogue;
use crate::App;
use crate::open::OpenVault;
use crate::wire::{
    Empty, FilterField, FilterFields, FilterKind, FilterRows, FilterSuggest, FilterSuggested, WireError,
};

/// All fields that can be asked about.
pub async fn fields(app: App, _: Empty) -> Result<FilterFields, WireError> {
    let catalogue = catalogue(&*app.vault()?).await?;
    let fields = catalogue.paths().into_iter();
    let rows = Related::ALL.into_iter().map(|of| FilterRows {
        of,
        name: of.name().to_owned(),
        parts: of.parts().iter().map(|(part, kind)| field((*part).to_owned(), *kind)).collect(),
    });
    Ok(FilterFields {
        fields: fields.filter_map(|path| catalogue.facet(&path, None).map(|facet| field(path, facet.kind))).collect(),
        rows: rows.collect(),
    })
}

fn field(path: String, kind: Kind) -> FilterField {
    let (kind, choices) = match kind {
        Kind::Text | Kind::Name => (FilterKind::Text, &[][..]),
        Kind::Email => (FilterKind::Email, &[][..]),
        Kind::Phone => (FilterKind::Phone, &[][..]),
        Kind::Day { yearly: false } => (FilterKind::Day, &[][..]),
        Kind::Day { yearly: true } => (FilterKind::Anniversary, &[][..]),
        Kind::Instant => (FilterKind::Instant, &[][..]),
        Kind::Number | Kind::Amount => (FilterKind::Number, &[][..]),
        Kind::Flag => (FilterKind::Flag, &["yes", "no"][..]),
        Kind::Choice(words) => (FilterKind::Choice, words),
    };
    FilterField { path, kind, choices: choices.iter().map(|word| (*word).to_owned()).collect() }
}

/// Values that contacts have in a field, by their beginning.
pub async fn suggest(app: App, input: FilterSuggest) -> Result<FilterSuggested, WireError> {
    let vault = app.vault()?;
    let limit = input.limit.clamp(0, 100);
    let values = match catalogue(&vault).await?.facet(&input.field, None).map(|facet| facet.home) {
        Some(Home::Tag) => vault.store.suggest_names(Entity::Tag, &input.text, limit).await?,
        Some(Home::Owner) => vault.store.suggest_names(Entity::TeamMember, &input.text, limit).await?,
        Some(Home::Company("name" | "parent") | Home::Row(Related::Affiliations | Related::Relations, "company")) => {
            vault.store.suggest_companies(&input.text, limit).await?.into_iter().map(|company| company.name).collect()
        }
        Some(Home::Company(part @ ("industry" | "size"))) => {
            vault.store.suggest_of_companies(part, &input.text, limit).await?
        }
        Some(home) => {
            let typed = fold(&input.text);
            let names = few(&vault, &home).await?.into_iter().filter(|name| fold(name).starts_with(&typed));
            names.take(usize::try_from(limit).unwrap_or(0)).collect()
        }
        None => Vec::new(),
    };
    Ok(FilterSuggested { values })
}

/// All names at a place that has few.
async fn few(vault: &OpenVault, home: &Home) -> Result<Vec<String>, WireError> {
    let store = &vault.store;
    Ok(match home {
        Home::Row(Related::Lists, "name") => store.lists().await?.into_iter().map(|list| list.name).collect(),
        Home::Row(Related::Categories, "group") => {
            store.categories(false).await?.into_iter().map(|group| group.name).collect()
        }
        Home::Row(Related::Categories, _) => {
            let groups = store.categories(false).await?;
            let mut names: Vec<String> =
                groups.into_iter().flat_map(|group| group.values).map(|category| category.name).collect();
            names.sort();
            names.dedup();
            names
        }
        Home::Category(path) => {
            let groups = store.categories(false).await?.into_iter().filter(|group| group_path(&group.name) == *path);
            groups.flat_map(|group| group.values).map(|category| category.name).collect()
        }
        Home::Row(Related::Relations, "kind") => {
            let kinds = store.relation_kinds().await?.into_iter();
            let mut names: Vec<String> = kinds.flat_map(|kind| [kind.name, kind.reverse]).collect();
            names.sort();
            names.dedup();
            names
        }
        Home::Row(Related::Consents, "purpose") => store.consent_purposes().await?,
        _ => Vec::new(),
    })
}

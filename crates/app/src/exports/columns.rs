//! The columns of a table: those of a program, or those that a view shows.

use satchel_exchange::{ExportPreset, Layout, ViewColumn, Widths};
use satchel_model::{CustomFields, FieldDefinition, FieldEntity};
use satchel_store::RowCounts;

use super::Chosen;
use crate::wire::GridColumn;

/// What stands above columns of the list, by their keys, in the order in which it has them at first.
const HEADERS: &[(&str, &str)] = &[
    ("display", "Name"),
    ("company", "Company"),
    ("title", "Title"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("place", "Place"),
    ("tags", "Tags"),
    ("categories", "Categories"),
    ("updated_at", "Changed"),
];

/// The layout that is asked for.
pub(super) fn layout(
    fields: &CustomFields,
    preset: Option<ExportPreset>,
    chosen: &Chosen,
    counts: RowCounts,
) -> Layout {
    let own: Vec<&FieldDefinition> = fields.active(FieldEntity::Contact).map(|field| field.definition()).collect();
    let RowCounts { emails, phones, addresses, links, dates } = counts;
    let widths = Widths { emails, phones, addresses, links, dates };
    match (preset, &chosen.view) {
        (None, Some(view)) => Layout::view(&shown(&view.columns, &own), &own),
        (None | Some(ExportPreset::Satchel), _) => Layout::satchel(&widths, &own),
        (Some(ExportPreset::Google), _) => Layout::google(&widths),
        (Some(ExportPreset::Outlook), _) => Layout::outlook(),
        (Some(ExportPreset::Hubspot), _) => Layout::hubspot(),
    }
}

/// The columns that a view shows; those of the list where it does not say.
fn shown(kept: &str, own: &[&FieldDefinition]) -> Vec<ViewColumn> {
    let columns: Vec<GridColumn> = serde_json::from_str(kept).unwrap_or_default();
    let named = |key: &str, header: &str| ViewColumn { key: key.to_owned(), header: header.to_owned() };
    if columns.is_empty() {
        return HEADERS.iter().map(|(key, header)| named(key, header)).collect();
    }
    let header = |key: &str| {
        let own = || own.iter().find(|field| key.strip_prefix("custom:") == Some(field.key.as_str()));
        let known = HEADERS.iter().find(|(known, _)| *known == key).map(|(_, header)| (*header).to_owned());
        known.or_else(|| own().map(|field| field.name.clone())).unwrap_or_else(|| key.to_owned())
    };
    columns.iter().filter(|column| column.shown).map(|column| named(&column.key, &header(&column.key))).collect()
}

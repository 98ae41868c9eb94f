//! What is chosen from a few words.

use clap::ValueEnum;
use satchel_app::wire::{CompanySort, SortField, SyncDirection};

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Direction {
    Both,
    Here,
    There,
}

impl From<Direction> for SyncDirection {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Both => Self::Both,
            Direction::Here => Self::Here,
            Direction::There => Self::There,
        }
    }
}

/// What contacts are sorted by: what every vault has, or else a field of one's own by its key.
pub(crate) fn order_of(typed: String) -> (SortField, Option<String>) {
    let known = match typed.as_str() {
        "display" | "name" => SortField::Display,
        "family" => SortField::Family,
        "company" => SortField::Company,
        "created_at" => SortField::CreatedAt,
        "updated_at" => SortField::UpdatedAt,
        _ => return (SortField::Display, Some(typed)),
    };
    (known, None)
}

/// What companies are sorted by, likewise.
pub(crate) fn company_order_of(typed: String) -> (CompanySort, Option<String>) {
    let known = match typed.as_str() {
        "name" => CompanySort::Name,
        "industry" => CompanySort::Industry,
        "employees" => CompanySort::Employees,
        "people" => CompanySort::People,
        "updated_at" => CompanySort::UpdatedAt,
        _ => return (CompanySort::Name, Some(typed)),
    };
    (known, None)
}

//! What is chosen from a few words.

use clap::ValueEnum;
use satchel_app::wire::{SortField, SyncDirection};

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

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Sort {
    Display,
    Family,
    Company,
    CreatedAt,
    UpdatedAt,
}

impl From<Sort> for SortField {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Display => Self::Display,
            Sort::Family => Self::Family,
            Sort::Company => Self::Company,
            Sort::CreatedAt => Self::CreatedAt,
            Sort::UpdatedAt => Self::UpdatedAt,
        }
    }
}

/// What a list is sorted by; none for a field of one's own.
pub(crate) fn sort_of(text: &str) -> Option<SortField> {
    Some(match text {
        "display" | "name" => SortField::Display,
        "family" => SortField::Family,
        "company" => SortField::Company,
        "created_at" => SortField::CreatedAt,
        "updated_at" => SortField::UpdatedAt,
        _ => return None,
    })
}

//! Fields of one's own: their definitions, the values that records hold, and the orders that these make.

mod define;
mod known;
pub(crate) mod option;
pub(crate) mod order;
pub(crate) mod sorting;
mod turn;
pub(crate) mod value;

pub(crate) use define::{by_identity, put_back, resolve_references};
pub(crate) use known::{forget, known};
pub use turn::{FieldEffect, TurnStep, Unfit};
pub(crate) use value::{read_into, sort_key};

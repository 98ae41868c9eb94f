//! Fields of one's own: what they are, which values they take, and what becomes of values when a field changes.
//!
//! A definition is data; [`CustomField`] is a definition made ready for use, and [`CustomFields`] all of them by key.
//! A value has two forms: the journal's, in which an option is its identity, and the wire's, in which it is its name.
//! Deliberately absent: how values are kept, and who else has one.

mod change;
mod convert;
pub(crate) mod currency;
mod definition;
mod edit;
mod fields;
mod kind;
pub(crate) mod number;
mod time;
mod value;

pub use change::{FieldDraft, FieldError, OptionDraft, definition_changes, definition_values, field_key, revise};
pub use convert::{convert, options_from};
pub use definition::{FieldDefinition, FieldEntity, FieldOption, MOST_FIELDS, MOST_OPTIONS, ShownWhen};
pub use edit::{CustomPlan, complete, plan_custom_edits};
pub use fields::{AnyField, CustomField, CustomFields, all_fields};
pub use kind::{CustomKind, NoSuchKind};
pub use number::{scaled, unscaled};
pub use value::{ValueContext, printed, read_value};

#[cfg(test)]
mod tests;

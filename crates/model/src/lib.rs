//! Nouns and pure rules of Satchel: what a contact is, how a value is checked, what a change is.
//!
//! Everything here is a function of its arguments: no I/O, no clock, no randomness, no SQL. The serialised form of
//! these types is the wire format of the window and of `satchel --json`, and the form in which the journal keeps
//! values. Deliberately absent: how anything is stored, found or shown.

mod amount;
mod category;
mod check;
mod child;
mod company;
mod company_edit;
mod consent;
mod contact;
mod country;
mod custom;
mod date;
mod draft;
mod edit;
mod email;
mod field;
mod filter;
mod id;
mod import;
mod journal;
mod list;
mod lock;
mod merge;
mod patch;
mod phone;
mod postcode;
mod preferences;
mod problem;
mod profile;
mod query;
mod reach;
mod relation;
mod secret;
mod tag;
mod text;
mod words;

pub use amount::Amount;
pub use category::{CategoryEdit, CategoryMark, InCategory, category_key};
pub use check::{Checked, check_value, language, time_zone};
pub use child::with_flags;
pub use company::{COMPANY_FIELDS, Company, CompanyRef, CompanyText, company_field};
pub use company_edit::{CompanyPlan, company_name, domain_of, plan_company};
pub use consent::{Consent, ConsentState, LegalBasis, newest_first};
pub use contact::{
    Address, Attachment, Contact, DatedEvent, Email, EmailStatus, Link, NameParts, Phone, RecordState, display_name,
};
pub use country::country_code;
pub use custom::{
    AnyField, CustomField, CustomFields, CustomKind, CustomPlan, FieldDefinition, FieldDraft, FieldEntity, FieldError,
    FieldOption, MOST_FIELDS, MOST_OPTIONS, NoSuchKind, OptionDraft, ShownWhen, ValueContext, all_fields, complete,
    convert, definition_changes, definition_values, field_key, options_from, plan_custom_edits, printed, read_value,
    revise, scaled, unscaled,
};
pub use date::{PartialDate, PartialDateError};
pub use draft::{ContactDraft, EmailMarks, PhoneMarks, Unidentified};
pub use edit::{AffiliationEdit, EditContext, EditError, EditPlan, plan_edit};
pub use email::{EmailError, fold_email, parse_email};
pub use field::{CONTACT_FIELDS, Field, FieldKind, field};
pub use filter::{
    Called, Catalogue, Cell, Condition, DEEPEST, DayPart, Facet, Filter, FilterError, Followed, Home, Kind, OwnField,
    Related, Span, SpanUnit, Test, Vantage, group_path, phone_forms,
};
pub use id::{Id, IdError};
pub use import::{Filling, Fillings, ImportMode, MatchKey, NoSuchMatch, PlannedUpdate, plan_update};
pub use journal::{Batch, BatchId, Entity, FieldChange, Origin};
pub use list::{EVENT_STATUSES, ListKind};
pub use lock::{is_locked, lockable};
pub use merge::{Likeness, MergeChoice, MergeError, MergeField, MergePlan, MergeRow, Take, Values, plan_merge};
pub use patch::{
    Edit, EditAction, Patch, PatchSyntaxError, parse_assignment, parse_assignment_of, parse_company_assignment,
};
pub use phone::{PhoneError, PhoneNumber, parse_phone, phone_country};
pub use postcode::{Postcode, postcode, write_postcodes};
pub use preferences::{Channel, Frequency, PREFERENCE_KEYS, Preferences, REFUSALS};
pub use problem::{Problem, ProblemCode, Severity};
pub use profile::{NETWORKS, Network, Profile, network, profile_of};
pub use query::{Clause, Query, Scope, Term};
pub use reach::{Objection, Reach, objections, reaches};
pub use relation::{MANAGER, REFERRED, Relation, RelationKind, Strength, built_in_kinds, kind_named, own_kind};
pub use secret::Secret;
pub use tag::{Colour, LONGEST_NAME, TagKind, definition_name};
pub use text::{collapse, digits, fold};
pub use words::WordError;

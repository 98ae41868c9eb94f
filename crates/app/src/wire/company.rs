//! Companies: choosing, listing, editing, and who works there.

use std::collections::BTreeMap;

use satchel_model::{Company, CompanyRef, FieldChange, Id, Patch, RecordState};
use satchel_store::Affiliated;
use serde_json::Value;

use super::wire;

wire! {
    /// The beginning of a company's name.
    #[derive(Eq)]
    pub struct CompaniesSuggest {
        /// What is typed; empty for the latest ones.
        pub text: String,
        /// How many at most.
        pub limit: i64,
    }

    /// Companies to choose from.
    #[derive(Eq)]
    pub struct CompaniesSuggested {
        /// Best first.
        pub companies: Vec<CompanyRef>,
    }

    /// By what companies are put in order; those that hold nothing there come last.
    #[derive(Copy, Default, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum CompanySort {
        /// Their name.
        #[default]
        Name,
        /// What they do.
        Industry,
        /// How many work there, as somebody wrote.
        Employees,
        /// How many active contacts are affiliated now.
        People,
        /// Last change.
        UpdatedAt,
    }

    /// A page of the list of companies.
    #[derive(Eq, Default)]
    pub struct CompaniesList {
        /// The beginning of a name; empty for all.
        #[serde(default)]
        pub text: String,
        /// Only those that this filter means, in its text form: what is `company.industry` of contacts is `industry` here.
        #[serde(default)]
        pub filter: String,
        /// In which order.
        #[serde(default)]
        pub sort: CompanySort,
        /// Key of a field of one's own to sort by instead.
        #[serde(default)]
        pub sort_field: Option<String>,
        /// Backwards.
        #[serde(default)]
        pub descending: bool,
        /// Keys of the fields of one's own of which the values are told.
        #[serde(default)]
        pub custom: Vec<String>,
        /// How many at most.
        pub limit: i64,
        /// The `next` of the page before.
        pub after: Option<String>,
        /// Which ones.
        #[serde(default)]
        pub state: RecordState,
    }

    /// A row of the list.
    #[derive(Eq)]
    pub struct CompanyRow {
        /// Which company.
        pub id: Id,
        /// As people write it.
        pub name: String,
        /// What it does.
        pub industry: String,
        /// Main web site.
        pub website: String,
        /// How many active contacts are affiliated now.
        pub people: i64,
        /// What it holds in the fields of one's own that were asked for, by key.
        #[ts(type = "Record<string, unknown>")]
        pub custom: BTreeMap<String, Value>,
    }

    /// A page of the list.
    #[derive(Eq)]
    pub struct CompaniesListed {
        /// How many there are in all.
        pub total: i64,
        /// The page.
        pub companies: Vec<CompanyRow>,
        /// Where the next page begins; null after the last.
        pub next: Option<String>,
    }

    /// What somebody typed for a company.
    #[derive(Eq)]
    pub struct CompaniesResolve {
        /// A whole id, its last eight characters, a name, another name, or a domain.
        pub text: String,
    }

    /// A company to make.
    pub struct CompaniesCreate {
        /// What it shall hold; a name at least.
        pub patch: Patch,
    }

    /// An edit. `base` is the `seq` that was read; without it the edit overwrites.
    pub struct CompaniesUpdate {
        /// Which company.
        pub id: Id,
        /// What the edit is based on.
        pub base: Option<i64>,
        /// What to change.
        pub patch: Patch,
    }

    /// What an edit did. `batch` is null when nothing changed.
    pub struct CompaniesUpdated {
        /// The company as it is now.
        pub company: Company,
        /// To undo it by.
        pub batch: Option<Id>,
        /// What was overwritten, by path.
        pub replaced: Vec<FieldChange>,
    }

    /// One company.
    #[derive(Eq)]
    pub struct CompanyId {
        /// Which.
        pub id: Id,
    }

    /// A company at an instant.
    #[derive(Eq)]
    pub struct CompanyAsOf {
        /// Which.
        pub id: Id,
        /// When, UTC milliseconds.
        pub at: i64,
    }

    /// Some companies.
    #[derive(Eq)]
    pub struct CompanyIds {
        /// Which.
        pub ids: Vec<Id>,
    }

    /// Somebody's job at a company.
    #[derive(Eq)]
    pub struct CompanyPerson {
        /// Who.
        pub id: Id,
        /// What they are called.
        pub display: String,
        /// Job title.
        pub title: String,
        /// Department.
        pub department: String,
        /// What they are to a purchase.
        pub role: String,
        /// From which day; empty when not known.
        pub since: String,
        /// Until which day; empty for those who are there now.
        pub until: String,
        /// Whose report they are.
        pub manager: Option<Id>,
        /// How many are above them in the chart; 0 at the top.
        pub depth: i64,
    }

    /// Who works, or worked, at a company.
    #[derive(Eq)]
    pub struct CompanyPeople {
        /// Those of now, each under whom they report to.
        pub people: Vec<CompanyPerson>,
        /// Those who left, the last first.
        pub former: Vec<CompanyPerson>,
    }

    /// A new job.
    #[derive(Eq)]
    pub struct JobChange {
        /// Who.
        pub id: Id,
        /// Name of the company; made where there is none.
        pub company: String,
        /// Job title there.
        #[serde(default)]
        pub title: String,
        /// Department there.
        #[serde(default)]
        pub department: String,
        /// The first day there (`2026-11-01`); today when null.
        pub since: Option<String>,
        /// The address there.
        pub email: Option<String>,
        /// Whether addresses of the old company are kept as dead ones, which still find the person.
        pub retire: bool,
        /// A line for the notes.
        pub note: Option<String>,
    }

    /// What a job change did.
    pub struct JobChanged {
        /// To undo it by.
        pub batch: Option<Id>,
        /// The contact as it is now.
        pub contact: satchel_model::Contact,
        /// Addresses that are dead now.
        pub retired: Vec<String>,
        /// The company that was left.
        pub left: Option<CompanyRef>,
        /// Who is still there.
        pub colleagues: Vec<CompanyPerson>,
    }
}

impl From<CompanySort> for satchel_store::CompanySort {
    fn from(sort: CompanySort) -> Self {
        match sort {
            CompanySort::Name => Self::Name,
            CompanySort::Industry => Self::Industry,
            CompanySort::Employees => Self::Employees,
            CompanySort::People => Self::People,
            CompanySort::UpdatedAt => Self::UpdatedAt,
        }
    }
}

impl From<satchel_store::CompanyRow> for CompanyRow {
    fn from(row: satchel_store::CompanyRow) -> Self {
        let satchel_store::CompanyRow { id, name, industry, website, people, custom } = row;
        Self { id, name, industry, website, people, custom }
    }
}

impl From<Affiliated> for CompanyPerson {
    fn from(person: Affiliated) -> Self {
        let Affiliated { contact, display, title, department, role, since, until, manager } = person;
        Self { id: contact, display, title, department, role, since, until, manager, depth: 0 }
    }
}

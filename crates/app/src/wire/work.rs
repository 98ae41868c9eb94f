//! Jobs of a contact.

use satchel_model::Id;

use super::wire;

wire! {
    /// A job.
    #[derive(Eq)]
    pub struct WorkRow {
        /// Identity of the row.
        pub id: Id,
        /// What the company is called; empty for none.
        pub company: String,
        /// Which company.
        pub company_id: Option<Id>,
        /// Job title.
        pub title: String,
        /// Department.
        pub department: String,
        /// What the person is to a purchase there.
        pub role: String,
        /// From which day; empty when not known.
        pub since: String,
        /// Until which day; empty while it lasts.
        pub until: String,
        /// Whether it is the one that shows on the contact.
        pub main: bool,
    }

    /// All jobs of a contact.
    #[derive(Eq)]
    pub struct WorkListed {
        /// The main one, others of now, former ones, the last first.
        pub work: Vec<WorkRow>,
    }

    /// What is said about a job; what is null stays.
    #[derive(Eq)]
    pub struct WorkSet {
        /// Whose.
        pub contact: Id,
        /// Which job; another one besides those that there are when null.
        pub id: Option<Id>,
        /// Name of the company; made where there is none.
        #[serde(default)]
        pub company: Option<String>,
        /// Job title.
        #[serde(default)]
        pub title: Option<String>,
        /// Department.
        #[serde(default)]
        pub department: Option<String>,
        /// What the person is to a purchase there.
        #[serde(default)]
        pub role: Option<String>,
        /// The first day (`2026-11-01`).
        #[serde(default)]
        pub since: Option<String>,
        /// The last day; empty for a job that lasts.
        #[serde(default)]
        pub until: Option<String>,
        /// Whether it is the one that shows from now on.
        #[serde(default)]
        pub main: bool,
    }

    /// A job of a contact.
    #[derive(Eq)]
    pub struct WorkRemove {
        /// Whose.
        pub contact: Id,
        /// Which.
        pub id: Id,
    }

    /// A job was written.
    #[derive(Eq)]
    pub struct WorkDone {
        /// Which.
        pub id: Id,
        /// To undo it by; null when nothing changed.
        pub batch: Option<Id>,
    }
}

impl From<satchel_store::WorkRow> for WorkRow {
    fn from(row: satchel_store::WorkRow) -> Self {
        let satchel_store::WorkRow { id, company, title, department, role, since, until, main } = row;
        let (company_id, company) = company.map_or((None, String::new()), |(id, name)| (Some(id), name));
        Self { id, company, company_id, title, department, role, since, until, main }
    }
}

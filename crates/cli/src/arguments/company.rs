//! What can be typed about companies, jobs and relations.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum CompanyAction {
    /// List companies.
    List {
        /// The beginning of a name.
        #[arg(default_value = "")]
        text: String,
        /// Only those that a filter means: company list --filter 'industry=Machinery employees>100 city=Berlin'
        #[arg(long, value_name = "FILTER", default_value = "", allow_hyphen_values = true)]
        filter: String,
        /// name, industry, employees, people, updated_at, or the key of a field of one's own
        #[arg(long, default_value = "name")]
        sort: String,
        /// Backwards.
        #[arg(long)]
        descending: bool,
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=10_000))]
        limit: i64,
        /// The `next` of the page before.
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
        /// Those in the trash.
        #[arg(long)]
        trash: bool,
    },
    /// Make a company: name="Analytical Engines" domains+=engines.example industry=Machinery
    Add {
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
    },
    /// Show a whole company, named by its id, the id's last 8 characters, a name, or a domain.
    Show {
        company: String,
        /// As it was at the end of that day (2026-11-24), or at that instant (2026-11-24T09:30:00Z).
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// Tell what happened to a company, newest first.
    History { company: String },
    /// Edit a company: employees=120 names+=former:Difference Co parent="Babbage Holding"
    Set {
        company: String,
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
        /// The `seq` that was read: what somebody changed since is then a conflict and not overwritten.
        #[arg(long)]
        base: Option<i64>,
    },
    /// Move companies to the trash; people stay affiliated.
    Delete {
        #[arg(required = true)]
        companies: Vec<String>,
    },
    /// Bring companies back from the trash, named by id.
    Restore {
        #[arg(required = true)]
        companies: Vec<String>,
    },
    /// List who works there, each under whom they report to, and who left.
    People { company: String },
    /// Put somebody under a manager there: company report-to Engines BOB ADA; under nobody without the last.
    ReportTo { company: String, report: String, manager: Option<String> },
    /// Give a company files: they are kept encrypted in the vault.
    Attach {
        company: String,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What they are: contract, offer, …
        #[arg(long, default_value = "")]
        label: String,
    },
    /// List a company's files, or save one: `company set COMPANY attachments-=NAME` takes one away.
    Attached {
        company: String,
        /// The file's name or id.
        #[arg(long, value_name = "NAME", requires = "to")]
        save: Option<String>,
        /// Where the readable copy goes.
        #[arg(long, value_name = "FILE", requires = "save")]
        to: Option<PathBuf>,
    },
    /// Merge companies that are one into the first of them; their people move along.
    Merge {
        #[arg(required = true, num_args = 2.., value_name = "COMPANY")]
        companies: Vec<String>,
        /// Only tell what would happen.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Args)]
pub(crate) struct JobChangeArguments {
    /// Who has the new job.
    pub(crate) id: String,
    /// The new company; made where there is none.
    #[arg(long, value_name = "COMPANY")]
    pub(crate) to: String,
    #[arg(long, default_value = "")]
    pub(crate) title: String,
    #[arg(long, default_value = "")]
    pub(crate) department: String,
    /// The first day there; today without it.
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<String>,
    /// The address there; it becomes the primary one.
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// Leave the addresses of the old company as they are, in place of keeping them as dead ones.
    #[arg(long)]
    pub(crate) keep_emails: bool,
    /// A line for the notes.
    #[arg(long)]
    pub(crate) note: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum RelationAction {
    /// List the kinds of relations.
    Kinds,
    /// List a contact's relations, and the referrals around it.
    List { id: String },
    /// Relate two people: `add ADA manager BOB` says that Ada is the manager of Bob.
    Add {
        one: String,
        /// What the first is to the second, by either name of a kind: manager, report, referred, referred by, …
        kind: String,
        other: String,
        /// What the second is to the first: makes a kind that there is not yet.
        #[arg(long, value_name = "NAME")]
        reverse: Option<String>,
        /// How much it counts, from 1 to 3.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=3))]
        strength: u8,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// End a relation, by its id or the id's last 8 characters.
    Remove {
        /// Whose relation it is.
        id: String,
        relation: String,
    },
    /// List people who are related to both.
    Mutual { one: String, other: String },
}

#[derive(Subcommand)]
pub(crate) enum WorkAction {
    /// List all jobs of a contact: the main one, others of now, former ones.
    List { id: String },
    /// Add a job besides those that there are: work add ADA --at "Royal Society" --title Fellow
    Add {
        id: String,
        #[command(flatten)]
        said: WorkArguments,
    },
    /// Change a job, named by its id or the id's last 8 characters; `--until` ends it.
    Set {
        id: String,
        job: String,
        #[command(flatten)]
        said: WorkArguments,
    },
    /// Take a job away as if it had never been.
    Remove { id: String, job: String },
}

/// What is said about a job; what is not said stays.
#[derive(Args)]
pub(crate) struct WorkArguments {
    /// The company; made where there is none.
    #[arg(long, value_name = "COMPANY")]
    pub(crate) at: Option<String>,
    #[arg(long)]
    pub(crate) title: Option<String>,
    #[arg(long)]
    pub(crate) department: Option<String>,
    /// What the person is to a purchase there: decision maker, champion, …
    #[arg(long)]
    pub(crate) role: Option<String>,
    /// The first day.
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<String>,
    /// The last day; empty for a job that lasts.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<String>,
    /// It is the one that shows as company and title from now on.
    #[arg(long)]
    pub(crate) main: bool,
}

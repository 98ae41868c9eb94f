//! What can be typed about lists and saved views. A list and a view are named, or given by their id.

use clap::{Subcommand, ValueEnum};
use satchel_model::ListKind;

#[derive(Subcommand)]
pub(crate) enum ListAction {
    /// Make a list: list create "Fair 2026" --kind event
    Create {
        name: String,
        #[arg(long, value_enum, default_value = "static")]
        kind: Kind,
        /// Who is meant by a dynamic list or a segment.
        #[arg(long, default_value = "")]
        filter: String,
    },
    /// Call a list something else.
    Rename { list: String, name: String },
    /// Let a dynamic list or a segment follow another filter.
    Follow { list: String, filter: String },
    /// Put a list into the trash.
    Delete { list: String },
    /// Put contacts on a list.
    Add {
        list: String,
        #[arg(required = true)]
        ids: Vec<String>,
        /// With this status.
        #[arg(long, default_value = "")]
        status: String,
    },
    /// Change with which status contacts are on a list: list status "Fair 2026" attended ID…
    Status {
        list: String,
        status: String,
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Take contacts from a list.
    Remove {
        list: String,
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Show who is on a list.
    Show {
        list: String,
        /// display, family, company, created_at, updated_at, or the key of a field of one's own.
        #[arg(long, default_value = "display")]
        sort: String,
        /// Backwards.
        #[arg(long)]
        descending: bool,
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=10_000))]
        limit: i64,
        /// The `next` of the page before.
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
    },
    /// Tell who entered a segment and who left it.
    Moves { list: String },
}

/// A page of the list of contacts.
#[derive(clap::Args)]
pub(crate) struct PageArguments {
    /// display, family, company, created_at, updated_at, or the key of a field of one's own.
    #[arg(long, default_value = "display")]
    pub(crate) sort: String,
    /// Backwards.
    #[arg(long)]
    pub(crate) descending: bool,
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=10_000))]
    pub(crate) limit: i64,
    /// The `next` of the page before.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
    /// Those in the trash.
    #[arg(long)]
    pub(crate) trash: bool,
    /// Those in the archive.
    #[arg(long, conflicts_with = "trash")]
    pub(crate) archived: bool,
}

#[derive(Subcommand)]
pub(crate) enum ViewAction {
    /// Save a view under a name of its own.
    Create(ViewArguments),
    /// Save over a view.
    Save(ViewArguments),
    /// Put a view into the trash.
    Delete { view: String },
    /// List whom a view shows, in its order.
    Show {
        view: String,
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=10_000))]
        limit: i64,
        /// The `next` of the page before.
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
    },
}

#[derive(clap::Args)]
pub(crate) struct ViewArguments {
    /// What it is called, or is to be called.
    pub(crate) name: String,
    /// In which folder it is shown.
    #[arg(long, default_value = "")]
    pub(crate) folder: String,
    /// Whom it shows.
    #[arg(long, default_value = "")]
    pub(crate) filter: String,
    /// display, family, company, created_at, updated_at, or the key of a field of one's own.
    #[arg(long, default_value = "display")]
    pub(crate) sort: String,
    /// Backwards.
    #[arg(long)]
    pub(crate) descending: bool,
    /// By which field the window groups it: company, owner, categories.leads, …
    #[arg(long, value_name = "FIELD")]
    pub(crate) group: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    Static,
    Dynamic,
    Campaign,
    Event,
    Segment,
}

impl From<Kind> for ListKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Static => Self::Static,
            Kind::Dynamic => Self::Dynamic,
            Kind::Campaign => Self::Campaign,
            Kind::Event => Self::Event,
            Kind::Segment => Self::Segment,
        }
    }
}

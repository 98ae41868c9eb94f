//! What can be typed about filters, and about edits of all whom one means.

#[derive(clap::Args)]
pub(crate) struct BulkArguments {
    /// Who is meant.
    pub(crate) filter: String,
    #[arg(value_name = "FIELD=VALUE")]
    pub(crate) values: Vec<String>,
    /// In a field, put a text in every place of another.
    #[arg(long, num_args = 3, value_names = ["FIELD", "FIND", "WITH"], action = clap::ArgAction::Append)]
    pub(crate) replace: Vec<String>,
    /// Write a field in upper, lower or title case.
    #[arg(long, num_args = 2, value_names = ["FIELD", "CASE"], action = clap::ArgAction::Append)]
    pub(crate) case: Vec<String>,
    /// Put them on a list.
    #[arg(long, value_name = "LIST")]
    pub(crate) list: Option<String>,
    /// Take them from a list.
    #[arg(long, value_name = "LIST")]
    pub(crate) unlist: Option<String>,
    /// With this status on the list.
    #[arg(long, default_value = "", requires = "list")]
    pub(crate) status: String,
    /// Put them out of the way.
    #[arg(long, group = "to")]
    pub(crate) archive: bool,
    /// Put them into the trash.
    #[arg(long, group = "to")]
    pub(crate) trash: bool,
    /// Bring them back; say which in the filter: state=archived.
    #[arg(long, group = "to")]
    pub(crate) restore: bool,
    /// Only tell what would be done.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(clap::Args)]
pub(crate) struct FilterArguments {
    #[arg(required = true)]
    pub(crate) filter: Vec<String>,
    /// Tell why this contact is meant, or not.
    #[arg(long, value_name = "ID")]
    pub(crate) explain: Option<String>,
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
}

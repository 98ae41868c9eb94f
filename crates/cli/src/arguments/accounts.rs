//! What can be typed about accounts, syncs and what they leave to decide.

use clap::{Args, Subcommand};

use super::Direction;

#[derive(Subcommand)]
pub(crate) enum AccountAction {
    /// Add one: account add carddav --name Office --set url=dav.example.com --set user=ada
    Add {
        kind: String,
        /// What to call it.
        #[arg(long)]
        name: String,
        #[arg(long, value_name = "KEY=VALUE")]
        set: Vec<String>,
        /// Read the password or token from stdin.
        #[arg(long)]
        secret_stdin: bool,
        /// Where there is no keyring, seal the password in the vault.
        #[arg(long)]
        seal: bool,
    },
    /// List accounts and how they stand.
    List,
    /// Ask the remote whether it can be worked with.
    Test { name: String },
    /// Let an account rest.
    Pause { name: String },
    /// Let a resting account go on.
    GoOn { name: String },
    /// Say when an account is synced by itself.
    Schedule {
        name: String,
        /// Every so many minutes while Satchel runs; 0 for only when it is asked.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=1_440))]
        every: i64,
        /// Also when Satchel starts.
        #[arg(long)]
        on_start: bool,
    },
    /// Say what of the book is synced, and which way.
    Choose {
        name: String,
        /// `both`, `here` (nothing is ever sent) or `there` (nothing of what is there is written here).
        #[arg(long, value_enum, default_value = "both")]
        direction: Direction,
        /// Of contacts that are not linked yet send only those with this tag.
        #[arg(long, default_value = "")]
        tag: String,
    },
    /// Change what an account is told, or its password: account edit Office --set url=dav.example.org --secret-stdin
    Edit {
        name: String,
        /// What is not named stays; an empty value takes a setting away.
        #[arg(long, value_name = "KEY=VALUE")]
        set: Vec<String>,
        /// Read the password or token from stdin.
        #[arg(long)]
        secret_stdin: bool,
        /// Where there is no keyring, seal the password in the vault.
        #[arg(long)]
        seal: bool,
        /// The address leads to the same book in another place: links stay.
        #[arg(long)]
        same_book: bool,
        /// The address leads to another book: links end, and who is who is found out anew.
        #[arg(long, conflicts_with = "same_book")]
        other_book: bool,
    },
    /// List what was made a rule for an account, or take a rule back.
    Rules {
        name: String,
        /// The field whose rule is taken back; `state` for whole contacts.
        #[arg(long, value_name = "PATH")]
        remove: Option<String>,
    },
    /// Remove one; contacts stay as they are on both sides.
    Remove {
        name: String,
        /// Also when something was not sent yet.
        #[arg(long)]
        although_unsent: bool,
    },
}

#[derive(Args)]
pub(crate) struct SyncArguments {
    /// Names of accounts.
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Only tell what would be done, here and there.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Contacts that are left alone this time, and who would be new here, as --dry-run names them: those stay out until
    /// they are let in.
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(crate) hold: Vec<String>,
    /// Of those who were held and would be new here, who comes in from now on.
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub(crate) let_in: Vec<String>,
    /// Let so many contacts vanish here, because you have looked.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub(crate) approve_here: i64,
    /// Let so many contacts vanish there, because you have looked.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub(crate) approve_there: i64,
}

#[derive(Subcommand)]
pub(crate) enum ConflictAction {
    /// Say who somebody at a remote is: a contact here, or `nobody`.
    Pair {
        /// What the remote calls the record.
        remote: String,
        /// The contact, or `nobody`.
        who: String,
    },
    /// Decide what is open about a contact: for what is here, for what is there, or for another value.
    Resolve {
        /// The contact.
        id: String,
        /// `mine`, `theirs`, or a value.
        choice: String,
        /// Of this account, when several have something open about the contact.
        #[arg(long, value_name = "NAME")]
        account: Option<String>,
        /// Only this path.
        #[arg(long)]
        path: Option<String>,
        /// Decide all conflicts of the account at the same field the same way.
        #[arg(long, requires = "path")]
        alike: bool,
        /// Let this side win at this field from now on.
        #[arg(long, requires = "path")]
        rule: bool,
    },
}

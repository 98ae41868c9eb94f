//! What can be typed.

mod accounts;
mod choices;
mod company;
mod export;
mod filters;
mod imports;
mod lists;
pub(crate) mod sorting;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use sorting::{CategoryAction, ConsentAction, TagAction};

use crate::fields::FieldAction;

pub(crate) use accounts::{AccountAction, ConflictAction, SyncArguments};
pub(crate) use choices::{Direction, company_order_of, order_of};
pub(crate) use company::{CompanyAction, JobChangeArguments, RelationAction, WorkAction, WorkArguments};
pub(crate) use export::ExportArguments;
pub(crate) use filters::{BulkArguments, FilterArguments};
pub(crate) use imports::{Dates, Fill, ImportArguments, Mode};
pub(crate) use lists::{ListAction, PageArguments, ViewAction, ViewArguments};

/// Satchel, the CRM you carry: contacts in an encrypted vault on this computer.
#[derive(Parser)]
#[command(name = "satchel", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The vault's folder; without it the one of this computer's user.
    #[arg(long, global = true, value_name = "DIR", env = "SATCHEL_VAULT")]
    pub(crate) vault: Option<PathBuf>,
    /// Print one JSON document on stdout, and errors as JSON on stderr.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Make a vault and print its recovery code.
    Init,
    /// Make a contact: given=Ada family=Lovelace email=ada@example.com company="Analytical Engines"
    Add {
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
    },
    /// Show a whole contact.
    Show {
        /// Its id, the id's last 8 characters, or an e-mail that only this contact has.
        id: String,
        /// As it was at the end of that day (2026-11-24), or at that instant (2026-11-24T09:30:00Z).
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// Edit a contact: title=CTO, notes= to empty, emails+=work:a@b.c to add, emails-=x@y.z to remove.
    Set {
        id: String,
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
        /// The `seq` that was read: what somebody changed since is then a conflict and not overwritten.
        #[arg(long)]
        base: Option<i64>,
    },
    /// Move contacts to the trash.
    Delete {
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Bring contacts back from the trash.
    Restore {
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Give a contact files: they are kept encrypted in the vault.
    Attach {
        id: String,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What they are: contract, offer, …
        #[arg(long, default_value = "")]
        label: String,
        /// The file is the contact's picture from now on.
        #[arg(long)]
        photo: bool,
    },
    /// List a contact's files, or save one: `set ID attachments-=NAME` takes one away.
    Attached {
        id: String,
        /// The file's name or id.
        #[arg(long, value_name = "NAME", requires = "to")]
        save: Option<String>,
        /// Where the readable copy goes.
        #[arg(long, value_name = "FILE", requires = "save")]
        to: Option<PathBuf>,
    },
    /// Merge contacts that are one person into the first of them. `undo` parts them again.
    ///
    /// The first keeps what it has and gets what it lacks; e-mails, phones, tags and the like are united.
    Merge {
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        /// Take a field from another of them: title=ID.
        #[arg(long, value_name = "FIELD=ID")]
        take: Vec<String>,
        /// Only tell what would happen.
        #[arg(long)]
        dry_run: bool,
    },
    /// Put contacts out of the way; lists show them when asked to.
    Archive {
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Bring contacts back from the archive.
    Unarchive {
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Edit all whom a filter means: bulk 'city=berlin' tags+=fair source= --dry-run
    ///
    /// FIELD=VALUE as `set` takes it; `--replace` and `--case` change letters in names, source and notes. One batch, which
    /// `undo` takes back.
    Bulk(BulkArguments),
    /// Tell which lists there are: static, dynamic, campaign, event, segment. `list` makes, changes and shows them.
    Lists {
        #[command(subcommand)]
        action: Option<ListAction>,
    },
    /// List, save and show views of the list of contacts.
    View {
        #[command(subcommand)]
        action: Option<ViewAction>,
    },
    /// Companies: list, add, show, set, delete, restore, people, merge.
    Company {
        #[command(subcommand)]
        action: CompanyAction,
    },
    /// Somebody has a new job: the old one is closed, its address still finds the person, the new one is open.
    JobChange(JobChangeArguments),
    /// All jobs of a contact, former ones and several at once: list, add, set, remove.
    Work {
        #[command(subcommand)]
        action: WorkAction,
    },
    /// Relations between people: who is whose manager, who referred whom.
    Relation {
        #[command(subcommand)]
        action: RelationAction,
    },
    /// List contacts; or make, change and show one list of them: list create, list add, list status, list show, …
    #[command(args_conflicts_with_subcommands = true)]
    List {
        #[command(subcommand)]
        action: Option<ListAction>,
        #[command(flatten)]
        page: PageArguments,
    },
    /// List, make, rename, merge and delete tags. `set ID tags+=NAME` gives one to a contact.
    Tag {
        #[command(subcommand)]
        action: TagAction,
    },
    /// Groups of which a contact has one value at most: leads, customers, business, and own ones.
    Category {
        #[command(subcommand)]
        action: CategoryAction,
    },
    /// What contacts agreed to or not, and whether they may be reached.
    Consent {
        #[command(subcommand)]
        action: ConsentAction,
    },
    /// Keep a field of a contact on this machine: it never leaves through sync.
    Lock {
        id: String,
        /// notes; phones for all; phones/ID or phones=NUMBER for one.
        field: String,
    },
    /// Let a field leave this machine again.
    Unlock { id: String, field: String },
    /// Find contacts by parts of names, companies, titles, e-mails, phones, tags, places and notes.
    ///
    /// '"van der"' follow each other, city:berlin looks in one field, -berlin must not be found; so does
    /// -city:berlin. Fields are those of `set`, and city, region, country, place. Slips are forgiven.
    #[command(visible_alias = "find")]
    Search {
        #[arg(required = true)]
        query: Vec<String>,
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(i64).range(0..=500))]
        limit: i64,
    },
    /// List whom a filter means: 'company:acme title:*director* (tag=vip OR created_at>=2026-01-01) -email:'
    ///
    /// Side by side all must hold; OR, NOT or -, and parentheses join. field:word has a word that begins so, field="…" is
    /// it, field:dir* begins, field:*tor ends, field:*ect* contains, field:* is there, < <= > >= and from..to compare days
    /// and numbers, birthday:next30d and created_at:last7d count from today. Free words are looked for anywhere.
    Filter(FilterArguments),
    /// Import files: tables (CSV and the like) and address cards (.vcf); each is an import of its own.
    Import(ImportArguments),
    /// Write contacts into a file: export leads.csv --filter 'tag=lead'; export ada.vcf ada@example.com
    ///
    /// CSV, xlsx, vCard, LDIF or JSON lines, as the file's name ends or --format says. All contacts, or those of IDs, a
    /// filter, a list or a saved view. What the format cannot carry is told, and what is behind privacy locks stays here.
    Export(ExportArguments),
    /// Write everything into one archive of open formats, with the files: nothing in it needs Satchel to be read.
    ///
    /// It is not encrypted, and holds what is behind privacy locks as well.
    ExportAll { file: PathBuf },
    /// Put an archive of `export-all` into this vault, which must be empty.
    RestoreAll { file: PathBuf },
    /// List favourites by name, or mark contacts as favourites, or no longer.
    Favourites {
        #[command(subcommand)]
        action: Option<FavouriteAction>,
    },
    /// List the contacts that were looked at last in the window.
    Recents,
    /// Tell what happened to a contact.
    History { id: String },
    /// List what was done, newest first.
    Batches {
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(i64).range(1..=1_000))]
        limit: i64,
        /// The `next` of the page before.
        #[arg(long, value_name = "BATCH")]
        before: Option<String>,
    },
    /// Undo a batch, or the last thing that was done here.
    Undo { batch: Option<String> },
    /// Take back the last undo.
    Redo,
    /// Write a backup in one file.
    Backup { file: PathBuf },
    /// Unpack a backup into an empty folder.
    RestoreBackup { file: PathBuf, dir: PathBuf },
    /// Make the search index anew.
    Reindex,
    /// Examine the vault.
    Doctor,
    /// List jobs, or go on with one, or cancel one.
    Jobs {
        #[command(subcommand)]
        action: Option<JobAction>,
    },
    /// Make, change, archive and delete fields of one's own.
    Field {
        #[command(subcommand)]
        action: Box<FieldAction>,
    },
    /// Add, test, pause and remove the remotes that this vault is kept in step with.
    Account {
        #[command(subcommand)]
        action: AccountAction,
    },
    /// Bring accounts and this vault into step; all that do not rest when none is named.
    Sync(SyncArguments),
    /// List what waits for a decision, or decide.
    Conflicts {
        #[command(subcommand)]
        action: Option<ConflictAction>,
    },
    /// List runs, or tell what became of single contacts in one.
    SyncLog {
        run: Option<i64>,
        /// Runs of this account only.
        #[arg(long, value_name = "NAME", conflicts_with = "run")]
        account: Option<String>,
        /// Without anything about people, to be given away.
        #[arg(long, requires = "run")]
        impersonal: bool,
    },
    /// Tell whether everything is in step, before one leaves.
    Departure,
    /// Run a command of the table with a JSON input.
    Call {
        name: String,
        /// The input; `-` reads it from stdin.
        #[arg(default_value = "{}")]
        input: String,
    },
    /// List every command of the table with its JSON schemas.
    Commands,
    /// Print completions for a shell.
    Completions { shell: clap_complete::Shell },
    /// Write manual pages into a folder.
    #[command(hide = true)]
    Manual { dir: PathBuf },
}

/// The arguments as the parser takes them. In a search or a filter `-berlin` is what must not be found, and no option: a blank before
/// it says so, and means nothing to the query.
pub(crate) fn typed(arguments: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut searching = false;
    arguments.map(move |argument| {
        let Some(text) = argument.to_str() else {
            return argument;
        };
        let options = matches!(text, "-h" | "-V") || text.starts_with("--");
        if searching && text.starts_with('-') && text.len() > 1 && !options {
            return format!(" {text}").into();
        }
        searching |= matches!(text, "search" | "find" | "filter" | "bulk");
        argument
    })
}

#[derive(Subcommand)]
pub(crate) enum FavouriteAction {
    /// Mark contacts.
    Add {
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Mark them no longer.
    Remove {
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum JobAction {
    /// Go on with an interrupted job, to its end.
    Resume { id: String },
    /// Stop a job until it is resumed.
    Pause { id: String },
    /// Cancel a job; what it did stays, and can be undone.
    Cancel { id: String },
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Arguments, Verb, typed};

    #[test]
    fn a_search_takes_what_must_not_be_found_beside_its_options() {
        for words in [
            &["satchel", "search", "anna", "-berlin", "--limit", "5"][..],
            &["satchel", "find", "--limit", "5", "anna", "-berlin"],
            &["satchel", "filter", "anna", "-berlin", "--limit", "5"],
        ] {
            let words = typed(words.iter().map(Into::into));
            let (query, limit) = match Arguments::try_parse_from(words).unwrap().verb {
                Verb::Search { query, limit } => (query, limit),
                Verb::Filter(arguments) => (arguments.filter, arguments.limit),
                _ => panic!(),
            };
            assert_eq!(query.join(" "), "anna  -berlin");
            assert_eq!(limit, 5);
        }
        assert!(Arguments::try_parse_from(typed(["satchel", "list", "-berlin"].iter().map(Into::into))).is_err());
    }
}

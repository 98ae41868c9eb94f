//! Runs of an account: what they would do and did, what waits for a person.

use satchel_model::{FieldChange, Id};
use serde_json::Value;

use super::wire;

wire! {
    /// Begins a run of an account.
    #[derive(Eq)]
    pub struct SyncStart {
        /// Which account.
        pub account: String,
        /// Only find out what would be done.
        pub rehearsal: bool,
        /// Contacts that are left alone this time.
        pub hold: Vec<Id>,
        /// What the remote calls those who would be new here and are left out from now on.
        pub leave_out: Vec<String>,
        /// Of those who were left out, who comes in from now on.
        pub let_in: Vec<String>,
        /// How many contacts may vanish because a person has looked.
        pub approved: Option<Vanishing>,
    }

    /// How many contacts would vanish.
    #[derive(Copy, Eq)]
    pub struct Vanishing {
        /// Here.
        pub here: i64,
        /// There.
        pub there: i64,
    }

    /// Contacts that came into being, changed, ended.
    #[derive(Copy, Default, Eq)]
    pub struct SyncCounts {
        /// Made.
        pub created: i64,
        /// Changed, or brought back.
        pub updated: i64,
        /// Ended.
        pub deleted: i64,
    }

    /// A contact that did not simply go through.
    #[derive(Eq)]
    pub struct SyncFailure {
        /// The contact here.
        pub record: Option<Id>,
        /// What it is called; empty when it is not here.
        pub display: String,
        /// What the remote calls it.
        pub remote: Option<String>,
        /// Why, in a word.
        pub reason: String,
        /// What the remote says of it.
        pub remote_says: String,
    }

    /// How a run ended.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum SyncEnd {
        /// It came through.
        Done,
        /// It was a rehearsal.
        Rehearsed,
        /// It could not go on; what was done stays.
        Halted,
        /// The person has to sign in again.
        SignIn,
        /// The server shows a certificate that is not trusted: a person has to look.
        Untrusted,
        /// Too much would vanish: a person has to look.
        Stopped,
        /// It was interrupted; the next one goes on.
        Unfinished,
    }

    /// What a run did, or a rehearsal found.
    pub struct SyncReport {
        /// The account's name.
        pub account: String,
        /// How it ended.
        pub end: SyncEnd,
        /// Why it did not come through, as a sentence.
        pub problem: Option<String>,
        /// What came here.
        pub pulled: SyncCounts,
        /// What went there.
        pub pushed: SyncCounts,
        /// What a person has to decide.
        pub conflicts: i64,
        /// Contacts of which nothing is written on either side.
        pub held: i64,
        /// Contacts that did not go through.
        pub failed: Vec<SyncFailure>,
        /// Requests that were made.
        pub requests: i64,
        /// How long it took.
        pub seconds: f64,
        /// What became of lists that follow groups, and of the groups; what a rehearsal finds of them is in `planned`.
        #[serde(default)]
        pub lists: Vec<SyncListed>,
        /// What it wrote here, to be undone by.
        pub batch: Option<Id>,
        /// Who would vanish, when that stopped it.
        pub vanishing: Option<Vanishing>,
        /// What would be done; empty but for a rehearsal, and for a run that was stopped.
        pub planned: Vec<SyncPlanned>,
    }

    /// What became of a list that follows a group, or of the group.
    pub struct SyncListed {
        /// The list, or the group.
        pub side: SyncSide,
        /// What it is called.
        pub title: String,
        /// Whether the list was made.
        pub made: bool,
        /// Whether the list is called anew, as the group is.
        pub renamed: bool,
        /// Who came on it, as they are called.
        pub entered: Vec<String>,
        /// Who left it.
        pub left: Vec<String>,
    }

    /// Where something would be done.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum SyncSide {
        /// In this vault.
        Here,
        /// At the remote.
        There,
    }

    /// What would be done.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum SyncAction {
        /// A contact would be made.
        Create,
        /// One would change.
        Update,
        /// One would end.
        Delete,
        /// One would come back.
        Restore,
        /// One would be merged into another, as it was there.
        Merge,
        /// People would come on a list that follows a group there, or into the group, or leave it; `changes` name each.
        /// Nobody's contact changes, and it cannot be held.
        List,
        /// Somebody here was found to be somebody there; `here` is true, and nothing is written for that alone.
        Pair,
        /// Somebody here may be somebody there: neither side would be written before a person has said.
        Doubt,
    }

    /// One thing that would be done.
    pub struct SyncPlanned {
        /// Where.
        pub side: SyncSide,
        /// What.
        pub action: SyncAction,
        /// The contact here; of one that would be made here an id that means nothing yet.
        pub record: Id,
        /// Whether the contact is here.
        pub here: bool,
        /// What it is called.
        pub display: String,
        /// What the remote calls it, of one that would be made here.
        pub remote: Option<String>,
        /// What the contact is called that it would be merged into.
        pub into: Option<String>,
        /// Whether it is left out: it would be made here, and a person has said that it is not to be.
        pub left_out: bool,
        /// Field by field, from old to new.
        pub changes: Vec<FieldChange>,
    }

    /// Asks for conflicts.
    #[derive(Eq)]
    pub struct ConflictsList {
        /// Of one account; of all with null.
        pub account: Option<String>,
    }

    /// What one side says.
    pub struct ConflictSide {
        /// What it holds; null when it is not there.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Who, as far as it is known.
        pub by: Option<String>,
        /// When, UTC milliseconds, by that side's clock.
        pub at: Option<i64>,
    }

    /// Both sides changed the same thing, or one ended what the other changed.
    pub struct SyncConflict {
        /// The account's name.
        pub account: String,
        /// The contact.
        pub record: Id,
        /// What it is called.
        pub display: String,
        /// Which path; `state` for the whole contact.
        pub path: String,
        /// What both sides agreed on last.
        #[ts(type = "unknown")]
        pub base: Value,
        /// What is here.
        pub mine: ConflictSide,
        /// What is there.
        pub theirs: ConflictSide,
    }

    /// Why a contact is held until a person says which side is right.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum SyncHeldReason {
        /// A pull or a push was taken back here.
        Undone,
        /// The remote merged it into another, and here it was brought back.
        MergedThere,
        /// Here it is gone for good or merged away, and the remote has it changed.
        CannotReturn,
        /// Another record has taken over its name there: mine is right when they are two, theirs when it is the same.
        Another,
    }

    /// A contact of which nothing is written on either side.
    #[derive(Eq)]
    pub struct SyncHeld {
        /// The account's name.
        pub account: String,
        /// The contact.
        pub record: Id,
        /// What it is called.
        pub display: String,
        /// Why.
        pub reason: SyncHeldReason,
    }

    /// Somebody there who may be somebody here: neither side is written until a person has said.
    pub struct SyncDoubt {
        /// The account's name.
        pub account: String,
        /// What the remote calls the record.
        pub remote: String,
        /// What they are called there.
        pub display: String,
        /// What they hold there.
        pub values: Vec<FieldChange>,
        /// Who they may be.
        pub candidates: Vec<SyncCandidate>,
    }

    /// Somebody here who may be somebody there.
    #[derive(Eq)]
    pub struct SyncCandidate {
        /// The contact.
        pub record: Id,
        /// What it is called.
        pub display: String,
    }

    /// Says who somebody there is.
    #[derive(Eq)]
    pub struct SyncWho {
        /// The account's name.
        pub account: String,
        /// What the remote calls the record.
        pub remote: String,
        /// The contact here; null for nobody.
        pub record: Option<Id>,
    }

    /// What waits for a person.
    pub struct Conflicts {
        /// Conflicts.
        pub conflicts: Vec<SyncConflict>,
        /// Who may be who.
        pub doubts: Vec<SyncDoubt>,
        /// Held contacts.
        pub held: Vec<SyncHeld>,
    }

    /// Which side is right.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum ConflictChoice {
        /// What is here.
        Mine,
        /// What is there.
        Theirs,
        /// Something else, given as `value`.
        Value,
    }

    /// Decides.
    pub struct ConflictsResolve {
        /// The account's name.
        pub account: String,
        /// The contact.
        pub record: Id,
        /// Which path; null decides everything that is open about the contact, and lets it go when it is held.
        pub path: Option<String>,
        /// What is right.
        pub choice: ConflictChoice,
        /// Something else.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Whether all other conflicts of the account at the same path are decided the same way.
        pub alike: bool,
        /// Whether that is the rule for this field from now on.
        pub rule: bool,
    }

    /// What a decision came to.
    #[derive(Eq)]
    pub struct ConflictsResolved {
        /// How many were decided.
        pub count: i64,
        /// Those that were no longer what was shown.
        pub gone: i64,
    }

    /// Asks for the log of runs.
    #[derive(Eq)]
    pub struct SyncLogList {
        /// Which account.
        pub account: String,
        /// How many at most.
        pub limit: i64,
    }

    /// A run as it was written down.
    pub struct SyncRun {
        /// Its number.
        pub run: i64,
        /// When it began, UTC milliseconds.
        pub started_at: i64,
        /// When it ended, UTC milliseconds.
        pub finished_at: i64,
        /// How it ended.
        pub end: SyncEnd,
        /// Why it did not come through.
        pub problem: Option<String>,
        /// What came here.
        pub pulled: SyncCounts,
        /// What went there.
        pub pushed: SyncCounts,
        /// What a person had to decide.
        pub conflicts: i64,
        /// Contacts that were held.
        pub held: i64,
        /// Contacts that did not go through.
        pub failed: i64,
        /// Lists and groups that changed.
        pub lists: i64,
        /// Requests that were made.
        pub requests: i64,
        /// What it wrote here.
        pub batch: Option<Id>,
    }

    /// The log of runs.
    pub struct SyncLog {
        /// Newest first.
        pub runs: Vec<SyncRun>,
    }

    /// One run of the log.
    #[derive(Eq)]
    pub struct SyncLogRun {
        /// Its number.
        pub run: i64,
        /// Without names, words of the remote and anything else about people, to be given away.
        pub impersonal: bool,
    }

    /// What became of single contacts in a run.
    #[derive(Eq)]
    pub struct SyncOutcomes {
        /// In the order in which it was written down.
        pub outcomes: Vec<SyncOutcome>,
    }

    /// What became of one contact.
    #[derive(Eq)]
    pub struct SyncOutcome {
        /// The contact here.
        pub record: Option<Id>,
        /// What it is called.
        pub display: String,
        /// What the remote calls it.
        pub remote: Option<String>,
        /// What became of it, in a word.
        pub what: String,
        /// A path, or what the remote says.
        pub words: String,
    }
}

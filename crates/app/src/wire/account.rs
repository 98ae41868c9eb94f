//! Accounts: which other copies of the book there are, and how to reach them.

use std::collections::BTreeMap;

use satchel_model::Id;

use super::{Hidden, wire};

wire! {
    /// Something that an account has to be told.
    #[derive(Eq)]
    pub struct AccountSetting {
        /// Its key.
        pub key: String,
        /// What a person is asked.
        pub about: String,
        /// Whether it can be left out.
        pub optional: bool,
    }

    /// A kind of remote.
    #[derive(Eq)]
    pub struct AccountKind {
        /// Its word.
        pub kind: String,
        /// What a person calls it.
        pub name: String,
        /// What it has to be told.
        pub settings: Vec<AccountSetting>,
    }

    /// The kinds of remotes that there are.
    #[derive(Eq)]
    pub struct AccountKinds {
        /// By name.
        pub kinds: Vec<AccountKind>,
    }

    /// Adds an account.
    pub struct AccountsAdd {
        /// Which kind.
        pub kind: String,
        /// What to call it.
        pub name: String,
        /// What it is told.
        pub settings: BTreeMap<String, String>,
        /// What to sign in with; null where nothing is needed.
        #[ts(type = "string | null")]
        pub secret: Option<Hidden>,
        /// Whether the secret may be sealed in the vault where the system has no keyring.
        pub seal: bool,
    }

    /// An account by its name.
    #[derive(Eq)]
    pub struct AccountName {
        /// Its name, however it is spelt.
        pub name: String,
    }

    /// Whether an account rests.
    #[derive(Eq)]
    pub struct AccountsPause {
        /// Which.
        pub name: String,
        /// Whether it rests from now on.
        pub paused: bool,
    }

    /// When an account is synced by itself.
    #[derive(Eq)]
    pub struct AccountsSchedule {
        /// Which.
        pub name: String,
        /// Every so many minutes while Satchel runs; 0 for only when it is asked.
        pub every_minutes: i64,
        /// Also when Satchel starts.
        pub on_start: bool,
    }

    /// Which way changes go.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum SyncDirection {
        /// Both ways.
        Both,
        /// Here only: nothing is ever sent.
        Here,
        /// There only: nothing of what is there is written here.
        There,
    }

    /// What of the book is synced with an account, and which way.
    #[derive(Eq)]
    pub struct AccountsChoose {
        /// Which.
        pub name: String,
        /// Which way changes go.
        pub direction: SyncDirection,
        /// Of contacts that are not linked yet only those with this tag are sent; empty for all.
        pub tag: String,
    }

    /// Whether a changed address leads to the book that the contacts are linked to.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum AccountBook {
        /// It is the same in another place: links stay.
        Same,
        /// It is another: links end, and who is who is found out anew.
        Other,
    }

    /// Changes what an account is told.
    pub struct AccountsEdit {
        /// Which.
        pub name: String,
        /// What it is told from now on. What is not named stays; an empty text takes a setting away.
        pub settings: BTreeMap<String, String>,
        /// What to sign in with from now on; null to keep it, which is not offered to another address.
        #[ts(type = "string | null")]
        pub secret: Option<Hidden>,
        /// Whether the secret may be sealed in the vault where the system has no keyring.
        pub seal: bool,
        /// Where the address leads elsewhere: which book that is. Null refuses with `other_book`.
        pub book: Option<AccountBook>,
    }

    /// What decides where both sides changed a field.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum AccountPolicy {
        /// The later change.
        Newest,
        /// What is here.
        Mine,
        /// What is there.
        Theirs,
        /// A person.
        Ask,
    }

    /// A rule that a person made.
    #[derive(Eq)]
    pub struct AccountRule {
        /// For which field or collection; `state` for whole contacts.
        pub path: String,
        /// What decides.
        pub policy: AccountPolicy,
    }

    /// Takes a rule back: what is usual decides again.
    #[derive(Eq)]
    pub struct AccountsUnrule {
        /// Which account.
        pub name: String,
        /// The rule's field or collection; `state` for whole contacts.
        pub path: String,
    }

    /// Removes an account.
    #[derive(Eq)]
    pub struct AccountsRemove {
        /// Which.
        pub name: String,
        /// Whether it goes although something was not sent yet.
        pub although_unsent: bool,
    }

    /// Where an account is.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum AccountState {
        /// It was never synced.
        New,
        /// The last run came through.
        Ready,
        /// A run is under way.
        Running,
        /// It rests.
        Paused,
        /// The last run could not go on; the next one may.
        Trouble,
        /// The person has to sign in again.
        SignIn,
        /// The server shows a certificate that is not trusted: a person has to look.
        Untrusted,
        /// Too much would vanish: a person has to look.
        Stopped,
    }

    /// An account as a person sees it.
    #[derive(Eq)]
    pub struct Account {
        /// Its identity.
        pub id: Id,
        /// Its kind.
        pub kind: String,
        /// What it is called.
        pub name: String,
        /// What it was told; no secrets.
        pub settings: BTreeMap<String, String>,
        /// Where it is.
        pub state: AccountState,
        /// Why, as a sentence; null when all is well.
        pub problem: Option<String>,
        /// Records that are linked.
        pub linked: i64,
        /// Records that are to be sent.
        pub unsent: i64,
        /// What a person has to decide.
        pub conflicts: i64,
        /// Records that are held.
        pub held: i64,
        /// When the last run ended, UTC milliseconds.
        pub last_run_at: Option<i64>,
        /// Every so many minutes; 0 for only when it is asked.
        pub every_minutes: i64,
        /// Also when Satchel starts.
        pub on_start: bool,
        /// Which way changes go.
        pub direction: SyncDirection,
        /// Only contacts with this tag are sent for the first time; empty for all.
        pub tag: String,
        /// Rules that a person made.
        pub rules: Vec<AccountRule>,
    }

    /// All accounts.
    #[derive(Eq)]
    pub struct Accounts {
        /// By name.
        pub accounts: Vec<Account>,
    }

    /// Whether an account can be worked with.
    #[derive(Eq)]
    pub struct AccountTested {
        /// Whether it answers and lets itself be signed in to.
        pub ok: bool,
        /// What is the matter.
        pub problem: Option<String>,
        /// What to do about it.
        pub hint: Option<String>,
        /// What it offers, as a sentence.
        pub offers: Option<String>,
    }

    /// Whether one can leave: nothing is unsent, nothing waits for a decision.
    #[derive(Eq)]
    pub struct Departure {
        /// Whether everything is in step, as far as it is known here.
        pub ready: bool,
        /// Accounts that have something left, and those whose last run is older than a day.
        pub accounts: Vec<DepartureLine>,
    }

    /// What an account has left.
    #[derive(Eq)]
    pub struct DepartureLine {
        /// Its name.
        pub name: String,
        /// Records that are to be sent.
        pub unsent: i64,
        /// What a person has to decide.
        pub conflicts: i64,
        /// Records that are held.
        pub held: i64,
        /// When the last run ended, UTC milliseconds.
        pub last_run_at: Option<i64>,
        /// Whether that is so long ago that something new may be there.
        pub stale: bool,
    }
}

//! The vault, its keys, its copies, and settings.

use super::wire;

wire! {
    /// Nothing.
    #[derive(Default, Eq)]
    pub struct Empty {}

    /// Whether there is a vault and whether it is open.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum VaultState {
        /// No vault in the folder yet.
        None,
        /// There is one; its keys are not here.
        Locked,
        /// Open.
        Open,
    }

    /// A way in.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum SlotKind {
        /// The keyring of this computer.
        Keyring,
        /// A passphrase.
        Passphrase,
        /// The recovery code.
        Recovery,
    }

    /// Whether this computer's keyring can be used.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum KeyringState {
        /// Yes.
        Ready,
        /// After it is unlocked.
        Locked,
        /// There is none.
        Absent,
    }

    /// Where the vault is and how it stands.
    #[derive(Eq)]
    pub struct VaultStatus {
        /// Whether there is one, and open.
        pub state: VaultState,
        /// Its folder.
        pub dir: String,
        /// The ways in.
        pub slots: Vec<SlotKind>,
        /// Whether the keyring can be used.
        pub keyring: KeyringState,
        /// Whether the person said that the recovery code is kept somewhere.
        pub recovery_saved: bool,
        /// When the last backup was made, UTC milliseconds.
        pub last_backup_at: Option<i64>,
        /// Why the last daily backup was not made, if it was not.
        pub backup_problem: Option<String>,
        /// Contacts in use.
        pub contacts: i64,
        /// Contacts in the trash.
        pub trashed: i64,
        /// Satchel's version.
        pub version: String,
    }

    /// Makes a vault. It needs a passphrase, or the keyring and one that is ready.
    #[derive(Eq)]
    pub struct VaultCreate {
        /// The passphrase, if it shall open by one.
        pub passphrase: Option<String>,
        /// Whether this computer's keyring, when it is ready, opens it without asking.
        pub keyring: bool,
    }

    /// Opens the vault: by the passphrase, the recovery code, or, with neither, the keyring.
    #[derive(Default, Eq)]
    pub struct VaultUnlock {
        /// The passphrase.
        pub passphrase: Option<String>,
        /// The recovery code, as printed.
        pub recovery_code: Option<String>,
    }

    /// A code to print or save; it is shown once and kept nowhere.
    #[derive(Eq)]
    pub struct RecoveryCodeShown {
        /// The code in groups.
        pub recovery_code: String,
    }

    /// Sets or changes the passphrase.
    #[derive(Eq)]
    pub struct PassphraseSet {
        /// The new one.
        pub passphrase: String,
    }

    /// A file.
    #[derive(Eq)]
    pub struct FilePath {
        /// Its path on this computer.
        pub path: String,
    }

    /// Unpacks a backup into an empty folder.
    #[derive(Eq)]
    pub struct RestoreBackup {
        /// The backup.
        pub file: String,
        /// The folder, which must be empty or not there.
        pub dir: String,
        /// To try that it opens, or nothing.
        pub passphrase: Option<String>,
        /// To try that it opens, or nothing.
        pub recovery_code: Option<String>,
    }

    /// A backup that was restored.
    #[derive(Eq)]
    pub struct Restored {
        /// The new vault's folder.
        pub dir: String,
        /// The ways in.
        pub slots: Vec<SlotKind>,
        /// Contacts in it, when a way in was given to look.
        pub contacts: Option<i64>,
    }

    /// A backup that was made.
    #[derive(Eq)]
    pub struct BackupMade {
        /// Where.
        pub path: String,
        /// Its size.
        pub bytes: i64,
        /// Whether it opens on another computer: by passphrase or recovery code.
        pub portable: bool,
    }

    /// What became of the daily backup.
    #[derive(Eq)]
    pub struct BackupDaily {
        /// The backup, when one was due.
        pub made: Option<BackupMade>,
        /// How many old ones went.
        pub removed: i64,
    }

    /// One finding of the doctor.
    #[derive(Eq)]
    pub struct Check {
        /// What was looked at.
        pub name: String,
        /// Whether it is as it should be.
        pub ok: bool,
        /// What was found.
        pub detail: String,
        /// What to do, when it is not.
        pub hint: Option<String>,
    }

    /// The doctor's report.
    #[derive(Eq)]
    pub struct Doctor {
        /// Whether all is well.
        pub ok: bool,
        /// What was looked at.
        pub checks: Vec<Check>,
    }

    /// How the window looks.
    #[derive(Copy, Eq, Default)]
    #[serde(rename_all = "snake_case")]
    pub enum Theme {
        /// As the system does.
        #[default]
        System,
        /// Light.
        Light,
        /// Dark.
        Dark,
    }

    /// Settings of the vault.
    #[derive(Eq)]
    pub struct Settings {
        /// ISO 3166 alpha-2 code that national phone numbers are from; empty for none.
        pub country: String,
        /// How the window looks.
        pub theme: Theme,
        /// Whether unmapped columns of an import go to the notes.
        pub unmapped_to_notes: bool,
        /// Whether a backup is made every day.
        pub daily_backups: bool,
        /// The folder for them; empty for the vault's own.
        pub backup_dir: String,
        /// After how many minutes without anybody at the window the vault locks; 0 for never. Always 0 while only the
        /// keyring opens it.
        pub lock_after_minutes: i64,
        /// Whether it locks when the computer goes to sleep. Never while only the keyring opens it.
        pub lock_on_sleep: bool,
        /// Whether nothing may be asked of any network.
        pub offline: bool,
    }

    /// Settings to change; null leaves one as it is.
    #[derive(Eq, Default)]
    pub struct SettingsSet {
        /// See [`Settings::country`].
        pub country: Option<String>,
        /// See [`Settings::theme`].
        pub theme: Option<Theme>,
        /// See [`Settings::unmapped_to_notes`].
        pub unmapped_to_notes: Option<bool>,
        /// See [`Settings::daily_backups`].
        pub daily_backups: Option<bool>,
        /// See [`Settings::backup_dir`].
        pub backup_dir: Option<String>,
        /// See [`Settings::lock_after_minutes`].
        pub lock_after_minutes: Option<i64>,
        /// See [`Settings::lock_on_sleep`].
        pub lock_on_sleep: Option<bool>,
        /// See [`Settings::offline`].
        pub offline: Option<bool>,
    }
}

impl From<satchel_vault::SlotKind> for SlotKind {
    fn from(kind: satchel_vault::SlotKind) -> Self {
        match kind {
            satchel_vault::SlotKind::Keyring => Self::Keyring,
            satchel_vault::SlotKind::Passphrase => Self::Passphrase,
            satchel_vault::SlotKind::Recovery => Self::Recovery,
        }
    }
}

impl From<satchel_vault::KeyringState> for KeyringState {
    fn from(state: satchel_vault::KeyringState) -> Self {
        match state {
            satchel_vault::KeyringState::Ready => Self::Ready,
            satchel_vault::KeyringState::Locked => Self::Locked,
            satchel_vault::KeyringState::Absent => Self::Absent,
        }
    }
}

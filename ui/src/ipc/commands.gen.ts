// Generated from the command table by `cargo xtask gen client`. Do not edit.

export type Id = string;
/** `1980-05-01`, or `--05-01` when the year is not known. */
export type PartialDate = string;
export type RecordState = "active" | "archived" | "trashed";
export type Email = { id: Id; value: string; label: string; primary: boolean };
export type Phone = { id: Id; value: string; e164: string; label: string; primary: boolean };
export type Address = { id: Id; value: string; street: string; locality: string; region: string; postcode: string; country: string; label: string; primary: boolean };
export type Link = { id: Id; value: string; label: string; primary: boolean };
export type DatedEvent = { id: Id; value: PartialDate; label: string; primary: boolean };
export type Contact = {
  id: Id; seq: number; state: RecordState;
  prefix: string; given: string; middle: string; family: string; suffix: string; nickname: string;
  display: string; display_set: string;
  emails: Email[]; phones: Phone[]; addresses: Address[]; links: Link[]; dates: DatedEvent[];
  company: string; company_id: Id | null; title: string; department: string;
  birthday: PartialDate | null; tags: string[]; notes: string; source: string; owner: string;
  created_at: number; updated_at: number;
};
export type CompanyRef = { id: Id; name: string };
export type Edit = { path: string } & ({ set: unknown } | { clear: boolean } | { add: unknown } | { remove: unknown });
export type Origin = "window" | "command" | "import" | "sync" | "job" | "undo";
export type Entity = "contact" | "company" | "tag" | "team_member";
export type FieldChange = { path: string; before: unknown; after: unknown };
export type Batch = { id: Id; origin: Origin; actor: string; at: number; label: string; created: number; changed: number; reverts: Id | null; reverted_by: Id | null };
export type Severity = "error" | "warning";
export type ProblemCode = "ragged" | "unclosed_quote" | "unidentified" | "email_invalid" | "phone_invalid" | "date_invalid" | "link_invalid" | "too_long" | "encoding" | "blank" | "already_here";
export type Problem = { row: number; column: string; value: string; code: ProblemCode; severity: Severity; reason: string };

/** Every error that crosses the door. `field` is a path of the patch; `conflict` is there when `code` is `conflict`. */
export type WireError = { code: ErrorCode; message: string; hint: string | null; field: string | null; incident: string | null; conflicts: Conflict[] };
export type ErrorCode = "conflict" | "invalid" | "not_found" | "ambiguous" | "locked" | "no_vault" | "vault_exists" | "wrong_passphrase" | "wrong_recovery_code" | "recovery_code_typo" | "passphrase_required" | "keyring_locked" | "keyring_absent" | "keyring_forgot" | "vault_newer" | "vault_damaged" | "vault_folder" | "database_damaged" | "read_only" | "disk_full" | "busy" | "bad_file" | "bug";
/** A path that changed since `base`: what it was when it was read, what it is now, what was wanted. */
export type Conflict = { path: string; base: unknown; theirs: unknown; mine: unknown; origin: Origin; at: number };

export type SlotKind = "keyring" | "passphrase" | "recovery";
export type KeyringState = "ready" | "locked" | "absent";
/** `none`: no vault in the folder yet. */
export type VaultStatus = { state: "none" | "locked" | "open"; dir: string; slots: SlotKind[]; keyring: KeyringState; recovery_saved: boolean; last_backup_at: number | null; contacts: number; trashed: number; version: string };
export type VaultCreate = { passphrase: string | null };
export type VaultUnlock = { passphrase: string | null; recovery_code: string | null };
export type RecoveryCode = { recovery_code: string };
export type PassphraseSet = { passphrase: string };
export type FilePath = { path: string };
export type RestoreBackup = { file: string; dir: string; passphrase: string | null; recovery_code: string | null };
export type BackupMade = { path: string; bytes: number; portable: boolean };
export type Check = { name: string; ok: boolean; detail: string; hint: string | null };
export type Doctor = { ok: boolean; checks: Check[] };

export type ContactId = { id: Id };
export type ContactIds = { ids: Id[] };
export type ContactsCreate = { patch: Edit[]; region: string | null };
/** `base` is the `seq` that was read; without it the edit overwrites. */
export type ContactsUpdate = { id: Id; base: number | null; patch: Edit[] };
/** `replaced` holds what was overwritten, by path. `batch` is null when nothing changed. */
export type ContactsUpdated = { contact: Contact; batch: Id | null; replaced: FieldChange[] };
export type BatchDone = { batch: Id | null; count: number; unchanged: number };
export type SortField = "display" | "family" | "company" | "created_at" | "updated_at";
/** A row of the grid. */
export type ContactRow = { id: Id; display: string; company: string; title: string; email: string; phone: string; place: string; tags: string[]; updated_at: number };
export type ContactsList = { sort: SortField; descending: boolean; limit: number; after: string | null; state: RecordState };
export type ContactsListed = { total: number; contacts: ContactRow[]; next: string | null };
/** Fixes an order of the whole book (or of what a query finds) so that any stretch of it can be fetched by position. */
export type ContactsView = { sort: SortField; descending: boolean; state: RecordState; query: string | null; };
/** `view` names the order; `seq` is the journal position that it reflects. */
export type ContactsViewed = { view: number; total: number; seq: number };
/** `view_expired` as `not_found` when the view is gone (vault locked, or many newer views): ask for it again. */
export type ContactsRows = { view: number; offset: number; limit: number };
export type ContactsRowsRead = { offset: number; rows: ContactRow[] };
/** Position of a contact in a view, null when it is not in it. */
export type ContactsPosition = { view: number; id: Id };
export type Position = { position: number | null };
export type ContactsSearch = { query: string; limit: number };
/** Highlights are UTF-16 ranges `[from, to)`; `snippet` is a piece of the notes when they matched. */
export type SearchHit = { id: Id; display: string; company: string; email: string; phone: string; score: number; title: string; highlights: { display: [number, number][]; company: [number, number][]; email: [number, number][]; phone: [number, number][]; title: [number, number][] }; snippet: { text: string; highlights: [number, number][] } | null };
/** `behind`: how many journal lines the index has not seen yet. */
export type ContactsFound = { total: number; hits: SearchHit[]; micros: number; behind: number };
export type HistoryEntry = { batch: Id; at: number; origin: Origin; actor: string; label: string; changes: FieldChange[]; created: boolean; reverted: boolean };
export type ContactsHistory = { id: Id; entries: HistoryEntry[] };
export type CompaniesSuggest = { text: string; limit: number };
export type CompaniesSuggested = { companies: CompanyRef[] };
/** A field that is being typed; kept 300 ms after the last key and offered back after a kill. */
export type Draft = { id: Id; path: string; value: string; at: number };
export type DraftSave = { id: Id; path: string; value: string };
export type DraftDrop = { id: Id; path: string };
export type Drafts = { drafts: Draft[] };

export type BatchesList = { limit: number; before: Id | null };
export type BatchesListed = { batches: Batch[]; next: Id | null };
/** Without `batch`: this window's (or the command's) last batch that is not reversed. */
export type BatchUndo = { batch: Id | null };
/** The three buckets of an undo. `job` is set when it goes on in the background. */
export type UndoReport = { batch: Id | null; undone: Id | null; label: string; reversed: number; kept: KeptPath[]; failed: KeptPath[]; job: Id | null };
export type KeptPath = { entity: Entity; id: Id; display: string; path: string; reason: string };

/** Columns by their place in the file; `target` is `given`, `emails:work`, `addresses:home/street`, `notes+` (under its header), or empty for ignored. */
export type ColumnMapping = { column: number; header: string; target: string; samples: string[]; confidence: number; guessed_by: "preset" | "header" | "content" | "none" };
export type DateOrder = "auto" | "ymd" | "dmy" | "mdy";
export type Mapping = { preset: string | null; columns: ColumnMapping[]; date_order: DateOrder; country: string | null };
export type ImportsPreview = { path: string; mapping: Mapping | null; encoding: string | null; delimiter: string | null };
export type ImportPreview = { file: string; bytes: number; encoding: string; delimiter: string; preset: string | null; header_line: number | null; rows_estimate: number; mapping: Mapping; rows: string[][]; problems: Problem[]; targets: TargetChoice[] };
export type TargetChoice = { target: string; label: string; group: string };
/** `all` creates rows that are here already as well. */
export type ImportsStart = { path: string; mapping: Mapping | null; all: boolean };
export type JobStarted = { job: Id };
export type ImportsDryRun = ImportsStart;
export type ImportReport = { batch: Id | null; read: number; created: number; updated: number; skipped: number; failed: number; problems: Problem[]; problems_total: number; seconds: number; file: string };
export type JobId = { job: Id };
export type FailedRowsSave = { job: Id; path: string };
export type FailedRowsSaved = { path: string; rows: number };
export type JobState = "queued" | "running" | "paused" | "interrupted" | "done" | "failed" | "cancelled";
export type JobKind = "import" | "undo" | "reindex";
/** `rate` is records per second, `left` seconds to go; both null until known. `error` when failed. */
export type Job = { id: Id; kind: JobKind; state: JobState; label: string; done: number; total: number; rate: number | null; left: number | null; started_at: number; finished_at: number | null; batch: Id | null; error: string | null };
export type Jobs = { jobs: Job[] };

export type Theme = "system" | "light" | "dark";
export type Settings = { country: string; theme: Theme; unmapped_to_notes: boolean };
export type SettingsSet = { country: string | null; theme: Theme | null; unmapped_to_notes: boolean | null };
export type Empty = Record<string, never>;

export type Tag = "contact" | "company" | "batch" | "job" | "settings" | "vault" | "draft";

/** Name, input and output of every command. */
export type Commands = {
  vault_status: { input: Empty; output: VaultStatus };
  vault_create: { input: VaultCreate; output: RecoveryCode };
  vault_unlock: { input: VaultUnlock; output: VaultStatus };
  vault_lock: { input: Empty; output: VaultStatus };
  vault_passphrase_set: { input: PassphraseSet; output: VaultStatus };
  vault_recovery_renew: { input: Empty; output: RecoveryCode };
  vault_recovery_saved: { input: Empty; output: VaultStatus };
  vault_backup: { input: FilePath; output: BackupMade };
  vault_restore: { input: RestoreBackup; output: VaultStatus };
  vault_doctor: { input: Empty; output: Doctor };
  vault_reindex: { input: Empty; output: JobStarted };
  contacts_create: { input: ContactsCreate; output: ContactsUpdated };
  contacts_get: { input: ContactId; output: Contact };
  contacts_update: { input: ContactsUpdate; output: ContactsUpdated };
  contacts_trash: { input: ContactIds; output: BatchDone };
  contacts_restore: { input: ContactIds; output: BatchDone };
  contacts_list: { input: ContactsList; output: ContactsListed };
  contacts_view: { input: ContactsView; output: ContactsViewed };
  contacts_rows: { input: ContactsRows; output: ContactsRowsRead };
  contacts_position: { input: ContactsPosition; output: Position };
  contacts_search: { input: ContactsSearch; output: ContactsFound };
  contacts_history: { input: ContactId; output: ContactsHistory };
  companies_suggest: { input: CompaniesSuggest; output: CompaniesSuggested };
  drafts_list: { input: ContactId; output: Drafts };
  drafts_save: { input: DraftSave; output: Empty };
  drafts_drop: { input: DraftDrop; output: Empty };
  batches_list: { input: BatchesList; output: BatchesListed };
  batches_undo: { input: BatchUndo; output: UndoReport };
  batches_redo: { input: Empty; output: UndoReport };
  imports_preview: { input: ImportsPreview; output: ImportPreview };
  imports_start: { input: ImportsStart; output: JobStarted };
  imports_sample: { input: Empty; output: JobStarted };
  imports_report: { input: JobId; output: ImportReport };
  imports_failed_rows: { input: FailedRowsSave; output: FailedRowsSaved };
  jobs_list: { input: Empty; output: Jobs };
  jobs_cancel: { input: JobId; output: Jobs };
  jobs_resume: { input: JobId; output: Jobs };
  settings_get: { input: Empty; output: Settings };
  settings_set: { input: SettingsSet; output: Settings };
};

/** Which commands write, and which cache tags each provides (reads) or makes stale (writes). */
export const COMMANDS: { [K in keyof Commands]: { kind: "read" | "write"; tags: readonly Tag[] } } = {
  vault_status: { kind: "read", tags: ["vault", "contact"] },
  vault_create: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company"] },
  vault_unlock: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company"] },
  vault_lock: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company"] },
  vault_passphrase_set: { kind: "write", tags: ["vault"] },
  vault_recovery_renew: { kind: "write", tags: ["vault"] },
  vault_recovery_saved: { kind: "write", tags: ["vault"] },
  vault_backup: { kind: "write", tags: ["vault"] },
  vault_restore: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company"] },
  vault_doctor: { kind: "read", tags: ["vault"] },
  vault_reindex: { kind: "write", tags: ["job"] },
  contacts_create: { kind: "write", tags: ["contact", "company", "batch"] },
  contacts_get: { kind: "read", tags: ["contact"] },
  contacts_update: { kind: "write", tags: ["contact", "company", "batch", "draft"] },
  contacts_trash: { kind: "write", tags: ["contact", "batch"] },
  contacts_restore: { kind: "write", tags: ["contact", "batch"] },
  contacts_list: { kind: "read", tags: ["contact"] },
  contacts_view: { kind: "read", tags: ["contact"] },
  contacts_rows: { kind: "read", tags: ["contact"] },
  contacts_position: { kind: "read", tags: ["contact"] },
  contacts_search: { kind: "read", tags: ["contact"] },
  contacts_history: { kind: "read", tags: ["contact", "batch"] },
  companies_suggest: { kind: "read", tags: ["company"] },
  drafts_list: { kind: "read", tags: ["draft"] },
  drafts_save: { kind: "write", tags: ["draft"] },
  drafts_drop: { kind: "write", tags: ["draft"] },
  batches_list: { kind: "read", tags: ["batch"] },
  batches_undo: { kind: "write", tags: ["contact", "company", "batch", "job"] },
  batches_redo: { kind: "write", tags: ["contact", "company", "batch", "job"] },
  imports_preview: { kind: "read", tags: [] },
  imports_start: { kind: "write", tags: ["job"] },
  imports_sample: { kind: "write", tags: ["job"] },
  imports_report: { kind: "read", tags: ["job"] },
  imports_failed_rows: { kind: "read", tags: [] },
  jobs_list: { kind: "read", tags: ["job"] },
  jobs_cancel: { kind: "write", tags: ["job"] },
  jobs_resume: { kind: "write", tags: ["job"] },
  settings_get: { kind: "read", tags: ["settings"] },
  settings_set: { kind: "write", tags: ["settings"] },
};

/** What the door tells without being asked. `changed` comes within a second of any commit, by whichever process. */
export type Events = {
  changed: { tags: Tag[]; seq: number };
  job: Job;
};

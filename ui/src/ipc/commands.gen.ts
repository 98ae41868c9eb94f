// Generated from the command table by `cargo xtask gen client`. Do not edit.

export type Account = { 
/**
 * Its identity.
 */
id: Id, 
/**
 * Its kind.
 */
kind: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it was told; no secrets.
 */
settings: { [key in string]: string }, 
/**
 * Where it is.
 */
state: AccountState, 
/**
 * Why, as a sentence; null when all is well.
 */
problem: string | null, 
/**
 * Records that are linked.
 */
linked: number, 
/**
 * Records that are to be sent.
 */
unsent: number, 
/**
 * What a person has to decide.
 */
conflicts: number, 
/**
 * Records that are held.
 */
held: number, 
/**
 * When the last run ended, UTC milliseconds.
 */
last_run_at: number | null, 
/**
 * Every so many minutes; 0 for only when it is asked.
 */
every_minutes: number, 
/**
 * Also when Satchel starts.
 */
on_start: boolean, 
/**
 * Which way changes go.
 */
direction: SyncDirection, 
/**
 * Only contacts with this tag are sent for the first time; empty for all.
 */
tag: string, 
/**
 * Rules that a person made.
 */
rules: Array<AccountRule>, };

export type AccountBook = "same" | "other";

export type AccountKind = { 
/**
 * Its word.
 */
kind: string, 
/**
 * What a person calls it.
 */
name: string, 
/**
 * What it has to be told.
 */
settings: Array<AccountSetting>, };

export type AccountKinds = { 
/**
 * By name.
 */
kinds: Array<AccountKind>, };

export type AccountName = { 
/**
 * Its name, however it is spelt.
 */
name: string, };

export type AccountPolicy = "newest" | "mine" | "theirs" | "ask";

export type AccountRule = { 
/**
 * For which field or collection; `state` for whole contacts.
 */
path: string, 
/**
 * What decides.
 */
policy: AccountPolicy, };

export type AccountSetting = { 
/**
 * Its key.
 */
key: string, 
/**
 * What a person is asked.
 */
about: string, 
/**
 * Whether it can be left out.
 */
optional: boolean, };

export type AccountState = "new" | "ready" | "running" | "paused" | "trouble" | "sign_in" | "untrusted" | "stopped";

export type AccountTested = { 
/**
 * Whether it answers and lets itself be signed in to.
 */
ok: boolean, 
/**
 * What is the matter.
 */
problem: string | null, 
/**
 * What to do about it.
 */
hint: string | null, 
/**
 * What it offers, as a sentence.
 */
offers: string | null, };

export type Accounts = { 
/**
 * By name.
 */
accounts: Array<Account>, };

export type AccountsAdd = { 
/**
 * Which kind.
 */
kind: string, 
/**
 * What to call it.
 */
name: string, 
/**
 * What it is told.
 */
settings: { [key in string]: string }, 
/**
 * What to sign in with; null where nothing is needed.
 */
secret: string | null, 
/**
 * Whether the secret may be sealed in the vault where the system has no keyring.
 */
seal: boolean, };

export type AccountsChoose = { 
/**
 * Which.
 */
name: string, 
/**
 * Which way changes go.
 */
direction: SyncDirection, 
/**
 * Of contacts that are not linked yet only those with this tag are sent; empty for all.
 */
tag: string, };

export type AccountsEdit = { 
/**
 * Which.
 */
name: string, 
/**
 * What it is told from now on. What is not named stays; an empty text takes a setting away.
 */
settings: { [key in string]: string }, 
/**
 * What to sign in with from now on; null to keep it, which is not offered to another address.
 */
secret: string | null, 
/**
 * Whether the secret may be sealed in the vault where the system has no keyring.
 */
seal: boolean, 
/**
 * Where the address leads elsewhere: which book that is. Null refuses with `other_book`.
 */
book: AccountBook | null, };

export type AccountsPause = { 
/**
 * Which.
 */
name: string, 
/**
 * Whether it rests from now on.
 */
paused: boolean, };

export type AccountsRemove = { 
/**
 * Which.
 */
name: string, 
/**
 * Whether it goes although something was not sent yet.
 */
although_unsent: boolean, };

export type AccountsSchedule = { 
/**
 * Which.
 */
name: string, 
/**
 * Every so many minutes while Satchel runs; 0 for only when it is asked.
 */
every_minutes: number, 
/**
 * Also when Satchel starts.
 */
on_start: boolean, };

export type AccountsUnrule = { 
/**
 * Which account.
 */
name: string, 
/**
 * The rule's field or collection; `state` for whole contacts.
 */
path: string, };

export type Address = { 
/**
 * Identity of the child row.
 */
id: Id, 
/**
 * All parts in one line, for reading; derived.
 */
value: string, 
/**
 * Street and number, lines separated by `\n`.
 */
street: string, 
/**
 * City or town.
 */
locality: string, 
/**
 * State, county, province.
 */
region: string, 
/**
 * Postal code.
 */
postcode: string, 
/**
 * Country as written.
 */
country: string, 
/**
 * `work`, `home` or any other word; empty when not said.
 */
label: string, 
/**
 * The one that is used when none is chosen.
 */
primary: boolean, };

export type AlikeBy = "email" | "phone" | "name";

export type ArchiveDone = { 
/**
 * Where.
 */
path: string, 
/**
 * Size of the file.
 */
bytes: number, 
/**
 * Contacts, those in the trash and those that were merged among them.
 */
contacts: number, 
/**
 * Files of contacts.
 */
files: number, 
/**
 * Files whose bytes are missing in the vault.
 */
missing: number, 
/**
 * The job that is at it.
 */
job: Id | null, };

export type ArchiveRestored = { 
/**
 * To undo it by.
 */
batch: Id | null, 
/**
 * Active contacts.
 */
contacts: number, 
/**
 * Files.
 */
files: number, };

export type Attachment = { 
/**
 * Identity of the row, and of the file.
 */
id: Id, 
/**
 * Name of the file as it came.
 */
name: string, 
/**
 * What kind of file it is, by its bytes (`image/png`, `text/plain`); `application/octet-stream` when they do not
 * tell.
 */
mime: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * `contract` or any other word; empty when not said.
 */
label: string, 
/**
 * When it was attached, UTC milliseconds.
 */
added_at: number, };

export type AttachmentAdded = { 
/**
 * The file.
 */
attachment: Attachment, 
/**
 * To undo it by.
 */
batch: Id | null, };

export type AttachmentOf = { 
/**
 * What kind of record has it: a contact when not said.
 */
of: FieldEntity, 
/**
 * Whose.
 */
id: Id, 
/**
 * Which file.
 */
attachment: Id, };

export type AttachmentSave = { 
/**
 * What kind of record has it: a contact when not said.
 */
of: FieldEntity, 
/**
 * Whose.
 */
id: Id, 
/**
 * Which file.
 */
attachment: Id, 
/**
 * Where to; what is there is replaced.
 */
path: string, };

export type AttachmentSaved = { 
/**
 * Where it is.
 */
path: string, 
/**
 * Bytes.
 */
bytes: number, };

export type AttachmentShown = { 
/**
 * The file.
 */
attachment: Attachment, 
/**
 * A picture, as an address that holds it.
 */
picture: string | null, 
/**
 * The beginning of a text.
 */
text: string | null, 
/**
 * Whether there is more of the text.
 */
more: boolean, };

export type AttachmentsAdd = { 
/**
 * What kind of record has it: a contact when not said.
 */
of: FieldEntity, 
/**
 * Whose.
 */
id: Id, 
/**
 * Where the file is.
 */
path: string, 
/**
 * What it is to them; empty when not said.
 */
label: string, 
/**
 * Whether it is the contact's picture from now on.
 */
photo: boolean, };

export type AttachmentsPaste = { 
/**
 * What kind of record has it: a contact when not said.
 */
of: FieldEntity, 
/**
 * Whose.
 */
id: Id, 
/**
 * A name for the file.
 */
name: string, 
/**
 * Its bytes in base 64, at most 20 MB of them.
 */
base64: string, };

export type BackupDaily = { 
/**
 * The backup, when one was due.
 */
made: BackupMade | null, 
/**
 * How many old ones went.
 */
removed: number, };

export type BackupMade = { 
/**
 * Where.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Whether it opens on another computer: by passphrase or recovery code.
 */
portable: boolean, };

export type Batch = { 
/**
 * Identity.
 */
id: Id, 
/**
 * Who let it in.
 */
origin: Origin, 
/**
 * Who did it: `me`, or the name of a person, an account, a rule or a job.
 */
actor: string, 
/**
 * When, UTC milliseconds.
 */
at: number, 
/**
 * What was done, in a few words.
 */
label: string, 
/**
 * How many records it created.
 */
created: number, 
/**
 * How many records it changed.
 */
changed: number, 
/**
 * The batch that this one takes back.
 */
reverts: Id | null, 
/**
 * The batch that took this one back.
 */
reverted_by: Id | null, };

export type BatchDone = { 
/**
 * To undo it by; null when nothing changed.
 */
batch: Id | null, 
/**
 * How many changed.
 */
count: number, 
/**
 * How many were so already.
 */
unchanged: number, };

export type BatchUndo = { 
/**
 * Which batch.
 */
batch: Id | null, };

export type BatchesList = { 
/**
 * How many at most.
 */
limit: number, 
/**
 * The `next` of the page before.
 */
before: Id | null, };

export type BatchesListed = { 
/**
 * Newest first.
 */
batches: Array<Batch>, 
/**
 * Where the next page begins; null after the last.
 */
next: Id | null, };

export type BulkChange = { "edit": Edit } | { "replace": { 
/**
 * In which field.
 */
field: string, 
/**
 * What is looked for.
 */
find: string, 
/**
 * What stands there then.
 */
with: string, } } | { "case": { 
/**
 * Which field.
 */
field: string, 
/**
 * How.
 */
to: LetterCase, } } | { "list_add": { 
/**
 * Which.
 */
list: Id, 
/**
 * With which status; the first of the kind when empty.
 */
status: string, } } | { "list_remove": { 
/**
 * Which.
 */
list: Id, } } | { "state": RecordState };

export type BulkCount = { 
/**
 * Contacts that change.
 */
changed: number, 
/**
 * Contacts that are so already.
 */
unchanged: number, 
/**
 * Some of what changes.
 */
samples: Array<BulkSample>, };

export type BulkEdit = { 
/**
 * The filter in its text form; null for `ids` alone.
 */
filter: string | null, 
/**
 * Which contacts, when no filter says it.
 */
ids: Array<Id>, 
/**
 * Of which state, unless the filter names states itself.
 */
state: RecordState, 
/**
 * What is done, one after the other.
 */
changes: Array<BulkChange>, 
/**
 * Only tell what would be done.
 */
dry_run: boolean, };

export type BulkReport = { 
/**
 * How many contacts are meant.
 */
meant: number, 
/**
 * For each change, what came of it.
 */
counts: Array<BulkCount>, 
/**
 * Contacts that cannot be changed, the first thousand.
 */
failed: Array<KeptPath>, 
/**
 * To undo it by.
 */
batch: Id | null, 
/**
 * The job that is at it.
 */
job: Id | null, };

export type BulkSample = { 
/**
 * Whose.
 */
id: Id, 
/**
 * What the contact is called.
 */
display: string, 
/**
 * Of which field.
 */
path: string, 
/**
 * What it holds.
 */
before: unknown, 
/**
 * What it would hold.
 */
after: unknown, };

export type CategoriesAdd = { 
/**
 * In which group.
 */
group: Id, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its colour.
 */
colour: Colour, };

export type CategoriesListed = { 
/**
 * Those that Satchel brings, then own ones.
 */
groups: Array<CategoryGroupShown>, };

export type CategoriesPut = { 
/**
 * Which contacts.
 */
ids: Array<Id>, 
/**
 * The group by name, word or id.
 */
group: string, 
/**
 * The value by name, word or id; null for none of the group.
 */
value: string | null, };

export type CategoriesSet = { 
/**
 * Which.
 */
id: Id, 
/**
 * Another name.
 */
name: string | null, 
/**
 * Another colour.
 */
colour: Colour | null, };

export type CategoryGroupShown = { 
/**
 * Which.
 */
id: Id, 
/**
 * The word of one that Satchel brings; empty for own ones.
 */
key: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is called in filters, behind `categories.`; empty when it has letters that no path takes.
 */
path: string, 
/**
 * Its values, in their order.
 */
values: Array<CategoryShown>, };

export type CategoryGroupsAdd = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What its values are called.
 */
values: Array<string>, };

export type CategoryGroupsRename = { 
/**
 * Which.
 */
id: Id, 
/**
 * What it is to be called.
 */
name: string, };

export type CategoryId = { 
/**
 * Which.
 */
id: Id, };

export type CategoryMark = { 
/**
 * What the group is called.
 */
group: string, 
/**
 * What the value is called.
 */
name: string, 
/**
 * Its colour.
 */
colour: Colour, };

export type CategoryShown = { 
/**
 * Which.
 */
id: Id, 
/**
 * The word of one that Satchel brings; empty for own ones.
 */
key: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * How many contacts outside the trash have it; null when that was not asked for.
 */
contacts: number | null, };

export type CellFix = { 
/**
 * The line on which its row begins.
 */
row: number, 
/**
 * Its column, counted from 0.
 */
column: number, 
/**
 * What it should say.
 */
value: string, };

export type Changed = { 
/**
 * What may be stale.
 */
tags: Array<Tag>, 
/**
 * The journal's position.
 */
seq: number, };

export type Channel = "call" | "email" | "text" | "message" | "post" | "visit";

export type ChannelReach = { 
/**
 * Which channel.
 */
channel: Channel, 
/**
 * What speaks against it; nothing when it may be used.
 */
objections: Array<Objection>, };

export type Check = { 
/**
 * What was looked at.
 */
name: string, 
/**
 * Whether it is as it should be.
 */
ok: boolean, 
/**
 * What was found.
 */
detail: string, 
/**
 * What to do, when it is not.
 */
hint: string | null, };

export type Colour = "plain" | "blue" | "violet" | "pink" | "orange" | "yellow" | "green" | "teal" | "grey";

export type ColumnMapping = { 
/**
 * The column's place, counted from 0. Where another column stands there, the header decides.
 */
column: number, 
/**
 * The column's header as written; empty in a file without one.
 */
header: string, 
/**
 * A field key with label or part (`emails:work`, `addresses:home/street`); empty leaves the column out, `notes+`
 * sends it to the notes under its header, `split comma: family | given` takes its cells apart.
 */
target: string, 
/**
 * The first values of the column, at most 80 characters of each; only in previews.
 */
samples: Array<string>, 
/**
 * How sure the guess is, 0 to 1.
 */
confidence: number, 
/**
 * Who says so.
 */
guessed_by: GuessedBy, 
/**
 * What is done with its values where a contact is brought up to date; what is usual for the field when not said.
 */
filling: Filling | null, };

export type CompaniesCreate = { 
/**
 * What it shall hold; a name at least.
 */
patch: Array<Edit>, };

export type CompaniesList = { 
/**
 * The beginning of a name; empty for all.
 */
text: string, 
/**
 * Only those that this filter means, in its text form: what is `company.industry` of contacts is `industry` here.
 */
filter: string, 
/**
 * In which order.
 */
sort: CompanySort, 
/**
 * Key of a field of one's own to sort by instead.
 */
sort_field: string | null, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * Keys of the fields of one's own of which the values are told.
 */
custom: Array<string>, 
/**
 * How many at most.
 */
limit: number, 
/**
 * The `next` of the page before.
 */
after: string | null, 
/**
 * Which ones.
 */
state: RecordState, };

export type CompaniesListed = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The page.
 */
companies: Array<CompanyRow>, 
/**
 * Where the next page begins; null after the last.
 */
next: string | null, };

export type CompaniesResolve = { 
/**
 * A whole id, its last eight characters, a name, another name, or a domain.
 */
text: string, };

export type CompaniesSuggest = { 
/**
 * What is typed; empty for the latest ones.
 */
text: string, 
/**
 * How many at most.
 */
limit: number, };

export type CompaniesSuggested = { 
/**
 * Best first.
 */
companies: Array<CompanyRef>, };

export type CompaniesUpdate = { 
/**
 * Which company.
 */
id: Id, 
/**
 * What the edit is based on.
 */
base: number | null, 
/**
 * What to change.
 */
patch: Array<Edit>, };

export type CompaniesUpdated = { 
/**
 * The company as it is now.
 */
company: Company, 
/**
 * To undo it by.
 */
batch: Id | null, 
/**
 * What was overwritten, by path.
 */
replaced: Array<FieldChange>, };

export type Company = { 
/**
 * Identity.
 */
id: Id, 
/**
 * The journal's sequence number when this was read: the `base` of an edit.
 */
seq: number, 
/**
 * Active, archived or trashed.
 */
state: RecordState, 
/**
 * As people write it.
 */
name: string, 
/**
 * Other names: legal, former, short ones. They find it as its name does.
 */
names: Array<CompanyText>, 
/**
 * Domains of its mail and web.
 */
domains: Array<CompanyText>, 
/**
 * Phone numbers, the primary first.
 */
phones: Array<Phone>, 
/**
 * Postal addresses, the primary first.
 */
addresses: Array<Address>, 
/**
 * Files.
 */
attachments: Array<Attachment>, 
/**
 * Main web site, empty when not known.
 */
website: string, 
/**
 * What it does.
 */
industry: string, 
/**
 * Size as a band: `11-50`.
 */
size: string, 
/**
 * How many people work there, in digits; empty when not known.
 */
employees: string, 
/**
 * Revenue of a year with its currency; empty when not known.
 */
revenue: string, 
/**
 * Number in the register of companies.
 */
registration: string, 
/**
 * VAT number.
 */
vat: string, 
/**
 * The company that it belongs to.
 */
parent: CompanyRef | null, 
/**
 * Companies that belong to it, by name.
 */
children: Array<CompanyRef>, 
/**
 * Free text.
 */
notes: string, 
/**
 * How many active contacts are affiliated now.
 */
people: number, 
/**
 * Values of one's own fields, by key, as those of a contact.
 */
custom: Record<string, unknown>, };

export type CompanyAsOf = { 
/**
 * Which.
 */
id: Id, 
/**
 * When, UTC milliseconds.
 */
at: number, };

export type CompanyId = { 
/**
 * Which.
 */
id: Id, };

export type CompanyIds = { 
/**
 * Which.
 */
ids: Array<Id>, };

export type CompanyPeople = { 
/**
 * Those of now, each under whom they report to.
 */
people: Array<CompanyPerson>, 
/**
 * Those who left, the last first.
 */
former: Array<CompanyPerson>, };

export type CompanyPerson = { 
/**
 * Who.
 */
id: Id, 
/**
 * What they are called.
 */
display: string, 
/**
 * Job title.
 */
title: string, 
/**
 * Department.
 */
department: string, 
/**
 * What they are to a purchase.
 */
role: string, 
/**
 * From which day; empty when not known.
 */
since: string, 
/**
 * Until which day; empty for those who are there now.
 */
until: string, 
/**
 * Whose report they are.
 */
manager: Id | null, 
/**
 * How many are above them in the chart; 0 at the top.
 */
depth: number, };

export type CompanyRef = { 
/**
 * Identity.
 */
id: Id, 
/**
 * As people write it.
 */
name: string, };

export type CompanyRow = { 
/**
 * Which company.
 */
id: Id, 
/**
 * As people write it.
 */
name: string, 
/**
 * What it does.
 */
industry: string, 
/**
 * Main web site.
 */
website: string, 
/**
 * How many active contacts are affiliated now.
 */
people: number, 
/**
 * What it holds in the fields of one's own that were asked for, by key.
 */
custom: Record<string, unknown>, };

export type CompanySort = "name" | "industry" | "employees" | "people" | "updated_at";

export type CompanyText = { 
/**
 * Identity of the row.
 */
id: Id, 
/**
 * The name as people write it, or the domain (`engines.example`).
 */
value: string, 
/**
 * `legal`, `former`, … or any other word; empty when not said.
 */
label: string, 
/**
 * The first of its kind.
 */
primary: boolean, };

export type Condition = { 
/**
 * The field's path: a key of the registry (`title`), a part (`addresses.city`, `birthday.month`), or one of what
 * filters know besides (`state`, `list`, `changed`).
 */
field: string, 
/**
 * The test.
 */
test: Test, };

export type Conflict = { 
/**
 * The path; `company`, `title` and `department` for parts of the affiliation.
 */
path: string, 
/**
 * What it was when it was read.
 */
base: unknown, 
/**
 * What it is now.
 */
theirs: unknown, 
/**
 * What was to be written.
 */
mine: unknown, 
/**
 * Who let the other change in.
 */
origin: Origin, 
/**
 * When, UTC milliseconds.
 */
at: number, };

export type ConflictChoice = "mine" | "theirs" | "value";

export type ConflictSide = { 
/**
 * What it holds; null when it is not there.
 */
value: unknown, 
/**
 * Who, as far as it is known.
 */
by: string | null, 
/**
 * When, UTC milliseconds, by that side's clock.
 */
at: number | null, };

export type Conflicts = { 
/**
 * Conflicts.
 */
conflicts: Array<SyncConflict>, 
/**
 * Who may be who.
 */
doubts: Array<SyncDoubt>, 
/**
 * Held contacts.
 */
held: Array<SyncHeld>, };

export type ConflictsList = { 
/**
 * Of one account; of all with null.
 */
account: string | null, };

export type ConflictsResolve = { 
/**
 * The account's name.
 */
account: string, 
/**
 * The contact.
 */
record: Id, 
/**
 * Which path; null decides everything that is open about the contact, and lets it go when it is held.
 */
path: string | null, 
/**
 * What is right.
 */
choice: ConflictChoice, 
/**
 * Something else.
 */
value: unknown, 
/**
 * Whether all other conflicts of the account at the same path are decided the same way.
 */
alike: boolean, 
/**
 * Whether that is the rule for this field from now on.
 */
rule: boolean, };

export type ConflictsResolved = { 
/**
 * How many were decided.
 */
count: number, 
/**
 * Those that were no longer what was shown.
 */
gone: number, };

export type Consent = { 
/**
 * Identity; later entries of one day have greater ones.
 */
id: Id, 
/**
 * What for, in a few words: `newsletter`.
 */
purpose: string, 
/**
 * On which ground.
 */
basis: LegalBasis, 
/**
 * How things stand since.
 */
state: ConsentState, 
/**
 * For this channel only; for all when null.
 */
channel: Channel | null, 
/**
 * On which day: `2026-05-01`.
 */
day: string, 
/**
 * How it was said: on the phone, by a form.
 */
how: string, 
/**
 * What proves it: where the form lies, a reference.
 */
evidence: string, };

export type ConsentState = "given" | "declined" | "withdrawn" | "not_asked";

export type ConsentsRecord = { 
/**
 * Which contacts.
 */
ids: Array<Id>, 
/**
 * What for.
 */
purpose: string, 
/**
 * On which ground; consent when null.
 */
basis: LegalBasis | null, 
/**
 * How things stand since.
 */
state: ConsentState, 
/**
 * For this channel only; for all when null.
 */
channel: Channel | null, 
/**
 * On which day; today when null.
 */
day: string | null, 
/**
 * How it was said.
 */
how: string, 
/**
 * What proves it.
 */
evidence: string, };

export type Contact = { 
/**
 * Identity.
 */
id: Id, 
/**
 * The journal's sequence number when this was read: the `base` of an edit.
 */
seq: number, 
/**
 * Active, archived or trashed.
 */
state: RecordState, 
/**
 * `Dr`, `Ms`, …
 */
prefix: string, 
/**
 * First name.
 */
given: string, 
/**
 * Middle names.
 */
middle: string, 
/**
 * Last name.
 */
family: string, 
/**
 * `Jr`, `PhD`, …
 */
suffix: string, 
/**
 * What friends say.
 */
nickname: string, 
/**
 * Last name at birth.
 */
maiden: string, 
/**
 * What is shown: as set by hand, or else made of the name, company, e-mail or phone.
 */
display: string, 
/**
 * The display name set by hand; empty when it is derived.
 */
display_set: string, 
/**
 * All e-mail addresses, the primary first.
 */
emails: Array<Email>, 
/**
 * All phone numbers, the primary first.
 */
phones: Array<Phone>, 
/**
 * All postal addresses, the primary first.
 */
addresses: Array<Address>, 
/**
 * Web pages and profiles, the primary first.
 */
links: Array<Link>, 
/**
 * Days worth remembering.
 */
dates: Array<DatedEvent>, 
/**
 * Files.
 */
attachments: Array<Attachment>, 
/**
 * The attachment that is the picture.
 */
photo: Id | null, 
/**
 * Name of the company of the current primary affiliation.
 */
company: string, 
/**
 * Identity of that company.
 */
company_id: Id | null, 
/**
 * Job title there.
 */
title: string, 
/**
 * Department there.
 */
department: string, 
/**
 * What the person is to a purchase there: decision maker, champion, …
 */
role: string, 
/**
 * Birthday, year optional.
 */
birthday: PartialDate | null, 
/**
 * Time zone by its IANA name (`Europe/Berlin`).
 */
time_zone: string, 
/**
 * Language to write and speak in, by its BCP 47 tag (`de-CH`).
 */
language: string, 
/**
 * Tags in alphabetical order.
 */
tags: Array<string>, 
/**
 * One value at most of each group of categories, in the order of the groups.
 */
categories: Array<InCategory>, 
/**
 * How the person wants to be reached.
 */
preferences: Preferences, 
/**
 * What they agreed to or not, newest first.
 */
consents: Array<Consent>, 
/**
 * Paths that never leave this machine: a field (`notes`), all rows of a kind (`phones`), one row (`phones/<id>`).
 */
locked: Array<string>, 
/**
 * Free text.
 */
notes: string, 
/**
 * Where the contact came from.
 */
source: string, 
/**
 * Name of the team member whose contact this is.
 */
owner: string, 
/**
 * Values of one's own fields, by key: options by name, records as `{id, name}`, amounts as `{amount, currency}`.
 */
custom: Record<string, unknown>, 
/**
 * Creation, UTC milliseconds.
 */
created_at: number, 
/**
 * Last change, UTC milliseconds.
 */
updated_at: number, };

export type ContactAlike = { 
/**
 * Who.
 */
contact: ContactRow, 
/**
 * What is the same, the surest first.
 */
by: Array<AlikeBy>, };

export type ContactAsOf = { 
/**
 * Which.
 */
id: Id, 
/**
 * When, UTC milliseconds.
 */
at: number, };

export type ContactCode = { 
/**
 * Modules of a side.
 */
size: number, 
/**
 * The dark modules as the path of a drawing, one unit each.
 */
path: string, 
/**
 * Fields that are not, or not all, in it, because it would be too long.
 */
left: Array<string>, };

export type ContactId = { 
/**
 * Which.
 */
id: Id, };

export type ContactIds = { 
/**
 * Which.
 */
ids: Array<Id>, };

export type ContactRow = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * What is shown.
 */
display: string, 
/**
 * Company.
 */
company: string, 
/**
 * Job title.
 */
title: string, 
/**
 * Primary e-mail.
 */
email: string, 
/**
 * Primary phone as written.
 */
phone: string, 
/**
 * City and country.
 */
place: string, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * One value at most of each group of categories.
 */
categories: Array<CategoryMark>, 
/**
 * Channels that the person does not want at all.
 */
do_not: Array<Channel>, 
/**
 * Last change, UTC milliseconds.
 */
updated_at: number, 
/**
 * Whether some account has still to be sent something of it.
 */
unsent: boolean, 
/**
 * What it holds in the fields of one's own that were asked for, by key.
 */
custom: Record<string, unknown>, };

export type ContactsAlike = { 
/**
 * First name.
 */
given: string, 
/**
 * Last name.
 */
family: string, 
/**
 * E-mail address.
 */
email: string, 
/**
 * Phone number; the country of the settings reads a national one.
 */
phone: string, };

export type ContactsAlikeFound = { 
/**
 * The likeliest first; a few at most.
 */
people: Array<ContactAlike>, };

export type ContactsAtHand = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * As they are shown.
 */
contacts: Array<ContactRow>, };

export type ContactsCreate = { 
/**
 * What it shall hold.
 */
patch: Array<Edit>, 
/**
 * Country of national phone numbers; the setting decides when null.
 */
region: string | null, };

export type ContactsExplain = { 
/**
 * The filter in its text form.
 */
filter: string, 
/**
 * Which contact.
 */
id: Id, };

export type ContactsExplained = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * What is shown.
 */
display: string, 
/**
 * Whether it is meant: the filter holds, and it is in a state that is meant.
 */
meant: boolean, 
/**
 * In which state it is.
 */
state: RecordState, 
/**
 * The filter with its parts.
 */
why: Explanation, };

export type ContactsFilter = { 
/**
 * The filter in its text form.
 */
filter: string, 
/**
 * In which order.
 */
sort: SortField, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * How many at most.
 */
limit: number, 
/**
 * The `next` of the page before.
 */
after: string | null, 
/**
 * Which ones, unless the filter names states itself.
 */
state: RecordState, 
/**
 * Key of a field of one's own to sort by instead.
 */
sort_field: string | null, };

export type ContactsFound = { 
/**
 * How many match in all.
 */
total: number, 
/**
 * How many of these are only similar.
 */
similar: number, 
/**
 * The best of them.
 */
hits: Array<SearchHit>, 
/**
 * A spelling that finds somebody, when nobody was found.
 */
did_you_mean: DidYouMean | null, 
/**
 * How long it took.
 */
micros: number, 
/**
 * How many journal lines the index has not seen yet.
 */
behind: number, };

export type ContactsHistory = { 
/**
 * Which one.
 */
id: Id, 
/**
 * What happened.
 */
entries: Array<HistoryEntry>, };

export type ContactsList = { 
/**
 * In which order.
 */
sort: SortField, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * How many at most.
 */
limit: number, 
/**
 * The `next` of the page before.
 */
after: string | null, 
/**
 * Which ones.
 */
state: RecordState, 
/**
 * Key of a field of one's own to sort by instead.
 */
sort_field: string | null, };

export type ContactsListed = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The page.
 */
contacts: Array<ContactRow>, 
/**
 * Where the next page begins; null after the last.
 */
next: string | null, };

export type ContactsLock = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * A field (`notes`), all rows of a kind (`phones`), or one row (`phones/<id>`).
 */
path: string, 
/**
 * Whether it is to stay here.
 */
locked: boolean, };

export type ContactsLocked = { 
/**
 * The path that was meant.
 */
path: string, 
/**
 * Whether it stays here.
 */
locked: boolean, 
/**
 * To undo it by; null when it was so already.
 */
batch: Id | null, };

export type ContactsPosition = { 
/**
 * Which view.
 */
view: number, 
/**
 * Which contact.
 */
id: Id, };

export type ContactsReach = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * For this purpose, which then needs consent; null for whatever they said no to.
 */
purpose: string | null, };

export type ContactsReached = { 
/**
 * Channel by channel.
 */
channels: Array<ChannelReach>, 
/**
 * Address by address, number by number.
 */
rows: Array<Reach>, };

export type ContactsResolve = { 
/**
 * A whole id, its last eight characters, or an e-mail that exactly one contact has.
 */
text: string, };

export type ContactsRows = { 
/**
 * Which view.
 */
view: number, 
/**
 * The first position, from 0.
 */
offset: number, 
/**
 * How many at most.
 */
limit: number, 
/**
 * Keys of the fields of one's own that are shown.
 */
custom: Array<string>, 
/**
 * A list of which the status of each is told.
 */
list: Id | null, };

export type ContactsRowsRead = { 
/**
 * The first position.
 */
offset: number, 
/**
 * The rows.
 */
rows: Array<ContactRow>, 
/**
 * With which status each row's contact is on the list that was asked about, empty for none; else nothing.
 */
statuses: Array<string>, };

export type ContactsSearch = { 
/**
 * Words, parts of words, of addresses, of numbers; phrases in quotation marks; `field:value`; `-` before what
 * must not be found.
 */
query: string, 
/**
 * How many at most.
 */
limit: number, };

export type ContactsUpdate = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * What the edit is based on.
 */
base: number | null, 
/**
 * What to change.
 */
patch: Array<Edit>, };

export type ContactsUpdated = { 
/**
 * The contact as it is now.
 */
contact: Contact, 
/**
 * To undo it by.
 */
batch: Id | null, 
/**
 * What was overwritten, by path.
 */
replaced: Array<FieldChange>, };

export type ContactsView = { 
/**
 * In which order.
 */
sort: SortField, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * Which ones.
 */
state: RecordState, 
/**
 * Only what this finds, best first; the order is then the ranking.
 */
query: string | null, 
/**
 * Key of a field of one's own to sort by instead.
 */
sort_field: string | null, 
/**
 * Only whom this filter means, in its text form.
 */
filter: string | null, 
/**
 * Contacts that stay in a filtered view whether or not the filter means them: those who were made or edited
 * while somebody looks at it.
 */
keep: Array<Id>, 
/**
 * By which field, as filters name it, those who have the same stand together.
 */
group: string | null, };

export type ContactsViewed = { 
/**
 * Its name, for this session.
 */
view: number, 
/**
 * How many rows.
 */
total: number, 
/**
 * The journal's position that it reflects.
 */
seq: number, 
/**
 * Of those to keep, whom the filter does not mean.
 */
outside: Array<Id>, 
/**
 * The groups, one after the other; of more than can be shown none, though they stand together.
 */
groups: Array<ViewGroup>, };

export type CustomKind = "text" | "long_text" | "integer" | "decimal" | "money" | "percent" | "boolean" | "date" | "date_time" | "choice" | "multi_choice" | "email" | "phone" | "url" | "contact" | "company" | "file";

export type DateOrder = "auto" | "ymd" | "dmy" | "mdy";

export type DatedEvent = { 
/**
 * Identity of the child row.
 */
id: Id, 
/**
 * The day.
 */
value: PartialDate, 
/**
 * `anniversary` or any other word; empty when not said.
 */
label: string, 
/**
 * The one that is used when none is chosen.
 */
primary: boolean, };

export type DefinitionDone = { 
/**
 * The definition that was made, changed or that stays; null when it is gone.
 */
id: Id | null, 
/**
 * To undo it by; null when nothing changed.
 */
batch: Id | null, 
/**
 * How many contacts got or lost something.
 */
contacts: number, };

export type DefinitionsList = { 
/**
 * Whether contacts are counted: that looks at all of them.
 */
counted: boolean, };

export type Departure = { 
/**
 * Whether everything is in step, as far as it is known here.
 */
ready: boolean, 
/**
 * Accounts that have something left, and those whose last run is older than a day.
 */
accounts: Array<DepartureLine>, };

export type DepartureLine = { 
/**
 * Its name.
 */
name: string, 
/**
 * Records that are to be sent.
 */
unsent: number, 
/**
 * What a person has to decide.
 */
conflicts: number, 
/**
 * Records that are held.
 */
held: number, 
/**
 * When the last run ended, UTC milliseconds.
 */
last_run_at: number | null, 
/**
 * Whether that is so long ago that something new may be there.
 */
stale: boolean, };

export type DidYouMean = { 
/**
 * The query to search for instead.
 */
query: string, 
/**
 * How many that finds.
 */
total: number, };

export type Doctor = { 
/**
 * Whether all is well.
 */
ok: boolean, 
/**
 * What was looked at.
 */
checks: Array<Check>, };

export type Draft = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * Which field.
 */
path: string, 
/**
 * What is typed so far.
 */
value: string, 
/**
 * When, UTC milliseconds.
 */
at: number, };

export type DraftDrop = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * Which field.
 */
path: string, };

export type DraftSave = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * Which field.
 */
path: string, 
/**
 * What is typed so far.
 */
value: string, };

export type Drafts = { 
/**
 * By field.
 */
drafts: Array<Draft>, };

export type Edit = { 
/**
 * Where.
 */
path: string, } & ({ "set": unknown } | { "clear": boolean } | { "add": unknown } | { "remove": unknown });

export type Email = { 
/**
 * Identity of the child row.
 */
id: Id, 
/**
 * The address as written.
 */
value: string, 
/**
 * `work`, `home` or any other word; empty when not said.
 */
label: string, 
/**
 * The one that is used when none is chosen; exactly one of a contact's e-mails is.
 */
primary: boolean, 
/**
 * Whether mail arrives there.
 */
status: EmailStatus, 
/**
 * Nothing is to be sent to this address.
 */
do_not_email: boolean, };

export type EmailStatus = "unknown" | "valid" | "bouncing" | "dead";

export type Empty = Record<symbol, never>;

export type EncodingChoice = { 
/**
 * Its web name.
 */
name: string, 
/**
 * Which languages are written in it.
 */
used: string, };

export type Entity = "contact" | "company" | "tag" | "category_group" | "category" | "team_member" | "relation" | "relation_kind" | "field" | "list" | "saved_view";

export type ErrorCode = "conflict" | "invalid" | "not_found" | "ambiguous" | "locked" | "no_vault" | "vault_exists" | "wrong_passphrase" | "wrong_recovery_code" | "recovery_code_typo" | "passphrase_required" | "keyring_locked" | "keyring_absent" | "keyring_forgot" | "vault_newer" | "vault_damaged" | "vault_folder" | "database_damaged" | "read_only" | "disk_full" | "busy" | "bad_file" | "remote" | "unsent" | "other_book" | "bug";

export type Explanation = { 
/**
 * The part in its text form.
 */
part: string, 
/**
 * Whether it holds.
 */
holds: boolean, 
/**
 * What the contact has there; empty for a group and when it has nothing.
 */
values: Array<string>, 
/**
 * The parts of a group.
 */
parts: Array<Explanation>, };

export type ExportDone = { 
/**
 * Where.
 */
path: string, 
/**
 * As what.
 */
format: ExportFormat, 
/**
 * How many contacts are in the file; how many will be, while a job is at it.
 */
contacts: number, 
/**
 * Size of the file.
 */
bytes: number, 
/**
 * What the file could not carry, by field.
 */
losses: Array<Loss>, 
/**
 * The job that is at it.
 */
job: Id | null, };

export type ExportFormat = "csv" | "xlsx" | "vcard3" | "vcard4" | "jcard" | "ldif" | "jsonl";

export type ExportPreset = "satchel" | "google" | "outlook" | "hubspot";

export type ExportsStart = { 
/**
 * The file. What is there under the name is replaced once the new one is whole.
 */
path: string, 
/**
 * As what; what the file's name ends with when null.
 */
format: ExportFormat | null, 
/**
 * For which program a table is; of a view, null keeps the columns that it shows.
 */
preset: ExportPreset | null, 
/**
 * These contacts, in this order.
 */
ids: Array<Id>, 
/**
 * Whom this filter means, in its text form.
 */
filter: string | null, 
/**
 * Who is on this list.
 */
list: Id | null, 
/**
 * Whom this saved view shows, in its order.
 */
view: Id | null, 
/**
 * In which order, where neither `ids` nor a view has one.
 */
sort: SortField, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * Of which state, unless a filter names states itself.
 */
state: RecordState, 
/**
 * Also what is behind privacy locks.
 */
locked: boolean, };

export type FailedRowsSave = { 
/**
 * Which import.
 */
job: Id, 
/**
 * The file to write.
 */
path: string, };

export type FailedRowsSaved = { 
/**
 * Where.
 */
path: string, 
/**
 * How many.
 */
rows: number, };

export type Favourite = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * Whether it is one.
 */
favourite: boolean, };

export type FavouritesChanged = { 
/**
 * How many changed.
 */
count: number, 
/**
 * How many were so already.
 */
unchanged: number, };

export type FavouritesList = { 
/**
 * How many at most.
 */
limit: number, };

export type FavouritesSet = { 
/**
 * Which contacts.
 */
ids: Array<Id>, 
/**
 * Whether they shall be.
 */
favourite: boolean, };

export type FieldChange = { 
/**
 * What changed.
 */
path: string, 
/**
 * What it was.
 */
before: unknown, 
/**
 * What it became.
 */
after: unknown, };

export type FieldDefinition = { 
/**
 * Identity.
 */
id: Id, 
/**
 * Active; archived, with its values kept out of the way; or trashed.
 */
state: RecordState, 
/**
 * Whose field it is.
 */
entity: FieldEntity, 
/**
 * One word everywhere: in `set`, in a search, in mappings, on the wire.
 */
key: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * What it holds.
 */
kind: CustomKind, 
/**
 * A form that is saved must have a value; imports and syncs are told.
 */
required: boolean, 
/**
 * No two records outside the trash may have the same value.
 */
unique: boolean, 
/**
 * Regular expression that the whole value must match; empty for none.
 */
pattern: string, 
/**
 * The least value, or the least number of characters; empty for none.
 */
min: string, 
/**
 * The most, likewise.
 */
max: string, 
/**
 * What a new record has when nothing was said; empty for nothing.
 */
default: string, 
/**
 * A sentence beside the field.
 */
help: string, 
/**
 * Under which heading the card shows it; empty for the common one.
 */
group: string, 
/**
 * Fields are shown in this order, then by name.
 */
position: number, 
/**
 * ISO 4217 code of an amount that says none.
 */
currency: string, 
/**
 * When the card asks for it; always without.
 */
shown_when: ShownWhen | null, 
/**
 * What a choice offers, in order.
 */
options: Array<FieldOption>, };

export type FieldDraft = { 
/**
 * Whose field it is; only when it is made.
 */
entity: FieldEntity | null, name: string | null, 
/**
 * Without one, a new field gets one of its name.
 */
key: string | null, kind: CustomKind | null, required: boolean | null, unique: boolean | null, pattern: string | null, min: string | null, max: string | null, default: string | null, help: string | null, group: string | null, position: number | null, currency: string | null, 
/**
 * One without a field takes the condition away.
 */
shown_when: ShownWhen | null, 
/**
 * All options in order; those that are left out go, or are archived while somebody has them.
 */
options: Array<OptionDraft> | null, };

export type FieldEffect = { 
/**
 * The field as it would be.
 */
field: FieldDefinition, 
/**
 * Records that hold something in it.
 */
values: number, 
/**
 * Values that become something else, as the new kind has it.
 */
converts: number, 
/**
 * Values that the new kind cannot hold: they go, until it is undone.
 */
clears: number, 
/**
 * The first of those.
 */
unfit: Array<UnfitValue>, 
/**
 * Values that several records have, when each may be there only once: they stay.
 */
repeated: number, 
/**
 * Active records without a value, when there must be one: they stay so until somebody edits it.
 */
missing: number, 
/**
 * Options that are archived and do not go, because somebody has them.
 */
kept_options: Array<string>, };

export type FieldEntity = "contact" | "company";

export type FieldId = { 
/**
 * Which.
 */
id: Id, };

export type FieldOption = { 
/**
 * Identity; values refer to it, so that a new name is a new name and no other value.
 */
id: Id, 
/**
 * What people call it.
 */
name: string, 
/**
 * `#rrggbb`; empty for none.
 */
colour: string, 
/**
 * Still read, no longer offered.
 */
archived: boolean, };

export type FieldTurned = { 
/**
 * Values that became something else.
 */
converted: number, 
/**
 * Values that went.
 */
cleared: number, };

export type FieldsAdd = { 
/**
 * What it shall be: a name and a kind at least.
 */
field: FieldDraft, };

export type FieldsAdded = { 
/**
 * The field.
 */
field: FieldDefinition, 
/**
 * To undo it by.
 */
batch: Id | null, };

export type FieldsChanged = { 
/**
 * The field as it is now, or will be when the job has ended.
 */
field: FieldDefinition, 
/**
 * To undo it by; null when nothing changed, and until a job has ended.
 */
batch: Id | null, 
/**
 * Values that became something else.
 */
converted: number, 
/**
 * Values that went.
 */
cleared: number, 
/**
 * The job that goes on with the values, when there are many.
 */
job: Id | null, };

export type FieldsList = { 
/**
 * Of contacts or of companies; of both when null.
 */
entity: FieldEntity | null, 
/**
 * Also those that are archived.
 */
archived: boolean, };

export type FieldsListed = { 
/**
 * The fields.
 */
fields: Array<FieldDefinition>, };

export type FieldsMoved = { 
/**
 * Which.
 */
id: Id, 
/**
 * To undo it by; null when it was so already.
 */
batch: Id | null, 
/**
 * Records that hold something in it.
 */
values: number, };

export type FieldsSet = { 
/**
 * Which.
 */
id: Id, 
/**
 * What shall be otherwise.
 */
change: FieldDraft, };

export type FilePath = { 
/**
 * Its path on this computer.
 */
path: string, };

export type Filling = "overwrite" | "empty" | "add";

export type Filter = { "all": Array<Filter> } | { "any": Array<Filter> } | { "not": Filter } | { "words": string } | { "some": { 
/**
 * What kind of row.
 */
of: Related, 
/**
 * What holds for it.
 */
that: Filter, } } | { "where": Condition };

export type FilterField = { 
/**
 * Its path.
 */
path: string, 
/**
 * What it holds.
 */
kind: FilterKind, 
/**
 * The words of a choice.
 */
choices: Array<string>, };

export type FilterFields = { 
/**
 * In the order in which forms show them.
 */
fields: Array<FilterField>, 
/**
 * Rows of a contact, or of the company where they work.
 */
rows: Array<FilterRows>, };

export type FilterKind = "text" | "email" | "phone" | "day" | "anniversary" | "instant" | "number" | "flag" | "choice";

export type FilterRead = { 
/**
 * Its one spelling.
 */
text: string, 
/**
 * As data.
 */
filter: Filter, };

export type FilterRows = { 
/**
 * Which.
 */
of: Related, 
/**
 * What they are called in a path and before a parenthesis.
 */
name: string, 
/**
 * What can be asked of one of them; paths are inside of the row.
 */
parts: Array<FilterField>, };

export type FilterSuggest = { 
/**
 * Of which field.
 */
field: string, 
/**
 * What is typed.
 */
text: string, 
/**
 * How many at most.
 */
limit: number, };

export type FilterSuggested = { 
/**
 * In the order of their names.
 */
values: Array<string>, };

export type FilterText = { 
/**
 * The text form.
 */
text: string, };

export type FilterTree = { 
/**
 * The filter.
 */
filter: Filter, };

export type Frequency = "daily" | "weekly" | "monthly" | "quarterly" | "yearly" | "when_asked";

export type GridColumn = { 
/**
 * Which.
 */
key: string, 
/**
 * Whether it is there.
 */
shown: boolean, 
/**
 * In sixteenths of a rem; 0 takes its share of what is left.
 */
width: number, };

export type GuessedBy = "preset" | "header" | "content" | "person" | "none";

export type Highlights = { 
/**
 * In the name.
 */
display: Array<[number, number]>, 
/**
 * In the company.
 */
company: Array<[number, number]>, 
/**
 * In the e-mail.
 */
email: Array<[number, number]>, 
/**
 * In the phone.
 */
phone: Array<[number, number]>, 
/**
 * In the title.
 */
title: Array<[number, number]>, 
/**
 * In the place.
 */
place: Array<[number, number]>, };

export type HistoryEntry = { 
/**
 * Which batch.
 */
batch: Id, 
/**
 * When, UTC milliseconds.
 */
at: number, 
/**
 * Who let it in.
 */
origin: Origin, 
/**
 * Who did it.
 */
actor: string, 
/**
 * What was done.
 */
label: string, 
/**
 * Path by path.
 */
changes: Array<FieldChange>, 
/**
 * Whether it made the record.
 */
created: boolean, 
/**
 * Whether it was undone.
 */
reverted: boolean, };

export type Id = string;

export type ImportChoices = { 
/**
 * What each column is; the guess when null.
 */
mapping: Mapping | null, 
/**
 * Whether to create contacts that are here already as well.
 */
all: boolean, 
/**
 * The encoding, by its web name.
 */
encoding: string | null, 
/**
 * What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
 */
delimiter: string | null, 
/**
 * The line of the header, counted from 1; 0 when there is none.
 */
header_line: number | null, 
/**
 * What may be written.
 */
mode: ImportMode, 
/**
 * By what rows are matched, the first that finds anybody deciding: `id`, `external`, `email`, `phone`,
 * `linkedin`, `name+phone`, `name+company`, `custom:KEY`. What is usual when empty.
 */
matching: Array<string>, 
/**
 * What is done with values of contacts that are here, where a column does not say; what is usual for each field
 * when null.
 */
filling: Filling | null, 
/**
 * What every row gets that does not say it itself.
 */
set: Array<Edit>, 
/**
 * The list on which everybody of the file is put, by name; made when there is none.
 */
list: string | null, 
/**
 * Whether categories that there are not are made, with their groups; otherwise they go to the notes.
 */
make_categories: boolean, };

export type ImportKind = "table" | "cards";

export type ImportMode = "create" | "upsert" | "update";

export type ImportPart = { 
/**
 * The sheet, or the file in the archive.
 */
name: string, 
/**
 * What is in it, as a sentence; empty where nothing is to be said.
 */
about: string, 
/**
 * Whether it is what a person most likely means.
 */
suggested: boolean, };

export type ImportParts = { 
/**
 * Its parts; empty where it is one thing.
 */
parts: Array<ImportPart>, 
/**
 * Whether all that are suggested are meant, and not one of them.
 */
together: boolean, };

export type ImportPlan = { 
/**
 * Counts and problems.
 */
report: ImportReport, 
/**
 * How many rows have each outcome.
 */
outcomes: Array<OutcomeCount>, 
/**
 * The rows that were asked for.
 */
rows: Array<RowAction>, };

export type ImportPreview = { 
/**
 * Its name.
 */
file: string, 
/**
 * What kind of file it is.
 */
kind: ImportKind, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Its parts; empty where it is one thing.
 */
parts: Array<ImportPart>, 
/**
 * The part that is shown.
 */
part: string | null, 
/**
 * Its encoding.
 */
encoding: string, 
/**
 * What separates its cells.
 */
delimiter: string, 
/**
 * Whose export it is, when that is known.
 */
preset: string | null, 
/**
 * The headers as written; of cards, what is shown of each.
 */
header: Array<string>, 
/**
 * The line of the header; null when it has none.
 */
header_line: number | null, 
/**
 * How many rows it has, about.
 */
rows_estimate: number, 
/**
 * What each column is taken for.
 */
mapping: Mapping, 
/**
 * The first rows.
 */
rows: Array<Array<string>>, 
/**
 * Days that could begin with the day or with the month, a few, when no other day of the file tells.
 */
either_days: Array<string>, 
/**
 * What is wrong with them.
 */
problems: Array<Problem>, 
/**
 * What was chosen the last time for a file of this kind.
 */
recipe: Recipe | null, 
/**
 * What columns can be mapped to.
 */
targets: Array<TargetChoice>, 
/**
 * The encodings that can be chosen.
 */
encodings: Array<EncodingChoice>, };

export type ImportReport = { 
/**
 * To undo it by; null when nothing was written.
 */
batch: Id | null, 
/**
 * Rows read.
 */
read: number, 
/**
 * Contacts made.
 */
created: number, 
/**
 * Contacts changed.
 */
updated: number, 
/**
 * Blank rows and rows that are here already.
 */
skipped: number, 
/**
 * Rows that could not be taken.
 */
failed: number, 
/**
 * What was wrong, in the order of the rows, at most a thousand.
 */
problems: Array<Problem>, 
/**
 * How many problems there are in all.
 */
problems_total: number, 
/**
 * Headers of the columns that have no field and were left out.
 */
unmapped: Array<string>, 
/**
 * Fields and categories that were made on the way, or would be, by name.
 */
made: Array<string>, 
/**
 * How long it took.
 */
seconds: number, 
/**
 * The file's name.
 */
file: string, };

export type ImportsDryRun = { 
/**
 * The import.
 */
import: ImportsStart, 
/**
 * Only rows of this outcome.
 */
outcome: RowOutcome | null, 
/**
 * How many rows are told at most; none when null.
 */
rows: number | null, };

export type ImportsParts = { 
/**
 * The file.
 */
path: string, };

export type ImportsPreview = { 
/**
 * The file.
 */
path: string, 
/**
 * A mapping to try instead of the guess.
 */
mapping: Mapping | null, 
/**
 * The encoding, by its web name.
 */
encoding: string | null, 
/**
 * What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
 */
delimiter: string | null, 
/**
 * The line of the header, counted from 1; 0 when there is none.
 */
header_line: number | null, 
/**
 * Which part of it: a sheet of a workbook, a file in an archive; the likely one when null.
 */
part: string | null, };

export type ImportsStart = { 
/**
 * The file.
 */
path: string, 
/**
 * Which part of it: a sheet of a workbook, a file in an archive; the likely one when null.
 */
part: string | null, 
/**
 * Cells that a person mended.
 */
fixes: Array<CellFix>, 
/**
 * Whom rows are about, of the several who could be meant.
 */
answers: Array<RowAnswer>, 
/**
 * The name under which the choices are remembered for files of this kind.
 */
recipe: string | null, 
/**
 * What each column is; the guess when null.
 */
mapping: Mapping | null, 
/**
 * Whether to create contacts that are here already as well.
 */
all: boolean, 
/**
 * The encoding, by its web name.
 */
encoding: string | null, 
/**
 * What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
 */
delimiter: string | null, 
/**
 * The line of the header, counted from 1; 0 when there is none.
 */
header_line: number | null, 
/**
 * What may be written.
 */
mode: ImportMode, 
/**
 * By what rows are matched, the first that finds anybody deciding: `id`, `external`, `email`, `phone`,
 * `linkedin`, `name+phone`, `name+company`, `custom:KEY`. What is usual when empty.
 */
matching: Array<string>, 
/**
 * What is done with values of contacts that are here, where a column does not say; what is usual for each field
 * when null.
 */
filling: Filling | null, 
/**
 * What every row gets that does not say it itself.
 */
set: Array<Edit>, 
/**
 * The list on which everybody of the file is put, by name; made when there is none.
 */
list: string | null, 
/**
 * Whether categories that there are not are made, with their groups; otherwise they go to the notes.
 */
make_categories: boolean, };

export type InCategory = { 
/**
 * Identity of the group.
 */
group_id: Id, 
/**
 * What the group is called.
 */
group: string, 
/**
 * Identity of the value.
 */
id: Id, 
/**
 * What the value is called.
 */
name: string, 
/**
 * Its colour.
 */
colour: Colour, };

export type Job = { 
/**
 * Which.
 */
id: Id, 
/**
 * What kind.
 */
kind: JobKind, 
/**
 * Where it is.
 */
state: JobState, 
/**
 * What a person reads.
 */
label: string, 
/**
 * How much is done.
 */
done: number, 
/**
 * Of how much; 0 when not known.
 */
total: number, 
/**
 * Records a second; null until known.
 */
rate: number | null, 
/**
 * Seconds to go; null until known.
 */
left: number | null, 
/**
 * When it began, UTC milliseconds.
 */
started_at: number, 
/**
 * When it ended.
 */
finished_at: number | null, 
/**
 * The batch that it writes.
 */
batch: Id | null, 
/**
 * Why it failed.
 */
error: string | null, };

export type JobChange = { 
/**
 * Who.
 */
id: Id, 
/**
 * Name of the company; made where there is none.
 */
company: string, 
/**
 * Job title there.
 */
title: string, 
/**
 * Department there.
 */
department: string, 
/**
 * The first day there (`2026-11-01`); today when null.
 */
since: string | null, 
/**
 * The address there.
 */
email: string | null, 
/**
 * Whether addresses of the old company are kept as dead ones, which still find the person.
 */
retire: boolean, 
/**
 * A line for the notes.
 */
note: string | null, };

export type JobChanged = { 
/**
 * To undo it by.
 */
batch: Id | null, 
/**
 * The contact as it is now.
 */
contact: Contact, 
/**
 * Addresses that are dead now.
 */
retired: Array<string>, 
/**
 * The company that was left.
 */
left: CompanyRef | null, 
/**
 * Who is still there.
 */
colleagues: Array<CompanyPerson>, };

export type JobId = { 
/**
 * Which.
 */
job: Id, };

export type JobKind = "import" | "undo" | "reindex" | "sync" | "field" | "bulk" | "export" | "archive";

export type JobStarted = { 
/**
 * Which.
 */
job: Id, };

export type JobState = "queued" | "running" | "paused" | "waiting" | "interrupted" | "done" | "failed" | "cancelled";

export type Jobs = { 
/**
 * Newest first.
 */
jobs: Array<Job>, };

export type KeptPath = { 
/**
 * What kind of record.
 */
entity: Entity, 
/**
 * Which record.
 */
id: Id, 
/**
 * What it is called.
 */
display: string, 
/**
 * Which path of it.
 */
path: string, 
/**
 * Why.
 */
reason: string, };

export type KeyringState = "ready" | "locked" | "absent";

export type LegalBasis = "consent" | "contract" | "legal_obligation" | "vital_interests" | "public_task" | "legitimate_interests";

export type LetterCase = "upper" | "lower" | "title";

export type Likeness = "same" | "contained" | "different";

export type Link = { 
/**
 * Identity of the child row.
 */
id: Id, 
/**
 * The URL as written.
 */
value: string, 
/**
 * The network whose profile it is, by its key (`linkedin`); empty for any other page. Read off the URL.
 */
network: string, 
/**
 * The handle there, without `@`. Read off the URL.
 */
handle: string, 
/**
 * `website`, `linkedin`, … or any other word; empty when not said.
 */
label: string, 
/**
 * The one that is used when none is chosen.
 */
primary: boolean, };

export type List = { 
/**
 * Which.
 */
id: Id, 
/**
 * What it is called.
 */
name: string, 
/**
 * What kind it is.
 */
kind: ListKind, 
/**
 * Who is meant, in text form, when it follows a filter.
 */
filter: string, 
/**
 * How many are on it; null when it follows a filter, which has to be asked.
 */
members: number | null, };

export type ListId = { 
/**
 * Which.
 */
list: Id, };

export type ListKind = "static" | "dynamic" | "campaign" | "event" | "segment";

export type ListMember = { 
/**
 * Who.
 */
contact: ContactRow, 
/**
 * With which status.
 */
status: string, };

export type ListShown = { 
/**
 * The list.
 */
list: List, 
/**
 * How many there are in all.
 */
total: number, 
/**
 * The page.
 */
members: Array<ListMember>, 
/**
 * Where the next page begins; null after the last.
 */
next: string | null, };

export type ListStatuses = { 
/**
 * Those of an event, or those that are used on a campaign.
 */
statuses: Array<string>, };

export type Lists = { 
/**
 * The lists.
 */
lists: Array<List>, };

export type ListsCreate = { 
/**
 * What to call it.
 */
name: string, 
/**
 * What kind.
 */
kind: ListKind, 
/**
 * Who is meant, in text form, by one that follows a filter.
 */
filter: string, };

export type ListsMembers = { 
/**
 * Which list.
 */
list: Id, 
/**
 * Which contacts.
 */
ids: Array<Id>, 
/**
 * With which status; the first of the kind when empty.
 */
status: string, };

export type ListsOf = { 
/**
 * The lists by name; those that follow a filter are not among them.
 */
on: Array<OnList>, };

export type ListsShow = { 
/**
 * Which.
 */
list: Id, 
/**
 * In which order.
 */
sort: SortField, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * How many at most.
 */
limit: number, 
/**
 * The `next` of the page before.
 */
after: string | null, 
/**
 * Key of a field of one's own to sort by instead.
 */
sort_field: string | null, };

export type ListsUpdate = { 
/**
 * Which.
 */
list: Id, 
/**
 * What to call it.
 */
name: string | null, 
/**
 * Who is meant.
 */
filter: string | null, };

export type Looks = { 
/**
 * The columns of the list of contacts in their order; none when they were never arranged.
 */
columns: Array<GridColumn>, 
/**
 * Whether the hints of the first run were seen.
 */
hints_seen: boolean, };

export type LooksSet = { 
/**
 * See [`Looks::columns`]; null leaves them as they are.
 */
columns: Array<GridColumn> | null, 
/**
 * The hints were seen now.
 */
hints_seen: boolean, };

export type Loss = { 
/**
 * The field by its key, with the part of its rows: `notes`, `emails`, `emails/label`, `custom/budget`.
 */
field: string, 
/**
 * What became of them.
 */
kind: LossKind, 
/**
 * How many.
 */
values: number, 
/**
 * Of how many contacts.
 */
contacts: number, };

export type LossKind = "left_out" | "one_way" | "cut" | "locked";

export type Mapping = { 
/**
 * One entry per column.
 */
columns: Array<ColumnMapping>, 
/**
 * In which order the file writes the parts of a day.
 */
date_order: DateOrder, 
/**
 * ISO 3166 alpha-2 code of the country that national phone numbers are from when their row does not say.
 */
country: string | null, 
/**
 * The program or service whose export this is, when it was recognised.
 */
preset: string | null, 
/**
 * What becomes of columns that nobody has given a field.
 */
unmapped: Unmapped, };

export type Matched = "name" | "company" | "email" | "phone" | "title" | "tag" | "place" | "note" | "other";

export type MergeChoice = { 
/**
 * Where.
 */
path: string, } & ({ "from": number } | { "all": boolean } | { "leave": boolean } | { "primary": boolean });

export type MergeOf = { 
/**
 * Which, the survivor first.
 */
ids: Array<Id>, 
/**
 * What is wanted instead of the defaults.
 */
choices: Array<MergeChoice>, };

export type MergeRecord = { 
/**
 * Which.
 */
id: Id, 
/**
 * What it is called.
 */
display: string, };

export type MergeShown = { 
/**
 * The records, the survivor first.
 */
records: Array<MergeRecord>, 
/**
 * Fields in which at least one of them has something.
 */
fields: Array<MergedField>, 
/**
 * Rows in which at least one of them has something.
 */
rows: Array<MergedRow>, 
/**
 * How many people move from the companies that end.
 */
people: number, };

export type Merged = { 
/**
 * The survivor.
 */
id: Id, 
/**
 * To undo it by.
 */
batch: Id | null, 
/**
 * How many records ended.
 */
ended: number, };

export type MergedField = { 
/**
 * The field.
 */
path: string, 
/**
 * What each record has there, in their order; null for nothing.
 */
values: unknown[], 
/**
 * How these relate.
 */
relation: Likeness, 
/**
 * What the survivor will have; null for nothing.
 */
result: unknown, };

export type MergedRow = { 
/**
 * Its path, by which it is chosen.
 */
path: string, 
/**
 * The row.
 */
value: unknown, 
/**
 * Which records have it, counted from 0.
 */
of: number[], 
/**
 * Whether the survivor will have it.
 */
kept: boolean, };

export type MutualShown = { 
/**
 * By name.
 */
people: Array<ReferralShown>, };

export type Objection = { "why": "person" } | { "why": "address" } | { "why": "consent", 
/**
 * What for.
 */
purpose: string, 
/**
 * How things stand.
 */
state: ConsentState, 
/**
 * Since which day; empty when there is no entry.
 */
day: string, };

export type OnList = { 
/**
 * Which.
 */
list: List, 
/**
 * With which status; empty where a list has none.
 */
status: string, };

export type OptionDraft = { 
/**
 * Which option; null for a new one, unless one of that name is there.
 */
id: Id | null, 
/**
 * What people call it.
 */
name: string, 
/**
 * `#rrggbb`; empty for none.
 */
colour: string, 
/**
 * Still read, no longer offered.
 */
archived: boolean, };

export type Origin = "window" | "command" | "import" | "sync" | "job" | "undo";

export type OutcomeCount = { 
/**
 * Which.
 */
outcome: RowOutcome, 
/**
 * How many.
 */
rows: number, };

export type PartialDate = string;

export type PassphraseSet = { 
/**
 * The new one.
 */
passphrase: string, };

export type PastImport = { 
/**
 * Its job, by which its report is read.
 */
job: Id, 
/**
 * The file's name.
 */
file: string, 
/**
 * SHA-256 of the file, in hexadecimal.
 */
hash: string, 
/**
 * The recipe that it followed or made; empty when none.
 */
recipe: string, 
/**
 * When it began, UTC milliseconds.
 */
at: number, 
/**
 * Who did it.
 */
actor: string, 
/**
 * Where it is.
 */
state: JobState, 
/**
 * Contacts made.
 */
created: number, 
/**
 * Contacts changed.
 */
updated: number, 
/**
 * Rows that were left alone.
 */
skipped: number, 
/**
 * Rows that could not be taken.
 */
failed: number, 
/**
 * To undo it by; null when nothing was written.
 */
batch: Id | null, 
/**
 * Whether it was undone.
 */
undone: boolean, };

export type PastImports = { 
/**
 * At most a hundred.
 */
imports: Array<PastImport>, };

export type Phone = { 
/**
 * Identity of the child row.
 */
id: Id, 
/**
 * The number as written.
 */
value: string, 
/**
 * The number in E.164 (`+442079460958`), empty when it is not known to be a valid number.
 */
e164: string, 
/**
 * `work`, `mobile`, … or any other word; empty when not said.
 */
label: string, 
/**
 * The one that is used when none is chosen; exactly one of a contact's phones is.
 */
primary: boolean, 
/**
 * This number is not to be called.
 */
do_not_call: boolean, 
/**
 * Nothing is to be texted to this number.
 */
do_not_text: boolean, };

export type Position = { 
/**
 * From 0; null when it is not in the view.
 */
position: number | null, };

export type Preferences = { 
/**
 * Channels, the best liked first.
 */
channels: Array<Channel>, 
/**
 * When, in their words.
 */
best_times: string, 
/**
 * How often at most.
 */
frequency: Frequency | null, 
/**
 * About what, in their words.
 */
topics: string, 
/**
 * Not to be called, on any number.
 */
do_not_call: boolean, 
/**
 * Not to be written e-mails, to any address.
 */
do_not_email: boolean, 
/**
 * Not to be texted, on any number.
 */
do_not_text: boolean, };

export type Problem = { 
/**
 * The line of the file where the record starts, counted from 1.
 */
row: number, 
/**
 * The header of the column, empty when the whole row is meant.
 */
column: string, 
/**
 * The raw value, at most 200 characters of it.
 */
value: string, 
/**
 * What kind of problem.
 */
code: ProblemCode, 
/**
 * What it cost.
 */
severity: Severity, 
/**
 * One sentence for a person.
 */
reason: string, };

export type ProblemCode = "ragged" | "unclosed_quote" | "unidentified" | "email_invalid" | "phone_invalid" | "date_invalid" | "link_invalid" | "too_long" | "encoding" | "blank" | "already_here" | "ambiguous" | "nobody" | "malformed" | "custom_invalid" | "no_category" | "required" | "taken" | "kept";

export type Reach = { 
/**
 * The row: `emails/<id>`, `phones/<id>`.
 */
path: string, 
/**
 * The address or the number as written.
 */
value: string, 
/**
 * On which channel.
 */
channel: Channel, 
/**
 * What speaks against it; nothing when it may be used.
 */
objections: Array<Objection>, };

export type ReadValue = { 
/**
 * The field's key.
 */
field: string, 
/**
 * The value as a person reads it.
 */
text: string, 
/**
 * What would be done with it.
 */
edit: Edit, 
/**
 * Whether it is a guess.
 */
doubtful: boolean, };

export type RecentsList = { 
/**
 * How many at most.
 */
limit: number, };

export type Recipe = { 
/**
 * Identity.
 */
id: Id, 
/**
 * What it is called.
 */
name: string, 
/**
 * When it was used last, UTC milliseconds.
 */
used_at: number, 
/**
 * The choices.
 */
choices: ImportChoices, };

export type RecipeId = { 
/**
 * Which.
 */
recipe: Id, };

export type Recipes = { 
/**
 * All of them.
 */
recipes: Array<Recipe>, };

export type RecordState = "active" | "archived" | "trashed" | "merged";

export type RecoveryCodeShown = { 
/**
 * The code in groups.
 */
recovery_code: string, };

export type ReferralShown = { 
/**
 * Who.
 */
id: Id, 
/**
 * What they are called.
 */
display: string, 
/**
 * Steps from the contact.
 */
steps: number, };

export type Related = "emails" | "phones" | "addresses" | "links" | "dates" | "attachments" | "categories" | "consents" | "relations" | "affiliations" | "company_names" | "company_domains" | "company_phones" | "company_addresses" | "company_attachments" | "lists" | "changes";

export type Relation = { 
/**
 * Identity.
 */
id: Id, 
/**
 * What the other is to the one who looks: `manager`.
 */
kind: string, 
/**
 * What the one who looks is to the other: `report`.
 */
reverse: string, 
/**
 * The other.
 */
contact: Id, 
/**
 * What the other is called.
 */
display: string, 
/**
 * Where the other works.
 */
company: string, 
/**
 * From 1 to 3; 0 when not said.
 */
strength: number, 
/**
 * A few words.
 */
note: string, };

export type RelationDone = { 
/**
 * Which.
 */
id: Id, 
/**
 * To undo it by; null when nothing changed.
 */
batch: Id | null, };

export type RelationId = { 
/**
 * Which.
 */
id: Id, };

export type RelationKind = { 
/**
 * What the first is to the second: `manager`.
 */
name: string, 
/**
 * What the second is to the first: `report`.
 */
reverse: string, 
/**
 * Whether the program knows it, as opposed to somebody who made it.
 */
built_in: boolean, };

export type RelationKinds = { 
/**
 * The usual ones, then one's own.
 */
kinds: Array<RelationKind>, };

export type Relations = { 
/**
 * By kind and name.
 */
relations: Array<Relation>, 
/**
 * Who referred the contact, and those (steps below 0), and whom they referred, and those (above 0).
 */
referrals: Array<ReferralShown>, };

export type RelationsAdd = { 
/**
 * The first.
 */
one: Id, 
/**
 * By either name of the kind: `manager`, or `report` for the other way round.
 */
kind: string, 
/**
 * What the second is to the first, to make a kind that there is not yet.
 */
reverse: string | null, 
/**
 * The second.
 */
other: Id, 
/**
 * From 1 to 3; 0 when not said.
 */
strength: number, 
/**
 * A few words.
 */
note: string, };

export type RelationsBetween = { 
/**
 * The first.
 */
one: Id, 
/**
 * The second.
 */
other: Id, };

export type ReportTo = { 
/**
 * Where.
 */
company: Id, 
/**
 * Who.
 */
report: Id, 
/**
 * Under whom; nobody there when null.
 */
manager: Id | null, };

export type RestoreBackup = { 
/**
 * The backup.
 */
file: string, 
/**
 * The folder, which must be empty or not there.
 */
dir: string, 
/**
 * To try that it opens, or nothing.
 */
passphrase: string | null, 
/**
 * To try that it opens, or nothing.
 */
recovery_code: string | null, };

export type Restored = { 
/**
 * The new vault's folder.
 */
dir: string, 
/**
 * The ways in.
 */
slots: Array<SlotKind>, 
/**
 * Contacts in it, when a way in was given to look.
 */
contacts: number | null, };

export type RowAction = { 
/**
 * The line on which the row begins.
 */
row: number, 
/**
 * What becomes of it.
 */
action: RowOutcome, 
/**
 * The contact that is here; null when there is none.
 */
id: Id | null, 
/**
 * What the contact is called.
 */
display: string, 
/**
 * What would change.
 */
changes: Array<ValueChange>, 
/**
 * Why nothing is done; empty when something is.
 */
reason: string, 
/**
 * Who could be meant, when it is asked.
 */
candidates: Array<RowCandidate>, };

export type RowAnswer = { 
/**
 * The line on which the row begins.
 */
row: number, 
/**
 * One of those who could be meant; somebody new when null.
 */
contact: Id | null, };

export type RowCandidate = { 
/**
 * The contact.
 */
id: Id, 
/**
 * What they are called.
 */
display: string, 
/**
 * What tells them from others: title, company, e-mail, phone.
 */
about: string, };

export type RowOutcome = "create" | "update" | "restore" | "skip" | "duplicate" | "ask" | "problem";

export type SavedView = { 
/**
 * What it is called.
 */
name: string, 
/**
 * In which folder it is shown; empty for none.
 */
folder: string, 
/**
 * Whom it shows, in text form; empty for everybody.
 */
filter: string, 
/**
 * In which order.
 */
sort: SortField, 
/**
 * Key of a field of one's own to sort by instead; null while the field is archived or deleted.
 */
sort_field: string | null, 
/**
 * Backwards.
 */
descending: boolean, 
/**
 * By which field it is grouped; empty for none.
 */
grouping: string, 
/**
 * Columns and their widths, as JSON; empty for those of the window.
 */
columns: string, };

export type SavedViewId = { 
/**
 * Which.
 */
id: Id, };

export type SavedViewRow = { 
/**
 * Which.
 */
id: Id, 
/**
 * What it is.
 */
view: SavedView, };

export type SavedViews = { 
/**
 * The views.
 */
views: Array<SavedViewRow>, };

export type SearchHit = { 
/**
 * Which contact.
 */
id: Id, 
/**
 * What is shown.
 */
display: string, 
/**
 * Company.
 */
company: string, 
/**
 * The e-mail that matched, else the primary one.
 */
email: string, 
/**
 * The phone that matched, else the primary one.
 */
phone: string, 
/**
 * How well it matches among hits of its kind (as typed, or only similar); higher is better.
 */
score: number, 
/**
 * What matched; hits are together with others of the same.
 */
matched: Matched, 
/**
 * Whether it is only similar to what was typed: a slip of the keyboard away, or said alike.
 */
similar: boolean, 
/**
 * Job title.
 */
title: string, 
/**
 * The place that matched, else the first.
 */
place: string, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * Whether some account has still to be sent something of it.
 */
unsent: boolean, 
/**
 * Which parts matched.
 */
highlights: Highlights, 
/**
 * Where the notes matched.
 */
snippet: Snippet | null, };

export type SegmentMove = { 
/**
 * On which day.
 */
day: string, 
/**
 * Who.
 */
id: Id, 
/**
 * What is shown.
 */
display: string, 
/**
 * Whether it entered; else it left.
 */
entered: boolean, };

export type SegmentMoves = { 
/**
 * Newest day first, at most a thousand.
 */
moves: Array<SegmentMove>, };

export type SegmentsLooked = { 
/**
 * How many segments were looked at; those of today are not looked at again.
 */
looked: number, };

export type Settings = { 
/**
 * ISO 3166 alpha-2 code that national phone numbers are from; empty for none.
 */
country: string, 
/**
 * How the window looks.
 */
theme: Theme, 
/**
 * Whether unmapped columns of an import go to the notes.
 */
unmapped_to_notes: boolean, 
/**
 * Whether a backup is made every day.
 */
daily_backups: boolean, 
/**
 * The folder for them; empty for the vault's own.
 */
backup_dir: string, 
/**
 * After how many minutes without anybody at the window the vault locks; 0 for never. Always 0 while only the
 * keyring opens it.
 */
lock_after_minutes: number, 
/**
 * Whether it locks when the computer goes to sleep. Never while only the keyring opens it.
 */
lock_on_sleep: boolean, 
/**
 * Whether nothing may be asked of any network.
 */
offline: boolean, };

export type SettingsSet = { 
/**
 * See [`Settings::country`].
 */
country: string | null, 
/**
 * See [`Settings::theme`].
 */
theme: Theme | null, 
/**
 * See [`Settings::unmapped_to_notes`].
 */
unmapped_to_notes: boolean | null, 
/**
 * See [`Settings::daily_backups`].
 */
daily_backups: boolean | null, 
/**
 * See [`Settings::backup_dir`].
 */
backup_dir: string | null, 
/**
 * See [`Settings::lock_after_minutes`].
 */
lock_after_minutes: number | null, 
/**
 * See [`Settings::lock_on_sleep`].
 */
lock_on_sleep: boolean | null, 
/**
 * See [`Settings::offline`].
 */
offline: boolean | null, };

export type Severity = "error" | "warning";

export type ShownWhen = { 
/**
 * Key of the other field, built-in or of one's own.
 */
field: string, 
/**
 * What it must hold, as it is read; empty for anything.
 */
value: string, };

export type SignatureRead = { 
/**
 * Value by value, names first.
 */
values: Array<ReadValue>, 
/**
 * How sure all of it is, 0 to 1.
 */
confidence: number, };

export type SignatureText = { 
/**
 * The text.
 */
text: string, };

export type SlotKind = "keyring" | "passphrase" | "recovery";

export type Snippet = { 
/**
 * The piece.
 */
text: string, 
/**
 * What matched in it.
 */
highlights: Array<[number, number]>, };

export type SortField = "display" | "family" | "company" | "created_at" | "updated_at";

export type Span = { 
/**
 * How many.
 */
count: number, 
/**
 * Of what.
 */
unit: SpanUnit, };

export type SpanUnit = "day" | "week" | "month" | "year";

export type SyncAction = "create" | "update" | "delete" | "restore" | "merge" | "list" | "pair" | "doubt";

export type SyncCandidate = { 
/**
 * The contact.
 */
record: Id, 
/**
 * What it is called.
 */
display: string, };

export type SyncConflict = { 
/**
 * The account's name.
 */
account: string, 
/**
 * The contact.
 */
record: Id, 
/**
 * What it is called.
 */
display: string, 
/**
 * Which path; `state` for the whole contact.
 */
path: string, 
/**
 * What both sides agreed on last.
 */
base: unknown, 
/**
 * What is here.
 */
mine: ConflictSide, 
/**
 * What is there.
 */
theirs: ConflictSide, };

export type SyncCounts = { 
/**
 * Made.
 */
created: number, 
/**
 * Changed, or brought back.
 */
updated: number, 
/**
 * Ended.
 */
deleted: number, };

export type SyncDirection = "both" | "here" | "there";

export type SyncDoubt = { 
/**
 * The account's name.
 */
account: string, 
/**
 * What the remote calls the record.
 */
remote: string, 
/**
 * What they are called there.
 */
display: string, 
/**
 * What they hold there.
 */
values: Array<FieldChange>, 
/**
 * Who they may be.
 */
candidates: Array<SyncCandidate>, };

export type SyncEnd = "done" | "rehearsed" | "halted" | "sign_in" | "untrusted" | "stopped" | "unfinished";

export type SyncFailure = { 
/**
 * The contact here.
 */
record: Id | null, 
/**
 * What it is called; empty when it is not here.
 */
display: string, 
/**
 * What the remote calls it.
 */
remote: string | null, 
/**
 * Why, in a word.
 */
reason: string, 
/**
 * What the remote says of it.
 */
remote_says: string, };

export type SyncHeld = { 
/**
 * The account's name.
 */
account: string, 
/**
 * The contact.
 */
record: Id, 
/**
 * What it is called.
 */
display: string, 
/**
 * Why.
 */
reason: SyncHeldReason, };

export type SyncHeldReason = "undone" | "merged_there" | "cannot_return" | "another";

export type SyncListed = { 
/**
 * The list, or the group.
 */
side: SyncSide, 
/**
 * What it is called.
 */
title: string, 
/**
 * Whether the list was made.
 */
made: boolean, 
/**
 * Whether the list is called anew, as the group is.
 */
renamed: boolean, 
/**
 * Who came on it, as they are called.
 */
entered: Array<string>, 
/**
 * Who left it.
 */
left: Array<string>, };

export type SyncLog = { 
/**
 * Newest first.
 */
runs: Array<SyncRun>, };

export type SyncLogList = { 
/**
 * Which account.
 */
account: string, 
/**
 * How many at most.
 */
limit: number, };

export type SyncLogRun = { 
/**
 * Its number.
 */
run: number, 
/**
 * Without names, words of the remote and anything else about people, to be given away.
 */
impersonal: boolean, };

export type SyncOutcome = { 
/**
 * The contact here.
 */
record: Id | null, 
/**
 * What it is called.
 */
display: string, 
/**
 * What the remote calls it.
 */
remote: string | null, 
/**
 * What became of it, in a word.
 */
what: string, 
/**
 * A path, or what the remote says.
 */
words: string, };

export type SyncOutcomes = { 
/**
 * In the order in which it was written down.
 */
outcomes: Array<SyncOutcome>, };

export type SyncPlanned = { 
/**
 * Where.
 */
side: SyncSide, 
/**
 * What.
 */
action: SyncAction, 
/**
 * The contact here; of one that would be made here an id that means nothing yet.
 */
record: Id, 
/**
 * Whether the contact is here.
 */
here: boolean, 
/**
 * What it is called.
 */
display: string, 
/**
 * What the remote calls it, of one that would be made here.
 */
remote: string | null, 
/**
 * What the contact is called that it would be merged into.
 */
into: string | null, 
/**
 * Whether it is left out: it would be made here, and a person has said that it is not to be.
 */
left_out: boolean, 
/**
 * Field by field, from old to new.
 */
changes: Array<FieldChange>, };

export type SyncReport = { 
/**
 * The account's name.
 */
account: string, 
/**
 * How it ended.
 */
end: SyncEnd, 
/**
 * Why it did not come through, as a sentence.
 */
problem: string | null, 
/**
 * What came here.
 */
pulled: SyncCounts, 
/**
 * What went there.
 */
pushed: SyncCounts, 
/**
 * What a person has to decide.
 */
conflicts: number, 
/**
 * Contacts of which nothing is written on either side.
 */
held: number, 
/**
 * Contacts that did not go through.
 */
failed: Array<SyncFailure>, 
/**
 * Requests that were made.
 */
requests: number, 
/**
 * How long it took.
 */
seconds: number, 
/**
 * What became of lists that follow groups, and of the groups; what a rehearsal finds of them is in `planned`.
 */
lists: Array<SyncListed>, 
/**
 * What it wrote here, to be undone by.
 */
batch: Id | null, 
/**
 * Who would vanish, when that stopped it.
 */
vanishing: Vanishing | null, 
/**
 * What would be done; empty but for a rehearsal, and for a run that was stopped.
 */
planned: Array<SyncPlanned>, };

export type SyncRun = { 
/**
 * Its number.
 */
run: number, 
/**
 * When it began, UTC milliseconds.
 */
started_at: number, 
/**
 * When it ended, UTC milliseconds.
 */
finished_at: number, 
/**
 * How it ended.
 */
end: SyncEnd, 
/**
 * Why it did not come through.
 */
problem: string | null, 
/**
 * What came here.
 */
pulled: SyncCounts, 
/**
 * What went there.
 */
pushed: SyncCounts, 
/**
 * What a person had to decide.
 */
conflicts: number, 
/**
 * Contacts that were held.
 */
held: number, 
/**
 * Contacts that did not go through.
 */
failed: number, 
/**
 * Lists and groups that changed.
 */
lists: number, 
/**
 * Requests that were made.
 */
requests: number, 
/**
 * What it wrote here.
 */
batch: Id | null, };

export type SyncSide = "here" | "there";

export type SyncStart = { 
/**
 * Which account.
 */
account: string, 
/**
 * Only find out what would be done.
 */
rehearsal: boolean, 
/**
 * Contacts that are left alone this time.
 */
hold: Array<Id>, 
/**
 * What the remote calls those who would be new here and are left out from now on.
 */
leave_out: Array<string>, 
/**
 * Of those who were left out, who comes in from now on.
 */
let_in: Array<string>, 
/**
 * How many contacts may vanish because a person has looked.
 */
approved: Vanishing | null, };

export type SyncWho = { 
/**
 * The account's name.
 */
account: string, 
/**
 * What the remote calls the record.
 */
remote: string, 
/**
 * The contact here; null for nobody.
 */
record: Id | null, };

export type Tag = "contact" | "company" | "batch" | "job" | "settings" | "vault" | "draft" | "favourite" | "recent" | "account" | "field" | "definition" | "list" | "saved_view";

export type TagKind = "industry" | "size" | "status" | "source" | "custom";

export type TagShown = { 
/**
 * Which.
 */
id: Id, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is about.
 */
kind: TagKind, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * How many contacts outside the trash have it; null when that was not asked for.
 */
contacts: number | null, };

export type TagsAdd = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is about.
 */
kind: TagKind, 
/**
 * Its colour.
 */
colour: Colour, };

export type TagsDelete = { 
/**
 * Which.
 */
ids: Array<Id>, };

export type TagsListed = { 
/**
 * The tags.
 */
tags: Array<TagShown>, };

export type TagsMerge = { 
/**
 * Those that go.
 */
from: Array<Id>, 
/**
 * The one that stays.
 */
into: Id, };

export type TagsSet = { 
/**
 * Which.
 */
id: Id, 
/**
 * Another name.
 */
name: string | null, 
/**
 * What it is about.
 */
kind: TagKind | null, 
/**
 * Another colour.
 */
colour: Colour | null, };

export type TargetChoice = { 
/**
 * As [`Mapping`] writes it.
 */
target: string, 
/**
 * What a person reads.
 */
label: string, 
/**
 * Under which heading.
 */
group: string, };

export type Test = "present" | { "is": Array<string> } | { "has": string } | { "phrase": string } | { "begins": string } | { "contains": string } | { "ends": string } | { "less": string } | { "at_most": string } | { "more": string } | { "at_least": string } | { "between": [string, string] } | { "last": Span } | { "next": Span };

export type Theme = "system" | "light" | "dark";

export type UndoReport = { 
/**
 * The batch of the undo itself, to redo by; null when nothing could be reversed.
 */
batch: Id | null, 
/**
 * What was undone.
 */
undone: Id | null, 
/**
 * What that was.
 */
label: string, 
/**
 * How many records were reversed.
 */
reversed: number, 
/**
 * What was edited since and therefore kept.
 */
kept: Array<KeptPath>, 
/**
 * What could not be reversed.
 */
failed: Array<KeptPath>, 
/**
 * The job that goes on with it, when it is large.
 */
job: Id | null, };

export type UnfitValue = { 
/**
 * Whose value.
 */
id: Id, 
/**
 * What that is called.
 */
display: string, 
/**
 * The value as it is read.
 */
value: string, 
/**
 * Why not.
 */
reason: string, };

export type Unmapped = "ignore" | "notes";

export type ValueChange = { 
/**
 * The field's key.
 */
field: string, 
/**
 * What is there; empty when nothing is, or when something is added to it.
 */
before: string, 
/**
 * What would be there, or what is added.
 */
after: string, };

export type ValueChecked = { 
/**
 * As it will be kept or matched, where that differs.
 */
written: string | null, 
/**
 * A sentence about what looks like a slip.
 */
hint: string | null, 
/**
 * What is probably meant instead.
 */
meant: string | null, 
/**
 * Why it cannot be kept.
 */
problem: string | null, };

export type ValueRestore = { 
/**
 * Whose.
 */
id: Id, 
/**
 * The batch that changed it.
 */
batch: Id, 
/**
 * Which path, as the history tells it.
 */
path: string, };

export type ValuesCheck = { 
/**
 * The field's key (`emails`, `birthday`), or `postcode` for that part of an address.
 */
key: string, 
/**
 * The label of a row; empty for none.
 */
label: string, 
/**
 * The text so far.
 */
value: string, 
/**
 * Country of national numbers and postal codes, as a code or a name; the setting decides when null.
 */
country: string | null, };

export type Vanishing = { 
/**
 * Here.
 */
here: number, 
/**
 * There.
 */
there: number, };

export type VaultCreate = { 
/**
 * The passphrase, if it shall open by one.
 */
passphrase: string | null, 
/**
 * Whether this computer's keyring, when it is ready, opens it without asking.
 */
keyring: boolean, };

export type VaultState = "none" | "locked" | "open";

export type VaultStatus = { 
/**
 * Whether there is one, and open.
 */
state: VaultState, 
/**
 * Its folder.
 */
dir: string, 
/**
 * The ways in.
 */
slots: Array<SlotKind>, 
/**
 * Whether the keyring can be used.
 */
keyring: KeyringState, 
/**
 * Whether the person said that the recovery code is kept somewhere.
 */
recovery_saved: boolean, 
/**
 * When the last backup was made, UTC milliseconds.
 */
last_backup_at: number | null, 
/**
 * Why the last daily backup was not made, if it was not.
 */
backup_problem: string | null, 
/**
 * Contacts in use.
 */
contacts: number, 
/**
 * Contacts in the trash.
 */
trashed: number, 
/**
 * Satchel's version.
 */
version: string, };

export type VaultUnlock = { 
/**
 * The passphrase.
 */
passphrase: string | null, 
/**
 * The recovery code, as printed.
 */
recovery_code: string | null, };

export type ViewGroup = { 
/**
 * What they have; empty for those who have nothing there.
 */
label: string, 
/**
 * How many they are.
 */
count: number, };

export type WireError = { 
/**
 * What to branch on.
 */
code: ErrorCode, 
/**
 * One sentence for a person, without contact data.
 */
message: string, 
/**
 * What to do about it.
 */
hint: string | null, 
/**
 * The path of the patch that does not fit.
 */
field: string | null, 
/**
 * Names the log line of a `bug`.
 */
incident: string | null, 
/**
 * The paths of a `conflict`.
 */
conflicts: Array<Conflict>, };

export type WorkDone = { 
/**
 * Which.
 */
id: Id, 
/**
 * To undo it by; null when nothing changed.
 */
batch: Id | null, };

export type WorkListed = { 
/**
 * The main one, others of now, former ones, the last first.
 */
work: Array<WorkRow>, };

export type WorkRemove = { 
/**
 * Whose.
 */
contact: Id, 
/**
 * Which.
 */
id: Id, };

export type WorkRow = { 
/**
 * Identity of the row.
 */
id: Id, 
/**
 * What the company is called; empty for none.
 */
company: string, 
/**
 * Which company.
 */
company_id: Id | null, 
/**
 * Job title.
 */
title: string, 
/**
 * Department.
 */
department: string, 
/**
 * What the person is to a purchase there.
 */
role: string, 
/**
 * From which day; empty when not known.
 */
since: string, 
/**
 * Until which day; empty while it lasts.
 */
until: string, 
/**
 * Whether it is the one that shows on the contact.
 */
main: boolean, };

export type WorkSet = { 
/**
 * Whose.
 */
contact: Id, 
/**
 * Which job; another one besides those that there are when null.
 */
id: Id | null, 
/**
 * Name of the company; made where there is none.
 */
company: string | null, 
/**
 * Job title.
 */
title: string | null, 
/**
 * Department.
 */
department: string | null, 
/**
 * What the person is to a purchase there.
 */
role: string | null, 
/**
 * The first day (`2026-11-01`).
 */
since: string | null, 
/**
 * The last day; empty for a job that lasts.
 */
until: string | null, 
/**
 * Whether it is the one that shows from now on.
 */
main: boolean, };

/** Name, input and output of every command. Every one of them can fail with a `WireError`. */
export type Commands = {
  /** Where the vault is and how it stands. */
  vault_status: { input: Empty; output: VaultStatus };
  /** Makes a vault and opens it. */
  vault_create: { input: VaultCreate; output: RecoveryCodeShown };
  /** Opens the vault. */
  vault_unlock: { input: VaultUnlock; output: VaultStatus };
  /** Locks the vault. */
  vault_lock: { input: Empty; output: VaultStatus };
  /** Tells that somebody is at the window, which puts off locking by itself. */
  vault_seen: { input: Empty; output: Empty };
  /** Sets or changes the passphrase. */
  vault_passphrase_set: { input: PassphraseSet; output: VaultStatus };
  /** Removes the passphrase. */
  vault_passphrase_remove: { input: Empty; output: VaultStatus };
  /** Lets this computer's keyring open the vault. */
  vault_keyring_enable: { input: Empty; output: VaultStatus };
  /** Stops this computer's keyring from opening the vault. */
  vault_keyring_disable: { input: Empty; output: VaultStatus };
  /** Makes a new recovery code. */
  vault_recovery_renew: { input: Empty; output: RecoveryCodeShown };
  /** Remembers that the recovery code is kept. */
  vault_recovery_saved: { input: Empty; output: VaultStatus };
  /** Writes a backup in one file. */
  vault_backup: { input: FilePath; output: BackupMade };
  /** Makes today's backup if there is none, and removes old ones. */
  vault_backup_daily: { input: Empty; output: BackupDaily };
  /** Unpacks a backup into an empty folder. */
  vault_restore: { input: RestoreBackup; output: Restored };
  /** Examines the vault. */
  vault_doctor: { input: Empty; output: Doctor };
  /** Makes the search index anew. */
  vault_reindex: { input: Empty; output: JobStarted };
  /** Makes a contact. */
  contacts_create: { input: ContactsCreate; output: ContactsUpdated };
  /** Reads a whole contact. */
  contacts_get: { input: ContactId; output: Contact };
  /** Reads a contact as it was at an instant. */
  contacts_as_of: { input: ContactAsOf; output: Contact };
  /** Brings back what a field held before a batch changed it. */
  contacts_restore_value: { input: ValueRestore; output: ContactsUpdated };
  /** Finds the one contact that somebody means. */
  contacts_resolve: { input: ContactsResolve; output: ContactId };
  /** Edits a contact. */
  contacts_update: { input: ContactsUpdate; output: ContactsUpdated };
  /** Moves contacts to the trash. */
  contacts_trash: { input: ContactIds; output: BatchDone };
  /** Brings contacts back from the trash. */
  contacts_restore: { input: ContactIds; output: BatchDone };
  /** Puts contacts out of the way. */
  contacts_archive: { input: ContactIds; output: BatchDone };
  /** Brings contacts back from the archive. */
  contacts_unarchive: { input: ContactIds; output: BatchDone };
  /** Lists contacts by pages. */
  contacts_list: { input: ContactsList; output: ContactsListed };
  /** Fixes an order to scroll through. */
  contacts_view: { input: ContactsView; output: ContactsViewed };
  /** Reads a stretch of a view. */
  contacts_rows: { input: ContactsRows; output: ContactsRowsRead };
  /** Finds a contact's place in a view. */
  contacts_position: { input: ContactsPosition; output: Position };
  /** Reads pasted text as a contact; nothing is written. */
  signatures_read: { input: SignatureText; output: SignatureRead };
  /** Finds contacts as somebody types. */
  contacts_search: { input: ContactsSearch; output: ContactsFound };
  /** Lists whom a filter means, by pages. */
  contacts_filter: { input: ContactsFilter; output: ContactsListed };
  /** Tells why a contact is meant by a filter, or not. */
  contacts_explain: { input: ContactsExplain; output: ContactsExplained };
  /** Reads the text form of a filter. */
  filters_read: { input: FilterText; output: FilterRead };
  /** Writes the text form of a filter. */
  filters_print: { input: FilterTree; output: FilterRead };
  /** Lists the fields that a filter can ask about. */
  filters_fields: { input: Empty; output: FilterFields };
  /** Suggests values of a field for a filter. */
  filters_suggest: { input: FilterSuggest; output: FilterSuggested };
  /** Edits all whom a filter means, or tells what that would do. */
  contacts_bulk: { input: BulkEdit; output: BulkReport };
  /** Tells what a long bulk edit did. */
  contacts_bulk_report: { input: JobId; output: BulkReport };
  /** Lists the lists by name. */
  lists_list: { input: Empty; output: Lists };
  /** Shows who is on a list, by pages. */
  lists_show: { input: ListsShow; output: ListShown };
  /** Tells on which lists a contact was put, and with which status. */
  lists_of: { input: ContactId; output: ListsOf };
  /** Lists the words that may be a status on a list. */
  lists_statuses: { input: ListId; output: ListStatuses };
  /** Makes a list. */
  lists_create: { input: ListsCreate; output: List };
  /** Calls a list something else, or lets it follow another filter. */
  lists_update: { input: ListsUpdate; output: List };
  /** Puts a list into the trash. */
  lists_delete: { input: ListId; output: BatchDone };
  /** Puts contacts on a list, or changes their status there. */
  lists_add: { input: ListsMembers; output: BatchDone };
  /** Takes contacts from a list. */
  lists_remove: { input: ListsMembers; output: BatchDone };
  /** Notes who entered and left segments today. */
  lists_look: { input: Empty; output: SegmentsLooked };
  /** Tells who entered a segment and who left it. */
  lists_moves: { input: ListId; output: SegmentMoves };
  /** Lists the saved views. */
  views_list: { input: Empty; output: SavedViews };
  /** Saves a view under a name of its own. */
  views_create: { input: SavedView; output: SavedViewRow };
  /** Saves over a view. */
  views_save: { input: SavedViewRow; output: SavedViewRow };
  /** Puts a view into the trash. */
  views_delete: { input: SavedViewId; output: BatchDone };
  /** Tells who might be here already, while somebody new is typed. */
  contacts_alike: { input: ContactsAlike; output: ContactsAlikeFound };
  /** Tells what merging contacts would do. */
  contacts_merge_plan: { input: MergeOf; output: MergeShown };
  /** Merges contacts into the first of them. */
  contacts_merge: { input: MergeOf; output: Merged };
  /** Tells what happened to a contact. */
  contacts_history: { input: ContactId; output: ContactsHistory };
  /** Gives a contact or a company a file of this computer. */
  attachments_add: { input: AttachmentsAdd; output: AttachmentAdded };
  /** Gives a contact or a company a file that was pasted. */
  attachments_paste: { input: AttachmentsPaste; output: AttachmentAdded };
  /** Reads as much of a file as can be shown. */
  attachments_show: { input: AttachmentOf; output: AttachmentShown };
  /** Makes a readable copy of a file. */
  attachments_save: { input: AttachmentSave; output: AttachmentSaved };
  /** Tells how a value will be written, and what looks like a slip. */
  values_check: { input: ValuesCheck; output: ValueChecked };
  /** Lists favourites by name. */
  favourites_list: { input: FavouritesList; output: ContactsAtHand };
  /** Tells whether a contact is a favourite. */
  favourites_get: { input: ContactId; output: Favourite };
  /** Marks contacts as favourites, or no longer. */
  favourites_set: { input: FavouritesSet; output: FavouritesChanged };
  /** Lists the contacts that were looked at last. */
  recents_list: { input: RecentsList; output: ContactsAtHand };
  /** Notes that a contact was looked at. */
  recents_note: { input: ContactId; output: Empty };
  /** Suggests companies by the beginning of a name. */
  companies_suggest: { input: CompaniesSuggest; output: CompaniesSuggested };
  /** Lists companies by name. */
  companies_list: { input: CompaniesList; output: CompaniesListed };
  /** Finds the one company that somebody means. */
  companies_resolve: { input: CompaniesResolve; output: CompanyId };
  /** Makes a company. */
  companies_create: { input: CompaniesCreate; output: CompaniesUpdated };
  /** Tells who works, or worked, at a company, each under whom they report to. */
  companies_people: { input: CompanyId; output: CompanyPeople };
  /** Moves companies to the trash; people stay affiliated. */
  companies_trash: { input: CompanyIds; output: BatchDone };
  /** Brings companies back from the trash. */
  companies_restore: { input: CompanyIds; output: BatchDone };
  /** Closes somebody's job and opens a new one. */
  contacts_change_job: { input: JobChange; output: JobChanged };
  /** Lists all jobs of a contact, former and present. */
  work_list: { input: ContactId; output: WorkListed };
  /** Changes a job of a contact, or adds one besides those that there are. */
  work_set: { input: WorkSet; output: WorkDone };
  /** Takes a job of a contact away. */
  work_remove: { input: WorkRemove; output: WorkDone };
  /** Lists the kinds of relations between people. */
  relations_kinds: { input: Empty; output: RelationKinds };
  /** Lists a contact's relations and the referrals around it. */
  relations_list: { input: ContactId; output: Relations };
  /** Relates two people. */
  relations_add: { input: RelationsAdd; output: RelationDone };
  /** Ends a relation. */
  relations_remove: { input: RelationId; output: RelationDone };
  /** Puts somebody under another manager at a company. */
  relations_report_to: { input: ReportTo; output: BatchDone };
  /** Lists people who are related to both of two. */
  relations_mutual: { input: RelationsBetween; output: MutualShown };
  /** Reads a company. */
  companies_get: { input: CompanyId; output: Company };
  /** Reads a company as it was at an instant. */
  companies_as_of: { input: CompanyAsOf; output: Company };
  /** Tells what happened to a company. */
  companies_history: { input: CompanyId; output: ContactsHistory };
  /** Edits a company. */
  companies_update: { input: CompaniesUpdate; output: CompaniesUpdated };
  /** Tells what merging companies would do. */
  companies_merge_plan: { input: MergeOf; output: MergeShown };
  /** Merges companies into the first of them. */
  companies_merge: { input: MergeOf; output: Merged };
  /** Lists fields of one's own. */
  fields_list: { input: FieldsList; output: FieldsListed };
  /** Makes a field of one's own. */
  fields_add: { input: FieldsAdd; output: FieldsAdded };
  /** Tells what a change of a field would do. */
  fields_plan: { input: FieldsSet; output: FieldEffect };
  /** Changes a field of one's own. */
  fields_set: { input: FieldsSet; output: FieldsChanged };
  /** Tells what a long change of a field did. */
  fields_report: { input: JobId; output: FieldTurned };
  /** Archives a field: its values are kept out of the way. */
  fields_archive: { input: FieldId; output: FieldsMoved };
  /** Brings a field back with its values. */
  fields_restore: { input: FieldId; output: FieldsMoved };
  /** Deletes a field with its values. */
  fields_delete: { input: FieldId; output: FieldsMoved };
  /** Lists what is being typed into a contact. */
  drafts_list: { input: ContactId; output: Drafts };
  /** Keeps what is being typed. */
  drafts_save: { input: DraftSave; output: Empty };
  /** Forgets a draft. */
  drafts_drop: { input: DraftDrop; output: Empty };
  /** Lists what was done. */
  batches_list: { input: BatchesList; output: BatchesListed };
  /** Undoes a batch. */
  batches_undo: { input: BatchUndo; output: UndoReport };
  /** Takes back the last undo. */
  batches_redo: { input: Empty; output: UndoReport };
  /** Writes contacts into a file. */
  exports_start: { input: ExportsStart; output: ExportDone };
  /** Tells what a long export wrote. */
  exports_report: { input: JobId; output: ExportDone };
  /** Draws a contact's card for others as a QR code. */
  contacts_code: { input: ContactId; output: ContactCode };
  /** Writes everything into one archive. */
  exports_everything: { input: FilePath; output: ArchiveDone };
  /** Tells what an export of everything wrote. */
  exports_everything_report: { input: JobId; output: ArchiveDone };
  /** Puts an archive of everything into an empty vault. */
  vault_fill: { input: FilePath; output: ArchiveRestored };
  /** Looks at a file before it is imported. */
  imports_preview: { input: ImportsPreview; output: ImportPreview };
  /** Tells what there is to import in a file of several things. */
  imports_parts: { input: ImportsParts; output: ImportParts };
  /** Tells what an import would do. */
  imports_dry_run: { input: ImportsDryRun; output: ImportPlan };
  /** Begins to import a file. */
  imports_start: { input: ImportsStart; output: JobStarted };
  /** Imports sixty invented contacts to try Satchel with. */
  imports_sample: { input: Empty; output: JobStarted };
  /** Tells what an import did. */
  imports_report: { input: JobId; output: ImportReport };
  /** Lists the choices that are remembered for files of a kind. */
  imports_recipes: { input: Empty; output: Recipes };
  /** Forgets remembered choices. */
  imports_forget_recipe: { input: RecipeId; output: Recipes };
  /** Lists the imports of the past. */
  imports_history: { input: Empty; output: PastImports };
  /** Saves the rows that were not taken. */
  imports_failed_rows: { input: FailedRowsSave; output: FailedRowsSaved };
  /** Lists the newest jobs. */
  jobs_list: { input: Empty; output: Jobs };
  /** Stops a job until it is resumed. */
  jobs_pause: { input: JobId; output: Jobs };
  /** Cancels a job. */
  jobs_cancel: { input: JobId; output: Jobs };
  /** Goes on with an interrupted job. */
  jobs_resume: { input: JobId; output: Jobs };
  /** Tells what a long undo did. */
  jobs_undo_report: { input: JobId; output: UndoReport };
  /** Lists the kinds of remotes that there are. */
  accounts_kinds: { input: Empty; output: AccountKinds };
  /** Lists accounts and how they stand. */
  accounts_list: { input: Empty; output: Accounts };
  /** Adds an account. */
  accounts_add: { input: AccountsAdd; output: Account };
  /** Lets an account rest, or go on. */
  accounts_pause: { input: AccountsPause; output: Account };
  /** Says when an account is synced by itself. */
  accounts_schedule: { input: AccountsSchedule; output: Account };
  /** Says what of the book is synced with an account, and which way. */
  accounts_choose: { input: AccountsChoose; output: Account };
  /** Changes what an account is told, or what it signs in with. */
  accounts_edit: { input: AccountsEdit; output: Account };
  /** Takes back what a person made a rule for an account. */
  accounts_unrule: { input: AccountsUnrule; output: Account };
  /** Removes an account; contacts stay as they are. */
  accounts_remove: { input: AccountsRemove; output: Accounts };
  /** Asks an account's remote whether it can be worked with. */
  accounts_test: { input: AccountName; output: AccountTested };
  /** Tells whether everything is in step before one leaves. */
  accounts_departure: { input: Empty; output: Departure };
  /** Begins a run of an account, or its rehearsal. */
  sync_start: { input: SyncStart; output: JobStarted };
  /** Tells what a run did, or a rehearsal found. */
  sync_report: { input: JobId; output: SyncReport };
  /** Lists what waits for a person. */
  sync_conflicts: { input: ConflictsList; output: Conflicts };
  /** Decides a conflict, or lets a held contact go. */
  sync_resolve: { input: ConflictsResolve; output: ConflictsResolved };
  /** Says who somebody at a remote is: a contact, or nobody here. */
  sync_who: { input: SyncWho; output: ConflictsResolved };
  /** Lists the runs of an account. */
  sync_runs: { input: SyncLogList; output: SyncLog };
  /** Tells what became of single contacts in a run. */
  sync_outcomes: { input: SyncLogRun; output: SyncOutcomes };
  /** Lists tags. */
  tags_list: { input: DefinitionsList; output: TagsListed };
  /** Makes a tag. */
  tags_add: { input: TagsAdd; output: DefinitionDone };
  /** Renames or recolours a tag, or says what it is about. */
  tags_set: { input: TagsSet; output: DefinitionDone };
  /** Makes several tags one. */
  tags_merge: { input: TagsMerge; output: DefinitionDone };
  /** Deletes tags; contacts lose them. */
  tags_delete: { input: TagsDelete; output: DefinitionDone };
  /** Lists groups of categories with their values. */
  categories_list: { input: DefinitionsList; output: CategoriesListed };
  /** Makes a group of categories. */
  categories_add_group: { input: CategoryGroupsAdd; output: DefinitionDone };
  /** Makes a value of a group of categories. */
  categories_add: { input: CategoriesAdd; output: DefinitionDone };
  /** Renames or recolours a category. */
  categories_set: { input: CategoriesSet; output: DefinitionDone };
  /** Renames a group of categories. */
  categories_rename_group: { input: CategoryGroupsRename; output: DefinitionDone };
  /** Deletes a category; contacts lose it. */
  categories_delete: { input: CategoryId; output: DefinitionDone };
  /** Deletes a group of categories; contacts lose its values. */
  categories_delete_group: { input: CategoryId; output: DefinitionDone };
  /** Puts contacts into a category, or into none of its group. */
  categories_put: { input: CategoriesPut; output: BatchDone };
  /** Tells in which categories a contact was, and since when. */
  categories_history: { input: ContactId; output: ContactsHistory };
  /** Notes that somebody gave, declined or withdrew consent. */
  consents_record: { input: ConsentsRecord; output: BatchDone };
  /** Tells whether somebody may be reached, and why not. */
  contacts_reach: { input: ContactsReach; output: ContactsReached };
  /** Keeps something of a contact on this machine, or no longer. */
  contacts_lock: { input: ContactsLock; output: ContactsLocked };
  /** Reads how the window is arranged. */
  looks_get: { input: Empty; output: Looks };
  /** Arranges the window. */
  looks_set: { input: LooksSet; output: Looks };
  /** Reads the settings. */
  settings_get: { input: Empty; output: Settings };
  /** Changes settings. */
  settings_set: { input: SettingsSet; output: Settings };
};

/** Which commands write, and which cache tags each provides (reads) or makes stale (writes). */
export const COMMANDS: { [K in keyof Commands]: { kind: "read" | "write"; tags: readonly Tag[] } } = {
  vault_status: { kind: "read", tags: ["vault", "contact"] },
  vault_create: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company", "favourite", "recent", "field", "definition", "list", "saved_view"] },
  vault_unlock: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company", "favourite", "recent", "field", "definition", "list", "saved_view"] },
  vault_lock: { kind: "write", tags: ["vault", "contact", "batch", "job", "settings", "draft", "company", "favourite", "recent", "field", "definition", "list", "saved_view"] },
  vault_seen: { kind: "write", tags: [] },
  vault_passphrase_set: { kind: "write", tags: ["vault"] },
  vault_passphrase_remove: { kind: "write", tags: ["vault"] },
  vault_keyring_enable: { kind: "write", tags: ["vault"] },
  vault_keyring_disable: { kind: "write", tags: ["vault"] },
  vault_recovery_renew: { kind: "write", tags: ["vault"] },
  vault_recovery_saved: { kind: "write", tags: ["vault"] },
  vault_backup: { kind: "write", tags: ["vault"] },
  vault_backup_daily: { kind: "write", tags: ["vault"] },
  vault_restore: { kind: "write", tags: [] },
  vault_doctor: { kind: "read", tags: ["vault"] },
  vault_reindex: { kind: "write", tags: ["job"] },
  contacts_create: { kind: "write", tags: ["contact", "company", "batch"] },
  contacts_get: { kind: "read", tags: ["contact"] },
  contacts_as_of: { kind: "read", tags: ["contact"] },
  contacts_restore_value: { kind: "write", tags: ["contact", "company", "batch"] },
  contacts_resolve: { kind: "read", tags: ["contact"] },
  contacts_update: { kind: "write", tags: ["contact", "company", "batch", "draft"] },
  contacts_trash: { kind: "write", tags: ["contact", "batch"] },
  contacts_restore: { kind: "write", tags: ["contact", "batch"] },
  contacts_archive: { kind: "write", tags: ["contact", "batch"] },
  contacts_unarchive: { kind: "write", tags: ["contact", "batch"] },
  contacts_list: { kind: "read", tags: ["contact"] },
  contacts_view: { kind: "read", tags: ["contact"] },
  contacts_rows: { kind: "read", tags: ["contact", "account"] },
  contacts_position: { kind: "read", tags: ["contact"] },
  signatures_read: { kind: "read", tags: [] },
  contacts_search: { kind: "read", tags: ["contact"] },
  contacts_filter: { kind: "read", tags: ["contact"] },
  contacts_explain: { kind: "read", tags: ["contact"] },
  filters_read: { kind: "read", tags: [] },
  filters_print: { kind: "read", tags: [] },
  filters_fields: { kind: "read", tags: [] },
  filters_suggest: { kind: "read", tags: ["contact", "company"] },
  contacts_bulk: { kind: "write", tags: ["contact", "company", "batch", "job"] },
  contacts_bulk_report: { kind: "read", tags: ["job"] },
  lists_list: { kind: "read", tags: ["list", "contact"] },
  lists_show: { kind: "read", tags: ["list", "contact"] },
  lists_of: { kind: "read", tags: ["list", "contact"] },
  lists_statuses: { kind: "read", tags: ["list", "contact"] },
  lists_create: { kind: "write", tags: ["list", "batch"] },
  lists_update: { kind: "write", tags: ["list", "contact", "batch"] },
  lists_delete: { kind: "write", tags: ["list", "contact", "batch"] },
  lists_add: { kind: "write", tags: ["list", "contact", "batch"] },
  lists_remove: { kind: "write", tags: ["list", "contact", "batch"] },
  lists_look: { kind: "write", tags: ["list"] },
  lists_moves: { kind: "write", tags: ["list"] },
  views_list: { kind: "read", tags: ["saved_view"] },
  views_create: { kind: "write", tags: ["saved_view", "batch"] },
  views_save: { kind: "write", tags: ["saved_view", "batch"] },
  views_delete: { kind: "write", tags: ["saved_view", "batch"] },
  contacts_alike: { kind: "read", tags: ["contact"] },
  contacts_merge_plan: { kind: "read", tags: ["contact", "company"] },
  contacts_merge: { kind: "write", tags: ["contact", "company", "batch", "favourite"] },
  contacts_history: { kind: "read", tags: ["contact", "batch"] },
  attachments_add: { kind: "write", tags: ["contact", "company", "batch"] },
  attachments_paste: { kind: "write", tags: ["contact", "company", "batch"] },
  attachments_show: { kind: "read", tags: ["contact", "company"] },
  attachments_save: { kind: "read", tags: [] },
  values_check: { kind: "read", tags: ["settings"] },
  favourites_list: { kind: "read", tags: ["favourite", "contact"] },
  favourites_get: { kind: "read", tags: ["favourite"] },
  favourites_set: { kind: "write", tags: ["favourite"] },
  recents_list: { kind: "read", tags: ["recent", "contact"] },
  recents_note: { kind: "write", tags: ["recent"] },
  companies_suggest: { kind: "read", tags: ["company"] },
  companies_list: { kind: "read", tags: ["company", "contact"] },
  companies_resolve: { kind: "read", tags: ["company"] },
  companies_create: { kind: "write", tags: ["company", "batch"] },
  companies_people: { kind: "read", tags: ["company", "contact"] },
  companies_trash: { kind: "write", tags: ["company", "contact", "batch"] },
  companies_restore: { kind: "write", tags: ["company", "contact", "batch"] },
  contacts_change_job: { kind: "write", tags: ["contact", "company", "batch"] },
  work_list: { kind: "read", tags: ["contact", "company"] },
  work_set: { kind: "write", tags: ["contact", "company", "batch"] },
  work_remove: { kind: "write", tags: ["contact", "company", "batch"] },
  relations_kinds: { kind: "read", tags: ["contact"] },
  relations_list: { kind: "read", tags: ["contact"] },
  relations_add: { kind: "write", tags: ["contact", "batch"] },
  relations_remove: { kind: "write", tags: ["contact", "batch"] },
  relations_report_to: { kind: "write", tags: ["contact", "company", "batch"] },
  relations_mutual: { kind: "read", tags: ["contact"] },
  companies_get: { kind: "read", tags: ["company", "contact"] },
  companies_as_of: { kind: "read", tags: ["company", "contact"] },
  companies_history: { kind: "read", tags: ["company", "contact", "batch"] },
  companies_update: { kind: "write", tags: ["company", "contact", "batch"] },
  companies_merge_plan: { kind: "read", tags: ["company"] },
  companies_merge: { kind: "write", tags: ["company", "contact", "batch"] },
  fields_list: { kind: "read", tags: ["field"] },
  fields_add: { kind: "write", tags: ["field", "contact", "company", "batch"] },
  fields_plan: { kind: "read", tags: ["field", "contact", "company"] },
  fields_set: { kind: "write", tags: ["field", "contact", "company", "batch", "job"] },
  fields_report: { kind: "read", tags: ["job"] },
  fields_archive: { kind: "write", tags: ["field", "contact", "company", "batch"] },
  fields_restore: { kind: "write", tags: ["field", "contact", "company", "batch"] },
  fields_delete: { kind: "write", tags: ["field", "contact", "company", "batch"] },
  drafts_list: { kind: "read", tags: ["draft"] },
  drafts_save: { kind: "write", tags: ["draft"] },
  drafts_drop: { kind: "write", tags: ["draft"] },
  batches_list: { kind: "read", tags: ["batch"] },
  batches_undo: { kind: "write", tags: ["field", "contact", "company", "batch", "job"] },
  batches_redo: { kind: "write", tags: ["field", "contact", "company", "batch", "job"] },
  exports_start: { kind: "write", tags: ["job"] },
  exports_report: { kind: "read", tags: ["job"] },
  contacts_code: { kind: "read", tags: ["contact"] },
  exports_everything: { kind: "write", tags: ["job"] },
  exports_everything_report: { kind: "read", tags: ["job"] },
  vault_fill: { kind: "write", tags: ["vault", "contact", "company", "batch", "field", "definition", "list", "saved_view", "favourite", "recent", "draft"] },
  imports_preview: { kind: "read", tags: [] },
  imports_parts: { kind: "read", tags: [] },
  imports_dry_run: { kind: "read", tags: [] },
  imports_start: { kind: "write", tags: ["job"] },
  imports_sample: { kind: "write", tags: ["job"] },
  imports_report: { kind: "read", tags: ["job"] },
  imports_recipes: { kind: "read", tags: ["job"] },
  imports_forget_recipe: { kind: "write", tags: ["job"] },
  imports_history: { kind: "read", tags: ["job", "batch"] },
  imports_failed_rows: { kind: "read", tags: [] },
  jobs_list: { kind: "read", tags: ["job"] },
  jobs_pause: { kind: "write", tags: ["job"] },
  jobs_cancel: { kind: "write", tags: ["job"] },
  jobs_resume: { kind: "write", tags: ["job"] },
  jobs_undo_report: { kind: "read", tags: ["job"] },
  accounts_kinds: { kind: "read", tags: [] },
  accounts_list: { kind: "read", tags: ["account", "contact", "job"] },
  accounts_add: { kind: "write", tags: ["account"] },
  accounts_pause: { kind: "write", tags: ["account"] },
  accounts_schedule: { kind: "write", tags: ["account"] },
  accounts_choose: { kind: "write", tags: ["account"] },
  accounts_edit: { kind: "write", tags: ["account"] },
  accounts_unrule: { kind: "write", tags: ["account"] },
  accounts_remove: { kind: "write", tags: ["account"] },
  accounts_test: { kind: "read", tags: [] },
  accounts_departure: { kind: "read", tags: ["account", "contact"] },
  sync_start: { kind: "write", tags: ["job", "account"] },
  sync_report: { kind: "read", tags: ["job"] },
  sync_conflicts: { kind: "read", tags: ["account", "contact"] },
  sync_resolve: { kind: "write", tags: ["account", "contact", "batch"] },
  sync_who: { kind: "write", tags: ["account", "contact"] },
  sync_runs: { kind: "read", tags: ["account"] },
  sync_outcomes: { kind: "read", tags: ["account"] },
  tags_list: { kind: "read", tags: ["definition", "contact"] },
  tags_add: { kind: "write", tags: ["definition", "batch"] },
  tags_set: { kind: "write", tags: ["definition", "contact", "batch"] },
  tags_merge: { kind: "write", tags: ["definition", "contact", "batch"] },
  tags_delete: { kind: "write", tags: ["definition", "contact", "batch"] },
  categories_list: { kind: "read", tags: ["definition", "contact"] },
  categories_add_group: { kind: "write", tags: ["definition", "batch"] },
  categories_add: { kind: "write", tags: ["definition", "batch"] },
  categories_set: { kind: "write", tags: ["definition", "contact", "batch"] },
  categories_rename_group: { kind: "write", tags: ["definition", "contact", "batch"] },
  categories_delete: { kind: "write", tags: ["definition", "contact", "batch"] },
  categories_delete_group: { kind: "write", tags: ["definition", "contact", "batch"] },
  categories_put: { kind: "write", tags: ["contact", "batch"] },
  categories_history: { kind: "read", tags: ["contact", "definition"] },
  consents_record: { kind: "write", tags: ["contact", "batch"] },
  contacts_reach: { kind: "read", tags: ["contact"] },
  contacts_lock: { kind: "write", tags: ["contact", "batch", "account"] },
  looks_get: { kind: "read", tags: ["settings"] },
  looks_set: { kind: "write", tags: ["settings"] },
  settings_get: { kind: "read", tags: ["settings"] },
  settings_set: { kind: "write", tags: ["settings"] },
};

/** What the door tells without being asked. `changed` comes within a second of any commit, by whichever process. */
export type Events = { changed: Changed; job: Job };

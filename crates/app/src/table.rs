//! The command table: every use case once. Hosts are generated from it: the window's door, the command's `call` and
//! `commands`, the window's typed client.

mod client;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use futures_util::FutureExt;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

pub use client::client_source;

use crate::wire::{ErrorCode, Tag, WireError};
use crate::{
    App, accounts, archive, attachments, batches, bulk, categories, checks, companies, consents, contacts, daily,
    drafts, exports, favourites, fields, filters, imports, jobs, lists, looks, merge, presence, recents, relations,
    saved_views, settings, signatures, sync, tags, vault, work,
};

/// Whether a command changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It looks.
    Read,
    /// It changes.
    Write,
}

type Answer = Pin<Box<dyn Future<Output = Result<Value, WireError>> + Send>>;

/// One command: its name, what it is for, and how to run it.
pub struct Command {
    /// One word all the way: here, in `app`, in the window.
    pub name: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// Whether it changes anything.
    pub kind: Kind,
    /// What a read is made of; what a write makes stale.
    pub tags: &'static [Tag],
    input: fn() -> Schema,
    output: fn() -> Schema,
    declare: fn(&mut client::Declarations) -> (String, String),
    run: fn(App, Value) -> Answer,
}

impl Command {
    /// The input's JSON schema.
    #[must_use]
    pub fn input_schema(&self) -> Schema {
        (self.input)()
    }

    /// The output's JSON schema.
    #[must_use]
    pub fn output_schema(&self) -> Schema {
        (self.output)()
    }
}

/// Runs a command by name. A panic becomes a `bug`.
///
/// # Errors
/// `invalid` when there is no such command or the input has another shape; what the command says.
pub async fn call(app: &App, name: &str, input: Value) -> Result<Value, WireError> {
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        let hint = Some("`satchel commands` lists them all.");
        return Err(WireError::new(ErrorCode::Invalid, format!("There is no command named {name}."), hint));
    };
    let answer = AssertUnwindSafe((command.run)(app.clone(), input)).catch_unwind().await;
    answer.unwrap_or_else(|_| Err(WireError::bug("panic")))
}

fn decode<T: DeserializeOwned>(input: Value) -> Result<T, WireError> {
    serde_json::from_value(input).map_err(|error| {
        // The message names fields and types; a value of the wrong type may be quoted in it, so only its head is told.
        let reason = error.to_string();
        let head = reason.split(':').next().unwrap_or_default().to_owned();
        let hint = Some("`satchel commands` shows the shape of every input.");
        WireError::new(ErrorCode::Invalid, format!("The input does not have the right shape: {head}."), hint)
    })
}

fn encode<T: Serialize>(output: T) -> Result<Value, WireError> {
    serde_json::to_value(output).map_err(|_| WireError::bug("output"))
}

fn schema<T: JsonSchema>() -> Schema {
    schemars::schema_for!(T)
}

fn declare<I: TS + 'static, O: TS + 'static>(types: &mut client::Declarations) -> (String, String) {
    (types.add::<I>(), types.add::<O>())
}

macro_rules! commands {
    ($($kind:ident $name:ident = $room:ident::$function:ident ($input:ty) -> $output:ty, [$($tag:ident),*], $about:literal;)+) => {
        /// All commands.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            about: $about,
            kind: Kind::$kind,
            tags: &[$(Tag::$tag),*],
            input: schema::<$input>,
            output: schema::<$output>,
            declare: declare::<$input, $output>,
            run: |app, input| Box::pin(async move { encode($room::$function(app, decode(input)?).await?) }),
        }),+];
    };
}

use crate::wire as w;
use satchel_model as m;

commands! {
    Read vault_status = vault::status(w::Empty) -> w::VaultStatus, [Vault, Contact], "Where the vault is and how it stands.";
    Write vault_create = vault::create(w::VaultCreate) -> w::RecoveryCodeShown, [Vault, Contact, Batch, Job, Settings, Draft, Company, Favourite, Recent, Field, Definition, List, SavedView], "Makes a vault and opens it.";
    Write vault_unlock = vault::unlock(w::VaultUnlock) -> w::VaultStatus, [Vault, Contact, Batch, Job, Settings, Draft, Company, Favourite, Recent, Field, Definition, List, SavedView], "Opens the vault.";
    Write vault_lock = vault::lock(w::Empty) -> w::VaultStatus, [Vault, Contact, Batch, Job, Settings, Draft, Company, Favourite, Recent, Field, Definition, List, SavedView], "Locks the vault.";
    Write vault_seen = presence::seen(w::Empty) -> w::Empty, [], "Tells that somebody is at the window, which puts off locking by itself.";
    Write vault_passphrase_set = vault::passphrase_set(w::PassphraseSet) -> w::VaultStatus, [Vault], "Sets or changes the passphrase.";
    Write vault_passphrase_remove = vault::passphrase_remove(w::Empty) -> w::VaultStatus, [Vault], "Removes the passphrase.";
    Write vault_keyring_enable = vault::keyring_enable(w::Empty) -> w::VaultStatus, [Vault], "Lets this computer's keyring open the vault.";
    Write vault_keyring_disable = vault::keyring_disable(w::Empty) -> w::VaultStatus, [Vault], "Stops this computer's keyring from opening the vault.";
    Write vault_recovery_renew = vault::recovery_renew(w::Empty) -> w::RecoveryCodeShown, [Vault], "Makes a new recovery code.";
    Write vault_recovery_saved = vault::recovery_saved(w::Empty) -> w::VaultStatus, [Vault], "Remembers that the recovery code is kept.";
    Write vault_backup = vault::backup(w::FilePath) -> w::BackupMade, [Vault], "Writes a backup in one file.";
    Write vault_backup_daily = daily::backup(w::Empty) -> w::BackupDaily, [Vault], "Makes today's backup if there is none, and removes old ones.";
    Write vault_restore = vault::restore(w::RestoreBackup) -> w::Restored, [], "Unpacks a backup into an empty folder.";
    Read vault_doctor = vault::doctor(w::Empty) -> w::Doctor, [Vault], "Examines the vault.";
    Write vault_reindex = jobs::reindex(w::Empty) -> w::JobStarted, [Job], "Makes the search index anew.";
    Write contacts_create = contacts::create(w::ContactsCreate) -> w::ContactsUpdated, [Contact, Company, Batch], "Makes a contact.";
    Read contacts_get = contacts::get(w::ContactId) -> m::Contact, [Contact], "Reads a whole contact.";
    Read contacts_as_of = contacts::as_of(w::ContactAsOf) -> m::Contact, [Contact], "Reads a contact as it was at an instant.";
    Write contacts_restore_value = contacts::restore_value(w::ValueRestore) -> w::ContactsUpdated, [Contact, Company, Batch], "Brings back what a field held before a batch changed it.";
    Read contacts_resolve = contacts::resolve(w::ContactsResolve) -> w::ContactId, [Contact], "Finds the one contact that somebody means.";
    Write contacts_update = contacts::update(w::ContactsUpdate) -> w::ContactsUpdated, [Contact, Company, Batch, Draft], "Edits a contact.";
    Write contacts_trash = contacts::trash(w::ContactIds) -> w::BatchDone, [Contact, Batch], "Moves contacts to the trash.";
    Write contacts_restore = contacts::restore(w::ContactIds) -> w::BatchDone, [Contact, Batch], "Brings contacts back from the trash.";
    Write contacts_archive = contacts::archive(w::ContactIds) -> w::BatchDone, [Contact, Batch], "Puts contacts out of the way.";
    Write contacts_unarchive = contacts::unarchive(w::ContactIds) -> w::BatchDone, [Contact, Batch], "Brings contacts back from the archive.";
    Read contacts_list = contacts::list(w::ContactsList) -> w::ContactsListed, [Contact], "Lists contacts by pages.";
    Read contacts_view = contacts::view(w::ContactsView) -> w::ContactsViewed, [Contact], "Fixes an order to scroll through.";
    Read contacts_rows = contacts::rows(w::ContactsRows) -> w::ContactsRowsRead, [Contact, Account], "Reads a stretch of a view.";
    Read contacts_position = contacts::position(w::ContactsPosition) -> w::Position, [Contact], "Finds a contact's place in a view.";
    Read signatures_read = signatures::read(w::SignatureText) -> w::SignatureRead, [], "Reads pasted text as a contact; nothing is written.";
    Read contacts_search = contacts::search(w::ContactsSearch) -> w::ContactsFound, [Contact], "Finds contacts as somebody types.";
    Read contacts_filter = filters::list(w::ContactsFilter) -> w::ContactsListed, [Contact], "Lists whom a filter means, by pages.";
    Read contacts_explain = filters::explain(w::ContactsExplain) -> w::ContactsExplained, [Contact], "Tells why a contact is meant by a filter, or not.";
    Read filters_read = filters::read(w::FilterText) -> w::FilterRead, [], "Reads the text form of a filter.";
    Read filters_print = filters::print(w::FilterTree) -> w::FilterRead, [], "Writes the text form of a filter.";
    Read filters_fields = filters::fields(w::Empty) -> w::FilterFields, [], "Lists the fields that a filter can ask about.";
    Read filters_suggest = filters::suggest(w::FilterSuggest) -> w::FilterSuggested, [Contact, Company], "Suggests values of a field for a filter.";
    Write contacts_bulk = bulk::edit(w::BulkEdit) -> w::BulkReport, [Contact, Company, Batch, Job], "Edits all whom a filter means, or tells what that would do.";
    Read contacts_bulk_report = bulk::report(w::JobId) -> w::BulkReport, [Job], "Tells what a long bulk edit did.";
    Read lists_list = lists::list(w::Empty) -> w::Lists, [List, Contact], "Lists the lists by name.";
    Read lists_show = lists::show(w::ListsShow) -> w::ListShown, [List, Contact], "Shows who is on a list, by pages.";
    Read lists_of = lists::of(w::ContactId) -> w::ListsOf, [List, Contact], "Tells on which lists a contact was put, and with which status.";
    Read lists_statuses = lists::statuses(w::ListId) -> w::ListStatuses, [List, Contact], "Lists the words that may be a status on a list.";
    Write lists_create = lists::create(w::ListsCreate) -> w::List, [List, Batch], "Makes a list.";
    Write lists_update = lists::update(w::ListsUpdate) -> w::List, [List, Contact, Batch], "Calls a list something else, or lets it follow another filter.";
    Write lists_delete = lists::delete(w::ListId) -> w::BatchDone, [List, Contact, Batch], "Puts a list into the trash.";
    Write lists_add = lists::add(w::ListsMembers) -> w::BatchDone, [List, Contact, Batch], "Puts contacts on a list, or changes their status there.";
    Write lists_remove = lists::remove(w::ListsMembers) -> w::BatchDone, [List, Contact, Batch], "Takes contacts from a list.";
    Write lists_look = lists::look(w::Empty) -> w::SegmentsLooked, [List], "Notes who entered and left segments today.";
    Write lists_moves = lists::moves(w::ListId) -> w::SegmentMoves, [List], "Tells who entered a segment and who left it.";
    Read views_list = saved_views::list(w::Empty) -> w::SavedViews, [SavedView], "Lists the saved views.";
    Write views_create = saved_views::create(w::SavedView) -> w::SavedViewRow, [SavedView, Batch], "Saves a view under a name of its own.";
    Write views_save = saved_views::save(w::SavedViewRow) -> w::SavedViewRow, [SavedView, Batch], "Saves over a view.";
    Write views_delete = saved_views::delete(w::SavedViewId) -> w::BatchDone, [SavedView, Batch], "Puts a view into the trash.";
    Read contacts_alike = contacts::alike(w::ContactsAlike) -> w::ContactsAlikeFound, [Contact], "Tells who might be here already, while somebody new is typed.";
    Read contacts_merge_plan = merge::plan_contacts(w::MergeOf) -> w::MergeShown, [Contact, Company], "Tells what merging contacts would do.";
    Write contacts_merge = merge::contacts(w::MergeOf) -> w::Merged, [Contact, Company, Batch, Favourite], "Merges contacts into the first of them.";
    Read contacts_history = contacts::history(w::ContactId) -> w::ContactsHistory, [Contact, Batch], "Tells what happened to a contact.";
    Write attachments_add = attachments::add(w::AttachmentsAdd) -> w::AttachmentAdded, [Contact, Company, Batch], "Gives a contact or a company a file of this computer.";
    Write attachments_paste = attachments::paste(w::AttachmentsPaste) -> w::AttachmentAdded, [Contact, Company, Batch], "Gives a contact or a company a file that was pasted.";
    Read attachments_show = attachments::show(w::AttachmentOf) -> w::AttachmentShown, [Contact, Company], "Reads as much of a file as can be shown.";
    Read attachments_save = attachments::save(w::AttachmentSave) -> w::AttachmentSaved, [], "Makes a readable copy of a file.";
    Read values_check = checks::check(w::ValuesCheck) -> w::ValueChecked, [Settings], "Tells how a value will be written, and what looks like a slip.";
    Read favourites_list = favourites::list(w::FavouritesList) -> w::ContactsAtHand, [Favourite, Contact], "Lists favourites by name.";
    Read favourites_get = favourites::get(w::ContactId) -> w::Favourite, [Favourite], "Tells whether a contact is a favourite.";
    Write favourites_set = favourites::set(w::FavouritesSet) -> w::FavouritesChanged, [Favourite], "Marks contacts as favourites, or no longer.";
    Read recents_list = recents::list(w::RecentsList) -> w::ContactsAtHand, [Recent, Contact], "Lists the contacts that were looked at last.";
    Write recents_note = recents::note(w::ContactId) -> w::Empty, [Recent], "Notes that a contact was looked at.";
    Read companies_suggest = companies::suggest(w::CompaniesSuggest) -> w::CompaniesSuggested, [Company], "Suggests companies by the beginning of a name.";
    Read companies_list = companies::list(w::CompaniesList) -> w::CompaniesListed, [Company, Contact], "Lists companies by name.";
    Read companies_resolve = companies::resolve(w::CompaniesResolve) -> w::CompanyId, [Company], "Finds the one company that somebody means.";
    Write companies_create = companies::create(w::CompaniesCreate) -> w::CompaniesUpdated, [Company, Batch], "Makes a company.";
    Read companies_people = companies::people(w::CompanyId) -> w::CompanyPeople, [Company, Contact], "Tells who works, or worked, at a company, each under whom they report to.";
    Write companies_trash = companies::trash(w::CompanyIds) -> w::BatchDone, [Company, Contact, Batch], "Moves companies to the trash; people stay affiliated.";
    Write companies_restore = companies::restore(w::CompanyIds) -> w::BatchDone, [Company, Contact, Batch], "Brings companies back from the trash.";
    Write contacts_change_job = companies::change_job(w::JobChange) -> w::JobChanged, [Contact, Company, Batch], "Closes somebody's job and opens a new one.";
    Read work_list = work::list(w::ContactId) -> w::WorkListed, [Contact, Company], "Lists all jobs of a contact, former and present.";
    Write work_set = work::set(w::WorkSet) -> w::WorkDone, [Contact, Company, Batch], "Changes a job of a contact, or adds one besides those that there are.";
    Write work_remove = work::remove(w::WorkRemove) -> w::WorkDone, [Contact, Company, Batch], "Takes a job of a contact away.";
    Read relations_kinds = relations::kinds(w::Empty) -> w::RelationKinds, [Contact], "Lists the kinds of relations between people.";
    Read relations_list = relations::list(w::ContactId) -> w::Relations, [Contact], "Lists a contact's relations and the referrals around it.";
    Write relations_add = relations::add(w::RelationsAdd) -> w::RelationDone, [Contact, Batch], "Relates two people.";
    Write relations_remove = relations::remove(w::RelationId) -> w::RelationDone, [Contact, Batch], "Ends a relation.";
    Write relations_report_to = relations::report_to(w::ReportTo) -> w::BatchDone, [Contact, Company, Batch], "Puts somebody under another manager at a company.";
    Read relations_mutual = relations::mutual(w::RelationsBetween) -> w::MutualShown, [Contact], "Lists people who are related to both of two.";
    Read companies_get = companies::get(w::CompanyId) -> m::Company, [Company, Contact], "Reads a company.";
    Read companies_as_of = companies::as_of(w::CompanyAsOf) -> m::Company, [Company, Contact], "Reads a company as it was at an instant.";
    Read companies_history = companies::history(w::CompanyId) -> w::ContactsHistory, [Company, Contact, Batch], "Tells what happened to a company.";
    Write companies_update = companies::update(w::CompaniesUpdate) -> w::CompaniesUpdated, [Company, Contact, Batch], "Edits a company.";
    Read companies_merge_plan = merge::plan_companies(w::MergeOf) -> w::MergeShown, [Company], "Tells what merging companies would do.";
    Write companies_merge = merge::companies(w::MergeOf) -> w::Merged, [Company, Contact, Batch], "Merges companies into the first of them.";
    Read fields_list = fields::list(w::FieldsList) -> w::FieldsListed, [Field], "Lists fields of one's own.";
    Write fields_add = fields::add(w::FieldsAdd) -> w::FieldsAdded, [Field, Contact, Company, Batch], "Makes a field of one's own.";
    Read fields_plan = fields::plan(w::FieldsSet) -> w::FieldEffect, [Field, Contact, Company], "Tells what a change of a field would do.";
    Write fields_set = fields::set(w::FieldsSet) -> w::FieldsChanged, [Field, Contact, Company, Batch, Job], "Changes a field of one's own.";
    Read fields_report = fields::report(w::JobId) -> w::FieldTurned, [Job], "Tells what a long change of a field did.";
    Write fields_archive = fields::archive(w::FieldId) -> w::FieldsMoved, [Field, Contact, Company, Batch], "Archives a field: its values are kept out of the way.";
    Write fields_restore = fields::restore(w::FieldId) -> w::FieldsMoved, [Field, Contact, Company, Batch], "Brings a field back with its values.";
    Write fields_delete = fields::delete(w::FieldId) -> w::FieldsMoved, [Field, Contact, Company, Batch], "Deletes a field with its values.";
    Read drafts_list = drafts::list(w::ContactId) -> w::Drafts, [Draft], "Lists what is being typed into a contact.";
    Write drafts_save = drafts::save(w::DraftSave) -> w::Empty, [Draft], "Keeps what is being typed.";
    Write drafts_drop = drafts::drop(w::DraftDrop) -> w::Empty, [Draft], "Forgets a draft.";
    Read batches_list = batches::list(w::BatchesList) -> w::BatchesListed, [Batch], "Lists what was done.";
    Write batches_undo = batches::undo(w::BatchUndo) -> w::UndoReport, [Field, Contact, Company, Batch, Job], "Undoes a batch.";
    Write batches_redo = batches::redo(w::Empty) -> w::UndoReport, [Field, Contact, Company, Batch, Job], "Takes back the last undo.";
    Write exports_start = exports::start(w::ExportsStart) -> w::ExportDone, [Job], "Writes contacts into a file.";
    Read exports_report = exports::report(w::JobId) -> w::ExportDone, [Job], "Tells what a long export wrote.";
    Read contacts_code = exports::code(w::ContactId) -> w::ContactCode, [Contact], "Draws a contact's card for others as a QR code.";
    Write exports_everything = archive::export(w::FilePath) -> w::ArchiveDone, [Job], "Writes everything into one archive.";
    Read exports_everything_report = archive::report(w::JobId) -> w::ArchiveDone, [Job], "Tells what an export of everything wrote.";
    Write vault_fill = archive::restore(w::FilePath) -> w::ArchiveRestored, [Vault, Contact, Company, Batch, Field, Definition, List, SavedView, Favourite, Recent, Draft], "Puts an archive of everything into an empty vault.";
    Read imports_preview = imports::preview_file(w::ImportsPreview) -> w::ImportPreview, [], "Looks at a file before it is imported.";
    Read imports_parts = imports::parts(w::ImportsParts) -> w::ImportParts, [], "Tells what there is to import in a file of several things.";
    Read imports_dry_run = imports::dry_run(w::ImportsDryRun) -> w::ImportPlan, [], "Tells what an import would do.";
    Write imports_start = imports::start(w::ImportsStart) -> w::JobStarted, [Job], "Begins to import a file.";
    Write imports_sample = imports::sample(w::Empty) -> w::JobStarted, [Job], "Imports sixty invented contacts to try Satchel with.";
    Read imports_report = imports::report(w::JobId) -> w::ImportReport, [Job], "Tells what an import did.";
    Read imports_recipes = imports::list_recipes(w::Empty) -> w::Recipes, [Job], "Lists the choices that are remembered for files of a kind.";
    Write imports_forget_recipe = imports::forget_recipe(w::RecipeId) -> w::Recipes, [Job], "Forgets remembered choices.";
    Read imports_history = imports::history(w::Empty) -> w::PastImports, [Job, Batch], "Lists the imports of the past.";
    Read imports_failed_rows = imports::failed_rows(w::FailedRowsSave) -> w::FailedRowsSaved, [], "Saves the rows that were not taken.";
    Read jobs_list = jobs::list(w::Empty) -> w::Jobs, [Job], "Lists the newest jobs.";
    Write jobs_pause = jobs::pause(w::JobId) -> w::Jobs, [Job], "Stops a job until it is resumed.";
    Write jobs_cancel = jobs::cancel(w::JobId) -> w::Jobs, [Job], "Cancels a job.";
    Write jobs_resume = jobs::resume(w::JobId) -> w::Jobs, [Job], "Goes on with an interrupted job.";
    Read jobs_undo_report = jobs::undo_report(w::JobId) -> w::UndoReport, [Job], "Tells what a long undo did.";
    Read accounts_kinds = accounts::kinds(w::Empty) -> w::AccountKinds, [], "Lists the kinds of remotes that there are.";
    Read accounts_list = accounts::list(w::Empty) -> w::Accounts, [Account, Contact, Job], "Lists accounts and how they stand.";
    Write accounts_add = accounts::add(w::AccountsAdd) -> w::Account, [Account], "Adds an account.";
    Write accounts_pause = accounts::pause(w::AccountsPause) -> w::Account, [Account], "Lets an account rest, or go on.";
    Write accounts_schedule = accounts::schedule(w::AccountsSchedule) -> w::Account, [Account], "Says when an account is synced by itself.";
    Write accounts_choose = accounts::choose(w::AccountsChoose) -> w::Account, [Account], "Says what of the book is synced with an account, and which way.";
    Write accounts_edit = accounts::edit(w::AccountsEdit) -> w::Account, [Account], "Changes what an account is told, or what it signs in with.";
    Write accounts_unrule = accounts::unrule(w::AccountsUnrule) -> w::Account, [Account], "Takes back what a person made a rule for an account.";
    Write accounts_remove = accounts::remove(w::AccountsRemove) -> w::Accounts, [Account], "Removes an account; contacts stay as they are.";
    Read accounts_test = accounts::test(w::AccountName) -> w::AccountTested, [], "Asks an account's remote whether it can be worked with.";
    Read accounts_departure = accounts::departure(w::Empty) -> w::Departure, [Account, Contact], "Tells whether everything is in step before one leaves.";
    Write sync_start = sync::start(w::SyncStart) -> w::JobStarted, [Job, Account], "Begins a run of an account, or its rehearsal.";
    Read sync_report = sync::report(w::JobId) -> w::SyncReport, [Job], "Tells what a run did, or a rehearsal found.";
    Read sync_conflicts = sync::conflicts(w::ConflictsList) -> w::Conflicts, [Account, Contact], "Lists what waits for a person.";
    Write sync_resolve = sync::resolve(w::ConflictsResolve) -> w::ConflictsResolved, [Account, Contact, Batch], "Decides a conflict, or lets a held contact go.";
    Write sync_who = sync::who(w::SyncWho) -> w::ConflictsResolved, [Account, Contact], "Says who somebody at a remote is: a contact, or nobody here.";
    Read sync_runs = sync::runs(w::SyncLogList) -> w::SyncLog, [Account], "Lists the runs of an account.";
    Read sync_outcomes = sync::outcomes(w::SyncLogRun) -> w::SyncOutcomes, [Account], "Tells what became of single contacts in a run.";
    Read tags_list = tags::list(w::DefinitionsList) -> w::TagsListed, [Definition, Contact], "Lists tags.";
    Write tags_add = tags::add(w::TagsAdd) -> w::DefinitionDone, [Definition, Batch], "Makes a tag.";
    Write tags_set = tags::set(w::TagsSet) -> w::DefinitionDone, [Definition, Contact, Batch], "Renames or recolours a tag, or says what it is about.";
    Write tags_merge = tags::merge(w::TagsMerge) -> w::DefinitionDone, [Definition, Contact, Batch], "Makes several tags one.";
    Write tags_delete = tags::delete(w::TagsDelete) -> w::DefinitionDone, [Definition, Contact, Batch], "Deletes tags; contacts lose them.";
    Read categories_list = categories::list(w::DefinitionsList) -> w::CategoriesListed, [Definition, Contact], "Lists groups of categories with their values.";
    Write categories_add_group = categories::add_group(w::CategoryGroupsAdd) -> w::DefinitionDone, [Definition, Batch], "Makes a group of categories.";
    Write categories_add = categories::add(w::CategoriesAdd) -> w::DefinitionDone, [Definition, Batch], "Makes a value of a group of categories.";
    Write categories_set = categories::set(w::CategoriesSet) -> w::DefinitionDone, [Definition, Contact, Batch], "Renames or recolours a category.";
    Write categories_rename_group = categories::rename_group(w::CategoryGroupsRename) -> w::DefinitionDone, [Definition, Contact, Batch], "Renames a group of categories.";
    Write categories_delete = categories::delete(w::CategoryId) -> w::DefinitionDone, [Definition, Contact, Batch], "Deletes a category; contacts lose it.";
    Write categories_delete_group = categories::delete_group(w::CategoryId) -> w::DefinitionDone, [Definition, Contact, Batch], "Deletes a group of categories; contacts lose its values.";
    Write categories_put = categories::put(w::CategoriesPut) -> w::BatchDone, [Contact, Batch], "Puts contacts into a category, or into none of its group.";
    Read categories_history = categories::history(w::ContactId) -> w::ContactsHistory, [Contact, Definition], "Tells in which categories a contact was, and since when.";
    Write consents_record = consents::record(w::ConsentsRecord) -> w::BatchDone, [Contact, Batch], "Notes that somebody gave, declined or withdrew consent.";
    Read contacts_reach = consents::reach(w::ContactsReach) -> w::ContactsReached, [Contact], "Tells whether somebody may be reached, and why not.";
    Write contacts_lock = consents::lock(w::ContactsLock) -> w::ContactsLocked, [Contact, Batch, Account], "Keeps something of a contact on this machine, or no longer.";
    Read looks_get = looks::get(w::Empty) -> w::Looks, [Settings], "Reads how the window is arranged.";
    Write looks_set = looks::set(w::LooksSet) -> w::Looks, [Settings], "Arranges the window.";
    Read settings_get = settings::get(w::Empty) -> w::Settings, [Settings], "Reads the settings.";
    Write settings_set = settings::set(w::SettingsSet) -> w::Settings, [Settings], "Changes settings.";
}

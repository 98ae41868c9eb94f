//! What becomes of each row: made, changed, brought back, left alone, asked or refused.
//!
//! A function of its arguments: the dry run shows what it says, the import does it. Deliberately absent: finding who is
//! matched, and writing.

use std::collections::{HashMap, HashSet};

use satchel_model::{
    Contact, CustomFields, Fillings, Id, ImportMode, PlannedUpdate, Problem, ProblemCode, Severity, plan_update,
};
use satchel_store::Matched;

use super::chunk::{Group, Row, Taken};
use crate::wire::{RowAction, RowCandidate, RowOutcome, ValueChange};

/// Contacts among whom somebody may choose; who is called as many are is told apart by other keys.
const CANDIDATES: usize = 20;

/// What an import may do, and how.
pub(super) struct Policy<'a> {
    pub(super) mode: ImportMode,
    /// Whether nobody is looked for: every row is somebody new.
    pub(super) all: bool,
    pub(super) fillings: &'a Fillings,
    pub(super) fields: &'a CustomFields,
    /// Whom rows are about of the several that could be meant, by line; nobody who is here when `None`.
    pub(super) answers: &'a HashMap<u64, Option<Id>>,
}

/// Who is here, as far as a chunk's rows are about them.
#[derive(Default)]
pub(super) struct Here {
    /// For each row that is somebody, in order; empty when nobody is looked for.
    pub(super) matched: Vec<Matched>,
    /// Whole contacts; those that may be changed.
    pub(super) contacts: HashMap<Id, Contact>,
}

/// Who was in this file already.
#[derive(Default)]
pub(super) struct Seen {
    /// Forms in which rows are compared, with the key they belong to, and who had them first.
    forms: HashMap<(usize, String), First>,
    /// Contacts that an earlier row changed.
    pub(super) touched: HashSet<i64>,
    /// The first contact that this import made; those after it are its own as well.
    pub(super) first_made: Option<i64>,
}

/// The row that was somebody first: its line, and which of the new contacts it is.
#[derive(Clone, Copy)]
struct First {
    line: u64,
    at: usize,
}

/// A contact to be changed.
pub(super) struct Change {
    pub(super) rowid: i64,
    /// As it is here.
    pub(super) contact: Contact,
    pub(super) updates: Vec<PlannedUpdate>,
    /// Whether it comes back from the trash first.
    pub(super) restore: bool,
    pub(super) taken: Box<Taken>,
}

/// A row that was not taken: its line, its cells, why.
pub(super) struct FailedCells {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    pub(super) reason: String,
}

/// What a chunk comes to.
#[derive(Default)]
pub(super) struct Decided {
    /// New contacts, in the order of the file.
    pub(super) new: Vec<Taken>,
    pub(super) changes: Vec<Change>,
    pub(super) groups: Vec<Group>,
    /// Contacts that are here and stay as they are.
    pub(super) unchanged: Vec<i64>,
    /// Problems of rows, in the order of the file.
    pub(super) problems: Vec<Problem>,
    pub(super) failed: Vec<FailedCells>,
    /// Rows that repeat a contact of this chunk: where their problem is, and which of the new it is.
    pub(super) repeats: Vec<(usize, usize)>,
    /// What is told of each row, when that is wanted.
    pub(super) actions: Option<Vec<RowAction>>,
    pub(super) read: i64,
    pub(super) skipped: i64,
}

impl Seen {
    /// Lets go of the rows that are in the vault by now.
    pub(super) fn forget_rows(&mut self) {
        self.forms.clear();
    }

    /// The earlier row that this one repeats; remembers it when it is the first.
    fn repeat(&mut self, taken: &Taken, at: usize) -> Option<First> {
        for (key, forms) in taken.identities.iter().enumerate() {
            if let Some(first) = forms.iter().find_map(|form| self.forms.get(&(key, form.clone()))) {
                return Some(*first);
            }
        }
        let first = First { line: taken.line, at };
        for (key, forms) in taken.identities.iter().enumerate() {
            self.forms.extend(forms.iter().map(|form| ((key, form.clone()), first)));
        }
        None
    }

    fn is_of_this_import(&self, rowid: i64) -> bool {
        self.touched.contains(&rowid) || self.first_made.is_some_and(|first| rowid >= first)
    }
}

/// The contacts that a chunk may change, and those among whom somebody chooses: their rowids.
pub(super) fn to_be_read(matched: &[Matched], mode: ImportMode) -> Vec<i64> {
    if mode == ImportMode::Create {
        return Vec::new();
    }
    let meant = |found: &Matched| {
        let found = if found.live.is_empty() { &found.trashed } else { &found.live };
        found.iter().take(CANDIDATES).map(|(rowid, _)| *rowid).collect::<Vec<_>>()
    };
    let mut rowids: Vec<i64> = matched.iter().flat_map(meant).collect();
    rowids.sort_unstable();
    rowids.dedup();
    rowids
}

/// Decides about rows. `base` is how many contacts were new before them.
pub(super) fn decide(
    rows: Vec<Row>,
    mut here: Here,
    policy: &Policy<'_>,
    seen: &mut Seen,
    (base, tell): (usize, bool),
) -> Decided {
    let mut decided = Decided { actions: tell.then(Vec::new), ..Decided::default() };
    let mut matched = std::mem::take(&mut here.matched).into_iter();
    for row in rows {
        decided.read += 1;
        match row {
            Row::Blank { line } => {
                decided.skipped += 1;
                decided.tell(line, RowOutcome::Skip, None, "", "the row is blank");
            }
            Row::Failed { line, problems, cells } => {
                let reason = problems.first().map(|problem| problem.reason.clone()).unwrap_or_default();
                decided.tell(line, RowOutcome::Problem, None, "", &reason);
                decided.failed.push(FailedCells { line, cells, reason });
                decided.problems.extend(problems);
            }
            Row::Group(group) => {
                decided.tell(group.line, RowOutcome::Create, None, &group.name, "it is a list of other cards");
                decided.groups.push(group);
            }
            Row::Taken(taken) if policy.all => decided.make(taken),
            Row::Taken(taken) => {
                let found = matched.next().unwrap_or_default();
                one(&mut decided, taken, &found, (&mut here, policy), (seen, base));
            }
        }
    }
    decided
}

fn one(
    decided: &mut Decided,
    taken: Box<Taken>,
    found: &Matched,
    (here, policy): (&mut Here, &Policy<'_>),
    (seen, base): (&mut Seen, usize),
) {
    let mut meant = found.live.iter().chain(&found.trashed);
    if let Some((_, id)) = meant.find(|(rowid, _)| seen.is_of_this_import(*rowid)) {
        let id = Some(*id);
        return decided.repeat(&taken, id, "an earlier row of this file is the same contact");
    }
    match (policy.mode, &found.live[..], &found.trashed[..]) {
        (ImportMode::Create, [(rowid, id), ..], _) => {
            decided.skipped += 1;
            decided.unchanged.push(*rowid);
            decided.tell(taken.line, RowOutcome::Skip, Some(*id), taken.new.display(), ALREADY_HERE);
            decided.problems.push(already_here(taken.line, Some(*id), ALREADY_HERE));
        }
        (ImportMode::Update | ImportMode::Upsert, [(rowid, id)], _) => {
            change(decided, taken, (*rowid, *id, false), (here, policy), seen);
        }
        (ImportMode::Update | ImportMode::Upsert, [], [(rowid, id)]) => {
            change(decided, taken, (*rowid, *id, true), (here, policy), seen);
        }
        (ImportMode::Update | ImportMode::Upsert, several @ [_, _, ..], _)
        | (ImportMode::Update | ImportMode::Upsert, [], several @ [_, _, ..]) => {
            let answer = policy.answers.get(&taken.line);
            let meant = answer.and_then(|id| several.iter().find(|(_, one)| Some(*one) == *id));
            match (answer, meant) {
                (_, Some((rowid, id))) => {
                    change(decided, taken, (*rowid, *id, found.live.is_empty()), (here, policy), seen);
                }
                (Some(None), _) if policy.mode == ImportMode::Upsert => make_once(decided, taken, (seen, base)),
                _ => ask(decided, &taken, several, here),
            }
        }
        (ImportMode::Create | ImportMode::Upsert, [], _) => make_once(decided, taken, (seen, base)),
        (ImportMode::Update, [], []) => {
            decided.skipped += 1;
            let reason = "nobody here is this contact, and the import makes nobody";
            decided.tell(taken.line, RowOutcome::Skip, None, taken.new.display(), reason);
            decided.problems.push(problem(taken.line, ProblemCode::Nobody, "", reason.to_owned()));
        }
    }
}

/// Makes somebody, unless an earlier row is the same.
fn make_once(decided: &mut Decided, taken: Box<Taken>, (seen, base): (&mut Seen, usize)) {
    match seen.repeat(&taken, base + decided.new.len()) {
        Some(First { line, at }) => {
            if let Some(at) = at.checked_sub(base) {
                decided.repeats.push((decided.problems.len(), at));
            }
            decided.repeat(&taken, None, &format!("row {line} of this file is the same contact"));
        }
        None => decided.make(taken),
    }
}

fn change(
    decided: &mut Decided,
    mut taken: Box<Taken>,
    (rowid, id, restore): (i64, Id, bool),
    (here, policy): (&mut Here, &Policy<'_>),
    seen: &mut Seen,
) {
    if let Some(contact) = here.contacts.get(&id) {
        taken.forget_what_is_held(contact);
    }
    let updates = match here.contacts.get(&id) {
        Some(contact) => plan_update(contact, taken.new.draft(), policy.fillings, policy.fields),
        None => Vec::new(),
    };
    let display = here.contacts.get(&id).map_or(taken.new.display(), |contact| contact.display.as_str());
    if updates.is_empty() && !restore {
        decided.skipped += 1;
        decided.unchanged.push(rowid);
        decided.tell(taken.line, RowOutcome::Skip, Some(id), display, "it says nothing that is not known");
        return;
    }
    let Some(contact) = here.contacts.remove(&id) else { return };
    seen.touched.insert(rowid);
    decided.problems.append(&mut taken.problems);
    let outcome = if restore { RowOutcome::Restore } else { RowOutcome::Update };
    if let Some(actions) = &mut decided.actions {
        let changes = updates.iter().map(|update| ValueChange {
            field: update.field.clone(),
            before: update.before.clone(),
            after: update.after.clone(),
        });
        actions.push(RowAction {
            row: signed(taken.line),
            action: outcome,
            id: Some(id),
            display: contact.display.clone(),
            changes: changes.collect(),
            reason: String::new(),
            candidates: Vec::new(),
        });
    }
    decided.changes.push(Change { rowid, contact, updates, restore, taken });
}

fn ask(decided: &mut Decided, taken: &Taken, several: &[(i64, Id)], here: &Here) {
    decided.skipped += 1;
    let tails: Vec<String> = several.iter().take(5).map(|(_, id)| id.tail()).collect();
    let reason = format!("{} contacts could be meant: {}", several.len(), tails.join(", "));
    decided.tell(taken.line, RowOutcome::Ask, None, taken.new.display(), &reason);
    if let Some(action) = decided.actions.as_mut().and_then(|actions| actions.last_mut()) {
        let known = several.iter().filter_map(|(_, id)| here.contacts.get(id));
        action.candidates = known.map(candidate).collect();
    }
    decided.problems.push(problem(taken.line, ProblemCode::Ambiguous, &tails.join(", "), reason));
}

/// Somebody who could be meant, with what tells them from the others.
fn candidate(contact: &Contact) -> RowCandidate {
    let email = contact.emails.first().map_or("", |email| email.value.as_str());
    let phone = contact.phones.first().map_or("", |phone| phone.value.as_str());
    let about = [contact.title.as_str(), &contact.company, email, phone].into_iter().filter(|text| !text.is_empty());
    RowCandidate { id: contact.id, display: contact.display.clone(), about: about.collect::<Vec<_>>().join(" · ") }
}

impl Decided {
    /// Groups and values that are to be given to somebody.
    pub(super) fn categories(&self) -> Vec<(String, String)> {
        let new = self.new.iter().flat_map(|taken| taken.new.draft().categories.iter().cloned());
        let changed = self.changes.iter().flat_map(|change| &change.updates).filter_map(|update| {
            let group = update.edit.path.strip_prefix("categories/")?;
            Some((group.to_owned(), update.after.clone()))
        });
        new.chain(changed).collect()
    }

    fn make(&mut self, mut taken: Box<Taken>) {
        if taken.new.display().is_empty() {
            let reason = "nobody has this id, and nothing else says who it is";
            self.tell(taken.line, RowOutcome::Problem, None, "", reason);
            let told = problem(taken.line, ProblemCode::Unidentified, "", reason.to_owned());
            self.problems.push(Problem { severity: Severity::Error, ..told });
            self.failed.push(FailedCells { line: taken.line, cells: taken.cells, reason: reason.to_owned() });
            return;
        }
        self.tell(taken.line, RowOutcome::Create, None, taken.new.display(), "");
        self.problems.append(&mut taken.problems);
        self.new.push(*taken);
    }

    fn repeat(&mut self, taken: &Taken, id: Option<Id>, reason: &str) {
        self.skipped += 1;
        self.tell(taken.line, RowOutcome::Duplicate, id, taken.new.display(), reason);
        self.problems.push(already_here(taken.line, id, reason));
    }

    fn tell(&mut self, line: u64, action: RowOutcome, id: Option<Id>, display: &str, reason: &str) {
        if let Some(actions) = &mut self.actions {
            actions.push(RowAction {
                row: signed(line),
                action,
                id,
                display: display.to_owned(),
                changes: Vec::new(),
                reason: reason.to_owned(),
                candidates: Vec::new(),
            });
        }
    }
}

const ALREADY_HERE: &str = "this contact is here already: same id, e-mail or profile, or same name and phone";

/// The problem of a row that repeats a contact.
fn already_here(row: u64, id: Option<Id>, reason: &str) -> Problem {
    let value = id.map(|id| id.to_string()).unwrap_or_default();
    problem(row, ProblemCode::AlreadyHere, &value, reason.to_owned())
}

fn problem(row: u64, code: ProblemCode, value: &str, reason: String) -> Problem {
    Problem { row, column: String::new(), value: value.to_owned(), code, severity: Severity::Warning, reason }
}

fn signed(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

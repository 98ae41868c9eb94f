//! What an import would do: the same reading and deciding as of one that runs, and nothing written.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use super::categories::Categories;
use super::decide::{Here, Policy, Seen, decide, to_be_read};
use super::reading::{Chunks, workshop};
use super::run::{asked, count, empty_report, seconds};
use super::{ImportInput, made};
use crate::open::OpenVault;
use crate::wire::{ImportPlan, ImportReport, ImportsDryRun, OutcomeCount, RowAction, RowOutcome, WireError};
use crate::{App, blocking};

/// Goes through an import; `tell` hears of every row.
pub(super) async fn dry_run(
    app: &App,
    vault: &Arc<OpenVault>,
    input: ImportInput,
    asked_for: &ImportsDryRun,
    rows: impl Fn() -> Result<Box<dyn Read + Send>, WireError> + Send + Sync + 'static,
    mut tell: impl FnMut(RowAction),
) -> Result<ImportPlan, WireError> {
    let begun = app.now();
    let known = vault.store.custom_fields().await?;
    let rows = Arc::new(rows);
    let (open, fields) = (Arc::clone(&rows), Arc::clone(&known));
    let input = blocking(move || made::with_options(input, &fields, begun, || open())).await?;
    let missing = made::missing(&input, &known);
    let fields = made::foreseen(&input, &known, begun)?;
    let workshop = workshop(vault, &input, &fields).await?;
    let categories = Categories::read(&vault.store, input.choices.make_categories).await?;
    let mut named: Vec<(String, String)> = Vec::new();
    let (keys, fillings, answers) = (input.keys()?, input.fillings(), input.answers());
    let reading = input.clone();
    let mut chunks = Chunks::of(workshop, move |fields| {
        rows().and_then(|bytes| Ok(reading.form.open(bytes, None, fields)?.mended(&reading.fixes)))
    })?;
    let mut seen = Seen::default();
    let mut outcomes: HashMap<RowOutcome, i64> = HashMap::new();
    let mut shown = Vec::new();
    let most = usize::try_from(asked_for.rows.unwrap_or(0).clamp(0, super::SHOWN)).unwrap_or(0);
    let mut report = ImportReport { unmapped: input.form.left_out(), ..empty_report(input.file.clone()) };
    let mut base = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        let here = match input.choices.all {
            true => Here::default(),
            false => {
                let matched = vault.store.matches(&asked(&chunk.rows), &keys).await?;
                let rowids = to_be_read(&matched, input.choices.mode);
                let contacts = vault.store.contacts_by_rowid(&rowids).await?;
                Here { matched, contacts: contacts.into_iter().map(|contact| (contact.id, contact)).collect() }
            }
        };
        let policy = Policy {
            mode: input.choices.mode,
            all: input.choices.all,
            fillings: &fillings,
            fields: &fields,
            answers: &answers,
        };
        let decided = decide(chunk.rows, here, &policy, &mut seen, (base, true));
        base += decided.new.len();
        if input.choices.make_categories {
            named.extend(decided.categories());
            named = categories.unknown(named.iter());
        }
        report.read += decided.read;
        report.created += count(decided.new.len());
        report.updated += count(decided.changes.len());
        report.skipped += decided.skipped;
        report.failed += count(decided.failed.len());
        report.problems_total += count(decided.problems.len());
        report.problems.extend(decided.problems);
        report.problems.truncate(usize::try_from(super::SHOWN).unwrap_or(0));
        for action in decided.actions.into_iter().flatten() {
            *outcomes.entry(action.action).or_default() += 1;
            let wanted = asked_for.outcome.is_none_or(|outcome| outcome == action.action);
            if wanted && shown.len() < most {
                shown.push(action.clone());
            }
            tell(action);
        }
    }
    report.made = made::names(&missing).chain(named.iter().map(|(group, name)| format!("{group}: {name}"))).collect();
    report.seconds = seconds(app.now() - begun);
    let outcomes = OUTCOMES
        .into_iter()
        .filter_map(|outcome| outcomes.get(&outcome).map(|rows| OutcomeCount { outcome, rows: *rows }));
    Ok(ImportPlan { report, outcomes: outcomes.collect(), rows: shown })
}

/// In the order in which a person reads them.
const OUTCOMES: [RowOutcome; 7] = [
    RowOutcome::Create,
    RowOutcome::Update,
    RowOutcome::Restore,
    RowOutcome::Skip,
    RowOutcome::Duplicate,
    RowOutcome::Ask,
    RowOutcome::Problem,
];

//! Verbs about filters.

use std::process::ExitCode;

use satchel_app::wire::{
    BulkChange, BulkEdit, BulkReport, ContactsExplain, ContactsExplained, ContactsFilter, ErrorCode, Explanation,
    JobId, LetterCase, WireError,
};
use satchel_app::{App, bulk as edits, filters};
use satchel_model::RecordState;

use super::lists::list_named;
use super::records::{patch, resolve};
use super::{SOME_FAILED, files};
use crate::arguments::{BulkArguments, FilterArguments, order_of};
use crate::print::Printer;
use crate::{human, plain};

pub(crate) async fn filter(app: &App, arguments: FilterArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let FilterArguments { filter, explain, sort, descending, limit, after } = arguments;
    let filter = filter.join(" ");
    if let Some(id) = explain {
        let id = resolve(app, &id).await?;
        let explained = filters::explain(app.clone(), ContactsExplain { filter, id }).await?;
        printer.show(&explained, why);
        return Ok(ExitCode::SUCCESS);
    }
    let state = RecordState::Active;
    let (sort, sort_field) = order_of(sort);
    let input = ContactsFilter { filter, sort, sort_field, descending, limit, after, state };
    let listed = filters::list(app.clone(), input).await?;
    printer.show(&listed, human::list);
    Ok(ExitCode::SUCCESS)
}

/// Whether a contact is meant, and below it each part of the filter with its answer.
fn why(explained: &ContactsExplained) -> String {
    let meant = if explained.meant { "is meant" } else { "is not meant" };
    let mut text = format!("{}  {} {meant}\n", explained.id.tail(), explained.display);
    if explained.why.holds && !explained.meant {
        text.push_str("  the filter holds, but the contact is archived or in the trash\n");
    }
    part(&explained.why, 1, &mut text);
    text
}

fn part(explanation: &Explanation, depth: usize, text: &mut String) {
    use std::fmt::Write;
    let answer = if explanation.holds { "yes" } else { "no " };
    let values = match &explanation.values[..] {
        [] if explanation.parts.is_empty() => "  (nothing there)".to_owned(),
        [] => String::new(),
        values => format!("  ({})", values.join(" · ")),
    };
    let _ = writeln!(text, "{}{answer}  {}{values}", "  ".repeat(depth), explanation.part);
    explanation.parts.iter().for_each(|inner| part(inner, depth + 1, text));
}

pub(crate) async fn bulk(app: &App, arguments: BulkArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let BulkArguments { filter, values, replace, case, list, unlist, status, archive, trash, restore, dry_run } =
        arguments;
    let mut changes: Vec<BulkChange> = patch(app, &values).await?.into_iter().map(BulkChange::Edit).collect();
    for words in replace.chunks(3) {
        if let [field, find, with] = words {
            changes.push(BulkChange::Replace { field: field.clone(), find: find.clone(), with: with.clone() });
        }
    }
    for words in case.chunks(2) {
        if let [field, to] = words {
            let to = match &**to {
                "upper" => LetterCase::Upper,
                "lower" => LetterCase::Lower,
                "title" => LetterCase::Title,
                _ => return Err(plain(ErrorCode::Invalid, "The case is upper, lower or title.")),
            };
            changes.push(BulkChange::Case { field: field.clone(), to });
        }
    }
    if let Some(list) = list {
        changes.push(BulkChange::ListAdd { list: list_named(app, &list).await?, status });
    }
    if let Some(list) = unlist {
        changes.push(BulkChange::ListRemove { list: list_named(app, &list).await? });
    }
    for (wanted, state) in
        [(archive, RecordState::Archived), (trash, RecordState::Trashed), (restore, RecordState::Active)]
    {
        changes.extend(wanted.then_some(BulkChange::State(state)));
    }
    let input = BulkEdit { filter: Some(filter), ids: Vec::new(), state: RecordState::Active, changes, dry_run };
    let report = edits::edit(app.clone(), input).await?;
    let report = match report.job {
        Some(job) => {
            files::wait(app, job, printer).await?;
            edits::report(app.clone(), JobId { job }).await?
        }
        None => report,
    };
    printer.show(&report, |report| edited(report, dry_run));
    Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

/// What an edit of many did, or would do.
fn edited(report: &BulkReport, dry_run: bool) -> String {
    use std::fmt::Write;
    let verb = if dry_run { "would change" } else { "changed" };
    let mut text = format!("{} meant\n", report.meant);
    for count in &report.counts {
        let _ = writeln!(text, "  {} {verb}, {} were so already", count.changed, count.unchanged);
        for sample in &count.samples {
            let (before, after) = (human::value(&sample.before), human::value(&sample.after));
            let _ = writeln!(text, "    {}  {}: {before} → {after}", sample.id.tail(), sample.display);
        }
    }
    for path in &report.failed {
        let _ = writeln!(text, "  failed: {} {} ({})", path.display, path.path, path.reason);
    }
    if let Some(batch) = report.batch {
        let _ = writeln!(text, "undo it with: satchel undo {}", batch.tail());
    }
    text
}

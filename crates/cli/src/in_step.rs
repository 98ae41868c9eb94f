//! Accounts and runs in lines for a person.

use std::fmt::Write;

use satchel_app::wire::{
    Account, AccountPolicy, AccountRule, AccountState, AccountTested, Accounts, ConflictSide, Conflicts,
    ConflictsResolved, Departure, SyncAction, SyncCounts, SyncDirection, SyncEnd, SyncHeldReason, SyncListed,
    SyncOutcomes, SyncReport, SyncRun, SyncSide,
};

use crate::human::value;

pub(crate) fn account(account: &Account) -> String {
    let state = match account.state {
        AccountState::New => "never synced",
        AccountState::Ready => "in step",
        AccountState::Running => "at work",
        AccountState::Paused => "resting",
        AccountState::Trouble => "could not go on",
        AccountState::SignIn => "has to be signed in again",
        AccountState::Untrusted => "does not trust the server",
        AccountState::Stopped => "stopped: look first",
    };
    let mut text = format!(
        "{} ({}): {state} · {} linked, {} unsent, {} to decide, {} held\n",
        account.name, account.kind, account.linked, account.unsent, account.conflicts, account.held
    );
    for (key, value) in &account.settings {
        let _ = writeln!(text, "  {key} = {value}");
    }
    match account.direction {
        SyncDirection::Both => {}
        SyncDirection::Here => text.push_str("  nothing is ever sent\n"),
        SyncDirection::There => text.push_str("  nothing of what is there is written here\n"),
    }
    if !account.tag.is_empty() {
        let _ = writeln!(text, "  sends only contacts tagged {}", account.tag);
    }
    for rule in &account.rules {
        let _ = writeln!(text, "  rule: {}", rule_words(rule));
    }
    if let Some(problem) = &account.problem {
        let _ = writeln!(text, "  {problem}");
    }
    text
}

fn rule_words(rule: &AccountRule) -> String {
    let decides = match rule.policy {
        AccountPolicy::Newest => "the later change is right",
        AccountPolicy::Mine => "what is here is right",
        AccountPolicy::Theirs => "what is there is right",
        AccountPolicy::Ask => "is asked about",
    };
    format!("{}: {decides}", rule.path)
}

pub(crate) fn rules(account: &Account) -> String {
    if account.rules.is_empty() {
        return format!("No rule was made for {}.\n", account.name);
    }
    account.rules.iter().map(|rule| rule_words(rule) + "\n").collect()
}

pub(crate) fn accounts(accounts: &Accounts) -> String {
    if accounts.accounts.is_empty() {
        return "There is no account: add one with `satchel account add`.\n".to_owned();
    }
    accounts.accounts.iter().map(account).collect()
}

pub(crate) fn tested(tested: &AccountTested) -> String {
    let lines = [&tested.offers, &tested.problem, &tested.hint];
    lines.into_iter().flatten().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
}

fn counts(counts: SyncCounts) -> String {
    format!("{} new, {} changed, {} ended", counts.created, counts.updated, counts.deleted)
}

pub(crate) fn report(report: &SyncReport) -> String {
    let mut text = String::new();
    for planned in &report.planned {
        let (side, verb) = match (planned.side, planned.action) {
            (SyncSide::Here, SyncAction::Create) => ("here ", "make"),
            (SyncSide::There, SyncAction::Create) => ("there", "make"),
            (SyncSide::Here, SyncAction::Update) => ("here ", "change"),
            (SyncSide::There, SyncAction::Update) => ("there", "change"),
            (SyncSide::Here, SyncAction::Delete) => ("here ", "end"),
            (SyncSide::There, SyncAction::Delete) => ("there", "end"),
            (SyncSide::Here, SyncAction::Restore) => ("here ", "bring back"),
            (SyncSide::There, SyncAction::Restore) => ("there", "bring back"),
            (SyncSide::Here, SyncAction::List) => ("here ", "list"),
            (SyncSide::There, SyncAction::List) => ("there", "list"),
            (_, SyncAction::Merge) => ("here ", "merge"),
            (_, SyncAction::Pair) => ("both ", "the same"),
            (_, SyncAction::Doubt) => ("both ", "the same?"),
        };
        let verb = if planned.left_out { "leave out" } else { verb };
        if planned.action == SyncAction::List {
            let _ = writeln!(text, "{side}  {verb:<10}  {}", planned.display);
            for change in &planned.changes {
                let (sign, name) = if change.before.is_none() { ('+', &change.after) } else { ('-', &change.before) };
                let _ = writeln!(text, "    {sign} {}", name.as_ref().and_then(|name| name.as_str()).unwrap_or("?"));
            }
            continue;
        }
        let name = planned.remote.clone().unwrap_or_else(|| planned.record.tail());
        let into = planned.into.as_ref().map(|into| format!(" into {into}")).unwrap_or_default();
        let _ = writeln!(text, "{side}  {verb:<10}  {}  ({name}){into}", planned.display);
        if planned.action == SyncAction::Update {
            text.push_str(&crate::human::replaced(&planned.changes));
        }
    }
    let verb = if report.end == SyncEnd::Rehearsed { "would come" } else { "came" };
    let _ = writeln!(text, "{}: {verb}: {}", report.account, counts(report.pulled));
    if report.end != SyncEnd::Rehearsed {
        let _ = writeln!(text, "  went: {}", counts(report.pushed));
    }
    for listed in &report.lists {
        text.push_str(&self::listed(listed));
    }
    if report.conflicts + report.held > 0 {
        let _ = writeln!(text, "  {} to decide, {} held: see `satchel conflicts`", report.conflicts, report.held);
    }
    for failure in &report.failed {
        let name = if failure.display.is_empty() { failure.remote.as_deref().unwrap_or("?") } else { &failure.display };
        let _ = writeln!(text, "  {name}: {} {}", failure.reason.replace('_', " "), failure.remote_says);
    }
    if let Some(problem) = &report.problem {
        let _ = writeln!(text, "{problem}");
    }
    if let Some(vanishing) = &report.vanishing {
        let _ = writeln!(
            text,
            "Look with --dry-run; when it is right: --approve-here {} --approve-there {}",
            vanishing.here, vanishing.there
        );
    }
    text
}

/// A list here or a group there, and who came on it and left it.
fn listed(listed: &SyncListed) -> String {
    let noun = match listed.side {
        SyncSide::Here => "list here",
        SyncSide::There => "group there",
    };
    let made = if listed.made { "; it was made" } else { "" };
    let renamed = if listed.renamed { "; it has a new name" } else { "" };
    let (entered, left) = (listed.entered.len(), listed.left.len());
    let mut text = format!("  {noun} {}: {entered} came, {left} left{made}{renamed}\n", listed.title);
    for (sign, names) in [('+', &listed.entered), ('-', &listed.left)] {
        for name in names {
            let _ = writeln!(text, "    {sign} {name}");
        }
    }
    text
}

fn side(name: &str, side: &ConflictSide) -> String {
    let by = side.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    format!("    {name:<7} {}{by}\n", value(&side.value))
}

pub(crate) fn conflicts(open: &Conflicts) -> String {
    let mut text = String::new();
    for conflict in &open.conflicts {
        let _ = writeln!(
            text,
            "{}  ({}, {})  {}",
            conflict.display,
            conflict.record.tail(),
            conflict.account,
            conflict.path.split('/').next().unwrap_or_default()
        );
        let _ = writeln!(text, "    before  {}", value(&conflict.base));
        text.push_str(&side("mine", &conflict.mine));
        text.push_str(&side("theirs", &conflict.theirs));
    }
    for doubt in &open.doubts {
        let _ = writeln!(text, "{}  ({}, {})  is there; the same as", doubt.display, doubt.remote, doubt.account);
        for candidate in &doubt.candidates {
            let _ = writeln!(text, "    {}  ({})", candidate.display, candidate.record.tail());
        }
    }
    for held in &open.held {
        let why = match held.reason {
            SyncHeldReason::Undone => "held: something of it was taken back here",
            SyncHeldReason::MergedThere => "held: it was merged into another there",
            SyncHeldReason::CannotReturn => "held: it is gone here for good and changed there",
            SyncHeldReason::Another => {
                "held: somebody else has its place there; `mine` when they are two, `theirs` when not"
            }
        };
        let _ = writeln!(text, "{}  ({}, {})  {why}", held.display, held.record.tail(), held.account);
    }
    if text.is_empty() {
        text.push_str("Nothing waits for a decision.\n");
    }
    text
}

pub(crate) fn resolved(done: &ConflictsResolved) -> String {
    let gone = if done.gone > 0 { format!(", {} had changed meanwhile", done.gone) } else { String::new() };
    format!("{} decided{gone}; the next sync carries it out\n", done.count)
}

pub(crate) fn runs(runs: &[(String, SyncRun)]) -> String {
    let mut text = String::new();
    for (account, run) in runs {
        let at = jiff::Timestamp::from_millisecond(run.started_at).unwrap_or_default();
        let problem = run.problem.as_deref().unwrap_or_default();
        let lists = if run.lists > 0 { format!("; {} lists", run.lists) } else { String::new() };
        let _ = writeln!(
            text,
            "{:>5}  {at:.0}  {account}: came {}; went {}{lists}; {} failed, {} requests {problem}",
            run.run,
            counts(run.pulled),
            counts(run.pushed),
            run.failed,
            run.requests
        );
    }
    if text.is_empty() {
        text.push_str("There was no run yet.\n");
    }
    text
}

pub(crate) fn outcomes(found: &SyncOutcomes) -> String {
    if found.outcomes.is_empty() {
        return "Every contact went through.\n".to_owned();
    }
    found.outcomes.iter().fold(String::new(), |mut text, outcome| {
        let id = outcome.record.map(|id| id.tail()).unwrap_or_default();
        let name = if outcome.display.is_empty() { outcome.remote.as_deref().unwrap_or("?") } else { &outcome.display };
        let _ = writeln!(text, "{id:<8}  {name}: {} {}", outcome.what.replace('_', " "), outcome.words);
        text
    })
}

pub(crate) fn departure(departure: &Departure) -> String {
    if departure.ready {
        return "Everything is in step, as far as it is known here.\n".to_owned();
    }
    departure.accounts.iter().fold(String::new(), |mut text, line| {
        let stale = if line.stale { "; not synced for a day" } else { "" };
        let _ = writeln!(
            text,
            "{}: {} unsent, {} to decide, {} held{stale}",
            line.name, line.unsent, line.conflicts, line.held
        );
        text
    })
}

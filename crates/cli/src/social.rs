//! Companies, jobs and relations in lines for a person.

use std::fmt::Write;

use satchel_app::wire::{
    CompaniesListed, CompanyPeople, CompanyPerson, JobChanged, MutualShown, RelationKinds, Relations, WorkRow,
};
use satchel_model::Company;

use crate::human::{bytes, columns, contact, labelled};

pub(crate) fn companies(listed: &CompaniesListed) -> String {
    let mut text = String::new();
    for row in &listed.companies {
        let people = if row.people == 1 { "1 person".to_owned() } else { format!("{} people", row.people) };
        let _ = writeln!(text, "{}  {}", row.id.tail(), columns(&[&row.name, &row.industry, &people]));
    }
    let _ = writeln!(text, "{} of {}", listed.companies.len(), listed.total);
    if let Some(next) = &listed.next {
        let _ = writeln!(text, "next page: --after {next}");
    }
    text
}

pub(crate) fn company(company: &Company) -> String {
    let mut text = format!("{}  ({})\n", company.name, company.id.tail());
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {key:<12} {}", value.replace('\n', "\n               "));
        }
    };
    for name in &company.names {
        line("also", &labelled(&name.value, &name.label));
    }
    for domain in &company.domains {
        line("domain", &domain.value);
    }
    for phone in &company.phones {
        line("phone", &labelled(&phone.value, &phone.label));
    }
    for address in &company.addresses {
        line("address", &labelled(&address.value, &address.label));
    }
    for file in &company.attachments {
        line("file", &labelled(&file.name, &bytes(file.size)));
    }
    for (key, value) in [
        ("website", &company.website),
        ("industry", &company.industry),
        ("size", &company.size),
        ("employees", &company.employees),
        ("revenue", &company.revenue),
        ("registration", &company.registration),
        ("vat", &company.vat),
    ] {
        line(key, value);
    }
    line("parent", company.parent.as_ref().map_or("", |parent| &parent.name));
    let children: Vec<&str> = company.children.iter().map(|child| child.name.as_str()).collect();
    line("owns", &children.join(", "));
    line("people", &company.people.to_string());
    for (key, held) in &company.custom {
        line(key, &satchel_model::printed(held));
    }
    line("notes", &company.notes);
    text
}

pub(crate) fn people(people: &CompanyPeople) -> String {
    let mut text = String::new();
    for person in &people.people {
        let indent = "  ".repeat(usize::try_from(person.depth).unwrap_or(0));
        let _ = writeln!(text, "{}  {indent}{}", person.id.tail(), job(person));
    }
    for person in &people.former {
        let _ = writeln!(text, "{}  {} (until {})", person.id.tail(), job(person), person.until);
    }
    text
}

fn job(person: &CompanyPerson) -> String {
    columns(&[&person.display, &person.title, &person.department, &person.role])
}

/// Jobs of a contact, a line each.
pub(crate) fn work(work: &[WorkRow]) -> String {
    work.iter().fold(String::new(), |mut text, row| {
        let sign = if row.main { "*" } else { " " };
        let dates = match (row.since.as_str(), row.until.as_str()) {
            ("", "") => String::new(),
            (since, "") => format!("since {since}"),
            ("", until) => format!("until {until}"),
            (since, until) => format!("{since} to {until}"),
        };
        let what = columns(&[&row.company, &row.title, &row.department, &row.role, &dates]);
        let _ = writeln!(text, "{}  {sign} {what}", row.id.tail());
        text
    })
}

pub(crate) fn job_changed(changed: &JobChanged) -> String {
    let mut text = contact(&changed.contact);
    for email in &changed.retired {
        let _ = writeln!(text, "kept as dead: {email}");
    }
    if let Some(left) = &changed.left {
        let names: Vec<&str> = changed.colleagues.iter().map(|person| person.display.as_str()).collect();
        let there = if names.is_empty() { "nobody else".to_owned() } else { names.join(", ") };
        let _ = writeln!(text, "left at {}: {there}", left.name);
    }
    text
}

pub(crate) fn kinds(kinds: &RelationKinds) -> String {
    kinds.kinds.iter().fold(String::new(), |mut text, kind| {
        let _ = writeln!(text, "{}  ↔  {}", kind.name, kind.reverse);
        text
    })
}

pub(crate) fn relations(shown: &Relations) -> String {
    let mut text = String::new();
    for relation in &shown.relations {
        let strength = if relation.strength == 0 { String::new() } else { format!("strength {}", relation.strength) };
        let who = columns(&[&relation.display, &relation.company, &strength, &relation.note]);
        let _ = writeln!(text, "{}  {}: {who}", relation.id.tail(), relation.kind);
    }
    for referral in &shown.referrals {
        let way = if referral.steps < 0 { "came through" } else { "brought" };
        let _ = writeln!(text, "{way} ({}): {}", referral.steps.abs(), referral.display);
    }
    text
}

pub(crate) fn mutual(shown: &MutualShown) -> String {
    shown.people.iter().fold(String::new(), |mut text, person| {
        let _ = writeln!(text, "{}  {}", person.id.tail(), person.display);
        text
    })
}

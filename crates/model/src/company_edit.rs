//! Planning an edit of a company: from the company and a patch to the list of changes that would be made.
//!
//! Pure, as for contacts. The parent is left as what was typed; only the store can find it.

use serde_json::Value;

use crate::child::company_rows;
use crate::custom::{FieldEntity, ValueContext, plan_custom_edits};
use crate::edit::{EditContext, EditError, push_scalar, refuse, text_of};
use crate::{Company, EditAction, FieldChange, FieldKind, Patch, company_field};

/// What an edit of a company comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompanyPlan {
    /// Changes of its own values and rows.
    pub changes: Vec<FieldChange>,
    /// The company that it shall belong to, by name or id; empty for none.
    pub parent: Option<String>,
}

/// Works out the changes that `patch` makes to `company`. Changes that change nothing are left out.
///
/// # Errors
/// On the first path that does not exist, or value that does not fit.
pub fn plan_company(company: &Company, patch: &Patch, lent: &mut EditContext<'_>) -> Result<CompanyPlan, EditError> {
    let mut plan = CompanyPlan::default();
    let mut rows = company_rows(company);
    let own = ValueContext { region: lent.region, zone: lent.zone.clone() };
    let own = plan_custom_edits(lent.custom, FieldEntity::Company, &company.custom, patch, &own)?;
    for edit in patch.iter().filter(|edit| !own.takes(&edit.path)) {
        let key = edit.path.split('/').next().unwrap_or_default();
        let Some(known) = company_field(key) else {
            return Err(refuse(edit, format!("a company has no field named {key}")));
        };
        if let Some(rows) = rows.iter_mut().find(|rows| rows.is_of(known.key)) {
            if let EditAction::Set(Value::Object(row)) | EditAction::Add(Value::Object(row)) = &edit.action
                && row.keys().any(|part| part.starts_with("do_not_"))
            {
                return Err(refuse(edit, "what is not wanted is said by people, not by companies"));
            }
            rows.edit(edit, lent)?;
            continue;
        }
        let text = text_of(edit, known)?;
        match known.kind {
            FieldKind::Parent => plan.parent = Some(text),
            FieldKind::Count => {
                let digits: String = text.chars().filter(|c| !",.' ".contains(*c) && !c.is_whitespace()).collect();
                if digits.len() > 9 || !digits.chars().all(|c| c.is_ascii_digit()) {
                    return Err(refuse(edit, format!("{key} is a whole number")));
                }
                push_scalar(&mut plan.changes, known.key, scalar(company, known.key), &digits);
            }
            _ => {
                if known.key == "name" && crate::fold(&text).is_empty() {
                    return Err(refuse(edit, "a company needs a name"));
                }
                push_scalar(&mut plan.changes, known.key, scalar(company, known.key), &text);
            }
        }
    }
    for rows in rows {
        rows.into_changes(&mut plan.changes);
    }
    plan.changes.extend(own.changes);
    Ok(plan)
}

fn scalar<'a>(company: &'a Company, key: &str) -> &'a str {
    match key {
        "name" => &company.name,
        "website" => &company.website,
        "industry" => &company.industry,
        "size" => &company.size,
        "employees" => &company.employees,
        "revenue" => &company.revenue,
        "registration" => &company.registration,
        "vat" => &company.vat,
        "notes" => &company.notes,
        _ => "",
    }
}

/// A domain out of a domain, a web address or an e-mail address; `None` when it is none.
#[must_use]
pub fn domain_of(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.strip_prefix("www.").unwrap_or(host).trim_matches('.');
    let fits =
        |label: &str| !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    (host.len() <= 253 && host.contains('.') && host.split('.').all(fits)).then(|| host.to_owned())
}

/// The name that a patch gives a company; none when it gives none that says anything.
#[must_use]
pub fn company_name(patch: &Patch) -> Option<String> {
    let name = patch.iter().rev().find_map(|edit| match (edit.path.as_str(), &edit.action) {
        ("name", EditAction::Set(Value::String(name))) => Some(name),
        _ => None,
    })?;
    (!crate::fold(name).is_empty()).then(|| crate::collapse(name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{domain_of, plan_company};
    use crate::{Company, EditContext, Id, Patch, RecordState, parse_company_assignment};

    fn acme() -> Company {
        Company {
            id: Id::from_parts(1, &[1; 10]),
            seq: 1,
            state: RecordState::Active,
            name: "Acme".into(),
            names: Vec::new(),
            domains: Vec::new(),
            phones: Vec::new(),
            addresses: Vec::new(),
            attachments: Vec::new(),
            website: String::new(),
            industry: "Anvils".into(),
            size: String::new(),
            employees: String::new(),
            revenue: String::new(),
            registration: String::new(),
            vat: String::new(),
            parent: None,
            children: Vec::new(),
            notes: String::new(),
            people: 0,
            custom: std::collections::BTreeMap::new(),
        }
    }

    fn plan(typed: &[&str]) -> Result<super::CompanyPlan, crate::EditError> {
        let patch: Patch = typed.iter().map(|text| parse_company_assignment(text).unwrap()).collect();
        let mut next = 0;
        let mut mint = || {
            next += 1;
            Id::from_parts(2, &[next; 10])
        };
        let custom = &crate::CustomFields::default();
        let zone = jiff::tz::TimeZone::UTC;
        plan_company(&acme(), &patch, &mut EditContext { region: Some("GB"), mint: &mut mint, custom, zone })
    }

    #[test]
    fn values_and_rows_are_checked_and_written_as_they_are_kept() {
        let changes =
            plan(&["employees=1,200", "domains+=https://www.Acme.example/about", "phone=020 7946 0958", "industry="]);
        let changes = changes.unwrap().changes;
        let after = |path: &str| {
            changes.iter().find(|change| change.path.split('/').next() == Some(path)).unwrap().after.clone()
        };
        assert_eq!(after("employees"), Some(json!("1200")));
        assert_eq!(after("domains").unwrap()["value"], "acme.example");
        assert_eq!(after("phones").unwrap()["e164"], "+442079460958");
        assert_eq!(after("industry"), None);
        assert_eq!(plan(&["parent=Acme Holding"]).unwrap().parent.as_deref(), Some("Acme Holding"));
        for typed in ["employees=many", "domains+=nowhere", "name="] {
            assert!(plan(&[typed]).is_err(), "{typed}");
        }
    }

    #[test]
    fn domains_come_out_of_whatever_has_one() {
        for (text, domain) in [
            ("acme.example", Some("acme.example")),
            ("HTTPS://www.Acme.example:443/x?y", Some("acme.example")),
            ("ada@acme.example", Some("acme.example")),
            ("münchen.example", Some("münchen.example")),
            ("acme", None),
            ("a b.example", None),
            ("", None),
        ] {
            assert_eq!(domain_of(text).as_deref(), domain, "{text}");
        }
    }
}

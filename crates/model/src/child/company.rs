//! Child rows of a company: other names, domains, phones, addresses, files.

use serde_json::{Value, json};

use super::{Row, Rows, file_parts};
use crate::{Address, Attachment, Company, CompanyText, FieldKind, Id, Phone};

/// All child collections of a company.
pub(crate) fn company_rows(company: &Company) -> Vec<Rows> {
    let row = |label: &str, primary: bool, position: usize, mut parts: Value| {
        parts["label"] = label.into();
        parts["primary"] = primary.into();
        parts["position"] = position.into();
        match parts {
            Value::Object(row) => row,
            _ => Row::new(),
        }
    };
    let rows = |kind, key, now: Vec<(Id, Row)>| Rows { kind, key, before: now.clone(), now };
    let texts = |rows: &[CompanyText]| -> Vec<(Id, Row)> {
        let text =
            |(at, it): (usize, &CompanyText)| (it.id, row(&it.label, it.primary, at, json!({"value": it.value})));
        rows.iter().enumerate().map(text).collect()
    };
    let phone = |(at, it): (usize, &Phone)| {
        (it.id, row(&it.label, it.primary, at, json!({"value": it.value, "e164": it.e164})))
    };
    let address = |(at, it): (usize, &Address)| {
        let parts = json!({"street": it.street, "locality": it.locality, "region": it.region,
            "postcode": it.postcode, "country": it.country});
        (it.id, row(&it.label, it.primary, at, parts))
    };
    let file = |(at, it): (usize, &Attachment)| (it.id, row(&it.label, at == 0, at, file_parts(it)));
    vec![
        rows(FieldKind::Names, "names", texts(&company.names)),
        rows(FieldKind::Domains, "domains", texts(&company.domains)),
        rows(FieldKind::Phones, "phones", company.phones.iter().enumerate().map(phone).collect()),
        rows(FieldKind::Addresses, "addresses", company.addresses.iter().enumerate().map(address).collect()),
        rows(FieldKind::Attachments, "attachments", company.attachments.iter().enumerate().map(file).collect()),
    ]
}

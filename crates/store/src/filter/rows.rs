//! Rows that belong to contacts, or to their companies: who has one for which a filter over its parts holds.

use std::borrow::Cow;

use satchel_model::{
    Catalogue, Cell, Condition, DayPart, Facet, Filter, Home, Kind, Related, Test, Vantage, built_in_kinds,
    phone_country, profile_of,
};
use serde_json::Value;

use super::look::{Look, cell};
use super::opted_out::STANDS;
use super::{Evaluation, FEW, RowSet, plan};
use crate::StoreError;

/// Where rows are.
struct Shape {
    from: Cow<'static, str>,
    /// Whose a row is: a contact's, or for rows of companies a company's.
    key: &'static str,
    /// Where each part is, in the order of [`Related::parts`].
    parts: &'static [&'static str],
    only: String,
}

const ADDRESS: &[&str] = &[
    "r.street || ' ' || r.postcode || ' ' || r.locality || ' ' || r.region || ' ' || r.country",
    "r.street",
    "r.locality",
    "r.region",
    "r.postcode",
    "r.country",
    "r.label",
];

const FILE: &[&str] = &["r.name", "r.label", "r.mime", "r.size", "r.added_at"];

fn shape(related: Related) -> Option<Shape> {
    let of = |from: &'static str, parts: &'static [&'static str]| Shape {
        from: from.into(),
        key: "r.contact",
        parts,
        only: String::new(),
    };
    let of_company = |collection: &str, parts: &'static [&'static str]| Shape {
        from: "company_row r".into(),
        key: "r.company",
        parts,
        only: format!("r.collection = '{collection}'"),
    };
    Some(match related {
        Related::Emails => of(
            "contact_email r",
            &["r.folded", "r.label", "substr(r.folded, instr(r.folded, '@') + 1)", "r.status", "r.do_not_email"],
        ),
        // The country of a number is worked out from it.
        Related::Phones => {
            of("contact_phone r", &["r.matched", "r.label", "r.matched", "r.do_not_call", "r.do_not_text"])
        }
        Related::Addresses => of("contact_address r", ADDRESS),
        // So are the network of a page and the handle there.
        Related::Links => of("contact_link r", &["r.value", "r.label", "r.value", "r.value"]),
        Related::Dates => of("contact_date r", &["r.value", "r.label"]),
        Related::Attachments => of("contact_attachment r", FILE),
        Related::Categories => of(
            "contact_category r JOIN category c ON c.id = r.category JOIN category_group g ON g.id = r.in_group",
            &["c.name", "g.name"],
        ),
        Related::Consents => of(
            "contact_consent r",
            &["r.purpose", "r.state", "r.basis", "r.channel", "r.day", "r.how", "r.evidence", STANDS],
        ),
        Related::Relations => Shape {
            from: relations().into(),
            ..of("", &["r.kind", "p.display", "coalesce(k.name, '')", "r.strength", "r.note"])
        },
        Related::Affiliations => of(
            "affiliation r LEFT JOIN company k ON k.id = r.company",
            &["coalesce(k.name, '')", "r.title", "r.department", "r.role", "r.since", "r.until", "r.until = ''"],
        ),
        Related::CompanyNames => of_company("names", &["r.value", "r.label"]),
        Related::CompanyDomains => of_company("domains", &["r.value", "r.label"]),
        Related::CompanyPhones => of_company("phones", &["r.matched", "r.label", "r.matched"]),
        Related::CompanyAddresses => of_company("addresses", ADDRESS),
        Related::CompanyAttachments => Shape { key: "r.company", ..of("company_attachment r", FILE) },
        Related::Lists => of("list_member r JOIN list l ON l.id = r.list AND l.state = 0", &["l.name", "r.status"]),
        Related::Changes => return None,
    })
}

/// Relations as each of the two sees the other, whose kind is what the other is.
fn relations() -> String {
    let turned: Vec<String> =
        built_in_kinds().iter().map(|kind| format!("WHEN '{}' THEN '{}'", kind.name, kind.reverse)).collect();
    format!(
        "(SELECT other AS contact, one AS who, kind, strength, note FROM relation WHERE state = 0
          UNION ALL SELECT one, other, CASE kind {} ELSE
            coalesce((SELECT x.reverse FROM relation_kind x WHERE x.name = kind AND x.state = 0), kind) END,
            strength, note FROM relation WHERE state = 0) r
         JOIN contact p ON p.id = r.who AND p.state < 2
         LEFT JOIN affiliation a ON a.contact = p.id AND a.is_primary AND a.until = ''
         LEFT JOIN company k ON k.id = a.company",
        turned.join(" ")
    )
}

/// The part of a day that a facet takes, as a path ends with it.
pub(super) fn suffix(facet: &Facet) -> Option<&'static str> {
    match (facet.take, facet.kind) {
        (DayPart::Year, _) => Some("year"),
        (DayPart::Month, _) => Some("month"),
        (DayPart::Day, _) => Some("day"),
        (DayPart::Whole, Kind::Day { yearly: true }) => Some("anniversary"),
        (DayPart::Whole, _) => None,
    }
}

/// What a filter over the parts of a row comes to: paths looked up once.
pub(super) enum Judge<'a> {
    All(Vec<Judge<'a>>),
    Any(Vec<Judge<'a>>),
    Not(Box<Judge<'a>>),
    /// Of the part at this place.
    Part(usize, Facet, &'a Test),
}

impl<'a> Judge<'a> {
    pub(super) fn of(related: Related, filter: &'a Filter, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let each = |parts: &'a [Filter]| {
            parts.iter().map(|part| Self::of(related, part, catalogue)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match filter {
            Filter::All(parts) => Self::All(each(parts)?),
            Filter::Any(parts) => Self::Any(each(parts)?),
            Filter::Not(inner) => Self::Not(Box::new(Self::of(related, inner, catalogue)?)),
            Filter::Where(Condition { field, test }) => {
                let facet = catalogue.facet(field, Some(related)).ok_or(StoreError::Bug("a part that is not there"))?;
                let Home::Row(_, part) = facet.home else { return Err(StoreError::Bug("no part of a row")) };
                let at = related.parts().iter().position(|(other, _)| *other == part).unwrap_or_default();
                Self::Part(at, facet, test)
            }
            Filter::Words(_) | Filter::Some { .. } => return Err(StoreError::Bug("a filter that was not checked")),
        })
    }

    pub(super) fn holds(&self, cells: &[Value], vantage: &Vantage) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(cells, vantage)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(cells, vantage)),
            Self::Not(inner) => !inner.holds(cells, vantage),
            Self::Part(at, facet, test) => {
                let Some(value) = cells.get(*at) else { return false };
                match derived(&facet.home, value) {
                    Some(text) => test.holds(facet, Cell::Text(&text), vantage),
                    None => test.holds(facet, cell(value), vantage),
                }
            }
        }
    }
}

/// A part that is worked out from what the row holds.
fn derived(home: &Home, value: &Value) -> Option<String> {
    let text = value.as_str()?;
    Some(match home {
        Home::Row(Related::Phones | Related::CompanyPhones, "country") => phone_country(text),
        Home::Row(Related::Links, "network") => {
            profile_of(text).map_or_else(String::new, |profile| profile.network.to_owned())
        }
        Home::Row(Related::Links, "handle") => profile_of(text).map_or_else(String::new, |profile| profile.handle),
        _ => return None,
    })
}

impl Evaluation<'_> {
    /// Who has a row of a kind for which a filter holds.
    pub(super) async fn rows_where(
        &mut self,
        related: Related,
        that: &Filter,
        within: Option<&RowSet>,
    ) -> Result<RowSet, StoreError> {
        let asked = self.asked;
        let judge = Judge::of(related, that, asked.catalogue)?;
        if related == Related::Changes {
            return self.changed(that, &judge, within).await;
        }
        let Some(Shape { from, key, parts, only }) = shape(related) else { return Ok(RowSet::default()) };
        let look = Look::new(from, key, parts).only(only);
        let mut judge = |cells: &[Value]| judge.holds(cells, asked.vantage);
        if key == "r.company" {
            let last = self.last_of("company").await?;
            let companies = self.look(&look, last, None, &mut judge).await?;
            return self.at(&companies, within).await;
        }
        let mut left = within.cloned();
        for part in conjuncts(that) {
            let Filter::Where(Condition { field, test }) = part else { continue };
            let Some(facet) = asked.catalogue.facet(field, Some(related)) else { continue };
            if left.as_ref().is_some_and(|left| left.len() <= FEW) {
                break;
            }
            // Who has no such row at all need not be looked at.
            if let Some(plan) = plan::of(&facet, test, asked.vantage) {
                let rows = self.planned(plan, left.as_ref()).await?;
                match &mut left {
                    Some(left) => left.keep(&rows),
                    None => left = Some(rows),
                }
            }
        }
        let last = self.last;
        self.look(&look, last, left.as_ref(), &mut judge).await
    }
}

/// The parts that must all hold.
pub(super) fn conjuncts(filter: &Filter) -> &[Filter] {
    match filter {
        Filter::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

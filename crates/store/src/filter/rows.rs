//! Rows that belong to contacts: who has one for which a filter over its parts holds.

use satchel_model::{Catalogue, Condition, DayPart, Facet, Filter, Home, Kind, Related, Test, Vantage, phone_country};
use serde_json::Value;

use super::look::{Look, cell};
use super::{Evaluation, FEW, RowSet, plan};
use crate::StoreError;

/// The table of rows, its key, and where each part is, in the order of [`Related::parts`].
fn shape(related: Related) -> Option<(&'static str, &'static [&'static str])> {
    Some(match related {
        Related::Emails => {
            ("contact_email r", &["r.folded", "r.label", "substr(r.folded, instr(r.folded, '@') + 1)", "r.status"])
        }
        // The country of a number is worked out from it.
        Related::Phones => ("contact_phone r", &["r.matched", "r.label", "r.matched"]),
        Related::Addresses => (
            "contact_address r",
            &[
                "r.street || ' ' || r.postcode || ' ' || r.locality || ' ' || r.region || ' ' || r.country",
                "r.street",
                "r.locality",
                "r.region",
                "r.postcode",
                "r.country",
                "r.label",
            ],
        ),
        Related::Links => ("contact_link r", &["r.value", "r.label"]),
        Related::Dates => ("contact_date r", &["r.value", "r.label"]),
        Related::Attachments => ("contact_attachment r", &["r.name", "r.label", "r.mime"]),
        Related::Affiliations => (
            "affiliation r LEFT JOIN company k ON k.id = r.company",
            &["coalesce(k.name, '')", "r.title", "r.department", "r.role", "r.since", "r.until", "r.until = ''"],
        ),
        Related::Lists => ("list_member r JOIN list l ON l.id = r.list AND l.state = 0", &["l.name", "r.status"]),
        Related::Changes => return None,
    })
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
                if facet.home == Home::Row(Related::Phones, "country") {
                    let country = Value::from(phone_country(value.as_str().unwrap_or_default()));
                    return test.holds(facet, cell(&country), vantage);
                }
                test.holds(facet, cell(value), vantage)
            }
        }
    }
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
        let Some((from, parts)) = shape(related) else { return Ok(RowSet::default()) };
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
        let look = Look::new(from, "r.contact", parts);
        let last = self.last;
        self.look(&look, last, left.as_ref(), |cells| judge.holds(cells, asked.vantage)).await
    }
}

/// The parts that must all hold.
pub(super) fn conjuncts(filter: &Filter) -> &[Filter] {
    match filter {
        Filter::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

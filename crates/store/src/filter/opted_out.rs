//! Who does not want to be reached on a channel: what `satchel_model::objections` says of a person, as sets.
//!
//! The rule is the model's; that this says the same is shown by generated people.

use satchel_model::{Channel, Facet, Test};

use super::look::Look;
use super::{Evaluation, RowSet};
use crate::StoreError;

/// That no newer entry of the purpose is about the same channels.
pub(super) const STANDS: &str = "NOT EXISTS (SELECT 1 FROM contact_consent n WHERE n.contact = r.contact
    AND n.folded = r.folded AND n.channel IN ('', r.channel) AND (n.day, n.uuid) > (r.day, r.uuid))";

/// The channels as a table of one column.
fn channels() -> String {
    let each: Vec<String> = Channel::WORDS.iter().map(|word| format!("SELECT '{word}' AS way")).collect();
    format!("({}) w", each.join(" UNION ALL "))
}

impl Evaluation<'_> {
    /// Those of whom a channel on which they do not want to be reached meets any of some tests.
    pub(super) async fn opted_out(
        &mut self,
        facet: &Facet,
        tests: &[&Test],
        within: Option<&RowSet>,
    ) -> Result<RowSet, StoreError> {
        let noted = Look::new(format!("contact c CROSS JOIN {}", channels()), "c.id", &["w.way"]).only(
            "CASE w.way WHEN 'call' THEN c.do_not_call WHEN 'email' THEN c.do_not_email
               WHEN 'text' THEN c.do_not_text ELSE '' END <> ''",
        );
        let refused = Look::new(format!("contact_consent r CROSS JOIN {}", channels()), "r.contact", &["w.way"]).only(
            "r.state IN ('declined', 'withdrawn') AND r.channel IN ('', w.way)
             AND NOT EXISTS (SELECT 1 FROM contact_consent n WHERE n.contact = r.contact AND n.folded = r.folded
               AND n.channel IN ('', w.way) AND (n.day, n.uuid) > (r.day, r.uuid))",
        );
        let last = self.last;
        let mut found = self.meets(&noted, last, within, facet, tests).await?;
        found.add(&self.meets(&refused, last, within, facet, tests).await?);
        Ok(found)
    }
}

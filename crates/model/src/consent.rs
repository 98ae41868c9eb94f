//! What somebody agreed to, or did not: entries that follow each other and are never edited.
//!
//! An entry is about a purpose, and about one channel or all of them. The newest that applies says how things stand.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use crate::words::words;
use crate::{Channel, EditError, Id, PartialDate, collapse, fold};

words! {
    /// How things stand after an entry.
    pub enum ConsentState ("given, declined, withdrawn, not_asked") {
        /// They agreed.
        Given = "given",
        /// They were asked and did not agree.
        Declined = "declined",
        /// They agreed once, and no longer do.
        Withdrawn = "withdrawn",
        /// Nobody asked them.
        NotAsked = "not_asked",
    }
}

words! {
    /// On which ground something may be done with a person's data.
    pub enum LegalBasis
        ("consent, contract, legal_obligation, vital_interests, public_task, legitimate_interests") {
        /// They agreed to it.
        Consent = "consent",
        /// A contract with them needs it.
        Contract = "contract",
        /// The law demands it.
        LegalObligation = "legal_obligation",
        /// A life hangs on it.
        VitalInterests = "vital_interests",
        /// A task in the public interest needs it.
        PublicTask = "public_task",
        /// Interests that outweigh theirs.
        LegitimateInterests = "legitimate_interests",
    }
}

/// An entry about consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Consent {
    /// Identity; later entries of one day have greater ones.
    pub id: Id,
    /// What for, in a few words: `newsletter`.
    pub purpose: String,
    /// On which ground.
    pub basis: LegalBasis,
    /// How things stand since.
    pub state: ConsentState,
    /// For this channel only; for all when null.
    pub channel: Option<Channel>,
    /// On which day: `2026-05-01`.
    pub day: String,
    /// How it was said: on the phone, by a form.
    pub how: String,
    /// What proves it: where the form lies, a reference.
    pub evidence: String,
}

impl Consent {
    /// The entry as the journal has it.
    #[must_use]
    pub fn value(&self) -> Value {
        let Self { id: _, purpose, basis, state, channel, day, how, evidence } = self;
        json!({"purpose": purpose, "basis": basis, "state": state, "channel": channel, "day": day, "how": how,
            "evidence": evidence})
    }

    /// The entry with its texts in order.
    ///
    /// # Errors
    /// Without a purpose, with a day that is none, with a text that is too long.
    pub fn checked(mut self) -> Result<Self, EditError> {
        let refuse = |reason: &str| EditError { path: "consents".into(), reason: reason.into() };
        for (text, limit, name) in [
            (&mut self.purpose, 200, "purpose"),
            (&mut self.how, 1_000, "how"),
            (&mut self.evidence, 5_000, "evidence"),
        ] {
            *text = collapse(text);
            if text.chars().count() > limit {
                return Err(refuse(&format!("{name} is longer than {limit} characters")));
            }
        }
        if self.purpose.is_empty() {
            return Err(refuse("say what the consent is for"));
        }
        let day: PartialDate = self.day.parse().map_err(|_| refuse("the day is written 2026-05-01"))?;
        if day.year().is_none() {
            return Err(refuse("the day needs its year"));
        }
        self.day = day.to_string();
        Ok(self)
    }

    /// Whether it still says how things stand: none of the others about its purpose that is newer is about all of its
    /// channels.
    #[must_use]
    pub fn stands(&self, entries: &[Self]) -> bool {
        let purpose = fold(&self.purpose);
        !entries.iter().any(|other| {
            (other.channel.is_none() || other.channel == self.channel)
                && fold(&other.purpose) == purpose
                && other.order() > self.order()
        })
    }

    /// The order in which entries follow each other.
    fn order(&self) -> (&str, Id) {
        (&self.day, self.id)
    }
}

/// How things stand for each purpose on a channel: the newest entry that applies to it, by folded purpose.
#[must_use]
pub(crate) fn standing(consents: &[Consent], channel: Channel) -> BTreeMap<String, &Consent> {
    let mut newest: BTreeMap<String, &Consent> = BTreeMap::new();
    for entry in consents.iter().filter(|entry| entry.channel.is_none_or(|own| own == channel)) {
        let known = newest.entry(fold(&entry.purpose)).or_insert(entry);
        if known.order() < entry.order() {
            *known = entry;
        }
    }
    newest
}

/// Puts entries in order, the newest first.
pub fn newest_first(consents: &mut [Consent]) {
    consents.sort_by(|one, other| other.order().cmp(&one.order()));
}

#[cfg(test)]
mod tests {
    use super::{Consent, ConsentState, LegalBasis, newest_first, standing};
    use crate::{Channel, Id};

    pub(super) fn entry(nth: u8, day: &str, state: ConsentState, channel: Option<Channel>) -> Consent {
        Consent {
            id: Id::from_parts(u64::from(nth), &[0; 10]),
            purpose: if nth.is_multiple_of(2) { "Newsletter".into() } else { "newsletter".into() },
            basis: LegalBasis::Consent,
            state,
            channel,
            day: day.into(),
            how: String::new(),
            evidence: String::new(),
        }
    }

    #[test]
    fn the_newest_entry_that_applies_says_how_things_stand() {
        use ConsentState::{Given, Withdrawn};
        let consents = [
            entry(3, "2026-05-02", Given, Some(Channel::Email)),
            entry(1, "2026-05-01", Given, None),
            entry(2, "2026-05-01", Withdrawn, None),
        ];
        let state = |channel| standing(&consents, channel)["newsletter"].state;
        assert_eq!(state(Channel::Email), Given, "given again, for e-mail");
        assert_eq!(state(Channel::Call), Withdrawn, "later on the same day");
        assert!(standing(&[], Channel::Call).is_empty());
        let standing: Vec<bool> = consents.iter().map(|entry| entry.stands(&consents)).collect();
        assert_eq!(standing, [true, false, true], "one for e-mail, one for all the rest");
    }

    #[test]
    fn entries_are_shown_newest_first() {
        let mut consents = vec![
            entry(1, "2026-05-01", ConsentState::Given, None),
            entry(3, "2026-04-01", ConsentState::Given, None),
            entry(2, "2026-05-01", ConsentState::Given, None),
        ];
        newest_first(&mut consents);
        let days: Vec<(&str, u8)> = consents.iter().map(|entry| (entry.day.as_str(), entry.id.as_bytes()[5])).collect();
        assert_eq!(days, [("2026-05-01", 2), ("2026-05-01", 1), ("2026-04-01", 3)]);
    }

    #[test]
    fn an_entry_has_a_purpose_and_a_day_with_its_year() {
        let good = entry(0, " 2026-05-01 ", ConsentState::Given, None).checked().unwrap();
        assert_eq!(good.day, "2026-05-01");
        for (day, purpose, reason) in [
            ("--05-01", "news", "the day needs its year"),
            ("yesterday", "news", "the day is written 2026-05-01"),
            ("2026-05-01", "  ", "say what the consent is for"),
            ("2026-05-01", "x".repeat(201).as_str(), "purpose is longer than 200 characters"),
        ] {
            let bad = Consent { purpose: purpose.into(), ..entry(0, day, ConsentState::Given, None) };
            assert_eq!(bad.checked().unwrap_err().reason, reason);
        }
    }
}

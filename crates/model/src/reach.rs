//! Whether somebody may be reached on a channel, at an address, for a purpose; and if not, why.
//!
//! This is the one place that knows: the window asks before it calls or writes, the command marks and refuses by the
//! same answer. It is made of what the person refused, what an address is not to be used for, and consents.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::standing;
use crate::{Channel, ConsentState, Contact, Id, LegalBasis, fold};

/// Why a channel or an address is not to be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Objection {
    /// The person does not want to be reached this way at all.
    Person,
    /// Not at this address, or on this number.
    Address,
    /// Consent for this purpose was declined, withdrawn or never asked for.
    Consent {
        /// What for.
        purpose: String,
        /// How things stand.
        state: ConsentState,
        /// Since which day; empty when there is no entry.
        day: String,
    },
}

/// An address or a number, a channel on which it could be used, and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Reach {
    /// The row: `emails/<id>`, `phones/<id>`.
    pub path: String,
    /// The address or the number as written.
    pub value: String,
    /// On which channel.
    pub channel: Channel,
    /// What speaks against it; nothing when it may be used.
    pub objections: Vec<Objection>,
}

/// What speaks against reaching a contact on a channel: at any of their addresses, or at the row of this identity.
///
/// Without a purpose every purpose counts that somebody said no to. With one, only that counts, and consent must be
/// there: that nobody asked speaks against it, unless an entry rests on another ground.
#[must_use]
pub fn objections(contact: &Contact, channel: Channel, row: Option<Id>, purpose: Option<&str>) -> Vec<Objection> {
    let mut found = Vec::new();
    if contact.preferences.refused().contains(&channel) {
        found.push(Objection::Person);
    }
    if row.is_some_and(|row| refused_at(contact, channel, row)) {
        found.push(Objection::Address);
    }
    let standing = standing(&contact.consents, channel);
    let wanted = purpose.map(fold);
    for (name, entry) in &standing {
        if wanted.as_ref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        let refused = match entry.state {
            ConsentState::Given => false,
            ConsentState::Declined | ConsentState::Withdrawn => true,
            ConsentState::NotAsked => wanted.is_some() && entry.basis == LegalBasis::Consent,
        };
        if refused {
            let (purpose, day) = (entry.purpose.clone(), entry.day.clone());
            found.push(Objection::Consent { purpose, state: entry.state, day });
        }
    }
    if let (Some(purpose), Some(wanted)) = (purpose, wanted)
        && !standing.contains_key(&wanted)
    {
        let state = ConsentState::NotAsked;
        found.push(Objection::Consent { purpose: purpose.to_owned(), state, day: String::new() });
    }
    found
}

fn refused_at(contact: &Contact, channel: Channel, row: Id) -> bool {
    let email = || contact.emails.iter().any(|email| email.id == row && email.do_not_email);
    let phone =
        |refused: fn(&crate::Phone) -> bool| contact.phones.iter().any(|phone| phone.id == row && refused(phone));
    match channel {
        Channel::Email => email(),
        Channel::Call => phone(|phone| phone.do_not_call),
        Channel::Text => phone(|phone| phone.do_not_text),
        Channel::Message | Channel::Post | Channel::Visit => false,
    }
}

/// All addresses and numbers of a contact with the channels on which they could be used.
#[must_use]
pub fn reaches(contact: &Contact, purpose: Option<&str>) -> Vec<Reach> {
    let reach = |collection: &str, id: Id, value: &str, channel: Channel| Reach {
        path: format!("{collection}/{id}"),
        value: value.to_owned(),
        channel,
        objections: objections(contact, channel, Some(id), purpose),
    };
    let emails = contact.emails.iter().map(|email| reach("emails", email.id, &email.value, Channel::Email));
    let phones = contact.phones.iter().flat_map(|phone| {
        [Channel::Call, Channel::Text].map(|channel| reach("phones", phone.id, &phone.value, channel))
    });
    emails.chain(phones).collect()
}

impl Objection {
    /// The objection in a few words.
    #[must_use]
    pub fn sentence(&self, channel: Channel) -> String {
        let never = match channel {
            Channel::Call => "do not call",
            Channel::Email => "do not e-mail",
            Channel::Text => "do not text",
            Channel::Message => "do not message",
            Channel::Post => "do not write letters",
            Channel::Visit => "do not visit",
        };
        match self {
            Self::Person => never.to_owned(),
            Self::Address if channel == Channel::Email => format!("{never} to this address"),
            Self::Address => format!("{never} this number"),
            Self::Consent { purpose, state, day } => {
                let word = match state {
                    ConsentState::Given => "given",
                    ConsentState::Declined => "declined",
                    ConsentState::Withdrawn => "withdrawn",
                    ConsentState::NotAsked => "not asked for",
                };
                let since = if day.is_empty() { String::new() } else { format!(" on {day}") };
                format!("consent for {purpose} was {word}{since}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Objection, objections, reaches};
    use crate::{Channel, Consent, ConsentState, Contact, Email, EmailStatus, Id, LegalBasis, Phone};

    fn id(nth: u8) -> Id {
        Id::from_parts(u64::from(nth), &[0; 10])
    }

    fn ada() -> Contact {
        let mut contact = Contact::empty(id(0), 0);
        for (nth, value) in [(1, "ada@work.example"), (2, "ada@home.example")] {
            let (label, do_not_email) = (String::new(), nth == 2);
            contact.emails.push(Email {
                id: id(nth),
                value: value.into(),
                label,
                primary: nth == 1,
                status: EmailStatus::Unknown,
                do_not_email,
            });
        }
        contact.phones.push(Phone {
            id: id(3),
            value: "1".into(),
            e164: String::new(),
            label: String::new(),
            primary: true,
            do_not_call: false,
            do_not_text: true,
        });
        contact
    }

    fn entry(nth: u8, purpose: &str, basis: LegalBasis, state: ConsentState) -> Consent {
        Consent {
            id: id(nth),
            purpose: purpose.into(),
            basis,
            state,
            channel: None,
            day: "2026-05-01".into(),
            how: String::new(),
            evidence: String::new(),
        }
    }

    #[test]
    fn an_address_that_is_not_to_be_used_says_so_and_the_other_does_not() {
        let ada = ada();
        assert_eq!(objections(&ada, Channel::Email, Some(id(1)), None), []);
        assert_eq!(objections(&ada, Channel::Email, Some(id(2)), None), [Objection::Address]);
        assert_eq!(objections(&ada, Channel::Call, Some(id(3)), None), []);
        assert_eq!(objections(&ada, Channel::Text, Some(id(3)), None), [Objection::Address]);
        assert_eq!(objections(&ada, Channel::Email, None, None), [], "some address can be used");
        let told: Vec<usize> = reaches(&ada, None).iter().map(|reach| reach.objections.len()).collect();
        assert_eq!(told, [0, 1, 0, 1]);
    }

    #[test]
    fn what_the_whole_person_refuses_counts_at_every_address() {
        let mut ada = ada();
        ada.preferences.do_not_email = true;
        for row in [None, Some(id(1))] {
            assert_eq!(objections(&ada, Channel::Email, row, None), [Objection::Person]);
        }
        assert_eq!(objections(&ada, Channel::Email, Some(id(2)), None), [Objection::Person, Objection::Address]);
        assert_eq!(objections(&ada, Channel::Call, None, None), []);
    }

    #[test]
    fn a_no_to_any_purpose_is_told_and_one_purpose_can_be_asked_about() {
        let mut ada = ada();
        ada.consents = vec![
            entry(1, "Newsletter", LegalBasis::Consent, ConsentState::Withdrawn),
            entry(2, "offers", LegalBasis::Consent, ConsentState::Given),
            entry(3, "surveys", LegalBasis::Consent, ConsentState::NotAsked),
            entry(4, "invoices", LegalBasis::Contract, ConsentState::NotAsked),
        ];
        let told = |purpose| -> Vec<String> {
            let found = objections(&ada, Channel::Call, None, purpose);
            found.iter().map(|objection| objection.sentence(Channel::Call)).collect()
        };
        assert_eq!(told(None), ["consent for Newsletter was withdrawn on 2026-05-01"]);
        assert_eq!(told(Some("newsletter")), ["consent for Newsletter was withdrawn on 2026-05-01"]);
        assert_eq!(told(Some("offers")), [""; 0]);
        assert_eq!(told(Some("surveys")), ["consent for surveys was not asked for on 2026-05-01"]);
        assert_eq!(told(Some("invoices")), [""; 0], "a contract needs no consent");
        assert_eq!(told(Some("raffles")), ["consent for raffles was not asked for"]);
    }

    #[test]
    fn a_no_for_one_channel_leaves_the_others() {
        let mut ada = ada();
        let declined = entry(1, "offers", LegalBasis::Consent, ConsentState::Declined);
        ada.consents = vec![Consent { channel: Some(Channel::Call), ..declined }];
        assert_eq!(objections(&ada, Channel::Call, None, None).len(), 1);
        assert_eq!(objections(&ada, Channel::Email, None, None), []);
    }
}

//! How people stand to each other.

use satchel_model::{Id, Relation, RelationKind, Strength};
use satchel_store::Referral;

use super::wire;

wire! {
    /// The kinds of relations that there are.
    #[derive(Eq)]
    pub struct RelationKinds {
        /// The usual ones, then one's own.
        pub kinds: Vec<RelationKind>,
    }

    /// The relations of a contact.
    #[derive(Eq)]
    pub struct Relations {
        /// By kind and name.
        pub relations: Vec<Relation>,
        /// Who referred the contact, and those (steps below 0), and whom they referred, and those (above 0).
        pub referrals: Vec<ReferralShown>,
    }

    /// Somebody in a chain of referrals.
    #[derive(Eq)]
    pub struct ReferralShown {
        /// Who.
        pub id: Id,
        /// What they are called.
        pub display: String,
        /// Steps from the contact.
        pub steps: i64,
    }

    /// A relation to be made: the first is the `kind` of the second.
    #[derive(Eq)]
    pub struct RelationsAdd {
        /// The first.
        pub one: Id,
        /// By either name of the kind: `manager`, or `report` for the other way round.
        pub kind: String,
        /// What the second is to the first, to make a kind that there is not yet.
        pub reverse: Option<String>,
        /// The second.
        pub other: Id,
        /// From 1 to 3; 0 when not said.
        #[serde(default)]
        pub strength: Strength,
        /// A few words.
        #[serde(default)]
        pub note: String,
    }

    /// A relation.
    #[derive(Eq)]
    pub struct RelationId {
        /// Which.
        pub id: Id,
    }

    /// A relation was made or ended.
    #[derive(Eq)]
    pub struct RelationDone {
        /// Which.
        pub id: Id,
        /// To undo it by; null when nothing changed.
        pub batch: Option<Id>,
    }

    /// Under whom somebody is at a company.
    #[derive(Eq)]
    pub struct ReportTo {
        /// Where.
        pub company: Id,
        /// Who.
        pub report: Id,
        /// Under whom; nobody there when null.
        pub manager: Option<Id>,
    }

    /// Two contacts.
    #[derive(Eq)]
    pub struct RelationsBetween {
        /// The first.
        pub one: Id,
        /// The second.
        pub other: Id,
    }

    /// People who are related to both.
    #[derive(Eq)]
    pub struct MutualShown {
        /// By name.
        pub people: Vec<ReferralShown>,
    }
}

impl From<Referral> for ReferralShown {
    fn from(referral: Referral) -> Self {
        let Referral { contact, display, steps } = referral;
        Self { id: contact, display, steps }
    }
}

//! The laws by name, and what is found out about them.

use std::fmt;

use satchel_model::Entity;

/// A law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Whoever stops after any page and goes on from its cursor with a new connection has read the same in the end.
    Restartable,
    /// What is written between any two requests, at one stamp too, is seen in its final form at the latest by the next
    /// round.
    NothingMissed,
    /// A push has exactly one outcome for each change, and a read one answer for each name, in their order.
    OneOutcomeEach,
    /// A change that is sent twice with one key makes one record, or the record can be looked up by the key.
    CreatedOnce,
    /// A record that was merged away is told as merged, in whatever order the news come.
    MergedBeatsDeleted,
    /// A sweep names every living record and no other; one that is cut short is an error and can go on.
    SweepIsWhole,
    /// A push that is stopped in its middle still has the outcomes of what was done.
    HaltKeepsOutcomes,
    /// A change leaves alone what it does not name, and what has no path here comes along.
    UnnamedIsKept,
    /// A value is stored whole or refused by name, never cut.
    HeldOrRefused,
    /// A picture is told by its digest, given and taken whole or refused by name, and left alone by every other change.
    PicturesAreWhole,
    /// Groups are told whole and with the feed; a change lets in and out whom it names, on the version that was read, and
    /// who is nobody here stays.
    GroupsAreWhole,
    /// Half an answer or a web page is an error, never a page with nothing in it.
    NonsenseIsNoPage,
}

impl Law {
    /// Every law.
    pub const ALL: [Self; 12] = [
        Self::Restartable,
        Self::NothingMissed,
        Self::OneOutcomeEach,
        Self::CreatedOnce,
        Self::MergedBeatsDeleted,
        Self::SweepIsWhole,
        Self::HaltKeepsOutcomes,
        Self::UnnamedIsKept,
        Self::HeldOrRefused,
        Self::PicturesAreWhole,
        Self::GroupsAreWhole,
        Self::NonsenseIsNoPage,
    ];
}

/// What was found out about a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Kept,
    /// It does not, and how.
    Broken(String),
    /// The bench cannot bring about what it takes to see.
    NotShown(&'static str),
}

/// A law and what was found out about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kind of record; `None` when it did not come to records.
    pub kind: Option<Entity>,
    /// The law.
    pub law: Law,
    /// What was found out.
    pub verdict: Verdict,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.map_or("remote", Entity::as_str);
        match &self.verdict {
            Verdict::Kept => write!(f, "{kind}: {:?} is kept", self.law),
            Verdict::Broken(how) => write!(f, "{kind}: {:?} is broken: {how}", self.law),
            Verdict::NotShown(why) => write!(f, "{kind}: {:?} is not shown: {why}", self.law),
        }
    }
}

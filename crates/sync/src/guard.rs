//! Stops a run in which too much would vanish.

use serde::{Deserialize, Serialize};

/// How many records may vanish before a person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// More than so many in a hundred stop.
    pub percent: usize,
    /// More than so many stop.
    pub records: usize,
    /// So many or fewer never stop: in a small book each is more than a tenth.
    pub few: usize,
}

impl Default for Guard {
    fn default() -> Self {
        Self { percent: 10, records: 50, few: 3 }
    }
}

/// How many may vanish because a person has looked at them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Approved {
    /// Here.
    pub here: usize,
    /// There.
    pub there: usize,
}

/// A run that must not go on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Records that would vanish here.
    pub here: usize,
    /// Records that would vanish there.
    pub there: usize,
    /// Of so many that are linked.
    pub linked: usize,
}

impl Guard {
    /// Whether so many vanishing records are too many.
    #[must_use]
    pub fn stops(&self, vanishing: usize, linked: usize) -> bool {
        let share = vanishing.saturating_mul(100) > linked.saturating_mul(self.percent);
        vanishing > self.few && (vanishing > self.records || share)
    }

    /// Whether the run stops.
    pub(crate) fn check(&self, here: usize, there: usize, linked: usize, approved: Approved) -> Option<Stop> {
        let stops = |vanishing, approved| vanishing > approved && self.stops(vanishing, linked);
        (stops(here, approved.here) || stops(there, approved.there)).then_some(Stop { here, there, linked })
    }
}

#[cfg(test)]
mod tests {
    use super::{Approved, Guard};

    #[test]
    fn a_tenth_or_fifty_stop_and_a_few_do_not() {
        let guard = Guard::default();
        for (vanishing, linked, stops) in [
            (0, 0, false),
            (1, 2, false),
            (3, 3, false),
            (4, 10, true),
            (10, 100, false),
            (11, 100, true),
            (50, 10_000, false),
            (51, 10_000, true),
        ] {
            assert_eq!(guard.stops(vanishing, linked), stops, "{vanishing} of {linked}");
        }
        assert!(guard.check(60, 0, 100, Approved { here: 60, there: 0 }).is_none());
        assert!(guard.check(61, 0, 100, Approved { here: 60, there: 0 }).is_some(), "only what was looked at");
    }
}

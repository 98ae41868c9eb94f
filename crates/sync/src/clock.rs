//! Which of two changes is the later one, by two clocks that do not agree.

use satchel_remote::Stamp;
use serde::{Deserialize, Serialize};

/// Which side changed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// This vault.
    Mine,
    /// The remote.
    Theirs,
    /// Nobody can tell: a time is missing, or they are closer than the clocks are good for.
    Unsure,
}

/// How the remote's clock stands to this computer's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteClock {
    /// Milliseconds by which it is ahead.
    pub ahead: i64,
    /// Times that are no further apart than so many milliseconds are as good as equal.
    pub unsure: i64,
}

impl RemoteClock {
    /// From one question and answer: when it was asked and answered by this computer's clock, and what the remote's
    /// clock said in the answer. All in UTC milliseconds; `resolution` is how finely the remote stamps.
    #[must_use]
    pub fn measured(asked: i64, answered: i64, told: i64, resolution: i64) -> Self {
        let way = answered.saturating_sub(asked).max(0);
        let middle = asked.saturating_add(way / 2);
        Self { ahead: told.saturating_sub(middle), unsure: (way / 2).saturating_add(resolution.max(0)) }
    }

    /// Which change is the later one. `mine` is by this computer's clock, `theirs` by the remote's.
    #[must_use]
    pub fn later(&self, mine: &Stamp, theirs: &Stamp) -> Later {
        let (Some(mine), Some(theirs)) = (mine.at, theirs.at) else { return Later::Unsure };
        let apart = mine.saturating_sub(theirs.saturating_sub(self.ahead));
        if apart.saturating_abs() <= self.unsure {
            Later::Unsure
        } else if apart > 0 {
            Later::Mine
        } else {
            Later::Theirs
        }
    }
}

#[cfg(test)]
mod tests {
    use satchel_remote::Stamp;

    use super::{Later, RemoteClock};

    #[test]
    fn a_clock_that_is_an_hour_ahead_does_not_win() {
        let at = |at| Stamp { at: Some(at), by: None };
        let hour = 3_600_000;
        let clock = RemoteClock::measured(1_000, 1_400, 1_200 + hour, 1_000);
        assert_eq!(clock, RemoteClock { ahead: hour, unsure: 1_200 });
        for (mine, theirs, later) in [
            (10_000, hour + 5_000, Later::Mine),
            (10_000, hour + 15_000, Later::Theirs),
            (10_000, hour + 10_900, Later::Unsure),
            (10_000, hour + 8_800, Later::Unsure),
            (i64::MAX, i64::MIN, Later::Mine),
        ] {
            assert_eq!(clock.later(&at(mine), &at(theirs)), later, "{mine} {theirs}");
        }
        assert_eq!(clock.later(&Stamp::default(), &at(5)), Later::Unsure);
    }
}

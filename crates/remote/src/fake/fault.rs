//! What can go wrong, and when it does.

use std::collections::VecDeque;
use std::time::Duration;

use crate::fake::{Call, Seed};

/// A fault of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection breaks before anything is done.
    DropBefore,
    /// Everything is done, and the answer is lost.
    DropAfter,
    /// The request arrives twice; of a page, every record does.
    Duplicate,
    /// What is in a page comes in another order.
    Reorder,
    /// The page is shorter than it was asked to be.
    PartialPage,
    /// 401.
    SignedOut,
    /// 403.
    Forbidden,
    /// 429, with a Retry-After if it says how long.
    Throttled(Option<Duration>),
    /// 5xx.
    Unavailable,
    /// Done, and the body of the answer ends in its middle.
    Truncated,
    /// A web page with status 200; nothing is done.
    Html,
    /// The cursor is no good any more.
    CursorLost,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 12] = [
        Self::DropBefore,
        Self::DropAfter,
        Self::Duplicate,
        Self::Reorder,
        Self::PartialPage,
        Self::SignedOut,
        Self::Forbidden,
        Self::Throttled(Some(Duration::from_secs(30))),
        Self::Unavailable,
        Self::Truncated,
        Self::Html,
        Self::CursorLost,
    ];
}

/// Faults to come: those that are named, and those of chance.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    named: VecDeque<(Call, usize, Fault)>,
    chance: Option<(Seed, usize)>,
}

impl Faults {
    /// The call after `calls` more of its kind meets this fault.
    pub fn add(&mut self, call: Call, calls: usize, fault: Fault) {
        self.named.push_back((call, calls, fault));
    }

    /// From now on so many calls in a thousand meet a fault that the seed draws; none with 0.
    pub fn by_chance(&mut self, seed: Seed, in_a_thousand: usize) {
        self.chance = (in_a_thousand > 0).then_some((seed, in_a_thousand));
    }

    /// What this call meets.
    pub(crate) fn meet(&mut self, call: Call) -> Option<Fault> {
        let due = self.named.iter().position(|(of, calls, _)| *of == call && *calls == 0);
        for (_, calls, _) in self.named.iter_mut().filter(|(of, ..)| *of == call) {
            *calls = calls.saturating_sub(1);
        }
        if let Some((.., fault)) = due.and_then(|at| self.named.remove(at)) {
            return Some(fault);
        }
        let (seed, in_a_thousand) = self.chance.as_mut()?;
        (seed.below(1_000) < *in_a_thousand).then(|| Fault::ALL[seed.below(Fault::ALL.len())])
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Faults};
    use crate::fake::{Call, Seed};

    #[test]
    fn a_named_fault_meets_its_call_once() {
        let mut faults = Faults::default();
        faults.add(Call::Pull, 1, Fault::Html);
        faults.add(Call::Push, 0, Fault::DropAfter);
        let met: Vec<_> = (0..3).map(|_| faults.meet(Call::Pull)).collect();
        assert_eq!(met, [None, Some(Fault::Html), None]);
        assert_eq!(faults.meet(Call::Push), Some(Fault::DropAfter));
        assert_eq!(faults.meet(Call::Push), None);
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed() {
        let draw = |seed| {
            let mut faults = Faults::default();
            faults.by_chance(Seed::new(seed), 300);
            (0..200).map(|_| faults.meet(Call::Pull)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let met = draw(1).iter().flatten().count();
        assert!((30..90).contains(&met), "{met} of 200");
    }
}

//! Random numbers that can be had again: a test that fails tells the seed it ran with.
//!
//! Deliberately absent: anything that a cipher could use.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Write;
use std::time::Duration;

/// The variable that gives the seed again.
const SEED: &str = "SATCHEL_SEED";

/// A row of random numbers (SplitMix64).
#[derive(Debug)]
pub struct Chance {
    seed: u64,
    state: u64,
}

impl Chance {
    /// One of a seed of its own, or of the one in `SATCHEL_SEED`.
    #[must_use]
    pub fn new() -> Self {
        let given = std::env::var(SEED).ok().and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        Self { seed, state: seed }
    }

    /// Another one, which follows from this one.
    #[must_use]
    pub fn branch(&mut self) -> Self {
        Self { seed: self.seed, state: self.next() }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// Heads or tails.
    pub fn toss(&mut self) -> bool {
        self.next() & 1 == 0
    }

    /// Some part of a time, to the microsecond.
    pub fn part_of(&mut self, whole: Duration) -> Duration {
        let micros = usize::try_from(whole.as_micros()).unwrap_or(usize::MAX);
        Duration::from_micros(self.below(micros) as u64)
    }
}

impl Default for Chance {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Chance {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Not captured: a test that failed once in a hundred runs is looked for with it.
            let _ = writeln!(std::io::stderr(), "the same instants again: {SEED}={}", self.seed);
        }
    }
}

#[cfg(test)]
mod unit {
    use super::Chance;

    #[test]
    fn a_seed_gives_the_same_numbers_again() {
        let row = || {
            let mut chance = Chance { seed: 7, state: 7 };
            (0..5).map(|_| chance.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(row(), row());
        assert!(row().iter().any(|number| *number != row()[0]));
    }
}

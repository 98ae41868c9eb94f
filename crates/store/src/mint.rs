//! Identities: UUIDv7 from the caller's clock and the system's randomness.
//!
//! Those that are minted one after another for the same instant sort in that order, so that thousands of new rows go
//! to the end of an index and not all over it. Deliberately absent: order across processes.

use std::sync::{Mutex, PoisonError};

use rand::RngExt;
use satchel_model::Id;

/// Bits of an identity that are neither time nor version.
const BITS: u32 = 74;

static MINTER: Mutex<Minter> = Mutex::new(Minter { at: i64::MIN, bits: 0 });

/// Mints an identity whose head is `at`, UTC milliseconds.
#[must_use]
pub fn mint(at: i64) -> Id {
    MINTER.lock().unwrap_or_else(PoisonError::into_inner).mint(at)
}

/// The last identity: its instant and its other bits.
struct Minter {
    at: i64,
    bits: u128,
}

impl Minter {
    fn mint(&mut self, at: i64) -> Id {
        let mut random = rand::rng();
        // A step of any size: the last digits, which people type, differ as if they were random.
        let next = self.bits + 1 + u128::from(random.random::<u32>());
        let goes_on = self.at == at && next < 1 << BITS;
        self.at = at;
        // The first of an instant leaves room above itself.
        self.bits = if goes_on { next } else { random.random::<u128>() >> (128 - BITS + 1) };
        let mut bytes = [0; 10];
        // Twelve bits before the variant, the rest after it.
        let (head, tail) = ((self.bits >> 62) as u16, (self.bits as u64) & (u64::MAX >> 2));
        bytes[..2].copy_from_slice(&head.to_be_bytes());
        bytes[2..].copy_from_slice(&tail.to_be_bytes());
        Id::from_parts(u64::try_from(at).unwrap_or_default(), &bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Minter;

    #[test]
    fn identities_of_an_instant_sort_as_they_were_minted_and_end_differently() {
        let mut minter = Minter { at: 0, bits: 0 };
        let minted: Vec<[u8; 16]> = (0..10_000).map(|_| *minter.mint(1_790_000_000_000).as_bytes()).collect();
        assert!(minted.is_sorted());
        assert_eq!(minted.iter().collect::<HashSet<_>>().len(), minted.len());
        assert!(minted.iter().all(|id| id[6] >> 4 == 7 && id[8] >> 6 == 2));
        let ends: HashSet<&[u8]> = minted.iter().map(|id| &id[14..]).collect();
        assert!(ends.len() > 8_000, "{} of 65,536 ends", ends.len());
    }

    #[test]
    fn another_instant_begins_anew() {
        let mut minter = Minter { at: 0, bits: 0 };
        let (one, other) = (minter.mint(1), minter.mint(2));
        assert_ne!(one.as_bytes()[6..], other.as_bytes()[6..]);
        assert_ne!(minter.mint(1), one);
    }

    #[test]
    fn an_instant_that_is_used_up_begins_anew_as_well() {
        let mut minter = Minter { at: 1, bits: (1 << super::BITS) - 1 };
        assert!(minter.mint(1).as_bytes()[6..] < [0x7f, 0xff][..]);
        assert!(minter.bits < 1 << super::BITS);
    }
}

//! Identities: UUIDv7 from the caller's clock and the system's randomness.
//!
//! Those that are minted one after another for the same instant sort in that order, so that thousands of new rows go
//! to the end of an index and not all over it. Deliberately absent: order across processes.

use std::sync::{Mutex, PoisonError};

use rand::RngExt;
use satchel_model::Id;

/// Bits of an identity that are neither time nor version.
const BITS: u32 = 74;

/// The instant of the last identity, and its other bits.
static LAST: Mutex<(i64, u128)> = Mutex::new((i64::MIN, 0));

/// Mints an identity whose head is `at`, UTC milliseconds.
#[must_use]
pub fn mint(at: i64) -> Id {
    let mut random = rand::rng();
    let bits = {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        // A step of any size: the last digits, which people type, differ as if they were random.
        let next = last.1 + 1 + u128::from(random.random::<u32>());
        let fits = last.0 == at && next < 1 << BITS;
        // The first of an instant leaves room above itself.
        *last = (at, if fits { next } else { random.random::<u128>() >> (128 - BITS + 1) });
        last.1
    };
    let mut bytes = [0; 10];
    // Twelve bits before the variant, the rest after it.
    let (head, tail) = ((bits >> 62) as u16, (bits as u64) & (u64::MAX >> 2));
    bytes[..2].copy_from_slice(&head.to_be_bytes());
    bytes[2..].copy_from_slice(&tail.to_be_bytes());
    Id::from_parts(u64::try_from(at).unwrap_or_default(), &bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::mint;

    #[test]
    fn identities_of_an_instant_sort_as_they_were_minted_and_end_differently() {
        let at = 1_790_000_000_000;
        let minted: Vec<[u8; 16]> = (0..10_000).map(|_| *mint(at).as_bytes()).collect();
        // Another test may mint for another instant in between, which begins anew.
        let ends: HashSet<&[u8]> = minted.iter().map(|id| &id[14..]).collect();
        assert!(ends.len() > 8_000, "{} of 65,536 ends", ends.len());
        assert!(minted.is_sorted());
        assert_eq!(minted.iter().collect::<HashSet<_>>().len(), minted.len());
        assert!(minted.iter().all(|id| id[6] >> 4 == 7 && id[8] >> 6 == 2));
    }

    #[test]
    fn another_instant_begins_anew() {
        let (one, other) = (mint(1), mint(2));
        assert_ne!(one.as_bytes()[6..], other.as_bytes()[6..]);
        assert_ne!(mint(1), one);
    }
}

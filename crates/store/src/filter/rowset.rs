//! A set of rowids as bits: a million contacts are 125 KB, and sets are joined word by word.

/// Rowids of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    words: Vec<u64>,
}

impl RowSet {
    /// All rowids from 1 to `last`.
    #[must_use]
    pub fn up_to(last: i64) -> Self {
        let len = usize::try_from(last.max(0)).unwrap_or(0) + 1;
        let mut words = vec![u64::MAX; len.div_ceil(64)];
        if let Some(end) = words.last_mut()
            && len % 64 != 0
        {
            *end = (1 << (len % 64)) - 1;
        }
        // There is no rowid 0.
        if let Some(first) = words.first_mut() {
            *first &= !1;
        }
        Self { words }
    }

    /// Adds a rowid; one below 1 is none.
    pub fn insert(&mut self, rowid: i64) {
        let Some(at) = usize::try_from(rowid).ok().filter(|at| *at > 0) else { return };
        if self.words.len() <= at / 64 {
            self.words.resize(at / 64 + 1, 0);
        }
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// Whether it holds a rowid.
    #[must_use]
    pub fn contains(&self, rowid: i64) -> bool {
        usize::try_from(rowid).is_ok_and(|at| self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1))
    }

    /// How many it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps what the other holds as well.
    pub fn keep(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes in what the other holds.
    pub fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Lets go of what the other holds.
    pub fn remove(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// The rowids in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then(|| (at * 64) as i64 + i64::from(bit))
            })
        })
    }

    /// A bit for each rowid from 0 on, the lowest bit of a byte first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// What [`RowSet::to_bytes`] gave.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let word =
            |chunk: &[u8]| chunk.iter().enumerate().fold(0, |word, (at, byte)| word | u64::from(*byte) << (8 * at));
        Self { words: bytes.chunks(8).map(word).collect() }
    }

    /// The rowids in ascending order.
    #[must_use]
    pub fn to_vec(&self) -> Vec<i64> {
        self.iter().collect()
    }
}

impl FromIterator<i64> for RowSet {
    fn from_iter<I: IntoIterator<Item = i64>>(rowids: I) -> Self {
        let mut set = Self::default();
        rowids.into_iter().for_each(|rowid| set.insert(rowid));
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::RowSet;

    proptest! {
        #[test]
        fn sets_are_joined_as_sets_are(one: Vec<u8>, other: Vec<u8>, last in 0..300_i64) {
            let plain = |rowids: &[u8]| rowids.iter().map(|rowid| i64::from(*rowid)).filter(|rowid| *rowid > 0).collect::<BTreeSet<_>>();
            let set = |rowids: &[u8]| rowids.iter().map(|rowid| i64::from(*rowid)).collect::<RowSet>();
            let (a, b) = (plain(&one), plain(&other));
            let listed = |set: &RowSet| set.iter().collect::<BTreeSet<_>>();
            let joined = |join: fn(&mut RowSet, &RowSet)| {
                let mut joined = set(&one);
                join(&mut joined, &set(&other));
                listed(&joined)
            };
            prop_assert_eq!(joined(RowSet::keep), &a & &b);
            prop_assert_eq!(joined(RowSet::add), &a | &b);
            prop_assert_eq!(joined(RowSet::remove), &a - &b);
            prop_assert_eq!(set(&one).len(), a.len());
            prop_assert_eq!(set(&one).is_empty(), a.is_empty());
            prop_assert!(a.iter().all(|rowid| set(&one).contains(*rowid)));
            prop_assert_eq!(&RowSet::from_bytes(&set(&one).to_bytes()), &set(&one));
            prop_assert_eq!(RowSet::up_to(last).to_vec(), (1..=last).collect::<Vec<_>>());
        }
    }
}

//! Chance that comes out the same everywhere and for ever: SplitMix64.
//!
//! A library's generator may change between versions, and with it every generated file. Deliberately absent:
//! anything unpredictable.

/// A seeded sequence.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below a bound, which is small against 2³², so that the bias is too.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let high = self.next() >> 32;
        usize::try_from((high * bound as u64) >> 32).unwrap_or(0)
    }

    /// From the first to the last, both included.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of a list, which has at least one.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len());
        &list[at]
    }

    /// One text of a list, which has at least one.
    pub(crate) fn word(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }

    /// Appends a pattern: `#` is a digit, `@` a capital letter, the rest itself.
    pub(crate) fn fill(&mut self, pattern: &str, out: &mut String) {
        for char in pattern.chars() {
            match char {
                '#' => out.push(self.letter(b'0', 10)),
                '@' => out.push(self.letter(b'A', 26)),
                other => out.push(other),
            }
        }
    }

    fn letter(&mut self, first: u8, count: u8) -> char {
        let by = u8::try_from(self.below(usize::from(count))).unwrap_or(0);
        char::from(first + by)
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn is_splitmix64() {
        // The reference sequence of seed 1234567.
        let mut dice = Dice::new(1_234_567);
        assert_eq!(dice.next(), 6_457_827_717_110_365_317);
        assert_eq!(dice.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn stays_below_and_reaches_everything() {
        let mut dice = Dice::new(7);
        let mut seen = [false; 10];
        for _ in 0..1_000 {
            seen[dice.below(10)] = true;
        }
        assert_eq!(seen, [true; 10]);
    }
}

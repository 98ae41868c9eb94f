//! Words that somebody may have meant: one slip of the keyboard away, two in a long word, or said alike.
//!
//! A slip is a letter too many, too few, another one, or two that changed places. Numbers have none: another digit is
//! another number. Deliberately absent: when to look for such words, and what they count.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

use crate::document::{Section, Sections};
use crate::sounds;

/// Costly to make and the same for all words; one slip and two.
static SLIPS: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
    LazyLock::new(|| [1, 2].map(|slips| LevenshteinAutomatonBuilder::new(slips, true)));

/// Letters of a word that may hold one slip, and two.
const ONE_FROM: usize = 5;
const TWO_FROM: usize = 9;

/// How a word is like the one that was typed, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    OneSlip,
    TwoSlips,
    /// It goes on after one or two slips.
    Beginning,
}

/// What is like a typed word.
pub(crate) struct Close {
    slips: Option<Slips>,
    /// The keys under which words that sound alike are.
    pub(crate) sounds: Vec<String>,
}

struct Slips {
    letters: Vec<char>,
    whole: DFA,
    beginning: DFA,
}

impl Slips {
    /// Whether a word goes on after what was meant. The last letter (or the last two, swapped) must be there: without
    /// it the beginning is a shorter one, with which a good part of the book begins.
    fn begin(&self, word: &str) -> bool {
        let typed = self.letters.len();
        let mut before = None;
        for (len, (at, letter)) in (1..=typed + 2).zip(word.char_indices()) {
            let ends_so = self.letters.ends_with(&[letter])
                || before.is_some_and(|before| self.letters.ends_with(&[letter, before]));
            let beginning = &word[..at + letter.len_utf8()];
            if len + 2 >= typed && ends_so && matches!(self.whole.eval(beginning), Distance::Exact(_)) {
                return true;
            }
            before = Some(letter);
        }
        false
    }
}

impl Close {
    /// What is forgiven of a folded word as it was typed; none when nothing is.
    pub(crate) fn to(word: &str) -> Option<Self> {
        let mut sounds = Vec::new();
        sounds::each(word, |sound| sounds.push(sound.to_owned()));
        let slips = allowed(word).map(|builder| Slips {
            letters: word.chars().collect(),
            whole: builder.build_dfa(word),
            beginning: builder.build_prefix_dfa(word),
        });
        (slips.is_some() || !sounds.is_empty()).then_some(Self { slips, sounds })
    }

    /// How a folded word is like the typed one by its letters.
    pub(crate) fn likeness(&self, word: &str) -> Option<Likeness> {
        let slips = self.slips.as_ref()?;
        match slips.whole.eval(word) {
            Distance::Exact(0 | 1) => Some(Likeness::OneSlip),
            Distance::Exact(_) => Some(Likeness::TwoSlips),
            Distance::AtLeast(_) => slips.begin(word).then_some(Likeness::Beginning),
        }
    }

    /// Whether a folded word sounds like the typed one.
    pub(crate) fn sounds_like(&self, word: &str) -> bool {
        let mut alike = false;
        sounds::each(word, |sound| alike |= self.sounds.iter().any(|own| own == sound));
        alike
    }

    /// Accepts the terms of sections whose words begin like the typed one.
    pub(crate) fn terms(&self, sections: Sections) -> Option<Terms<'_>> {
        self.slips.as_ref().map(|slips| Terms { dfa: &slips.beginning, sections })
    }
}

fn allowed(word: &str) -> Option<&'static LevenshteinAutomatonBuilder> {
    let letters = word.chars().count();
    match letters {
        _ if letters < ONE_FROM || !word.chars().all(char::is_alphabetic) => None,
        TWO_FROM.. => SLIPS.get(1),
        _ => SLIPS.first(),
    }
}

/// What a word that is nowhere could be meant to be: whole words, further away than is forgiven.
pub(crate) struct Guess(DFA);

impl Guess {
    /// None for what is no word, and for words so short that any other is near.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let letters = word.chars().count();
        if letters < 3 || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let builder = if letters < ONE_FROM { SLIPS.first() } else { SLIPS.get(1) }?;
        Some(Self(builder.build_dfa(word)))
    }

    /// How many slips away a folded word is.
    pub(crate) fn distance(&self, word: &str) -> Option<u8> {
        match self.0.eval(word) {
            Distance::Exact(slips) => Some(slips),
            Distance::AtLeast(_) => None,
        }
    }

    /// Accepts the terms of sections that it could be.
    pub(crate) const fn terms(&self, sections: Sections) -> Terms<'_> {
        Terms { dfa: &self.0, sections }
    }
}

/// The terms of some sections whose words an automaton accepts.
pub(crate) struct Terms<'a> {
    dfa: &'a DFA,
    sections: Sections,
}

/// Where in a term.
#[derive(Clone, Copy)]
pub(crate) enum At {
    Section,
    Word(u32),
    Elsewhere,
}

impl Automaton for Terms<'_> {
    type State = At;

    fn start(&self) -> At {
        At::Section
    }

    fn is_match(&self, at: &At) -> bool {
        matches!(at, At::Word(state) if matches!(self.dfa.distance(*state), Distance::Exact(_)))
    }

    fn can_match(&self, at: &At) -> bool {
        match at {
            At::Section => true,
            At::Word(state) => *state != SINK_STATE,
            At::Elsewhere => false,
        }
    }

    fn accept(&self, at: &At, byte: u8) -> At {
        match at {
            At::Section if Section::of_letter(byte).is_some_and(|section| self.sections.contains(&section)) => {
                At::Word(self.dfa.initial_state())
            }
            At::Section | At::Elsewhere => At::Elsewhere,
            At::Word(state) => At::Word(self.dfa.transition(*state, byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Close, Guess, Likeness};

    fn likeness(typed: &str, word: &str) -> Option<Likeness> {
        Close::to(typed).and_then(|close| close.likeness(word))
    }

    #[test]
    fn one_slip_from_five_letters_and_two_from_nine() {
        for (typed, word, expected) in [
            ("mlle", "mille", None),
            ("smiht", "smith", Some(Likeness::OneSlip)),
            ("smitth", "smith", Some(Likeness::OneSlip)),
            ("smoth", "smith", Some(Likeness::OneSlip)),
            ("mueller", "muller", Some(Likeness::OneSlip)),
            ("xmith", "smith", Some(Likeness::OneSlip)),
            ("smoht", "smith", None),
            ("gonzal", "gonsalez", Some(Likeness::Beginning)),
            ("smiht", "smithson", Some(Likeness::Beginning)),
            ("smitx", "smithson", None),
            ("annab", "anna", Some(Likeness::OneSlip)),
            ("annab", "annamaria", None),
            ("hernandes", "hernandez", Some(Likeness::OneSlip)),
            ("hernadnes", "hernandez", Some(Likeness::TwoSlips)),
            ("hrenadnes", "hernandez", None),
            ("hrenadne", "hernandez", None),
            ("12345", "12346", None),
            ("route66", "route67", None),
            ("ивонов", "иванов", Some(Likeness::OneSlip)),
        ] {
            assert_eq!(likeness(typed, word), expected, "{typed} {word}");
        }
    }

    #[test]
    fn a_guess_goes_further_and_knows_how_far() {
        for (typed, word, expected) in [
            ("jhn", "john", Some(1)),
            ("jn", "john", None),
            ("smoht", "smith", Some(2)),
            ("abcde", "smith", None),
            ("4711", "4712", None),
        ] {
            assert_eq!(Guess::of(typed).and_then(|guess| guess.distance(word)), expected, "{typed} {word}");
        }
    }
}

//! What somebody types into the search box, as data.
//!
//! Free words and quoted phrases today; `field:value` and `-word` join here, so that there is one parser.

use crate::fold;

/// One thing that must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A folded word; it is also the beginning of longer ones.
    Word(String),
    /// Folded words that stand next to each other.
    Phrase(Vec<String>),
}

/// Terms that must all be found, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms as typed, folded.
    pub terms: Vec<Term>,
}

impl Query {
    /// Reads what was typed. Never fails: a quotation mark that does not close ends at the end of the text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut terms = Vec::new();
        for (index, part) in text.split(['"', '“', '”', '„']).enumerate() {
            let words = fold(part);
            let words = words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned);
            if index % 2 == 0 {
                terms.extend(words.map(Term::Word));
            } else {
                let phrase: Vec<String> = words.collect();
                if !phrase.is_empty() {
                    terms.push(Term::Phrase(phrase));
                }
            }
        }
        Self { terms }
    }

    /// Whether nothing was typed that could be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Query, Term};

    #[test]
    fn words_and_phrases() {
        assert_eq!(
            Query::parse("  José \"van der\"  Berg").terms,
            [Term::Word("jose".into()), Term::Phrase(vec!["van".into(), "der".into()]), Term::Word("berg".into()),]
        );
        assert!(Query::parse(" \" ").is_empty());
        assert_eq!(Query::parse("\"van der").terms, [Term::Phrase(vec!["van".into(), "der".into()])]);
    }
}

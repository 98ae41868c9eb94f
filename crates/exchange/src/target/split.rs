//! A column whose cells hold several things: at what they are taken apart, and where each piece goes.
//!
//! `split space: addresses/postcode | addresses/locality`, `split comma: family | given`, `split " / ": title | company`.
//! The last piece is all that is left, so that nothing of a cell is lost. Deliberately absent: what guesses that a column
//! is to be taken apart; a person says so.

use std::fmt;
use std::str::FromStr;

use super::{Target, TargetError};

/// Pieces of a cell, at most.
const MOST: usize = 20;
/// How a target begins that takes cells apart.
const WORD: &str = "split ";
/// Separators that have names.
const NAMED: [(&str, &str); 5] = [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|"), ("slash", "/")];

/// How the cells of a column are taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Split {
    at: Separator,
    targets: Vec<Target>,
}

/// What stands between pieces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Separator {
    /// White space, however much.
    Space,
    /// Ends of lines, however many.
    Line,
    /// This text.
    Text(String),
}

impl Split {
    /// Reads `split SEPARATOR: TARGET | TARGET …`; nothing when the text is another target.
    pub(super) fn read(text: &str) -> Option<Result<Self, TargetError>> {
        let rest = text.strip_prefix(WORD)?.trim_start();
        Some(Self::read_rest(rest))
    }

    fn read_rest(rest: &str) -> Result<Self, TargetError> {
        let (at, targets) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let (at, rest) = quoted.split_once('"').ok_or(TargetError::Split)?;
                (Separator::Text(at.to_owned()), rest.trim_start().strip_prefix(':').ok_or(TargetError::Split)?)
            }
            None => {
                let (word, targets) = rest.split_once(':').ok_or(TargetError::Split)?;
                (Separator::named(word.trim()).ok_or(TargetError::Split)?, targets)
            }
        };
        let targets: Vec<Target> = targets.split('|').map(Target::from_str).collect::<Result<_, _>>()?;
        let is_flat = targets.iter().all(|target| !matches!(target, Target::Split(_)));
        let is_something = at != Separator::Text(String::new());
        if is_flat && is_something && (2..=MOST).contains(&targets.len()) {
            Ok(Self { at, targets })
        } else {
            Err(TargetError::Split)
        }
    }

    /// Where the pieces go, in order.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// A piece of a cell, counted from 0; empty where there are fewer.
    pub(crate) fn piece<'a>(&self, cell: &'a str, nth: usize) -> &'a str {
        let mut rest = cell.trim();
        for _ in 0..nth {
            let Some((_, after)) = self.at.cut(rest) else { return "" };
            rest = after.trim_start();
        }
        let is_last = nth + 1 == self.targets.len();
        match self.at.cut(rest) {
            Some((piece, _)) if !is_last => piece.trim_end(),
            _ => rest,
        }
    }
}

impl Separator {
    fn named(word: &str) -> Option<Self> {
        match word {
            "space" => Some(Self::Space),
            "line" => Some(Self::Line),
            _ => NAMED.iter().find(|(name, _)| *name == word).map(|(_, text)| Self::Text((*text).to_owned())),
        }
    }

    /// What stands before it and after it.
    fn cut<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        match self {
            Self::Space => text.split_once(char::is_whitespace),
            Self::Line => text.split_once(['\n', '\r']),
            Self::Text(at) => text.split_once(at),
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WORD)?;
        match &self.at {
            Separator::Space => f.write_str("space")?,
            Separator::Line => f.write_str("line")?,
            Separator::Text(text) => match NAMED.iter().find(|(_, named)| named == text) {
                Some((word, _)) => f.write_str(word)?,
                None => write!(f, "\"{text}\"")?,
            },
        }
        for (at, target) in self.targets.iter().enumerate() {
            write!(f, "{}{target}", if at == 0 { ": " } else { " | " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Target, TargetError};

    fn pieces(target: &str, cell: &str) -> Vec<String> {
        let Ok(Target::Split(split)) = Target::parse(target) else { panic!("{target} takes nothing apart") };
        (0..split.targets().len()).map(|nth| split.piece(cell, nth).to_owned()).collect()
    }

    #[test]
    fn the_last_piece_is_all_that_is_left() {
        for (target, cell, expected) in [
            ("split comma: family | given", "Byron, Ada", vec!["Byron", "Ada"]),
            ("split comma: family | given", "Byron", vec!["Byron", ""]),
            ("split comma: family | given", " , Ada", vec!["", "Ada"]),
            ("split comma: family | given", "Byron, Ada, Countess", vec!["Byron", "Ada, Countess"]),
            ("split space: addresses/postcode | addresses/locality", "10115   Bad Berlin", vec!["10115", "Bad Berlin"]),
            ("split line: title | company | notes", "CTO\r\n\r\nAcme\nTall\nKind", vec!["CTO", "Acme", "Tall\nKind"]),
            ("split \" / \": title | company", "Head of R/D / Acme", vec!["Head of R/D", "Acme"]),
            ("split bar: emails | phones", "a@b.example|+49 30 1", vec!["a@b.example", "+49 30 1"]),
            ("split \"ß\": given | family", "AdaßByron", vec!["Ada", "Byron"]),
            ("split semicolon: given |  | family", "Ada;King;Byron", vec!["Ada", "King", "Byron"]),
            ("split space: given | family", "", vec!["", ""]),
        ] {
            assert_eq!(pieces(target, cell), expected, "{target}: {cell}");
        }
    }

    #[test]
    fn refuses_what_takes_nothing_apart() {
        for (text, error) in [
            ("split comma: family", TargetError::Split),
            ("split comma", TargetError::Split),
            ("split dot: family | given", TargetError::Split),
            ("split \"\": family | given", TargetError::Split),
            ("split \": family | given", TargetError::Split),
            ("split comma: family | salary", TargetError::Unknown),
            ("split comma: family | split comma: given | middle", TargetError::Split),
        ] {
            assert_eq!(Target::parse(text), Err(error), "{text}");
        }
    }
}

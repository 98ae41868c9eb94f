//! What is said about a tag besides its name: what it is about, and its colour.

use crate::words::words;

words! {
    /// What a tag is about.
    #[derive(Default)]
    pub enum TagKind ("industry, size, status, source, custom") {
        /// A branch of trade.
        Industry = "industry",
        /// How big somebody is.
        Size = "size",
        /// Where somebody stands.
        Status = "status",
        /// Where somebody came from.
        Source = "source",
        /// Anything else.
        #[default]
        Custom = "custom",
    }
}

words! {
    /// The colour of a tag or of a category. Which shade it is, is the window's: it has to be read in light and dark.
    #[derive(Default)]
    pub enum Colour ("plain, blue, violet, pink, orange, yellow, green, teal, grey") {
        /// None was chosen.
        #[default]
        Plain = "plain",
        /// Blue.
        Blue = "blue",
        /// Violet.
        Violet = "violet",
        /// Pink.
        Pink = "pink",
        /// Orange.
        Orange = "orange",
        /// Yellow.
        Yellow = "yellow",
        /// Green.
        Green = "green",
        /// Teal.
        Teal = "teal",
        /// Grey.
        Grey = "grey",
    }
}

/// Longest name of a tag, a category or a group of categories, in characters.
pub const LONGEST_NAME: usize = 100;

/// A name as it is kept; nothing when there is none in it, or it is too long.
#[must_use]
pub fn definition_name(text: &str) -> Option<String> {
    let name = crate::collapse(text);
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    // A comma parts tags where several are typed.
    (fits && !name.contains([',', ';'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Colour, TagKind, definition_name};

    #[test]
    fn words_are_read_as_people_type_them() {
        assert_eq!("Industry".parse(), Ok(TagKind::Industry));
        assert_eq!(" TEAL ".parse(), Ok(Colour::Teal));
        let error = "colour".parse::<TagKind>().unwrap_err();
        assert_eq!(error.to_string(), "it is one of industry, size, status, source, custom");
        for colour in Colour::ALL {
            assert_eq!(colour.as_str().parse(), Ok(*colour));
        }
    }

    #[test]
    fn a_name_is_something_short_without_commas() {
        assert_eq!(definition_name("  Fair   2026 "), Some("Fair 2026".into()));
        assert_eq!(definition_name("é".repeat(100).as_str()), Some("é".repeat(100)));
        for none in ["", "  ", "a,b", "a; b", "x".repeat(101).as_str()] {
            assert_eq!(definition_name(none), None, "{none}");
        }
    }
}

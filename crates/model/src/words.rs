//! Enumerations that are kept and typed as one word each: one declaration gives all forms.

/// A text is none of the words of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is one of {0}")]
pub struct WordError(pub(crate) &'static str);

/// Declares an enumeration whose variants are the words that are stored, typed and sent.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident ($all:literal) {
        $($(#[$about:meta])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, ts_rs::TS,
            schemars::JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$about])* $variant),+ }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// Their words, in that order.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The word that is stored and typed.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::WordError;

            /// Reads the word, in any case, with `-` or a blank for `_`.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let word = text.trim().to_lowercase().replace(['-', ' '], "_");
                match word.as_str() { $($word => Ok(Self::$variant),)+ _ => Err($crate::words::WordError($all)) }
            }
        }
    };
}
pub(crate) use words;

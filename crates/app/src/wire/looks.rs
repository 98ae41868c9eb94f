//! How the window is arranged.

use super::wire;

wire! {
    /// A column of the list of contacts.
    #[derive(Eq)]
    pub struct GridColumn {
        /// Which.
        pub key: String,
        /// Whether it is there.
        pub shown: bool,
        /// In sixteenths of a rem; 0 takes its share of what is left.
        pub width: u32,
    }

    /// How the window is arranged for whoever works at this vault.
    #[derive(Eq)]
    pub struct Looks {
        /// The columns of the list of contacts in their order; none when they were never arranged.
        pub columns: Vec<GridColumn>,
        /// Whether the hints of the first run were seen.
        pub hints_seen: bool,
    }

    /// Arranges the window.
    #[derive(Eq, Default)]
    pub struct LooksSet {
        /// See [`Looks::columns`]; null leaves them as they are.
        pub columns: Option<Vec<GridColumn>>,
        /// The hints were seen now.
        pub hints_seen: bool,
    }
}

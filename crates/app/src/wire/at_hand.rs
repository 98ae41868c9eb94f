//! Contacts at hand: favourites, and those that were looked at last.

use satchel_model::Id;

use super::{ContactRow, wire};

wire! {
    /// Asks for favourites.
    #[derive(Eq)]
    pub struct FavouritesList {
        /// How many at most.
        pub limit: i64,
    }

    /// Asks for those that were looked at last.
    #[derive(Eq)]
    pub struct RecentsList {
        /// How many at most.
        pub limit: i64,
    }

    /// Contacts at hand, outside the trash.
    #[derive(Eq)]
    pub struct ContactsAtHand {
        /// How many there are in all.
        pub total: i64,
        /// As they are shown.
        pub contacts: Vec<ContactRow>,
    }

    /// Whether a contact is a favourite.
    #[derive(Eq)]
    pub struct Favourite {
        /// Which contact.
        pub id: Id,
        /// Whether it is one.
        pub favourite: bool,
    }

    /// Marks contacts as favourites, or no longer.
    #[derive(Eq)]
    pub struct FavouritesSet {
        /// Which contacts.
        pub ids: Vec<Id>,
        /// Whether they shall be.
        pub favourite: bool,
    }

    /// What that changed.
    #[derive(Eq)]
    pub struct FavouritesChanged {
        /// How many changed.
        pub count: i64,
        /// How many were so already.
        pub unchanged: i64,
    }
}

//! Finding contacts as somebody types.

use satchel_model::Id;

use super::wire;

wire! {
    /// A search as it is typed.
    #[derive(Eq)]
    pub struct ContactsSearch {
        /// Words, parts of words, of addresses, of numbers; phrases in quotation marks; `field:value`; `-` before what
        /// must not be found.
        pub query: String,
        /// How many at most.
        pub limit: i64,
    }

    /// Which parts of a hit matched: UTF-16 ranges from (inclusive) to (exclusive).
    #[derive(Eq, Default)]
    pub struct Highlights {
        /// In the name.
        pub display: Vec<(u32, u32)>,
        /// In the company.
        pub company: Vec<(u32, u32)>,
        /// In the e-mail.
        pub email: Vec<(u32, u32)>,
        /// In the phone.
        pub phone: Vec<(u32, u32)>,
        /// In the title.
        pub title: Vec<(u32, u32)>,
        /// In the place.
        pub place: Vec<(u32, u32)>,
    }

    /// What of a contact matched. Of several the first in this order.
    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum Matched {
        /// One of its names.
        Name,
        /// The company.
        Company,
        /// An e-mail address.
        Email,
        /// A phone number.
        Phone,
        /// Job title or department.
        Title,
        /// A tag.
        Tag,
        /// City, region or country.
        Place,
        /// The notes.
        Note,
        /// Something that is not shown with a hit, or that it does not hold what was unwanted.
        Other,
    }

    /// A piece of the notes that matched.
    #[derive(Eq)]
    pub struct Snippet {
        /// The piece.
        pub text: String,
        /// What matched in it.
        pub highlights: Vec<(u32, u32)>,
    }

    /// A contact that was found.
    pub struct SearchHit {
        /// Which contact.
        pub id: Id,
        /// What is shown.
        pub display: String,
        /// Company.
        pub company: String,
        /// The e-mail that matched, else the primary one.
        pub email: String,
        /// The phone that matched, else the primary one.
        pub phone: String,
        /// How well it matches among hits of its kind (as typed, or only similar); higher is better.
        pub score: f32,
        /// What matched; hits are together with others of the same.
        pub matched: Matched,
        /// Whether it is only similar to what was typed: a slip of the keyboard away, or said alike.
        pub similar: bool,
        /// Job title.
        pub title: String,
        /// The place that matched, else the first.
        pub place: String,
        /// Tags.
        pub tags: Vec<String>,
        /// Whether some account has still to be sent something of it.
        pub unsent: bool,
        /// Which parts matched.
        pub highlights: Highlights,
        /// Where the notes matched.
        pub snippet: Option<Snippet>,
    }

    /// Another spelling, for a search that found nobody.
    #[derive(Eq)]
    pub struct DidYouMean {
        /// The query to search for instead.
        pub query: String,
        /// How many that finds.
        pub total: i64,
    }

    /// What a search found: the best hits, together with others in which the same matched. Groups come in the order of
    /// their best hit, those of similar hits last.
    pub struct ContactsFound {
        /// How many match in all.
        pub total: i64,
        /// How many of these are only similar.
        pub similar: i64,
        /// The best of them.
        pub hits: Vec<SearchHit>,
        /// A spelling that finds somebody, when nobody was found.
        pub did_you_mean: Option<DidYouMean>,
        /// How long it took.
        pub micros: i64,
        /// How many journal lines the index has not seen yet.
        pub behind: i64,
    }
}

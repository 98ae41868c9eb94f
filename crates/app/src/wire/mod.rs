//! What crosses the door: inputs, outputs, errors and events.
//!
//! These types belong to the hosts' side of the door. Domain values are turned into them by full destructuring, so that
//! a new field of the domain does not compile until somebody decides what the wire says about it.

mod account;
mod alike;
mod at_hand;
mod attachment;
mod batch;
mod bulk;
mod check;
mod company;
mod consent;
mod contact;
mod definition;
mod error;
mod export;
mod field;
mod filter;
mod hidden;
mod import;
mod job;
mod list;
mod looks;
mod merge;
mod relation;
mod search;
mod signature;
mod sync;
mod vault;
mod work;

pub use account::*;
pub use alike::*;
pub use at_hand::*;
pub use attachment::*;
pub use batch::*;
pub use bulk::*;
pub use check::*;
pub use company::*;
pub use consent::*;
pub use contact::*;
pub use definition::*;
pub use error::*;
pub use export::*;
pub use field::*;
pub use filter::*;
pub use hidden::Hidden;
pub use import::*;
pub use job::*;
pub use list::*;
pub use looks::*;
pub use merge::*;
pub use relation::*;
pub use search::*;
pub use signature::*;
pub use sync::*;
pub use vault::*;
pub use work::*;

pub(crate) use error::sentence;

/// Derives what every wire type has.
macro_rules! wire {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt)+) => {
        $(
            // First, so that the attributes of the derives are known in what follows.
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
            $(#[$meta])*
            pub $kind $name $body
        )+
    };
}
pub(crate) use wire;

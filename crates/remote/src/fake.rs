//! A remote in memory: real rules, every fault as data, the same for the same seed.
//!
//! It stores, checks, stamps and chunks as remotes do. Time is what [`FarSide::set_now`] says; nothing sleeps. The far
//! side is changed and looked at through [`FarSide`], as a colleague in the vendor's own window would. Deliberately
//! absent: bytes of any wire format; a connector's test has a server for those.

#[cfg(feature = "conformance")]
mod bench;
mod book;
mod call;
mod connection;
mod fault;
mod feed;
mod groups;
mod rows;
mod seed;
mod settings;

#[cfg(feature = "conformance")]
pub use bench::FakeBench;
pub use book::FarSide;
pub use call::Call;
pub use connection::Fake;
pub use fault::{Fault, Faults};
pub use seed::Seed;
pub use settings::Settings;

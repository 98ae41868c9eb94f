//! Staying in step with other copies of the book: what is merged, and what is to be written where.
//!
//! What is decided is a function of its arguments. [`plan`] takes a [`Situation`] (what both sides agreed on, what is
//! here, what the remote tells) and says what is to be written here, what is to be sent, what a person has to decide,
//! and what waits or failed, each by name. [`acknowledge`] says what the answer to a change comes to, [`resolve`] what a
//! person's decision does. No edit is lost: a changed path is written, sent, in conflict, or kept here with its reason.
//! An [`Engine`] carries that out between the store and a [`Remote`](satchel_remote::Remote). Deliberately absent: HTTP,
//! what an account signs in with, any vendor's name. `docs/sync.md` tells how it decides.

mod acknowledge;
mod alike;
mod clock;
mod conflict;
mod engine;
mod error;
mod fit;
mod groups;
mod guard;
mod life;
mod merge;
mod mine;
mod mirror;
mod news;
mod pair;
mod plan;
mod policy;
mod project;
mod resolve;
mod situation;
mod sweep;

pub use acknowledge::{Acknowledged, acknowledge};
pub use clock::{Later, RemoteClock};
pub use conflict::{Claim, Conflict, Overruled, STATE};
pub use engine::{
    Counts, Ended, Engine, Memory, Outcome, Pictures, ROOM, Report, Request, Run, RunError, Time, let_go, say_who,
    take_decision,
};
pub use error::SyncError;
pub use fit::{Kept, KeptReason};
pub use groups::{Comings, Followed, ListPlan, meet};
pub use guard::{Approved, Guard, Stop};
pub use life::{Course, LifeCase, decide_life};
pub use merge::{By, Decision, MergedPath, Sides, Way, decide, merge};
pub use mine::{HoldReason, Life, Mine};
pub use mirror::Mirror;
pub use pair::{Paired, pair};
pub use plan::{Doubt, Failed, Failure, Hold, Plan, Push, Question, Sent, Write, WriteAction, plan};
pub use policy::{Direction, Policy, Rules};
pub use project::project;
pub use resolve::{Choice, Resolution, resolve};
pub use situation::{Refused, Situation};
pub use sweep::{Misses, Sweep};

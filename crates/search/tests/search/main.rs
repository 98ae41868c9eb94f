//! What the index promises: it finds, it keeps, it marks, and it tells nothing to those without the key.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod asking;
mod finding;
mod forgiving;
mod keeping;
mod marking;
mod support;

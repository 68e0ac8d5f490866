//! Many hands on one desk: several machines, one shared repository, the real program on each.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test stands outside the layers, and ends where something is missing"
)]

#[path = "../desk/mod.rs"]
mod desk;
mod machines;

mod causes;
mod crowd;
mod forge;
mod histories;
mod killed;
mod merging;
mod nights;
mod plain_git;
mod prepared;
mod releases;
mod servers;
mod steps;
mod transports;
mod unreadable;

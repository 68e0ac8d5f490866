//! Exchange with other repositories: a desk is cloned, fetched, joined, pushed, and received.

pub(super) mod adopt;
pub(super) mod cause;
pub(super) mod clone;
pub(super) mod fetch;
pub(super) mod guard;
pub(super) mod join;
pub(super) mod proposal;
pub(super) mod push;
pub(super) mod remote;
#[cfg(test)]
mod tests;

pub use cause::Cause;
pub use clone::Clone;
pub use fetch::There;
pub use join::{Fork, Settle};
pub use proposal::Update;
pub use push::Pushed;

//! Exchange with other repositories: a desk is cloned, fetched, joined, pushed, and received.

mod adopt;
mod cause;
mod clone;
mod fetch;
mod guard;
mod join;
mod locks;
mod proposal;
mod push;
mod remote;
#[cfg(test)]
mod tests;

pub use cause::Cause;
pub use clone::Clone;
pub use fetch::There;
pub use join::{Fork, Settle};
pub use proposal::Update;
pub use push::{Pushed, SITE_NOT_BUILT};

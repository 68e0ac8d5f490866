//! Releases: what goes on the public record, and under which name.

mod ledger;
mod letting;
mod name;
mod prepare;
mod put;
pub(crate) mod settings;

pub(crate) use ledger::ledger_at;
pub(crate) use letting::Letting;

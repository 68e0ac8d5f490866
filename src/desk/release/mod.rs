//! Releases: what goes on the public record, and under which name.

mod letting;
mod name;
mod prepare;
mod put;
pub(crate) mod settings;

pub(crate) use letting::Letting;

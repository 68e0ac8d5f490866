//! newsroom: a live desk for a newsroom, in a git repository.
//!
//! Stories and posts are TOML files; each step of their editorial life is a commit; what readers
//! may see is a branch of its own, whose every change is a release with its reason. The rooms,
//! each using only those above it:
//!
//! - [`model`]: what a newsroom is made of. Pure.
//! - [`mod@format`]: between text and the model; the public form of a document and its digest. Pure.
//! - [`media`]: what a picture, film or sound file is, without its metadata. Pure.
//! - [`workflow`]: what may happen to a document, and why not. Pure.
//! - [`diff`], [`credits`], [`search`]: what changed; who did what; words that are looked for. Pure.
//! - [`merge`], [`check`], [`audit`], [`site`]: three versions into one; findings about files, and
//!   about steps; pages and feeds. Pure.
//! - [`storage`]: where it lives: git and the disk.
//! - [`judge`]: walking through history, commit by commit, and asking the rules of `audit`.
//! - [`desk`]: an open desk: a person at one moment, documents, releases, sending.
//! - [`ops`]: one use case a file, named as the command is. Never prints, never asks.
//! - `server`: the preview, where the feature `serve` is on.
//! - [`cli`]: words in, words out.
#![forbid(unsafe_op_in_unsafe_fn)]

pub mod model;

pub mod format;
pub mod media;

pub mod credits;
pub mod diff;
pub mod search;
pub mod workflow;

pub mod audit;
pub mod check;
pub mod merge;
pub mod site;

pub mod storage;

pub mod judge;

pub mod desk;

pub mod ops;

#[cfg(feature = "serve")]
pub mod server;

pub mod cli;

//! newsroom: a live desk in a git repository.
#![forbid(unsafe_op_in_unsafe_fn)]

pub mod credits;
pub mod diff;
pub mod check;
pub mod cli;
pub mod format;
pub mod media;
pub mod merge;
pub mod model;
pub mod storage;
pub mod workflow;
pub mod site;

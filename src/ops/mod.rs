//! One use case a file, named as its command is: load, decide, store, say what happened. Nothing
//! here prints or asks.

pub mod add;
pub mod audit;
pub mod build;
pub mod check;
pub mod claims;
pub mod clone;
pub mod contributor;
pub mod correct;
pub mod corrections;
pub mod credit;
pub mod credits;
pub mod doctor;
pub mod edit;
pub mod export;
pub mod expunge;
pub mod hooks;
pub mod import;
pub mod init;
pub mod list;
pub mod log;
pub mod merge_driver;
pub mod pin;
pub mod publish;
pub mod pull;
pub mod review;
pub mod schema;
pub mod search;
pub mod settle;
pub mod show;
pub mod source;
pub mod status;
pub mod story;
pub mod sync;
pub mod verify_flag;

//! The words of pages and feeds in the language of readers: messages of Project Fluent, with plurals by
//! CLDR; dates, times, numbers and lists are CLDR's own.
//!
//! A newsroom's theme may say any of them otherwise, and bring a language that is not built in:
//! `theme/messages/uk.ftl`. What it leaves out is said as it is built in; of a language that nobody brought
//! all is said in English.

mod built_in;
mod bundle;
mod dates;
mod languages;
mod numbers;
mod own;
mod say;
mod script;

pub(super) use built_in::{all_built_in, each_built_in};
pub(super) use bundle::{Messages, primary};
pub(super) use languages::Languages;
pub(super) use say::say;
pub(super) use script::script;

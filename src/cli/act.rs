//! What several commands do in the same way.

use super::context::Context;
use super::error::Result;
use super::view::outcome;
use crate::ops::review::{self, Request, Step};

/// Takes a step at the desk with what is said of it, and shows what became of it: `verb` is what
/// was done to each document.
pub fn step(context: &Context, docs: Vec<String>, note: String, step: Step, verb: &str) -> Result {
    let mut session = context.session()?;
    let done = review::run(&mut session, &Request { docs, note, step })?;
    outcome::show(context, &session, verb, &done)
}

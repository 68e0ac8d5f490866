//! What was taken back.

use super::output::Undone;
use super::{outcome, shown, time};
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::desk::{Done, Session};
use crate::ops::undo::Undoing;

/// What is said of an act once it is taken back.
pub struct Told {
    commit: String,
    title: String,
    action: String,
    at: String,
    released: bool,
    said: Vec<String>,
}

impl Told {
    /// What is to be said of that one.
    pub fn of(undoing: &Undoing) -> Self {
        Self {
            commit: undoing.commit.to_string(),
            title: undoing.title.clone(),
            action: undoing.action.clone(),
            at: undoing.at.rfc3339(),
            released: undoing.released,
            said: undoing.said.clone(),
        }
    }
}

/// What would be undone, before it is.
pub fn asked(context: &Context, session: &Session, undoing: &Undoing) -> String {
    let at = time::show_time(undoing.at, context.zone(session, None), session.now);
    let lines: String = undoing.said.iter().map(|line| format!("\n  {}", shown(line))).collect();
    format!("your last act: {} ({at}){lines}", shown(&undoing.title))
}

/// What became of it.
pub fn show(context: &Context, session: &Session, told: &Told, done: &Done) -> Result {
    if context.global.json {
        let documents = outcome::json(session, done);
        context.json(&Undone {
            documents,
            commit: told.commit.clone(),
            action: told.action.clone(),
            at: told.at.clone(),
            released: told.released,
            said: told.said.clone(),
        })?;
        return Ok(0);
    }
    let mut out = format!("undone: {}", shown(&told.title));
    if done.outcomes.is_empty() {
        out.extend(told.said.iter().map(|line| format!("\n  {}", shown(line))));
    }
    context.print(&out)?;
    outcome::show(context, session, "back:", done)
}

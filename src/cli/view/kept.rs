//! Words in an editor that were not filed.

use super::output::{KeptRow, KeptWords, VERSION};
use super::{Columns, shown, time};
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::kept::{CORRECTION, Kept};
use crate::desk::Session;
use crate::model::Moment;

/// All that is kept.
pub fn list(context: &Context, session: &Session, kept: &[Kept]) -> Result {
    if context.global.json {
        context.json(&json(session, kept, false))?;
        return Ok(0);
    }
    if kept.is_empty() {
        context.print("nothing is kept")?;
        return Ok(0);
    }
    let mut lines = Columns::new();
    for one in kept {
        let at = saved_at(one).map_or_else(String::new, |at| {
            time::show_time(at, context.zone(session, None), session.now)
        });
        let (name, about, words) = (one.name(), about(session, one), first_words(one));
        lines.row([name.as_str(), at.as_str(), about.as_str(), words.as_str()]);
    }
    context.print(&format!(
        "{}newsroom kept resume NAME, show NAME, discard NAME",
        lines.text(context)
    ))?;
    Ok(0)
}

/// What was taken away, and what is kept still.
pub fn discarded(context: &Context, session: &Session, gone: &[Kept], stay: &[Kept]) -> Result<()> {
    if context.global.json {
        return context.json(&json(session, stay, context.global.dry_run));
    }
    let would = if context.global.dry_run { "would be discarded" } else { "discarded" };
    let line = |one: &Kept| format!("{would}: {} ({})\n", one.name(), about(session, one));
    context.print(&gone.iter().map(line).collect::<String>())
}

fn json(session: &Session, kept: &[Kept], dry_run: bool) -> KeptWords {
    let row = |one: &Kept| KeptRow {
        name: one.name(),
        about: one.about(),
        headline: headline(session, one),
        saved: saved_at(one).map(|at| at.rfc3339()),
        path: one.path().display().to_string(),
        words: first_words(one),
    };
    KeptWords { version: VERSION, kept: kept.iter().map(row).collect(), dry_run }
}

fn saved_at(one: &Kept) -> Option<Moment> {
    let since = one.saved_at().duration_since(std::time::SystemTime::UNIX_EPOCH).ok()?;
    Moment::from_git(i64::try_from(since.as_secs()).ok()?, 0)
}

/// The headline of the post or story that words are about, where they are about one.
fn headline(session: &Session, one: &Kept) -> Option<String> {
    let about = one.about();
    let path = session.resolve(about.strip_prefix(CORRECTION).unwrap_or(&about)).ok()?;
    Some(session.as_last_read(&path).ok()?.document.headline().to_owned())
}

fn about(session: &Session, one: &Kept) -> String {
    match headline(session, one) {
        Some(headline) if one.about().starts_with(CORRECTION) => {
            format!("the correction of “{}”", shown(&headline))
        }
        Some(headline) => format!("“{}”", shown(&headline)),
        None if one.about() == "add" => "a new post".to_owned(),
        None => shown(&one.about()),
    }
}

/// The beginning of the first line that was typed.
fn first_words(one: &Kept) -> String {
    let (text, base) = (one.text().unwrap_or_default(), one.base().to_owned());
    let new = |line: &&str| !line.trim().is_empty() && !base.lines().any(|old| old == *line);
    let line = text.lines().find(new).unwrap_or_default();
    shown(&line.chars().take(40).collect::<String>())
}

//! What became of a court's order.

use super::outcome::{not_written, sent};
use super::output::{self, Erased, VERSION};
use super::shown;
use super::standing::{self, name};
use crate::desk::Session;
use crate::ops::expunge::Done;

/// What was filed or erased, then what is still to be done, with the commands for it.
pub fn text(session: &Session, done: &Done) -> String {
    let entry = &done.entry;
    let mut out = not_written(session);
    let what = format!("the words of release {} ({})", entry.release, entry.digest.short());
    if done.carried_out {
        out += &format!("expunged {}: {what} are erased from the record\n", name(&done.loaded));
        out += "  a notice that names them by their digest stands in their place\n";
        if done.releases.len() > 1 {
            let all: Vec<String> = done.releases.iter().map(ToString::to_string).collect();
            out += &format!("  the same words were in releases {}\n", all.join(", "));
        }
        out += &format!("  made again, {} of the record's commits:\n", done.made_again.len());
        for title in &done.made_again {
            out += &format!("    {}\n", shown(title));
        }
        if !entry.new_record.is_empty() {
            out += &format!("  the record was {}\n", entry.old_record);
            out += &format!("  the record is  {}\n", entry.new_record);
        }
        out += "still to be done:\n";
    } else {
        out += &format!("ordered, for {}: {what} shall be erased\n", name(&done.loaded));
    }
    for to_do in &done.to_do {
        out += &format!("- {}\n", shown(&to_do.what));
        if !to_do.command.is_empty() {
            out += &format!("    {}\n", shown(&to_do.command));
        }
    }
    out
}

/// The same as JSON.
pub fn json(session: &Session, done: &Done) -> Erased {
    let entry = &done.entry;
    let to_do = done.to_do.iter().map(|one| output::ToDo {
        what: one.what.clone(),
        command: if one.command.is_empty() { None } else { Some(one.command.clone()) },
    });
    let commit = |id: &String| if id.is_empty() { None } else { Some(id.clone()) };
    Erased {
        version: VERSION,
        standing: standing::json(&done.loaded, sent(session, &done.delivery)),
        carried_out: done.carried_out,
        expunged: entry.digest.to_string(),
        releases: done.releases.clone(),
        by: entry.by.to_string(),
        may_confirm: done.others.iter().map(ToString::to_string).collect(),
        made_again: done.made_again.clone(),
        old_record: commit(&entry.old_record),
        new_record: commit(&entry.new_record),
        to_do: to_do.collect(),
        warnings: done.warnings.clone(),
        dry_run: session.dry_run,
    }
}

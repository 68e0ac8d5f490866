//! What became of an act.

use super::output::{Document, Documents};
use super::{shown, time};
use crate::cli::commands::Result;
use crate::cli::context::Context;
use crate::model::Public;
use crate::ops::{Done, Loaded, Outcome, Session};
use crate::storage::Sent;
use crate::workflow::State;

/// Shows what became of an act: one line a document, then whether the shared desk has it.
pub fn show(context: &Context, session: &Session, verb: &str, done: &Done) -> Result {
    if context.global.json {
        context.json(&json(done))?;
        return Ok(0);
    }
    let mut out = String::new();
    if session.dry_run {
        out.push_str("nothing was written (-n); it would be so:\n");
    }
    for outcome in &done.outcomes {
        out.push_str(&line(context, session, verb, outcome));
    }
    if !done.outcomes.is_empty() && !session.dry_run {
        out.push_str(&delivery(done));
    }
    context.print(&out)?;
    for warning in &done.warnings {
        context.remark(&format!("warning: {}", shown(warning)));
    }
    Ok(0)
}

/// Says which words readers will see.
pub fn echo(context: &Context, text: &str) {
    if !context.global.json && !text.is_empty() {
        context.remark(&format!("Readers will see: \"{}\"", shown(text)));
    }
}

fn line(context: &Context, session: &Session, verb: &str, outcome: &Outcome) -> String {
    let loaded = &outcome.loaded;
    let mut out = format!("{verb} {}: {}", name(loaded), place(loaded));
    if let Some(release) = &outcome.released {
        let alone = if release.alone {
            "; an editor alone: a second read is owed (newsroom second)"
        } else {
            ""
        };
        out = format!(
            "{verb} {}: release {}, {}{alone}",
            name(loaded),
            release.n,
            release.kind.as_str()
        );
        if !release.tell_readers.is_empty() {
            out.push_str(&format!("\n  Readers see: \"{}\"", shown(&release.tell_readers)));
        }
    }
    if outcome.took_along {
        out.push_str("\n  the changes you had saved in the file were taken along");
    }
    if let Some(at) = loaded.document.publish_at() {
        let zone = context.zone(session, Some(&loaded.path));
        out.push_str(&format!("\n  not before {}", time::show_time(*at, zone, session.now)));
    }
    for remark in &outcome.remarks {
        out.push_str(&format!("\n  {}", shown(remark)));
    }
    out.push('\n');
    out
}

/// A document as messages name it: `7f3c “Power cut across Port Selan”`.
pub fn name(loaded: &Loaded) -> String {
    let headline = loaded.document.headline();
    let headline = if headline.is_empty() { loaded.path.slug() } else { headline };
    format!("{} “{}”", loaded.short(), shown(headline))
}

/// Where a document stands, in words: `approved (these words, 9f2c); live, release 2`.
pub fn place(loaded: &Loaded) -> String {
    let standing = &loaded.standing;
    let words =
        standing.digest.map_or_else(String::new, |d| format!(" (these words, {})", d.short()));
    let release = loaded.ledger.as_ref().and_then(|ledger| ledger.releases.last());
    let public = match (standing.public, release) {
        (Public::Unpublished, _) => String::new(),
        (Public::Live, Some(release)) => format!("; live, release {}", release.n),
        (public, _) => format!("; {}", public.as_str()),
    };
    let stopped = if standing.stopped.is_some() { "; STOPPED" } else { "" };
    format!("{}{words}{public}{stopped}", state(standing.state))
}

/// A state in words.
pub fn state(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::InReview => "in review",
        State::Approved => "approved",
        State::AsPublished => "as published",
        State::Returned => "returned",
        State::Spiked => "spiked",
        State::NeedsMerge => "needs merge",
    }
}

/// Whether the shared desk has it, in words.
fn delivery(done: &Done) -> String {
    let released = done.outcomes.iter().any(|outcome| outcome.released.is_some());
    let waiting = done.waiting;
    match (&done.sent, released) {
        (Sent::NoRemote, true) => "on the record\n".to_owned(),
        (Sent::NoRemote, false) => String::new(),
        (Sent::Done, true) => "on the record\n".to_owned(),
        (Sent::Done, false) => "the desk has it\n".to_owned(),
        (_, true) => {
            let before = done
                .outcomes
                .iter()
                .filter_map(|outcome| outcome.released.as_ref())
                .map(|release| release.n.saturating_sub(1))
                .max()
                .filter(|n| *n > 0)
                .map_or_else(|| "nothing of it".to_owned(), |n| format!("release {n}"));
            format!(
                "LIVE ONLY HERE, not sent: readers still see {before}. Send with git push, or with the next command\n"
            )
        }
        (_, false) if waiting == 0 => String::new(),
        (_, false) => format!("saved on this machine, not sent ({waiting} waiting)\n"),
    }
}

fn json(done: &Done) -> Documents {
    let sent = match done.sent {
        Sent::NoRemote => None,
        Sent::Done => Some(true),
        _ => Some(false),
    };
    let documents: Vec<Document> = done
        .outcomes
        .iter()
        .map(|outcome| Document {
            took_along: outcome.took_along,
            remarks: outcome.remarks.clone(),
            ..document(&outcome.loaded, sent)
        })
        .collect();
    Documents {
        version: 1,
        document: if documents.len() == 1 { documents.first().cloned() } else { None },
        documents,
        waiting: done.waiting,
        warnings: done.warnings.clone(),
    }
}

/// A document's fields at the top level of JSON.
pub fn document(loaded: &Loaded, sent: Option<bool>) -> Document {
    let standing = &loaded.standing;
    Document {
        id: loaded.document.id().to_string(),
        path: loaded.path.to_string(),
        headline: loaded.document.headline().to_owned(),
        digest: standing.digest.map(|digest| digest.to_string()),
        state: standing.state,
        public: standing.public,
        release: loaded.ledger.as_ref().and_then(|l| l.releases.last()).map(|r| r.n),
        sent,
        stopped: standing.stopped.is_some(),
        took_along: false,
        remarks: Vec::new(),
    }
}

/// What a reading command on one document prints: its standing and the document's fields.
pub fn document_json(session: &Session, loaded: &Loaded) -> serde_json::Value {
    let sent = session.is_sent(loaded);
    let mut value = serde_json::to_value(document(loaded, sent)).expect("a view is JSON");
    if let Some(object) = value.as_object_mut() {
        object.shift_insert(0, "version".to_owned(), 1.into());
        object.insert("document".to_owned(), super::document::fields(loaded));
        object.shift_remove("took_along");
        object.shift_remove("remarks");
    }
    value
}

//! What became of an act.

use super::output::{Document, Documents, Held, Released, VERSION};
use super::standing::{self, name, place};
use super::{resting, shown, sync, time};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::hint;
use crate::desk::{Delivery, Done, Loaded, OpError, Outcome, Sent, Session};
use crate::model::{Public, Release};
use crate::workflow::Refusal;

/// Shows what became of an act: one line a document, then whether the shared desk has it.
pub fn show(context: &Context, session: &Session, verb: &str, done: &Done) -> Result {
    if context.global.json {
        context.json(&json(session, done))?;
    } else {
        text(context, session, verb, done)?;
    }
    Ok(u8::from(sync::refuses(&done.delivery)))
}

/// What became of an act, in words.
pub fn text(context: &Context, session: &Session, verb: &str, done: &Done) -> Result<()> {
    let mut out = not_written(session);
    for outcome in &done.outcomes {
        out.push_str(&line(context, session, verb, outcome));
    }
    if !session.dry_run {
        out.push_str(&delivered(done));
    }
    context.print(&out)?;
    context.tell(session, &done.delivery);
    for warning in done.warnings.iter().chain(&done.delivery.warnings) {
        context.remark(&format!("warning: {}", shown(warning)));
    }
    commits(context, session, done.outcomes.iter().any(|outcome| outcome.released.is_some()));
    Ok(())
}

/// With `-n`, says first that nothing was written.
pub fn not_written(session: &Session) -> String {
    let said = if session.dry_run { "nothing was written (-n); it would be so:\n" } else { "" };
    said.to_owned()
}

/// With `-v`, says which commits an act made on which branches.
pub fn commits(context: &Context, session: &Session, released: bool) {
    if !context.global.verbose || session.dry_run {
        return;
    }
    let short = |commit: &str| commit.get(..12).unwrap_or(commit).to_owned();
    let branch = session.store.config("newsroom.branch").unwrap_or_else(|| "HEAD".to_owned());
    context.remark(&format!("commit {} on {}", short(session.head.as_str()), shown(&branch)));
    if let Some(record) = session.record.as_ref().filter(|_| released) {
        context.remark(&format!("commit {} on published", short(record.as_str())));
    }
}

/// Says which words readers will see at once in the place of a document, where it is so in public;
/// else nothing, for the act will be refused and say why.
pub fn echo_at_once(
    context: &Context,
    session: &Session,
    doc: &str,
    (public, text): (Public, &str),
) {
    let loaded = session.resolve(doc).and_then(|path| session.as_last_read(&path));
    let fits = |loaded: Loaded| match public {
        Public::Live => loaded.standing.public == public || loaded.standing.notice_owed,
        _ => loaded.standing.public == public && loaded.standing.stopped.is_none(),
    };
    if loaded.is_ok_and(fits) {
        remark(context, "Readers will see:", text);
    }
}

/// Says which words readers will see once what was done is released, or what keeps them from it: each
/// thing once.
pub fn echo(context: &Context, session: &Session, done: &Done, text: &str) {
    let mut said: Vec<String> = Vec::new();
    for outcome in &done.outcomes {
        let when = seen(context, session, &outcome.loaded);
        if !said.contains(&when) {
            remark(context, &when, text);
            said.push(when);
        }
    }
}

/// Whether and when readers will see what is told with a document.
fn seen(context: &Context, session: &Session, loaded: &Loaded) -> String {
    let standing = &loaded.standing;
    let doc = loaded.short();
    if standing.public == Public::Retracted {
        return format!("{doc} was retracted, for good: readers will not see:");
    }
    if standing.stopped.is_some() {
        return format!(
            "{doc} is stopped; readers will see this only once it is cleared (newsroom clear {doc} -m TEXT) and published:"
        );
    }
    let notice = loaded.document.retraction().is_some();
    let embargo = loaded.document.publish_at().filter(|at| *at > session.now && !notice);
    if let Some(at) = embargo {
        let zone = context.zone(session, Some(&loaded.path));
        let at = time::show_time(at, zone, session.now);
        return format!("Nobody sees it before {at}; readers will see then, once it is published:");
    }
    match standing.public {
        Public::Live if standing.digest == standing.live => "Readers see:".to_owned(),
        Public::Pulled => {
            format!("{doc} is taken down; readers will see this once it is restored or published:")
        }
        _ => "Readers will see, once it is published:".to_owned(),
    }
}

fn remark(context: &Context, when: &str, text: &str) {
    if !context.global.json && !text.is_empty() {
        context.remark(&format!("{when} \"{}\"", shown(text)));
    }
}

/// Says which words readers will see once an editor stands behind them.
pub fn echo_later(context: &Context, text: &str) {
    if !context.global.json && !text.is_empty() {
        context.remark(&format!("Readers will see, once an editor says so: \"{}\"", shown(text)));
    }
}

fn line(context: &Context, session: &Session, verb: &str, outcome: &Outcome) -> String {
    let loaded = &outcome.loaded;
    let mut out = format!("{verb} {}: {}", name(loaded), place(loaded));
    if let Some(release) = &outcome.released {
        let alone = if release.waits_for_an_editor() {
            "; a second read is owed (newsroom second)"
        } else if release.alone {
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
        if release.waits_for_an_editor() {
            out.push_str(&format!(
                "\n  Readers see that it was taken down while it is checked; your words stand there once an editor says so: newsroom pull {} --tell-readers TEXT",
                loaded.short()
            ));
        } else if !release.tell_readers.is_empty() {
            out.push_str(&format!("\n  Readers see: \"{}\"", shown(&release.tell_readers)));
        }
    }
    if outcome.took_along {
        out.push_str("\n  the changes you had saved in the file were taken along");
    }
    if let Some(hour) = standing::hour(context, session, loaded) {
        out.push_str(&format!("\n  {hour}"));
    }
    for remark in &outcome.remarks {
        out.push_str(&format!("\n  {}", shown(remark)));
    }
    out.push('\n');
    for reason in &outcome.holds {
        out.push_str(&format!(
            "  before it can go out: {}: {}\n",
            shown(&reason.to_string()),
            hint::remedies(&loaded.short(), reason)
        ));
    }
    if !outcome.resting.is_empty() {
        out.push_str("  to be looked at, for it rests on those words or repeats them:\n");
        out.push_str(&resting::lines(&outcome.resting));
    }
    out
}

/// Whether the shared desk has it, in words.
fn delivered(done: &Done) -> String {
    let made: Vec<&Release> =
        done.outcomes.iter().filter_map(|one| one.released.as_ref()).collect();
    let delivery = &done.delivery;
    let released = !made.is_empty();
    match &delivery.sent {
        Sent::NoRemote | Sent::Done if released => "on the record\n".to_owned(),
        Sent::NoRemote => String::new(),
        Sent::Done => "the desk has it\n".to_owned(),
        sent if released => {
            let before = made.iter().map(|release| release.n.saturating_sub(1)).max();
            let before = match before {
                None | Some(0) => "nothing of it".to_owned(),
                Some(n) => format!("release {n}"),
            };
            let why = sync::why(sent).map(|why| format!(": {why}")).unwrap_or_default();
            format!(
                "LIVE ONLY HERE, not sent{why}: readers still see {before}. Run newsroom sync\n"
            )
        }
        _ if delivery.waiting == 0 => String::new(),
        sent => sync::saved_here(sent, delivery.waiting),
    }
}

/// Whether the shared desk has what was done; `None` where there is nowhere to send to.
pub fn sent(session: &Session, delivery: &Delivery) -> Option<bool> {
    (session.store.has_remote() && delivery.sent != Sent::NoRemote).then(|| delivery.is_done())
}

/// What became of an act as JSON.
pub fn json(session: &Session, done: &Done) -> Documents {
    let sent = sent(session, &done.delivery);
    let documents: Vec<Document> = done
        .outcomes
        .iter()
        .map(|outcome| Document {
            standing: standing::json(&outcome.loaded, sent),
            took_along: outcome.took_along,
            remarks: outcome.remarks.clone(),
            released: outcome.released.as_ref().map(released),
            corrections: unreleased(&outcome.loaded),
            holds: outcome.holds.iter().map(ToString::to_string).collect(),
            resting: resting::json(&outcome.resting),
        })
        .collect();
    Documents {
        version: VERSION,
        document: if documents.len() == 1 { documents.first().cloned() } else { None },
        documents,
        waiting: done.delivery.waiting,
        cause: sync::cause(&done.delivery.sent),
        told: done.delivery.told.iter().map(sync::told_json).collect(),
        held_back: done.held.iter().map(held).collect(),
        warnings: done.warnings.iter().chain(&done.delivery.warnings).cloned().collect(),
        dry_run: session.dry_run,
    }
}

/// What was due and was not let out, as JSON.
fn held((doc, headline, refusal): &(String, String, Refusal)) -> Held {
    let error = CliError::from(OpError::Refused {
        doc: doc.clone(),
        headline: headline.clone(),
        refusal: refusal.clone(),
    });
    Held { id: doc.clone(), headline: headline.clone(), why: error.message, hints: error.hints }
}

/// A release as JSON.
pub fn released(release: &Release) -> Released {
    Released {
        n: release.n,
        kind: release.kind,
        at: release.at.rfc3339(),
        digest: release.digest.to_string(),
        alone: release.alone,
        approved_by: release.approved_by.iter().map(ToString::to_string).collect(),
        tell_readers: release.tell_readers.clone(),
    }
}

/// Corrections that no release has carried yet.
fn unreleased(loaded: &Loaded) -> Vec<String> {
    let releases = loaded.ledger.iter().flat_map(|ledger| &ledger.releases);
    let carried: Vec<_> = releases.flat_map(|release| &release.corrections).collect();
    let ids = loaded.document.corrections().iter().map(|correction| &correction.id);
    ids.filter(|id| !carried.contains(id)).map(ToString::to_string).collect()
}

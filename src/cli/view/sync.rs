//! What came of asking the shared desk.

use chrono_tz::Tz;

use super::output::{self, Synced, VERSION};
use super::{audit, shown, time};
use crate::desk::{Delivery, NotReleased, Sent, Session, Told};
use crate::model::ReleaseKind;

/// Why the shared desk does not have it, in words; `None` where nobody is in the way.
pub fn why(sent: &Sent) -> Option<String> {
    match sent {
        Sent::NoRemote | Sent::SwitchedOff | Sent::Done => None,
        Sent::Not(cause) => Some(shown(&cause.to_string())),
        Sent::Unlawful(findings) => {
            let first = findings.iter().find(|found| !found.warning);
            let code = first.map_or("", |found| found.code);
            Some(format!("what the shared desk has is not lawful ({code})"))
        }
        Sent::Apart(why, _) => Some(shown(why)),
    }
}

/// The same for a program: one word or `None`.
pub fn cause(sent: &Sent) -> Option<String> {
    why(sent)
}

/// What is said of work that only this machine has.
pub fn saved_here(sent: &Sent, waiting: usize) -> String {
    let Some(why) = why(sent) else {
        return format!("saved on this machine, not sent ({waiting} waiting)\n");
    };
    let goes = match sent {
        Sent::Not(cause) if !cause.is_a_refusal() => "It goes",
        _ => "Once that is mended it goes",
    };
    format!(
        "saved on this machine, not sent: {why} ({waiting} waiting). {goes} with the next command, or: newsroom sync\n"
    )
}

/// Whether the person's work does not hold on the shared desk.
pub fn refuses(delivery: &Delivery) -> bool {
    delivery.told.iter().any(Told::is_refusal)
}

/// What the person has to know beside it, each with what to type.
pub fn remarks(session: &Session, delivery: &Delivery) -> Vec<String> {
    let mut remarks: Vec<String> = delivery.told.iter().map(told).collect();
    match &delivery.sent {
        Sent::Not(cause) => {
            remarks.extend(cause.more().map(|line| format!("  {}", shown(line))));
            let url = session.store.remote_url().unwrap_or_default();
            if let Some(remedy) = cause.remedy(&url) {
                remarks.push(format!("hint: {}", shown(&remedy)));
            }
        }
        Sent::Apart(_, remedy) => remarks.push(format!("hint: {}", shown(remedy))),
        Sent::Unlawful(findings) => {
            remarks.push("nothing of what the shared desk has was taken over:".to_owned());
            remarks.push(audit::findings(findings).trim_end().to_owned());
            remarks.push("hint: newsroom audit --explain CODE tells more; where it is to stand, an admin answers for it: newsroom audit --accept COMMIT CODE -m WHY".to_owned());
        }
        Sent::NoRemote | Sent::SwitchedOff | Sent::Done => {}
    }
    remarks
}

/// One thing that the person has to know, with what to type.
pub fn told(told: &Told) -> String {
    match told {
        Told::ReleasedAlready { doc, kind, by, n } => {
            let did = match kind {
                ReleaseKind::Pull => "took it down already",
                ReleaseKind::Restore => "put it back already",
                _ => "released the same words already",
            };
            let name = shown(&doc.headline);
            format!("{} “{name}”: {by} {did} (release {n}); there is one release", doc.short)
        }
        Told::NotReleased { doc, why } => {
            let name = format!("{} “{}”", doc.short, shown(&doc.headline));
            match why {
                NotReleased::Refused(refusal) => format!(
                    "NOT RELEASED {name}: as the shared desk is now, {}\n  newsroom publish {} says what to do",
                    reasons(refusal),
                    doc.short
                ),
                NotReleased::OtherWords { by, n } => format!(
                    "NOT RELEASED {name}: {by} released other words meanwhile (release {n})\n  newsroom diff {}",
                    doc.short
                ),
                NotReleased::WordsChanged => format!(
                    "NOT RELEASED {name}: the words were changed meanwhile\n  newsroom diff {}",
                    doc.short
                ),
                NotReleased::Stranger(email) => format!(
                    "NOT RELEASED {name}: nobody at the desk has the e-mail {} any more",
                    shown(email)
                ),
                NotReleased::SignedByAnother(who) => format!(
                    "NOT RELEASED {name}: it is {who}'s, whose signature the desk wants\n  {who} runs newsroom publish {}",
                    doc.short
                ),
                NotReleased::Erased => {
                    format!("NOT RELEASED {name}: the words were erased on an order of two admins")
                }
                NotReleased::NothingNew => format!("{name}: readers have these settings already"),
            }
        }
        Told::Conflict { doc, fields } => format!(
            "{} “{}”: two people changed the same words ({}); both are kept\n  newsroom edit {} settles it",
            doc.short,
            shown(&doc.headline),
            shown(&fields.join(", ")),
            doc.short
        ),
        Told::SharedStands { what, own } => format!(
            "{}: changed here and at the shared desk, whose version stands; yours is in commit {}",
            shown(what),
            own.as_str().get(..12).unwrap_or_default()
        ),
    }
}

fn reasons(refusal: &crate::workflow::Refusal) -> String {
    match refusal {
        crate::workflow::Refusal::NotReady { reasons } => {
            let lines = reasons.iter().map(|reason| shown(&reason.to_string()));
            lines.collect::<Vec<_>>().join("; ")
        }
        other => shown(&other.to_string()),
    }
}

/// The same as JSON.
pub fn told_json(told: &Told) -> output::Told {
    let (kind, doc, by, fields) = match told {
        Told::ReleasedAlready { doc, by, .. } => ("released-already", Some(doc), Some(by), None),
        Told::NotReleased { doc, why: NotReleased::OtherWords { by, .. } } => {
            ("not-released", Some(doc), Some(by), None)
        }
        Told::NotReleased { doc, .. } => ("not-released", Some(doc), None, None),
        Told::Conflict { doc, fields } => ("conflict", Some(doc), None, Some(fields)),
        Told::SharedStands { .. } => ("shared-stands", None, None, None),
    };
    output::Told {
        kind: kind.to_owned(),
        path: doc.map(|doc| doc.path.to_string()),
        by: by.map(ToString::to_string),
        fields: fields.cloned().unwrap_or_default(),
        message: self::told(told),
    }
}

/// What `sync` did, in words.
pub fn text(session: &Session, delivery: &Delivery) -> String {
    let mut out = String::new();
    let count = |n: usize, one: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    };
    match (delivery.steps, delivery.releases) {
        (0, 0) => {}
        (steps, 0) => out += &format!("came: {}\n", count(steps, "change")),
        (0, releases) => out += &format!("came: {}\n", count(releases, "release")),
        (steps, releases) => {
            out += &format!("came: {}, {}\n", count(steps, "change"), count(releases, "release"));
        }
    }
    out += &match &delivery.sent {
        Sent::NoRemote => String::new(),
        Sent::Done => "the desk has everything\n".to_owned(),
        Sent::SwitchedOff if session.dry_run => "nothing was taken over or sent (-n)\n".to_owned(),
        Sent::SwitchedOff => format!("{} waiting, not sent\n", delivery.waiting),
        sent if delivery.waiting == 0 => {
            format!("not in step with the shared desk: {}\n", why(sent).unwrap_or_default())
        }
        sent => {
            format!("not sent: {} ({} waiting)\n", why(sent).unwrap_or_default(), delivery.waiting)
        }
    };
    out
}

/// The same as JSON.
pub fn json(session: &Session, delivery: &Delivery) -> Synced {
    Synced {
        version: VERSION,
        done: delivery.is_done(),
        cause: cause(&delivery.sent),
        steps: delivery.steps,
        releases: delivery.releases,
        waiting: delivery.waiting,
        retries: delivery.retries,
        told: delivery.told.iter().map(told_json).collect(),
        findings: match &delivery.sent {
            Sent::Unlawful(findings) => findings.iter().map(audit::finding_json).collect(),
            _ => Vec::new(),
        },
        warnings: delivery.warnings.clone(),
        dry_run: session.dry_run,
    }
}

/// As of when something is known, where the shared desk was not reached.
pub fn as_of(session: &Session, delivery: &Delivery, zone: Tz) -> Option<String> {
    let why = why(&delivery.sent)?;
    Some(match session.heard() {
        Some(heard) => format!("as of {}: {why}", time::show_time(heard.at, zone, session.now)),
        None => format!("as of this machine alone: {why}"),
    })
}

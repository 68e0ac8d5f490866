//! The life of a document.

use super::document::read;
use super::outcome::released;
use super::output::{self, EventKind, EventRelease, Filed, Reviewed, WordsBy};
use super::standing::{name, place};
use super::{hanging, release_proof, shown, time};
use crate::cli::context::Context;
use crate::desk::Session;
use crate::ops::log::{Event, Life, What};
use crate::ops::proof::Proof;

/// The life of a document, oldest event first.
pub fn text(context: &Context, session: &Session, life: &Life, proven: Option<&Proof>) -> String {
    let proof = proven.is_some();
    let zone = context.zone(session, Some(&life.loaded.path));
    let begins = format!("{}: {}", name(&life.loaded), place(&life.loaded));
    let mut out = hanging("", &begins, context.width());
    for event in &life.events {
        let day = time::show_day(event.at, zone, session.now);
        let clock = time::clock(event.at, zone);
        let commit = match (&event.commit, proof) {
            (Some(commit), true) => format!("  [{}]", commit.get(..10).unwrap_or(commit)),
            _ => String::new(),
        };
        let what = what(life, event, proof);
        let words = format!("{}  {what}{commit}", shown(&event.who));
        out.push_str(&hanging(&format!("{day} {clock}  "), &words, context.width()));
    }
    if proof && !life.words_by.is_empty() {
        let words: Vec<String> = life
            .words_by
            .iter()
            .map(|(who, n)| format!("{} {n}", shown(&who.to_string())))
            .collect();
        out.push_str(&format!("words written: {}\n", words.join(", ")));
        if let Some(share) = life.approver_share {
            out.push_str(&format!("the last approver wrote {share} % of them\n"));
        }
    }
    if let Some(proven) = proven {
        out.push_str(&release_proof::text(session, proven, zone));
    }
    out
}

fn what(life: &Life, event: &Event, proof: bool) -> String {
    match &event.what {
        What::Words { digest, title } => {
            let words = digest.map_or_else(|| "in conflict".to_owned(), |d| d.short());
            format!("words {words}  {}", shown(title))
        }
        What::Review(review) => {
            let words = review.digest.map_or_else(String::new, |d| format!(" {}", d.short()));
            let note = if review.note.is_empty() {
                String::new()
            } else {
                format!(": {}", shown(&review.note))
            };
            format!("{}{words}{note}", review.verdict.as_str())
        }
        What::Release(release) => {
            let by: Vec<&str> = release.approved_by.iter().map(|id| id.as_str()).collect();
            let approved = match (by.is_empty(), release.alone) {
                (false, _) => format!(", approved by {}", by.join(", ")),
                (true, true) if release.waits_for_an_editor() => ", a reporter alone".to_owned(),
                (true, true) => ", an editor alone".to_owned(),
                (true, false) => String::new(),
            };
            let told = if release.tell_readers.is_empty() {
                String::new()
            } else {
                format!(": \"{}\"", shown(&release.tell_readers))
            };
            let desk = if proof {
                format!("  at {}", release.desk.get(..10).unwrap_or(&release.desk))
            } else {
                String::new()
            };
            let gone = match life.erased.contains(&release.n) {
                true => " removed by a court's order",
                false => "",
            };
            let kind = release.kind.as_str();
            format!(
                "RELEASE {} {kind}, words {}{gone}{approved}{told}{desk}",
                release.n,
                release.digest.short()
            )
        }
    }
}

/// The life of a document as JSON, beside its standing.
pub fn json(session: &Session, life: &Life) -> output::Life {
    let words_by = life.words_by.iter();
    output::Life {
        read: read(session, &life.loaded),
        events: life.events.iter().map(|one| event(life, one)).collect(),
        words_by: words_by
            .map(|(who, words)| WordsBy { who: who.to_string(), words: *words })
            .collect(),
        approver_share: life.approver_share,
    }
}

/// The same with what each release rests on.
pub fn proven_json(session: &Session, life: &Life, proven: &Proof) -> output::ProvenLife {
    let proofs = release_proof::json(session, proven);
    output::ProvenLife { life: json(session, life), proofs }
}

fn event(life: &Life, event: &Event) -> output::Event {
    let mut out = output::Event {
        at: event.at.rfc3339(),
        who: event.who.clone(),
        what: EventKind::Words,
        commit: event.commit.clone(),
        words: None,
        review: None,
        release: None,
    };
    match &event.what {
        What::Words { digest, title } => {
            let digest = digest.map(|digest| digest.to_string());
            out.words = Some(Filed { digest, title: title.clone() });
        }
        What::Review(review) => {
            out.what = EventKind::Review;
            out.review = Some(Reviewed {
                verdict: review.verdict,
                round: review.round,
                digest: review.digest.map(|digest| digest.to_string()),
                note: review.note.clone(),
            });
        }
        What::Release(release) => {
            out.what = EventKind::Release;
            out.release = Some(EventRelease {
                released: released(release),
                round: release.round,
                desk: release.desk.clone(),
                expunged: life.erased.contains(&release.n),
            });
        }
    }
    out
}

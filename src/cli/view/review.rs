//! What an editor has to know of a post that waits, beside its words.

use super::{document, resting, shown, standing, time};
use crate::check::Finding;
use crate::cli::context::Context;
use crate::cli::hint;
use crate::desk::{Loaded, Session, Summary, found_by};
use crate::diff::WordCounts;
use crate::format::PublicClaim;
use crate::model::{Claim, Moment};
use crate::workflow::Reason;

/// Which of those that wait it is, counted from 1, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Its place.
    pub n: usize,
    /// How many there are.
    pub of: usize,
}

/// Where it stands in the queue, and whose and how urgent it is: the lines above the words.
pub fn heading(
    context: &Context,
    session: &Session,
    loaded: &Loaded,
    waiting: Option<&Summary>,
    position: Position,
) -> String {
    let mut parts = vec![format!("{} of {}", position.n, position.of), loaded.path.story().into()];
    if let Some(summary) = waiting {
        if summary.urgent {
            parts.push("URGENT".to_owned());
        }
        let by = summary.submitted_by.join(", ");
        let since = summary.submitted.as_ref().and_then(|at| at.parse().ok());
        let since = since.map(|at| time::show_ago(at, session.now));
        parts.extend(since.map(|since| format!("submitted {since} by {}", shown(&by))));
    }
    parts.extend(standing::hour(context, session, loaded));
    let (name, place) = (standing::name(loaded), standing::place(loaded));
    format!("\n{}\n{name}: {place}\n", parts.join(" · "))
}

/// That the words are others than the person has read, since when, and how many.
pub fn changed_since(
    context: &Context,
    session: &Session,
    loaded: &Loaded,
    at: Option<Moment>,
    words: WordCounts,
) -> String {
    let zone = context.zone(session, Some(&loaded.path));
    let at = at.map_or_else(String::new, |at| format!(" at {}", time::clock(at, zone)));
    let words = match words.added.max(words.removed) {
        1 => "1 word".to_owned(),
        many => format!("{many} words"),
    };
    format!(
        "changed since you read it{at}: {words} (newsroom diff {} --from shown)\n",
        loaded.short()
    )
}

/// Claims that stand among the words which readers have, sources and remarks. A new claim is among
/// what changed already.
pub fn flags(loaded: &Loaded) -> String {
    let mut out = String::new();
    let live: &[PublicClaim] = loaded.live.as_ref().map_or(&[], |live| &live.claims);
    let is_known = |claim: &&Claim| live.iter().any(|known| known.id == claim.id);
    for claim in loaded.document.claims().iter().filter(is_known) {
        let caveat = if claim.caveat.is_empty() { "no caveat" } else { &claim.caveat };
        out.push_str(&format!(
            "claim {} {}: “{}” ({})\n",
            claim.id,
            claim.status.as_str(),
            shown(&claim.quote),
            shown(caveat)
        ));
    }
    if !loaded.document.sources().is_empty() {
        out.push_str(&document::sources(loaded));
    }
    for review in loaded.document.reviews().iter().filter(|review| !review.note.is_empty()) {
        let verdict = review.verdict.as_str();
        out.push_str(&format!("{} {verdict}: {}\n", review.by, shown(&review.note)));
    }
    out
}

/// What `check` finds in the file, but for what holds the release back: that is told once.
pub fn findings(findings: &[Finding], holds: &[Reason]) -> String {
    let told: Vec<&str> = holds.iter().filter_map(found_by).collect();
    let line = |finding: &Finding| format!("check {}: {}\n", finding.code, shown(&finding.message));
    findings.iter().filter(|finding| !told.contains(&finding.code)).map(line).collect()
}

/// What will hold the release back, each with what to type.
pub fn holds(doc: &str, reasons: &[Reason]) -> String {
    let line = |reason: &Reason| {
        format!("holds it back: {}: {}\n", shown(&reason.to_string()), hint::remedies(doc, reason))
    };
    reasons.iter().map(line).collect()
}

/// What rests on it, which other words of it may make wrong.
pub fn rests_on_it(all: &[crate::desk::Resting]) -> String {
    if all.is_empty() {
        return String::new();
    }
    format!("what rests on it:\n{}", resting::lines(all))
}

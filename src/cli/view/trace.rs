//! Who answers for words, on one screen.

use chrono_tz::Tz;

use super::output::{self, VERSION};
use super::proof::{self, by_whom, commit, step};
use super::{shown, standing, time};
use crate::cli::context::Context;
use crate::desk::Session;
use crate::format::PublicClaim;
use crate::model::{Moment, Release};
use crate::ops::trace::{Letting, Part, Place, Run, Seen, Span, Trace, committer};

/// So many places are told whole; of the others only where they are.
const WHOLE: usize = 3;

/// So many others are named.
const NAMED: usize = 20;

/// So many releases of the same words are told, first and last ones.
const RELEASES: usize = 4;

/// Who answers for the words, a paragraph for each place where they stand: for all of them, or for the
/// first ones.
pub fn text(context: &Context, session: &Session, trace: &Trace, all: bool) -> String {
    let told = if all { trace.places.len() } else { WHOLE };
    let whole = trace.places.iter().take(told).map(|place| {
        let zone = context.zone(session, Some(&place.loaded.path));
        Screen { session, trace, place, zone }.text()
    });
    let mut out = whole.collect::<Vec<_>>().join("\n");
    let others = others(trace.places.get(told..).unwrap_or_default());
    if !others.is_empty() {
        out.push_str(&format!("\nThey stand or stood in {} more:\n", trace.places.len() - WHOLE));
        for (line, places) in others.iter().take(NAMED) {
            let times = if *places > 1 { format!(" ({places} places)") } else { String::new() };
            out.push_str(&format!("  {line}{times}\n"));
        }
        if others.len() > NAMED {
            let rest: usize = others[NAMED..].iter().map(|(_, places)| places).sum();
            out.push_str(&format!("  … and {rest} others: more of the sentence finds fewer\n"));
        }
        out.push_str("All those of a story whole: newsroom trace WORDS --story STORY\n");
    }
    out
}

/// A line for the places that are not told whole, and how many it stands for.
fn others(places: &[Place]) -> Vec<(String, usize)> {
    let mut others: Vec<(String, usize)> = Vec::new();
    for place in places {
        let name = standing::name(&place.loaded);
        let line = format!("{name}{}: {}", in_part(place), seen(place.seen));
        match others.iter_mut().find(|(other, _)| *other == line) {
            Some((_, places)) => *places += 1,
            None => others.push((line, 1)),
        }
    }
    others
}

fn seen(seen: Seen) -> &'static str {
    match seen {
        Seen::Now => "readers see them",
        Seen::Before => "readers saw them, and see them no more",
        Seen::NotYet => "readers see them only later",
        Seen::Never => "at the desk; readers never saw them",
    }
}

fn in_part(place: &Place) -> &'static str {
    match place.part {
        Some(Part::Headline) => ", in the headline",
        Some(Part::Point) => ", in a point of the summary",
        Some(Part::Caption) => ", under a picture",
        Some(Part::Body) | None => "",
    }
}

/// What is said of one place.
struct Screen<'a> {
    session: &'a Session,
    trace: &'a Trace,
    place: &'a Place,
    zone: Tz,
}

impl Screen<'_> {
    fn text(&self) -> String {
        let mut lines = self.heading();
        lines.extend(self.seen());
        lines.extend(self.written());
        lines.extend(self.let_out());
        lines.extend(self.at_desk());
        lines.extend(self.told());
        lines.extend(proof::signed(&self.place.signatures, self.place.forged));
        let doc = self.place.loaded.short();
        lines.push(format!("To check it: newsroom log {doc} --proof, newsroom audit"));
        lines.join("\n") + "\n"
    }

    fn heading(&self) -> Vec<String> {
        let place = self.place;
        let mut lines = Vec::new();
        if let Some(at) = self.trace.at {
            lines.push(format!("As of {} {}:", self.at(at), self.city()));
        }
        match (&place.sentence, place.erased) {
            (_, true) => lines.push(
                "These words were erased by a court's order: they are not shown, nor whose they are."
                    .to_owned(),
            ),
            (Some(sentence), _) => lines.push(format!("“{}”", shown(sentence))),
            (None, _) => lines.push(format!("“{}”", shown(&self.trace.words))),
        }
        let (part, zone) = (in_part(place), self.city());
        lines.push(format!("{}{part}; times of {zone}", standing::name(&place.loaded)));
        lines
    }

    fn city(&self) -> String {
        time::zone_city(self.zone.name())
    }

    /// The day and the time of day.
    fn at(&self, at: Moment) -> String {
        let day = time::show_day(at, self.zone, self.session.now);
        format!("{day} {}", time::clock(at, self.zone))
    }

    fn seen(&self) -> Vec<String> {
        let place = self.place;
        let mut lines = match (place.seen, place.spans.as_slice()) {
            (Seen::Never, _) => {
                let held = if place.desk.stands { " They stand at the desk." } else { "" };
                vec![format!("Readers never saw these words.{held}")]
            }
            (Seen::NotYet, _) => {
                let first = place.later.as_ref();
                let first = first.map_or_else(String::new, |release| {
                    format!(" They first did on {} ({})", self.at(release.at), named(release))
                });
                vec![format!("Readers did not see these words then.{first}")]
            }
            (Seen::Now, [only]) => vec![format!("Readers see these words {}", self.span(only))],
            (_, [only]) => vec![format!("Readers saw these words {}", self.span(only))],
            (_, spans) => {
                let spans = spans.iter().map(|span| format!("  {}", self.span(span)));
                ["Readers saw these words".to_owned()].into_iter().chain(spans).collect()
            }
        };
        if let Some(instead) = &place.instead {
            let see = if self.trace.at.is_some() { "saw" } else { "see" };
            lines.push(format!("In their place they {see}: “{}”", shown(instead.trim())));
        }
        if self.session.is_sent(&place.loaded) == Some(false) {
            lines.push(
                "Saved here, not sent: readers have the last of it only after newsroom sync"
                    .to_owned(),
            );
        }
        lines
    }

    fn span(&self, span: &Span) -> String {
        let from = format!("{} ({})", self.at(span.from.at), named(&span.from));
        match &span.to {
            Some(to) => format!("from {from} to {} ({})", self.at(to.at), named(to)),
            None if self.trace.at.is_some() => format!("since {from}, and at that time"),
            None => format!("since {from}"),
        }
    }

    fn written(&self) -> Vec<String> {
        let runs = &self.place.runs;
        if runs.is_empty() {
            let silent = self.place.erased || self.place.sentence.is_none();
            let unknown = "Who wrote them the desk's history does not say".to_owned();
            return if silent { Vec::new() } else { vec![unknown] };
        }
        let run = |run: &Run| {
            let words = shown(run.words.trim());
            let instead = match run.instead_of.as_str() {
                "" => String::new(),
                instead => format!(", instead of “{}”", shown(instead)),
            };
            let Some(info) = &run.commit else { return format!("  “{words}”{instead}") };
            let who = by_whom(self.session, &info.author);
            let made = committer(info).map_or_else(String::new, |person| {
                format!(", committed by {}", by_whom(self.session, person))
            });
            let at = self.at(info.at);
            format!("  “{words}”: {who}, {at}{instead}{made}  [{}]", commit(&info.id))
        };
        ["Written".to_owned()].into_iter().chain(runs.iter().map(run)).collect()
    }

    fn let_out(&self) -> Vec<String> {
        let all = &self.place.lettings;
        if all.is_empty() {
            return Vec::new();
        }
        let mut lines = vec!["Approved and released".to_owned()];
        let skipped = all.len().saturating_sub(RELEASES);
        for (at, letting) in all.iter().enumerate() {
            if at == 1 && skipped > 0 {
                let doc = self.place.loaded.short();
                lines.push(format!("  … and {skipped} more: newsroom log {doc}"));
            }
            if at == 0 || at > skipped {
                lines.extend(self.letting(letting));
            }
        }
        lines
    }

    fn letting(&self, letting: &Letting) -> Vec<String> {
        let release = &letting.release;
        let record =
            letting.record.as_ref().map_or_else(String::new, |id| format!("  [{}]", commit(id)));
        let by = proof::name(self.session, &release.by);
        let at = self.at(release.at);
        let gone = if letting.erased { ", erased by a court's order" } else { "" };
        let words = release.digest.short();
        let mut lines = Vec::new();
        for approval in &letting.approvals {
            let step = step(self.session, approval, &|at| self.at(at));
            lines.push(format!("  these words ({words}) approved by {step}"));
        }
        if release.approved_by.is_empty() {
            lines.push(format!("  these words ({words}) approved by nobody{}", alone(release)));
        }
        for second in &letting.seconds {
            lines.push(format!(
                "  read a second time by {}",
                step(self.session, second, &|at| self.at(at))
            ));
        }
        lines.push(format!("  {} by {by}, {at}{gone}{record}", named(release)));
        lines
    }

    /// How the words stand at the desk, where readers do not have just these.
    fn at_desk(&self) -> Vec<String> {
        let desk = &self.place.desk;
        let released = |digest| self.place.lettings.iter().any(|one| one.release.digest == digest);
        let Some(digest) = desk.digest.filter(|digest| desk.stands && !released(*digest)) else {
            return Vec::new();
        };
        let words = digest.short();
        if self.place.loaded.document.retraction().is_some() && self.trace.at.is_none() {
            return vec!["At the desk they stand in the file of a retraction: what was approved there is its notice".to_owned()];
        }
        if desk.approvals.is_empty() {
            let has = if self.trace.at.is_some() { "had" } else { "has" };
            return vec![format!("At the desk (these words, {words}) nobody {has} approved them")];
        }
        let steps = desk.approvals.iter().map(|one| step(self.session, one, &|at| self.at(at)));
        steps
            .map(|step| format!("At the desk these words ({words}) are approved by {step}"))
            .collect()
    }

    fn told(&self) -> Vec<String> {
        let told = self.place.told.iter().map(|release| {
            format!("  {}, {}: \"{}\"", self.at(release.at), named(release), shown(release.shown()))
        });
        let claims = self.place.claims.iter().map(|claim| format!("  {}", flagged(claim)));
        let mut lines = Vec::new();
        if !self.place.told.is_empty() {
            lines.push("Readers were told".to_owned());
            lines.extend(told);
        }
        if !self.place.claims.is_empty() {
            lines.push("Flagged among them".to_owned());
            lines.extend(claims);
        }
        lines
    }
}

fn named(release: &Release) -> String {
    format!("release {}, {}", release.n, release.kind.as_str())
}

fn alone(release: &Release) -> &'static str {
    if release.alone { ": one person alone, as the desk allows for it" } else { "" }
}

fn flagged(claim: &PublicClaim) -> String {
    let caveat = match claim.caveat.as_str() {
        "" => String::new(),
        caveat => format!("; readers are told: \"{}\"", shown(caveat)),
    };
    format!("“{}”: {}{caveat}", shown(&claim.quote), claim.status.as_str())
}

/// The same as JSON.
pub fn json(session: &Session, trace: &Trace) -> output::TracedWords {
    let erased = trace.places.iter().all(|place| place.erased);
    output::TracedWords {
        version: VERSION,
        words: (!erased).then(|| trace.words.clone()),
        at: trace.at.map(proof::utc),
        places: trace.places.iter().map(|place| place_json(session, place)).collect(),
    }
}

fn place_json(session: &Session, place: &Place) -> output::TracedPlace {
    let steps = |steps: &[_]| steps.iter().map(|one| proof::step_json(session, one)).collect();
    output::TracedPlace {
        standing: standing::json(&place.loaded, session.is_sent(&place.loaded)),
        seen: match place.seen {
            Seen::Now => output::SeenWords::Now,
            Seen::Before => output::SeenWords::Before,
            Seen::NotYet => output::SeenWords::NotYet,
            Seen::Never => output::SeenWords::Never,
        },
        part: place.part.map(|part| match part {
            Part::Headline => output::TracedPart::Headline,
            Part::Body => output::TracedPart::Body,
            Part::Point => output::TracedPart::Point,
            Part::Caption => output::TracedPart::Caption,
        }),
        sentence: place.sentence.clone(),
        erased: place.erased,
        written: place.runs.iter().map(|run| run_json(session, run)).collect(),
        released: place.lettings.iter().map(|one| letting_json(session, one)).collect(),
        spans: place.spans.iter().map(span_json).collect(),
        first_seen_later: place.later.as_ref().map(|release| proof::utc(release.at)),
        told: place.told.iter().map(proof::released).collect(),
        claims: place.claims.iter().map(claim_json).collect(),
        in_their_place: place.instead.clone(),
        at_desk: place.desk.stands,
        desk_digest: place.desk.digest.map(|digest| digest.to_string()),
        desk_approved: steps(&place.desk.approvals),
        signatures: place.signatures.iter().map(proof::signature_json).collect(),
        forged_steps: place.forged,
    }
}

fn run_json(session: &Session, run: &Run) -> output::WrittenRun {
    let info = run.commit.as_ref();
    output::WrittenRun {
        words: run.words.clone(),
        who: info.map(|info| proof::id_of(session, &info.author)),
        name: info.map(|info| by_whom(session, &info.author)),
        commit: info.map(|info| info.id.to_string()),
        at: info.map(|info| proof::utc(info.at)),
        committed_by: info.and_then(committer).map(|person| proof::id_of(session, person)),
        instead_of: run.instead_of.clone(),
    }
}

fn letting_json(session: &Session, letting: &Letting) -> output::Letting {
    let steps = |steps: &[_]| steps.iter().map(|one| proof::step_json(session, one)).collect();
    output::Letting {
        released: proof::released(&letting.release),
        by: letting.release.by.to_string(),
        approvals: steps(&letting.approvals),
        second_reads: steps(&letting.seconds),
        record: letting.record.as_ref().map(ToString::to_string),
        desk: letting.release.desk.clone(),
        expunged: letting.erased,
    }
}

fn span_json(span: &Span) -> output::SeenSpan {
    output::SeenSpan {
        from: proof::utc(span.from.at),
        from_release: span.from.n,
        to: span.to.as_ref().map(|to| proof::utc(to.at)),
        to_release: span.to.as_ref().map(|to| to.n),
        ended_by: span.to.as_ref().map(|to| to.kind),
    }
}

fn claim_json(claim: &PublicClaim) -> output::TracedClaim {
    output::TracedClaim {
        id: claim.id.to_string(),
        quote: claim.quote.clone(),
        status: claim.status,
        caveat: claim.caveat.clone(),
    }
}

//! Stories and posts as lines.

use super::output::{self, ClaimLine, List, Listed, StoppedBy, VERSION};
use super::standing::{cannot_be_read, state, unreadable};
use super::{Columns, shown, time};
use crate::cli::context::Context;
use crate::desk::{Session, SetAside, Summary};
use crate::model::Public;
use crate::workflow::State;

/// Stories and posts as lines: id, state, public, time, story, headline.
pub fn table(context: &Context, session: &Session, summaries: &[Summary]) -> String {
    if summaries.is_empty() {
        return "nothing\n".to_owned();
    }
    let mut lines = Columns::new();
    for summary in summaries {
        let at = at(context, session, summary);
        let public = public(summary);
        let headline = headline(summary);
        lines.row([
            summary.short(),
            state(summary.state),
            public.as_str(),
            at.as_str(),
            summary.story.as_str(),
            headline.as_str(),
        ]);
    }
    lines.text(context)
}

/// One of several to choose from: id, story, headline, where it stands, and since when it waits.
pub fn choice(session: &Session, one: &Summary) -> String {
    let place = match one.state {
        State::InReview => waited(session, one),
        other => state(other).to_owned(),
    };
    format!("{} ({place}) {} {}", one.short(), one.story, headline(one))
}

/// What is set aside beside each, and where it stood.
pub fn set_aside(context: &Context, session: &Session, summaries: &[Summary]) -> String {
    let line = |summary: &Summary| {
        let aside = summary.set_aside.as_ref()?;
        let zone = context.zone(session, Some(&summary.path));
        let since = aside.submitted.as_ref().and_then(|at| at.parse().ok());
        let since = since.map_or_else(String::new, |at| {
            format!(", since {}", time::show_time(at, zone, session.now))
        });
        let due = aside.publish_at.as_ref().and_then(|at| at.parse().ok());
        let due = due.map_or_else(String::new, |at| {
            format!("; it was to go out {}", time::show_time(at, zone, session.now))
        });
        let (name, what) = (shown(summary.heading()), aside.named());
        Some(format!("  {} “{name}” {what}{since}{due}\n", summary.short()))
    };
    summaries.iter().filter_map(line).collect()
}

/// How it stands in public: `live 2`, `pulled`, `-`.
pub fn public(summary: &Summary) -> String {
    match (summary.public, summary.release) {
        (Public::Unpublished, _) => "-".to_owned(),
        (Public::Live, Some(n)) => format!("live {n}"),
        (public, _) => public.as_str().to_owned(),
    }
}

/// Headline or title; a story is marked, what is stopped or doubted too.
pub fn headline(summary: &Summary) -> String {
    let mut out = shown(summary.heading());
    if summary.is_story() {
        out = format!("STORY {out}");
    }
    let open = summary.claims.iter().filter(|claim| claim.status.is_open()).count();
    if open > 0 {
        out.push_str(&format!(" [{open} unverified]"));
    }
    if summary.stopped.is_some() {
        out.push_str(" [STOPPED]");
    }
    if summary.urgent {
        out.push_str(" [urgent]");
    }
    if let Some(mistake) = &summary.unreadable {
        out.push_str(&format!(" [{}]", cannot_be_read(&summary.path, mistake)));
    }
    out
}

/// How long it has waited: since its words were submitted, else since it was filed.
pub fn waited(session: &Session, summary: &Summary) -> String {
    let since = summary.submitted.as_ref().unwrap_or(&summary.created).parse().ok();
    since.map_or_else(String::new, |at| time::show_ago(at, session.now))
}

/// The time that orders it, in its story's zone.
pub fn at(context: &Context, session: &Session, summary: &Summary) -> String {
    let zone = context.zone(session, Some(&summary.path));
    summary.at().map_or_else(String::new, |at| {
        format!("{} {}", time::show_day(at, zone, session.now), time::clock(at, zone))
    })
}

/// Stories and posts as JSON.
pub fn json(session: &Session, summaries: &[Summary]) -> List {
    List { version: VERSION, documents: listed(session, summaries) }
}

/// Stories and posts as a list of JSON.
pub fn listed(session: &Session, summaries: &[Summary]) -> Vec<Listed> {
    if summaries.is_empty() {
        return Vec::new();
    }
    let unsent = session.unsent_documents();
    let sent = |id: &str| unsent.as_ref().map(|unsent| !unsent.contains(id));
    summaries.iter().map(|summary| one(summary, sent(summary.id.as_str()))).collect()
}

fn one(summary: &Summary, sent: Option<bool>) -> Listed {
    let summary = summary.clone();
    Listed {
        id: summary.id.to_string(),
        path: summary.path.to_string(),
        story: summary.story,
        headline: summary.headline,
        state: summary.state,
        public: summary.public,
        release: summary.release,
        digest: summary.digest.map(|digest| digest.to_string()),
        created: summary.created,
        first_published: summary.first_published,
        updated: summary.updated,
        key_event: summary.key_event,
        tags: summary.tags,
        credits: summary.credits,
        claims: summary.claims.into_iter().map(claim_line).collect(),
        rests_on: summary.rests_on.iter().map(ToString::to_string).collect(),
        pinned: summary.pinned.map(|id| id.to_string()),
        live_coverage: summary.live_coverage,
        stopped: summary.stopped.is_some(),
        stopped_by: summary.stopped.map(|(by, note)| StoppedBy { by, note }),
        second_read_owed: summary.second_read_owed,
        submitted: summary.submitted,
        submitted_by: summary.submitted_by,
        approved_by: summary.approved_by,
        urgent: summary.urgent,
        publish_at: summary.publish_at,
        returned: summary.returned,
        corrections: summary.corrections,
        unreadable: summary.unreadable.as_ref().map(unreadable),
        set_aside: summary.set_aside.map(set_aside_json),
        sent,
    }
}

/// What is set aside, as JSON.
pub fn set_aside_json(aside: SetAside) -> output::SetAside {
    output::SetAside {
        retraction: aside.retraction,
        state: aside.state,
        submitted: aside.submitted,
        submitted_by: aside.submitted_by,
        approved_by: aside.approved_by,
    }
}

fn claim_line(claim: crate::desk::ClaimLine) -> ClaimLine {
    ClaimLine {
        id: claim.id,
        quote: claim.quote,
        status: claim.status,
        caveat: claim.caveat,
        since: claim.since,
        standing: claim.standing,
    }
}

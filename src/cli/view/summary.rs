//! Documents as lines.

use serde_json::{Value, json};

use super::outcome::state;
use super::{Columns, columns, shown, time};
use crate::cli::context::Context;
use crate::model::Public;
use crate::ops::{Session, Summary};

/// Documents as lines: id, state, public, time, story, headline.
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
    columns(context, &lines)
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
    let text = if summary.headline.is_empty() { summary.path.slug() } else { &summary.headline };
    let mut out = shown(text);
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
    out
}

/// The time that orders it, in its story's zone.
pub fn at(context: &Context, session: &Session, summary: &Summary) -> String {
    let zone = context.zone(session, None);
    summary.at().map_or_else(String::new, |at| {
        format!("{} {}", time::show_day(at, zone, session.now), time::clock(at, zone))
    })
}

/// Documents as JSON.
pub fn json(session: &Session, summaries: &[Summary]) -> Value {
    let unsent = session.unsent_documents();
    let documents: Vec<Value> = summaries
        .iter()
        .map(|summary| {
            let mut value = serde_json::to_value(summary).expect("a summary is JSON");
            if let Some(object) = value.as_object_mut() {
                let sent = unsent.as_ref().map(|unsent| !unsent.contains(summary.id.as_str()));
                object.insert("sent".to_owned(), json!(sent));
                object.insert("stopped".to_owned(), json!(summary.stopped.is_some()));
                object.insert("key_event".to_owned(), json!(summary.key_event));
            }
            value
        })
        .collect();
    json!({ "version": 1, "documents": documents })
}

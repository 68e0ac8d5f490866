//! Words that were found, with those around them.

use super::output::{Around, AroundPart, Search, SearchHit, SeenByReaders, VERSION};
use super::standing::state;
use super::words::marked;
use super::{Columns, hanging, shown, summary, time};
use crate::cli::context::Context;
use crate::desk::{Field, Session, Summary};
use crate::ops::search::{Found, Hit, Request, Scope, Seen};
use crate::search::Excerpt;

/// A line for each story and post as `list` has it, and below it where the words stand.
pub fn text(context: &Context, session: &Session, request: &Request, found: &Found) -> String {
    if found.hits.is_empty() {
        return nothing(request);
    }
    let mut lines = Columns::new();
    for hit in &found.hits {
        let at = summary::at(context, session, &hit.summary);
        let public = summary::public(&hit.summary);
        // The headline of the words that were found may be another than the desk's.
        let line = Summary { headline: hit.headline.clone(), ..hit.summary.clone() };
        lines.row([
            hit.summary.short(),
            state(hit.summary.state),
            public.as_str(),
            at.as_str(),
            hit.summary.story.as_str(),
            summary::headline(&line).as_str(),
        ]);
    }
    let mut out = String::new();
    for (line, hit) in lines.texts(context).iter().zip(&found.hits) {
        out.push_str(line);
        for (field, excerpt) in &hit.around {
            let words = one(*field, excerpt, context.colour());
            out.push_str(&hanging("    ", &words, context.width()));
        }
        for seen in &hit.seen {
            out.push_str(&hanging("    ", &when(context, session, hit, seen), context.width()));
        }
    }
    out
}

/// What is said where nothing was found.
fn nothing(request: &Request) -> String {
    let where_ = match request.scope {
        Scope::Desk => "nothing at the desk has",
        Scope::Live => "nothing that readers see now has",
        Scope::Ever => "no release ever had",
    };
    let in_story = match &request.story {
        Some(story) => format!(" in {}", shown(story.story())),
        None => String::new(),
    };
    format!("{where_} these words{in_story}: {}\n", shown(&request.words))
}

/// How many more there are, and how they are shown.
pub fn more(found: &Found) -> Option<String> {
    (found.total > found.hits.len()).then(|| {
        format!(
            "{} of {}, the newest; all of them: --limit {}",
            found.hits.len(),
            found.total,
            found.total
        )
    })
}

/// Words with those around them, on one line.
fn one(field: Field, excerpt: &Excerpt, colour: bool) -> String {
    let parts = excerpt.parts.iter().map(|(found, words)| (*found, one_line(words)));
    let parts: Vec<(bool, String)> = parts.collect();
    let words = marked(parts.iter().map(|(found, words)| (*found, words.as_str())), colour);
    let before = if excerpt.offset > 0 { "… " } else { "" };
    let behind = if excerpt.left > 0 { " …" } else { "" };
    format!("{}: {before}{}{behind}", name(field), words.trim())
}

/// The text with a space for each line feed and what stands beside it.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.split(['\n', '\r', '\t']).collect();
    let mut out = lines.join(" ");
    while out.contains("  ") {
        out = out.replace("  ", " ");
    }
    out
}

/// What a text goes by among people.
fn name(field: Field) -> &'static str {
    match field {
        Field::MediaCredit => "credit of a medium",
        Field::Alt => "alt text",
        Field::Byline => "by-line",
        Field::Conflict => "in conflict",
        other => other.as_str(),
    }
}

/// From when to when readers saw the words, and in which releases.
fn when(context: &Context, session: &Session, hit: &Hit, seen: &Seen) -> String {
    let zone = context.zone(session, Some(&hit.summary.path));
    let show = |at| format!("{} {}", time::show_day(at, zone, session.now), time::clock(at, zone));
    let city = time::zone_city(zone.name());
    let numbers: Vec<String> = seen.releases.iter().map(u32::to_string).collect();
    let releases = match numbers.as_slice() {
        [one] => format!("release {one}"),
        many => format!("releases {}", many.join(", ")),
    };
    match seen.to {
        Some(to) => {
            format!("{releases}: readers saw it from {} to {} {city}", show(seen.from), show(to))
        }
        None => format!("{releases}: readers see it since {} {city}", show(seen.from)),
    }
}

/// The same as JSON.
pub fn json(session: &Session, found: &Found) -> Search {
    let summaries: Vec<Summary> = found.hits.iter().map(|hit| hit.summary.clone()).collect();
    let listed = summary::listed(session, &summaries);
    let hits = listed.into_iter().zip(&found.hits).map(|(listed, hit)| SearchHit {
        listed,
        found_headline: hit.headline.clone(),
        around: hit.around.iter().map(around).collect(),
        seen: hit.seen.iter().map(seen).collect(),
    });
    Search { version: VERSION, total: found.total, hits: hits.collect() }
}

fn around((field, excerpt): &(Field, Excerpt)) -> Around {
    let part = |(found, text): &(bool, String)| AroundPart { found: *found, text: text.clone() };
    Around {
        field: field.as_str(),
        offset: excerpt.offset,
        left: excerpt.left,
        parts: excerpt.parts.iter().map(part).collect(),
    }
}

fn seen(seen: &Seen) -> SeenByReaders {
    SeenByReaders {
        releases: seen.releases.clone(),
        from: seen.from.rfc3339(),
        to: seen.to.map(|to| to.rfc3339()),
    }
}

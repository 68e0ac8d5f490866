//! Credits, counted.

mod bar;
mod table;

pub use table::table;

use chrono_tz::Tz;

use super::output::{CreditRow, Credits, Line, Missing, VERSION};
use super::{shown, time};
use crate::cli::context::Context;
use crate::credits::{Group, Row, without_isolation};
use crate::desk::Session;
use crate::model::Moment;
use crate::ops::credits::{Count, Request};

/// What every page or sheet of credits has in it, and nothing else.
pub fn mark(text: &str) -> &str {
    const PAGE: &str = "content=\"newsroom credits\"";
    if text.contains(PAGE) { PAGE } else { text.lines().next().unwrap_or_default() }
}

/// When a page was made, in words that hold on any later day.
pub fn made(now: Moment, zone: Tz) -> String {
    let day = now.time().with_timezone(&zone).format("%-d %b %Y");
    format!("{day}, {} {}", time::clock(now, zone), time::zone_city(zone.name()))
}

/// What was counted, in words, as a page says it.
pub fn chosen(context: &Context, session: &Session, request: &Request) -> String {
    let zone = context.zone(session, request.story.as_ref());
    let day = |at: Moment| time::show_day(at, zone, session.now);
    let mut parts = Vec::new();
    parts.extend(request.story.as_ref().map(|story| format!("story {}", story.story())));
    parts.extend(request.who.as_ref().map(|who| format!("by {who}")));
    parts.extend(request.month.map(|month| month.to_string()));
    parts.extend(request.since.map(|at| format!("since {}", day(at))));
    parts.extend(request.until.map(|at| format!("until {}", day(at))));
    parts.push(match (request.live, request.filed, request.month.is_some()) {
        (true, ..) => "what readers see now".to_owned(),
        (_, true, _) => "by when it was filed, drafts too".to_owned(),
        (_, _, true) => "what readers first saw then".to_owned(),
        _ => "all, drafts too".to_owned(),
    });
    let text = parts.join(", ");
    let first = text.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", text.chars().skip(1).collect::<String>())
}

/// Posts that name nobody.
pub fn missing(count: &Count) -> String {
    if count.missing.is_empty() {
        return "every post names somebody\n".to_owned();
    }
    count
        .missing
        .iter()
        .map(|(short, headline)| format!("{short}  {}\n", shown(headline)))
        .collect()
}

/// The printed line of each post that has one.
pub fn lines(count: &Count) -> String {
    let line = |line: &str| shown(&without_isolation(line));
    count.lines.iter().map(|(short, _, text)| format!("{short}  {}\n", line(text))).collect()
}

/// Credits as JSON.
pub fn json(count: &Count) -> Credits {
    let missing = count.missing.iter();
    let missing =
        missing.map(|(id, headline)| Missing { id: id.clone(), headline: headline.clone() });
    let lines = count.lines.iter();
    let lines = lines.map(|(id, _, line)| Line { id: id.clone(), line: line.clone() });
    Credits {
        version: VERSION,
        credits: count.rows.iter().map(row).collect(),
        missing: missing.collect(),
        lines: lines.collect(),
    }
}

fn row(row: &Row) -> CreditRow {
    CreditRow {
        who: row.who().map(ToString::to_string),
        name: row.name.clone(),
        role: row.role(),
        story: row.text(|group| matches!(group, Group::Story(_))),
        place: row.text(|group| matches!(group, Group::Place(_))),
        kind: row.text(|group| matches!(group, Group::Kind(_))),
        month: row.text(|group| matches!(group, Group::Month(_))),
        day: row.text(|group| matches!(group, Group::Day(_))),
        posts: row.posts,
        words: row.words,
        withheld: row.withheld,
        first: row.first.rfc3339(),
        last: row.last.rfc3339(),
    }
}

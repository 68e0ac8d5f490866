//! Credits, counted.

use super::output::{CreditRow, Credits, Line, Missing, VERSION};
use super::{Columns, shown, time};
use crate::cli::context::Context;
use crate::credits::Row;
use crate::desk::Session;
use crate::ops::credits::Count;

/// A line each: who, as what, how many.
pub fn table(context: &Context, session: &Session, count: &Count, words: bool) -> String {
    if count.rows.is_empty() {
        return "no credits\n".to_owned();
    }
    let zone = context.zone(session, None);
    let mut lines = Columns::new();
    for row in &count.rows {
        let who = who(row);
        let posts = counted(row.posts, "post");
        let words = if words { counted(row.words, "word") } else { String::new() };
        let withheld =
            if row.withheld > 0 { format!("{} not printed", row.withheld) } else { String::new() };
        let last = time::show_day(row.last, zone, session.now);
        lines.row([who.as_str(), posts.as_str(), words.as_str(), withheld.as_str(), last.as_str()]);
    }
    lines.text(context)
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn who(row: &Row) -> String {
    if !row.name.is_empty() {
        return shown(&row.name);
    }
    let role = row.role.map(|role| role.as_str().to_owned());
    role.or_else(|| row.story.clone()).unwrap_or_default()
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
    count.lines.iter().map(|(short, _, line)| format!("{short}  {}\n", shown(line))).collect()
}

/// Credits as JSON.
pub fn json(count: &Count) -> Credits {
    let row = |row: &Row| CreditRow {
        who: row.who.as_ref().map(ToString::to_string),
        name: row.name.clone(),
        role: row.role,
        story: row.story.clone(),
        posts: row.posts,
        words: row.words,
        withheld: row.withheld,
        first: row.first.rfc3339(),
        last: row.last.rfc3339(),
    };
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

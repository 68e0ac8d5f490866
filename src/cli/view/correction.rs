//! What was put right, pulled and retracted.

use super::output::{CorrectionRow, Corrections, Sentence, VERSION};
use super::{hanging, shown, time};
use crate::cli::context::Context;
use crate::desk::Session;
use crate::ops::corrections::Row;

/// Each act that readers were told of, with the words before and after.
pub fn text(context: &Context, session: &Session, rows: &[Row]) -> String {
    if rows.is_empty() {
        return "no corrections\n".to_owned();
    }
    let mut out = String::new();
    for row in rows {
        let zone = context.zone(session, Some(&row.path));
        let at = format!(
            "{} {}",
            time::show_day(row.release.at, zone, session.now),
            time::clock(row.release.at, zone)
        );
        let headline = format!("{} “{}”", row.short, shown(&row.headline));
        let wide = context.width();
        out.push_str(&hanging(&format!("{at}  {}  ", row.release.kind.as_str()), &headline, wide));
        out.push_str(&hanging("  ", &shown(&row.release.tell_readers), wide));
        if row.withheld {
            out.push_str("  The earlier words are withheld for legal reasons.\n");
        }
        for (before, after) in &row.sentences {
            if let Some(before) = before {
                out.push_str(&hanging("  Before: ", &shown(before), wide));
            }
            if let Some(after) = after {
                out.push_str(&hanging("  After:  ", &shown(after), wide));
            }
        }
    }
    out
}

/// The same as JSON.
pub fn json(rows: &[Row]) -> Corrections {
    let sentence = |(before, after): &(Option<String>, Option<String>)| Sentence {
        before: before.clone(),
        after: after.clone(),
    };
    let row = |row: &Row| CorrectionRow {
        path: row.path.to_string(),
        headline: row.headline.clone(),
        release: row.release.n,
        at: row.release.at.rfc3339(),
        kind: row.release.kind,
        tell_readers: row.release.tell_readers.clone(),
        withheld: row.withheld,
        sentences: row.sentences.iter().map(sentence).collect(),
    };
    Corrections { version: VERSION, corrections: rows.iter().map(row).collect() }
}

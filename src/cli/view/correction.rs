//! What was put right, pulled and retracted.

use super::output::{CorrectionRow, Corrections, Sentence, VERSION};
use super::{shown, time};
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
        out.push_str(&format!(
            "{at}  {}  {} “{}”\n  {}\n",
            row.release.kind.as_str(),
            row.short,
            shown(&row.headline),
            shown(&row.release.tell_readers)
        ));
        if row.withheld {
            out.push_str("  The earlier words are withheld for legal reasons.\n");
        }
        for (before, after) in &row.sentences {
            if let Some(before) = before {
                out.push_str(&format!("  Before: {}\n", shown(before)));
            }
            if let Some(after) = after {
                out.push_str(&format!("  After:  {}\n", shown(after)));
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

//! What was put right, pulled and retracted.

use serde_json::{Value, json};

use super::{shown, time};
use crate::cli::context::Context;
use crate::ops::Session;
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
pub fn json(rows: &[Row]) -> Value {
    let corrections: Vec<Value> = rows
        .iter()
        .map(|row| {
            let sentences: Vec<Value> = row
                .sentences
                .iter()
                .map(|(before, after)| json!({ "before": before, "after": after }))
                .collect();
            json!({
                "path": row.path,
                "headline": row.headline,
                "release": row.release.n,
                "at": row.release.at.rfc3339(),
                "kind": row.release.kind,
                "tell_readers": row.release.tell_readers,
                "withheld": row.withheld,
                "sentences": sentences,
            })
        })
        .collect();
    json!({ "version": 1, "corrections": corrections })
}

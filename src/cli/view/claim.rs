//! Claims: words that somebody still has to verify.

use serde_json::{Value, json};

use super::{Columns, columns, shown};
use crate::cli::context::Context;
use crate::ops::Session;
use crate::ops::claims::Row;
use crate::ops::verify_flag::Flagged;

/// What became of a claim.
pub fn flagged(flagged: &Flagged) -> String {
    let claim = &flagged.claim;
    let mut out = format!("{}: “{}” is {}", claim.id, shown(&claim.quote), claim.status.as_str());
    if claim.status.is_open() && claim.caveat.is_empty() {
        out.push_str("; readers are told nothing yet: --caveat 'WHAT READERS ARE TOLD'");
    }
    out.push('\n');
    if !flagged.elsewhere.is_empty() {
        out.push_str("The same words stand in:\n");
    }
    for (path, headline) in &flagged.elsewhere {
        out.push_str(&format!("  {} “{}”\n", path.slug(), shown(headline)));
    }
    out
}

/// Claims as lines.
pub fn table(context: &Context, session: &Session, rows: &[Row]) -> String {
    if rows.is_empty() {
        return "no claims\n".to_owned();
    }
    let mut lines = Columns::new();
    for row in rows {
        let since = row.claim.since.as_ref().and_then(|at| at.parse().ok());
        let since = since.map_or_else(String::new, |at| super::time::show_ago(at, session.now));
        let status = if row.live_and_false {
            "LIVE AND FALSE".to_owned()
        } else {
            row.claim.status.as_str().to_owned()
        };
        let quote = format!("“{}”", shown(&row.claim.quote));
        lines.row([
            status.as_str(),
            row.claim.id.as_str(),
            row.summary.short(),
            row.summary.path.slug(),
            row.summary.public.as_str(),
            since.as_str(),
            quote.as_str(),
        ]);
    }
    columns(context, &lines)
}

/// Claims as JSON.
pub fn json(rows: &[Row]) -> Value {
    let claims: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "claim": row.claim.id,
                "quote": row.claim.quote,
                "status": row.claim.status,
                "caveat": row.claim.caveat,
                "since": row.claim.since,
                "live_and_false": row.live_and_false,
                "id": row.summary.id,
                "path": row.summary.path,
                "state": row.summary.state,
                "public": row.summary.public,
            })
        })
        .collect();
    json!({ "version": 1, "claims": claims })
}

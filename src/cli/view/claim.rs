//! Claims: words that somebody still has to verify.

use super::output::{self, ClaimRow, Claims, Documents, Elsewhere, FlaggedClaim, VERSION};
use super::{Columns, shown};
use crate::cli::context::Context;
use crate::desk::{Session, Tie};
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
        let mut quote = format!("“{}”", shown(&row.claim.quote));
        if let Some(id) = &row.flagged_in {
            quote.push_str(&format!(" (marked false in {})", &id.as_str()[..4]));
        }
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
    lines.text(context)
}

/// Claims as JSON.
pub fn json(rows: &[Row]) -> Claims {
    Claims { version: VERSION, claims: rows.iter().map(row).collect() }
}

/// A claim and where it stands, as JSON.
pub fn row(row: &Row) -> ClaimRow {
    ClaimRow {
        claim: row.claim.id.clone(),
        quote: row.claim.quote.clone(),
        status: row.claim.status,
        caveat: row.claim.caveat.clone(),
        since: row.claim.since.clone(),
        live_and_false: row.live_and_false,
        id: row.summary.id.to_string(),
        path: row.summary.path.to_string(),
        state: row.summary.state,
        public: row.summary.public,
        flagged_in: row.flagged_in.as_ref().map(ToString::to_string),
    }
}

/// What became of a claim, as JSON.
pub fn flagged_json(flagged: &Flagged, documents: Documents) -> output::Flagged {
    let claim = &flagged.claim;
    let resting = flagged.done.outcomes.iter().flat_map(|outcome| &outcome.resting);
    let repeating = resting.filter(|one| one.ties.iter().any(|tie| matches!(tie, Tie::Repeats(_))));
    let elsewhere = repeating.map(|one| Elsewhere {
        path: one.summary.path.to_string(),
        headline: one.summary.headline.clone(),
    });
    output::Flagged {
        documents,
        claim: FlaggedClaim {
            id: claim.id.to_string(),
            quote: claim.quote.clone(),
            status: claim.status,
            caveat: claim.caveat.clone(),
        },
        elsewhere: elsewhere.collect(),
    }
}

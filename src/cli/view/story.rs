//! What is still open in a story that is closed.

use super::{claim, summary};
use crate::cli::context::Context;
use crate::desk::{Session, Summary};
use crate::ops::claims::Row;

/// What is still open; empty where nothing is.
pub fn still_open(
    context: &Context,
    session: &Session,
    claims: &[Row],
    posts: &[Summary],
) -> String {
    let mut out = String::new();
    if !claims.is_empty() {
        out.push_str("still to be verified:\n");
        out.push_str(&claim::table(context, session, claims));
    }
    if !posts.is_empty() {
        out.push_str("still not out:\n");
        out.push_str(&summary::table(context, session, posts));
    }
    out
}

//! Who is behind a document, and who knows them.

use super::error::OpError;
use crate::model::{ContributorId, Document, Source, SourceId};

/// The source that is meant: its id, or words of its description.
///
/// # Errors
///
/// None, or several, that fit.
pub(crate) fn find_source(document: &Document, which: &str) -> Result<SourceId, OpError> {
    let needle = which.to_lowercase();
    let fits: Vec<&Source> = document
        .sources()
        .iter()
        .filter(|source| {
            source.id.as_str() == which || source.description.to_lowercase().contains(&needle)
        })
        .collect();
    match fits.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => Err(OpError::bad(
            format!("no source here is `{which}`"),
            format!("newsroom source list {}", &document.id().as_str()[..4]),
        )),
        _ => Err(OpError::bad(format!("`{which}` fits {} sources", fits.len()), "give its id")),
    }
}

/// Whoever vouched for a source that is described otherwise now has to say so again; gives what the
/// person who describes it is told.
pub(super) fn vouch_anew(
    before: &Document,
    document: &mut Document,
    me: &ContributorId,
) -> Vec<String> {
    let mut told = Vec::new();
    let doc = document.id().as_str()[..4].to_owned();
    for source in document.sources_mut() {
        let was = before.source(&source.id).map(|was| &was.description);
        if was.is_none_or(|was| *was == source.description) {
            continue;
        }
        let (kept, lost): (Vec<_>, Vec<_>) = source.known_to.drain(..).partition(|who| who == me);
        source.known_to = kept;
        if !lost.is_empty() {
            let who: Vec<&str> = lost.iter().map(ContributorId::as_str).collect();
            told.push(format!(
                "{} knew “{}”, and says so again of the source as it is described now: newsroom source know {doc} {}",
                who.join(", "),
                was.map_or("", String::as_str),
                source.id
            ));
        }
    }
    told
}

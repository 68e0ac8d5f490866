//! Which post something is that came before.

use super::read::Arrival;
use super::sent;
use crate::check::Shingles;
use crate::desk::facts::{self, compared};
use crate::desk::{OpError, Session};
use crate::format::wire::{self, Item};
use crate::model::{DocPath, Document, Origin};
use crate::storage::FactFilter;

/// Files of one name are versions of one text where so much of their words is the same.
const AKIN: f64 = 0.2;

/// What is here of an item.
pub(super) enum Known {
    /// The post it is.
    Post(DocPath),
    /// Another post that came from a file of the same name.
    Namesake(DocPath),
    /// Nothing.
    Nothing,
}

/// The post that came from there before; none of those that are `taken` in this run already.
pub(super) fn known(
    session: &Session,
    arrival: &Arrival,
    taken: &[DocPath],
) -> Result<Known, OpError> {
    session.facts_current()?;
    let origin = &arrival.item.origin;
    if origin.provider == Origin::FILE && wire::file_name(&arrival.file) == origin.uri {
        return of_file(session, arrival, taken);
    }
    let mut found = marked(session, facts::origin(&origin.provider, &origin.uri))?;
    if found.is_empty() && origin.provider != Origin::FILE && origin.uri.contains(':') {
        // A notice that takes it back, or a list of another service, may call its sender otherwise.
        found = marked(session, facts::uri(&origin.uri))?;
    }
    Ok(found.into_iter().next().map_or(Known::Nothing, Known::Post))
}

/// A file is known by its own name, in whatever folder it lies, where its words are akin to those that
/// came before: many folders have an `index.md`.
fn of_file(session: &Session, arrival: &Arrival, taken: &[DocPath]) -> Result<Known, OpError> {
    let item = &arrival.item;
    let mut found = marked(session, facts::origin(Origin::FILE, &item.origin.uri))?;
    // Files were once called by their path.
    found.extend(marked(session, facts::origin(Origin::FILE, &arrival.file))?);
    let mut namesake = None;
    let mut nearest: Option<(f64, DocPath)> = None;
    for path in found.into_iter().filter(|path| !taken.contains(path)) {
        let Some(document) = session.filed_document(&path)? else { continue };
        let kin = kinship(session, &path, &document, item)?;
        if kin >= AKIN && nearest.as_ref().is_none_or(|(most, _)| kin > *most) {
            nearest = Some((kin, path.clone()));
        }
        namesake.get_or_insert(path);
    }
    Ok(match (nearest, namesake) {
        (Some((_, path)), _) => Known::Post(path),
        (None, Some(path)) => Known::Namesake(path),
        (None, None) => Known::Nothing,
    })
}

/// How near a file is to what came from one of its name: 2 where it is the same, 1 where the headline is.
fn kinship(
    session: &Session,
    path: &DocPath,
    document: &Document,
    item: &Item,
) -> Result<f64, OpError> {
    let origin = document.as_post().and_then(|post| post.origin.as_ref());
    if origin.is_some_and(|origin| origin.version == item.origin.version) {
        return Ok(2.0);
    }
    let sent = sent::last(session, path, document)?;
    let before = sent.as_ref().unwrap_or(document);
    if !item.headline.is_empty() && before.headline() == item.headline {
        return Ok(1.0);
    }
    let words = Shingles::of(&format!("{}\n{}", item.headline, item.body));
    Ok(words.similarity(&Shingles::of(&compared(before))))
}

fn marked(session: &Session, mark: String) -> Result<Vec<DocPath>, OpError> {
    let filter = FactFilter { marks: vec![vec![mark]], ..FactFilter::default() };
    Ok(session.store.found(&filter)?.into_iter().map(|found| found.path).collect())
}

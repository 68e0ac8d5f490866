//! `source`: who is behind a post, and who knows an anonymous source.

use crate::desk::sources::find_source;
use crate::desk::{Done, Edit, OpError, Session};
use crate::workflow::{Act, authorize};

/// Says that the person knows who an anonymous source is.
///
/// # Errors
///
/// A role without the right; no such source; one that is not anonymous.
pub fn know_source(session: &mut Session, doc: &str, which: &str) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::KnowSource)?;
    let loaded = session.named(doc)?;
    let id = find_source(&loaded.document, which)?;
    let mut edit = Edit::of(loaded, |_| {});
    let sources = edit.document.sources_mut().iter_mut();
    for source in sources.filter(|source| source.id == id) {
        if source.known_to.contains(&me.id) {
            return Err(OpError::bad("you said so already", ""));
        }
        source.known_to.push(me.id.clone());
    }
    session.file("source know", vec![edit])
}

//! `export`: one story or post as readers have it, in a format of the field.

use super::add::story;
use super::build;
use super::build::source::Source;
use crate::desk::{OpError, Session};
use crate::site::{self, Export};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// A post or story, as a person calls it.
    pub doc: Option<String>,
    /// A story, where no document is named; else the only live one.
    pub story: Option<String>,
    /// The format.
    pub format: Export,
}

/// The text of it.
///
/// # Errors
///
/// What readers have never seen; a format that needs the address of a site that has none.
pub fn run(session: &Session, request: &Request) -> Result<String, OpError> {
    let path = match &request.doc {
        Some(doc) => session.resolve(doc)?,
        None => story(session, request.story.as_deref())?,
    };
    let tip = build::tip(session)?;
    let recorded = session.store.on_record(&tip, &path)?;
    let never = || {
        let name = request.doc.clone().unwrap_or_else(|| path.slug().to_owned());
        OpError::bad(
            format!("readers have never seen {name}: only what was released is exported"),
            format!("newsroom publish {name}"),
        )
    };
    if !path.is_story() && session.store.entry(&tip, &recorded.ledger())?.is_none() {
        return Err(never());
    }
    let source = Source::read(session, tip)?;
    let record = source.story(path.folder(), |_| None)?;
    if record.entries.is_empty() {
        return Err(never());
    }
    let text = site::export(&record, &recorded, &source.addresses(|_| None)?, request.format)
        .map_err(|error| OpError::Findings(error.to_string()))?;
    text.ok_or_else(|| {
        OpError::bad(
            "this format names everything by its address, and the site has none",
            "url = \"https://…\" under [newsroom] in newsroom.toml, then newsroom publish newsroom.toml",
        )
    })
}

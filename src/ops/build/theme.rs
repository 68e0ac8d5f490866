//! Whether a desk's theme fits, before readers get it.

use super::source::Source;
use super::unreleased;
use crate::desk::{OpError, Session};
use crate::model::{Release, ReleaseKind};
use crate::site::{Builder, Page, Record, SiteError};

/// How many stories are made with it for a trial: those that began last.
const TRIED: usize = 20;

/// Makes pages of the record with the settings and theme that the desk has filed, and keeps none.
///
/// # Errors
///
/// A template that does not parse or asks for what pages do not have, with its file and line; one that
/// is no UTF-8.
pub(crate) fn fits(session: &Session) -> Result<(), OpError> {
    let theme = unreleased::filed_theme(session)?;
    if let Some(name) = theme.unfit_names().next() {
        return Err(OpError::Findings(format!(
            "theme/{name}: no page could name it; letters a to z, digits, `-`, `_` and `.` make a name"
        )));
    }
    if let Some((field, why)) = theme.site.mistakes().into_iter().next() {
        return Err(OpError::Findings(format!("newsroom.toml, site.{field}: {why}")));
    }
    let missing = |file: &str| !theme.files.contains(file);
    if let Some((field, file)) = theme.site.files().find(|(_, file)| missing(file)) {
        return Err(OpError::Findings(format!(
            "newsroom.toml, site.{field}: there is no theme/{file} among what is filed"
        )));
    }
    if theme.templates.is_empty() && theme.messages.is_empty() {
        return Ok(());
    }
    let mut source = match &session.record {
        Some(tip) => Source::read(session, tip.clone())?,
        None => return Ok(()),
    };
    source.settings = session.desk.newsroom.clone();
    source.theme = theme;
    let builder = Builder::new(&source.settings, &source.theme);
    let addresses = source.addresses(|_| None)?;
    let mut pages: Vec<Page> = Vec::new();
    let mut briefs = Vec::new();
    for folder in source.stories.keys().rev().take(TRIED) {
        let record = source.story(folder, |_| None)?;
        if briefs.is_empty() {
            let down = taken_down(&record);
            let made = builder.story(&down, folder, &addresses).map_err(refused)?;
            pages.extend(made.into_iter().flat_map(|made| made.pages));
        }
        if let Some(made) = builder.story(&record, folder, &addresses).map_err(refused)? {
            pages.extend(made.pages);
            briefs.push(made.brief);
        }
    }
    pages.extend(builder.shared(&briefs.iter().collect::<Vec<_>>()).map_err(refused)?);
    builder.strict(pages).map(drop).map_err(refused)
}

/// The record as it would be if all of it were taken down: pages with notices in place of words.
fn taken_down(record: &Record) -> Record {
    let mut record = record.clone();
    for ledger in record.entries.iter_mut().map(|entry| &mut entry.ledger) {
        if let Some(last) = ledger.releases.last().cloned() {
            let kind = ReleaseKind::Pull;
            ledger.releases.push(Release { n: last.n + 1, kind, ..last });
        }
    }
    record
}

fn refused(error: SiteError) -> OpError {
    OpError::Findings(error.to_string())
}

//! `story`: live coverage opened, closed and opened again.

use super::add::unfiled;
use super::publish::over_live::file_or_release;
use crate::desk::{Amendment, Done, Edit, OpError, Session};
use crate::model::{Coverage, Day, DocPath, Document, Slug, Story};
use crate::workflow::{Act, State, authorize};

/// What `story open` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder's name.
    pub slug: Slug,
    /// The day whose year and month the folder is in; else today in the desk's zone.
    pub date: Day,
    /// Title, place, zone, points, media, links, sources, tags.
    pub words: Amendment,
}

/// Opens a story.
///
/// # Errors
///
/// A role that may not write; a story of that name that is there already; words that do not fit.
pub fn open(session: &mut Session, request: &Request) -> Result<Done, OpError> {
    use chrono::Datelike;
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let path = DocPath::of_story(request.date.0.year(), request.date.0.month(), &request.slug);
    session.facts_current()?;
    if let Some(taken) = session.store.find_slug(request.slug.as_str())?.first() {
        return Err(OpError::bad(
            format!("`{}` is taken by {taken}", request.slug),
            format!("newsroom story edit {}, or choose another name", request.slug),
        ));
    }
    let mut document = Document::Story(Story::new(session.new_id()?, session.now));
    let applied = request.words.apply(session, &mut document)?;
    if document.headline().is_empty() {
        return Err(OpError::bad("the title is missing", "--title 'WHAT HAPPENS'"));
    }
    let mut edit =
        Edit { loaded: unfiled(session, path, &document), document, files: applied.files };
    edit.keep_metadata(session, &me, &applied.kept)?;
    let mut done = session.file("story open", vec![edit])?;
    done.outcomes[0].remarks = applied.remarks;
    Ok(done)
}

/// What is still open in a story that is to be closed: claims and posts that are not out.
///
/// # Errors
///
/// A cache or repository that cannot be read.
pub fn still_open(
    session: &Session,
    story: &DocPath,
) -> Result<(Vec<crate::ops::claims::Row>, Vec<crate::desk::summary::Summary>), OpError> {
    let claims = crate::ops::claims::run(session, Some(story.clone()), true)?;
    let filter = crate::desk::filter::Filter {
        story: Some(story.clone()),
        states: vec![State::Draft, State::InReview, State::Returned, State::Approved],
        posts_only: true,
        ..crate::desk::filter::Filter::default()
    };
    Ok((claims, session.summaries(&filter)?))
}

/// Opens or closes coverage.
///
/// # Errors
///
/// A role without the right; the gate's reasons.
pub fn coverage(session: &mut Session, story: &str, coverage: Coverage) -> Result<Done, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::CloseStory)?;
    let path = session.resolve_story(story)?;
    let words = Amendment { coverage: Some(coverage), ..Amendment::default() };
    let action = match coverage {
        Coverage::Live => "reopen",
        Coverage::Closed => "close",
    };
    file_or_release(session, &path, action, |session, document| {
        words.apply(session, document)?;
        Ok(())
    })
}

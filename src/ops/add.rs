//! `add`: a new post in a story.

use crate::check::Shingles;
use crate::desk::amendment::credit_of;
use crate::desk::facts::{COVERED, POST, compared};
use crate::desk::{Amendment, Done, Edit, Filter, Loaded, OpError, Session};
use crate::model::{Coverage, CreditRole, DocPath, Document, Ledger, Post, Verdict};
use crate::storage::FactFilter;
use crate::workflow::{self, Act, Standing, authorize, submit};

/// What `add` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The story, as a person calls it; else the only live one.
    pub story: Option<String>,
    /// The readable part of the file's name; else made from the headline.
    pub slug: Option<String>,
    /// Its words.
    pub words: Amendment,
    /// Nobody is credited.
    pub no_credit: bool,
    /// Submits it at once; `Some(true)`: urgent.
    pub submit: Option<bool>,
    /// A remark for the desk.
    pub note: String,
}

/// What became of it.
#[derive(Debug)]
pub struct Added {
    /// The new post.
    pub done: Done,
    /// Another post of the story with much the same words.
    pub twin: Option<Twin>,
}

/// A post with much the same words.
#[derive(Debug, Clone)]
pub struct Twin {
    /// The first letters of its id.
    pub short: String,
    /// How much of the words are the same, in percent.
    pub percent: u32,
    /// Who is credited.
    pub by: String,
    /// Its place at the desk.
    pub state: workflow::State,
    /// When it was submitted.
    pub since: Option<String>,
}

/// Files a new post.
///
/// # Errors
///
/// A role that may not write; no story that is meant; words that do not fit.
pub fn run(session: &mut Session, request: &Request) -> Result<Added, OpError> {
    let (me, _) = session.me()?;
    authorize(&me, Act::Write)?;
    let story = story(session, request.story.as_deref())?;
    let id = session.new_id()?;
    let mut document = Document::Post(Post::new(id.clone(), session.now));
    let applied = request.words.apply(session, &mut document)?;
    if document.credits().is_empty() && !request.no_credit {
        document.credits_mut().push(credit_of(&me, CreditRole::Reporter));
    }
    if document.headline().is_empty() && document.body().is_empty() && document.media().is_empty() {
        return Err(OpError::bad(
            "there is nothing to file yet: no headline, no body, no picture",
            "newsroom add --headline 'WHAT HAPPENED'",
        ));
    }
    let name = request.slug.as_deref().unwrap_or_else(|| document.first_words());
    let path = story.post_called(name, &id);
    let twin = twin(session, &story, &document)?;
    let mut edit =
        Edit { loaded: unfiled(session, path, &document), document, files: applied.files };
    edit.keep_metadata(session, &me, &applied.kept)?;
    if let Some(urgent) = request.submit {
        submit::submit(&me, &edit.standing(session))?;
        edit.review(session, &me.id, Verdict::Submitted, &request.note);
        edit.last_review().expect("just added").urgent = urgent;
    } else if !request.note.is_empty() {
        edit.review(session, &me.id, Verdict::Comment, &request.note);
    }
    let mut remarks = applied.remarks;
    remarks.extend(closed(session, &story)?);
    remarks.extend(same_slug(session, &edit.loaded.path)?);
    let mut done = session.file("add", vec![edit])?;
    done.outcomes[0].remarks = remarks;
    Ok(Added { done, twin })
}

/// What is said where the story is no longer covered: the post is filed all the same.
fn closed(session: &Session, story: &DocPath) -> Result<Option<String>, OpError> {
    let loaded = session.as_last_read(story)?;
    let coverage = loaded.document.as_story().map(|story| story.coverage);
    let slug = story.story();
    Ok((coverage == Some(Coverage::Closed)).then(|| {
        format!(
            "the story {slug} is closed: the post is filed in it and may be published, and the story stays closed; to open it again: newsroom story reopen {slug}"
        )
    }))
}

/// What is said where another post of the story has that name.
fn same_slug(session: &Session, path: &DocPath) -> Result<Option<String>, OpError> {
    session.facts_current()?;
    let found = session.store.find_slug(path.slug())?;
    let Some(other) = found.iter().find(|other| other.story_path() == path.story_path()) else {
        return Ok(None);
    };
    let other = session.as_last_read(other)?;
    Ok(Some(format!(
        "{} “{}” of this story is called {} as well: each goes by its id",
        other.short(),
        other.document.headline(),
        path.slug()
    )))
}

/// Whether it is clear which story a new post would go to, before anybody types words.
///
/// # Errors
///
/// No story, or several, that could be meant.
pub fn story_is_clear(session: &Session, named: Option<&str>) -> Result<(), OpError> {
    story(session, named).map(|_| ())
}

/// The story that is meant, or the only live one.
pub(super) fn story(session: &Session, reference: Option<&str>) -> Result<DocPath, OpError> {
    if let Some(reference) = reference {
        return session.resolve_story(reference);
    }
    let open = session.marked(None, &[&[COVERED]])?;
    match open.as_slice() {
        [only] => Ok(only.path.clone()),
        [] => {
            let all = session.summaries(&Filter::default())?;
            let closed = all.iter().find(|one| one.live_coverage == Some(false));
            Err(OpError::NoStory { closed: closed.map(|one| one.story.clone()) })
        }
        several => {
            let names: Vec<&str> = several.iter().map(|summary| summary.story.as_str()).collect();
            Err(OpError::bad(
                format!("{} stories are open: {}", several.len(), names.join(", ")),
                format!("--story {}", names[0]),
            ))
        }
    }
}

/// A document that no commit has yet.
pub(super) fn unfiled(session: &Session, path: DocPath, document: &Document) -> Loaded {
    let ledger = session.record.as_ref().map(|_| Ledger::default());
    Loaded {
        standing: Standing::of(document, None, ledger.as_ref(), &session.desk),
        recorded: path.clone(),
        path,
        filed: None,
        saved: None,
        text: String::new(),
        takes_saved: false,
        unreadable: None,
        document: document.clone(),
        files: std::collections::BTreeMap::new(),
        ledger,
        ledger_text: None,
        live: None,
    }
}

/// The post of the story whose words are most like these, where they are much the same.
fn twin(session: &Session, story: &DocPath, document: &Document) -> Result<Option<Twin>, OpError> {
    session.facts_current()?;
    let newest = FactFilter {
        folder: Some(story.folder().to_owned()),
        marks: vec![vec![POST.to_owned()]],
        limit: Some(100),
        reverse: true,
        ..FactFilter::default()
    };
    let words = Shingles::of(&compared(document));
    let percent = |similarity: f64| (similarity * 100.0).round() as u32;
    let mut best: Option<(u32, DocPath)> = None;
    for (found, sketch) in session.store.sketches(&newest)? {
        let least = best.as_ref().map_or(60, |(percent, _)| percent + 1);
        if percent(words.at_most(&sketch)) < least {
            continue;
        }
        let Some(theirs) = session.filed_document(&found.path)? else { continue };
        let percent = percent(words.similarity(&Shingles::of(&compared(&theirs))));
        if percent >= least {
            best = Some((percent, found.path));
        }
    }
    let Some((percent, path)) = best else { return Ok(None) };
    let one = FactFilter { path: Some(path.to_string()), ..FactFilter::default() };
    Ok(session.select(&one)?.pop().map(|summary| Twin {
        short: summary.short().to_owned(),
        percent,
        by: summary.credits.first().map_or_else(String::new, |credit| credit.name.clone()),
        state: summary.state,
        since: summary.submitted.clone(),
    }))
}

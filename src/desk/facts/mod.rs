//! Summaries kept in the cache, found by marks, so that nothing else need be read.

use std::collections::{BTreeMap, BTreeSet};

use super::error::OpError;
use super::live::with_live_words;
use super::newer::told_as_newer;
use super::session::Session;
use super::set_aside::SetAside;
use super::summary::{Mistake, Summary};
use crate::check::Shingles;
use crate::format::{self, Projection};
use crate::model::{
    ClaimStatus, Contributor, ContributorId, Desk, Digest, DocPath, Document, Ledger, Moment,
    Public, SETTINGS,
};
use crate::storage::{Basis, Changed, CommitId, Derived, FactFilter, Line, Store, file_mark};
use crate::workflow::{Standing, State};

/// Counts the versions of what is kept: another number makes the cache anew.
const VERSION: u32 = 9;

/// A post.
pub(crate) const POST: &str = "post";

/// A story that is covered.
pub(crate) const COVERED: &str = "covered";

/// It is listed among the key events.
pub(super) const KEY_EVENT: &str = "key-event";

/// It has claims.
pub(crate) const CLAIMS: &str = "claims";

/// It has claims that are open, or false while readers see them.
pub(crate) const OPEN_CLAIMS: &str = "open-claims";

/// Readers see words that are marked false.
pub(crate) const LIVE_AND_FALSE: &str = "live-and-false";

/// A legal stop stands.
pub(crate) const STOPPED: &str = "stopped";

/// A second read is owed.
pub(crate) const SECOND_READ: &str = "second-read";

/// It has an embargo.
pub(crate) const EMBARGO: &str = "embargo";

/// Other words of it are set aside until its correction is released.
pub(crate) const ASIDE: &str = "aside";

/// Readers were told of what was put right, pulled, restored or retracted.
pub(crate) const TOLD: &str = "told";

/// Readers were told that words of it were wrong, and others may rest on them.
pub(crate) const FELL: &str = "fell";

/// Words of it are marked false.
pub(crate) const FALSE_WORDS: &str = "false-words";

/// The mark of what rests on the document of that id, or gives its words in another language.
pub(crate) const ON: &str = "on:";

/// Who sent it took it back, and readers see it or may come to.
pub(crate) const CANCELED: &str = "canceled";

/// The mark of what came from there.
pub(crate) fn origin(provider: &str, uri: &str) -> String {
    format!("origin:{provider} {uri}")
}

/// The mark of what goes by that name there, whoever sent it.
pub(crate) fn uri(uri: &str) -> String {
    format!("uri:{uri}")
}

/// The mark of that place at the desk.
pub(crate) fn state(state: State) -> String {
    format!("state:{}", state.as_str())
}

/// The mark of that standing in public.
pub(super) fn public(public: Public) -> String {
    format!("public:{}", public.as_str())
}

/// The mark of a document that credits that person.
pub(crate) fn credited(id: &str) -> String {
    format!("who:{id}")
}

/// What the mark of a document that prints a name begins with.
pub(super) const PRINTED: &str = "name:";

/// The mark of a document that prints that name.
pub(super) fn printed(name: &str) -> String {
    format!("{PRINTED}{name}")
}

/// What the mark of a document with a tag begins with.
pub(super) const TAG: &str = "tag:";

/// The mark of a document with that tag.
pub(super) fn tagged(tag: &str) -> String {
    format!("{TAG}{tag}")
}

/// The mark of a document that this person took a step on.
fn reviewed(by: &ContributorId) -> String {
    format!("reviewed:{by}")
}

/// Brings the cache of summaries up to the newest commits, by those settings.
fn bring_up(store: &Store, desk: &Desk) -> Result<(), OpError> {
    let recorded = store.tip(Line::Record)?.is_some();
    store.refresh(&basis(desk, recorded), &|changed| derive(changed, desk, recorded))?;
    Ok(())
}

/// The cache of lists as of that commit: the ids that are taken are looked up there.
pub(crate) fn bring_facts_up(store: &Store, tip: &CommitId) -> Result<(), OpError> {
    let Some((_, bytes)) = store.file(tip, SETTINGS)? else { return Ok(()) };
    let desk = String::from_utf8(bytes).ok().and_then(|text| format::read::<Desk>(&text).ok());
    match desk {
        Some(desk) => bring_up(store, &desk),
        None => Ok(()),
    }
}

impl Session {
    /// Brings the cache of summaries up to the newest commits.
    pub(crate) fn facts_current(&self) -> Result<(), OpError> {
        bring_up(&self.store, &self.desk)
    }

    /// The summaries of a story (or all) that have a mark of each group, newest first.
    pub(crate) fn marked(
        &self,
        story: Option<&DocPath>,
        marks: &[&[&str]],
    ) -> Result<Vec<Summary>, OpError> {
        let group = |group: &&[&str]| group.iter().map(|mark| (*mark).to_owned()).collect();
        self.select(&FactFilter {
            folder: story.map(|story| story.folder().to_owned()),
            marks: marks.iter().map(group).collect(),
            reverse: true,
            ..FactFilter::default()
        })
    }

    /// The line of the document at that path, as of when the cache was last brought up.
    pub(crate) fn kept_summary(&self, path: &DocPath) -> Result<Option<Summary>, OpError> {
        let filter = FactFilter { path: Some(path.to_string()), ..FactFilter::default() };
        let rows = self.store.facts(&filter)?;
        Ok(rows.first().and_then(|row| serde_json::from_str(&row.facts).ok()))
    }

    /// The summaries that fit, brought up to date.
    pub(crate) fn select(&self, filter: &FactFilter) -> Result<Vec<Summary>, OpError> {
        self.facts_current()?;
        let rows = self.store.facts(filter)?;
        Ok(rows.iter().filter_map(|row| serde_json::from_str(&row.facts).ok()).collect())
    }
}

/// All that [`Standing::of`] asks of the settings: how many approvals, and of whom they count.
fn basis(desk: &Desk, recorded: bool) -> Basis {
    let approvals = desk.policy.approvals;
    let asked = desk.policy.min_version.as_ref().map(ToString::to_string).unwrap_or_default();
    let approves = |person: &&Contributor| person.role.edits();
    Basis {
        key: format!("{VERSION} {} {approvals} {recorded} {asked}", env!("CARGO_PKG_VERSION")),
        marks: desk.contributors.iter().filter(approves).map(|p| reviewed(&p.id)).collect(),
    }
}

fn derive(changed: &Changed<'_>, desk: &Desk, recorded: bool) -> Option<Derived> {
    let (document, unreadable) = read(changed, desk)?;
    let digest = format::digest(&document, &file_digests(changed, &document));
    let ledger = match &changed.ledger {
        Some(bytes) => format::read::<Ledger>(std::str::from_utf8(bytes).ok()?).ok(),
        None if recorded => Some(Ledger::default()),
        None => None,
    };
    let mut standing = Standing::of(&document, digest, ledger.as_ref(), desk);
    if unreadable.is_some() {
        standing = standing.unreadable();
    }
    let live = live_words(changed, &document, &standing);
    let aside = aside(changed);
    let summary = Summary::of(changed.path, &document, &standing, ledger.as_ref(), desk)
        .with_claims_of(&document, aside.as_ref(), live.as_ref());
    let is_released = changed.ledger.is_some();
    let set_aside = aside.filter(|_| is_released).map(|document| {
        let digest = format::digest(&document, &file_digests(changed, &document));
        SetAside::of(&document, digest, ledger.as_ref(), desk)
    });
    let summary = Summary { unreadable, set_aside, ..summary };
    Some(Derived {
        id: summary.id.clone(),
        sort: sort_key(summary.at()?),
        facts: serde_json::to_string(&summary).ok()?,
        marks: marks(changed.path, &document, live.as_ref(), &summary, ledger.as_ref()),
        sketch: Shingles::of(&compared(&document)).sketch(),
    })
}

/// What a document's file says; where it cannot be read, what it said when it last could be, or what
/// can be made out of it. What readers know of stays on the desk though its file is gone.
pub(super) fn read(changed: &Changed<'_>, desk: &Desk) -> Option<(Document, Option<Mistake>)> {
    let Some(bytes) = &changed.text else {
        changed.ledger.as_ref()?;
        return Some((last_read(changed)?, Some(Mistake::gone())));
    };
    match format::read_bytes(changed.path, bytes.clone()) {
        Ok((_, document)) => Some((document, None)),
        Err((text, problems)) => {
            let document = last_read(changed).or_else(|| format::glimpse(changed.path, &text))?;
            let mistake = Mistake::first(&text, &told_as_newer(desk, problems));
            Some((document, Some(mistake)))
        }
    }
}

/// The document as readers see it; `None` where they do not.
fn live_words(changed: &Changed<'_>, document: &Document, standing: &Standing) -> Option<Document> {
    if standing.public != Public::Live {
        return None;
    }
    if standing.digest == standing.live {
        return Some(document.clone());
    }
    let text = String::from_utf8(changed.recorded()?).ok()?;
    Some(with_live_words(document, &Projection::read(&text).ok()?))
}

/// The words that are set aside while readers' words are corrected.
fn aside(changed: &Changed<'_>) -> Option<Document> {
    let path = changed.path.aside();
    let (_, name) = path.rsplit_once('/')?;
    let (_, document) = format::read_bytes(changed.path, changed.filed_beside(name)?).ok()?;
    Some(document)
}

/// What a document's file said when it could last be read.
fn last_read(changed: &Changed<'_>) -> Option<Document> {
    let mut last = None;
    changed.earlier(&mut |_, bytes| {
        last = format::read_bytes(changed.path, bytes).ok().map(|(_, document)| document);
        last.is_some()
    });
    last
}

/// The words of a document that are compared with those of others of its story.
pub(crate) fn compared(document: &Document) -> String {
    format!("{}\n{}", document.headline(), document.body())
}

/// A text that sorts as the instant does.
pub(super) fn sort_key(at: Moment) -> String {
    at.to_utc().rfc3339()
}

/// SHA-256 of each file beside the document that it names and that is there.
fn file_digests(changed: &Changed<'_>, document: &Document) -> BTreeMap<String, Digest> {
    let names = document.media().iter().flat_map(|medium| medium.files());
    let digest = |name: &str| Some((name.to_owned(), Digest::of(&changed.beside(name)?)));
    names.filter_map(digest).collect()
}

fn marks(
    path: &DocPath,
    document: &Document,
    live: Option<&Document>,
    summary: &Summary,
    ledger: Option<&Ledger>,
) -> Vec<String> {
    let mut marks: Vec<String> = vec![state(summary.state), public(summary.public)];
    let told = ledger.is_some_and(|l| l.releases.iter().any(|release| release.kind.is_told()));
    let false_words = summary.live_and_false();
    let open = summary.claims.iter().any(|claim| claim.status.is_open());
    let flags = [
        (POST, !summary.is_story()),
        (COVERED, summary.live_coverage == Some(true)),
        (KEY_EVENT, summary.key_event),
        (CLAIMS, !summary.claims.is_empty()),
        (OPEN_CLAIMS, open || false_words),
        (LIVE_AND_FALSE, false_words),
        (STOPPED, summary.stopped.is_some()),
        (SECOND_READ, summary.second_read_owed.is_some()),
        (EMBARGO, summary.publish_at.is_some()),
        (ASIDE, summary.set_aside.is_some()),
        (TOLD, told),
        (FELL, summary.fell.is_some()),
        (FALSE_WORDS, summary.claims.iter().any(|claim| claim.status == ClaimStatus::False)),
        (CANCELED, is_canceled(document, summary)),
    ];
    marks.extend(flags.into_iter().filter(|(_, has)| *has).map(|(mark, _)| mark.to_owned()));
    marks.extend(summary.tags.iter().map(|tag| tagged(tag)));
    for credit in &summary.credits {
        marks.extend(credit.who.iter().map(|who| credited(who.as_str())));
        marks.push(printed(&credit.name));
    }
    if let Some(from) = document.as_post().and_then(|post| post.origin.as_ref()) {
        marks.push(origin(&from.provider, &from.uri));
        marks.push(uri(&from.uri));
    }
    let people: BTreeSet<_> = document.reviews().iter().map(|review| &review.by).collect();
    marks.extend(people.into_iter().map(reviewed));
    for words in [document].into_iter().chain(live) {
        let on = words.rests_on().into_iter().chain(words.translates());
        marks.extend(on.map(|id| format!("{ON}{id}")));
    }
    let files = document.media().iter().flat_map(|medium| medium.files());
    marks.extend(files.map(|name| file_mark(&path.beside(name))));
    marks
}

/// Whether somebody has still to take down or drop what its sender took back.
fn is_canceled(document: &Document, summary: &Summary) -> bool {
    let canceled = document.as_post().and_then(|post| post.origin.as_ref());
    let stands = match summary.public {
        Public::Live => true,
        Public::Unpublished => summary.state != State::Spiked,
        _ => false,
    };
    canceled.is_some_and(|origin| origin.canceled) && stands
}

#[cfg(test)]
mod tests;

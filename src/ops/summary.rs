//! One line about a document: what lists, queues and the status are made of, kept in the cache.

use serde::{Deserialize, Serialize};

use super::error::OpError;
use super::session::{SETTINGS, Session};
use crate::format;
use crate::model::{
    ClaimStatus, Coverage, Credit, Digest, DocId, DocPath, Document, Ledger, Public, Verdict,
};
use crate::storage::{Changed, FactFilter, Line};
use crate::workflow::{Standing, State};

/// Counts the versions of [`Summary`]: another number makes the cache anew.
const VERSION: u32 = 1;

/// One line about a document. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Names it for ever.
    pub id: DocId,
    /// Where its file is.
    pub path: DocPath,
    /// The name of its story's folder.
    pub story: String,
    /// Headline or title.
    pub headline: String,
    /// Its place at the desk.
    pub state: State,
    /// Its standing in public.
    pub public: Public,
    /// The number of the last release, where there is one.
    pub release: Option<u32>,
    /// The desk's words.
    pub digest: Option<Digest>,
    /// When it was filed.
    pub created: String,
    /// When readers first saw it.
    pub first_published: Option<String>,
    /// When readers were last told of a change.
    pub updated: Option<String>,
    /// Listed among the key events.
    pub key_event: bool,
    /// Subjects.
    pub tags: Vec<String>,
    /// Who is credited.
    pub credits: Vec<Credit>,
    /// Claims, all of them.
    pub claims: Vec<ClaimLine>,
    /// Posts it rests on.
    pub rests_on: Vec<DocId>,
    /// The post a story shows first.
    pub pinned: Option<DocId>,
    /// Whether a story is still covered; a post has none.
    pub live_coverage: Option<bool>,
    /// Who stopped it and why.
    pub stopped: Option<(String, String)>,
    /// Who released it alone, where a second read is owed.
    pub second_read_owed: Option<String>,
    /// When the current words were submitted.
    pub submitted: Option<String>,
    /// Who submitted them.
    pub submitted_by: Vec<String>,
    /// Who approved them.
    pub approved_by: Vec<String>,
    /// Asks to be read first.
    pub urgent: bool,
    /// An embargo.
    pub publish_at: Option<String>,
    /// The reason it was returned for.
    pub returned: Option<String>,
    /// How many corrections it carries.
    pub corrections: usize,
}

/// A claim in a [`Summary`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// Names it within the document.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told.
    pub caveat: String,
    /// When it was first looked at.
    pub since: Option<String>,
    /// Whether the words still stand in the document.
    pub standing: bool,
}

impl Session {
    /// Brings the cache of summaries up to the newest commits.
    pub(super) fn facts_current(&self) -> Result<(), OpError> {
        let settings = self.store.entry(&self.head, SETTINGS)?;
        let settings = settings.map_or_else(String::new, |blob| blob.to_string());
        let recorded = self.store.tip(Line::Record)?.is_some();
        let key = format!("{VERSION} {} {settings} {recorded}", env!("CARGO_PKG_VERSION"));
        self.store.refresh(&key, &mut |changed| {
            let summary = self.summarize(changed, recorded)?;
            let facts = serde_json::to_string(&summary).ok()?;
            let sort = summary.first_published.as_ref().unwrap_or(&summary.created).clone();
            Some((summary.id, facts, sort))
        })?;
        Ok(())
    }

    /// The summaries that pass the filter, newest first.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn summaries(&self, filter: &super::list::Filter) -> Result<Vec<Summary>, OpError> {
        self.facts_current()?;
        let rows = self.store.facts(FactFilter {
            story: filter.story.as_ref().map(|path| path.story().to_owned()),
            ..FactFilter::default()
        })?;
        let mut summaries: Vec<Summary> = rows
            .iter()
            .filter_map(|row| serde_json::from_str(&row.facts).ok())
            .filter(|summary| filter.passes(summary))
            .collect();
        summaries.sort_by(|a: &Summary, b: &Summary| b.sort_key().cmp(&a.sort_key()));
        if let Some(limit) = filter.limit {
            summaries.truncate(limit);
        }
        Ok(summaries)
    }

    fn summarize(&self, changed: &Changed, recorded: bool) -> Option<Summary> {
        let text = String::from_utf8(changed.text.clone()?).ok()?;
        let document = format::read_document(&changed.path, &text).ok()?;
        let files = self.file_digests(&changed.path, &document).unwrap_or_default();
        let digest = format::digest(&document, &files);
        let ledger = match &changed.ledger {
            Some(bytes) => format::read::<Ledger>(std::str::from_utf8(bytes).ok()?).ok(),
            None if recorded => Some(Ledger::default()),
            None => None,
        };
        let standing = Standing::of(&document, digest, ledger.as_ref(), &self.desk);
        Some(Summary::of(&changed.path, &document, &standing, ledger.as_ref()))
    }
}

impl Summary {
    /// The line about a document that stands so.
    pub fn of(
        path: &DocPath,
        document: &Document,
        standing: &Standing,
        ledger: Option<&Ledger>,
    ) -> Self {
        let here = |verdict: Verdict| {
            document.reviews().iter().rev().find(move |review| {
                review.verdict == verdict
                    && review.round == standing.round
                    && review.digest == standing.digest
            })
        };
        let names = |people: &[crate::model::ContributorId]| {
            people.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let story = document.as_story();
        Self {
            id: document.id().clone(),
            path: path.clone(),
            story: path.story().to_owned(),
            headline: document.headline().to_owned(),
            state: standing.state,
            public: standing.public,
            release: ledger.and_then(|ledger| ledger.releases.last()).map(|release| release.n),
            digest: standing.digest,
            created: document.created().rfc3339(),
            first_published: ledger.and_then(Ledger::first_published).map(|at| at.rfc3339()),
            updated: ledger.and_then(Ledger::updated).map(|at| at.rfc3339()),
            key_event: document.as_post().is_some_and(|post| post.key_event),
            tags: document.tags().clone(),
            credits: document.credits().clone(),
            claims: claim_lines(document),
            rests_on: document.rests_on().into_iter().cloned().collect(),
            pinned: story.and_then(|story| story.pinned.clone()),
            live_coverage: story.map(|story| story.coverage == Coverage::Live),
            stopped: standing.stopped.as_ref().map(|s| (s.by.to_string(), s.note.clone())),
            second_read_owed: standing.second_read_owed.as_ref().map(ToString::to_string),
            submitted: here(Verdict::Submitted).map(|review| review.at.rfc3339()),
            submitted_by: names(&standing.submitted_by),
            approved_by: names(&standing.approved_by),
            urgent: here(Verdict::Submitted).is_some_and(|review| review.urgent),
            publish_at: document.publish_at().map(|at| at.rfc3339()),
            returned: here(Verdict::Returned).map(|review| review.note.clone()),
            corrections: document.corrections().len(),
        }
    }

    /// The time that orders it: first published, else filed.
    pub fn at(&self) -> Option<crate::model::Moment> {
        self.first_published.as_ref().unwrap_or(&self.created).parse().ok()
    }

    fn sort_key(&self) -> (Option<crate::model::Moment>, &DocPath) {
        (self.at(), &self.path)
    }

    /// The first four letters of its id.
    pub fn short(&self) -> &str {
        &self.id.as_str()[..4]
    }

    /// Whether it is a story's line.
    pub fn is_story(&self) -> bool {
        self.path.is_story()
    }
}

fn claim_lines(document: &Document) -> Vec<ClaimLine> {
    let texts = document.quotable();
    document
        .claims()
        .iter()
        .map(|claim| ClaimLine {
            id: claim.id.to_string(),
            quote: claim.quote.clone(),
            status: claim.status,
            caveat: claim.caveat.clone(),
            since: claim.checks.first().map(|check| check.at.rfc3339()),
            standing: texts.iter().any(|t| crate::check::quote::find(t, &claim.quote).is_some()),
        })
        .collect()
}

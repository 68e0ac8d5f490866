//! Working over the live words while the desk holds other, unfinished ones.
//!
//! The unfinished ones are set aside in a file beside the document's and put together with the
//! released ones afterwards, so that neither waits for the other.

use super::edit::Edit;
use super::error::OpError;
use super::live::with_live_words;
use super::loaded::Loaded;
use super::session::Session;
use super::set_aside::SetAside;
use crate::audit::again;
use crate::check::quote;
use crate::format::{self, Projection};
use crate::merge;
use crate::model::{Check, ClaimId, ContributorId, DocPath, Document, Review, SourceId, Verdict};
use crate::storage::{BlobId, Change, Line, Plan, Saved};
use crate::workflow::submission::submission_of;

/// The trailer value of commits that drop what was drafted over the live words.
pub(crate) const DROP: &str = "drop";

/// The trailer value of commits that put set-aside words back: their author wrote none of them.
pub(crate) const TAKE_BACK: &str = "take-back";

/// Whether the desk holds other words than the live ones.
pub(crate) fn has_unfinished(loaded: &Loaded) -> bool {
    loaded.live.is_some() && loaded.standing.digest != loaded.standing.live
}

/// The document over its live words; the desk's unfinished ones go to the file beside it.
pub(crate) fn over_live(session: &Session, loaded: Loaded) -> Result<Edit, OpError> {
    let Some(live) = loaded.live.clone().filter(|_| has_unfinished(&loaded)) else {
        return Ok(Edit::of(loaded, |_| {}));
    };
    let document = with_live_words(&loaded.document, &live);
    in_its_place(session, loaded, document, &live)
}

/// The same, to correct it: with what was found out about the live words. Where the desk has no more
/// than that, nothing is set aside.
pub(crate) fn to_correct(session: &Session, loaded: Loaded) -> Result<Edit, OpError> {
    let Some(live) = loaded.live.clone().filter(|_| has_unfinished(&loaded)) else {
        return Ok(Edit::of(loaded, |_| {}));
    };
    let mut document = with_live_words(&loaded.document, &live);
    keep_findings(&loaded.document, &mut document);
    if document == loaded.document {
        return Ok(Edit::of(loaded, |_| {}));
    }
    in_its_place(session, loaded, document, &live)
}

/// A document in the place of the desk's words, which go to the file beside it.
fn in_its_place(
    session: &Session,
    mut loaded: Loaded,
    mut document: Document,
    live: &Projection,
) -> Result<Edit, OpError> {
    let aside = loaded.path.aside();
    if session.store.entry(&session.head, &aside)?.is_some() {
        return Err(OpError::bad(
            "unfinished words are set aside here already",
            format!(
                "finish the correction first, newsroom diff {0}, or drop it: newsroom correct {0} --drop",
                loaded.short()
            ),
        ));
    }
    if session.saved_bytes(&aside)?.is_some() {
        return Err(OpError::bad(
            format!(
                "{aside} is there, saved and not filed: the words set aside would take its place"
            ),
            format!("keep it under another name: mv {aside} {}.txt", loaded.path.slug()),
        ));
    }
    let name = aside.rsplit('/').next().unwrap_or(&aside).to_owned();
    let text = loaded.text().to_owned();
    // The embargo is that of the unfinished words, which keep it.
    *document.publish_at_mut() = None;
    // Files of the live words that the unfinished ones name no more are known as readers have them.
    loaded.files.extend(live.files().into_iter().map(|(name, digest)| (name.to_owned(), digest)));
    Ok(Edit { loaded, document, files: vec![(name, text.into_bytes())] })
}

/// What is set aside, as its file says it.
struct Found {
    blob: BlobId,
    text: String,
    document: Document,
}

impl Session {
    /// What is set aside beside a document, and where it stood.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn set_aside(&self, loaded: &Loaded) -> Result<Option<SetAside>, OpError> {
        let Some(found) = self.found_aside(&loaded.path)? else { return Ok(None) };
        let digest =
            format::digest(&found.document, &self.file_digests(&loaded.path, &found.document)?);
        let ledger = loaded.ledger.as_ref();
        Ok(Some(SetAside::of(&found.document, digest, ledger, &self.desk)))
    }

    /// The document as readers see it, without what is drafted over that; or as it was set aside
    /// before, with the change that takes the file of it away.
    ///
    /// # Errors
    ///
    /// A document with nothing drafted over its live words.
    pub(crate) fn without_draft(&self, loaded: Loaded) -> Result<(Edit, Vec<Change>), OpError> {
        let Some(live) = loaded.live.clone().filter(|_| has_unfinished(&loaded)) else {
            let doc = loaded.short();
            return Err(OpError::bad(
                format!("nothing is drafted over what readers see of {doc}"),
                format!("newsroom show {doc}"),
            ));
        };
        let mut document = with_live_words(&loaded.document, &live);
        *document.publish_at_mut() = None;
        keep_findings(&loaded.document, &mut document);
        let mut along = Vec::new();
        if let Some(found) = self.found_aside(&loaded.path)? {
            document = self.put_together(&loaded.path, &document, &found, &live)?;
            along.push(gone(&loaded.path, found.blob, found.text));
        }
        let mut edit = Edit { loaded, document, files: Vec::new() };
        edit.know_files(self)?;
        Ok((edit, along))
    }

    /// The document with what was set aside for it, which started from the words `before`; its steps
    /// are the document's own.
    fn put_together(
        &self,
        path: &DocPath,
        document: &Document,
        aside: &Found,
        before: &Projection,
    ) -> Result<Document, OpError> {
        self.left_as_set_aside(path, &aside.blob, &aside.document)?;
        let mut base = with_live_words(&aside.document, before);
        // Their embargo was theirs alone, and is so again.
        *base.publish_at_mut() = None;
        let mut document = document.clone();
        // An hour that has passed was that of the words which are out.
        let spent = document.publish_at().is_some_and(|hour| hour <= self.now);
        if spent {
            *document.publish_at_mut() = None;
        }
        let mut merged = merge::merge(Some(&base), &document, &aside.document).document;
        merged.reviews_mut().clone_from(document.reviews());
        Ok(merged)
    }

    /// Whoever puts words back answers for the steps that their file has: these are those that the
    /// document had when it was set aside, and nobody typed others since.
    fn left_as_set_aside(
        &self,
        path: &DocPath,
        blob: &BlobId,
        unfinished: &Document,
    ) -> Result<(), OpError> {
        let history = self.store.history(Line::Desk, &path.aside())?;
        let was_there = history.iter().rev().nth(1).is_some_and(|version| version.blob.is_some());
        let set = history.last().filter(|set| set.blob.as_ref() == Some(blob) && !was_there);
        let parent = set.and_then(|set| set.commit.parents.first());
        let filed = parent.map(|parent| self.store.file(parent, path.as_str())).transpose()?;
        let before = filed.flatten().and_then(|(_, bytes)| format::read_bytes(path, bytes).ok());
        if before.is_some_and(|(_, before)| same_steps(&before, unfinished)) {
            return Ok(());
        }
        let aside = path.aside();
        Err(OpError::bad(
            format!("{aside} is not as a correction left it: somebody changed it by hand"),
            format!("newsroom log {}; to do without it: git rm {aside}", path.slug()),
        ))
    }

    fn found_aside(&self, path: &DocPath) -> Result<Option<Found>, OpError> {
        let aside = path.aside();
        let Some((blob, bytes)) = self.store.file(&self.head, &aside)? else { return Ok(None) };
        let text = crate::desk::session::utf8(&aside, bytes)?;
        let document = format::read_document(path, &text)
            .map_err(|problems| OpError::problems(&aside, &text, problems))?;
        Ok(Some(Found { blob, text, document }))
    }

    /// Puts words that were set aside together with those just released; tells what is back.
    ///
    /// `before` are the words from which the aside ones started: those readers saw then. What was
    /// submitted is so again, in its person's name and since then; what was approved is to be
    /// approved anew, for an approval counts in its own round.
    pub(super) fn take_back_aside(
        &mut self,
        path: &DocPath,
        before: &Projection,
        warnings: &mut Vec<String>,
    ) -> Result<Option<String>, OpError> {
        let Some(found) = self.found_aside(path)? else { return Ok(None) };
        let loaded = self.load(path)?;
        let document = self.put_together(path, &loaded.document, &found, before)?;
        let mut edit = Edit { loaded, document, files: Vec::new() };
        edit.know_files(self)?;
        let said = self.as_it_was(&mut edit, &found.document)?;
        let mut plan: Plan = self.plan(TAKE_BACK, std::slice::from_ref(&edit))?;
        plan.files.push(gone(path, found.blob, found.text));
        let written = self.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
        warnings.extend(written.warnings);
        Ok(Some(said))
    }

    /// Says again of words that are put back what was said of them in the round before.
    fn as_it_was(&self, edit: &mut Edit, unfinished: &Document) -> Result<String, OpError> {
        let aside = format::digest(unfinished, &self.file_digests(&edit.loaded.path, unfinished)?);
        let standing = edit.standing(self);
        let provenance = self.provenance(&edit.loaded)?;
        let proven = self.proven(&edit.loaded, &provenance).document;
        let said: Vec<&Review> = proven
            .reviews()
            .iter()
            .filter(|review| review.digest == aside && review.round + 1 == standing.round)
            .collect();
        // Of words over which a retraction is out by now, nothing is said again.
        let same = edit.document.retraction().is_some() == unfinished.retraction().is_some();
        let counts = same && standing.digest.is_some();
        let stands: Vec<Review> = said
            .iter()
            .filter(|review| counts && stands_again(review, &said))
            .map(|review| again(review, standing.digest, standing.round))
            .collect();
        edit.document.reviews_mut().extend(stands);
        let was_approved = said.iter().any(|review| review.verdict == Verdict::Approved);
        Ok(SetAside::at(&edit.document, &edit.standing(self)).is_back(was_approved))
    }
}

/// What was found out about words stays when a draft is dropped or set aside, and so does a doubt about
/// words that stand without it.
fn keep_findings(draft: &Document, document: &mut Document) {
    for found in draft.claims() {
        let stands = quote::stands(document, &found.quote);
        match document.claims_mut().iter_mut().find(|claim| claim.id == found.id) {
            // What was found out about words is never said of others.
            Some(claim) if claim.quote == found.quote => {
                claim.status = found.status;
                claim.caveat.clone_from(&found.caveat);
            }
            Some(_) => continue,
            None if stands => document.claims_mut().push(found.clone()),
            None => continue,
        }
        let source = found.source.as_ref().and_then(|id| draft.source(id));
        if let Some(source) = source.filter(|source| document.source(&source.id).is_none()) {
            document.sources_mut().push(source.clone());
        }
    }
}

/// Whether what somebody said of words that were set aside is said of them again: that they are
/// submitted, unless that was taken back or they were returned. An approval counts in its own round
/// alone.
fn stands_again(review: &Review, said: &[&Review]) -> bool {
    let judges =
        |verdict| matches!(verdict, Verdict::Approved | Verdict::Returned | Verdict::Withdrawn);
    let returned = said.iter().any(|other| {
        let last = said.iter().rev().find(|one| one.by == other.by && judges(one.verdict));
        last.is_some_and(|last| last.verdict == Verdict::Returned)
    });
    !returned && submission_of(said, &review.by) == Some(review)
}

/// Whether two versions say that the same steps were taken: reviews, and who checked what and knows
/// whom.
fn same_steps(one: &Document, other: &Document) -> bool {
    let checks = |document: &Document| -> Vec<(ClaimId, Vec<Check>)> {
        document.claims().iter().map(|claim| (claim.id.clone(), claim.checks.clone())).collect()
    };
    let known = |document: &Document| -> Vec<(SourceId, Vec<ContributorId>)> {
        let sources = document.sources().iter();
        sources.map(|source| (source.id.clone(), source.known_to.clone())).collect()
    };
    one.reviews() == other.reviews() && checks(one) == checks(other) && known(one) == known(other)
}

/// The file of words set aside is there no more.
fn gone(path: &DocPath, blob: BlobId, text: String) -> Change {
    Change {
        path: path.aside(),
        expected: Some(blob),
        content: None,
        saved: Saved::Take { seen: Some(text.into_bytes()) },
    }
}

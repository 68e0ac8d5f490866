//! Changing documents at the desk: several in one commit, all or nothing.

use std::collections::BTreeMap;

use super::delivery::Delivery;
use super::edit::refused;
use super::error::OpError;
use super::provenance::TAKE_BACK;
use super::session::{Loaded, SETTINGS, Session};
use super::verify_flag::vouch_anew;
use crate::format;
use crate::merge;
use crate::model::{
    Claim, Contributor, ContributorId, Digest, DocPath, Document, Moment, Post, Review, Story,
    Verdict,
};
use crate::storage::{Batch, BlobId, Change, CommitId, Plan, RecordPlans, Saved, Written};
use crate::workflow::{Act, Refusal, Standing, authorize, metadata};

/// One document as it was and as it is to be.
#[derive(Debug)]
pub struct Edit {
    /// As it was loaded.
    pub loaded: Loaded,
    /// As it is to be.
    pub document: Document,
    /// New files beside it: name, bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What became of one document.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// As it is now.
    pub loaded: Loaded,
    /// Changes that a person had saved were taken along.
    pub took_along: bool,
    /// The last release, where the act made one.
    pub released: Option<crate::model::Release>,
    /// Remarks for the person who acted.
    pub remarks: Vec<String>,
}

/// What became of an act.
#[derive(Debug)]
pub struct Done {
    /// Each document, in the order asked for.
    pub outcomes: Vec<Outcome>,
    /// Whether the shared desk has it, and what came of asking.
    pub delivery: Delivery,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
    /// What was due and is held back: name, headline, why.
    pub held: Vec<(String, String, Refusal)>,
}

impl Edit {
    /// A change of a loaded document.
    pub fn of(loaded: Loaded, change: impl FnOnce(&mut Document)) -> Self {
        let mut document = loaded.document.clone();
        change(&mut document);
        Self { loaded, document, files: Vec::new() }
    }

    /// The document as it is filed, where it can be read.
    fn filed(&self) -> Option<Document> {
        let (_, text) = self.loaded.filed.as_ref()?;
        format::read_document(&self.loaded.path, text).ok()
    }

    /// The text of the file as it is to be.
    pub fn text(&self) -> String {
        if self.loaded.text().is_empty() {
            format::write_document(&self.document)
        } else {
            format::rewrite_document(self.loaded.text(), &self.loaded.document, &self.document)
        }
    }

    /// The same, proved to say the document: what could not be read back is never filed.
    fn proved_text(&self) -> Result<String, OpError> {
        let text = self.text();
        match format::read_document(&self.loaded.path, &text) {
            Ok(document) if document == self.document => Ok(text),
            Ok(_) => Err(OpError::bad("these words cannot be kept as they are", "")),
            Err(problems) => Err(OpError::unfit(&problems)),
        }
    }

    /// Steps at the desk are only ever added, each by the person it names.
    fn own_steps(&self, me: &ContributorId, filed: Option<&Document>) -> Result<(), OpError> {
        let (document, theirs) =
            (&self.document, "steps at the desk are added by commands, each by its own person");
        let refused = |what: &str| {
            Err(OpError::bad(
                format!("{what}: {theirs}"),
                "take your change of them out of the file",
            ))
        };
        let none = Vec::new();
        let before = filed.map_or(&none, |filed| filed.reviews());
        let Some(added) = document.reviews().strip_prefix(before.as_slice()) else {
            return refused("reviews were changed or taken out");
        };
        if added.iter().any(|review| review.by != *me) {
            return refused("a review was added in somebody else's name");
        }
        for claim in document.claims() {
            let before = filed.and_then(|filed| filed.claim(&claim.id));
            let known = |check: &_| before.is_some_and(|before| before.checks.contains(check));
            if claim.checks.iter().any(|check| check.by != *me && !known(check)) {
                return refused("a check was added in somebody else's name");
            }
            if self.kept_standing(claim, before) {
                continue;
            }
            let last = claim.checks.last();
            if !last.is_some_and(|check| check.by == *me && check.status == claim.status) {
                let doc = self.loaded.short();
                return Err(OpError::bad(
                    format!("{} became {} by no check", claim.id, claim.status.as_str()),
                    format!(
                        "newsroom verify-flag {doc} --claim {} --status {}",
                        claim.id,
                        claim.status.as_str()
                    ),
                ));
            }
        }
        for source in document.sources() {
            let before = filed.and_then(|filed| filed.source(&source.id));
            let known = |who: &_| {
                before.is_some_and(|before| {
                    before.description == source.description && before.known_to.contains(who)
                })
            };
            if source.known_to.iter().any(|who| who != me && !known(who)) {
                return refused("somebody else is said to know a source");
            }
        }
        Ok(())
    }

    /// Whether a claim is open, or settled as it was: as filed, or as readers see it.
    fn kept_standing(&self, claim: &Claim, filed: Option<&Claim>) -> bool {
        let live = self.loaded.live.iter().flat_map(|live| &live.claims);
        let seen = live.filter(|live| live.id == claim.id).map(|live| live.status);
        claim.status.is_open()
            || filed.map(|filed| filed.status).into_iter().chain(seen).any(|s| s == claim.status)
    }

    /// SHA-256 of the files beside the document as they are to be.
    pub fn digests(&self) -> BTreeMap<String, Digest> {
        let new = self.files.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes)));
        self.loaded.files.clone().into_iter().chain(new).collect()
    }

    /// Where it will stand.
    pub fn standing(&self, session: &Session) -> Standing {
        let digest = format::digest(&self.document, &self.digests());
        Standing::of(&self.document, digest, self.loaded.ledger.as_ref(), &session.desk)
    }

    /// The document as it will be loaded once this is filed.
    pub fn after(&self, session: &Session) -> Loaded {
        let mut loaded = self.loaded.clone();
        loaded.standing = self.standing(session);
        loaded.files = self.digests();
        loaded.document = self.document.clone();
        loaded.text = self.text();
        loaded.saved = None;
        loaded.takes_saved = false;
        loaded
    }

    /// Adds a step at the desk about the words as they are to be.
    pub fn review(&mut self, session: &Session, by: &ContributorId, verdict: Verdict, note: &str) {
        let standing = self.standing(session);
        let review = Review {
            at: session.now,
            by: by.clone(),
            verdict,
            round: standing.round,
            digest: standing.digest,
            not_before: embargo(verdict, &self.document),
            note: note.to_owned(),
            urgent: false,
            until: None,
            keeps: String::new(),
        };
        self.document.reviews_mut().push(review);
    }

    /// An editor answers for files that go out with their metadata.
    ///
    /// # Errors
    ///
    /// A role without the right.
    pub(super) fn keep_metadata(
        &mut self,
        session: &Session,
        me: &Contributor,
        files: &[String],
    ) -> Result<(), OpError> {
        for file in files {
            authorize(me, Act::KeepMetadata)?;
            self.review(session, &me.id, Verdict::Comment, "it goes out with its metadata");
            self.last_review().expect("just added").keeps.clone_from(file);
        }
        Ok(())
    }

    /// The last step at the desk, to say more of it.
    pub fn last_review(&mut self) -> Option<&mut Review> {
        self.document.reviews_mut().last_mut()
    }

    fn changes(&self, session: &Session) -> Result<Vec<Change>, OpError> {
        let saved = if self.loaded.takes_saved {
            Saved::Take { seen: self.loaded.saved.clone().map(String::into_bytes) }
        } else {
            Saved::Leave
        };
        let mut changes = vec![Change {
            path: self.loaded.path.to_string(),
            expected: self.loaded.filed.as_ref().map(|(blob, _)| blob.clone()),
            content: Some(self.proved_text()?.into_bytes()),
            saved,
        }];
        for (name, bytes) in &self.files {
            let path = self.loaded.path.beside(name);
            let there = session.store.file(&session.head, &path)?;
            if there.as_ref().is_some_and(|(_, filed)| filed == bytes) {
                continue;
            }
            changes.push(Change {
                expected: there.map(|(blob, _)| blob),
                content: Some(bytes.clone()),
                saved: Saved::Take { seen: session.saved_bytes(&path)? },
                path,
            });
        }
        Ok(changes)
    }

    /// Files that the document names and that no commit has are taken along, without their metadata
    /// and under the name of their bytes.
    pub fn take_files_along(&mut self, session: &Session) -> Result<Vec<String>, OpError> {
        let mut remarks = Vec::new();
        let named: Vec<String> =
            self.document.media().iter().flat_map(|m| m.files()).map(str::to_owned).collect();
        for name in named {
            if self.files.iter().any(|(new, _)| *new == name) || !self.loaded.takes_saved {
                continue;
            }
            let filed = session.file_beside(&self.loaded.path, &name)?;
            let saved = session.saved_bytes(&self.loaded.path.beside(&name))?;
            let Some(bytes) = filed.clone().or(saved) else { continue };
            if metadata::is_answered_for(&self.document, &name, &session.desk) {
                continue;
            }
            let stripped = crate::media::strip(&bytes)
                .map_err(|error| OpError::bad(format!("{name}: {error}"), ""))?;
            if filed.is_some() && stripped.removed.is_empty() {
                continue;
            }
            let digest = Digest::of(&stripped.bytes);
            let new = crate::media::file_name(self.document.id(), digest, stripped.extension);
            for medium in self.document.media_mut() {
                let places = [
                    &mut medium.src,
                    &mut medium.poster,
                    &mut medium.captions,
                    &mut medium.transcript,
                ];
                for place in places.into_iter().filter(|place| **place == name) {
                    place.clone_from(&new);
                }
            }
            remarks.push(format!("{name} was taken along as {new}"));
            self.files.push((new, stripped.bytes));
        }
        Ok(remarks)
    }
}

/// An approval remembers the embargo it was given under.
fn embargo(verdict: Verdict, document: &Document) -> Option<Moment> {
    (verdict == Verdict::Approved).then(|| *document.publish_at()).flatten()
}

impl Session {
    /// One desk commit for these documents; it touches no other file.
    ///
    /// # Errors
    ///
    /// Words that could not be read back; steps in somebody else's name; an embargo of approved
    /// words moved by somebody who may not.
    pub(super) fn plan(&self, action: &str, edits: &[Edit]) -> Result<Plan, OpError> {
        let (me, _) = self.me()?;
        for edit in edits {
            self.lawful(&me, edit, action)?;
        }
        let title = match edits {
            [only] => format!("{action}: {}", heading(&only.document, &only.loaded.path)),
            _ => format!("{action}: {} posts", edits.len()),
        };
        let mut trailers = vec![("Newsroom-Action".to_owned(), action.replace(' ', "-"))];
        trailers.extend(
            edits
                .iter()
                .map(|edit| ("Newsroom-Document".to_owned(), edit.document.id().to_string())),
        );
        trailers.extend(self.co_authors(edits));
        let mut files = Vec::new();
        for edit in edits {
            files.extend(edit.changes(self)?);
        }
        Ok(Plan { title, body: String::new(), trailers, files, as_of: None })
    }

    /// Whether this person may file that change, whatever the command.
    fn lawful(&self, me: &Contributor, edit: &Edit, action: &str) -> Result<(), OpError> {
        let filed = edit.filed();
        if action != TAKE_BACK {
            edit.own_steps(&me.id, filed.as_ref())?;
        }
        let moved = filed.as_ref().is_some_and(|f| f.publish_at() != edit.document.publish_at());
        if moved && !edit.loaded.standing.approved_by.is_empty() {
            authorize(me, Act::MoveEmbargo).map_err(|refusal| refused(&edit.loaded, refusal))?;
        }
        Ok(())
    }

    /// Others credited in what an act adds, so that forges count them.
    fn co_authors(&self, edits: &[Edit]) -> Vec<(String, String)> {
        let me = self.me().map(|(person, _)| person.id).ok();
        let mut lines = Vec::new();
        for edit in edits {
            let before = edit.loaded.filed.as_ref().map(|_| edit.loaded.document.credits());
            for credit in edit.document.credits() {
                let new = before.is_none_or(|before| !before.contains(credit));
                let Some(who) = credit.who.as_ref().filter(|who| Some(*who) != me.as_ref()) else {
                    continue;
                };
                let person = self.desk.contributor(who);
                if let Some((person, email)) =
                    person.and_then(|person| Some((person, person.emails.first()?)))
                    && new
                    && !credit.withheld
                {
                    let line = format!("{} <{email}>", person.name);
                    lines.push(("Co-authored-by".to_owned(), line));
                }
            }
        }
        lines.dedup();
        lines
    }

    /// Files these documents in one commit.
    ///
    /// # Errors
    ///
    /// A person who is a stranger here; a repository that cannot be written.
    pub fn file(&mut self, action: &str, mut edits: Vec<Edit>) -> Result<Done, OpError> {
        let (me, _) = self.me()?;
        let vouched = |edit: &mut Edit| match edit.filed() {
            Some(filed) => vouch_anew(&filed, &mut edit.document, &me.id),
            None => Vec::new(),
        };
        let remarks: Vec<Vec<String>> = edits.iter_mut().map(vouched).collect();
        let plan = self.plan(action, &edits)?;
        let written = self.write(vec![plan], Box::new(|_| Vec::new()), Vec::new())?;
        let mut done = self.finish(edits, written);
        for (outcome, remarks) in done.outcomes.iter_mut().zip(remarks) {
            outcome.remarks = remarks;
        }
        Ok(done)
    }

    /// Writes desk commits and what they let onto the record.
    pub(super) fn write(
        &mut self,
        desk: Vec<Plan>,
        record: RecordPlans<'_>,
        reads: Vec<(String, Option<BlobId>)>,
    ) -> Result<Written, OpError> {
        self.write_and_move(desk, record, reads, None)
    }

    /// The same; `remade` takes the record from one commit to another that took its place.
    pub(super) fn write_and_move(
        &mut self,
        desk: Vec<Plan>,
        record: RecordPlans<'_>,
        reads: Vec<(String, Option<BlobId>)>,
        remade: Option<(CommitId, CommitId)>,
    ) -> Result<Written, OpError> {
        let (_, author) = self.me()?;
        self.desk_branch_only()?;
        if self.dry_run {
            return Ok(Written::default());
        }
        let mut reads = reads;
        if !desk.iter().flat_map(|plan| &plan.files).any(|change| change.path == SETTINGS) {
            reads.push((SETTINGS.to_owned(), self.store.entry(&self.head, SETTINGS)?));
        }
        let merge = Some(&merge_texts as crate::storage::Merge<'_>);
        let batch = Batch { desk, record, remade, author, at: self.now, reads, merge };
        let mut written = self.store.write(batch)?;
        // It is done: what fails from here on is told, and undoes nothing.
        if let Err(error) = self.refresh_tips() {
            written.warnings.push(error.to_string());
        }
        Ok(written)
    }

    /// What became of an act, once it is written: failures from here on are warnings.
    pub(super) fn finish(&mut self, edits: Vec<Edit>, written: Written) -> Done {
        let mut outcomes = Vec::new();
        let mut warnings = written.warnings;
        for edit in edits {
            let took_along = edit.loaded.takes_saved;
            let mut loaded = edit.after(self);
            if !self.dry_run {
                match self.load(&edit.loaded.path) {
                    Ok(filed) => loaded = filed,
                    Err(error) => warnings.push(error.to_string()),
                }
                self.shown(&loaded);
                self.touched(&loaded.path);
            }
            outcomes.push(Outcome { loaded, took_along, released: None, remarks: Vec::new() });
        }
        let head = self.head.clone();
        let delivery = self.deliver();
        if self.head != head {
            // Others' work is in it now; it was not shown to anybody here.
            for outcome in &mut outcomes {
                match self.load(&outcome.loaded.path) {
                    Ok(loaded) => outcome.loaded = loaded,
                    Err(error) => warnings.push(error.to_string()),
                }
            }
        }
        self.keep_small();
        warnings.extend(delivery.warnings.iter().cloned());
        Done { outcomes, delivery, warnings, held: Vec::new() }
    }

    /// Remembers that these words were shown to the person here.
    pub fn shown(&self, loaded: &Loaded) {
        if let (Ok((me, _)), Some(digest)) = (self.me(), loaded.standing.digest)
            && !self.dry_run
        {
            // Not to know what was shown only means that nothing can have changed since.
            let _ = self.store.set_note(&shown_note(&me.id, &loaded.document), &digest.to_string());
        }
    }

    /// The words that were last shown to the person here.
    pub(super) fn last_shown(&self, me: &ContributorId, loaded: &Loaded) -> Option<Digest> {
        self.store.note(&shown_note(me, &loaded.document))?.trim().parse().ok()
    }
}

fn shown_note(me: &ContributorId, document: &Document) -> String {
    format!("shown-{me}-{}", document.id())
}

/// What a document is called in a commit's title.
pub(super) fn heading(document: &Document, path: &DocPath) -> String {
    let heading = document.headline().trim();
    if heading.is_empty() { path.slug().to_owned() } else { heading.replace('\n', " ") }
}

/// A person's saved edit and a newly filed text, put together by field.
pub(super) fn merge_texts(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    let (_, base) = readable(base)?;
    let (text, ours) = readable(ours)?;
    let (_, theirs) = readable(theirs)?;
    let merged = merge::merge(Some(&base), &ours, &theirs);
    Some(format::rewrite_document(text, &ours, &merged.document).into_bytes())
}

fn readable(bytes: &[u8]) -> Option<(&str, Document)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let post = format::read::<Post>(text).map(Document::Post);
    let document = post.or_else(|_| format::read::<Story>(text).map(Document::Story));
    Some((text, document.ok()?))
}

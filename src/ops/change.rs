//! Changing documents at the desk: several in one commit, all or nothing.

use std::collections::BTreeMap;

use super::error::OpError;
use super::session::{Loaded, Session};
use crate::format;
use crate::merge;
use crate::model::{
    ContributorId, Digest, DocPath, Document, Moment, Post, Review, Story, Verdict,
};
use crate::storage::{Batch, Change, Plan, RecordPlans, Saved, Sent, Written};
use crate::workflow::Standing;

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
    /// Whether the shared desk has it.
    pub sent: Sent,
    /// How many commits of this machine wait to be sent.
    pub waiting: usize,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
}

impl Edit {
    /// A change of a loaded document.
    pub fn of(loaded: Loaded, change: impl FnOnce(&mut Document)) -> Self {
        let mut document = loaded.document.clone();
        change(&mut document);
        Self { loaded, document, files: Vec::new() }
    }

    /// The text of the file as it is to be.
    pub fn text(&self) -> String {
        if self.loaded.text().is_empty() {
            format::write_document(&self.document)
        } else {
            format::rewrite_document(self.loaded.text(), &self.loaded.document, &self.document)
        }
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
        loaded.saved = None;
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
        };
        self.document.reviews_mut().push(review);
    }

    /// The last step at the desk, to say more of it.
    pub fn last_review(&mut self) -> Option<&mut Review> {
        self.document.reviews_mut().last_mut()
    }

    fn changes(&self) -> Vec<Change> {
        let file = Change {
            path: self.loaded.path.to_string(),
            expected: self.loaded.filed.as_ref().map(|(blob, _)| blob.clone()),
            content: Some(self.text().into_bytes()),
            saved: Saved::Take { seen: self.loaded.saved.clone().map(String::into_bytes) },
        };
        let beside = self.files.iter().map(|(name, bytes)| Change {
            path: self.loaded.path.beside(name),
            expected: None,
            content: Some(bytes.clone()),
            saved: Saved::Take { seen: Some(bytes.clone()) },
        });
        std::iter::once(file).chain(beside).collect()
    }
}

/// An approval remembers the embargo it was given under.
fn embargo(verdict: Verdict, document: &Document) -> Option<Moment> {
    (verdict == Verdict::Approved).then(|| *document.publish_at()).flatten()
}

impl Session {
    /// One desk commit for these documents; it touches no other file.
    pub(super) fn plan(&self, action: &str, edits: &[Edit]) -> Plan {
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
        let files = edits.iter().flat_map(Edit::changes).collect();
        Plan { title, body: String::new(), trailers, files, as_of: None }
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
    pub fn file(&mut self, action: &str, edits: Vec<Edit>) -> Result<Done, OpError> {
        let plan = self.plan(action, &edits);
        let written = self.write(vec![plan], Box::new(|_| Vec::new()))?;
        self.finish(edits, written)
    }

    /// Writes desk commits and what they let onto the record.
    pub(super) fn write(
        &mut self,
        desk: Vec<Plan>,
        record: RecordPlans<'_>,
    ) -> Result<Written, OpError> {
        let (_, author) = self.me()?;
        if self.dry_run {
            return Ok(Written::default());
        }
        let batch = Batch { desk, record, author, at: self.now, merge: Some(&merge_texts) };
        let written = self.store.write(batch)?;
        self.refresh_tips()?;
        Ok(written)
    }

    /// What became of an act, once it is written.
    pub(super) fn finish(&mut self, edits: Vec<Edit>, written: Written) -> Result<Done, OpError> {
        let mut outcomes = Vec::new();
        for edit in edits {
            let took_along = edit.loaded.saved.is_some();
            let after = edit.after(self);
            let loaded = if self.dry_run { after } else { self.load(&edit.loaded.path)? };
            self.shown(&loaded);
            self.touched(&loaded.path);
            outcomes.push(Outcome { loaded, took_along, released: None, remarks: Vec::new() });
        }
        let sent = self.deliver();
        let waiting = self.waiting();
        Ok(Done { outcomes, sent, waiting, warnings: written.warnings })
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
fn merge_texts(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
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

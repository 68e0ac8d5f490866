//! The gate, asked with all that is known of a document.

use super::error::OpError;
use super::loaded::Loaded;
use super::provenance::Provenance;
use super::readers;
use super::session::Session;
use crate::model::{Contributor, DocPath, Moment, Public, ReleaseKind};
use crate::workflow::gate::{self, Pass};
use crate::workflow::{Reason, Refusal, metadata};

/// What the gate is asked about.
pub(crate) struct Weighed<'a> {
    /// Who lets it out.
    pub person: &'a Contributor,
    /// The document as it will be, with the steps that history proves.
    pub after: &'a Loaded,
    /// What history proves of it.
    pub provenance: &'a Provenance,
    /// The kind that was said.
    pub said: Option<ReleaseKind>,
    /// The file with changes that a person saved and did not file.
    pub unfiled: Option<String>,
    /// What is let out with it.
    pub together: &'a [DocPath],
    /// New files beside it that no commit has yet.
    pub files: &'a [(String, Vec<u8>)],
    /// The moment of the release.
    pub now: Moment,
}

/// Asks the gate, with all that is known of the document, and whether readers would meet what `check`
/// calls an error.
pub(crate) fn weigh(
    session: &Session,
    weighed: &Weighed<'_>,
) -> Result<Result<Pass, Refusal>, OpError> {
    let errors = readers::reasons(session.errors_for_readers(weighed.after));
    Ok(with_errors(weigh_again(session, weighed)?, errors))
}

/// The verdict with what readers would meet: the desk's own refusal, which no release of before is
/// judged by.
fn with_errors(verdict: Result<Pass, Refusal>, errors: Vec<Reason>) -> Result<Pass, Refusal> {
    match verdict {
        Ok(_) if !errors.is_empty() => Err(Refusal::NotReady { reasons: errors }),
        Err(Refusal::NotReady { mut reasons }) => {
            reasons.extend(errors);
            Err(Refusal::NotReady { reasons })
        }
        other => other,
    }
}

/// Asks the gate alone, of a release that was made already.
pub(crate) fn weigh_again(
    session: &Session,
    weighed: &Weighed<'_>,
) -> Result<Result<Pass, Refusal>, OpError> {
    let Weighed { after, provenance, .. } = weighed;
    Ok(gate::gate(&gate::Request {
        person: weighed.person,
        desk: &session.desk,
        document: &after.document,
        standing: &after.standing,
        change: &after.change(),
        said: weighed.said,
        writers: &provenance.writers,
        embargo_by_editor: provenance.embargo_by_editor,
        told: after.live.as_ref().map_or(&[], |live| live.corrections.as_slice()),
        metadata: &session.metadata(after, weighed.files)?,
        missing_files: &after.missing_files(),
        false_words: &after.false_words(),
        unfiled: weighed.unfiled.clone(),
        unsettled: session.unsettled(after)?,
        story_not_live: story_not_live(session, &after.path, weighed.together),
        now: weighed.now,
    }))
}

impl Session {
    /// What will hold these words back once they are approved and their hour has come.
    ///
    /// # Errors
    ///
    /// A history or a record that cannot be read.
    pub fn holds_back(&self, loaded: &Loaded) -> Result<Vec<Reason>, OpError> {
        let editor = self.desk.contributors.iter().find(|person| person.role.edits());
        let Some(person) = editor else { return Ok(Vec::new()) };
        let provenance = self.provenance(loaded)?;
        let after = self.proven(loaded, &provenance);
        let weighed = Weighed {
            person,
            after: &after,
            provenance: &provenance,
            said: None,
            unfiled: None,
            together: &[loaded.path.story_path()],
            files: &[],
            now: self.now,
        };
        let Err(Refusal::NotReady { mut reasons }) = weigh(self, &weighed)? else {
            return Ok(Vec::new());
        };
        reasons.retain(|reason| !is_about_approval(reason));
        Ok(reasons)
    }

    /// Files that the document names and that carry metadata, or may, since they cannot be read:
    /// name, what.
    fn metadata(
        &self,
        loaded: &Loaded,
        new: &[(String, Vec<u8>)],
    ) -> Result<Vec<(String, String)>, OpError> {
        let mut found = Vec::new();
        let media = loaded.document.media().iter();
        // A transcript is text, as it was written.
        let shown =
            media.flat_map(|medium| medium.files().filter(|name| *name != medium.transcript));
        for name in shown {
            let fresh = new.iter().find(|(new, _)| new == name).map(|(_, bytes)| bytes.clone());
            let bytes = match fresh {
                Some(bytes) => Some(bytes),
                None => self.file_beside(&loaded.path, name)?,
            };
            let kept = |bytes: &Vec<u8>| {
                metadata::is_answered_for(&loaded.document, name, &self.desk)
                    && crate::media::is_named_by(name, bytes)
            };
            if bytes.as_ref().is_some_and(kept) {
                continue;
            }
            match bytes.map(|bytes| crate::media::strip(&bytes)) {
                Some(Ok(stripped)) if !stripped.removed.is_empty() => {
                    found.push((name.to_owned(), stripped.removed.join(", ")));
                }
                Some(Err(error)) => {
                    found.push((name.to_owned(), format!("what nobody can read here ({error})")));
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// Whether the reason goes by itself: somebody approves, or the hour comes.
fn is_about_approval(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Approvals { .. }
            | Reason::FourEyes { .. }
            | Reason::Returned { .. }
            | Reason::EditorsNote
            | Reason::Embargo { .. }
            | Reason::NothingNew
    )
}

/// A post's story that readers cannot see, unless it goes out together with it.
fn story_not_live(session: &Session, path: &DocPath, together: &[DocPath]) -> Option<String> {
    let story = path.story_path();
    if path.is_story() || together.contains(&story) {
        return None;
    }
    let loaded = session.as_last_read(&story).ok()?;
    matches!(loaded.standing.public, Public::Unpublished | Public::Pulled)
        .then(|| loaded.document.headline().to_owned())
}

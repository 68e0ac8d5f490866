//! The record's line, commit by commit.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::contents::{FILES_AHEAD, Unread, with_words};
use super::desk::{DeskWalk, Judged, committer};
use super::error::JudgeError;
use super::orders::Erasures;
use super::reader::Reader;
use crate::audit::{
    Content, DeskSide, FileStep, Filed, Line, Recorded, ReleaseStep, Released, Signed, Step,
    rule_unless, signature,
};
use crate::format::{self, Projection};
use crate::model::{Desk, Digest, DocPath, Ledger, Role, SETTINGS};
use crate::storage::{self, CommitId, Progress, StorageError, Store, Transition};

/// The record's line, beside the desk's.
pub(crate) struct RecordWalk<'a> {
    root: &'a CommitId,
    desk: &'a mut DeskWalk,
    without: Option<&'static str>,
    named: Option<CommitId>,
    erasures: Erasures,
}

impl<'a> RecordWalk<'a> {
    pub(crate) fn new(
        root: &'a CommitId,
        desk: &'a mut DeskWalk,
        without: Option<&'static str>,
    ) -> Self {
        Self { root, desk, without, named: None, erasures: Erasures::default() }
    }

    /// Judges the commits up to `tip`, those up to `known` apart.
    pub(crate) fn judge(
        &mut self,
        reader: &mut Reader<'_>,
        tip: &CommitId,
        known: Option<&CommitId>,
    ) -> Result<Judged, JudgeError> {
        let hidden: Vec<CommitId> = known.cloned().into_iter().collect();
        self.erasures = Erasures::of(reader, self.desk, tip)?;
        if let Some(known) = known {
            self.named = self.last_named(reader, known)?;
        }
        let mut judged = Judged::default();
        let commits = reader.store.commits(tip, &hidden)?;
        let mut progress = Progress::of("judging the record’s steps", commits.len());
        let store = reader.store;
        store.ahead(&commits, &with_bytes, &with_words, &mut |_, (seen, ahead)| {
            reader.take_in(ahead);
            let first = seen.info.parents.is_empty();
            if first && let Some(why) = self.not_the_root(reader, &seen)? {
                let rule = rule_unless("NA40", self.without);
                judged
                    .findings
                    .extend(rule.map(|rule| rule.of_history(seen.info.id.as_str(), why)));
            }
            let step = self.step(reader, &seen)?;
            judged.add(&step, self.without);
            if let Some(receiver) = self.desk.receiver() {
                judged.findings.extend(receiver.ask_of_release(reader, &step, &seen)?);
            }
            // The first one is computed: nobody's step, and nobody's to sign.
            judged.steps -= usize::from(first);
            judged.unsigned -= usize::from(first);
            progress.step();
            Ok::<(), JudgeError>(())
        })?;
        Ok(judged)
    }

    /// Why a first commit is not the one that is computed from the desk's root.
    fn not_the_root(
        &self,
        reader: &mut Reader<'_>,
        seen: &Transition,
    ) -> Result<Option<String>, JudgeError> {
        let root = reader.store.transition(self.root, &|_| true)?;
        let Some(Ok(desk)) = reader.settings(self.root)? else { return Ok(None) };
        let settings = format::public_settings(&desk).into_bytes();
        let files = reader.store.files_under(&seen.info.id, "")?;
        let alone = files.len() == 1 && files[0].0 == SETTINGS;
        let same = alone && reader.store.blob(&files[0].1)? == settings;
        let named = seen.info.message == format!("Record of {}\n", self.root);
        Ok((!same || !named || seen.people != root.people)
            .then(|| format!("it is not the first commit of the record of {}", self.root)))
    }

    fn step(&mut self, reader: &mut Reader<'_>, seen: &Transition) -> Result<Step, JudgeError> {
        let email = seen.info.author.email.clone();
        let paths: BTreeSet<&str> =
            seen.changes.iter().flatten().map(|change| change.path.as_str()).collect();
        let documents: BTreeSet<DocPath> =
            paths.iter().filter_map(|path| DocPath::of_record(path)).collect();
        let mut releases = Vec::new();
        for path in &documents {
            releases.push(self.release(reader, seen, path)?);
        }
        let mut files = Vec::new();
        for path in paths.into_iter().filter(|path| DocPath::of_record(path).is_none()) {
            files.push(self.file(reader, seen, path)?);
        }
        let desk = self.settings(reader, &releases, &files, &email)?;
        let mut signed = signature::check(seen.signature.as_ref(), &desk);
        let mut remade_by = BTreeSet::new();
        if let Some(remade) = self.erasures.remade(&seen.info.id) {
            // Whoever made it again may have a key that the desk did not list at its time.
            let again = signature::check(seen.signature.as_ref(), &remade.desk);
            if matches!(&again, Signed::By(who) if remade.by.contains(who)) {
                signed = again;
            }
            remade_by.clone_from(&remade.by);
        }
        Ok(Step {
            line: Line::Record,
            commit: seen.info.id.to_string(),
            person: desk.contributor_by_email(&email).cloned(),
            author: email,
            committer: committer(&seen.people),
            signed,
            desk,
            parents: seen.info.parents.len(),
            odd: seen.odd.iter().map(|odd| (odd.path.clone(), odd.what)).collect(),
            settings: None,
            orders: None,
            remade_by,
            documents: Vec::new(),
            files,
            releases,
        })
    }

    fn release(
        &mut self,
        reader: &mut Reader<'_>,
        seen: &Transition,
        path: &DocPath,
    ) -> Result<ReleaseStep, JudgeError> {
        let parent = seen.info.parents.first();
        let before = match parent {
            Some(parent) => reader.ledger(parent, path)?.unwrap_or_default(),
            None => Arc::default(),
        };
        let words_before = match parent {
            Some(parent) => reader.recorded(parent, path)?,
            None => None,
        };
        let words_after = reader.recorded(&seen.info.id, path)?;
        let after = reader.ledger(&seen.info.id, path)?;
        let known = after.as_ref().unwrap_or(&before);
        let mut step = ReleaseStep {
            files_wrong: files_wrong(
                reader,
                seen,
                path,
                words_before.as_ref(),
                words_after.as_ref(),
            )?,
            erased: self.erasures.erased(path, known),
            remade: self.erasures.remade(&seen.info.id).is_some(),
            last: last(reader, path, &before, words_before.as_ref())?,
            after,
            at_the_desk: path.clone(),
            otherwise: match parent {
                Some(parent) => Some(reader.store.on_record(parent, path)?).filter(|at| at != path),
                None => None,
            },
            ordered: self.erasures.name(path),
            path: path.clone(),
            before,
            words_before,
            words_after,
            side: DeskSide::Unknown,
            asked: OnceLock::new(),
        };
        if let Some(named) = step.line().and_then(|line| line.desk.parse::<CommitId>().ok()) {
            if self.desk.lineage.has(reader, &named)? {
                step.at_the_desk = reader.store.on_desk(&named, path)?;
            }
            step.side = self.side(reader, &named, &step, &seen.info.author.email)?;
        }
        Ok(step)
    }

    /// What the desk had in the commit that a release names.
    fn side(
        &mut self,
        reader: &mut Reader<'_>,
        named: &CommitId,
        step: &ReleaseStep,
        email: &str,
    ) -> Result<DeskSide, JudgeError> {
        if !self.desk.lineage.has(reader, named)? {
            return Ok(DeskSide::Unknown);
        }
        let behind = match &self.named {
            Some(last) if !self.desk.lineage.is_ancestor(reader, last, named)? => {
                Some(last.to_string())
            }
            _ => None,
        };
        if behind.is_none() {
            self.named = Some(named.clone());
        }
        let desk = self.desk.at(reader, named)?;
        let filed = match reader.content(named, &step.at_the_desk)? {
            Content::Filed(filed) => Some(aware(reader, named, step, filed, &desk)?),
            // What takes down and puts back does not wait until somebody mends a file.
            _ if step.line().is_some_and(|line| !line.kind.carries_words()) => {
                reader.last_read(named, &step.at_the_desk)?
            }
            _ => None,
        };
        let person = desk.contributor_by_email(email).cloned();
        Ok(DeskSide::At(Box::new(Released { desk, person, filed, behind })))
    }

    /// The settings that judge a commit of the record: those its releases name.
    fn settings(
        &mut self,
        reader: &mut Reader<'_>,
        releases: &[ReleaseStep],
        files: &[FileStep],
        email: &str,
    ) -> Result<Arc<Desk>, JudgeError> {
        for release in releases {
            if let DeskSide::At(released) = &release.side {
                return Ok(released.desk.clone());
            }
        }
        let newest = self.desk.settings();
        if files.iter().any(|file| file.path == SETTINGS || file.path.starts_with("theme/")) {
            for (_, desk) in versions(reader)?.into_iter().rev() {
                let admin = |desk: &Desk| {
                    let person = desk.contributor_by_email(email);
                    person.is_some_and(|person| person.active && person.role == Role::Admin)
                };
                if admin(&desk) {
                    return Ok(desk);
                }
            }
        }
        newest.ok_or_else(|| JudgeError::NotFiled(SETTINGS))
    }

    fn file(
        &self,
        reader: &mut Reader<'_>,
        seen: &Transition,
        path: &str,
    ) -> Result<FileStep, JudgeError> {
        let blob = reader.store.entry(&seen.info.id, path)?;
        let before = match seen.info.parents.first() {
            Some(parent) => reader.store.entry(parent, path)?,
            None => None,
        };
        let is_settings = path == SETTINGS || path.starts_with("theme/");
        let of_the_desk = !is_settings || follows_the_desk(reader, &seen.info.id, path)?;
        let named_by = if before.is_some() && !is_settings {
            named_by(reader.store, &seen.info.id, path)?
        } else {
            Vec::new()
        };
        Ok(FileStep {
            path: path.to_owned(),
            as_before: false,
            named_by,
            there: blob.is_some(),
            after: blob.map(|blob| reader.sha256(&blob)).transpose()?,
            of_the_desk,
        })
    }

    /// The desk commit that the newest release up to there names.
    fn last_named(
        &self,
        reader: &mut Reader<'_>,
        record: &CommitId,
    ) -> Result<Option<CommitId>, JudgeError> {
        let mut at = Some(record.clone());
        while let Some(commit) = at {
            let seen = reader.store.transition(&commit, &|_| false)?;
            let paths =
                seen.changes.iter().flatten().filter_map(|change| DocPath::of_record(&change.path));
            for path in paths {
                let ledger = reader.ledger(&commit, &path)?.unwrap_or_default();
                if let Some(named) = ledger.releases.last().and_then(|line| line.desk.parse().ok())
                {
                    return Ok(Some(named));
                }
            }
            at = seen.info.parents.first().cloned();
        }
        Ok(None)
    }
}

/// The document as the named commit has it, with what had been held back by the time of the release
/// and that commit does not know of.
fn aware(
    reader: &mut Reader<'_>,
    named: &CommitId,
    step: &ReleaseStep,
    filed: Arc<Filed>,
    desk: &Desk,
) -> Result<Arc<Filed>, JudgeError> {
    let path = step.at_the_desk.as_str();
    let (Some(line), Some(tip)) = (step.line(), reader.tip(storage::Line::Desk)?) else {
        return Ok(filed);
    };
    if reader.store.entry(&tip, path)? == reader.store.entry(named, path)? {
        return Ok(filed);
    }
    let Content::Filed(newest) = reader.content(&tip, &step.at_the_desk)? else { return Ok(filed) };
    let until = (line.digest, line.at);
    let mut held = newest.trail.held_back(&newest.document, until, &step.before, desk);
    let known = filed.trail.reviews();
    held.retain(|review| !known.contains(review));
    if held.is_empty() {
        return Ok(filed);
    }
    let trail = Arc::new(filed.trail.aware(held));
    Ok(Arc::new(Filed { trail, ..(*filed).clone() }))
}

/// A commit as a change, the ledgers and words that it brings, and the documents of the desk that they
/// are releases of.
fn with_bytes(store: &Store, commit: &CommitId) -> Result<(Transition, Unread), StorageError> {
    let seen = store.transition(commit, &|_| true)?;
    let mut ahead = Unread::new();
    for change in seen.changes.iter().flatten().take(FILES_AHEAD) {
        let (Some(path), Some(blob)) = (DocPath::of_record(&change.path), &change.new) else {
            continue;
        };
        if change.path == path.as_str() {
            ahead.recorded(store, blob);
            continue;
        }
        let released = ahead.ledger(store, blob);
        let line = released.as_ref().and_then(|ledger| ledger.releases.last());
        if let Some(named) = line.and_then(|line| line.desk.parse::<CommitId>().ok())
            && let Ok(at_the_desk) = store.on_desk(&named, &path)
            && let Ok(Some(blob)) = store.entry(&named, at_the_desk.as_str())
        {
            ahead.document(store, &at_the_desk, &blob);
        }
    }
    Ok((seen, ahead))
}

/// The files of a document that are on the record though nothing names them any more, or that its
/// words name and that are not there: what is wrong.
fn files_wrong(
    reader: &mut Reader<'_>,
    seen: &Transition,
    path: &DocPath,
    before: Option<&Recorded>,
    after: Option<&Recorded>,
) -> Result<Vec<(String, &'static str)>, JudgeError> {
    let (before, after) = (before.and_then(Recorded::words), after.and_then(Recorded::words));
    let at = &seen.info.id;
    let mut wrong = Vec::new();
    let named: Vec<(&str, Digest)> = after.into_iter().flat_map(|words| words.files()).collect();
    for (name, digest) in &named {
        let there = match reader.store.entry(at, &path.beside(name))? {
            Some(blob) => Some(reader.sha256(&blob)?),
            None => None,
        };
        if there != Some(*digest) {
            wrong.push((
                path.beside(name),
                "its words name it, and it is not there as they name it",
            ));
        }
    }
    for (name, _) in before.into_iter().flat_map(|words| words.files()) {
        let file = path.beside(name);
        if !named.iter().any(|(kept, _)| *kept == name)
            && reader.store.entry(at, &file)?.is_some()
            && named_by(reader.store, at, &file)?.is_empty()
        {
            wrong.push((file, "no words on the record name it any more, and it is still there"));
        }
    }
    Ok(wrong)
}

/// What readers last saw of a document before a release, where it was pulled from history.
fn last(
    reader: &Reader<'_>,
    path: &DocPath,
    before: &Ledger,
    recorded: Option<&Recorded>,
) -> Result<Option<Arc<Projection>>, JudgeError> {
    let Some(words) = before.last_words() else { return Ok(None) };
    if let Some(recorded) = recorded {
        return Ok(recorded.words().cloned());
    }
    for version in reader.store.history(storage::Line::Record, path.as_str())?.iter().rev() {
        if let Some(blob) = &version.blob {
            let bytes = reader.store.blob(blob)?;
            if Digest::of(&bytes) == words.digest {
                return Ok(Projection::of_bytes(&bytes).map(Arc::new));
            }
        }
    }
    Ok(None)
}

/// Whether what a commit of the record has of the settings' public part or of a theme's file follows
/// the desk's history: the record goes through its versions in their order, and may leave some out.
fn follows_the_desk(
    reader: &mut Reader<'_>,
    at: &CommitId,
    path: &str,
) -> Result<bool, JudgeError> {
    let desk: Vec<Option<Digest>> = if path == SETTINGS {
        let versions = versions(reader)?.into_iter();
        let public = |desk: &Desk| Digest::of(format::public_settings(desk).as_bytes());
        versions.map(|(_, desk)| Some(public(&desk))).collect()
    } else {
        contents(reader, storage::Line::Desk, path, None)?
    };
    let mut left = desk.as_slice();
    let mut follows = true;
    for content in contents(reader, storage::Line::Record, path, Some(at))? {
        let next = left.iter().position(|version| *version == content);
        follows = next.is_some();
        left = next.map_or(left, |next| &left[next + 1..]);
    }
    Ok(follows)
}

/// What a line has had at a path, oldest first and up to a commit; `None` where it was taken out.
fn contents(
    reader: &mut Reader<'_>,
    line: storage::Line,
    path: &str,
    until: Option<&CommitId>,
) -> Result<Vec<Option<Digest>>, JudgeError> {
    let mut contents = Vec::new();
    for version in reader.store.history(line, path)? {
        contents.push(version.blob.as_ref().map(|blob| reader.sha256(blob)).transpose()?);
        if Some(&version.commit.id) == until {
            break;
        }
    }
    Ok(contents)
}

/// The documents of the record in a file's folder that name it, with the bytes that each names.
pub(crate) fn named_by(
    store: &Store,
    at: &CommitId,
    path: &str,
) -> Result<Vec<(DocPath, Digest)>, JudgeError> {
    let Some((folder, name)) = path.rsplit_once('/') else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (other, blob) in store.files_under(at, folder)? {
        let Ok(document) = other.parse::<DocPath>() else { continue };
        let words = Projection::of_bytes(&store.blob(&blob)?);
        let files = words.iter().flat_map(Projection::files);
        let named = files.into_iter().filter(|(named, _)| *named == name);
        found.extend(named.map(|(_, digest)| (document.clone(), digest)));
    }
    Ok(found)
}

/// Every version of the settings that can be read, oldest first.
fn versions(reader: &mut Reader<'_>) -> Result<Vec<(CommitId, Arc<Desk>)>, JudgeError> {
    let mut found = Vec::new();
    for version in reader.store.history(storage::Line::Desk, SETTINGS)? {
        if let Some(blob) = &version.blob
            && let Ok(desk) = reader.desk(blob)?
        {
            found.push((version.commit.id, desk));
        }
    }
    Ok(found)
}

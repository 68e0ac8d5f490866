//! Putting releases on the public record: the plans of what readers will see.

use super::audit;
use super::change::{Done, Edit};
use super::error::OpError;
use super::session::{Loaded, Session};
use super::sync;
use crate::format::{self, Projection};
use crate::model::{ContributorId, Digest, DocPath, Ledger, Moment, Release, ReleaseKind, Verdict};
use crate::storage::{BlobId, Change, CommitId, Line, Plan, Saved};
use crate::workflow::approve;

/// One release that may be made.
#[derive(Debug, Clone)]
pub(super) struct Letting {
    /// The document as filed (or about to be).
    pub loaded: Loaded,
    /// Its kind.
    pub kind: ReleaseKind,
    /// What readers will see; `None` takes it down.
    pub words: Option<Projection>,
    /// The approvals it uses.
    pub approved_by: Vec<ContributorId>,
    /// An editor acts alone.
    pub alone: bool,
    /// What readers are told.
    pub tell_readers: String,
    /// New files beside the document that no commit has yet.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Letting {
    /// When the words were approved, which a clock ahead of this one may have said.
    fn approved(&self) -> Option<Moment> {
        let standing = &self.loaded.standing;
        let words = (standing.digest?, standing.round);
        approve::since(self.loaded.document.reviews(), words, &self.approved_by)
    }

    /// When what was taken down or put back before was read a second time: that read is not of this.
    fn read_before(&self) -> Option<Moment> {
        let seconds = self.loaded.document.reviews().iter();
        let seconds = seconds.filter(|review| review.verdict == Verdict::Second);
        seconds.map(|review| review.at).max().filter(|_| !self.kind.carries_words())
    }

    /// The line of the ledger; `desk` is the commit whose tree holds the words.
    pub(super) fn line(&self, by: &ContributorId, now: Moment, desk: &str) -> Release {
        let ledger = self.loaded.ledger.clone().unwrap_or_default();
        let last = ledger.releases.last();
        let released: Vec<_> = ledger.releases.iter().flat_map(|r| r.corrections.clone()).collect();
        let fresh = self
            .words
            .iter()
            .flat_map(|words| &words.corrections)
            .map(|correction| correction.id.clone())
            .filter(|id| !released.contains(id));
        let digest = self.words.as_ref().map(Projection::digest);
        let at = last.map(|release| release.at).max(self.approved()).max(self.read_before());
        Release {
            n: last.map_or(0, |release| release.n) + 1,
            at: at.map_or(now, |at| at.max(now)),
            by: by.clone(),
            kind: self.kind,
            digest: digest.or(self.loaded.standing.live).unwrap_or_else(|| Digest::of(b"")),
            round: ledger.round(),
            approved_by: self.approved_by.clone(),
            alone: self.alone,
            corrections: fresh.collect(),
            tell_readers: self.tell_readers.clone(),
            desk: desk.to_owned(),
        }
    }
}

impl Session {
    /// Files the desk's edits and puts the releases on the record, all or nothing.
    ///
    /// # Errors
    ///
    /// A repository that cannot be written; a desk whose branch is not the one releases come from.
    pub(super) fn release(
        &mut self,
        action: &str,
        edits: Vec<Edit>,
        lettings: &[Letting],
    ) -> Result<Done, OpError> {
        self.desk_branch_only()?;
        if self.record.is_none() {
            return Err(OpError::bad(
                "the public record is not on this machine, and a release needs it",
                "newsroom doctor",
            ));
        }
        for letting in lettings {
            if let Some(words) = &letting.words {
                self.not_erased(&letting.loaded.path, words.digest())?;
            }
        }
        let (me, _) = self.me()?;
        let desk: Vec<Plan> =
            if edits.is_empty() { Vec::new() } else { vec![self.plan(action, &edits)?] };
        let prepared =
            lettings.iter().map(|letting| self.prepare(letting)).collect::<Result<Vec<_>, _>>()?;
        let now = self.now;
        let by = me.id.clone();
        let reads = self.reads(lettings, &edits)?;
        let mut written = {
            let plans = move |tip: &CommitId| {
                prepared.iter().map(|prepared| prepared.plan(&by, now, tip.as_str())).collect()
            };
            self.write(desk, Box::new(plans), reads)?
        };
        let tip = written.desk.clone().unwrap_or_else(|| self.head.clone());
        let mut by_path: Vec<Edit> = edits;
        for letting in lettings {
            if !by_path.iter().any(|edit| edit.loaded.path == letting.loaded.path) {
                by_path.push(Edit::of(letting.loaded.clone(), |_| {}));
            }
        }
        by_path.retain(|edit| lettings.iter().any(|l| l.loaded.path == edit.loaded.path));
        for letting in lettings.iter().filter(|letting| letting.kind.carries_words()) {
            if let Some(before) = letting.loaded.live.as_ref().filter(|_| !self.dry_run)
                && let Err(error) = self.take_back_aside(&letting.loaded.path, before)
            {
                written.warnings.push(format!("words set aside are still aside: {error}"));
            }
        }
        let mut done = self.finish(by_path, written);
        for outcome in &mut done.outcomes {
            let path = outcome.loaded.path.clone();
            let letting = lettings.iter().find(|letting| letting.loaded.path == path);
            let made = letting.map(|letting| letting.line(&me.id, now, tip.as_str()));
            let dropped = done.delivery.told.iter().any(|told| told.unreleased() == Some(&path));
            // What was sent may have been made again upon what came, under another number.
            outcome.released = made
                .filter(|_| !dropped)
                .map(|made| sync::line_of(self, &path, &me.id, &made).unwrap_or(made));
        }
        Ok(done)
    }

    /// What one release changes on the record, as a commit to be made.
    pub(super) fn release_plan(
        &self,
        letting: &Letting,
        by: &ContributorId,
        at: Moment,
        desk: &str,
    ) -> Result<Plan, OpError> {
        Ok(self.prepare(letting)?.plan(by, at, desk))
    }

    /// The desk is written from its own branch, and from nowhere else.
    pub(super) fn desk_branch_only(&self) -> Result<(), OpError> {
        if self.store.on_desk_branch()? {
            return Ok(());
        }
        let desk = self.store.branch_name(Line::Desk).unwrap_or_default();
        let here = match self.store.branch_here() {
            Some(here) => format!("the branch `{here}`"),
            None => "one commit and no branch".to_owned(),
        };
        Err(OpError::bad(
            format!("this folder shows {here}, and the desk is on `{desk}`: nothing was written"),
            format!("git switch {desk}"),
        ))
    }

    /// The other documents that readers have and that name that file beside this one.
    fn others_of(&self, path: &DocPath, name: &str) -> Result<Vec<(DocPath, Digest)>, OpError> {
        let Some(record) = &self.record else { return Ok(Vec::new()) };
        let mut named = audit::named_by(&self.store, record, &path.beside(name))?;
        named.retain(|(other, _)| other != path);
        Ok(named)
    }

    /// What a release changes on the record.
    fn prepare(&self, letting: &Letting) -> Result<Prepared, OpError> {
        let path = self.record_path(&letting.loaded, letting.words.as_ref())?;
        let record = self.record.clone();
        let entry = |at: &str| match &record {
            Some(record) => self.store.entry(record, at),
            None => Ok(None),
        };
        let words = Change {
            path: path.to_string(),
            expected: entry(path.as_str())?,
            content: letting.words.as_ref().map(|words| words.to_text().into_bytes()),
            saved: Saved::Leave,
        };
        // What is down already stays down.
        let changes = words.expected.is_some() || words.content.is_some();
        let mut files: Vec<Change> = changes.then_some(words).into_iter().collect();
        let named: Vec<String> = letting
            .words
            .iter()
            .flat_map(Projection::files)
            .map(|(name, _)| name.to_owned())
            .collect();
        let before = letting.loaded.live.iter().flat_map(Projection::files);
        for (name, _) in before.filter(|(name, _)| !named.iter().any(|kept| kept == name)) {
            let at = path.beside(name);
            if let Some(blob) = entry(&at)?
                && self.others_of(&path, name)?.is_empty()
            {
                files.push(Change {
                    path: at,
                    expected: Some(blob),
                    content: None,
                    saved: Saved::Leave,
                });
            }
        }
        for (name, digest) in letting.words.iter().flat_map(Projection::files) {
            let at = path.beside(name);
            let there = match &record {
                Some(record) => self.store.file(record, &at)?,
                None => None,
            };
            if there.as_ref().is_some_and(|(_, bytes)| Digest::of(bytes) == digest) {
                continue;
            }
            if let Some((other, _)) = self.others_of(&path, name)?.first() {
                return Err(OpError::bad(
                    format!("{other} shows {name} to readers, too, with other bytes"),
                    format!("newsroom edit {} --media N --image FILE", letting.loaded.short()),
                ));
            }
            let content = Some(self.bytes_of(letting, name, digest)?);
            let expected = there.map(|(blob, _)| blob);
            files.push(Change { path: at, expected, content, saved: Saved::Leave });
        }
        self.readable_ledger(letting)?;
        Ok(Prepared { path, letting: letting.clone(), files })
    }
}

impl Session {
    /// What the decision rests on: each document as filed, and the files it names.
    fn reads(
        &self,
        lettings: &[Letting],
        edits: &[Edit],
    ) -> Result<Vec<(String, Option<BlobId>)>, OpError> {
        let mut reads = Vec::new();
        for letting in lettings {
            let path = &letting.loaded.path;
            let edited = edits.iter().find(|edit| edit.loaded.path == *path);
            if edited.is_none() {
                let blob = letting.loaded.filed.as_ref().map(|(blob, _)| blob.clone());
                reads.push((path.to_string(), blob));
            }
            for name in letting.loaded.files.keys() {
                let new = edited.is_some_and(|edit| edit.files.iter().any(|(n, _)| n == name));
                if !new {
                    let at = path.beside(name);
                    let blob = self.store.entry(&self.head, &at)?;
                    reads.push((at, blob));
                }
            }
        }
        Ok(reads)
    }

    /// The bytes that the words name by their SHA-256: about to be filed, filed, or once released.
    fn bytes_of(&self, letting: &Letting, name: &str, digest: Digest) -> Result<Vec<u8>, OpError> {
        let fits = |bytes: &Vec<u8>| Digest::of(bytes) == digest;
        let new = letting.files.iter().find(|(new, _)| new == name).map(|(_, bytes)| bytes.clone());
        if let Some(bytes) = new.filter(fits) {
            return Ok(bytes);
        }
        let path = &letting.loaded.path;
        if let Some(bytes) = self.file_beside(path, name)?.filter(fits) {
            return Ok(bytes);
        }
        for version in self.store.history(Line::Record, &path.beside(name))? {
            if let Some(blob) = &version.blob {
                let bytes = self.store.blob(blob)?;
                if fits(&bytes) {
                    return Ok(bytes);
                }
            }
        }
        Err(OpError::bad(
            format!("{name} is no longer the file that was approved"),
            format!("newsroom diff {}", letting.loaded.short()),
        ))
    }

    /// What readers are told must be readable on the record.
    fn readable_ledger(&self, letting: &Letting) -> Result<(), OpError> {
        let (me, _) = self.me()?;
        let line = letting.line(&me.id, self.now, self.head.as_str());
        if let Some(why) = line.beyond_one() {
            return Err(OpError::bad(why, "fewer words; newsroom correct tells more, approved"));
        }
        let new = Ledger { releases: vec![line] };
        let text = ledger_text("", &Ledger::default(), &new);
        match format::read::<Ledger>(&text) {
            Ok(read) if read == new => Ok(()),
            Ok(_) => Err(OpError::bad("these words cannot be kept as they are", "")),
            Err(problems) => Err(OpError::unfit(&problems)),
        }
    }
}

impl Session {
    /// Where a release puts these words on the record: where it has the document, else under the
    /// name that the desk gave it, else, where that was made of a headline that readers never get,
    /// under one that the words themselves say.
    fn record_path(&self, loaded: &Loaded, words: Option<&Projection>) -> Result<DocPath, OpError> {
        let Some(words) = words.filter(|_| is_unnamed(loaded)) else {
            return Ok(loaded.recorded.clone());
        };
        if loaded.path.unsaid(&words.to_text()).is_empty() || self.was_chosen(loaded)? {
            return Ok(loaded.path.clone());
        }
        Ok(loaded.path.post_called(words.name(), loaded.document.id()))
    }

    /// Whether a person chose the name of a post's file: it is not made of its first words.
    fn was_chosen(&self, loaded: &Loaded) -> Result<bool, OpError> {
        let versions = self.store.history(Line::Desk, loaded.path.as_str())?;
        let Some(blob) = versions.first().and_then(|version| version.blob.as_ref()) else {
            return Ok(false);
        };
        let text = String::from_utf8_lossy(&self.store.blob(blob)?).into_owned();
        let first = format::read_document(&loaded.path, &text);
        let made = first
            .ok()
            .map(|first| loaded.path.post_called(first.first_words(), loaded.document.id()));
        Ok(made.is_some_and(|made| made != loaded.path))
    }

    /// What an approver is told of the name that a post's first release gives it on the public
    /// record, for good, where the desk's says what its words do not.
    pub(super) fn name_tells(&self, loaded: &Loaded) -> Result<Option<String>, OpError> {
        let Some(words) = loaded.words().filter(|_| is_unnamed(loaded)) else { return Ok(None) };
        let (name, doc) = (loaded.path.slug(), loaded.short());
        let tells = loaded.path.unsaid(&words.to_text()).join(", ");
        if tells.is_empty() {
            return Ok(None);
        }
        let there = self.record_path(loaded, Some(&words))?;
        Ok(Some(if there == loaded.path {
            format!(
                "{doc}: the public record will call it `{name}` for good, and its words do not say {tells}; another name: newsroom spike {doc}, then newsroom add --slug"
            )
        } else {
            format!(
                "{doc}: the public record will call it `{}`, for its words do not say {tells}",
                there.slug()
            )
        }))
    }
}

/// Whether the record has no name for a post yet.
fn is_unnamed(loaded: &Loaded) -> bool {
    let first = loaded.ledger.as_ref().is_none_or(|ledger| ledger.releases.is_empty());
    first && !loaded.path.is_story()
}

/// A release with its files; only its ledger waits for the desk's commit.
struct Prepared {
    path: DocPath,
    letting: Letting,
    files: Vec<Change>,
}

impl Prepared {
    fn plan(&self, by: &ContributorId, now: Moment, desk: &str) -> Plan {
        let loaded = &self.letting.loaded;
        let line = self.letting.line(by, now, desk);
        let old = loaded.ledger.clone().unwrap_or_default();
        let mut new = old.clone();
        new.releases.push(line.clone());
        let text = loaded.ledger_text.as_ref().map_or("", |(_, text)| text);
        let ledger = Change {
            path: self.path.ledger(),
            expected: loaded.ledger_text.as_ref().map(|(blob, _)| blob.clone()),
            content: Some(ledger_text(text, &old, &new).into_bytes()),
            saved: Saved::Leave,
        };
        let kind = line.kind.as_str();
        let trailers = vec![
            ("Newsroom-Document".to_owned(), loaded.document.id().to_string()),
            ("Newsroom-Digest".to_owned(), line.digest.to_string()),
            ("Newsroom-Release".to_owned(), format!("{} {kind}", line.n)),
        ];
        Plan {
            title: format!("{kind}: {}", self.public_heading()),
            body: line.tell_readers,
            trailers,
            files: self.files.iter().cloned().chain([ledger]).collect(),
            as_of: None,
        }
    }

    /// Only public words stand in a public commit's title.
    fn public_heading(&self) -> String {
        let words = self.letting.words.as_ref().or(self.letting.loaded.live.as_ref());
        match words.map(Projection::heading) {
            Some(heading) if !heading.is_empty() => heading.replace('\n', " "),
            _ => self.path.bare_name(),
        }
    }
}

fn ledger_text(text: &str, old: &Ledger, new: &Ledger) -> String {
    format::rewrite(text, old, new).trim_start().to_owned()
}

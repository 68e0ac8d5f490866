//! What a release changes on the record.

use super::letting::Letting;
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::format::{self, Projection};
use crate::judge::record;
use crate::model::{ContributorId, Digest, DocPath, Ledger, Moment};
use crate::storage::{Change, Line, Plan, Saved};

impl Session {
    /// What one release changes on the record, as a commit to be made.
    pub(crate) fn release_plan(
        &self,
        letting: &Letting,
        by: &ContributorId,
        at: Moment,
        desk: &str,
    ) -> Result<Plan, OpError> {
        Ok(self.prepare(letting)?.plan(by, at, desk))
    }

    /// The other documents that readers have and that name that file beside this one.
    fn others_of(&self, path: &DocPath, name: &str) -> Result<Vec<(DocPath, Digest)>, OpError> {
        let Some(record) = &self.record else { return Ok(Vec::new()) };
        let mut named = record::named_by(&self.store, record, &path.beside(name))?;
        named.retain(|(other, _)| other != path);
        Ok(named)
    }

    /// What a release changes on the record.
    pub(super) fn prepare(&self, letting: &Letting) -> Result<Prepared, OpError> {
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

/// A release with its files; only its ledger waits for the desk's commit.
pub(super) struct Prepared {
    path: DocPath,
    letting: Letting,
    files: Vec<Change>,
}

impl Prepared {
    pub(super) fn plan(&self, by: &ContributorId, now: Moment, desk: &str) -> Plan {
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

//! Releases are put on the public record, with the desk's edits: all of them or nothing.

use std::collections::BTreeMap;

use super::ledger::line_of;
use super::letting::Letting;
use crate::desk::edit::Edit;
use crate::desk::error::OpError;
use crate::desk::outcome::Done;
use crate::desk::session::Session;
use crate::storage::{BlobId, CommitId, Plan};

impl Session {
    /// Files the desk's edits and puts the releases on the record, all or nothing.
    ///
    /// # Errors
    ///
    /// A repository that cannot be written; a desk whose branch is not the one releases come from.
    pub(crate) fn release(
        &mut self,
        action: &str,
        edits: Vec<Edit>,
        lettings: &[Letting],
    ) -> Result<Done, OpError> {
        let takes_down = lettings.iter().all(|letting| !letting.kind.carries_words());
        // Readers do not wait until git has ended what it began here.
        if !(edits.is_empty() && takes_down && self.store.git_work().is_some()) {
            self.desk_branch_only()?;
        }
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
        let mut back = BTreeMap::new();
        for letting in lettings.iter().filter(|letting| letting.kind.carries_words()) {
            let path = &letting.loaded.path;
            let Some(before) = letting.loaded.live.as_ref().filter(|_| !self.dry_run) else {
                continue;
            };
            match self.take_back_aside(path, before, &mut written.warnings) {
                Ok(said) => back.extend(said.map(|said| (path.clone(), said))),
                Err(error) => {
                    written.warnings.push(format!("words set aside are still aside: {error}"));
                }
            }
        }
        let mut done = self.finish(by_path, written);
        for outcome in &mut done.outcomes {
            let path = outcome.loaded.path.clone();
            outcome.remarks.extend(back.remove(&path));
            let letting = lettings.iter().find(|letting| letting.loaded.path == path);
            let made = letting.map(|letting| letting.line(&me.id, now, tip.as_str()));
            let dropped = done.delivery.told.iter().any(|told| told.unreleased() == Some(&path));
            // What was sent may have been made again upon what came, under another number.
            outcome.released = made
                .filter(|_| !dropped)
                .map(|made| line_of(self, &path, &me.id, &made).unwrap_or(made));
        }
        for letting in lettings {
            if let Some(words) = letting.words_that_were_wrong() {
                self.name_resting(&mut done, &letting.loaded.path, &words);
            }
        }
        Ok(done)
    }

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
}

//! Which commit of the desk knows of which, and what a merge took over whole.

use std::collections::{HashMap, HashSet};

use super::error::JudgeError;
use super::reader::Reader;
use crate::storage::{CommitId, Line, Version};

/// The commits of the desk that were judged, beside those that git knows.
#[derive(Debug, Default)]
pub(super) struct Lineage {
    /// Parents before children: their number and parents.
    judged: HashMap<CommitId, (usize, Vec<CommitId>)>,
}

impl Lineage {
    /// Takes in the next commit that is judged, after its parents.
    pub(super) fn add(&mut self, commit: &CommitId, parents: &[CommitId]) {
        let number = self.judged.len();
        self.judged.insert(commit.clone(), (number, parents.to_vec()));
    }

    /// Whether a commit is in the desk's history up to what was judged.
    pub(super) fn has(
        &self,
        reader: &mut Reader<'_>,
        commit: &CommitId,
    ) -> Result<bool, JudgeError> {
        if self.judged.contains_key(commit) {
            return Ok(true);
        }
        let tip = reader.tip(Line::Desk)?;
        Ok(tip.is_some_and(|tip| reader.store.is_ancestor(commit, &tip).unwrap_or(false)))
    }

    /// Whether a commit of the desk is in the history of another one.
    pub(super) fn is_ancestor(
        &self,
        reader: &Reader<'_>,
        older: &CommitId,
        newer: &CommitId,
    ) -> Result<bool, JudgeError> {
        let (Some((from, _)), true) = (self.judged.get(older), self.judged.contains_key(newer))
        else {
            return Ok(reader.store.is_ancestor(older, newer)?);
        };
        let (mut left, mut seen) = (vec![newer], HashSet::new());
        while let Some(commit) = left.pop() {
            if commit == older {
                return Ok(true);
            }
            let known = self.judged.get(commit).filter(|(number, _)| number > from);
            if let Some((_, parents)) = known.filter(|_| seen.insert(commit)) {
                left.extend(parents);
            }
        }
        Ok(false)
    }

    /// The parent from which a merge has a file whole, where no other parent knows of a change of it
    /// that this one does not know of.
    pub(super) fn took_over<'p>(
        &self,
        reader: &Reader<'_>,
        merge: &CommitId,
        parents: &'p [CommitId],
        path: &str,
    ) -> Result<Option<&'p CommitId>, JudgeError> {
        if parents.len() < 2 {
            return Ok(None);
        }
        let now = reader.store.entry(merge, path)?;
        let versions = reader.store.history(Line::Desk, path)?;
        for parent in parents {
            if reader.store.entry(parent, path)? == now
                && self.knows_all(reader, parent, parents, &versions)?
            {
                return Ok(Some(parent));
            }
        }
        Ok(None)
    }

    fn knows_all(
        &self,
        reader: &Reader<'_>,
        parent: &CommitId,
        parents: &[CommitId],
        versions: &[Version],
    ) -> Result<bool, JudgeError> {
        for version in versions.iter().rev() {
            let known = |at: &CommitId| self.is_ancestor(reader, &version.commit.id, at);
            if known(parent)? {
                continue;
            }
            for other in parents {
                if known(other)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

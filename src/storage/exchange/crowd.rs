//! Many who send at once: whoever comes too late hands its work over beside the desk's branch, where
//! nobody collides, and whoever sends next takes all of it along.

use super::super::error::git;
use super::super::{CommitId, StorageError, Store};
use crate::model::Digest;

/// Where each clone hands over, there and here: a reference of its own for each.
pub(super) const WAITING: &str = "refs/newsroom/waiting/";

/// What one clone handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// The clone's reference.
    pub name: String,
    /// The newest commit of its desk, with nothing in it of what it took over since.
    pub tip: CommitId,
}

impl Store {
    /// What clones handed over, as it was last fetched, and that commit of the desk does not have, in
    /// the order of their turns: it is another one for each commit, and the same for all who ask.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn handed_over(&self, desk: &CommitId) -> Result<Vec<HandedOver>, StorageError> {
        let doing = || git("list what others handed over");
        let there = self.repo.references_glob(&format!("{WAITING}*")).map_err(doing())?;
        let mut found = Vec::new();
        for reference in there {
            let reference = reference.map_err(doing())?;
            let (Ok(name), Some(tip)) = (reference.name(), reference.target()) else { continue };
            let (name, tip) = (name.to_owned(), CommitId::of(tip));
            if !self.is_ancestor(&tip, desk).unwrap_or(true) {
                found.push(HandedOver { name, tip });
            }
        }
        let turn = |one: &HandedOver| Digest::of(format!("{} {desk}", one.name).as_bytes());
        found.sort_by_cached_key(turn);
        Ok(found)
    }

    /// Where this clone hands over.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn hands_over_as(&self) -> Result<String, StorageError> {
        const NOTE: &str = "clone";
        let name = match self.note(NOTE) {
            Some(name) => name,
            None => {
                let name = format!("{:016x}", rand::random::<u64>());
                self.set_note(NOTE, &name)?;
                name
            }
        };
        Ok(format!("{WAITING}{}", name.trim()))
    }
}

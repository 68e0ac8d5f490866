//! The commits of a line since a moment, however long the line is.

use std::collections::HashSet;

use super::header;
use crate::model::Moment;
use crate::storage::{CommitInfo, Line, StorageError, Store};

impl Store {
    /// The commits of a line that were made at that moment or since, newest first. The walk ends at
    /// each that is older: what somebody made before and sent later stands behind one of them.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn since(&self, line: Line, at: Moment) -> Result<Vec<CommitInfo>, StorageError> {
        let Some(tip) = self.tip(line)? else { return Ok(Vec::new()) };
        let (mut found, mut seen, mut next) = (Vec::new(), HashSet::new(), vec![tip]);
        while let Some(id) = next.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            let commit = CommitInfo::of(&id, &header::read(&self.repo, id.oid())?)?;
            if commit.at >= at {
                next.extend(commit.parents.iter().cloned());
                found.push(commit);
            }
        }
        // Of the same second, what was met first stands behind nothing that was met later.
        found.sort_by_key(|commit| std::cmp::Reverse(commit.at));
        Ok(found)
    }

    /// The files that commit has otherwise than the one before it; of a merge, than its first parent.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn changed_by(&self, commit: &CommitInfo) -> Result<Vec<String>, StorageError> {
        let changes = self.changes(commit.parents.first(), &commit.id)?;
        Ok(changes.into_iter().map(|change| change.path).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{POST, STORY, TestDesk};

    #[test]
    fn the_walk_ends_at_what_is_older() {
        let desk = TestDesk::new();
        desk.file(STORY, "1");
        desk.file(POST, "2");
        let store = desk.store();
        let all = store.since(Line::Desk, "1970-01-02T00:00:00Z".parse().expect("a moment"));
        let all = all.expect("walked");
        assert_eq!(store.changed_by(&all[0]).expect("read"), [POST]);
        let newest = store.since(Line::Desk, all[0].at).expect("walked");
        assert!(newest.iter().all(|commit| commit.at >= all[0].at));
        let later = "2999-01-01T00:00:00Z".parse().expect("a moment");
        assert_eq!(store.since(Line::Desk, later).expect("walked"), []);
    }
}

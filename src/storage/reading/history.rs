//! The versions of one file: which commits changed it.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::path_index::{Indexed, Row, walk};
use super::proposed::{Added, Kept, Proposed};
use super::revision;
use crate::storage::caches::cache::turns;
use crate::storage::{BlobId, CommitId, CommitInfo, Line, StorageError, Store};

/// A commit that changed a file, and what the file is since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The commit.
    pub commit: CommitInfo,
    /// The file's new content; `None` where the commit removed it.
    pub blob: Option<BlobId>,
}

impl Store {
    /// The commits of a line that changed this path, oldest first; a merge is among them only
    /// where the file is other than in each of its parents.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn history(&self, line: Line, path: &str) -> Result<Vec<Version>, StorageError> {
        let rows = self.kept_versions(line, path)?;
        rows.into_iter()
            .map(|(commit, blob)| {
                let commit = self.commit_info(&commit.parse()?)?;
                Ok(Version { commit, blob: blob.map(|id| id.parse()).transpose()? })
            })
            .collect()
    }

    /// The commits of a line that changed one of these paths, oldest first.
    ///
    /// # Errors
    ///
    /// As for [`Store::history`].
    pub fn changed_any(&self, line: Line, paths: &[String]) -> Result<Vec<CommitId>, StorageError> {
        let kept = self
            .indexed(Indexed::All(line), &|db| commits_of(db, line, paths))?
            .unwrap_or_default();
        let mut found: Vec<CommitId> =
            kept.into_iter().map(|id| id.parse()).collect::<Result<_, _>>()?;
        if let Some(proposed) = self.proposed.get(&line) {
            let added = self.added_by(line, proposed)?;
            if added.anew {
                found.clear();
            }
            let of = |path: &String| added.versions.get(path).into_iter().flatten();
            let new: HashSet<&str> =
                paths.iter().flat_map(of).map(|(commit, _)| commit.as_str()).collect();
            found.extend(added.order.iter().filter(|id| new.contains(id.as_str())).cloned());
        }
        Ok(found)
    }

    /// The commits of a line that changed this path and what it has had there since, oldest first; no
    /// commit is read.
    ///
    /// # Errors
    ///
    /// As for [`Store::history`].
    pub fn versions(
        &self,
        line: Line,
        path: &str,
    ) -> Result<Vec<(CommitId, Option<BlobId>)>, StorageError> {
        let rows = self.kept_versions(line, path)?.into_iter();
        rows.map(|(commit, blob)| Ok((commit.parse()?, blob.map(|id| id.parse()).transpose()?)))
            .collect()
    }

    /// The contents that the path has had on that line, oldest first; no commit is read.
    ///
    /// # Errors
    ///
    /// As for [`Store::history`].
    pub fn contents(&self, line: Line, path: &str) -> Result<Vec<BlobId>, StorageError> {
        let rows = self.kept_versions(line, path)?;
        let blobs = rows.into_iter().filter_map(|(_, blob)| blob);
        blobs.map(|blob| Ok(blob.parse()?)).collect()
    }

    /// For each file in a folder and those below it, the contents it has had on that line, each once;
    /// no commit is read.
    ///
    /// # Errors
    ///
    /// As for [`Store::history`].
    pub fn contents_under(
        &self,
        line: Line,
        folder: &str,
    ) -> Result<BTreeMap<String, Vec<BlobId>>, StorageError> {
        let rows = self.indexed(Indexed::All(line), &|db| {
            let mut query = db.prepare_cached(
                "SELECT DISTINCT path.path, version.blob FROM path
                 JOIN version ON version.path = path.id
                 WHERE line = ? AND path.path >= ? AND path.path < ? AND blob IS NOT NULL",
            )?;
            let (start, end) = (format!("{folder}/"), format!("{folder}0"));
            let rows = query.query_map(params![line as u8, start, end], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let mut contents = BTreeMap::<String, Vec<BlobId>>::new();
        for (path, blob) in rows.unwrap_or_default() {
            contents.entry(path).or_default().push(blob.parse()?);
        }
        Ok(contents)
    }

    /// Brings the index of a line's paths up to its tip.
    pub(in crate::storage) fn index_history(&self, line: Line) -> Result<(), StorageError> {
        self.indexed(Indexed::All(line), &|_| Ok(())).map(drop)
    }

    fn kept_versions(&self, line: Line, path: &str) -> Result<Vec<Kept>, StorageError> {
        let of = Indexed::file(line, path);
        let mut rows = self.indexed(of, &|db| versions(db, of, path))?.unwrap_or_default();
        if let Some(proposed) = self.proposed.get(&line) {
            let added = self.added_by(line, proposed)?;
            if added.anew {
                rows.clear();
            }
            rows.extend(added.versions.get(path).into_iter().flatten().cloned());
        }
        Ok(rows)
    }

    /// For each file in a folder and those below it, the names of the commits of a line that
    /// changed it, oldest first, in one text.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn made_by(
        &self,
        line: Line,
        folder: &str,
    ) -> Result<BTreeMap<String, String>, StorageError> {
        let made_by = self.indexed(Indexed::All(line), &|db| {
            let mut query = db.prepare_cached(
                "SELECT path.path, version.made_by FROM path JOIN version ON version.path = path.id
                 WHERE line = ? AND path.path >= ? AND path.path < ? ORDER BY path.path, seq",
            )?;
            let (start, end) = (format!("{folder}/"), format!("{folder}0"));
            let mut rows = query.query(params![line as u8, start, end])?;
            let mut made_by = BTreeMap::<String, String>::new();
            while let Some(row) = rows.next()? {
                made_by.entry(row.get(0)?).or_default().push_str(row.get_ref(1)?.as_str()?);
            }
            Ok(made_by)
        })?;
        Ok(made_by.unwrap_or_default())
    }

    /// The folders that have or had files on that line, each with a number that is another once a commit
    /// changed a file there.
    ///
    /// # Errors
    ///
    /// The cache's and git's.
    pub fn history_turns(&self, line: Line) -> Result<BTreeMap<String, i64>, StorageError> {
        let all = Indexed::All(line);
        Ok(self.indexed(all, &|db| turns(db, &all.name()))?.unwrap_or_default())
    }

    /// What a push would add to the index of paths, which keeps nothing of it.
    fn added_by<'a>(&self, line: Line, proposed: &'a Proposed) -> Result<&'a Added, StorageError> {
        if let Some(known) = proposed.added.get() {
            return Ok(known);
        }
        let base = match self.accepted_tip(line)? {
            Some(base) if revision::descends(&self.repo, &proposed.tip, &base)? => Some(base),
            _ => None,
        };
        let mut added = Added { anew: base.is_none(), versions: HashMap::new(), order: Vec::new() };
        let (rows, _) = walk(&self.repo, Indexed::All(line), base.as_ref(), &proposed.tip)?;
        for Row { commit, change } in rows {
            if added.order.last().map(CommitId::oid) != Some(commit) {
                added.order.push(CommitId::of(commit));
            }
            let version = (commit.to_string(), change.new.map(String::from));
            added.versions.entry(change.path).or_default().push(version);
        }
        Ok(proposed.added.get_or_init(|| added))
    }
}

fn versions(db: &Connection, of: Indexed, path: &str) -> rusqlite::Result<Vec<Kept>> {
    let mut query = db.prepare_cached(
        "SELECT made_by, blob FROM version JOIN path ON path.id = version.path
         WHERE line = ? AND path.path = ? ORDER BY seq",
    )?;
    let rows = query.query_map(params![of.number(), path], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn commits_of(db: &Connection, line: Line, paths: &[String]) -> rusqlite::Result<Vec<String>> {
    let mut query = db.prepare_cached(
        "SELECT seq, made_by FROM version JOIN path ON path.id = version.path
         WHERE line = ? AND path.path = ?",
    )?;
    let mut commits: BTreeMap<i64, String> = BTreeMap::new();
    for path in paths {
        let rows = query.query_map(params![line as u8, path], |r| Ok((r.get(0)?, r.get(1)?)))?;
        for row in rows {
            let (seq, commit) = row?;
            commits.insert(seq, commit);
        }
    }
    let mut commits: Vec<String> = commits.into_values().collect();
    commits.dedup();
    Ok(commits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SETTINGS;
    use crate::storage::testing::{POST, STORY, TestDesk};

    fn commits(desk: &TestDesk, path: &str) -> Vec<String> {
        let versions = desk.store().history(Line::Desk, path).expect("read");
        versions.into_iter().map(|version| version.commit.id.to_string()).collect()
    }

    #[test]
    fn a_file_has_the_commits_that_changed_it() {
        let desk = TestDesk::new();
        let one = desk.file(POST, "one");
        assert_eq!(commits(&desk, POST), [one.as_str()]);
        desk.file(STORY, "other");
        let two = desk.file(POST, "two");
        assert_eq!(commits(&desk, POST), [one.as_str(), two.as_str()]);
        let versions = desk.store().history(Line::Desk, POST).expect("read");
        assert_eq!(versions[1].blob, Some(desk.store().hash(b"two")));
        assert_eq!(versions[1].commit.author.name, "Ana Petrova");
        let made_by = desk.store().made_by(Line::Desk, "posts").expect("read");
        assert_eq!(made_by[POST], format!("{one}{two}"));
        assert_eq!(made_by.len(), 2);
        let contents = desk.store().contents_under(Line::Desk, "posts").expect("read");
        let mut of_post = [desk.store().hash(b"one"), desk.store().hash(b"two")];
        of_post.sort();
        let mut told = contents[POST].clone();
        told.sort();
        assert_eq!((told.as_slice(), contents.len()), (of_post.as_slice(), 2));
        desk.git(&["rm", "-q", POST]);
        desk.git(&["commit", "-qm", "removed"]);
        let last = desk.store().history(Line::Desk, POST).expect("read").pop().expect("three");
        assert_eq!(last.blob, None);
        assert!(desk.store().history(Line::Desk, "none").expect("read").is_empty());
        assert_eq!(desk.store().history(Line::Record, "newsroom.toml").expect("read").len(), 1);
    }

    #[test]
    fn a_merge_counts_only_where_it_has_words_of_its_own() {
        let desk = TestDesk::new();
        desk.file(POST, "base");
        desk.file(STORY, "base");
        assert_eq!(commits(&desk, POST).len(), 1);
        desk.git(&["checkout", "-q", "-b", "side"]);
        desk.save(POST, "side");
        desk.git(&["commit", "-qam", "side"]);
        let side = desk.git(&["rev-parse", "HEAD"]);
        desk.git(&["checkout", "-q", "main"]);
        let ours = desk.file(STORY, "ours");
        desk.git(&["merge", "-q", "--no-ff", "--no-commit", "side"]);
        desk.save(STORY, "merged");
        desk.git(&["commit", "-qam", "merge"]);
        let merge = desk.git(&["rev-parse", "HEAD"]);
        let post = commits(&desk, POST);
        assert_eq!(post[1..], [side], "the merge has the side's words");
        let story = commits(&desk, STORY);
        assert_eq!(story[1..], [ours.to_string(), merge], "the merge has words of its own");
    }

    #[test]
    fn settings_have_the_commits_that_all_files_say_they_have() {
        let desk = TestDesk::new();
        let settings = |name: &str| format!("[newsroom]\nname = \"{name}\"\n");
        desk.file(POST, "one");
        desk.file(SETTINGS, &settings("two"));
        desk.git(&["checkout", "-q", "-b", "side"]);
        desk.save(SETTINGS, &settings("side"));
        desk.git(&["commit", "-qam", "side"]);
        desk.git(&["checkout", "-q", "main"]);
        desk.file(STORY, "ours");
        desk.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
        desk.git(&["rm", "-q", SETTINGS]);
        desk.git(&["commit", "-qm", "removed"]);
        desk.save(SETTINGS, &settings("three"));
        desk.git(&["add", SETTINGS]);
        desk.git(&["commit", "-qm", "three"]);
        let alone = commits(&desk, SETTINGS);
        assert_eq!(alone.len(), 5);
        let all = desk.store().changed_any(Line::Desk, &[SETTINGS.to_owned()]).expect("read");
        assert_eq!(alone, all.iter().map(ToString::to_string).collect::<Vec<_>>());
        let blobs = |of: Indexed| {
            let store = desk.store();
            store.indexed(of, &|db| versions(db, of, SETTINGS)).expect("read")
        };
        assert_eq!(blobs(Indexed::Settings), blobs(Indexed::All(Line::Desk)));
    }

    #[test]
    fn a_history_that_was_rewritten_is_read_anew() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        let two = desk.file(POST, "two").to_string();
        assert!(commits(&desk, POST).contains(&two));
        desk.git(&["reset", "-q", "--hard", "HEAD~1"]);
        assert!(!commits(&desk, POST).contains(&two));
        assert_eq!(commits(&desk, POST).len(), 1);
    }
}

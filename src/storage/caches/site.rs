//! What builds of a site note for the next one, so that a release asks of it what it touches and no
//! more: a row for each story, post and file, and a few words about all of it.
//!
//! All changes of a build are one transaction: either the next one finds all of them, or none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::database::{Shape, is_damage, remove};
use crate::model::Digest;
use crate::storage::StorageError;

// A post is looked for by its id and goes with its story; a name stands for what the pages of a story
// tell of a post.
const SHAPE: Shape = Shape {
    version: 1,
    tables: "
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE story (
        folder TEXT PRIMARY KEY, address TEXT NOT NULL, made_of TEXT NOT NULL,
        brief TEXT NOT NULL, more TEXT NOT NULL, sum TEXT NOT NULL,
        files INTEGER NOT NULL, shown INTEGER NOT NULL
    );
    CREATE TABLE post (id TEXT NOT NULL, path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE INDEX post_id ON post (id);
    CREATE TABLE name (
        id TEXT NOT NULL, folder TEXT NOT NULL, standing TEXT NOT NULL, PRIMARY KEY (id, folder)
    ) WITHOUT ROWID;
    CREATE INDEX name_folder ON name (folder);
    CREATE TABLE file (path TEXT PRIMARY KEY, bytes INTEGER, at INTEGER) WITHOUT ROWID;
    ",
};

/// How a file was left: its size in bytes, and when it was last written, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Its size in bytes.
    pub bytes: i64,
    /// When it was last written.
    pub at: i64,
}

/// What is noted of a story.
#[derive(Debug)]
pub struct NotedStory<B, M> {
    /// Its folder on the site.
    pub address: String,
    /// What the record had of it.
    pub made_of: String,
    /// What pages about all stories say of it.
    pub brief: B,
    /// What else its builder needs when it makes its pages again.
    pub more: M,
    /// How many files it has on the site.
    pub files: usize,
    /// How many of its documents readers can see.
    pub shown: usize,
}

/// The notes of one site: its file, or in memory where the file cannot be written.
#[derive(Debug)]
pub struct SiteNotes {
    db: Connection,
    path: Option<PathBuf>,
}

impl SiteNotes {
    /// The notes in that file, which is made where there is none or a damaged one.
    pub fn in_file(path: &Path) -> Self {
        Self { db: SHAPE.open(path), path: Some(path.to_owned()) }
    }

    /// Notes that are gone with this run.
    pub fn in_memory() -> Self {
        Self { db: SHAPE.in_memory(), path: None }
    }

    /// Begins a build: what it notes stands once it is [kept](Self::keep).
    ///
    /// # Errors
    ///
    /// The database's, as for all of these.
    pub fn begin(&self) -> Result<(), StorageError> {
        self.tried(self.db.execute_batch("BEGIN"))
    }

    /// Keeps what was noted since a build began.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn keep(&self) -> Result<(), StorageError> {
        self.tried(self.db.execute_batch("COMMIT"))
    }

    /// Forgets all of it, as nothing stands of what was noted.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn forget(&self) -> Result<(), StorageError> {
        self.tried(self.db.execute_batch(
            "DELETE FROM about; DELETE FROM story; DELETE FROM post; DELETE FROM name; DELETE FROM file;",
        ))
    }

    /// What is noted about all of the site under that name.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn about(&self, name: &str) -> Result<Option<String>, StorageError> {
        let mut found =
            self.tried(self.db.prepare_cached("SELECT value FROM about WHERE name = ?"))?;
        self.tried(found.query_row([name], |row| row.get(0)).optional())
    }

    /// Notes that.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn set_about(&self, name: &str, value: &str) -> Result<(), StorageError> {
        self.write("INSERT OR REPLACE INTO about VALUES (?, ?)", params![name, value])
    }

    /// What each story was made of and its address, by its folder on the record.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn stories(&self) -> Result<BTreeMap<String, (String, String)>, StorageError> {
        let row = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
        Ok(self.rows("SELECT folder, made_of, address FROM story", [], row)?.into_iter().collect())
    }

    /// How many files the stories have, and how many documents readers can see.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn counts(&self) -> Result<(usize, usize), StorageError> {
        const SUMS: &str = "SELECT coalesce(sum(files), 0), coalesce(sum(shown), 0) FROM story";
        let sums = self.db.query_row(SUMS, [], |row| Ok((row.get(0)?, row.get(1)?)));
        self.tried(sums)
    }

    /// What is noted of the story in that folder of the record.
    ///
    /// # Errors
    ///
    /// The database's; a row that is damaged.
    pub fn story<B: DeserializeOwned, M: DeserializeOwned>(
        &self,
        folder: &str,
    ) -> Result<Option<NotedStory<B, M>>, StorageError> {
        const STORY: &str = "SELECT address, made_of, brief, more, sum, files, shown FROM story \
                             WHERE folder = ?";
        let row = |row: &Row<'_>| {
            let (brief, more): (String, String) = (row.get(2)?, row.get(3)?);
            is_whole(folder, [&brief, &more], &row.get::<_, String>(4)?)?;
            Ok(NotedStory {
                address: row.get(0)?,
                made_of: row.get(1)?,
                brief: json(&brief)?,
                more: json(&more)?,
                files: row.get(5)?,
                shown: row.get(6)?,
            })
        };
        Ok(self.rows(STORY, [folder], row)?.pop())
    }

    /// What pages about all stories say of each, and what else is noted, by its folder on the record.
    ///
    /// # Errors
    ///
    /// The database's; a row that is damaged.
    pub fn all<B: DeserializeOwned, M: DeserializeOwned>(
        &self,
    ) -> Result<BTreeMap<String, (B, M)>, StorageError> {
        let row = |row: &Row<'_>| {
            let (folder, brief, more): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            is_whole(&folder, [&brief, &more], &row.get::<_, String>(3)?)?;
            Ok((folder, (json(&brief)?, json(&more)?)))
        };
        const ALL: &str = "SELECT folder, brief, more, sum FROM story";
        Ok(self.rows(ALL, [], row)?.into_iter().collect())
    }

    /// Notes what pages about all stories say of that one, in place of what was noted.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn set_brief<B: Serialize, M: Serialize>(
        &self,
        folder: &str,
        (brief, more): (&B, &M),
    ) -> Result<(), StorageError> {
        let (brief, more) = (text(brief), text(more));
        let sum = sum(folder, [&brief, &more]);
        const SET: &str = "UPDATE story SET brief = ?, more = ?, sum = ? WHERE folder = ?";
        self.write(SET, params![brief, more, sum, folder])
    }

    /// Notes a story, its posts (id and path on the record), and what its pages tell of posts (id and
    /// standing), in place of what was noted of it.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn put_story<B: Serialize, M: Serialize>(
        &self,
        folder: &str,
        story: &NotedStory<B, M>,
        posts: impl Iterator<Item = (String, String)>,
        names: impl Iterator<Item = (String, String)>,
    ) -> Result<(), StorageError> {
        self.drop_story(folder)?;
        let (brief, more) = (text(&story.brief), text(&story.more));
        self.write(
            "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                folder,
                story.address,
                story.made_of,
                brief,
                more,
                sum(folder, [&brief, &more]),
                story.files,
                story.shown
            ],
        )?;
        for (id, path) in posts {
            self.write("INSERT OR REPLACE INTO post VALUES (?, ?)", params![id, path])?;
        }
        for (id, standing) in names {
            self.write("INSERT INTO name VALUES (?, ?, ?)", params![id, folder, standing])?;
        }
        Ok(())
    }

    /// Notes what the story was made of, in place of what was noted.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn set_made_of(&self, folder: &str, made_of: &str) -> Result<(), StorageError> {
        self.write("UPDATE story SET made_of = ? WHERE folder = ?", [made_of, folder])
    }

    /// Takes a story out, with its posts and what its pages told.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn drop_story(&self, folder: &str) -> Result<(), StorageError> {
        let (first, end) = below(folder);
        self.write("DELETE FROM post WHERE path >= ? AND path < ?", params![first, end])?;
        self.write("DELETE FROM name WHERE folder = ?", [folder])?;
        self.write("DELETE FROM story WHERE folder = ?", [folder])
    }

    /// The path on the record of the post of that id, wherever it is.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn path_of(&self, id: &str) -> Result<Option<String>, StorageError> {
        Ok(self.rows("SELECT path FROM post WHERE id = ?", [id], |row| row.get(0))?.pop())
    }

    /// The stories whose pages tell of the post of that id, and what had become of it.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn telling(&self, id: &str) -> Result<Vec<(String, String)>, StorageError> {
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        self.rows("SELECT folder, standing FROM name WHERE id = ?", [id], row)
    }

    /// How a file was left, where it is one of the site's: nothing is known of how where its name is all
    /// that a build left.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn file(&self, path: &str) -> Result<Option<Option<Left>>, StorageError> {
        Ok(self
            .rows("SELECT bytes, at FROM file WHERE path = ?", [path], |row| left(row, 0))?
            .pop())
    }

    /// Notes a file of the site.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn put_file(&self, path: &str, left: Option<Left>) -> Result<(), StorageError> {
        let (bytes, at) = (left.map(|left| left.bytes), left.map(|left| left.at));
        self.write("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", params![path, bytes, at])
    }

    /// Takes a file out.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn drop_file(&self, path: &str) -> Result<(), StorageError> {
        self.write("DELETE FROM file WHERE path = ?", [path])
    }

    /// The files of the site behind that path, so many at the most, in the order of their paths.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn files_after(
        &self,
        path: &str,
        most: usize,
    ) -> Result<Vec<(String, Option<Left>)>, StorageError> {
        const AFTER: &str = "SELECT path, bytes, at FROM file WHERE path > ? ORDER BY path LIMIT ?";
        self.rows(AFTER, params![path, most], |row| Ok((row.get(0)?, left(row, 1)?)))
    }

    /// The files in that folder of the site; all of them where the name is empty.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn files_in(&self, folder: &str) -> Result<Vec<String>, StorageError> {
        match folder {
            "" => self.rows("SELECT path FROM file", [], |row| row.get(0)),
            _ => {
                let (first, end) = below(folder);
                const IN: &str = "SELECT path FROM file WHERE path >= ? AND path < ?";
                self.rows(IN, params![first, end], |row| row.get(0))
            }
        }
    }

    fn rows<T>(
        &self,
        query: &str,
        values: impl rusqlite::Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StorageError> {
        let read = || self.db.prepare_cached(query)?.query_map(values, row)?.collect();
        self.tried(read())
    }

    fn write(&self, change: &str, values: impl rusqlite::Params) -> Result<(), StorageError> {
        let write = || self.db.prepare_cached(change)?.execute(values);
        self.tried(write()).map(drop)
    }

    /// A database that is damaged is gone for the next build, which then makes all of the site anew.
    fn tried<T>(&self, result: rusqlite::Result<T>) -> Result<T, StorageError> {
        result.map_err(|source| {
            if let Some(path) = self.path.as_ref().filter(|_| is_damage(&source)) {
                remove(path);
            }
            StorageError::Cache { source }
        })
    }
}

/// All paths below that folder: from the first on, and before the second.
fn below(folder: &str) -> (String, String) {
    (format!("{folder}/"), format!("{folder}0"))
}

fn left(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Left>> {
    let (bytes, at): (Option<i64>, Option<i64>) = (row.get(first)?, row.get(first + 1)?);
    Ok(bytes.zip(at).map(|(bytes, at)| Left { bytes, at }))
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn json<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|error| damaged(Box::new(error)))
}

/// SQLite keeps no sums of its pages: a bit that fell over in a text would be believed.
fn sum(folder: &str, texts: [&str; 2]) -> String {
    Digest::of(format!("{folder}\n{}\n{}", texts[0], texts[1]).as_bytes()).to_string()
}

fn is_whole(folder: &str, texts: [&str; 2], noted: &str) -> rusqlite::Result<()> {
    if sum(folder, texts) == noted {
        return Ok(());
    }
    Err(damaged(format!("what is noted of {folder} is damaged").into()))
}

fn damaged(error: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Story = NotedStory<String, u32>;

    fn story(brief: &str) -> Story {
        let (address, made_of, brief) = ("storm".to_owned(), "words".to_owned(), brief.to_owned());
        NotedStory { address, made_of, brief, more: 7, files: 2, shown: 1 }
    }

    fn put(notes: &SiteNotes, folder: &str, brief: &str) {
        let posts = [("ab".to_owned(), format!("{folder}/p-ab.toml"))].into_iter();
        let names = [("cd".to_owned(), "live".to_owned())].into_iter();
        notes.put_story(folder, &story(brief), posts, names).expect("noted");
    }

    #[test]
    fn a_story_goes_with_its_posts_and_what_it_tells_and_no_other_does() {
        let notes = SiteNotes::in_memory();
        for folder in ["posts/2026/11/storm", "posts/2026/11/storm-2", "posts/2026/11/storm0"] {
            put(&notes, folder, folder);
        }
        put(&notes, "posts/2026/11/storm", "again");
        let found: Story = notes.story("posts/2026/11/storm").expect("read").expect("noted");
        assert_eq!((found.brief.as_str(), found.more), ("again", 7));
        assert_eq!(notes.counts().expect("read"), (6, 3));
        notes.drop_story("posts/2026/11/storm").expect("gone");
        assert!(notes.story::<String, u32>("posts/2026/11/storm").expect("read").is_none());
        assert_eq!(notes.telling("cd").expect("read").len(), 2);
        assert_eq!(
            notes
                .rows("SELECT path FROM post", [], |row| row.get::<_, String>(0))
                .expect("read")
                .len(),
            2
        );
    }

    #[test]
    fn what_a_build_noted_stands_once_it_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notes.sqlite");
        for kept in [false, true] {
            let notes = SiteNotes::in_file(&path);
            notes.begin().expect("begun");
            put(&notes, "posts/2026/11/storm", "1");
            notes.put_file("storm/index.html", Some(Left { bytes: 3, at: 4 })).expect("noted");
            notes.put_file("left", None).expect("noted");
            if kept {
                notes.keep().expect("kept");
            }
            drop(notes);
            let notes = SiteNotes::in_file(&path);
            assert_eq!(notes.stories().expect("read").len(), usize::from(kept));
            let known = notes.file("storm/index.html").expect("read");
            assert_eq!(known, kept.then_some(Some(Left { bytes: 3, at: 4 })));
            assert_eq!(notes.file("left").expect("read"), kept.then_some(None));
        }
    }

    #[test]
    fn a_row_that_is_not_as_it_was_noted_is_an_error_and_all_is_made_anew_after_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notes.sqlite");
        let notes = SiteNotes::in_file(&path);
        put(&notes, "posts/2026/11/storm", "The pier holds");
        notes.write("UPDATE story SET brief = '\"The pier hold5\"'", []).expect("a bit");
        let read = notes.all::<String, u32>();
        assert!(matches!(read, Err(StorageError::Cache { .. })), "{read:?}");
        assert!(SiteNotes::in_file(&path).stories().expect("read").is_empty());
    }

    #[test]
    fn files_come_in_turns_and_by_folder() {
        let notes = SiteNotes::in_memory();
        for path in ["a/1", "a/2", "a-b/1", "c"] {
            notes.put_file(path, None).expect("noted");
        }
        let after = |path: &str| -> Vec<String> {
            let files = notes.files_after(path, 2).expect("read");
            files.into_iter().map(|(path, _)| path).collect()
        };
        assert_eq!(after(""), ["a-b/1", "a/1"]);
        assert_eq!(after("a/1"), ["a/2", "c"]);
        assert_eq!(after("c"), [""; 0]);
        assert_eq!(notes.files_in("a").expect("read"), ["a/1", "a/2"]);
        assert_eq!(notes.files_in("").expect("read").len(), 4);
        notes.drop_file("a/1").expect("gone");
        assert_eq!(notes.files_in("a").expect("read"), ["a/2"]);
    }
}

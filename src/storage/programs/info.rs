//! Lines for git in its `info` folder, which are this clone's alone (gitrepository-layout(5)).

use crate::storage::ground::durable;
use crate::storage::ground::error::git;
use crate::storage::{StorageError, Store};

impl Store {
    /// Has git pass over a folder of the work tree, in this clone alone.
    ///
    /// # Errors
    ///
    /// Git's; the disk's.
    pub fn pass_over(&self, folder: &str) -> Result<(), StorageError> {
        let ignored = self.repo.is_path_ignored(folder);
        if ignored.map_err(git(format!("ask what is passed over of {folder}")))? {
            return Ok(());
        }
        let mut line = "/".to_owned();
        for letter in folder.trim_end_matches('/').chars() {
            // As gitignore(5) has its patterns.
            line.extend("*?[\\!# ".contains(letter).then_some('\\'));
            line.push(letter);
        }
        self.add_info("exclude", &[line + "/"])
    }

    /// The text of a file in git's `info` folder with these lines added; `None` where it has them all.
    pub(in crate::storage) fn info_lines(
        &self,
        file: &str,
        lines: &[String],
    ) -> Result<Option<String>, StorageError> {
        let there = durable::read(&self.repo.commondir().join("info").join(file))?;
        let mut text = String::from_utf8_lossy(&there.unwrap_or_default()).into_owned();
        let missing: Vec<&String> =
            lines.iter().filter(|line| !text.lines().any(|known| known == *line)).collect();
        if missing.is_empty() {
            return Ok(None);
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        missing.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        Ok(Some(text))
    }

    /// Adds lines to a file in git's `info` folder, which is this clone's alone.
    pub(in crate::storage) fn add_info(
        &self,
        file: &str,
        lines: &[String],
    ) -> Result<(), StorageError> {
        let Some(text) = self.info_lines(file, lines)? else { return Ok(()) };
        let folder = self.repo.commondir().join("info");
        durable::make_folder(&folder)?;
        durable::replace(&folder.join(file), text.as_bytes())?;
        Ok(())
    }
}

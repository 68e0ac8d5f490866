//! A person's editor, and words that must not be lost in it.
//!
//! The file is written before the editor starts and taken away only after its words are stored:
//! whatever goes wrong between, they are still there, and the error says where.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use super::interrupt::{EXIT, Hold};
use super::prompt::{Prompt, PromptError};

/// Starts each line that says what is wrong with the text below.
const PROBLEM: &str = "# problem: ";

/// Why there is no text from the editor. What was written is in the file at `path`.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// The file for the editor cannot be written or read.
    #[error("cannot use {} for the editor: {source}", path.display())]
    File {
        /// The file or its folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The editor did not start, or did not end well.
    #[error("the editor `{command}` failed ({how}); what you wrote is kept in {}", path.display())]
    Failed {
        /// The command that was run.
        command: String,
        /// How it ended.
        how: String,
        /// Whether Ctrl-C ended it.
        interrupted: bool,
        /// The file.
        path: PathBuf,
    },
    /// What was saved does not parse, and nobody wants to go on with it.
    #[error(
        "what was saved has {} problem{}, the first: {}; it is kept in {}",
        problems.len(), if problems.len() == 1 { "" } else { "s" },
        problems.first().map_or("", String::as_str), path.display()
    )]
    Unparsed {
        /// What is wrong with it.
        problems: Vec<String>,
        /// The file.
        path: PathBuf,
    },
    /// The question whether to go on got no answer.
    #[error("{source}; what you wrote is kept in {}", path.display())]
    Unanswered {
        /// Why not.
        source: PromptError,
        /// The file.
        path: PathBuf,
    },
}

/// What came out of the editor. The file stays until [`Self::settle`].
#[derive(Debug)]
pub struct Edited<T> {
    /// What the text means.
    pub value: T,
    /// The text as it was saved.
    pub text: String,
    path: PathBuf,
}

impl<T> Edited<T> {
    /// Where the words are until they are settled.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the file away: to be called once its words are stored. Returns what the text means.
    pub fn settle(self) -> T {
        remove(&self.path);
        self.value
    }
}

/// A person's editor.
#[derive(Debug, Clone)]
pub struct Editor {
    command: String,
    folder: PathBuf,
}

impl Editor {
    /// The editor of that command (what `git var GIT_EDITOR` says), with its files in the folder.
    pub fn new(command: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        Self { command: command.into(), folder: folder.into() }
    }

    /// Opens the editor with the text; `None` where it was left as it was.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written or read, and where the editor fails.
    pub fn edit(&self, text: &str) -> Result<Option<Edited<()>>, EditorError> {
        self.edit_until(text, None, |_| Ok(()))
    }

    /// Opens the editor with the text until what is saved parses; `None` where it was left as it
    /// was at the first look. Problems are put above the text as comments (which never reach
    /// `parse`), and the person is asked whether to go on.
    ///
    /// # Errors
    ///
    /// As [`Self::edit`]; and where what was saved does not parse and nobody can be asked, or the
    /// answer is no.
    pub fn edit_until<T>(
        &self,
        text: &str,
        prompt: Option<&Prompt>,
        parse: impl FnMut(&str) -> Result<T, Vec<String>>,
    ) -> Result<Option<Edited<T>>, EditorError> {
        self.edit_while(text, parse, |problems| match prompt {
            Some(prompt) => prompt.confirm(&reopen(problems), true, false),
            None => Ok(false),
        })
    }

    fn edit_while<T>(
        &self,
        text: &str,
        mut parse: impl FnMut(&str) -> Result<T, Vec<String>>,
        mut again: impl FnMut(&[String]) -> Result<bool, PromptError>,
    ) -> Result<Option<Edited<T>>, EditorError> {
        let path = self.create(text)?;
        let mut saved = self.open(&path)?;
        if saved == text {
            remove(&path);
            return Ok(None);
        }
        loop {
            let problems = match parse(&saved) {
                Ok(value) => return Ok(Some(Edited { value, text: saved, path })),
                Err(problems) => problems,
            };
            match again(&problems) {
                Ok(true) => {}
                Ok(false) => return Err(EditorError::Unparsed { problems, path }),
                Err(source) => return Err(EditorError::Unanswered { source, path }),
            }
            write(&path, &with_problems(&problems, &saved))?;
            saved = self.open(&path)?;
        }
    }

    /// A new file with the text, for this person's eyes alone.
    fn create(&self, text: &str) -> Result<PathBuf, EditorError> {
        let failed = |source| EditorError::File { path: self.folder.clone(), source };
        #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut file = tempfile::Builder::new()
            .prefix("edit-")
            .suffix(".toml")
            .tempfile_in(&self.folder)
            .map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.keep().map(|(_, path)| path).map_err(|error| failed(error.error))
    }

    /// Runs the editor on the file, and reads what was saved, without the lines about problems.
    fn open(&self, path: &Path) -> Result<String, EditorError> {
        let failed = |how: String, interrupted| EditorError::Failed {
            command: self.command.clone(),
            how,
            interrupted,
            path: path.to_owned(),
        };
        let status = self.run(path).map_err(|error| failed(error.to_string(), false))?;
        if !status.success() {
            return Err(failed(status.to_string(), was_interrupted(status)));
        }
        #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
        let saved = std::fs::read_to_string(path);
        let saved = saved.map_err(|source| EditorError::File { path: path.to_owned(), source })?;
        Ok(without_problems(&saved.replace("\r\n", "\n")).to_owned())
    }

    /// As git runs it: the command is the shell's to split, the file is an argument of its own.
    fn run(&self, path: &Path) -> io::Result<ExitStatus> {
        let _editor_deals_with_ctrl_c = Hold::new();
        #[expect(clippy::disallowed_methods, reason = "cli runs the editor")]
        Command::new("sh")
            .arg("-c")
            .arg(format!("{} \"$@\"", self.command))
            .arg(&self.command)
            .arg(path)
            .status()
    }
}

/// A shell that waited for the editor tells of Ctrl-C by its exit code; one that became the editor
/// dies of the signal itself.
fn was_interrupted(status: ExitStatus) -> bool {
    #[cfg(unix)]
    const SIGINT: i32 = 2;
    #[cfg(unix)]
    if std::os::unix::process::ExitStatusExt::signal(&status) == Some(SIGINT) {
        return true;
    }
    status.code() == Some(i32::from(EXIT))
}

fn write(path: &Path, text: &str) -> Result<(), EditorError> {
    #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
    std::fs::write(path, text).map_err(|source| EditorError::File { path: path.to_owned(), source })
}

/// A file that stays behind harms nobody.
fn remove(path: &Path) {
    #[expect(clippy::disallowed_methods, reason = "cli gives the editor a file")]
    let _ = std::fs::remove_file(path);
}

fn reopen(problems: &[String]) -> String {
    let more = match problems.len() {
        0 | 1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    format!("{}{more}. Open it again?", problems.first().map_or("", String::as_str))
}

/// The text below its problems, one a line.
fn with_problems(problems: &[String], text: &str) -> String {
    let line = |problem: &String| format!("{PROBLEM}{}\n", problem.replace('\n', " "));
    problems.iter().map(line).collect::<String>() + text
}

/// The text without the lines about problems above it.
fn without_problems(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with(PROBLEM) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(folder: &Path, script: &str) -> Editor {
        Editor::new(script, folder.join("edits"))
    }

    fn files(folder: &Path) -> usize {
        #[expect(clippy::disallowed_methods, reason = "looks at what the editor left")]
        std::fs::read_dir(folder.join("edits")).map_or(0, Iterator::count)
    }

    fn folder() -> tempfile::TempDir {
        tempfile::Builder::new().prefix("it's a desk").tempdir().expect("a folder")
    }

    #[test]
    fn words_come_back_and_their_file_stays_until_they_are_settled() {
        let folder = folder();
        let editor = editor(folder.path(), "printf 'new\\r\\n' >>");
        let edited = editor.edit("old\n").expect("edited").expect("changed");
        assert_eq!(edited.text, "old\nnew\n");
        assert!(edited.path().extension().is_some_and(|extension| extension == "toml"));
        assert_eq!(files(folder.path()), 1);
        edited.settle();
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn a_text_left_as_it_was_is_told() {
        let folder = folder();
        assert!(editor(folder.path(), "true").edit("old\n").expect("edited").is_none());
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn an_editor_that_fails_keeps_the_words() {
        let folder = folder();
        let script = "f() { echo typed >>\"$1\"; return 3; }; f";
        let error = editor(folder.path(), script).edit("old\n").expect_err("failed");
        let EditorError::Failed { path, how, .. } = &error else { panic!("{error}") };
        assert!(how.contains('3'), "{how}");
        #[expect(clippy::disallowed_methods, reason = "looks at what the editor left")]
        let kept = std::fs::read_to_string(path).expect("kept");
        assert_eq!(kept, "old\ntyped\n");
        let interrupted = editor(folder.path(), "kill -INT $$;").edit("x").expect_err("failed");
        assert!(matches!(interrupted, EditorError::Failed { interrupted: true, .. }));
        let missing = editor(folder.path(), "there-is-no-such-editor 2>/dev/null");
        assert!(matches!(missing.edit("x"), Err(EditorError::Failed { .. })));
    }

    #[test]
    fn what_does_not_parse_comes_back_with_its_problems_and_without_them() {
        let folder = folder();
        let script = "f() { cp \"$1\" \"$1.seen\"; echo more >>\"$1\"; }; f";
        let mut seen = Vec::new();
        let parse = |text: &str| {
            seen.push(text.to_owned());
            if seen.len() < 3 { Err(vec!["first".into(), "se\ncond".into()]) } else { Ok(7) }
        };
        let editor = editor(folder.path(), script);
        let edited = editor.edit_while("old\n", parse, |_| Ok(true)).expect("edited");
        let edited = edited.expect("changed");
        assert_eq!(seen, ["old\nmore\n", "old\nmore\nmore\n", "old\nmore\nmore\nmore\n"]);
        #[expect(clippy::disallowed_methods, reason = "looks at what the editor was given")]
        let given =
            std::fs::read_to_string(format!("{}.seen", edited.path().display())).expect("seen");
        assert_eq!(given, "# problem: first\n# problem: se cond\nold\nmore\nmore\n");
        assert_eq!(edited.settle(), 7);
    }

    #[test]
    fn with_nobody_to_ask_what_does_not_parse_is_kept_and_its_path_told() {
        let folder = folder();
        let parse = |_: &str| Err::<(), _>(vec!["`headline` is missing".to_owned()]);
        let error = editor(folder.path(), "echo x >>").edit_until("old\n", None, parse);
        let message = error.expect_err("does not parse").to_string();
        assert!(message.contains("1 problem, the first: `headline` is missing"), "{message}");
        assert!(message.contains(".toml"), "{message}");
        assert_eq!(files(folder.path()), 1);
    }

    #[test]
    fn a_persons_own_comments_stay() {
        let text = "# ours since nine\n# problem: not at the top\n";
        assert_eq!(without_problems(&with_problems(&["p".into()], text)), text);
    }
}

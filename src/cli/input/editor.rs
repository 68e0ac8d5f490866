//! A person's editor, and words that must not be lost in it.
//!
//! The file is written before the editor starts and taken away only after its words are stored:
//! whatever goes wrong between, they are still there, and the error says where.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use super::kept::Kept;
use super::prompt::{Prompt, PromptError};
use crate::cli::interrupt::{EXIT, Hold};

/// Starts each line that says what is wrong with the text below.
const PROBLEM: &str = "# problem: ";

/// Why there is no text from the editor.
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
    /// What was saved is not text.
    #[error("what was saved is not UTF-8 text; it is kept in {}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// The editor did not start, or did not end well.
    #[error("the editor `{command}` failed ({how}); {}", kept(path.as_deref()))]
    Failed {
        /// The command that was run.
        command: String,
        /// How it ended.
        how: String,
        /// Whether Ctrl-C ended it.
        interrupted: bool,
        /// The file; `None` where nothing was written in it.
        path: Option<PathBuf>,
    },
    /// What was saved does not parse, and nobody wants to go on with it.
    #[error(
        "what was saved has {} problem{}; it is kept in {}{}",
        mistakes.len(), if mistakes.len() == 1 { "" } else { "s" }, path.display(), listed(mistakes)
    )]
    Unparsed {
        /// What is wrong with it.
        mistakes: Vec<Mistake>,
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

impl EditorError {
    /// Whether words are kept for another try.
    pub fn keeps_words(&self) -> bool {
        !matches!(self, Self::File { .. } | Self::Failed { path: None, .. })
    }
}

fn file(path: &Path, source: io::Error) -> EditorError {
    if source.kind() == io::ErrorKind::InvalidData {
        return EditorError::NotText { path: path.to_owned() };
    }
    EditorError::File { path: path.to_owned(), source }
}

fn kept(path: Option<&Path>) -> String {
    match path {
        Some(path) => format!("what you wrote is kept in {}", path.display()),
        None => "nothing was changed".to_owned(),
    }
}

fn listed(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(|mistake| format!("\n  {}", mistake.at(0))).collect()
}

/// Something wrong with a text, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, and what to do about it.
    pub text: String,
}

impl Mistake {
    /// In a sentence, where `above` lines stand above the text.
    fn at(&self, above: usize) -> String {
        format!(
            "line {}, column {}: {}",
            self.line + above,
            self.column,
            self.text.replace('\n', " ")
        )
    }
}

/// What came out of the editor. The file stays until [`Self::settle`].
#[derive(Debug)]
pub struct Edited<T> {
    /// What the text means.
    pub value: T,
    /// The text as it was saved.
    pub text: String,
    kept: Kept,
}

impl<T> Edited<T> {
    /// Where the words are until they are settled.
    pub fn path(&self) -> &Path {
        self.kept.path()
    }

    /// What the editor was first opened with.
    pub fn base(&self) -> &str {
        self.kept.base()
    }

    /// Takes the file away: to be called once its words are stored. Returns what the text means.
    pub fn settle(self) -> T {
        self.kept.discard();
        self.value
    }

    /// With what the text means to somebody else.
    pub fn map<U>(self, meaning: impl FnOnce(&str) -> U) -> Edited<U> {
        Edited { value: meaning(&self.text), text: self.text, kept: self.kept }
    }
}

/// What an editor is opened with.
#[derive(Debug)]
pub enum Start {
    /// A text that was never edited.
    New(String),
    /// A text that cannot be read.
    Broken {
        /// As it is in its file.
        text: String,
        /// As the editor shows it.
        opens: String,
        /// What is wrong in that, which is put above it.
        mistakes: Vec<Mistake>,
    },
    /// Words that an earlier session left behind.
    Left(Kept),
}

/// A person's editor.
#[derive(Debug, Clone)]
pub struct Editor {
    command: String,
    folder: PathBuf,
    about: String,
    ending: String,
    typed: Vec<String>,
}

impl Editor {
    /// The editor of that command (what `git var GIT_EDITOR` says), with its files in the folder,
    /// named for what they are about and with that ending.
    pub fn new(
        command: impl Into<String>,
        folder: impl Into<PathBuf>,
        about: &str,
        ending: &str,
    ) -> Self {
        Self {
            command: command.into(),
            folder: folder.into(),
            about: about.to_owned(),
            ending: ending.to_owned(),
            typed: Vec::new(),
        }
    }

    /// The same, with the command line kept beside the words: who goes on with them goes on with that.
    pub fn keeping(self, typed: Vec<String>) -> Self {
        Self { typed, ..self }
    }

    /// Those words that an earlier session left behind.
    pub fn left_as(&self, name: &str) -> Option<Kept> {
        Kept::all(&self.folder).into_iter().find(|kept| kept.name() == name)
    }

    /// The newest words about the same that an earlier session left behind.
    pub fn left(&self) -> Option<Kept> {
        Kept::left(&self.folder, &self.about, &self.ending).into_iter().next()
    }

    /// Opens the editor until what is saved parses; `None` where the text is as it was first given,
    /// or Markdown is empty.
    /// Problems are put above the text as comments (which never reach `parse`), and the person is
    /// asked whether to go on.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written or read; where the editor fails; where what was saved does
    /// not parse and nobody can be asked, or the answer is no.
    pub fn edit_until<T>(
        &self,
        start: Start,
        prompt: Option<&Prompt>,
        parse: impl FnMut(&str) -> Result<T, Vec<Mistake>>,
    ) -> Result<Option<Edited<T>>, EditorError> {
        self.edit_while(start, parse, |mistakes| match prompt {
            Some(prompt) => prompt.confirm(&reopen(mistakes), true, false),
            None => Ok(false),
        })
    }

    fn edit_while<T>(
        &self,
        start: Start,
        mut parse: impl FnMut(&str) -> Result<T, Vec<Mistake>>,
        mut again: impl FnMut(&[Mistake]) -> Result<bool, PromptError>,
    ) -> Result<Option<Edited<T>>, EditorError> {
        let kept = self.begin(start)?;
        let path = kept.path().to_owned();
        loop {
            let run = self.run(&kept);
            let saved = kept.text().map_err(|error| file(&path, error))?;
            let saved =
                if self.has_problems() { without_problems(&saved).to_owned() } else { saved };
            let blank = |text: &str| self.ending == "md" && text.trim().is_empty();
            let untouched = saved.trim() == kept.base().trim() || blank(&saved);
            if untouched {
                kept.discard();
                return match run {
                    Ok(()) => Ok(None),
                    Err(failure) => Err(self.failed(failure, None)),
                };
            }
            run.map_err(|failure| self.failed(failure, Some(path.clone())))?;
            let mistakes = match parse(&saved) {
                Ok(value) => return Ok(Some(Edited { value, text: saved, kept })),
                Err(mistakes) => mistakes,
            };
            // What stays behind are the person's own words, not our lines above them.
            kept.set_text(&saved).map_err(|error| file(&path, error))?;
            match again(&mistakes) {
                Ok(true) => {}
                Ok(false) => return Err(EditorError::Unparsed { mistakes, path }),
                Err(source) => return Err(EditorError::Unanswered { source, path }),
            }
            let marked = with_problems(&mistakes, &saved);
            kept.set_text(&marked).map_err(|error| file(&path, error))?;
        }
    }

    /// Whether problems are put above the text: a remark in TOML, a heading in Markdown.
    fn has_problems(&self) -> bool {
        self.ending == "toml"
    }

    fn begin(&self, start: Start) -> Result<Kept, EditorError> {
        match start {
            Start::Left(kept) => Ok(kept),
            Start::New(text) => self.create(&text),
            Start::Broken { text, opens, mistakes } => {
                let kept = self.create(&text)?;
                let marked = with_problems(&mistakes, &opens);
                kept.set_text(&marked).map_err(|error| file(kept.path(), error))?;
                Ok(kept)
            }
        }
    }

    fn create(&self, text: &str) -> Result<Kept, EditorError> {
        Kept::create(&self.folder, &self.about, &self.ending, text, &self.typed)
            .map_err(|error| file(&self.folder, error))
    }

    fn failed(&self, (how, interrupted): (String, bool), path: Option<PathBuf>) -> EditorError {
        EditorError::Failed { command: self.command.clone(), how, interrupted, path }
    }

    /// As git runs it: the command is the shell's to split, the file is an argument of its own.
    /// Gives how it failed, and whether by Ctrl-C.
    fn run(&self, kept: &Kept) -> Result<(), (String, bool)> {
        let _editor_deals_with_ctrl_c = Hold::new();
        #[expect(clippy::disallowed_methods, reason = "cli runs the editor")]
        let status = Command::new("sh")
            .arg("-c")
            .arg(format!("{} \"$@\"", self.command))
            .arg(&self.command)
            .arg(kept.path())
            .status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err((status.to_string(), was_interrupted(status))),
            Err(error) => Err((error.to_string(), false)),
        }
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

fn reopen(mistakes: &[Mistake]) -> String {
    let more = match mistakes.len() {
        0 | 1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    let first = mistakes.first().map_or_else(String::new, |mistake| mistake.at(0));
    format!("{first}{more}. Open it again?")
}

/// The text below its problems, one a line; the lines they name are counted with those.
fn with_problems(mistakes: &[Mistake], text: &str) -> String {
    let line = |mistake: &Mistake| format!("{PROBLEM}{}\n", mistake.at(mistakes.len()));
    mistakes.iter().map(line).collect::<String>() + text
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
        Editor::new(script, folder.join("edits"), "k3x9", "toml")
    }

    fn new(text: &str) -> Start {
        Start::New(text.to_owned())
    }

    fn edit(editor: &Editor, text: &str) -> Result<Option<Edited<()>>, EditorError> {
        editor.edit_until(new(text), None, |_| Ok(()))
    }

    fn mistake(text: &str) -> Mistake {
        Mistake { line: 1, column: 2, text: text.to_owned() }
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
        let edited = edit(&editor, "old\n").expect("edited").expect("changed");
        assert_eq!(edited.text, "old\nnew\n");
        assert!(edited.path().extension().is_some_and(|extension| extension == "toml"));
        assert_eq!((files(folder.path()), edited.base()), (3, "old\n"));
        edited.settle();
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn a_text_left_as_it_was_is_told() {
        let folder = folder();
        let editor = editor(folder.path(), "true");
        assert!(edit(&editor, "old\n").expect("edited").is_none());
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn an_editor_that_fails_keeps_the_words() {
        let folder = folder();
        let script = "f() { echo typed >>\"$1\"; return 3; }; f";
        let error = edit(&editor(folder.path(), script), "old\n").expect_err("failed");
        let EditorError::Failed { path: Some(path), how, .. } = &error else { panic!("{error}") };
        assert!(how.contains('3'), "{how}");
        #[expect(clippy::disallowed_methods, reason = "looks at what the editor left")]
        let kept = std::fs::read_to_string(path).expect("kept");
        assert_eq!(kept, "old\ntyped\n");
        let interrupted = edit(&editor(folder.path(), "kill -INT $$;"), "x").expect_err("failed");
        assert!(matches!(interrupted, EditorError::Failed { interrupted: true, .. }));
        let missing = editor(folder.path(), "there-is-no-such-editor 2>/dev/null");
        let error = edit(&missing, "x").expect_err("failed");
        assert!(error.to_string().ends_with("nothing was changed"), "{error}");
        assert!(!error.keeps_words());
        assert_eq!(Kept::commands(&folder.path().join("edits")), ["newsroom edit k3x9 --toml"]);
    }

    #[test]
    fn words_left_behind_are_gone_on_with_and_still_know_what_they_began_with() {
        let folder = folder();
        let failing = editor(folder.path(), "f() { echo typed >>\"$1\"; return 1; }; f");
        edit(&failing, "old\n").expect_err("failed");
        let editor = editor(folder.path(), "echo more >>");
        let left = editor.left().expect("left behind");
        let edited = editor.edit_until(Start::Left(left), None, |_| Ok(())).expect("edited");
        let edited = edited.expect("changed");
        assert_eq!((edited.base(), edited.text.as_str()), ("old\n", "old\ntyped\nmore\n"));
        edited.settle();
        assert!(editor.left().is_none());
    }

    #[test]
    fn what_does_not_parse_comes_back_with_its_problems_and_without_them() {
        let folder = folder();
        let script = "f() { cp \"$1\" \"$1.seen\"; echo more >>\"$1\"; }; f";
        let mut seen = Vec::new();
        let parse = |text: &str| {
            seen.push(text.to_owned());
            if seen.len() < 3 { Err(vec![mistake("first"), mistake("se\ncond")]) } else { Ok(7) }
        };
        let editor = editor(folder.path(), script);
        let edited = editor.edit_while(new("old\n"), parse, |_| Ok(true)).expect("edited");
        let edited = edited.expect("changed");
        assert_eq!(seen, ["old\nmore\n", "old\nmore\nmore\n", "old\nmore\nmore\nmore\n"]);
        #[expect(clippy::disallowed_methods, reason = "looks at what the editor was given")]
        let given =
            std::fs::read_to_string(format!("{}.seen", edited.path().display())).expect("seen");
        assert_eq!(
            given,
            "# problem: line 3, column 2: first\n# problem: line 3, column 2: se cond\nold\nmore\nmore\n"
        );
        assert_eq!(edited.settle(), 7);
    }

    #[test]
    fn with_nobody_to_ask_what_does_not_parse_is_kept_and_its_path_told() {
        let folder = folder();
        let parse = |_: &str| Err::<(), _>(vec![mistake("`headline` is missing")]);
        let error = editor(folder.path(), "echo x >>").edit_until(new("old\n"), None, parse);
        let message = error.expect_err("does not parse").to_string();
        assert!(message.starts_with("what was saved has 1 problem; it is kept in"), "{message}");
        assert!(message.ends_with("\n  line 1, column 2: `headline` is missing"), "{message}");
        assert!(message.contains(".toml"), "{message}");
        assert_eq!(files(folder.path()), 3);
    }

    #[test]
    fn a_persons_own_comments_stay() {
        let text = "# ours since nine\n# problem: not at the top\n";
        assert_eq!(without_problems(&with_problems(&[mistake("p")], text)), text);
    }
}

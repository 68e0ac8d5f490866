//! What a command takes from the person: names, texts, files, and words from an editor.

use std::io::{IsTerminal, Read, Write};
use std::path::Path;

use super::{Context, kept_folder};
use crate::cli::error::{CliError, Result};
use crate::cli::input::editor::{Editor, Start};
use crate::cli::input::prompt::Prompt;
use crate::cli::input::text::TextReader;
use crate::cli::view::Foreign;
use crate::desk::Session;
use crate::model::DocPath;

impl Context {
    /// An address as a person types it: a folder is taken from where the command runs.
    pub fn address(&self, url: &str) -> String {
        if url.starts_with('.') {
            self.folder().join(url).display().to_string()
        } else {
            url.to_owned()
        }
    }

    /// The story to file to: the one named, else `NEWSROOM_STORY`.
    pub fn story(&self, named: Option<&String>) -> Option<String> {
        named.cloned().or_else(|| self.surroundings.story.clone())
    }

    /// The path of the story that a filter names.
    pub fn story_path(&self, session: &Session, named: Option<&String>) -> Result<Option<DocPath>> {
        Ok(named.map(|story| session.resolve_story(story)).transpose()?)
    }

    /// A prompt, where there is somebody to ask.
    pub fn prompt(&self) -> Option<Prompt> {
        if self.global.json { None } else { Prompt::new(&self.surroundings) }
    }

    /// The person's editor, for what is called `about`; its files are kept beside the repository
    /// until their words are filed.
    pub fn editor(&self, session: &Session, about: &str, ending: &str) -> Result<Editor> {
        let command = session.store.on_screen("GIT_EDITOR")?.ok_or_else(|| {
            CliError::usage("git has no editor").hint("git config --global core.editor nano")
        })?;
        Ok(Editor::new(command, kept_folder(session), about, ending))
    }

    /// What to open the editor with: words that an earlier session left behind, where the person
    /// wants to go on with them, else that text.
    pub fn start(
        &self,
        editor: &Editor,
        prompt: &Prompt,
        text: impl FnOnce() -> Result<String>,
    ) -> Result<Start> {
        let asked = self.goes_on_with.take();
        if let Some(left) = asked.iter().flatten().find_map(|name| editor.left_as(name)) {
            return Ok(Start::Left(left));
        }
        if let Some(left) = editor.left().filter(|_| asked.is_none()) {
            let question =
                "There are words here from an earlier try that were not filed. Go on with them?";
            if prompt.confirm(question, true, self.global.yes)? {
                return Ok(Start::Left(left));
            }
            self.remark(&format!(
                "they stay in {}: newsroom kept",
                Foreign(&left.path().display().to_string())
            ));
        }
        text().map(Start::New)
    }

    /// A text argument: `-` is standard input, `@FILE` a file.
    pub fn text(&mut self, value: &str) -> Result<String> {
        let folder = self.folder();
        let kept = &mut self.stdin;
        let mut texts = TextReader::new(|| read_stdin(kept), |name| read_file(&folder.join(name)));
        Ok(texts.read(value)?)
    }

    /// A text argument of several lines.
    pub fn body(&mut self, value: &str) -> Result<String> {
        let folder = self.folder();
        let kept = &mut self.stdin;
        let mut texts = TextReader::new(|| read_stdin(kept), |name| read_file(&folder.join(name)));
        Ok(texts.read_body(value)?)
    }

    /// A file named on the command line: its name and bytes.
    pub fn file(&self, name: &str) -> Result<(String, Vec<u8>)> {
        let path = self.folder().join(name);
        read_file(&path)
            .map(|bytes| {
                let file = path.file_name().map_or(name.into(), |file| file.to_string_lossy());
                (file.into_owned(), bytes)
            })
            .map_err(|error| CliError::usage(format!("{name} cannot be read: {error}")))
    }
}

fn read_stdin(kept: &mut Option<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    if let Some(bytes) = kept {
        return Ok(bytes.clone());
    }
    let mut stdin = std::io::stdin().lock();
    if stdin.is_terminal() {
        let _ = writeln!(std::io::stderr(), "(reading from the keyboard; end with Ctrl-D)");
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    *kept = Some(bytes.clone());
    Ok(bytes)
}

#[expect(clippy::disallowed_methods, reason = "a file that is named as an argument is input")]
pub(super) fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

//! What a command is given: its surroundings, the options of every command, and where words go.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use serde::Serialize;

use super::error::{CliError, Result};
use super::global::Global;
use super::input::editor::{Editor, Start};
use super::input::prompt::Prompt;
use super::input::text::TextReader;
use super::surroundings::Surroundings;
use super::view::json::json_text;
use super::view::{Foreign, output, pager, sync};
use crate::desk::{Asked, Delivery, PassedOver, Sent, Session};
use crate::model::{DocPath, Version};
use crate::storage::CommitId;

/// What a command is given.
#[derive(Debug)]
pub struct Context {
    /// Time, folder, terminal, letters.
    pub surroundings: Surroundings,
    /// The options of every command.
    pub global: Global,
    /// The whole command line, for whoever describes it.
    pub whole: fn() -> clap::Command,
    /// The command line as it was typed.
    pub typed: Vec<String>,
    /// The name of words left behind that the next editor goes on with, or that it goes on with none:
    /// somebody was asked already.
    pub goes_on_with: RefCell<Option<Option<String>>>,
    stdin: Option<Vec<u8>>,
    zones: RefCell<BTreeMap<DocPath, Tz>>,
    /// The person was told which programs the folder names.
    told_of_programs: Cell<bool>,
    /// The commit whose settings the person was told to hold in place of those that are filed.
    told_of_settings: RefCell<Option<CommitId>>,
    /// Whether the person was told that the desk asks for a newer program.
    told_to_upgrade: Cell<bool>,
}

impl Context {
    /// A command's context.
    pub fn new(surroundings: Surroundings, global: Global, whole: fn() -> clap::Command) -> Self {
        Self {
            surroundings,
            global,
            whole,
            typed: Vec::new(),
            goes_on_with: RefCell::default(),
            stdin: None,
            zones: RefCell::default(),
            told_of_programs: Cell::new(false),
            told_of_settings: RefCell::default(),
            told_to_upgrade: Cell::new(false),
        }
    }

    /// The folder that `-C` names, else the current one.
    pub fn folder(&self) -> PathBuf {
        match &self.global.directory {
            Some(directory) => self.surroundings.cwd.join(directory),
            None => self.surroundings.cwd.clone(),
        }
    }

    /// Opens the desk.
    pub fn session(&self) -> Result<Session> {
        self.session_at(&self.folder())
    }

    /// Opens the desk, or what a repository without a work tree has of one.
    pub fn session_or_bare(&self) -> Result<Session> {
        let mut letters = self.surroundings.clone();
        let letters = Box::new(move |count| letters.random_letters(count));
        match Session::open_bare(&self.folder(), self.surroundings.now, letters) {
            Ok(Some(session)) => Ok(session),
            // Whatever stands in the way is told by opening it as a desk.
            Ok(None) | Err(_) => self.session(),
        }
    }

    /// Opens the desk in that folder.
    pub fn session_at(&self, folder: &Path) -> Result<Session> {
        let mut letters = self.surroundings.clone();
        let letters = Box::new(move |count| letters.random_letters(count));
        let mut session = Session::open(folder, self.surroundings.now, letters)?;
        session.send = !self.global.no_send;
        session.dry_run = self.global.dry_run;
        if let Ok(program) = self.surroundings.program() {
            // In a clone that cannot be written to, git merges as it always does.
            if session.store.install_merge_driver(&program).unwrap_or(false) {
                self.remark(
                    "git in this clone merges stories and posts as newsroom does, from now on",
                );
            }
        }
        self.tell_not_entrusted(&session)?;
        for line in session.store.recovered() {
            self.remark(line);
        }
        if let Some(passed_over) = session.passed_over.take() {
            self.tell_passed_over(passed_over);
        }
        if let Some(Asked { version, line }) = session.asks_for_newer()
            && !self.told_to_upgrade.replace(true)
        {
            let here = Version::here();
            self.remark(&format!("this desk asks for newsroom {version} or newer (newsroom.toml, line {line}); this is {here}: it reads here, and writes nothing but pull and stop"));
        }
        Ok(session)
    }

    /// Says loudly that other settings hold than those that are filed.
    fn tell_passed_over(&self, PassedOver { holds, unreadable }: PassedOver) {
        if self.told_of_settings.replace(Some(holds.clone())).as_ref() == Some(&holds) {
            return;
        }
        let short = holds.as_str().get(..12).unwrap_or_default();
        let why = match unreadable {
            Some(error) => {
                self.remark(CliError::from(error).render(false, 80).trim_end());
                "newsroom.toml cannot be read"
            }
            None => "newsroom.toml was changed by somebody without the right",
        };
        self.remark(&format!("{why}: what it said in {short} holds"));
        self.remark(&format!("hint: newsroom audit; an admin: git restore --source {short} newsroom.toml, then git commit -m 'The settings that hold' newsroom.toml"));
    }

    /// Says which programs the folder itself has git run, and asks whether they may; none has been
    /// run before.
    fn tell_not_entrusted(&self, session: &Session) -> Result<()> {
        if self.told_of_programs.replace(true) {
            return Ok(());
        }
        let Some(programs) = session.store.not_entrusted()? else { return Ok(()) };
        self.remark("this folder's own git settings name programs, and none of them is run:");
        for one in &programs.named {
            self.remark(&format!("  {} = {}", Foreign(&one.by), Foreign(&one.program)));
        }
        match self.prompt() {
            Some(prompt) if prompt.confirm("May newsroom run them?", false, false)? => {
                session.store.entrust(&programs)?;
            }
            _ => self.remark(&format!("hint: {}", programs.remedy())),
        }
        Ok(())
    }

    /// Whether the shared desk has something that was not here; it is taken over then.
    pub fn something_came(&self) -> bool {
        let Ok(mut session) = self.session() else { return false };
        session.look().is_some_and(|delivery| delivery.steps > 0)
    }

    /// Has git merge as this program does in a desk that was just made or cloned, where it can be
    /// written to.
    pub fn set_up(&self, folder: &Path) {
        let store = crate::storage::Store::open(folder);
        if let (Ok(store), Ok(program)) = (store, self.surroundings.program()) {
            let _ = store.install_merge_driver(&program);
        }
    }

    /// Opens the desk and brings it up to the shared one first, for what somebody decides on it; says
    /// as of when it is where that could not be had soon.
    pub fn session_in_step(&self) -> Result<(Session, Option<Delivery>)> {
        let mut session = self.session()?;
        let delivery = session.look();
        if let Some(delivery) = &delivery {
            if let Some(words) = sync::as_of(&session, delivery, self.zone(&session, None)) {
                self.remark(&words);
            }
            // What to do about the network is said where something waits to be sent.
            if !matches!(delivery.sent, Sent::Not(_)) {
                self.tell(&session, delivery);
            }
            for warning in &delivery.warnings {
                self.remark(&format!("warning: {}", Foreign(warning)));
            }
        }
        if let Some(passed_over) = session.passed_over.take() {
            self.tell_passed_over(passed_over);
        }
        Ok((session, delivery))
    }

    /// Tells what the person has to know of what came and went, on standard error.
    pub fn tell(&self, session: &Session, delivery: &Delivery) {
        if self.global.json {
            return;
        }
        for line in sync::remarks(session, delivery) {
            self.remark(&line);
        }
    }

    /// An address as a person types it: a folder is taken from where the command runs.
    pub fn address(&self, url: &str) -> String {
        if url.starts_with('.') {
            self.folder().join(url).display().to_string()
        } else {
            url.to_owned()
        }
    }

    /// The zone in which times are taken and shown: that of the story which the path is in, else
    /// the desk's. Each story is looked up once.
    pub fn zone(&self, session: &Session, path: Option<&DocPath>) -> Tz {
        let Some(story) = path.map(DocPath::story_path) else { return desk_zone(session) };
        let known = self.zones.borrow().get(&story).copied();
        known.unwrap_or_else(|| {
            let zone = Self::zone_of(session, &story);
            self.zones.borrow_mut().insert(story, zone);
            zone
        })
    }

    fn zone_of(session: &Session, story: &DocPath) -> Tz {
        let story = session.as_last_read(story).ok();
        let story = story.as_ref().and_then(|loaded| loaded.document.as_story());
        let own = story.map(|story| story.timezone.as_str()).filter(|zone| !zone.is_empty());
        own.and_then(|zone| zone.parse().ok()).unwrap_or_else(|| desk_zone(session))
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

    /// Words for standard output, which may be piped.
    pub fn print(&self, text: &str) -> Result<()> {
        let mut out = anstream::AutoStream::new(std::io::stdout().lock(), self.choice());
        let line = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        quiet(write!(out, "{text}{line}").and_then(|()| out.flush()))
    }

    /// Long words for standard output, page by page on a terminal.
    pub fn page(&self, session: &Session, text: &str) -> Result<()> {
        match session.store.on_screen("GIT_PAGER") {
            Ok(Some(command)) if self.surroundings.stdout_terminal && !self.surroundings.dumb => {
                let text = if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
                Ok(pager::page(&text, &command, true)?)
            }
            _ => self.print(text),
        }
    }

    /// Writes a text to a file that a person names, whole or not at all, and says so. A file that is
    /// there is replaced only where it has the mark that every such text has.
    pub fn write_out(&self, name: &Path, text: &str, mark: &str) -> Result<()> {
        let path = self.folder().join(name);
        let shown = Foreign(&name.display().to_string()).to_string();
        let there = match read_file(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(CliError::usage(format!("{shown} cannot be read: {error}"))),
        };
        if !there.is_empty() && !there.contains(mark) {
            let error = CliError::usage(format!("{shown} is there already, and is something else"));
            return Err(error.hint("another name after --out, or take that file away first"));
        }
        if self.global.dry_run {
            return self.print(&format!("would be written: {shown}"));
        }
        write_file(&path, text)
            .map_err(|error| CliError::usage(format!("{shown} cannot be written: {error}")))?;
        self.print(&format!("written: {shown}"))
    }

    /// A remark, on standard error.
    pub fn remark(&self, text: &str) {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{text}");
    }

    /// One JSON document on standard output.
    pub fn json<T: Serialize>(&self, value: &T) -> Result<()> {
        let text = json_text(value);
        let mut out = std::io::stdout().lock();
        quiet(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// A text that is all a command gives: as it is, or as the one field of JSON.
    pub fn text_out(&self, text: String) -> Result {
        if self.global.json {
            self.json(&output::Text { version: output::VERSION, text })?;
        } else {
            self.print(&text)?;
        }
        Ok(0)
    }

    /// Whether standard output gets colour.
    pub fn colour(&self) -> bool {
        self.surroundings.colour && !self.global.json
    }

    /// The width of the terminal; without end where there is none, so that nothing is cut.
    pub fn width(&self) -> usize {
        if self.surroundings.stdout_terminal { self.surroundings.width } else { usize::MAX }
    }

    fn choice(&self) -> anstream::ColorChoice {
        if self.surroundings.colour {
            anstream::ColorChoice::Always
        } else {
            anstream::ColorChoice::Never
        }
    }
}

/// Where words in an editor are until they are filed.
pub fn kept_folder(session: &Session) -> PathBuf {
    session.store.common_dir().join("kept")
}

/// The desk's own zone.
fn desk_zone(session: &Session) -> Tz {
    session.desk.newsroom.timezone.parse().unwrap_or(Tz::UTC)
}

/// A reader that went away is no failure.
fn quiet(written: std::io::Result<()>) -> Result<()> {
    Ok(pager::quietly(written)?)
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
fn read_file(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// Puts a text in the place of a file, whole or not at all.
fn write_file(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program makes a file: what the umask takes away is away.
        file.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = file.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

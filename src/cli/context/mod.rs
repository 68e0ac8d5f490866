//! What a command is given: its surroundings, the options of every command, the desk.
//!
//! | file | what it is |
//! | --- | --- |
//! | `typed.rs` | what is taken from the person: texts, files, the editor |
//! | `told.rs` | where words go: standard output and error, a file |

mod told;
mod typed;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::error::{CliError, Result};
use super::global::Global;
use super::surroundings::Surroundings;
use super::view::{Foreign, sync};
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
            Ok(Some(mut session)) => {
                session.dry_run = self.global.dry_run;
                Ok(session)
            }
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
        let waited = if session.store.has_remote() { session.waiting() } else { 0 };
        let delivery = session.look();
        if let Some(delivery) = &delivery {
            let sent = waited.saturating_sub(delivery.waiting);
            if delivery.sent == Sent::Done && sent > 0 {
                let them = if sent == 1 { "1 step".to_owned() } else { format!("{sent} steps") };
                self.remark(&format!("sent to the shared desk: {them} that waited here"));
            }
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
}

/// Where words in an editor are until they are filed.
pub fn kept_folder(session: &Session) -> PathBuf {
    session.store.common_dir().join("kept")
}

/// The desk's own zone.
fn desk_zone(session: &Session) -> Tz {
    session.desk.newsroom.timezone.parse().unwrap_or(Tz::UTC)
}

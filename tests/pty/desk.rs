//! A desk with three people, a live story, a live post, and git that knows nothing of this machine.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::screen::Screen;

/// Makes the ids of one run differ from those of the one before.
static SEED: AtomicU32 = AtomicU32::new(1);

pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// Mara is the admin, Ana a reporter, Ed an editor; `storm` and `power-cut` are live.
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder") };
        for folder in ["desk", "home"] {
            fs::create_dir(desk.folder.path().join(folder)).expect("made");
        }
        let person = |id: &str, name: &str, role: &str| {
            let email = format!("{}@courier.example", &id[..id.find('-').expect("two names")]);
            let words = ["contributor", "add", id, "--name", name, "--email", &email, "--role"];
            desk.does("mara", &[&words[..], &[role]].concat());
        };
        desk.does("mara", &["init", ".", "--name", "The Selan Courier", "--timezone", "UTC"]);
        person("ana-petrova", "Ana Petrova", "reporter");
        person("ed-lind", "Ed Lind", "editor");
        desk.does("ana", &["story", "open", "storm", "--title", "Storm"]);
        desk.post("power-cut", "Power cut", "About 300 homes are dark.");
        desk.does("ed", &["publish", "storm", "power-cut", "--approve"]);
        desk
    }

    /// Ana files and submits a post.
    pub(crate) fn post(&self, slug: &str, headline: &str, body: &str) {
        let words = ["add", "--slug", slug, "--headline", headline, "--body", body, "--submit"];
        self.does("ana", &words);
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("desk")
    }

    /// A program that that person runs at the desk.
    pub(crate) fn command(&self, who: &str, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let name = match who {
            "mara" => "Mara Dov",
            "ana" => "Ana Petrova",
            "ed" => "Ed Lind",
            _ => "Somebody Else",
        };
        let email = format!("{who}@courier.example");
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.path());
        let path = std::env::var_os("PATH").expect("programs are found");
        command.env("PATH", path).env("HOME", self.folder.path().join("home"));
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), name);
            command.env(format!("GIT_{role}_EMAIL"), &email);
        }
        let seed = SEED.fetch_add(1, Ordering::Relaxed).to_string();
        command.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]);
        command.envs([("LC_ALL", "C.UTF-8"), ("TZ", "UTC"), ("NO_COLOR", "1")]);
        command.envs([("GIT_PAGER", "cat"), ("GIT_EDITOR", "false"), ("TERM", "xterm-256color")]);
        // How far work is would be shown on a machine that is slow.
        command.env("GIT_PROGRESS_DELAY", "600");
        // The disk's promises are tested elsewhere.
        command.env("NEWSROOM_FSYNC", "0");
        command.env("NEWSROOM_NOW", "2026-11-07T20:53:00Z").env("NEWSROOM_SEED", seed);
        command
    }

    pub(crate) fn newsroom(&self, who: &str, words: &[&str]) -> Command {
        let mut command = self.command(who, env!("CARGO_BIN_EXE_newsroom"));
        command.args(words);
        command
    }

    /// Runs a command without a terminal.
    pub(crate) fn run(&self, who: &str, words: &[&str]) -> Output {
        self.newsroom(who, words).output().expect("newsroom runs")
    }

    /// Runs a command without a terminal; it has to go well. Gives what it printed.
    pub(crate) fn does(&self, who: &str, words: &[&str]) -> String {
        let output = self.run(who, words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {errors}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command at a terminal, with that script as the editor.
    pub(crate) fn types(&self, who: &str, words: &[&str], editor: &str) -> Screen {
        let mut command = self.newsroom(who, words);
        command.env("GIT_EDITOR", self.editor(editor));
        Screen::open(command)
    }

    /// An editor: `$1` is the file.
    pub(crate) fn editor(&self, script: &str) -> PathBuf {
        let path = self.folder.path().join("editor");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("saved");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("may run");
        path
    }

    /// What git says.
    pub(crate) fn git(&self, words: &[&str]) -> String {
        let output = self.command("ana", "git").args(words).output().expect("git runs");
        assert!(output.status.success(), "git {words:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// How many commits the desk has.
    pub(crate) fn commits(&self) -> usize {
        self.git(&["rev-list", "HEAD"]).lines().count()
    }

    /// The filed text of the post with that slug.
    pub(crate) fn filed(&self, slug: &str) -> String {
        let files = self.git(&["ls-tree", "-r", "--name-only", "HEAD", "posts"]);
        let name = format!("/{slug}-");
        let path = files.lines().find(|path| path.contains(&name));
        let path = path.unwrap_or_else(|| panic!("no {slug} in\n{files}"));
        self.git(&["show", &format!("HEAD:{path}")])
    }

    /// The words that editors left behind.
    pub(crate) fn kept(&self) -> Vec<String> {
        let folder = self.path().join(".git/newsroom/kept");
        let ending = |path: &Path| path.extension().is_some_and(|e| e == "toml" || e == "md");
        let entries = fs::read_dir(folder).into_iter().flatten();
        let paths = entries.map(|entry| entry.expect("listed").path()).filter(|path| ending(path));
        paths.map(|path| fs::read_to_string(path).expect("text")).collect()
    }

    /// Nothing is half done, and git agrees.
    pub(crate) fn is_sound(&self) {
        assert_eq!(self.git(&["status", "--porcelain"]), "");
        self.git(&["fsck", "--strict"]);
        assert!(self.kept().is_empty(), "{:?}", self.kept());
    }
}

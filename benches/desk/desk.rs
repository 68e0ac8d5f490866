//! A desk of many posts, made in seconds: git takes them in as one stream.
#![expect(clippy::disallowed_methods, reason = "a benchmark arranges files and runs programs")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Result;
use super::stream::{STORY, Stream, post, story};
use super::words::Words;

/// So many of the newest posts are not out yet.
const WAITING: usize = 30;

/// A desk, and a copy of it that only git works on.
pub(super) struct Desk {
    /// How many posts it began with.
    pub(super) posts: usize,
    dir: tempfile::TempDir,
}

/// A post of the desk.
pub(super) struct Post {
    pub(super) path: String,
    pub(super) slug: String,
}

impl Desk {
    /// A desk of that many posts, all but the newest published, each filed by a commit of its own.
    pub(super) fn new(posts: usize) -> Result<Self> {
        let desk = Self { posts, dir: tempfile::tempdir()? };
        std::fs::write(desk.path("gitconfig"), "[gc]\nauto = 0\n[maintenance]\nauto = false\n")?;
        desk.run_in(
            desk.dir.path(),
            "mara",
            &["init", "ours", "--name", "The Courier", "--url", "https://courier.example"],
        )?;
        for (id, role) in [("ana", "reporter"), ("ed", "editor")] {
            desk.contributor(id, role)?;
        }
        desk.fill()?;
        desk.git(&["reset", "-q", "--hard"])?;
        let mut copy = Command::new("cp");
        copy.arg("-r").arg(desk.path("ours")).arg(desk.path("theirs"));
        succeeded(copy.status()?.success(), "cp")?;
        desk.git(&["status", "--porcelain"])?;
        Ok(desk)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Sends all posts through `git fast-import`.
    fn fill(&self) -> Result {
        let mut revision = self.command("git", "ours", "mara");
        let output = revision.args(["rev-parse", "main"]).stdout(Stdio::piped()).output()?;
        let root = String::from_utf8(output.stdout)?.trim().to_owned();
        let mut import = self
            .command("git", "ours", "mara")
            .args(["fast-import", "--quiet", "--date-format=raw"])
            .stdin(Stdio::piped())
            .spawn()?;
        let mut stream = std::io::BufWriter::new(import.stdin.take().ok_or("no stream")?);
        let mut commits = Stream { out: &mut stream, at: 1_780_000_000, begun: [false; 2] };
        for n in 0..self.posts {
            if n % STORY == 0 {
                let last = n + STORY >= self.posts;
                let (path, text) = story(n / STORY, last);
                commits.file(&path, &text, &root, true)?;
            }
            let (path, text) = post(n);
            commits.file(&path, &text, &root, n + WAITING < self.posts)?;
        }
        stream.flush()?;
        drop(stream);
        succeeded(import.wait()?.success(), "git fast-import")
    }

    fn command(&self, program: &str, folder: &str, who: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path(folder)).env("HOME", self.dir.path());
        command.env("GIT_CONFIG_GLOBAL", self.path("gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1");
        for kind in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{kind}_NAME"), who);
            command.env(format!("GIT_{kind}_EMAIL"), format!("{who}@courier.example"));
        }
        command.env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        command.env("NEWSROOM_FSYNC", "0").stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Runs newsroom as that person.
    pub(super) fn run(&self, who: &str, arguments: &[&str]) -> Result {
        self.run_in(&self.path("ours"), who, arguments)
    }

    fn run_in(&self, folder: &Path, who: &str, arguments: &[&str]) -> Result {
        let mut command = self.command(env!("CARGO_BIN_EXE_newsroom"), ".", who);
        let output = command.current_dir(folder).args(arguments).stderr(Stdio::piped()).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        // Invented words may well offend a rule.
        let well = output.status.success() || arguments[0] == "check";
        succeeded(well, &format!("newsroom {arguments:?}: {said}"))
    }

    /// Runs newsroom, which may find something: invented posts are published by nobody's leave.
    pub(super) fn look(&self, who: &str, arguments: &[&str]) -> Result {
        let status =
            self.command(env!("CARGO_BIN_EXE_newsroom"), "ours", who).args(arguments).status()?;
        succeeded(matches!(status.code(), Some(0 | 1)), &format!("newsroom {arguments:?}"))
    }

    /// The same posts for Hugo; whether it is here.
    pub(super) fn hugo(&self) -> Result<bool> {
        if super::hugo::is_here() {
            super::hugo::write(&self.path("hugo"), self.posts)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Hugo's site, made anew.
    pub(super) fn run_hugo(&self) -> Result {
        let status = self.command("hugo", "hugo", "ana").arg("--quiet").status()?;
        succeeded(status.success(), "hugo")
    }

    /// Two shared repositories that have the desk: one judges what it takes from here on.
    pub(super) fn serve(&self) -> Result {
        for name in ["judged", "plain"] {
            let folder = format!("../{name}.git");
            self.git(&["init", "-q", "--bare", "-b", "main", &folder])?;
            self.git(&["push", "-q", &folder, "main", "published"])?;
        }
        self.look("mara", &["-C", "../judged.git", "hooks", "install", "--server"])
    }

    /// What looks through the files without an index: ripgrep, else grep.
    pub(super) fn looks_with(&self) -> &'static str {
        let here = Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok();
        if here { "rg" } else { "grep -r" }
    }

    /// Looks through the files for a word.
    pub(super) fn look_through(&self, word: &str) -> Result {
        let mut command = match self.looks_with() {
            "rg" => self.command("rg", "ours", "ana"),
            _ => self.command("grep", "ours", "ana"),
        };
        if self.looks_with() != "rg" {
            command.arg("-r");
        }
        let code = command.args(["-iF", word, "posts"]).status()?.code();
        succeeded(matches!(code, Some(0 | 1)), "looking through")
    }

    /// Runs newsroom, which is to refuse.
    pub(super) fn run_failing(&self, who: &str, arguments: &[&str]) -> Result {
        let mut command = self.command(env!("CARGO_BIN_EXE_newsroom"), "ours", who);
        succeeded(!command.args(arguments).status()?.success(), "a refusal")
    }

    /// Runs git on our desk.
    pub(super) fn git(&self, arguments: &[&str]) -> Result {
        let status = self.command("git", "ours", "mara").args(arguments).status()?;
        succeeded(status.success(), &format!("git {arguments:?}"))
    }

    /// Runs git, which is to find nothing.
    pub(super) fn git_failing(&self, arguments: &[&str]) -> Result {
        let status = self.command("git", "ours", "mara").args(arguments).status()?;
        succeeded(!status.success(), &format!("git {arguments:?}"))
    }

    /// Files and submits a post with newsroom.
    pub(super) fn add(&self, slug: &str, durable: bool) -> Result {
        let mut words = Words::new(seed(slug));
        let mut command = self.command(env!("CARGO_BIN_EXE_newsroom"), "ours", "ana");
        if durable {
            command.env_remove("NEWSROOM_FSYNC");
        }
        command.args(["add", "--submit", "--slug", slug, "--headline", &words.sentence(8)]);
        succeeded(command.args(["--body", &words.body()]).status()?.success(), "newsroom add")
    }

    /// Files the same with git alone.
    pub(super) fn git_add(&self, slug: &str, durable: bool) -> Result {
        let folder = self.some_post().path;
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = format!("{folder}/{slug}.toml");
        std::fs::write(self.path("theirs").join(&path), Words::new(seed(slug)).body())?;
        let fsync = if durable { "core.fsync=all" } else { "core.fsync=none" };
        for arguments in [["add", "--", &path].as_slice(), &["commit", "-qm", slug]] {
            let mut git = self.command("git", "theirs", "ana");
            let status = git.args(["-c", fsync]).args(arguments).status()?;
            succeeded(status.success(), &format!("git {arguments:?}"))?;
        }
        Ok(())
    }

    /// A published post of the newest story.
    pub(super) fn some_post(&self) -> Post {
        let n = self.posts - WAITING - 10;
        Post { path: post(n).0, slug: format!("post-{n}") }
    }

    /// Removes what is cached.
    pub(super) fn without_cache(&self) -> Result {
        for end in ["", "-wal", "-shm"] {
            let cache = self.path(&format!("ours/.git/newsroom/cache.sqlite{end}"));
            if cache.exists() {
                std::fs::remove_file(cache)?;
            }
        }
        Ok(())
    }

    /// Changes the settings.
    pub(super) fn contributor(&self, id: &str, role: &str) -> Result {
        let email = format!("{id}@courier.example");
        let said = ["--name", id, "--email", &email, "--role", role];
        self.run("mara", &[&["contributor", "add", id], said.as_slice()].concat())
    }
}

fn seed(text: &str) -> u64 {
    text.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(31) ^ u64::from(byte))
}

fn succeeded(so: bool, what: &str) -> Result {
    if so { Ok(()) } else { Err(format!("{what} went otherwise than expected").into()) }
}

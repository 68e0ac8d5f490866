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
        desk.run_in(desk.dir.path(), "mara", &["init", "empty", "--name", "The Courier"])?;
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
        let mut import = self
            .command("git", "ours", "mara")
            .args(["fast-import", "--quiet", "--date-format=raw", "--cat-blob-fd=1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut commits = Stream {
            out: std::io::BufWriter::new(import.stdin.take().ok_or("no stream")?),
            answers: std::io::BufReader::new(import.stdout.take().ok_or("no answers")?),
            at: 1_780_000_000,
            begun: [false; 2],
        };
        for n in 0..self.posts {
            if n % STORY == 0 {
                let last = n + STORY >= self.posts;
                let (path, text) = story(n / STORY, last);
                commits.file(&path, &text, true)?;
            }
            let (path, text) = post(n);
            commits.file(&path, &text, n + WAITING < self.posts)?;
        }
        commits.out.flush()?;
        drop(commits);
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

    /// Runs newsroom at a desk that has nothing yet.
    pub(super) fn run_in_empty(&self, who: &str, arguments: &[&str]) -> Result {
        self.run_in(&self.path("empty"), who, arguments)
    }

    /// Runs newsroom in the folder that the desks are in.
    pub(super) fn run_beside(&self, who: &str, arguments: &[&str]) -> Result {
        self.run_in(self.dir.path(), who, arguments)
    }

    /// The most memory that a command of newsroom has at once, in megabytes.
    pub(super) fn peak(&self, who: &str, arguments: &[&str]) -> Result<f64> {
        let this = std::env::current_exe()?;
        let mut command = self.command(&this.to_string_lossy(), "ours", who);
        command.args([super::measure::PEAK, env!("CARGO_BIN_EXE_newsroom")]).args(arguments);
        let printed = String::from_utf8(command.stdout(Stdio::piped()).output()?.stdout)?;
        Ok(printed.trim().parse::<f64>()? / 1024.0)
    }

    /// Whether a checker of TOML is here.
    pub(super) fn has_taplo(&self) -> bool {
        is_here("taplo")
    }

    /// Holds every post to the schema, and to that alone.
    pub(super) fn run_taplo(&self) -> Result {
        let schema = format!("file://{}/schema/post.schema.json", self.path("ours").display());
        let mut taplo = self.command("taplo", "ours", "ana");
        let status = taplo.args(["check", "--schema", &schema, "posts/**/post-*.toml"]).status()?;
        succeeded(status.success(), "taplo check")
    }

    /// The same posts for Hugo; whether it is here.
    pub(super) fn has_hugo(&self) -> Result<bool> {
        if is_here("hugo") {
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
        self.run("mara", &["-C", "../judged.git", "hooks", "install", "--server"])
    }

    /// A shared repository that has the desk.
    pub(super) fn share(&self) -> Result {
        self.git(&["init", "-q", "--bare", "-b", "main", "../shared.git"])?;
        self.git(&["push", "-q", "../shared.git", "main", "published"])
    }

    /// Files a post and sends it to the shared repository.
    pub(super) fn file_and_share(&self, slug: &str) -> Result {
        self.add(slug, false)?;
        self.git(&["push", "-q", "../shared.git", "main"])
    }

    /// Writes so many files of Markdown, in so many folders: what somebody sends.
    pub(super) fn write_files(&self, files: usize, folders: usize) -> Result<Vec<Vec<PathBuf>>> {
        let mut sent = Vec::new();
        for folder in 0..folders {
            let into = self.path(&format!("sent-{folder}"));
            std::fs::create_dir(&into)?;
            let mut paths = Vec::new();
            for n in 0..files {
                let mut words = Words::new((2_000_000 + folder * files + n) as u64);
                let text = format!("# {}\n\n{}\n", words.sentence(8), words.body());
                let path = into.join(format!("sent-{folder}-{n}.md"));
                std::fs::write(&path, text)?;
                paths.push(path);
            }
            sent.push(paths);
        }
        Ok(sent)
    }

    /// Takes these files in as drafts.
    pub(super) fn import(&self, files: &[PathBuf]) -> Result {
        let mut command = self.command(env!("CARGO_BIN_EXE_newsroom"), "ours", "ana");
        command.args(["import", "--format", "markdown", "--story", &self.story()]).args(files);
        succeeded(command.status()?.success(), "newsroom import")
    }

    /// Files the same with git alone.
    pub(super) fn git_add_files(&self, files: &[PathBuf]) -> Result {
        let folder = self.path("theirs").join(self.folder());
        for file in files {
            std::fs::copy(file, folder.join(file.file_name().ok_or("no name")?))?;
        }
        for arguments in [["add", "posts"].as_slice(), &["commit", "-qm", "sent"]] {
            let status = self.command("git", "theirs", "ana").args(arguments).status()?;
            succeeded(status.success(), &format!("git {arguments:?}"))?;
        }
        Ok(())
    }

    /// What looks through the files without an index: ripgrep, else grep.
    pub(super) fn looks_with(&self) -> &'static str {
        if is_here("rg") { "rg" } else { "grep -r" }
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

    /// Runs git in the folder that the desks are in.
    pub(super) fn git_beside(&self, arguments: &[&str]) -> Result {
        let status = self.command("git", ".", "mara").args(arguments).status()?;
        succeeded(status.success(), &format!("git {arguments:?}"))
    }

    /// Runs git, which is to find nothing.
    pub(super) fn git_failing(&self, arguments: &[&str]) -> Result {
        let status = self.command("git", "ours", "mara").args(arguments).status()?;
        succeeded(!status.success(), &format!("git {arguments:?}"))
    }

    /// Files and submits a post with newsroom.
    pub(super) fn add(&self, slug: &str, durable: bool) -> Result {
        let mut command = self.adding(slug);
        if durable {
            command.env_remove("NEWSROOM_FSYNC");
        }
        succeeded(command.status()?.success(), "newsroom add")
    }

    /// How many instructions that takes, in millions; `None` where nothing here counts them.
    pub(super) fn instructions_of_add(&self, slug: &str) -> Result<Option<f64>> {
        is_here("valgrind").then(|| super::measure::instructions(&self.adding(slug))).transpose()
    }

    fn adding(&self, slug: &str) -> Command {
        let mut words = Words::new(seed(slug));
        let mut command = self.command(env!("CARGO_BIN_EXE_newsroom"), "ours", "ana");
        command.args(["add", "--submit", "--slug", slug, "--headline", &words.sentence(8)]);
        command.args(["--body", &words.body()]);
        command
    }

    /// Files the same with git alone.
    pub(super) fn git_add(&self, slug: &str, durable: bool) -> Result {
        let path = format!("{}/{slug}.toml", self.folder());
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

    /// The folder of the newest story.
    fn folder(&self) -> String {
        let path = self.some_post().path;
        path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
    }

    /// The slug of the newest story.
    fn story(&self) -> String {
        let folder = self.folder();
        folder.rsplit_once('/').map_or_else(String::new, |(_, slug)| slug.to_owned())
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

/// Whether a program is on this machine.
fn is_here(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg(if program == "hugo" { "version" } else { "--version" });
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn seed(text: &str) -> u64 {
    text.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(31) ^ u64::from(byte))
}

fn succeeded(so: bool, what: &str) -> Result {
    if so { Ok(()) } else { Err(format!("{what} went otherwise than expected").into()) }
}

//! A desk in a temporary folder, with people who act at it: arrange, act, look.
//!
//! Everything runs the real program in a real git repository, with a clock, names and ids that are
//! the same in every run. Test programs take this file with `#[path]`. What people do here reads as
//! a sentence: [`people`].
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "each test program uses what it needs"
)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test stands outside the layers, and ends where something is missing"
)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

mod files;
mod outcome;
mod people;

pub use files::{copy, files_below, site};
pub use outcome::Ran;
pub use people::{Page, People, Person};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_newsroom");
/// The day on which tests play, where a time is given without one.
pub const DAY: &str = "2026-11-07";
/// The offset of the desk's zone on that day.
pub const OFFSET: &str = "+02:00";

/// A desk with people: Mara (admin), Ed (editor), Ana and Lev (reporters), a publisher `bot`.
/// A clone is the same desk; the folder goes away with the last.
#[derive(Clone)]
pub struct TestDesk {
    dir: Arc<tempfile::TempDir>,
    root: PathBuf,
    seeds: Arc<AtomicU64>,
}

/// One person about to act.
pub struct Actor<'a> {
    desk: &'a TestDesk,
    name: String,
    email: String,
    now: String,
    input: Option<Vec<u8>>,
    env: Vec<(String, String)>,
    folder: PathBuf,
}

impl TestDesk {
    /// A desk with its people and no story.
    pub fn new() -> Self {
        static TEMPLATE: OnceLock<TestDesk> = OnceLock::new();
        let desk = Self::bare();
        copy(&TEMPLATE.get_or_init(Self::staffed).root, &desk.root);
        desk
    }

    /// A desk with the story `storm`, opened by Ana and live.
    pub fn with_story() -> Self {
        static TEMPLATE: OnceLock<TestDesk> = OnceLock::new();
        let desk = Self::bare();
        let template = TEMPLATE.get_or_init(|| {
            let desk = Self::new();
            desk.as_("ana")
                .at("20:01")
                .run(["story", "open", "storm", "--title", "Storm night"])
                .ok();
            desk.as_("ed").at("20:02").run(["publish", "storm", "--approve"]).ok();
            desk
        });
        copy(&template.root, &desk.root);
        desk
    }

    /// An empty folder.
    pub fn bare() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("desk");
        std::fs::create_dir_all(&root).unwrap();
        std::fs::create_dir_all(dir.path().join("home")).unwrap();
        Self { dir: Arc::new(dir), root, seeds: Arc::new(AtomicU64::new(1)) }
    }

    fn staffed() -> Self {
        let desk = Self::bare();
        desk.as_("mara")
            .at("19:00")
            .run([
                "init",
                "--name",
                "The Selan Courier",
                "--short-name",
                "Courier",
                "--timezone",
                "Europe/Kyiv",
                "--url",
                "https://courier.example",
            ])
            .ok();
        for (id, name, email, role) in [
            ("ed-lind", "Ed Lind", "ed@courier.example", "editor"),
            ("ana-petrova", "Ana Petrova", "ana@courier.example", "reporter"),
            ("lev-marin", "Lev Marin", "lev@courier.example", "reporter"),
            ("publisher", "Publisher", "bot@courier.example", "publisher"),
        ] {
            desk.as_("mara")
                .at("19:05")
                .run(["contributor", "add", id, "--name", name, "--email", email, "--role", role])
                .ok();
        }
        desk
    }

    /// The desk's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The person here does what is said of the programs that the folder names: they may run.
    pub fn trust(&self) {
        let own = self.outside().join("home/.gitconfig");
        trust(self.root(), &own, &self.as_("ana").type_("story list"));
    }

    /// A folder outside the desk that goes away with it.
    pub fn outside(&self) -> &Path {
        self.dir.path()
    }

    /// Somebody: a person of the desk by the first name, or a stranger.
    pub fn as_(&self, who: &str) -> Actor<'_> {
        let name = match who {
            "mara" => "Mara Dov",
            "ed" => "Ed Lind",
            "ana" => "Ana Petrova",
            "lev" => "Lev Marin",
            "bot" => "Publisher",
            other => other,
        };
        Actor {
            desk: self,
            name: name.to_owned(),
            email: format!("{}@courier.example", who.to_lowercase().replace(' ', "-")),
            now: moment("21:00"),
            input: None,
            env: Vec::new(),
            folder: self.root.clone(),
        }
    }

    /// Writes a file of the desk, as a person's editor would.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The text of a file of the desk.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Changes a file of the desk, as a person's editor would.
    pub fn change(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no `{old}`:\n{text}");
        self.write(path, text.replace(old, new));
    }

    /// The path of the post with that slug; `storm` is the story, and a path is itself.
    pub fn path(&self, slug: &str) -> String {
        if slug.contains('/') {
            return slug.to_owned();
        }
        let all = self.git(["ls-files", "posts"]);
        let wanted = |path: &&str| match slug {
            "storm" => path.ends_with("/story.toml"),
            slug => path.contains(&format!("/{slug}-")) && path.ends_with(".toml"),
        };
        all.lines().find(wanted).unwrap_or_else(|| panic!("no {slug} in {all}")).to_owned()
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// What git prints; it must succeed.
    pub fn git<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> String {
        String::from_utf8(self.git_bytes(arguments)).unwrap()
    }

    /// The bytes git prints; it must succeed.
    pub fn git_bytes<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Vec<u8> {
        git_in(&self.root, arguments)
    }

    /// A file as the desk's newest commit has it.
    pub fn filed(&self, path: &str) -> String {
        self.git(["show", &format!("HEAD:{path}")])
    }

    /// A file as readers get it.
    pub fn published(&self, path: &str) -> String {
        self.git(["show", &format!("published:{path}")])
    }

    /// The paths on a branch.
    pub fn tree(&self, branch: &str) -> Vec<String> {
        self.git(["ls-tree", "-r", "--name-only", branch]).lines().map(str::to_owned).collect()
    }

    /// Both tips and the state of the work tree: the same where nothing was written.
    pub fn fingerprint(&self) -> String {
        let refs = self.git(["for-each-ref", "--format=%(refname) %(objectname)"]);
        let status = self.git(["status", "--porcelain", "--untracked-files=all"]);
        let diff = self.git(["diff"]);
        format!("{refs}{status}{diff}")
    }

    /// Every byte of every object that a branch reaches: blobs, trees and commits.
    pub fn objects_of(&self, branch: &str) -> Vec<u8> {
        let list = self.git(["rev-list", "--objects", branch]);
        let ids: String = list
            .lines()
            .filter_map(|line| line.split(' ').next())
            .map(|id| format!("{id}\n"))
            .collect();
        fed(git_command(&self.root).args(["cat-file", "--batch"]), ids.as_bytes())
    }

    /// Every byte of every object in the repository, reached or not.
    pub fn all_objects(&self) -> Vec<u8> {
        self.git_bytes(["cat-file", "--batch-all-objects", "--batch", "--unordered"])
    }

    /// A shared repository that everybody sends to; gives its folder.
    pub fn with_remote(&self) -> PathBuf {
        let shared = self.dir.path().join("shared.git");
        git_in(
            self.dir.path(),
            ["init", "--bare", "--quiet", "--initial-branch=main", shared.to_str().unwrap()],
        );
        self.git(["remote", "add", "origin", shared.to_str().unwrap()]);
        let branch = self.branch();
        self.git(["push", "--quiet", "-u", "origin", &branch, "published"]);
        shared
    }

    /// The desk's branch.
    pub fn branch(&self) -> String {
        self.git(["symbolic-ref", "--short", "HEAD"]).trim().to_owned()
    }

    /// Files a post as Ana with that slug, headline and body; gives its path.
    pub fn post(&self, slug: &str, headline: &str, body: &str) -> String {
        let ran = self.as_("ana").at("20:10").run([
            "add",
            "--slug",
            slug,
            "--headline",
            headline,
            "--body",
            body,
            "--json",
        ]);
        ran.ok().json()["path"].as_str().unwrap().to_owned()
    }

    /// Has two people change the headline of a post, so that a merge left both in the file.
    pub fn conflicted(&self, slug: &str) {
        let sides = "[[conflicts]]\nfield = \"headline\"\nsides = [\"A\", \"B\"]\n";
        self.person("ana").opens(slug).adds(sides);
    }

    /// Files a post as Ana and publishes it as Ed; gives its path.
    pub fn live(&self, slug: &str, headline: &str, body: &str) -> String {
        let path = self.post(slug, headline, body);
        self.as_("ed").at("20:15").run(["publish", slug, "--approve"]).ok();
        path
    }

    /// What `show --json` says of a document.
    pub fn show(&self, doc: &str) -> serde_json::Value {
        self.as_("ed").at("23:59").run(["show", doc, "--json"]).ok().json()
    }

    /// A document's state at the desk, and in public.
    pub fn stands(&self, doc: &str) -> (String, String) {
        let shown = self.show(doc);
        let word = |name: &str| shown[name].as_str().unwrap().to_owned();
        (word("state"), word("public"))
    }

    fn next_seed(&self) -> u64 {
        self.seeds.fetch_add(1, Ordering::Relaxed)
    }
}

impl Actor<'_> {
    /// At that time: `21:05` of [`DAY`], or RFC 3339.
    pub fn at(mut self, time: &str) -> Self {
        self.now = moment(time);
        self
    }

    /// With a variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With that name and e-mail in git.
    pub fn named(mut self, name: &str, email: &str) -> Self {
        (self.name, self.email) = (name.to_owned(), email.to_owned());
        self
    }

    /// With these bytes on standard input.
    pub fn typing(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// The name that git has for her.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The e-mail that git has for her.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// In another folder.
    pub fn in_(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = folder.into();
        self
    }

    /// The command, ready to be run or spawned.
    pub fn command<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Command {
        let mut command = Command::new(PROGRAM);
        clean(&mut command, self.desk.dir.path());
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("GIT_AUTHOR_NAME", &self.name)
            .env("GIT_AUTHOR_EMAIL", &self.email)
            .env("GIT_COMMITTER_NAME", &self.name)
            .env("GIT_COMMITTER_EMAIL", &self.email)
            .env("NEWSROOM_NOW", &self.now)
            .env("NEWSROOM_SEED", self.desk.next_seed().to_string())
            .env("NEWSROOM_FSYNC", "0")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program.
    pub fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(self, arguments: I) -> Ran {
        let arguments: Vec<_> = arguments.into_iter().map(|a| a.as_ref().to_owned()).collect();
        let mut command = self.command(&arguments);
        let output = match &self.input {
            None => command.output().unwrap(),
            Some(input) => {
                let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
                std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
                child.wait_with_output().unwrap()
            }
        };
        Ran::new(&arguments, output)
    }

    /// Runs what a person would type, read as a shell reads it.
    pub fn type_(self, line: &str) -> Ran {
        let words = shell_words::split(line).unwrap();
        self.run(&words)
    }
}

/// Does what was said of the programs that a folder names, in somebody's own settings; where it was
/// said of just these before, nothing is asked.
pub fn trust(folder: &Path, own: &Path, said: &Ran) {
    let hints = said.hints();
    let Some(line) = hints.iter().find(|line| line.contains("newsroom.trusted")) else { return };
    let words = shell_words::split(line).unwrap();
    let mut git = git_command(folder);
    assert!(git.env("GIT_CONFIG_GLOBAL", own).args(&words[1..]).status().unwrap().success());
}

/// `21:05` on [`DAY`] in the desk's zone, or RFC 3339 as it is.
pub fn moment(time: &str) -> String {
    if time.contains('T') { time.to_owned() } else { format!("{DAY}T{time}:00{OFFSET}") }
}

/// What git prints in a folder; it must succeed.
pub fn git_in<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(folder: &Path, arguments: I) -> Vec<u8> {
    let output = git_command(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// git in a folder, away from this machine's own settings.
pub fn git_command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    clean(&mut command, folder);
    command
        .current_dir(folder)
        .env("GIT_AUTHOR_NAME", "Somebody")
        .env("GIT_AUTHOR_EMAIL", "somebody@elsewhere.example")
        .env("GIT_COMMITTER_NAME", "Somebody")
        .env("GIT_COMMITTER_EMAIL", "somebody@elsewhere.example");
    command
}

fn clean(command: &mut Command, outside: &Path) {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("GIT_") || name.starts_with("NEWSROOM_") {
            command.env_remove(&name);
        }
    }
    command
        .env("HOME", outside.join("home"))
        .env("XDG_CONFIG_HOME", outside.join("home"))
        .env("GIT_CONFIG_GLOBAL", outside.join("home/.gitconfig"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .env_remove("EDITOR")
        .env_remove("VISUAL")
        .env_remove("PAGER")
        .env_remove("COLUMNS");
}

fn fed(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output.stdout
}

/// A small picture with `CANARY` in its metadata.
pub fn png() -> Vec<u8> {
    png_of(1)
}

/// The same, of that width.
pub fn png_of(width: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut bytes, b"IHDR", &[0, 0, 0, width, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(&mut bytes, b"tEXt", b"Comment\0CANARY-METADATA");
    chunk(&mut bytes, b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01]);
    chunk(&mut bytes, b"IEND", &[]);
    bytes
}

/// A JPEG of that size in pixels, with something to see in each place.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let pixel = |x: u32, y: u32| image::Rgb([x as u8, y as u8, ((x * 31) ^ (y * 17)) as u8]);
    let picture = image::RgbImage::from_fn(width, height, pixel);
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn chunk(bytes: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
    let body: Vec<u8> = kind.iter().chain(data).copied().collect();
    let mut crc = u32::MAX;
    for byte in &body {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    bytes.extend(body);
    bytes.extend((!crc).to_be_bytes());
}

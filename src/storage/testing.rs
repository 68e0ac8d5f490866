//! A desk to test on, judged by the git program, and a way to die in the middle of a change.
#![expect(clippy::disallowed_methods, reason = "tests arrange files and run git")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

use tempfile::TempDir;

use super::writing::step::Step;
use super::{Batch, Change, CommitId, Identity, Line, Plan, Saved, Store, record_root_plan};
use crate::model::Moment;

pub(super) const STORY: &str = "posts/2026/11/port-selan/story.toml";
pub(super) const POST: &str = "posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml";

/// The step after which a child process of a test dies.
const CRASH_AFTER: &str = "NEWSROOM_TEST_CRASH_AFTER";
/// The desk a child process of a test writes to.
const DESK: &str = "NEWSROOM_TEST_DESK";

/// A new desk in a folder of its own, with its record; removed when dropped.
pub(crate) struct TestDesk {
    dir: TempDir,
}

impl TestDesk {
    pub(crate) fn new() -> Self {
        let desk = Self::empty();
        let store = Store::create(&desk.path()).expect("a desk");
        let mut config = store.repo.config().expect("configuration");
        config.set_str("user.name", "Ana Petrova").expect("set");
        config.set_str("user.email", "ana@courier.example").expect("set");
        let mut batch = batch();
        batch.desk = vec![plan("Open the desk", &[("newsroom.toml", None, Some("[newsroom]\n"))])];
        batch.record = Box::new(|root| vec![record_root_plan(root, b"[newsroom]\n".to_vec())]);
        store.write(batch).expect("the first commit");
        desk
    }

    pub(super) fn empty() -> Self {
        hermetic();
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("desk")
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(&self.path()).expect("the desk opens")
    }

    pub(crate) fn save(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("saved");
    }

    pub(super) fn saved(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.path().join(path)).ok()
    }

    /// Writes one file as the tip has it not yet.
    pub(crate) fn file(&self, path: &str, text: &str) -> CommitId {
        let store = self.store();
        let written = store.write(changing(&store, path, Some(text))).expect("written");
        assert_eq!(written.warnings, Vec::<String>::new());
        written.desk.expect("a commit")
    }

    /// What git says, which must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {error}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    pub(super) fn try_git(&self, arguments: &[&str]) -> Output {
        git_in(&self.path(), arguments)
    }

    /// The repository is whole, and the work tree and the index are as the desk's branch is.
    pub(super) fn assert_sound(&self) {
        assert_eq!(self.git(&["status", "--porcelain"]), "");
        assert_eq!(self.git(&["fsck", "--strict", "--no-dangling"]), "");
        assert_eq!(self.git(&["diff", "--cached", "--name-only"]), "");
        assert!(!self.index_is_locked());
    }

    /// Whether anybody holds the index; a lock may be a link.
    pub(super) fn index_is_locked(&self) -> bool {
        self.path().join(".git/index.lock").symlink_metadata().is_ok()
    }
}

pub(super) fn git_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_AUTHOR_NAME", "Bo Lind").env("GIT_AUTHOR_EMAIL", "bo@courier.example");
    command.env("GIT_COMMITTER_NAME", "Bo Lind").env("GIT_COMMITTER_EMAIL", "bo@courier.example");
    command.output().expect("git runs")
}

pub(crate) fn batch() -> Batch<'static> {
    let at: Moment = "2026-11-07T09:30:00+02:00".parse().expect("a moment");
    let name = "Ana Petrova".to_owned();
    Batch::new(Identity { name, email: "ana@courier.example".to_owned() }, at)
}

/// A commit: path, what is expected there, what shall be there.
pub(crate) fn plan(title: &str, files: &[(&str, Option<&super::BlobId>, Option<&str>)]) -> Plan {
    let files = files.iter().map(|(path, expected, content)| Change {
        path: (*path).to_owned(),
        expected: expected.cloned(),
        content: content.map(|text| text.as_bytes().to_owned()),
        saved: Saved::Leave,
    });
    Plan {
        title: title.to_owned(),
        trailers: vec![("Newsroom-Action".to_owned(), "add".to_owned())],
        files: files.collect(),
        ..Plan::default()
    }
}

/// A batch of one change to what the desk's tip has at that path.
pub(super) fn changing(store: &Store, path: &str, text: Option<&str>) -> Batch<'static> {
    let tip = store.tip(Line::Desk).expect("readable").expect("a tip");
    let expected = store.entry(&tip, path).expect("readable");
    let mut batch = batch();
    batch.desk = vec![plan(&format!("Change {path}"), &[(path, expected.as_ref(), text)])];
    batch
}

/// Keeps the settings of whoever runs the tests out of them.
pub(super) fn hermetic() {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        for level in [git2::ConfigLevel::Global, git2::ConfigLevel::XDG, git2::ConfigLevel::System]
        {
            // SAFETY: every test comes here before its first repository, and waits for this.
            unsafe { git2::opts::set_search_path(level, "/dev/null") }.expect("set");
        }
    });
}

/// Ends the process where the test that started it said, without running any destructor.
pub(super) fn crash_after(step: Step) {
    if std::env::var(CRASH_AFTER).is_ok_and(|name| name == format!("{step:?}")) {
        std::process::abort();
    }
}

/// Runs a test of this binary in a process of its own, which dies after that step.
pub(super) fn run_child(test: &str, desk: &Path, crash: Option<Step>) -> bool {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args([test, "--exact", "--ignored", "--quiet"]).env(DESK, desk);
    if let Some(step) = crash {
        command.env(CRASH_AFTER, format!("{step:?}"));
    }
    command.output().expect("a child").status.success()
}

/// The desk a child was started for.
pub(super) fn desk_of_child() -> PathBuf {
    hermetic();
    std::env::var_os(DESK).expect("only run_child starts this").into()
}

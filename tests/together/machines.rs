//! Machines of people who share one desk.

use std::path::{Path, PathBuf};

use crate::desk::{Actor, TestDesk, git_command, git_in, trust};

/// A shared repository, and the machine of each person with a clone of it.
pub(crate) struct Machines {
    pub(crate) desk: TestDesk,
    pub(crate) shared: PathBuf,
}

impl Machines {
    /// Mara's desk with the live story `storm`, sent to a shared folder; the others have clones.
    pub(crate) fn of(people: &[&str]) -> Self {
        let desk = TestDesk::with_story();
        let shared = desk.with_remote();
        let machines = Self { desk, shared };
        machines.mara("sync").ok();
        for who in people {
            machines.clone_to(who);
        }
        machines
    }

    /// Another machine of that name.
    pub(crate) fn clone_to(&self, who: &str) -> PathBuf {
        let url = self.shared.display().to_string();
        let outside = self.desk.outside().to_owned();
        self.desk.as_("mara").in_(&outside).run(["clone", &url, who]).ok();
        self.folder(who)
    }

    /// The folder of somebody's clone.
    pub(crate) fn folder(&self, who: &str) -> PathBuf {
        if who == "mara" { self.desk.root().to_owned() } else { self.desk.outside().join(who) }
    }

    /// Somebody at their own machine.
    pub(crate) fn at(&self, who: &str) -> Actor<'_> {
        let own = self.settings(who).display().to_string();
        self.desk.as_(who).in_(self.folder(who)).env("GIT_CONFIG_GLOBAL", &own)
    }

    /// Git's settings that are somebody's own, whatever folder they are in.
    fn settings(&self, who: &str) -> PathBuf {
        self.desk.outside().join(format!("{who}.gitconfig"))
    }

    /// Somebody does what is said of the programs that their folder names: they may run.
    pub(crate) fn trust(&self, who: &str) {
        trust(&self.folder(who), &self.settings(who), &self.by(who, "story list"));
    }

    /// What somebody types at their own machine.
    pub(crate) fn by(&self, who: &str, line: &str) -> crate::desk::Ran {
        self.at(who).type_(line)
    }

    /// What Mara types.
    pub(crate) fn mara(&self, line: &str) -> crate::desk::Ran {
        self.by("mara", line)
    }

    /// What git prints on somebody's machine; it must succeed.
    pub(crate) fn git(&self, who: &str, arguments: &[&str]) -> String {
        String::from_utf8(git_in(&self.folder(who), arguments)).unwrap().trim_end().to_owned()
    }

    /// The tips of both lines in a repository.
    pub(crate) fn tips(&self, folder: &Path) -> String {
        let refs = ["refs/heads/main", "refs/heads/published"];
        let arguments = ["for-each-ref", "--format=%(refname) %(objectname)"].into_iter();
        String::from_utf8(git_in(folder, arguments.chain(refs))).unwrap()
    }

    /// Everybody syncs until nothing moves; then all have the same, nothing is left over, and every
    /// step is lawful.
    pub(crate) fn end_equal(&self, people: &[&str]) {
        let all = || people.iter().chain(["mara"].iter());
        for _ in 0..2 {
            for who in all() {
                self.by(who, "sync").ok();
            }
        }
        let shared = self.tips(&self.shared);
        for who in all() {
            assert_eq!(self.tips(&self.folder(who)), shared, "{who}");
            assert_eq!(self.git(who, &["status", "--porcelain"]), "", "{who}");
            self.git(who, &["fsck", "--strict", "--no-dangling"]);
            self.by(who, "audit --full").ok();
        }
    }

    /// Takes the shared repository out of reach; dropped, it is there again.
    pub(crate) fn tunnel(&self) -> Tunnel {
        let away = self.shared.with_extension("away");
        std::fs::rename(&self.shared, &away).unwrap();
        Tunnel { shared: self.shared.clone(), away }
    }

    /// Somebody commits with plain git what the file says now.
    pub(crate) fn commit(&self, who: &str, message: &str) {
        let folder = self.folder(who);
        let (name, email) = match who {
            "ana" => ("Ana Petrova", "ana@courier.example"),
            "ed" => ("Ed Lind", "ed@courier.example"),
            "mara" => ("Mara Dov", "mara@courier.example"),
            _ => ("Lev Marin", "lev@courier.example"),
        };
        for arguments in [&["add", "-A"][..], &["commit", "--quiet", "-m", message][..]] {
            let done = git_command(&folder)
                .args(arguments)
                .env("GIT_AUTHOR_NAME", name)
                .env("GIT_AUTHOR_EMAIL", email)
                .status();
            assert!(done.unwrap().success(), "{arguments:?}");
        }
    }
}

/// While one lives, the shared repository cannot be reached.
pub(crate) struct Tunnel {
    shared: PathBuf,
    away: PathBuf,
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        std::fs::rename(&self.away, &self.shared).unwrap();
    }
}

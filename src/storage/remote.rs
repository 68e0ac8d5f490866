//! Sending both lines to where the others get them.

use std::fmt::Write as _;
use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::error::git;
use super::{CommitId, Line, StorageError, Store, program, refs, revision, store};

/// What became of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// There is nowhere to send to.
    NoRemote,
    /// `newsroom.send` is false in git's configuration.
    SwitchedOff,
    /// The remote has both lines.
    Done,
    /// The remote or the way to it refused, in git's words.
    Failed(String),
    /// It took too long; what was written here is safe.
    TimedOut,
}

impl Store {
    /// Pushes the desk's branch and the record in one step (`git push --atomic`), and looks
    /// whether they arrived. Never asks for anything.
    pub fn send(&self, timeout: Duration) -> Sent {
        let until = Instant::now() + timeout;
        if self.config_bool("newsroom.send") == Some(false) {
            return Sent::SwitchedOff;
        }
        let Some(remote) = self.remote() else { return Sent::NoRemote };
        let tips = match self.branches_to_send() {
            Ok(tips) => tips,
            Err(error) => return Sent::Failed(error.to_string()),
        };
        let pushes = tips.iter().map(|(name, _)| format!("{name}:{name}"));
        let mut push = self.network();
        push.args(["push", "--quiet", "--atomic", "--recurse-submodules=no", "--", &remote]);
        push.args(pushes);
        match within(push, until) {
            Sent::Done => self.arrived(&remote, &tips, until),
            other => other,
        }
    }

    /// Whether there is somewhere to send to.
    pub fn has_remote(&self) -> bool {
        self.remote().is_some()
    }

    /// The commits of that line that the remote is not known to have, oldest first; none where
    /// there is no remote.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn unsent(&self, line: Line) -> Result<Vec<CommitId>, StorageError> {
        let (Some(remote), Some(tip)) = (self.remote(), self.tip(line)?) else {
            return Ok(Vec::new());
        };
        let doing = || git("walk what was not sent");
        let mut walk = self.repo.revwalk().map_err(doing())?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::REVERSE).map_err(doing())?;
        walk.push(tip.oid()).map_err(doing())?;
        if let Some(there) = refs::target(&self.repo, &tracking(&remote, &self.reference(line)?))? {
            walk.hide(there.oid()).map_err(doing())?;
        }
        walk.map(|oid| oid.map(CommitId::of).map_err(doing())).collect()
    }

    /// Whether the remote is known to have that commit of that line.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn is_sent(&self, commit: &CommitId, line: Line) -> Result<bool, StorageError> {
        let Some(remote) = self.remote() else { return Ok(false) };
        match refs::target(&self.repo, &tracking(&remote, &self.reference(line)?))? {
            Some(there) => revision::descends(&self.repo, &there, commit),
            None => Ok(false),
        }
    }

    /// The name of the remote that things are sent to.
    pub fn remote_name(&self) -> Option<String> {
        self.remote()
    }

    /// The desk branch's remote, else the only one.
    pub(super) fn remote(&self) -> Option<String> {
        let branch = self.reference(Line::Desk).ok()?;
        let branch = branch.trim_start_matches("refs/heads/");
        let remotes = self.repo.remotes().ok()?;
        let names: Vec<String> =
            remotes.iter().filter_map(|name| Some(name.ok()??.to_owned())).collect();
        let set = self.config(&format!("branch.{branch}.remote"));
        match set.filter(|set| names.contains(set)) {
            Some(set) => Some(set),
            None if names.len() == 1 => names.into_iter().next(),
            None => None,
        }
    }

    fn branches_to_send(&self) -> Result<Vec<(String, CommitId)>, StorageError> {
        let mut tips = Vec::new();
        for name in [self.reference(Line::Desk)?, store::RECORD.to_owned()] {
            tips.extend(refs::target(&self.repo, &name)?.map(|tip| (name, tip)));
        }
        Ok(tips)
    }

    /// A push that was accepted can have been overwritten since: only a fetch tells.
    fn arrived(&self, remote: &str, tips: &[(String, CommitId)], until: Instant) -> Sent {
        let specs = tips.iter().map(|(name, _)| format!("+{name}:{}", tracking(remote, name)));
        let mut fetch = self.network();
        fetch.args([
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
        ]);
        fetch.args(["--no-auto-gc", "--", remote]).args(specs);
        match within(fetch, until) {
            Sent::Done => {}
            other => return other,
        }
        let has = |(name, tip): &(String, CommitId)| -> Result<bool, StorageError> {
            let there = refs::target(&self.repo, &tracking(remote, name))?;
            there.map_or(Ok(false), |there| revision::descends(&self.repo, &there, tip))
        };
        let mut missing = String::new();
        for branch in tips {
            match has(branch) {
                Ok(true) => {}
                Ok(false) => write!(missing, "{remote} took {} and lost it; ", branch.0)
                    .expect("a String takes all"),
                Err(error) => return Sent::Failed(error.to_string()),
            }
        }
        if missing.is_empty() { Sent::Done } else { Sent::Failed(missing + "send again") }
    }

    /// Git with a way to the network on which nobody is asked for a password or a host key.
    fn network(&self) -> Command {
        let mut command = program::git(self.root());
        if self.config("core.sshCommand").is_none() && !program::names_ssh() {
            command.env("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        }
        command
    }
}

/// The branch by which git remembers what the remote last had.
pub(super) fn tracking(remote: &str, reference: &str) -> String {
    format!("refs/remotes/{remote}/{}", reference.trim_start_matches("refs/heads/"))
}

/// Runs git until then; its words go to a file, for a pipe could be held open by a grandchild.
fn within(mut command: Command, until: Instant) -> Sent {
    let failed = |error: std::io::Error| Sent::Failed(error.to_string());
    let mut words = match tempfile::tempfile() {
        Ok(file) => file,
        Err(error) => return failed(error),
    };
    let started = words
        .try_clone()
        .and_then(|file| command.stdout(Stdio::null()).stderr(Stdio::from(file)).spawn());
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return failed(error),
    };
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Sent::Done,
            Ok(Some(_)) => break,
            Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(5)),
            Ok(None) => {
                let _ = child.kill().and_then(|()| child.wait());
                return Sent::TimedOut;
            }
            Err(error) => return failed(error),
        }
    }
    let mut text = Vec::new();
    let _ = words.rewind().and_then(|()| words.read_to_end(&mut text));
    Sent::Failed(String::from_utf8_lossy(&text).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{POST, TestDesk, git_in};
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn with_remote() -> TestDesk {
        let desk = TestDesk::new();
        let folder = desk.path();
        let folder = folder.parent().expect("a folder");
        assert!(git_in(folder, &["init", "-q", "--bare", "remote.git"]).status.success());
        desk.git(&["remote", "add", "origin", "../remote.git"]);
        desk
    }

    #[test]
    fn both_lines_are_sent_and_known_to_be() {
        let desk = with_remote();
        let tip = desk.file(POST, "x");
        let store = desk.store();
        assert!(store.has_remote());
        assert_eq!(store.unsent(Line::Desk).expect("counted").len(), 2);
        assert!(!store.is_sent(&tip, Line::Desk).expect("looked up"));
        assert_eq!(store.send(PATIENCE), Sent::Done);
        assert!(store.unsent(Line::Desk).expect("counted").is_empty());
        assert!(store.is_sent(&tip, Line::Desk).expect("looked up"));
        let there = git_in(&desk.path(), &["ls-remote", "origin"]).stdout;
        let there = String::from_utf8_lossy(&there).into_owned();
        assert!(there.contains(&format!("{tip}\trefs/heads/main")), "{there}");
        assert!(there.contains("refs/heads/published"), "{there}");
        let next = desk.file(POST, "y");
        assert_eq!(store.unsent(Line::Desk).expect("counted"), [next]);
    }

    #[test]
    fn a_remote_that_went_on_refuses_both_lines() {
        let desk = with_remote();
        let store = desk.store();
        assert_eq!(store.send(PATIENCE), Sent::Done);
        let other = desk.path().with_file_name("other");
        let folder = desk.path();
        let folder = folder.parent().expect("a folder");
        assert!(
            git_in(folder, &["clone", "-q", "-b", "main", "remote.git", "other"]).status.success()
        );
        assert!(git_in(&other, &["commit", "-q", "--allow-empty", "-m", "x"]).status.success());
        assert!(git_in(&other, &["push", "-q"]).status.success());
        desk.file(POST, "x");
        let sent = store.send(PATIENCE);
        assert!(matches!(&sent, Sent::Failed(words) if words.contains("rejected")), "{sent:?}");
    }

    #[test]
    fn nothing_is_sent_where_there_is_nowhere_or_it_is_switched_off() {
        let desk = TestDesk::new();
        assert_eq!(desk.store().send(PATIENCE), Sent::NoRemote);
        assert!(desk.store().unsent(Line::Desk).expect("counted").is_empty());
        let desk = with_remote();
        desk.git(&["config", "newsroom.send", "false"]);
        assert_eq!(desk.store().send(PATIENCE), Sent::SwitchedOff);
        desk.git(&["config", "newsroom.send", "true"]);
        assert_eq!(desk.store().send(Duration::ZERO), Sent::TimedOut);
        desk.git(&["remote", "set-url", "origin", "../nowhere.git"]);
        assert!(matches!(desk.store().send(PATIENCE), Sent::Failed(_)));
    }
}

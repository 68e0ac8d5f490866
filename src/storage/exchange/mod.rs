//! Exchange with the shared desk: both lines fetched and pushed by the git program, which knows
//! ssh, credentials and proxies.

mod cause;
mod fetch;
mod guard;
mod push;

use std::process::Command;

pub use cause::Cause;
pub use fetch::There;
pub use push::Pushed;

use super::entrusted::Errand;
use super::error::{disk, git};
use super::{CommitId, Line, StorageError, Store, durable, program, refs, revision};

impl Store {
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
        let there = refs::target(&self.repo, &tracking(&remote, &self.reference(line)?))?;
        self.commits(&tip, &there.into_iter().collect::<Vec<_>>())
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

    /// The name of the remote that things are sent to: `newsroom.remote` in git's configuration,
    /// else the desk branch's own, else `origin`, else the only one.
    pub fn remote(&self) -> Option<String> {
        if self.remote_said.is_some() {
            return self.remote_said.clone();
        }
        let remotes = self.repo.remotes().ok()?;
        let names: Vec<String> =
            remotes.iter().filter_map(|name| Some(name.ok()??.to_owned())).collect();
        let branch = self.branch_name(Line::Desk).unwrap_or_default();
        let said = self.config("newsroom.remote");
        let of_branch = || self.config(&format!("branch.{branch}.remote"));
        let origin = || Some("origin".to_owned());
        let known = |name: &String| names.contains(name);
        match said {
            Some(said) => Some(said).filter(known),
            None => of_branch().filter(known).or_else(|| origin().filter(known)).or_else(|| {
                let [only] = names.as_slice() else { return None };
                Some(only.clone())
            }),
        }
    }

    /// Has this run use that remote; false where there is none of that name.
    pub fn use_remote(&mut self, name: &str) -> bool {
        let known = self.repo.find_remote(name).is_ok();
        self.remote_said = known.then(|| name.to_owned());
        known
    }

    /// The address of the remote, without a password that may stand in it.
    pub fn remote_url(&self) -> Option<String> {
        let remote = self.repo.find_remote(&self.remote()?).ok()?;
        let url = remote.pushurl().ok().flatten().or_else(|| remote.url().ok())?.to_owned();
        let bare = |url: &str| {
            let (scheme, rest) = url.split_once("://")?;
            let (who, rest) = rest.split_once('@')?;
            let (who, _) = who.split_once(':')?;
            (!who.contains('/')).then(|| format!("{scheme}://{who}@{rest}"))
        };
        Some(bare(&url).unwrap_or(url))
    }

    /// Makes that address the one that the desk is sent to. An address that is a folder on this
    /// machine gets an empty repository where nothing is there yet. Gives the remote's name.
    ///
    /// # Errors
    ///
    /// Git's; the disk's.
    pub fn set_remote(&self, url: &str) -> Result<String, StorageError> {
        let name = self.remote().unwrap_or_else(|| "origin".to_owned());
        let path = std::path::Path::new(url.strip_prefix("file://").unwrap_or(url));
        let local = path.is_absolute() || url.starts_with('.');
        if local && !path.exists() {
            durable::make_folder(path)?;
            let branch = self.reference(Line::Desk)?;
            let mut init = program::git(path);
            init.args(["init", "--quiet", "--bare", "--initial-branch"]);
            init.arg(branch.trim_start_matches("refs/heads/"));
            program::run(&format!("make a shared desk in {}", path.display()), &mut init)?;
        }
        let address = match path.canonicalize() {
            Ok(whole) if local => whole.to_string_lossy().into_owned(),
            Err(error) if local => return Err(disk("look at", path)(error)),
            _ => url.to_owned(),
        };
        let doing = || git(format!("send to {url} from now on"));
        if self.repo.find_remote(&name).is_ok() {
            self.repo.remote_set_url(&name, &address).map_err(doing())?;
        } else {
            self.repo.remote(&name, &address).map_err(doing())?;
        }
        self.set_config("newsroom.remote", &name)?;
        Ok(name)
    }

    /// Git with a way to the network on which nobody is asked for a password or a host key, and
    /// which is given up where the other side has gone silent.
    fn network(&self) -> Result<Command, Cause> {
        self.may_run(Errand::Network)?;
        let mut command = program::git(self.root());
        command.args(["-c", "maintenance.auto=false", "-c", "gc.auto=0"]);
        if self.config("core.sshCommand").is_none() && !program::names_ssh() {
            const SSH: &str = "ssh -oBatchMode=yes -oServerAliveInterval=5 -oServerAliveCountMax=2";
            command.env("GIT_SSH_COMMAND", SSH);
        }
        Ok(command)
    }
}

/// The branch by which git remembers what the remote last had.
pub(super) fn tracking(remote: &str, reference: &str) -> String {
    format!("refs/remotes/{remote}/{}", reference.trim_start_matches("refs/heads/"))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::testing::{POST, TestDesk, git_in};
    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    fn tips(store: &Store) -> There {
        let tip = |line| store.tip(line).expect("read");
        There { desk: tip(Line::Desk), record: tip(Line::Record) }
    }

    fn push(store: &Store) -> Pushed {
        store.push(&tips(store), soon())
    }

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
        assert_eq!(push(&store), Pushed::Done);
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
        assert_eq!(push(&store), Pushed::Done);
        let other = desk.path().with_file_name("other");
        let folder = desk.path();
        let folder = folder.parent().expect("a folder");
        assert!(
            git_in(folder, &["clone", "-q", "-b", "main", "remote.git", "other"]).status.success()
        );
        assert!(git_in(&other, &["commit", "-q", "--allow-empty", "-m", "x"]).status.success());
        assert!(git_in(&other, &["push", "-q"]).status.success());
        desk.file(POST, "x");
        assert_eq!(push(&store), Pushed::Behind);
        let there = store.fetch(soon()).expect("fetched");
        assert_ne!(there.desk, store.tip(Line::Desk).expect("read"));
        assert_eq!(there.record, store.tip(Line::Record).expect("read"));
    }

    #[test]
    fn what_is_not_there_yet_is_none() {
        let desk = with_remote();
        assert_eq!(desk.store().fetch(soon()), Ok(There::default()));
        desk.git(&["push", "-q", "origin", "main"]);
        let there = desk.store().fetch(soon()).expect("fetched");
        assert_eq!(there.desk, desk.store().tip(Line::Desk).expect("read"));
        assert_eq!(there.record, None);
    }

    #[test]
    fn why_it_was_not_reached_is_told() {
        let desk = with_remote();
        let out_of_time = desk.store().push(&tips(&desk.store()), Instant::now());
        assert_eq!(out_of_time, Pushed::Not(Cause::NoAnswer));
        desk.git(&["remote", "set-url", "origin", "../nowhere.git"]);
        let pushed = push(&desk.store());
        assert!(matches!(pushed, Pushed::Not(Cause::NotThere(_))), "{pushed:?}");
        assert!(matches!(desk.store().fetch(soon()), Err(Cause::NotThere(_))));
    }

    #[test]
    fn the_remote_is_the_one_that_is_said_or_plain() {
        let desk = TestDesk::new();
        let remote = || desk.store().remote();
        assert_eq!(remote(), None);
        desk.git(&["remote", "add", "forge", "../forge.git"]);
        assert_eq!(remote().as_deref(), Some("forge"), "the only one");
        desk.git(&["remote", "add", "copy", "https://ana:secret@copy.example/desk.git"]);
        assert_eq!(remote(), None, "nobody knows which");
        desk.git(&["remote", "add", "origin", "../shared.git"]);
        assert_eq!(remote().as_deref(), Some("origin"));
        desk.git(&["config", "newsroom.remote", "copy"]);
        assert_eq!(remote().as_deref(), Some("copy"));
        let url = desk.store().remote_url();
        assert_eq!(url.as_deref(), Some("https://ana@copy.example/desk.git"), "no password");
    }

    #[test]
    fn a_shared_desk_in_a_folder_is_made() {
        let desk = TestDesk::new();
        let shared = desk.path().with_file_name("shared.git");
        assert_eq!(
            desk.store().set_remote(shared.to_str().expect("a path")).expect("set"),
            "origin"
        );
        assert_eq!(push(&desk.store()), Pushed::Done);
        let branches = git_in(&shared, &["for-each-ref", "--format=%(refname:short)"]).stdout;
        assert_eq!(String::from_utf8_lossy(&branches), "main\npublished\n");
    }
}

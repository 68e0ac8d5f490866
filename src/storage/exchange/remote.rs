//! Exchange with the shared desk: both lines fetched and pushed by the git program, which knows
//! ssh, credentials and proxies.

use std::process::Command;

use super::Cause;

use crate::storage::ground::durable;
use crate::storage::ground::error::{disk, git};
use crate::storage::programs::entrusted::Errand;
use crate::storage::programs::program;
use crate::storage::reading::{branches, revision};
use crate::storage::{CommitId, Line, StorageError, Store};

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
        let there = branches::target(&self.repo, &tracking(&remote, &self.reference(line)?))?;
        self.commits(&tip, &there.into_iter().collect::<Vec<_>>())
    }

    /// Whether the remote is known to have that commit of that line.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn is_sent(&self, commit: &CommitId, line: Line) -> Result<bool, StorageError> {
        let Some(remote) = self.remote() else { return Ok(false) };
        match branches::target(&self.repo, &tracking(&remote, &self.reference(line)?))? {
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
    pub(super) fn network(&self) -> Result<Command, Cause> {
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

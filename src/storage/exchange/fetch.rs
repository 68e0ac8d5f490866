//! Looking what the shared desk has.

use std::time::Instant;

use super::remote::tracking;
use super::{Cause, guard};
use crate::storage::ground::error::git;
use crate::storage::ground::line::RECORD;
use crate::storage::reading::branches;
use crate::storage::{CommitId, Line, StorageError, Store};

/// What the shared desk has: the newest commits of both lines; `None` where it has no such branch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct There {
    /// The desk's newest commit.
    pub desk: Option<CommitId>,
    /// The record's.
    pub record: Option<CommitId>,
}

impl There {
    /// The newest commit of a line.
    pub fn tip(&self, line: Line) -> Option<&CommitId> {
        match line {
            Line::Desk => self.desk.as_ref(),
            Line::Record => self.record.as_ref(),
        }
    }
}

impl Store {
    /// Brings what the shared desk has here, as objects that no branch of the desk names yet.
    ///
    /// # Errors
    ///
    /// Why not. What was fetched before is not touched then.
    pub fn fetch(&self, until: Instant) -> Result<There, Cause> {
        let Some(remote) = self.remote() else { return Ok(There::default()) };
        let names = [self.reference(Line::Desk)?, RECORD.to_owned()];
        self.free(&remote, &names, until);
        let both = names.each_ref().map(|name| format!("+{name}:{}", tracking(&remote, name)));
        let ran = self.fetch_refs(&remote, &both, until)?;
        if !ran.good && ran.errors.contains("couldn't find remote ref") {
            // One of them is not there yet: a pattern takes what there is.
            let all = format!("+refs/heads/*:{}", tracking(&remote, "*"));
            let ran = self.fetch_refs(&remote, &[all], until)?;
            if !ran.good {
                return Err(Cause::of(&ran.errors));
            }
            return self.listed(&remote, &names, until);
        }
        if !ran.good {
            return Err(Cause::of(&ran.errors));
        }
        Ok(self.there(&remote, &names)?)
    }

    /// The newest commits that the remote has right now; nothing is fetched.
    pub(super) fn listed(
        &self,
        remote: &str,
        names: &[String; 2],
        until: Instant,
    ) -> Result<There, Cause> {
        let mut list = self.network()?;
        list.args(["ls-remote", "--heads", "--", remote]).args(names);
        let ran = guard::run(&list, until)?;
        if !ran.good {
            return Err(Cause::of(&ran.errors));
        }
        let tip = |name: &str| {
            let lines = ran.out.lines().filter_map(|line| line.split_once('\t'));
            lines.into_iter().find(|(_, of)| *of == name).and_then(|(id, _)| id.parse().ok())
        };
        Ok(There { desk: tip(&names[0]), record: tip(&names[1]) })
    }

    /// What the remote had when it was last looked at.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn last_there(&self) -> Result<There, StorageError> {
        let Some(remote) = self.remote() else { return Ok(There::default()) };
        self.there(&remote, &[self.reference(Line::Desk)?, RECORD.to_owned()])
    }

    /// The newest commit of the shared desk's own branch as it was last seen: the one its HEAD names,
    /// where nobody said which one that is.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn newest_shared(&self) -> Result<Option<CommitId>, StorageError> {
        let Some(remote) = self.remote() else { return Ok(None) };
        if let Some(branch) = self.config("newsroom.branch") {
            return branches::target(&self.repo, &tracking(&remote, &branch));
        }
        let head = self.repo.find_reference(&tracking(&remote, "HEAD")).ok();
        let named = head.and_then(|head| head.resolve().ok()).and_then(|head| head.target());
        match named {
            Some(tip) => Ok(Some(CommitId::of(tip))),
            None => branches::target(&self.repo, &tracking(&remote, "main")),
        }
    }

    /// Whether any remote's record was seen with that commit.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn was_shared(&self, commit: &CommitId) -> Result<bool, StorageError> {
        let doing = || git("list what was fetched");
        let seen = self.repo.references_glob("refs/remotes/*/published").map_err(doing())?;
        for reference in seen {
            let tip = reference.map_err(doing())?.target().map(CommitId::of);
            if tip.is_some_and(|tip| self.is_ancestor(commit, &tip).unwrap_or(false)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn there(&self, remote: &str, names: &[String; 2]) -> Result<There, StorageError> {
        let tip = |name: &str| branches::target(&self.repo, &tracking(remote, name));
        Ok(There { desk: tip(&names[0])?, record: tip(&names[1])? })
    }

    fn fetch_refs(
        &self,
        remote: &str,
        specs: &[String],
        until: Instant,
    ) -> Result<guard::Ran, Cause> {
        let mut fetch = self.network()?;
        fetch.args(["fetch", "--quiet", "--atomic", "--no-tags", "--no-recurse-submodules"]);
        fetch.args(["--no-write-fetch-head", "--no-auto-gc", "--", remote]).args(specs);
        guard::run(&fetch, until)
    }
}

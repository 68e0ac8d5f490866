//! Programs that a repository's own settings and hooks have git run (git-config(1), githooks(5)).
//!
//! Whoever prepared the folder chose them. None is run before the person here was told of all of
//! them and said yes; that is kept in the person's own configuration, as `safe.directory` is.
use std::path::{Path, PathBuf};
use std::process::Command;

use git2::{ConfigLevel, Repository};

use super::{hooks, program};
use crate::model::Digest;
use crate::storage::ground::durable;
use crate::storage::ground::error::git;
use crate::storage::{StorageError, Store};

/// The setting, in the person's own configuration, that names folders whose programs may run.
const KEY: &str = "newsroom.trusted";

/// What a program is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::storage) enum Errand {
    /// To reach another machine.
    Network,
    /// As something is sent.
    Push,
    /// As files are compared with those that are filed.
    Filter,
    /// To sign a commit.
    Signing,
    /// To write or to read on the screen.
    Screen,
}

/// A program that the repository names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The setting, or the hook's file.
    pub by: String,
    /// The program, as it is named there.
    pub program: String,
    errand: Errand,
}

/// The programs that a repository names, of which the person has not said that they may run.
#[derive(Debug)]
pub struct NotEntrusted {
    /// In the order of their names.
    pub named: Vec<Named>,
    /// Stands for just these in just this folder.
    mark: String,
}

impl NotEntrusted {
    /// What a person types to say that they may.
    pub fn remedy(&self) -> String {
        format!("git config --global --add {KEY} {}", shell_words::quote(&self.mark))
    }
}

impl Store {
    /// The programs that this repository itself has git run for what is done here; `None` where
    /// there are none, or where the person has said that they may.
    ///
    /// # Errors
    ///
    /// Git's; a hook that cannot be read.
    pub fn not_entrusted(&self) -> Result<Option<NotEntrusted>, StorageError> {
        let mut named = in_settings(&self.repo)?;
        let mut bytes = Vec::new();
        for (hook, text) in self.foreign_hooks()? {
            named.push(hook);
            bytes.extend(text);
        }
        if named.is_empty() {
            return Ok(None);
        }
        named.sort_by(|a, b| (&a.by, &a.program).cmp(&(&b.by, &b.program)));
        for one in &named {
            bytes.extend(format!("{}={}\0", one.by, one.program).bytes());
        }
        let folder = self.repo.commondir().canonicalize();
        let folder = folder.unwrap_or_else(|_| self.repo.commondir().to_owned());
        let mark = format!("{} {}", folder.display(), &Digest::of(&bytes).to_string()[..16]);
        let trusted = self.trusted().lines().any(|line| line.trim() == mark);
        Ok((!trusted).then_some(NotEntrusted { named, mark }))
    }

    /// Has the person's own configuration say that these may run.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn entrust(&self, programs: &NotEntrusted) -> Result<(), StorageError> {
        let mut command = program::git(self.root());
        command.args(["config", "--global", "--add", KEY, &programs.mark]);
        program::run("remember that", &mut command).map(drop)
    }

    /// Whether nothing that this repository names is run for that, or may be.
    pub(in crate::storage) fn may_run(&self, errand: Errand) -> Result<(), StorageError> {
        let names = |programs: &NotEntrusted| programs.named.iter().any(|one| one.errand == errand);
        match self.not_entrusted()?.filter(names) {
            Some(programs) => Err(StorageError::NotEntrusted { remedy: programs.remedy() }),
            None => Ok(()),
        }
    }

    /// Has a run of git compare files as they are where their filters may not run.
    pub(in crate::storage) fn unfiltered(&self, command: &mut Command) -> Result<(), StorageError> {
        match self.not_entrusted()? {
            Some(_) => without_filters(&self.repo, command),
            None => Ok(()),
        }
    }

    /// Where git shall look for hooks as something is sent: what this program's own do is done without
    /// them.
    pub(in crate::storage) fn hooks_of_a_push(&self) -> Result<PathBuf, StorageError> {
        self.may_run(Errand::Push)?;
        let none = self.foreign_hooks()?.is_empty();
        Ok(if none { PathBuf::from(program::NO_HOOKS) } else { self.hooks_folder() })
    }

    /// The hooks that git runs as something is sent, and that this program did not write.
    fn foreign_hooks(&self) -> Result<Vec<(Named, Vec<u8>)>, StorageError> {
        let mut hooks = Vec::new();
        for name in ["pre-push", "reference-transaction"] {
            let path = self.hooks_folder().join(name);
            let Some(text) = durable::read(&path)?.filter(|_| runs(&path)) else { continue };
            if String::from_utf8_lossy(&text).lines().any(|line| line == hooks::MARK) {
                continue;
            }
            let (by, program) = (format!("the hook {name}"), path.display().to_string());
            hooks.push((Named { by, program, errand: Errand::Push }, text));
        }
        Ok(hooks)
    }

    /// What the person's own configuration has of this.
    fn trusted(&self) -> String {
        let mut command = program::git(self.root());
        command.args(["config", "--global", "--get-all", KEY]);
        let output = command.output().map(|output| output.stdout).unwrap_or_default();
        String::from_utf8_lossy(&output).into_owned()
    }
}

/// Has a run of git compare files as they are, whatever filters the repository's own settings name.
pub(in crate::storage) fn without_filters(
    repo: &Repository,
    command: &mut Command,
) -> Result<(), StorageError> {
    let mut named = in_settings(repo)?;
    named.retain(|named| named.errand == Errand::Filter);
    for (at, filter) in named.iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{at}"), &filter.by);
        command.env(format!("GIT_CONFIG_VALUE_{at}"), "");
    }
    command.env("GIT_CONFIG_COUNT", named.len().to_string());
    Ok(())
}

/// The programs that the repository's own settings name.
fn in_settings(repo: &Repository) -> Result<Vec<Named>, StorageError> {
    let doing = || git("read the repository's settings");
    let config = repo.config().and_then(|mut config| config.snapshot()).map_err(doing())?;
    let mut named = Vec::new();
    let mut entries = config.entries(None).map_err(doing())?;
    while let Some(entry) = entries.next() {
        let entry = entry.map_err(doing())?;
        let own = matches!(entry.level(), ConfigLevel::Local | ConfigLevel::Worktree);
        let (Ok(key), Some(value)) = (entry.name(), entry.value().ok().filter(|_| own)) else {
            continue;
        };
        let errand = errand(key).filter(|_| !value.is_empty());
        let program = value.to_owned();
        named.extend(errand.map(|errand| Named { by: key.to_owned(), program, errand }));
    }
    Ok(named)
}

#[cfg(unix)]
fn runs(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(path: &Path) -> bool {
    path.exists()
}

/// What git runs the value of that setting for, as its manual says.
fn errand(key: &str) -> Option<Errand> {
    let (section, rest) = key.split_once('.')?;
    let variable = rest.rsplit('.').next()?;
    match (section, variable) {
        ("core", "sshcommand" | "gitproxy" | "askpass" | "alternaterefscommand")
        | ("credential", "helper")
        | ("remote", "uploadpack" | "receivepack" | "vcs") => Some(Errand::Network),
        ("filter", "clean" | "smudge" | "process") => Some(Errand::Filter),
        ("gpg", "program" | "defaultkeycommand") => Some(Errand::Signing),
        ("core", "editor" | "pager") | ("pager", _) => Some(Errand::Screen),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::TestDesk;

    #[test]
    fn what_a_repository_names_is_listed_and_its_own_hook_is_not() {
        let desk = TestDesk::new();
        assert!(desk.store().not_entrusted().expect("read").is_none());
        for (key, value) in [
            ("core.sshCommand", "touch a"),
            ("filter.x.clean", "touch b"),
            ("remote.origin.receivepack", "touch c"),
            ("credential.https://a.example.helper", "!touch d"),
            ("gpg.ssh.program", "touch e"),
            ("core.editor", "touch f"),
            ("alias.x", "!touch g"),
            ("core.bare", "false"),
        ] {
            desk.git(&["config", key, value]);
        }
        desk.save(".git/hooks/pre-push", "#!/bin/sh\ntouch h\n");
        desk.save(".git/hooks/reference-transaction", "#!/bin/sh\ntouch i\n");
        durable::make_runnable(&desk.path().join(".git/hooks/pre-push")).expect("made");
        let store = desk.store();
        let asked = store.not_entrusted().expect("read").expect("some");
        let by: Vec<&str> = asked.named.iter().map(|named| named.by.as_str()).collect();
        let all = [
            "core.editor",
            "core.sshcommand",
            "credential.https://a.example.helper",
            "filter.x.clean",
            "gpg.ssh.program",
            "remote.origin.receivepack",
            "the hook pre-push",
        ];
        assert_eq!(by, all, "a hook that cannot run, an alias and a yes or no are none");
        for errand in [Errand::Network, Errand::Push, Errand::Signing, Errand::Screen] {
            let refused = store.may_run(errand).expect_err("nobody said so");
            assert!(matches!(refused, StorageError::NotEntrusted { .. }), "{refused}");
        }
        desk.git(&["config", "core.sshCommand", "touch z"]);
        let after = desk.store().not_entrusted().expect("read").expect("some");
        assert_ne!(asked.remedy(), after.remedy(), "another program is another question");
    }
}

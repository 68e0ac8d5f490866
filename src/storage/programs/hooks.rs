//! The programs that git runs for a repository of its own accord (githooks(5)).

use std::path::PathBuf;

use crate::storage::ground::durable;
use crate::storage::{StorageError, Store};

/// The line by which a hook is known to be this program's.
pub(super) const MARK: &str = "# Written by newsroom hooks install, which may be run again.";

impl Store {
    /// Puts the shell's commands where git runs the hook of that name. Gives the file; whether it is
    /// other than before.
    ///
    /// # Errors
    ///
    /// [`StorageError::OtherHook`] where one is there that this program did not write, or where git
    /// takes hooks from outside the repository (`core.hooksPath`).
    pub fn install_hook(
        &self,
        name: &str,
        commands: &str,
        dry_run: bool,
    ) -> Result<(PathBuf, bool), StorageError> {
        let folder = self.hooks_folder();
        let path = folder.join(name);
        let inside = [self.root(), self.repo.commondir()].iter().any(|own| folder.starts_with(own));
        if !inside {
            return Err(StorageError::OtherHook { name: name.to_owned(), path });
        }
        let text = format!("#!/bin/sh\n{MARK}\n{commands}");
        let there = durable::read(&path)?;
        let ours =
            |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).lines().any(|line| line == MARK);
        if !there.as_ref().is_none_or(ours) {
            return Err(StorageError::OtherHook { name: name.to_owned(), path });
        }
        let same = there.is_some_and(|bytes| bytes == text.as_bytes());
        if !same && !dry_run {
            durable::make_folder(&folder)?;
            durable::replace(&path, text.as_bytes())?;
            durable::make_runnable(&path)?;
        }
        Ok((path, !same))
    }

    /// Has git refuse pushes that rewrite or delete a branch, and objects that are not well-formed
    /// (`receive.denyNonFastForwards`, `receive.denyDeletes`, `transfer.fsckObjects`).
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn refuse_rewriting(&self) -> Result<Vec<&'static str>, StorageError> {
        let keys = [
            "receive.denyNonFastForwards",
            "receive.denyDeletes",
            "receive.fsckObjects",
            "transfer.fsckObjects",
        ];
        for key in keys {
            self.set_config(key, "true")?;
        }
        Ok(keys.to_vec())
    }

    /// Where git looks for hooks.
    pub(super) fn hooks_folder(&self) -> PathBuf {
        let set = || self.repo.config().ok()?.snapshot().ok()?.get_path("core.hooksPath").ok();
        match set() {
            Some(folder) => self.root().join(folder),
            None => self.repo.commondir().join("hooks"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::TestDesk;

    #[test]
    fn a_hook_is_installed_once_and_ours_is_replaced() {
        let desk = TestDesk::new();
        let store = desk.store();
        let install = |commands: &str, dry_run| store.install_hook("pre-push", commands, dry_run);
        let (path, new) = install("exit 1\n", true).expect("installed");
        assert!(new && !path.exists(), "a dry run");
        assert!(install("exit 1\n", false).expect("installed").1);
        assert!(!install("exit 1\n", false).expect("installed").1, "the same");
        assert!(install("exit 0\n", false).expect("installed").1);
        assert!(path.ends_with("desk/.git/hooks/pre-push"), "{}", path.display());
        assert_eq!(desk.git(&["hook", "run", "pre-push"]), "");
    }

    #[test]
    fn what_somebody_else_put_there_is_let_be() {
        let desk = TestDesk::new();
        desk.save(".git/hooks/pre-push", "#!/bin/sh\nexit 0\n");
        let refused = desk.store().install_hook("pre-push", "exit 1\n", false);
        assert!(matches!(refused, Err(StorageError::OtherHook { .. })), "{refused:?}");
        let outside = desk.path().with_file_name("hooks");
        desk.git(&["config", "core.hooksPath", outside.to_str().expect("a path")]);
        let refused = desk.store().install_hook("pre-commit", "exit 1\n", false);
        assert!(matches!(refused, Err(StorageError::OtherHook { .. })), "{refused:?}");
        assert!(!outside.exists());
        desk.git(&["config", "core.hooksPath", "tools/hooks"]);
        let (path, _) =
            desk.store().install_hook("pre-commit", "exit 1\n", false).expect("installed");
        assert!(path.ends_with("desk/tools/hooks/pre-commit"), "{}", path.display());
    }
}

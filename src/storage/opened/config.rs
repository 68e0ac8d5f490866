//! Git's configuration, as it holds for the desk.

use crate::storage::ground::error::git;
use crate::storage::{StorageError, Store};

impl Store {
    /// A setting of git's configuration, as text; `None` where it is not set.
    pub fn config(&self, key: &str) -> Option<String> {
        self.repo.config().ok()?.snapshot().ok()?.get_string(key).ok()
    }

    /// A yes-or-no setting of git's configuration.
    pub(in crate::storage) fn config_bool(&self, key: &str) -> Option<bool> {
        self.repo.config().ok()?.snapshot().ok()?.get_bool(key).ok()
    }

    /// Sets a setting in this repository's own configuration.
    pub(in crate::storage) fn set_config(
        &self,
        key: &str,
        value: &str,
    ) -> Result<(), StorageError> {
        let doing = || git(format!("set {key} in git's configuration"));
        let config = self.repo.config().map_err(doing())?;
        let mut local = config.open_level(git2::ConfigLevel::Local).map_err(doing())?;
        local.set_str(key, value).map_err(doing())
    }
}

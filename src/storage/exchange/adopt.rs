//! A plain clone becomes a desk: its record is the one it was cloned with.

use super::remote::tracking;
use crate::storage::ground::error::git;
use crate::storage::ground::line::RECORD;
use crate::storage::reading::branches;
use crate::storage::writing::journal::Move;
use crate::storage::writing::lock::Lock;
use crate::storage::writing::refs;
use crate::storage::{Line, StorageError, Store};

impl Store {
    /// Makes the local record where only the remote's is known. Gives what was done, in words; what
    /// comes later is taken over by `sync`, which judges it first.
    ///
    /// # Errors
    ///
    /// Git's.
    pub(in crate::storage) fn adopt_record(&self) -> Result<Option<String>, StorageError> {
        let Some(remote) = self.remote() else { return Ok(None) };
        if self.tip(Line::Record)?.is_some() {
            return Ok(None);
        }
        let Some(there) = branches::target(&self.repo, &tracking(&remote, RECORD))? else {
            return Ok(None);
        };
        let Ok(Some(_lock)) = Lock::attempt(self.common_dir()) else { return Ok(None) };
        let step = Move { reference: RECORD.to_owned(), old: None, new: there };
        let who = git2::Signature::now("newsroom", "newsroom@localhost")
            .map_err(git("name ourselves"))?;
        let lost = refs::swap(&self.repo, &[step], &who, "record of the remote")?;
        if lost.is_some() || self.incomplete().is_some() {
            return Ok(None); // where something is missing, nobody knows how it begins
        }
        let root = self.desk_root()?.map(|root| root.to_string()).unwrap_or_default();
        Ok(Some(format!(
            "this clone is set up as a desk: its public record is that of {remote}; it begins at {root}, which is TRUSTED ON FIRST USE: ask somebody who has it"
        )))
    }
}

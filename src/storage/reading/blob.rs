//! The bytes of files, by the names git gives them.

use git2::{ObjectType, Oid, Repository};

use crate::storage::ground::error::git;
use crate::storage::{BlobId, StorageError, Store};

/// No file of a desk is larger, in bytes: a film of an hour as a page shows it.
const LARGEST: usize = 1 << 29;

impl Store {
    /// How many bytes a file has, without unpacking any: a few can be made to hold millions.
    ///
    /// # Errors
    ///
    /// Git's, where it is not there.
    fn blob_size(&self, id: &BlobId) -> Result<usize, StorageError> {
        let doing = || git(format!("look at the blob {id}"));
        let objects = self.repo.odb().map_err(doing())?;
        Ok(objects.read_header(id.oid()).map_err(doing())?.0)
    }

    /// A file's bytes by its name.
    ///
    /// # Errors
    ///
    /// Git's, where it is not there; [`StorageError::TooLarge`].
    pub fn blob(&self, id: &BlobId) -> Result<Vec<u8>, StorageError> {
        let read = self.blob_within(id, LARGEST)?;
        read.map_err(|size| StorageError::TooLarge { blob: id.to_string(), size })
    }

    /// The same, where there are no more bytes than that; else how many there are.
    ///
    /// # Errors
    ///
    /// Git's, where it is not there.
    pub fn blob_within(
        &self,
        id: &BlobId,
        most: usize,
    ) -> Result<Result<Vec<u8>, usize>, StorageError> {
        let size = self.blob_size(id)?;
        if size > most {
            return Ok(Err(size));
        }
        let blob = self.repo.find_blob(id.oid()).map_err(git(format!("read the blob {id}")))?;
        Ok(Ok(blob.content().to_owned()))
    }

    /// The name git gives these bytes in this repository.
    pub fn hash(&self, bytes: &[u8]) -> BlobId {
        hash(&self.repo, bytes)
    }
}

/// The name git gives these bytes in that repository.
pub(in crate::storage) fn hash(repo: &Repository, bytes: &[u8]) -> BlobId {
    let oid = Oid::hash_object_ext(ObjectType::Blob, bytes, repo.object_format());
    BlobId::of(oid.expect("hashing bytes in memory cannot fail"))
}

//! What is to be written: described commits, and what became of them.

use std::fmt;

use crate::model::Moment;
use crate::storage::reading::trailers;
use crate::storage::{BlobId, CommitId, Identity};

/// Merges three versions of a file (base, ours, theirs); `None` where it cannot.
pub type Merge<'a> = &'a dyn Fn(&[u8], &[u8], &[u8]) -> Option<Vec<u8>>;

/// Makes the record's commits from the desk's tip.
pub type RecordPlans<'a> = Box<dyn FnMut(&CommitId) -> Vec<Plan> + 'a>;

/// Commits for both lines, written all or not at all.
pub struct Batch<'a> {
    /// The desk's commits, oldest first.
    pub desk: Vec<Plan>,
    /// The record's commits, made from the desk's tip as it is after those of the desk.
    ///
    /// It is asked again each time another writer was faster, for the tip is another then.
    pub record: RecordPlans<'a>,
    /// The record's branch goes from the first commit to the second one, which is made already and
    /// does not go on from it, in place of `record`: only where words are erased on an order.
    pub remade: Option<(CommitId, CommitId)>,
    /// Author and committer of every commit.
    pub author: Identity,
    /// Both dates of every commit.
    pub at: Moment,
    /// Files of the desk that the decision was made on and that no plan changes: path and blob.
    /// Something else there now refuses the batch.
    pub reads: Vec<(String, Option<BlobId>)>,
    /// Merges the new content of a file with what a person saved in it meanwhile.
    pub merge: Option<Merge<'a>>,
}

impl Batch<'_> {
    /// A batch of that person at that time which writes nothing yet.
    pub fn new(author: Identity, at: Moment) -> Self {
        Self {
            desk: Vec::new(),
            record: Box::new(|_| Vec::new()),
            remade: None,
            author,
            at,
            reads: Vec::new(),
            merge: None,
        }
    }
}

impl fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("desk", &self.desk)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// One commit to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The first line of its message.
    pub title: String,
    /// The rest of its message; may be empty.
    pub body: String,
    /// The lines at its end, as `Newsroom-Action: approve`.
    pub trailers: Vec<(String, String)>,
    /// What it changes.
    pub files: Vec<Change>,
    /// The commit whose people and dates this one has in place of the batch's.
    pub as_of: Option<AsOf>,
}

impl Plan {
    /// The commit's message.
    pub(in crate::storage) fn message(&self) -> String {
        trailers::message(&self.title, &self.body, &self.trailers)
    }
}

/// A commit whose people and dates another one has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsOf {
    /// The commit.
    pub commit: CommitId,
    /// Whether it is signed where git's settings say so; unsigned, it is the same in every clone.
    pub signed: bool,
}

/// Branches that go on to commits which are made already: what came, and what was joined to it.
pub struct Advance<'a> {
    /// What it is, for the journal.
    pub title: String,
    /// Who does it.
    pub author: Identity,
    /// When.
    pub at: Moment,
    /// The desk's branch: from where, to where.
    pub desk: Option<(CommitId, CommitId)>,
    /// The record's; it may take the place of commits that only this machine had.
    pub record: Option<(Option<CommitId>, CommitId)>,
    /// Merges the new content of a file with what a person saved in it meanwhile.
    pub merge: Option<Merge<'a>>,
}

impl fmt::Debug for Advance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Advance")
            .field("desk", &self.desk)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// One file's change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path from the desk's root, with `/`.
    pub path: String,
    /// What was there when the decision was made; something else there now refuses the batch.
    pub expected: Option<BlobId>,
    /// The new content; `None` removes the file.
    pub content: Option<Vec<u8>>,
    /// What the content has of the file as it is saved in the work tree.
    pub saved: Saved,
}

/// What a new content has of the file as it is saved in the work tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Saved {
    /// Nothing: it was made from the committed file, and words saved meanwhile stay in the file.
    #[default]
    Leave,
    /// All of it: the file may be replaced as long as it still is what was seen.
    Take {
        /// What was read; `None` where there was no file.
        seen: Option<Vec<u8>>,
    },
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The desk's new tip, where the desk changed.
    pub desk: Option<CommitId>,
    /// The record's new tip, where the record changed.
    pub record: Option<CommitId>,
    /// Every commit made, the desk's first, each line oldest first.
    pub commits: Vec<CommitId>,
    /// What did not go well after the change was safe, in words for the person.
    pub warnings: Vec<String>,
}

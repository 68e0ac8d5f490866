//! One commit as the rules see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::erasure::OrdersStep;
use super::release::ReleaseStep;
use super::settings::SettingsStep;
use super::trail::Filed;
use crate::model::{Contributor, ContributorId, Desk, Digest, DocPath, Document, Ledger, SETTINGS};

/// Which of the two lines a commit is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The desk's own.
    Desk,
    /// The public record.
    Record,
}

/// One commit: what it changed, who made it, and the settings that judge it.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its line.
    pub line: Line,
    /// Its name, in hex.
    pub commit: String,
    /// Its author's e-mail address.
    pub author: String,
    /// Its committer's e-mail address, where that is another: as of a forge that made the commit.
    pub committer: Option<String>,
    /// Who that is in the settings that judge it.
    pub person: Option<Contributor>,
    /// The settings that judge it: the parent's; the first commit's own.
    pub desk: Arc<Desk>,
    /// How many parents it has; on the record, the first commit has none.
    pub parents: usize,
    /// How it was signed.
    pub signed: Signed,
    /// Entries that no lawful tree has: path, what is odd.
    pub odd: Vec<(String, &'static str)>,
    /// The desk's settings, where they changed.
    pub settings: Option<SettingsStep>,
    /// The orders to erase released words, where they changed.
    pub orders: Option<OrdersStep>,
    /// On the record, the admins who made it again without words that they ordered erased: theirs
    /// is the signature then.
    pub remade_by: BTreeSet<ContributorId>,
    /// The desk's documents that changed.
    pub documents: Vec<DocumentStep>,
    /// Other files that changed.
    pub files: Vec<FileStep>,
    /// The record's documents that changed.
    pub releases: Vec<ReleaseStep>,
}

/// How a commit was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// Not at all.
    Not,
    /// With a key that the settings list for this person.
    By(ContributorId),
    /// With a key that the settings list for nobody.
    UnknownKey(String),
    /// With something that is not a signature over this commit.
    Broken(String),
    /// In a way that could not be checked here.
    Unchecked(String),
}

/// A file of a document in one tree.
#[derive(Debug, Clone)]
pub enum Content {
    /// There is none.
    Gone,
    /// It is there and cannot be read as a story or post; why.
    Unreadable(String),
    /// It is there.
    Filed(Arc<Filed>),
}

impl Content {
    /// The document, where it can be read.
    pub fn filed(&self) -> Option<&Filed> {
        match self {
            Self::Filed(filed) => Some(filed),
            Self::Gone | Self::Unreadable(_) => None,
        }
    }
}

/// A document of the desk that a commit changed.
#[derive(Debug, Clone)]
pub struct DocumentStep {
    /// Where it is.
    pub path: DocPath,
    /// What it was in each parent.
    pub before: Vec<Content>,
    /// What it is.
    pub after: Content,
    /// Its ledger as far as the record goes.
    pub ledger: Arc<Ledger>,
    /// Another file that has its id.
    pub id_elsewhere: Option<String>,
}

impl DocumentStep {
    /// The documents it was in the parents, where they can be read.
    pub fn earlier(&self) -> impl Iterator<Item = &Filed> {
        self.before.iter().filter_map(Content::filed)
    }
}

/// Any other file that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStep {
    /// Where it is.
    pub path: String,
    /// Whether a merge took it over from the one side that knows of every change of it.
    pub as_before: bool,
    /// The SHA-256 of its bytes; `None` where it is gone. Filled in on the record alone.
    pub after: Option<Digest>,
    /// On the record, the documents that readers have and that name it, with the bytes they name.
    pub named_by: Vec<(DocPath, Digest)>,
    /// Whether it is there.
    pub there: bool,
    /// Whether it is what the desk's history has at that path, in the hands of an admin.
    pub of_the_desk: bool,
}

impl Step {
    /// Who made the commit for its author, in words; empty where its author did.
    pub(super) fn made_for(&self) -> String {
        match &self.committer {
            Some(made) => format!(
                "; {made} made it for its author, as a forge's merge or rebase does: where signatures are required, somebody of the desk merges with newsroom sync"
            ),
            None => String::new(),
        }
    }

    /// Whether it changed anything that is judged.
    pub(super) fn changes_something(&self) -> bool {
        self.settings.is_some()
            || !(self.documents.is_empty() && self.files.is_empty() && self.releases.is_empty())
    }

    /// The first path that it changed; empty where it changed nothing that is judged.
    pub(super) fn first_path(&self) -> &str {
        let documents = self.documents.iter().map(|document| document.path.as_str());
        let releases = self.releases.iter().map(|release| release.path.as_str());
        let files = self.files.iter().map(|file| file.path.as_str());
        let settings = self.settings.iter().map(|_| SETTINGS);
        settings.chain(documents).chain(releases).chain(files).next().unwrap_or_default()
    }

    /// Whether it is a step of a person: all but the record's first commit, which is computed.
    pub(super) fn needs_signature(&self) -> bool {
        self.changes_something() && (self.line == Line::Desk || self.parents > 0)
    }

    /// The documents that can be read after it.
    pub(super) fn filed(&self) -> impl Iterator<Item = (&DocumentStep, &Filed)> {
        self.documents.iter().filter_map(|document| Some((document, document.after.filed()?)))
    }
}

impl DocumentStep {
    /// Whether more changed than reviews, in respect of every parent.
    pub(super) fn words_changed(&self) -> bool {
        let Some(after) = self.after.filed() else { return true };
        let bare = |document: &Document| {
            let mut document = document.clone();
            document.reviews_mut().clear();
            document
        };
        let now = bare(&after.document);
        !self.earlier().any(|before| bare(&before.document) == now)
    }
}

impl FileStep {
    /// Whether it is as no parent had it.
    pub(super) fn is_new_here(&self) -> bool {
        !self.as_before
    }
}

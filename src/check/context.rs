//! What a document is checked against: the desk's settings and the other documents.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::phrases::Phrases;
use crate::model::{Contributor, ContributorId, Desk, DocId, DocPath, Document, Ledger};

/// A look-up of what is around a document. Each call may cost a read: rules ask only for what a document names.
pub trait Neighbours {
    /// The story or post of that id, anywhere on the desk.
    fn document(&self, id: &DocId) -> Option<Cow<'_, Document>>;

    /// Where the document of that id is; the first in path order where an id occurs twice.
    fn path(&self, id: &DocId) -> Option<Cow<'_, DocPath>>;

    /// The acts on the public record of the document of that id.
    fn ledger(&self, id: &DocId) -> Option<Cow<'_, Ledger>>;

    /// Whether the public record is here.
    fn has_record(&self) -> bool;

    /// The size in bytes of the file at that path from the desk's root; `None` where there is none.
    fn file_size(&self, path: &str) -> Option<u64>;
}

/// The desk's settings, made ready once for the check of many documents.
#[derive(Debug)]
pub struct Settings<'a> {
    /// The settings themselves.
    pub desk: &'a Desk,
    people: HashMap<&'a ContributorId, &'a Contributor>,
    look_alikes: HashMap<String, &'a Contributor>,
    pub(super) avoided: Arc<Phrases>,
    pub(super) hedges: Phrases,
}

impl<'a> Settings<'a> {
    /// Prepares a desk's settings.
    pub fn new(desk: &'a Desk) -> Self {
        let prefer = desk.style.prefer.iter().map(|(from, to)| (from.as_str(), to.as_str()));
        let hedges = desk.style.hedges.iter().map(|hedge| (hedge.as_str(), ""));
        Self {
            desk,
            people: desk.contributors.iter().map(|person| (&person.id, person)).collect(),
            look_alikes: desk
                .contributors
                .iter()
                .rev()
                .map(|person| (skeleton(&person.name), person))
                .collect(),
            avoided: Arc::new(Phrases::new(prefer)),
            hedges: Phrases::new(hedges),
        }
    }

    /// The contributor of that id.
    pub(super) fn contributor(&self, id: &ContributorId) -> Option<&'a Contributor> {
        self.people.get(id).copied()
    }

    /// The contributor whose printed name cannot be told from this one by eye.
    pub(super) fn look_alike(&self, name: &str) -> Option<&'a Contributor> {
        self.look_alikes.get(&skeleton(name)).copied()
    }

    /// The id on this desk that is most like that one, where one is close.
    pub(super) fn nearest(&self, id: &ContributorId) -> Option<&'a ContributorId> {
        let likeness = |known: &ContributorId| strsim::jaro_winkler(known.as_str(), id.as_str());
        self.desk
            .contributors
            .iter()
            .map(|person| &person.id)
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
            .filter(|best| likeness(best) > 0.85)
    }
}

/// The shape of a name as the eye takes it (the skeleton of UTS 39), its spaces folded.
pub(super) fn skeleton(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    unicode_security::skeleton(&name).collect()
}

/// All that a document is checked against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The desk's settings.
    pub settings: &'a Settings<'a>,
    /// The other documents, their files and the record.
    pub neighbours: &'a dyn Neighbours,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("settings", self.settings).finish_non_exhaustive()
    }
}

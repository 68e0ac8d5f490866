//! Orders to erase released words, as the desk's history proves them, and the record that was made
//! again for them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::audited::Erasure;
use super::desk::{DeskWalk, is_judged};
use super::error::JudgeError;
use super::force;
use super::reader::Reader;
use crate::audit::erasure::{self, Order};
use crate::audit::{Finding, judge, rule_unless};
use crate::format::{Notice, Projection};
use crate::model::{ContributorId, Desk, Digest, DocPath, Expunged, Ledger, ORDERS, SETTINGS};
use crate::storage::{CommitId, Edits, Likeness, Line, StorageError, Store};

/// The orders in force, and the commits of a record that were made again for them.
#[derive(Debug, Default)]
pub(crate) struct Erasures {
    orders: Vec<Order>,
    remade: HashMap<CommitId, Remade>,
}

/// Who made a commit of the record again.
#[derive(Debug, Clone)]
pub(super) struct Remade {
    pub(super) by: BTreeSet<ContributorId>,
    pub(super) desk: Arc<Desk>,
}

impl DeskWalk {
    /// The entries of `expunged.toml` whose steps were lawful, oldest first.
    fn orders(&mut self, reader: &mut Reader<'_>) -> Result<Vec<Order>, JudgeError> {
        let mut orders = Vec::new();
        for version in reader.store.history(Line::Desk, ORDERS)? {
            let transition = reader.store.transition(&version.commit.id, &is_judged)?;
            let step = self.step(reader, transition)?;
            let lawful = judge(&step, self.without()).iter().all(|found| found.warning);
            let Some(filed) = step.orders.as_ref().filter(|_| lawful) else { continue };
            let desk = &step.desk;
            let new = filed.new_entries().cloned();
            orders.extend(new.map(|entry| Order { entry, desk: desk.clone() }));
        }
        Ok(orders)
    }
}

/// The entries of the desk's orders whose steps were lawful, whoever confirmed them.
pub(crate) fn held(store: &Store) -> Result<Vec<Expunged>, JudgeError> {
    let missing = || JudgeError::NotFiled(SETTINGS);
    let root = store.desk_root()?.ok_or_else(missing)?;
    let tip = store.tip(Line::Desk)?.ok_or_else(missing)?;
    let mut reader = force::reader(store)?;
    let mut walk = DeskWalk::new(&root, None);
    walk.settled_at(&mut reader, &tip)?;
    Ok(walk.orders(&mut reader)?.into_iter().map(|order| order.entry).collect())
}

impl Erasures {
    /// Those that hold at the desk, for the record up to `tip`.
    pub(crate) fn of(
        reader: &mut Reader<'_>,
        desk: &mut DeskWalk,
        tip: &CommitId,
    ) -> Result<Self, JudgeError> {
        let orders = erasure::in_force(&desk.orders(reader)?);
        let mut erasures = Self { orders, remade: HashMap::new() };
        erasures.find_remade(reader, tip)?;
        Ok(erasures)
    }

    /// From the release that an order names to the commit that it, or a later order, ended with.
    fn find_remade(&mut self, reader: &mut Reader<'_>, tip: &CommitId) -> Result<(), JudgeError> {
        let done: Vec<&Order> =
            self.orders.iter().filter(|order| !order.entry.new_record.is_empty()).collect();
        if done.is_empty() {
            return Ok(());
        }
        let commits = reader.store.commits(tip, &[])?;
        let at: HashMap<&str, usize> =
            commits.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        for (from, order) in done.iter().enumerate() {
            let ended = |order: &&Order| at.get(order.entry.new_record.as_str()).copied();
            let later = done[from..].iter().enumerate();
            let end = later.filter_map(|(n, order)| Some((from + n, ended(order)?))).next();
            let first = first_with(reader, tip, &order.entry)?;
            let first = first.and_then(|first| at.get(first.as_str()).copied());
            let (Some((to, last)), Some(first)) = (end, first) else { continue };
            let by = || done[from..=to].iter().map(|order| order.entry.by.clone());
            for commit in commits.get(first..=last).unwrap_or_default() {
                let desk = done[to].desk.clone();
                let known = self.remade.entry(commit.clone());
                known.or_insert(Remade { by: BTreeSet::new(), desk }).by.extend(by());
            }
        }
        Ok(())
    }

    /// Erased words in what an earlier audit judged before the order came.
    pub(crate) fn still_there(
        &self,
        reader: &Reader<'_>,
        judged: Option<&CommitId>,
        without: Option<&str>,
    ) -> Result<Vec<Finding>, JudgeError> {
        let rule = rule_unless("NA63", without);
        let (Some(judged), Some(rule)) = (judged, rule) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let words: BTreeSet<(&DocPath, Digest)> =
            self.orders.iter().map(|o| (&o.entry.document, o.entry.digest)).collect();
        for (path, digest) in words {
            let recorded = match reader.store.tip(Line::Record)? {
                Some(tip) => reader.store.on_record(&tip, path)?,
                None => path.clone(),
            };
            for version in reader.store.history(Line::Record, recorded.as_str())? {
                let Some(blob) = &version.blob else { continue };
                let there = Digest::of(&reader.store.blob(blob)?) == digest;
                if there && reader.store.is_ancestor(&version.commit.id, judged).unwrap_or(false) {
                    let what = format!("the words {} of {path} are there", digest.short());
                    let why = "which two admins erased on a court's order";
                    let id = version.commit.id.as_str();
                    found.push(rule.of_history(id, format!("{what}, {why}")));
                }
            }
        }
        Ok(found)
    }

    /// What was carried out, each once.
    pub(crate) fn told(&self) -> Vec<Erasure> {
        let mut told: Vec<Erasure> = Vec::new();
        let entries = || self.orders.iter().map(|order| &order.entry);
        let done = |entry: &&Expunged| {
            entries().any(|other| other.is_same_order(entry) && !other.new_record.is_empty())
        };
        for order in entries().filter(done) {
            let same = |known: &&mut Erasure| {
                (&known.document, known.release, known.digest)
                    == (&order.document, order.release, order.digest)
            };
            match told.iter_mut().find(same) {
                Some(known) if known.by.contains(&order.by) => {}
                Some(known) => known.by.push(order.by.clone()),
                None => told.push(Erasure {
                    document: order.document.clone(),
                    release: order.release,
                    digest: order.digest,
                    by: vec![order.by.clone()],
                }),
            }
        }
        told
    }

    /// Who made that commit again, where it was.
    pub(super) fn remade(&self, commit: &CommitId) -> Option<&Remade> {
        self.remade.get(commit)
    }

    /// The path under which a document of whose words some are erased is on the record.
    pub(super) fn name(&self, path: &DocPath) -> Option<DocPath> {
        let of_it = |order: &Order| order.entry.document.is_of_same_document(path);
        self.orders.iter().any(of_it).then(|| path.unnamed())
    }

    /// The words of a document that are to be on the record no more.
    pub(super) fn erased(&self, path: &DocPath, ledger: &Ledger) -> Vec<Digest> {
        erasure::erased(&self.orders, path, ledger)
    }

    /// How far the record up to `new` is the one up to `old`, made again for these orders; `None`
    /// where they do not tell of it.
    pub(crate) fn likeness(
        &self,
        store: &Store,
        old: &CommitId,
        new: &CommitId,
    ) -> Option<Likeness> {
        if self.orders.is_empty() {
            return None;
        }
        let words: BTreeSet<(DocPath, Digest)> =
            self.orders.iter().map(|o| (o.entry.document.clone(), o.entry.digest)).collect();
        store.likeness(old, new, &|at| edits(store, &words, at)).ok()
    }

    /// Whether the record up to `new` has all of the one up to `old`, but for erased words.
    ///
    /// An old commit that is not here any more is taken at the word of the order that names it.
    pub(crate) fn replaces(&self, store: &Store, old: &CommitId, new: &CommitId) -> bool {
        if let Some(like) = self.likeness(store, old, new) {
            return like.same.len() == like.old;
        }
        let entries = self.orders.iter().map(|order| &order.entry);
        let mut ends = entries.filter(|entry| entry.old_record == old.as_str());
        ends.any(|entry| entry.new_record.parse().is_ok_and(|end| self.remade.contains_key(&end)))
    }

    /// Whether the record up to `new` has erased words again, and is otherwise what was known.
    pub(crate) fn is_undone_by(&self, store: &Store, known: &CommitId, new: &CommitId) -> bool {
        self.likeness(store, new, known)
            .is_some_and(|like| like.made_again && like.same.len() == like.old.min(like.new))
    }
}

/// The commit that first has the release of an order; of a post, which loses its name, that of its
/// first one.
fn first_with(
    reader: &mut Reader<'_>,
    tip: &CommitId,
    order: &Expunged,
) -> Result<Option<CommitId>, JudgeError> {
    let path = reader.store.on_record(tip, &order.document)?;
    for version in reader.store.history(Line::Record, &path.ledger())? {
        let ledger = reader.ledger(&version.commit.id, &path)?;
        let has = |ledger: Arc<Ledger>| !path.is_story() || ledger.release(order.release).is_some();
        if ledger.is_ok_and(has) {
            return Ok(Some(version.commit.id));
        }
    }
    Ok(None)
}

/// What becomes other in a commit of the record where these words are erased: a notice stands in
/// their place, files that they alone name are gone, the post has a name that says nothing, and the
/// commits that name their digest have its id in place of their headline.
pub(crate) fn edits(
    store: &Store,
    words: &BTreeSet<(DocPath, Digest)>,
    at: &CommitId,
) -> Result<Edits, StorageError> {
    let mut edits = Edits::default();
    for document in words.iter().map(|(path, _)| path).collect::<BTreeSet<_>>() {
        let path = store.on_record(at, document)?;
        let erased = |digest| words.contains(&(document.clone(), digest));
        if let Some((_, bytes)) = store.file(at, path.as_str())? {
            let (digest, read) = (Digest::of(&bytes), Projection::of_bytes(&bytes));
            let gone = read.filter(|_| erased(digest));
            let notice = gone.as_ref().map(|read| Notice { id: read.id.clone(), expunged: digest });
            let now = notice.map_or(bytes, |notice| notice.to_text().into_bytes());
            edits.moves(path.as_str(), path.unnamed().as_str(), now, gone.is_some());
            let kept = match gone {
                Some(_) => named_by_others(store, &path, at)?,
                None => BTreeSet::new(),
            };
            for file in gone.iter().flat_map(|read| read.files()).map(|(name, _)| path.beside(name))
            {
                let again = edits.files.iter().any(|(known, _)| *known == file);
                if !again && !kept.contains(&file) && store.entry(at, &file)?.is_some() {
                    edits.files.push((file, None));
                }
            }
        }
        if let Some((_, ledger)) = store.file(at, &path.ledger())? {
            edits.moves(&path.ledger(), &path.unnamed().ledger(), ledger, false);
        }
    }
    let info = store.commit_info(at)?;
    let named = info.trailers.iter().find(|(key, _)| key == "Newsroom-Digest");
    let named = named.and_then(|(_, digest)| digest.parse::<Digest>().ok());
    if let Some((path, _)) = words.iter().find(|(_, digest)| Some(*digest) == named)
        && let Some((title, rest)) = info.message.split_once('\n')
        && let Some((kind, _)) = title.split_once(": ")
    {
        edits.message = Some(format!("{kind}: {}\n{rest}", path.bare_name()));
    }
    Ok(edits)
}

/// The files beside a document that others of the record name, too.
fn named_by_others(
    store: &Store,
    path: &DocPath,
    at: &CommitId,
) -> Result<BTreeSet<String>, StorageError> {
    let mut named = BTreeSet::new();
    for (other, blob) in store.files_under(at, path.folder())? {
        if other == path.as_str() || !other.ends_with(".toml") {
            continue;
        }
        let bytes = store.blob(&blob)?;
        let read = Projection::of_bytes(&bytes);
        let files = read.as_ref().map(Projection::files).unwrap_or_default();
        named.extend(files.into_iter().map(|(name, _)| path.beside(name)));
    }
    Ok(named)
}

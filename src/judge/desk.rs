//! The desk's line, commit by commit.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::sync::Arc;

use lru::LruCache;

use super::contents::{FILES_AHEAD, Unread, with_words};
use super::error::JudgeError;
use super::lineage::Lineage;
use super::owners::{owners_until, reused};
use super::reader::Reader;
use super::receiver::Receiver;
use crate::audit::{
    Content, DocumentStep, FileStep, Finding, Line, OrdersStep, SettingsStep, Signed, Step, judge,
    rule_unless, signature,
};
use crate::model::{Desk, DocId, DocPath, Ledger, ORDERS, Orders, SETTINGS};
use crate::storage::{self, CommitId, Progress, StorageError, Store, Transition};

/// So many ledgers are kept, however large they are.
const LEDGERS: NonZeroUsize = NonZeroUsize::new(64).expect("some are kept");

/// What came of judging a part of a line.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) findings: Vec<Finding>,
    pub(crate) steps: usize,
    pub(crate) unsigned: usize,
}

impl Judged {
    /// Counts a step, and what was found of it.
    pub(super) fn add(&mut self, step: &Step, without: Option<&str>) {
        self.steps += 1;
        self.unsigned += usize::from(!matches!(step.signed, Signed::By(_)));
        self.findings.extend(judge(step, without));
    }
}

/// The desk's line, and the settings that hold after each of its commits.
pub(crate) struct DeskWalk {
    root: CommitId,
    without: Option<&'static str>,
    settings: HashMap<CommitId, Arc<Desk>>,
    /// The commits that changed the settings lawfully, where not all of them are judged yet.
    lawful: Option<Vec<CommitId>>,
    last: Option<Arc<Desk>>,
    unsettled: bool,
    /// Everything is judged from the desk's beginning.
    whole: bool,
    /// The paths at which each id has been.
    ids: HashMap<DocId, Vec<String>>,
    /// The ledgers that the newest commit of the record has, those asked for last.
    ledgers: LruCache<DocPath, Arc<Ledger>>,
    receiver: Option<Receiver>,
    pub(super) lineage: Lineage,
}

impl DeskWalk {
    pub(crate) fn new(root: &CommitId, without: Option<&'static str>) -> Self {
        Self {
            root: root.clone(),
            without,
            settings: HashMap::new(),
            lawful: None,
            last: None,
            unsettled: false,
            whole: false,
            ids: HashMap::new(),
            ledgers: LruCache::new(LEDGERS),
            receiver: None,
            lineage: Lineage::default(),
        }
    }

    /// Says which commits changed the settings lawfully, as far as they are judged.
    pub(super) fn holds_lawful(&mut self, commits: &[CommitId]) {
        self.lawful = Some(commits.to_vec());
    }

    /// From here on, asks what whoever takes the steps over asks besides.
    pub(crate) fn receive(&mut self, receiver: Receiver) {
        self.receiver = Some(receiver);
    }

    /// Whoever takes over has these commits of the record already, as they were before.
    pub(crate) fn receiver_has(&mut self, commits: Vec<CommitId>) {
        if let Some(receiver) = &mut self.receiver {
            receiver.has = commits.into_iter().collect();
        }
    }

    pub(crate) fn receiver(&self) -> Option<&Receiver> {
        self.receiver.as_ref()
    }

    /// Says which settings hold after a commit.
    pub(super) fn hold(&mut self, commit: &CommitId, desk: Arc<Desk>) {
        self.settings.insert(commit.clone(), desk);
    }

    /// The rule that is switched off.
    pub(super) fn without(&self) -> Option<&'static str> {
        self.without
    }

    /// The settings that hold at the newest commit.
    pub(super) fn settings(&self) -> Option<Arc<Desk>> {
        self.last.clone()
    }

    /// Takes the settings of that commit for those that hold at the newest.
    pub(crate) fn settled_at(
        &mut self,
        reader: &mut Reader<'_>,
        tip: &CommitId,
    ) -> Result<(), JudgeError> {
        self.last = Some(self.at(reader, tip)?);
        Ok(())
    }

    /// Whether settings were changed in a way that was not lawful, and so do not hold.
    pub(crate) fn is_unsettled(&self) -> bool {
        self.unsettled
    }

    /// The settings that hold after that commit of the desk.
    pub(crate) fn at(
        &mut self,
        reader: &mut Reader<'_>,
        commit: &CommitId,
    ) -> Result<Arc<Desk>, JudgeError> {
        if let Some(known) = self.settings.get(commit) {
            return Ok(known.clone());
        }
        let desk = match reader.settings(commit)? {
            Some(read) => read.ok().or_else(|| self.last.clone()),
            // A history of its own that has none: those of the desk's beginning.
            None => reader.settings(&self.root)?.and_then(Result::ok),
        };
        let desk = desk.ok_or_else(|| JudgeError::NotFiled(SETTINGS))?;
        self.settings.insert(commit.clone(), desk.clone());
        Ok(desk)
    }

    /// Judges the commits up to `tip`, those up to `known` apart.
    pub(crate) fn judge(
        &mut self,
        reader: &mut Reader<'_>,
        tip: &CommitId,
        known: Option<&CommitId>,
    ) -> Result<Judged, JudgeError> {
        let mut hidden = reader.store.commit_info(&self.root)?.parents;
        hidden.extend(known.cloned());
        if hidden.is_empty() {
            reader.begin();
        }
        self.whole |= known.is_none();
        let mut judged = Judged::default();
        let commits = reader.store.commits(tip, &hidden)?;
        let mut progress = Progress::of("judging the desk’s steps", commits.len());
        let store = reader.store;
        store.ahead(&commits, &with_bytes, &with_words, &mut |commit, (transition, ahead)| {
            reader.take_in(ahead);
            let (parents, signature) =
                (transition.info.parents.clone(), transition.signature.clone());
            self.lineage.add(commit, &parents);
            let step = self.step(reader, transition)?;
            let before = judged.findings.len();
            judged.findings.extend(self.another_beginning(commit, &parents));
            judged.add(&step, self.without);
            let found = &judged.findings[before..];
            self.settle(commit, &step, found);
            if let Some(receiver) = &mut self.receiver {
                judged.findings.extend(receiver.ask(commit, &parents, &step, signature.as_ref()));
            }
            progress.step();
            Ok::<(), JudgeError>(())
        })?;
        self.settled_at(reader, tip)?;
        Ok(judged)
    }

    /// What is said of a commit that goes on from nothing, beside the desk's first one.
    fn another_beginning(&self, commit: &CommitId, parents: &[CommitId]) -> Option<Finding> {
        let alone = parents.is_empty() && *commit != self.root;
        let rule = rule_unless("NA12", self.without).filter(|_| alone)?;
        let message = format!("it goes on from nothing: this desk begins with {}", self.root);
        Some(rule.of_history(commit.as_str(), message))
    }

    /// After unlawful settings the last lawful ones go on to hold.
    fn settle(&mut self, commit: &CommitId, step: &Step, found: &[Finding]) {
        let lawful = found.iter().all(|found| found.warning);
        self.unsettled |= step.settings.is_some() && !lawful;
        // What a merge takes over is judged on its own side: what held there goes on to hold.
        let own = step.settings.as_ref().filter(|settings| settings.taken_over.is_none());
        let new = own.and_then(|settings| settings.after.clone().ok());
        let holds = new.filter(|_| lawful).unwrap_or_else(|| step.desk.clone());
        self.last = Some(holds.clone());
        self.settings.insert(commit.clone(), holds);
    }

    pub(super) fn step(
        &mut self,
        reader: &mut Reader<'_>,
        seen: Transition,
    ) -> Result<Step, JudgeError> {
        let id = seen.info.id.clone();
        let first = id == self.root;
        let parents = if first { Vec::new() } else { seen.info.parents.clone() };
        let settings = self.settings_step(reader, &id, &parents, &seen)?;
        let desk = match (&settings, parents.first()) {
            (Some(settings), _) if first => settings.after.clone().ok(),
            (Some(settings), _) if settings.taken_over.is_some() => settings.taken_over.clone(),
            (_, Some(parent)) => Some(self.at(reader, parent)?),
            _ => None,
        };
        let desk = match desk {
            Some(desk) => desk,
            None => self.at(reader, &self.root.clone())?,
        };
        let email = seen.info.author.email.clone();
        let person = desk.contributor_by_email(&email).cloned();
        let signed = signature::check(seen.signature.as_ref(), &desk);
        let mut step = Step {
            line: Line::Desk,
            commit: id.to_string(),
            author: email,
            committer: committer(&seen.people),
            person,
            desk,
            parents: parents.len(),
            signed,
            odd: seen.odd.iter().map(|odd| (odd.path.clone(), odd.what)).collect(),
            settings,
            orders: None,
            remade_by: BTreeSet::new(),
            documents: Vec::new(),
            files: Vec::new(),
            releases: Vec::new(),
        };
        if changed_in(&seen, ORDERS) > 0 {
            step.orders = Some(orders_step(reader, &seen, &parents)?);
        }
        self.changes(reader, &seen, &parents, &mut step)?;
        Ok(step)
    }

    fn changes(
        &mut self,
        reader: &mut Reader<'_>,
        seen: &Transition,
        parents: &[CommitId],
        step: &mut Step,
    ) -> Result<(), JudgeError> {
        let id = &seen.info.id;
        let mut beside = Vec::new();
        for (path, how) in by_path(seen) {
            if !is_judged(path) || path == SETTINGS {
                continue;
            }
            match document_path(path) {
                Some(at) => {
                    let (before, after) = reader.change(id, parents, &at, step.person.as_ref())?;
                    let id_elsewhere = self.elsewhere(reader, id, &at, &before, &after)?;
                    let ledger = self.ledger(reader, &at)?;
                    step.documents.push(DocumentStep {
                        path: at,
                        before,
                        after,
                        ledger,
                        id_elsewhere,
                    });
                }
                None => {
                    beside.extend(path.starts_with("posts/").then_some(path));
                    step.files.push(FileStep {
                        path: path.to_owned(),
                        as_before: how.sides < parents.len()
                            && self.lineage.took_over(reader, id, parents, path)?.is_some(),
                        after: None,
                        named_by: Vec::new(),
                        there: how.there,
                        of_the_desk: true,
                    });
                }
            }
        }
        for file in beside {
            follow_file(reader, id, parents, file, step)?;
        }
        Ok(())
    }

    /// Another file that has had the id of this new one.
    fn elsewhere(
        &mut self,
        reader: &Reader<'_>,
        at: &CommitId,
        path: &DocPath,
        before: &[Content],
        after: &Content,
    ) -> Result<Option<String>, JudgeError> {
        let Some(filed) = after.filed() else { return Ok(None) };
        // A merge brings together what was new on each of its sides.
        if before.len() == 1 && before[0].filed().is_some() {
            return Ok(None);
        }
        let id = filed.document.id().clone();
        let known = self.ids.entry(id.clone()).or_default();
        let mut others: Vec<String> =
            known.iter().filter(|known| *known != path.as_str()).cloned().collect();
        if others.len() == known.len() {
            known.reserve_exact(1); // nearly always the only one
            known.push(path.to_string());
        }
        if !self.whole {
            // Those of the commits that were judged before are in the cache.
            let filed = reader.store.find(id.as_str()).unwrap_or_default();
            others.extend(filed.iter().filter(|other| *other != path).map(ToString::to_string));
        }
        others.sort();
        for other in others {
            // Where it is gone in this very commit, it was renamed.
            if reader.store.entry(at, &other)?.is_some() {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }

    fn ledger(
        &mut self,
        reader: &mut Reader<'_>,
        path: &DocPath,
    ) -> Result<Arc<Ledger>, JudgeError> {
        if let Some(known) = self.ledgers.get(path) {
            return Ok(known.clone());
        }
        let ledger = match reader.tip(storage::Line::Record)? {
            Some(record) => {
                let recorded = reader.store.on_record(&record, path)?;
                reader.ledger(&record, &recorded)?.unwrap_or_default()
            }
            None => Arc::default(),
        };
        self.ledgers.put(path.clone(), ledger.clone());
        Ok(ledger)
    }

    fn settings_step(
        &mut self,
        reader: &mut Reader<'_>,
        id: &CommitId,
        parents: &[CommitId],
        seen: &Transition,
    ) -> Result<Option<SettingsStep>, JudgeError> {
        if changed_in(seen, SETTINGS) == 0 && !parents.is_empty() {
            return Ok(None);
        }
        let after = match reader.settings(id)? {
            Some(after) => after,
            None if parents.is_empty() => return Ok(None),
            None => Err("newsroom.toml is gone".to_owned()),
        };
        let mut before = Vec::new();
        for parent in parents {
            before.push(Some(self.at(reader, parent)?));
        }
        let side = self.lineage.took_over(reader, id, parents, SETTINGS)?;
        let taken_over = side.map(|side| self.at(reader, side)).transpose()?;
        let reused = match &after {
            Ok(desk) => {
                let lawful = match &self.lawful {
                    Some(known) => known.clone(),
                    None => reader.lawful().to_vec(),
                };
                reused(&owners_until(reader, Some(id), &lawful)?, desk)
            }
            Err(_) => Vec::new(),
        };
        Ok(Some(SettingsStep { before, after, reused, taken_over }))
    }
}

/// A commit as a change, and the documents that it brings; in one that brings very many, the rest is
/// read as it is judged.
fn with_bytes(store: &Store, commit: &CommitId) -> Result<(Transition, Unread), StorageError> {
    let seen = store.transition(commit, &is_judged)?;
    let mut ahead = Unread::new();
    let new = seen
        .changes
        .iter()
        .flatten()
        .filter_map(|one| Some((document_path(&one.path)?, one.new.as_ref()?)));
    for (path, blob) in new.take(FILES_AHEAD).collect::<BTreeSet<_>>() {
        ahead.document(store, &path, blob);
    }
    Ok((seen, ahead))
}

/// Whoever changes a picture has a hand in the documents that name it and that are otherwise as they
/// were.
fn follow_file(
    reader: &mut Reader<'_>,
    at: &CommitId,
    parents: &[CommitId],
    file: &str,
    step: &Step,
) -> Result<(), JudgeError> {
    for path in reader.naming(at, file)? {
        if step.documents.iter().any(|document| document.path == path) {
            continue;
        }
        reader.change(at, parents, &path, step.person.as_ref())?;
    }
    Ok(())
}

/// The committer's e-mail address, of the lines that name a commit's people; `None` where the author
/// made it.
pub(super) fn committer(people: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(people).into_owned();
    let email = |line: &str| -> Option<String> {
        let (_, rest) = text.lines().find(|found| found.starts_with(line))?.split_once('<')?;
        Some(rest.split_once('>')?.0.to_owned())
    };
    email("committer ").filter(|made| Some(made) != email("author ").as_ref())
}

/// Against how many parents a file changed.
fn changed_in(seen: &Transition, path: &str) -> usize {
    let has = |changes: &&Vec<storage::PathChange>| changes.iter().any(|one| one.path == path);
    seen.changes.iter().filter(has).count()
}

/// How a file changed.
#[derive(Default)]
struct How {
    /// Against how many parents.
    sides: usize,
    /// Whether it is there now.
    there: bool,
}

/// Every file that changed against a parent.
fn by_path(seen: &Transition) -> BTreeMap<&str, How> {
    let mut paths: BTreeMap<&str, How> = BTreeMap::new();
    for change in seen.changes.iter().flatten() {
        let how = paths.entry(&change.path).or_default();
        how.sides += 1;
        how.there |= change.new.is_some();
    }
    paths
}

/// The paths of a desk that are judged; others are free.
pub(super) fn is_judged(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    matches!(top, "posts" | "theme" | "schema" | SETTINGS | ORDERS | ".gitattributes")
}

/// The document that a path is of; words set aside are none.
fn document_path(path: &str) -> Option<DocPath> {
    if path.ends_with(".aside.toml") { None } else { path.parse().ok() }
}

/// A commit's change of the file of orders.
fn orders_step(
    reader: &Reader<'_>,
    seen: &Transition,
    parents: &[CommitId],
) -> Result<OrdersStep, JudgeError> {
    let mut before = Vec::new();
    for parent in parents {
        before.push(reader.orders(parent)?.unwrap_or_default());
    }
    let gone = reader.store.entry(&seen.info.id, ORDERS)?.is_none();
    let after = if gone { Ok(Orders::default()) } else { reader.orders(&seen.info.id)? };
    Ok(OrdersStep { before, after })
}

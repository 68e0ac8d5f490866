//! Seeded offline histories in memory: three reporters and two editors, each with a clone, who write,
//! submit, approve, return and release without a network and meet in any order. The rules are the
//! program's own: merging, standing, the gate, and what history proves of whose words they are.
//!
//! `NEWSROOM_HISTORIES=1000000 cargo test --release --test together histories` runs more of them;
//! `NEWSROOM_SEED=7` begins with another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use newsroom::audit::{Aside, Filed, Trail};
use newsroom::format;
use newsroom::merge::merge;
use newsroom::model::{
    Contributor, ContributorId, Desk, Digest, Document, Ledger, Moment, Post, Release, ReleaseKind,
    Review, Role, Verdict,
};
use newsroom::workflow::gate::{self, Request};
use newsroom::workflow::{Change, Standing, approve};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

const PEOPLE: [(&str, Role); 5] = [
    ("ana", Role::Reporter),
    ("lev", Role::Reporter),
    ("zoe", Role::Reporter),
    ("ed", Role::Editor),
    ("mara", Role::Editor),
];
const ACTS: usize = 40;

type Docs = BTreeMap<usize, Arc<Filed>>;

/// A commit of the desk.
struct Commit {
    parents: Vec<usize>,
    docs: Docs,
}

/// A release on a record.
#[derive(Clone, PartialEq)]
struct Out {
    doc: usize,
    line: Release,
}

/// A clone: its desk's newest commit, its record, and how much of that the shared one has.
#[derive(Clone, Default)]
struct Clone {
    desk: usize,
    record: Vec<Out>,
    sent: usize,
}

struct World {
    desk: Desk,
    commits: Vec<Commit>,
    clones: Vec<Clone>,
    shared: (usize, Vec<Out>),
    /// Which words each editor has read, by document.
    read: BTreeSet<(usize, usize, Digest)>,
    /// Every step that anybody took.
    steps: Vec<(usize, Review)>,
    minute: u32,
    random: Xoshiro256PlusPlus,
}

fn person(at: usize) -> Contributor {
    let (id, role) = PEOPLE[at];
    Contributor {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        role,
        may: Vec::new(),
        emails: vec![format!("{id}@courier.example")],
        keys: Vec::new(),
        active: true,
    }
}

impl World {
    fn new(seed: u64) -> Self {
        let text = "[newsroom]\nname = \"N\"\n";
        let mut desk: Desk = format::read(text).unwrap();
        desk.contributors = (0..PEOPLE.len()).map(person).collect();
        Self {
            desk,
            commits: vec![Commit { parents: Vec::new(), docs: Docs::new() }],
            clones: vec![Clone::default(); PEOPLE.len()],
            shared: (0, Vec::new()),
            read: BTreeSet::new(),
            steps: Vec::new(),
            minute: 0,
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random.random_range(0..limit)
    }

    fn now(&mut self) -> Moment {
        self.minute += 1;
        let (hour, minute) = (self.minute / 60 % 24, self.minute % 60);
        format!("2026-11-07T{hour:02}:{minute:02}:00+00:00").parse().unwrap()
    }

    fn docs(&self, who: usize) -> &Docs {
        &self.commits[self.clones[who].desk].docs
    }

    fn file(&mut self, who: usize, doc: usize, document: Document) {
        let before = self.docs(who).get(&doc).cloned();
        let earlier: Vec<&Filed> = before.iter().map(Arc::as_ref).collect();
        let digest = format::digest(&document, &BTreeMap::new());
        let author = person(who);
        let trail = Trail::after(&earlier, Aside::Untouched, &document, digest, Some(&author));
        let document = Arc::new(document);
        let filed = Arc::new(Filed { document, digest, trail: Arc::new(trail) });
        let parent = self.clones[who].desk;
        let mut docs = self.commits[parent].docs.clone();
        docs.insert(doc, filed);
        self.commits.push(Commit { parents: vec![parent], docs });
        self.clones[who].desk = self.commits.len() - 1;
    }

    fn ledger(record: &[Out], doc: usize) -> Ledger {
        let lines = record.iter().filter(|out| out.doc == doc).map(|out| out.line.clone());
        Ledger { releases: lines.collect() }
    }

    fn standing(&self, filed: &Filed, record: &[Out], doc: usize) -> (Document, Standing) {
        let document = filed.trail.proven(&filed.document, &self.desk);
        let ledger = Self::ledger(record, doc);
        let standing = Standing::of(&document, filed.digest, Some(&ledger), &self.desk);
        (document, standing)
    }

    fn review(&mut self, who: usize, doc: usize, verdict: Verdict) {
        let filed = self.docs(who)[&doc].clone();
        let record = self.clones[who].record.clone();
        let (_, standing) = self.standing(&filed, &record, doc);
        let review = Review {
            at: self.now(),
            by: person(who).id,
            verdict,
            round: standing.round,
            digest: filed.digest,
            not_before: None,
            note: String::new(),
            urgent: false,
            until: None,
            keeps: String::new(),
        };
        let mut document = (*filed.document).clone();
        document.reviews_mut().push(review.clone());
        self.steps.push((doc, review));
        self.file(who, doc, document);
    }

    fn add(&mut self, who: usize) {
        let doc = self.commits.len();
        let text = format!(
            "id = \"k3x9q7{doc:04}\"\nheadline = \"Post {doc}\"\ncreated = 2026-11-07T09:30:00+02:00\nbody = '''\nOne.\n\nTwo.\n\nThree.\n'''\n"
        );
        let post: Post = format::read(&text).unwrap();
        self.file(who, doc, Document::Post(post));
    }

    fn edit(&mut self, who: usize, doc: usize) {
        let mut document = (*self.docs(who)[&doc].document).clone();
        let words = format!("Words {} of {}.", self.commits.len(), PEOPLE[who].0);
        let settles = self.below(3);
        let Document::Post(post) = &mut document else { return };
        if !post.conflicts.is_empty() {
            post.conflicts.clear();
        }
        match settles {
            0 => post.headline = words,
            at => {
                let mut paragraphs: Vec<&str> = post.body.split("\n\n").collect();
                let at = at.min(paragraphs.len()) - 1;
                paragraphs[at] = &words;
                post.body = paragraphs.join("\n\n");
            }
        }
        self.file(who, doc, document);
    }

    /// An editor reads what is on her own machine, and approves these words and no others.
    fn approve(&mut self, who: usize, doc: usize) {
        let filed = self.docs(who)[&doc].clone();
        let Some(digest) = filed.digest else { return };
        let record = self.clones[who].record.clone();
        let (_, standing) = self.standing(&filed, &record, doc);
        let writers = filed.trail.writers(&released(&record, doc));
        self.read.insert((who, doc, digest));
        if approve::approve(&person(who), &standing, &self.desk, &writers, false).is_ok() {
            self.review(who, doc, Verdict::Approved);
        }
    }

    /// What the gate lets out of a document as one commit of the desk has it.
    fn gate(
        &self,
        who: usize,
        filed: &Filed,
        record: &[Out],
        doc: usize,
        now: Moment,
    ) -> Option<Vec<ContributorId>> {
        let (document, standing) = self.standing(filed, record, doc);
        let writers = filed.trail.writers(&released(record, doc));
        let beyond = vec!["words".to_owned()];
        let change = Change {
            published: !Self::ledger(record, doc).releases.is_empty(),
            beyond_layout: beyond.clone(),
            beyond_byline: beyond.clone(),
            beyond_doubt: beyond.clone(),
            beyond_minor: beyond,
            ..Change::default()
        };
        let pass = gate::gate(&Request {
            person: &person(who),
            desk: &self.desk,
            document: &document,
            standing: &standing,
            change: &change,
            said: None,
            writers: &writers,
            embargo_by_editor: false,
            told: &[],
            metadata: &[],
            missing_files: &[],
            false_words: &[],
            unfiled: None,
            unsettled: None,
            story_not_live: None,
            now,
        });
        pass.ok().map(|pass| pass.approved_by)
    }

    fn publish(&mut self, who: usize, doc: usize) {
        let filed = self.docs(who)[&doc].clone();
        let record = self.clones[who].record.clone();
        let now = self.now();
        if let (Some(approved_by), Some(digest)) =
            (self.gate(who, &filed, &record, doc, now), filed.digest)
        {
            let line = line(&record, doc, who, now, digest, approved_by);
            self.clones[who].record.push(Out { doc, line });
        }
    }

    fn history(&self, of: usize) -> BTreeSet<usize> {
        let (mut left, mut seen) = (vec![of], BTreeSet::new());
        while let Some(commit) = left.pop() {
            if seen.insert(commit) {
                left.extend(&self.commits[commit].parents);
            }
        }
        seen
    }

    /// The newest commit that both have; where they crossed, one of several.
    fn base(&self, one: usize, two: usize) -> usize {
        let (one, two) = (self.history(one), self.history(two));
        *one.intersection(&two).max().unwrap()
    }

    fn join(&mut self, who: usize, ours: usize, theirs: usize) -> usize {
        if self.history(ours).contains(&theirs) {
            return ours;
        }
        if self.history(theirs).contains(&ours) {
            return theirs;
        }
        let base = self.base(ours, theirs);
        let docs = |at: usize| &self.commits[at].docs;
        let mut joined = docs(theirs).clone();
        for (doc, mine) in docs(ours) {
            let old = docs(base).get(doc);
            let other = docs(theirs).get(doc);
            let same = |a: Option<&Arc<Filed>>, b: &Arc<Filed>| {
                a.is_some_and(|a| a.document == b.document)
            };
            if same(other, mine) || same(old, mine) {
                continue;
            }
            let Some(other) = other.filter(|other| !same(old, other)) else {
                joined.insert(*doc, mine.clone());
                continue;
            };
            let old = old.map(|old| &*old.document);
            let merged = merge(old, &mine.document, &other.document).document;
            assert_eq!(merged, merge(old, &other.document, &mine.document).document);
            let digest = format::digest(&merged, &BTreeMap::new());
            let author = person(who);
            let before = [mine.as_ref(), other.as_ref()];
            let trail = Trail::after(&before, Aside::Untouched, &merged, digest, Some(&author));
            joined.insert(
                *doc,
                Arc::new(Filed { document: Arc::new(merged), digest, trail: Arc::new(trail) }),
            );
        }
        self.commits.push(Commit { parents: vec![ours, theirs], docs: joined });
        self.commits.len() - 1
    }

    /// Takes over what the shared desk has, and sends what is here; unsent releases are weighed again.
    fn sync(&mut self, who: usize) {
        let (theirs, shared) = self.shared.clone();
        let tip = self.join(who, self.clones[who].desk, theirs);
        let sent = self.clones[who].sent;
        let own = self.clones[who].record.split_off(sent);
        let mut record = shared;
        for out in own {
            let filed = self.commits[tip].docs[&out.doc].clone();
            let same = filed.digest == Some(out.line.digest);
            let live = released(&record, out.doc).last() == Some(&out.line.digest);
            if !same || live {
                continue;
            }
            let by = PEOPLE.iter().position(|(id, _)| *id == out.line.by.as_str()).unwrap();
            if let Some(approved_by) = self.gate(by, &filed, &record, out.doc, out.line.at) {
                let line = line(&record, out.doc, by, out.line.at, out.line.digest, approved_by);
                record.push(Out { doc: out.doc, line });
            }
        }
        self.shared = (tip, record.clone());
        self.clones[who] = Clone { desk: tip, sent: record.len(), record };
    }

    fn act(&mut self) {
        let who = self.below(PEOPLE.len());
        let docs: Vec<usize> = self.docs(who).keys().copied().collect();
        let editor = PEOPLE[who].1 == Role::Editor;
        if docs.is_empty() {
            return if self.below(2) == 0 { self.add(who) } else { self.sync(who) };
        }
        let doc = docs[self.below(docs.len())];
        match self.below(12) {
            0 if docs.len() < 4 => self.add(who),
            1..=2 => self.edit(who, doc),
            3 => self.review(who, doc, Verdict::Submitted),
            4 => self.review(who, doc, Verdict::Comment),
            5 if editor => self.approve(who, doc),
            6..=7 if editor => {
                self.approve(who, doc);
                self.publish(who, doc);
            }
            8 if editor => self.review(who, doc, Verdict::Returned),
            _ => self.sync(who),
        }
    }
}

fn released(record: &[Out], doc: usize) -> Vec<Digest> {
    record.iter().filter(|out| out.doc == doc).map(|out| out.line.digest).collect()
}

fn line(
    record: &[Out],
    doc: usize,
    who: usize,
    at: Moment,
    digest: Digest,
    approved_by: Vec<ContributorId>,
) -> Release {
    let ledger = World::ledger(record, doc);
    Release {
        n: ledger.releases.len() as u32 + 1,
        at: ledger.releases.last().map_or(at, |last| last.at.max(at)),
        by: person(who).id,
        kind: if ledger.releases.is_empty() { ReleaseKind::First } else { ReleaseKind::Update },
        digest,
        round: ledger.round(),
        approved_by,
        alone: false,
        corrections: Vec::new(),
        tell_readers: String::new(),
        desk: String::new(),
    }
}

/// Plays one history to its end; gives how many releases and conflicts it had.
fn play(seed: u64) -> (usize, usize) {
    let mut world = World::new(seed);
    for _ in 0..ACTS {
        world.act();
    }
    for _ in 0..2 {
        for who in 0..PEOPLE.len() {
            world.sync(who);
        }
    }
    let (tip, record) = world.shared.clone();
    for (who, clone) in world.clones.iter().enumerate() {
        assert_eq!(clone.desk, tip, "seed {seed}: {}'s desk is another", PEOPLE[who].0);
        assert!(clone.record == record, "seed {seed}: {}'s record is another", PEOPLE[who].0);
    }
    for out in &record {
        assert!(
            !out.line.approved_by.is_empty(),
            "seed {seed}: nobody approved {}",
            out.line.digest
        );
        for by in &out.line.approved_by {
            let who = PEOPLE.iter().position(|(id, _)| *id == by.as_str()).unwrap();
            let read = world.read.contains(&(who, out.doc, out.line.digest));
            assert!(read, "seed {seed}: {by}'s approval covers words that {by} never read");
        }
    }
    let docs = &world.commits[tip].docs;
    for (doc, review) in &world.steps {
        let there = docs[doc].document.reviews().iter().filter(|one| *one == review).count();
        assert_eq!(there, 1, "seed {seed}: a step of {} is missing or twice", review.by);
    }
    (record.len(), docs.values().filter(|doc| doc.digest.is_none()).count())
}

#[test]
fn no_approval_covers_unread_words_and_all_clones_end_equal() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    let (first, count) = (number("NEWSROOM_SEED", 1), number("NEWSROOM_HISTORIES", 2_000));
    let (mut releases, mut conflicts) = (0, 0);
    for seed in first..first + count {
        let (out, apart) = play(seed);
        releases += out;
        conflicts += apart;
    }
    eprintln!("{count} histories from seed {first}: {releases} releases, {conflicts} conflicts");
    if count >= 2_000 {
        assert!(releases > 200 && conflicts > 20, "they hardly meet: {releases}, {conflicts}");
    }
}

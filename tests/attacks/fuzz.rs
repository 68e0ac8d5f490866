//! Random steps, lawful and not, by people of every role on two branches that meet: what the judge
//! says of each is what the reference says, both ways.
//!
//! `NEWSROOM_STEPS=10000000 cargo test --release --test attacks random_steps -- --nocapture` takes
//! more of them; `NEWSROOM_SEED=7` begins with another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use newsroom::audit::{
    Aside, Content, DeskSide, DocumentStep, Filed, Line, Recorded, ReleaseStep, Released,
    SettingsStep, Signed, Step, Trail, judge,
};
use newsroom::format::{self, Projection};
use newsroom::merge::merge;
use newsroom::model::{
    Contributor, Desk, Digest, DocPath, Document, FourEyes, Ledger, Moment, Post, Release,
    ReleaseKind, Review, Role, Verdict,
};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::reference::{Given, Truth, View, may_give, may_write};

const PEOPLE: [(&str, Role, bool); 7] = [
    ("ana", Role::Reporter, true),
    ("lev", Role::Reporter, true),
    ("ed", Role::Editor, true),
    ("zoe", Role::Editor, true),
    ("mara", Role::Admin, true),
    ("bot", Role::Publisher, true),
    ("tom", Role::Editor, false),
];
const VERDICTS: [Verdict; 14] = [
    Verdict::Submitted,
    Verdict::Submitted,
    Verdict::Approved,
    Verdict::Approved,
    Verdict::Approved,
    Verdict::Approved,
    Verdict::Cleared,
    Verdict::Cleared,
    Verdict::Returned,
    Verdict::Comment,
    Verdict::Spiked,
    Verdict::Stopped,
    Verdict::Cleared,
    Verdict::Withdrawn,
];
const DOCS: usize = 2;
/// So many steps a history has; then another begins.
const STEPS: u64 = 40;

/// A document as a commit has it, and what is true of it.
#[derive(Clone)]
struct Doc {
    filed: Arc<Filed>,
    truth: Truth,
}

#[derive(Clone)]
struct Commit {
    parents: Vec<usize>,
    docs: Vec<Doc>,
    desk: Arc<Desk>,
}

struct World {
    seed: u64,
    random: Xoshiro256PlusPlus,
    commits: Vec<Commit>,
    heads: [usize; 2],
    given: Vec<Given>,
    ledgers: Vec<Ledger>,
    live: Vec<Option<Arc<Vec<u8>>>>,
    named: Option<usize>,
    minute: i64,
    /// How many steps were lawful, and how many were not.
    found: [u64; 2],
}

fn path(doc: usize) -> DocPath {
    format!("posts/2026/11/storm/x-k3x9q7{doc:04}.toml").parse().unwrap()
}

fn commit_name(at: usize) -> String {
    format!("{at:040x}")
}

fn email(who: &str) -> String {
    format!("{who}@courier.example")
}

fn person((id, role, active): (&str, Role, bool)) -> Contributor {
    Contributor {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        role,
        may: Vec::new(),
        emails: vec![email(id)],
        keys: Vec::new(),
        active,
    }
}

fn digest(document: &Document) -> Option<Digest> {
    format::digest(document, &BTreeMap::new())
}

fn words(document: &Document) -> Option<Arc<Vec<u8>>> {
    let words: Projection = format::project(document, &BTreeMap::new())?;
    Some(Arc::new(words.to_text().into_bytes()))
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut desk: Desk = format::read("[newsroom]\nname = \"N\"\n").unwrap();
        desk.contributors = PEOPLE.into_iter().map(person).collect();
        desk.policy.approvals = random.random_range(1..3);
        if random.random_range(0..3) == 0 {
            desk.policy.four_eyes = FourEyes::Strict;
        }
        let mut world = Self {
            seed,
            random,
            commits: Vec::new(),
            heads: [0, 0],
            given: Vec::new(),
            ledgers: vec![Ledger::default(); DOCS],
            live: vec![None; DOCS],
            named: None,
            minute: 0,
            found: [0, 0],
        };
        let docs = (0..DOCS).map(|doc| world.first(doc)).collect();
        world.commits.push(Commit { parents: Vec::new(), docs, desk: Arc::new(desk) });
        world
    }

    fn first(&self, doc: usize) -> Doc {
        let text = format!(
            "id = \"k3x9q7{doc:04}\"\nheadline = \"Post {doc}\"\ncreated = 2026-11-07T09:30:00+02:00\nbody = '''\nOne.\n\nTwo.\n'''\n"
        );
        let document = Document::Post(format::read::<Post>(&text).unwrap());
        let digest = digest(&document);
        let author = person(PEOPLE[0]);
        let trail = Trail::after(&[], Aside::Untouched, &document, digest, Some(&author));
        let truth = Truth { given: BTreeSet::new(), hands: vec![(digest, Some("ana".to_owned()))] };
        let document = Arc::new(document);
        Doc { filed: Arc::new(Filed { document, digest, trail: Arc::new(trail) }), truth }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random.random_range(0..limit)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn now(&mut self) -> Moment {
        self.minute += 1;
        Moment::from_git(1_790_000_000 + 60 * self.minute, 120).unwrap()
    }

    /// Whoever takes a step: mostly somebody who works there.
    fn somebody(&mut self) -> &'static str {
        match self.below(12) {
            at @ 0..7 => PEOPLE[at].0,
            7 => "stranger",
            8 => "ana",
            9 => "mara",
            _ => "ed",
        }
    }

    fn step(&self, line: Line, commit: usize, who: &str, desk: &Arc<Desk>) -> Step {
        Step {
            line,
            commit: commit_name(commit),
            author: email(who),
            committer: None,
            person: desk.contributor_by_email(&email(who)).cloned(),
            desk: desk.clone(),
            parents: 1,
            signed: Signed::Not,
            odd: Vec::new(),
            settings: None,
            orders: None,
            remade_by: BTreeSet::new(),
            documents: Vec::new(),
            files: Vec::new(),
            releases: Vec::new(),
        }
    }

    /// The judge and the reference say the same of a step.
    fn compare(&mut self, step: &Step, lawful: bool, what: &str) {
        let found: Vec<_> = judge(step, None).into_iter().filter(|one| !one.warning).collect();
        let told: Vec<String> = found.iter().map(|one| one.message.clone()).collect();
        assert_eq!(
            found.is_empty(),
            lawful,
            "NEWSROOM_SEED={}, by {}, {what}: the reference says {lawful}, the judge {told:?}",
            self.seed,
            step.author,
        );
        self.found[usize::from(!lawful)] += 1;
    }

    /// A review as somebody may type it: mostly of the words that are there, in one's own name.
    fn typed(&mut self, who: &str, doc: usize, at: usize) -> Review {
        let by = if self.one_in(16) { self.somebody() } else { who };
        let by = if by == "stranger" { "zoe" } else { by };
        let filed = self.commits[at].docs[doc].filed.clone();
        let hands = &self.commits[at].docs[doc].truth.hands;
        let digest = match self.random.random_range(0..16) {
            0 => hands[self.random.random_range(0..hands.len())].0,
            _ => filed.digest,
        };
        let round = self.ledgers[doc].round();
        let round = match self.below(20) {
            0 => round + 1,
            1 => round.max(2) - 1,
            _ => round,
        };
        let rights = self.commits[at].desk.contributor_by_email(&email(who)).cloned();
        let mut verdict = VERDICTS[self.below(VERDICTS.len())];
        while !self.one_in(6) && rights.as_ref().is_some_and(|person| !may_give(person, verdict)) {
            verdict = VERDICTS[self.below(VERDICTS.len())];
        }
        Review {
            at: self.now(),
            by: by.parse().unwrap(),
            verdict,
            round,
            digest,
            not_before: None,
            note: String::new(),
            urgent: false,
            until: None,
            keeps: String::new(),
        }
    }

    /// What somebody makes of a document.
    fn edited(&mut self, who: &str, doc: usize, at: usize) -> Document {
        let mut document = (*self.commits[at].docs[doc].filed.document).clone();
        let other_words = self.one_in(3);
        if other_words && let Document::Post(post) = &mut document {
            post.conflicts.clear();
            match self.random.random_range(0..3) {
                0 => post.headline = format!("Post {}", self.random.random_range(0..4)),
                _ => post.body = format!("One.\n\nWords {}.\n", self.commits.len()),
            }
        }
        let now = digest(&document);
        for _ in 0..[1, 1, 1, 2][self.below(4)] {
            let mut review = self.typed(who, doc, at);
            if review.digest == self.commits[at].docs[doc].filed.digest && !self.one_in(12) {
                review.digest = now;
            }
            if !other_words || self.one_in(3) {
                document.reviews_mut().push(review);
            }
        }
        let count = document.reviews().len();
        if count > 1 && self.one_in(16) {
            let (a, b) = (self.below(count), self.below(count));
            match self.below(4) {
                0 => document.reviews_mut().swap(a, b),
                1 => drop(document.reviews_mut().remove(a)),
                2 => {
                    let again = document.reviews()[a].clone();
                    document.reviews_mut().push(again);
                }
                _ => document.reviews_mut()[a].verdict = VERDICTS[b % VERDICTS.len()],
            }
        }
        document
    }

    /// A commit on one of the branches that changes a document.
    fn file(&mut self) {
        let (who, head, doc) = (self.somebody(), self.below(2), self.below(DOCS));
        let document = self.edited(who, doc, self.heads[head]);
        self.commit(who, head, doc, document);
    }

    /// The desk does what it is there for: what is held back is cleared, and both editors approve.
    fn approve(&mut self, doc: usize) {
        self.join();
        for (who, verdict) in [
            ("mara", Verdict::Cleared),
            ("zoe", Verdict::Submitted),
            ("ed", Verdict::Approved),
            ("zoe", Verdict::Approved),
        ] {
            let mut review = self.typed(who, doc, self.heads[0]);
            let filed = self.commits[self.heads[0]].docs[doc].filed.clone();
            (review.by, review.verdict) = (who.parse().unwrap(), verdict);
            (review.digest, review.round) = (filed.digest, self.ledgers[doc].round());
            let mut document = (*filed.document).clone();
            document.reviews_mut().push(review);
            self.commit(who, 0, doc, document);
        }
        self.heads[1] = self.heads[0];
    }

    fn commit(&mut self, who: &str, head: usize, doc: usize, document: Document) {
        let at = self.heads[head];
        let before = self.commits[at].docs[doc].clone();
        if document == *before.filed.document {
            return;
        }
        let commit = self.commits.len();
        let desk = self.commits[at].desk.clone();
        let mut step = self.step(Line::Desk, commit, who, &desk);
        let after = self.filed(&[&before], document, step.person.as_ref());
        let (lawful, truth) = self.of_a_document(&before, &after, step.person.as_ref(), doc, &desk);
        step.documents.push(DocumentStep {
            path: path(doc),
            before: vec![Content::Filed(before.filed.clone())],
            after: Content::Filed(after.clone()),
            ledger: self.ledgers[doc].clone().into(),
            id_elsewhere: None,
        });
        self.compare(&step, lawful, &format!("a change to\n{}", listed(&after)));
        let mut docs = self.commits[at].docs.clone();
        docs[doc] = Doc { filed: after, truth };
        self.commits.push(Commit { parents: vec![at], docs, desk });
        self.heads[head] = commit;
    }

    fn filed(
        &self,
        before: &[&Doc],
        document: Document,
        author: Option<&Contributor>,
    ) -> Arc<Filed> {
        let earlier: Vec<&Filed> = before.iter().map(|doc| doc.filed.as_ref()).collect();
        let digest = digest(&document);
        let trail = Trail::after(&earlier, Aside::Untouched, &document, digest, author);
        Arc::new(Filed { document: Arc::new(document), digest, trail: Arc::new(trail) })
    }

    /// What the reference says of a change, and what is true after it.
    fn of_a_document(
        &mut self,
        before: &Doc,
        after: &Filed,
        person: Option<&Contributor>,
        doc: usize,
        desk: &Desk,
    ) -> (bool, Truth) {
        let mut truth = before.truth.clone();
        let (old, new) = (before.filed.document.reviews(), after.document.reviews());
        let mut left: Vec<&Review> = old.iter().collect();
        let added: Vec<Review> = new
            .iter()
            .filter(|review| match left.iter().position(|old| old == review) {
                Some(at) => {
                    left.remove(at);
                    false
                }
                None => true,
            })
            .cloned()
            .collect();
        for review in &added {
            if person.is_some_and(|p| p.id == review.by && may_give(p, review.verdict)) {
                self.given.push(Given { review: review.clone(), past: truth.given.clone() });
                truth.given.insert(self.given.len() - 1);
            }
        }
        let words_changed = bare(&before.filed.document) != bare(&after.document);
        if after.digest != before.filed.digest {
            truth.hands.push((after.digest, person.map(|person| person.id.to_string())));
        }
        let view = View { all: &self.given, truth: &truth, desk };
        let ledger = &self.ledgers[doc];
        let right = |review: &Review| {
            let names = matches!(
                review.verdict,
                Verdict::Submitted | Verdict::Approved | Verdict::Returned
            );
            let of_these = review.digest.is_some() && review.digest == after.digest;
            let in_round = (1..=ledger.round()).contains(&review.round);
            let released: Vec<Digest> = ledger
                .releases
                .iter()
                .filter(|l| l.round < review.round)
                .map(|l| l.digest)
                .collect();
            let words = (after.digest, released.len() as u32 + 1);
            let eyes = review.verdict != Verdict::Approved
                || review.digest != after.digest
                || view.four_eyes(review.by.as_str(), words, &released);
            person.is_some_and(|p| p.id == review.by && may_give(p, review.verdict))
                && (!names || of_these && in_round)
                && eyes
        };
        let lawful = person.is_some_and(|person| !words_changed || may_write(person))
            && new.starts_with(old)
            && added.iter().all(right);
        (lawful, truth)
    }

    /// A merge of the branches: of their meaning, or of one side whole as git does it by hand.
    fn join(&mut self) {
        let [ours, theirs] = self.heads;
        let (a, b) = (self.history(ours), self.history(theirs));
        if a.contains(&theirs) || b.contains(&ours) {
            let newer = ours.max(theirs);
            self.heads = [newer, newer];
            return;
        }
        let base = *a.intersection(&b).max().unwrap();
        let who = self.somebody();
        let desk = self.commits[ours].desk.clone();
        let commit = self.commits.len();
        let mut step = self.step(Line::Desk, commit, who, &desk);
        step.parents = 2;
        let (mut docs, mut lawful) = (Vec::new(), true);
        for doc in 0..DOCS {
            let sides =
                [self.commits[ours].docs[doc].clone(), self.commits[theirs].docs[doc].clone()];
            let [mine, other] = &sides;
            let old = self.commits[base].docs[doc].filed.document.clone();
            if mine.filed.document == other.filed.document && mine.truth.given == other.truth.given
            {
                docs.push(mine.clone());
                continue;
            }
            let (m, o): (&Document, &Document) = (&mine.filed.document, &other.filed.document);
            let document = match self.random.random_range(0..8) {
                0 => m.clone(),
                _ if *m == *old => o.clone(),
                _ if *o == *old => m.clone(),
                _ => merge(Some(&old), m, o).document,
            };
            let after = self.filed(&[mine, other], document, step.person.as_ref());
            lawful &= self.of_a_merge(&sides, &after, step.person.as_ref());
            let truth = self.after_a_merge(&sides, &after, step.person.as_ref());
            if *after.document != *m || *after.document != *o {
                step.documents.push(DocumentStep {
                    path: path(doc),
                    before: sides.iter().map(|side| Content::Filed(side.filed.clone())).collect(),
                    after: Content::Filed(after.clone()),
                    ledger: self.ledgers[doc].clone().into(),
                    id_elsewhere: None,
                });
            }
            docs.push(Doc { filed: after, truth });
        }
        let lawful = step.documents.is_empty() || step.person.is_some() && lawful;
        self.compare(&step, lawful, "a merge");
        self.commits.push(Commit { parents: vec![ours, theirs], docs, desk });
        self.heads = [commit, commit];
    }

    /// A merge keeps the reviews of both sides in their order, and words that neither had are its
    /// author's.
    fn of_a_merge(&self, sides: &[Doc; 2], after: &Filed, person: Option<&Contributor>) -> bool {
        let new = after.document.reviews();
        let kept = |side: &Doc| {
            let mut all = new.iter();
            side.filed.document.reviews().iter().all(|review| all.any(|next| next == review))
        };
        let own = sides.iter().all(|side| bare(&side.filed.document) != bare(&after.document));
        sides.iter().all(kept) && (!own || person.is_some_and(may_write))
    }

    fn after_a_merge(
        &self,
        sides: &[Doc; 2],
        after: &Filed,
        person: Option<&Contributor>,
    ) -> Truth {
        let [mine, other] = sides;
        let given = mine.truth.given.union(&other.truth.given).copied().collect();
        let same = sides.iter().find(|side| side.filed.digest == after.digest);
        let hands = match same {
            Some(side) => side.truth.hands.clone(),
            None => {
                let mut hands = mine.truth.hands.clone();
                let theirs = other.truth.hands.iter();
                hands.extend(theirs.filter(|one| !mine.truth.hands.contains(one)).cloned());
                hands.push((after.digest, person.map(|person| person.id.to_string())));
                hands
            }
        };
        Truth { given, hands }
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

    /// A commit that changes the settings, where both branches are one.
    fn settle(&mut self) {
        self.join();
        let at = self.heads[0];
        let who = self.somebody();
        let desk = self.commits[at].desk.clone();
        let mut new = (*desk).clone();
        match self.below(3) {
            0 => new.policy.approvals = 3 - new.policy.approvals,
            1 => new.contributors[6].active = !new.contributors[6].active,
            _ => new.contributors[3].active = !new.contributors[3].active,
        }
        let commit = self.commits.len();
        let mut step = self.step(Line::Desk, commit, who, &desk);
        let new = Arc::new(new);
        step.settings = Some(SettingsStep {
            before: vec![Some(desk.clone())],
            after: Ok(new.clone()),
            reused: Vec::new(),
            taken_over: None,
        });
        let admin = |person: &Contributor| person.active && person.role == Role::Admin;
        let lawful = step.person.as_ref().is_some_and(admin);
        self.compare(&step, lawful, "settings");
        let docs = self.commits[at].docs.clone();
        let desk = if lawful { new } else { desk };
        self.commits.push(Commit { parents: vec![at], docs, desk });
        self.heads = [commit, commit];
    }

    /// A release of what some commit of the desk has; it is on the record where it is lawful.
    fn release(&mut self) {
        let who =
            if self.one_in(4) { self.somebody() } else { ["ed", "zoe", "mara"][self.below(3)] };
        let doc = self.below(DOCS);
        if self.one_in(3) {
            self.approve(doc);
        }
        let named = match self.below(8) {
            0 => self.below(self.commits.len()),
            _ => self.heads[0],
        };
        let Commit { docs, desk, .. } = self.commits[named].clone();
        let Doc { filed, truth } = docs[doc].clone();
        let before = self.ledgers[doc].clone();
        let mut line = self.line(
            who,
            doc,
            named,
            &View { all: &self.given.clone(), truth: &truth, desk: &desk },
        );
        let mut after = before.clone();
        let mut bytes = words(&filed.document);
        match self.below(40) {
            0 => line.n += 1,
            1 => line.round += 1,
            2 => {
                line.kind = if before.releases.is_empty() {
                    ReleaseKind::Update
                } else {
                    ReleaseKind::First
                }
            }
            3 => line.alone = true,
            4 => bytes = words(&self.first(1 - doc).filed.document),
            5 => line.digest = Digest::of(b"other"),
            6 => line.by = "zoe".parse().unwrap(),
            7 => line.approved_by.push("zoe".parse().unwrap()),
            8 => line.at = Moment::from_git(1_790_000_000 + 60 * (self.minute / 2), 0).unwrap(),
            9 => after.releases.clear(),
            _ => {}
        }
        after.releases.push(line.clone());
        let rewritten = after.releases.len() != before.releases.len() + 1;
        let behind = self.named.filter(|last| !self.history(named).contains(last));
        let person = desk.contributor_by_email(&email(who)).cloned();
        let last = self.live[doc].as_ref().and_then(|bytes| Projection::of_bytes(bytes));
        let mut step = self.step(Line::Record, self.commits.len(), who, &desk);
        step.releases.push(ReleaseStep {
            path: path(doc),
            at_the_desk: path(doc),
            otherwise: None,
            ordered: None,
            before: before.clone().into(),
            after: Ok(after.clone().into()),
            last: last.map(Arc::new),
            words_before: self.live[doc].as_deref().cloned().map(Recorded::new),
            words_after: bytes.as_deref().cloned().map(Recorded::new),
            files_wrong: Vec::new(),
            erased: Vec::new(),
            remade: false,
            side: DeskSide::At(Box::new(Released {
                desk: desk.clone(),
                person: person.clone(),
                filed: Some(filed.clone()),
                behind: behind.map(commit_name),
            })),
            asked: OnceLock::new(),
        });
        let view = View { all: &self.given, truth: &truth, desk: &desk };
        let lawful = bytes.as_ref().is_some_and(|bytes| {
            let bytes = Digest::of(bytes);
            view.may_release(person.as_ref(), &before.releases, &line, filed.digest, bytes)
        }) && behind.is_none()
            && !rewritten;
        let approved: Vec<&str> = line.approved_by.iter().map(|who| who.as_str()).collect();
        let what = format!(
            "{} {} of {} at {}, approved by {approved:?}, of\n{}given:\n{}",
            line.kind.as_str(),
            line.n,
            line.digest.short(),
            line.at,
            listed(&filed),
            view.listed()
        );
        self.compare(&step, lawful, &what);
        if lawful {
            self.ledgers[doc] = after;
            self.live[doc] = bytes;
            self.named = Some(named);
        }
    }

    fn line(&mut self, who: &str, doc: usize, named: usize, view: &View<'_>) -> Release {
        let before = &self.ledgers[doc].releases;
        let filed = &self.commits[named].docs[doc].filed;
        let n = before.len() as u32 + 1;
        let kind = if before.is_empty() { ReleaseKind::First } else { ReleaseKind::Update };
        let digest = filed.digest.unwrap_or_else(|| Digest::of(b"none"));
        let approved_by = view.approvers((filed.digest, n));
        let by = if who == "stranger" { "ed" } else { who };
        Release {
            n,
            at: self.now(),
            by: by.parse().unwrap(),
            kind,
            digest,
            round: n,
            approved_by: approved_by.iter().map(|who| who.parse().unwrap()).collect(),
            alone: false,
            corrections: Vec::new(),
            tell_readers: String::new(),
            desk: commit_name(named),
        }
    }

    fn act(&mut self) {
        match self.below(16) {
            0..10 => self.file(),
            10 | 11 => self.join(),
            12 if self.one_in(3) => self.settle(),
            _ => self.release(),
        }
    }
}

/// The reviews in a file, and those that history proves.
fn listed(filed: &Filed) -> String {
    let all = |reviews: &[Review]| -> String {
        let short = |digest: Option<Digest>| digest.map_or("none".to_owned(), |d| d.short());
        let one = |r: &Review| {
            format!("  {} {} {} {} {}\n", r.at, r.verdict.as_str(), r.by, r.round, short(r.digest))
        };
        reviews.iter().map(one).collect()
    };
    format!("filed:\n{}proven:\n{}", all(filed.document.reviews()), all(&filed.trail.reviews()))
}

fn bare(document: &Document) -> Document {
    let mut document = document.clone();
    document.reviews_mut().clear();
    document
}

#[test]
fn random_steps_are_judged_as_the_reference_says() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |text| text.parse().expect(name))
    };
    let wanted = number("NEWSROOM_STEPS", 100_000);
    let mut seed = number("NEWSROOM_SEED", 1);
    let (mut found, mut releases) = ([0, 0], 0);
    while found[0] + found[1] < wanted {
        let mut world = World::new(seed);
        for _ in 0..STEPS {
            world.act();
        }
        found = [found[0] + world.found[0], found[1] + world.found[1]];
        releases += world.ledgers.iter().map(|ledger| ledger.releases.len()).sum::<usize>();
        seed += 1;
    }
    eprintln!("{} lawful steps, {} that are not, {releases} releases", found[0], found[1]);
    assert!(found.iter().all(|count| *count > wanted / 5), "both kinds: {found:?}");
    assert!(releases as u64 > wanted / 100, "{releases} releases");
}

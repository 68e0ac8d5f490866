//! A desk in the middle of a night, and what is found there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::OnceLock;

use newsroom::format;
use newsroom::judge::Request;
use newsroom::model::{Digest, DocPath, Document};
use newsroom::ops::audit;
use newsroom::storage::Store;

use crate::desk::{People, Person, TestDesk, copy};

/// A desk with people of every role, at half past nine, and a document in every place of its life.
pub(crate) struct Night {
    pub(crate) desk: TestDesk,
    /// A reporter, who wrote all that is there.
    pub(crate) ana: Person,
    /// Another reporter.
    pub(crate) lev: Person,
    /// An editor, who approved it.
    pub(crate) ed: Person,
    /// Another editor.
    pub(crate) zoe: Person,
    /// An editor who has left.
    pub(crate) tom: Person,
    /// Somebody who is credited, and has no role.
    pub(crate) nan: Person,
    /// An admin.
    pub(crate) mara: Person,
    /// The cron job.
    pub(crate) bot: Person,
    /// Nobody the desk knows.
    pub(crate) eve: Person,
}

impl Deref for Night {
    type Target = TestDesk;

    fn deref(&self) -> &TestDesk {
        &self.desk
    }
}

const PEOPLE: &str = "\
contributor add zoe-ray --name 'Zoe Ray' --email zoe@courier.example --role editor
contributor add tom-hale --name 'Tom Hale' --email tom@courier.example --role editor
contributor add nan-orr --name 'Nan Orr' --email nan@courier.example --role none
contributor retire tom-hale";

const NIGHT: &str = "\
ana add --slug lamps --headline 'Lamps out on Salt Quay' --body 'Street lamps are out along the quay, the harbour office said.' --submit
ed approve lamps
ed publish lamps
ana add --slug pier --headline 'The pier is closed' --body 'Nobody may go on the pier.' --image a.png --alt 'A closed gate' --media-credit 'Vera Lom' --submit
ed publish pier --approve
ana add --slug cranes --headline 'Cranes stand still' --body 'Both cranes stopped at nine.' --publish-at 23:30 --submit
ed approve cranes
ana add --slug quay --headline 'Salt Quay is flooded' --body 'Water stands a foot high on the quay.' --submit
ed approve quay
ana add --slug ferry --headline 'Ferry turns back' --body 'About 40 people were aboard, a steward said.' --source 'anonymous:a steward:for their job'
ed source know ferry steward
ana verify-flag ferry --quote 'About 40 people' --status unverified --caveat 'We could not check the number.'
ana add --slug tide --headline 'High tide at three' --body 'The tide will be at its highest at three.' --submit
ed return tide -m 'Who says so?'";

impl Night {
    pub(crate) fn new() -> Self {
        static TEMPLATE: OnceLock<Night> = OnceLock::new();
        TEMPLATE.get_or_init(Self::played).again()
    }

    fn played() -> Self {
        let desk = TestDesk::with_story();
        let People { mara, .. } = desk.people();
        for line in PEOPLE.lines() {
            mara.at("20:03").does(line);
        }
        desk.write("a.png", crate::desk::png());
        for (minute, line) in NIGHT.lines().enumerate() {
            let (who, line) = line.split_once(' ').unwrap();
            desk.as_(who).at(&format!("20:{:02}", 10 + minute)).type_(line).ok();
        }
        std::fs::remove_file(desk.root().join("a.png")).unwrap();
        Self::of(desk)
    }

    fn of(desk: TestDesk) -> Self {
        let person = |who| desk.person(who).at("21:30");
        let [ana, lev, ed, zoe, tom] = ["ana", "lev", "ed", "zoe", "tom"].map(person);
        let [nan, mara, bot, eve] = ["nan", "mara", "bot", "eve"].map(person);
        Self { desk, ana, lev, ed, zoe, tom, nan, mara, bot, eve }
    }

    /// The same desk on another machine.
    pub(crate) fn again(&self) -> Self {
        let desk = TestDesk::bare();
        copy(self.desk.root(), desk.root());
        Self::of(desk)
    }

    /// Exactly this is found, and fails.
    #[track_caller]
    pub(crate) fn finds<const N: usize>(&self, codes: [&'static str; N]) {
        assert_eq!(self.codes(None), BTreeSet::from(codes), "{}", self.said());
    }

    /// The codes of everything that is found and fails.
    pub(crate) fn codes(&self, without: Option<&'static str>) -> BTreeSet<&'static str> {
        let store = Store::open(self.desk.root()).unwrap();
        let request = Request { full: true, without, ..Request::default() };
        let audited = audit::run(&store, &request).unwrap();
        let failing = audited.findings.iter().filter(|found| !found.warning);
        failing
            .filter(|found| audited.acceptance(found).is_none())
            .map(|found| found.code)
            .collect()
    }

    /// What is found, in words.
    pub(crate) fn said(&self) -> String {
        let store = Store::open(self.desk.root()).unwrap();
        let request = Request { full: true, ..Request::default() };
        format!("{:#?}", audit::run(&store, &request).unwrap().findings)
    }
}

/// What the program's own room for files says of the work tree.
impl TestDesk {
    /// The headline that the work tree has.
    pub(crate) fn headline(&self, slug: &str) -> String {
        self.document(&self.path(slug)).1.headline().to_owned()
    }

    /// The digest of the words that the work tree has.
    pub(crate) fn digest(&self, slug: &str) -> String {
        let (files, document) = self.with_files(slug);
        format::digest(&document, &files).unwrap().to_string()
    }

    /// The words that readers would see of it, with the files that it names.
    pub(crate) fn words_with_files(&self, slug: &str) -> String {
        let (files, document) = self.with_files(slug);
        format::project(&document, &files).unwrap().to_text()
    }

    fn with_files(&self, slug: &str) -> (BTreeMap<String, Digest>, Document) {
        let (at, document) = self.document(&self.path(slug));
        let mut files = BTreeMap::new();
        for name in document.media().iter().flat_map(|medium| medium.files()) {
            let bytes = std::fs::read(self.root().join(at.beside(name))).unwrap();
            files.insert(name.to_owned(), Digest::of(&bytes));
        }
        (files, document)
    }

    /// The words that readers would see of what the work tree has.
    pub(crate) fn words(&self, slug: &str) -> String {
        let (_, document) = self.document(&self.path(slug));
        format::project(&document, &BTreeMap::new()).unwrap().to_text()
    }

    fn document(&self, path: &str) -> (DocPath, Document) {
        let at: DocPath = path.parse().unwrap();
        let document = format::read_document(&at, &self.read(path)).unwrap();
        (at, document)
    }

    /// The round that a document is in.
    pub(crate) fn round(&self, slug: &str) -> usize {
        let ledger = self.ledger(slug);
        let there = self.tree("published").contains(&ledger);
        1 + if there { self.published(&ledger).matches("round = ").count() } else { 0 }
    }

    /// The path of a document's ledger.
    pub(crate) fn ledger(&self, slug: &str) -> String {
        self.recorded(slug).replacen("posts/", "releases/", 1)
    }

    /// The path that the record has for a document, or would have.
    pub(crate) fn recorded(&self, slug: &str) -> String {
        let path = self.path(slug);
        let id = path.rsplit_once('-').map_or("", |(_, id)| id);
        let there = self.tree("published");
        let found = there
            .iter()
            .find(|there| there.starts_with("releases/") && !id.is_empty() && there.ends_with(id));
        found.map_or(path.clone(), |there| there.replacen("releases/", "posts/", 1))
    }

    /// The commit that the desk is at.
    pub(crate) fn head(&self) -> String {
        self.git(["rev-parse", "HEAD"]).trim().to_owned()
    }
}

/// The attack is found by that rule and by no other, gets through without it, and the lawful twin
/// is let be.
#[track_caller]
pub(crate) fn caught<A, T>(
    code: &'static str,
    attack: impl Fn(&Night) -> A,
    twin: impl Fn(&Night) -> T,
) {
    let night = Night::new();
    attack(&night);
    night.finds([code]);
    assert_eq!(night.codes(Some(code)), BTreeSet::new(), "not only {code} stops it");
    let night = Night::new();
    twin(&night);
    assert_eq!(night.codes(None), BTreeSet::new(), "the twin: {}", night.said());
}

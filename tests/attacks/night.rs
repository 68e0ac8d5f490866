//! A desk in the middle of a night, and the hands of somebody who goes round it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use newsroom::format;
use newsroom::judge::Request;
use newsroom::model::{Digest, DocPath, Document};
use newsroom::ops::audit;
use newsroom::storage::Store;

use crate::desk::{Actor, TestDesk, copy, git_command};

/// A desk with people of every role and a document in every place of its life.
pub(crate) struct Night {
    pub(crate) desk: TestDesk,
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
        let template = TEMPLATE.get_or_init(|| {
            let desk = TestDesk::with_story();
            for line in PEOPLE.lines() {
                desk.as_("mara").at("20:03").type_(line).ok();
            }
            desk.write("a.png", crate::desk::png());
            for (minute, line) in NIGHT.lines().enumerate() {
                let (who, line) = line.split_once(' ').unwrap();
                desk.as_(who).at(&format!("20:{:02}", 10 + minute)).type_(line).ok();
            }
            std::fs::remove_file(desk.root().join("a.png")).unwrap();
            Self { desk }
        });
        template.again()
    }

    /// The same desk on another machine.
    pub(crate) fn again(&self) -> Self {
        let desk = TestDesk::bare();
        copy(self.desk.root(), desk.root());
        Self { desk }
    }

    /// Somebody, an hour into the attack.
    pub(crate) fn as_(&self, who: &str) -> Actor<'_> {
        self.desk.as_(who).at("21:30")
    }

    /// What somebody types, which is done.
    pub(crate) fn run(&self, who: &str, line: &str) {
        self.run_at(who, "21:30", line);
    }

    /// What somebody types at that time, which is done; whoever approves has looked before.
    pub(crate) fn run_at(&self, who: &str, time: &str, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        if matches!(words[0], "approve" | "publish") && words[1] != "newsroom.toml" {
            self.desk.as_(who).at(time).run(["show", words[1]]).ok();
        }
        self.desk.as_(who).at(time).type_(line).ok();
    }

    /// The path of the post with that slug; `storm` is the story.
    pub(crate) fn path(&self, slug: &str) -> String {
        let all = self.desk.git(["ls-files", "posts"]);
        let wanted = |path: &&str| match slug {
            "storm" => path.ends_with("/story.toml"),
            slug => path.contains(&format!("/{slug}-")) && path.ends_with(".toml"),
        };
        all.lines().find(wanted).unwrap_or_else(|| panic!("no {slug} in {all}")).to_owned()
    }

    /// Changes the words of a file in the work tree.
    pub(crate) fn change(&self, slug: &str, old: &str, new: &str) {
        self.desk.change(&self.path(slug), old, new);
    }

    /// Puts text at the end of a file in the work tree.
    pub(crate) fn append(&self, slug: &str, text: &str) {
        let path = self.path(slug);
        let before = self.desk.read(&path);
        self.desk.write(&path, format!("{}\n\n{text}", before.trim_end()));
    }

    /// Commits the work tree as somebody, with plain git.
    pub(crate) fn commit(&self, who: &str) -> String {
        self.git(who, &["add", "-A"]);
        self.git(who, &["commit", "-qm", "put right"]);
        self.desk.git(["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Git as somebody; it must succeed.
    pub(crate) fn git(&self, who: &str, arguments: &[&str]) -> String {
        self.git_in(self.desk.root(), who, arguments)
    }

    fn git_in(&self, folder: &Path, who: &str, arguments: &[&str]) -> String {
        let mut command = git_command(folder);
        for kind in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{kind}_NAME"), who);
            command.env(format!("GIT_{kind}_EMAIL"), format!("{who}@courier.example"));
        }
        let output = command.args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Types a review into a file: of the words as they are, in the round that is.
    pub(crate) fn review(&self, slug: &str, by: &str, verdict: &str) {
        let digest = self.digest(slug);
        self.review_of(slug, by, verdict, &digest, self.round(slug));
    }

    /// Types a review of any words into a file.
    pub(crate) fn review_of(
        &self,
        slug: &str,
        by: &str,
        verdict: &str,
        digest: &str,
        round: usize,
    ) {
        let at = "2026-11-07T19:30:00Z";
        self.append(slug, &format!(
            "[[reviews]]\nat = {at}\nby = \"{by}\"\nverdict = \"{verdict}\"\nround = {round}\ndigest = \"{digest}\"\n"
        ));
    }

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
            let bytes = std::fs::read(self.desk.root().join(at.beside(name))).unwrap();
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
        let document = format::read_document(&at, &self.desk.read(path)).unwrap();
        (at, document)
    }

    /// The round that a document is in.
    pub(crate) fn round(&self, slug: &str) -> usize {
        let ledger = self.ledger(slug);
        let there = self.desk.tree("published").contains(&ledger);
        1 + if there { self.desk.published(&ledger).matches("round = ").count() } else { 0 }
    }

    /// The path of a document's ledger.
    pub(crate) fn ledger(&self, slug: &str) -> String {
        self.recorded(slug).replacen("posts/", "releases/", 1)
    }

    /// The path that the record has for a document, or would have.
    pub(crate) fn recorded(&self, slug: &str) -> String {
        let path = self.path(slug);
        let id = path.rsplit_once('-').map_or("", |(_, id)| id);
        let there = self.desk.tree("published");
        let found = there
            .iter()
            .find(|there| there.starts_with("releases/") && !id.is_empty() && there.ends_with(id));
        found.map_or(path.clone(), |there| there.replacen("releases/", "posts/", 1))
    }

    /// Changes the record in a work tree of its own, and commits it as somebody.
    pub(crate) fn on_record(&self, who: &str, change: impl FnOnce(&Folder)) {
        self.record(who, &["commit", "-qm", "put right"], change);
    }

    /// Changes the newest commit of the record, and makes it somebody's.
    pub(crate) fn amend_record(&self, who: &str, change: impl FnOnce(&Folder)) {
        self.record(who, &["commit", "-q", "--amend", "--reset-author", "--no-edit"], change);
    }

    fn record(&self, who: &str, commit: &[&str], change: impl FnOnce(&Folder)) {
        let folder = self.desk.outside().join("record");
        let name = folder.to_str().unwrap();
        self.git(who, &["worktree", "add", "-q", name, "published"]);
        change(&Folder(folder.clone()));
        self.git_in(&folder, who, &["add", "-A"]);
        self.git_in(&folder, who, commit);
        self.git(who, &["worktree", "remove", "--force", name]);
    }

    /// A line of a ledger, which names the newest commit of the desk.
    pub(crate) fn line(&self, slug: &str, by: &str, kind: &str, rest: &str) -> String {
        let desk = self.desk.git(["rev-parse", "HEAD"]);
        let n = self.round(slug);
        format!(
            "\n[[releases]]\nn = {n}\nat = 2026-11-07T21:40:00+02:00\nby = \"{by}\"\nkind = \"{kind}\"\ndigest = \"{}\"\nround = {n}\n{rest}desk = \"{}\"\n",
            self.digest(slug),
            desk.trim()
        )
    }

    /// Releases what the work tree has without asking the desk: words and line, as the program
    /// would write them.
    pub(crate) fn release(&self, who: &str, slug: &str, line: &str) {
        let (path, ledger, words) = (self.path(slug), self.ledger(slug), self.words(slug));
        self.on_record(who, |record| {
            record.write(&path, &words);
            record.append(&ledger, line);
        });
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

/// The record's files, for a moment.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        let before = std::fs::read_to_string(self.0.join(path)).unwrap_or_default();
        self.write(path, before + text);
    }

    pub(crate) fn change(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no `{old}`:\n{text}");
        self.write(path, text.replace(old, new));
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.0.join(path)).unwrap();
    }
}

/// The attack is found by that rule and by no other, gets through without it, and the lawful twin
/// is let be.
pub(crate) fn caught(code: &'static str, attack: impl Fn(&Night), twin: impl Fn(&Night)) {
    let night = Night::new();
    attack(&night);
    assert_eq!(night.codes(None), BTreeSet::from([code]), "{}", night.said());
    assert_eq!(night.codes(Some(code)), BTreeSet::new(), "not only {code} stops it");
    let night = Night::new();
    twin(&night);
    assert_eq!(night.codes(None), BTreeSet::new(), "the twin: {}", night.said());
}

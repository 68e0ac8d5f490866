//! The hands of somebody who goes round the desk: reviews that are typed, and a record that is
//! written without asking.

use std::path::PathBuf;

use crate::desk::{Page, Person, TestDesk};

/// Whom a line names who approved, where nothing else is said.
const ED: &str = "approved_by = [\"ed-lind\"]\n";

impl Page {
    /// A person at the end of the settings, whose e-mail goes by the first name.
    pub(crate) fn adds_person(self, who: &str, role: &str) -> Self {
        self.adds(&format!(
            "[[contributors]]\nid = \"{who}-fey\"\nname = \"{who} Fey\"\nrole = \"{role}\"\nemails = [\"{who}@courier.example\"]\n"
        ))
    }

    /// A review at the end, of the words as they are and in the round that is, by whoever it says.
    pub(crate) fn adds_review(self, by: &Person, verdict: &str) -> Self {
        let slug = self.path().to_owned();
        let desk = &self.by().desk;
        let (digest, round) = (desk.digest(&slug), desk.round(&slug));
        self.adds_review_of(by, verdict, &digest, round)
    }

    /// A review of any words, in any round.
    pub(crate) fn adds_review_of(
        self,
        by: &Person,
        verdict: &str,
        digest: &str,
        round: usize,
    ) -> Self {
        let (at, by) = ("2026-11-07T19:30:00Z", by.id());
        self.adds(&format!(
            "[[reviews]]\nat = {at}\nby = \"{by}\"\nverdict = \"{verdict}\"\nround = {round}\ndigest = \"{digest}\"\n"
        ))
    }
}

impl Person {
    /// Types a review of the words as they are, in her own name, and commits it with plain git.
    pub(crate) fn reviews_by_git(&self, slug: &str, verdict: &str) -> String {
        self.reviews_as(self, slug, verdict)
    }

    /// Types a review in that name, and commits it with plain git.
    pub(crate) fn reviews_as(&self, name: &Person, slug: &str, verdict: &str) -> String {
        self.opens(slug).adds_review(name, verdict).commits()
    }

    /// Writes a line of a ledger, for what the work tree has now: by her, approved by Ed.
    pub(crate) fn writes_line(&self, slug: &str, kind: &str) -> Line {
        let (desk, n, by) = (self.desk.head(), self.desk.round(slug), self.id());
        let digest = self.desk.digest(slug);
        let text = format!(
            "\n[[releases]]\nn = {n}\nat = 2026-11-07T21:40:00+02:00\nby = \"{by}\"\nkind = \"{kind}\"\ndigest = \"{digest}\"\nround = {n}\n{ED}desk = \"{desk}\"\n"
        );
        Line { by: self.clone(), slug: slug.to_owned(), text }
    }

    /// Changes the record in a work tree of its own, and commits it.
    pub(crate) fn changes_record(&self, change: impl FnOnce(&Folder)) {
        self.record("commit -qm 'put right'", change);
    }

    /// Changes the newest commit of the record, and makes it hers.
    pub(crate) fn amends_record(&self, change: impl FnOnce(&Folder)) {
        self.record("commit -q --amend --reset-author --no-edit", change);
    }

    fn record(&self, commit: &str, change: impl FnOnce(&Folder)) {
        let folder = self.desk.outside().join("record");
        let name = folder.display();
        self.git(&format!("worktree add -q {name} published"));
        change(&Folder { desk: self.desk.clone(), folder: folder.clone() });
        self.git(&format!("-C {name} add -A"));
        self.git(&format!("-C {name} {commit}"));
        self.git(&format!("worktree remove --force {name}"));
    }

    /// Makes a merge of those commits, with the tree of one; its id.
    pub(crate) fn merges_by_hand(&self, tree: &str, parents: &[&str]) -> String {
        let parents: String = parents.iter().map(|parent| format!("-p {parent} ")).collect();
        self.git(&format!("commit-tree -m together {parents} {tree}^{{tree}}"))
    }

    /// Puts a commit in the place of the newest one, made of its text.
    pub(crate) fn forges(&self, make: impl FnOnce(&str) -> String) {
        let path = self.desk.outside().join("forged");
        std::fs::write(&path, make(&self.desk.git(["cat-file", "commit", "HEAD"]))).unwrap();
        let forged = self.git(&format!("hash-object -t commit -w {}", path.display()));
        self.moves("main", &forged);
    }

    /// Puts the desk and its work tree at a commit.
    pub(crate) fn puts_desk_at(&self, commit: &str) {
        self.moves("main", commit);
        self.git("reset -q --hard");
    }

    /// Puts a branch of the desk elsewhere.
    pub(crate) fn moves(&self, branch: &str, to: &str) {
        self.git(&format!("update-ref refs/heads/{branch} {to}"));
    }
}

/// A line of a ledger that somebody has written and not released yet.
pub(crate) struct Line {
    by: Person,
    slug: String,
    pub(crate) text: String,
}

impl Line {
    /// In that name.
    pub(crate) fn named(self, name: &Person) -> Self {
        let (old, new) = (self.by.id().to_owned(), name.id());
        self.with(&format!("by = \"{old}\"\nkind"), &format!("by = \"{new}\"\nkind"))
    }

    /// It says that these approved.
    pub(crate) fn approved_by(self, people: &[&Person]) -> Self {
        let names: Vec<_> = people.iter().map(|person| format!("\"{}\"", person.id())).collect();
        self.resting_on(&format!("approved_by = [{}]\n", names.join(", ")))
    }

    /// It rests on this, and names nobody who approved.
    pub(crate) fn resting_on(self, fields: &str) -> Self {
        self.with(ED, fields)
    }

    /// With other words in the place of these.
    pub(crate) fn with(mut self, old: &str, new: &str) -> Self {
        assert!(self.text.contains(old), "{} has no `{old}`", self.text);
        self.text = self.text.replace(old, new);
        self
    }

    /// Behind another line.
    pub(crate) fn after(mut self, first: &str) -> Self {
        self.text = format!("{first}{}", self.text);
        self
    }

    /// Releases what the work tree has without asking the desk: words and line, as the program
    /// would write them.
    pub(crate) fn releases(self) {
        let (desk, slug) = (&self.by.desk, &self.slug);
        let (path, ledger, words) = (desk.path(slug), desk.ledger(slug), desk.words(slug));
        self.by.changes_record(|record| {
            record.write(&path, &words);
            record.append(&ledger, &self.text);
        });
    }
}

/// The record's files, for a moment. A document goes by its slug, other files by their path.
pub(crate) struct Folder {
    desk: TestDesk,
    folder: PathBuf,
}

impl Folder {
    fn at(&self, what: &str) -> PathBuf {
        let is_path = what.contains(['/', '.']);
        self.folder.join(if is_path { what.to_owned() } else { self.desk.path(what) })
    }

    /// The path of a document's ledger.
    pub(crate) fn ledger(&self, slug: &str) -> String {
        self.desk.ledger(slug)
    }

    pub(crate) fn read(&self, what: &str) -> String {
        std::fs::read_to_string(self.at(what)).unwrap()
    }

    pub(crate) fn write(&self, what: &str, text: impl AsRef<[u8]>) {
        let path = self.at(what);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn append(&self, what: &str, text: &str) {
        let before = std::fs::read_to_string(self.at(what)).unwrap_or_default();
        self.write(what, before + text);
    }

    pub(crate) fn change(&self, what: &str, old: &str, new: &str) {
        let text = self.read(what);
        assert!(text.contains(old), "{what} has no `{old}`:\n{text}");
        self.write(what, text.replace(old, new));
    }

    pub(crate) fn remove(&self, what: &str) {
        std::fs::remove_file(self.at(what)).unwrap();
    }
}

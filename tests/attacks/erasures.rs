//! Words taken off the record that no court's order covers, and those that one does put back.

use std::collections::BTreeSet;

use newsroom::model::Digest;

use crate::desk::{Person, TestDesk};
use crate::night::{Night, caught};

/// `lamps` was put right once; Zoe is an admin, too.
pub(crate) fn corrected(night: &Night) {
    night.mara.does("contributor edit zoe-ray --role admin");
    night.ana.does("correct lamps --tell-readers 'It was not the harbour office.' --replace 'harbour office=>mayor' --submit");
    night.ed.lets_out("lamps");
    night.ana.edits("lamps", "--replace 'mayor=>town' --submit");
    night.ed.lets_out("lamps");
}

/// The same, taken down: no words come after those of release 3.
fn pulled(night: &Night) {
    corrected(night);
    night.ed.pulls("lamps");
}

impl Person {
    /// Orders the words of a release of `lamps` erased, for a court.
    pub(crate) fn orders(&self, release: u32) -> Self {
        self.does(&format!("expunge lamps --release {release} -m 'Selan court, 7 November'"))
    }

    /// Types an order in that name into the file of orders, and commits it.
    fn types_order(&self, name: &Person, release: usize, rest: &str) {
        self.types_order_of(release, name, release, rest);
    }

    /// The same for a release, with the digest of another.
    fn types_order_of(&self, release: usize, name: &Person, words: usize, rest: &str) {
        let (document, digest) = (self.desk.path("lamps"), digest(&self.desk, words));
        let entry = format!(
            "[[expunged]]\ndocument = \"{document}\"\nrelease = {release}\ndigest = \"{digest}\"\nby = \"{}\"\nat = 2026-11-07T19:30:00Z\norder = \"A court\"\n{rest}\n",
            name.id()
        );
        let there = self.desk.has("expunged.toml");
        let before = if there { self.desk.read("expunged.toml") } else { String::new() };
        self.writes("expunged.toml", before + &entry);
    }
}

/// Both admins order the words of a release erased.
pub(crate) fn ordered(night: &Night, release: u32) {
    night.mara.orders(release);
    night.zoe.orders(release);
}

/// The digest that the ledger of `lamps` has for that release.
fn digest(desk: &TestDesk, release: usize) -> String {
    let ledger = desk.published(&desk.ledger("lamps"));
    let mut digests = ledger.lines().filter_map(|line| line.strip_prefix("digest = \""));
    digests.nth(release - 1).unwrap().trim_end_matches('"').to_owned()
}

/// Makes the record again with plain git: a notice in the place of the words of that release.
/// Gives the old tip and the new one, as an order names them.
fn remake(night: &Night, release: usize) -> String {
    let path = night.recorded("lamps");
    let wanted = digest(night, release);
    let old = night.ed.git("rev-parse published");
    let id = path.rsplit_once('-').unwrap().1.trim_end_matches(".toml").to_owned();
    let notice = format!("format = 1\nid = \"{id}\"\nexpunged = \"{wanted}\"\n");
    night.write("../notice", &notice);
    let blob = night.ed.git("hash-object -w ../notice");
    let mut tip = String::new();
    for commit in night.ed.git("rev-list --reverse published").lines() {
        let has = night.git(["ls-tree", "--name-only", commit, "--", &path]);
        let erased = !has.is_empty() && {
            let bytes = night.git_bytes(["show", &format!("{commit}:{path}")]);
            Digest::of(&bytes).to_string() == wanted
        };
        tip = again(night, commit, &tip, erased.then(|| format!("100644,{blob},{path}")));
    }
    night.ed.moves("published", &tip);
    format!("old_record = \"{old}\"\nnew_record = \"{tip}\"\n")
}

/// One commit again upon that parent, as it was but for an entry of its tree.
fn again(night: &Night, commit: &str, parent: &str, entry: Option<String>) -> String {
    let same = night.git(["rev-list", "--parents", "-n", "1", commit]);
    let same = same.split_whitespace().nth(1).unwrap_or_default() == parent && entry.is_none();
    if same {
        return commit.to_owned();
    }
    night.ed.git(&format!("read-tree --index-output=.git/other {commit}"));
    let index = night.root().join(".git/other");
    let git = |arguments: &[&str]| {
        let mut command = crate::desk::git_command(night.root());
        let field = |format: &str| night.ed.git(&format!("log -1 --format={format} {commit}"));
        command.env("GIT_INDEX_FILE", &index);
        for (kind, who) in [("AUTHOR", "a"), ("COMMITTER", "c")] {
            command.env(format!("GIT_{kind}_NAME"), field(&format!("%{who}n")));
            command.env(format!("GIT_{kind}_EMAIL"), field(&format!("%{who}e")));
            command.env(format!("GIT_{kind}_DATE"), field(&format!("%{who}I")));
        }
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    git(&["read-tree", commit]);
    if let Some(entry) = entry {
        git(&["update-index", "--cacheinfo", &entry]);
    }
    let tree = git(&["write-tree"]);
    let message = night.ed.git(&format!("log -1 --format=%B {commit}"));
    git(&["commit-tree", &tree, "-p", parent, "-m", &message])
}

#[test]
fn words_are_erased_without_an_order() {
    caught(
        "NA45",
        |night| {
            pulled(night);
            remake(night, 3);
        },
        |night| {
            pulled(night);
            ordered(night, 3);
        },
    );
}

#[test]
fn words_are_erased_on_the_order_of_one_admin() {
    let typed = |night: &Night, by: &Person| {
        pulled(night);
        night.mara.orders(3);
        let tips = remake(night, 3);
        // Filed twice by Mara, it is still the word of one.
        by.types_order(by, 3, &tips);
    };
    caught("NA45", |night| typed(night, &night.mara), |night| typed(night, &night.zoe));
}

#[test]
fn an_order_for_one_release_is_used_for_another() {
    caught(
        "NA45",
        |night| {
            pulled(night);
            ordered(night, 1);
            remake(night, 3);
            // A clone that remembers the record misses it, too; this one does not.
            std::fs::remove_file(night.root().join(".git/newsroom/notes/audited")).unwrap();
        },
        |night| {
            pulled(night);
            ordered(night, 1);
            ordered(night, 3);
        },
    );
}

#[test]
fn an_order_names_a_release_that_has_other_words() {
    let typed = |night: &Night, release: usize| {
        pulled(night);
        let tips = remake(night, 3);
        for admin in [&night.mara, &night.zoe] {
            admin.types_order_of(release, admin, 3, &tips);
        }
    };
    caught("NA45", |night| typed(night, 1), |night| typed(night, 3));
}

#[test]
fn a_reporter_types_an_order() {
    let typed = |night: &Night, by: &Person| {
        corrected(night);
        by.types_order(by, 1, "");
    };
    caught("NA60", |night| typed(night, &night.ana), |night| typed(night, &night.mara));
}

#[test]
fn an_order_is_typed_in_anothers_name() {
    let typed = |night: &Night, by: &Person| {
        corrected(night);
        by.types_order(&night.zoe, 1, "");
    };
    caught("NA61", |night| typed(night, &night.mara), |night| typed(night, &night.zoe));
}

#[test]
fn an_order_that_was_not_lawful_covers_nothing() {
    for (who, name, code) in [("ana", "ana", "NA60"), ("mara", "zoe", "NA61")] {
        let night = Night::new();
        pulled(&night);
        night.mara.orders(3);
        let tips = remake(&night, 3);
        night.person(who).types_order(&night.person(name), 3, &tips);
        night.finds([code, "NA45"]);
        assert_eq!(night.codes(Some(code)), BTreeSet::new(), "only the order's step stops it");
    }
}

#[test]
fn an_order_is_taken_out_or_turned_into_another() {
    let filed = |night: &Night| {
        corrected(night);
        night.mara.orders(1).opens("expunged.toml")
    };
    for (old, new) in [("release = 1", "release = 2"), ("by = \"mara-dov\"", "by = \"zoe-ray\"")] {
        let night = Night::new();
        filed(&night).changes(old, new).commits();
        assert!(night.codes(None).contains("NA62"), "{}", night.said());
    }
    caught(
        "NA62",
        |night| {
            filed(night);
            std::fs::remove_file(night.root().join("expunged.toml")).unwrap();
            night.mara.commits_by_git();
        },
        |night| filed(night).changes("[[expunged]]", "# From the court.\n[[expunged]]").commits(),
    );
    caught(
        "NA62",
        |night| night.mara.writes("expunged.toml", "[[erased]]\n"),
        |night| night.mara.writes("expunged.toml", "# None so far.\n"),
    );
}

#[test]
fn the_record_from_before_an_order_is_put_back() {
    caught(
        "NA63",
        |night| {
            corrected(night);
            let old = night.ed.git("rev-parse published");
            ordered(night, 1);
            night.ed.moves("published", &old);
        },
        |night| {
            corrected(night);
            ordered(night, 1);
            night.ed.publishes("quay");
        },
    );
}

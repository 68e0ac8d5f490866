//! Words taken off the record that no court's order covers, and those that one does put back.

use std::collections::BTreeSet;

use newsroom::model::Digest;

use crate::night::{Night, caught};

/// `lamps` was put right once; Zoe is an admin, too.
fn corrected() -> Night {
    let night = Night::new();
    make_corrected(&night);
    night
}

pub(crate) fn make_corrected(night: &Night) {
    night.run("mara", "contributor edit zoe-ray --role admin");
    night.run(
        "ana",
        "correct lamps --tell-readers 'It was not the harbour office.' --replace 'harbour office=>mayor' --submit",
    );
    night.run("ed", "publish lamps --approve");
    night.run("ana", "edit lamps --replace 'mayor=>town' --submit");
    night.run("ed", "publish lamps --approve");
}

/// The same, taken down: no words come after those of release 3.
fn make_pulled(night: &Night) {
    make_corrected(night);
    night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
}

pub(crate) fn order(night: &Night, who: &str, release: u32) {
    let release = release.to_string();
    let words = ["expunge", "lamps", "--release", &release, "-m", "Selan court, 7 November"];
    night.as_(who).run(words).ok();
}

/// The digest that the ledger has for that release.
fn digest(night: &Night, release: usize) -> String {
    let ledger = night.desk.published(&night.ledger("lamps"));
    let mut digests = ledger.lines().filter_map(|line| line.strip_prefix("digest = \""));
    digests.nth(release - 1).unwrap().trim_end_matches('"').to_owned()
}

/// An entry of the file of orders, as a text editor writes it.
fn entry(night: &Night, by: &str, release: usize, rest: &str) -> String {
    format!(
        "[[expunged]]\ndocument = \"{}\"\nrelease = {release}\ndigest = \"{}\"\nby = \"{by}\"\nat = 2026-11-07T19:30:00Z\norder = \"A court\"\n{rest}\n",
        night.path("lamps"),
        digest(night, release)
    )
}

fn type_entry(night: &Night, who: &str, entry: &str) {
    let before =
        std::fs::read_to_string(night.desk.root().join("expunged.toml")).unwrap_or_default();
    night.desk.write("expunged.toml", before + entry);
    night.commit(who);
}

/// Makes the record again with plain git: a notice in the place of the words of that release.
/// Gives the old tip and the new one.
fn remake(night: &Night, release: usize) -> (String, String) {
    let path = night.recorded("lamps");
    let wanted = digest(night, release);
    let old = night.git("ed", &["rev-parse", "published"]);
    let id = path.rsplit_once('-').unwrap().1.trim_end_matches(".toml").to_owned();
    let notice = format!("format = 1\nid = \"{id}\"\nexpunged = \"{wanted}\"\n");
    night.desk.write("../notice", &notice);
    let blob = night.git("ed", &["hash-object", "-w", "../notice"]);
    let mut tip = String::new();
    for commit in night.git("ed", &["rev-list", "--reverse", "published"]).lines() {
        let has = night.desk.git(["ls-tree", "--name-only", commit, "--", &path]);
        let erased = !has.is_empty() && {
            let bytes = night.desk.git_bytes(["show", &format!("{commit}:{path}")]);
            Digest::of(&bytes).to_string() == wanted
        };
        tip = again(night, commit, &tip, erased.then(|| format!("100644,{blob},{path}")));
    }
    night.git("ed", &["update-ref", "refs/heads/published", &tip]);
    (old, tip)
}

/// One commit again upon that parent, as it was but for an entry of its tree.
fn again(night: &Night, commit: &str, parent: &str, entry: Option<String>) -> String {
    let same = night.desk.git(["rev-list", "--parents", "-n", "1", commit]);
    let same = same.split_whitespace().nth(1).unwrap_or_default() == parent && entry.is_none();
    if same {
        return commit.to_owned();
    }
    night.git("ed", &["read-tree", "--index-output=.git/other", commit]);
    let index = night.desk.root().join(".git/other");
    let git = |arguments: &[&str]| {
        let mut command = crate::desk::git_command(night.desk.root());
        let field =
            |format: &str| night.git("ed", &["log", "-1", &format!("--format={format}"), commit]);
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
    let message = night.git("ed", &["log", "-1", "--format=%B", commit]);
    git(&["commit-tree", &tree, "-p", parent, "-m", &message])
}

#[test]
fn words_are_erased_without_an_order() {
    caught(
        "NA45",
        |night| {
            make_pulled(night);
            remake(night, 3);
        },
        |night| {
            make_pulled(night);
            order(night, "mara", 3);
            order(night, "zoe", 3);
        },
    );
}

#[test]
fn words_are_erased_on_the_order_of_one_admin() {
    caught(
        "NA45",
        |night| {
            make_pulled(night);
            order(night, "mara", 3);
            let (old, new) = remake(night, 3);
            // Filed twice, it is still the word of one.
            let tips = format!("old_record = \"{old}\"\nnew_record = \"{new}\"\n");
            type_entry(night, "mara", &entry(night, "mara-dov", 3, &tips));
        },
        |night| {
            make_pulled(night);
            order(night, "mara", 3);
            let (old, new) = remake(night, 3);
            let tips = format!("old_record = \"{old}\"\nnew_record = \"{new}\"\n");
            type_entry(night, "zoe", &entry(night, "zoe-ray", 3, &tips));
        },
    );
}

#[test]
fn an_order_for_one_release_is_used_for_another() {
    caught(
        "NA45",
        |night| {
            make_pulled(night);
            order(night, "mara", 1);
            order(night, "zoe", 1);
            remake(night, 3);
            // A clone that remembers the record misses it, too; this one does not.
            std::fs::remove_file(night.desk.root().join(".git/newsroom/notes/audited")).unwrap();
        },
        |night| {
            make_pulled(night);
            for release in [1, 3] {
                order(night, "mara", release);
                order(night, "zoe", release);
            }
        },
    );
}

#[test]
fn an_order_names_a_release_that_has_other_words() {
    caught(
        "NA45",
        |night| {
            make_pulled(night);
            let (old, new) = remake(night, 3);
            let tips = format!("old_record = \"{old}\"\nnew_record = \"{new}\"\n");
            for (who, by) in [("mara", "mara-dov"), ("zoe", "zoe-ray")] {
                let entry = entry(night, by, 3, &tips);
                type_entry(night, who, &entry.replace("release = 3", "release = 1"));
            }
        },
        |night| {
            make_pulled(night);
            let (old, new) = remake(night, 3);
            let tips = format!("old_record = \"{old}\"\nnew_record = \"{new}\"\n");
            for (who, by) in [("mara", "mara-dov"), ("zoe", "zoe-ray")] {
                type_entry(night, who, &entry(night, by, 3, &tips));
            }
        },
    );
}

#[test]
fn a_reporter_types_an_order() {
    caught(
        "NA60",
        |night| {
            make_corrected(night);
            type_entry(night, "ana", &entry(night, "ana-petrova", 1, ""));
        },
        |night| {
            make_corrected(night);
            type_entry(night, "mara", &entry(night, "mara-dov", 1, ""));
        },
    );
}

#[test]
fn an_order_is_typed_in_anothers_name() {
    caught(
        "NA61",
        |night| {
            make_corrected(night);
            type_entry(night, "mara", &entry(night, "zoe-ray", 1, ""));
        },
        |night| {
            make_corrected(night);
            type_entry(night, "zoe", &entry(night, "zoe-ray", 1, ""));
        },
    );
}

#[test]
fn an_order_that_was_not_lawful_covers_nothing() {
    for (who, by, code) in [("ana", "ana-petrova", "NA60"), ("mara", "zoe-ray", "NA61")] {
        let night = Night::new();
        make_pulled(&night);
        order(&night, "mara", 3);
        let (old, new) = remake(&night, 3);
        let tips = format!("old_record = \"{old}\"\nnew_record = \"{new}\"\n");
        type_entry(&night, who, &entry(&night, by, 3, &tips));
        assert_eq!(night.codes(None), BTreeSet::from([code, "NA45"]), "{}", night.said());
        assert_eq!(night.codes(Some(code)), BTreeSet::new(), "only the order's step stops it");
    }
}

#[test]
fn an_order_is_taken_out_or_turned_into_another() {
    for (old, new) in [("release = 1", "release = 2"), ("by = \"mara-dov\"", "by = \"zoe-ray\"")] {
        let night = corrected();
        order(&night, "mara", 1);
        night.desk.change("expunged.toml", old, new);
        night.commit("mara");
        assert!(night.codes(None).contains("NA62"), "{}", night.said());
    }
    caught(
        "NA62",
        |night| {
            make_corrected(night);
            order(night, "mara", 1);
            std::fs::remove_file(night.desk.root().join("expunged.toml")).unwrap();
            night.commit("mara");
        },
        |night| {
            make_corrected(night);
            order(night, "mara", 1);
            night.desk.change("expunged.toml", "[[expunged]]", "# From the court.\n[[expunged]]");
            night.commit("mara");
        },
    );
    caught(
        "NA62",
        |night| {
            night.desk.write("expunged.toml", "[[erased]]\n");
            night.commit("mara");
        },
        |night| {
            night.desk.write("expunged.toml", "# None so far.\n");
            night.commit("mara");
        },
    );
}

#[test]
fn the_record_from_before_an_order_is_put_back() {
    caught(
        "NA63",
        |night| {
            make_corrected(night);
            let old = night.git("ed", &["rev-parse", "published"]);
            order(night, "mara", 1);
            order(night, "zoe", 1);
            night.git("ed", &["update-ref", "refs/heads/published", &old]);
        },
        |night| {
            make_corrected(night);
            order(night, "mara", 1);
            order(night, "zoe", 1);
            night.run("ed", "publish quay");
        },
    );
}

//! Histories that are not what they were.

use newsroom::judge::Request;
use newsroom::ops::audit;
use newsroom::storage::Store;

use std::collections::BTreeSet;

use crate::night::{Night, caught};

fn audited(night: &Night) {
    let store = Store::open(night.desk.root()).expect("opens");
    assert!(!audit::run(&store, &Request::default()).expect("audited").fails());
}

#[test]
fn a_correction_is_removed_by_a_force_push() {
    caught(
        "NA13",
        |night| {
            night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
            audited(night);
            night.git("ed", &["update-ref", "refs/heads/published", "published~1"]);
        },
        |night| {
            audited(night);
            night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
        },
    );
}

#[test]
fn steps_of_the_desk_are_taken_back() {
    caught(
        "NA13",
        |night| {
            audited(night);
            night.git("ed", &["reset", "-q", "--hard", "HEAD~1"]);
        },
        |night| {
            audited(night);
            night.git("ed", &["commit", "-q", "--allow-empty", "-m", "nothing"]);
        },
    );
}

#[test]
fn what_vanished_is_told_until_an_admin_answers_for_it() {
    let night = Night::new();
    night.run("ed", "pull lamps --tell-readers 'We are checking it.'");
    audited(&night);
    night.git("ed", &["update-ref", "refs/heads/published", "published~1"]);
    for _ in 0..2 {
        let ran = night.as_("ed").run(["audit"]);
        ran.refused().says("NA13 rewritten").says("pull: Lamps out on Salt Quay");
    }
    let json = night.as_("ed").run(["audit", "--json"]).refused().json();
    let commit = json["findings"][0]["commit"].as_str().expect("a commit").to_owned();
    night.as_("ed").run(["audit", "--accept", &commit, "NA13", "-m", "A test."]).usage();
    night
        .as_("mara")
        .run(["audit", "--accept", &commit, "NA13", "-m", "The pull was a slip."])
        .ok();
    night.as_("ed").run(["audit"]).ok().says("accepted: The pull was a slip.");
}

#[test]
fn objects_are_replaced() {
    caught(
        "NA11",
        |night| {
            let (new, old) = ("HEAD", "HEAD~1");
            night.git("ed", &["replace", new, old]);
        },
        |night| {
            night.git("ed", &["replace", "HEAD", "HEAD~1"]);
            let head = night.git("ed", &["rev-parse", "HEAD"]);
            night.git("ed", &["replace", "-d", &head]);
        },
    );
}

#[test]
fn a_history_is_grafted() {
    caught(
        "NA11",
        |night| {
            let parents = night.git("ed", &["rev-list", "--parents", "-n", "1", "HEAD"]);
            night.desk.write(".git/info/grafts", format!("{parents}\n"));
        },
        |night| night.desk.write(".git/info/grafts", ""),
    );
}

#[test]
fn another_desk_is_put_in_place_of_this_one() {
    let night = Night::new();
    audited(&night);
    night.git("mara", &["checkout", "-q", "--orphan", "mine"]);
    night.git("mara", &["rm", "-rqf", "posts"]);
    night.git("mara", &["commit", "-qm", "The desk"]);
    night.git("mara", &["branch", "-qM", "main"]);
    night.git("mara", &["branch", "-qD", "published"]);
    std::fs::remove_file(night.desk.root().join(".git/newsroom/notes/audited")).expect("there");
    assert_eq!(night.codes(None), ["NA12"].into(), "{}", night.said());
    std::fs::remove_file(night.desk.root().join(".git/newsroom/root")).expect("there");
    assert!(night.codes(None).is_empty(), "not only the pin stops it: {}", night.said());
}

#[test]
fn a_root_that_somebody_knows_is_held_against_it() {
    let night = Night::new();
    let root = night.git("ed", &["rev-list", "--max-parents=0", "main"]);
    night.as_("ed").run(["audit", "--root", &root]).ok();
    night.as_("ed").run(["audit", "--root", &"0".repeat(40)]).refused().says("NA12 other-root");
}

/// A commit on top of the desk that git's own check would refuse, made of the newest one's text.
fn by_hand(night: &Night, change: impl Fn(&str) -> String) {
    let head = night.desk.git(["rev-parse", "HEAD"]);
    let text = night.desk.git(["cat-file", "commit", "HEAD"]);
    let (tree, rest) = text.split_once('\n').expect("lines");
    let (_, people) = rest.split_once("author").expect("an author");
    let text = format!("{tree}\nparent {}\nauthor{people}", head.trim());
    let path = night.desk.outside().join("commit");
    std::fs::write(&path, change(&text)).expect("written");
    let path = path.to_str().expect("text");
    let write = ["hash-object", "-t", "commit", "-w", "--literally", path];
    let odd = night.desk.git(write);
    night.desk.git(["update-ref", "refs/heads/main", odd.trim()]);
}

#[test]
fn a_header_that_git_would_refuse_ends_no_judging() {
    let line = |text: &str, field: &str| {
        let start = format!("{field} ");
        text.lines().find(|line| line.starts_with(&start)).expect(field).to_owned()
    };
    let dated = |text: &str, date: &str| {
        let old = line(text, "author");
        let name = old.rsplitn(3, ' ').last().expect("a name");
        text.replacen(&old, &format!("{name} {date}"), 1)
    };
    let twice = |text: &str| {
        let author = line(text, "author");
        text.replacen(&author, &format!("{author}\n{author}"), 1)
    };
    let bare = |text: &str| {
        let committer = line(text, "committer");
        text.replacen(&committer, &committer.replace(['<', '>'], ""), 1)
    };
    let kinds: [&dyn Fn(&str) -> String; 7] = [
        &twice,
        &bare,
        &|text| dated(text, "99999999999999999999999 +0000"),
        &|text| dated(text, "9223372036854775807 +0000"),
        &|text| dated(text, "1700000000 +999999"),
        &|text| text.replacen(&format!("{}\n", line(text, "committer")), "", 1),
        &|text| text.replacen("committer", "gpgsig a\ngpgsig b\ncommitter", 1),
    ];
    for kind in kinds {
        let night = Night::new();
        by_hand(&night, kind);
        let without = night.codes(Some("NA10"));
        assert!(without.iter().all(|code| *code == "NA09"), "{without:?}");
        assert!(night.codes(None).contains("NA10"), "{}", night.said());
        night.as_("ana").type_("list").ok();
        night.desk.write("posts/2026/11/storm/x.txt", "x");
        night.commit("stranger");
        let codes = night.codes(None);
        assert!(codes.contains("NA01") && codes.contains("NA10"), "{}", night.said());
        night.as_("ana").type_("audit").refused();
    }
}

#[test]
fn folders_without_end_end_no_judging() {
    let night = Night::new();
    let deep = format!("{}x", "a/".repeat(300));
    let blob = night.desk.git(["hash-object", "-w", "newsroom.toml"]);
    let entry = format!("100644,{},{deep}", blob.trim());
    night.git("ana", &["update-index", "--add", "--cacheinfo", &entry]);
    night.git("ana", &["commit", "-qm", "deep"]);
    night.git("ana", &["read-tree", "HEAD~1"]);
    assert_eq!(night.codes(None), BTreeSet::from(["NA10"]), "{}", night.said());
    night.as_("ana").type_("list").ok();
    night.git("stranger", &["commit", "-qm", "gone"]);
    night.desk.write("posts/2026/11/storm/x.txt", "x");
    night.commit("stranger");
    assert_eq!(night.codes(None), BTreeSet::from(["NA01", "NA10"]), "{}", night.said());
}

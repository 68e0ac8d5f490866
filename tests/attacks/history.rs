//! Histories that are not what they were.

use newsroom::ops::audit::{self, Request};
use newsroom::storage::Store;

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

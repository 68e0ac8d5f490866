//! Sending: what the shared desk has, what only this machine has.

use crate::desk::{TestDesk, git_in};

#[test]
fn what_is_filed_goes_to_the_shared_desk_and_it_says_so() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    desk.as_("ana").type_("add --slug x --headline X --submit").ok().says("the desk has it");
    let json = desk.as_("ed").type_("publish x --approve --json").ok().json();
    assert_eq!((json["sent"].as_bool(), json["waiting"].as_u64()), (Some(true), Some(0)));
    for branch in ["main", "published"] {
        let there = String::from_utf8(git_in(&shared, ["rev-parse", branch])).unwrap();
        assert_eq!(there, desk.git(["rev-parse", branch]), "{branch}");
    }
    desk.as_("ana").type_("edit x --headline Y --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed")
        .type_("publish x --approve")
        .ok()
        .says("on the record")
        .says_not("LIVE ONLY HERE");
}

#[test]
fn what_could_not_be_sent_waits_here_and_is_counted() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    let away = shared.with_extension("away");
    std::fs::rename(&shared, &away).unwrap();
    desk.as_("ana")
        .type_("add --slug x --headline X --submit")
        .ok()
        .says("saved on this machine, not sent: there is no desk at that address (1 waiting)");
    desk.as_("ana").type_("edit x --tag t").ok().says("(2 waiting)");
    let json = desk.as_("ana").type_("edit x --tag u --json").ok().json();
    assert_eq!((json["sent"].as_bool(), json["waiting"].as_u64()), (Some(false), Some(3)));
    desk.as_("ed")
        .type_("publish x --approve")
        .ok()
        .says("LIVE ONLY HERE, not sent: there is no desk at that address: readers still see nothing of it");
    desk.as_("ana").type_("edit x --headline Y --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok().says("readers still see release 1");
    desk.as_("ed").type_("status").ok().says("Not sent").says("2 releases");
    assert_eq!(desk.show("x")["sent"], false);
    std::fs::rename(&away, &shared).unwrap();
    desk.as_("ana").type_("comment x -m 'there again'").ok().says("the desk has it");
    assert_eq!(desk.show("x")["sent"], true);
    desk.as_("ed").type_("status").ok().says_not("Not sent");
}

#[test]
fn nothing_is_sent_where_that_is_not_wanted() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    let there = |desk: &TestDesk| {
        let _ = desk;
        String::from_utf8(git_in(&shared, ["rev-parse", "main"])).unwrap()
    };
    let before = there(&desk);
    let json = desk.as_("ana").type_("add --slug x --headline X --no-send --json").ok().json();
    assert_eq!((json["sent"].as_bool(), json["waiting"].as_u64()), (Some(false), Some(1)));
    desk.git(["config", "newsroom.send", "false"]);
    desk.as_("ana").type_("edit x --tag t").ok().says("not sent (2 waiting)");
    assert_eq!(there(&desk), before);
    desk.git(["config", "newsroom.send", "true"]);
    desk.as_("ana").type_("edit x --tag u").ok().says("the desk has it");
    assert_eq!(there(&desk), desk.git(["rev-parse", "main"]));
}

#[test]
fn with_nowhere_to_send_to_nothing_is_said_of_sending() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --slug x --headline X --no-send").ok().says_not("sent");
    assert!(desk.as_("ana").type_("edit x --tag t --no-send --json").ok().json()["sent"].is_null());
    desk.as_("ed").type_("publish x --approve --no-send").ok().says_not("LIVE ONLY HERE");
}

#[test]
fn others_work_that_came_meanwhile_is_never_overwritten() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    let other = desk.outside().join("other");
    git_in(desk.outside(), ["clone", "--quiet", shared.to_str().unwrap(), other.to_str().unwrap()]);
    std::fs::write(other.join("README.md"), "theirs\n").unwrap();
    git_in(&other, ["add", "README.md"]);
    git_in(&other, ["commit", "--quiet", "-m", "theirs"]);
    git_in(&other, ["push", "--quiet"]);
    let theirs = String::from_utf8(git_in(&other, ["rev-parse", "HEAD"])).unwrap();
    desk.as_("ana").type_("add --slug x --headline X").ok().says("the desk has it");
    let there = String::from_utf8(git_in(&shared, ["rev-parse", "main"])).unwrap();
    assert_eq!(there, desk.git(["rev-parse", "main"]));
    let both = ["merge-base", "--is-ancestor", theirs.trim(), there.trim()];
    git_in(&shared, both);
    assert_eq!(desk.read("README.md"), "theirs\n");
}

#[test]
fn sending_never_asks_and_gives_up_soon() {
    let desk = TestDesk::with_story();
    desk.git(["remote", "add", "origin", "https://192.0.2.1/nowhere.git"]);
    let start = std::time::Instant::now();
    desk.as_("ana").type_("add --slug x --headline X").ok().says("not sent");
    assert!(start.elapsed().as_secs() < 15, "{:?}", start.elapsed());
}

#[test]
fn dry_run_sends_nothing() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    desk.as_("ana").type_("add --slug x --headline X --no-send").ok();
    desk.as_("ana").type_("edit x --tag t -n").ok();
    assert_ne!(
        String::from_utf8(git_in(&shared, ["rev-parse", "main"])).unwrap(),
        desk.git(["rev-parse", "main"])
    );
}

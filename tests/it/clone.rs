//! A desk from elsewhere.

use std::path::Path;

use crate::desk::{Ran, TestDesk, git_in};

fn desk() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.live("lamps", "Lamps out", "Street lamps are out.");
    desk.with_remote();
    desk
}

fn clone(desk: &TestDesk, arguments: &[&str]) -> Ran {
    let all: Vec<&str> = ["clone"].iter().chain(arguments).copied().collect();
    desk.as_("ana").in_(desk.outside()).run(all)
}

fn root(desk: &TestDesk) -> String {
    desk.git(["rev-list", "--max-parents=0", "main"]).trim().to_owned()
}

fn there(desk: &TestDesk, path: &str) -> bool {
    desk.outside().join(path).exists()
}

#[test]
fn a_clone_is_a_desk_at_once_and_says_whom_it_trusts() {
    let desk = desk();
    let root = root(&desk);
    let ran = clone(&desk, &["shared.git", "copy"]);
    ran.ok().says("“The Selan Courier” in ").says("TRUSTED ON FIRST USE").says("lawful: ");
    ran.says(&format!("newsroom clone shared.git --root {root}"));
    let copy = desk.outside().join("copy");
    assert_eq!(std::fs::read_to_string(copy.join(".git/newsroom/root")).unwrap().trim(), root);
    let git = |arguments: &[&str]| String::from_utf8(git_in(&copy, arguments)).unwrap();
    assert_eq!(git(&["config", "newsroom.branch"]).trim(), "main");
    assert_eq!(git(&["rev-parse", "published"]), desk.git(["rev-parse", "published"]));
    assert_eq!(git(&["status", "--porcelain"]), "");
    let at = |line: &str| desk.as_("ana").in_(&copy).type_(line);
    at("add --story storm --headline 'Lamps back' --no-credit")
        .ok()
        .says("filed")
        .says("the desk has it");
    assert_eq!(git(&["rev-parse", "main"]), git(&["rev-parse", "origin/main"]));
    assert_eq!(git(&["rev-parse", "--abbrev-ref", "main@{upstream}"]).trim(), "origin/main");
}

#[test]
fn with_a_root_nothing_else_is_taken() {
    let desk = desk();
    let root = root(&desk);
    let ran = clone(&desk, &["shared.git", "copy", "--root", &root]);
    ran.ok().says("as you said").says_not("FIRST USE");
    let other = "1".repeat(40);
    let ran = clone(&desk, &["shared.git", "other", "--root", &other]);
    ran.refused().says("this is another desk").says(&root).says("nothing was kept");
    assert!(!there(&desk, "other"));
    let ran = clone(&desk, &["shared.git", "other", "--root", &root[..12]]);
    ran.usage().says("not the whole name of a commit");
}

#[test]
fn an_unlawful_desk_is_kept_to_be_looked_at_and_told() {
    let desk = desk();
    let path = desk.tree("main").into_iter().find(|path| path.contains("lamps")).unwrap();
    desk.change(&path, "are out", "are on");
    desk.git(["commit", "-qam", "put right"]);
    desk.git(["push", "-q", "origin", "main"]);
    let ran = clone(&desk, &["shared.git", "copy", "--json"]);
    let json = ran.refused().json();
    assert_eq!(json["audit"]["findings"][0]["code"], "NA01");
    assert_eq!(
        (json["trusted"].as_str(), json["files"].as_bool()),
        (Some("first-use"), Some(true))
    );
    assert!(there(&desk, "copy/newsroom.toml"));
    desk.as_("ana").in_(desk.outside().join("copy")).run(["audit"]).refused().says("NA01");
}

#[test]
fn files_with_odd_names_are_not_written() {
    let desk = desk();
    let blob = desk.git(["hash-object", "-w", "newsroom.toml"]);
    let entry = format!("100644,{},posts/x\\y.toml", blob.trim());
    desk.git(["-c", "core.protectNTFS=false", "update-index", "--add", "--cacheinfo", &entry]);
    desk.git(["commit", "-qm", "odd"]);
    desk.git(["push", "-q", "origin", "main"]);
    let ran = clone(&desk, &["shared.git", "copy"]);
    ran.refused().says("NA10 odd-tree").says("NOT WRITTEN");
    assert!(there(&desk, "copy/.git") && !there(&desk, "copy/newsroom.toml"));
}

#[test]
fn what_is_no_desk_or_not_there_leaves_nothing_behind() {
    let desk = desk();
    git_in(desk.outside(), ["init", "-q", "--bare", "empty.git"]);
    clone(&desk, &["empty.git", "copy"]).usage().says("is not a desk");
    clone(&desk, &["nowhere.git", "copy"]).system().says("nowhere.git");
    clone(&desk, &["ext::sh -c touch% got", "copy"]).system();
    assert!(!there(&desk, "copy") && !there(&desk, "got"));
    let mine = Path::new("mine");
    std::fs::create_dir(desk.outside().join(mine)).unwrap();
    std::fs::write(desk.outside().join("mine/notes"), "x").unwrap();
    clone(&desk, &["shared.git", "mine"]).usage().says("not empty");
    assert!(there(&desk, "mine/notes") && !there(&desk, "mine/.git"));
    clone(&desk, &["shared.git", "copy", "-n"]).usage();
    clone(&desk, &["shared.git"]).ok();
    assert!(there(&desk, "shared/newsroom.toml"), "named after the desk");
}

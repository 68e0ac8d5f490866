//! Several at once, and writers that die: nothing that was acknowledged is lost.

use std::process::Child;
use std::time::Duration;

use crate::desk::TestDesk;

fn add(desk: &TestDesk, who: &str, number: usize) -> Child {
    let headline = format!("Headline number {number}");
    desk.as_(who).command(["add", "--headline", &headline, "--json"]).spawn().unwrap()
}

/// The path that an acknowledged add printed.
fn acknowledged(child: Child) -> Option<String> {
    let output = child.wait_with_output().unwrap();
    output.status.success().then(|| {
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["path"].as_str().unwrap().to_owned()
    })
}

fn healthy(desk: &TestDesk) {
    desk.git(["fsck", "--strict", "--no-dangling"]);
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    desk.as_("ana").type_("doctor").ok().says_not("WRONG");
}

#[test]
fn eight_who_file_at_once_lose_nothing() {
    let desk = TestDesk::with_story();
    for round in 0..3 {
        let children: Vec<Child> = (0..8)
            .map(|n| add(&desk, if n % 2 == 0 { "ana" } else { "lev" }, round * 8 + n))
            .collect();
        let paths: Vec<String> =
            children.into_iter().map(|child| acknowledged(child).expect("each is filed")).collect();
        let tree = desk.tree("HEAD");
        assert!(paths.iter().all(|path| tree.contains(path)));
    }
    healthy(&desk);
    assert_eq!(
        desk.as_("ana").type_("list --json").ok().json()["documents"].as_array().unwrap().len(),
        25
    );
}

#[test]
fn one_post_edited_by_eight_at_once_is_never_silently_overwritten() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let children: Vec<Child> = (0..8)
        .map(|n| desk.as_("ana").command(["edit", "x", "--tag", &format!("t{n}")]).spawn().unwrap())
        .collect();
    let done: Vec<bool> = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap().status.success())
        .collect();
    assert!(done.iter().any(|done| *done));
    let text = desk.filed(&path);
    for (n, done) in done.iter().enumerate() {
        assert_eq!(text.contains(&format!("\"t{n}\"")), *done, "t{n} in\n{text}");
    }
    healthy(&desk);
}

#[test]
fn two_editors_who_publish_at_once_make_one_release() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.as_("ed").type_("approve x").ok();
    let children: Vec<Child> = ["ed", "mara", "ed", "mara"]
        .iter()
        .map(|who| desk.as_(who).command(["publish", "x"]).spawn().unwrap())
        .collect();
    let codes: Vec<Option<i32>> =
        children.into_iter().map(|child| child.wait_with_output().unwrap().status.code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    assert_eq!(desk.show("x")["release"], 1);
    assert_eq!(desk.git(["rev-list", "--count", "published"]).trim(), "3", "root, story, post");
    healthy(&desk);
}

#[test]
fn a_writer_that_is_killed_loses_nothing_that_it_acknowledged() {
    let desk = TestDesk::with_story();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut filed = Vec::new();
    for number in 0..30 {
        let mut child = add(&desk, "ana", number);
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        std::thread::sleep(Duration::from_millis(seed % 60));
        let _ = child.kill();
        filed.extend(acknowledged(child));
    }
    let path = acknowledged(add(&desk, "ana", 99)).expect("the next command works");
    filed.push(path);
    let tree = desk.tree("HEAD");
    assert!(filed.iter().all(|path| tree.contains(path)));
    healthy(&desk);
    for path in tree.iter().filter(|path| path.ends_with(".toml") && path.starts_with("posts/")) {
        desk.as_("ana").run(["show", path]).ok();
    }
}

#[test]
fn releases_that_are_killed_leave_both_branches_whole() {
    let desk = TestDesk::with_story();
    let mut wait = 5;
    for number in 0..10 {
        let slug = format!("n{number}");
        desk.post(&slug, &slug, &format!("Words {number}."));
        let mut child = desk.as_("ed").command(["publish", &slug, "--approve"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        wait = (wait + 13) % 70;
        let _ = child.kill();
        let _ = child.wait();
        let (_, public) = desk.stands(&slug);
        let there = desk
            .tree("published")
            .iter()
            .any(|path| path.contains(&format!("/{slug}-")) && path.starts_with("posts/"));
        assert_eq!(public == "live", there, "{slug}");
    }
    healthy(&desk);
}

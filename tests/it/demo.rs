//! `demo`: a night at a desk, whole.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::desk::{TestDesk, files_below, git_in};

/// The night is long, so it is played once for all of these.
fn night() -> &'static (TestDesk, PathBuf, String) {
    static NIGHT: OnceLock<(TestDesk, PathBuf, String)> = OnceLock::new();
    NIGHT.get_or_init(|| {
        let desk = TestDesk::bare();
        let folder = desk.outside().join("night");
        let ran = desk.as_("mara").in_(desk.outside()).type_("demo night");
        let out = ran.ok().out.clone();
        (desk, folder, out)
    })
}

fn page() -> String {
    std::fs::read_to_string(night().1.join("site/storm-night/index.html")).unwrap()
}

#[test]
fn it_plays_and_git_finds_nothing_wrong() {
    let (_, folder, out) = night();
    assert!(out.contains("What readers see:"), "{out}");
    git_in(folder, ["fsck", "--strict", "--no-dangling"]);
    let status = String::from_utf8(git_in(folder, ["status", "--porcelain"])).unwrap();
    assert!(status.is_empty() || status == "?? site/\n", "{status}");
}

#[test]
fn every_refusal_of_the_night_was_a_refusal() {
    let script = include_str!("../../src/cli/demo/night.txt");
    let wanted = script.lines().filter(|line| line.starts_with("! ")).count();
    assert!(wanted >= 4);
    let told = night().2.lines().filter(|line| line.trim_start().starts_with("error: ")).count();
    assert_eq!(told, wanted);
}

#[test]
fn check_finds_no_error_there_and_the_doctor_nothing_wrong() {
    let (desk, folder, _) = night();
    desk.as_("mara").in_(folder).type_("check").ok();
    desk.as_("mara").in_(folder).type_("doctor").ok();
}

#[test]
fn the_page_has_what_a_live_page_has() {
    let page = page();
    for words in [
        "Power returns to Port Selan after storm",
        "14,000 homes in the dark",
        "The Courier has not seen the log of the tug",
        "An earlier version of this post gave the wrong number of homes without power. It is 14,000, not 41,000.",
        "41,000",
        "We have withdrawn this post.",
        "application/ld+json",
        "Tirren Post",
        "It is 12:30 p.m. in Selan. What you need to know",
        "contributed to this report",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let (newest, oldest) = (
        page.find("What you need to know"),
        page.find("Power cut across Port Selan after line is hit"),
    );
    assert!(newest < oldest, "newest first");
    assert!(!page.contains("Green flashes"), "what was spiked is not there");
}

#[test]
fn nothing_private_and_no_metadata_is_anywhere() {
    let (_, folder, _) = night();
    let all = git_in(folder, ["cat-file", "--batch-all-objects", "--batch", "--unordered"]);
    assert!(
        !all.windows(6).any(|window| window == b"CANARY"),
        "metadata of a picture went into git"
    );
    for (file, bytes) in files_below(&folder.join("site")) {
        for private in
            [&b"CANARY"[..], b"Switchboard rings out", b"@courier.example", b"The lawyer reads"]
        {
            assert!(!bytes.windows(private.len()).any(|window| window == private), "{file}");
        }
    }
    let record = git_in(folder, ["log", "--format=%B", "-p", "published"]);
    let record = String::from_utf8_lossy(&record);
    for private in
        ["Switchboard rings out", "The lawyer reads", "known_to", "publish_at", "verdict"]
    {
        assert!(!record.contains(private), "{private}");
    }
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let desk = TestDesk::new();
    let before = desk.fingerprint();
    desk.as_("mara").type_("demo .").usage().says("is not empty");
    assert_eq!(desk.fingerprint(), before);
}

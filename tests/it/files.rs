//! Files by hand: comments, order and quoting survive; every mistake is told at once.

use crate::desk::TestDesk;

const HAND: &str = "# What we know, as of nine
id = \"k3x9q7m2td\" # never changes

created = 2026-11-07T20:30:00+02:00
headline = 'Power cut across Port Selan'   # subs: do not touch
tags = [
  \"energy\", # the desk's word for it
]
body = '''
Much of Port Selan lost “electricity” at 8:48 p.m.

About 300 men were lost, she said.
'''

# the one who was there
[[credits]]
name = \"Lena Marsk\"
role = \"photographer\"

[[credits]]
role = \"reporter\"
name = \"Ana Petrova\"
who = \"ana-petrova\"
";

const PATH: &str = "posts/2026/11/storm/power-cut-k3x9q7m2td.toml";

fn lines_survive(desk: &TestDesk, but: &[&str]) {
    let after = desk.read(PATH);
    let mut rest = after.as_str();
    for line in HAND.lines().filter(|line| !but.contains(line)) {
        let at =
            rest.find(line).unwrap_or_else(|| panic!("`{line}` is gone, or moved, in\n{after}"));
        rest = &rest[at + line.len()..];
    }
}

#[test]
fn a_hand_written_post_lives_a_whole_life_and_keeps_its_comments_and_order() {
    let desk = TestDesk::with_story();
    desk.write(PATH, HAND);
    desk.as_("ana").type_("submit power-cut").ok();
    assert_eq!(desk.stands("k3x9"), ("in_review".into(), "unpublished".into()));
    lines_survive(&desk, &[]);
    for (who, line) in [
        (
            "ana",
            "verify-flag k3x9 --quote 'About 300 men' --status unverified --caveat 'Nobody knows.'",
        ),
        ("ed", "comment k3x9 -m 'who says so?'"),
        ("ed", "return k3x9 -m 'who says so?'"),
        (
            "ana",
            "edit k3x9 --tag port --source 'named:the mayor' --link 'related:L:https://a.example'",
        ),
        ("ana", "submit k3x9"),
        ("ed", "diff k3x9"),
        ("ed", "approve k3x9"),
        ("ed", "publish k3x9"),
        ("ed", "credit k3x9 lev-marin"),
        (
            "ana",
            "correct k3x9 --tell-readers 'It was 300 women.' --replace 'About 300 men=>About 300 women' --submit",
        ),
        ("ed", "diff k3x9"),
        ("ed", "publish k3x9 --approve"),
        ("ed", "pull k3x9 --tell-readers 'We are checking this.'"),
        ("ed", "restore k3x9 --tell-readers 'It was right.'"),
        ("mara", "second k3x9"),
    ] {
        let ran = desk.as_(who).type_(line);
        if line.starts_with("second") {
            assert!(ran.code <= 1)
        } else {
            ran.ok();
        }
        lines_survive(
            &desk,
            &[
                "tags = [",
                "  \"energy\", # the desk's word for it",
                "]",
                "About 300 men were lost, she said.",
            ],
        );
    }
    let text = desk.read(PATH);
    assert!(text.contains("\"energy\", # the desk's word for it"), "{text}");
    assert!(
        text.contains(
            "'''\nMuch of Port Selan lost “electricity” at 8:48 p.m.\n\nAbout 300 women were lost"
        ),
        "{text}"
    );
}

#[test]
fn a_post_that_was_never_added_is_seen_by_check_show_status_and_edit() {
    let desk = TestDesk::with_story();
    desk.write(PATH, HAND.replace("# subs", "\u{a0}# subs").replace("headline = ", "headlin = "));
    desk.as_("ana").type_("check").refused().says(&format!("{PATH}:"));
    desk.write(PATH, HAND);
    desk.as_("ana").type_("check").ok();
    desk.as_("ana").type_("show power-cut").ok().says("Power cut across Port Selan");
    desk.as_("ana").type_("status").ok().says(PATH);
    let json = desk.as_("ana").type_("edit k3x9 --tag port --json").ok().json();
    assert_eq!(json["state"], "draft");
    lines_survive(&desk, &["tags = [", "  \"energy\", # the desk's word for it", "]"]);
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn all_mistakes_are_told_at_once_each_with_its_place_and_a_remedy() {
    let desk = TestDesk::with_story();
    desk.write(PATH, "id = \"k3x9q7m2td\"\nheadlin = \"X\"\ncreated = 2026-11-07T20:30:00+02:00\nkey_event = \"yes\"\nbody = 5\n\n[[credits]]\nname = \"A\"\nrole = \"photograper\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"x\"\nstatus = \"unsure\"\n");
    let ran = desk.as_("ana").type_("submit k3x9");
    let text = &ran.usage().err;
    for place in ["2:1", "4:13", "5:8", "9:8", "14:10"] {
        assert!(text.contains(&format!("{PATH}:{place}")), "{place} in\n{text}");
    }
    ran.says("did you mean `headline`").says("photographer").says("key_event = \"yes\"");
    let json = desk.as_("ana").type_("submit k3x9 --json").usage().json();
    let problems = json["error"]["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 5, "{problems:?}");
    assert_eq!(
        (&problems[0]["file"], &problems[0]["line"], &problems[0]["column"]),
        (&PATH.into(), &2.into(), &1.into())
    );
    assert!(
        problems.iter().all(|problem| !problem["message"].as_str().unwrap().is_empty()),
        "{problems:?}"
    );
}

#[test]
fn check_reports_the_same_mistakes_with_their_places() {
    let desk = TestDesk::with_story();
    desk.write(PATH, "id = \"k3x9q7m2td\"\nheadlin = \"X\"\ncreated = 2026-11-07T20:30:00+02:00\nkey_event = \"yes\"\n");
    let ran = desk.as_("ana").type_("check");
    ran.refused().says(&format!("{PATH}:2:1")).says(&format!("{PATH}:4:13")).says("headline");
}

#[test]
fn settings_with_mistakes_do_not_hold_and_say_where() {
    let desk = TestDesk::with_story();
    desk.change("newsroom.toml", "approvals = 1", "aprovals = 1");
    desk.git(["commit", "--quiet", "-am", "policy: a slip"]);
    desk.as_("ana")
        .type_("list")
        .ok()
        .says("newsroom.toml:12:1")
        .says("did you mean `approvals`")
        .says("newsroom.toml cannot be read: what it said in ")
        .says("git restore --source ");
    desk.as_("ana").type_("add --slug x --headline X --submit").ok();
    desk.as_("ed").type_("publish x --approve").ok().says("on the record");
}

#[test]
fn a_file_with_windows_line_ends_is_read() {
    let desk = TestDesk::with_story();
    desk.write(PATH, HAND.replace('\n', "\r\n"));
    let digest = |desk: &TestDesk| desk.show("k3x9")["digest"].clone();
    desk.as_("ana").type_("submit k3x9").ok();
    let with_cr = digest(&desk);
    let other = TestDesk::with_story();
    other.write(PATH, HAND);
    other.as_("ana").type_("submit k3x9").ok();
    assert_eq!(with_cr, digest(&other), "the words are the same");
}

#[test]
fn a_saved_story_is_taken_along_by_submit_and_refused_by_approve() {
    let desk = TestDesk::with_story();
    desk.change("posts/2026/11/storm/story.toml", "Storm night", "A night of storm");
    for line in ["approve storm", "return storm -m x", "publish storm", "publish storm --approve"] {
        desk.as_("ed").type_(line).refused().says("posts/2026/11/storm/story.toml");
    }
    desk.as_("ana").type_("submit storm").ok().says("taken along");
    desk.as_("ed").type_("diff storm").ok();
    desk.as_("ed").type_("publish storm --approve").ok();
    assert!(desk.published("posts/2026/11/storm/story.toml").contains("A night of storm"));
}

/// The index of a large desk is long: git would read and write all of it for one file.
#[cfg(unix)]
#[test]
fn what_is_filed_is_in_gits_index_though_git_was_not_run_for_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = TestDesk::with_story();
    let bin = desk.outside().join("bin");
    std::fs::create_dir(&bin).unwrap();
    let (path, told) = (std::env::var("PATH").unwrap(), bin.join("told"));
    let noting =
        format!("#!/bin/sh\necho \"$@\" >>'{}'\nPATH='{path}' exec git \"$@\"\n", told.display());
    std::fs::write(bin.join("git"), noting).unwrap();
    std::fs::set_permissions(bin.join("git"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let first = format!("{}:{path}", bin.display());
    desk.as_("ana").env("PATH", &first).type_("add --slug mast --headline Mast").ok();
    desk.as_("ana").env("PATH", &first).type_("status").ok();
    let told = std::fs::read_to_string(told).unwrap();
    assert!(told.contains("status"), "what git is run for is noted: {told}");
    assert!(!told.contains("update-index"), "{told}");
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    desk.git(["fsck", "--strict"]);
}

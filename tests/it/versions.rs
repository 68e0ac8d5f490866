//! Desks that ask for a newer program than this one, and files that one wrote.

use std::path::PathBuf;

use crate::desk::{TestDesk, git_in};

const HERE: &str = env!("CARGO_PKG_VERSION");

/// Mara sets the oldest program that may write, as any setting is set: by hand, with git.
fn asks_for(desk: &TestDesk, version: &str) {
    let with = format!("[policy]\nmin_version = \"{version}\"\n");
    desk.person("mara").opens("newsroom.toml").changes("[policy]\n", &with).commits();
}

/// The story `storm` with a live post `x` and a draft `y`, at a desk that asks for version 99.1.
fn ahead() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.live("x", "A mast fell", "It fell at nine.");
    desk.post("y", "The quay is wet", "A foot of water.");
    asks_for(&desk, "99.1");
    desk
}

#[test]
fn an_older_program_reads_and_writes_nothing() {
    let desk = ahead();
    let line = desk.read("newsroom.toml").lines().position(|line| line.contains("99.1")).unwrap();
    let told = format!(
        "this desk asks for newsroom 99.1 or newer (newsroom.toml, line {}); this is {HERE}",
        line + 1
    );
    for read in ["list", "show x", "status", "log x", "check", "build --out site", "diff y"] {
        desk.as_("ed").type_(read).ok().says(&told);
    }
    let before = desk.fingerprint();
    for (who, act) in [
        ("ana", "add --headline H"),
        ("ana", "edit y --headline H"),
        ("ana", "submit y"),
        ("ana", "comment y -m 'Is it?'"),
        ("ana", "verify-flag y --quote foot --status unverified --caveat 'Not known.'"),
        ("ed", "approve y"),
        ("ed", "publish y --approve"),
        ("ed", "pin x"),
        ("ed", "story close storm"),
        ("mara", "contributor add zoe --name 'Zoe Ash' --email zoe@courier.example --role editor"),
    ] {
        desk.as_("ed").type_("diff y").ok();
        let ran = desk.as_(who).type_(act);
        ran.system().says(&told).says("nothing was written").says("upgrade newsroom");
        assert_eq!(desk.fingerprint(), before, "{act}");
    }
    // It is a setting like others: an admin takes it back by hand.
    desk.person("mara").opens("newsroom.toml").changes("min_version = \"99.1\"\n", "").commits();
    desk.as_("ana").type_("submit y").ok().says_not("asks for");
}

#[test]
fn a_desk_that_asks_for_this_version_or_an_older_one_is_written() {
    for asked in [HERE, "0.0.1"] {
        let desk = TestDesk::with_story();
        asks_for(&desk, asked);
        desk.as_("ana").type_("add --headline H").ok().says_not("asks for");
    }
    let desk = TestDesk::with_story();
    desk.change("newsroom.toml", "[policy]", "[policy]\nmin_version = \">=0.3\"");
    desk.as_("mara").type_("check").refused().says("a version (0.3 or 0.3.1)");
}

#[test]
fn takedowns_do_not_wait_for_an_upgrade_and_are_lawful() {
    let desk = ahead();
    desk.as_("ed").type_("stop y -m 'A lawyer has to see it.'").ok();
    desk.as_("ed").type_("pull x --tell-readers 'We are checking it.'").ok();
    assert_eq!(desk.stands("x").1, "pulled");
    let audit = desk.as_("ed").type_("audit");
    audit.ok().says("lawful").says(&format!("99.1 or newer, and this is {HERE}"));
    let json = desk.as_("ed").type_("audit --json").ok().json();
    assert_eq!(json["asks_for"], "99.1");
    desk.as_("ed").type_("restore x --tell-readers 'It holds.'").system().says("99.1");
    desk.as_("mara").type_("clear y -m 'Seen.'").system().says("99.1");
}

#[test]
fn a_field_of_a_newer_one_is_told_as_one_and_the_post_stays_as_it_is() {
    let desk = ahead();
    let path = desk.path("y");
    let text = desk.read(&path).replace("created =", "mood = \"calm\"\ncreated =");
    desk.person("ana").writes(&path, &text);
    let settings = desk.read("newsroom.toml").replace("[policy]", "[policy]\ncurfew = \"22:00\"");
    desk.person("mara").writes("newsroom.toml", &settings);
    let before = desk.fingerprint();
    desk.as_("ed")
        .type_(&format!("show {path}"))
        .ok()
        .says("`mood` was written by a newer newsroom");
    desk.as_("ed")
        .type_("check")
        .refused()
        .says("`mood` was written by a newer newsroom")
        .says_not("curfew");
    let publish = desk.as_("ed").type_(&format!("publish {path} --approve"));
    publish.usage().says("`mood` was written by a newer newsroom");
    desk.as_("ed").type_("pull x --tell-readers 'We are checking it.'").ok();
    assert_eq!(desk.filed(&path), text);
    assert_ne!(desk.fingerprint(), before, "the record has a line more");
    // Where the desk does not ask for a newer one, it is a mistake as any other.
    let plain = TestDesk::with_story();
    plain.post("y", "The quay is wet", "A foot of water.");
    plain.change(&plain.path("y"), "created =", "mood = \"calm\"\ncreated =");
    plain
        .as_("ed")
        .type_("check")
        .refused()
        .says("unknown field `mood`")
        .says("or it was written by a newer newsroom");
}

#[test]
fn settings_in_a_later_format_are_never_misread() {
    let desk = TestDesk::with_story();
    desk.live("x", "A mast fell", "It fell at nine.");
    let settings = desk.read("newsroom.toml");
    let later = settings.replacen("[newsroom]", "format = 2\n\n[newsroom]", 1);
    desk.person("mara").writes("newsroom.toml", &later);
    let told = "written in format 2; this newsroom knows 1";
    desk.as_("ed").type_("list").ok().says(told);
    desk.as_("ed").type_("audit").refused().says(told);
    desk.as_("ed").type_("check").refused().says(told);
    let before = desk.fingerprint();
    for act in ["pull x --tell-readers 'We are checking it.'", "comment x -m 'So.'", "pin x"] {
        desk.as_("ed").type_(act).system().says(told).says("nothing was written");
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_server_takes_no_desk_that_asks_for_a_newer_program_than_its_own() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    desk.as_("mara").in_(&shared).type_("hooks install --server").ok();
    let tip = || git_in(&shared, ["rev-parse", "main"]);
    let before = tip();
    asks_for(&desk, "99.1");
    let sync = desk.as_("mara").type_("sync");
    sync.refused().says(&format!("this server's newsroom is {HERE}")).says("99.1 or newer");
    assert_eq!(tip(), before);
}

/// A post `y`, the shared desk, and another clone of it in which the desk went on to another version;
/// before that, somebody did that there.
fn gone_on(before: &str) -> (TestDesk, PathBuf) {
    let desk = TestDesk::with_story();
    desk.post("y", "The quay is wet", "A foot of water.");
    let shared = desk.with_remote();
    let other = desk.outside().join("other");
    desk.as_("mara").type_(&format!("clone {} {}", shared.display(), other.display())).ok();
    desk.as_("ana").in_(&other).type_(before).ok();
    let settings = std::fs::read_to_string(other.join("newsroom.toml")).unwrap();
    let newer = settings.replace("[policy]", "[policy]\nmin_version = \"99.1\"");
    std::fs::write(other.join("newsroom.toml"), newer).unwrap();
    let mara = "Mara Dov <mara@courier.example>";
    git_in(&other, ["commit", "-qam", "settings: a newer program", "--author", mara]);
    git_in(&other, ["push", "-q", "origin", "main"]);
    (desk, shared)
}

#[test]
fn what_an_older_program_did_is_sent_and_put_together_where_no_file_is_both_sides() {
    let (desk, shared) = gone_on("list");
    desk.as_("ed").type_("stop y -m 'A lawyer has to see it.' --no-send").ok();
    desk.as_("ed").type_("sync").ok();
    desk.as_("ed").type_("audit").ok().says("lawful");
    let git = |arguments: &[&str]| String::from_utf8(git_in(&shared, arguments)).unwrap();
    assert!(git(&["show", "main:newsroom.toml"]).contains("99.1"));
    assert!(git(&["log", "--format=%s", "main"]).contains("stop"));
}

#[test]
fn an_older_program_puts_no_file_together_that_two_people_changed() {
    let (desk, shared) = gone_on("edit y --headline 'The quay is dry' --no-send");
    desk.as_("ed").type_("stop y -m 'A lawyer has to see it.' --no-send").ok();
    let (here, there) = (desk.git(["rev-parse", "HEAD"]), git_in(&shared, ["rev-parse", "main"]));
    let sync = desk.as_("ed").type_("sync");
    sync.refused().says(&desk.path("y")).says("asks for newsroom 99.1 or newer");
    assert_eq!(git_in(&shared, ["rev-parse", "main"]), there);
    assert_eq!(desk.git(["rev-parse", "HEAD"]), here);
    assert_eq!(desk.show("y")["stopped"], true);
}

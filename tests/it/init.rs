//! `init`, `-C`, and what happens where there is no desk.

use crate::desk::{DAY, TestDesk};

#[test]
fn init_makes_the_repository_the_settings_and_the_record() {
    let desk = TestDesk::bare();
    let ran = desk.as_("mara").at("19:00").type_("init --name 'The Selan Courier' --timezone Europe/Kyiv --language uk --url https://courier.example --json");
    let json = ran.ok().json();
    assert_eq!(json["admin"], "mara-dov");
    let settings = desk.read("newsroom.toml");
    assert_eq!(settings, desk.filed("newsroom.toml"));
    for key in [
        "approvals = 1",
        "four_eyes = \"other\"",
        "alone = ",
        "open_claims = \"caveat\"",
        "anonymous_reason = \"required\"",
        "signatures = \"off\"",
        "max_media_bytes = ",
    ] {
        assert!(settings.contains(key), "{key} in\n{settings}");
    }
    assert!(settings.starts_with("#:schema schema/newsroom.schema.json\n\n"), "{settings}");
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    assert_eq!(desk.git(["rev-list", "--count", "HEAD"]).trim(), "1");
    assert_eq!(desk.git(["rev-list", "--count", "published"]).trim(), "1");
    assert_eq!(json["commit"].as_str(), Some(desk.git(["rev-parse", "HEAD"]).trim()));
}

#[test]
fn init_gives_git_both_its_dates_from_the_clock_that_is_set() {
    let desk = TestDesk::bare();
    desk.as_("mara").at("19:00").type_("init --name X").ok();
    let dates = desk.git(["log", "-1", "--format=%aI %cI"]);
    assert_eq!(dates.trim(), format!("{DAY}T19:00:00+02:00 {DAY}T19:00:00+02:00"));
}

#[test]
fn init_makes_a_folder_that_is_named() {
    let desk = TestDesk::bare();
    desk.as_("mara").type_("init deep/courier --name X").ok();
    assert!(desk.has("deep/courier/newsroom.toml"));
}

#[test]
fn init_leaves_files_that_are_there_alone() {
    let desk = TestDesk::bare();
    desk.git(["init", "--quiet"]);
    desk.write("notes.txt", "mine\n");
    desk.write("staged.txt", "staged\n");
    desk.git(["add", "staged.txt"]);
    desk.as_("mara").type_("init --name X").ok();
    assert_eq!(desk.read("notes.txt"), "mine\n");
    assert_eq!(desk.git(["status", "--porcelain"]), "A  staged.txt\n?? notes.txt\n");
}

#[test]
fn init_overwrites_no_settings_that_somebody_wrote() {
    let desk = TestDesk::bare();
    desk.write("newsroom.toml", "# mine\n");
    desk.as_("mara").type_("init --name X").usage().says("is a desk already");
    assert_eq!(desk.read("newsroom.toml"), "# mine\n");
}

#[test]
fn init_twice_is_told_that_there_is_a_desk() {
    let desk = TestDesk::new();
    let before = desk.fingerprint();
    desk.as_("mara").type_("init --name X").usage().says("hint: newsroom status");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_time_zone_that_is_none_makes_no_desk() {
    let desk = TestDesk::bare();
    desk.as_("mara").type_("init --name X --timezone Kyiv").usage().says("Kyiv");
    assert!(!desk.has("newsroom.toml"));
}

#[test]
fn without_a_name_in_git_init_says_how_to_set_one() {
    let desk = TestDesk::bare();
    let ran = desk
        .as_("mara")
        .env("GIT_AUTHOR_NAME", "")
        .env("GIT_AUTHOR_EMAIL", "")
        .env("GIT_COMMITTER_NAME", "")
        .env("GIT_COMMITTER_EMAIL", "")
        .type_("init --name X");
    ran.usage().says("git config --global user.email");
    assert!(!desk.has("newsroom.toml"));
}

#[test]
fn dry_run_makes_no_desk() {
    let desk = TestDesk::bare();
    desk.as_("mara").type_("init --name X -n").ok();
    assert!(!desk.has("newsroom.toml") && !desk.has(".git"));
}

#[test]
fn the_desk_is_found_from_any_folder_below_it_and_by_c() {
    let desk = TestDesk::with_story();
    let below = desk.root().join("posts/2026/11/storm");
    desk.as_("ana").in_(&below).type_("list").ok().says("Storm night");
    let root = desk.root().to_str().unwrap().to_owned();
    let outside = desk.outside().to_owned();
    desk.as_("ana").in_(&outside).run(["-C", &root, "list"]).ok().says("Storm night");
    desk.as_("ana").in_(&outside).run(["list", "-C", "desk/posts"]).ok().says("Storm night");
}

#[test]
fn outside_any_desk_every_command_says_how_to_make_one() {
    let desk = TestDesk::bare();
    for line in ["list", "add --headline X", "status", "check", "publish x", "build"] {
        desk.as_("ana").type_(line).usage().says("hint: newsroom init");
    }
}

#[test]
fn a_repository_without_settings_is_no_desk() {
    let desk = TestDesk::bare();
    desk.git(["init", "--quiet"]);
    desk.as_("ana").type_("list").usage().says("hint: newsroom init");
}

#[test]
fn a_clock_that_is_none_is_told() {
    let desk = TestDesk::new();
    desk.as_("ana").at("yesterdayT").type_("list").usage().says("NEWSROOM_NOW");
}

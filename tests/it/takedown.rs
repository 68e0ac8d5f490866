//! `pull` and `restore`: down at once while it is checked, and back as it was.

use crate::desk::{TestDesk, site};

#[test]
fn a_reporter_pulls_the_own_post_and_an_editor_puts_it_back_as_it_was() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "CANARY-WORDS.");
    let words = desk.published(&path);
    let before = desk.fingerprint();
    desk.as_("lev").type_("pull x --tell-readers 'We are checking.'").usage();
    desk.as_("ana").type_("pull x").usage().says("--tell-readers");
    desk.as_("ana").type_("pull x --tell-readers ' '").usage();
    desk.as_("ana").type_("pull x --tell-readers 'We are checking.' -n").ok();
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ana")
        .type_("pull x --tell-readers 'We are checking.'")
        .ok()
        .says("once an editor says so: \"We are checking.\"");
    assert_eq!(desk.stands("x").1, "pulled");
    assert!(!desk.tree("published").contains(&path), "pulled words are not in the tree");
    desk.as_("ana").type_("pull x --tell-readers T").refused().says("it is pulled");
    desk.as_("ed").type_("pull x --tell-readers T").ok().says("Readers will see: \"T\"");
    desk.as_("ed").type_("pull x --tell-readers T").refused().says("it is pulled");
    desk.as_("ana").type_("restore x --tell-readers T").usage();
    desk.as_("ed").type_("restore x --tell-readers 'It was right.'").ok();
    assert_eq!(desk.stands("x"), ("as_published".into(), "live".into()));
    assert_eq!(desk.published(&path), words, "byte for byte");
    desk.as_("ed").type_("restore x --tell-readers T").refused();
}

#[test]
fn neither_looks_at_what_the_desk_is_writing() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "Words.");
    desk.as_("ana").type_("edit x --headline 'Another headline'").ok();
    desk.change(&path, "Words.", "Saved and not filed.");
    let saved = desk.read(&path);
    desk.as_("ed").type_("pull x --tell-readers 'We are checking.'").ok();
    desk.as_("ed").type_("restore x --tell-readers 'It was right.'").ok();
    assert_eq!(desk.read(&path), saved);
    assert!(desk.published(&path).contains("headline = \"X\""));
    assert_eq!(desk.stands("x").1, "live");
}

#[test]
fn pulled_media_leave_the_tree_and_come_back() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    desk.as_("ana")
        .type_("add --slug x --headline X --image a.png --alt A --media-credit V --submit")
        .ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let media = |desk: &TestDesk| {
        desk.tree("published").into_iter().filter(|p| p.ends_with(".png")).collect::<Vec<_>>()
    };
    let there = media(&desk);
    assert_eq!(there.len(), 1);
    desk.as_("ed").type_("pull x --tell-readers T").ok();
    assert_eq!(media(&desk), Vec::<String>::new());
    desk.as_("ed").type_("restore x --tell-readers T").ok();
    assert_eq!(media(&desk), there);
}

#[test]
fn a_pulled_post_that_is_stopped_is_not_restored() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    desk.as_("ed").type_("pull x --tell-readers T").ok();
    desk.as_("ed").type_("stop x -m 'counsel reads it'").ok();
    desk.as_("ed").type_("restore x --tell-readers T").refused().says("stopped by ed-lind");
    desk.as_("mara").type_("clear x -m y").ok();
    desk.as_("ed").type_("restore x --tell-readers T").ok();
}

#[test]
fn a_pulled_post_comes_back_with_a_correction_too_and_nothing_small_is_done_to_it_alone() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "About 300 men.");
    desk.as_("ed").type_("pull x --tell-readers T").ok();
    desk.as_("ed").type_("edit x --key-event").ok();
    desk.as_("ed").type_("publish x").refused().says("it is pulled").says("newsroom restore");
    desk.as_("ana")
        .type_("correct x --tell-readers 'It was 200.' --replace '300=>200' --submit")
        .ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    assert!(desk.published(&path).contains("200 men"));
    assert_eq!(desk.stands("x").1, "live");
}

#[test]
fn the_page_shows_the_notice_in_its_place() {
    let desk = TestDesk::with_story();
    desk.live("x", "Ship on the rocks", "CANARY-WORDS.");
    desk.as_("ed").type_("pull x --tell-readers 'We are checking this.'").ok();
    desk.as_("ed").type_("build --out ../site").ok();
    let page = std::fs::read_to_string(desk.outside().join("site/storm/index.html")).unwrap();
    assert!(page.contains("We are checking this.") && !page.contains("CANARY-WORDS"));
}

#[test]
fn what_a_reporter_says_of_a_pull_waits_for_an_editor() {
    let desk = TestDesk::with_story();
    desk.live("x", "Ship on the rocks", "Words.");
    desk.as_("ana").type_("pull x --tell-readers 'CANARY, says Ana.'").ok();
    let shows = |words: &str| {
        site(&desk).values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
    };
    assert!(!shows("CANARY") && shows("Taken down while it is checked"));
    desk.as_("ed").type_("log x").ok().says("a reporter alone").says("CANARY, says Ana.");
    desk.as_("ed").type_("status").ok().says("Second reads owed");
    desk.as_("ed").type_("pull x --tell-readers 'An editor stands behind this.'").ok();
    assert!(!shows("CANARY") && shows("An editor stands behind this."));
    desk.as_("mara").type_("status").ok().says("Second reads owed");
    desk.as_("ed").type_("second x").refused().says("somebody else");
    desk.as_("mara").type_("second x").ok();
    desk.as_("mara").type_("status").ok().says_not("Second reads owed");
    desk.as_("ed").type_("restore x --tell-readers 'It was right.'").ok();
    desk.as_("mara").type_("status").ok().says("Second reads owed");
    desk.as_("mara").type_("second x").ok();
    desk.as_("ed").type_("status").ok().says_not("Second reads owed");
    desk.as_("ed").type_("audit --full").ok();
}

#[test]
fn what_one_person_alone_tells_readers_is_short() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "About 300 men.");
    let before = desk.fingerprint();
    for text in ["long ".repeat(101), "two\n\nparagraphs".to_owned()] {
        let pull = ["pull", "x", "--tell-readers", text.as_str()];
        desk.as_("ed").run(pull).usage().says("one person alone tells readers");
    }
    assert_eq!(desk.fingerprint(), before);
    let long = "long ".repeat(101);
    let flag =
        ["verify-flag", "x", "--quote", "300 men", "--status", "unverified", "--caveat", &long];
    desk.as_("ed").run(flag.iter().chain(&["--publish"])).usage().says("500 letters at the most");
    desk.as_("ed").run(["pull", "x", "--tell-readers", &"o".repeat(500)]).ok();
}

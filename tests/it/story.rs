//! `story`: pages of live coverage.

use crate::desk::{People, TestDesk};

#[test]
fn a_story_is_opened_with_points_media_and_place() {
    let desk = TestDesk::new();
    let ran = desk.as_("ana").at("20:00").type_("story open storm --title 'Storm night' --place Selan --timezone Europe/Paris --date 2026-11-06 --tag storm --point 'Power is out' --video https://v.example/a.mp4 --duration 01:48 --title 'Waves' --alt 'Waves.' --media-credit 'Vera' --json");
    assert_eq!(ran.ok().path(), "posts/2026/11/storm/story.toml");
    let text = desk.read("posts/2026/11/storm/story.toml");
    for line in [
        "title = \"Storm night\"",
        "place = \"Selan\"",
        "timezone = \"Europe/Paris\"",
        "text = \"Power is out\"",
        "title = \"Waves\"",
        "duration = \"01:48\"",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(text.starts_with("#:schema ../../../../schema/story.schema.json\n\nid = "), "{text}");
}

#[test]
fn points_are_added_changed_and_taken_out() {
    let desk = TestDesk::with_story();
    desk.post("one", "One", "Words.");
    desk.as_("ana").type_("story edit storm --point 'First' --point 'Second::one'").ok();
    let id = desk.show("one")["id"].as_str().unwrap().to_owned();
    assert!(desk.read("posts/2026/11/storm/story.toml").contains(&format!("posts = [\"{id}\"]")));
    desk.as_("ana").type_("story edit storm --point '1=The first' --remove-point 2").ok();
    let text = desk.read("posts/2026/11/storm/story.toml");
    assert!(text.contains("\"The first\"") && !text.contains("Second"), "{text}");
    desk.as_("ana").type_("story edit storm --remove-point 7").usage().says("no point 7");
}

#[test]
fn closing_is_an_editors_and_lists_what_is_open() {
    let desk = TestDesk::with_story();
    desk.post("one", "Something unfinished", "About 300 men.");
    desk.as_("ana")
        .type_(
            "verify-flag one --quote 'About 300 men' --status unverified --caveat 'Nobody knows.'",
        )
        .ok();
    let before = desk.fingerprint();
    desk.as_("ana").type_("story close storm").usage();
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ed")
        .type_("story close storm")
        .ok()
        .says("Something unfinished")
        .says("About 300 men");
    assert!(desk.published("posts/2026/11/storm/story.toml").contains("coverage = \"closed\""));
    desk.as_("ana").type_("add --headline X").usage().says("no story is open");
    desk.as_("ed").type_("story reopen storm").ok();
    desk.as_("ana").type_("add --headline X").ok();
}

#[test]
fn two_stories_of_one_name_in_a_month_are_refused() {
    let desk = TestDesk::with_story();
    let before = desk.fingerprint();
    desk.as_("ana").type_("story open storm --title Again").usage();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_name_that_is_no_slug_gets_one_as_a_suggestion() {
    let desk = TestDesk::new();
    desk.as_("ana")
        .type_("story open 'Storm Night' --title X")
        .usage()
        .says("newsroom story open storm-night");
}

#[test]
fn stories_are_listed() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("story open second --title 'Another night'").ok();
    let ran = desk.as_("ana").type_("story list");
    ran.ok().says("Storm night").says("Another night");
    let json = desk.as_("ana").type_("story list --json").ok().json();
    assert_eq!(json["documents"].as_array().unwrap().len(), 2);
}

#[test]
fn a_story_has_its_own_zone_in_which_times_are_taken() {
    let desk = TestDesk::new();
    desk.as_("ana").type_("story open paris --title Paris --timezone Europe/Paris").ok();
    let ran = desk
        .as_("ana")
        .at("20:00")
        .type_("add --story paris --headline X --publish-at '2026-11-08 06:00'");
    ran.ok().says("06:00 Paris");
    let path = desk.as_("ana").type_("show last --json").ok().path();
    assert!(
        desk.read(&path).contains("publish_at = 2026-11-08T06:00:00+01:00"),
        "{}",
        desk.read(&path)
    );
}

#[test]
fn words_that_people_type_first_open_a_story_and_add_a_person() {
    let desk = TestDesk::new();
    for (n, word) in ["new", "create", "add"].iter().enumerate() {
        desk.as_("ana").type_(&format!("story {word} s{n} --title 'Story {n}'")).ok();
    }
    desk.as_("ana").type_("story ls").ok().says("Story 0").says("Story 2");
    desk.as_("mara")
        .type_("contributor new iva --name 'Iva Sand' --email iva@courier.example --role reporter")
        .ok();
    desk.as_("mara").type_("contributor ls").ok().says("Iva Sand");
}

#[test]
fn an_hour_to_be_held_until_may_be_said_as_people_say_it_and_is_told_as_what_it_does() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.tries("add --headline X --body Y --publish-at '06:00 GMT' --slug x")
        .ok()
        .says("not before 08:00 Kyiv");
    ana.tries("edit x --publish-at 'yesterday noon'")
        .ok()
        .says("not before Fri 6 Nov 12:00 Kyiv: that has passed and holds nothing back");
    ana.tries("edit x --publish-at 2h").usage().says("in 2h").says("2h ago");
    ana.tries("edit x --publish-at 'tomorrow midnight'").usage().says("00:00").says("23:59");
    ana.tries("edit x --publish-at 'tomorrow noon'").ok().says("12:00 Kyiv, in 15 h\n");
    ana.tries("list --since 2h").ok().says("x");
    desk.live("y", "Y", "Words.");
    ed.tries("edit y --publish-at noon").ok().says("readers have these words already");
    ed.tries("edit y --replace 'Words=>Other words'").ok().says("not before 12:00 Kyiv, in 15 h\n");
    ed.tries("edit y --publish-at now").ok().says_not("not before");
}

#[test]
fn a_points_words_behind_text_name_no_post() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    ana.files("hospital", "The hospital is full");
    ana.does("story edit storm --point 'text:Beds are short::hospital' --point 'Beds are short::hospital'");
    let points = desk.show("storm")["document"]["summary"].as_array().unwrap().clone();
    let of = |at: usize| {
        (points[at]["text"].as_str().unwrap(), points[at]["posts"].as_array().map_or(0, Vec::len))
    };
    assert_eq!(of(0), ("Beds are short::hospital", 0));
    assert_eq!(of(1), ("Beds are short", 1));
}

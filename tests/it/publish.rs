//! `publish`: several at once, what is due, earlier words again.

use crate::desk::{People, TestDesk};

#[test]
fn publishing_says_it_is_on_the_record_and_json_has_the_standing() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.as_("ed").type_("approve x").ok();
    let json = desk.as_("ed").type_("publish x --json").ok().json();
    assert_eq!(
        (json["state"].as_str(), json["public"].as_str(), json["release"].as_u64()),
        (Some("as_published"), Some("live"), Some(1))
    );
    assert_eq!((json["sent"].is_null(), json["stopped"].as_bool()), (true, Some(false)));
    assert_eq!(json["digest"], desk.show("x")["digest"]);
    desk.as_("ana").type_("edit x --headline Y --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed")
        .type_("publish x --approve")
        .ok()
        .says("release 2, update")
        .says("on the record");
}

#[test]
fn several_are_published_all_or_nothing() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.post("y", "Y", "Other words.");
    desk.as_("ed").type_("approve x").ok();
    let before = desk.fingerprint();
    desk.as_("ed")
        .type_("publish x y")
        .refused()
        .says("1 of 2 are not ready; nothing was done")
        .says("“Y”");
    assert_eq!(desk.fingerprint(), before);
    let json = desk.as_("ed").type_("publish x y --approve --json").ok().json();
    assert_eq!(json["documents"].as_array().unwrap().len(), 2);
    assert!(json.get("id").is_none());
    assert_eq!(
        desk.git(["rev-list", "--count", "published"]).trim(),
        "4",
        "root, story, two posts"
    );
}

#[test]
fn a_post_waits_for_its_story_or_takes_it_along() {
    let desk = TestDesk::new();
    desk.as_("ana").type_("story open storm --title 'Storm night'").ok();
    desk.post("x", "X", "Words.");
    desk.as_("ed")
        .type_("publish x --approve")
        .refused()
        .says("newsroom publish")
        .says("--with-story");
    desk.as_("ed").type_("publish x --approve --with-story").ok();
    assert_eq!(desk.stands("storm").1, "live");
    let order = desk.git(["log", "--format=%s", "published"]);
    assert_eq!(order.lines().take(2).collect::<Vec<_>>(), ["first: X", "first: Storm night"]);
}

#[test]
fn with_story_is_no_reason_where_the_story_is_as_published() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    let json = desk.as_("ed").type_("publish x --approve --with-story --json").ok().json();
    assert_eq!(json["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn due_releases_what_is_approved_and_whose_time_has_come_and_nothing_else() {
    let desk = TestDesk::with_story();
    for (slug, at) in [("early", "22:00"), ("late", "23:30")] {
        desk.as_("ana")
            .type_(&format!("add --slug {slug} --headline {slug} --publish-at {at} --submit"))
            .ok();
        desk.as_("ed").type_(&format!("approve {slug}")).ok();
    }
    desk.as_("ana").type_("add --slug draft --headline draft --publish-at 22:00").ok();
    desk.post("plain", "plain", "Words.");
    desk.as_("ed").type_("approve plain").ok();
    desk.as_("bot").at("21:59").type_("publish --due").ok().says("nothing is due");
    desk.as_("bot").at("22:01").type_("publish --due").ok().says("early");
    for (slug, public) in [
        ("early", "live"),
        ("late", "unpublished"),
        ("draft", "unpublished"),
        ("plain", "unpublished"),
    ] {
        assert_eq!(desk.stands(slug).1, public, "{slug}");
    }
    let json = desk.as_("bot").at("22:02").type_("publish --due --json").ok().json();
    assert_eq!(json["documents"].as_array().unwrap().len(), 0);
}

#[test]
fn a_publisher_releases_what_is_due_by_name_and_nothing_else() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --slug x --headline X --publish-at 22:00 --submit").ok();
    desk.as_("ed").type_("approve x").ok();
    desk.post("plain", "plain", "Words.");
    desk.as_("ed").type_("approve plain").ok();
    desk.as_("bot").at("22:01").type_("publish plain").usage().says("publisher");
    desk.as_("bot").at("22:01").type_("publish x").ok();
    desk.as_("bot").at("22:01").type_("publish x --approve").usage();
    desk.as_("bot").at("22:01").type_("edit x --headline Y").usage();
}

#[test]
fn due_tells_what_is_stopped_and_goes_on_with_the_rest() {
    let desk = TestDesk::with_story();
    for slug in ["a", "b"] {
        desk.as_("ana")
            .type_(&format!("add --slug {slug} --headline {slug} --publish-at 22:00 --submit"))
            .ok();
        desk.as_("ed").type_(&format!("approve {slug}")).ok();
    }
    desk.as_("ed").type_("stop a -m y").ok();
    desk.as_("bot").at("22:01").type_("publish --due").refused().says("stopped by ed-lind");
    assert_eq!((desk.stands("a").1.as_str(), desk.stands("b").1.as_str()), ("unpublished", "live"));
}

#[test]
fn an_hour_that_was_kept_is_no_hour_that_is_lost() {
    let desk = TestDesk::with_story();
    let (ana, ed) = (desk.person("ana"), desk.person("ed"));
    ana.at("21:00").does("add --slug a --headline A --body 'At nine.' --publish-at 22:00 --submit");
    ed.at("21:01").approves("a");
    ana.at("21:02").does("edit a --body 'At ten.' --submit");
    ed.at("21:03").approves("a");
    ed.at("22:00").does("publish --due");
    ana.at("22:10").does("edit a --body 'At eleven.'");
    for line in ["status --exit-code", "publish --due"] {
        ed.at("22:11").tries(line).ok().says_not("DUE");
    }
    ana.at("22:12").submits("a");
    for line in ["status --exit-code", "publish --due"] {
        ed.at("22:13").tries(line).ok().says_not("DUE");
    }
}

#[test]
fn what_its_hour_finds_waiting_is_late() {
    let desk = TestDesk::with_story();
    let (ana, ed) = (desk.person("ana"), desk.person("ed"));
    ana.at("21:00").does("add --slug a --headline A --body 'At nine.' --publish-at 22:00 --submit");
    ed.at("21:59").tries("status --exit-code").ok();
    ed.at("21:59").tries("publish --due").ok();
    ed.at("22:01").tries("status --exit-code").refused().says("was due 22:00");
    ed.at("22:01").tries("publish --due").refused();
}

#[test]
fn the_words_of_an_earlier_release_are_released_again() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "First words", "Words one.");
    let first = desk.show("x")["digest"].clone();
    desk.as_("ana").type_("edit x --headline 'Second words' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let released = desk.published(&path);
    desk.as_("ana").type_("publish x --restore 7").usage().says("no release 7");
    desk.as_("ed").type_("publish x --restore 1").ok().says("newsroom publish x --approve");
    assert_eq!(desk.published(&path), released, "not before it is approved");
    desk.as_("mara").type_("publish x --approve").ok();
    assert_eq!(desk.show("x")["digest"], first);
    assert!(desk.published(&path).contains("First words"));
    assert_eq!(desk.show("x")["release"], 3);
}

#[test]
fn publish_needs_a_name_and_one_kind() {
    let desk = TestDesk::with_story();
    desk.as_("ed").type_("publish").usage();
    desk.as_("ed")
        .type_("publish storm --kind nonsense")
        .usage()
        .says("[possible values: first, update, minor,");
    desk.as_("ed").type_("publish nothing-here").usage().says("nothing-here");
    desk.as_("ed").type_("publish storm --due").usage();
}

#[test]
fn dry_run_judges_and_releases_nothing() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    let before = desk.fingerprint();
    desk.as_("ed").type_("publish x --approve -n").ok();
    desk.as_("ed").type_("publish x -n").refused();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn releases_are_made_from_the_desks_branch_only() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.as_("ed").type_("approve x").ok();
    desk.git(["switch", "--quiet", "-c", "side"]);
    let before = desk.fingerprint();
    assert_ne!(desk.as_("ed").type_("publish x").says("branch").code, 0);
    assert_eq!(desk.fingerprint(), before);
    desk.git(["switch", "--quiet", "--detach"]);
    let before = desk.fingerprint();
    assert_ne!(desk.as_("ed").type_("publish x").says("branch").code, 0);
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn an_edit_of_what_waits_for_its_hour_says_that_it_loses_it_and_so_does_all_that_looks() {
    let desk = TestDesk::with_story();
    let People { ana, ed, bot, .. } = desk.people();
    ana.does(
        "add --slug x --headline X --body 'Forty people were hurt.' --publish-at 22:00 --submit",
    );
    ed.at("21:00").approves("x");
    ana.at("21:30")
        .tries("edit x --replace 'Forty=>Fifty'")
        .ok()
        .says("it was approved to go out then, and these words are not")
        .says("an editor has to approve them");
    for who in [&ana, &ed] {
        who.at("21:40")
            .tries("status")
            .ok()
            .says("is due 22:00")
            .says("its words are not approved");
    }
    ed.at("22:01").tries("status").ok().says("was due 22:00").says("its words are not approved");
    bot.at("22:01").tries("publish --due").refused().says("nobody has approved these words");
    let ran = bot.at("22:01").tries("publish --due --json");
    assert_eq!(ran.refused().json()["held_back"][0]["headline"], "X");
    ed.at("22:02").approves("x");
    bot.at("22:03").tries("publish --due").ok();
    assert_eq!(desk.stands("x").1, "live");
    assert!(
        ed.tries("status --json").ok().json()["lost_their_hour"].as_array().unwrap().is_empty()
    );
}

#[test]
fn a_doubt_on_what_waits_for_its_hour_says_so_too() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does(
        "add --slug x --headline X --body 'Forty people were hurt.' --publish-at 22:00 --submit",
    );
    ed.at("21:00").approves("x");
    ana.at("21:30")
        .tries("verify-flag x --quote 'Forty people' --status unverified --caveat C")
        .ok()
        .says("it was approved to go out then");
}

#[test]
fn what_was_held_back_and_what_was_let_out_stand_in_one_document() {
    let desk = TestDesk::with_story();
    let People { ana, ed, bot, .. } = desk.people();
    for slug in ["one", "two"] {
        ana.does(&format!(
            "add --slug {slug} --headline {slug} --publish-at '2026-11-07 20:30' --submit"
        ));
        ed.at("20:20").tries(&format!("approve {slug}")).ok();
    }
    desk.change(&desk.path("one"), "headline = \"one\"", "headline = \"other\"");
    let ran = bot.at("20:31").tries("publish --due --json");
    let json = ran.refused().json();
    assert_eq!(json["documents"].as_array().unwrap().len(), 1);
    assert_eq!(json["held_back"][0]["headline"], "one");
    assert!(
        json["held_back"][0]["why"].as_str().unwrap().contains("saved and not filed"),
        "{json}"
    );
    assert!(!json["held_back"][0]["hints"].as_array().unwrap().is_empty());
}

#[test]
fn who_approves_with_the_release_is_hinted_to_approve_the_story_as_well() {
    let desk = TestDesk::new();
    let People { ana, ed, .. } = desk.people();
    ana.does("story open storm --title Storm");
    ana.does("add --story storm --slug x --headline X --body Words. --submit");
    ed.looks_at("x");
    let ran = ed.tries("publish x --approve");
    ran.refused().says("not published yet");
    let hint =
        ran.hints().into_iter().find(|hint| hint.contains("--with-story")).unwrap().to_owned();
    ed.looks_at("storm");
    ed.tries(hint.trim_start_matches("newsroom ")).ok();
}

#[test]
fn words_marked_false_before_any_release_are_put_right_by_the_hint() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    ana.does("add --slug x --headline X --body 'Seven are hurt.'");
    ana.does("flag x --quote 'Seven are hurt' --status false");
    let ran = ana.tries("submit x");
    ran.ok().says("before that: newsroom edit ").says("--replace 'FALSE WORDS=>RIGHT WORDS'");
    ana.does("edit x --replace 'Seven are hurt=>Nobody is hurt'");
}

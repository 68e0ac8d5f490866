//! The kinds of release: what each means, held to it; what is done alone and the second read it owes.

use crate::desk::TestDesk;
use crate::review_flow::policy;

const BODY: &str =
    "Houses nearest the water will not be reconected before 6 p.m., Petra Linnow said.";

fn live() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "Power returns", BODY);
    (desk, path)
}

fn kind_of(desk: &TestDesk) -> String {
    let log = desk.as_("ed").type_("log x --json").ok().json();
    let last = log["events"]
        .as_array()
        .unwrap()
        .iter()
        .rfind(|event| event["what"] == "release")
        .cloned()
        .unwrap();
    last["release"]["kind"].as_str().unwrap().to_owned()
}

#[test]
fn a_typo_is_mended_alone_as_minor_and_a_second_read_is_owed_until_it_is_done() {
    let (desk, _) = live();
    desk.as_("ed").type_("edit x --replace reconected=>reconnected").ok();
    let ran = desk.as_("ed").type_("publish x --kind minor");
    ran.ok().says("release 2, minor").says("second read");
    assert_eq!(kind_of(&desk), "minor");
    desk.as_("mara").type_("status").ok().says("Second reads owed");
    desk.as_("ed").type_("second x").refused().says("somebody else's");
    desk.as_("ana").type_("second x").usage();
    desk.as_("mara").type_("second x -m 'read it'").ok();
    desk.as_("mara").type_("status").ok().says_not("Second reads owed");
    desk.as_("mara").type_("second x").refused().says("no second read is owed");
}

#[test]
fn minor_changes_no_number_no_name_no_negation_and_few_words() {
    for (change, because) in [
        ("6 p.m.=>7 p.m.", "number"),
        ("Petra Linnow=>Petra Linnov", "name"),
        (" not be=> be", "negat"),
        (
            "Houses nearest the water=>Most of the flats of the whole lower old town and the harbour",
            "word",
        ),
    ] {
        let (desk, _) = live();
        desk.as_("ed").run(["edit", "x", "--replace", change]).ok();
        let before = desk.fingerprint();
        let ran = desk.as_("ed").type_("publish x --kind minor");
        ran.refused().says("this is no minor release").says(because);
        assert_eq!(desk.fingerprint(), before, "{change}");
    }
}

#[test]
fn minor_may_touch_alt_tags_links_and_white_space() {
    let (desk, _) = live();
    desk.as_("ed")
        .type_(
            "edit x --tag energy --link 'related:L:https://a.example/x' --replace 'said.=>said. '",
        )
        .ok();
    desk.as_("ed").type_("publish x --kind minor").ok();
}

#[test]
fn nobody_is_held_to_be_minor_unsaid() {
    let (desk, _) = live();
    desk.as_("ed").type_("edit x --replace reconected=>reconnected").ok();
    desk.as_("ed").type_("publish x").refused().says("nobody has approved these words");
}

#[test]
fn doubt_adds_or_strengthens_and_takes_nothing_away() {
    let (desk, _) = live();
    desk.as_("ed").type_("verify-flag x --quote 'before 6 p.m.' --status unverified --caveat 'Nobody could verify this.'").ok();
    desk.as_("ed").type_("publish x").ok().says("release 2, doubt");
    desk.as_("ed").type_("verify-flag x --claim 'before 6' --status verified").ok();
    desk.as_("ed").type_("publish x --kind doubt").refused().says("this is no doubt release");
    desk.as_("ed").type_("verify-flag x --claim 'before 6' --status disputed").ok();
    desk.as_("ed").type_("publish x --kind doubt").ok();
    desk.as_("ed").type_("edit x --replace 'Houses=>Homes'").ok();
    desk.as_("ed").type_("publish x --kind doubt").refused().says("no doubt release");
}

#[test]
fn only_kinds_that_the_desk_lists_are_done_alone() {
    let (desk, _) = live();
    policy(&desk, "alone = [\"minor\", \"doubt\", \"byline\", \"layout\"]", "alone = [\"doubt\"]");
    desk.as_("ed").type_("edit x --replace reconected=>reconnected").ok();
    desk.as_("ed")
        .type_("publish x --kind minor")
        .refused()
        .says("lets nobody release a minor alone");
    desk.as_("ed").type_("credit x lev-marin").refused().says("byline alone");
    desk.as_("mara").type_("publish x --kind minor --approve").ok().says_not("second read");
}

#[test]
fn the_kind_is_inferred_from_what_changed() {
    let (desk, _) = live();
    assert_eq!(kind_of(&desk), "first");
    desk.as_("ed").type_("edit x --key-event").ok();
    desk.as_("ed").type_("publish x").ok();
    assert_eq!(kind_of(&desk), "layout");
    desk.as_("ed").type_("edit x --credit lev-marin").ok();
    desk.as_("ed").type_("publish x").ok();
    assert_eq!(kind_of(&desk), "byline");
    desk.as_("ana").type_("edit x --headline 'Power is back' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed")
        .type_("publish x --approve --what 'The last street has power'")
        .ok()
        .says("Readers see: \"The last street has power\"");
    assert_eq!(kind_of(&desk), "update");
    for (kind, note) in [("clarification", "It misled."), ("correction", "It was wrong.")] {
        desk.as_("ana")
            .run([
                "correct",
                "x",
                "--kind",
                kind,
                "--tell-readers",
                note,
                "--headline",
                note,
                "--submit",
            ])
            .ok()
            .says(&format!("Readers will see, once it is published: \"{note}\""));
        desk.as_("ed").type_("diff x").ok();
        desk.as_("ed").type_("publish x --approve").ok().says(&format!("Readers see: \"{note}\""));
        assert_eq!(kind_of(&desk), kind);
    }
    desk.as_("ana").type_("retract x --tell-readers 'None of it was so.' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    assert_eq!(kind_of(&desk), "retraction");
}

#[test]
fn what_is_said_must_not_be_gentler_than_what_changed() {
    let (desk, _) = live();
    desk.as_("ana")
        .type_("correct x --tell-readers 'It was 7 p.m.' --replace '6 p.m.=>7 p.m.' --submit")
        .ok();
    for kind in ["update", "minor", "doubt", "byline", "layout", "clarification"] {
        desk.as_("mara")
            .run(["publish", "x", "--approve", "--kind", kind])
            .refused()
            .says("--kind correction");
    }
    desk.as_("mara").type_("publish x --approve --kind correction").ok();
    desk.as_("ana").type_("edit x --headline Y --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed")
        .type_("publish x --approve --kind correction")
        .refused()
        .says("readers must be told what was wrong");
    desk.as_("ed").type_("publish x --approve --kind first").refused();
    desk.as_("ed").type_("publish x --approve --kind pull").usage();
}

#[test]
fn an_update_that_leaves_false_words_up_is_refused_with_the_verb() {
    let (desk, _) = live();
    desk.as_("ed").type_("verify-flag x --quote 'before 6 p.m.' --status false --caveat 'It was earlier.' --publish").ok();
    desk.as_("ana").type_("edit x --headline 'Power is back' --submit").ok();
    desk.as_("mara")
        .type_("publish x --approve")
        .refused()
        .says("is marked false and still stands in it")
        .says("newsroom correct");
}

#[test]
fn a_later_approved_release_pays_the_second_read() {
    let (desk, _) = live();
    desk.as_("ed").type_("edit x --key-event").ok();
    desk.as_("ed").type_("publish x").ok();
    desk.as_("ana").type_("edit x --headline 'Power is back' --submit").ok();
    desk.as_("mara").type_("publish x --approve").ok();
    desk.as_("mara").type_("status").ok().says_not("Second reads owed");
}

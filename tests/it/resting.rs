//! Words turn out to be wrong: what rests on them, or repeats them, is named with its command, and
//! nobody forgets that readers still see it.

use serde_json::Value;

use crate::desk::{People, Ran, TestDesk};

/// Readers see a number, a second post that repeats it, and a point of the story that rests on it.
fn number_is_live() -> TestDesk {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("hurt", "The pier gave way", "The harbour office says that seven people were hurt.");
    desk.live("school", "The school is shut", "After seven people were hurt the town shut it.");
    let point = ["story", "edit", "storm", "--point", "Seven people were hurt::hurt"];
    ana.acts().run(point).ok();
    ana.submits("storm");
    ed.lets_out("storm");
    desk
}

/// What has to be looked at, by the last part of its path.
fn named(ran: &Ran) -> Vec<String> {
    let json = ran.ok().json();
    let all = json["resting"].as_array().expect("a list").clone();
    let name = |one: &Value| one["path"].as_str().expect("a path").to_owned();
    all.iter().map(|one| slug(&name(one))).collect()
}

fn slug(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').expect("a path");
    match file.rsplit_once('-') {
        Some((slug, _)) => slug.to_owned(),
        None => folder.rsplit('/').next().expect("a folder").to_owned(),
    }
}

#[test]
fn the_number_is_false_and_every_place_that_says_it_is_named_with_its_command() {
    let desk = number_is_live();
    let People { ana, lev, .. } = desk.people();
    let flag = ["flag", "hurt", "--quote", "seven people were hurt", "--status", "false"];
    let ran = ana.at("21:30").acts().run(flag);
    ran.ok()
        .says("“The school is shut” (live 1) says “seven people were hurt”: newsroom correct ")
        .says("point 1 “Seven people were hurt” rests on it, says “Seven people were hurt”")
        .says("--point '1=NEW WORDS'");
    lev.at("21:31")
        .tries("status")
        .ok()
        .says("LIVE AND FALSE")
        .says("hurt\tlive")
        .says("school\tlive")
        .says("(marked false in ");
}

#[test]
fn words_with_marks_between_them_and_in_the_title_of_a_link_are_named_and_no_replacement_that_fails()
 {
    let desk = number_is_live();
    let People { ana, ed, .. } = desk.people();
    desk.live("marks", "Marks", "So [seven *people*](https://b.example/x) were hurt, it says.");
    desk.live("link", "Link", "Read on.");
    let link = "related:Seven people were hurt at the pier:https://b.example/x";
    ana.at("21:10").acts().run(["edit", "link", "--link", link, "--submit"]).ok();
    ed.at("21:11").lets_out("link");
    let flag = ["flag", "hurt", "--quote", "seven people were hurt", "--status", "false"];
    let told = ana.at("21:30").acts().run([&flag[..], &["--json"]].concat());
    let resting = told.ok().json()["resting"].as_array().expect("a list").clone();
    for (headline, words) in [("Marks", "seven people"), ("Link", "Seven people")] {
        let one = resting.iter().find(|one| one["headline"] == headline).expect("named");
        assert_eq!(one["ties"][0]["words"], format!("{words} were hurt"));
        let command = one["command"].as_str().expect("a command");
        assert!(command.starts_with("newsroom correct "), "{command}");
        assert!(!command.contains("--replace"), "{command}");
    }
    let json = ed.at("21:31").tries("status --json").ok().json();
    let rows = json["live_and_false"].as_array().expect("a list").clone();
    let mut slugs: Vec<_> =
        rows.iter().map(|row| slug(row["path"].as_str().expect("a path"))).collect();
    slugs.sort();
    assert_eq!(slugs, ["hurt", "link", "marks", "school", "storm"]);
}

#[test]
fn words_are_searched_for_as_readers_read_them() {
    let desk = TestDesk::with_story();
    let ana = desk.people().ana;
    let body = "So [seven *people*](https://b.example/quay) were&nbsp;hurt.";
    ana.acts().run(["add", "--body", body, "--headline", "Pier", "--story", "storm"]).ok();
    ana.tries("search \"people were hurt\"").ok().says("So seven [=people=] [=were=]");
    ana.tries("search b.example/quay").ok().says("link");
}

#[test]
fn a_drafted_correction_does_not_hide_that_readers_still_see_the_false_words() {
    let desk = number_is_live();
    let People { ana, ed, .. } = desk.people();
    let flag = ["flag", "hurt", "--quote", "seven people were hurt", "--status", "false"];
    ana.at("21:30").acts().run(flag).ok();
    let correct = [
        "correct",
        "hurt",
        "--replace",
        "seven people were=>nobody was",
        "--tell-readers",
        "Nobody.",
    ];
    ana.at("21:31").acts().run(correct).ok();
    let false_in = || -> Vec<String> {
        let json = ed.at("21:32").tries("status --json").ok().json();
        let rows = json["live_and_false"].as_array().expect("a list").clone();
        rows.iter().map(|row| slug(row["path"].as_str().expect("a path"))).collect()
    };
    assert_eq!(false_in(), ["hurt", "school", "storm"]);
    ed.at("21:33").tries("status --exit-code").refused();
    ed.at("21:34").lets_out("hurt");
    assert_eq!(false_in(), ["school", "storm"], "readers see other words there now");
}

#[test]
fn a_correction_names_what_repeats_the_words_that_went_when_it_is_drafted_and_when_it_is_out() {
    let desk = number_is_live();
    let People { ana, ed, .. } = desk.people();
    let correct = [
        "correct",
        "hurt",
        "--replace",
        "seven people=>nine people",
        "--tell-readers",
        "Nine.",
        "--submit",
        "--json",
    ];
    assert_eq!(named(&ana.at("21:30").acts().run(correct)), ["school", "storm"]);
    ed.looks_at("hurt");
    assert_eq!(named(&ed.at("21:40").tries("publish hurt --approve --json")), ["school", "storm"]);
}

#[test]
fn a_point_that_rests_on_what_was_retracted_stays_in_the_status_until_somebody_looked_at_it() {
    let desk = number_is_live();
    let People { ana, ed, lev, .. } = desk.people();
    let ran = ana.at("21:30").tries("retract hurt --tell-readers 'A hoax.' --submit");
    ran.ok().says("point 1 “Seven people were hurt” rests on it");
    ed.looks_at("hurt");
    let ran = ed.at("21:40").tries("publish hurt --approve");
    ran.ok().says("point 1 “Seven people were hurt” rests on it");
    lev.at("21:41")
        .tries("status")
        .ok()
        .says("TO BE LOOKED AT")
        .says("“The pier gave way”: retraction")
        .says("--point '1=NEW WORDS'");
    lev.at("21:41").tries("status --exit-code").refused();
    lev.at("21:42").does("comment storm -m 'hm'");
    lev.at("21:43").tries("status --exit-code").refused();
    ed.at("21:44").does("comment storm -m 'the hospital says seven as well'");
    lev.at("21:45").tries("status --exit-code").ok().says_not("TO BE LOOKED AT");
}

#[test]
fn what_is_corrected_in_its_turn_is_looked_at() {
    let desk = number_is_live();
    let People { ana, ed, .. } = desk.people();
    ed.at("21:30").does("pull hurt --tell-readers 'Being checked.'");
    ed.at("21:31").tries("status").ok().says("“The pier gave way”: pull");
    let point = [
        "correct",
        "storm",
        "--point",
        "1=Some people were hurt",
        "--tell-readers",
        "Not seven.",
        "--submit",
    ];
    ana.at("21:32").acts().run(point).ok();
    ed.at("21:33").tries("status").ok().says("TO BE LOOKED AT");
    ed.at("21:34").lets_out("storm");
    ed.at("21:35").tries("status").ok().says_not("TO BE LOOKED AT");
}

#[test]
fn what_is_put_back_was_not_wrong() {
    let desk = number_is_live();
    let ed = desk.people().ed;
    ed.at("21:30").does("pull hurt --tell-readers 'Being checked.'");
    ed.at("21:31").does("restore hurt --tell-readers 'It holds.'");
    ed.at("21:32").tries("status --exit-code").ok().says_not("TO BE LOOKED AT");
}

#[test]
fn a_translation_and_a_round_up_are_named_and_what_was_dropped_is_not() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("fire", "A fire at the mill", "It began at six.");
    desk.post("evening", "The evening", "All of it.");
    ana.edits("evening", "--rests-on fire");
    desk.post("feu", "Un incendie au moulin", "Le feu.");
    let id = desk.show("fire")["id"].as_str().expect("an id").to_owned();
    let path = desk.path("feu");
    let head = desk.read(&path).lines().next().expect("a line").to_owned();
    desk.change(
        &path,
        &head,
        &format!("{head}\ntranslation_of = {{ post = \"{id}\", release = 1 }}"),
    );
    ana.does("edit feu --tag fr");
    desk.post("gone", "Gone", "Nothing.");
    ana.edits("gone", "--rests-on fire");
    ed.does("spike gone -m 'no'");
    let ran = ed.at("21:30").tries("pull fire --tell-readers 'Being checked.'");
    ran.ok()
        .says("“The evening” (draft) rests on it: newsroom edit ")
        .says("“Un incendie au moulin” (draft) is its translation: newsroom edit ")
        .says_not("Gone");
}

#[test]
fn words_that_were_let_out_after_the_claim_turned_false_were_looked_at() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("hurt", "The pier gave way", "Seven people were hurt.");
    let flag = ["flag", "hurt", "--quote", "Seven people were hurt", "--status", "false"];
    ana.at("21:30").acts().run(flag).ok();
    ana.at("21:40").files("denial", "The office denies that seven people were hurt").submits();
    ed.at("21:45").lets_out("denial");
    let json = ed.at("21:46").tries("status --json").ok().json();
    assert_eq!(json["live_and_false"].as_array().expect("a list").len(), 1, "{json:#}");
}

#[test]
fn what_rests_on_false_words_stays_in_the_status_until_somebody_looked_at_it() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, .. } = desk.people();
    desk.live("dam", "The dam", "The dam broke at dawn.");
    desk.live("leaf", "The road", "The road is closed.");
    ana.does("edit leaf --rests-on dam");
    ed.lets_out("leaf");
    ana.at("21:30").does("flag dam --quote 'The dam broke at dawn' --status false");
    let status = |at: &str| lev.at(at).tries("status");
    status("21:31").ok().says("IT RESTS ON WHAT IS FALSE").says("“The road” (live 2) rests on it");
    ed.at("21:32").does("comment leaf -m 'The road is closed all the same.'");
    status("21:33").ok().says("LIVE AND FALSE").says_not("IT RESTS ON WHAT IS FALSE");
}

#[test]
fn the_command_has_the_words_as_they_are_spelt_there() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    desk.live("one", "One", "The hospital burned down.");
    desk.live("two", "Elsewhere THE Hospital burned down", "At noon.");
    let ran = ana.at("21:30").tries("flag one --quote 'The hospital burned down' --status false");
    ran.ok().says("--replace 'THE Hospital burned down=>NEW WORDS'");
    let two = desk.show("two")["id"].as_str().unwrap().to_owned();
    ana.at("21:31").does(&format!(
        "correct {two} --replace 'THE Hospital burned down=>The school burned down' --tell-readers 'It was the school.'"
    ));
}

//! `verify-flag` and `claims`: words that somebody still has to verify.

use crate::desk::{People, TestDesk};

const BODY: &str = "“About 300 men were lost — perhaps more,” she said.";

fn flagged() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "Ship lost", BODY);
    desk.as_("ana").at("21:00").type_("edit x --source 'named:the harbour master'").ok();
    desk.as_("ana").at("21:10").type_("flag x --quote 'About 300 men were lost - perhaps  more' --status unverified --caveat 'Nobody could verify this.' --source 'harbour master' --evidence https://e.example/1 -m 'CANARY-NOTE'").ok();
    (desk, path)
}

#[test]
fn a_claim_is_stored_with_the_words_as_found_whatever_dashes_and_spaces_were_typed() {
    let (desk, path) = flagged();
    let text = desk.read(&path);
    assert!(
        text.contains(
            "status = \"unverified\"\ncaveat = \"Nobody could verify this.\"\nsource = \"s-"
        ),
        "{text}"
    );
    assert!(text.contains("300 men were lost — perhaps more"), "{text}");
    assert!(text.contains("[[claims.checks]]\nat = 2026-11-07T21:10:00+02:00\nby = \"ana-petrova\"\nstatus = \"unverified\"\nevidence = \"https://e.example/1\"\nnote = \"CANARY-NOTE\""), "{text}");
}

#[test]
fn case_is_not_folded_only_spaces_quotes_and_dashes() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", BODY);
    let before = desk.fingerprint();
    desk.as_("ana")
        .type_("verify-flag x --quote 'men were found' --status unverified")
        .usage()
        .says("men were found");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn the_caveat_is_echoed_as_what_readers_will_see() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", BODY);
    let ran = desk
        .as_("ana")
        .type_("verify-flag x --quote '300 men' --status disputed --caveat 'Others say seven.'");
    ran.ok().says("Readers will see, once it is published: \"Others say seven.\"");
}

#[test]
fn without_a_claim_it_is_always_a_new_one() {
    let (desk, path) = flagged();
    desk.as_("ana")
        .type_("verify-flag x --quote '300 men' --status disputed --caveat 'Others say seven.'")
        .ok();
    assert_eq!(desk.read(&path).matches("[[claims]]").count(), 2);
    desk.as_("ana")
        .type_("verify-flag x --claim '300 men' --status verified")
        .usage()
        .says("fits 2");
    desk.as_("ana").type_("verify-flag x --quote '300 men'").usage().says("--status");
    desk.as_("ana").type_("verify-flag x --status false").usage().says("--quote");
}

#[test]
fn a_claim_goes_from_status_to_status_and_each_check_is_kept() {
    let (desk, path) = flagged();
    for status in ["disputed", "verified", "false", "withdrawn", "unverified"] {
        desk.as_("lev").type_(&format!("verify-flag x --claim '300 men' --status {status}")).ok();
    }
    let text = desk.read(&path);
    assert_eq!(text.matches("[[claims.checks]]").count(), 6);
    assert_eq!(text.matches("by = \"lev-marin\"").count(), 5);
    desk.as_("ana")
        .type_("verify-flag x --claim '300 men' --status unsure")
        .usage()
        .says("unverified");
    desk.as_("ana").type_("verify-flag x --claim c-zzzz --status false").usage().says("c-zzzz");
    desk.as_("ana").type_("verify-flag x --claim '300 men' --source nobody").usage().says("nobody");
}

#[test]
fn a_flag_changes_what_readers_see_so_an_approval_no_longer_applies() {
    let (desk, _) = flagged();
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed").type_("approve x").ok();
    desk.as_("ana").type_("verify-flag x --claim '300 men' -m 'rang again, no answer'").ok();
    assert_eq!(desk.stands("x").0, "approved", "a check is not public");
    desk.as_("ana").type_("verify-flag x --claim '300 men' --caveat 'Still nobody could.'").ok();
    assert_eq!(desk.stands("x").0, "draft");
}

#[test]
fn claims_are_listed_live_and_false_first_then_the_oldest_open() {
    let desk = TestDesk::with_story();
    for (slug, at) in [("late", "21:30"), ("early", "21:00")] {
        desk.post(slug, slug, &format!("{slug}: 300 men."));
        desk.as_("ana")
            .at(at)
            .type_(&format!("verify-flag {slug} --quote '300 men' --status unverified --caveat C"))
            .ok();
    }
    desk.live("wrong", "Wrong", "wrong: 300 men.");
    desk.as_("ed")
        .at("22:00")
        .type_("verify-flag wrong --quote '300 men' --status false --publish")
        .ok();
    desk.post("sure", "Sure", "sure: 300 men.");
    desk.as_("ana").at("20:50").type_("verify-flag sure --quote '300 men' --status verified").ok();
    let order = |line: &str| -> Vec<String> {
        let json = desk.as_("ana").at("23:00").type_(line).ok().json();
        json["claims"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                row["path"]
                    .as_str()
                    .unwrap()
                    .split('/')
                    .next_back()
                    .unwrap()
                    .split('-')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(order("claims --json"), ["wrong", "early", "late", "sure"]);
    assert_eq!(order("claims --open --story storm --json")[1..], ["early", "late"]);
    desk.as_("ana").at("23:00").type_("claims").ok().says("LIVE AND FALSE");
    desk.as_("ana").at("23:00").type_("status").ok().says("LIVE AND FALSE");
}

#[test]
fn a_claim_turned_false_names_every_other_place_with_those_words() {
    let (desk, _) = flagged();
    desk.post("roundup", "Round-up", "In short: About 300 men were lost — perhaps more. And rain.");
    desk.as_("ana").type_("story edit storm --point 'About 300 men were lost — perhaps more'").ok();
    let ran = desk.as_("ed").type_("verify-flag x --claim '300 men' --status false");
    ran.ok().says("roundup").says("storm");
}

/// Readers see “About 300 men”, and that nobody could verify it.
fn doubted() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", BODY);
    let People { ana, ed, .. } = desk.people();
    let flag =
        "flag x --quote 'About 300 men' --status unverified --caveat 'Nobody could say yet.'";
    ana.at("21:01").does(flag).submits("x");
    ed.at("21:02").lets_out("x");
    (desk, path)
}

#[test]
fn words_that_are_false_stay_live_and_false_until_others_are_out() {
    let (desk, path) = doubted();
    let People { ana, ed, .. } = desk.people();
    let alarmed = || {
        let said = ed.at("21:30").tries("status --exit-code");
        said.refused().says("LIVE AND FALSE").says("About 300 men");
    };
    ana.at("21:10").does("verify-flag x --claim '300 men' --status false -m 'The owner says 200.'");
    alarmed();
    ana.at("21:11")
        .tries("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit")
        .ok()
        .says_not("now speaks of");
    alarmed();
    ana.at("21:12").does("correct x --drop");
    alarmed();
    assert!(desk.filed(&path).contains("status = \"false\""), "what was found out is not dropped");
    ana.at("21:13")
        .does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    ed.at("21:14").lets_out("x");
    ed.at("21:15").tries("status").ok().says_not("LIVE AND FALSE");
    ed.at("21:16").tries("audit --full").ok();
}

#[test]
fn what_is_found_out_about_a_drafts_words_is_not_said_of_those_that_readers_see() {
    let (desk, path) = doubted();
    let People { ana, ed, .. } = desk.people();
    ana.at("21:10")
        .tries("correct x --tell-readers 'It was 200 men.' --replace '300=>200'")
        .ok()
        .says("now speaks of “About 200 men”, still unverified");
    ana.at("21:11").does("verify-flag x --claim '200 men' --status verified -m 'The owner.'");
    ed.at("21:12").does("correct x --drop");
    let filed = desk.filed(&path);
    assert!(
        filed.contains("About 300 men") && filed.contains("status = \"unverified\""),
        "{filed}"
    );
    assert_eq!(desk.stands("x").0, "as_published");
    ana.at("21:13").does("edit x --replace '300=>200'");
    ana.at("21:14").does("verify-flag x --claim '200 men' --status false -m 'There was no ship.'");
    ed.at("21:15").tries("status").ok().says_not("LIVE AND FALSE");
    ana.at("21:16")
        .does("correct x --tell-readers 'She said so.' --replace 'she said=>Ms Ray said' --submit");
    ed.at("21:17").lets_out("x");
    let published = desk.published(&path);
    assert!(published.contains("About 300 men") && published.contains("status = \"unverified\""));
    ed.at("21:18").tries("audit --full").ok();
}

#[test]
fn words_left_false_are_named_with_both_ways_on() {
    let (desk, _) = doubted();
    let People { ana, ed, .. } = desk.people();
    ana.at("21:10").does("verify-flag x --claim '300 men' --status false -m 'There was no ship.'");
    ana.at("21:11")
        .does("correct x --tell-readers 'She said so.' --replace 'she said=>Ms Ray said' --submit");
    let refused = ed.at("21:13").looks_at("x").tries("publish x --approve");
    refused.refused().says("is marked false and still stands in it").says("--status verified");
}

#[test]
fn a_finding_while_a_correction_is_drafted_is_no_conflict_with_what_is_set_aside() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", BODY);
    let People { ana, lev, ed, .. } = desk.people();
    ana.at("21:10").does("edit x --headline 'X, again' --submit");
    lev.at("21:11")
        .does("verify-flag x --quote 'About 300 men' --status unverified --caveat 'Nobody knows.'");
    ana.at("21:12")
        .does("correct x --replace 'she said=>Ms Ray said' --tell-readers 'It was Ms Ray.'");
    ed.at("21:13").does("verify-flag x --claim '300 men' --status verified -m 'Two saw it.'");
    ana.at("21:14").does("submit x");
    ed.at("21:15").lets_out("x");
    assert!(matches!(desk.stands("x").0.as_str(), "draft" | "in_review"), "{:?}", desk.stands("x"));
    assert!(desk.filed(&path).contains("status = \"verified\""));
    ed.at("21:16").tries("audit --full").ok();
}

#[test]
fn a_remark_takes_no_false_words_off_the_status_and_a_claim_that_they_are_so_does() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("x", "X", BODY);
    desk.live("y", "Y", "In short: About 300 men were lost — perhaps more. And rain.");
    ana.at("21:10").does("verify-flag x --quote 'About 300 men were lost' --status false -m 'No.'");
    ed.at("21:11").does("comment y -m 'Who wrote this?'");
    let rows = || {
        ed.at("21:12").tries("claims --json").ok().json()["claims"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["live_and_false"] == true)
            .count()
    };
    assert_eq!(rows(), 2);
    ed.at("21:13")
        .does("verify-flag y --quote 'About 300 men were lost' --status verified -m 'That ship.'");
    assert_eq!(rows(), 1);
}

#[test]
fn a_credit_that_is_put_right_lets_no_finding_out() {
    let (desk, path) = doubted();
    let People { ana, ed, .. } = desk.people();
    ana.at("21:10").does("verify-flag x --claim '300 men' --status verified -m 'Two saw it.'");
    ed.at("21:11").does("credit x lev-marin:photographer");
    let published = desk.published(&path);
    assert!(published.contains("lev-marin") && published.contains("Nobody could say yet."));
    assert!(desk.filed(&path).contains("status = \"verified\""), "it is the desk's still");
    ed.at("21:12").tries("audit --full").ok();
}

#[test]
fn other_words_in_the_place_of_a_doubt_are_not_doubted_by_it() {
    let (desk, path) = flagged();
    let ana = desk.person("ana");
    ana.tries("edit x --replace 'About 300 men were lost — perhaps more=>The pier is shut'")
        .ok()
        .says_not("now speaks of");
    assert!(!desk.filed(&path).contains("quote = \"The pier"));
}

#[test]
fn doubt_alone_is_approved_and_released_in_one_step_by_an_editor() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", BODY);
    let ran = desk.as_("ed").type_("verify-flag x --quote '300 men' --status unverified --caveat 'Nobody could verify this.' --publish");
    ran.ok().says("release 2, doubt").says("second read");
    assert!(desk.published(&path).contains("Nobody could verify this."));
    let before = desk.fingerprint();
    desk.as_("ana").type_("verify-flag x --claim '300 men' --caveat 'Weaker.' --publish").usage();
    desk.as_("ed").type_("verify-flag x --claim '300 men' --status verified --publish").usage();
    assert_eq!(desk.fingerprint(), before, "what is refused is not filed either");
}

#[test]
fn a_refused_publish_of_doubt_files_nothing() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", BODY);
    desk.as_("ed").type_("stop x -m 'the lawyer reads it'").ok();
    let before = desk.fingerprint();
    desk.as_("ed")
        .type_("verify-flag x --quote '300 men' --status unverified --caveat C --publish")
        .refused()
        .says("stopped");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn dry_run_of_doubt_with_publish_says_yes_and_writes_nothing() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", BODY);
    let before = desk.fingerprint();
    desk.as_("ed")
        .type_("verify-flag x --quote '300 men' --status unverified --caveat C --publish -n")
        .ok();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn the_same_words_flagged_twice_are_one_claim_and_that_is_told() {
    let desk = TestDesk::with_story();
    let People { ana, lev, .. } = desk.people();
    let path = desk.post("ship", "Ship lost", "About 300 men were lost.");
    ana.tries("flag ship --quote '300 men' --status unverified").ok().says_not("flagged already");
    lev.at("21:05")
        .tries("flag ship --quote '300 men' --status disputed")
        .ok()
        .says("these words were flagged already: this is said of c-");
    let text = desk.read(&path);
    assert_eq!(text.matches("[[claims]]").count(), 1, "{text}");
    assert_eq!(text.matches("quote = \"300 men\"").count(), 1, "{text}");
    assert!(text.contains("status = \"disputed\"") && text.contains("lev-marin"), "{text}");
    ana.at("21:06").tries("flag ship --quote 'About 300' --status unverified").ok();
    assert_eq!(desk.read(&path).matches("[[claims]]").count(), 2);
}

#[test]
fn what_readers_will_see_is_said_only_where_they_will() {
    const SEEN: &str = "Readers will see: ";
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.post("ship", "Ship lost", "About 300 men were lost.");
    let caveat = "flag ship --quote '300 men' --status unverified --caveat 'Nobody could say.'";
    ana.tries(caveat)
        .ok()
        .says_not(SEEN)
        .says("Readers will see, once it is published: \"Nobody could say.\"");
    ana.at("21:01").does("edit ship --publish-at 23:00");
    ana.at("21:02").tries(caveat).ok().says_not(SEEN).says("Nobody sees it before 23:00");
    ed.at("21:03").stops("ship");
    ana.at("21:04").tries(caveat).ok().says_not(SEEN).says("newsroom clear ");
    ana.at("21:05").tries("pull ship --tell-readers 'Gone.'").usage().says_not(SEEN);
    desk.live("quay", "The quay", "It is shut.");
    let correct = "correct quay --tell-readers 'It is open.'";
    ana.at("21:06")
        .tries(correct)
        .ok()
        .says("Readers will see, once it is published: \"It is open.\"");
    ed.at("21:07").stops("quay");
    ana.at("21:08")
        .tries(correct)
        .ok()
        .says_not(SEEN)
        .says("is stopped; readers will see this only");
}

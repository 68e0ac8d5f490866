//! `undo`: the last act of a person is taken back by another one; nothing is ever taken out.

use std::collections::BTreeSet;

use newsroom::ops::undo::{Back, WAYS, way_of};

use crate::desk::{People, TestDesk};

const BODY: &str = "About 300 men were lost, she said.\n\nThe ship was 96 metres long.";

fn state(desk: &TestDesk, doc: &str) -> String {
    desk.stands(doc).0
}

/// What the desk had stays in its history, and every step is lawful.
fn stands_upon(desk: &TestDesk, before: &str) {
    desk.git(["merge-base", "--is-ancestor", before.trim(), "HEAD"]);
    desk.as_("ed").type_("audit --full").ok();
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn an_approval_is_withdrawn_and_the_post_waits_again() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.files("x", "X").submits();
    ed.approves("x");
    let head = desk.git(["rev-parse", "HEAD"]);
    ed.tries("undo")
        .ok()
        .says("undone: approve: X")
        .says("the approval is withdrawn")
        .says("in review");
    assert_eq!(state(&desk, "x"), "in_review");
    ed.tries("publish x").refused();
    stands_upon(&desk, &head);
    ed.lets_out("x");
}

#[test]
fn a_submission_is_taken_back_and_counts_again_when_it_is_submitted_again() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.files("x", "X").submits();
    ana.tries("undo").ok().says("it is not submitted any more");
    assert_eq!(state(&desk, "x"), "draft");
    ed.tries("review").ok().says_not("X");
    ana.submits("x");
    assert_eq!(state(&desk, "x"), "in_review");
    ed.tries("audit --full").ok();
}

#[test]
fn words_before_come_back_over_what_others_did_since() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, .. } = desk.people();
    let path = desk.post("x", "X", BODY);
    ana.does("edit x --replace '300=>200'");
    lev.does("edit x --replace '96 metres=>104 metres'");
    let head = desk.git(["rev-parse", "HEAD"]);
    ana.tries("undo -n").ok().says("nothing was written").says("the words before are back");
    assert_eq!(desk.git(["rev-parse", "HEAD"]), head);
    ana.tries("undo").ok().says("undone: edit").says("the words before are back");
    let now = desk.filed(&path);
    assert!(now.contains("300 men") && now.contains("104 metres"), "{now}");
    stands_upon(&desk, &head);
    ed.tries("undo").usage().says("readers have seen");
}

#[test]
fn what_somebody_else_wrote_over_it_since_is_left_alone() {
    let desk = TestDesk::with_story();
    let People { ana, lev, .. } = desk.people();
    desk.post("x", "X", BODY);
    ana.does("edit x --replace '300=>200'");
    lev.does("edit x --replace '200=>250'");
    let before = desk.fingerprint();
    ana.tries("undo").usage().says("changed since").says("nothing was undone").says("newsroom log");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn once_more_goes_on_to_the_act_before_and_never_undoes_the_undoing() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    let path = desk.post("x", "X", BODY);
    ana.does("edit x --replace '300=>200'");
    ana.does("edit x --replace '96=>97'");
    ana.tries("undo").ok();
    assert!(desk.filed(&path).contains("200 men") && desk.filed(&path).contains("96 metres"));
    ana.tries("undo").ok();
    assert!(desk.filed(&path).contains("300 men") && desk.filed(&path).contains("96 metres"));
}

#[test]
fn what_was_dropped_or_stopped_is_so_no_longer_and_the_other_way_round() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    ana.files("x", "X");
    ed.does("spike x -m 'not ours'");
    ed.tries("undo").ok().says("no longer dropped");
    assert_eq!(state(&desk, "x"), "draft");
    ed.stops("x");
    ed.tries("undo").usage().says("newsroom clear");
    assert!(desk.show("x")["stopped"].as_bool().unwrap());
    mara.clears("x");
    mara.tries("undo").ok().says("stopped again");
    assert!(desk.show("x")["stopped"].as_bool().unwrap());
    ed.tries("audit --full").ok();
}

#[test]
fn a_post_that_was_filed_is_dropped_by_an_editor_and_stays_a_draft_of_a_reporter() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug x --headline X --submit");
    ana.tries("undo").ok().says("stays a draft").says("newsroom spike");
    assert_eq!(state(&desk, "x"), "draft");
    ana.does("add --slug y --headline Y");
    ana.tries("undo").usage().says("nobody reads it").says("newsroom edit");
    ed.does("add --slug z --headline Z");
    ed.tries("undo").ok().says("is dropped");
    assert_eq!(state(&desk, "z"), "spiked");
    ed.tries("audit --full").ok();
}

#[test]
fn a_drafted_correction_and_a_drafted_retraction_are_gone_and_what_was_aside_is_back() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, .. } = desk.people();
    desk.live("x", "X", BODY);
    ana.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    ana.tries("undo").ok();
    assert_eq!(state(&desk, "x"), "as_published");
    ana.does("retract x --tell-readers 'A hoax.' --submit");
    lev.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --set-aside");
    lev.tries("undo").ok().says("what was set aside for it is back");
    assert_eq!(state(&desk, "x"), "in_review");
    ana.tries("undo").ok();
    assert_eq!(state(&desk, "x"), "as_published");
    ed.tries("audit --full").ok();
}

#[test]
fn what_readers_have_seen_is_never_undone_in_silence() {
    let desk = TestDesk::with_story();
    let People { ed, .. } = desk.people();
    desk.live("x", "X", BODY);
    let before = desk.fingerprint();
    ed.tries("undo").usage().says("readers have seen").says("newsroom pull");
    ed.does("pull x --tell-readers 'We are checking.'");
    ed.tries("undo").usage().says("newsroom restore");
    assert_ne!(desk.fingerprint(), before);
}

#[test]
fn a_release_that_was_not_sent_never_was() {
    let desk = TestDesk::with_story();
    desk.with_remote();
    let People { ana, ed, .. } = desk.people();
    ana.files("x", "X").submits();
    let shared = desk.git(["rev-parse", "origin/published"]);
    ed.looks_at("x");
    ed.tries("publish x --approve --no-send --with-story").ok();
    ed.tries("audit").ok();
    let done = ed.tries("undo --json --no-send").ok().json();
    assert_eq!(done["released"], true);
    assert_eq!(desk.git(["rev-parse", "published"]), shared);
    assert_eq!(desk.stands("x"), ("in_review".into(), "unpublished".into()));
    ed.tries("audit").ok();
    ed.tries("audit --full").ok();
    ed.lets_out("x");
    assert_eq!(desk.stands("x").1, "live");
    ed.tries("undo").usage().says("readers have seen");
}

#[test]
fn an_approval_given_before_stays_where_only_the_release_is_undone() {
    let desk = TestDesk::with_story();
    desk.with_remote();
    let People { ana, ed, .. } = desk.people();
    ana.files("x", "X").submits();
    ed.at("21:00").approves("x");
    ed.at("21:05").tries("publish x --no-send").ok();
    ed.at("21:06").tries("undo --no-send").ok().says("the release never was");
    assert_eq!(desk.stands("x"), ("approved".into(), "unpublished".into()));
    ed.at("21:07").tries("undo").ok().says("the approval is withdrawn");
    ed.tries("audit --full").ok();
}

#[test]
fn people_come_back_as_they_were_and_an_id_stays() {
    let desk = TestDesk::with_story();
    let People { mara, .. } = desk.people();
    mara.does("contributor add olga --name 'Olga Ray' --email olga@courier.example --role editor");
    mara.tries("undo").usage().says("newsroom contributor retire");
    mara.does("contributor retire olga");
    mara.tries("undo").ok();
    let people = mara.tries("contributor list --json").ok().json().to_string();
    assert!(people.contains("olga@courier.example"));
    desk.person("olga").does("add --slug x --headline X");
    mara.tries("audit --full").ok();
}

#[test]
fn where_there_is_no_way_back_the_nearest_command_is_named() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.files("x", "X").submits();
    ana.does("comment x -m 'Call her.'");
    ana.tries("undo").usage().says("comment: X").says("newsroom comment");
    ed.returns("x");
    ed.tries("undo").usage().says("newsroom approve");
    ana.opens("x").adds("# by hand\n").commits();
    ana.tries("undo").usage().says("git revert");
}

#[test]
fn a_dropped_correction_is_back_where_it_stood() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.live("x", "X", BODY);
    ana.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    ana.does("correct x --drop");
    assert_eq!(state(&desk, "x"), "as_published");
    ana.tries("undo").ok().says("the words before are back");
    assert!(desk.filed(&path).contains("200 men"));
    assert_eq!(state(&desk, "x"), "in_review");
    ed.lets_out("x");
    assert!(desk.published(&path).contains("It was 200 men."));
    ed.tries("audit --full").ok();
}

#[test]
fn what_somebody_else_published_meanwhile_is_not_said_to_be_taken_back() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    ana.files("x", "X").submits();
    ed.approves("x");
    mara.does("publish x --with-story");
    let before = desk.fingerprint();
    for person in [&ana, &ed] {
        person.tries("undo").usage().says("readers have seen").says("newsroom pull");
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn what_was_approved_when_it_was_dropped_is_approved_again() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.files("x", "X").submits();
    ed.at("21:00").approves("x");
    ed.at("21:01").does("spike x -m 'not ours'");
    ed.at("21:02").tries("undo").ok().says("no longer dropped").says("approved");
    assert_eq!(state(&desk, "x"), "approved");
    ed.at("21:03").does("publish x --with-story");
    ed.at("21:04").tries("audit --full").ok();
}

#[test]
fn words_that_an_earlier_release_put_back_stand_in_no_later_ones_way() {
    let desk = TestDesk::with_story();
    desk.with_remote();
    let People { ana, lev, ed, .. } = desk.people();
    desk.live("x", "X", BODY);
    ana.at("21:02").does("edit x --replace '96 metres=>104 metres' --submit");
    lev.at("21:03")
        .does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    lev.at("21:04").files("y", "Y").submits();
    ed.at("21:05").lets_out("x");
    ed.at("21:06").approves("y");
    ed.at("21:07").does("publish y --no-send");
    ed.at("21:08").tries("undo --no-send").ok().says("the release never was");
    assert_eq!(desk.stands("y"), ("approved".into(), "unpublished".into()));
    ed.at("21:09").does("publish y --no-send");
    ed.at("21:10").approves("x");
    ed.at("21:11").does("publish x --no-send");
    ed.at("21:12").tries("undo --no-send").ok().says("the release never was");
    ed.at("21:13").tries("audit --full").ok();
}

#[test]
fn a_correction_is_undone_with_what_others_found_out_about_the_words_set_aside() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, .. } = desk.people();
    let path = desk.live("x", "X", BODY);
    ana.does("edit x --replace '96 metres=>104 metres'");
    lev.does("verify-flag x --quote '104 metres' --status disputed --caveat 'Others say 96.'");
    ana.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200'");
    ana.tries("undo").ok().says("what was set aside for it is back");
    let filed = desk.filed(&path);
    assert!(filed.contains("104 metres") && filed.contains("Others say 96."), "{filed}");
    ed.tries("audit --full").ok();
}

#[test]
fn whoever_undoes_wrote_none_of_the_words_that_are_back() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("x", "X", BODY);
    ed.does("edit x --replace '300 men were lost=>the mayor burnt it down'");
    ana.does("edit x --body 'Oops.'");
    ana.tries("undo").ok().says("the words before are back");
    ed.looks_at("x").tries("publish x --approve").refused();
    ed.tries("trace 'the mayor burnt it down'").ok().says("Ed Lind").says_not("Ana Petrova");
    ana.does("submit x");
    ed.lets_out("x");
    ed.tries("audit --full").ok();
}

#[test]
fn words_that_somebody_came_to_doubt_are_not_taken_from_under_the_doubt() {
    let desk = TestDesk::with_story();
    let People { ana, lev, .. } = desk.people();
    let path = desk.post("x", "X", BODY);
    ana.does("edit x --replace '96 metres long=>96 metres long. Ten boats sank'");
    lev.does("verify-flag x --quote 'Ten boats sank' --status unverified --caveat 'Nobody knows.'");
    let filed = desk.filed(&path);
    ana.tries("undo").usage().says("Ten boats sank").says("--status withdrawn");
    assert_eq!(desk.filed(&path), filed);
}

#[test]
fn a_finding_about_words_that_would_go_is_not_said_of_those_that_come_back() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.post("x", "X", BODY);
    ana.does("flag x --quote '300 men' --status unverified --caveat 'Nobody knows.'");
    ana.does("edit x --replace '300 men=>200 men'");
    ed.does("verify-flag x --claim '200 men' --status verified -m 'The owner says so.'");
    let filed = desk.filed(&path);
    ana.tries("undo").usage().says("“200 men” was found verified since");
    assert_eq!(desk.filed(&path), filed);
}

#[test]
fn of_several_posts_each_line_names_its_own() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    desk.live("x", "X", BODY);
    desk.live("y", "Y", BODY);
    ana.does("edit x --replace '96 metres=>104 metres'");
    ana.does("correct x y --tell-readers 'It was 200 men.' --replace '300=>200'");
    ana.tries("undo")
        .ok()
        .says("x: the draft is dropped, and what was set aside for it is back")
        .says("y: the words before are back");
}

#[test]
fn what_was_taken_back_is_no_second_pair_of_eyes() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    ed.files("x", "X");
    ana.submits("x");
    ana.does("undo");
    ed.tries("publish x --approve --with-story").refused();
    mara.at("21:01").does("spike x -m 'Not now.'");
    mara.at("21:02").tries("undo").ok().says("no longer dropped");
    ed.at("21:03").tries("publish x --approve --with-story").refused();
    assert_eq!(state(&desk, "x"), "draft");
    mara.at("21:04").lets_out("x --with-story");
}

#[test]
fn an_hour_that_is_lost_by_it_is_said() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug x --headline X --publish-at 23:00 --submit");
    ed.at("21:00").approves("x");
    ed.at("21:01")
        .tries("undo")
        .ok()
        .says("it was approved to go out then")
        .says("newsroom approve");
}

#[test]
fn every_command_has_its_way_back_or_plain_words_where_there_is_none() {
    let told: BTreeSet<&str> = WAYS.iter().map(|way| way.command).collect();
    for command in newsroom::cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(told.contains(name), "WAYS in src/ops/undo/table.rs lacks {name}");
    }
    for way in WAYS {
        if let Back::Plain(why, nearest) = way.back {
            assert!(!why.is_empty() && !nearest.is_empty(), "{}", way.command);
        }
        for action in way.actions {
            assert_eq!(way_of(action).map(|way| way.command), Some(way.command));
        }
    }
}

#[test]
fn words_that_were_submitted_with_the_edit_are_not_submitted_when_they_come_again() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("x", "X", "About 300 men.");
    ana.does("edit x --replace '300=>200' --submit");
    ana.tries("undo").ok().says("it is not submitted any more");
    assert_eq!(state(&desk, "x"), "as_published");
    ana.at("21:05").does("edit x --replace '300=>200'");
    assert_eq!(state(&desk, "x"), "draft");
    ana.at("21:06").submits("x");
    assert_eq!(state(&desk, "x"), "in_review");
    desk.live("y", "Y", "About 300 men.");
    ana.at("21:07").does("retract y --tell-readers 'A hoax.' --submit");
    ana.at("21:08").tries("undo").ok();
    ana.at("21:09").does("retract y --tell-readers 'A hoax.'");
    assert_eq!(state(&desk, "y"), "draft");
    ed.tries("audit --full").ok();
}

#[test]
fn words_that_were_submitted_before_the_act_are_submitted_after_its_undo() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug x --headline X --body 'Body one.' --submit");
    ana.at("21:02").does("edit x --body 'Body two.' --submit");
    ana.at("21:03").does("edit x --body 'Body one.' --submit");
    ana.at("21:04").does("undo");
    assert_eq!(state(&desk, "x"), "in_review");
    ana.at("21:05").does("undo");
    assert_eq!(state(&desk, "x"), "in_review");
    assert!(desk.filed(&desk.path("x")).contains("Body one."));
    ed.tries("audit --full").ok();
}

//! Submit, approve, return, comment, spike, stop and clear: from a draft to approved words.

use crate::desk::{People, TestDesk};

fn desk_with_post() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "About 300 men were lost, she said.");
    (desk, path)
}

/// Changes the desk's rules in Mara's name.
pub(crate) fn policy(desk: &TestDesk, old: &str, new: &str) {
    desk.change("newsroom.toml", old, new);
    desk.git([
        "commit",
        "--quiet",
        "-am",
        "policy: another rule",
        "--author",
        "Mara Dov <mara@courier.example>",
    ]);
}

#[test]
fn an_approval_names_exact_words_and_a_comma_makes_it_a_draft_again() {
    let (desk, path) = desk_with_post();
    let words = desk.show("x")["digest"].as_str().unwrap().to_owned();
    desk.as_("ed").type_("approve x").ok();
    assert_eq!(desk.stands("x").0, "approved");
    assert!(
        desk.read(&path)
            .contains(&format!("verdict = \"approved\"\nround = 1\ndigest = \"{words}\""))
    );
    desk.as_("ana").type_("edit x --replace 'lost, she=>lost she'").ok();
    assert_eq!(desk.stands("x").0, "draft");
    desk.as_("ed").type_("publish x").refused().says("nobody has approved these words");
    desk.as_("ana").type_("edit x --replace 'lost she=>lost, she'").ok();
    assert_eq!(
        desk.stands("x").0,
        "approved",
        "the words that were approved came back in the same round"
    );
    assert_eq!(desk.show("x")["digest"], words);
}

#[test]
fn what_readers_do_not_see_may_change_under_an_approval() {
    let (desk, path) = desk_with_post();
    desk.as_("ed").type_("approve x").ok();
    desk.as_("ana").type_("comment x -m 'ring me'").ok();
    let text = desk.read(&path);
    desk.write(&path, format!("# a comment\n{text}"));
    desk.as_("ana").type_("edit x").ok();
    assert_eq!(desk.stands("x").0, "approved");
}

#[test]
fn words_that_changed_since_they_were_shown_are_not_approved_by_mistake() {
    let (desk, _) = desk_with_post();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ana").type_("edit x --replace '300=>700'").ok();
    let before = desk.fingerprint();
    for line in ["approve x", "publish x --approve"] {
        desk.as_("ed")
            .type_(line)
            .refused()
            .says("changed since they were last shown to you")
            .says("--from shown");
        assert_eq!(desk.fingerprint(), before);
    }
    let words =
        desk.as_("ana").type_("show x --json").ok().json()["digest"].as_str().unwrap().to_owned();
    desk.as_("ed").type_("approve x --words 0000").refused();
    desk.as_("ed").run(["approve", "x", "--words", &words[..6]]).ok();
}

#[test]
fn a_diff_that_was_read_counts_as_shown() {
    let (desk, _) = desk_with_post();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ana").type_("edit x --replace '300=>700'").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("approve x").ok();
}

#[test]
fn approvals_count_in_their_round_only() {
    let (desk, _) = desk_with_post();
    desk.as_("ed").type_("publish x --approve").ok();
    desk.as_("ana").type_("edit x --replace '300=>700' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    desk.as_("ana").type_("edit x --replace '700=>300' --submit").ok();
    assert_eq!(
        desk.stands("x").0,
        "in_review",
        "the first round's approval of the same words is spent"
    );
    desk.as_("ed").type_("publish x").refused().says("nobody has approved these words");
}

#[test]
fn a_return_stands_until_the_words_change_or_the_same_person_approves() {
    let (desk, path) = desk_with_post();
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed").type_("return x -m 'who says so?'").ok();
    assert_eq!(desk.stands("x").0, "returned");
    desk.as_("ana").type_("status").ok().says("Waiting for you");
    desk.as_("mara").type_("approve x").ok();
    assert_eq!(desk.stands("x").0, "returned", "another's approval does not lift it");
    desk.as_("ed").type_("approve x").ok();
    assert_eq!(desk.stands("x").0, "approved");
    desk.as_("ed").type_("return x -m 'no, wait'").ok();
    assert_eq!(desk.stands("x").0, "returned");
    desk.as_("ana").type_("edit x --replace '300=>700'").ok();
    assert_eq!(desk.stands("x").0, "draft");
    assert!(desk.read(&path).contains("note = \"who says so?\""));
    desk.as_("ed").type_("return x").usage().says("-m");
}

#[test]
fn four_eyes_other_wants_somebody_else_in_it() {
    let desk = TestDesk::with_story();
    desk.as_("ed").type_("add --slug own --headline Own --body 'Words.' --submit").ok();
    let before = desk.fingerprint();
    desk.as_("ed").type_("approve own").refused().says("a second pair of eyes");
    desk.as_("ed").type_("publish own --approve").refused().says("a second pair of eyes");
    assert_eq!(desk.fingerprint(), before);
    desk.as_("lev").type_("submit own").ok();
    desk.as_("ed").type_("approve own").ok();
}

#[test]
fn the_committer_does_not_count_only_the_author() {
    let desk = TestDesk::with_story();
    desk.as_("ed")
        .env("GIT_COMMITTER_EMAIL", "ana@courier.example")
        .type_("add --slug own --headline Own")
        .ok();
    desk.as_("ed").type_("approve own").refused().says("a second pair of eyes");
}

#[test]
fn four_eyes_strict_lets_no_writer_approve() {
    let (desk, _) = desk_with_post();
    policy(&desk, "four_eyes = \"other\"", "four_eyes = \"strict\"");
    desk.as_("ed").type_("edit x --replace '300=>700'").ok();
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed").type_("approve x").refused().says("wrote some of these words");
    desk.as_("mara").type_("publish x --approve").ok();
    desk.as_("ana").type_("edit x --replace '700=>900' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("approve x").ok();
}

#[test]
fn four_eyes_off_is_a_desk_of_one() {
    let desk = TestDesk::with_story();
    policy(&desk, "four_eyes = \"other\"", "four_eyes = \"off\"");
    desk.as_("ed").type_("add --slug own --headline Own").ok();
    desk.as_("ed").type_("publish own --approve").ok().says("release 1, first");
}

#[test]
fn two_approvals_are_two_people() {
    let (desk, _) = desk_with_post();
    policy(&desk, "approvals = 1", "approvals = 2");
    desk.as_("ed").type_("approve x").ok();
    assert_eq!(desk.stands("x").0, "in_review");
    desk.as_("ed").type_("approve x").refused().says("approved these words already");
    desk.as_("ed").type_("publish x").refused().says("1 of 2 approvals");
    desk.as_("mara").type_("publish x --approve").ok();
    let ledger = desk.published("releases/2026/11/storm/").len();
    assert!(ledger > 0);
}

#[test]
fn roles_hold_reporters_approve_return_and_publish_nothing() {
    let (desk, _) = desk_with_post();
    let before = desk.fingerprint();
    for who in ["ana", "bot"] {
        for line in [
            "approve x",
            "return x -m y",
            "spike x -m y",
            "stop x -m y",
            "clear x -m y",
            "publish x",
            "publish x --approve",
            "restore x --tell-readers y",
            "second x",
            "source know x y",
        ] {
            desk.as_(who).type_(line).usage();
        }
    }
    desk.as_("bot").type_("submit x").usage();
    desk.as_("bot").type_("comment x -m y").usage();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn nobody_of_the_desk_who_is_retired_acts() {
    let (desk, _) = desk_with_post();
    desk.as_("mara").type_("contributor retire ed-lind").ok();
    let before = desk.fingerprint();
    for line in ["approve x", "edit x --tag t", "submit x", "comment x -m y", "publish x"] {
        desk.as_("ed").type_(line).usage().says("retired");
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn spike_drops_what_was_never_published_and_an_editors_submit_revives_it() {
    let (desk, _) = desk_with_post();
    desk.as_("ed").type_("kill x -m 'no news in it'").ok();
    assert_eq!(desk.stands("x").0, "spiked");
    desk.as_("ed").type_("publish x --approve").refused().says("spiked");
    desk.as_("ana").type_("submit x").usage();
    desk.as_("ana").type_("edit x --replace '300=>700'").ok();
    assert_eq!(desk.stands("x").0, "spiked", "other words do not revive it");
    desk.as_("ed").type_("submit x").ok();
    assert_eq!(desk.stands("x").0, "in_review");
    desk.as_("mara").type_("publish x --approve").ok();
    desk.as_("ed").type_("spike x -m y").refused().says("readers see it");
}

#[test]
fn a_stop_blocks_whatever_the_words_until_somebody_who_may_clears_it() {
    let (desk, _) = desk_with_post();
    desk.as_("ed").type_("approve x").ok();
    let json =
        desk.as_("ed").type_("stop x -m 'the lawyer reads it' --until mara-dov --json").ok().json();
    assert_eq!(json["stopped"], true);
    desk.as_("ed")
        .type_("publish x")
        .refused()
        .says("stopped by ed-lind: the lawyer reads it")
        .says("newsroom clear");
    desk.as_("ana").type_("edit x --replace '300=>700'").ok();
    assert_eq!(desk.show("x")["stopped"], true);
    desk.as_("ed").type_("stop x -m again").refused().says("stopped already");
    desk.as_("ed").type_("clear x -m y").usage();
    desk.as_("ed").type_("status").ok().says("Stopped");
    desk.as_("mara").type_("clear x -m 'it may run'").ok();
    assert_eq!(desk.show("x")["stopped"], false);
    desk.as_("mara").type_("clear x -m y").refused().says("nothing is stopped");
}

#[test]
fn a_person_who_may_clear_clears() {
    let (desk, _) = desk_with_post();
    desk.as_("mara").type_("contributor edit lev-marin --may clear").ok();
    desk.as_("ed").type_("stop x -m y").ok();
    desk.as_("lev").type_("clear x -m 'read it'").ok();
}

#[test]
fn several_documents_are_submitted_and_approved_all_or_nothing() {
    let (desk, _) = desk_with_post();
    desk.post("y", "Y", "Other words.");
    desk.as_("ana").type_("submit x y --urgent -m 'both'").ok();
    desk.as_("ed").type_("approve y").ok();
    let before = desk.fingerprint();
    desk.as_("ed").type_("approve x y").refused().says("nothing was done");
    desk.as_("ed").type_("approve x nothing-here").usage();
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ana").type_("edit x --tag t").ok();
    desk.as_("ana").type_("edit y --tag t").ok();
    let commits =
        |desk: &TestDesk| desk.git(["rev-list", "--count", "HEAD"]).trim().parse::<u32>().unwrap();
    let count = commits(&desk);
    desk.as_("mara").type_("approve x y").ok();
    assert_eq!(commits(&desk), count + 1, "one commit");
}

#[test]
fn approve_takes_the_story_along() {
    let (desk, _) = desk_with_post();
    desk.as_("ana").type_("story edit storm --point 'A point'").ok();
    desk.as_("ed").type_("diff storm").ok();
    desk.as_("ed").type_("approve x --with-story").ok();
    assert_eq!(desk.stands("storm").0, "approved");
}

#[test]
fn the_queue_is_urgent_first_then_the_oldest() {
    let desk = TestDesk::with_story();
    for (slug, at, urgent) in [("b", "21:10", ""), ("a", "21:00", ""), ("c", "21:20", "--urgent")] {
        desk.post(slug, slug, slug);
        desk.as_("ana").at(at).type_(&format!("submit {slug} {urgent}")).ok();
    }
    let json = desk.as_("ed").at("21:30").type_("review --json").ok().json();
    let heads: Vec<_> = json["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["headline"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(heads, ["c", "a", "b"]);
    desk.as_("ed").type_("review a").ok().says("{+");
}

#[test]
fn the_same_words_are_submitted_again_only_with_something_to_say() {
    let (desk, _) = desk_with_post();
    let submit = |who: &str, rest: &str| desk.as_(who).type_(&format!("submit x{rest}"));
    submit("ana", "").ok();
    let before = desk.fingerprint();
    let ran = submit("ana", "");
    ran.refused().says("ana-petrova submitted these words already").says(" --urgent");
    assert_eq!(desk.fingerprint(), before);
    submit("ana", " --urgent").ok();
    submit("ana", " --urgent").refused();
    submit("ana", " -m 'The mayor has called.'").ok();
    submit("lev", "").ok(); // another pair of eyes
    desk.as_("ana").type_("edit x --headline 'Another X'").ok();
    submit("ana", "").ok();
}

#[test]
fn what_changed_in_several_posts_is_read_at_once_and_then_let_out_at_once() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    for slug in ["x", "y", "z"] {
        desk.live(slug, slug, "About 300 men.");
        ed.looks_at(slug);
    }
    ana.does("correct x y --replace '300=>200' --tell-readers 'It was 200.' --submit");
    let ran = ed.tries("publish x y --approve");
    ran.refused().says("changed since they were last shown to you here, nothing was done");
    let hint = ran.hints()[0].to_owned();
    let ran = ed.tries(hint.trim_start_matches("newsroom "));
    let ran = ran.ok();
    assert_eq!(ran.out.matches("[-300-]{+200+}").count(), 2, "{}", ran.out);
    ed.tries("publish x y --approve").ok();
    ed.tries("diff x y --json").usage().says("one post or story at a time");
    ed.tries("diff x z --exit-code").ok();
}

#[test]
fn who_took_the_own_submission_back_submits_again_though_another_ones_stands() {
    let (desk, _) = desk_with_post();
    let People { ana, lev, .. } = desk.people();
    ana.submits("x");
    lev.at("21:01").submits("x");
    ana.at("21:02").does("undo");
    assert_eq!(desk.stands("x").0, "in_review", "by Lev's");
    ana.at("21:03").submits("x");
    ana.at("21:04").tries("submit x").refused().says("ana-petrova submitted these words already");
}

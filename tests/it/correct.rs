//! `correct` and `retract`: what readers saw is put right or withdrawn, and they are told why.

use crate::desk::{People, TestDesk};

const BODY: &str =
    "About 300 men were lost, she said.\n\nThe ship was 96 metres long.\n\nA tug was called away.";

fn live() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "Ship lost", BODY);
    (desk, path)
}

fn release(desk: &TestDesk, who: &str) {
    desk.as_(who).type_("diff x").ok();
    desk.as_(who).type_("publish x --approve").ok();
}

#[test]
fn a_correction_is_drafted_told_approved_and_kept_for_ever() {
    let (desk, path) = live();
    let ran = desk.as_("ana").type_(
        "correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit -m CANARY-NOTE",
    );
    ran.ok().says("Readers will see, once it is published: \"It was 200 men.\"");
    assert!(!desk.published(&path).contains("200"), "nothing is out before it is approved");
    release(&desk, "ed");
    let first = desk.published(&path);
    assert!(first.contains("kind = \"correction\"\nnote = \"It was 200 men.\""), "{first}");
    assert!(!first.contains("CANARY"));
    let row = &first[first.find("[[corrections]]").unwrap()..];
    desk.as_("ana")
        .type_("correct x --kind clarification --tell-readers 'The tug came back.' --submit")
        .ok();
    release(&desk, "ed");
    let second = desk.published(&path);
    assert!(second.contains(row.trim_end()), "the same bytes in every later version:\n{second}");
    let ran = desk.as_("ana").type_("corrections");
    ran.ok()
        .says("It was 200 men.")
        .says("Before: About 300 men were lost, she said.")
        .says("After:  About 200 men were lost, she said.");
    let rows =
        desk.as_("ana").type_("corrections --story storm --since 2026-11-07 --json").ok().json();
    assert_eq!(rows["corrections"].as_array().unwrap().len(), 2);
    assert_eq!(
        desk.as_("ana").type_("corrections --since 2026-11-09 --json").ok().json()["corrections"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_correction_that_was_released_cannot_be_edited_away() {
    let (desk, path) = live();
    desk.as_("ana")
        .type_("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit")
        .ok();
    release(&desk, "ed");
    desk.change(&path, "It was 200 men.", "It was nothing.");
    let ran = desk.as_("ana").type_("edit x --headline Y --submit");
    if ran.code == 0 {
        desk.as_("ed").type_("diff x").ok();
        desk.as_("ed").type_("publish x --approve").refused();
    }
    assert!(desk.published(&path).contains("It was 200 men."));
}

#[test]
fn the_words_before_are_withheld_where_that_is_asked_for() {
    let (desk, _) = live();
    desk.as_("ana").type_("correct x --tell-readers 'We have taken out a figure.' --withhold-before --replace 'About 300 men=>Men' --submit").ok();
    release(&desk, "ed");
    let ran = desk.as_("ana").type_("corrections");
    ran.ok().says("withheld for legal reasons").says_not("300");
    desk.as_("ed").type_("build --out ../site").ok();
    let page = std::fs::read_to_string(desk.outside().join("site/storm/index.html")).unwrap();
    assert!(!page.contains("300 men"), "the withheld words are on the page");
}

#[test]
fn unfinished_words_are_set_aside_and_put_back_by_the_release() {
    let (desk, path) = live();
    let aside = path.replace(".toml", ".aside.toml");
    desk.as_("lev").type_("edit x --replace '96 metres=>104 metres' --tag port").ok();
    let ran = desk
        .as_("ana")
        .type_("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    ran.ok().says("set aside");
    assert!(desk.filed(&aside).contains("104 metres"));
    assert!(desk.read(&path).contains("96 metres"), "the correction starts from the live words");
    release(&desk, "ed");
    let public = desk.published(&path);
    assert!(
        public.contains("200 men") && public.contains("96 metres") && !public.contains("104"),
        "{public}"
    );
    let back = desk.filed(&path);
    assert!(
        back.contains("200 men") && back.contains("104 metres") && back.contains("\"port\""),
        "{back}"
    );
    assert!(!desk.has(&aside) && !desk.tree("HEAD").contains(&aside));
    assert_eq!(desk.stands("x"), ("draft".into(), "live".into()));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    assert!(!desk.tree("published").contains(&aside));
}

#[test]
fn several_are_corrected_in_one_step_or_none() {
    let (desk, _) = live();
    desk.live("y", "Y", "About 300 men, again.");
    desk.post("z", "Z", "About 300 men, a third time.");
    let before = desk.fingerprint();
    assert_ne!(desk.as_("ana").type_("correct x z --tell-readers T --replace '300=>200'").code, 0);
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ana").type_("correct x y --tell-readers T --replace '300=>200' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("diff y").ok();
    desk.as_("ed").type_("publish x y --approve").ok();
}

#[test]
fn what_was_never_published_is_edited_not_corrected() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", BODY);
    let before = desk.fingerprint();
    desk.as_("ana")
        .type_("correct x --tell-readers T --replace '300=>200'")
        .refused()
        .says("never published");
    desk.as_("ana").type_("retract x --tell-readers T").refused().says("never published");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_saved_file_is_taken_along_by_a_correction() {
    let (desk, path) = live();
    desk.change(&path, "300", "200");
    desk.as_("ana")
        .type_("correct x --tell-readers 'It was 200 men.' --submit")
        .ok()
        .says("taken along");
    release(&desk, "ed");
    assert!(desk.published(&path).contains("200 men"));
}

#[test]
fn a_retraction_leaves_a_notice_and_takes_the_words_and_the_picture_away() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    let path = desk.as_("ana").type_("add --slug x --headline 'Ship lost' --body 'CANARY-WORDS.' --image a.png --alt A --media-credit V --submit --json").ok().path();
    desk.as_("ed").type_("publish x --approve").ok();
    let media = desk.tree("published").into_iter().filter(|p| p.ends_with(".png")).count();
    assert_eq!(media, 1);
    desk.as_("ana").type_("retract x --tell-readers ''").usage();
    desk.as_("ana").type_("retract x").usage().says("--tell-readers");
    desk.as_("ana")
        .type_("retract x --tell-readers 'The caller was mistaken.' --submit")
        .ok()
        .says("Readers will see, once it is published: \"The caller was mistaken.\"");
    assert!(desk.published(&path).contains("CANARY-WORDS"), "not before it is approved");
    release(&desk, "ed");
    assert_eq!(desk.stands("x"), ("as_published".into(), "retracted".into()));
    let notice = desk.published(&path);
    let fields: Vec<&str> = notice
        .lines()
        .filter_map(|line| line.split(" = ").next())
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(fields, ["format", "id", "[retraction]", "note"], "{notice}");
    assert!(!desk.tree("published").iter().any(|p| p.ends_with(".png")));
    desk.as_("ana").type_("correct x --tell-readers T").refused();
    desk.as_("ed").type_("pull x --tell-readers T").refused();
    desk.as_("ed").type_("restore x --tell-readers T").refused();
}

#[test]
fn dry_run_corrects_and_retracts_nothing() {
    let (desk, _) = live();
    let before = desk.fingerprint();
    desk.as_("ana").type_("correct x --tell-readers T --replace '300=>200' -n").ok();
    desk.as_("ana").type_("retract x --tell-readers T -n").ok();
    assert_eq!(desk.fingerprint(), before);
}

/// The queue of `review` as JSON: short id or slug, state, since when.
fn queue(desk: &TestDesk) -> Vec<(String, String, String)> {
    let listed = desk.as_("ed").type_("review --json").ok().json();
    let one = |doc: &serde_json::Value| {
        let text = |field: &str| doc[field].as_str().unwrap_or_default().to_owned();
        (text("headline"), text("state"), text("submitted"))
    };
    listed["documents"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn a_retraction_that_waits_is_set_aside_only_by_somebody_who_says_so() {
    let (desk, _) = live();
    desk.as_("ana").type_("retract x --tell-readers 'It was a hoax.' --submit").ok();
    let before = desk.fingerprint();
    desk.as_("lev")
        .type_("correct x --tell-readers 'It was 200 men.' --replace '300=>200'")
        .usage()
        .says("a retraction, submitted by ana")
        .says("stays live")
        .says("--set-aside")
        .says("newsroom publish");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_submitted_retraction_is_named_while_it_is_aside_and_comes_back_in_its_place() {
    let (desk, path) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.at("21:02").does("retract x --tell-readers 'It was a hoax.' --submit");
    lev.at("21:10").files("y", "Later").submits();
    let waited = queue(&desk);
    assert_eq!(waited.len(), 2, "{waited:?}");
    let correction =
        "correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit --set-aside";
    lev.at("21:20")
        .tries(correction)
        .ok()
        .says("set aside: a retraction, submitted by ana")
        .says("in the queue where it was");
    for line in ["status", "review"] {
        ed.at("21:21").tries(line).ok().says("Set aside").says("a retraction, submitted by ana");
    }
    let status = ed.tries("status --json").ok().json();
    let aside = &status["set_aside"][0]["set_aside"];
    assert_eq!(aside["state"], "in_review");
    assert_eq!(aside["retraction"], true);
    ed.at("21:30").looks_at("x");
    ed.at("21:30")
        .tries("publish x --approve")
        .ok()
        .says("what was set aside is back, in the queue where it was: a retraction");
    assert!(desk.published(&path).contains("200 men"), "the correction is out");
    assert_eq!(desk.stands("x"), ("in_review".into(), "live".into()));
    assert_eq!(queue(&desk), waited, "with its own place, since 21:02");
    ed.at("21:40").lets_out("x");
    assert_eq!(desk.stands("x").1, "retracted");
    ed.tries("audit --full").ok();
}

#[test]
fn an_approved_retraction_comes_back_in_its_place_and_is_approved_anew() {
    let (desk, _) = live();
    let People { ana, ed, mara, .. } = desk.people();
    ana.does("retract x --tell-readers 'It was a hoax.' --submit");
    ed.approves("x");
    ana.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --set-aside");
    mara.tries("diff x").ok();
    mara.tries("publish x --approve")
        .ok()
        .says("in the queue where it was: a retraction, submitted by ana")
        .says("an approval counts in its own round, so it is approved anew");
    assert_eq!(desk.stands("x"), ("in_review".into(), "live".into()));
    mara.tries("publish x").refused();
    ed.at("23:00").lets_out("x");
    assert_eq!(desk.stands("x").1, "retracted");
    ed.tries("audit --full").ok();
}

#[test]
fn what_was_taken_back_before_it_was_set_aside_comes_back_as_a_draft() {
    let (desk, _) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.does("edit x --replace '96 metres=>104 metres' --submit");
    ana.does("undo");
    ana.does("edit x --replace '96 metres=>105 metres' --submit");
    ana.tries("undo").ok();
    lev.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    ed.at("21:20").looks_at("x");
    ed.at("21:20").tries("publish x --approve").ok();
    assert!(matches!(desk.stands("x").0.as_str(), "draft" | "as_published"));
    ed.tries("audit --full").ok();
}

#[test]
fn words_that_both_sides_changed_come_back_to_be_settled_and_the_desk_stays_lawful() {
    let (desk, _) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.does("edit x --headline 'Another headline' --submit");
    lev.does("correct x --tell-readers 'The headline was wrong.' --headline 'A third' --submit");
    ed.at("21:20").looks_at("x");
    ed.at("21:20").tries("publish x --approve").ok().says("both changed the same words");
    assert_eq!(desk.stands("x").0, "needs_merge");
    ed.tries("audit --full").ok();
}

#[test]
fn steps_typed_into_the_file_of_words_set_aside_become_nobodys() {
    let (desk, path) = live();
    let People { ana, ed, .. } = desk.people();
    ana.does("edit x --replace '96 metres=>104 metres' --submit");
    ana.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    let aside = path.replace(".toml", ".aside.toml");
    let digest = desk.show("x")["digest"].as_str().expect("a digest").to_owned();
    let forged = format!(
        "[[reviews]]\nat = 2026-11-07T21:10:00+02:00\nby = \"ed-lind\"\nverdict = \"approved\"\nround = 2\ndigest = \"{digest}\"\n"
    );
    ana.opens(&aside).adds(&forged).commits();
    ed.at("21:20").looks_at("x");
    let ran = ed.at("21:20").tries("publish x --approve");
    ran.ok().says("still aside").says("somebody changed it by hand");
    ed.at("21:21").tries("audit --full").ok();
}

#[test]
fn a_reporter_corrects_what_is_live_while_an_update_waits_for_its_hour_and_the_hour_is_told() {
    let (desk, _) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.at("21:02").does("edit x --replace '96 metres=>104 metres' --publish-at 23:00 --submit");
    ed.at("21:03").approves("x");
    let line = "correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit";
    lev.at("21:04")
        .tries(line)
        .ok()
        .says("it was approved to go out at an hour, and does not as long as it is set aside")
        .says("Readers will see, once it is published")
        .says_not("Nobody sees it before");
    ed.at("21:05").tries("status").ok().says("it was to go out 23:00").says_not("DUE");
    let held = "its words are set aside until a correction is out";
    ed.at("23:01").tries("status --exit-code").refused().says("was due 23:00").says(held);
    ed.at("23:01").tries("publish --due").refused().says(held).says("newsroom correct");
    ed.at("21:06").lets_out("x");
    ed.at("21:07").tries("status").ok().says("is due 23:00").says("its words are not approved");
    ed.at("23:10").tries("publish --due").refused();
    ed.at("23:11").approves("x");
    ed.at("23:12").does("publish --due");
    ed.at("23:13").tries("audit --full").ok();
}

#[test]
fn words_saved_where_others_are_to_be_set_aside_are_not_overwritten() {
    let (desk, path) = live();
    let aside = path.replace(".toml", ".aside.toml");
    desk.as_("ana").type_("edit x --replace '96 metres=>104 metres'").ok();
    desk.write(&aside, "my notes");
    let line = "correct x --tell-readers 'It was 200 men.' --replace '300=>200'";
    desk.as_("ana").type_(line).usage().says("saved and not filed").says("mv ");
    assert_eq!(desk.read(&aside), "my notes");
    std::fs::remove_file(desk.root().join(&aside)).expect("removed");
    desk.as_("ana").type_(line).ok();
}

#[test]
fn a_retraction_that_waits_is_dropped_by_its_reporter_or_by_an_editor_alone() {
    let (desk, _) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.does("retract x --tell-readers 'It was a hoax.' --submit");
    lev.tries("correct x --drop").usage().says("by who submitted it, or by an editor");
    assert_eq!(desk.stands("x").0, "in_review");
    ed.tries("correct x --drop").ok();
    assert_eq!(desk.stands("x").0, "as_published");
}

#[test]
fn approved_words_that_a_correction_went_into_are_back_in_the_queue_and_read_again() {
    let (desk, _) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.at("21:02").does("edit x --replace '96 metres=>104 metres' --submit");
    ed.at("21:05").approves("x");
    lev.at("21:10")
        .tries("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit")
        .ok()
        .says("set aside: unfinished words, submitted by ana-petrova, approved by ed-lind");
    ed.at("21:20").looks_at("x");
    ed.at("21:20").tries("publish x --approve").ok().says("so it is approved anew");
    assert_eq!(desk.stands("x"), ("in_review".into(), "live".into()));
    ed.tries("publish x").refused();
    let shown = desk.show("x");
    assert!(shown["document"]["body"].as_str().unwrap().contains("104 metres"));
    assert_eq!(queue(&desk)[0].2, "2026-11-07T21:02:00+02:00");
    ed.at("21:30").lets_out("x");
    ed.tries("audit --full").ok();
}

#[test]
fn a_drafted_correction_is_dropped_and_what_was_aside_is_back_as_it_was() {
    let (desk, path) = live();
    let People { ana, lev, ed, .. } = desk.people();
    ana.does("retract x --tell-readers 'It was a hoax.' --submit");
    ed.approves("x");
    lev.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --set-aside");
    lev.tries("correct x --drop --replace '300=>100'").usage();
    lev.tries("correct x --drop")
        .ok()
        .says("dropped: unfinished words")
        .says("newsroom show")
        .says("what was set aside is back: a retraction, submitted by ana-petrova, approved by ed-lind");
    assert!(!desk.tree("HEAD").contains(&path.replace(".toml", ".aside.toml")));
    assert_eq!(desk.stands("x"), ("approved".into(), "live".into()));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    ed.tries("audit --full").ok();
    ed.tries("publish x").ok();
    assert_eq!(desk.stands("x").1, "retracted");
}

#[test]
fn what_is_drafted_over_live_words_is_dropped_and_readers_words_are_the_desks_again() {
    let (desk, _) = live();
    let People { ana, ed, .. } = desk.people();
    ana.tries("correct x --drop").usage().says("nothing is drafted");
    ana.does("correct x --tell-readers 'It was 200 men.' --replace '300=>200' --submit");
    ed.tries("spike x -m 'not so'").refused().says("correct").says("--drop");
    ana.does("correct x --drop");
    assert_eq!(desk.stands("x"), ("as_published".into(), "live".into()));
    ed.tries("audit --full").ok();
}

#[test]
fn a_lead_picture_changed_in_a_draft_keeps_no_story_from_being_closed_nor_a_post_from_being_pinned()
{
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("x", "X", BODY);
    desk.write("a.png", crate::desk::png());
    ana.does("story edit storm --image a.png --alt A --media-credit V");
    ed.lets_out("storm");
    desk.write("b.png", crate::desk::png_of(2));
    ana.does("story edit storm --remove-media 1 --image b.png --alt B --media-credit V");
    let story = desk.show("storm");
    let media = story["document"]["media"].as_array().unwrap();
    assert_eq!(media.len(), 1, "in its place: {media:?}");
    assert_eq!((media[0]["alt"].as_str(), media[0]["credit"].as_str()), (Some("B"), Some("V")));
    ed.tries("pin x").ok();
    ed.tries("story close storm").ok();
    ed.tries("story reopen storm").ok();
    let now = desk.show("storm");
    assert_eq!(now["document"]["media"][0]["alt"], "B", "the draft is back");
    ed.tries("audit --full").ok();
}

#[test]
fn the_same_words_are_put_right_in_fourteen_posts_at_once_or_in_none() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let slugs: Vec<String> = (1..=14).map(|n| format!("post-{n}")).collect();
    for slug in &slugs {
        desk.live(slug, &format!("Headline of {slug}"), "About 300 men were lost.");
    }
    desk.live("other", "Other", "Nobody was lost.");
    let all = slugs.join(" ");
    let before = desk.fingerprint();
    let told = "--tell-readers 'It was 200 men.' --replace '300=>200' --submit";
    let other = desk.show("other")["id"].as_str().unwrap()[..4].to_owned();
    ana.tries(&format!("correct {all} other {told}")).usage().says(&other).says("300");
    assert_eq!(desk.fingerprint(), before, "all or none");
    let commits =
        |branch: &str| desk.git(["rev-list", "--count", branch]).trim().parse::<u32>().unwrap();
    let (desk_had, record_had) = (commits("HEAD"), commits("published"));
    ana.tries(&format!("correct {all} {told}")).ok();
    assert_eq!(commits("HEAD"), desk_had + 1);
    for slug in &slugs {
        ed.looks_at(slug);
    }
    ed.tries(&format!("publish {all} --approve")).ok();
    assert_eq!((commits("HEAD"), commits("published")), (desk_had + 2, record_had + 14));
    assert!(slugs.iter().all(|slug| desk.published(&desk.path(slug)).contains("200 men")));
}

#[test]
fn a_picture_that_was_wrong_is_corrected_in_its_place() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.write("a.png", crate::desk::png());
    desk.write("b.png", crate::desk::png_of(2));
    ana.does("add --slug quay --headline 'The quay' --body 'It is shut.' --image a.png --alt 'A gate' --media-credit 'Vera Lom' --submit");
    ed.lets_out("quay");
    let before = desk.show("quay")["document"]["media"][0]["src"].clone();
    ana.does(
        "correct quay --media 1 --image b.png --tell-readers 'Another gate was shown.' --submit",
    );
    ed.lets_out("quay");
    let media = desk.show("quay")["document"]["media"].as_array().unwrap().clone();
    assert_eq!((media.len(), media[0]["credit"].as_str()), (1, Some("Vera Lom")), "{media:?}");
    assert_ne!(media[0]["src"], before);
    assert!(desk.published(&desk.path("quay")).contains("Another gate was shown."));
    ed.tries("audit --full").ok();
}

#[test]
fn what_somebody_submitted_stays_under_a_retraction_and_is_named() {
    let (desk, _) = live();
    let People { ana, lev, .. } = desk.people();
    lev.does("edit x --replace '300=>200' --submit");
    let ran = ana.at("21:05").tries("retract x --tell-readers 'A hoax.' --submit");
    ran.ok().says("under it: unfinished words, submitted by lev-marin");
    let ran = lev.at("21:07").tries("retract x --tell-readers 'Made up.' --submit");
    ran.ok().says("in the place of the line for readers “A hoax.”, submitted by ana-petrova");
}

#[test]
fn a_retraction_that_is_dropped_or_released_leaves_nobodys_words_lost() {
    for released in [false, true] {
        let (desk, path) = live();
        let People { ana, lev, ed, .. } = desk.people();
        lev.does("edit x --replace '300=>200' --submit");
        ana.at("21:05").does("retract x --tell-readers 'A hoax.' --submit");
        if released {
            ed.at("21:06").tries("show x").ok();
            ed.at("21:06").tries("publish x --approve").ok();
            assert_eq!(desk.stands("x"), ("as_published".into(), "retracted".into()));
        } else {
            ana.at("21:06").tries("correct x --drop").ok().says("what is under it is back");
            assert_eq!(desk.stands("x"), ("in_review".into(), "live".into()));
        }
        assert!(desk.filed(&path).contains("200"), "{}", desk.filed(&path));
        ed.at("21:07").tries("audit --full").ok();
    }
}

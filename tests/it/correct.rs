//! `correct` and `retract`: what readers saw is put right or withdrawn, and they are told why.

use crate::desk::TestDesk;

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
    ran.ok().says("Readers will see: \"It was 200 men.\"");
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
        .says("Readers will see: \"The caller was mistaken.\"");
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

//! The gate: every reason can be reached, all are told at once, each with its remedy.

use crate::desk::TestDesk;
use crate::review_flow::policy;

#[test]
fn all_reasons_are_told_at_once_and_nothing_is_written() {
    let desk = TestDesk::new();
    desk.as_("ana").type_("story open storm --title 'Storm night'").ok();
    desk.write("a.png", crate::desk::png());
    let path = desk.as_("ana").type_("add --slug x --headline X --body 'About 300 men were lost.' --image a.png --video https://v.example/1.mp4 --source anonymous:'a resident' --publish-at 23:00 --json").ok().path();
    desk.as_("ana").type_("verify-flag x --quote '300 men' --status unverified").ok();
    desk.as_("ana").type_("verify-flag x --quote 'were lost' --status false").ok();
    desk.as_("ed").type_("stop x -m 'ring the lawyer'").ok();
    desk.change(&path, "headline = \"X\"", "headline = \"XX\"");
    let before = desk.fingerprint();
    let ran = desk.as_("ed").at("21:00").type_("publish x");
    ran.refused().says("not ready: ");
    for reason in [
        "nobody has approved these words",
        "stopped by ed-lind: ring the lawyer",
        "“300 men” is unverified and readers are not told so",
        "readers are not told why “a resident” is not named",
        "no editor has said that she knows who “a resident” is",
        "has no alt text",
        "the image",
        "the video https://v.example/1.mp4 has no credit",
        "not before",
        "has changes that are saved and not filed",
        "its story “Storm night” is not published yet",
        "“were lost” is marked false and still stands in it",
    ] {
        ran.says(reason);
    }
    let reasons = ran.err.lines().filter(|line| line.starts_with("  - ")).count();
    assert!(ran.err.contains(&format!("not ready: {reasons} reasons")), "{}", ran.err);
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_file_that_is_named_and_missing_is_a_reason() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let text = desk.read(&path);
    desk.write(&path, format!("{text}\n[[media]]\nkind = \"image\"\nsrc = \"gone.jpg\"\nalt = \"A picture\"\ncredit = \"Vera\"\n"));
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed")
        .type_("publish x --approve")
        .refused()
        .says("the file gone.jpg is not there")
        .says("--remove-media gone.jpg");
}

#[test]
fn a_file_that_cannot_be_read_never_reaches_the_record() {
    for (name, bytes) in [
        ("phone.jpg", &b"\0\0\0\x18ftypheic\0\0\0\0mif1heicGPS 50.45"[..]),
        ("cut.jpg", b"\xFF\xD8\xFF\xE1\0\x20Exif\0\0GPS 50.45"),
        ("notes.txt", b"GPS 50.45"),
    ] {
        let desk = TestDesk::with_story();
        let path = desk.post("x", "X", "Words.");
        desk.as_("ana").type_("submit x").ok();
        let text = desk.read(&path);
        desk.write(&path, format!("{text}\n[[media]]\nkind = \"image\"\nsrc = \"{name}\"\nalt = \"A picture\"\ncredit = \"Vera\"\n"));
        let folder = path.rsplit_once('/').unwrap().0;
        desk.write(&format!("{folder}/{name}"), bytes);
        desk.git(["add", "--all"]);
        desk.git([
            "commit",
            "--quiet",
            "-m",
            "by hand",
            "--author",
            "Ana Petrova <ana@courier.example>",
        ]);
        let ran = desk.as_("ed").type_("publish x --approve --with-story");
        ran.refused().says(name).says("--media N --image FILE");
        assert!(!desk.tree("published").iter().any(|path| path.ends_with(name)), "{name}");
    }
}

#[test]
fn nothing_in_it_is_a_reason() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.as_("ana").type_("edit x --headline '' --body ''").ok();
    desk.as_("ed").type_("publish x --approve").refused().says("there is nothing in it yet");
}

#[test]
fn live_words_are_a_reason() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    desk.as_("ed").type_("publish x").refused().says("these words are live already");
    desk.as_("ed").type_("publish x --approve").refused().says("live already");
}

#[test]
fn a_conflict_is_a_reason_and_setting_the_field_settles_it() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.conflicted("x");
    desk.as_("ana").type_("edit x --tag t").ok();
    let json = desk.show("x");
    assert_eq!((json["state"].as_str(), json["digest"].is_null()), (Some("needs_merge"), true));
    desk.as_("ed").type_("approve x").refused().says("two people changed the same words");
    desk.as_("ed").type_("publish x").refused().says("two people changed the same words");
    desk.as_("ana").type_("status").ok().says("Two people changed");
    desk.as_("ana").type_("edit x --headline B").ok();
    assert_eq!(desk.stands("x").0, "draft");
}

#[test]
fn open_claims_may_be_let_out_with_a_caveat_or_not_at_all() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "About 300 men were lost.");
    desk.as_("ana")
        .type_("verify-flag x --quote '300 men' --status disputed --caveat 'Others say seven.'")
        .ok();
    policy(&desk, "open_claims = \"caveat\"", "open_claims = \"block\"");
    desk.as_("ed")
        .type_("publish x --approve")
        .refused()
        .says("is still disputed, and this desk publishes no open claim");
    policy(&desk, "open_claims = \"block\"", "open_claims = \"caveat\"");
    desk.as_("ed").type_("publish x --approve").ok();
}

#[test]
fn an_anonymous_source_needs_a_reason_for_readers_or_a_warning() {
    let desk = TestDesk::with_story();
    desk.as_("ana")
        .type_("add --slug x --headline X --source anonymous:'a resident' --submit")
        .ok();
    desk.as_("ed").type_("source know x resident").ok();
    desk.as_("ed").type_("publish x --approve").refused().says("readers are not told why");
    policy(&desk, "anonymous_reason = \"required\"", "anonymous_reason = \"warn\"");
    desk.as_("ed").type_("publish x --approve").ok().says("readers are not told why");
}

#[test]
fn somebody_who_knows_the_source_must_be_an_editor_and_say_so_herself() {
    let desk = TestDesk::with_story();
    let path = desk.as_("ana").type_("add --slug x --headline X --source 'anonymous:a resident:for her safety' --submit --json").ok().path();
    desk.as_("ana").type_("source know x resident").usage();
    desk.change(
        &path,
        "reason = \"for her safety\"",
        "reason = \"for her safety\"\nknown_to = [\"ed-lind\"]",
    );
    desk.as_("ana").type_("submit x");
    let ran = desk.as_("mara").type_("publish x --approve");
    ran.refused();
    assert_eq!(desk.stands("x").1, "unpublished", "an entry in another's name does not count");
}

#[test]
fn the_source_that_an_editor_knows_is_let_out() {
    let desk = TestDesk::with_story();
    desk.as_("ana")
        .type_("add --slug x --headline X --source 'anonymous:a resident:for her safety' --submit")
        .ok();
    desk.as_("ed")
        .type_("publish x --approve")
        .refused()
        .says("no editor has said")
        .says("newsroom source know");
    desk.as_("ed").type_("source know x resident").ok();
    desk.as_("ed").type_("source list x").ok().says("a resident").says("ed-lind");
    desk.as_("ed").type_("source know x resident").usage();
    desk.as_("ed").type_("source know x nobody").usage();
    desk.as_("ed").type_("publish x --approve").ok();
}

#[test]
fn an_embargo_holds_until_its_time() {
    let desk = TestDesk::with_story();
    desk.as_("ana").at("21:00").type_("add --slug x --headline X --publish-at 23:00 --submit").ok();
    desk.as_("ed").at("21:10").type_("approve x").ok();
    desk.as_("ed").at("22:59").type_("publish x").refused().says("not before");
    desk.as_("ana").at("22:59").type_("edit x --publish-at 22:58").usage();
    desk.as_("ana").at("22:59").type_("edit x --remove-publish-at").usage();
    desk.as_("ana").at("22:59").type_("edit x --set publish_at=").usage();
    desk.as_("ed").at("22:59").type_("edit x --remove-publish-at").ok();
    desk.as_("ed").at("22:59").type_("publish x").ok();
}

#[test]
fn an_embargo_typed_into_the_file_does_not_lift_an_approval_given_under_it() {
    let desk = TestDesk::with_story();
    let path = desk
        .as_("ana")
        .at("21:00")
        .type_("add --slug x --headline X --publish-at 23:00 --submit --json")
        .ok()
        .path();
    desk.as_("ed").at("21:10").type_("approve x").ok();
    assert!(
        desk.read(&path).contains("not_before = 2026-11-07T23:00:00+02:00"),
        "{}",
        desk.read(&path)
    );
    desk.change(&path, "publish_at = 2026-11-07T23:00:00+02:00\n", "");
    desk.as_("ana").at("21:20").type_("edit x --tag zzz --remove-tag zzz");
    desk.as_("ana").at("21:20").type_("edit x");
    let ran = desk.as_("ed").at("21:30").type_("publish x");
    assert_ne!(ran.code, 0, "the approval was given under an embargo: {}", ran.out);
}

#[test]
fn an_editors_note_is_approved_by_an_admin_or_by_somebody_who_may() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    desk.as_("ana")
        .type_("correct x --kind editors-note --tell-readers 'We should have waited.' --submit")
        .ok();
    desk.as_("ed").type_("approve x").refused().says("an admin");
    desk.as_("ed").type_("publish x --approve").refused();
    desk.as_("mara").type_("approve x").ok();
    desk.as_("ed")
        .type_("publish x")
        .ok()
        .says("release 2, editors-note")
        .says("We should have waited.");
    desk.live("y", "Y", "Words.");
    desk.as_("mara").type_("contributor edit ed-lind --may editors-note").ok();
    desk.as_("ana")
        .type_("correct y --kind editors-note --tell-readers 'We should have waited.' --submit")
        .ok();
    desk.as_("ed").type_("diff y").ok();
    desk.as_("ed").type_("publish y --approve").ok();
}

#[test]
fn a_correction_that_tells_readers_nothing_is_held() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "About 300 men.");
    desk.as_("ana").type_("correct x --replace '300=>200' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    let ran = desk.as_("ed").type_("publish x --approve");
    ran.refused().says("readers must be told what was wrong").says("--tell-readers");
    desk.as_("ana").type_("correct x --tell-readers 'It was 200.' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
}

#[test]
fn a_retracted_post_stays_retracted() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "Words.");
    desk.as_("ana").type_("retract x --tell-readers 'It was wrong.' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let notice = desk.published(&path);
    desk.as_("ana").type_("edit x --headline Y").ok();
    desk.as_("ed").type_("publish x --approve").refused().says("for good");
    desk.change(&path, "It was wrong.", "It was right.");
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").refused().says("for good");
    assert_eq!(desk.published(&path), notice);
}

//! `credit`, `pin`, `unpin`: one step over the live words, whatever the desk is writing.

use crate::desk::TestDesk;

#[test]
fn a_credit_is_added_over_the_live_words_while_others_wait() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "Words.");
    desk.as_("ana").type_("edit x --headline 'Not yet'").ok();
    desk.as_("ed")
        .type_("credit x lev-marin:photographer:'Fish Quay' 'Lena Marsk:translator'")
        .ok()
        .says("byline")
        .says("second read");
    let public = desk.published(&path);
    assert!(
        public.contains("Lev Marin")
            && public.contains("Lena Marsk")
            && public.contains("headline = \"X\""),
        "{public}"
    );
    let filed = desk.filed(&path);
    assert!(filed.contains("Not yet") && filed.contains("Lena Marsk"), "{filed}");
    assert_eq!(desk.stands("x"), ("draft".into(), "live".into()));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn what_is_not_live_is_credited_at_the_desk() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.as_("ana").type_("credit x lev-marin").ok();
    assert!(desk.filed(&path).contains("lev-marin"));
    assert_eq!(desk.stands("x").1, "unpublished");
    desk.as_("ana").type_("credit x lev-marin").usage().says("nothing changes");
}

#[test]
fn a_reporter_releases_no_credit_alone() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    let before = desk.fingerprint();
    assert_ne!(desk.as_("ana").type_("credit x lev-marin").code, 0);
    assert_ne!(desk.as_("ana").type_("pin x").code, 0);
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_post_is_pinned_and_unpinned_while_the_story_waits() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    let id = desk.show("x")["id"].as_str().unwrap().to_owned();
    desk.as_("ana").type_("story edit storm --title 'Not yet' --point 'A point'").ok();
    desk.as_("ed").type_("pin x").ok().says("layout");
    let story = "posts/2026/11/storm/story.toml";
    let public = desk.published(story);
    assert!(
        public.contains(&format!("pinned = \"{id}\""))
            && public.contains("Storm night")
            && !public.contains("A point"),
        "{public}"
    );
    assert!(
        desk.filed(story).contains("Not yet") && desk.filed(story).contains("pinned"),
        "{}",
        desk.filed(story)
    );
    desk.as_("ed").type_("unpin storm").ok();
    assert!(!desk.published(story).contains("pinned"));
    assert!(desk.filed(story).contains("A point"));
    desk.as_("ed").type_("pin storm").usage();
    let before = desk.fingerprint();
    assert_ne!(desk.as_("ed").type_("unpin storm").code, 0, "nothing is pinned");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_stop_holds_a_credit_too() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    desk.as_("ed").type_("stop x -m y").ok();
    let before = desk.fingerprint();
    desk.as_("ed").type_("credit x lev-marin").refused().says("stopped");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn dry_run_pins_and_credits_nothing() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    let before = desk.fingerprint();
    desk.as_("ed").type_("pin x -n").ok();
    desk.as_("ed").type_("credit x lev-marin -n").ok();
    desk.as_("ed").type_("story close storm -n").ok();
    assert_eq!(desk.fingerprint(), before);
}

//! `newsroom review` at a terminal.

use crate::desk::Desk;
use crate::screen::{CTRL_C, Screen};

const MENU: &str = "[q]uit";

/// Two posts wait: one new, one with other words than the live ones.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.does("ana", &["edit", "power-cut", "--replace", "300 homes=>at least 14,000 homes"]);
    desk.does("ana", &["submit", "power-cut"]);
    desk.post("ferry", "Ferries suspended", "No ferries will run tonight.");
    desk
}

fn state(desk: &Desk, doc: &str) -> String {
    let json = desk.does("ed", &["show", doc, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    json["state"].as_str().expect("a state").to_owned()
}

fn coloured(desk: &Desk, words: &[&str]) -> Screen {
    let mut command = desk.newsroom("ed", words);
    command.env_remove("NO_COLOR");
    Screen::open(command)
}

#[test]
fn the_queue_is_walked_with_single_keys() {
    let desk = desk();
    let mut screen = desk.types("ed", &["review"], "true");
    screen.shows("About [-300-]{+at least 14,000+} homes are dark.").shows(MENU).types("a");
    screen.shows("approved ").shows("{+No ferries will run tonight.+}").shows(MENU).types("r");
    screen.shows("What is to be done").types("Who says so?\r").shows("returned ");
    let (code, seen) = screen.shows("that was all").ends();
    assert_eq!(code, 0, "{seen}");
    assert_eq!(state(&desk, "power-cut"), "approved");
    assert_eq!(state(&desk, "ferry"), "returned");
    assert!(desk.filed("ferry").contains("note = \"Who says so?\""));
    desk.is_sound();
}

#[test]
fn a_post_is_published_skipped_or_left_by_one_key() {
    let desk = desk();
    let mut screen = desk.types("ed", &["review"], "true");
    screen.shows("14,000").shows(MENU).types("s");
    screen.shows("No ferries").shows(MENU).types("P");
    let (code, seen) = screen.shows("published ").shows("that was all").ends();
    assert_eq!(code, 0, "{seen}");
    assert_eq!(state(&desk, "ferry"), "as_published");
    assert_eq!(state(&desk, "power-cut"), "in_review");
    let mut screen = desk.types("ed", &["review"], "true");
    let (code, _) = screen.shows(MENU).types("q").ends();
    assert_eq!((code, state(&desk, "power-cut").as_str()), (0, "in_review"));
    desk.is_sound();
}

#[test]
fn after_a_remark_and_after_an_edit_the_same_post_is_there_again() {
    let desk = desk();
    let editor = "sed -i 's/homes are dark/homes were dark/' \"$1\"";
    let mut screen = desk.types("ed", &["review"], editor);
    screen.shows("are dark").shows(MENU).types("c").shows("Remark").types("Read twice.\r");
    screen.shows("commented on").shows("ed-lind comment: Read twice.").shows(MENU).types("e");
    screen.shows("edited ").shows("homes [-are-]{+were+} dark.").shows(MENU).types("a");
    screen.shows("approved ").shows("No ferries").shows(MENU).types("q");
    assert_eq!(screen.ends().0, 0);
    assert_eq!(state(&desk, "power-cut"), "approved");
    desk.is_sound();
}

#[test]
fn what_the_rules_refuse_is_told_and_the_walk_goes_on() {
    let desk = Desk::new();
    desk.does("ed", &["add", "--slug", "schools", "--headline", "Schools shut", "--submit"]);
    desk.post("ferry", "Ferries suspended", "No ferries will run tonight.");
    let mut screen = desk.types("ed", &["review"], "true");
    screen.shows("{+Schools shut+}").shows(MENU).types("a").shows("error: ").shows("hint: ");
    screen.shows("{+Schools shut+}").shows(MENU).types("r").shows("What is to be done");
    screen.types("\r").shows("error: ").shows(MENU).types("s");
    screen.shows("No ferries").shows(MENU).types("a").shows("approved ");
    assert_eq!(screen.shows("that was all").ends().0, 0);
    assert_eq!(state(&desk, "schools"), "in_review");
    desk.is_sound();
}

#[test]
fn words_that_changed_while_they_were_read_are_not_approved() {
    let desk = desk();
    let mut screen = desk.types("ed", &["review", "ferry"], "true");
    screen.shows("No ferries will run tonight.").shows(MENU);
    desk.does("ana", &["edit", "ferry", "--replace", "tonight=>before noon", "--submit"]);
    screen.types("a").shows("changed since they were last shown to you");
    screen.shows("No ferries will run before noon.").shows(MENU);
    assert_eq!(state(&desk, "ferry"), "in_review");
    screen.types("a").shows("approved ").ends();
    assert_eq!(state(&desk, "ferry"), "approved");
    desk.is_sound();
}

#[test]
fn watch_shows_what_another_process_submits_meanwhile() {
    let desk = Desk::new();
    let mut screen = desk.types("ed", &["review", "--watch"], "true");
    screen.shows("nothing waits");
    desk.post("ferry", "Ferries suspended", "No ferries will run tonight.");
    screen.shows("No ferries will run tonight.").shows(MENU).types("r");
    screen.shows("What is to be done").types("Until when?\r").shows("nothing waits");
    desk.does("ana", &["edit", "ferry", "--replace", "tonight=>before noon", "--submit"]);
    screen.shows("No ferries will run before noon.").shows(MENU).types("a").shows("approved ");
    let (code, seen) = screen.shows("nothing waits").types(CTRL_C).ends();
    assert_eq!(code, 130, "{seen}");
    desk.is_sound();
}

#[test]
fn ctrl_c_before_anything_waited_ends_as_130() {
    let desk = Desk::new();
    let mut screen = desk.types("ed", &["review", "--watch"], "true");
    assert_eq!(screen.shows("nothing waits").types(CTRL_C).ends().0, 130);
    let desk = self::desk();
    let mut screen = desk.types("ed", &["review"], "true");
    screen.shows(MENU).types(CTRL_C).shows("Which (Ctrl-C ends)");
    assert_eq!(screen.types(CTRL_C).ends().0, 130);
    desk.is_sound();
}

#[test]
fn colour_comes_on_top_of_the_marks_and_no_color_takes_it_away() {
    let desk = desk();
    let mut screen = coloured(&desk, &["review"]);
    let shown = screen.shows("{+at least 14,000+}").shows(MENU).types("q").ends().1;
    assert!(shown.contains("\u{1B}[9m\u{1B}[31m[-300-]"), "{shown:?}");
    assert!(shown.contains("\u{1B}[32m{+at least 14,000+}"), "{shown:?}");
    let plain = desk.types("ed", &["review"], "true").shows(MENU).types("q").ends().1;
    assert!(plain.contains("About [-300-]{+at least 14,000+} homes"), "{plain:?}");
    assert!(!plain.contains("\u{1B}["), "{plain:?}");
}

#[test]
fn no_command_colours_where_no_color_says_so() {
    let desk = desk();
    for words in [&["status"][..], &["list"], &["diff", "power-cut"], &["log", "ferry"], &["show"]]
    {
        let seen = desk.types("ed", words, "true").ends().1;
        assert!(!seen.is_empty() && !seen.contains('\u{1B}'), "{words:?}: {seen:?}");
    }
}

#[test]
fn each_item_says_where_it_stands_in_the_queue_and_how_urgent_it_is() {
    let desk = desk();
    desk.does("ana", &["submit", "ferry", "--urgent"]);
    let mut screen = desk.types("ed", &["review"], "true");
    screen.shows("1 of 2 · ").shows("URGENT · submitted ").shows("by ana-petrova").shows(MENU);
    screen.types("?").shows("approve: these exact words may be let out").types("s");
    screen.shows("2 of 2 · ").shows(MENU).types("q");
    assert_eq!(screen.ends().0, 0);
}

#[test]
fn ctrl_c_in_an_item_leads_to_the_list_and_from_there_to_the_end() {
    let desk = desk();
    let mut screen = desk.types("ed", &["review"], "true");
    screen
        .shows("14,000")
        .shows(MENU)
        .types(CTRL_C)
        .shows("Which (Ctrl-C ends)")
        .types("Ferries\r");
    screen.shows("No ferries will run tonight.").shows(MENU).types("r").shows("What is to be done");
    screen.types(CTRL_C).shows("No ferries").shows(MENU).types(CTRL_C).shows("Which (Ctrl-C ends)");
    let (code, seen) = screen.types(CTRL_C).ends();
    assert_eq!(code, 130, "{seen}");
    assert_eq!(state(&desk, "ferry"), "in_review");
    desk.is_sound();
}

#[test]
fn words_that_were_read_before_say_since_when_they_are_others() {
    let desk = desk();
    desk.does("ed", &["show", "ferry"]);
    desk.does("ana", &["edit", "ferry", "--replace", "tonight=>before noon", "--submit"]);
    let mut screen = desk.types("ed", &["review", "ferry"], "true");
    screen.shows("changed since you read it at ").shows(": 2 words").shows(MENU).types("q");
    assert_eq!(screen.ends().0, 0);
}

#[test]
fn of_what_readers_have_as_it_is_nothing_is_decided() {
    let desk = Desk::new();
    let mut screen = desk.types("ed", &["review", "power-cut"], "true");
    screen.shows(MENU).types("a").types("p").types("q");
    let (code, seen) = screen.ends();
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("[c]omment") && !seen.contains("[a]pprove"), "{seen}");
    assert!(!seen.contains("[p]ublish") && !seen.contains("[r]eturn"), "{seen}");
    desk.is_sound();
}

#[test]
fn a_new_claim_is_told_once() {
    let desk = Desk::new();
    let words = ["verify-flag", "power-cut", "--quote", "300 homes", "--status", "unverified"];
    desk.does("ana", &[&words[..], &["--caveat", "The grid has not said so."]].concat());
    desk.does("ana", &["submit", "power-cut"]);
    let mut screen = desk.types("ed", &["review"], "true");
    let (code, seen) = screen.shows(MENU).types("q").ends();
    assert_eq!(code, 0, "{seen}");
    assert_eq!(seen.matches("The grid has not said so.").count(), 1, "{seen}");
    desk.is_sound();
}

#[test]
fn what_holds_a_release_back_is_told_once() {
    let desk = Desk::new();
    let words = ["add", "--slug", "quay", "--headline", "The quay", "--body", "It is shut."];
    desk.does("ana", &[&words[..], &["--source", "anonymous:a pilot", "--submit"]].concat());
    let mut screen = desk.types("ed", &["review", "quay"], "true");
    let (code, seen) = screen.shows(MENU).types("q").ends();
    assert_eq!(code, 0, "{seen}");
    assert!(
        seen.contains("holds it back: readers are not told why") && seen.contains("1 of 1"),
        "{seen}"
    );
    assert!(!seen.contains("check NR020"), "{seen}");
    desk.is_sound();
}

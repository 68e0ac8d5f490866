//! `newsroom add` alone.

use crate::desk::Desk;
use crate::screen::{CTRL_C, SHOW_CURSOR};

const BODY: &str = "printf 'Street lamps are out.\\n' >>\"$1\"";

#[test]
fn add_alone_asks_for_the_headline_opens_the_editor_and_files() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["add"], BODY);
    screen.shows("Headline").types("Lamps out on Salt Quay\r");
    let (code, seen) = screen.ends();
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("filed ") && seen.contains("draft"), "{seen}");
    let filed = desk.filed("lamps-out-on-salt-quay");
    assert!(filed.contains("headline = \"Lamps out on Salt Quay\""), "{filed}");
    assert!(filed.contains("Street lamps are out."), "{filed}");
    assert!(!filed.contains("<!--"), "{filed}");
    assert!(filed.contains("who = \"ana-petrova\""), "{filed}");
    desk.is_sound();
}

#[test]
fn an_editor_that_replaces_the_whole_file_writes_the_body() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["add", "--submit"], "echo 'All of it.' >\"$1\"");
    screen.shows("Headline").types("Lamps out\r").shows("filed and submitted");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("lamps-out");
    assert!(filed.contains("headline = \"Lamps out\"") && filed.contains("All of it."), "{filed}");
    desk.is_sound();
}

#[test]
fn a_file_left_as_it_was_is_a_headline_alone() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["add"], "true");
    screen.shows("Headline").types("Sirens on Fish Quay\r");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("sirens-on-fish-quay");
    assert!(!filed.contains("body"), "{filed}");
    desk.is_sound();
}

#[test]
fn an_editor_that_fails_files_nothing_loses_nothing_and_says_where_the_words_are() {
    let desk = Desk::new();
    let before = desk.commits();
    let mut screen = desk.types("ana", &["add"], &format!("{BODY}; exit 1"));
    screen.shows("Headline").types("Lamps out\r");
    let (code, seen) = screen.ends();
    assert_eq!(code, 3, "{seen}");
    assert!(seen.contains("kept in ") && seen.contains("newsroom add goes on with it"), "{seen}");
    assert_eq!(desk.commits(), before);
    let kept = desk.kept();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("Lamps out") && kept[0].contains("Street lamps"), "{kept:?}");
    let status = desk.does("ana", &["status"]);
    assert!(status.contains("newsroom add goes on with"), "{status}");

    let mut screen = desk.types("ana", &["add"], "echo 'And cranes.' >>\"$1\"");
    screen.shows("Go on with them?").types("y").shows("filed ");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("lamps-out");
    assert!(filed.contains("Street lamps are out.\nAnd cranes."), "{filed}");
    desk.is_sound();
}

#[test]
fn words_that_the_desk_refuses_are_kept_and_their_place_told() {
    let desk = Desk::new();
    let long = "head -c 300000 /dev/zero | tr '\\0' 'x' >>\"$1\"";
    let mut screen = desk.types("ana", &["add"], long);
    screen.shows("Headline").types("Too long\r");
    let (code, seen) = screen.ends();
    assert_eq!(code, 2, "{seen}");
    assert!(seen.contains("what you wrote is kept in"), "{seen}");
    assert!(desk.kept()[0].len() > 300_000);
}

#[test]
fn a_program_that_is_killed_while_the_editor_is_open_loses_no_word() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["add"], &format!("{BODY}; echo ready; sleep 5"));
    screen.shows("Headline").types("Lamps out\r").shows("ready").is_killed();
    let kept = desk.kept();
    assert!(kept[0].contains("Lamps out") && kept[0].contains("Street lamps"), "{kept:?}");
    let mut screen = desk.types("ana", &["add"], "true");
    screen.shows("Go on with them?").types("y").shows("filed ");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.filed("lamps-out").contains("Street lamps are out."));
    desk.is_sound();
}

#[test]
fn ctrl_c_at_the_prompt_ends_as_130_and_shows_the_cursor_again() {
    let desk = Desk::new();
    let before = desk.commits();
    let mut screen = desk.types("ana", &["add"], BODY);
    screen.shows("Headline").types("Lam").types(CTRL_C);
    let (code, seen) = screen.ends();
    assert_eq!(code, 130, "{seen}");
    assert!(seen.contains(SHOW_CURSOR), "{seen:?}");
    assert_eq!(desk.commits(), before);
    desk.is_sound();
}

#[test]
fn a_stranger_is_told_before_the_first_question() {
    let desk = Desk::new();
    let (code, seen) = desk.types("eve", &["add"], BODY).ends();
    assert_eq!(code, 2, "{seen}");
    assert!(!seen.contains("Headline"), "{seen}");
    assert!(seen.contains("eve@courier.example"), "{seen}");
}

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
fn a_file_left_as_it_was_files_nothing_and_the_headline_is_not_lost() {
    let desk = Desk::new();
    let before = desk.commits();
    let mut screen = desk.types("ana", &["add"], "true");
    screen.shows("Headline").types("Sirens on Fish Quay\r").shows("nothing is filed");
    let (code, seen) = screen.ends();
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("newsroom add --headline 'Sirens on Fish Quay'"), "{seen}");
    assert_eq!(desk.commits(), before);
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

#[test]
fn the_cursor_stands_where_typing_is_right_and_our_lines_never_mix_with_the_words() {
    let desk = Desk::new();
    // Words in the first line, and others typed behind both of our lines.
    let script = "sed -i -e '1s/^/Street lamps are out./' -e 's/ -->$/ -->And cranes./' \"$1\"";
    let mut screen = desk.types("ana", &["add"], script);
    screen.shows("Headline").types("Lamps out\r").shows("filed ");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("lamps-out");
    assert!(filed.contains("Street lamps are out.\n"), "{filed}");
    assert!(filed.contains("And cranes."), "{filed}");
    assert!(!filed.contains("<!--") && filed.contains("headline = \"Lamps out\""), "{filed}");
    desk.is_sound();
}

#[test]
fn words_left_behind_are_listed_shown_gone_on_with_as_they_were_begun_and_discarded() {
    let desk = Desk::new();
    for (headline, tag, left) in [("Lamps out", "power", false), ("Cranes", "port", true)] {
        let mut screen = desk.types("ana", &["add", "--tag", tag], &format!("{BODY}; exit 1"));
        if left {
            screen.shows("Go on with them?").types("n");
        }
        screen.shows("Headline");
        screen.types(&format!("{headline}\r"));
        assert_eq!(screen.ends().0, 3);
    }
    let listed = desk.does("ana", &["kept"]);
    assert_eq!(listed.matches("Street lamps are out.").count(), 2, "{listed}");
    let json: serde_json::Value =
        serde_json::from_str(&desk.does("ana", &["kept", "--json"])).expect("one document");
    let name = |headline: &str| {
        let rows = json["kept"].as_array().expect("rows").iter();
        let mut names = rows.map(|row| row["name"].as_str().expect("a name").to_owned());
        names
            .find(|name| desk.does("ana", &["kept", "show", name]).contains(headline))
            .expect("kept")
    };
    let (lamps, cranes) = (name("Lamps out"), name("Cranes"));
    let mut screen = desk.types("ana", &["kept", "resume", &lamps], "true");
    screen.shows("filed ");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("lamps-out");
    assert!(filed.contains("\"power\"") && filed.contains("Street lamps are out."), "{filed}");
    desk.does("ana", &["kept", "discard", &cranes]);
    assert!(desk.kept().is_empty());
    desk.is_sound();
}

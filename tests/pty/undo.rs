//! `newsroom undo` at a terminal.

use crate::desk::Desk;

#[test]
fn a_release_that_went_out_while_the_question_stood_is_readers_and_nothing_is_undone() {
    let desk = Desk::new();
    desk.git(&["init", "--quiet", "--bare", "../shared.git"]);
    desk.git(&["remote", "add", "origin", "../shared.git"]);
    desk.does("ed", &["sync"]);
    desk.post("ferry", "Ferries suspended", "No ferries will run tonight.");
    desk.does("ed", &["publish", "ferry", "--approve", "--no-send"]);
    let before = desk.git(&["rev-parse", "HEAD", "published"]);
    let mut screen = desk.types("ed", &["undo"], "true");
    screen.shows("the release never was").shows("Undo it?");
    desk.does("ed", &["sync"]);
    let (code, seen) = screen.types("y").shows("readers have seen").ends();
    assert_eq!(code, 2, "{seen}");
    assert_eq!(desk.git(&["rev-parse", "HEAD", "origin/published"]), before);
    assert_eq!(desk.git(&["rev-parse", "HEAD", "published"]), before);
    desk.is_sound();
}

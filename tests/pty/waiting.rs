//! Long work, as somebody who waits for it sees it.

use rusqlite::{Connection, TransactionBehavior};

use crate::desk::Desk;
use crate::screen::{CTRL_C, Screen};

/// What clears the line that stood there.
const CLEARED: &str = "\r\u{1B}[2K";

fn audit(desk: &Desk, environment: &[(&str, &str)]) -> Screen {
    let mut command = desk.newsroom("ana", &["audit", "--full"]);
    command.envs(environment.iter().copied());
    Screen::open(command)
}

#[test]
fn how_far_it_is_is_shown_and_gone_when_it_is_done() {
    let desk = Desk::new();
    let steps = desk.commits();
    let (code, seen) = audit(&desk, &[("GIT_PROGRESS_DELAY", "0")]).ends();
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains(&format!("judging the desk’s steps: 1 of {steps} [")), "{seen}");
    assert!(seen.contains("judging the record’s steps: 1 of "), "{seen}");
    let (before, left) = seen.rsplit_once(CLEARED).expect("it was cleared");
    assert!(before.contains(" left") && left.starts_with("lawful: "), "{seen}");
}

#[test]
fn what_is_soon_done_or_seen_by_nobody_is_not_shown() {
    let desk = Desk::new();
    for environment in [
        [("GIT_PROGRESS_DELAY", "600"), ("TERM", "xterm")],
        [("GIT_PROGRESS_DELAY", "0"), ("TERM", "dumb")],
    ] {
        let (code, seen) = audit(&desk, &environment).ends();
        assert!(code == 0 && seen.starts_with("lawful: "), "{seen}");
    }
    let mut command = desk.newsroom("ana", &["audit", "--full"]);
    let output = command.env("GIT_PROGRESS_DELAY", "0").output().expect("newsroom runs");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn ctrl_c_ends_it_and_says_how_far_it_came() {
    let desk = Desk::new();
    desk.does("ana", &["audit"]);
    desk.git(&["commit", "-q", "--allow-empty", "-m", "Something the index does not have"]);
    // Whoever writes into the index meanwhile is waited for.
    let index = desk.path().join(".git/newsroom/cache.sqlite");
    let mut index = Connection::open(index).expect("opened");
    let held = index.transaction_with_behavior(TransactionBehavior::Immediate).expect("held");
    let mut screen = audit(&desk, &[("GIT_PROGRESS_DELAY", "0")]);
    let (code, seen) = screen.shows("reading the history: 1 of 1 [").types(CTRL_C).ends();
    assert_eq!(code, 130, "{seen}");
    let (before, last) = seen.rsplit_once(CLEARED).expect("it was cleared");
    // Where the terminal's own `^C` ended in the next line, that one would be cleared and this one stay.
    let line = before.rsplit('\r').next().unwrap_or_default();
    assert!(line.chars().count() + "^C".len() < 100, "{line:?}");
    let said =
        "stopped: reading the history, 1 of 1; nothing is lost, and the same command does it";
    assert_eq!(last.trim_end(), said);
    drop(held);
    assert!(desk.does("ana", &["audit", "--full"]).starts_with("lawful: "));
}

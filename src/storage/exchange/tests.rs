//! Both lines, sent to a shared desk and fetched from it.

use std::time::{Duration, Instant};

use super::*;
use crate::storage::ground::durable;
use crate::storage::testing::{POST, TestDesk, git_in};
use crate::storage::{Line, StorageError, Store};

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(20)
}

fn tips(store: &Store) -> There {
    let tip = |line| store.tip(line).expect("read");
    There { desk: tip(Line::Desk), record: tip(Line::Record) }
}

fn push(store: &Store) -> Pushed {
    store.push(&tips(store), soon())
}

fn with_remote() -> TestDesk {
    let desk = TestDesk::new();
    let folder = desk.path();
    let folder = folder.parent().expect("a folder");
    assert!(git_in(folder, &["init", "-q", "--bare", "remote.git"]).status.success());
    desk.git(&["remote", "add", "origin", "../remote.git"]);
    desk
}

#[test]
fn both_lines_are_sent_and_known_to_be() {
    let desk = with_remote();
    let tip = desk.file(POST, "x");
    let store = desk.store();
    assert!(store.has_remote());
    assert_eq!(store.unsent(Line::Desk).expect("counted").len(), 2);
    assert!(!store.is_sent(&tip, Line::Desk).expect("looked up"));
    assert_eq!(push(&store), Pushed::Done);
    assert!(store.unsent(Line::Desk).expect("counted").is_empty());
    assert!(store.is_sent(&tip, Line::Desk).expect("looked up"));
    let there = git_in(&desk.path(), &["ls-remote", "origin"]).stdout;
    let there = String::from_utf8_lossy(&there).into_owned();
    assert!(there.contains(&format!("{tip}\trefs/heads/main")), "{there}");
    assert!(there.contains("refs/heads/published"), "{there}");
    let next = desk.file(POST, "y");
    assert_eq!(store.unsent(Line::Desk).expect("counted"), [next]);
}

/// A git that was killed while it fetched leaves these, and no git takes them away again.
#[test]
fn a_lock_that_a_dead_git_left_on_what_is_remembered_stops_no_fetch() {
    let desk = with_remote();
    let store = desk.store();
    assert_eq!(push(&store), Pushed::Done);
    let there = tips(&store);
    let locks = ["main", "published"].map(|name| format!(".git/refs/remotes/origin/{name}.lock"));
    desk.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    desk.git(&["update-ref", "-d", "refs/remotes/origin/published"]);
    locks.iter().for_each(|lock| desk.save(lock, &"0".repeat(41)));
    let another = ".git/refs/heads/main.lock";
    desk.save(another, "");
    assert_eq!(store.fetch(soon()), Ok(there));
    for lock in locks {
        assert!(!desk.path().join(&lock).exists(), "{lock}");
    }
    assert!(desk.path().join(another).exists(), "of a branch of this desk nobody knows that here");
}

#[test]
fn a_remote_that_went_on_refuses_both_lines() {
    let desk = with_remote();
    let store = desk.store();
    assert_eq!(push(&store), Pushed::Done);
    let other = desk.path().with_file_name("other");
    let folder = desk.path();
    let folder = folder.parent().expect("a folder");
    assert!(git_in(folder, &["clone", "-q", "-b", "main", "remote.git", "other"]).status.success());
    assert!(git_in(&other, &["commit", "-q", "--allow-empty", "-m", "x"]).status.success());
    assert!(git_in(&other, &["push", "-q"]).status.success());
    desk.file(POST, "x");
    assert_eq!(push(&store), Pushed::Behind);
    let there = store.fetch(soon()).expect("fetched");
    assert_ne!(there.desk, store.tip(Line::Desk).expect("read"));
    assert_eq!(there.record, store.tip(Line::Record).expect("read"));
}

#[test]
fn what_is_not_there_yet_is_none() {
    let desk = with_remote();
    assert_eq!(desk.store().fetch(soon()), Ok(There::default()));
    desk.git(&["push", "-q", "origin", "main"]);
    let there = desk.store().fetch(soon()).expect("fetched");
    assert_eq!(there.desk, desk.store().tip(Line::Desk).expect("read"));
    assert_eq!(there.record, None);
}

#[test]
fn why_it_was_not_reached_is_told() {
    let desk = with_remote();
    let out_of_time = desk.store().push(&tips(&desk.store()), Instant::now());
    assert_eq!(out_of_time, Pushed::Not(Cause::NoAnswer));
    desk.git(&["remote", "set-url", "origin", "../nowhere.git"]);
    let pushed = push(&desk.store());
    assert!(matches!(pushed, Pushed::Not(Cause::NotThere(_))), "{pushed:?}");
    assert!(matches!(desk.store().fetch(soon()), Err(Cause::NotThere(_))));
}

#[test]
fn the_remote_is_the_one_that_is_said_or_plain() {
    let desk = TestDesk::new();
    let remote = || desk.store().remote();
    assert_eq!(remote(), None);
    desk.git(&["remote", "add", "forge", "../forge.git"]);
    assert_eq!(remote().as_deref(), Some("forge"), "the only one");
    desk.git(&["remote", "add", "copy", "https://ana:secret@copy.example/desk.git"]);
    assert_eq!(remote(), None, "nobody knows which");
    desk.git(&["remote", "add", "origin", "../shared.git"]);
    assert_eq!(remote().as_deref(), Some("origin"));
    desk.git(&["config", "newsroom.remote", "copy"]);
    assert_eq!(remote().as_deref(), Some("copy"));
    let url = desk.store().remote_url();
    assert_eq!(url.as_deref(), Some("https://ana@copy.example/desk.git"), "no password");
}

#[test]
fn a_shared_desk_in_a_folder_is_made() {
    let desk = TestDesk::new();
    let shared = desk.path().with_file_name("shared.git");
    assert_eq!(desk.store().set_remote(shared.to_str().expect("a path")).expect("set"), "origin");
    assert_eq!(push(&desk.store()), Pushed::Done);
    let branches = git_in(&shared, &["for-each-ref", "--format=%(refname:short)"]).stdout;
    assert_eq!(String::from_utf8_lossy(&branches), "main\npublished\n");
}

#[test]
fn a_clone_that_was_ended_before_it_was_judged_is_no_obstacle_to_the_next_one() {
    let desk = with_remote();
    assert_eq!(push(&desk.store()), Pushed::Done);
    let beside = desk.path().parent().expect("a folder").to_owned();
    let made = || Clone::make(&beside, "remote.git", &beside.join("again"), false);
    std::mem::forget(made().expect("cloned"));
    std::mem::forget(made().expect("cloned again"));
    let own = beside.join("again/notes.txt");
    durable::replace(&own, b"Mine.").expect("written");
    assert!(matches!(made(), Err(StorageError::NotEmpty { .. })), "somebody is at work there");
    durable::remove(&own).expect("removed");
    made().expect("cloned").keep(true).expect("kept");
    assert!(matches!(made(), Err(StorageError::NotEmpty { .. })), "it is a desk");
}

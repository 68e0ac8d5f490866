#![expect(clippy::disallowed_methods, reason = "tests spoil the cache's file")]

use std::fs;
use std::sync::Mutex;

use super::*;
use crate::storage::testing::{POST, STORY, TestDesk, batch, plan};
use crate::storage::{Line, file_mark};

const OTHER: &str = "posts/2026/11/harbour/ferries-stop-m4x9q7m2td.toml";

/// Refreshes, and tells which documents were asked for.
fn refresh(store: &Store, key: &str) -> Vec<String> {
    refresh_on(store, &Basis { key: key.to_owned(), ..Basis::default() })
}

/// The words of a file here are its marks, the whole text what it is sorted by.
fn refresh_on(store: &Store, basis: &Basis) -> Vec<String> {
    let asked = Mutex::new(Vec::new());
    let derive = |changed: &Changed<'_>| {
        asked.lock().expect("alive").push(changed.path.to_string());
        let text = String::from_utf8(changed.text.clone()?).expect("text");
        let ledger = changed.ledger.as_ref().map_or(0, Vec::len);
        Some(Derived {
            id: changed.path.id().unwrap_or("0000000000".parse().expect("an id")),
            facts: format!("{text} {ledger}"),
            marks: text.split(' ').map(str::to_owned).collect(),
            sketch: text.clone().into_bytes(),
            sort: text,
        })
    };
    store.refresh(basis, &derive).expect("refreshed");
    let mut asked = asked.into_inner().expect("alive");
    asked.sort();
    asked
}

fn all(store: &Store) -> Vec<String> {
    facts(store, FactFilter::default())
}

fn facts(store: &Store, filter: FactFilter) -> Vec<String> {
    let facts = store.facts(&filter).expect("read");
    facts.into_iter().map(|facts| facts.facts).collect()
}

fn desk() -> TestDesk {
    let desk = TestDesk::new();
    desk.file(STORY, "2");
    desk.file(POST, "3");
    desk.file(OTHER, "1");
    desk.file("posts/2026/11/port-selan/picture.jpg", "no document");
    desk
}

#[test]
fn only_what_changed_is_derived_again() {
    let desk = desk();
    assert_eq!(refresh(&desk.store(), "k"), [OTHER, POST, STORY]);
    assert_eq!(refresh(&desk.store(), "k"), [""; 0]);
    desk.file(POST, "0");
    assert_eq!(refresh(&desk.store(), "k"), [POST]);
    assert_eq!(all(&desk.store()), ["0 0", "1 0", "2 0"], "by the sort key");
    assert_eq!(refresh(&desk.store(), "another").len(), 3);
}

#[test]
fn a_new_ledger_and_a_removed_file_are_changes() {
    let desk = desk();
    refresh(&desk.store(), "k");
    let mut batch = batch();
    let ledger = POST.parse::<DocPath>().expect("a path").ledger();
    batch.record = Box::new(move |_| vec![plan("Release", &[(&ledger, None, Some("12345"))])]);
    desk.store().write(batch).expect("written");
    assert_eq!(refresh(&desk.store(), "k"), [POST]);
    assert_eq!(all(&desk.store()), ["1 0", "2 0", "3 5"]);
    desk.git(&["rm", "-q", OTHER]);
    desk.git(&["commit", "-qm", "removed"]);
    assert_eq!(refresh(&desk.store(), "k"), [OTHER]);
    assert_eq!(all(&desk.store()), ["2 0", "3 5"]);
}

#[test]
fn documents_are_found_by_story_prefix_and_slug() {
    let desk = desk();
    let store = desk.store();
    refresh(&store, "k");
    let paths = |filter| -> Vec<String> {
        let found = store.found(&filter).expect("read");
        found.into_iter().map(|found| found.path.to_string()).collect()
    };
    let folder = Some("posts/2026/11/port-selan".to_owned());
    assert_eq!(paths(FactFilter { folder, ..FactFilter::default() }), [STORY, POST]);
    let last = FactFilter { limit: Some(1), reverse: true, ..FactFilter::default() };
    assert_eq!(paths(last), [POST]);
    assert_eq!(store.find("m4x9").expect("found")[0].as_str(), OTHER);
    assert_eq!(store.find_slug("power-cut").expect("found")[0].as_str(), POST);
    assert!(store.find("%").expect("found").is_empty());
}

#[test]
fn a_deleted_damaged_or_older_cache_is_made_anew() {
    let desk = desk();
    let cache = desk.path().join(".git/newsroom/cache.sqlite");
    refresh(&desk.store(), "k");
    fs::remove_file(&cache).expect("removed");
    assert_eq!(refresh(&desk.store(), "k").len(), 3);
    fs::write(&cache, "this is no database, and long enough to be looked at as one. ".repeat(99))
        .expect("spoilt");
    assert_eq!(refresh(&desk.store(), "k").len(), 3);
    let half = fs::read(&cache).expect("read");
    fs::write(&cache, &half[..half.len() / 2]).expect("spoilt");
    let store = desk.store();
    if store.refresh(&Basis::default(), &|_| None).is_ok()
        && store.facts(&FactFilter::default()).is_err()
    {
        assert!(!cache.exists(), "a damaged cache is removed for the next time");
    }
    rusqlite::Connection::open(&cache)
        .and_then(|db| db.pragma_update(None, "user_version", 99))
        .unwrap_or(());
    refresh(&desk.store(), "new");
    assert_eq!(all(&desk.store()), ["1 0", "2 0", "3 0"]);
}

#[test]
fn where_the_cache_cannot_be_written_it_is_kept_in_memory() {
    let desk = desk();
    let cache = desk.path().join(".git/newsroom/cache.sqlite");
    fs::create_dir_all(cache.join("in the way")).expect("made");
    let store = desk.store();
    assert_eq!(refresh(&store, "k").len(), 3);
    assert_eq!(refresh(&store, "k").len(), 0);
    assert_eq!(all(&store).len(), 3);
    assert_eq!(store.history(Line::Desk, POST).expect("read").len(), 1);
}

#[test]
fn several_processes_may_refresh_at_once() {
    let desk = desk();
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let path = desk.path();
            scope.spawn(move || {
                let store = Store::open(&path).expect("opens");
                refresh(&store, &format!("key {}", writer % 2));
            });
        }
    });
    refresh(&desk.store(), "k");
    assert_eq!(all(&desk.store()), ["1 0", "2 0", "3 0"]);
}

#[test]
fn documents_are_found_by_marks_and_times() {
    let desk = TestDesk::new();
    desk.file(STORY, "a x");
    desk.file(POST, "b x y");
    desk.file(OTHER, "c y");
    let store = desk.store();
    refresh(&store, "k");
    let marks = |groups: &[&[&str]]| {
        let group = |group: &&[&str]| group.iter().map(|mark| (*mark).to_owned()).collect();
        FactFilter { marks: groups.iter().map(group).collect(), ..FactFilter::default() }
    };
    assert_eq!(facts(&store, marks(&[&["x"]])), ["a x 0", "b x y 0"]);
    assert_eq!(facts(&store, marks(&[&["x"], &["y"]])), ["b x y 0"]);
    assert_eq!(facts(&store, marks(&[&["a", "c", "none"]])), ["a x 0", "c y 0"]);
    assert_eq!(facts(&store, marks(&[&[]])), [""; 0], "no mark is in an empty group");
    let last = FactFilter { limit: Some(1), reverse: true, ..marks(&[&["x", "y"]]) };
    assert_eq!(facts(&store, last), ["c y 0"]);
    let from = FactFilter { from: Some("b".to_owned()), ..marks(&[]) };
    assert_eq!(facts(&store, from), ["b x y 0", "c y 0"]);
    let to = FactFilter { to: Some("b x y".to_owned()), ..marks(&[]) };
    assert_eq!(facts(&store, to), ["a x 0", "b x y 0"]);
    assert_eq!(store.sketches(&marks(&[&["c"]])).expect("read")[0].1, b"c y");
    let slugs = |name: &str, many| store.slugs_around(name, many).expect("read");
    assert_eq!(slugs("power", 9), ["ferries-stop", "port-selan", "power-cut"]);
    assert_eq!(slugs("power", 1), ["ferries-stop", "port-selan", "power-cut"]);
    assert_eq!(slugs("zoo", 1), ["ferries-stop", "power-cut"], "the newest, and the one before it");
    desk.file(POST, "b y");
    refresh(&store, "k");
    assert_eq!(facts(&store, marks(&[&["x"]])), ["a x 0"], "a mark goes with the words");
}

#[test]
fn a_mark_of_the_basis_concerns_the_documents_that_have_it() {
    let desk = TestDesk::new();
    desk.file(STORY, "a x");
    desk.file(POST, "b y");
    desk.file(OTHER, "c x");
    let basis = |marks: &[&str]| Basis {
        key: "k".to_owned(),
        marks: marks.iter().map(|mark| (*mark).to_owned()).collect(),
    };
    assert_eq!(refresh_on(&desk.store(), &basis(&["x", "y"])).len(), 3);
    assert_eq!(refresh_on(&desk.store(), &basis(&["x", "y", "z"])), [""; 0]);
    assert_eq!(refresh_on(&desk.store(), &basis(&["x", "z"])), [POST]);
    assert_eq!(refresh_on(&desk.store(), &basis(&["z"])), [OTHER, STORY]);
}

#[test]
fn a_file_that_facts_depend_on_is_a_change_of_the_document() {
    let desk = TestDesk::new();
    let picture = "posts/2026/11/port-selan/picture.jpg";
    desk.file(POST, &format!("b {}", file_mark(picture)));
    desk.file(STORY, "a");
    refresh(&desk.store(), "k");
    desk.file(picture, "bytes");
    assert_eq!(refresh(&desk.store(), "k"), [POST]);
    desk.file("posts/2026/11/port-selan/other.jpg", "bytes");
    assert_eq!(refresh(&desk.store(), "k"), [""; 0]);
}

#[test]
fn many_documents_are_derived_on_several_threads_and_none_is_missing() {
    let desk = TestDesk::new();
    let mut batch = batch();
    let path = |n: usize| format!("posts/2026/11/port-selan/post-{n:010}.toml");
    let texts: Vec<(String, String)> = (0..400).map(|n| (path(n), format!("{n:04}"))).collect();
    let files: Vec<_> =
        texts.iter().map(|(path, text)| (path.as_str(), None, Some(text.as_str()))).collect();
    batch.desk = vec![plan("Many", &files)];
    desk.store().write(batch).expect("written");
    let paths: Vec<String> = texts.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(refresh(&desk.store(), "k"), paths);
    let facts: Vec<String> = texts.iter().map(|(_, text)| format!("{text} 0")).collect();
    assert_eq!(all(&desk.store()), facts);
    assert_eq!(refresh(&desk.store(), "other").len(), 400);
    assert_eq!(all(&desk.store()), facts);
}

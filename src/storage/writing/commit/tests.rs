#![expect(clippy::disallowed_methods, reason = "tests spoil files")]

use super::*;
use crate::storage::testing::{POST, STORY, TestDesk, batch, changing, plan};
use crate::storage::{BlobId, Change, Plan, Saved};

#[test]
fn a_change_is_in_the_branch_the_work_tree_and_the_index() {
    let desk = TestDesk::new();
    desk.file(POST, "headline = \"Power cut\"\n");
    desk.assert_sound();
    assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "headline = \"Power cut\"");
    assert_eq!(desk.saved(POST).as_deref(), Some("headline = \"Power cut\"\n"));
    let head = desk.git(&["log", "-1", "--format=%an %ae %ad %cn %cd %(trailers:only)"]);
    assert!(head.starts_with("Ana Petrova ana@courier.example Sat Nov 7 09:30:00 2026 +0200"));
    assert!(head.ends_with("Newsroom-Action: add"), "{head}");
    desk.file(POST, "headline = \"Power is back\"\n");
    desk.assert_sound();
}

#[test]
fn a_removed_file_is_gone_everywhere() {
    let desk = TestDesk::new();
    desk.file(POST, "x");
    let store = desk.store();
    store.write(changing(&store, POST, None)).expect("written");
    assert_eq!(desk.saved(POST), None);
    assert!(!desk.path().join("posts").exists());
    desk.assert_sound();
}

#[test]
fn several_plans_make_a_chain_and_both_lines_move() {
    let desk = TestDesk::new();
    let store = desk.store();
    let mut batch = batch();
    batch.desk =
        vec![plan("One", &[(STORY, None, Some("1"))]), plan("Two", &[(POST, None, Some("2"))])];
    batch.record = Box::new(|tip| {
        let words = format!("desk = \"{tip}\"");
        vec![plan("Release", &[("releases/2026/11/x.toml", None, Some(&words))])]
    });
    let written = store.write(batch).expect("written");
    assert_eq!(written.commits.len(), 3);
    assert_eq!(written.desk, store.tip(Line::Desk).expect("readable"));
    assert_eq!(written.record, store.tip(Line::Record).expect("readable"));
    let named = desk.git(&["show", "published:releases/2026/11/x.toml"]);
    assert_eq!(named, format!("desk = \"{}\"", written.desk.expect("moved")));
    assert_eq!(desk.git(&["log", "-2", "--format=%s"]), "Two\nOne");
    desk.assert_sound();
}

#[test]
fn what_is_decided_on_an_older_file_is_refused_and_changes_nothing() {
    let desk = TestDesk::new();
    desk.file(POST, "one");
    let store = desk.store();
    let decided = changing(&store, POST, Some("mine"));
    desk.save(POST, "theirs");
    desk.git(&["commit", "-qam", "a foreign commit between decision and write"]);
    let head = desk.git(&["rev-parse", "HEAD", "published"]);
    let error = store.write(decided).expect_err("refused");
    assert!(matches!(error, StorageError::Moved { path } if path == POST));
    assert_eq!(desk.git(&["rev-parse", "HEAD", "published"]), head);
    assert_eq!(desk.saved(POST).as_deref(), Some("theirs"));
    desk.assert_sound();
}

#[test]
fn a_foreign_commit_to_other_files_is_built_upon() {
    let desk = TestDesk::new();
    let store = desk.store();
    let decided = changing(&store, POST, Some("mine"));
    desk.save("README.md", "theirs");
    desk.git(&["add", "README.md"]);
    desk.git(&["commit", "-qm", "foreign"]);
    store.write(decided).expect("written");
    assert_eq!(desk.git(&["show", "HEAD:README.md"]), "theirs");
    desk.assert_sound();
}

#[test]
fn other_staged_and_changed_files_are_left_alone() {
    let desk = TestDesk::new();
    desk.file(STORY, "title = \"Port Selan\"\n");
    desk.save("README.md", "staged");
    desk.git(&["add", "README.md"]);
    desk.save(STORY, "title = \"Changed\"\n");
    desk.save("posts/untracked.txt", "x");
    let before = desk.git(&["status", "--porcelain"]);
    desk.file(POST, "x");
    assert_eq!(desk.git(&["status", "--porcelain"]), before);
    assert_eq!(desk.saved(STORY).as_deref(), Some("title = \"Changed\"\n"));
    assert_eq!(desk.git(&["show", ":README.md"]), "staged");
    let unsaved = desk.store().unsaved_changes().expect("listed");
    assert_eq!(unsaved, [STORY, "posts/untracked.txt"]);
}

#[test]
fn words_saved_meanwhile_stay_in_the_file() {
    let desk = TestDesk::new();
    desk.file(POST, "one");
    desk.save(POST, "my own words");
    let store = desk.store();
    let written = store.write(changing(&store, POST, Some("two"))).expect("written");
    assert_eq!(desk.saved(POST).as_deref(), Some("my own words"));
    assert!(written.warnings[0].contains("left as it is"), "{:?}", written.warnings);
    assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "two");
    assert_eq!(desk.git(&["status", "--porcelain"]), format!(" M {POST}"));
}

#[test]
fn words_saved_meanwhile_are_merged_where_they_can_be() {
    let desk = TestDesk::new();
    desk.file(POST, "base");
    desk.save(POST, "theirs");
    let store = desk.store();
    let merge = |base: &[u8], ours: &[u8], theirs: &[u8]| Some([base, ours, theirs].join(&b' '));
    let mut batch = changing(&store, POST, Some("ours"));
    batch.merge = Some(&merge);
    assert!(store.write(batch).expect("written").warnings.is_empty());
    assert_eq!(desk.saved(POST).as_deref(), Some("base ours theirs"));
}

#[test]
fn words_that_are_in_the_content_are_replaced_by_it() {
    let desk = TestDesk::new();
    desk.file(POST, "one");
    desk.save(POST, "saved");
    let store = desk.store();
    let mut batch = changing(&store, POST, Some("saved and reviewed"));
    batch.desk[0].files[0].saved = Saved::Take { seen: Some(b"saved".to_vec()) };
    assert!(store.write(batch).expect("written").warnings.is_empty());
    assert_eq!(desk.saved(POST).as_deref(), Some("saved and reviewed"));
    desk.assert_sound();
}

#[test]
fn an_index_that_could_not_follow_follows_once_it_can() {
    let desk = TestDesk::new();
    desk.file(POST, "old");
    let index = desk.path().join(".git/index");
    let bytes = std::fs::read(&index).expect("read");
    std::fs::write(&index, "damaged").expect("saved");
    let store = desk.store();
    let written = store.write(changing(&store, POST, Some("new"))).expect("written");
    assert_eq!(written.warnings.len(), 1, "{:?}", written.warnings);
    let written = store.write(changing(&store, STORY, Some("x"))).expect("written");
    assert!(!written.warnings.is_empty());
    assert!(desk.store().is_interrupted(), "it is still damaged");
    std::fs::write(&index, bytes).expect("saved");
    assert!(!desk.store().is_interrupted());
    assert_eq!(desk.git(&["show", &format!(":{POST}")]), "new");
    desk.assert_sound();
}

#[test]
fn words_that_are_in_a_file_are_nobody_elses_while_the_index_alone_is_behind() {
    let desk = TestDesk::new();
    desk.file(POST, "old");
    let index = desk.path().join(".git/index");
    let bytes = std::fs::read(&index).expect("read");
    std::fs::write(&index, "damaged").expect("saved");
    for text in ["new", "newer", "newest"] {
        let store = desk.store();
        let written = store.write(changing(&store, POST, Some(text))).expect("written");
        let told = written.warnings.join("; ");
        assert!(!told.is_empty() && !told.contains("words of its own"), "{text}: {told}");
        assert_eq!(desk.saved(POST).as_deref(), Some(text));
    }
    std::fs::write(&index, bytes).expect("saved");
    assert!(!desk.store().is_interrupted());
    desk.assert_sound();
}

#[test]
fn a_file_that_could_not_be_written_is_written_once_it_can_and_not_taken_for_saved_words() {
    let desk = TestDesk::new();
    desk.file(POST, "old");
    let name = POST.rsplit('/').next().expect("a name");
    let in_the_way = format!("{}/.{name}.newsroom-new", POST.trim_end_matches(name));
    desk.save(&format!("{in_the_way}/x"), "");
    let store = desk.store();
    let written = store.write(changing(&store, POST, Some("new"))).expect("written");
    assert!(written.warnings[0].contains("was not brought up to date"), "{:?}", written.warnings);
    store.write(changing(&store, STORY, Some("x"))).expect("other files can be written");
    store.write(changing(&store, POST, Some("newer"))).expect_err("what it shows is too old");
    assert_eq!(desk.saved(POST).as_deref(), Some("old"));
    std::fs::remove_dir_all(desk.path().join(in_the_way)).expect("removed");
    assert!(!desk.store().is_interrupted());
    assert_eq!(desk.saved(POST).as_deref(), Some("new"));
    desk.assert_sound();
}

#[test]
fn what_a_dead_git_left_beside_the_index_is_swept() {
    let desk = TestDesk::new();
    for name in ["index.newsroom-4711", "index.newsroom-4711.lock"] {
        desk.save(&format!(".git/{name}"), "x");
    }
    desk.file(POST, "x");
    let left = std::fs::read_dir(desk.path().join(".git")).expect("read").flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("newsroom-")), "{left:?}");
}

#[test]
fn a_path_outside_the_desk_is_refused() {
    let desk = TestDesk::new();
    let store = desk.store();
    for path in ["../x", ".git/hooks/post-commit", "/etc/x"] {
        let change = Change {
            path: path.into(),
            expected: None,
            content: Some(vec![]),
            saved: Saved::Leave,
        };
        let mut batch = batch();
        batch.desk = vec![Plan { title: "x".into(), files: vec![change], ..Plan::default() }];
        let error = store.write(batch).expect_err("refused");
        assert!(matches!(error, StorageError::UnsafePath { .. }), "{path}: {error}");
    }
}

#[test]
fn a_record_that_cannot_move_takes_the_desk_back() {
    let desk = TestDesk::new();
    let store = desk.store();
    let log = desk.path().join(".git/logs/refs/heads/published");
    std::fs::remove_file(&log).expect("removed");
    desk.save(".git/logs/refs/heads/published/in-the-way", "");
    let before = desk.git(&["rev-parse", "main", "published"]);
    let mut batch = changing(&store, POST, Some("x"));
    batch.record = Box::new(|_| vec![plan("Release", &[("releases/x", None, Some("1"))])]);
    store.write(batch).expect_err("the record's log is a folder");
    assert_eq!(desk.git(&["rev-parse", "main", "published"]), before);
    assert_eq!(desk.saved(POST), None);
    assert!(desk.store().recovered().is_empty());
    desk.assert_sound();
}

#[test]
fn a_branch_that_stays_locked_is_told_by_name() {
    let desk = TestDesk::new();
    let store = desk.store();
    desk.save(".git/refs/heads/main.lock", "");
    let mut batch = changing(&store, POST, Some("x"));
    let lost = store.attempt(&mut batch, &[]).expect("tried");
    assert!(matches!(lost, Attempt::Lost(name) if name == "refs/heads/main"));
    assert!(!store.is_interrupted());
    assert!(!desk.index_is_locked());
}

#[test]
fn with_another_branch_checked_out_only_the_branch_moves() {
    let desk = TestDesk::new();
    desk.git(&["checkout", "-q", "-b", "elsewhere"]);
    desk.file(POST, "x");
    assert_eq!(desk.saved(POST), None);
    assert_eq!(desk.git(&["show", &format!("main:{POST}")]), "x");
    desk.assert_sound();
}

#[test]
fn eight_writers_and_a_foreign_git_lose_nothing() {
    const EACH: usize = 6;
    let desk = TestDesk::new();
    let name = |writer: usize, n: usize| format!("posts/2026/11/s{writer}/story-{n}.toml");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let path = desk.path();
            scope.spawn(move || {
                for n in 0..EACH {
                    let store = Store::open(&path).expect("opens");
                    let batch = changing(&store, &name(writer, n), Some("x"));
                    let written = store.write(batch).expect("written");
                    assert_eq!(written.warnings, Vec::<String>::new());
                }
            });
        }
        scope.spawn(|| {
            for n in 0..10 {
                let file = format!("foreign-{n}");
                desk.save(&file, "x");
                let done = |arguments: &[&str]| desk.try_git(arguments).status.success();
                while !done(&["add", &file]) {}
                while !done(&["commit", "-qm", &file]) {}
            }
        });
    });
    let files = desk.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    let all = (0..8).flat_map(|writer| (0..EACH).map(move |n| name(writer, n)));
    for file in all.chain((0..10).map(|n| format!("foreign-{n}"))) {
        assert!(files.lines().any(|line| line == file), "{file} is lost");
    }
    assert_eq!(desk.git(&["rev-list", "--count", "HEAD"]), (8 * EACH + 11).to_string());
    desk.assert_sound();
}

#[test]
fn the_same_bytes_have_the_name_git_gives_them() {
    let desk = TestDesk::new();
    desk.file(POST, "words\n");
    let id: BlobId = desk.git(&["hash-object", POST]).parse().expect("a name");
    assert_eq!(desk.store().hash(b"words\n"), id);
}

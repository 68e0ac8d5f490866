use super::*;
use crate::storage::testing::{POST, TestDesk, changing, desk_of_child, git_in, plan, run_child};
use crate::storage::writing::step::Step;
use crate::storage::{Line, Saved};

const CHILD: &str = "storage::writing::recovery::tests::a_writer_for_other_tests";
const LEDGER: &str = "releases/2026/11/port-selan/power-cut-k3x9q7m2td.toml";

/// A change of both lines to a post whose saved words are in it.
#[test]
#[ignore = "a process that other tests start and kill"]
fn a_writer_for_other_tests() {
    let store = Store::open(&desk_of_child()).expect("opens");
    let mut batch = changing(&store, POST, Some("new"));
    batch.desk[0].files[0].saved = Saved::Take { seen: Some(b"saved".to_vec()) };
    batch.record = Box::new(|_| vec![plan("Release", &[(LEDGER, None, Some("n = 1\n"))])]);
    store.write(batch).expect("written");
}

fn crashed_at(step: Step) -> TestDesk {
    let desk = TestDesk::new();
    desk.file(POST, "old");
    desk.save(POST, "saved");
    assert!(!run_child(CHILD, &desk.path(), Some(step)), "{step:?}: the writer must die");
    desk
}

#[test]
fn a_writer_that_died_before_the_branch_moved_changed_nothing() {
    use Step::{BranchesLocked, Built, Journaled, Locked, ReadBack, Recovered, Staged};
    for step in [Locked, Recovered, Built, ReadBack, Journaled, BranchesLocked, Staged] {
        let desk = crashed_at(step);
        let store = desk.store();
        let told = store.recovered().join("; ");
        assert_eq!(told.contains("had not been saved"), step >= Journaled, "{step:?}: {told}");
        assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "old", "{step:?}");
        assert_eq!(desk.saved(POST).as_deref(), Some("saved"), "{step:?}");
        assert!(!desk.try_git(&["show", &format!("published:{LEDGER}")]).status.success());
        assert!(run_child(CHILD, &desk.path(), None), "{step:?}: the next command works");
        desk.assert_sound();
    }
}

#[test]
fn a_writer_that_died_after_the_branch_moved_is_finished() {
    for step in [Step::BranchMoved, Step::Confirmed, Step::WorkTree, Step::Index] {
        let desk = crashed_at(step);
        let store = desk.store();
        assert!(store.recovered()[0].contains("was saved"), "{:?}", store.recovered());
        assert_eq!(store.recovered().len(), 1, "{:?}", store.recovered());
        assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "new", "{step:?}");
        assert_eq!(desk.git(&["show", &format!("published:{LEDGER}")]), "n = 1", "{step:?}");
        assert_eq!(desk.saved(POST).as_deref(), Some("new"), "{step:?}");
        assert!(desk.store().recovered().is_empty(), "{step:?}: told once");
        desk.assert_sound();
    }
}

#[test]
fn until_it_is_finished_a_foreign_commit_cannot_take_the_change_out_again() {
    let desk = crashed_at(Step::BranchMoved);
    desk.save("README.md", "x");
    assert!(!desk.try_git(&["add", "README.md"]).status.success());
    desk.store();
    desk.git(&["add", "README.md"]);
    desk.git(&["commit", "-qm", "foreign"]);
    assert_eq!(desk.git(&["show", &format!("HEAD:{POST}")]), "new");
}

#[cfg(unix)]
#[test]
fn a_lock_of_the_index_says_whose_it_is_from_the_beginning() {
    let desk = crashed_at(Step::BranchMoved);
    let lock =
        fs::read_link(desk.path().join(".git/index.lock")).expect("a link has no later words");
    assert!(lock.to_string_lossy().starts_with("newsroom "), "{}", lock.display());
}

#[test]
fn words_saved_after_the_crash_are_left_in_the_file() {
    let desk = crashed_at(Step::BranchMoved);
    desk.save(POST, "later words");
    assert!(desk.store().recovered()[1].contains("left as it is"));
    assert_eq!(desk.saved(POST).as_deref(), Some("later words"));
    assert_eq!(desk.git(&["show", &format!(":{POST}")]), "new");
}

#[test]
fn a_living_writer_is_not_recovered() {
    let desk = crashed_at(Step::Journaled);
    let common = desk.path().join(".git/newsroom");
    let lock = Lock::wait(&common).expect("locked");
    assert!(desk.store().recovered().is_empty());
    assert!(journal::exists(&common));
    drop(lock);
    assert_eq!(desk.store().recovered().len(), 1);
}

#[test]
fn a_lock_that_another_program_made_later_is_not_broken() {
    let desk = crashed_at(Step::Journaled);
    let lock = desk.path().join(".git/refs/heads/main.lock");
    desk.save(".git/refs/heads/main.lock", &"0".repeat(40));
    desk.store();
    assert!(lock.exists(), "it says another commit than the journal's");
}

#[test]
fn while_another_program_holds_the_record_the_change_stays_to_be_finished() {
    let desk = crashed_at(Step::BranchMoved);
    let lock = ".git/refs/heads/published.lock";
    desk.save(lock, &"0".repeat(40));
    assert!(desk.store().recovered()[0].contains("in use by another program"));
    fs::remove_file(desk.path().join(lock)).expect("removed");
    assert!(desk.store().recovered()[0].contains("was saved"));
    assert_eq!(desk.git(&["show", &format!("published:{LEDGER}")]), "n = 1");
    desk.assert_sound();
}

#[test]
fn a_change_in_a_second_work_tree_is_finished_there() {
    let desk = TestDesk::new();
    desk.file(POST, "old");
    let second = desk.path().with_file_name("second");
    desk.git(&["checkout", "-q", "-b", "elsewhere"]);
    desk.git(&["worktree", "add", "-q", second.to_str().expect("text"), "main"]);
    assert!(!run_child(CHILD, &second, Some(Step::Confirmed)));
    assert_eq!(desk.store().recovered().len(), 1);
    assert_eq!(desk.git(&["show", &format!("main:{POST}")]), "new");
    assert_eq!(git_in(&second, &["status", "--porcelain"]).stdout, b"");
    desk.assert_sound();
}

#[test]
fn the_record_is_left_where_another_program_moved_it() {
    let desk = crashed_at(Step::BranchMoved);
    let old = desk.git(&["rev-parse", "published"]);
    let tree = desk.git(&["rev-parse", "published^{tree}"]);
    let other = desk.git(&["commit-tree", "-p", &old, "-m", "other", &tree]);
    desk.save(".git/refs/heads/published", &format!("{other}\n"));
    let store = desk.store();
    assert!(store.recovered().join(" ").contains("refs/heads/published was moved"));
    assert_eq!(store.tip(Line::Record).expect("read").expect("a tip").as_str(), other);
}

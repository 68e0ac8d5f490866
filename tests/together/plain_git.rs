//! Plain `git merge` comes to the same as `newsroom sync`.

use crate::desk::{TestDesk, git_command};
use crate::machines::Machines;

const POST: &str =
    "add --slug x --headline 'Bridge closed' --body 'One lane is shut.\n\nPolice say so.' --json";

/// Two branches of one desk on which the same post was changed, and its path.
fn parted(desk: &TestDesk, ours: &[&str], theirs: &[&str]) -> String {
    let path = desk.as_("ana").type_(POST).ok().path();
    desk.git(["branch", "side"]);
    for line in ours {
        desk.as_("ana").at("21:01").type_(line).ok();
    }
    desk.git(["switch", "--quiet", "side"]);
    desk.git(["config", "newsroom.branch", "side"]);
    for line in theirs {
        desk.as_("lev").at("21:02").type_(line).ok();
    }
    desk.git(["switch", "--quiet", "main"]);
    desk.git(["config", "newsroom.branch", "main"]);
    path
}

/// What `git merge` says, run as Ana with the program in the place where init put it.
fn merge(desk: &TestDesk) -> (bool, String) {
    let mut git = git_command(desk.root());
    git.args(["merge", "--no-edit", "side"]);
    git.env("GIT_AUTHOR_NAME", "Ana Petrova").env("GIT_AUTHOR_EMAIL", "ana@courier.example");
    let output = git.output().unwrap();
    let words = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(words).unwrap())
}

#[test]
fn two_appended_reviews_stand_in_one_file_that_can_be_read() {
    let desk = TestDesk::with_story();
    let path = parted(&desk, &["comment x -m 'From Ana.'"], &["comment x -m 'From Lev.'"]);
    let (clean, words) = merge(&desk);
    assert!(clean, "{words}");
    let text = desk.filed(&path);
    assert_eq!(text.matches("[[reviews]]").count(), 2, "{text}");
    assert!(text.find("From Ana.") < text.find("From Lev."), "{text}");
    desk.as_("ana").type_("check").ok();
    desk.as_("ana").type_("audit --full").ok();
}

#[test]
fn the_same_words_changed_twice_are_conflicts_in_the_file_and_said() {
    let desk = TestDesk::with_story();
    let path = parted(
        &desk,
        &["edit x --headline 'Bridge shut'"],
        &["edit x --headline 'Bridge blocked'"],
    );
    let (clean, words) = merge(&desk);
    assert!(clean && words.contains("newsroom edit"), "{words}");
    assert!(desk.filed(&path).contains("[[conflicts]]"));
    assert_eq!(desk.stands("x").0, "needs_merge");
}

#[test]
fn it_is_the_same_as_sync_to_the_byte() {
    let (ours, theirs) = (["edit x --replace 'One lane=>Two lanes'"], ["edit x --tag roads"]);
    let desk = TestDesk::with_story();
    let path = parted(&desk, &ours, &theirs);
    assert!(merge(&desk).0);
    let all = Machines::of(&["ana", "lev"]);
    let same = all.by("ana", POST).ok().path();
    all.by("lev", "sync").ok();
    all.at("lev").at("21:02").type_(theirs[0]).ok();
    all.at("ana").at("21:01").type_(ours[0]).ok().says("the desk has it");
    let words = |text: &str| -> Vec<String> {
        let kept =
            text.lines().filter(|line| !line.starts_with("id =") && !line.starts_with("created"));
        kept.map(str::to_owned).collect()
    };
    assert_eq!(
        words(&desk.filed(&path)),
        words(&all.git("ana", &["show", &format!("HEAD:{same}")]))
    );
}

#[test]
fn settings_go_by_person_and_a_fork_is_left_to_git() {
    let desk = TestDesk::with_story();
    desk.git(["branch", "side"]);
    let change = |old: &str, new: &str| {
        desk.change("newsroom.toml", old, new);
        desk.git(["commit", "--quiet", "-am", "settings"]);
    };
    change("approvals = 1", "approvals = 2");
    desk.git(["switch", "--quiet", "side"]);
    change("open_claims = \"caveat\"", "open_claims = \"block\"");
    desk.git(["switch", "--quiet", "main"]);
    assert!(merge(&desk).0);
    let text = desk.filed("newsroom.toml");
    assert!(text.contains("approvals = 2") && text.contains("open_claims = \"block\""));
    desk.git(["switch", "--quiet", "side"]);
    change("approvals = 1", "approvals = 3");
    desk.git(["switch", "--quiet", "main"]);
    assert!(!merge(&desk).0, "nobody knows which one holds");
    assert!(desk.read("newsroom.toml").contains("<<<<<<< "));
}

#[test]
fn the_first_command_in_a_plain_clone_sets_it_up_and_says_so() {
    let all = Machines::of(&[]);
    let shared = all.shared.display().to_string();
    crate::desk::git_in(all.desk.outside(), ["clone", "--quiet", &shared, "plain"]);
    let ran = all.by("plain", "list");
    ran.ok().says("git in this clone merges stories and posts as newsroom does");
    all.by("plain", "list").ok().says_not("git in this clone");
    let plain = all.desk.as_("ana").in_(all.folder("plain"));
    plain.type_("add --slug x --headline X").ok().says("the desk has it");
}

#[test]
fn words_that_no_side_can_read_are_merged_line_by_line() {
    let desk = TestDesk::with_story();
    let folder = desk.outside();
    for (name, text) in [("o", "a\n\nb\n"), ("a", "A\n\nb\n"), ("b", "a\n\nB\n"), ("c", "X\n\nb\n")]
    {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let path = "posts/2026/11/storm/x-k3x9q7m2td.toml";
    let run =
        |theirs: &str| desk.as_("ana").in_(folder).run(["merge-driver", "o", "a", theirs, path]);
    run("b").ok();
    assert_eq!(std::fs::read_to_string(folder.join("a")).unwrap(), "A\n\nB\n");
    run("c").refused().says("could not be merged by meaning");
    assert!(std::fs::read_to_string(folder.join("a")).unwrap().contains("<<<<<<< "));
}

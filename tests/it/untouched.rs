//! A person's other work is left alone, whatever the command.

use crate::desk::TestDesk;

#[test]
fn other_staged_and_changed_files_stay_as_they_are() {
    let desk = TestDesk::with_story();
    let other = desk.post("other", "Other", "Words.");
    let path = desk.post("x", "X", "Words.");
    desk.change(&other, "Words.", "Unfinished.");
    desk.write("notes.txt", "staged\n");
    desk.git(["add", "notes.txt"]);
    desk.write("notes.txt", "staged\nand more\n");
    desk.write("scratch.md", "untracked\n");
    let status = desk.git(["status", "--porcelain", "--untracked-files=all"]);
    let (diff, cached) = (desk.git(["diff"]), desk.git(["diff", "--cached"]));
    for (who, line) in [
        ("ana", "add --slug y --headline Y --submit"),
        ("ana", "edit x --tag t"),
        ("ana", "verify-flag x --quote Words --status unverified --caveat C"),
        ("ana", "submit x"),
        ("ed", "approve x"),
        ("ed", "publish x"),
        ("ed", "credit x lev-marin"),
        ("ed", "pin x"),
        ("ana", "correct x --tell-readers T --headline Z --submit"),
        ("ed", "diff x"),
        ("ed", "publish x --approve"),
        ("ed", "pull x --tell-readers T"),
        ("ed", "restore x --tell-readers T"),
        ("ed", "spike y -m m"),
        ("mara", "contributor add z --name Z --email z@z.example --role none"),
        ("ana", "story edit storm --point P"),
    ] {
        desk.as_(who).type_(line).ok();
        assert_eq!(desk.git(["status", "--porcelain", "--untracked-files=all"]), status, "{line}");
    }
    assert_eq!((desk.git(["diff"]), desk.git(["diff", "--cached"])), (diff, cached));
    assert!(!desk.tree("HEAD").contains(&"notes.txt".to_owned()));
    assert!(
        desk.filed(&path).contains("corrections") && !desk.filed(&other).contains("Unfinished")
    );
}

#[test]
fn a_commit_holds_the_paths_of_its_own_act_and_no_others() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.as_("ana").type_("edit x --tag t").ok();
    assert_eq!(desk.git(["show", "--name-only", "--format=", "HEAD"]).trim(), path);
}

#[test]
fn a_foreign_commit_in_between_is_built_upon() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.write("README.md", "ours\n");
    desk.git(["add", "README.md"]);
    desk.git(["commit", "--quiet", "-m", "a page about us"]);
    desk.change(&path, "Words.", "Words by git.");
    desk.git([
        "commit",
        "--quiet",
        "-am",
        "by hand",
        "--author",
        "Lev Marin <lev@courier.example>",
    ]);
    desk.as_("ana").type_("edit x --tag t").ok();
    let text = desk.filed(&path);
    assert!(text.contains("Words by git.") && text.contains("\"t\""), "{text}");
    assert_eq!(desk.filed("README.md"), "ours\n");
    let authors = desk.as_("ana").type_("log x --json").ok().json();
    assert!(authors["events"].as_array().unwrap().iter().any(|event| event["who"] == "lev-marin"));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn words_of_a_stranger_by_git_alone_are_seen_as_nobodys_here() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.change(&path, "Words.", "A stranger's words.");
    desk.git(["commit", "--quiet", "-am", "by hand"]);
    desk.as_("ed").type_("log x").ok().says("Somebody");
    desk.as_("ed").type_("publish x --approve").ok();
}

#[test]
fn a_desk_works_while_its_branch_is_not_checked_out_but_releases_nothing() {
    let desk = TestDesk::with_story();
    desk.git(["switch", "--quiet", "--detach"]);
    let ran = desk.as_("ana").type_("add --slug x --headline X");
    assert!(ran.code == 0 || ran.code == 3 || ran.code == 2, "{}", ran.err);
    desk.as_("ana").type_("list").ok();
    let before = desk.git(["rev-parse", "published"]);
    assert_ne!(desk.as_("ed").type_("publish storm --kind minor").code, 0);
    assert_eq!(desk.git(["rev-parse", "published"]), before);
}

#[test]
fn on_another_branch_nothing_is_written_and_it_is_said_how_to_go_on() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.git(["switch", "--quiet", "-c", "side"]);
    let before = desk.fingerprint();
    for line in ["add --slug y --headline Y", "edit x --tag t", "comment x -m Why", "spike x -m No"]
    {
        let ran = desk.as_("ed").type_(line);
        ran.usage().says("the branch `side`").says("git switch main");
    }
    desk.as_("ana").type_("show x").ok();
    assert_eq!(desk.fingerprint(), before);
    desk.git(["switch", "--quiet", "main"]);
    desk.as_("ana").type_("add --slug y --headline Y").ok();
}

#[test]
fn hooks_and_configuration_of_git_are_not_run_by_reading() {
    let desk = TestDesk::with_story();
    let mark = desk.outside().join("ran");
    desk.git(["config", "core.fsmonitor", &format!("touch {}", mark.display())]);
    for line in ["list", "show storm", "status", "check", "diff"] {
        desk.as_("ana").type_(line).ok();
    }
    assert!(!mark.exists(), "a program named by the repository was run");
}

#[test]
fn a_link_in_the_place_of_a_post_is_not_followed() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let secret = desk.outside().join("secret.toml");
    std::fs::write(&secret, desk.read(&path).replace("Words.", "CANARY")).unwrap();
    std::fs::remove_file(desk.root().join(&path)).unwrap();
    std::os::unix::fs::symlink(&secret, desk.root().join(&path)).unwrap();
    for line in ["edit x --tag t", "submit x", "show x"] {
        assert_ne!(desk.as_("ana").type_(line).says_not("CANARY").code, 0, "{line}");
    }
    assert!(!String::from_utf8_lossy(&desk.all_objects()).contains("CANARY"));
}

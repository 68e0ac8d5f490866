//! Hooks before a commit, and configurations for CI; what a push meets is in `tests/attacks`.

use std::process::Output;

use crate::desk::{TestDesk, git_command};

fn commit(desk: &TestDesk, arguments: &[&str]) -> Output {
    let mut command = git_command(desk.root());
    command.env("GIT_AUTHOR_EMAIL", "ana@courier.example").env("NEWSROOM_FSYNC", "0");
    command.args(["commit", "-q"]).args(arguments).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_is_staged_is_checked_and_nothing_else() {
    let desk = TestDesk::with_story();
    let path = desk.post("lamps", "Lamps out", "Street lamps are out.");
    let other = desk.post("pier", "The pier is closed", "Nobody may go there.");
    desk.as_("ana").run(["hooks", "install"]).ok();
    desk.change(&path, "headline", "headlyne");
    desk.change(&other, "headline", "headlyne");
    desk.git(["add", &path]);
    desk.change(&path, "headlyne", "headline");
    let refused = commit(&desk, &["-m", "broken"]);
    let said = words(&refused);
    assert!(!refused.status.success(), "{said}");
    assert!(said.contains(&format!("{path}:")) && said.contains("headlyne"), "{said}");
    assert!(said.contains("nothing was committed"), "{said}");
    assert!(!said.contains(&other), "it is only saved: {said}");
    desk.change(&path, "Lamps out", "Lamps are out");
    desk.git(["add", &path]);
    let taken = commit(&desk, &["-m", "mended"]);
    assert!(taken.status.success(), "{}", words(&taken));
    let refused = commit(&desk, &["-m", "one file alone", &other]);
    assert!(words(&refused).contains(&other), "{}", words(&refused));
    let past = commit(&desk, &["--no-verify", "-m", "anyway", &other]);
    assert!(past.status.success(), "{}", words(&past));
}

#[test]
fn other_files_and_other_branches_are_free() {
    let desk = TestDesk::with_story();
    let path = desk.post("lamps", "Lamps out", "Street lamps are out.");
    desk.as_("ana").run(["hooks", "install"]).ok();
    desk.write("notes.toml", "[");
    desk.git(["add", "notes.toml"]);
    assert!(commit(&desk, &["-m", "notes"]).status.success());
    desk.git(["checkout", "-q", "-b", "side"]);
    desk.write(&path, "[");
    let taken = commit(&desk, &["-am", "side"]);
    assert!(taken.status.success(), "{}", words(&taken));
}

#[test]
fn a_hook_of_somebody_else_is_let_be() {
    let desk = TestDesk::new();
    let other = "#!/bin/sh\nexit 0\n";
    desk.write(".git/hooks/pre-push", other);
    let ran = desk.as_("ana").run(["hooks", "install"]);
    ran.usage().says("newsroom did not write").says("newsroom hooks run pre-push || exit 1");
    assert_eq!(desk.read(".git/hooks/pre-push"), other);
    assert!(!desk.has(".git/hooks/pre-commit"), "all or nothing");
    std::fs::remove_file(desk.root().join(".git/hooks/pre-push")).unwrap();
    desk.as_("ana").run(["hooks", "install", "-n"]).ok().says("would be installed (-n): ");
    assert!(!desk.has(".git/hooks/pre-push"));
    let json = desk.as_("ana").run(["hooks", "install", "--json"]).ok().json();
    assert_eq!(json["hooks"].as_array().map(Vec::len), Some(2));
    desk.as_("ana").run(["hooks", "install"]).ok().says("as it was: ");
}

#[test]
fn lines_that_git_does_not_write_are_an_error() {
    let desk = TestDesk::new();
    let ran = desk.as_("ana").typing("x y\n").run(["hooks", "run", "pre-receive"]);
    ran.usage().says("not a line that git gives");
    desk.as_("ana").typing("").run(["hooks", "run", "pre-push"]).ok();
}

#[test]
fn a_forge_gets_a_configuration_that_names_no_root_of_its_own() {
    let desk = TestDesk::new();
    for (forge, place, format) in [
        ("github", ".github/workflows/", "--format github"),
        ("gitlab", ".gitlab-ci.yml", "--format gitlab"),
    ] {
        let ran = desk.as_("mara").run(["hooks", "ci", forge]);
        ran.ok().says(place).says("NEWSROOM_ROOT");
        for words in ["newsroom check", "newsroom audit --full --root \"${NEWSROOM_ROOT:?", format]
        {
            assert!(ran.out.contains(words), "`{words}` is not in\n{}", ran.out);
        }
        assert!(ran.out.contains("refs/heads/published:refs/heads/published"), "{}", ran.out);
        let root = desk.git(["rev-list", "--max-parents=0", "HEAD"]);
        assert!(!ran.out.contains(root.trim()), "the pin is not in what is judged");
    }
    desk.as_("mara").run(["hooks", "ci", "elsewhere"]).usage().says("github");
}

//! A desk on a forge: squashes, merges by the forge, pull requests, incomplete clones.

use std::path::Path;

use crate::desk::{TestDesk, git_command, git_in};
use crate::machines::Machines;

fn git(folder: &Path, who: (&str, &str), committer: (&str, &str), arguments: &[&str]) -> String {
    let mut git = git_command(folder);
    git.args(arguments);
    git.env("GIT_AUTHOR_NAME", who.0).env("GIT_AUTHOR_EMAIL", who.1);
    git.env("GIT_COMMITTER_NAME", committer.0).env("GIT_COMMITTER_EMAIL", committer.1);
    let output = git.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

const ED: (&str, &str) = ("Ed Lind", "ed@courier.example");
const FORGE: (&str, &str) = ("Forge", "noreply@forge.example");

/// A desk on whose branch `idea` a post was filed, submitted and approved; `main` is as before.
fn idea() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.git(["switch", "--quiet", "-c", "idea"]);
    desk.git(["config", "newsroom.branch", "idea"]);
    desk.as_("ana").type_("add --slug x --headline X --body 'Words.' --submit").ok();
    desk.as_("ed").type_("approve x").ok();
    desk.git(["switch", "--quiet", "main"]);
    desk.git(["config", "newsroom.branch", "main"]);
    desk
}

#[test]
fn a_squash_is_one_finding_and_the_post_is_not_stuck_after_it() {
    let desk = idea();
    desk.git(["merge", "--quiet", "--squash", "idea"]);
    git(desk.root(), ED, FORGE, &["commit", "--quiet", "-m", "X (#1)"]);
    let json = desk.as_("ed").type_("audit --json").refused().json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{json}");
    assert_eq!(findings[0]["code"], "NA16");
    desk.as_("ed").type_("audit").refused().says("a squash: 2 steps of ana-petrova, ed-lind");
    // Ana's words are in Ed's commit: somebody else has to read them.
    desk.as_("ed").type_("publish x").refused();
    desk.as_("ana").at("21:10").type_("submit x").ok();
    desk.as_("ed").at("21:11").type_("show x").ok();
    desk.as_("mara").at("21:11").type_("approve x").ok();
    desk.as_("ed").at("21:12").type_("publish x").ok().says("release 1");
    let commit = findings[0]["commit"].as_str().unwrap();
    desk.as_("mara")
        .type_(&format!("audit --accept {commit} NA16 -m 'Squashed by the forge.'"))
        .ok();
    desk.as_("ed").type_("audit --full").ok();
}

#[test]
fn a_merge_commit_made_by_the_forge_is_lawful_for_somebody_whom_the_desk_knows() {
    let desk = idea();
    let noreply = ("Ed Lind", "17+ed@users.noreply.forge.example");
    git(desk.root(), noreply, FORGE, &["merge", "--quiet", "--no-ff", "-m", "Merge #1", "idea"]);
    desk.as_("ed").type_("audit").refused().says("NA01").says("a forge commits with it");
    let commit = desk.git(["rev-parse", "HEAD"]);
    desk.as_("mara")
        .type_("contributor edit ed-lind --email 17+ed@users.noreply.forge.example")
        .ok();
    let line = format!("audit --accept {} NA01 -m 'Ed, on the forge.'", commit.trim());
    desk.as_("mara").type_(&line).ok();
    git(desk.root(), ED, ED, &["switch", "--quiet", "idea"]);
    desk.git(["config", "newsroom.branch", "idea"]);
    desk.as_("ana").at("21:20").type_("comment x -m 'More.'").ok();
    git(desk.root(), ED, ED, &["switch", "--quiet", "main"]);
    desk.git(["config", "newsroom.branch", "main"]);
    git(desk.root(), noreply, FORGE, &["merge", "--quiet", "--no-ff", "-m", "Merge #2", "idea"]);
    desk.as_("ed").type_("audit --full").ok();
}

#[test]
fn what_a_forge_merged_or_rebased_unsigned_says_so_where_signatures_are_required() {
    let desk = TestDesk::with_story();
    desk.change("newsroom.toml", "signatures = \"off\"", "signatures = \"required\"");
    let mara = ("Mara Dov", "mara@courier.example");
    git(desk.root(), mara, mara, &["commit", "--quiet", "-am", "signatures"]);
    desk.write("posts/2026/11/storm/NOTE.md", "x");
    desk.git(["add", "."]);
    git(desk.root(), ED, FORGE, &["commit", "--quiet", "-m", "rebased by the forge"]);
    desk.as_("ed")
        .type_("audit")
        .refused()
        .says("noreply@forge.example made it for its author")
        .says("newsroom sync");
}

#[test]
fn a_pull_request_from_a_branch_behind_the_newest_release_is_lawful() {
    let all = Machines::of(&["ana", "ed"]);
    all.git("ana", &["switch", "--quiet", "-c", "idea"]);
    all.git("ana", &["config", "newsroom.branch", "idea"]);
    all.by("ana", "add --slug x --headline X --no-send").ok();
    all.git("ana", &["push", "--quiet", "origin", "idea"]);
    // Meanwhile six posts go out.
    for n in 0..6 {
        all.by("ed", &format!("add --slug y{n} --headline 'Y {n}' --submit")).ok();
        all.mara("sync").ok();
        all.mara(&format!("publish y{n} --approve")).ok();
    }
    let shared = all.shared.display().to_string();
    let outside = all.desk.outside();
    git_in(outside, ["clone", "--quiet", &shared, "ci"]);
    let ci = outside.join("ci");
    git_in(&ci, ["checkout", "--quiet", "--detach", "origin/idea"]);
    git_in(&ci, ["fetch", "--quiet", "origin", "+refs/heads/published:refs/heads/published"]);
    let at = || all.desk.as_("robot").in_(&ci);
    at().type_("audit").ok().says("lawful");
    at().type_("audit origin/main..HEAD").ok().says("lawful: 1 step");
    git_in(&ci, ["checkout", "--quiet", "-b", "pr"]);
    at().type_("audit").ok().says("lawful");
}

#[test]
fn a_range_is_judged_by_the_rights_at_the_commit_it_goes_on_to() {
    let all = Machines::of(&["ana"]);
    all.git("ana", &["switch", "--quiet", "-c", "idea"]);
    all.git("ana", &["config", "newsroom.branch", "idea"]);
    all.by("ana", "add --slug x --headline X --no-send").ok();
    all.git("ana", &["push", "--quiet", "origin", "idea"]);
    all.mara("contributor retire ana-petrova").ok();
    all.mara("sync").ok();
    all.git("mara", &["fetch", "--quiet", "origin"]);
    all.mara("audit main..origin/idea").refused().says("NA14");
}

#[test]
fn to_show_another_branch_and_come_back_is_no_rewinding() {
    let all = Machines::of(&[]);
    let shared = all.shared.display().to_string();
    git_in(all.desk.outside(), ["clone", "--quiet", &shared, "ci"]);
    let ci = all.desk.outside().join("ci");
    git_in(&ci, ["branch", "--quiet", "old", "main~2"]);
    let at = || all.desk.as_("robot").in_(&ci);
    at().type_("audit").ok();
    git_in(&ci, ["switch", "--quiet", "old"]);
    at().type_("audit").ok().says_not("NA13");
    git_in(&ci, ["switch", "--quiet", "main"]);
    at().type_("audit").ok().says_not("NA13");
    git_in(&ci, ["checkout", "--quiet", "--detach", "main~1"]);
    at().type_("audit").ok().says_not("NA13");
    git_in(&ci, ["switch", "--quiet", "main"]);
    git_in(&ci, ["reset", "--quiet", "--hard", "main~1"]);
    at().type_("audit").refused().says("NA13");
}

#[test]
fn an_incomplete_clone_is_one_finding_with_the_command_that_mends_it() {
    let all = Machines::of(&[]);
    git_in(&all.shared, ["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", all.shared.display());
    let outside = all.desk.outside().to_owned();
    let at = |folder: &str| all.desk.as_("robot").in_(outside.join(folder));
    git_in(&outside, ["clone", "--quiet", "--depth", "1", &url, "shallow"]);
    let json = at("shallow").type_("audit --json").refused().json();
    assert_eq!(json["findings"].as_array().unwrap().len(), 1, "{json}");
    at("shallow").type_("audit").refused().says("NA11").says("git fetch --unshallow");
    assert!(!outside.join("shallow/.git/newsroom/root").exists(), "a false root was pinned");
    git_in(&outside.join("shallow"), ["fetch", "--quiet", "--unshallow"]);
    at("shallow").type_("audit").ok();
    git_in(&outside, ["clone", "--quiet", "--filter=blob:none", &url, "partial"]);
    let json = at("partial").type_("audit --json").refused().json();
    assert_eq!(json["findings"].as_array().unwrap().len(), 1, "{json}");
    at("partial").type_("audit").refused().says("newsroom clone file://");
    git_in(&outside, ["clone", "--quiet", &url, "sparse"]);
    git_in(&outside.join("sparse"), ["sparse-checkout", "set", "schema"]);
    at("sparse").type_("audit").ok();
    at("sparse").type_("doctor").refused().says("git sparse-checkout disable");
    git_in(&outside, ["clone", "--quiet", &url, "detached"]);
    git_in(&outside.join("detached"), ["checkout", "--quiet", "--detach"]);
    at("detached").type_("audit").ok().says("1 on the record");
}

#[test]
fn what_is_printed_for_a_forges_ci_holds_who_is_judged() {
    let desk = TestDesk::bare();
    let ran = desk.as_("mara").type_("hooks ci github");
    ran.ok().says("CODEOWNERS").says("bypass").says("merge commits only");
    for part in [
        "merge_group:",
        "schedule:",
        "workflow_dispatch:",
        "persist-credentials: false",
        "timeout-minutes: ",
        "actions/cache@",
        "$BASE..HEAD",
    ] {
        assert!(ran.out.contains(part), "{part}");
    }
    let uses = ran.out.lines().filter_map(|line| line.trim().strip_prefix("uses: "));
    for action in uses {
        let (_, pin) = action.split_once('@').unwrap();
        let pin = pin.split(' ').next().unwrap();
        assert!(
            pin.len() == 40 && pin.bytes().all(|b| b.is_ascii_hexdigit()),
            "{action} is not pinned"
        );
    }
    let ran = desk.as_("mara").type_("hooks ci gitlab");
    ran.ok().says("CODEOWNERS").says("no squashing");
    for part in ["timeout: ", "cache:", "newsroom check ||", "codequality"] {
        assert!(ran.out.contains(part), "{part}");
    }
}

#[test]
fn a_forges_own_address_is_hinted_at() {
    let desk = TestDesk::with_story();
    desk.git(["remote", "add", "origin", "https://github.com/courier/desk.git"]);
    let line = "contributor add zoe-ray --name 'Zoe Ray' --email zoe@courier.example --role reporter --no-send";
    desk.as_("mara")
        .type_(line)
        .ok()
        .says("newsroom contributor edit zoe-ray --email NUMBER+NAME@users.noreply.github.com");
}

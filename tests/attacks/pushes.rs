//! What a server takes and what it does not: real pushes, judged by its hooks.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::desk::{PROGRAM, git_command, git_in};
use crate::erasures::{make_corrected, order};
use crate::night::Night;

const CLOCK: &str = "2026-11-07T23:59:00+02:00";

/// A bare repository beside a desk; with `hooks`, it judges what it takes.
pub(crate) fn server(night: &Night, hooks: bool) -> PathBuf {
    let name = if hooks { "shared.git" } else { "plain.git" };
    let folder = night.desk.outside().join(name);
    git_in(night.desk.outside(), ["init", "-q", "--bare", "-b", "trunk", folder.to_str().unwrap()]);
    if hooks {
        let installed = night.as_("mara").in_(&folder).run(["hooks", "install", "--server"]);
        installed.ok().says("installed: ").says("git config receive.denyNonFastForwards true");
    }
    folder
}

pub(crate) fn push(from: &Path, to: &Path, what: &[&str]) -> Output {
    let mut command = git_command(from);
    command.env("NEWSROOM_NOW", CLOCK).env("NEWSROOM_FSYNC", "0");
    command.args(["push", "-q"]).arg(to).args(what).output().unwrap()
}

pub(crate) fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
pub(crate) fn taken(from: &Path, to: &Path, what: &[&str]) {
    let output = push(from, to, what);
    assert!(output.status.success(), "{}", words(&output));
}

#[track_caller]
fn refused(from: &Path, to: &Path, what: &[&str], says: &[&str]) {
    let before = refs(to);
    let output = push(from, to, what);
    let said = words(&output);
    assert!(!output.status.success(), "{says:?} was taken: {said}");
    for says in says {
        assert!(said.contains(says), "`{says}` is not said: {said}");
    }
    assert_eq!(refs(to), before, "nothing moved");
}

pub(crate) fn refs(folder: &Path) -> String {
    String::from_utf8(git_in(folder, ["for-each-ref", "--format=%(refname) %(objectname)"]))
        .unwrap()
}

const BOTH: [&str; 2] = ["main", "published"];

/// A server that has the night, refuses the attack with that code and takes the twin; one without
/// hooks takes both.
fn refused_with(code: &str, attack: impl Fn(&Night), twin: impl Fn(&Night)) {
    let night = Night::new();
    let (guarded, plain) = (server(&night, true), server(&night, false));
    for server in [&guarded, &plain] {
        taken(night.desk.root(), server, &BOTH);
    }
    let lawful = night.again();
    attack(&night);
    let force = ["--force", "main", "published"];
    let says = ["is NOT LAWFUL", "was NOT LAWFUL", "findings are NOT LAWFUL"];
    let output = push(night.desk.root(), &guarded, &force);
    let said = words(&output);
    assert!(!output.status.success(), "it was taken");
    assert!(said.contains(code) && says.iter().any(|says| said.contains(says)), "{said}");
    assert!(said.contains("nothing of this push was taken"), "{said}");
    taken(night.desk.root(), &plain, &force);
    twin(&lawful);
    taken(lawful.desk.root(), &guarded, &BOTH);
}

#[test]
fn a_lawful_night_is_taken_step_by_step() {
    let night = Night::new();
    let server = server(&night, true);
    taken(night.desk.root(), &server, &BOTH);
    let root = night.desk.git(["rev-list", "--max-parents=0", "main"]);
    let pinned = std::fs::read_to_string(server.join("newsroom/root")).unwrap();
    assert_eq!(pinned, root, "the desk is pinned");
    let config = |key| String::from_utf8(git_in(&server, ["config", key])).unwrap();
    assert_eq!(config("newsroom.branch").trim(), "main");
    assert_eq!(config("receive.denyDeletes").trim(), "true");
    let head = String::from_utf8(git_in(&server, ["symbolic-ref", "HEAD"])).unwrap();
    assert_eq!(head.trim(), "refs/heads/main", "whoever clones it sees the desk");
    for line in ["edit tide --replace 'will be at=>is at'", "submit tide"] {
        night.run("ana", line);
    }
    taken(night.desk.root(), &server, &["main"]);
    night.run("ed", "approve tide");
    night.run("ed", "publish tide");
    taken(night.desk.root(), &server, &BOTH);
    night.run("ed", "pull tide --tell-readers 'We are checking it.'");
    taken(night.desk.root(), &server, &["published"]);
    let again = night.as_("mara").in_(&server).run(["hooks", "install", "--server"]);
    again.ok().says("as it was: ").says("lawful: ");
}

#[test]
fn a_review_in_somebody_elses_name_is_not_taken() {
    refused_with(
        "NA24",
        |night| {
            night.review("quay", "zoe-ray", "approved");
            night.commit("ana");
        },
        |night| night.run("zoe", "approve quay"),
    );
}

#[test]
fn a_correction_cannot_be_pushed_away() {
    refused_with(
        "NA13",
        |night| {
            git_in(
                &night.desk.outside().join("shared.git"),
                ["config", "--unset-all", "receive.denyNonFastForwards"],
            );
            night.git("ed", &["update-ref", "refs/heads/published", "published~1"]);
        },
        |night| night.run("ed", "pull lamps --tell-readers 'We are checking it.'"),
    );
}

#[test]
fn a_branch_of_the_desk_cannot_be_deleted() {
    let night = Night::new();
    let (guarded, plain) = (server(&night, true), server(&night, false));
    for server in [&guarded, &plain] {
        taken(night.desk.root(), server, &BOTH);
        git_in(server, ["config", "receive.denyDeletes", "false"]);
    }
    taken(night.desk.root(), &plain, &[":published"]);
    let says = ["NA13 rewritten", "the push deletes refs/heads/published"];
    refused(night.desk.root(), &guarded, &[":published"], &says);
    taken(night.desk.root(), &guarded, &["main:refs/heads/side"]);
    taken(night.desk.root(), &guarded, &[":side"]);
}

#[test]
fn an_object_that_replaces_another_is_not_taken() {
    let night = Night::new();
    let (guarded, plain) = (server(&night, true), server(&night, false));
    for server in [&guarded, &plain] {
        taken(night.desk.root(), server, &BOTH);
    }
    night.git("ed", &["replace", "HEAD~1", "HEAD"]);
    refused(night.desk.root(), &guarded, &["refs/replace/*"], &["NA11"]);
    taken(night.desk.root(), &plain, &["refs/replace/*"]);
}

#[test]
fn what_is_not_the_desks_is_free() {
    let night = Night::new();
    let server = server(&night, true);
    taken(night.desk.root(), &server, &BOTH);
    night.git("eve", &["checkout", "-q", "-b", "side"]);
    night.change("ferry", "About 40", "About 90");
    night.commit("eve");
    taken(night.desk.root(), &server, &["side", "side:refs/tags/side"]);
    refused(night.desk.root(), &server, &["side:main"], &["NA01"]);
}

#[test]
fn an_unlawful_desk_is_not_taken_as_a_first_push_either() {
    let night = Night::new();
    night.change("ferry", "About 40", "About 90");
    night.commit("eve");
    night.change("ferry", "About 90", "About 40");
    night.commit("ana");
    let server = server(&night, true);
    refused(night.desk.root(), &server, &BOTH, &["NA01 stranger", "nothing of this push"]);
    refused(night.desk.root(), &server, &["published"], &["without the desk"]);
    night.git("mara", &["reset", "-q", "--hard", "HEAD~2"]);
    taken(night.desk.root(), &server, &BOTH);
    taken(night.desk.root(), &server, &["main:main"]);
}

#[test]
fn another_desk_is_not_taken_in_place_of_this_one() {
    let night = Night::new();
    let server = server(&night, true);
    taken(night.desk.root(), &server, &BOTH);
    git_in(&server, ["config", "--unset-all", "receive.denyNonFastForwards"]);
    night.git("mara", &["checkout", "-q", "--orphan", "mine"]);
    night.git("mara", &["commit", "-qm", "The desk"]);
    refused(night.desk.root(), &server, &["--force", "mine:main"], &["NA13"]);
    let other = night.again();
    std::fs::remove_dir_all(server.join("refs/heads")).unwrap();
    std::fs::create_dir_all(server.join("refs/heads")).unwrap();
    let _ = std::fs::remove_file(server.join("packed-refs"));
    refused(night.desk.root(), &server, &["mine:main"], &["NA12"]);
    taken(other.desk.root(), &server, &BOTH);
}

/// Two clones of the night and a server; at the second, `zoe` is an editor for ever, and at the
/// server she has left.
fn zoe_left() -> (Night, Night, PathBuf) {
    let night = Night::new();
    let server = server(&night, true);
    taken(night.desk.root(), &server, &BOTH);
    let behind = night.again();
    night.run("mara", "contributor retire zoe-ray");
    taken(night.desk.root(), &server, &BOTH);
    (night, behind, server)
}

#[test]
fn a_release_by_somebody_who_has_left_is_not_taken_from_an_old_commit() {
    let (_night, behind, server) = zoe_left();
    behind.run("zoe", "publish quay");
    let says = ["NA14 right-lost", "NA49", "zoe-ray"];
    refused(behind.desk.root(), &server, &["published"], &says);
    let (_night, behind, server) = zoe_left();
    behind.run("ed", "publish quay");
    taken(behind.desk.root(), &server, &["published"]);
}

#[test]
fn words_by_somebody_who_has_left_are_not_taken_from_an_old_commit() {
    let (_night, behind, server) = zoe_left();
    behind.run("zoe", "edit ferry --replace 'turns back=>turns round'");
    let late = behind.desk.git(["rev-parse", "HEAD"]).trim().to_owned();
    behind.git("ana", &["fetch", "-q", server.to_str().unwrap(), "main"]);
    behind.git("ana", &["merge", "-q", "--no-edit", "FETCH_HEAD"]);
    refused(behind.desk.root(), &server, &["main"], &["NA14 right-lost", "NA02"]);
    let answer = ["audit", "--accept", &late, "NA14", "-m", "She wrote it before she left."];
    behind.as_("ana").run(answer).usage();
    behind.as_("mara").run(answer).ok().says("accepted: ");
    taken(behind.desk.root(), &server, &["main"]);
}

#[test]
fn whoever_has_lost_the_right_does_not_answer_for_it() {
    let night = Night::new();
    let server = server(&night, true);
    night.run("mara", "contributor edit zoe-ray --role admin");
    taken(night.desk.root(), &server, &BOTH);
    let behind = night.again();
    night.run("mara", "contributor edit zoe-ray --role reporter");
    taken(night.desk.root(), &server, &BOTH);
    behind.run("zoe", "contributor edit ana-petrova --role admin");
    let late = behind.desk.git(["rev-parse", "HEAD"]).trim().to_owned();
    behind.as_("zoe").run(["audit", "--accept", &late, "NA14", "-m", "I may."]).ok();
    let settled = behind.desk.git(["rev-parse", "HEAD"]).trim().to_owned();
    behind.as_("zoe").run(["audit", "--accept", &settled, "NA14", "-m", "I may."]).ok();
    behind.git("zoe", &["fetch", "-q", server.to_str().unwrap(), "main"]);
    behind.git("zoe", &["merge", "-q", "-s", "ours", "--no-edit", "FETCH_HEAD"]);
    refused(behind.desk.root(), &server, &["main"], &["NA14 right-lost", "NA03"]);
}

#[test]
fn a_release_from_the_future_is_not_taken() {
    refused_with(
        "NA15",
        |night| night.run_at("ed", "2026-11-08T00:30:00+02:00", "publish quay"),
        |night| night.run_at("ed", "2026-11-08T00:02:00+02:00", "publish quay"),
    );
}

#[test]
fn a_desk_keeps_its_own_steps_back_until_they_are_lawful() {
    let night = Night::new();
    let server = server(&night, false);
    night.as_("ana").run(["hooks", "install"]).ok().says("pre-commit").says("pre-push");
    taken(night.desk.root(), &server, &BOTH);
    night.review("quay", "zoe-ray", "approved");
    night.commit("ana");
    let says = ["NA24 review-of-another", "nothing was pushed"];
    refused(night.desk.root(), &server, &["main"], &says);
    refused(night.desk.root(), &server, &["HEAD:main"], &says);
    taken(night.desk.root(), &server, &["main:elsewhere"]);
    night.as_("ana").run(["audit"]).refused();
    refused(night.desk.root(), &server, &["main"], &says);
    taken(night.desk.root(), &server, &["--no-verify", "main"]);
    night.run("zoe", "approve quay");
    taken(night.desk.root(), &server, &["main"]);
}

#[test]
fn a_hook_needs_no_program_on_the_path() {
    let night = Night::new();
    let server = server(&night, true);
    let hook = std::fs::read_to_string(server.join("hooks/pre-receive")).unwrap();
    assert!(hook.contains(PROGRAM), "{hook}");
    std::fs::write(server.join("hooks/pre-receive"), hook.replace(PROGRAM, "/gone/newsroom"))
        .unwrap();
    refused(night.desk.root(), &server, &BOTH, &["newsroom"]);
}

/// A desk whose record was made again on an order, and the server that has it as it was; the one
/// who released the words has left since.
fn ordered() -> (Night, Night, PathBuf) {
    let night = Night::new();
    make_corrected(&night);
    night.run("mara", "contributor retire ed-lind");
    let server = server(&night, true);
    taken(night.desk.root(), &server, &BOTH);
    let behind = night.again();
    order(&night, "mara", 1);
    order(&night, "zoe", 1);
    (night, behind, server)
}

#[test]
fn a_record_that_was_made_again_on_an_order_is_taken_with_the_order_and_the_old_one_is_not() {
    let (night, behind, server) = ordered();
    let without = ["--force", "published"];
    let both = ["--atomic", "--force", "main", "published"];
    refused(night.desk.root(), &server, &both, &["non-fast-forward"]);
    git_in(&server, ["config", "receive.denyNonFastForwards", "false"]);
    refused(night.desk.root(), &server, &without, &["NA13 rewritten", "nothing of this push"]);
    taken(night.desk.root(), &server, &both);
    refused(behind.desk.root(), &server, &without, &["NA63 erased-words"]);
    night.run("zoe", "publish quay");
    taken(night.desk.root(), &server, &BOTH);
    night.git("zoe", &["update-ref", "refs/heads/published", "published~1"]);
    refused(night.desk.root(), &server, &without, &["NA13 rewritten"]);
}

#[test]
fn nothing_more_is_left_out_under_cover_of_an_order() {
    let (night, _, server) = ordered();
    git_in(&server, ["config", "receive.denyNonFastForwards", "false"]);
    night.git("zoe", &["update-ref", "refs/heads/published", "published~1"]);
    let both = ["--atomic", "--force", "main", "published"];
    refused(night.desk.root(), &server, &both, &["NA13 rewritten"]);
    let plain = self::server(&night, false);
    taken(night.desk.root(), &plain, &both);
}

#[test]
fn one_admins_order_lets_no_record_be_taken_back() {
    let night = Night::new();
    make_corrected(&night);
    let server = server(&night, true);
    taken(night.desk.root(), &server, &BOTH);
    let whole = night.again();
    order(&night, "mara", 1);
    order(&night, "zoe", 1);
    let record = night.desk.git(["rev-parse", "published"]).trim().to_owned();
    order(&whole, "mara", 1);
    git_in(&server, ["config", "receive.denyNonFastForwards", "false"]);
    whole.git("mara", &["fetch", "-q", night.desk.root().to_str().unwrap(), "published"]);
    whole.git("mara", &["update-ref", "refs/heads/published", &record]);
    let both = ["--atomic", "--force", "main", "published"];
    refused(whole.desk.root(), &server, &both, &["NA13 rewritten", "NA45 other-bytes"]);
    taken(night.desk.root(), &server, &both);
}

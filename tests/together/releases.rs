//! Releases that only one machine has, made again upon the shared record: or not, with the reason.

use crate::machines::Machines;

/// A post that Ana wrote and submitted, on everybody's machine; Ed and Mara approved nothing yet.
fn waiting(all: &Machines, people: &[&str]) {
    let line = "add --slug x --headline 'Bridge closed' --body 'One lane is shut.' --submit";
    all.by("ana", line).ok();
    for who in people {
        all.by(who, "sync").ok();
    }
}

/// What readers have of it on the shared record.
fn readers_have(all: &Machines, words: &str) -> bool {
    let tree = crate::desk::git_in(&all.shared, ["ls-tree", "-r", "--name-only", "published"]);
    let tree = String::from_utf8(tree).unwrap();
    tree.lines().filter(|path| path.starts_with("posts/")).any(|path| {
        let shown = crate::desk::git_in(&all.shared, ["show", &format!("published:{path}")]);
        String::from_utf8_lossy(&shown).contains(words)
    })
}

#[test]
fn a_release_made_without_the_network_goes_out_with_the_next_command() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve")
        .ok()
        .says("LIVE ONLY HERE, not sent: there is no desk at that address")
        .says("Run newsroom sync");
    drop(tunnel);
    all.by("ana", "add --slug y --headline Y").ok();
    let before = all.git("ed", &["rev-parse", "published"]);
    all.by("ed", "comment x -m 'Out.'").ok().says("the desk has it");
    assert_ne!(all.git("ed", &["rev-parse", "published"]), before, "made again upon what came");
    assert!(readers_have(&all, "One lane is shut."));
    let people = "--format=%an %ae %aI %s";
    assert_eq!(
        all.git("ed", &["log", "-1", people, "published"]),
        all.git("ed", &["log", "-1", people, &before])
    );
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn the_same_words_released_twice_are_one_release_and_the_other_is_told() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    all.by("ed", "approve x").ok();
    all.mara("sync").ok();
    let tunnel = all.tunnel();
    all.by("ed", "publish x").ok().says("LIVE ONLY HERE");
    drop(tunnel);
    all.mara("publish x").ok().says("on the record");
    all.by("ed", "sync").ok().says("mara-dov released the same words already (release 1)");
    let ledger = all.git("ed", &["log", "--oneline", "published", "--", "releases/2026/11/storm"]);
    assert_eq!(ledger.lines().count(), 2, "the story and the post, each once:\n{ledger}");
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn other_words_released_meanwhile_stand_and_the_other_is_told() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok();
    drop(tunnel);
    all.by("ana", "edit x --replace 'One lane=>Two lanes' --submit").ok();
    all.mara("publish x --approve").ok().says("on the record");
    all.by("ed", "sync").refused().says("NOT RELEASED");
    assert!(readers_have(&all, "Two lanes") && !readers_have(&all, "One lane"));
    all.by("ed", "sync").ok();
    all.end_equal(&["ana", "ed"]);
}

/// Another post, of Ana's, let out by Mara while Ed has no network.
fn another_is_released(all: &Machines) {
    all.by("ana", "add --slug y --headline 'Ferry late' --body 'By an hour.' --submit").ok();
    all.mara("sync").ok();
    all.mara("publish y --approve").ok();
}

#[test]
fn a_release_that_a_killed_sync_had_sent_already_is_nobody_elses() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok().says("LIVE ONLY HERE");
    drop(tunnel);
    another_is_released(&all);
    // What was sent is there, and the clone it was sent from does not know: as after a power cut.
    let (ed, twin) = (all.folder("ed"), all.desk.outside().join("twin"));
    let copied = std::process::Command::new("cp").arg("-r").args([&ed, &twin]).status();
    assert!(copied.unwrap().success());
    all.desk.as_("ed").in_(&twin).type_("sync").ok();
    assert!(readers_have(&all, "One lane is shut."));
    all.by("ed", "sync").ok().says_not("already").says_not("NOT RELEASED");
    let ledger = all.git("ed", &["log", "--oneline", "published", "--", "releases/2026/11/storm"]);
    assert_eq!(ledger.lines().count(), 3, "the story and two posts, each once:\n{ledger}");
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn a_release_that_another_shared_desk_has_is_not_made_again() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    let other = all.desk.outside().join("other.git");
    let (from, to) = (all.shared.display().to_string(), other.display().to_string());
    crate::desk::git_in(all.desk.outside(), ["clone", "--quiet", "--bare", &from, &to]);
    all.git("ed", &["remote", "add", "other", &to]);
    all.by("ed", "publish x --approve --no-send").ok();
    all.by("ed", "sync other").ok();
    another_is_released(&all);
    let before = all.tips(&all.folder("ed"));
    all.by("ed", "sync")
        .refused()
        .says("the record here has releases that another shared desk has already")
        .says("newsroom sync REMOTE");
    assert_eq!(all.tips(&all.folder("ed")), before);
    assert!(!readers_have(&all, "One lane is shut."));
}

/// What Mara does while Ed is in the tunnel with his release, and what he is told.
fn held_back(meanwhile: &[&str], why: &str) {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok().says("LIVE ONLY HERE");
    drop(tunnel);
    for line in meanwhile {
        all.mara(line).ok();
    }
    all.by("ed", "sync").refused().says("NOT RELEASED").says(why);
    assert!(!readers_have(&all, "One lane"), "readers have what {meanwhile:?} held back");
    all.by("ed", "status").ok();
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn what_was_stopped_meanwhile_is_not_released() {
    held_back(&["stop x -m 'The lawyers read it.'"], "The lawyers read it.");
}

#[test]
fn what_was_returned_meanwhile_is_not_released() {
    held_back(&["return x -m 'Who says so?'"], "Who says so?");
}

#[test]
fn what_was_spiked_meanwhile_is_not_released() {
    held_back(&["spike x -m 'Not ours.'"], "spiked");
}

#[test]
fn what_was_put_under_an_embargo_meanwhile_is_not_released() {
    held_back(&["edit x --publish-at 23:30"], "23:30");
}

#[test]
fn what_a_stricter_policy_holds_back_is_not_released() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok().says("LIVE ONLY HERE");
    drop(tunnel);
    all.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
    let commit = |arguments: &[&str]| {
        let mut git = crate::desk::git_command(all.desk.root());
        git.args(arguments)
            .env("GIT_AUTHOR_NAME", "Mara Dov")
            .env("GIT_AUTHOR_EMAIL", "mara@courier.example");
        assert!(git.status().unwrap().success());
    };
    commit(&["commit", "--quiet", "-am", "two approvals"]);
    all.mara("sync").ok();
    all.by("ed", "sync").refused().says("NOT RELEASED").says("approval");
    assert!(!readers_have(&all, "One lane"));
    all.mara("approve x").ok();
    all.by("ed", "publish x").ok().says("on the record");
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn an_editor_who_is_none_any_more_releases_nothing() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok();
    drop(tunnel);
    all.mara("contributor edit ed-lind --role reporter").ok();
    all.by("ed", "sync").refused();
    assert!(!readers_have(&all, "One lane"));
}

#[test]
fn an_editor_who_is_behind_is_told_before_he_decides() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    all.by("ed", "approve x").ok();
    all.mara("stop x -m 'The lawyers read it.'").ok();
    all.by("ed", "publish x").refused().says("The lawyers read it.");
    assert!(!readers_have(&all, "One lane"));
}

#[test]
fn two_releases_of_one_post_in_a_tunnel_both_reach_the_record() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok();
    all.by("ed", "edit x --replace 'One lane=>Two lanes'").ok();
    all.by("ed", "diff x").ok();
    all.by("ana", "sync --allow-offline").ok();
    all.by("ed", "publish x --kind minor").refused();
    all.by("ed", "correct x --tell-readers 'It was two lanes.'").ok();
    drop(tunnel);
    all.by("ana", "add --slug y --headline Y").ok();
    all.by("ed", "sync").ok();
    assert!(readers_have(&all, "One lane is shut."), "the release before the desk went on");
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn a_pull_is_sent_and_two_pulls_are_one() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed", "mara"]);
    all.by("ed", "publish x --approve").ok();
    all.mara("sync").ok();
    let tunnel = all.tunnel();
    all.by("ed", "pull x --tell-readers 'We check it.'").ok().says("LIVE ONLY HERE");
    drop(tunnel);
    all.mara("pull x --tell-readers 'It is being checked.'").ok().says("on the record");
    all.by("ed", "sync").ok().says("mara-dov took it down already");
    assert!(!readers_have(&all, "One lane"));
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn settings_for_readers_are_released_again_upon_what_came() {
    let all = Machines::of(&["ana", "ed"]);
    all.desk.change("newsroom.toml", "short_name = \"Courier\"", "short_name = \"The Courier\"");
    let mut git = crate::desk::git_command(all.desk.root());
    git.args(["commit", "--quiet", "-am", "name"]);
    git.env("GIT_AUTHOR_NAME", "Mara Dov").env("GIT_AUTHOR_EMAIL", "mara@courier.example");
    assert!(git.status().unwrap().success());
    let tunnel = all.tunnel();
    all.mara("publish newsroom.toml").ok();
    drop(tunnel);
    waiting(&all, &[]);
    all.by("ed", "publish x --approve").ok();
    all.mara("sync").ok();
    assert!(all.git("mara", &["show", "published:newsroom.toml"]).contains("The Courier"));
    assert!(readers_have(&all, "One lane"));
    all.end_equal(&["ana", "ed"]);
}

#[test]
fn an_approval_is_taken_back_with_the_release_that_was_not_sent() {
    let all = Machines::of(&["ana", "ed"]);
    waiting(&all, &["ed"]);
    let tunnel = all.tunnel();
    all.by("ed", "publish x --approve").ok().says("LIVE ONLY HERE");
    all.by("ed", "undo").ok().says("undone: ");
    drop(tunnel);
    all.by("ed", "sync").ok();
    assert!(!readers_have(&all, "One lane is shut."), "nobody was told");
    all.by("ed", "show x").ok().says("in review");
    all.end_equal(&["ana", "ed"]);
}

//! The same over `git daemon` and over ssh on this machine.

use crate::machines::Machines;
use crate::servers::{Ssh, daemon};

fn an_evening(all: &Machines, url: &str) {
    for who in ["ana", "lev", "ed"] {
        all.git(who, &["remote", "set-url", "origin", url]);
    }
    all.by("ana", "add --slug x --headline X --body 'One.\n\nTwo.' --submit")
        .ok()
        .says("the desk has it");
    all.by("lev", "edit x --replace 'Two.=>Two, by Lev.' --submit").ok().says("the desk has it");
    all.by("ana", "edit x --tag roads --submit").ok().says("the desk has it");
    all.by("ed", "publish x --approve").ok().says("on the record");
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn over_a_daemon() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    let (_server, url) = daemon(&all.shared, true);
    an_evening(&all, &url);
}

#[test]
fn where_one_may_only_read_it_is_said_that_there_is_no_right() {
    let all = Machines::of(&["ana"]);
    let (_server, url) = daemon(&all.shared, false);
    all.git("ana", &["remote", "set-url", "origin", &url]);
    all.by("ana", "add --slug x --headline X")
        .ok()
        .says("saved on this machine, not sent: you have no right to send there");
}

/// Has git on somebody's machine run ssh with that key and those known machines.
fn with(all: &Machines, ssh: &Ssh, who: &str, key: &str, known: &str) {
    all.git(who, &["config", "core.sshCommand", &ssh.command(key, known)]);
    all.trust(who);
}

#[test]
fn over_ssh_and_why_it_will_not_let_one_in() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    let Some(ssh) = Ssh::start(all.desk.outside()) else { return };
    let url = ssh.url(&all.shared);
    for who in ["ana", "lev", "ed"] {
        with(&all, &ssh, who, "ana", "known");
    }
    an_evening(&all, &url);
    with(&all, &ssh, "lev", "stranger", "known");
    all.by("lev", "edit x --tag a")
        .ok()
        .says("not sent: your key was not accepted there")
        .says("put your public key there");
    std::fs::write(ssh.folder.join("none"), "").unwrap();
    with(&all, &ssh, "lev", "ana", "none");
    all.by("lev", "sync").system().says("was never met");
    let other = std::fs::read_to_string(ssh.folder.join("stranger.pub")).unwrap();
    std::fs::write(ssh.folder.join("other"), format!("[127.0.0.1]:{} {other}", ssh.port)).unwrap();
    with(&all, &ssh, "lev", "ana", "other");
    all.by("lev", "sync").system().says("ANOTHER KEY");
    with(&all, &ssh, "lev", "ana", "known");
    all.by("lev", "sync").ok();
    all.end_equal(&["ana", "lev", "ed"]);
}

//! A folder that somebody else prepared: none of the programs that it names is run before the person
//! at it was told of them and said yes.

use std::path::{Path, PathBuf};

use crate::machines::Machines;

/// A script that leaves a trace.
fn traced(all: &Machines, name: &str) -> (PathBuf, String) {
    let trace = all.desk.outside().join(format!("ran-{name}"));
    let script = all.desk.outside().join(format!("{name}.sh"));
    runnable(&script, &format!("touch {}\nexec \"$@\"\n", trace.display()));
    (trace, script.display().to_string())
}

fn runnable(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("#!/bin/sh\n{text}")).unwrap();
    std::process::Command::new("chmod").arg("+x").arg(path).status().unwrap();
}

#[test]
fn nothing_that_a_prepared_folder_names_is_run_before_somebody_said_yes() {
    let all = Machines::of(&["ana"]);
    let settings = [
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "core.fsmonitor",
        "core.editor",
        "core.pager",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "gpg.program",
        "remote.origin.receivepack",
        "remote.origin.uploadpack",
        "credential.helper",
    ];
    let mut traces = Vec::new();
    for name in settings {
        let (trace, script) = traced(&all, name);
        traces.push(trace);
        all.git("ana", &["config", name, &script]);
    }
    let hooks = all.folder("ana").join(".git/hooks");
    for name in ["post-index-change", "pre-push", "reference-transaction", "pre-commit"] {
        let trace = all.desk.outside().join(format!("ran-{name}"));
        runnable(&hooks.join(name), &format!("touch {}\n", trace.display()));
        traces.push(trace);
    }
    std::fs::write(all.folder("ana").join(".git/info/attributes"), "*.toml filter=x\n").unwrap();
    let filed = all.by("ana", "add --slug x --headline X --submit");
    filed.ok().says("core.sshcommand = ").says("the hook pre-push = ").says("not sent");
    all.by("ana", "status").ok().says("filter.x.clean = ");
    all.by("ana", "show x").ok();
    all.by("ana", "edit x --tag a").ok();
    all.by("ana", "sync").system().says("nobody here said that it may");
    all.by("ana", "doctor");
    all.git("ana", &["config", "commit.gpgsign", "true"]);
    all.by("ana", "edit x --tag b").system().says("gpg.program");
    let ran: Vec<_> = traces.iter().filter(|trace| trace.exists()).collect();
    assert!(ran.is_empty(), "{ran:?}");
}

#[test]
fn once_it_was_said_they_are_run_and_others_are_asked_for_anew() {
    let all = Machines::of(&["ana"]);
    let (trace, script) = traced(&all, "pack");
    all.git("ana", &["config", "remote.origin.receivepack", &format!("{script} git-receive-pack")]);
    all.by("ana", "add --slug x --headline X").ok().says("not sent");
    all.trust("ana");
    assert!(!trace.exists());
    all.by("ana", "sync").ok().says_not("git settings");
    assert!(trace.exists(), "it was said that it may");
    std::fs::remove_file(&trace).unwrap();
    let (other, script) = traced(&all, "other");
    all.git("ana", &["config", "remote.origin.receivepack", &format!("{script} git-receive-pack")]);
    all.by("ana", "edit x --tag a").ok().says("other.sh").says("not sent");
    assert!(!trace.exists() && !other.exists());
}

#[test]
fn a_clone_that_no_longer_knows_how_its_desk_begins_says_so_once() {
    let all = Machines::of(&["ana"]);
    all.by("ana", "add --slug x --headline X").ok().says_not("TRUSTED");
    let pin = all.folder("ana").join(".git/newsroom/root");
    let root = std::fs::read_to_string(&pin).unwrap();
    std::fs::remove_file(&pin).unwrap();
    all.by("ana", "show x").ok().says("TRUSTED ON FIRST USE").says(root.trim());
    all.by("ana", "show x").ok().says_not("TRUSTED");
}

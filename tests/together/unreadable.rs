//! A file that cannot be read at the shared desk holds nobody up.

use crate::machines::Machines;

/// Ana breaks her post with a text editor, and pushes it with plain git.
fn broken(machines: &Machines) -> String {
    let path = machines
        .by("ana", "add --slug pier --headline 'Pier shut' --body Words. --json")
        .ok()
        .path();
    let file = machines.folder("ana").join(&path);
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replace("\"Pier shut\"", "\"Pier shut")).unwrap();
    machines.commit("ana", "a typo");
    machines.git("ana", &["push", "--quiet", "origin", "HEAD:main"]);
    path
}

#[test]
fn a_typo_at_the_shared_desk_is_told_and_the_desk_goes_on() {
    let machines = Machines::of(&["ana", "ed"]);
    let path = broken(&machines);
    let said = machines.by("ed", "add --slug mast --headline 'A mast fell' --submit");
    said.ok().says("the desk has it").says(&path).says("cannot be read");
    machines.by("ed", "list").ok().says(&format!("Pier shut [cannot be read: {path}:4]"));
    machines.mara("publish mast --approve").ok().says("on the record");
    machines.by("ana", "add --slug quay --headline 'The quay is dry'").ok().says("the desk has it");

    // Whoever sees it first mends it, and nothing is a forged review.
    machines.by("ed", "sync").ok();
    let file = machines.folder("ed").join(&path);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"Pier shut", "\"Pier shut\"")).unwrap();
    machines.by("ed", "edit pier").ok().says("the desk has it");
    for who in ["ana", "ed", "mara"] {
        machines.by(who, "sync").ok();
        machines.by(who, "list").ok().says_not("cannot be read");
        machines.by(who, "audit --full").refused().says("1 step was NOT LAWFUL").says("NA21");
    }
}

#[test]
fn a_clone_is_made_and_a_takedown_is_sent_whatever_is_broken() {
    let machines = Machines::of(&["ana", "ed"]);
    machines.by("ana", "add --slug mast --headline 'A mast fell' --submit").ok();
    machines.by("ed", "publish mast --approve").ok();
    let path = broken(&machines);
    let url = machines.shared.display().to_string();
    let lev = machines.desk.as_("mara").in_(machines.desk.outside()).run(["clone", &url, "lev"]);
    lev.refused().says("NA21");
    machines.by("lev", "status").ok().says(&format!("cannot be read: {path}:4"));
    machines.by("ed", "pull mast --tell-readers 'We are checking.'").ok().says("on the record");
    machines.by("lev", "sync").ok();
    machines.by("lev", "show mast --json").ok().says("pulled");
}

#[test]
fn settings_broken_at_the_shared_desk_hold_nobody_up() {
    let machines = Machines::of(&["ana", "ed"]);
    let file = machines.folder("mara").join("newsroom.toml");
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replacen('=', ":", 1)).unwrap();
    machines.commit("mara", "a typo");
    machines.git("mara", &["push", "--quiet", "origin", "HEAD:main"]);
    let said = machines.by("ana", "add --slug quay --headline 'The quay is dry' --submit");
    said.ok().says("the desk has it").says("newsroom.toml");
    machines.by("ed", "publish quay --approve").ok().says("on the record").says("holds");
}

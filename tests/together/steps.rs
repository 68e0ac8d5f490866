//! Sending is part of every act, and a look at the shared desk of every decision.

use crate::machines::Machines;

#[test]
fn two_reporters_and_an_editor_each_at_their_own_machine() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    all.by("ana", "add --slug bridge --headline 'Bridge closed' --submit")
        .ok()
        .says("the desk has it");
    all.by("lev", "add --slug pier --headline 'Pier closed' --submit").ok().says("the desk has it");
    all.by("ana", "edit bridge --tag roads --submit").ok().says("the desk has it");
    all.by("ed", "status").ok().says("Bridge closed").says("Pier closed");
    all.by("ed", "publish bridge pier --approve").ok().says("on the record");
    all.by("lev", "sync").ok().says("release");
    all.by("lev", "show pier --live").ok();
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn a_name_that_only_the_shared_desk_has_is_found_there() {
    let all = Machines::of(&["ana", "lev"]);
    all.by("ana", "add --slug bridge --headline 'Bridge closed'").ok();
    all.by("lev", "comment bridge -m 'I saw it.'").ok().says("the desk has it");
    all.by("lev", "show bridg").usage().says("nothing here is called `bridg`");
}

#[test]
fn nothing_has_to_be_set_in_git_for_it() {
    let all = Machines::of(&["ana"]);
    all.git("ana", &["config", "--unset", "branch.main.remote"]);
    all.git("ana", &["config", "--unset", "branch.main.merge"]);
    all.by("ana", "add --slug x --headline X").ok().says("the desk has it");
    all.git("ana", &["remote", "rename", "origin", "forge"]);
    all.by("ana", "edit x --tag t").ok().says("the desk has it");
    all.git("ana", &["remote", "add", "copy", "/nowhere/at/all"]);
    all.git("ana", &["config", "newsroom.remote", "forge"]);
    all.by("ana", "edit x --tag u").ok().says("the desk has it");
    all.by("ana", "sync copy").system().says("there is no desk at that address");
    all.by("ana", "sync nobody").usage().says("there is no remote called `nobody`");
}

#[test]
fn sync_says_what_came_and_what_waits() {
    let all = Machines::of(&["ana", "lev"]);
    all.by("ana", "add --slug x --headline X").ok();
    all.by("lev", "sync -n").ok().says("nothing was taken over or sent (-n)");
    assert!(
        !all.folder("lev")
            .join("posts/2026/11/storm")
            .read_dir()
            .unwrap()
            .any(|entry| { entry.unwrap().file_name().to_string_lossy().starts_with("x-") })
    );
    all.by("lev", "add --slug y --headline Y --no-send").ok().says("not sent (1 waiting)");
    all.by("lev", "sync --fetch-only").ok().says("came: 1 change").says("waiting, not sent");
    let json = all.by("lev", "sync --json").ok().json();
    assert_eq!((json["done"].as_bool(), json["waiting"].as_u64()), (Some(true), Some(0)));
    all.by("lev", "sync").ok().says("the desk has everything").says_not("came");
    let tunnel = all.tunnel();
    all.by("lev", "sync").system().says("there is no desk at that address");
    all.by("lev", "sync --allow-offline").ok();
    drop(tunnel);
    all.end_equal(&["ana", "lev"]);
}

#[test]
fn what_is_known_without_the_shared_desk_says_as_of_when() {
    let all = Machines::of(&["ed"]);
    all.at("ed").at("21:04").type_("status").ok();
    let tunnel = all.tunnel();
    all.at("ed").at("21:16").type_("status").ok().says("as of 21:04 Kyiv, 12 min ago");
    let json = all.at("ed").at("21:16").type_("status --json").ok().json();
    assert_eq!(json["as_of"]["at"], "2026-11-07T21:04:00+02:00");
    assert!(json["as_of"]["cause"].as_str().unwrap().contains("no desk at that address"));
    drop(tunnel);
    all.at("ed").at("21:17").type_("status").ok().says_not("as of");
}

#[test]
fn a_machine_that_watches_keeps_in_step() {
    let all = Machines::of(&["ana", "lev"]);
    let mut watching = all.at("lev").command(["sync", "--watch", "--every", "1"]).spawn().unwrap();
    let path = all.by("ana", "add --slug x --headline X --json").ok().path();
    while !all.folder("lev").join(&path).exists() {
        assert!(watching.try_wait().unwrap().is_none(), "it ended");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    watching.kill().unwrap();
    watching.wait().unwrap();
    all.by("lev", "sync").ok();
    all.end_equal(&["ana", "lev"]);
}

#[test]
fn one_person_alone_is_asked_for_an_address_and_may_give_one_later() {
    let desk = crate::desk::TestDesk::with_story();
    desk.as_("mara").type_("sync").usage().says("newsroom sync --to URL");
    let shared = desk.outside().join("later.git");
    desk.as_("mara")
        .run(["sync", "--to", shared.to_str().unwrap()])
        .ok()
        .says("the desk has everything");
    desk.as_("ana").type_("add --slug x --headline X").ok().says("the desk has it");
    let clone = desk.outside().join("clone");
    desk.as_("ana").in_(desk.outside()).run(["clone", shared.to_str().unwrap(), "clone"]).ok();
    desk.as_("ana").in_(&clone).type_("show x").ok();
}

#[test]
fn a_desk_is_made_with_its_shared_folder_in_one_command() {
    let desk = crate::desk::TestDesk::bare();
    let shared = desk.outside().join("courier.git");
    let ran =
        desk.as_("mara").run(["init", "--name", "Courier", "--remote", shared.to_str().unwrap()]);
    ran.ok().says("The others type: newsroom clone ");
    let other = desk.outside().join("other");
    std::fs::create_dir(&other).unwrap();
    let ran = desk.as_("mara").in_(&other).run(["init", "--name", "C", "--remote", "/dev/null/x"]);
    ran.system().says("A desk in").says("/dev/null/x");
}

#[test]
fn a_slow_clock_is_told_and_keeps_nobody_from_the_desk() {
    let all = Machines::of(&["ana", "ed"]);
    all.at("ed").at("22:00").type_("pull storm --tell-readers 'We check it.'").ok();
    let ran = all.at("ana").at("21:00").type_("sync");
    ran.ok().says("one of two clocks is wrong").says("came: 1 release");
}

#[test]
fn loose_objects_are_packed_in_the_background_after_an_act() {
    let all = Machines::of(&["ana"]);
    let (folder, blobs) = (all.folder("ana"), all.desk.outside().join("blobs"));
    std::fs::create_dir(&blobs).unwrap();
    let mut names = String::new();
    for n in 0..8_000 {
        let file = blobs.join(n.to_string());
        std::fs::write(&file, format!("blob {n}")).unwrap();
        names += &format!("{}\n", file.display());
    }
    let mut git = crate::desk::git_command(&folder);
    git.args(["hash-object", "-w", "--stdin-paths"]).stdin(std::process::Stdio::piped());
    let mut child = git.stdout(std::process::Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), names.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let loose = || {
        let count = all.git("ana", &["count-objects"]);
        count.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert!(loose() > 7_000);
    all.by("ana", "list").ok();
    assert!(loose() > 7_000, "reading packs nothing");
    all.by("ana", "add --slug x --headline X").ok().says("the desk has it");
    while loose() > 1_000 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // It is over before the folder goes.
    while folder.join(".git/objects/maintenance.lock").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    all.end_equal(&["ana"]);
}

#[test]
fn work_on_another_branch_is_never_filed_silently_on_the_desk() {
    let all = Machines::of(&["ana"]);
    all.git("ana", &["switch", "--quiet", "-c", "idea"]);
    let before = all.tips(&all.folder("ana"));
    all.by("ana", "add --slug x --headline X").usage().says("git switch main");
    assert_eq!(all.tips(&all.folder("ana")), before);
    all.by("ana", "list").ok();
    all.git("ana", &["switch", "--quiet", "main"]);
    all.by("ana", "add --slug x --headline X").ok().says("the desk has it");
}

#[test]
fn words_that_a_person_saved_stay_while_the_desk_moves_under_them() {
    let all = Machines::of(&["ana", "lev"]);
    let path = "add --slug x --headline X --body 'One.\n\nTwo.' --json";
    let path = all.by("ana", path).ok().json()["path"].as_str().unwrap().to_owned();
    all.by("lev", "sync").ok();
    let file = all.folder("lev").join(&path);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("One.", "One, by Lev.")).unwrap();
    all.by("ana", "edit x --replace 'Two.=>Two, by Ana.'").ok();
    all.by("lev", "sync").ok();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("One, by Lev.") && text.contains("Two, by Ana."), "{text}");
    all.by("lev", "edit x --tag t").ok().says("taken along");
    all.end_equal(&["ana", "lev"]);
}

#[test]
fn who_looks_is_told_what_was_sent_with_that() {
    let all = Machines::of(&["ana"]);
    all.by("ana", "add --slug x --headline X --no-send").ok();
    all.by("ana", "status").ok().says("sent to the shared desk: 1 step that waited here");
    all.by("ana", "status").ok().says_not("sent to the shared desk");
}

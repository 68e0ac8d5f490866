//! Why something was not sent, in words that a reporter understands; and nobody waits for ever.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;

use crate::desk::git_in;
use crate::machines::Machines;
use crate::servers::daemon;

fn hook(all: &Machines, text: &str) {
    let hook = all.shared.join("hooks/pre-receive");
    std::fs::write(&hook, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn point_to(all: &Machines, who: &str, url: &str) {
    all.git(who, &["remote", "set-url", "origin", url]);
}

#[test]
fn what_the_servers_hook_says_is_said() {
    let all = Machines::of(&["ana"]);
    hook(&all, "echo 'no posts after midnight'; echo 'ask the night desk'; exit 1");
    all.by("ana", "add --slug x --headline X")
        .ok()
        .says("saved on this machine, not sent: it was refused there: no posts after midnight (1 waiting)")
        .says("Once that is mended it goes with the next command, or: newsroom sync")
        .says("  ask the night desk\n");
    all.by("ana", "sync").refused().says("no posts after midnight").says("  ask the night desk\n");
    std::fs::remove_file(all.shared.join("hooks/pre-receive")).unwrap();
    all.by("ana", "sync").ok();
    all.end_equal(&["ana"]);
}

/// Lev types a remark in Ed's name, and commits it.
fn forge(all: &Machines, path: &str) {
    let file = all.folder("lev").join(path);
    let text = std::fs::read_to_string(&file).unwrap();
    let review = "\n[[reviews]]\nat = 2026-11-07T21:00:00+02:00\nby = \"ed-lind\"\nverdict = \"comment\"\nround = 1\nnote = \"x\"\n";
    std::fs::write(&file, text + review).unwrap();
    all.commit("lev", "forged");
}

#[test]
fn what_the_rules_hook_of_a_server_finds_is_said() {
    let all = Machines::of(&["ana", "lev"]);
    all.desk.as_("mara").in_(&all.shared).type_("hooks install --server").ok();
    let path = all.by("ana", "add --slug x --headline X --json").ok().path();
    all.by("lev", "sync").ok();
    forge(&all, &path);
    all.by("lev", "sync").refused().says("it was refused there").says("NA");
    all.by("ana", "sync").ok().says_not("came");
}

#[test]
fn nobody_listens_no_such_machine_no_such_folder() {
    let all = Machines::of(&["ana"]);
    for (url, words) in [
        // Port 1 is nobody's.
        ("git://127.0.0.1:1/x.git".to_owned(), "nothing listens at that address"),
        ("ssh://no-such-machine.invalid/x.git".to_owned(), "no"),
        ("/nowhere/at/all.git".to_owned(), "there is no desk at that address"),
    ] {
        point_to(&all, "ana", &url);
        let ran = all.by("ana", "sync");
        ran.system().says(words);
    }
}

#[test]
fn a_server_that_answers_nothing_is_given_up_in_time_and_no_git_stays() {
    let all = Machines::of(&["ana"]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // It takes what comes, says nothing, and tells when the other side is gone.
    let silent = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).unwrap();
        heard
    });
    point_to(&all, "ana", &format!("git://127.0.0.1:{port}/desk.git"));
    all.git("ana", &["config", "newsroom.wait", "0.5"]);
    all.by("ana", "add --slug x --headline X").ok().says("not sent: no answer in time (1 waiting)");
    let heard = silent.join().expect("git is gone, so the connection is closed");
    assert!(String::from_utf8_lossy(&heard).contains("git-"), "git was there");
    point_to(&all, "ana", &all.shared.display().to_string());
    all.by("ana", "sync").ok();
    all.end_equal(&["ana"]);
}

#[test]
fn killed_while_it_waits_no_git_stays_either() {
    let all = Machines::of(&["ana"]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    point_to(&all, "ana", &format!("git://127.0.0.1:{port}/desk.git"));
    let mut child = all.at("ana").command(["sync"]).spawn().unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut heard = Vec::new();
    stream.read_to_end(&mut heard).expect("git is gone, so the connection is closed");
    point_to(&all, "ana", &all.shared.display().to_string());
    all.by("ana", "sync").ok();
}

/// Passes everything on to the server at that port, but for what is sent to be received: of that only
/// so many bytes, and then both ends are cut. Gives its own port.
fn cutting(server: u16, after: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (mut client, mut there) =
                (client.unwrap(), TcpStream::connect(("127.0.0.1", server)).unwrap());
            let (mut back, mut answers) = (client.try_clone().unwrap(), there.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut answers, &mut back);
                let _ = back.shutdown(Shutdown::Both);
            });
            std::thread::spawn(move || {
                let (mut passed, mut pushes, mut bytes) = (0, false, [0; 512]);
                let mut asked = String::new();
                while let Ok(read @ 1..) = client.read(&mut bytes) {
                    // What is asked for can come in pieces.
                    if asked.len() < 60 {
                        asked.push_str(&String::from_utf8_lossy(&bytes[..read]));
                        pushes = asked.contains("git-receive-pack");
                    }
                    let read = if pushes { read.min(after.saturating_sub(passed)) } else { read };
                    if there.write_all(&bytes[..read]).is_err()
                        || (pushes && passed + read >= after)
                    {
                        break;
                    }
                    passed += read;
                }
                let _ = there.shutdown(Shutdown::Both);
                let _ = client.shutdown(Shutdown::Both);
            });
        }
    });
    port
}

#[test]
fn cut_in_the_middle_of_a_push_nothing_is_lost_and_nothing_stuck() {
    let all = Machines::of(&["ana"]);
    let (_server, url) = daemon(&all.shared, true);
    let port: u16 = url.split([':', '/']).nth(4).unwrap().parse().unwrap();
    for (number, after) in [60, 150, 300, 600, 1_000].into_iter().enumerate() {
        let cut = cutting(port, after);
        point_to(&all, "ana", &format!("git://127.0.0.1:{cut}/shared.git"));
        let headline = format!("Post {number}");
        // More than is cut off, however well it is packed.
        let body: Vec<String> =
            (1..500_u64).map(|n| (n * n * 0x9e37_79b9 + after as u64).to_string()).collect();
        let slug = format!("post-{number}");
        let words = ["add", "--slug", &slug, "--headline", &headline, "--body", &body.join(" ")];
        let ran = all.at("ana").run(words);
        ran.ok().says("not sent: ").says("1 waiting");
        point_to(&all, "ana", &url);
        all.by("ana", "sync").ok().says("the desk has everything");
    }
    point_to(&all, "ana", &all.shared.display().to_string());
    all.end_equal(&["ana"]);
}

#[test]
fn what_came_and_is_not_lawful_is_refused_whole_and_an_admin_may_answer_for_it() {
    let all = Machines::of(&["ana", "lev"]);
    let path = all.by("ana", "add --slug x --headline X --json").ok().path();
    all.by("lev", "sync").ok();
    forge(&all, &path);
    all.git("lev", &["push", "--quiet", "origin", "main"]);
    let before = all.tips(&all.folder("ana"));
    let ran = all.by("ana", "sync");
    ran.refused()
        .says("what the shared desk has is not lawful")
        .says("nothing of what the shared desk has was taken over")
        .says("lev-marin");
    assert_eq!(all.tips(&all.folder("ana")), before);
    all.by("ana", "comment x -m 'Here.'")
        .ok()
        .says("not sent: what the shared desk has is not lawful");
    let json = all.by("ana", "sync --json").refused().json();
    let finding = &json["findings"][0];
    let (commit, code) = (finding["commit"].as_str().unwrap(), finding["code"].as_str().unwrap());
    all.mara(&format!("audit --accept {commit} {code} -m 'It was a joke.'")).ok();
    all.mara("sync").ok();
    all.by("ana", "sync").ok();
    all.by("ana", "audit").ok().says("It was a joke.");
}

#[test]
fn a_silent_edit_of_the_shared_record_reaches_no_clone_by_any_command() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    all.by("ana", "add --slug x --headline X --submit").ok();
    let path = all.by("ed", "publish x --approve --json").ok().path();
    all.by("ana", "sync").ok();
    let before = all.tips(&all.folder("ana"));
    let thief = all.desk.outside().join("thief");
    let shared = all.shared.display().to_string();
    git_in(all.desk.outside(), ["clone", "--quiet", "-b", "published", &shared, "thief"]);
    let text = std::fs::read_to_string(thief.join(&path)).unwrap();
    std::fs::write(thief.join(&path), text.replace("headline = \"X\"", "headline = \"Y\""))
        .unwrap();
    git_in(&thief, ["commit", "--quiet", "-am", "better"]);
    git_in(&thief, ["push", "--quiet"]);
    all.by("ana", "sync").refused().says("what the shared desk has is not lawful");
    for line in ["status", "list", "show x --live", "comment x -m Here.", "sync --fetch-only"] {
        all.by("ana", line);
    }
    assert_eq!(all.git("ana", &["rev-parse", "published"]), before_of(&before, "published"));
    all.by("ana", "show x --live").ok().says("X").says_not("Y");
}

/// The commit of a branch among tips.
fn before_of(tips: &str, branch: &str) -> String {
    let line = tips.lines().find(|line| line.contains(branch)).unwrap();
    line.rsplit(' ').next().unwrap().to_owned()
}

#[test]
fn a_shared_desk_that_was_rewound_or_made_again_is_refused() {
    let all = Machines::of(&["ana", "lev"]);
    all.by("ana", "add --slug x --headline X").ok();
    all.by("lev", "sync").ok();
    let good = String::from_utf8(crate::desk::git_in(&all.shared, ["rev-parse", "main"])).unwrap();
    crate::desk::git_in(&all.shared, ["update-ref", "refs/heads/main", "main~1"]);
    all.by("lev", "sync").refused().says("the shared desk lost 1 step");
    all.by("lev", "sync").refused().says("the shared desk lost 1 step");
    crate::desk::git_in(&all.shared, ["update-ref", "refs/heads/main", good.trim()]);
    all.by("lev", "sync").ok();
    crate::desk::git_in(&all.shared, ["update-ref", "refs/heads/published", "published~1"]);
    all.by("lev", "sync").refused().says("the shared record lost 1 step");
}

#[test]
fn an_admin_may_answer_for_a_shared_desk_that_was_rewound_and_its_words_come_back() {
    let all = Machines::of(&["ana"]);
    all.by("ana", "add --slug x --headline X").ok();
    all.mara("sync").ok();
    crate::desk::git_in(&all.shared, ["update-ref", "refs/heads/main", "main~1"]);
    let json = all.mara("sync --json").refused().json();
    assert_eq!(json["findings"][0]["code"], "NA13");
    let commit = json["findings"][0]["commit"].as_str().unwrap();
    all.mara(&format!("audit --accept {commit} NA13 -m 'The disk was restored.'")).ok();
    all.mara("sync").ok();
    all.by("ana", "sync").ok();
    all.by("ana", "list").ok().says("X");
    all.end_equal(&["ana"]);
}

#[test]
fn a_record_that_came_without_its_desk_is_judged_too() {
    let all = Machines::of(&["ana"]);
    let bare = all.desk.outside().join("half.git");
    git_in(all.desk.outside(), ["init", "--quiet", "--bare", "half.git"]);
    let thief = all.desk.outside().join("thief");
    let shared = all.shared.display().to_string();
    git_in(all.desk.outside(), ["clone", "--quiet", "-b", "published", &shared, "thief"]);
    std::fs::write(thief.join("posts/2026/11/storm/story.toml"), "format = 1\n").unwrap();
    git_in(&thief, ["commit", "--quiet", "-am", "mine"]);
    git_in(&thief, ["push", "--quiet", bare.to_str().unwrap(), "published"]);
    let before = all.tips(&all.folder("ana"));
    all.at("ana").run(["sync", "--to", bare.to_str().unwrap()]).refused().says("not lawful");
    assert_eq!(all.tips(&all.folder("ana")), before);
}

#[test]
fn to_ask_another_remote_forgets_nothing_of_the_desks_own() {
    let all = Machines::of(&["ana", "ed"]);
    all.by("ed", "pull storm --tell-readers 'We check it.'").ok();
    all.by("ana", "sync").ok();
    let backup = all.desk.outside().join("backup.git");
    git_in(all.desk.outside(), ["init", "--quiet", "--bare", "backup.git"]);
    all.git("ana", &["remote", "add", "backup", backup.to_str().unwrap()]);
    all.git("ana", &["config", "newsroom.remote", "origin"]);
    all.by("ana", "sync backup").ok();
    git_in(&all.shared, ["update-ref", "refs/heads/published", "published~1"]);
    let before = all.tips(&all.folder("ana"));
    all.by("ana", "sync").refused().says("the shared record lost 1 step");
    assert_eq!(all.tips(&all.folder("ana")), before);
}

#[test]
fn a_desk_moves_to_another_address() {
    let all = Machines::of(&["ana"]);
    let other = all.desk.outside().join("other.git");
    all.at("ana").run(["sync", "--to", other.to_str().unwrap()]).ok();
    assert_eq!(all.tips(&other), all.tips(&all.folder("ana")));
    all.by("ana", "add --slug x --headline X").ok().says("the desk has it");
}

#[test]
fn another_desk_at_the_address_is_refused() {
    let all = Machines::of(&["ana"]);
    let other = crate::desk::TestDesk::bare();
    let shared = other.outside().join("other.git");
    other
        .as_("mara")
        .at("19:01")
        .run(["init", "--name", "Other", "--remote", shared.to_str().unwrap()])
        .ok();
    point_to(&all, "ana", shared.to_str().unwrap());
    let before = all.tips(&all.folder("ana"));
    all.by("ana", "sync").refused().says("pinned root");
    assert_eq!(all.tips(&all.folder("ana")), before);
}

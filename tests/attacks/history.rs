//! Histories that are not what they were.

use newsroom::judge::Request;
use newsroom::ops::audit;
use newsroom::storage::Store;

use crate::desk::git_command;
use crate::night::{Night, caught};
use crate::server::{BOTH, Server};

fn audited(night: &Night) {
    let store = Store::open(night.root()).expect("opens");
    assert!(!audit::run(&store, &Request::default()).expect("audited").fails());
}

#[test]
fn a_correction_is_removed_by_a_force_push() {
    caught(
        "NA13",
        |night| {
            night.ed.pulls("lamps");
            audited(night);
            night.ed.moves("published", "published~1");
        },
        |night| {
            audited(night);
            night.ed.pulls("lamps");
        },
    );
}

#[test]
fn steps_of_the_desk_are_taken_back() {
    caught(
        "NA13",
        |night| {
            audited(night);
            night.ed.git("reset -q --hard HEAD~1");
        },
        |night| {
            audited(night);
            night.ed.git("commit -q --allow-empty -m nothing");
        },
    );
}

#[test]
fn what_vanished_is_told_until_an_admin_answers_for_it() {
    let night = Night::new();
    night.ed.pulls("lamps");
    audited(&night);
    night.ed.moves("published", "published~1");
    for _ in 0..2 {
        let ran = night.ed.tries("audit");
        ran.refused().says("NA13 rewritten").says("pull: Lamps out on Salt Quay");
    }
    let json = night.ed.tries("audit --json").refused().json();
    let commit = json["findings"][0]["commit"].as_str().expect("a commit").to_owned();
    night.ed.tries(&format!("audit --accept {commit} NA13 -m 'A test.'")).usage();
    night.mara.tries(&format!("audit --accept {commit} NA13 -m 'The pull was a slip.'")).ok();
    night.ed.tries("audit").ok().says("accepted: The pull was a slip.");
}

#[test]
fn objects_are_replaced() {
    caught(
        "NA11",
        |night| {
            let (new, old) = ("HEAD", "HEAD~1");
            night.ed.git(&format!("replace {new} {old}"));
        },
        |night| {
            night.ed.git("replace HEAD HEAD~1");
            let head = night.ed.git("rev-parse HEAD");
            night.ed.git(&format!("replace -d {head}"));
        },
    );
}

#[test]
fn a_history_is_grafted() {
    caught(
        "NA11",
        |night| {
            let parents = night.ed.git("rev-list --parents -n 1 HEAD");
            night.write(".git/info/grafts", format!("{parents}\n"));
        },
        |night| night.write(".git/info/grafts", ""),
    );
}

#[test]
fn another_desk_is_put_in_place_of_this_one() {
    let night = Night::new();
    audited(&night);
    night.mara.git("checkout -q --orphan mine");
    night.mara.git("rm -rqf posts");
    night.mara.git("commit -qm 'The desk'");
    night.mara.git("branch -qM main");
    night.mara.git("branch -qD published");
    std::fs::remove_file(night.root().join(".git/newsroom/notes/audited")).expect("there");
    night.finds(["NA12"]);
    std::fs::remove_file(night.root().join(".git/newsroom/root")).expect("there");
    assert!(night.codes(None).is_empty(), "not only the pin stops it: {}", night.said());
}

#[test]
fn a_root_that_somebody_knows_is_held_against_it() {
    let night = Night::new();
    let root = night.ed.git("rev-list --max-parents=0 main");
    night.ed.tries(&format!("audit --root {root}")).ok();
    night.ed.acts().run(["audit", "--root", &"0".repeat(40)]).refused().says("NA12 other-root");
}

/// A commit on top of the desk that git's own check would refuse, made of the newest one's text.
fn by_hand(night: &Night, change: impl Fn(&str) -> String) {
    let head = night.git(["rev-parse", "HEAD"]);
    let text = night.git(["cat-file", "commit", "HEAD"]);
    let (tree, rest) = text.split_once('\n').expect("lines");
    let (_, people) = rest.split_once("author").expect("an author");
    let text = format!("{tree}\nparent {}\nauthor{people}", head.trim());
    let path = night.outside().join("commit");
    std::fs::write(&path, change(&text)).expect("written");
    let path = path.to_str().expect("text");
    let write = ["hash-object", "-t", "commit", "-w", "--literally", path];
    let odd = night.git(write);
    night.git(["update-ref", "refs/heads/main", odd.trim()]);
}

#[test]
fn a_header_that_git_would_refuse_ends_no_judging() {
    let line = |text: &str, field: &str| {
        let start = format!("{field} ");
        text.lines().find(|line| line.starts_with(&start)).expect(field).to_owned()
    };
    let dated = |text: &str, date: &str| {
        let old = line(text, "author");
        let name = old.rsplitn(3, ' ').last().expect("a name");
        text.replacen(&old, &format!("{name} {date}"), 1)
    };
    let twice = |text: &str| {
        let author = line(text, "author");
        text.replacen(&author, &format!("{author}\n{author}"), 1)
    };
    let bare = |text: &str| {
        let committer = line(text, "committer");
        text.replacen(&committer, &committer.replace(['<', '>'], ""), 1)
    };
    let kinds: [&dyn Fn(&str) -> String; 7] = [
        &twice,
        &bare,
        &|text| dated(text, "99999999999999999999999 +0000"),
        &|text| dated(text, "9223372036854775807 +0000"),
        &|text| dated(text, "1700000000 +999999"),
        &|text| text.replacen(&format!("{}\n", line(text, "committer")), "", 1),
        &|text| text.replacen("committer", "gpgsig a\ngpgsig b\ncommitter", 1),
    ];
    for kind in kinds {
        let night = Night::new();
        by_hand(&night, kind);
        let without = night.codes(Some("NA10"));
        assert!(without.iter().all(|code| *code == "NA09"), "{without:?}");
        assert!(night.codes(None).contains("NA10"), "{}", night.said());
        night.ana.tries("list").ok();
        night.person("stranger").writes("posts/2026/11/storm/x.txt", "x");
        let codes = night.codes(None);
        assert!(codes.contains("NA01") && codes.contains("NA10"), "{}", night.said());
        night.ana.tries("audit").refused();
    }
}

#[test]
fn folders_without_end_end_no_judging() {
    let night = Night::new();
    let deep = format!("{}x", "a/".repeat(300));
    let blob = night.git(["hash-object", "-w", "newsroom.toml"]);
    let entry = format!("100644,{},{deep}", blob.trim());
    night.ana.git(&format!("update-index --add --cacheinfo {entry}"));
    night.ana.git("commit -qm deep");
    night.ana.git("read-tree HEAD~1");
    night.finds(["NA10"]);
    night.ana.tries("list").ok();
    night.person("stranger").git("commit -qm gone");
    night.person("stranger").writes("posts/2026/11/storm/x.txt", "x");
    night.finds(["NA01", "NA10"]);
}

/// Files as many versions of a draft as that, each by Ana but one; gives what that one is called.
fn many_steps(night: &Night, many: usize, anothers: usize) -> String {
    let path = night.desk.post("long-night", "A long night", "Words of the hour.");
    let text = night.desk.filed(&path);
    let mut stream = String::new();
    for n in 0..many {
        let who = if n == anothers { "nobody" } else { "ana" };
        let line = format!("{who} <{who}@courier.example> {} +0000", 1_794_081_600 + n);
        let words = text.replace("Words of the hour.", &format!("Words of hour {n}."));
        let from = if n == 0 { "from refs/heads/main^0\n" } else { "" };
        stream.push_str(&format!(
            "commit refs/heads/main\nauthor {line}\ncommitter {line}\ndata <<END\nEdit {n}\nEND\n{from}\
             M 100644 inline {path}\ndata {}\n{words}\n",
            words.len()
        ));
    }
    std::fs::write(night.outside().join("steps"), stream).expect("written");
    let stream = std::fs::File::open(night.outside().join("steps")).expect("opened");
    let mut import = git_command(night.root());
    assert!(import.args(["fast-import", "--quiet"]).stdin(stream).status().expect("git").success());
    night.desk.git(["reset", "-q", "--hard"]);
    night.desk.git(["rev-parse", &format!("HEAD~{}", many - 1 - anothers)]).trim().to_owned()
}

#[test]
fn many_steps_are_judged_as_few_are_and_the_one_that_is_not_lawful_is_found_among_them() {
    let night = Night::new();
    let begun = night.head();
    let anothers = many_steps(&night, 400, 270);
    let store = Store::open(night.root()).expect("opens");
    let found = |range: Option<String>| -> Vec<(String, &'static str)> {
        let request = Request { range, full: true, ..Request::default() };
        let findings = audit::run(&store, &request).expect("audited").findings;
        findings.into_iter().map(|found| (found.commit, found.code)).collect()
    };
    let all = found(None);
    assert!(!all.is_empty() && all.iter().all(|(commit, _)| *commit == anothers), "{all:?}");
    let parts = [(begun, "HEAD~200"), ("HEAD~200".to_owned(), "HEAD")];
    let few = parts.into_iter().flat_map(|(from, to)| found(Some(format!("{from}..{to}"))));
    assert_eq!(few.collect::<Vec<_>>(), all);
}

#[test]
fn many_steps_that_are_pushed_at_once_are_judged_before_anybody_has_them() {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    many_steps(&night, 300, 280);
    server.refuses(&night, "main", &["by nobody@courier.example"]);
    server.takes(&night, "HEAD~20:main");
}

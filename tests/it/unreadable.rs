//! Files that cannot be read: what they were stays on the desk, readers are protected, and the way
//! back is a command.

use std::collections::BTreeSet;

use crate::desk::{People, Person, TestDesk};

/// The bytes that are made of a file's text.
type Damage = fn(&str) -> Vec<u8>;

/// What becomes of a file in other hands.
const DAMAGES: [(&str, Damage); 9] = [
    ("a quote that is not closed", |text| text.replacen("\"Pier shut\"", "\"Pier shut", 1).into()),
    ("a name nobody knows", |text| text.replacen("headline =", "headlin =", 1).into()),
    ("markers of a conflict", |text| {
        format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> b\n").into()
    }),
    ("no text at all", |_| Vec::new()),
    ("bytes that are not UTF-8", |text| {
        text.replacen("Pier", "P\u{7f}r", 1)
            .replace('\u{7f}', "\u{e9}")
            .chars()
            .map(|c| c as u8)
            .collect()
    }),
    ("NUL", |_| vec![0; 4096]),
    ("another id", |text| text.replacen("id = \"", "id = \"2", 1).into()),
    ("too much text", |text| format!("{text}# {}\n", "x".repeat(300_000)).into()),
    ("half of it", |text| text[..text.len() / 2].into()),
];

fn codes(by: &Person) -> BTreeSet<String> {
    let report = by.tries("audit --json").json();
    let findings = report["findings"].as_array().expect("findings").iter();
    findings.map(|found| found["code"].as_str().expect("a code").to_owned()).collect()
}

fn only_unreadable(by: &Person) {
    assert_eq!(codes(by), BTreeSet::from(["NA21".to_owned()]));
}

/// The first document that `list` and `status` name as one that cannot be read.
fn leads(by: &Person) -> (String, String, String) {
    let word =
        |listed: &serde_json::Value, field: &str| listed[field].as_str().expect("text").to_owned();
    let listed = by.tries("list --json").ok().json()["documents"][0].clone();
    let first = by.tries("status --json").ok().json()["unreadable"][0].clone();
    assert_eq!(first, listed);
    assert!(listed["unreadable"]["line"].as_u64().is_some(), "{listed}");
    (word(&listed, "path"), word(&listed, "headline"), word(&listed, "public"))
}

#[test]
fn whatever_is_in_a_file_it_stays_on_the_desk_and_leads_and_readers_are_protected() {
    for (what, damage) in DAMAGES {
        let desk = TestDesk::with_story();
        let People { ana, ed, mara, .. } = desk.people();
        let path = desk.live("pier", "Pier shut", "Words.");
        ana.files("mast", "A mast fell");
        let good = desk.read(&path);
        ana.writes(&path, damage(&good));

        let (at, headline, public) = leads(&ed);
        assert_eq!(
            (at, headline, public),
            (path.clone(), "Pier shut".into(), "live".into()),
            "{what}"
        );
        for command in ["list", "status", "doctor"] {
            let said = ed.tries(command);
            said.says(&format!("{path}:"));
            assert!(
                said.out.lines().take(8).any(|line| line.contains(&path)),
                "{what}: {}",
                said.out
            );
        }
        ed.tries("list").ok().says(&format!("cannot be read: {path}:"));
        ed.tries("doctor").refused().says("newsroom edit ");
        ed.tries("show pier")
            .ok()
            .says("Words.")
            .says("this is how it was last read: newsroom edit");
        assert_eq!(desk.stands("pier"), ("unreadable".into(), "live".into()), "{what}");
        ed.tries("show pier --live").ok().says("Words.");
        ed.tries("diff pier").ok();
        ed.tries("log pier").ok().says("RELEASE 1 first");
        let refused = ["submit pier", "approve pier", "publish pier", "spike pier -m no"];
        // Two versions that git left are put together, and not opened.
        let mended = (!what.contains("markers")).then_some("edit pier");
        for command in refused.into_iter().chain(mended) {
            ed.tries(command).usage().says(&path).says("hint: newsroom edit ");
        }

        ed.pulls("pier").restores("pier").stops("pier");
        assert_eq!(desk.stands("pier").1, "live", "{what}");
        ana.writes(&path, damage(&desk.read(&path)));
        ed.tries("restore pier --tell-readers T").refused();
        ana.does("retract pier --tell-readers 'It was not so.' --submit");
        mara.clears("pier");
        ed.lets_out("pier");
        assert_eq!(desk.stands("pier").1, "retracted", "{what}");
        only_unreadable(&mara);
    }
}

#[test]
fn a_stop_that_stands_is_not_passed_by_breaking_the_file() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.live("pier", "Pier shut", "Words.");
    ed.stops("pier").pulls("pier");
    ana.writes(&path, "headline = ");
    ed.tries("restore pier --tell-readers T").refused().says("A court asked.");
    ed.tries("stop pier -m T").refused();
}

#[test]
fn putting_back_the_last_good_text_is_nobodys_forged_review() {
    for by_git in [true, false] {
        let desk = TestDesk::with_story();
        let People { ana, ed, mara, .. } = desk.people();
        let path = desk.live("pier", "Pier shut", "Words.");
        let good = desk.read(&path);
        ana.opens("pier").changes("\"Pier shut\"", "\"Pier shut").commits();
        desk.write(&path, &good);
        if by_git {
            ana.commits_by_git();
        } else {
            ana.does("edit pier");
        }
        assert_eq!(desk.filed(&path), good);
        assert_eq!(desk.stands("pier"), ("as_published".into(), "live".into()));
        only_unreadable(&mara);
        ed.does("doctor");
    }
}

#[test]
fn the_hint_puts_back_the_last_text_that_can_be_read() {
    let desk = TestDesk::with_story();
    let People { ana, mara, .. } = desk.people();
    let path = desk.live("pier", "Pier shut", "Words.");
    let good = desk.read(&path);
    ana.opens("pier").changes("\"Pier shut\"", "\"Pier shut").commits();
    ana.opens(&path).changes("Words.", "Others.").commits();
    let said = ana.tries("edit pier");
    let hints = said.usage().hints().join("\n");
    let (_, git) = hints.split_once("git checkout ").expect("a command");
    let (git, _) = git.split_once(',').expect("then edit");
    ana.git(&format!("checkout {git}"));
    assert_eq!(desk.read(&path), good);
    ana.does("edit pier");
    only_unreadable(&mara);
}

#[test]
fn a_review_that_is_typed_while_a_file_is_mended_is_refused_and_named() {
    let desk = TestDesk::with_story();
    let People { ana, mara, .. } = desk.people();
    let path = desk.post("pier", "Pier shut", "Words.");
    let digest = desk.show("pier")["digest"].as_str().expect("a digest").to_owned();
    let good = desk.read(&path);
    ana.opens("pier").changes("\"Pier shut\"", "\"Pier shut").commits();
    let forged = format!(
        "{good}\n[[reviews]]\nat = 2026-11-07T20:30:00+02:00\nby = \"ed-lind\"\nverdict = \"approved\"\nround = 1\ndigest = \"{digest}\"\n"
    );
    desk.write(&path, &forged);
    ana.tries("edit pier").usage().says("somebody else's name");
    ana.tries("submit pier").refused();
    ana.commits_by_git();
    assert_eq!(codes(&mara), BTreeSet::from(["NA21".to_owned(), "NA24".to_owned()]));
}

#[test]
fn what_was_never_read_goes_by_the_name_of_its_file() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = "posts/2026/11/storm/quay-k3x9q7m2td.toml";
    ana.writes(
        path,
        "headline = \"The quay is dry\"\ncreated = 2026-11-07T21:00:00+02:00\nbody = oh\n",
    );
    let (at, headline, public) = leads(&ed);
    assert_eq!(
        (at.as_str(), headline.as_str(), public.as_str()),
        (path, "The quay is dry", "unpublished")
    );
    ed.tries("list").ok().says("k3x9").says(&format!("{path}:3"));
    ana.tries("edit quay").usage().says("body = oh").says("hint: newsroom edit k3x9");
    ana.writes(path, [0xff, 0xfe, 0x00]);
    ed.tries("status").ok().says("k3x9 “quay”").says(&format!("{path}:1"));
}

#[test]
fn what_is_saved_and_cannot_be_read_hides_nothing_that_is_filed() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.live("pier", "Pier shut", "Words.");
    desk.change(&path, "\"Pier shut\"", "\"Pier shut");
    let saved = desk.read(&path);
    ana.tries("status").ok().says(&format!("cannot be read: {path}:"));
    ana.tries("doctor").refused().says(&format!("cannot be read: {path}:"));
    ana.tries("show pier").ok().says("Words.").says("what is saved in").says("newsroom edit");
    assert_eq!(desk.stands("pier"), ("as_published".into(), "live".into()));
    ed.pulls("pier").restores("pier").stops("pier");
    ana.does("retract pier --tell-readers 'It was not so.'");
    assert_eq!(desk.read(&path), saved, "nobody's typing is written over");
    // A folder in the place of the file is in nobody's way either.
    std::fs::remove_file(desk.root().join(&path)).expect("gone");
    std::fs::create_dir(desk.root().join(&path)).expect("a folder");
    ed.pulls("pier");
    ana.does("retract pier --tell-readers 'It was not so at all.'");
}

#[test]
fn a_file_that_is_gone_leaves_what_readers_see_on_the_desk() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    let path = desk.live("pier", "Pier shut", "Words.");
    let good = desk.read(&path);
    ana.git(&format!("rm -q {path}"));
    ana.commits_by_git();
    ed.tries("list").ok().says(&format!("Pier shut [cannot be read: {path} is gone]"));
    ed.tries("status").ok().says(&format!("cannot be read: {path} is gone"));
    ed.tries("doctor").refused().says("(gone)");
    ed.tries("show pier --live").ok().says("Words.");
    ed.pulls("pier").restores("pier").stops("pier");
    assert!(desk.filed(&path).starts_with(good.trim_end()), "the stop puts it back");
    assert_eq!(codes(&mara), BTreeSet::from(["NA20".to_owned()]));
}

#[test]
fn settings_that_cannot_be_read_hold_up_no_takedown() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    desk.live("pier", "Pier shut", "Words.");
    let damages = ["[newsroom", "\u{0}", "", "<<<<<<< HEAD\n"];
    let good = desk.read("newsroom.toml");
    for damage in damages {
        mara.writes("newsroom.toml", damage);
        for command in ["status", "list", "show pier --live", "claims"] {
            ana.tries(command).ok().says("newsroom.toml cannot be read").says("holds");
        }
        ed.pulls("pier").restores("pier").stops("pier");
        mara.clears("pier").writes("newsroom.toml", &good);
        ed.tries("list").ok().says_not("cannot be read");
    }
}

/// libgit2 1.9.7 would read such a one for ever; only Linux tells a program how often it reads.
#[cfg(target_os = "linux")]
#[test]
fn an_object_that_is_cut_short_is_told_and_nobody_waits_for_ever() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    let path = desk.live("pier", "Pier shut", "Nobody may stand on it.");
    let id = desk.git(["rev-parse", &format!("published:{path}")]).trim().to_owned();
    let object = format!(".git/objects/{}/{}", &id[..2], &id[2..]);
    let file = desk.root().join(&object);
    let bytes = std::fs::read(&file).expect("read");
    std::fs::remove_file(&file).expect("removed");
    std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
    let ran = ana.tries("show pier --json");
    assert_eq!(ran.code, 3, "{}", ran.err);
    ran.says("is an object of git that is cut short").says("git fetch --refetch");
    assert_eq!(ran.json()["error"]["exit"], 3);
}

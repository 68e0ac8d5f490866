//! A record is verified by another program, from docs/format.md alone: `docs/verify-record.py` finds
//! nothing in what this one wrote, and names the commit of what somebody wrote past it.
//!
//! It needs `python3`, 3.11 or newer, which `tests/run` installs where it is missing.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests run programs and look at files")]

#[path = "desk/mod.rs"]
mod desk;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::{TestDesk, git_in, png};
use newsroom::model::Digest;

/// What happens: a post with a picture, its correction, a pull and a restore; a post whose headline
/// changed before its first release; a post that was approved before it was published.
const EVENING: &str = "\
20:10 ana add --slug pier --headline 'The pier is closed' --body 'Nobody may go on the pier.' --image a.png --alt 'A closed gate' --media-credit 'Vera Lom' --submit
20:15 ed publish pier --approve
20:20 ana correct pier --replace 'Nobody may=>Children may not' --tell-readers 'We wrote that nobody may.' --submit
20:24 ed diff pier
20:25 ed publish pier --approve
20:30 ed pull pier --tell-readers 'We are checking it.'
20:35 ed restore pier --tell-readers 'It was right.'
20:40 ana add --headline 'Mayor is held' --body 'The mayor went home.'
20:41 ana edit mayor-is-held --headline 'The mayor goes home'
20:42 ana submit mayor-is-held
20:44 ed show mayor-is-held
20:45 ed publish mayor-is-held --approve
20:50 ana add --slug quay --headline 'Salt Quay is flooded' --body 'Water stands a foot high.' --submit
20:53 ed show quay
20:54 ed approve quay
20:55 ed publish quay";

fn evening() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.write("a.png", png());
    for line in EVENING.lines() {
        let mut words = line.splitn(3, ' ');
        let mut word = || words.next().expect("a time, a person and a command");
        let (time, who, typed) = (word(), word(), word());
        desk.as_(who).at(time).type_(typed).ok();
    }
    desk
}

/// How `docs/verify-record.py` ends, and what it prints.
fn verify(repository: &Path) -> (Option<i32>, String) {
    let mut python = Command::new("python3");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            python.env_remove(name);
        }
    }
    python.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]);
    python.arg(root().join("docs/verify-record.py")).arg(repository);
    let output = python.output().expect("python3 can be run; tests/run installs it");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).expect("text"))
}

fn is_sound(repository: &Path, says: &str) {
    let (code, printed) = verify(repository);
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains(says), "`{says}` is not said:\n{printed}");
}

/// It ends 1, and a line that begins with that commit says this.
fn is_unsound(desk: &TestDesk, commit: &str, says: &str) {
    let (code, printed) = verify(desk.root());
    assert_eq!(code, Some(1), "{printed}");
    let named = |line: &str| line.starts_with(commit) && line.contains(says);
    assert!(printed.lines().any(named), "`{says}` is not said of {commit}:\n{printed}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file's path on the record, of the post with that slug there.
fn on_record(desk: &TestDesk, folder: &str, slug: &str) -> String {
    let files = desk.tree("published");
    let wanted = |path: &&String| {
        path.starts_with(&format!("{folder}/")) && path.contains(&format!("/{slug}-"))
    };
    files.iter().find(wanted).unwrap_or_else(|| panic!("no {slug} in {files:?}")).clone()
}

/// The files of the branch `published`, to be changed by hand.
fn record_by_hand(desk: &TestDesk) -> PathBuf {
    let folder = desk.outside().join("record");
    desk.git(["worktree", "add", "--quiet", folder.to_str().expect("text"), "published"]);
    folder
}

/// Changes the last place of a file that says `old`.
fn change(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).expect("a file");
    let at = text.rfind(old).unwrap_or_else(|| panic!("no `{old}` in\n{text}"));
    let changed = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
    fs::write(file, changed).expect("saved");
}

/// Changes a file of the record in a commit of its own, or in the newest one; gives its name.
fn rewrite(desk: &TestDesk, path: &str, (old, new): (&str, &str), amend: bool) -> String {
    let folder = record_by_hand(desk);
    change(&folder.join(path), old, new);
    let again: &[&str] = if amend { &["--amend", "--no-edit"] } else { &["-m", "by hand"] };
    git_in(&folder, ["commit", "--quiet", "--all"].iter().chain(again));
    desk.git(["rev-parse", "published"]).trim().to_owned()
}

#[test]
fn what_the_program_wrote_is_verified() {
    let desk = evening();
    on_record(&desk, "posts", "the-mayor-goes-home");
    assert!(desk.tree("published").iter().any(|path| path.ends_with(".png")));
    let root = desk.git(["rev-list", "--max-parents=0", "HEAD"]).trim().to_owned();
    is_sound(desk.root(), &format!("the record of {root}: 7 steps, 4 stories and posts"));
    is_sound(desk.root(), &format!("approvals as of {}", desk.git(["rev-parse", "HEAD"]).trim()));
}

#[test]
fn the_record_is_verified_where_the_desk_is_not() {
    let desk = evening();
    let [from, public] = [desk.root().to_path_buf(), desk.outside().join("public")];
    let [from, public] = [from.to_str().expect("text"), public.to_str().expect("text")];
    let alone = ["clone", "--quiet", "--single-branch", "--branch", "published", from, public];
    git_in(desk.outside(), alone);
    is_sound(Path::new(public), "the desk is not here");
}

#[test]
fn a_released_word_that_is_changed_by_hand_is_named() {
    for (amend, says) in [(false, "changed without a release"), (true, "is not what the last line")]
    {
        let desk = evening();
        let words = on_record(&desk, "posts", "quay");
        let commit = rewrite(&desk, &words, ("a foot high", "a yard high"), amend);
        is_unsound(&desk, &commit, says);
    }
}

#[test]
fn a_line_of_a_ledger_that_is_rewritten_is_named() {
    let desk = evening();
    let ledger = on_record(&desk, "releases", "pier");
    let commit = rewrite(&desk, &ledger, ("kind = \"correction\"", "kind = \"minor\""), false);
    is_unsound(&desk, &commit, "does not go on by one line");
}

#[test]
fn a_desk_commit_without_the_approval_is_named() {
    let desk = evening();
    let at = |revision: &str| desk.git(["rev-parse", revision]).trim().to_owned();
    let (with, without) = (at("HEAD"), at("HEAD~1"));
    let ledger = on_record(&desk, "releases", "quay");
    assert!(desk.published(&ledger).contains(&with), "the release names the approval's commit");
    let commit = rewrite(&desk, &ledger, (&with, &without), true);
    is_unsound(&desk, &commit, "ed-lind did not approve these words");
}

#[test]
fn somebody_who_did_not_approve_is_named() {
    let desk = evening();
    let ledger = on_record(&desk, "releases", "quay");
    let commit = rewrite(&desk, &ledger, ("[\"ed-lind\"]", "[\"mara-dov\"]"), true);
    is_unsound(&desk, &commit, "mara-dov did not approve these words");
}

#[test]
fn a_picture_that_is_changed_by_hand_is_named() {
    let desk = evening();
    let files = desk.tree("published");
    let picture = files.iter().find(|path| path.ends_with(".png")).expect("a picture");
    let folder = record_by_hand(&desk);
    fs::write(folder.join(picture), "another picture").expect("saved");
    git_in(&folder, ["commit", "--quiet", "--all", "-m", "by hand"]);
    is_unsound(&desk, desk.git(["rev-parse", "published"]).trim(), picture);
}

#[test]
fn a_notice_stands_for_words_where_two_people_ordered_it() {
    let desk = evening();
    let nora =
        "contributor add nora-bek --name 'Nora Bek' --email nora@courier.example --role admin";
    desk.as_("mara").at("21:30").type_(nora).ok();
    for who in ["mara", "nora"] {
        desk.as_(who).at("21:40").type_("expunge pier --release 1 -m 'A court ordered it'").ok();
    }
    is_sound(desk.root(), "1 erased");
    let files = desk.tree("published");
    let ledger = files.iter().find(|path| path.starts_with("releases/") && path.contains("/post-"));
    let ledger = ledger.expect("it lost its name");
    let commits = desk.git(["log", "--reverse", "--format=%H", "published", "--", ledger]);
    desk.change("expunged.toml", "by = \"nora-bek\"", "by = \"mara-dov\"");
    desk.git(["commit", "--quiet", "--all", "-m", "one person"]);
    is_unsound(&desk, commits.lines().next().expect("a release"), "is not what the last line");
}

#[test]
fn the_example_on_the_page_has_the_digest_that_it_says() {
    let page = fs::read_to_string(root().join("docs/format.md")).expect("the page");
    let (above, rest) = page.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```\n").expect("its end");
    let digest = Digest::of(example.as_bytes()).to_string();
    assert!(above.contains(&format!("`{digest}`")), "the example's digest is {digest}");
}

#[test]
fn the_files_that_the_page_names_are_there() {
    let page = fs::read_to_string(root().join("docs/format.md")).expect("the page");
    let named: Vec<&str> = page.split('`').filter(|name| name.starts_with("src/")).collect();
    assert!(named.len() > 40, "{named:?}");
    for name in named {
        assert!(root().join(name).exists(), "docs/format.md names {name}");
    }
}

#[test]
fn a_site_in_the_settings_is_no_objection() {
    let desk = evening();
    let settings = desk.read("newsroom.toml");
    let site = "[site]\naccent = \"#0a5c36\"\nlogo = \"\"\nallow.script = [\"https://stats.example\"]\n\n[[site.fonts]]\nfamily = \"Lora\"\nfile = \"lora.woff2\"\nitalic = false\n\n";
    desk.write("newsroom.toml", settings.replace("[policy]", &format!("{site}[policy]")));
    desk.write("theme/lora.woff2", "wOF2");
    desk.git(["add", "newsroom.toml", "theme"]);
    desk.git(["commit", "-q", "-m", "settings", "--author", "Mara Dov <mara@courier.example>"]);
    desk.as_("mara").at("21:00").type_("publish newsroom.toml").ok();
    is_sound(desk.root(), "");
    desk.as_("mara").type_("audit --full").ok();
}

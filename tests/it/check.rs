//! `check` and `doctor`: findings for people and for programs.

use std::collections::BTreeSet;

use newsroom::desk::Session;
use newsroom::ops::check;

use crate::desk::{TestDesk, moment};
use crate::review_flow::policy;

fn messy() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk
        .as_("ana")
        .run([
            "add",
            "--slug",
            "x",
            "--headline",
            "Power cut.",
            "--body",
            "It is purportedly\u{a0}so. [click here](https://a.example)",
            "--json",
        ])
        .ok()
        .path();
    (desk, path)
}

#[test]
fn findings_have_file_line_column_code_and_a_page_that_explains_them() {
    let (desk, path) = messy();
    let json: serde_json::Value =
        serde_json::from_str(&desk.as_("ana").type_("check --format json").out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.len() >= 3, "{json}");
    for finding in findings {
        let code = finding["code"].as_str().unwrap();
        desk.as_("ana").type_(&format!("check --explain {code}")).ok().says(code);
        assert!(
            finding["place"]["start"]["line"].is_u64()
                && finding["place"]["start"]["column"].is_u64(),
            "{finding}"
        );
    }
    desk.as_("ana").type_("check").ok().says(&format!("{path}:"));
    desk.as_("ana").type_("check --explain NR999").usage();
}

#[test]
fn warnings_fail_only_where_that_is_asked_for_and_errors_always() {
    let (desk, path) = messy();
    assert_eq!(desk.as_("ana").type_("check").code, 0);
    assert_eq!(desk.as_("ana").type_("check --strict").code, 1);
    desk.change(&path, "headline = ", "headlin = ");
    assert_eq!(desk.as_("ana").type_("check").code, 1);
}

#[test]
fn only_the_paths_that_are_named_are_looked_at() {
    let (desk, path) = messy();
    desk.change(&path, "headline = ", "headlin = ");
    let other = desk.post("fine", "Fine", "Words.");
    desk.as_("ana").run(["check", &other]).ok();
    desk.as_("ana").run(["check", &path]).refused();
    desk.as_("ana").run(["check", "posts/2026"]).refused();
    desk.as_("ana").run(["check", "nowhere"]).usage();
    desk.as_("ana").run(["check", "posts/../nowhere"]).usage().says("no file or folder");
    desk.as_("ana").run(["check", "posts/2026//nowhere"]).usage();
}

#[test]
fn what_went_to_another_story_is_told_though_one_name_alone_is_asked_for() {
    let desk = TestDesk::with_story();
    let old = desk.post("mast", "Mast", "Words.");
    let text = std::fs::read_to_string(desk.root().join(&old)).unwrap();
    let (_, name) = old.rsplit_once('/').unwrap();
    let new = format!("posts/2027/01/elsewhere/{name}");
    desk.write(&new, &text);
    std::fs::remove_file(desk.root().join(&old)).unwrap();
    let all = codes(&desk, "check");
    assert!(has(&all, &new, "NR083"), "{all:?}");
    let found = codes(&desk, &format!("check {new}"));
    assert!(has(&found, &new, "NR083"), "{found:?}");
    let told = codes(&desk, &format!("check {old}"));
    assert_eq!(
        told.iter().find(|(path, _)| *path == old),
        all.iter().find(|(path, _)| *path == old)
    );
}

/// What a document names is found for one file as for all: also where it was renamed, copied or taken
/// away, and none of that is filed.
#[test]
fn one_file_is_told_of_what_it_names_as_all_files_are() {
    let desk = TestDesk::with_story();
    let base = desk.post("base", "The mast leans", "It leans to the west.");
    let resting =
        "add --slug rests --headline 'The mast may fall' --rests-on base --body 'It may.'";
    desk.as_("ana").type_(resting).ok();
    let rests = desk.path("rests");
    let (folder, name) = base.rsplit_once('/').unwrap();
    let text = std::fs::read_to_string(desk.root().join(&base)).unwrap();
    let other = format!("{folder}/a-{}", name.split_once('-').unwrap().1);
    let same = |what: &str| {
        let one = codes(&desk, &format!("check {rests}"));
        let of_one = |all: Vec<(String, String)>| {
            all.into_iter().filter(|(path, _)| *path == rests).collect::<Vec<_>>()
        };
        assert_eq!(of_one(one), of_one(codes(&desk, "check")), "{what}");
    };
    same("as filed");
    desk.write(&other, &text);
    same("there twice");
    std::fs::remove_file(desk.root().join(&base)).unwrap();
    same("renamed");
    std::fs::remove_file(desk.root().join(&other)).unwrap();
    same("gone");
    assert!(!codes(&desk, "check").is_empty());
}

#[test]
fn fix_mends_what_is_safe_files_it_and_says_so() {
    let (desk, path) = messy();
    let ran = desk.as_("ana").type_("check --fix");
    ran.ok().says(&format!("mended: {path}"));
    assert!(!desk.filed(&path).contains('\u{a0}'));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    let before = desk.fingerprint();
    desk.as_("ana").type_("check --fix").ok().says_not("mended");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn fix_as_a_dry_run_writes_nothing() {
    let (desk, _) = messy();
    let before = desk.fingerprint();
    desk.as_("ana").type_("check --fix -n").ok();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn every_format_is_what_its_reader_takes() {
    let (desk, path) = messy();
    let out = |format: &str| desk.as_("ana").type_(&format!("check --format {format}")).out;
    let github = out("github");
    let lines: Vec<&str> = github.lines().collect();
    let (summary, commands) = lines.split_last().unwrap();
    let command = |line: &&str| {
        ["::warning ", "::error ", "::notice "].iter().any(|start| line.starts_with(start))
    };
    assert!(commands.len() >= 3 && commands.iter().all(command), "{github}");
    assert!(!summary.starts_with("::"), "{github}");
    assert!(out("github").contains(&format!("file={path},line=")));
    let gitlab: serde_json::Value = serde_json::from_str(&out("gitlab")).unwrap();
    assert!(
        gitlab
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["fingerprint"].is_string() && f["location"]["path"].is_string())
    );
    let sarif: serde_json::Value = serde_json::from_str(&out("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(!sarif["runs"][0]["results"].as_array().unwrap().is_empty());
    let json: serde_json::Value = serde_json::from_str(&out("json")).unwrap();
    assert_eq!(json["version"], 1);
    desk.as_("ana").type_("check --format xml").usage();
}

#[test]
fn the_rules_of_the_field_find_what_they_are_for() {
    let desk = TestDesk::with_story();
    policy(&desk, "[policy]\n", "[style]\nhedges = [\"unconfirmed\"]\n\n[policy]\n");
    desk.as_("ana").type_("add --slug x --headline X --body 'Unconfirmed: the tug sank.' --source 'anonymous:a resident' --map https://m.example/1").ok();
    let out = desk.as_("ana").type_("check").out.clone();
    for words in ["alt", "resident", "claim"] {
        assert!(out.contains(words), "{words} in\n{out}");
    }
    let path = desk.post("lost", "Lost", "About 300 men.");
    desk.as_("ana").type_("verify-flag lost --quote '300 men' --status unverified --caveat C").ok();
    desk.as_("ana").type_("edit lost --body 'Nothing of it.'").ok();
    desk.as_("ana").run(["check", &path]).says("300 men");
}

#[test]
fn a_healthy_desk_has_nothing_wrong() {
    let (desk, _) = messy();
    desk.as_("ana").type_("doctor").ok().says_not("WRONG");
    let json = desk.as_("ana").type_("doctor --json").ok().json();
    assert!(
        json["findings"].as_array().unwrap().iter().all(|finding| finding["found"] != "wrong"),
        "{json}"
    );
}

#[test]
fn the_doctor_finds_a_lost_record() {
    let desk = TestDesk::with_story();
    desk.git(["update-ref", "-d", "refs/heads/published"]);
    let ran = desk.as_("ana").type_("doctor");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(desk.stands("storm").1, "unknown");
    assert_ne!(desk.as_("ed").type_("publish storm").code, 0);
}

/// What `check` prints as JSON, with the codes of what it found by their files.
fn codes(desk: &TestDesk, line: &str) -> Vec<(String, String)> {
    let ran = desk.as_("ana").type_(&format!("{line} --format json"));
    assert!(ran.code < 2, "{}{}", ran.out, ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = json["findings"].as_array().unwrap().iter();
    findings.map(|finding| (word(finding, "path"), word(finding, "code"))).collect()
}

fn has(found: &[(String, String)], path: &str, code: &str) -> bool {
    found.iter().any(|(at, what)| at == path && what == code)
}

#[test]
fn whatever_is_in_a_file_ends_in_findings() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    let good = desk.read(&path);
    let huge = format!("{good}# {}\n", "x".repeat(300_000));
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [&[0xFF, 0xFE][..], &utf16].concat();
    for (what, bytes) in [
        ("not UTF-8", b"headline = \"\xFF\"\n".to_vec()),
        ("zeros", b"headline\0 = \"a\0b\"\n".to_vec()),
        ("UTF-16", utf16),
        ("UTF-16 with its mark", with_mark),
        ("nothing", Vec::new()),
        ("much", huge.into_bytes()),
        ("brackets", vec![b'['; 20_000]),
        ("quotes", b"'''".repeat(5_000)),
    ] {
        desk.write(&path, &bytes);
        let found = codes(&desk, "check");
        assert!(found.iter().any(|(at, _)| *at == path), "{what}: {found:?}");
        for line in [
            "check",
            "check --fix",
            "check --format sarif",
            "check --format gitlab",
            "check --format github",
        ] {
            assert_eq!(desk.as_("ana").type_(line).code, 1, "{what}: {line}");
        }
        assert_eq!(desk.as_("ana").run(["check", &path]).code, 1, "{what}");
    }
}

#[test]
fn settings_that_cannot_be_read_come_first_and_the_rest_goes_by_those_in_force() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    desk.change(&path, "headline = ", "headlin = ");
    for bytes in [&b"[newsroom\nname = \"x\"\n"[..], b"name = \"\xFF\"\n"] {
        desk.write("newsroom.toml", bytes);
        let found = codes(&desk, "check");
        assert_eq!(found[0], ("newsroom.toml".to_owned(), "NR001".to_owned()), "{found:?}");
        assert!(has(&found, &path, "NR001"), "{found:?}");
        assert!(!found.iter().any(|(_, code)| code == "NR010"), "people are known: {found:?}");
    }
}

#[cfg(unix)]
#[test]
fn all_that_lies_among_the_posts_is_seen_before_it_is_committed() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = TestDesk::with_story();
    let [gone, moved, linked, program, folder] = ["gone", "moved", "linked", "program", "folder"]
        .map(|slug| desk.post(slug, slug, "Words."));
    let at = |path: &str| desk.root().join(path);
    let beside = |name: &str| format!("{}/{name}", gone.rsplit_once('/').unwrap().0);
    std::fs::remove_file(at(&gone)).unwrap();
    let new = moved.replace("/moved-", "/renamed-");
    std::fs::rename(at(&moved), at(&new)).unwrap();
    std::fs::remove_file(at(&linked)).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", at(&linked)).unwrap();
    std::fs::set_permissions(at(&program), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::remove_file(at(&folder)).unwrap();
    desk.write(&format!("{folder}/x.txt"), "x");
    desk.write("posts/2026/notes.toml", "x = 1\n");
    desk.write(&beside("deep/er/mast-aaaaaaaaaa.toml"), "x = 1\n");
    desk.write(&beside("Map.jpg"), "x");
    desk.write(&beside("map.jpg"), "x");
    desk.write("posts/nested/.git/HEAD", "ref: refs/heads/main\n");
    desk.write("posts/nested/x.toml", "x = 1\n");
    let found = codes(&desk, "check");
    for (path, code) in [
        (&gone, "NR082"),
        (&new, "NR083"),
        (&linked, "NR080"),
        (&program, "NR081"),
        (&folder, "NR005"),
        (&"posts/2026/notes.toml".to_owned(), "NR005"),
        (&beside("deep/er/mast-aaaaaaaaaa.toml"), "NR005"),
        (&beside("map.jpg"), "NR084"),
        (&"posts/nested".to_owned(), "NR080"),
    ] {
        assert!(has(&found, path, code), "{path} {code}: {found:?}");
    }
    assert!(has(&codes(&desk, &format!("check {gone}")), &gone, "NR082"));
    desk.as_("ana").type_("check").says("git restore").says("chmod -x").says("mv ");
    desk.git(["add", "-A", "posts/2026"]);
    desk.as_("ana").type_("hooks install").ok();
    desk.as_("ana").type_("hooks run pre-commit").refused().says("NR082");
}

#[test]
fn what_systems_and_editors_leave_is_nobodys_business_until_it_is_filed() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    let folder = path.rsplit_once('/').unwrap().0.to_owned();
    let names = [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        ".fine.toml.swp",
        "fine.toml~",
        "#fine.toml#",
        "story.toml.orig",
        ".x.tmp",
    ];
    for name in names {
        desk.write(&format!("{folder}/{name}"), "x");
    }
    assert_eq!(codes(&desk, "check"), codes(&desk, "check posts"));
    let found = codes(&desk, "check");
    assert!(found.iter().all(|(at, _)| !names.iter().any(|name| at.ends_with(name))), "{found:?}");
    let json = desk.as_("ana").type_("status --json").ok().json();
    assert_eq!(json["unfiled"].as_array().map(Vec::len), Some(0), "{json}");
    desk.as_("ana").type_("edit fine --body 'Other words.'").ok();
    desk.as_("ana").type_("submit fine").ok();
    assert!(!desk.tree("HEAD").iter().any(|at| names.iter().any(|name| at.ends_with(name))));
    desk.git(["add", "-f", &format!("{folder}/.DS_Store")]);
    desk.git(["commit", "-qm", "by mistake"]);
    assert!(has(&codes(&desk, "check"), &format!("{folder}/.DS_Store"), "NR005"));
}

#[test]
fn a_mistake_is_told_once_and_in_a_reporters_words() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    desk.change(&path, "body = '''\n", "body = '''\nstill open: ");
    desk.change(&path, "'''\n\n[[credits]]", "\n[[credits]]");
    let ran = desk.as_("ana").run(["check", &path]);
    ran.refused().says("that begins here with ''' is never closed").says("1 error in 1 file");
    ran.says_not("expected");
}

#[test]
fn fix_mends_the_form_of_a_file_and_says_what_somebody_might_not_expect() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    desk.as_("ana").type_("submit fine").ok();
    desk.as_("ed").type_("show fine").ok();
    desk.as_("ed").type_("approve fine").ok();
    desk.change(&path, "headline = \"Fine\"", "headline: “Finer”");
    let text = desk.read(&path);
    desk.write(&path, format!("\u{FEFF}{}", text.replace('\n', "\r\n")));
    let ran = desk.as_("ana").type_("check --fix");
    ran.ok()
        .says(&format!("mended: {path}"))
        .says("saved and not filed yet")
        .says("the approval of ed-lind");
    assert!(desk.filed(&path).contains("headline = \"Finer\"\n"), "{}", desk.filed(&path));
    assert_eq!(desk.read(&path), desk.filed(&path));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
    let before = desk.fingerprint();
    desk.as_("ana").type_("check --fix").ok().says_not("mended");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn what_is_filed_ends_its_lines_in_lf_whatever_an_editor_wrote() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.\n\nMore words.");
    desk.write(&path, desk.read(&path).replace('\n', "\r\n"));
    let json = desk.as_("ana").type_("status --json").ok().json();
    assert_eq!(json["unfiled"].as_array().map(Vec::len), Some(0), "only line ends differ: {json}");
    assert!(!has(&codes(&desk, "check"), &path, "NR085"), "what is filed has none");
    desk.change(&path, "More words.", "Other words.");
    desk.as_("ana").type_("submit fine").ok();
    assert!(desk.filed(&path).contains("Other words.\n") && !desk.filed(&path).contains('\r'));
    assert_eq!(desk.read(&path), desk.filed(&path));
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn old_files_with_other_line_ends_are_mended_and_their_words_stay_the_same() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.\n\nMore words.");
    let words =
        |desk: &TestDesk| desk.as_("ana").type_("show fine --json").ok().json()["digest"].clone();
    let before = words(&desk);
    desk.git(["rm", "-q", "--cached", ".gitattributes"]);
    std::fs::remove_file(desk.root().join(".gitattributes")).unwrap();
    desk.write(&path, desk.read(&path).replace('\n', "\r\n"));
    desk.git(["-c", "core.autocrlf=false", "add", "-A"]);
    desk.git(["commit", "-qm", "as an editor wrote it"]);
    assert!(desk.filed(&path).contains('\r'));
    assert_eq!(words(&desk), before);
    assert!(has(&codes(&desk, "check"), &path, "NR085"));
    desk.as_("ana").type_("check --fix").ok().says("mended").says_not("counts no more");
    assert!(!desk.filed(&path).contains('\r'));
    assert_eq!(words(&desk), before);
    assert!(!has(&codes(&desk, "check"), &path, "NR085"));
}

#[test]
fn a_bare_clone_is_checked_as_well() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    desk.change(&path, "headline = ", "headlin = ");
    desk.git(["commit", "-qam", "a slip"]);
    let bare = desk.outside().join("bare.git");
    desk.git(["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let bare = bare.to_str().unwrap();
    desk.as_("ana").run(["-C", bare, "check"]).refused().says("did you mean `headline`?");
    desk.as_("ana").run(["-C", bare, "check", "--fix"]).refused();
}

#[test]
fn an_error_that_readers_would_meet_holds_publish_back_and_no_takedown() {
    let desk = TestDesk::with_story();
    let path = desk.post("fine", "Fine", "Words.");
    desk.change(&path, "Words.", "See [the map]().");
    desk.as_("ana").type_("submit fine").ok();
    desk.as_("ed").type_("show fine").ok();
    desk.as_("ed").type_("approve fine").ok().says("NR049");
    let ran = desk.as_("ed").type_("publish fine");
    ran.refused().says("NR049").says("newsroom edit");
    desk.as_("ana").type_("edit fine --body 'See the map.'").ok();
    desk.as_("ed").type_("show fine").ok();
    desk.as_("ed").type_("publish fine --approve").ok();
    desk.as_("ed").type_("pull fine --tell-readers 'It is gone.'").ok();
    desk.as_("ed").type_("audit").ok();
}

#[test]
fn many_files_are_checked_as_few_are() {
    let desk = TestDesk::with_story();
    let path = desk.post("lamps", "Lamps are out", "Words.");
    let text = desk.read(&path);
    let id = path.rsplit_once('-').unwrap().1.trim_end_matches(".toml").to_owned();
    for n in 0..300 {
        let other = format!("{n:04}{}", &id[4..]);
        // Of each third one something is found, of some of them twice.
        let headline = if n % 3 == 0 { "Lamps are out ." } else { "Lamps are out" };
        let text = text.replace(&id, &other).replace("Lamps are out", headline);
        let text =
            if n % 30 == 0 { text.replace("Words.", "Words\u{a0}of \u{200b}it.") } else { text };
        let story = if n % 2 == 0 { "storm" } else { "gale" };
        let place = path.replace("/storm/", &format!("/{story}/")).replace(&id, &other);
        desk.write(&place, text);
    }
    desk.as_("ana").type_("story open gale --title Gale").ok();
    let said = |line: &str| desk.as_("ana").type_(line).out;
    let all: serde_json::Value = serde_json::from_str(&said("check --json")).unwrap();
    assert_eq!(all["findings"].as_array().unwrap().len(), 100 + 2 * 10);
    // Where paths are named, all of it is done in one go.
    let named: serde_json::Value = serde_json::from_str(&said("check . --json")).unwrap();
    assert!(all == named, "other findings");
    assert_eq!(said("check"), said("check ."));
    assert!(said("check").contains("Lamps are out ."), "the line is shown");

    let mut session =
        Session::open(desk.root(), moment("20:30").parse().unwrap(), Box::new(|_| String::new()))
            .unwrap();
    let checked = check::run(&mut session, &check::Request::default()).unwrap();
    let texts: BTreeSet<&String> = checked.texts.keys().collect();
    let found: BTreeSet<&String> = checked.findings.iter().map(|found| &found.path).collect();
    assert!(texts.iter().all(|path| found.contains(path) || *path == "newsroom.toml"));
    assert!(found.iter().all(|path| texts.contains(path)), "a text is missing");

    desk.git(["add", "-A"]);
    desk.git(["commit", "-qm", "All of them"]);
    let bare = desk.outside().join("bare.git");
    desk.git(["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let ran = desk.as_("ana").run(["-C", bare.to_str().unwrap(), "check", "--json"]);
    let bare: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(bare["findings"] == all["findings"], "other findings in a bare clone");
}

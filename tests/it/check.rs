//! `check` and `doctor`: findings for people and for programs.

use crate::desk::TestDesk;
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

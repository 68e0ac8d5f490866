//! `--json`: one document on standard output, of the shape that `schema output` tells.

use jsonschema::Validator;
use serde_json::Value;

use crate::desk::{Ran, TestDesk};

fn validator(desk: &TestDesk) -> Validator {
    let schema: Value =
        serde_json::from_str(&desk.as_("ana").type_("schema output").ok().out).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn valid(validator: &Validator, ran: &Ran) -> Value {
    let value = ran.json();
    let problems: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string().chars().take(300).collect())
        .collect();
    assert!(problems.is_empty(), "{}: {problems:?}\n{}", ran.typed, ran.out);
    value
}

fn lived() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "About 300 men were lost.");
    desk.as_("ana").type_("verify-flag x --quote '300 men' --status unverified --caveat C").ok();
    desk
}

#[test]
fn commands_on_one_document_have_its_standing_at_the_top() {
    let desk = lived();
    let validator = validator(&desk);
    for (who, line) in [
        ("ana", "add --slug y --headline Y --submit"),
        ("ana", "edit y --tag t"),
        ("ana", "verify-flag y --quote Y --status unverified --caveat C"),
        ("ana", "submit y"),
        ("ed", "comment y -m m"),
        ("ed", "return y -m m"),
        ("ed", "approve y"),
        ("ed", "stop y -m m"),
        ("mara", "clear y -m m"),
        ("ed", "publish y"),
        ("ed", "credit y lev-marin"),
        ("ed", "pin y"),
        ("ed", "unpin storm"),
        ("mara", "second y"),
        ("ana", "pull y --tell-readers T"),
        ("ed", "restore y --tell-readers T"),
        ("ana", "correct y --tell-readers T --headline Z --submit"),
        ("ana", "retract y --tell-readers T"),
        ("ana", "show y"),
        ("ana", "log y"),
        ("ana", "log y --proof"),
        ("ana", "diff y"),
        ("ana", "source list y"),
        ("ana", "story edit storm --point P"),
        ("ed", "story close storm"),
        ("ed", "story reopen storm"),
        ("ana", "undo"),
        ("ana", "correct y --drop"),
        ("ana", "story open other --title Other"),
        ("ana", "add --story other --slug z --headline Z"),
        ("ed", "spike z -m m"),
    ] {
        let ran = desk.as_(who).type_(&format!("{line} --json"));
        let value = valid(&validator, ran.ok());
        for field in ["id", "digest", "state", "public", "release", "sent", "stopped"] {
            assert!(value.get(field).is_some(), "{field} of {line}:\n{}", ran.out);
        }
        assert!(value["id"].is_string() && value["stopped"].is_boolean(), "{line}: {value}");
    }
}

#[test]
fn commands_on_many_are_of_the_shape_too() {
    let desk = lived();
    let validator = validator(&desk);
    for line in [
        "list",
        "search x",
        "search x --ever",
        "story list",
        "status",
        "claims",
        "corrections",
        "trace 'about 300 men'",
        "credits",
        "review",
        "diff",
        "doctor",
        "contributor list",
        "check",
        "build --out ../site",
        "publish --due",
        "kept",
    ] {
        let who = if line.starts_with("publish") { "bot" } else { "ana" };
        let ran = desk.as_(who).type_(&format!("{line} --json"));
        valid(&validator, ran.ok());
    }
    let bare = TestDesk::bare();
    valid(&validator, bare.as_("mara").type_("init --name X --json").ok());
    valid(
        &validator,
        desk.as_("mara")
            .type_("contributor add z --name Z --email z@z.example --role none --json")
            .ok(),
    );
}

#[test]
fn failures_are_json_with_their_kind_exit_and_hints() {
    let desk = lived();
    let validator = validator(&desk);
    for (who, line, code, kind) in [
        ("ed", "publish nothing", 2, "usage"),
        ("ed", "publish storm", 1, "refused"),
        ("ana", "publish x", 2, "usage"),
        ("x", "add --headline X", 2, "usage"),
        ("ana", "add --headlin X", 2, "usage"),
        ("ana", "nonsense", 2, "usage"),
        ("ana", "retract x", 2, "usage"),
        ("ana", "check nowhere", 2, "usage"),
        ("ana", "list --state nonsense", 2, "usage"),
    ] {
        let ran = desk.as_(who).type_(&format!("{line} --json"));
        assert_eq!(ran.code, code, "{line}\n{}{}", ran.out, ran.err);
        let value = valid(&validator, &ran);
        assert_eq!(
            (value["error"]["kind"].as_str(), value["error"]["exit"].as_i64()),
            (Some(kind), Some(code.into())),
            "{line}"
        );
        assert!(!value["error"]["message"].as_str().unwrap().is_empty());
    }
    let outside = TestDesk::bare();
    assert_eq!(outside.as_("ana").type_("list --json").usage().json()["error"]["exit"], 2);
}

#[test]
fn a_conflict_has_no_digest() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.conflicted("x");
    let value = valid(&validator(&desk), desk.as_("ana").type_("edit x --tag t --json").ok());
    assert!(value["digest"].is_null() && value["state"] == "needs_merge");
}

#[test]
fn version_and_help_need_no_desk_and_go_to_standard_output() {
    let desk = TestDesk::bare();
    let version = desk.as_("ana").type_("--version");
    assert_eq!(
        (version.ok().out.as_str(), version.err.as_str()),
        (concat!("newsroom ", env!("CARGO_PKG_VERSION"), "\n"), "")
    );
    let help = desk.as_("ana").type_("--help");
    assert!(help.ok().out.contains("A reporter's day") && help.err.is_empty());
    desk.as_("ana").type_("").usage();
}

/// A command line for every command: what it prints is one document, whatever becomes of it.
const EVERY: &str = "\
ana add --slug w --headline W --submit
ana edit w --tag t
ana verify-flag w --quote W --status unverified --caveat C
ana submit w
ana comment w -m m
ed return w -m m
ed approve w
ed review
ed review w
ed stop w -m m
mara clear w -m m
ed publish w x
bot publish --due
ed credit w lev-marin
ed pin w
ed unpin storm
mara second w
ana pull x --tell-readers T
ed restore x --tell-readers T
ana correct x --tell-readers T --headline Z
ana correct x --drop
ana correct x w --tell-readers T --replace 'none=>there'
ana retract x --tell-readers T
ana undo
ana undo
ed spike w -m m
ed source list x
ed source know x s
ed claims
ed corrections
ed status
ed status --exit-code
ed kept
ed kept show nothing
ed kept discard nothing
ed kept resume
ed list
ed show x
ed search Z
ed trace Z
ed log x
ed log x --proof
ed diff
ed diff x
ed credits
ed check
ed check --explain NC01
ed audit
ed doctor
ed story list
ed story close storm
ed build --out ../site
ed export x --format ninjs
ed import --format text nowhere.txt --story storm
ed sync
ed hooks ci github
ed hooks timer cron
ed theme list
ed theme show masthead.html
ed theme show nothing.html
ed theme init
ed hooks install
ed schema --write
ed expunge x --release 1 -m m
ed completions bash
ed man ../man
ed demo ../demo
ed clone nowhere ../elsewhere
ed init ../other --name Other
mara contributor list
mara contributor add kim --name Kim --email kim@k.example --role none
ed serve --port nonsense
";

#[test]
fn whatever_becomes_of_it_every_command_prints_one_document() {
    let desk = lived();
    let other = ["merge-driver"];
    for command in newsroom::cli::command().get_subcommands() {
        let name = command.get_name();
        let told = EVERY.lines().any(|line| line.split(' ').nth(1) == Some(name));
        assert!(told || other.contains(&name), "{name} is in no line of EVERY");
    }
    for line in EVERY.lines() {
        let (who, line) = line.split_once(' ').unwrap();
        let ran = desk.as_(who).type_(&format!("{line} --json"));
        let mut documents = serde_json::Deserializer::from_str(&ran.out).into_iter::<Value>();
        assert!(documents.next().is_some_and(|one| one.is_ok()), "{line}: {}{}", ran.out, ran.err);
        assert!(documents.next().is_none(), "{line} prints more than one:\n{}", ran.out);
    }
}

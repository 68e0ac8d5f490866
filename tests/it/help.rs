//! The help of the program and of each command, one snapshot a page.

use clap::Command;
use snapbox::{Assert, Data, assert::Action};

use crate::desk::TestDesk;

fn pages(command: &Command, words: &[String], found: &mut Vec<Vec<String>>) {
    found.push(words.to_vec());
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let words: Vec<String> = words.iter().cloned().chain([sub.get_name().to_owned()]).collect();
        pages(sub, &words, found);
    }
}

/// Each command that nobody can type alone says what it needs, and shows how it is typed.
#[test]
fn a_command_that_is_typed_alone_says_what_it_needs() {
    let desk = TestDesk::bare();
    let mut all = Vec::new();
    let root = newsroom::cli::command();
    pages(&root, &[], &mut all);
    let mut asked = 0;
    for words in all {
        let command = words.iter().try_fold(&root, |above, word| above.find_subcommand(word));
        let command = command.expect("a command");
        if command.has_subcommands() || !command.get_arguments().any(clap::Arg::is_required_set) {
            continue;
        }
        asked += 1;
        let name = format!("newsroom {}", words.join(" "));
        let ran = desk.as_("ana").run(&words);
        ran.usage().says(&format!("{name} needs ")).says_not("required arguments");
        let example = format!("for example: {name} ");
        assert!(ran.hints().iter().any(|hint| hint.starts_with(&example)), "{name}: {}", ran.err);
        assert!(ran.hints().contains(&format!("{name} --help").as_str()), "{name}: {}", ran.err);
    }
    assert!(asked > 15, "{asked}");
}

#[test]
fn every_page_of_help_is_as_it_was() {
    let desk = TestDesk::bare();
    let assert = Assert::new().action_env("SNAPSHOTS").action(match std::env::var("SNAPSHOTS") {
        Ok(action) if action == "overwrite" => Action::Overwrite,
        _ => Action::Verify,
    });
    let mut all = Vec::new();
    pages(&newsroom::cli::command(), &[], &mut all);
    assert!(all.len() > 40, "{}", all.len());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/help");
    for words in &all {
        let arguments = words.iter().map(String::as_str).chain(["--help"]);
        let ran = desk.as_("ana").env("COLUMNS", "100").run(arguments);
        let name = if words.is_empty() { "newsroom".to_owned() } else { words.join("-") };
        let path = folder.join(format!("{name}.txt"));
        assert.eq(ran.ok().out.as_str(), Data::read_from(&path, None));
        assert_eq!(ran.err, "");
    }
    let known: Vec<String> = all
        .iter()
        .map(|words| if words.is_empty() { "newsroom".to_owned() } else { words.join("-") })
        .collect();
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let name = entry.path().file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(known.contains(&name), "no command has the page {name}");
    }
}

#[test]
fn every_command_of_the_contract_is_there() {
    let all = newsroom::cli::command();
    for name in [
        "init",
        "contributor",
        "demo",
        "completions",
        "man",
        "story",
        "add",
        "edit",
        "verify-flag",
        "claims",
        "submit",
        "comment",
        "review",
        "approve",
        "return",
        "spike",
        "stop",
        "clear",
        "publish",
        "correct",
        "retract",
        "pull",
        "restore",
        "credit",
        "pin",
        "unpin",
        "second",
        "source",
        "diff",
        "corrections",
        "status",
        "list",
        "search",
        "show",
        "log",
        "trace",
        "credits",
        "check",
        "schema",
        "build",
        "theme",
        "serve",
        "doctor",
        "audit",
        "hooks",
        "clone",
        "import",
        "export",
        "sync",
        "merge-driver",
        "expunge",
        "undo",
        "kept",
    ] {
        assert!(all.get_subcommands().any(|command| command.get_name() == name), "{name}");
    }
    for (alias, name) in [("flag", "verify-flag"), ("kill", "spike")] {
        assert_eq!(all.find_subcommand(alias).map(Command::get_name), Some(name));
    }
}

#[test]
fn every_command_is_in_the_desks_day() {
    let all = newsroom::cli::command();
    let page = newsroom::cli::command().render_help().to_string();
    let words: Vec<&str> = page.split([' ', ',', '\n']).collect();
    let shown = all.get_subcommands().filter(|command| !command.is_hide_set());
    for name in
        shown.map(Command::get_name).filter(|name| !matches!(*name, "help" | "merge-driver"))
    {
        assert!(words.contains(&name), "{name}");
    }
}

#[test]
fn a_slip_in_a_command_or_option_is_told_with_what_was_meant() {
    let desk = TestDesk::bare();
    desk.as_("ana").type_("publihs x").usage().says("publish");
    desk.as_("ana").type_("add --headlien X").usage().says("--headline");
}

#[test]
fn words_that_people_type_first_lead_to_the_command() {
    let desk = TestDesk::with_story();
    let ana = desk.people().ana;
    ana.tries("new --slug mast --headline 'A mast fell' --body 'At nine.'").ok();
    ana.tries("create --slug pole --headline 'A pole fell' --body 'At ten.'").ok();
    ana.tries("ls").ok().says("A mast fell").says("A pole fell");
    ana.tries("history mast").ok().says("A mast fell");
    ana.tries("help").ok().says("A reporter's day");
    ana.tries("help add").ok().says("File a post");
    ana.tries("pub mast").usage().says("there is no command `pub`").says("hint: newsroom publish");
    ana.tries("delete mast").usage().says("newsroom spike DOC").says("newsroom retract DOC");
    ana.tries("story opne").usage().says("open");
}

#[test]
fn words_of_the_one_headline_that_has_them_name_a_post() {
    let desk = TestDesk::with_story();
    let ana = desk.people().ana;
    ana.files("mast", "The mast of the old ferry fell");
    ana.files("pole", "A pole fell");
    let shown = |words: &str| ana.tries(&format!("show '{words}' --json")).ok().path();
    assert_eq!(shown("OLD ferry"), desk.path("mast"));
    ana.tries("show 'erry fell'").usage();
    ana.tries("show 'old ferr'").usage();
    ana.files("quay", "An old ferry at the quay");
    ana.tries("show 'old ferry'").usage().says(&desk.path("mast")).says(&desk.path("quay"));
}

//! The examples at the end of each command's help are run as they stand, by a shell, at a desk where
//! their names are those of something.

use std::path::Path;
use std::sync::OnceLock;

use clap::Command;
use newsroom::cli::examples::{EXAMPLES, of};

use crate::desk::{PROGRAM, People, TestDesk, copy};

/// What is not run to its end, and why. It has to be understood, all the same.
const GOES_ON: [(&str, &str); 2] = [
    ("serve", "it serves until Ctrl-C; tests/it/serve.rs asks it"),
    ("kept resume", "an editor opens on a terminal alone; tests/pty/add.rs types it"),
];

/// So many characters of an example fit into a line of the help, which is a hundred wide.
const LONGEST: usize = 98;

/// What git runs, and where all is well it says nothing.
const SILENT: [&str; 2] = ["newsroom hooks run ", "newsroom merge-driver "];

/// Somebody, and the line that she types.
type Typed = (&'static str, &'static str);

/// Who types it, where that is not Ana; and what was done before, each by somebody.
const BEFORE: &[(&str, &str, &[Typed])] = &[
    ("contributor add", "mara", &[]),
    ("contributor edit", "mara", &[]),
    ("contributor retire", "mara", &[]),
    ("story close", "ed", &[]),
    ("story reopen", "ed", &[("ed", "story close storm")]),
    ("approve", "ed", &[("ed", "show ferry")]),
    ("return", "ed", &[]),
    ("spike", "ed", &[]),
    ("stop", "ed", &[]),
    ("clear", "mara", &[("ed", "stop quay -m 'The lawyers read it first.'")]),
    ("publish", "ed", &[("ed", "show ferry"), ("ed", "show tide")]),
    ("pull", "ed", &[]),
    ("restore", "ed", &[("ed", "pull quay --tell-readers 'We are checking it.'")]),
    ("credit", "ed", &[]),
    ("pin", "ed", &[]),
    ("unpin", "ed", &[("ed", "pin quay")]),
    ("second", "mara", &[("ed", "credit quay lev-marin:photographer"), ("mara", "show quay")]),
    ("schema", "mara", &[]),
    ("source know", "ed", &[]),
    ("undo", "ana", &[("ana", "edit mast --tag port")]),
    (
        "expunge",
        "mara",
        &[
            (
                "mara",
                "contributor add nora-bek --name 'Nora Bek' --email nora@courier.example --role admin",
            ),
            (
                "ana",
                "correct quay --replace 'at ten=>at eleven' --tell-readers 'It was later.' --submit",
            ),
            ("ed", "show quay"),
            ("ed", "publish quay --approve"),
        ],
    ),
];

/// A night with a draft, a post that waits, one that is approved, and a live one.
fn night() -> TestDesk {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug mast --headline 'A mast fell' --body 'It fell at nine, a resident says. Seven are hurt.' --tag harbour --source 'anonymous:a resident:for their safety'");
    ana.does("verify-flag mast --quote 'at nine' --status unverified");
    ana.does("add --slug ferry --headline 'The ferry is late' --body 'By an hour.' --submit");
    ana.does("add --slug tide --headline 'The tide is high' --body 'By a yard.' --submit");
    ed.approves("tide");
    ana.does("add --slug quay --headline 'The quay is dry' --body 'It was dry at ten.'");
    ed.lets_out("quay");
    desk
}

/// A copy of that night, with the files and the shared desk that examples name.
fn prepared() -> TestDesk {
    static NIGHT: OnceLock<TestDesk> = OnceLock::new();
    let desk = TestDesk::bare();
    copy(NIGHT.get_or_init(night).root(), desk.root());
    let settings = desk.read("newsroom.toml");
    for name in ["old.toml", "mine.toml", "theirs.toml"] {
        desk.write(name, &settings);
    }
    desk.write("report.md", "The road to the port is open again.\n");
    for ending in ["md", "was"] {
        desk.write(&format!(".git/newsroom/kept/add-Ab12.{ending}"), "The lamps are out.\n");
    }
    desk
}

/// Each command of the command line, by its words.
fn commands(command: &Command, before: &str, found: &mut Vec<(String, Command)>) {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = format!("{before}{}", sub.get_name());
        commands(sub, &format!("{name} "), found);
        found.push((name, sub.clone()));
    }
}

fn all() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    let mut root = newsroom::cli::command();
    root.build();
    commands(&root, "", &mut found);
    found
}

#[test]
fn every_command_ends_its_help_with_examples_of_itself() {
    let all = all();
    for (name, command) in &all {
        let lines = of(name);
        assert!((1..=3).contains(&lines.len()), "`{name}` has no example in src/cli/examples.rs");
        let help = command.clone().render_long_help().to_string();
        for line in lines {
            assert!(line.len() <= LONGEST, "{line} does not stand on one line of the help");
            assert!(format!("{line} ").starts_with(&format!("newsroom {name} ")), "{line}");
            assert!(
                help.split("\nExamples:\n").nth(1).is_some_and(|end| end.contains(line)),
                "{name}"
            );
        }
    }
    for (name, _) in EXAMPLES {
        assert!(all.iter().any(|(command, _)| command == name), "there is no command `{name}`");
    }
    for (name, ..) in BEFORE {
        assert!(!of(name).is_empty(), "`{name}` has no example");
    }
}

#[test]
fn every_example_does_what_it_says() {
    let lines =
        EXAMPLES.iter().flat_map(|(name, lines)| lines.iter().map(move |line| (*name, *line)));
    let lines: Vec<_> = lines.collect();
    std::thread::scope(|scope| {
        for part in lines.chunks(lines.len().div_ceil(4)) {
            scope.spawn(move || part.iter().for_each(|(name, line)| runs(name, line)));
        }
    });
}

fn runs(name: &str, line: &str) {
    if GOES_ON.iter().any(|(other, _)| *other == name) {
        let words = shell_words::split(line).unwrap();
        newsroom::cli::command().try_get_matches_from(words).unwrap();
        return;
    }
    let desk = match name {
        "init" | "demo" | "clone" => TestDesk::bare(),
        _ => prepared(),
    };
    match name {
        "clone" => is_shared_at(&desk, "https://forge.example/courier.git"),
        "sync" => drop(desk.with_remote()),
        _ => {}
    }
    let (who, before) = BEFORE
        .iter()
        .find(|(other, ..)| *other == name)
        .map_or(("ana", &[][..]), |(_, who, before)| (*who, *before));
    for (who, line) in before {
        desk.as_(who).type_(line).ok();
    }
    by_a_shell(&desk, who, line);
}

/// Git finds a shared desk at that address.
fn is_shared_at(desk: &TestDesk, address: &str) {
    let other = prepared();
    let shared = other.with_remote();
    let kept = desk.outside().join("shared.git");
    copy(&shared, &kept);
    let settings = format!("[url \"{}\"]\n\tinsteadOf = {address}\n", kept.display());
    std::fs::write(desk.outside().join("home/.gitconfig"), settings).unwrap();
}

fn by_a_shell(desk: &TestDesk, who: &str, line: &str) {
    let program = desk.as_(who).command([""; 0]);
    let mut shell = std::process::Command::new("bash");
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let programs = Path::new(PROGRAM).parent().unwrap().display();
    let output = shell
        .args(["--norc", "-c", line])
        .env("PATH", format!("{programs}:{path}"))
        .current_dir(desk.root())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(output.status.code(), Some(0), "{line}\n{}", said.concat());
    let is_silent = SILENT.iter().any(|of_git| line.starts_with(of_git));
    let says = !said.concat().is_empty();
    assert!(line.contains(" > ") || says != is_silent, "{line}\n{}", said.concat());
}

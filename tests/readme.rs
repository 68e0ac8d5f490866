//! What README.md, `docs/backup.md` and the stories say happens, happens: their `console` blocks are played,
//! in one shell a file, and each command has to print what stands below it.
//!
//! - `$ ` starts a command, `> ` goes on with it, `? N` is its exit code where that is not 0.
//! - `<!-- ana 20:53 -->` above a block says who types from there on, and when; `+06:01` is the next
//!   day. `<!-- ana 20:53 on ana/desk -->` also says on whose machine and in which folder there:
//!   `/home/ana/desk`. `<!-- $ COMMAND -->` happens unseen. Readers of the page do not see these.
//! - `/srv/` is a place that all machines reach.
//! - In what is printed `[..]` stands for any words, and a line of `...` for any lines.
//!
//! `SNAPSHOTS=overwrite cargo test --test readme` writes down what happens now.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests run programs and look at files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use snapbox::Data;

#[test]
fn the_readme_says_what_happens() {
    plays("README.md");
}

#[test]
fn a_reporters_evening_says_what_happens() {
    plays("tests/stories/evening.md");
}

#[test]
fn a_correction_says_what_happens() {
    plays("tests/stories/correction.md");
}

#[test]
fn a_legal_stop_says_what_happens() {
    plays("tests/stories/legal-stop.md");
}

#[test]
fn a_lawyer_next_year_is_told_what_happened() {
    plays("tests/stories/lawyer.md");
}

#[test]
fn two_reporters_one_editor_and_a_tunnel_say_what_happens() {
    plays("tests/stories/tunnel.md");
}

#[test]
fn a_desk_comes_back_from_its_backup() {
    plays("docs/backup.md");
}

#[test]
fn every_story_is_played() {
    let source = include_str!("readme.rs");
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    for story in fs::read_dir(stories).expect("stories") {
        let name = story.expect("listed").file_name();
        let name = format!("tests/stories/{}", name.to_string_lossy());
        assert!(source.contains(&format!("plays(\"{name}\")")), "{name} is not played");
    }
}

/// Plays the file's commands; what they print has to be what it says.
fn plays(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).expect("the page");
    let parts = parts(&text);
    let mut printed = play(&parts).into_iter();
    let mut actual = String::new();
    for part in &parts {
        match part {
            Part::Command { typed, .. } => {
                actual.push_str(typed);
                actual.push_str(&printed.next().expect("each command ends"));
            }
            Part::Text(text) => actual.push_str(text),
        }
    }
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(actual, Data::read_from(&path, Some(snapbox::data::DataFormat::Text)));
}

enum Part {
    /// What is not played, with its line feed.
    Text(String),
    /// What is typed.
    Command {
        /// As it stands in the file.
        typed: String,
        /// For the shell.
        script: String,
        /// Who types it, and the day and minute.
        by: (String, String),
    },
}

/// The page in parts. What is printed is left out: it comes from the play.
fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut by = ("mara".to_owned(), "18:30".to_owned());
    let (mut played, mut unseen) = (false, String::new());
    for line in page.lines() {
        let text = Part::Text(format!("{line}\n"));
        if line.starts_with("```") {
            played = line == "```console";
            parts.push(text);
        } else if !played {
            if let Some((who, when)) = turn(line) {
                by = (who.to_owned(), when.to_owned());
            }
            let command = line.strip_prefix("<!-- $ ").and_then(|line| line.strip_suffix(" -->"));
            if let Some(command) = command {
                unseen.push_str(&format!("({command}) >/dev/null\n"));
            }
            parts.push(text);
        } else if let Some(script) = line.strip_prefix("$ ") {
            let script = format!("{}{script}\n", std::mem::take(&mut unseen));
            let typed = format!("{line}\n");
            parts.push(Part::Command { typed, script, by: by.clone() });
        } else if let Some(more) = line.strip_prefix("> ")
            && let Some(Part::Command { typed, script, .. }) = parts.last_mut()
        {
            typed.push_str(&format!("{line}\n"));
            script.push_str(&format!("{more}\n"));
        }
    }
    parts
}

/// `<!-- ana 20:53 -->`
fn turn(line: &str) -> Option<(&str, &str)> {
    let turn = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    turn.split_once(' ').filter(|(_, when)| when.split(' ').next().is_some_and(|w| w.contains(':')))
}

/// What each command prints, after `? N` where it fails.
fn play(parts: &[Part]) -> Vec<String> {
    let home = tempfile::tempdir().expect("a folder");
    let config = "[user]\n\tname = Mara Dov\n\temail = mara@courier.example\n";
    fs::write(home.path().join(".gitconfig"), config).expect("saved");
    let mut script = String::from("exec 2>&1\n");
    let mut last = None;
    let commands = parts.iter().filter_map(|part| match part {
        Part::Command { script, by, .. } => Some((script, by)),
        Part::Text(_) => None,
    });
    for (index, (command, by)) in commands.enumerate() {
        if last != Some(by) {
            script.push_str(&person(&by.0, &by.1));
            last = Some(by);
        }
        script.push_str(&format!("export NEWSROOM_SEED={}\n", index + 1));
        script.push_str(&command.replace("/srv/", "$HOME/machines/srv/"));
        script.push_str("printf '\\001%d\\n' $?\n");
    }
    let bin = Path::new(env!("CARGO_BIN_EXE_newsroom")).parent().expect("a folder");
    let path = std::env::var("PATH").expect("programs are found");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).env_clear().current_dir(&home).stdin(Stdio::null());
    shell.env("PATH", format!("{}:{path}", bin.display())).env("HOME", home.path());
    shell.envs([("GIT_CONFIG_NOSYSTEM", "1"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC")]);
    shell.envs([("NO_COLOR", "1"), ("NEWSROOM_FSYNC", "0")]);
    let output = shell.output().expect("a shell");
    let printed = String::from_utf8(output.stdout).expect("text");
    let root = fs::canonicalize(&home).expect("a folder");
    let root = root.display().to_string();
    let printed = printed.replace(&format!("{root}/machines/srv/"), "/srv/");
    let printed = printed.replace(&format!("{root}/machines/"), "/home/");
    let printed = elided(&printed.replace(&root, "/home/mara"));
    let mut outputs = Vec::new();
    let mut rest = printed.as_str();
    while let Some((text, after)) = rest.split_once('\u{1}') {
        let (code, after) = after.split_once('\n').expect("a code");
        let code = if code == "0" { String::new() } else { format!("? {code}\n") };
        let text = text.trim_end_matches('\n');
        let line_feed = if text.is_empty() { "" } else { "\n" };
        outputs.push(format!("{code}{text}{line_feed}"));
        rest = after;
    }
    outputs
}

/// Names of git's objects follow from every byte of a desk, and tell a reader nothing.
fn elided(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        // Whole names and those cut to ten, as `audit` prints them.
        let hex = word.chars().all(|c| c.is_ascii_hexdigit());
        let name = hex && word.len() >= 10 && word.contains(|c: char| c.is_ascii_digit());
        out.push_str(before);
        out.push_str(if name { "[..]" } else { word });
        rest = after;
    }
    out + rest
}

/// What the shell has to know of the person who types.
fn person(who: &str, when: &str) -> String {
    let (when, machine) = match when.split_once(" on ") {
        Some((when, folder)) => {
            (when, format!("mkdir -p ~/machines/{folder} ~/machines/srv; cd ~/machines/{folder}\n"))
        }
        None => (when, String::new()),
    };
    let (day, clock) = match when.strip_prefix('+') {
        Some(clock) => (8, clock),
        None => (7, when),
    };
    let name = match who {
        "mara" => "Mara Dov",
        "ana" => "Ana Petrova",
        "ed" => "Ed Lind",
        "lev" => "Lev Marin",
        // In the readme people are told apart where everybody can see it.
        "you" => return format!("export NEWSROOM_NOW=2026-11-{day:02}T{clock}:00+02:00\n"),
        other => panic!("nobody here is called {other}"),
    };
    format!(
        "{machine}export NEWSROOM_NOW=2026-11-{day:02}T{clock}:00+02:00 \
         GIT_AUTHOR_NAME='{name}' GIT_AUTHOR_EMAIL={who}@courier.example\n"
    )
}

//! Without a terminal nothing waits: neither for an answer, nor for an editor, nor for words on a
//! standard input that stays open.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::screen::Screen;

const LIMIT: Duration = Duration::from_secs(5);

/// Every command, with arguments that leave something to be asked wherever that is possible.
const COMMANDS: &str = "\
init
init elsewhere --name Elsewhere
contributor list
contributor add vera-stohl --name Vera
contributor edit ana-petrova
contributor retire ana-petrova
story open flood
story open flood --title Flood
story edit storm
story close storm
story reopen storm
story list
add
add --story storm
add --headline Dark
add --submit
edit power-cut
edit power-cut --submit
verify-flag power-cut
verify-flag power-cut --quote homes --status unverified
flag power-cut --claim c-none
claims
submit power-cut
comment power-cut
review
review power-cut
review --watch
approve power-cut
return power-cut
spike power-cut
stop power-cut
clear power-cut
publish power-cut
publish --due
correct power-cut
correct power-cut --drop
retract power-cut
pull power-cut
restore power-cut
credit power-cut
pin power-cut
unpin storm
second power-cut
source list power-cut
source know power-cut s-none
diff
diff power-cut
corrections
status
undo
undo -n
kept
kept list
kept show add
kept resume
kept discard add
sync
sync --allow-offline
merge-driver a b c posts/x.toml
list
search power
search
show
show power-cut
log
log power-cut
log power-cut --proof
trace homes
trace homes --at 21:00
credits
credits --format html
check
check --fix
hooks install
hooks install --server
hooks ci github
hooks timer cron
theme list
theme show masthead.html
theme init
hooks run pre-commit
clone
clone nowhere
export
export --format atom
import --format text
audit
audit --full
audit --accept 1234 NA24
audit --explain NA24
schema
schema post
build
doctor
doctor --fix
completions bash
expunge power-cut --release 1
status --site http://127.0.0.1:9
man
";

#[test]
fn every_command_ends_within_five_seconds_while_standard_input_stays_open() {
    let desk = Desk::new();
    for words in COMMANDS.lines() {
        let mut command = desk.newsroom("ed", &words.split(' ').collect::<Vec<_>>());
        command.env("GIT_EDITOR", "sleep 60;").env("GIT_PAGER", "sleep 60;");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("newsroom runs");
        // Held open: who reads from it waits for ever.
        let _input = child.stdin.take();
        let code = ends(&mut child, words);
        assert!((0..=3).contains(&code), "{words}: {code}");
    }
}

#[test]
fn every_command_of_the_program_is_in_that_list() {
    let desk = Desk::new();
    let help = desk.does("ed", &["completions", "bash"]);
    assert!(!help.is_empty());
    let json = Command::new(env!("CARGO_BIN_EXE_newsroom"))
        .args(["--", "newsroom", ""])
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", "1")
        .output()
        .expect("completions");
    let offered = String::from_utf8(json.stdout).expect("text");
    let commands: Vec<&str> =
        offered.split_whitespace().filter(|word| !word.starts_with('-')).collect();
    assert!(commands.len() > 30, "{offered}");
    for command in commands.into_iter().filter(|command| !matches!(*command, "demo" | "serve")) {
        let listed = COMMANDS.lines().any(|line| line.split(' ').next() == Some(command));
        let alias = command == "kill";
        assert!(listed || alias, "{command} is not in the list");
    }
}

#[test]
fn what_would_be_asked_is_an_error_that_names_the_flag() {
    let desk = Desk::new();
    for (words, flag) in [
        (&["add"][..], "--headline"),
        (&["edit", "power-cut"], "--body"),
        (&["story", "edit", "storm"], "--title"),
        (&["return", "power-cut"], "-m"),
        (&["retract", "power-cut"], "--tell-readers"),
    ] {
        let output = desk.run("ed", words);
        let errors = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(2), "{words:?}: {errors}");
        assert!(errors.contains(flag), "{words:?}: {errors}");
    }
    desk.is_sound();
}

#[test]
fn with_only_standard_output_piped_away_nothing_is_asked() {
    let desk = Desk::new();
    desk.post("ferry", "Ferries suspended", "No ferries will run tonight.");
    let program = env!("CARGO_BIN_EXE_newsroom");
    for (words, said) in [
        ("add", "nothing to file"),
        ("edit ferry", "no editor opens"),
        ("review", "Ferries suspended"),
    ] {
        let mut command = desk.command("ed", "sh");
        command.args(["-c", &format!("{program} {words} | cat; echo over")]);
        command.env("GIT_EDITOR", "sleep 60;");
        let mut screen = Screen::open(command);
        screen.shows(said).shows("over").ends();
    }
}

#[test]
fn a_dash_reads_standard_input_to_its_end_and_no_further() {
    let desk = Desk::new();
    let mut command = desk.newsroom("ana", &["add", "--headline", "Dark", "--body", "-"]);
    let output = command.stdin(Stdio::null()).output().expect("newsroom runs");
    assert!(output.status.success());
    assert!(!desk.filed("dark").contains("body"));
}

/// The exit code, once it is there.
fn ends(child: &mut Child, words: &str) -> i32 {
    let start = Instant::now();
    // What is printed is small, and the pipes hold it.
    loop {
        if let Some(status) = child.try_wait().expect("asked") {
            return status.code().unwrap_or_else(|| panic!("{words}: {status}"));
        }
        if start.elapsed() > LIMIT {
            let _ = child.kill();
            let mut errors = String::new();
            let _ = child.stderr.take().map(|mut pipe| pipe.read_to_string(&mut errors));
            panic!("{words}: still there after {LIMIT:?}\n{errors}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

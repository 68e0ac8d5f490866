//! Every command that a message tells to type is one that the program takes.

use crate::desk::{Ran, TestDesk};
use crate::review_flow::policy;

/// The commands in a line: what follows each `newsroom `, to the words that go on in prose.
fn commands(line: &str) -> Vec<String> {
    line.match_indices("newsroom ")
        .filter(|(at, _)| !line[..*at].ends_with(['/', '-', '.']))
        .map(|(at, _)| line[at + "newsroom ".len()..].to_owned())
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

/// Whether the words begin with a whole command: prose may follow, and no option.
fn parses(text: &str) -> bool {
    let spoken = text.replace(['…', '⏎'], "");
    let ends = spoken
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || matches!(c, ',' | ';' | ':' | ')'));
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([spoken.len()]).collect();
    ends.iter().rev().any(|end| {
        let Ok(words) =
            shell_words::split(spoken[..*end].trim_end_matches(['.', ',', ';', ':', ')']))
        else {
            return false;
        };
        let line = std::iter::once("newsroom".to_owned()).chain(words.iter().map(|w| fill(w)));
        let prose = !spoken[*end..].trim_start().starts_with('-');
        prose && !words.is_empty() && newsroom::cli::command().try_get_matches_from(line).is_ok()
    })
}

/// What stands for something to be filled in is filled in.
fn fill(word: &str) -> String {
    if word == "N" { "1".to_owned() } else { word.to_owned() }
}

fn holds(ran: &Ran) -> usize {
    let mut seen = 0;
    for line in ran.err.lines().chain(ran.out.lines()) {
        let told = line.starts_with("hint: ") || line.to_lowercase().starts_with("next: ");
        for command in commands(line) {
            let known = command.split([' ', ',', ';', '.', ')', ':']).next().unwrap();
            let known = newsroom::cli::command().find_subcommand(known).is_some();
            // "(newsroom second)" names a command; it does not tell what to type.
            let named = command.split(' ').next().unwrap().contains(')');
            if told || known && !named {
                assert!(
                    parses(&command),
                    "`newsroom {command}` is no command\n{}\n{}{}",
                    ran.typed,
                    ran.out,
                    ran.err
                );
                seen += 1;
            }
        }
    }
    seen
}

/// Plays lines of `who command`; each that is refused must say what to type.
fn play(desk: &TestDesk, night: &str) -> usize {
    let mut seen = 0;
    for line in night.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (who, command) = line.split_once(' ').unwrap();
        let (wanted, command) = match command.strip_prefix("! ") {
            Some(rest) => (false, rest),
            None => (true, command),
        };
        let ran = desk.as_(who).type_(command);
        assert_eq!(ran.code == 0, wanted, "{who}: {}\n{}{}", ran.typed, ran.out, ran.err);
        if !wanted {
            assert!(
                !ran.hints().is_empty() || ran.err.contains("Usage") || ran.code == 2,
                "{}\n{}",
                ran.typed,
                ran.err
            );
        }
        seen += holds(&ran);
    }
    seen
}

#[test]
fn every_remedy_of_the_gate_is_a_command() {
    let desk = TestDesk::new();
    desk.write("a.png", crate::desk::png());
    let seen = play(
        &desk,
        "ana story open storm --title 'Storm night'
         ana add --slug x --headline X --body 'About 300 men were lost.' --image a.png --source anonymous:'a resident' --publish-at 23:00
         ana verify-flag x --quote '300 men' --status unverified
         ana verify-flag x --quote 'were lost' --status false
         ed stop x -m 'ring the lawyer'
         ed ! publish x
         ed ! stop x -m again
         ed ! publish storm
         ana add --slug own --headline Own
         ed add --slug mine --headline Mine
         ed ! approve mine
         ed ! clear x -m y
         mara ! clear own -m y
         ed spike own -m y
         ed ! publish own --approve
         ana ! submit own
         ed ! spike own -m y
         ed publish storm --approve
         ed ! publish storm
         ed ! approve storm
         ed ! second storm
         ana ! pull own --tell-readers T
         ana ! publish storm
         ana ! contributor retire ed-lind
         ana ! show ownn
         ana ! add
         ana ! verify-flag storm --quote nothing --status false
         ana ! story open 'Storm Night' --title X
         ana ! init --name X",
    );
    assert!(seen > 25, "{seen}");
}

#[test]
fn every_remedy_after_publication_is_a_command() {
    let desk = TestDesk::with_story();
    desk.live(
        "x",
        "Power returns",
        "Houses will not be reconected before 6 p.m., Petra Linnow said.",
    );
    let seen = play(
        &desk,
        "ed edit x --replace 'Power returns=>Power returns at 7'
         ed ! publish x --kind minor
         ed ! publish x --kind layout
         ed ! publish x
         ana correct x --replace 'Houses=>Homes'
         ed ! publish x --approve
         ed diff x
         ed ! publish x --approve
         ana correct x --tell-readers 'It was 7.'
         ed diff x
         ed ! publish x --approve --kind update
         ana ! retract x --tell-readers ''
         ed pull x --tell-readers T
         ed ! pull x --tell-readers T
         ed edit x --key-event
         ed ! publish x
         ed restore x --tell-readers T
         ed ! restore x --tell-readers T
         ana correct x --kind editors-note --tell-readers N
         ed diff x
         ed ! approve x
         ed ! publish x --approve
         ana retract x --tell-readers 'All of it was wrong.'
         mara publish x --approve
         ana edit x --headline Y
         mara diff x
         mara ! publish x --approve
         mara ! restore x --tell-readers T",
    );
    assert!(seen > 15, "{seen}");
}

#[test]
fn remedies_of_stricter_desks_are_commands() {
    let desk = TestDesk::with_story();
    policy(&desk, "four_eyes = \"other\"", "four_eyes = \"strict\"");
    policy(&desk, "open_claims = \"caveat\"", "open_claims = \"block\"");
    policy(&desk, "alone = [\"minor\", \"doubt\", \"byline\", \"layout\"]", "alone = []");
    desk.live("live", "Live", "Words.");
    let path = desk.post("x", "X", "About 300 men.");
    desk.as_("ana").type_("verify-flag x --quote '300 men' --status disputed --caveat C").ok();
    let mut seen = play(
        &desk,
        "ed edit x --tag t
         ed ! approve x
         mara ! publish x --approve
         ed ! credit live lev-marin
         ed ! pin live",
    );
    desk.change(&path, "300 men.", "400 men.");
    seen += play(
        &desk,
        "mara ! approve x
         mara ! return x -m y
         mara ! publish x
         mara status",
    );
    desk.as_("ana").type_("submit x").ok();
    desk.as_("mara").type_("show x").ok();
    desk.as_("ana").type_("edit x --headline Z").ok();
    seen += play(&desk, "mara ! approve x");
    desk.git(["switch", "--quiet", "--detach"]);
    seen += play(&desk, "mara ! publish live --kind minor");
    assert!(seen > 8, "{seen}");
}

#[test]
fn a_stranger_and_an_empty_folder_get_commands() {
    let desk = TestDesk::with_story();
    assert!(play(&desk, "stranger ! add --headline X\nstranger ! approve storm") >= 2);
    let bare = TestDesk::bare();
    assert!(play(&bare, "ana ! status\nana ! add --headline X") >= 4);
}

#[test]
fn what_success_tells_to_type_next_is_a_command_too() {
    let desk = TestDesk::bare();
    let ran = desk.as_("mara").type_("init --name X");
    assert!(holds(ran.ok()) >= 2, "{}", ran.out);
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    let seen = play(
        &desk,
        "ana edit x --headline Y --submit
         ed diff x
         ed publish x --approve
         ed publish x --restore 1
         ed credit x lev-marin
         mara status
         mara doctor
         ana verify-flag x --quote Words --status unverified",
    );
    assert!(seen >= 1, "{seen}");
}

#[test]
fn the_checker_of_commands_can_fail() {
    for good in
        ["approve k3x9", "edit k3x9 files them", "submit k3x9, then another", "clear k3x9 -m 'WHY'"]
    {
        assert!(parses(good), "{good}");
    }
    for bad in ["clear k3x9", "unpublish", "publish --kindd x", "retract k3x9"] {
        assert!(!parses(bad), "{bad}");
    }
}

//! What Tab completes, asked of the shells themselves.

use std::path::Path;
use std::process::Command;

use crate::desk::{PROGRAM, People, TestDesk};

const SHELLS: [&str; 3] = ["bash", "zsh", "fish"];

/// In bash: the words as readline parts them are the arguments, the first is the line.
const IN_BASH: &str = r#"
source <(newsroom completions bash)
[[ $(complete -p newsroom) == *' -F _newsroom newsroom' ]] || exit 9
COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_newsroom newsroom "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
for one in "${COMPREPLY[@]}"; do printf '%s\n' "$one"; done
"#;

/// In zsh: the completion system is there in name, and says what it is given.
const IN_ZSH: &str = r#"
compdef() { asked=$1 }
_describe() { shift 2; for one in "${(@P)1}"; do print -r -- "$one"; done }
source <(newsroom completions zsh)
shift
words=("$@") CURRENT=$#
$asked
"#;

/// Whether the shell is here. Where everything has to run, it must be.
fn is_here(shell: &str) -> bool {
    let found =
        Command::new(shell).args(["-c", "exit 0"]).status().is_ok_and(|done| done.success());
    assert!(found || std::env::var_os("CI").is_none(), "there is no {shell}, and CI is set");
    if !found {
        eprintln!("skipped: no {shell} on this machine");
    }
    found
}

/// The words of a line, as readline parts them.
fn parted(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let line = &line.replace("\\ ", "\0");
    for word in line.split(' ') {
        let mut rest = word;
        while let Some(at) = rest.find(['=', ':']) {
            words.extend([&rest[..at], &rest[at..=at]].map(str::to_owned));
            rest = &rest[at + 1..];
        }
        words.push(rest.to_owned());
    }
    // Nothing stands between `=` and the cursor: then the sign is the last word.
    words
        .iter()
        .enumerate()
        .filter(|(at, word)| {
            *at + 1 == words.len() && !line.ends_with(['=', ':']) || !word.is_empty()
        })
        .map(|(_, word)| word.replace('\0', "\\ "))
        .collect()
}

/// What that shell gets for a line that a reporter types, in that folder.
fn asked(desk: &TestDesk, folder: &Path, shell: &str, line: &str) -> Vec<String> {
    asked_by(desk, "ana", folder, shell, line)
}

/// The same, for a line that anybody types.
fn asked_by(desk: &TestDesk, who: &str, folder: &Path, shell: &str, line: &str) -> Vec<String> {
    let words = match shell {
        "bash" => parted(line),
        _ => line.replace("\\ ", "\0").split(' ').map(|word| word.replace('\0', "\\ ")).collect(),
    };
    let fish = "newsroom completions fish | source; complete -C $argv[1]";
    let mut arguments = match shell {
        "bash" => vec!["--norc", "-c", IN_BASH, "bash"],
        "zsh" => vec!["-f", "-c", IN_ZSH, "zsh"],
        _ => vec!["--no-config", "-c", fish],
    };
    arguments.push(line);
    arguments.extend(words.iter().map(String::as_str).filter(|_| shell != "fish"));
    let program = desk.as_(who).in_(folder).command([""; 0]);
    let mut command = Command::new(shell);
    command.env_clear();
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let programs = Path::new(PROGRAM).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([programs].into_iter().chain(std::env::split_paths(&path)));
    let output =
        command.args(&arguments).env("PATH", path.unwrap()).current_dir(folder).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell}: {line}");
    assert!(output.status.success(), "{shell}: {line}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The name alone, without what stands beside it.
fn name(shell: &str, given: &str) -> String {
    match shell {
        "fish" => given.split('\t').next().unwrap().to_owned(),
        "zsh" => given.replace("\\:", "\u{0}").split(':').next().unwrap().replace('\u{0}', ":"),
        _ => given.to_owned(),
    }
}

/// A desk in the middle of a night: tags, claims, somebody from outside.
fn night() -> TestDesk {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug mast --headline 'A mast fell' --body 'At least seven are hurt. The pier is closed.' --tag weather --tag 'power cut' --from 'Jonas Vik' --source 'anonymous:a pilot'");
    ana.does("verify-flag mast --quote 'At least seven' --status unverified --caveat 'Nobody could say yet.'");
    ana.does("verify-flag mast --quote 'The pier is closed' --status verified --evidence https://port.example/closed");
    ana.does("add --slug quay --headline 'The quay is dry' --body 'At ten.' --tag weather");
    ed.lets_out("quay");
    desk
}

/// The id of the claim on these words.
fn claim(desk: &TestDesk, words: &str) -> String {
    let rows = desk.as_("ana").type_("claims --json").ok().json();
    let rows = rows["claims"].as_array().unwrap().clone();
    let row = rows.iter().find(|row| row["quote"] == words).unwrap();
    row["claim"].as_str().unwrap().to_owned()
}

#[test]
fn each_shell_completes_what_the_desk_knows_by_name() {
    let desk = night();
    let open = claim(&desk, "At least seven");
    let closed = claim(&desk, "The pier is closed");
    let id = desk.show("mast")["id"].as_str().unwrap().to_owned();
    let start = &id[..6];
    let source = desk.as_("ana").type_("source list mast --json").ok().json();
    let source = source["sources"][0]["id"].as_str().unwrap().to_owned();
    let lines: Vec<(String, Vec<&str>)> = vec![
        ("show ma".to_owned(), vec!["mast"]),
        (format!("show {start}"), vec![&id]),
        ("story close st".to_owned(), vec!["storm"]),
        ("add --tag ".to_owned(), vec!["power cut", "weather"]),
        ("list --tag we".to_owned(), vec!["weather"]),
        ("edit quay --remove-tag ".to_owned(), vec!["weather"]),
        ("add --from Jo".to_owned(), vec!["Jonas Vik"]),
        ("add --from an".to_owned(), vec!["ana-petrova"]),
        ("credits --who y".to_owned(), vec!["you"]),
        ("edit mast --credit ana-petrova:ph".to_owned(), vec!["ana-petrova:photographer"]),
        ("edit mast --credit Jonas\\ Vik:ph".to_owned(), vec!["Jonas Vik:photographer"]),
        ("edit mast --remove-credit ".to_owned(), vec!["Jonas Vik"]),
        ("verify-flag mast --claim ".to_owned(), vec![&open, &closed]),
        ("verify-flag quay --claim ".to_owned(), vec![]),
        ("source know mast ".to_owned(), vec![&source]),
        ("edit mast --remove-source s-".to_owned(), vec![&source]),
        ("verify-flag --claim ".to_owned(), vec![&open]),
        ("diff quay --from ".to_owned(), vec!["desk", "live", "reviewed", "shown", "1"]),
        ("show quay --release ".to_owned(), vec!["1"]),
    ];
    for shell in SHELLS.into_iter().filter(|shell| is_here(shell)) {
        for (line, expected) in &lines {
            let given = asked(&desk, desk.root(), shell, &format!("newsroom {line}"));
            let mut given: Vec<String> = given.iter().map(|one| name(shell, one)).collect();
            let mut expected: Vec<String> =
                expected.iter().map(|one| in_line(shell, line, one)).collect();
            given.sort();
            expected.sort();
            // Behind a name that is not begun, options are offered as well.
            given.retain(|one| !one.starts_with('-'));
            assert_eq!(given, expected, "{shell}: {line}");
        }
    }
}

/// A name as the shell is given it: bash takes over quotes and what follows `:` alone.
fn in_line(shell: &str, line: &str, name: &str) -> String {
    match shell {
        "bash" => {
            let begun = line.rsplit(' ').next().unwrap().contains(':');
            let kept = name.rfind(':').filter(|_| begun).map_or(0, |at| at + 1);
            name[kept..].replace(' ', "\\ ")
        }
        _ => name.to_owned(),
    }
}

#[test]
fn each_shell_completes_words_of_which_there_are_only_so_many() {
    let desk = night();
    for shell in SHELLS.into_iter().filter(|shell| is_here(shell)) {
        for (line, expected) in [
            ("list --state in", "in_review"),
            ("list --public pu", "pulled"),
            ("publish mast --kind mi", "minor"),
            ("correct quay --kind cl", "clarification"),
            ("verify-flag mast --status di", "disputed"),
            ("credits --format ht", "html"),
            ("credits --group-by contributor,mo", "contributor,month"),
            ("check --format gitl", "gitlab"),
            ("contributor add x --role pu", "publisher"),
            ("init --timezone Europe/Ky", "Europe/Kyiv"),
            ("add --source anony", "anonymous:"),
            ("add --link full", "full-story:"),
            ("check --explain NR018", "NR018"),
            ("audit --explain NA24", "NA24"),
            ("pub", "publish"),
        ] {
            let given = asked(&desk, desk.root(), shell, &format!("newsroom {line}"));
            let given: Vec<String> = given.iter().map(|one| name(shell, one)).collect();
            assert_eq!(given, [expected], "{shell}: {line}");
        }
    }
}

#[test]
fn a_name_stands_beside_its_headline_or_person_where_the_shell_shows_it() {
    let desk = night();
    for (shell, between) in [("zsh", ":"), ("fish", "\t")] {
        if !is_here(shell) {
            continue;
        }
        for (line, name, help) in [
            ("show ma", "mast", "A mast fell"),
            ("stop mast --until ed", "ed-lind", "Ed Lind"),
            ("add --tag we", "weather", "2 times"),
            ("list --state dr", "draft", "Being written"),
            (
                "verify-flag mast --claim ",
                &claim(&desk, "At least seven"),
                "unverified: “At least seven”",
            ),
        ] {
            let given = asked(&desk, desk.root(), shell, &format!("newsroom {line}"));
            assert!(
                given.contains(&format!("{name}{between}{help}")),
                "{shell}: {line}: {given:?}"
            );
        }
    }
}

#[test]
fn bash_gets_no_name_that_is_a_command() {
    if !is_here("bash") {
        return;
    }
    let desk = TestDesk::with_story();
    desk.people().ana.does(
        "add --slug mast --headline M --body B --credit 'Jo $(touch caught)' --credit 'Jo `id`'",
    );
    let open = asked(&desk, desk.root(), "bash", "newsroom list --by Jo");
    assert_eq!(open, ["Jo\\ \\$\\(touch\\ caught\\)", "Jo\\ \\`id\\`"]);
    assert_eq!(asked(&desk, desk.root(), "bash", "newsroom list --by \"Jo"), [""; 0]);
    assert!(!desk.has("caught"));
}

#[test]
fn bash_completes_behind_an_equals_sign() {
    if !is_here("bash") {
        return;
    }
    let desk = night();
    assert_eq!(asked(&desk, desk.root(), "bash", "newsroom list --state=dr"), ["draft"]);
    assert_eq!(
        asked(&desk, desk.root(), "bash", "newsroom list --public="),
        ["unpublished", "live", "pulled", "retracted", "unknown"]
    );
    assert_eq!(asked(&desk, desk.root(), "bash", "newsroom add --from \"Jo"), ["Jonas Vik"]);
}

#[test]
fn outside_a_desk_nothing_is_told_and_another_desk_is_named() {
    let desk = night();
    let inside = format!("newsroom -C {} show ma", desk.root().display());
    for shell in SHELLS.into_iter().filter(|shell| is_here(shell)) {
        for line in ["newsroom show ma", "newsroom add --tag ", "newsroom verify-flag x --claim "] {
            assert_eq!(asked(&desk, desk.outside(), shell, line), [""; 0], "{shell}: {line}");
        }
        let given = asked(&desk, desk.outside(), shell, &inside);
        assert_eq!(name(shell, &given.concat()), "mast", "{shell}");
    }
}

/// What the program itself says to a shell.
fn tells(desk: &TestDesk, line: &str) -> (i32, String, String) {
    let words: Vec<&str> = ["--", "newsroom"].into_iter().chain(line.split(' ')).collect();
    let ran = desk.as_("ana").env("COMPLETE", "fish").command(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
}

#[test]
fn whatever_is_wrong_there_is_no_error_and_nothing_is_written() {
    let nothing = (0, String::new(), String::new());
    let desk = night();
    desk.as_("ana").type_("list").ok();
    let files = || {
        let mut all = crate::desk::files_below(desk.root());
        all.retain(|path, _| !path.starts_with(".git/newsroom/cache.sqlite"));
        all
    };
    // A writer died here: a command that may write finishes what it left.
    desk.write(".git/newsroom/journal", "half a journal");
    let before = files();
    for line in
        ["show ma", "add --tag ", "verify-flag mast --claim ", "list --by ", "diff mast --from "]
    {
        let (code, out, err) = tells(&desk, line);
        assert!(code == 0 && !out.is_empty() && err.is_empty(), "{line}: {out}{err}");
    }
    assert!(files() == before);
    for (path, text) in [
        ("newsroom.toml", "[newsroom\n"),
        (".git/newsroom/cache.sqlite", "no cache"),
        (".git/HEAD", "no branch\n"),
        (".git/config", "[no settings\n"),
    ] {
        desk.write(path, text);
        let (code, _, err) = tells(&desk, "add --tag ");
        assert_eq!((code, err.as_str()), (0, ""), "{path}");
    }
    assert_eq!(tells(&desk, "show ma"), nothing);
    assert_eq!(tells(&desk, "no-such-command xx"), nothing);
}

#[test]
fn a_variable_of_that_name_that_is_not_for_this_leaves_commands_alone() {
    let desk = TestDesk::with_story();
    desk.as_("ana").env("COMPLETE", "1").type_("show storm").ok().says("Storm night");
}

#[test]
fn what_is_to_be_approved_or_let_out_comes_before_all_else() {
    let desk = night();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug pier --headline 'The pier' --body 'It stands.' --submit");
    ana.does("add --slug port --headline 'The port' --body 'It is shut.' --submit");
    ed.does("approve port");
    for shell in SHELLS.into_iter().filter(|shell| is_here(shell)) {
        for (line, expected) in [
            ("approve p", ["pier"]),
            ("publish p", ["port"]),
            ("approve qua", ["quay"]),
            ("publish mas", ["mast"]),
        ] {
            let given = asked_by(&desk, "ed", desk.root(), shell, &format!("newsroom {line}"));
            let given: Vec<String> = given.iter().map(|one| name(shell, one)).collect();
            assert_eq!(given, expected, "{shell}: {line}");
        }
    }
}

//! Which command somebody meant who typed one that is not there.

/// Takes something away from readers, or drops words: no slip of a finger may lead there.
const TAKEDOWNS: [&str; 5] = ["pull", "retract", "spike", "stop", "expunge"];

/// Words of other programs, and what does that here.
const WORDS: [(&[&str], &[&str]); 15] = [
    (
        &["delete", "remove", "rm", "trash", "unpublish", "takedown", "withdraw", "drop"],
        &[
            "never published: newsroom spike DOC -m 'WHY'",
            "while it is checked: newsroom pull DOC --tell-readers 'WHY'",
            "for good: newsroom retract DOC --tell-readers 'WHY'",
        ],
    ),
    (&["find", "grep"], &["newsroom search WORDS"]),
    (&["blame", "who"], &["newsroom trace 'WORDS OF A SENTENCE'"]),
    (&["post", "file"], &["newsroom add --headline 'WHAT HAPPENED'"]),
    (&["view", "read", "cat", "print"], &["newsroom show DOC"]),
    (
        &["close", "open", "reopen"],
        &["newsroom story close STORY", "newsroom story open SLUG", "newsroom story reopen STORY"],
    ),
    (&["revert", "cancel"], &["newsroom undo"]),
    (&["save", "commit", "write", "update", "change"], &["newsroom edit DOC"]),
    (&["push", "fetch", "send", "merge"], &["newsroom sync"]),
    (&["release", "live"], &["newsroom publish DOC"]),
    (&["fix", "amend"], &["newsroom correct DOC --tell-readers 'WHAT WAS WRONG'"]),
    (&["reject", "back"], &["newsroom return DOC -m 'WHAT IS TO BE DONE'"]),
    (&["queue", "inbox"], &["newsroom review"]),
    (&["people", "users", "user", "staff"], &["newsroom contributor list"]),
    (&["verify", "claim", "factcheck"], &["newsroom verify-flag DOC --quote 'THE WORDS'"]),
];

/// How alike two names are at least.
const ALIKE: f64 = 0.8;

/// How alike a word is to a command that takes something down where that alone was meant.
const SLIP: f64 = 0.9;

/// What to type in place of a command that is not there: the one that is begun or nearly written;
/// what does here what the word does elsewhere; else the list of all. None of `commands` that takes
/// something down is ever told for a word that only looks like it.
pub(crate) fn meant(typed: &str, commands: &[&str]) -> Vec<String> {
    let typed = typed.to_lowercase();
    if let Some((_, hints)) = WORDS.iter().find(|(words, _)| words.contains(&typed.as_str())) {
        return hints.iter().map(|hint| (*hint).to_owned()).collect();
    }
    // Who meant to take something away is told the three ways to do that, and types one of them whole.
    let alike = |name: &&str| strsim::jaro_winkler(&typed, name);
    let meant = commands.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)));
    if meant.is_some_and(|name| TAKEDOWNS[..3].contains(name) && alike(name) >= SLIP) {
        return WORDS[0].1.iter().map(|hint| (*hint).to_owned()).collect();
    }
    let safe = commands.iter().filter(|name| !TAKEDOWNS.contains(name));
    let begun: Vec<&&str> = safe.clone().filter(|name| name.starts_with(&typed)).collect();
    let near = safe
        .map(|name| (strsim::jaro_winkler(&typed, name), name))
        .filter(|(score, _)| *score >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let told =
        if begun.is_empty() { near.map(|(_, name)| name).into_iter().collect() } else { begun };
    match told.as_slice() {
        [] => vec!["newsroom --help".to_owned()],
        names => names.iter().map(|name| format!("newsroom {name}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str) -> Vec<String> {
        let command = crate::cli::command();
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        meant(typed, &names)
    }

    #[test]
    fn a_beginning_and_a_slip_lead_to_the_command() {
        assert_eq!(told("pub"), ["newsroom publish"]);
        assert_eq!(told("aprove"), ["newsroom approve"]);
        assert_eq!(told("lst"), ["newsroom list"]);
        assert_eq!(told("Review"), ["newsroom review"]);
        assert_eq!(told("xyzzy"), ["newsroom --help"]);
    }

    #[test]
    fn what_does_it_here_is_told_for_words_of_elsewhere() {
        assert!(told("delete")[0].contains("newsroom spike"));
        assert_eq!(told("push"), ["newsroom sync"]);
    }

    #[test]
    fn no_slip_leads_to_a_takedown() {
        for name in TAKEDOWNS {
            for at in 0..name.len() {
                let slip = format!("{}{}", &name[..at], &name[at + 1..]);
                let all = told(&slip);
                assert!(all.iter().all(|hint| !hint.ends_with(name)), "{slip}: {all:?}");
            }
        }
        for slip in ["pul", "retrct", "spke"] {
            assert_eq!(told(slip), told("delete"), "{slip}: never the opposite");
        }
    }

    #[test]
    fn every_command_that_is_told_is_there() {
        let command = crate::cli::command();
        for hint in WORDS.iter().flat_map(|(_, hints)| hints.iter()) {
            let rest = hint.split("newsroom ").nth(1).expect("a command");
            let name = rest.split(' ').next().expect("a name");
            assert!(command.find_subcommand(name).is_some(), "{hint}");
        }
        assert!(TAKEDOWNS.iter().all(|name| command.find_subcommand(name).is_some()));
    }
}

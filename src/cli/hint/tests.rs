//! Hints are commands that can be typed.

use super::*;
use crate::cli::read;
use crate::model::Role;

fn some_refused(refusals: Vec<Refusal>) -> CliError {
    let refused = refusals.into_iter().map(|refusal| ("k3x9".into(), "Talks".into(), refusal));
    let refused: Vec<_> = refused.collect();
    OpError::SomeRefused { others_done: false, asked: refused.len(), refused }.into()
}

fn role() -> Refusal {
    Refusal::Role { act: Act::Approve, role: Role::Reporter }
}

#[test]
fn several_are_a_question_of_rights_only_where_each_is() {
    let all = some_refused(vec![role(), role()]);
    assert_eq!(all.kind.exit_code(), 2);
    assert!(all.message.starts_with("2 of 2 are not yours to do"), "{}", all.message);
    assert_eq!(all.hints.len(), 1, "the same hint is given once: {:?}", all.hints);
    let some = some_refused(vec![role(), Refusal::NotStopped]);
    assert_eq!(some.kind.exit_code(), 1);
}

/// Every reason that a remedy can be typed for.
fn reasons() -> Vec<Reason> {
    let who = || "ed-lind".parse().expect("an id");
    let claim = || "c-7h2q".parse().expect("an id");
    let source = || "s-4k2m".parse().expect("an id");
    let quote = || "about 300".to_owned();
    vec![
        Reason::Approvals { have: 0, need: 1 },
        Reason::FourEyes { who: who() },
        Reason::EditorsNote,
        Reason::NoMedium { name: "notes.toml".into() },
        Reason::Stopped { by: who(), note: String::new() },
        Reason::ClaimWithoutCaveat { claim: claim(), quote: quote(), status: "unverified" },
        Reason::ClaimOpen { claim: claim(), quote: quote(), status: "unverified" },
        Reason::ClaimUnchecked { claim: claim(), quote: quote(), status: "verified" },
        Reason::SourceWithoutReason { source_id: source(), description: "a resident".into() },
        Reason::SourceUnknown { source_id: source(), description: "a resident".into() },
        Reason::AltMissing { kind: "image", src: "a b.jpg".into() },
        Reason::CreditMissing { kind: "image", src: "a.jpg".into() },
        Reason::FileMissing { name: "a.jpg".into() },
        Reason::SetAside,
        Reason::Empty,
        Reason::Checked { code: "NR049", message: "`x` is no address".into() },
        Reason::Conflict,
        Reason::Unreadable,
        Reason::Unsettled { path: "posts/2026/11/a/story.toml".into(), line: Some(7) },
        Reason::Spiked,
        Reason::Embargo { at: "2026-11-07T12:00:00Z".parse().expect("a time") },
        Reason::UnfiledChanges { path: "posts/2026/11/a/story.toml".into() },
        Reason::NothingNew,
        Reason::Pulled,
        Reason::StoryNotLive { story: "Storm".into() },
        Reason::TooGentle {
            said: ReleaseKind::Minor,
            is: ReleaseKind::Correction,
            why: "words".into(),
        },
        Reason::FalseWordsLeft { claim: claim(), quote: quote() },
        Reason::ReadersNotTold { kind: None },
        Reason::NotAlone { kind: ReleaseKind::Minor },
    ]
}

#[test]
fn every_remedy_is_a_command_that_is_understood() {
    for reason in reasons() {
        let hints = remedy("k3x9", &reason);
        assert!(hints.iter().any(|hint| hint.contains("newsroom ")), "{reason:?}: {hints:?}");
        hints.iter().for_each(|hint| understood(hint));
    }
}

#[test]
fn every_hint_of_a_refusal_is_a_command_that_is_understood() {
    let who = || "ed-lind".parse().expect("an id");
    let states = State::ALL.map(|state| Refusal::State { act: Act::Approve, state });
    let others = [
        role(),
        Refusal::FourEyes { who: who() },
        Refusal::OwnWords { who: who() },
        Refusal::ApprovedAlready { who: who() },
        Refusal::SubmittedAlready { who: who() },
        Refusal::EditorsNote,
        Refusal::NotStopped,
        Refusal::StoppedAlready { by: who() },
        Refusal::NothingOwed,
        Refusal::OwnSecond { who: who() },
        Refusal::NotReady { reasons: reasons() },
    ];
    for refusal in states.into_iter().chain(others) {
        refused("k3x9", "Talks", &refusal).hints.iter().for_each(|hint| understood(hint));
    }
    let changed = OpError::WordsChanged { doc: "k3x9".into(), now: "9f2c".into() };
    let settings = OpError::Unfiled { path: SETTINGS.into(), doc: SETTINGS.into() };
    let post = OpError::Unfiled { path: "posts/a".into(), doc: "k3x9".into() };
    let several = OpError::SeveralChanged { docs: vec!["k3x9".into(), "7f3c".into()] };
    for error in [changed, several, settings, post] {
        let error = CliError::from(error);
        assert!(!error.hints.is_empty());
        error.hints.iter().for_each(|hint| understood(hint));
    }
}

/// What follows "newsroom" in a hint can be typed as it stands.
fn understood(hint: &str) {
    let Some(at) = hint.find("newsroom ") else { return };
    let words = shell_words::split(&hint[at..]).expect("it can be split into words");
    let words: Vec<_> = words.into_iter().map(Into::into).collect();
    if let Err(error) = read(&words) {
        panic!("`{hint}` is no command: {error}");
    }
}

//! What has to be looked at again, with the command for each.

use super::output;
use super::{shown, summary};
use crate::check::quote::Repeated;
use crate::desk::{Resting, Tie};
use crate::model::Public;

/// A line for each, with what to type; nothing where nothing rests on it.
pub fn lines(resting: &[Resting]) -> String {
    resting
        .iter()
        .map(|one| {
            let ties: Vec<String> = one.ties.iter().map(tie).collect();
            format!(
                "    {} “{}” ({}) {}: {}\n",
                one.summary.path.slug(),
                shown(one.summary.heading()),
                standing(one),
                ties.join(", "),
                command(one)
            )
        })
        .collect()
}

/// How it stands in public, else at the desk.
fn standing(one: &Resting) -> String {
    match one.summary.public {
        Public::Unpublished => one.summary.state.as_str().replace('_', " "),
        _ => summary::public(&one.summary),
    }
}

fn tie(tie: &Tie) -> String {
    match tie {
        Tie::RestsOn => "rests on it".to_owned(),
        Tie::Point(n, text) => format!("point {n} “{}” rests on it", shown(text)),
        Tie::Translation => "is its translation".to_owned(),
        Tie::Repeats(found) => format!("says “{}”", shown(&found.words)),
    }
}

/// What to type to put it right.
pub fn command(one: &Resting) -> String {
    let doc = one.summary.short();
    let verb = match one.summary.public {
        Public::Unpublished if one.summary.is_story() => "story edit",
        Public::Unpublished => "edit",
        _ => "correct",
    };
    let point = one.ties.iter().find_map(|tie| match tie {
        Tie::Point(n, _) => Some(format!(" --point '{n}=NEW WORDS'")),
        _ => None,
    });
    let words = one.ties.iter().find_map(|tie| match tie {
        Tie::Repeats(Repeated { words, typed: true }) if !words.contains(['\'', '\n', '=']) => {
            Some(format!(" --replace '{}=>NEW WORDS'", shown(words)))
        }
        _ => None,
    });
    format!("newsroom {verb} {doc}{}", point.or(words).unwrap_or_default())
}

/// The same as JSON.
pub fn json(resting: &[Resting]) -> Vec<output::Resting> {
    let one = |one: &Resting| output::Resting {
        id: one.summary.id.to_string(),
        path: one.summary.path.to_string(),
        headline: one.summary.headline.clone(),
        state: one.summary.state,
        public: one.summary.public,
        ties: one.ties.iter().map(tie_json).collect(),
        command: command(one),
    };
    resting.iter().map(one).collect()
}

fn tie_json(tie: &Tie) -> output::Tie {
    let (kind, point, words) = match tie {
        Tie::RestsOn => ("rests_on", None, None),
        Tie::Point(n, text) => ("point", Some(*n), Some(text.clone())),
        Tie::Translation => ("translation", None, None),
        Tie::Repeats(found) => ("repeats", None, Some(found.words.clone())),
    };
    output::Tie { kind, point, words }
}

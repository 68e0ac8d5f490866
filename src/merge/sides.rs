//! A field as each version has it, its words or the sides of its conflict, and three of them made one.

use std::collections::BTreeSet;

use super::sequence::{self, Outcome};
use crate::model::Point;

/// How a field's words are taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Not at all.
    Whole,
    /// At blank lines.
    Paragraphs,
    /// At line ends.
    Lines,
}

/// A field in one version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    /// The sides of the conflict, where there is one.
    pub(super) sides: Option<BTreeSet<String>>,
    /// What the field says.
    pub(super) held: String,
}

/// Which version a merged field is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    /// Ours, its conflict included.
    Ours,
    /// Theirs, its conflict included.
    Theirs,
    /// Neither: new words made of both, or a conflict over the base's.
    Mixed(State),
}

/// Sides that would make more pairs than this are not merged with each other but all kept.
const MOST_PAIRS: usize = 16;

/// Makes one of three.
///
/// Of [`Grain::Whole`], what is mixed is always a conflict.
pub(super) fn settle(grain: Grain, base: &State, ours: &State, theirs: &State) -> Pick {
    if ours == theirs || theirs == base {
        return Pick::Ours;
    }
    if ours == base {
        return Pick::Theirs;
    }
    let covered = |side: &State, by: &BTreeSet<String>| {
        let words = side.words();
        let held = |words: &String| by.iter().any(|whole| grain.holds(&base.held, words, whole));
        words.is_subset(by) || (words.len() * by.len() <= MOST_PAIRS && words.iter().all(held))
    };
    match (covered(ours, &theirs.words()), covered(theirs, &ours.words())) {
        (true, true) if ours <= theirs => return Pick::Ours,
        (true, _) => return Pick::Theirs,
        (false, true) => return Pick::Ours,
        (false, false) => {}
    }
    let mut words = grain.mixed(&base.held, &ours.words(), &theirs.words());
    if !covered(ours, &words) || !covered(theirs, &words) {
        words = ours.words().union(&theirs.words()).cloned().collect();
    }
    let mut words = words.into_iter();
    Pick::Mixed(match (words.next(), words.len()) {
        (Some(held), 0) => State { held, sides: None },
        (first, _) => {
            State { held: base.held.clone(), sides: Some(first.into_iter().chain(words).collect()) }
        }
    })
}

impl State {
    /// What the field says here: one text, or each side of the conflict.
    fn words(&self) -> BTreeSet<String> {
        self.sides.clone().unwrap_or_else(|| BTreeSet::from([self.held.clone()]))
    }
}

impl Grain {
    /// Whether all that was done to the base in `words` is done in `whole`.
    fn holds(self, base: &str, words: &str, whole: &str) -> bool {
        match self {
            Self::Whole => words == whole,
            _ => sequence::holds(&self.split(base), &self.split(words), &self.split(whole)),
        }
    }

    /// Each of ours merged with each of theirs; what all that is in another says is left out.
    fn mixed(
        self,
        base: &str,
        ours: &BTreeSet<String>,
        theirs: &BTreeSet<String>,
    ) -> BTreeSet<String> {
        if self == Self::Whole || ours.len() * theirs.len() > MOST_PAIRS {
            return ours.union(theirs).cloned().collect();
        }
        let mut all = BTreeSet::new();
        for one in ours {
            for two in theirs {
                let (a, b) = (self.split(one), self.split(two));
                let text = |list: &Vec<String>| self.join(list, [one, two]);
                match sequence::merge(&self.split(base), &a, &b) {
                    Outcome::Whole(whole) => all.extend([text(&whole)]),
                    Outcome::Split(a, b) => all.extend([text(&a), text(&b)]),
                }
            }
        }
        let mut kept: BTreeSet<String> = BTreeSet::new();
        for words in all {
            if !kept.iter().any(|whole| self.holds(base, &words, whole)) {
                kept.retain(|known| !self.holds(base, known, &words));
                kept.insert(words);
            }
        }
        kept
    }

    fn split(self, text: &str) -> Vec<String> {
        match self {
            Self::Whole => vec![text.to_owned()],
            Self::Lines => text.lines().map(str::to_owned).collect(),
            Self::Paragraphs => {
                let mut paragraphs: Vec<String> = Vec::new();
                let mut open = false;
                for line in text.lines() {
                    match paragraphs.last_mut() {
                        _ if line.trim().is_empty() => open = false,
                        Some(last) if open => {
                            last.push('\n');
                            last.push_str(line);
                        }
                        _ => {
                            paragraphs.push(line.to_owned());
                            open = true;
                        }
                    }
                }
                paragraphs
            }
        }
    }

    /// The text of a list; one of `models` where it says the same.
    fn join(self, list: &[String], models: [&String; 2]) -> String {
        if let Some(same) = models.into_iter().filter(|text| self.split(text) == list).min() {
            return same.clone();
        }
        let ends = models.into_iter().any(|text| text.ends_with('\n')) && !list.is_empty();
        match self {
            Self::Paragraphs => list.join("\n\n") + if ends { "\n" } else { "" },
            Self::Whole | Self::Lines => list.join("\n"),
        }
    }
}

/// A story's point on one line, as the sides of a conflict and the command line write it: its text,
/// and after `::` the posts it rests on, with commas.
pub fn point_text(point: &Point) -> String {
    let text = point.text.lines().collect::<Vec<_>>().join(" ");
    if point.posts.is_empty() {
        return text;
    }
    let posts: Vec<&str> = point.posts.iter().map(|id| id.as_str()).collect();
    format!("{text}::{}", posts.join(","))
}

/// The point that [`point_text`] wrote; what stands after `::` and is no list of ids is text.
pub fn point_of(line: &str) -> Point {
    if let Some((text, posts)) = line.rsplit_once("::") {
        let ids: Result<Vec<_>, _> = posts.split(',').map(str::parse).collect();
        if let Ok(posts) = ids {
            return Point { text: text.to_owned(), posts };
        }
    }
    Point { text: line.to_owned(), posts: Vec::new() }
}

//! The words of a story or post as a person reads them: without the marks of Markdown.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::quote;
use crate::format::{self, Projection};
use crate::model::Document;

/// In what part of a story or post words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The headline of a post, the title of a story.
    Headline,
    /// The body of a post.
    Body,
    /// A point of a story's summary.
    Point,
    /// What stands under a picture.
    Caption,
}

/// One place of words in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Where in the text.
    pub(crate) range: Range<usize>,
    /// In what part of it.
    pub(crate) part: Part,
    /// The whole sentences in which they stand.
    pub(crate) sentence: String,
    /// How many such sentences come before it in that part.
    pub(crate) before: usize,
}

/// The words of a story or post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// All parts.
    pub(crate) all: String,
    /// Where each ends.
    ends: Vec<(usize, Part)>,
}

impl Text {
    /// Those that a document has at the desk.
    pub(crate) fn of(document: &Document) -> Self {
        let mut text = Self::default();
        text.add(Part::Headline, document.headline());
        text.add(Part::Body, &format::plain(document.body()));
        let points = document.as_story().map(|story| story.summary.iter());
        points.into_iter().flatten().for_each(|point| text.add(Part::Point, &point.text));
        document.media().iter().for_each(|medium| text.add(Part::Caption, &medium.caption));
        text
    }

    /// Those that readers get.
    pub(crate) fn released(words: &Projection) -> Self {
        let mut text = Self::default();
        text.add(Part::Headline, words.heading());
        text.add(Part::Body, &format::plain(&words.body));
        words.summary.iter().for_each(|point| text.add(Part::Point, &point.text));
        words.media.iter().for_each(|medium| text.add(Part::Caption, &medium.caption));
        text
    }

    pub(super) fn add(&mut self, part: Part, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        if !self.all.is_empty() {
            self.all.push_str("\n\n");
        }
        self.all.push_str(words);
        self.ends.push((self.all.len(), part));
    }

    /// Each place where the words stand; as they are typed, or as their Markdown reads.
    pub(crate) fn spots(&self, words: &str) -> Vec<Spot> {
        let mut found = quote::each_of_words(&self.all, words);
        if found.is_empty() {
            found = quote::each_of_words(&self.all, &format::plain(words));
        }
        let bounds = if found.is_empty() { Vec::new() } else { self.bounds() };
        let mut met: HashMap<(Part, &str), usize> = HashMap::new();
        let spot = |range: Range<usize>| {
            let (part, sentence) = (self.part(range.start), self.sentences(&bounds, &range));
            let times = met.entry((part, sentence)).or_default();
            *times += 1;
            Spot { part, sentence: sentence.to_owned(), before: *times - 1, range }
        };
        found.into_iter().map(spot).collect()
    }

    /// Where the words first stand.
    pub(crate) fn find(&self, words: &str) -> Option<Range<usize>> {
        quote::find_words(&self.all, words)
            .or_else(|| quote::find_words(&self.all, &format::plain(words)))
    }

    /// Whether the words stand there.
    pub(crate) fn has(&self, words: &str) -> bool {
        self.find(words).is_some()
    }

    /// The part that begins before there.
    fn part(&self, at: usize) -> Part {
        let part = self.ends.iter().find(|(end, _)| at < *end);
        part.map_or(Part::Body, |(_, part)| *part)
    }

    /// Where each sentence begins, and the text ends; a line ends one as well.
    fn bounds(&self) -> Vec<usize> {
        use unicode_segmentation::UnicodeSegmentation;
        let mut bounds = Vec::new();
        let mut start = 0;
        for line in self.all.split_inclusive('\n') {
            bounds.extend(line.split_sentence_bound_indices().map(|(at, _)| start + at));
            start += line.len();
        }
        bounds.push(self.all.len());
        bounds
    }

    /// The whole sentences in which that stretch stands.
    fn sentences(&self, bounds: &[usize], range: &Range<usize>) -> &str {
        let from = bounds.partition_point(|at| *at <= range.start).saturating_sub(1);
        let to = bounds.partition_point(|at| *at < range.end);
        self.all[bounds[from]..bounds[to]].trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Text {
        let mut text = Text::default();
        text.add(Part::Headline, "Pier gives way");
        text.add(Part::Body, "It fell at nine. Seven people were hurt. Nobody died.\nMore soon.");
        text.add(Part::Caption, " ");
        text.add(Part::Caption, "The old pier");
        text
    }

    #[test]
    fn words_stand_in_a_part_and_in_whole_sentences() {
        let text = text();
        let told = |words| {
            let spot = text.spots(words).into_iter().next()?;
            Some((spot.part, spot.sentence))
        };
        let in_part = |part, sentence: &str| Some((part, sentence.to_owned()));
        assert_eq!(told("PEOPLE were"), in_part(Part::Body, "Seven people were hurt."));
        assert_eq!(
            told("hurt. nobody"),
            in_part(Part::Body, "Seven people were hurt. Nobody died.")
        );
        assert_eq!(told("gives"), in_part(Part::Headline, "Pier gives way"));
        assert_eq!(told("more"), in_part(Part::Body, "More soon."));
        assert_eq!(told("old"), in_part(Part::Caption, "The old pier"));
        assert_eq!(told("**seven** people"), in_part(Part::Body, "Seven people were hurt."));
        assert_eq!(told("eight people"), None);
        let all = |words| text.spots(words).iter().map(|spot| spot.range.start).collect::<Vec<_>>();
        assert_eq!(all("e").len(), 0, "words, not letters");
        assert_eq!(all("were hurt").len(), 1);
    }
}

//! Words that readers had and have no longer, in runs that are long enough to be known again
//! elsewhere.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::change::{FieldKind, MediaField};
use super::compare::compare;
use super::piece::Piece;
use super::sentence;
use crate::format::Projection;

/// So many words in a row are taken for the same words where they stand elsewhere.
pub const TELLING: usize = 3;

/// How many runs are told at most: a bound on the work that others' texts can ask for.
const MOST: usize = 60;

/// The runs of words that `before` has and `after` has not, each once whatever the case of its letters.
///
/// A shorter change is told with the words beside it, once with those before and once with those
/// behind. `None` after is a document that is taken down whole: its headline, points, captions and
/// sentences, and the words that are flagged in it.
pub fn gone(before: &Projection, after: Option<&Projection>) -> BTreeSet<String> {
    let runs: Vec<String> = match after {
        Some(after) => {
            let changes = compare(Some(before), after).0;
            let words = changes.iter().filter(|change| holds_words(change.place));
            words.flat_map(|change| runs(&change.words)).collect()
        }
        None => whole(before),
    };
    let telling = runs.into_iter().filter(|run| run.unicode_words().count() >= TELLING);
    let mut seen = BTreeSet::new();
    telling.filter(|run| seen.insert(run.to_lowercase())).take(MOST).collect()
}

fn holds_words(place: FieldKind) -> bool {
    matches!(
        place,
        FieldKind::Headline
            | FieldKind::Body
            | FieldKind::Point
            | FieldKind::Media(MediaField::Caption)
    )
}

fn whole(words: &Projection) -> Vec<String> {
    let flagged = words.claims.iter().map(|claim| claim.quote.clone());
    let points = words.summary.iter().map(|point| point.text.clone());
    let captions = words.media.iter().map(|medium| medium.caption.clone());
    let headings = [words.headline.clone(), words.title.clone()];
    let sentences = sentence::split(&words.body);
    headings.into_iter().chain(flagged).chain(points).chain(captions).chain(sentences).collect()
}

/// The runs that went, out of the pieces of one text.
fn runs(pieces: &[Piece]) -> Vec<String> {
    let mut text = String::new();
    let mut went = Vec::new();
    for piece in pieces {
        let start = text.len();
        match piece {
            Piece::Added(_) => continue,
            Piece::Same(words) => text.push_str(words),
            Piece::Gone(words) => {
                text.push_str(words);
                went.push(start..text.len());
            }
        }
    }
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let mut runs = Vec::new();
    for range in went {
        let first = words.partition_point(|(at, word)| at + word.len() <= range.start);
        let last = words.partition_point(|(at, _)| *at < range.end);
        let missing = TELLING.saturating_sub(last - first);
        let mut run = |from: usize, to: usize| {
            if let (Some((start, _)), Some((end, word))) =
                (words.get(from), to.checked_sub(1).and_then(|last| words.get(last)))
            {
                runs.push(text[*start..end + word.len()].to_owned());
            }
        };
        if first == last {
            continue; // nothing but marks went
        }
        run(first.saturating_sub(missing), last);
        if missing > 0 {
            run(first, (last + missing).min(words.len()));
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::piece::words;

    fn went(before: &str, after: &str) -> Vec<String> {
        runs(&words(before, after))
    }

    #[test]
    fn a_number_is_told_with_the_words_beside_it() {
        let before = "The office says that seven people were hurt.";
        let after = "The office says that nobody was hurt.";
        assert_eq!(went(before, after), ["seven people were"]);
        let after = "The office says that nine people were hurt.";
        assert_eq!(went(before, after), ["says that seven", "seven people were"]);
    }

    #[test]
    fn at_the_edge_of_a_text_there_is_one_side() {
        assert_eq!(went("Seven were hurt", "Nine were hurt"), ["Seven", "Seven were hurt"]);
        assert_eq!(went("They were seven", "They were nine"), ["They were seven", "seven"]);
    }

    #[test]
    fn what_came_and_marks_are_no_words_that_went() {
        assert_eq!(went("It burns", "It burns, they say"), [""; 0]);
        assert_eq!(went("It burns!", "It burns."), [""; 0]);
    }
}

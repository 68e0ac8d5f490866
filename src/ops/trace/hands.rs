//! Words of a text by whose they are: neighbours of one hand are one piece.

use std::ops::Range;

use crate::credits;

/// Neighbouring words from one version.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OneHand {
    pub(super) range: Range<usize>,
    /// The version that has them first.
    pub(super) from: usize,
    /// The words in whose place they were put.
    pub(super) instead_of: String,
}

/// A stretch of a text in pieces of one hand: all of it, in its order.
pub(super) fn hands(words: &[credits::Word], range: &Range<usize>) -> Vec<OneHand> {
    let mut hands: Vec<OneHand> = Vec::new();
    let met = |word: &&credits::Word| word.range.start < range.end && range.start < word.range.end;
    for word in words.iter().filter(met) {
        match hands.last_mut() {
            Some(last) if last.from == word.from && last.instead_of == *word.instead_of => {}
            last => {
                let start = if last.is_some() { word.range.start } else { range.start };
                if let Some(last) = last {
                    last.range.end = start;
                }
                let instead_of = word.instead_of.to_string();
                hands.push(OneHand { range: start..range.end, from: word.from, instead_of });
            }
        }
    }
    hands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credits::{Draft, origins};
    use proptest::prelude::*;

    fn draft(text: &str, parents: &[usize]) -> Draft<()> {
        Draft { author: (), text: text.to_owned(), parents: parents.to_vec() }
    }

    #[test]
    fn neighbouring_words_of_one_version_are_one_piece() {
        let drafts =
            [draft("Six were hurt, she said.", &[]), draft("Seven were hurt, he said.", &[0])];
        let words = origins(&drafts).pop().expect("words");
        let text = &drafts[1].text;
        let told: Vec<(&str, usize, String)> = hands(&words, &(0..text.len()))
            .into_iter()
            .map(|hand| (&text[hand.range], hand.from, hand.instead_of))
            .collect();
        let expected =
            [("Seven ", 1, "Six"), ("were hurt, ", 0, ""), ("he ", 1, "she"), ("said.", 0, "")];
        assert_eq!(told.len(), expected.len());
        for (told, expected) in told.iter().zip(expected) {
            assert_eq!((told.0, told.1, told.2.as_str()), expected);
        }
        assert_eq!(hands(&words, &(6..10))[0].range, 6..10);
    }

    proptest! {
        #[test]
        fn prop_the_pieces_are_the_whole_sentence_and_nothing_else(
            texts in proptest::collection::vec("[ab]{1,2}([ ,.][ab]{1,2}){0,9}", 1..5),
            (from, to) in (0..12_usize, 1..12_usize),
        ) {
            let drafts: Vec<Draft<()>> = texts.iter().enumerate()
                .map(|(at, text)| draft(text, &at.checked_sub(1).map_or(vec![], |p| vec![p])))
                .collect();
            let words = origins(&drafts).pop().expect("words");
            let text = &drafts.last().expect("a draft").text;
            let first = &words[from.min(words.len() - 1)];
            let last = &words[(from + to).min(words.len() - 1)];
            let range = first.range.start..last.range.end;
            let pieces: String = hands(&words, &range).iter().map(|hand| &text[hand.range.clone()]).collect();
            prop_assert_eq!(pieces, &text[range]);
        }
    }
}

//! Words may stand in several places of one text: each is followed from version to version. Pure.

use super::text::{Part, Spot, Text};
use crate::diff;

/// One place of words, in each of the texts that were looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stand {
    /// Where it is in each text; `None` where it is not.
    pub(super) spots: Vec<Option<Spot>>,
}

/// With so many sentences a sentence is compared, to be found again as it was changed.
const LOOKAHEAD: usize = 12;

/// How far two places are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The sentence was changed.
    Changed,
    /// The sentence is the same.
    Same,
}

impl Stand {
    /// Where it is in another text, of the places there.
    pub(super) fn spot_in<'a>(&self, spots: &'a [Spot]) -> Option<&'a Spot> {
        let last = self.known().next_back()?;
        let alike = || {
            let likeness = |spot: &Spot| self.known().filter_map(|own| likeness(own, spot)).max();
            let alike = spots.iter().rev().filter_map(|spot| Some((likeness(spot)?, spot)));
            alike.max_by_key(|(likeness, _)| *likeness).map(|(_, spot)| spot)
        };
        spot_like(last, spots).or_else(alike)
    }

    fn known(&self) -> impl DoubleEndedIterator<Item = &Spot> {
        self.spots.iter().flatten()
    }
}

/// The very same place in another text: of the same sentences there the one of the same number.
pub(super) fn spot_like<'a>(spot: &Spot, spots: &'a [Spot]) -> Option<&'a Spot> {
    let of = |spot: &Spot| (spot.part, spot.before);
    spots.iter().find(|other| of(other) == of(spot) && other.sentence == spot.sentence)
}

/// Each place of the words in these texts, of which one follows the other.
///
/// A sentence is the same place in the next text where it stands there as it was, or else changed;
/// the headline is one place whatever it says.
pub(super) fn stands(texts: &[&Text], words: &str) -> Vec<Stand> {
    let mut stands: Vec<Stand> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let mut rest = text.spots(words);
        for wanted in [Likeness::Same, Likeness::Changed] {
            for stand in stands.iter_mut().filter(|stand| stand.spots.len() == at) {
                let Some(last) = stand.known().next_back() else { continue };
                let found = match wanted {
                    Likeness::Same => rest.iter().position(|spot| is_same(last, spot)),
                    // Sentences keep their order, mostly, and each is compared with a few.
                    Likeness::Changed => {
                        let part =
                            rest.iter().enumerate().filter(|(_, spot)| spot.part == last.part);
                        let mut near = part.take(LOOKAHEAD);
                        near.find(|(_, spot)| likeness(last, spot).is_some()).map(|(at, _)| at)
                    }
                };
                if let Some(found) = found {
                    stand.spots.push(Some(rest.remove(found)));
                }
            }
        }
        for spot in rest {
            let mut spots = vec![None; at];
            spots.push(Some(spot));
            stands.push(Stand { spots });
        }
        for stand in stands.iter_mut().filter(|stand| stand.spots.len() == at) {
            stand.spots.push(None);
        }
    }
    stands
}

fn is_same(one: &Spot, two: &Spot) -> bool {
    one.part == two.part && one.sentence == two.sentence
}

fn likeness(one: &Spot, two: &Spot) -> Option<Likeness> {
    if one.part != two.part {
        return None;
    }
    if is_same(one, two) {
        return Some(Likeness::Same);
    }
    let changed = || {
        let pairs = diff::sentences(&one.sentence, &two.sentence);
        pairs.iter().any(|(before, after)| before.is_some() && after.is_some())
    };
    (one.part == Part::Headline || changed()).then_some(Likeness::Changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(headline: &str, body: &str) -> Text {
        let mut text = Text::default();
        text.add(Part::Headline, headline);
        text.add(Part::Body, body);
        text
    }

    /// In which texts each place is, with its sentence in the first of them.
    fn told(texts: &[Text], words: &str) -> Vec<(String, Vec<usize>)> {
        let texts: Vec<&Text> = texts.iter().collect();
        let stand = |stand: Stand| {
            let at =
                stand.spots.iter().enumerate().filter_map(|(at, spot)| Some((at, spot.as_ref()?)));
            let (at, spots): (Vec<_>, Vec<_>) = at.unzip();
            (spots[0].sentence.clone(), at)
        };
        stands(&texts, words).into_iter().map(stand).collect()
    }

    #[test]
    fn a_sentence_is_followed_and_its_headline_apart_from_it() {
        let texts = [
            text("Six hurt", "They say six hurt are in Tarn. More soon."),
            text("Six hurt at the pier", "They say six hurt were in Tarn. More soon."),
            text("Six hurt at the pier", "Nobody knows more."),
            text(
                "Pier",
                "They say six hurt were in Tarn. Later: six hurt, one dead, says the mayor.",
            ),
        ];
        let told = told(&texts, "six hurt");
        assert_eq!(
            told,
            [
                ("Six hurt".to_owned(), vec![0, 1, 2]),
                ("They say six hurt are in Tarn.".to_owned(), vec![0, 1, 3]),
                ("Later: six hurt, one dead, says the mayor.".to_owned(), vec![3]),
            ]
        );
    }

    #[test]
    fn a_sentence_that_stands_as_it_was_is_not_taken_for_its_neighbour() {
        let texts = [
            text("P", "Six were hurt in Tarn. Six were hurt in Selan."),
            text("P", "Six were hurt in Selan. Six were hurt in Orva."),
        ];
        assert_eq!(
            told(&texts, "six were hurt"),
            [
                ("Six were hurt in Tarn.".to_owned(), vec![0, 1]),
                ("Six were hurt in Selan.".to_owned(), vec![0, 1]),
            ]
        );
    }

    proptest! {
        #[test]
        fn prop_each_place_in_a_text_is_in_one_stand(
            bodies in proptest::collection::vec("(Six [abc]{1,2} [abc]\\. ){0,4}", 1..5),
        ) {
            let texts: Vec<Text> = bodies.iter().map(|body| text("Six", body.trim())).collect();
            let all: Vec<&Text> = texts.iter().collect();
            let stands = stands(&all, "six");
            for (at, text) in texts.iter().enumerate() {
                let mut own: Vec<_> =
                    stands.iter().filter_map(|stand| stand.spots[at].clone()).collect();
                own.sort_by_key(|spot| spot.range.start);
                prop_assert_eq!(own, text.spots("six"));
            }
            prop_assert!(stands.iter().all(|stand| stand.spots.len() == texts.len()));
        }
    }
}

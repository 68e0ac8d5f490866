//! Whose the words of a text are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use crate::diff::hunks;

/// So many words may a change have taken the place of to be told with it; more is another text.
const LONGEST_REPLACED: usize = 12;

/// A text as one step left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<A> {
    /// Whose step it was.
    pub author: A,
    /// The text.
    pub text: String,
    /// The drafts that it was made of, by their places in the list, all before its own; none for a
    /// first one, several where two people's words were put together.
    pub parents: Vec<usize>,
}

/// A word of a text, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The draft in which it appeared, and in all since which it has stood.
    pub from: usize,
    /// What stood in its place before; empty where nothing did, or another text.
    pub instead_of: Rc<str>,
}

/// The words of each draft, and where they come from.
///
/// A word belongs to the step in which it appeared and since which it has stood: `git blame`, but for
/// words. What was put together has each side's words from that side, and only what neither had from
/// whoever put it together. A text that is put back as it stood before has its words from there. Spaces
/// and punctuation are nobody's.
pub fn origins<A>(drafts: &[Draft<A>]) -> Vec<Vec<Word>> {
    let mut known: Vec<Vec<Word>> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(before) = stood_before(drafts, at) {
            known.push(known[before].clone());
            continue;
        }
        let places: Vec<(usize, &str)> = draft.text.unicode_word_indices().collect();
        let words: Vec<&str> = places.iter().map(|(_, word)| *word).collect();
        let mut from: Vec<Option<(usize, Rc<str>)>> = vec![None; words.len()];
        let mut replaced: Vec<Rc<str>> = vec![Rc::from(""); words.len()];
        for (turn, parent) in draft.parents.iter().filter(|parent| **parent < at).enumerate() {
            let before = Before { text: &drafts[*parent].text, words: &known[*parent] };
            before.hands_on(&words, &mut from, (turn == 0).then_some(&mut replaced));
        }
        let word = |((start, word), (from, replaced)): ((usize, &str), (Option<_>, Rc<str>))| {
            let (from, instead_of) = from.unwrap_or((at, replaced));
            Word { range: start..start + word.len(), from, instead_of }
        };
        known.push(places.into_iter().zip(from.into_iter().zip(replaced)).map(word).collect());
    }
    known
}

/// The first of the drafts that a draft goes on from, near or far, with just its text.
fn stood_before<A>(drafts: &[Draft<A>], at: usize) -> Option<usize> {
    let text = &drafts[at].text;
    if text.is_empty() || !drafts[..at].iter().any(|draft| draft.text == *text) {
        return None;
    }
    let mut from: BTreeSet<usize> = BTreeSet::new();
    let mut next = vec![at];
    while let Some(draft) = next.pop() {
        let parents = drafts[draft].parents.iter().filter(|parent| **parent < draft);
        next.extend(parents.filter(|parent| from.insert(**parent)));
    }
    from.into_iter().find(|draft| drafts[*draft].text == *text)
}

/// A draft that another was made of.
struct Before<'a> {
    text: &'a str,
    words: &'a [Word],
}

impl Before<'_> {
    /// Says of each word that stood here where it is from, unless that is known; and of the others
    /// what stood in their place.
    fn hands_on(
        &self,
        words: &[&str],
        from: &mut [Option<(usize, Rc<str>)>],
        mut replaced: Option<&mut Vec<Rc<str>>>,
    ) {
        let mine: Vec<&str> =
            self.words.iter().map(|word| &self.text[word.range.clone()]).collect();
        let (mut old, mut new) = (0, 0);
        for hunk in hunks(&mine, words) {
            self.same(old..hunk.before.start, new, from);
            if let Some(replaced) = replaced.as_deref_mut() {
                let gone: Rc<str> = Rc::from(self.told(hunk.before.clone()));
                replaced[hunk.after.clone()].fill(gone);
            }
            (old, new) = (hunk.before.end, hunk.after.end);
        }
        self.same(old..self.words.len(), new, from);
    }

    fn same(&self, old: Range<usize>, new: usize, from: &mut [Option<(usize, Rc<str>)>]) {
        for (word, from) in self.words[old].iter().zip(&mut from[new..]) {
            from.get_or_insert_with(|| (word.from, word.instead_of.clone()));
        }
    }

    /// These words as they stand here, where they are few.
    fn told(&self, words: Range<usize>) -> &str {
        match &self.words[words] {
            [] => "",
            few if few.len() > LONGEST_REPLACED => "",
            few => &self.text[few[0].range.start..few[few.len() - 1].range.end],
        }
    }
}

/// How many words of a text each author wrote, most first, then by author.
pub fn shares<A: Clone + Ord>(drafts: &[Draft<A>], words: &[Word]) -> Vec<(A, usize)> {
    let mut counts: BTreeMap<&A, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(&drafts[word.from].author).or_default() += 1;
    }
    let mut shares: Vec<(A, usize)> =
        counts.into_iter().map(|(author, words)| (author.clone(), words)).collect();
    shares.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
    shares
}

/// How many words of the last text each author wrote, most first, then by author.
pub fn attribute_words<A: Clone + Ord>(drafts: &[Draft<A>]) -> Vec<(A, usize)> {
    origins(drafts).last().map_or_else(Vec::new, |words| shares(drafts, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(author: &'static str, text: &str, parents: &[usize]) -> Draft<&'static str> {
        Draft { author, text: text.to_owned(), parents: parents.to_vec() }
    }

    /// One after the other.
    fn line(texts: &[(&'static str, &str)]) -> Vec<Draft<&'static str>> {
        let draft = |(at, (author, text)): (usize, &(&'static str, &str))| {
            draft(author, text, &at.checked_sub(1).map_or_else(Vec::new, |before| vec![before]))
        };
        texts.iter().enumerate().map(draft).collect()
    }

    fn counted(texts: &[(&'static str, &str)]) -> Vec<(&'static str, usize)> {
        attribute_words(&line(texts))
    }

    /// Each word of the last draft with its author and what it took the place of.
    fn told(drafts: &[Draft<&'static str>]) -> Vec<String> {
        let last = drafts.last().expect("a draft");
        let words = origins(drafts).pop().expect("a draft");
        let told = |word: Word| {
            let (text, who) = (&last.text[word.range], drafts[word.from].author);
            format!("{text} {who} {}", word.instead_of).trim_end().to_owned()
        };
        words.into_iter().map(told).collect()
    }

    #[test]
    fn a_word_belongs_to_the_one_who_wrote_it_and_not_to_the_one_who_moved_commas() {
        let ana = "Seven people were hurt in the port";
        let ed = "At least seven people were hurt, in the port.";
        assert_eq!(counted(&[("ana", ana), ("ed", ed)]), [("ana", 6), ("ed", 3)]);
        assert_eq!(counted(&[("ana", ana), ("ed", ed), ("ana", "")]), []);
        assert_eq!(counted(&[]), []);
    }

    #[test]
    fn a_word_that_was_taken_out_and_put_in_again_is_whose_it_is_by_then() {
        let begun = [("ana", "one two"), ("ed", "one")];
        let three = [&begun[..], &[("lev", "one two three")]].concat();
        assert_eq!(counted(&three), [("lev", 2), ("ana", 1)]);
    }

    #[test]
    fn a_text_that_is_put_back_as_it_stood_has_its_words_from_there() {
        let back = [("ana", "one two"), ("ed", "one"), ("lev", "one two")];
        assert_eq!(counted(&back), [("ana", 2)]);
        // On another branch nobody put it back.
        let drafts =
            [draft("ana", "one", &[]), draft("ed", "one two", &[0]), draft("lev", "one two", &[0])];
        assert_eq!(attribute_words(&drafts), [("ana", 1), ("lev", 1)]);
    }

    #[test]
    fn what_a_word_took_the_place_of_is_told_for_as_long_as_it_stands() {
        let drafts = line(&[
            ("ana", "Six were hurt"),
            ("ed", "Seven were hurt"),
            ("ana", "Seven were hurt badly"),
        ]);
        assert_eq!(told(&drafts), ["Seven ed Six", "were ana", "hurt ana", "badly ana"]);
    }

    #[test]
    fn what_is_put_together_is_each_sides_own() {
        let drafts = [
            draft("ana", "The pier fell at nine", &[]),
            draft("lev", "The old pier fell at nine", &[0]),
            draft("ed", "The pier fell at ten", &[0]),
            draft("mara", "The old pier fell at ten then", &[1, 2]),
        ];
        let all =
            ["The ana", "old lev", "pier ana", "fell ana", "at ana", "ten ed nine", "then mara"];
        assert_eq!(told(&drafts)[..6], all[..6]);
        assert!(told(&drafts)[6].starts_with(all[6]));
        assert_eq!(attribute_words(&drafts), [("ana", 4), ("ed", 1), ("lev", 1), ("mara", 1)]);
    }

    const PEOPLE: [&str; 3] = ["ana", "ed", "lev"];

    /// Any drafts, each made of none, one or two before it.
    fn any_drafts() -> impl Strategy<Value = Vec<Draft<&'static str>>> {
        let one = ("([a-c] ){0,12}", 0..3_usize, 0..9_usize, 0..9_usize);
        proptest::collection::vec(one, 1..7).prop_map(|all| {
            let made = |(at, (text, who, one, two)): (usize, (String, usize, usize, usize))| {
                let mut parents: Vec<usize> = [one, two].into_iter().filter(|p| *p < at).collect();
                parents.dedup();
                Draft { author: PEOPLE[who], text, parents }
            };
            all.into_iter().enumerate().map(made).collect()
        })
    }

    proptest! {
        #[test]
        fn prop_every_word_of_every_draft_is_told_once_and_in_its_place(drafts in any_drafts()) {
            let known = origins(&drafts);
            for (at, (draft, words)) in drafts.iter().zip(&known).enumerate() {
                let texts: Vec<&str> = words.iter().map(|word| &draft.text[word.range.clone()]).collect();
                prop_assert_eq!(texts, draft.text.unicode_words().collect::<Vec<_>>());
                for word in words {
                    prop_assert!(word.from <= at, "nothing comes from what is written later");
                    let there = &drafts[word.from].text;
                    prop_assert!(there.contains(&draft.text[word.range.clone()]), "it stood there");
                }
            }
            let total: usize = attribute_words(&drafts).iter().map(|(_, words)| words).sum();
            prop_assert_eq!(total, known.last().map_or(0, Vec::len));
        }

        #[test]
        fn prop_words_that_never_changed_keep_their_first_author(
            kept in "[a-c]{1,3}( [a-c]{1,3}){0,8}",
            ends in proptest::collection::vec("[x-z]{0,3}", 1..6),
        ) {
            // What others put before and behind changes none of it.
            let text = |end: &String| format!("{end} {kept} {end}");
            let first = Draft { author: "ana", text: kept.clone(), parents: vec![] };
            let later = ends.iter().enumerate().map(|(at, end)| {
                Draft { author: PEOPLE[1 + at % 2], text: text(end), parents: vec![at] }
            });
            let drafts: Vec<Draft<&str>> = [first].into_iter().chain(later).collect();
            let words = origins(&drafts).pop().expect("a draft");
            let last = drafts.len() - 1;
            for word in words.iter().filter(|word| !drafts[last].text[word.range.clone()].contains(['x', 'y', 'z'])) {
                prop_assert_eq!(word.from, 0);
            }
        }

        #[test]
        fn prop_two_sides_put_together_have_each_word_from_the_side_that_wrote_it(
            base in "[a-c]{1,3}( [a-c]{1,3}){0,8}", ours in "[p-r]{1,3}", theirs in "[x-z]{1,3}",
        ) {
            let drafts = [
                draft("ana", &base, &[]),
                draft("ed", &format!("{ours} {base}"), &[0]),
                draft("lev", &format!("{base} {theirs}"), &[0]),
                draft("mara", &format!("{ours} {base} {theirs}"), &[1, 2]),
            ];
            let of = |who| attribute_words(&drafts).into_iter().find(|(author, _)| *author == who).map(|(_, n)| n);
            prop_assert_eq!((of("ed"), of("lev"), of("mara")), (Some(1), Some(1), None));
            prop_assert_eq!(of("ana"), Some(base.unicode_words().count()));
        }
    }
}

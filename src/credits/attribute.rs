//! Whose the words of a text are.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::Author;
use crate::diff::hunks;

/// How many words of the last text each author wrote, most first, then by author.
///
/// The versions come oldest first, each with its author; a word belongs to the author of the
/// version in which it appeared and has stood since: `git blame`, but for words. Spaces and
/// punctuation are nobody's.
pub fn attribute_words(versions: &[(Author, String)]) -> Vec<(Author, usize)> {
    let mut text: Vec<&str> = Vec::new();
    let mut owners: Vec<&Author> = Vec::new();
    for (author, version) in versions {
        let next: Vec<&str> = version.unicode_words().collect();
        let mut next_owners = Vec::with_capacity(next.len());
        let mut from = 0;
        for hunk in hunks(&text, &next) {
            next_owners.extend_from_slice(&owners[from..hunk.before.start]);
            next_owners.extend(hunk.after.map(|_| author));
            from = hunk.before.end;
        }
        next_owners.extend_from_slice(&owners[from..]);
        (text, owners) = (next, next_owners);
    }
    let mut counts: BTreeMap<&Author, usize> = BTreeMap::new();
    for owner in owners {
        *counts.entry(owner).or_default() += 1;
    }
    let mut shares: Vec<(Author, usize)> =
        counts.into_iter().map(|(author, words)| (author.clone(), words)).collect();
    shares.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn author(name: &str) -> Author {
        Author::Contributor(name.parse().expect("an id"))
    }

    fn shares(versions: &[(&str, &str)]) -> Vec<(Author, usize)> {
        let versions: Vec<(Author, String)> =
            versions.iter().map(|(who, text)| (author(who), (*text).to_owned())).collect();
        attribute_words(&versions)
    }

    #[test]
    fn a_word_belongs_to_the_one_who_wrote_it_and_not_to_the_one_who_moved_commas() {
        let ana = "Seven people were hurt in the port";
        let ed = "At least seven people were hurt, in the port.";
        assert_eq!(shares(&[("ana", ana), ("ed", ed)]), [(author("ana"), 6), (author("ed"), 3)]);
        assert_eq!(shares(&[("ana", ana), ("ed", ed), ("ana", "")]), []);
        assert_eq!(shares(&[]), []);
    }

    #[test]
    fn a_word_that_was_taken_out_and_put_back_is_its_restorers() {
        assert_eq!(
            shares(&[("ana", "one two"), ("ed", "one"), ("lev", "one two")]),
            [(author("ana"), 1), (author("lev"), 1)]
        );
    }

    proptest! {
        #[test]
        fn prop_every_word_of_the_last_text_has_one_author(
            texts in proptest::collection::vec("([a-c] ){0,12}", 1..6),
        ) {
            let versions: Vec<(Author, String)> = texts
                .iter()
                .enumerate()
                .map(|(n, text)| (author(&format!("p{}", n % 3)), text.clone()))
                .collect();
            let total: usize = attribute_words(&versions).iter().map(|(_, words)| words).sum();
            prop_assert_eq!(total, texts[texts.len() - 1].unicode_words().count());
        }
    }
}

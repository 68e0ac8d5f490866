//! Words found again in a text where spaces, quotes and dashes may be written otherwise.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::format::{self, Folded};
use crate::model::Document;

/// Where `quote` stands in `haystack`, in bytes; the first place where there are several.
///
/// Folded on both sides, as [`Folded`] says. Letters' case counts. An empty quote is nowhere.
pub fn find(haystack: &str, quote: &str) -> Option<Range<usize>> {
    if quote.trim().is_empty() {
        return None;
    }
    if let Some(start) = haystack.find(quote)
        && !haystack[start + quote.len()..].starts_with(is_combining_mark)
    {
        return Some(start..start + quote.len());
    }
    let (hay, needle) = (Folded::of(haystack), Folded::of(quote));
    let needle = needle.text.trim();
    if needle.is_empty() {
        return None;
    }
    hay.each(needle).next().map(|at| hay.source(&(at..at + needle.len())))
}

/// Where `words` stand in `haystack` as words of their own, in bytes: as [`find`], but whatever the
/// case of letters, and never in the middle of a longer word or number.
pub fn find_words(haystack: &str, words: &str) -> Option<Range<usize>> {
    each_of_words(haystack, words).into_iter().next()
}

/// The same, each place where they stand; none reaches into the next.
pub fn each_of_words(haystack: &str, words: &str) -> Vec<Range<usize>> {
    let (hay, needle) = (Folded::of_any_case(haystack), Folded::of_any_case(words));
    let needle = needle.text.trim();
    if needle.is_empty() {
        return Vec::new();
    }
    let stretches = hay.each(needle).map(|at| at..at + needle.len());
    stretches
        .filter(|stretch| hay.stands_apart(stretch))
        .map(|stretch| hay.source(&stretch))
        .collect()
}

/// Whether the words stand in the headline, the body, a point or a caption.
pub fn stands(document: &Document, quote: &str) -> bool {
    document.quotable().iter().any(|text| find(text, quote).is_some())
}

/// Words that stand in a document again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repeated {
    /// As they are spelt there.
    pub words: String,
    /// Whether they can be replaced where they stand: not so in a title or a description of what is
    /// linked or shown, and not where Markdown stands between them.
    pub typed: bool,
}

/// The words as they are spelt where readers read them, whatever the case of their letters, as at the
/// beginning of a sentence: words of their own before a part of longer ones, which is given as asked.
pub fn repeated(document: &Document, words: &str) -> Option<Repeated> {
    let (texts, small) = (document.quotable(), words.to_lowercase());
    let own = |text: &str| find_words(text, words).map(|at| text[at].to_owned());
    let part = || texts.iter().any(|text| find(&text.to_lowercase(), &small).is_some());
    let typed =
        texts.iter().find_map(|text| own(text)).or_else(|| part().then(|| words.to_owned()));
    if let Some(words) = typed {
        return Some(Repeated { words, typed: true });
    }
    let links = document.links().iter().flat_map(|link| [&link.title, &link.alt]);
    let media = document.media().iter().flat_map(|medium| [&medium.title, &medium.alt]);
    let body = format::plain(document.body());
    let read = links.chain(media).chain([&body]).find_map(|text| own(text));
    read.map(|words| Repeated { words, typed: false })
}

/// The text with the differences folded that do not matter: equal for two texts that [`find`] takes for the same.
pub fn fold(text: &str) -> String {
    Folded::of(text).text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spaces_quotes_and_dashes_do_not_matter() {
        let text = "He said “about\u{A0}300 men\nwere lost — all of them”, and left.";
        let found = find(text, "\"about 300  men were lost - all of them\"").expect("found");
        assert_eq!(&text[found], "“about\u{A0}300 men\nwere lost — all of them”");
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_and_accents_count() {
        assert_eq!(find("the cafe\u{301} burnt", "café"), Some(4..10));
        assert_eq!(find("the café burnt", "cafe"), None);
        assert_eq!(find("the cafe\u{301} burnt", "cafe"), None);
    }

    #[test]
    fn other_words_are_not_found() {
        assert_eq!(find("about 300 men", "about 30 men"), None);
        assert_eq!(find("about 300 men", " "), None);
    }

    #[test]
    fn words_of_their_own_are_found_in_any_case_and_never_inside_others() {
        let text = "The Mast FELL at nine; 2,100 homes. Ο ΔΡΟΜΟΣ";
        let found = |words| find_words(text, words).map(|range| &text[range]);
        assert_eq!(found("the mast fell"), Some("The Mast FELL"));
        assert_eq!(found("ο δρόμος"), None, "accents count");
        assert_eq!(found("ο δρομος"), Some("Ο ΔΡΟΜΟΣ"));
        assert_eq!(found("he mast"), None);
        assert_eq!(found("at nin"), None);
        assert_eq!(found("2,10"), None);
        assert_eq!(found("homes."), Some("homes."));
        assert_eq!(find_words("seventeen or seven", "seven"), Some(13..18));
        assert_eq!(find_words("昨日東京で停電", "東京"), Some(6..12));
        assert_eq!(find_words("anything", " "), None);
    }

    proptest! {
        #[test]
        fn prop_a_part_of_a_text_is_found_however_it_is_spaced(words in proptest::collection::vec("[a-zé'“”—-]{1,6}", 3..12), from in 0usize..3, space in "[ \n\u{A0}]{1,3}") {
            let text = words.join(" ");
            let quote = words[from..].join(&space);
            let found = find(&text, &quote);
            prop_assert!(found.is_some());
            let found = found.expect("just seen");
            prop_assert_eq!(fold(&text[found]), fold(&quote));
        }

        #[test]
        fn prop_any_two_texts_are_compared_without_a_panic(text in "\\PC{0,60}", quote in "\\PC{0,8}") {
            if let Some(found) = find(&text, &quote) {
                prop_assert!(text.get(found).is_some());
            }
        }
    }
}

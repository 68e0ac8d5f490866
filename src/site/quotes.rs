//! Where a quote stands in some HTML or plain text: compared with the differences folded that do not matter.

use std::ops::Range;

use crate::format::{self, Folded};

/// The longest quote that is looked for, in bytes; a longer one is told of at the end of its post.
const LONGEST: usize = 4000;

/// The words of some HTML or plain text.
pub(super) struct Words {
    spelt: Folded,
    /// The same in small letters.
    small: Folded,
    tags: Vec<(usize, usize)>,
}

impl Words {
    /// The words of this HTML.
    pub(super) fn of(html: &str) -> Self {
        let mut words = Self::empty();
        let mut at = 0;
        while at < html.len() {
            let rest = &html[at..];
            if rest.starts_with("<sup>") {
                // The number of a footnote is no word.
                let end = rest.find("</sup>").map_or(rest.len(), |end| end + "</sup>".len());
                words.tags.push((at, at + end));
                at += end;
            } else if rest.starts_with('<') {
                let tag = &rest[..tag_length(rest)];
                words.tags.push((at, at + tag.len()));
                if !is_inline(tag) {
                    words.push(' ', at..at);
                }
                at += tag.len();
            } else {
                let (letter, length) = letter(rest);
                words.push(letter, at..at + length);
                at += length;
            }
        }
        words
    }

    /// The words of a text that is no HTML.
    pub(super) fn of_plain(text: &str) -> Self {
        let mut words = Self::empty();
        for (at, letter) in text.char_indices() {
            words.push(letter, at..at + letter.len_utf8());
        }
        words
    }

    fn empty() -> Self {
        Self { spelt: Folded::default(), small: Folded::default(), tags: Vec::new() }
    }

    fn push(&mut self, letter: char, place: Range<usize>) {
        self.spelt.push(letter, place.clone());
        self.small.push_small(letter, place);
    }

    /// Each place where the quote stands: as it is, or as its Markdown reads. A part of longer words is
    /// one only where it stands nowhere else.
    pub(super) fn find(&self, quote: &str) -> Vec<Vec<(usize, usize)>> {
        let found = self.find_folded(quote);
        if found.is_empty() { self.find_folded(&format::as_read(quote)) } else { found }
    }

    fn find_folded(&self, quote: &str) -> Vec<Vec<(usize, usize)>> {
        // One word may be another one in capitals, as a name is.
        let alone = quote.split_whitespace().nth(1).is_none();
        let exact = alone && !quote.bytes().any(|byte| byte.is_ascii_digit());
        let (words, quote) = match exact {
            true => (&self.spelt, Folded::of(quote)),
            false => (&self.small, Folded::of_any_case(quote)),
        };
        let quote = quote.text.trim();
        if quote.is_empty() || quote.len() > LONGEST {
            return Vec::new();
        }
        let all: Vec<Range<usize>> = words.each(quote).map(|at| at..at + quote.len()).collect();
        let own = all.iter().filter(|stretch| words.stands_apart(stretch)).cloned();
        let own: Vec<Range<usize>> = own.collect();
        let found = if own.is_empty() { all.into_iter().take(1).collect() } else { own };
        found.into_iter().map(|stretch| words.sources(stretch)).collect()
    }

    /// The stretches of text that a place covers, none of them across a tag.
    pub(super) fn pieces(&self, place: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let (Some(first), Some(last)) = (place.first(), place.last()) else { return Vec::new() };
        let mut pieces = Vec::new();
        let mut start = first.0;
        let from = self.tags.partition_point(|(tag, _)| *tag <= first.0);
        for (tag, end) in self.tags[from..].iter().take_while(|(tag, _)| *tag < last.1) {
            pieces.push((start, *tag));
            start = *end;
        }
        pieces.push((start, last.1));
        let blank =
            |from: usize, to: usize| !place.iter().any(|(s, e)| from <= *s && *e <= to && s < e);
        pieces.retain(|(from, to)| from < to && !blank(*from, *to));
        pieces
    }
}

/// Elements inside a line; all others part words.
fn is_inline(tag: &str) -> bool {
    matches!(tag_name(tag), "a" | "em" | "strong" | "code" | "del")
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// The length of the tag that the text starts with; `>` inside a quoted attribute does not end it.
fn tag_length(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The letter that the HTML starts with, and how many bytes it takes there.
fn letter(html: &str) -> (char, usize) {
    const ENTITIES: [(&str, char); 6] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&nbsp;", ' '),
    ];
    if let Some((entity, letter)) = ENTITIES.iter().find(|(entity, _)| html.starts_with(entity)) {
        return (*letter, entity.len());
    }
    let letter = html.chars().next().unwrap_or(' ');
    (letter, letter.len_utf8())
}

/// Where a note on words that end at `from` goes: inside the list item they are in, else after the outermost block.
pub(super) fn block_end(html: &str, from: usize) -> usize {
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(tag_at) = html[at..].find('<').map(|offset| at + offset) {
        let end = tag_at + tag_length(&html[tag_at..]);
        let tag = &html[tag_at..end];
        let name = tag_name(tag);
        if tag.starts_with("</") {
            if tag_at >= from && name == "li" {
                return tag_at;
            }
            open.pop();
            if end > from && open.is_empty() {
                return end;
            }
        } else if !matches!(name, "br" | "hr") {
            open.push(name);
        }
        at = end;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greater_sign_in_an_attribute_does_not_end_a_tag() {
        let html = "<a href=\"https://a.example/?a>b\">one</a> two";
        let places = Words::of(html).find("one two");
        let pieces = Words::of(html).pieces(&places[0]).into_iter();
        let texts: Vec<&str> = pieces.map(|(start, end)| &html[start..end]).collect();
        assert_eq!(texts, ["one", " two"]);
    }

    #[test]
    fn quotation_marks_dashes_and_entities_are_folded() {
        let words = Words::of("<p>He said: “fish &amp; chips” — twice.</p>");
        assert!(words.find("\"fish & chips\" - twice").len() == 1);
        assert!(words.find("fish and chips").is_empty());
    }

    #[test]
    fn a_quote_as_it_is_typed_is_found_where_it_is_read() {
        let words = Words::of(
            "<p>people died<sup>1</sup> in <del>ten</del> four</p><table><tr><td>Quay</td><td>44</td></tr></table>",
        );
        for quote in ["died[^1] in", "in ~~ten~~ four", "Quay | 44", "people died in"] {
            assert_eq!(words.find(quote).len(), 1, "{quote}");
        }
    }

    #[test]
    fn each_place_is_found_where_the_words_stand_by_themselves() {
        let starts = |text: &str, quote| -> Vec<usize> {
            Words::of_plain(text).find(quote).iter().map(|place| place[0].0).collect()
        };
        assert_eq!(starts("network, two and two", "two"), [9, 17]);
        assert_eq!(starts("network", "two"), [2], "a part of a word, where there is nothing else");
        assert_eq!(starts("May may", "may"), [4]);
        assert_eq!(starts("Ten men fell. ten men fell", "ten men fell"), [0, 14]);
        assert_eq!(starts("300 Dead, 300 DEAD", "300 dead"), [0, 10]);
        assert_eq!(starts("ΟΛΟΙ ΟΙ ΔΡΟΜΟΣ κλειστοι", "όλοι"), [0_usize; 0]);
        assert_eq!(starts("ΟΛΟΙ ΟΙ ΔΡΟΜΟΣ", "ΟΛΟΙ ΟΙ ΔΡΟΜΟΣ"), [0]);
        assert_eq!(starts("ten men fled... cafe\u{301} – ca\u{ad}fé", "fled… café - café"), [8]);
        assert_eq!(starts("昨日東京、東京", "東京"), [6, 15]);
        assert_eq!(starts("two", " "), [0_usize; 0]);
    }

    #[test]
    fn a_note_goes_behind_the_outermost_block() {
        let html = "<blockquote>\n<p>one</p>\n</blockquote>\n<p>two</p>";
        assert_eq!(&html[block_end(html, html.find("one").expect("one"))..], "\n<p>two</p>");
    }
}

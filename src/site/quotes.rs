//! Where a quote stands in some HTML: words compared with spaces, quotation marks and dashes folded.

use crate::format;

/// The longest quote that is looked for, in bytes; a longer one is told of at the end of its post.
const LONGEST: usize = 4000;

/// From how many words on a quote is known again in capitals or small letters.
const TELLING: usize = 3;

/// The words of some HTML or plain text.
pub(super) struct Words {
    spelt: Folded,
    /// The same in small letters.
    small: Folded,
    tags: Vec<(usize, usize)>,
}

/// Words, folded, each byte with its place in what they are of.
#[derive(Default)]
struct Folded {
    text: String,
    places: Vec<(usize, usize)>,
}

impl Words {
    /// The words of this HTML.
    pub(super) fn of(html: &str) -> Self {
        let mut words = Self::empty();
        let mut at = 0;
        while at < html.len() {
            let rest = &html[at..];
            if rest.starts_with('<') {
                let tag = &rest[..tag_length(rest)];
                words.tags.push((at, at + tag.len()));
                if !is_inline(tag) {
                    words.push(' ', (at, at));
                }
                at += tag.len();
            } else {
                let (letter, length) = letter(rest);
                words.push(letter, (at, at + length));
                at += length;
            }
        }
        words
    }

    /// The words of a text that is no HTML.
    pub(super) fn of_plain(text: &str) -> Self {
        let mut words = Self::empty();
        for (at, letter) in text.char_indices() {
            words.push(letter, (at, at + letter.len_utf8()));
        }
        words
    }

    fn empty() -> Self {
        Self { spelt: Folded::default(), small: Folded::default(), tags: Vec::new() }
    }

    fn push(&mut self, letter: char, place: (usize, usize)) {
        self.spelt.push(letter, place);
        letter.to_lowercase().for_each(|letter| self.small.push(letter, place));
    }

    /// Each place where the quote stands: as it is, or as its Markdown reads. A part of longer words is
    /// one only where it stands nowhere else.
    pub(super) fn find(&self, quote: &str) -> Vec<Vec<(usize, usize)>> {
        let found = self.find_folded(quote);
        if found.is_empty() { self.find_folded(&format::plain(quote)) } else { found }
    }

    fn find_folded(&self, quote: &str) -> Vec<Vec<(usize, usize)>> {
        if quote.split_whitespace().count() < TELLING {
            return self.spelt.find(quote);
        }
        self.small.find(&quote.to_lowercase())
    }

    /// The stretches of text that a place covers, none of them across a tag.
    pub(super) fn pieces(&self, place: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let (Some(first), Some(last)) = (place.first(), place.last()) else { return Vec::new() };
        let mut pieces = Vec::new();
        let mut start = first.0;
        for (tag, end) in self.tags.iter().filter(|(tag, _)| first.0 < *tag && *tag < last.1) {
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

impl Folded {
    fn push(&mut self, letter: char, place: (usize, usize)) {
        let letter = fold(letter);
        if letter == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(letter);
        self.places.resize(self.text.len(), place);
    }

    fn find(&self, quote: &str) -> Vec<Vec<(usize, usize)>> {
        let mut folded = Self::default();
        quote.trim().chars().for_each(|letter| folded.push(letter, (0, 0)));
        let quote = folded.text;
        if quote.is_empty() || quote.len() > LONGEST {
            return Vec::new();
        }
        let all: Vec<usize> = self.text.match_indices(&quote).map(|(at, _)| at).collect();
        let own = all.iter().copied().filter(|at| self.stands_apart(*at, quote.len()));
        let own: Vec<usize> = own.collect();
        let found = if own.is_empty() { all.into_iter().take(1).collect() } else { own };
        found.into_iter().map(|at| self.places[at..at + quote.len()].to_vec()).collect()
    }

    /// Whether no word goes on before or behind it. From Thai on, scripts put no spaces between words.
    fn stands_apart(&self, at: usize, length: usize) -> bool {
        let goes_on = |before: Option<char>, after: Option<char>| {
            let in_word =
                |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() && c < '\u{E00}');
            in_word(before) && in_word(after)
        };
        let (before, rest) = self.text.split_at(at);
        let (quote, after) = rest.split_at(length);
        !goes_on(before.chars().next_back(), quote.chars().next())
            && !goes_on(quote.chars().next_back(), after.chars().next())
    }
}

/// Elements inside a line; all others part words.
fn is_inline(tag: &str) -> bool {
    matches!(tag_name(tag), "a" | "em" | "strong" | "code")
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

fn fold(letter: char) -> char {
    match letter {
        letter if letter.is_whitespace() => ' ',
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2039}' | '\u{203a}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
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
    fn each_place_is_found_where_the_words_stand_by_themselves() {
        let starts = |text: &str, quote| -> Vec<usize> {
            Words::of_plain(text).find(quote).iter().map(|place| place[0].0).collect()
        };
        assert_eq!(starts("network, two and two", "two"), [9, 17]);
        assert_eq!(starts("network", "two"), [2], "a part of a word, where there is nothing else");
        assert_eq!(starts("May may", "may"), [4]);
        assert_eq!(starts("Ten men fell. ten men fell", "ten men fell"), [0, 14]);
        assert_eq!(starts("昨日東京、東京", "東京"), [6, 15]);
        assert_eq!(starts("two", " "), [0_usize; 0]);
    }

    #[test]
    fn a_note_goes_behind_the_outermost_block() {
        let html = "<blockquote>\n<p>one</p>\n</blockquote>\n<p>two</p>";
        assert_eq!(&html[block_end(html, html.find("one").expect("one"))..], "\n<p>two</p>");
    }
}

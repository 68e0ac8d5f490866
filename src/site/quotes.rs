//! Where a quote stands in some HTML: words compared with spaces, quotation marks and dashes folded.

use super::markdown;

/// The longest quote that is looked for, in bytes; a longer one is told of at the end of its post.
const LONGEST: usize = 4000;

/// The words of some HTML, folded, each byte with its place in the HTML.
pub(super) struct Words {
    folded: String,
    places: Vec<(usize, usize)>,
    tags: Vec<(usize, usize)>,
}

impl Words {
    /// The words of this HTML.
    pub(super) fn of(html: &str) -> Self {
        let mut words = Self { folded: String::new(), places: Vec::new(), tags: Vec::new() };
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

    fn push(&mut self, letter: char, place: (usize, usize)) {
        let letter = fold(letter);
        if letter == ' ' && self.folded.ends_with(' ') {
            return;
        }
        self.folded.push(letter);
        self.places.resize(self.folded.len(), place);
    }

    /// Where the quote stands: as it is, or as its Markdown reads.
    pub(super) fn find(&self, quote: &str) -> Option<Vec<(usize, usize)>> {
        self.find_folded(quote).or_else(|| self.find_folded(&markdown::plain(quote)))
    }

    fn find_folded(&self, quote: &str) -> Option<Vec<(usize, usize)>> {
        let mut folded = String::new();
        for letter in quote.trim().chars().map(fold) {
            if letter != ' ' || !folded.ends_with(' ') {
                folded.push(letter);
            }
        }
        if folded.is_empty() || folded.len() > LONGEST {
            return None;
        }
        let start = self.folded.find(&folded)?;
        Some(self.places[start..start + folded.len()].to_vec())
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
        let place = Words::of(html).find("one two").expect("across the link");
        let pieces = Words::of(html).pieces(&place).into_iter();
        let texts: Vec<&str> = pieces.map(|(start, end)| &html[start..end]).collect();
        assert_eq!(texts, ["one", " two"]);
    }

    #[test]
    fn quotation_marks_dashes_and_entities_are_folded() {
        let words = Words::of("<p>He said: “fish &amp; chips” — twice.</p>");
        assert!(words.find("\"fish & chips\" - twice").is_some());
        assert!(words.find("fish and chips").is_none());
    }

    #[test]
    fn a_note_goes_behind_the_outermost_block() {
        let html = "<blockquote>\n<p>one</p>\n</blockquote>\n<p>two</p>";
        assert_eq!(&html[block_end(html, html.find("one").expect("one"))..], "\n<p>two</p>");
    }
}

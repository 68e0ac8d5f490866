//! Foreign text made fit to be shown: no control letters, cut where it is too long.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// What stands for a letter that is not shown.
const MARK: char = '\u{fffd}';

/// The text with control and bidirectional formatting letters as visible marks.
///
/// Line ends and tabs stay. XML 1.0 cannot carry the others at all; a page could be made to read
/// in another order by the bidirectional ones.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    // Most text is plain, and bytes are looked at sooner than letters.
    let plain = |byte: u8| (b' '..0x7f).contains(&byte) || byte == b'\n';
    if text.bytes().all(plain) {
        Cow::Borrowed(text)
    } else if text.chars().any(is_hidden) {
        Cow::Owned(text.chars().map(|c| if is_hidden(c) { MARK } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_hidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => true,
        '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control(),
    }
}

/// The text as HTML, for an element's content or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

/// The sentences of a text (UAX 29), without the white space between them.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split_sentence_bounds())
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

/// The first words of a text, with an ellipsis where there are more than `most`.
pub(super) fn first_words(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(most).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    format!("{}{more}", first.join(" "))
}

/// JSON as a file: two spaces deep, a line end at the end.
pub(super) fn json_file(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_letters_are_shown_as_marks() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\n"), "a\u{fffd}[31m\u{fffd}b\n");
    }

    #[test]
    fn a_time_of_day_does_not_end_a_sentence() {
        let text = "It fell at 9 p.m. in Selan. Nobody was hurt.\nMore follows.";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(found, ["It fell at 9 p.m. in Selan.", "Nobody was hurt.", "More follows."]);
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(first_words("one two  three", 2), "one two…");
        assert_eq!(first_words("one two", 2), "one two");
    }
}

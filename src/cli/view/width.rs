//! Texts in cells of a terminal: cut, broken and wrapped between graphemes, never inside one.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text cut to that many cells, with `…` where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (kept, _) = split_at_width(text, width.saturating_sub(1));
    format!("{}…", kept.trim_end())
}

/// The text broken at spaces into lines of at most that many cells; a longer word is broken too.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("it starts with one line and only grows");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        break_last(&mut lines, width.max(1));
    }
    lines
}

/// Words that go on under themselves where they are wider than the terminal; how they are painted
/// takes no room.
pub fn hanging(begins: &str, words: &str, width: usize) -> String {
    let wide = |text: &str| anstream::adapter::strip_str(text).to_string().width();
    let indent = " ".repeat(wide(begins).min(width / 3));
    let (mut lines, mut line) = (Vec::new(), begins.to_owned());
    let mut used = wide(begins);
    for (index, word) in words.split(' ').enumerate() {
        let gap = usize::from(index > 0);
        if index > 0 && used + gap + wide(word) > width {
            lines.push(std::mem::replace(&mut line, format!("{indent}{word}")));
            used = indent.len() + wide(word);
        } else {
            line.push_str(&format!("{}{word}", " ".repeat(gap)));
            used += gap + wide(word);
        }
        // A script that writes no spaces; painted words are left to the terminal.
        while used > width && !line.contains('\u{1b}') {
            let (kept, rest) = split_at_width(&line, width);
            if kept.trim().is_empty() || rest.is_empty() {
                break;
            }
            let (kept, rest) = (kept.to_owned(), format!("{indent}{rest}"));
            lines.push(kept);
            (used, line) = (wide(&rest), rest);
        }
    }
    lines.push(line);
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Breaks the last line as often as it is too wide.
fn break_last(lines: &mut Vec<String>, width: usize) {
    while let Some(line) = lines.last().filter(|line| line.width() > width) {
        let (kept, rest) = split_at_width(line, width);
        if kept.is_empty() || rest.is_empty() {
            return;
        }
        let (kept, rest) = (kept.to_owned(), rest.to_owned());
        lines.pop();
        lines.extend([kept, rest]);
    }
}

/// Splits before the first grapheme that would go beyond that many cells.
fn split_at_width(text: &str, width: usize) -> (&str, &str) {
    let mut used = 0;
    let end = text.grapheme_indices(true).find(|(_, grapheme)| {
        used += grapheme.width();
        used > width
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_go_on_under_themselves_and_paint_takes_no_room() {
        let painted = "\u{1b}[1mseven\u{1b}[0m people were hurt";
        assert_eq!(
            hanging("at: ", "seven people were hurt", 18),
            "at: seven people\n    were hurt\n"
        );
        let lines = hanging("at: ", painted, 18);
        assert_eq!(
            anstream::adapter::strip_str(&lines).to_string(),
            "at: seven people\n    were hurt\n"
        );
    }

    proptest! {
        #[test]
        fn prop_words_under_themselves_are_all_there_and_no_wider(
            words in "\\PC{1,12}( \\PC{1,12}){0,9}", width in 20usize..60,
        ) {
            let lines = hanging("at: ", &words, width);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines), format!("at:{}", letters(&words)));
            for line in lines.lines() {
                prop_assert!(line.width() <= width, "{:?}", line);
            }
        }

        #[test]
        fn prop_wrapping_loses_no_word(words in "[a-z]{1,9}( [a-z]{1,9}){0,9}", width in 10usize..30) {
            prop_assert_eq!(wrap(&words, width).join(" "), words);
        }
    }
}

//! Words that changed, as text: `[-gone-]{+added+}`.

use anstyle::{AnsiColor, Style};

use super::Foreign;

const GONE: Style = AnsiColor::Red.on_default().strikethrough();
const ADDED: Style = AnsiColor::Green.on_default();
const FOUND: Style = AnsiColor::Yellow.on_default().bold();

/// The text of a word diff: each piece with `' '` for what stayed, `'-'` for what is gone, `'+'`
/// for what was added.
///
/// The marks are always there; colour only comes on top of them. Line feeds stay.
pub fn word_diff<'a>(pieces: impl IntoIterator<Item = (char, &'a str)>, colour: bool) -> String {
    let mut out = String::new();
    for (kind, text) in pieces.into_iter().filter(|(_, text)| !text.is_empty()) {
        let text = Foreign::lines(text);
        match kind {
            '-' => push_styled(&mut out, &format!("[-{text}-]"), GONE, colour),
            '+' => push_styled(&mut out, &format!("{{+{text}+}}"), ADDED, colour),
            _ => out.push_str(&text.to_string()),
        }
    }
    out
}

/// Words among which some were looked for: those stand as `[=found=]`, in colour or without.
pub fn marked<'a>(parts: impl IntoIterator<Item = (bool, &'a str)>, colour: bool) -> String {
    let mut out = String::new();
    for (found, text) in parts {
        match found {
            true => push_styled(&mut out, &format!("[={}=]", Foreign(text)), FOUND, colour),
            false => out.push_str(&Foreign(text).to_string()),
        }
    }
    out
}

/// Each line in the style of its own: a pager starts every line without one.
fn push_styled(out: &mut String, text: &str, style: Style, colour: bool) {
    if !colour {
        return out.push_str(text);
    }
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if !words.is_empty() {
            out.push_str(&format!("{style}{words}{style:#}"));
        }
        out.push_str(&line[words.len()..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_stand_without_colour() {
        let pieces = [(' ', "about "), ('-', "300"), ('+', "at least seven"), (' ', " men")];
        assert_eq!(word_diff(pieces, false), "about [-300-]{+at least seven+} men");
    }

    #[test]
    fn with_colour_taken_away_the_marks_are_the_same() {
        let pieces = [('-', "one\ntwo"), ('+', "\n\nthree"), (' ', "\n")];
        let coloured = word_diff(pieces, true);
        assert!(coloured.contains("\u{1B}[31m"), "{coloured:?}");
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), word_diff(pieces, false));
        for line in coloured.lines() {
            assert_eq!(line.matches("\u{1B}[0m").count() > 0, line.contains("\u{1B}["), "{line:?}");
        }
    }

    #[test]
    fn what_was_found_is_marked_with_colour_and_without() {
        let parts = [(false, "the "), (true, "quay"), (false, " \u{1B}[31m")];
        assert_eq!(marked(parts, false), "the [=quay=] ␛[31m");
        let coloured = marked(parts, true);
        assert!(coloured.contains("\u{1B}[33m"), "{coloured:?}");
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), marked(parts, false));
    }

    #[test]
    fn a_changed_word_cannot_paint_the_screen() {
        assert_eq!(word_diff([('+', "\u{1B}[31m")], false), "{+␛[31m+}");
    }
}

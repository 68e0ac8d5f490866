//! Text from files, git and arguments on its way to a terminal.
//!
//! TOML strings, commit messages and arguments can carry escape sequences that repaint a terminal,
//! marks that turn the direction of text round (Unicode UAX 9) and characters that cannot be seen
//! at all. Here each becomes a mark that can be seen, so that what is on the screen is what is in
//! the text.

use std::fmt;

/// Foreign text on one line: every hidden character as a visible mark, a line feed as `⏎`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign<'a>(pub &'a str);

/// Foreign text of several lines: as [`Foreign`], but line feeds stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignLines<'a>(&'a str);

impl<'a> Foreign<'a> {
    /// The text with its line feeds kept.
    pub fn lines(text: &'a str) -> ForeignLines<'a> {
        ForeignLines(text)
    }
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&visible(self.0, "⏎"))
    }
}

impl fmt::Display for ForeignLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&visible(self.0, "\n"))
    }
}

/// Foreign text on one line, with hidden marks made visible.
pub fn shown(text: &str) -> String {
    Foreign(text).to_string()
}

/// The text with a mark for each hidden character and `line_feed` for each line feed.
fn visible(text: &str, line_feed: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\n' => out.push_str(line_feed),
            c if belongs(before, c, rest.peek().copied()) => out.push(c),
            c => push_mark(&mut out, c),
        }
        before = Some(c);
    }
    out
}

/// Whether the character can be shown as it is between these neighbours.
fn belongs(before: Option<char>, c: char, after: Option<char>) -> bool {
    let foreign = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_hidden(c));
    match c {
        // Scripts such as Persian and Hindi, and emoji, are spelt with joiners; English is not.
        '\u{200C}' | '\u{200D}' => {
            foreign(after) && (foreign(before) || before == Some('\u{FE0F}'))
        }
        // The sign that asks for an emoji or for plain type, behind a character that has both.
        '\u{FE0E}' | '\u{FE0F}' => {
            foreign(before) || before.is_some_and(|c| c.is_ascii_digit() || "#*".contains(c))
        }
        c => !is_hidden(c),
    }
}

/// Whether the character has no shape of its own: control characters (with tab and line feed), the
/// marks of direction, and what Unicode calls default ignorable.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

fn push_mark(out: &mut String, c: char) {
    match u32::from(c) {
        // Unicode has a picture for each ASCII control character, in the same order.
        code @ 0..=0x1F => out.extend(char::from_u32(0x2400 + code)),
        0x7F => out.push('␡'),
        code => out.push_str(&format!("⟨U+{code:04X}⟩")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_escape_sequence_is_seen_and_not_obeyed() {
        assert_eq!(Foreign("\u{1B}[2Jgone\r\u{7F}").to_string(), "␛[2Jgone␍␡");
    }

    #[test]
    fn marks_of_direction_and_invisible_characters_are_named() {
        assert_eq!(Foreign("a\u{202E}b").to_string(), "a⟨U+202E⟩b");
        assert_eq!(Foreign("pay\u{200B}pal\u{200D}").to_string(), "pay⟨U+200B⟩pal⟨U+200D⟩");
    }

    #[test]
    fn a_line_feed_stays_only_where_lines_are_asked_for() {
        assert_eq!(Foreign("a\nb").to_string(), "a⏎b");
        assert_eq!(Foreign::lines("a\nb\tc").to_string(), "a\nb␉c");
    }

    #[test]
    fn persian_and_emoji_are_left_alone() {
        for text in
            ["می\u{200C}خواهم", "👩\u{200D}🚒", "❤\u{FE0F}\u{200D}🔥", "1\u{FE0F}⃣", "Ελλάδα"]
        {
            assert_eq!(Foreign(text).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn prop_no_control_character_but_line_feed_ever_leaves(text in any::<String>()) {
            let one = Foreign(&text).to_string();
            prop_assert!(!one.chars().any(char::is_control));
            let lines = Foreign::lines(&text).to_string();
            prop_assert!(!lines.chars().any(|c| c.is_control() && c != '\n'));
            prop_assert_eq!(lines.matches('\n').count(), text.matches('\n').count());
        }

        #[test]
        fn prop_what_was_made_visible_stays_as_it_is(text in any::<String>()) {
            let once = Foreign(&text).to_string();
            prop_assert_eq!(Foreign(&once).to_string(), once);
        }
    }
}

//! White space and invisible characters that nobody meant to write.

use crate::check::edit::Edit;
use crate::check::phrases::beyond_ascii;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR042",
    name: "odd-spaces",
    level: Level::Warning,
    summary: "No-break spaces, invisible characters, tabs, double spaces, or spaces at the start or end of a line.",
    why: "They come with pasted text, cannot be seen, make two equal sentences differ, and break search. (No-break spaces are left alone in French.)",
    remedy: "Use single plain spaces; `newsroom check --fix` does. For a line break inside a paragraph end the line with a backslash.",
    bad: "headline = \"Power  cut\"",
    good: "headline = \"Power cut\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let own = subject.document.language();
    let language = if own.is_empty() { &context.settings.desk.newsroom.language } else { own };
    let french = language == "fr" || language.starts_with("fr-");
    report.edits(subject, move |text, markdown| edits(text, markdown, french));
}

fn edits(text: &str, markdown: bool, french: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    invisible(text, french, &mut edits);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let after = &text[start + line.len()..];
        within_line(line, start, markdown, &mut edits);
        at_line_end(line, start, markdown.then_some(after), &mut edits);
        start += line.len();
    }
    let leading = text.len() - text.trim_start_matches([' ', '\t']).len();
    if !markdown && leading > 0 && leading < text.len() {
        edits.push(Edit::new(0..leading, "", "spaces at the start"));
    }
    edits
}

fn invisible(text: &str, french: bool, edits: &mut Vec<Edit>) {
    for (at, c) in beyond_ascii(text) {
        let range = at..at + c.len_utf8();
        match c {
            '\u{A0}' | '\u{202F}' if french => {}
            '\u{A0}' | '\u{202F}' | '\u{2000}'..='\u{200A}' => {
                edits.push(Edit::new(range, " ", "a no-break or odd space"));
            }
            '\u{200B}' | '\u{2060}' | '\u{AD}' | '\u{180E}' => {
                edits.push(Edit::new(range, "", "a character that cannot be seen"));
            }
            // Joiners make emoji and the letters of some scripts; beside a Latin letter they are debris.
            '\u{200C}' | '\u{200D}'
                if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                    || text[range.end..].starts_with(|c: char| c.is_ascii_alphanumeric()) =>
            {
                edits.push(Edit::new(range, "", "a character that cannot be seen"));
            }
            _ => {}
        }
    }
}

/// Tabs and runs of spaces between the words of a line.
fn within_line(line: &str, start: usize, markdown: bool, edits: &mut Vec<Edit>) {
    if !line.contains('\t') && !line.contains("  ") {
        return;
    }
    let words = line.trim_end_matches([' ', '\t', '\r', '\n']);
    let depth = if markdown { depth(words) } else { words.len() - words.trim_start().len() };
    let bytes = words.as_bytes();
    let mut at = depth;
    while at < bytes.len() {
        let spaces = bytes[at..].iter().take_while(|b| **b == b' ').count();
        if bytes[at] == b'\t' {
            edits.push(Edit::new(start + at..start + at + 1, " ", "a tab"));
        } else if spaces > 1 {
            edits.push(Edit::new(start + at..start + at + spaces, " ", "two spaces"));
        }
        at += spaces.max(1);
    }
}

/// How much of a line of Markdown says how deep its text stands: indents, and the marks of items,
/// quotations and headings with the spaces after them.
fn depth(line: &str) -> usize {
    let mark = |b: &u8| b" \t-*+>.)#".contains(b) || b.is_ascii_digit();
    line.bytes().take_while(mark).count()
}

/// Spaces after the last word of a line; `after` is the Markdown that follows, none for plain text.
fn at_line_end(line: &str, start: usize, after: Option<&str>, edits: &mut Vec<Edit>) {
    let body = line.trim_end_matches(['\n', '\r']);
    let words = body.trim_end_matches([' ', '\t']);
    if words.len() == body.len() {
        return;
    }
    let next = after.and_then(|after| after.lines().next()).unwrap_or("");
    let breaks = body.ends_with("  ")
        && !words.trim().is_empty()
        && !words.ends_with('\\')
        && !words.trim_start().starts_with('#')
        && !next.trim().is_empty();
    let range = start + words.len()..start + body.len();
    edits.push(if breaks {
        Edit::new(range, "\\", "two spaces at the end of a line: a break nobody sees in the file")
    } else {
        Edit::new(range, "", "spaces at the end of a line")
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::edit::settle;

    fn settled(text: &str) -> String {
        settle(text, true, &|text, markdown| edits(text, markdown, false))
    }

    #[test]
    fn each_kind_is_put_right() {
        assert_eq!(settled("a\u{A0} b\u{200B}c\td  \n\n- e   f \n"), "a bc d\n\n- e f\n");
    }

    #[test]
    fn a_line_break_stays_a_line_break() {
        assert_eq!(settled("one  \ntwo"), "one\\\ntwo");
    }

    #[test]
    fn depth_code_and_french_are_left_alone() {
        for text in ["-   a\n    b\n", "`a  b`", "```\na  b \n```", "    code  here\n"] {
            assert_eq!(settled(text), text);
        }
        assert!(edits("oui\u{A0}!", true, true).is_empty());
        assert!(edits("👩\u{200D}🚒", true, false).is_empty());
    }
}

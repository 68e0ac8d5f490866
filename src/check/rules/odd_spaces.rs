//! White space and invisible characters that nobody meant to write.

use super::{Check, Context, Level, Report, Rule, Subject};
use crate::check::edit::Edit;

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
    checks: &[Check::Document(check)],
};

fn check(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let own = subject.document.language();
    let language = if own.is_empty() { &context.settings.desk.newsroom.language } else { own };
    let french = language == "fr" || language.starts_with("fr-");
    report.edits(subject, move |text, markdown| edits(text, markdown, french));
}

fn edits(text: &str, markdown: bool, french: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !text.is_ascii() {
        invisible(text, french, &mut edits);
    }
    if text.contains('\t') {
        tabs(text, markdown, &mut edits);
    }
    if text.contains("  ") {
        double(text, &mut edits);
    }
    at_line_ends(text, markdown, &mut edits);
    edits
}

fn invisible(text: &str, french: bool, edits: &mut Vec<Edit>) {
    for (at, c) in text.char_indices() {
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

fn tabs(text: &str, markdown: bool, edits: &mut Vec<Edit>) {
    for (at, _) in text.match_indices('\t') {
        let indent = text[line_start(text, at)..at].trim().is_empty();
        // A tab before the words of a line of Markdown says how deep it stands; one at its end is told below.
        let told_elsewhere = (markdown && indent) || ends_line(text, at);
        if !told_elsewhere {
            edits.push(Edit::new(at..at + 1, " ", "a tab"));
        }
    }
}

fn double(text: &str, edits: &mut Vec<Edit>) {
    let mut at = 0;
    while let Some(found) = text[at..].find("  ") {
        let start = at + found;
        let length = text[start..].bytes().take_while(|b| *b == b' ').count();
        let before = text[line_start(text, start)..start].trim_start();
        // What stands after the mark of a list item or quotation says how deep its text stands.
        let mark = before.bytes().all(|b| b"-*+>.)#".contains(&b) || b.is_ascii_digit());
        if !mark && !ends_line(text, start) {
            edits.push(Edit::new(start..start + length, " ", "two spaces"));
        }
        at = start + length;
    }
}

fn at_line_ends(text: &str, markdown: bool, edits: &mut Vec<Edit>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.strip_suffix('\n').unwrap_or(line);
        let body = body.strip_suffix('\r').unwrap_or(body);
        let words = body.trim_end_matches([' ', '\t']);
        if words.len() < body.len() {
            let next = text[start + line.len()..].lines().next().unwrap_or("");
            let breaks = markdown
                && body.ends_with("  ")
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
        start += line.len();
    }
    let leading = text.len() - text.trim_start_matches([' ', '\t']).len();
    if !markdown && leading > 0 && leading < text.len() {
        edits.push(Edit::new(0..leading, "", "spaces at the start"));
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn ends_line(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with(['\n', '\r'])
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

//! Mistakes in a file, each with its place and its line.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Foreign;
use crate::format::{Problem, position};

/// How many mistakes are shown with their lines; the rest is counted.
const SHOWN: usize = 20;

/// The mistakes of a file as `file:line:column`, the line with the place marked, and the remedy.
pub fn show_problems(
    file: &str,
    text: &str,
    problems: &[Problem],
    colour: bool,
    width: usize,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    let mut out = String::new();
    for problem in problems.iter().take(SHOWN) {
        // The column is that of the file; in the line as it is shown, marks may have moved it.
        let at = position(text, problem.span.start);
        let arrow = " ".repeat(at.line.to_string().len()) + "-->";
        out.push_str(&format!("{arrow} {}:{}:{}\n", Foreign(file), at.line, at.column));
        out.push_str(&renderer.render(&[group(text, problem)]));
        out.push('\n');
    }
    if problems.len() > SHOWN {
        out.push_str(&format!("… and {} more\n", problems.len() - SHOWN));
    }
    out
}

fn group<'a>(text: &str, problem: &Problem) -> Group<'a> {
    let (line, span) = visible_line(text, &problem.span);
    let label = AnnotationKind::Primary.span(span).label(Foreign(&problem.message).to_string());
    let number = position(text, problem.span.start).line;
    let snippet = Snippet::source(line).line_start(number).annotation(label);
    let group = Group::with_level(Level::ERROR).element(snippet);
    match problem.remedy.as_str() {
        "" => group,
        remedy => group.element(Level::HELP.message(Foreign(remedy).to_string())),
    }
}

/// The first line of the place as it can be shown, and where in it the place is.
fn visible_line(text: &str, span: &Range<usize>) -> (String, Range<usize>) {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = boundary(span.start);
    let line_start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[from..].find('\n').map_or(text.len(), |newline| from + newline);
    let to = boundary(span.end).clamp(from, line_end);
    let shown =
        |part: &str| Foreign(&part.trim_end_matches('\r').replace('\t', "    ")).to_string();
    let (before, marked, after) =
        (shown(&text[line_start..from]), shown(&text[from..to]), shown(&text[to..line_end]));
    let place = before.len()..before.len() + marked.len();
    (before + &marked + &after, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, at: &str, remedy: &str) -> String {
        let start = text.find(at).expect("it is there");
        let problem = Problem::new(start..start + at.len(), "this is wrong", remedy);
        show_problems("f", text, &[problem], false, 80)
    }

    #[test]
    fn a_mistake_is_shown_with_its_place_and_remedy() {
        assert_eq!(
            shown("id = 1\nheadlin = 'x'\n", "headlin", "did you mean `headline`?"),
            " --> f:2:1
  |
2 | headlin = 'x'
  | ^^^^^^^ this is wrong
  |
  = help: did you mean `headline`?
"
        );
    }

    #[test]
    fn what_hides_in_a_line_is_seen_and_does_not_move_the_mark() {
        let shown = shown("a = \"\u{1B}[2J\u{202E}\" # é bad\n", "bad", "");
        assert!(shown.contains("␛[2J⟨U+202E⟩"), "{shown}");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], " --> f:1:17");
        let at = |line: &str, mark| line.chars().position(|c| c == mark);
        let bad = lines.iter().find(|line| line.contains("bad")).expect("the line");
        let carets = lines.iter().find(|line| line.contains("^^^")).expect("the mark");
        assert_eq!(at(carets, '^'), bad.find("bad").map(|byte| bad[..byte].chars().count()));
    }

    #[test]
    fn no_place_makes_it_panic() {
        for text in ["", "é", "a\nb\n", "\r\n\t"] {
            for start in 0..6 {
                for end in 0..6 {
                    let problem = Problem::new(start..end, "m", "r");
                    show_problems("f", text, &[problem], false, 80);
                }
            }
        }
    }

    #[test]
    fn many_mistakes_are_counted() {
        let problems = vec![Problem::new(0..1, "m", ""); 23];
        let shown = show_problems("f", "text", &problems, false, 80);
        assert!(shown.ends_with("… and 3 more\n"), "{shown}");
    }
}

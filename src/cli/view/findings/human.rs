//! For a person at a terminal: the line, a mark under the words, what to do.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};

use super::Outcome;
use crate::check::{Finding, Level, Place};

/// How long a line of a file may be shown; the rest around the words is cut off.
const WIDEST: usize = 4_000;

/// The findings with the lines they are about, and a line that counts them.
///
/// `text_of` gives a file's text by the path in a finding, `show` makes foreign text fit for a
/// terminal; with `color` there are ANSI codes in it, and they never carry meaning alone.
pub fn human<'a>(
    outcome: &Outcome<'_>,
    text_of: &dyn Fn(&str) -> Option<Cow<'a, str>>,
    show: &dyn Fn(&str) -> String,
    color: bool,
) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in outcome.findings.iter() {
        let line = finding.place.as_ref().and_then(|place| {
            let text = text_of(&finding.path)?;
            Line::at(&text, place, show)
        });
        out.push_str(&one(&renderer, finding, line.as_ref(), show));
        out.push_str("\n\n");
    }
    out.push_str(&outcome.skipped_line());
    out.push_str(&outcome.summary());
    out.push('\n');
    out
}

fn one(
    renderer: &Renderer,
    finding: &Finding,
    line: Option<&Line>,
    show: &dyn Fn(&str) -> String,
) -> String {
    let mark = match finding.level {
        Level::Error => Mark::ERROR,
        Level::Warning => Mark::WARNING,
        Level::Note => Mark::NOTE,
    };
    let (message, path, remedy) =
        (show(&finding.message), show(&finding.path), show(&finding.remedy));
    let group = Group::with_title(mark.primary_title(&message).id(finding.code));
    let group = match line {
        Some(line) => group.element(
            Snippet::source(&line.shown)
                .line_start(line.number)
                .path(&path)
                .annotation(AnnotationKind::Primary.span(line.from..line.to)),
        ),
        None => group.element(Origin::path(&path)),
    };
    if remedy.is_empty() {
        renderer.render(&[group])
    } else {
        renderer.render(&[group.element(Mark::HELP.message(&remedy))])
    }
}

/// The first line of a place as it is shown, and where in it the words are.
struct Line {
    number: usize,
    shown: String,
    from: usize,
    to: usize,
}

impl Line {
    fn at(text: &str, place: &Place, show: &dyn Fn(&str) -> String) -> Option<Self> {
        let (start, end) = (place.span.start, place.span.end);
        let first = text.get(..start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let last = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = end.clamp(start, last);
        let first = text.ceil_char_boundary(first.max(start.saturating_sub(WIDEST)));
        let last = text.floor_char_boundary(last.min(end.saturating_add(WIDEST)));
        let before = show(text.get(first..start)?);
        let words = show(text.get(start..end)?);
        let after = show(text.get(end..last)?.trim_end_matches('\r'));
        let (from, to) = (before.len(), before.len() + words.len());
        Some(Self { number: place.start.line, shown: before + &words + &after, from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{PATH, POST, SETTINGS, findings};
    use super::*;

    fn printed(findings: &[Finding], text: &str) -> String {
        let outcome = Outcome::of_files(findings, 2, &[]);
        let text_of = |path: &str| Some(Cow::from(if path == PATH { text } else { SETTINGS }));
        human(&outcome, &text_of, &|text| text.replace('\u{202E}', "<202E>"), false)
    }

    #[test]
    fn a_finding_shows_its_line_and_remedy() {
        let text = printed(&findings()[1..2], POST);
        assert_eq!(
            text,
            "error[NR001]: unknown field `headlin`\n \
             --> posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml:2:1\n  \
             |\n\
             2 | headlin = \"x\"\n  \
             | ^^^^^^^\n  \
             |\n  \
             = help: did you mean `headline`?\n\n\
             1 error in 2 files\n"
        );
    }

    #[test]
    fn a_direction_mark_in_the_line_is_made_visible() {
        let text = printed(&findings()[1..2], &POST.replace("\"x\"", "\"\u{202E}x\""));
        assert!(text.contains("headlin = \"<202E>x\""), "{text}");
        assert!(!text.contains('\u{202E}'));
    }

    #[test]
    fn a_file_that_is_gone_or_another_now_is_no_panic() {
        let text = printed(&findings(), "é");
        assert!(text.ends_with("4 errors in 2 files\n"), "{text}");
    }
}

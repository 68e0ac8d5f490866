//! For GitHub Actions: workflow commands that become annotations.
//!
//! The form and its escapes are those of GitHub's "Workflow commands for GitHub Actions". A step
//! shows ten annotations of a kind, so errors come first and what is over is counted in words.

use std::fmt::Write;

use super::{Outcome, counted};
use crate::check::{Finding, Level};

/// The most annotations of one kind that GitHub shows for a step.
const MOST: usize = 10;

/// The findings as workflow commands, the gravest first.
pub fn github(outcome: &Outcome<'_>, show: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        for finding in outcome.findings.iter().filter(|f| f.level == level).take(MOST) {
            out.push_str(&command(finding, show));
        }
        let over = outcome.count(level).saturating_sub(MOST);
        if over > 0 {
            let _ = writeln!(
                out,
                "and {}, not shown here",
                counted(over, &format!("more {}", level.as_str()))
            );
        }
    }
    out.push_str(&outcome.skipped_line());
    out.push_str(&outcome.summary());
    out.push('\n');
    out
}

fn command(finding: &Finding, show: &dyn Fn(&str) -> String) -> String {
    let name = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut out = format!("::{name} file={}", property(&show(&finding.path)));
    if let Some(place) = &finding.place {
        let (start, end) = (place.start, place.end);
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        // GitHub takes columns only within one line.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let title = format!("{} {}", finding.code, finding.rule);
    // Joined after `show`, which may make a mark of a line feed.
    let message = format!("{}\n{}", show(&finding.message), show(&finding.remedy));
    let _ = writeln!(out, ",title={}::{}", property(&title), data(message.trim_end()));
    out
}

/// A message: percent signs and line ends escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value of a property: colons and commas too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::examples::findings;
    use super::*;

    fn printed(findings: &[Finding]) -> String {
        let show = |text: &str| text.replace('\n', "⏎");
        github(&Outcome::of_files(findings, 2, &[]), &show)
    }

    #[test]
    fn a_command_has_place_title_and_escaped_message() {
        let findings = findings();
        let language = findings.iter().find(|f| f.rule == "language-tag").expect("found");
        let text = printed(std::slice::from_ref(language));
        assert_eq!(
            text.lines().next(),
            Some(
                "::error file=newsroom.toml,line=3,endLine=3,col=12,endColumn=20,title=NR071 language-tag::`a,b:c%25` is no language tag%0AWrite a tag such as \"en\", \"uk\" or \"pt-BR\"."
            )
        );
    }

    #[test]
    fn a_file_cannot_write_a_command_of_its_own() {
        let mut finding = findings().remove(0);
        finding.message = "x\n::error::mine".to_owned();
        finding.path = "a,line=9::b".to_owned();
        let text = printed(&[finding]);
        assert_eq!(text.lines().filter(|line| line.starts_with("::")).count(), 1);
        assert!(text.starts_with("::error file=a%2Cline=9%3A%3Ab,"), "{text}");
    }

    #[test]
    fn ten_of_a_kind_are_shown_and_errors_first() {
        let mut findings = vec![findings().remove(0); 13];
        findings[0].level = Level::Warning;
        let text = printed(&findings);
        assert_eq!(text.matches("::error ").count(), 10);
        assert!(text.contains("\nand 2 more errors, not shown here\n::warning "), "{text}");
        assert!(text.ends_with("12 errors, 1 warning in 2 files\n"));
    }
}

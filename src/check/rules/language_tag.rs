//! A language that is no BCP 47 tag.

use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::check::{Context, Level, Subject};
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR071",
    name: "language-tag",
    level: Level::Error,
    summary: "A language is not written as a tag of BCP 47.",
    why: "Browsers and screen readers choose voice, hyphens and quotes by it, and take a wrong one for none.",
    remedy: "Write a tag such as \"en\", \"uk\" or \"pt-BR\".",
    bad: "headline = \"Talks\"\nlanguage = \"english\"",
    good: "headline = \"Talks\"\nlanguage = \"en-GB\"",
    needs_record: false,
    find: &[Find::Document(find), Find::Settings(settings)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let language = subject.document.language();
    if !language.is_empty() {
        judge(&subject.file, "language", language, report);
    }
}

fn settings(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    judge(file, "newsroom.language", &desk.newsroom.language, report);
}

fn judge(file: &FileText<'_>, field: &str, tag: &str, report: &mut Report) {
    if !is_tag(tag) {
        report.field(file, field, format!("`{tag}` is no language tag"), "");
    }
}

/// The shape of a tag (RFC 5646): two or three letters, then parts of up to eight letters and
/// digits; a part of one must have another after it.
fn is_tag(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    let (first, rest) = (parts[0], &parts[1..]);
    matches!(first.len(), 2 | 3)
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && rest.iter().all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && rest.last().is_none_or(|part| part.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_their_shape() {
        for tag in ["en", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419", "en-x-courier"] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in ["", "e", "english", "en_GB", "en-", "en-x", "12"] {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}

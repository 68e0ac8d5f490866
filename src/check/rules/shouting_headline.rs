//! A headline in capitals.

use crate::check::fields;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR052",
    name: "shouting-headline",
    level: Level::Warning,
    summary: "A headline is all in capitals.",
    why: "It shouts, it is slow to read, and some screen readers spell it out letter by letter.",
    remedy: "Write it as a sentence; how it looks is the theme's to say.",
    bad: "headline = \"POWER IS OUT IN PORT SELAN\"",
    good: "headline = \"Power is out in Port Selan\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let headline = subject.document.headline();
    let words = headline
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    // A word or two may well be initials: "NATO", "EU-UK".
    if words.count() > 2
        && headline.chars().any(char::is_uppercase)
        && !headline.chars().any(char::is_lowercase)
    {
        let field = fields::headline_field(subject.document);
        report.field(&subject.file, field, "the headline is all in capitals", "");
    }
}

//! A person's name spelt in two ways within a story.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::phrases::in_address;
use crate::check::prose::Prose;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Folder, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR041",
    name: "name-spelt-twice",
    level: Level::Warning,
    summary: "Within a story, two names differ by a letter or two, as in Olena Marchuk and Olena Marchuck.",
    why: "One of them is most likely wrong, and a wrong name is the error readers forgive least.",
    remedy: "Find out which is right and write it everywhere. Names that both stand in three posts or more are taken for two people.",
    bad: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"\nbody = \"The mayor, Olena Marchuk, spoke at noon.\"\n# posts/2026/11/port-selan/talks-k3x9q7m2te.toml\nheadline = \"Talks\"\nbody = \"Mayor Olena Marchuck will attend.\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"\nbody = \"The mayor, Olena Marchuk, spoke at noon.\"\n# posts/2026/11/port-selan/talks-k3x9q7m2te.toml\nheadline = \"Talks\"\nbody = \"Mayor Olena Marchuk will attend.\"",
    needs_record: false,
    find: &[Find::Folder(find)],
};

/// Spellings that each stand in so many documents are taken for two people.
const SETTLED: usize = 3;

/// Words that so many others stand beside are no names ("The", "Port").
const CROWD: usize = 60;

/// Where a name stands, and in how many documents.
struct Seen<'a> {
    subject: &'a Subject<'a>,
    prose: &'a Prose<'a>,
    range: Range<usize>,
    last: usize,
    documents: usize,
}

type Name<'a> = (&'a str, &'a str);
type Names<'a> = HashMap<Name<'a>, Seen<'a>>;

fn find(folder: &Folder<'_>, context: &Context<'_>, report: &mut Report) {
    let mut names = Names::new();
    for (i, subject) in folder.documents.iter().enumerate() {
        for prose in &subject.prose {
            each_name(prose.text, |pair, range| {
                let seen = names.entry(pair).or_insert(Seen {
                    subject,
                    prose,
                    range,
                    last: usize::MAX,
                    documents: 0,
                });
                seen.documents += usize::from(seen.last != i);
                seen.last = i;
            });
        }
    }
    let known = |name: &Name<'_>| {
        context.settings.desk.contributors.iter().any(|person| {
            person.name.strip_prefix(name.0).is_some_and(|rest| rest.trim_start() == name.1)
        })
    };
    for (a, b) in pairs(&names) {
        let (sure, doubtful) = match names[&a].documents.cmp(&names[&b].documents) {
            _ if known(&a) && known(&b) => continue,
            _ if known(&b) => (b, a),
            std::cmp::Ordering::Less => (b, a),
            _ => (a, b),
        };
        if names[&doubtful].documents < SETTLED {
            let at = &names[&doubtful];
            let other = names[&sure].subject.document.id();
            let message =
                format!("“{} {}” is “{} {}” in {other}", doubtful.0, doubtful.1, sure.0, sure.1);
            report.part(
                &at.subject.file,
                (at.prose.field, at.prose.text, at.range.clone()),
                message,
                "",
            );
        }
    }
}

/// Calls `found` with each two capitalized words that stand side by side.
fn each_name<'a>(text: &'a str, mut found: impl FnMut(Name<'a>, Range<usize>)) {
    let mut before: Option<Range<usize>> = None;
    let mut start = 0;
    for word in text.split(' ') {
        // Most words are in small letters and no part of a name.
        if !word.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
            before = None;
            start += word.len() + 1;
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        let skipped = bare.as_ptr() as usize - word.as_ptr() as usize;
        let range = start + skipped..start + skipped + bare.len();
        let name = is_name(bare);
        if let Some(first) = before.take().filter(|first| name && first.end + 1 == range.start)
            && !in_address(text, first.start)
        {
            found((&text[first.clone()], bare), first.start..range.end);
        }
        if name {
            before = Some(range);
        }
        start += word.len() + 1;
    }
}

fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    word.len() > 2
        && chars.next().is_some_and(char::is_uppercase)
        && chars.clone().any(char::is_lowercase)
        && chars.all(|c| c.is_alphabetic() || "'’-".contains(c))
}

/// The pairs of names that share one word and nearly the other, in a fixed order.
fn pairs<'a>(names: &Names<'a>) -> Vec<(Name<'a>, Name<'a>)> {
    let mut by_word: HashMap<(bool, &str), Vec<&str>> = HashMap::new();
    for (first, second) in names.keys() {
        by_word.entry((true, first)).or_default().push(second);
        by_word.entry((false, second)).or_default().push(first);
    }
    let mut pairs = Vec::new();
    for ((is_first, shared), mut others) in by_word {
        if others.len() > CROWD {
            continue;
        }
        others.sort_unstable();
        for (i, a) in others.iter().enumerate() {
            for b in others[i + 1..].iter().filter(|b| nearly(a, b)) {
                pairs.push(if is_first {
                    ((shared, *a), (shared, *b))
                } else {
                    ((*a, shared), (*b, shared))
                });
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether two words differ by a letter (two in long words), not the first, and not by the ending of
/// a plural. People misspell the rest of a name; Monday and Sunday differ in the first letter.
fn nearly(a: &str, b: &str) -> bool {
    if a.chars().next() != b.chars().next() {
        return false;
    }
    let shorter = a.chars().count().min(b.chars().count());
    let longest = a.len().max(b.len());
    if shorter < 5 || longest > 40 || longest - a.len().min(b.len()) > 4 {
        return false;
    }
    let plural = |one: &str, many: &str| {
        many.strip_prefix(one).is_some_and(|rest| rest == "s" || rest == "es")
    };
    let most = if shorter < 8 { 1 } else { 2 };
    !plural(a, b) && !plural(b, a) && strsim::osa_distance(a, b) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_two_capitalized_words_side_by_side() {
        let mut found = Vec::new();
        each_name("Then Olena Marchuk's car, said Ed Lind. (Port Selan) mayor", |pair, _| {
            found.push(pair)
        });
        assert_eq!(found, [("Then", "Olena"), ("Olena", "Marchuk"), ("Port", "Selan")]);
    }

    #[test]
    fn a_letter_makes_a_near_name_and_a_plural_does_not() {
        assert!(nearly("Petrov", "Petrova") && nearly("Marchuk", "Marchuck"));
        for (a, b) in
            [("Korea", "Koreas"), ("North", "South"), ("Lind", "Lund"), ("Monday", "Sunday")]
        {
            assert!(!nearly(a, b), "{a} {b}");
        }
    }
}

//! Two rows of one document with the same id.

use std::collections::HashSet;
use std::hash::Hash;

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR008",
    name: "row-id-twice",
    level: Level::Error,
    summary: "Two claims, sources or corrections of one story or post have the same id.",
    why: "A check or a caveat given for one of them would land on the other.",
    remedy: "Give one of them another id: four characters of 0-9 and a-z without i, l, o, u after the dash.",
    bad: "headline = \"Talks\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"named\"\ndescription = \"the mayor\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"outlet\"\ndescription = \"the Gazette\"",
    good: "headline = \"Talks\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"named\"\ndescription = \"the mayor\"\n\n[[sources]]\nid = \"s-5a7n\"\nkind = \"outlet\"\ndescription = \"the Gazette\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    let document = subject.document;
    let mut twice = |list: &str, repeated: Vec<(usize, String)>| {
        for (i, id) in repeated {
            let message = format!("`{id}` is already the id of another of the {list}");
            report.field(&subject.file, format!("{list}[{i}].id"), message, "");
        }
    };
    twice("claims", repeated(document.claims().iter().map(|claim| &claim.id)));
    twice("sources", repeated(document.sources().iter().map(|source| &source.id)));
    twice("corrections", repeated(document.corrections().iter().map(|correction| &correction.id)));
}

fn repeated<T: Hash + Eq + ToString>(ids: impl Iterator<Item = T>) -> Vec<(usize, String)> {
    let mut seen = HashSet::new();
    ids.enumerate()
        .filter_map(|(i, id)| {
            let text = id.to_string();
            (!seen.insert(id)).then_some((i, text))
        })
        .collect()
}

//! Bullets that were pasted and are no list.

use crate::check::edit::Edit;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR043",
    name: "pasted-bullets",
    level: Level::Warning,
    summary: "A line of the body begins with a bullet or, in a row of lines, a dash that makes no list.",
    why: "Readers get one paragraph with dots in it, and a screen reader no list.",
    remedy: "Begin each item with `- `; `newsroom check --fix` does.",
    bad: "headline = \"At a glance\"\nbody = '''\n• Power is out.\n• Trains stand.\n'''",
    good: "headline = \"At a glance\"\nbody = '''\n- Power is out.\n- Trains stand.\n'''",
    needs_record: false,
    find: &[Find::Document(find)],
};

const BULLETS: [char; 9] = ['•', '·', '▪', '◦', '‣', '●', '○', '∙', '⁃'];

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    report.edits(subject, edits);
}

fn edits(text: &str, markdown: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !markdown || text.is_ascii() {
        return edits;
    }
    // One line with a dash may be a remark or speech; two are a list.
    let dashes = text.lines().filter(|line| line.trim_start().starts_with("– ")).count();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let bullet = words.starts_with(BULLETS) || (dashes > 1 && words.starts_with("– "));
        if let Some(mark) = words.chars().next().filter(|_| bullet) {
            let at = start + line.len() - words.len();
            let after = &words[mark.len_utf8()..];
            let space = after.len() - after.trim_start_matches([' ', '\t', '\u{A0}']).len();
            let range = at..at + mark.len_utf8() + space;
            edits.push(Edit::new(
                range,
                "- ",
                format!("a line begins with “{mark}”, which makes no list"),
            ));
        }
        start += line.len();
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::edit::settle;

    #[test]
    fn bullets_become_items_and_a_single_dash_stays() {
        assert_eq!(settle("A:\n•\u{A0}one\n  ·two\n", true, &edits), "A:\n- one\n  - two\n");
        assert_eq!(settle("– one\n– two", true, &edits), "- one\n- two");
        assert_eq!(settle("– he said", true, &edits), "– he said");
        assert_eq!(settle("a • b", true, &edits), "a • b");
    }
}

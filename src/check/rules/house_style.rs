//! Words the desk writes otherwise.

use std::sync::Arc;

use crate::check::edit::Edit;
use crate::check::phrases::Phrases;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR040",
    name: "house-style",
    level: Level::Warning,
    summary: "A word stands that the desk writes otherwise (`style.prefer`).",
    why: "One newsroom spells a name one way; readers notice, and so does search.",
    remedy: "Write what the desk prefers; `newsroom check --fix` does.",
    bad: "headline = \"Kiev votes\"",
    good: "headline = \"Kyiv votes\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    if context.settings.avoided.is_empty() {
        return;
    }
    let avoided = Arc::clone(&context.settings.avoided);
    report.edits(subject, move |text, _| edits(&avoided, text));
}

fn edits(avoided: &Phrases, text: &str) -> Vec<Edit> {
    avoided
        .find(text)
        .into_iter()
        .filter_map(|(range, phrase)| {
            let whole = &phrase.instead;
            // "Courier" is right where "The Courier" is preferred and written.
            let inside = whole.match_indices(&text[range.clone()]).any(|(at, part)| {
                range.start.checked_sub(at).is_some_and(|start| {
                    text.get(start..start + whole.len()) == Some(whole.as_str())
                        && part.len() < whole.len()
                })
            });
            (!inside).then(|| {
                let what = format!("the desk writes “{whole}”, not “{}”", &text[range.clone()]);
                Edit::new(range, whole.clone(), what)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_part_of_the_preferred_words_is_left_alone() {
        let phrases = Phrases::new([("Courier", "The Courier")].into_iter());
        assert!(edits(&phrases, "The Courier asked.").is_empty());
        assert_eq!(edits(&phrases, "Courier asked.")[0].with, "The Courier");
    }
}

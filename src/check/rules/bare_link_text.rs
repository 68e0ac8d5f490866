//! Links whose words do not say where they lead.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR047",
    name: "bare-link-text",
    level: Level::Warning,
    summary: "A link's words are \"click here\", \"here\", \"read more\" or the like.",
    why: "Read out alone, as screen readers do in a list of links, the words say nothing.",
    remedy: "Link the words that say what is there, as in `[the ministry's statement](https://…)`.",
    bad: "headline = \"Talks\"\nbody = \"For the text click [here](https://a.example/text).\"",
    good: "headline = \"Talks\"\nbody = \"See [the text of the offer](https://a.example/text).\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

const EMPTY: [&str; 13] = [
    "click here",
    "click",
    "here",
    "read more",
    "more",
    "read on",
    "link",
    "this link",
    "this",
    "learn more",
    "see more",
    "more here",
    "read it here",
];

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for link in subject.body_links() {
        if says_nothing(&link.words) {
            let message = format!("the words “{}” do not say where the link leads", link.words);
            report.part(
                &subject.file,
                ("body", subject.document.body(), link.range.clone()),
                message,
                "",
            );
        }
    }
    for (i, link) in subject.document.links().iter().enumerate() {
        if says_nothing(&link.title) {
            let message = format!("the words “{}” do not say where the link leads", link.title);
            report.field(&subject.file, format!("links[{i}].title"), message, "");
        }
    }
}

fn says_nothing(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() < 16 && EMPTY.iter().any(|empty| bare.eq_ignore_ascii_case(empty))
}

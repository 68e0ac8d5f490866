//! A post that is named and is not there.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::{DocId, Document};

pub(super) const RULE: Rule = Rule {
    code: "NR012",
    name: "unknown-post",
    level: Level::Error,
    summary: "A point, round-up, pin, link or translation names a post that does not exist, a story, or itself.",
    why: "Readers would follow it nowhere, and a correction of the post it meant would not be noticed here.",
    remedy: "Write the whole id of the post that is meant; `newsroom list --ids` shows them.",
    bad: "headline = \"What you need to know\"\nrests_on = [\"nnnnnnnnnn\"]",
    good: "headline = \"What you need to know\"\nrests_on = [\"g00dta1k00\"]",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let document = subject.document;
    let mut judge = |field: &dyn Fn() -> String, id: &DocId| {
        let message = match context.neighbours.path(id) {
            _ if id == document.id() => format!("`{id}` is this {} itself", document.noun()),
            None => format!("no post has the id `{id}`"),
            Some(path) if path.is_story() => {
                format!("`{id}` is a story ({}), not a post", path.story())
            }
            Some(_) => return,
        };
        report.field(&subject.file, field(), message, "");
    };
    match document {
        Document::Post(post) => {
            for (i, id) in post.rests_on.iter().enumerate() {
                judge(&|| format!("rests_on[{i}]"), id);
            }
            if let Some(original) = &post.translation_of {
                judge(&|| "translation_of.post".to_owned(), &original.post);
            }
        }
        Document::Story(story) => {
            for (i, point) in story.summary.iter().enumerate() {
                for (j, id) in point.posts.iter().enumerate() {
                    judge(&|| format!("summary[{i}].posts[{j}]"), id);
                }
            }
            if let Some(pinned) = &story.pinned {
                judge(&|| "pinned".to_owned(), pinned);
            }
        }
    }
    for (i, link) in document.links().iter().enumerate() {
        if let Some(id) = &link.post {
            judge(&|| format!("links[{i}].post"), id);
        }
    }
}

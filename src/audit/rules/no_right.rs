//! Words written by somebody who may not write.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::{Line, Step};
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA02",
    name: "no-right",
    summary: "Stories and posts are written by active reporters, editors and admins.",
    why: "A person who left, or a cron job, could go on writing.",
    lawful: "Somebody who writes for the desk makes the change.",
    example: "Somebody who was retired commits a post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Some(person) = &step.person else { return };
    let Err(refusal) = authorize(person, Act::Write) else { return };
    for document in step.documents.iter().filter(|document| document.words_changed()) {
        report.finding(document.path.as_str(), format!("{}: {refusal}", person.id));
    }
    let files =
        step.files.iter().filter(|file| file.path.starts_with("posts/") && file.is_new_here());
    for file in files.filter(|_| step.line == Line::Desk) {
        report.finding(&file.path, format!("{}: {refusal}", person.id));
    }
}

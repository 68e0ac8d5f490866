//! A file larger than the desk allows.

use crate::check::fields;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR034",
    name: "large-file",
    level: Level::Error,
    summary: "A file beside a story or post is larger than `policy.max_media_bytes`.",
    why: "It is in the history of every clone for ever, and readers on a phone wait for it.",
    remedy: "Make it smaller, or give the address of a place that serves films; an admin may raise the limit.",
    bad: "[[media]]\nkind = \"video\"\nsrc = \"huge.mp4\"\ncredit = \"Iva Horn\"",
    good: "[[media]]\nkind = \"video\"\nsrc = \"https://films.example/fire.mp4\"\ncredit = \"Iva Horn\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let most = context.settings.desk.policy.max_media_bytes;
    for (i, medium) in subject.document.media().iter().enumerate() {
        for (field, name) in fields::media_files(medium) {
            let size = context.neighbours.file_size(&subject.path.beside(name)).unwrap_or(0);
            if size > most {
                let message = format!("`{name}` has {size} bytes; the desk allows {most}");
                report.field(&subject.file, format!("media[{i}].{field}"), message, "");
            }
        }
    }
}

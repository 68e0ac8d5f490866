//! A file that is named and is not there.

use crate::check::fields;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR033",
    name: "missing-file",
    level: Level::Error,
    summary: "A picture, film, sound, poster or captions file is not beside the story or post.",
    why: "Readers would get a hole where it belongs, and what is not there cannot be part of what was approved.",
    remedy: "Put it there with `newsroom edit DOC --image FILE`, or put the name right.",
    bad: "[[media]]\nkind = \"image\"\nsrc = \"pilon.jpg\"\nalt = \"A pylon lies across a road.\"\ncredit = \"Iva Horn\"",
    good: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"A pylon lies across a road.\"\ncredit = \"Iva Horn\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    for (i, medium) in subject.document.media().iter().enumerate() {
        for (field, name) in fields::media_files(medium) {
            if context.neighbours.file_size(&subject.path.beside(name)).is_none() {
                let message = format!("there is no file `{name}` beside this one");
                report.field(&subject.file, format!("media[{i}].{field}"), message, "");
            }
        }
    }
}

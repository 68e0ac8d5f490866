//! A file that cannot be what it is used as.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::{Media, MediaKind};

pub(super) const RULE: Rule = Rule {
    code: "NR036",
    name: "media-file-name",
    level: Level::Error,
    summary: "A medium's file has an ending that its kind does not have, or is not beside the story or post.",
    why: "Browsers go by the kind: a film named as a picture, or captions that are no WebVTT, are shown as nothing.",
    remedy: "Use a plain file name beside the story or post: pictures .jpg .png .gif .webp .avif, films .mp4 .webm, sound .mp3 .m4a .ogg .wav .flac .opus, captions .vtt.",
    bad: "[[media]]\nkind = \"video\"\nsrc = \"https://films.example/fire.mp4\"\nposter = \"fire.mp4\"\ncredit = \"Iva Horn\"",
    good: "[[media]]\nkind = \"video\"\nsrc = \"https://films.example/fire.mp4\"\nposter = \"pylon.jpg\"\ncredit = \"Iva Horn\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, medium) in subject.document.media().iter().enumerate() {
        for (field, name) in medium.misfits() {
            let message = if name.contains(['/', '\\', ':']) || name.starts_with('.') {
                format!("`{name}` is not the name of a file beside this one")
            } else {
                format!("`{name}` has no ending of a {}", noun(medium, field))
            };
            report.field(&subject.file, format!("media[{i}].{field}"), message, "");
        }
    }
}

fn noun(medium: &Media, field: &str) -> &'static str {
    match (field, medium.kind) {
        ("captions", _) => "captions file",
        ("transcript", _) => "transcript",
        ("src", MediaKind::Video) => "film",
        ("src", MediaKind::Audio) => "sound",
        _ => "picture",
    }
}

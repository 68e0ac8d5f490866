//! A file that cannot be what it is used as.

use super::{Check, Context, Level, Report, Rule, Subject};
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
    checks: &[Check::Document(check)],
};

const PICTURE: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "avif"];
const FILM: &[&str] = &["mp4", "webm", "mov", "m4v"];
const SOUND: &[&str] = &["mp3", "m4a", "ogg", "oga", "wav", "flac", "opus", "aac"];
const TRANSCRIPT: &[&str] = &["txt", "vtt", "html", "pdf", "md"];

fn check(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, medium) in subject.document.media().iter().enumerate() {
        for (field, name) in super::media_files(medium) {
            let message = if name.contains(['/', '\\']) || name.starts_with('.') {
                format!("`{name}` is not the name of a file beside this one")
            } else if !ending_fits(medium, field, name) {
                format!("`{name}` has no ending of a {}", noun(medium, field))
            } else {
                continue;
            };
            report.field(&subject.file, format!("media[{i}].{field}"), message, "");
        }
    }
}

fn ending_fits(medium: &Media, field: &str, name: &str) -> bool {
    let endings = match (field, medium.kind) {
        ("poster", _) | ("src", MediaKind::Image) => PICTURE,
        ("captions", _) => &["vtt"],
        ("transcript", _) => TRANSCRIPT,
        ("src", MediaKind::Video) => FILM,
        ("src", MediaKind::Audio) => SOUND,
        _ => return true,
    };
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    endings.contains(&ending.as_str())
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

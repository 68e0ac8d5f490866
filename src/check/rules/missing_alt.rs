//! A picture that those who cannot see it know nothing of.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::MediaKind;

pub(super) const RULE: Rule = Rule {
    code: "NR030",
    name: "missing-alt",
    level: Level::Error,
    summary: "A picture has no text for those who cannot see it (a warning for maps and the pictures of links).",
    why: "Readers with a screen reader are told nothing, and a picture without `alt` cannot be published.",
    remedy: "Say in `alt` what is to be seen, in a sentence.",
    bad: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\ncredit = \"Iva Horn\"",
    good: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"A pylon lies across a road.\"\ncredit = \"Iva Horn\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, medium) in subject.document.media().iter().enumerate() {
        let level = match medium.kind {
            MediaKind::Image => Level::Error,
            MediaKind::Map => Level::Warning,
            MediaKind::Video | MediaKind::Audio | MediaKind::Embed => continue,
        };
        if medium.alt.trim().is_empty() {
            let message = format!("the {} {} has no `alt`", medium.kind.as_str(), medium.src);
            report.field(&subject.file, format!("media[{i}]"), message, "").level(level);
        }
    }
    for (i, link) in subject.document.links().iter().enumerate() {
        if !link.image.is_empty() && link.alt.trim().is_empty() {
            let message = format!("the picture of the link “{}” has no `alt`", link.title);
            report.field(&subject.file, format!("links[{i}]"), message, "").level(Level::Warning);
        }
    }
}

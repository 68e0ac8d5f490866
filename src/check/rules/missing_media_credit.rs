//! A picture, film or sound that is nobody's.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::MediaKind;

pub(super) const RULE: Rule = Rule {
    code: "NR031",
    name: "missing-media-credit",
    level: Level::Error,
    summary: "A picture, film or sound has no credit.",
    why: "Somebody made it and somebody has the rights; without a credit it cannot be published.",
    remedy: "Say whose it is in `credit`.",
    bad: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"A pylon lies across a road.\"",
    good: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"A pylon lies across a road.\"\ncredit = \"Iva Horn\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, medium) in subject.document.media().iter().enumerate() {
        let needed = matches!(medium.kind, MediaKind::Image | MediaKind::Video | MediaKind::Audio);
        if needed && medium.credit.trim().is_empty() {
            let message = format!("the {} {} has no `credit`", medium.kind.as_str(), medium.src);
            report.field(&subject.file, format!("media[{i}]"), message, "");
        }
    }
}

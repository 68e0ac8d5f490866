//! A text for those who cannot see a picture that tells them nothing.

use crate::check::quote;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::Media;

pub(super) const RULE: Rule = Rule {
    code: "NR032",
    name: "alt-says-nothing",
    level: Level::Warning,
    summary: "The `alt` of a picture is a file's name or the caption again, or begins with \"image of\".",
    why: "A screen reader says \"image\" by itself, and reads the caption too: words that repeat them are time taken from the reader.",
    remedy: "Say what is to be seen that the caption does not say.",
    bad: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"IMG_2231.jpg\"\ncredit = \"Iva Horn\"",
    good: "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"A pylon lies across a road.\"\ncredit = \"Iva Horn\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

const OPENINGS: [&str; 8] = [
    "image of ",
    "an image of ",
    "picture of ",
    "a picture of ",
    "photo of ",
    "a photo of ",
    "photograph of ",
    "a photograph of ",
];

const EXTENSIONS: [&str; 10] =
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".tif", ".tiff", ".svg"];

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    for (i, medium) in subject.document.media().iter().enumerate() {
        if let Some(message) = wrong(medium) {
            report.field(&subject.file, format!("media[{i}].alt"), message, "");
        }
    }
}

fn wrong(medium: &Media) -> Option<String> {
    let alt = medium.alt.trim();
    if alt.is_empty() {
        return None;
    }
    let lower = alt.to_lowercase();
    if alt == medium.src || EXTENSIONS.iter().any(|ending| lower.ends_with(ending)) {
        return Some(format!("`alt` is the name of a file (“{alt}”)"));
    }
    if !medium.caption.is_empty() && quote::fold(alt) == quote::fold(&medium.caption) {
        return Some("`alt` says the same as the caption".to_owned());
    }
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(**opening))?;
    Some(format!("`alt` begins with “{}”", opening.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::examples::findings_of;

    #[test]
    fn the_caption_again_and_image_of_are_found() {
        let media = |alt: &str| {
            format!(
                "[[media]]\nkind = \"image\"\nsrc = \"pylon.jpg\"\nalt = \"{alt}\"\ncaption = \"A pylon – down\"\ncredit = \"x\""
            )
        };
        assert_eq!(findings_of(&RULE, &media("A pylon - down")).len(), 1);
        assert_eq!(findings_of(&RULE, &media("Photo of a pylon")).len(), 1);
        assert!(findings_of(&RULE, &media("Photographers stand around a pylon")).is_empty());
    }
}

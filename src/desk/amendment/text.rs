//! Headline and body: new words in the place of others.

use std::ops::Range;

use crate::check::quote;
use crate::desk::error::OpError;
use crate::diff::{self, Piece};
use crate::format::one_line;
use crate::model::{Claim, Document};

/// A body as it is filed: it ends with one line feed, so that it is written over several lines.
pub(super) fn as_body(text: &str) -> String {
    let body = text.trim_end().trim_start_matches('\n');
    if body.is_empty() { String::new() } else { format!("{body}\n") }
}

/// Sets the headline or title. Gives what to say of the claims whose words it has.
pub(super) fn set_headline(document: &mut Document, headline: &str) -> Vec<String> {
    let headline = one_line(headline);
    let before = document.headline().to_owned();
    let said = carry(document, &before, &headline);
    *document.headline_mut() = headline;
    said
}

/// Sets a post's body. Gives what to say of the claims whose words it has.
pub(super) fn set_body(document: &mut Document, body: &str) -> Result<Vec<String>, OpError> {
    let body = as_body(body);
    let before = document.body().to_owned();
    let said = carry(document, &before, &body);
    match document {
        Document::Post(post) => {
            post.body = body;
            Ok(said)
        }
        Document::Story(_) => Err(OpError::bad(
            "a story has points, not a body",
            "newsroom story edit SLUG --point 'TEXT::POST,POST'",
        )),
    }
}

/// The open claims that speak of words in this text speak of what became of those, where most of them
/// are kept and they stand nowhere else: a number changes, the claim stays. What was found out about
/// words is never said of others.
pub(super) fn carry(document: &mut Document, before: &str, after: &str) -> Vec<String> {
    carry_by(document, before, after, |place| became(before, after, place))
}

/// The same, where `image` says what became of the words at a place.
fn carry_by(
    document: &mut Document,
    before: &str,
    after: &str,
    image: impl Fn(&Range<usize>) -> Option<String>,
) -> Vec<String> {
    let mut others: Vec<String> = document.quotable().into_iter().map(str::to_owned).collect();
    others.retain(|other| other != before);
    others.push(after.to_owned());
    let stands = |quote: &str| others.iter().any(|text| quote::find(text, quote).is_some());
    let mut claims = std::mem::take(document.claims_mut());
    let mut said = Vec::new();
    let gone = claims.iter_mut().filter(|claim| claim.status.is_open() && !stands(&claim.quote));
    for claim in gone {
        let Some(place) = quote::find(before, &claim.quote) else { continue };
        if let Some(became) = image(&place) {
            said.push(speaks_of(claim, &became));
        }
    }
    *document.claims_mut() = claims;
    said
}

/// What became of the words at a place, where half of their letters at least are still there and it
/// is not twice as long.
fn became(before: &str, after: &str, place: &Range<usize>) -> Option<String> {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let (mut at, mut to, mut kept) = (0, 0, 0);
    let mut image: Option<Range<usize>> = None;
    let mut touched = false;
    for piece in diff::words(before, after) {
        let long = piece.text().len();
        let inside = at.max(place.start)..(at + long).min(place.end);
        match piece {
            Piece::Same(_) => {
                if !inside.is_empty() {
                    let start = image.map_or(to + inside.start - at, |image| image.start);
                    image = Some(start..to + inside.end - at);
                    kept += letters(&before[inside]);
                }
                (at, to, touched) = (at + long, to + long, false);
            }
            Piece::Gone(_) => (at, touched) = (at + long, !inside.is_empty()),
            Piece::Added(_) => {
                if touched || (place.start < at && at < place.end) {
                    image = Some(image.map_or(to, |image| image.start)..to + long);
                }
                to += long;
            }
        }
    }
    let (image, long) = (&after[image?], letters(&before[place.clone()]));
    let alike = 2 * kept >= long && letters(image) <= 2 * long && !image.contains("\n\n");
    alike.then(|| one_line(image))
}

/// Puts words in the place of others, wherever they stand exactly once. Gives what to say of the
/// claims whose words it has.
pub(super) fn replace(
    document: &mut Document,
    old: &str,
    new: &str,
) -> Result<Vec<String>, OpError> {
    let count: usize = document.quotable().iter().map(|text| text.matches(old).count()).sum();
    let remedy = "give words that stand there exactly once: --replace 'OLD WORDS=>NEW WORDS'";
    match count {
        1 if !old.is_empty() => {}
        0 => return Err(OpError::bad(format!("“{old}” is not in it"), remedy)),
        _ => return Err(OpError::bad(format!("“{old}” stands in it {count} times"), remedy)),
    }
    let texts = document.quotable();
    let before = texts.iter().find(|text| text.contains(old)).map(|text| (*text).to_owned());
    let before = before.unwrap_or_default();
    let after = before.replacen(old, new, 1);
    let start = before.find(old).unwrap_or_default();
    let gone = start..start + old.len();
    // Of words that are named, what stands beside them in the claim is kept.
    let within = |place: &Range<usize>| {
        let meets = place.start < gone.end && gone.start < place.end;
        let (left, right) = (place.start..gone.start, gone.end..place.end);
        let kept = meets && (left.start < left.end || right.start < right.end);
        let part = |range: Range<usize>| before.get(range).unwrap_or_default();
        kept.then(|| format!("{}{new}{}", part(left), part(right)).trim().to_owned())
    };
    let image = |place: &Range<usize>| within(place).or_else(|| became(&before, &after, place));
    let said = carry_by(document, &before, &after, image);
    if let Some(text) = texts_mut(document).into_iter().find(|text| **text == before) {
        *text = after;
    }
    Ok(said)
}

/// The texts in which a claim's words may stand, to be changed.
fn texts_mut(document: &mut Document) -> Vec<&mut String> {
    match document {
        Document::Post(post) => {
            let captions = post.media.iter_mut().map(|medium| &mut medium.caption);
            [&mut post.headline, &mut post.body].into_iter().chain(captions).collect()
        }
        Document::Story(story) => {
            let captions = story.media.iter_mut().map(|medium| &mut medium.caption);
            let points = story.summary.iter_mut().map(|point| &mut point.text);
            std::iter::once(&mut story.title).chain(points).chain(captions).collect()
        }
    }
}

/// Has a claim speak of these words, and says so.
fn speaks_of(claim: &mut Claim, words: &str) -> String {
    words.clone_into(&mut claim.quote);
    format!("{} now speaks of “{words}”, still {}", claim.id, claim.status.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_speaks_of_what_became_of_its_words_where_most_are_kept() {
        let before = "In Harwick seven people were hurt, the harbour says.\n";
        let place = quote::find(before, "seven people were hurt").expect("there");
        for (after, words) in [
            (
                "In Harwick nine people were hurt, the harbour says.\n",
                Some("nine people were hurt"),
            ),
            ("In Harwick seven people were badly hurt.\n", Some("seven people were badly hurt")),
            ("In Harwick seven people were.\n", Some("seven people were")),
            ("So seven people were hurt.\n", Some("seven people were hurt")),
            ("Nobody is missing.\n", None),
            ("In Harwick seven people sang, and hundreds came by ferry to hear them all.\n", None),
            ("", None),
        ] {
            assert_eq!(became(before, after, &place).as_deref(), words, "{after}");
        }
        let before = "昨夜、七人が死亡した。\n";
        let place = quote::find(before, "七人が死亡した").expect("there");
        assert_eq!(became(before, "昨夜、全員が無事だった。\n", &place), None);
        let words = became(before, "昨夜、九人が死亡した。\n", &place);
        assert_eq!(words.as_deref(), Some("九人が死亡した"));
    }
}

//! Headline and body: new words in the place of others.

use crate::check::quote;
use crate::desk::error::OpError;
use crate::model::{Claim, Document};

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sets a post's body; it ends with one line feed, so that it is written over several lines.
pub(super) fn set_body(document: &mut Document, body: &str) -> Result<(), OpError> {
    match document {
        Document::Post(post) => {
            let body = body.trim_end().trim_start_matches('\n');
            post.body = if body.is_empty() { String::new() } else { format!("{body}\n") };
            Ok(())
        }
        Document::Story(_) => Err(OpError::bad(
            "a story has points, not a body",
            "newsroom story edit SLUG --point 'TEXT::POST,POST'",
        )),
    }
}

/// Puts words in the place of others, wherever they stand exactly once, and carries the claims
/// whose words they were. Gives what to say of it.
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
    let mut remarks = Vec::new();
    let mut claims = std::mem::take(document.claims_mut());
    for text in texts_mut(document) {
        let Some(start) = text.find(old) else { continue };
        for claim in &mut claims {
            remarks.extend(carry(claim, text, start..start + old.len(), new));
        }
        text.replace_range(start..start + old.len(), new);
    }
    *document.claims_mut() = claims;
    Ok(remarks)
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

/// A claim whose words overlap what is replaced speaks of the new words from then on.
fn carry(claim: &mut Claim, text: &str, gone: std::ops::Range<usize>, new: &str) -> Option<String> {
    let spoken = quote::find(text, &claim.quote)?;
    if spoken.end <= gone.start || gone.end <= spoken.start {
        return None;
    }
    let before = text.get(spoken.start..gone.start).unwrap_or("");
    let after = text.get(gone.end..spoken.end).unwrap_or("");
    claim.quote = format!("{before}{new}{after}").trim().to_owned();
    let (id, quote, status) = (&claim.id, &claim.quote, claim.status.as_str());
    Some(format!("{id} now speaks of “{quote}”, still {status}"))
}

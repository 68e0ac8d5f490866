//! `trace`: blame for a sentence. Who wrote each of its words, whose approval covered exactly these
//! words, who let them out, and from when to when readers saw them.
//!
//! It goes by the ledgers of releases, so that words are found which stand nowhere any more, and by
//! the history of the files in which they stood; of the repository it walks no more than that.

pub(crate) mod case;
mod find;
mod found;
mod hands;
mod near;
mod place;
mod spans;
mod standing;
mod stands;
mod text;

use crate::desk::{OpError, Session};
use crate::model::{DocPath, Moment};

pub use case::{Signature, Step};
pub use place::{AtDesk, Letting, Place, Run, Seen, committer};
pub use spans::Span;
pub use text::Part;

/// What `trace` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The words; spaces, quotes, dashes and capitals may be written otherwise.
    pub words: String,
    /// As of that moment.
    pub at: Option<Moment>,
    /// In this story alone.
    pub story: Option<DocPath>,
}

/// Where words stand or stood, and who answers for them.
#[derive(Debug)]
pub struct Trace {
    /// The words as they were asked for.
    pub words: String,
    /// The moment that is asked about.
    pub at: Option<Moment>,
    /// Each place in a story or post where they stand or stood: first those that readers see, then
    /// those that readers saw, then those of the desk alone.
    pub places: Vec<Place>,
}

/// Finds the words and who answers for them.
///
/// # Errors
///
/// Words that stand nowhere, with the nearest ones; a desk or record that cannot be read.
pub fn run(session: &Session, request: &Request) -> Result<Trace, OpError> {
    let words = bare(&request.words);
    if words.is_empty() {
        return Err(OpError::bad(
            "there are no words to look for",
            "newsroom trace 'WORDS OF A SENTENCE'",
        ));
    }
    let story = request.story.as_ref();
    let mut places = Vec::new();
    for path in find::candidates(session, words, story)? {
        places.extend(standing::places(session, &path, words, request.at)?);
    }
    if places.is_empty() {
        return Err(near::nowhere(session, words, story)?);
    }
    places.sort_by_key(|place| (place.seen.rank(), std::cmp::Reverse(place.last_act())));
    Ok(Trace { words: words.to_owned(), at: request.at, places })
}

/// The words without the quotes, spaces and stops around them.
fn bare(words: &str) -> &str {
    let around = |c: char| {
        c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‹' | '›' | '…' | '–' | '—')
    };
    words.trim_matches(around)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn the_quotes_around_words_are_no_part_of_them() {
        assert_eq!(bare(" “At least seven, ‘he’ said.” "), "At least seven, ‘he’ said");
        assert_eq!(bare("“…”"), "");
    }
}

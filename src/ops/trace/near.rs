//! Words that stand nowhere: the longest part of them that stands somewhere.

use std::collections::BTreeMap;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::find;
use super::text::Text;
use crate::desk::{OpError, Session};
use crate::model::DocPath;

/// A part has at least so many words.
const FEWEST: usize = 2;

/// So many parts are looked for, and in so many documents.
const MOST: usize = 24;

/// That the words stand nowhere, with the nearest that do.
pub(super) fn nowhere(
    session: &Session,
    words: &str,
    story: Option<&DocPath>,
) -> Result<OpError, OpError> {
    let said = "readers never saw these words in a headline, body, point or caption, and there they do not stand at the desk";
    let near = nearest(session, words, story)?;
    Ok(match near {
        Some(Near { part, path, heading }) => {
            let doc = path.id().map_or_else(
                || path.story().to_owned(),
                |id| id.as_str().chars().take(4).collect::<String>(),
            );
            let part: String = part.chars().filter_map(typed).collect();
            let message = format!("{said}; a part of them stands in {doc} “{heading}”: “{part}”");
            OpError::bad(message, format!("newsroom trace '{part}'"))
        }
        None => OpError::bad(
            said,
            "fewer words; or in credits, links and what readers were told: newsroom search 'WORDS' --ever",
        ),
    })
}

/// A character as it is typed between single quotes, of which either sort stands for both; `None` for
/// one that nobody sees.
fn typed(c: char) -> Option<char> {
    match c {
        '\'' => Some('’'),
        c if c.is_whitespace() => Some(' '),
        c if c.is_alphanumeric() || c.is_ascii_punctuation() || is_combining_mark(c) => Some(c),
        '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '…' | '–' | '—' | '€' | '£' | '°' => {
            Some(c)
        }
        _ => None,
    }
}

/// A part of words that stands in a document.
struct Near {
    /// As it was asked for.
    part: String,
    path: DocPath,
    heading: String,
}

fn nearest(
    session: &Session,
    words: &str,
    story: Option<&DocPath>,
) -> Result<Option<Near>, OpError> {
    let asked: Vec<(usize, &str)> = words.unicode_word_indices().collect();
    let mut likely: BTreeMap<DocPath, usize> = BTreeMap::new();
    let step = (asked.len() / MOST).max(1);
    for window in asked.windows(FEWEST).step_by(step) {
        let phrase = format!("{} {}", window[0].1, window[1].1);
        if phrase.chars().all(|c| c < '\u{530}' || !c.is_alphanumeric()) {
            let found = session.can_hold(&phrase)?;
            let within = found.into_iter().filter(|path| find::within(path, story));
            within.for_each(|path| *likely.entry(path).or_default() += 1);
        }
    }
    let mut likely: Vec<(DocPath, usize)> = likely.into_iter().collect();
    likely.sort_by_key(|(_, hits)| std::cmp::Reverse(*hits));
    let mut best: Option<(usize, &str, DocPath)> = None;
    let mut look = |path: DocPath, text: &Text| {
        let (count, part) = longest(words, &asked, &text.all);
        if count >= FEWEST && best.as_ref().is_none_or(|(most, ..)| count > *most) {
            best = Some((count, part, path));
        }
    };
    for (path, _) in likely.into_iter().take(MOST) {
        if let Some(document) = session.filed_document(&path)? {
            look(path, &Text::of(&document));
        }
    }
    find::superseded(session, story, &mut |path, text| look(path, &text))?;
    let Some((_, part, path)) = best else { return Ok(None) };
    let heading = session.as_last_read(&path).map(|loaded| loaded.document.headline().to_owned());
    Ok(Some(Near { part: part.to_owned(), path, heading: heading.unwrap_or_default() }))
}

/// The longest run of the words that stands in a text: how many words, and the run.
fn longest<'w>(words: &'w str, asked: &[(usize, &str)], text: &str) -> (usize, &'w str) {
    let small = |word: &str| word.to_lowercase();
    let asked_small: Vec<String> = asked.iter().map(|(_, word)| small(word)).collect();
    let mut before = vec![0_usize; asked.len() + 1];
    let (mut most, mut end) = (0, 0);
    for word in text.unicode_words().map(small) {
        let mut now = vec![0_usize; asked.len() + 1];
        for (at, asked) in asked_small.iter().enumerate() {
            if *asked == word {
                now[at + 1] = before[at] + 1;
                if now[at + 1] > most {
                    (most, end) = (now[at + 1], at + 1);
                }
            }
        }
        before = now;
    }
    if most == 0 {
        return (0, "");
    }
    let (first, last) = (asked[end - most], asked[end - 1]);
    (most, &words[first.0..last.0 + last.1.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_is_told_as_it_was_asked_for() {
        let words = "Some Forty homes, of all, have no power";
        let asked: Vec<(usize, &str)> = words.unicode_word_indices().collect();
        let told = |text| longest(words, &asked, text);
        assert_eq!(told("Thirty homes of all have gas"), (4, "homes, of all, have"));
        assert_eq!(told("SOME FORTY ships"), (2, "Some Forty"));
        assert_eq!(told("nothing"), (0, ""));
        assert_eq!(told(""), (0, ""));
    }
}

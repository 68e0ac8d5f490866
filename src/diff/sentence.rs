//! Sentences that changed, and lists of texts set side by side.

use unicode_segmentation::UnicodeSegmentation;

use super::align::hunks;

/// Words after whose full stop a sentence goes on.
const TITLES: [&str; 14] =
    ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Capt", "Lt", "Sgt", "Sen", "Gov", "Rep"];

/// How alike two texts must be, in hundredths, to be taken for one that was changed.
const ALIKE: usize = 30;

/// How far ahead the other half of a pair is looked for, and how many words of it are: a bound on
/// the work that hostile texts can ask for.
const LOOKAHEAD: usize = 8;
const LONGEST: usize = 60;

/// The sentences that changed, each with what stands in its place.
///
/// `None` before is a sentence that was added, `None` after one that was taken away. Lines that
/// only wrap belong to one sentence; an item of a list begins another.
pub fn sentences(before: &str, after: &str) -> Vec<(Option<String>, Option<String>)> {
    let (old, new) = (split(before), split(after));
    let text = |list: &[String], index: Option<usize>| index.map(|index| list[index].clone());
    pair(&old, &new)
        .into_iter()
        .filter(|(a, b)| a.map(|a| &old[a]) != b.map(|b| &new[b]))
        .map(|(a, b)| (text(&old, a), text(&new, b)))
        .collect()
}

/// Items of two lists that are the same or were made of each other, in the order of both.
pub(super) fn pair<T: AsRef<str>>(
    before: &[T],
    after: &[T],
) -> Vec<(Option<usize>, Option<usize>)> {
    let old: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
    let new: Vec<&str> = after.iter().map(AsRef::as_ref).collect();
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    for hunk in hunks(&old, &new) {
        pairs.extend((i..hunk.before.start).zip(j..).map(|(i, j)| (Some(i), Some(j))));
        (i, j) = (hunk.before.start, hunk.after.start);
        while i < hunk.before.end && j < hunk.after.end {
            let rest = &new[j..hunk.after.end];
            match rest.iter().take(LOOKAHEAD).position(|text| alike(old[i], text)) {
                Some(skipped) => {
                    pairs.extend((j..j + skipped).map(|j| (None, Some(j))));
                    pairs.push((Some(i), Some(j + skipped)));
                    j += skipped + 1;
                }
                None => pairs.push((Some(i), None)),
            }
            i += 1;
        }
        pairs.extend((i..hunk.before.end).map(|i| (Some(i), None)));
        pairs.extend((j..hunk.after.end).map(|j| (None, Some(j))));
        (i, j) = (hunk.before.end, hunk.after.end);
    }
    pairs.extend((i..old.len()).zip(j..).map(|(i, j)| (Some(i), Some(j))));
    pairs
}

fn alike(one: &str, two: &str) -> bool {
    let mut rest: Vec<&str> = two.unicode_words().take(LONGEST).collect();
    let total = rest.len();
    let mut words = 0;
    let mut shared = 0;
    for word in one.unicode_words().take(LONGEST) {
        words += 1;
        if let Some(index) = rest.iter().position(|other| *other == word) {
            rest.swap_remove(index);
            shared += 1;
        }
    }
    shared * 200 >= (words + total) * ALIKE && shared > 0
}

/// The sentences of a text.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for block in blocks(text) {
        let mut open = false;
        for part in block.split_sentence_bounds() {
            match sentences.last_mut() {
                Some(last) if open => {
                    last.push(' ');
                    last.push_str(part.trim());
                }
                _ => sentences.push(part.trim().to_owned()),
            }
            open = goes_on(part);
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Whether the full stop at the end is that of a title or an initial.
fn goes_on(part: &str) -> bool {
    let Some(start) = part.trim_end().strip_suffix('.') else { return false };
    let word = start.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    TITLES.contains(&word) || (word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

/// Paragraphs and items, each on one line.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let item = ["- ", "* ", "+ ", "# ", "> "].iter().any(|mark| line.starts_with(mark));
        match blocks.last_mut() {
            _ if line.is_empty() => open = false,
            Some(last) if open && !item => {
                last.push(' ');
                last.push_str(line);
            }
            _ => {
                blocks.push(line.to_owned());
                open = true;
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_sentence_is_shown_with_what_stands_in_its_place() {
        let before = "The line was hit on Monday, Gen. A. Orlov\nsaid. Seven people were hurt.\n\nNobody died.\n";
        let after = "The line was hit on Monday, Gen. A. Orlov said. At least nine people were hurt. More is expected.\n\nNobody died.\n";
        assert_eq!(
            sentences(before, after),
            [
                (
                    Some("Seven people were hurt.".to_owned()),
                    Some("At least nine people were hurt.".to_owned())
                ),
                (None, Some("More is expected.".to_owned())),
            ]
        );
    }

    #[test]
    fn sentences_with_nothing_in_common_are_not_paired() {
        let pairs = sentences("Seven were hurt.", "Power is back in town.");
        assert_eq!(pairs.len(), 2);
        assert!(sentences("Same.", "Same.").is_empty());
    }
}

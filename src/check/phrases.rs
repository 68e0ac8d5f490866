//! Many phrases looked for in one pass over a text, as whole words.

use std::collections::HashMap;
use std::ops::Range;

/// Phrases to look for, each with what to say in its place.
#[derive(Debug)]
pub(super) struct Phrases {
    /// By the first word, in the case it is looked for.
    by_word: HashMap<String, Vec<Phrase>>,
    /// Whether a word that starts with that byte can be a first word.
    first_bytes: [bool; 256],
}

#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// What stands before the first word: seldom anything.
    before: String,
    /// The first word and what follows.
    pub(super) words: String,
    /// What to say in its place.
    pub(super) instead: String,
}

impl Phrases {
    /// Prepares the phrases. One that begins in lower case is found at the start of a sentence too.
    pub(super) fn new<'a>(phrases: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self { by_word: HashMap::new(), first_bytes: [false; 256] };
        for (words, instead) in phrases {
            all.add(words.trim(), instead);
            let capital = capitalized(words.trim());
            if capital != words.trim() {
                all.add(&capital, &capitalized(instead));
            }
        }
        all
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_word.is_empty()
    }

    fn add(&mut self, words: &str, instead: &str) {
        let Some(start) = words.find(char::is_alphanumeric) else { return };
        let first = first_word(&words[start..]);
        self.first_bytes[usize::from(first.as_bytes()[0])] = true;
        self.by_word.entry(first.to_owned()).or_default().push(Phrase {
            before: words[..start].to_owned(),
            words: words[start..].to_owned(),
            instead: instead.to_owned(),
        });
    }

    /// Where the phrases stand in a text as whole words, addresses of pages left out.
    pub(super) fn find<'p>(&'p self, text: &str) -> Vec<(Range<usize>, &'p Phrase)> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        // Only a byte that some phrase begins with is looked at again: this is run over every text.
        for (at, byte) in text.bytes().enumerate() {
            let starts =
                self.first_bytes[usize::from(byte)] && !text[..at].ends_with(char::is_alphanumeric);
            if starts && let Some(range) = self.longest(text, at, first_word(&text[at..])) {
                found.push(range);
            }
        }
        found
    }

    fn longest<'p>(
        &'p self,
        text: &str,
        at: usize,
        word: &str,
    ) -> Option<(Range<usize>, &'p Phrase)> {
        let phrases = self.by_word.get(word)?;
        phrases
            .iter()
            .filter(|phrase| text[..at].ends_with(&phrase.before))
            .filter_map(|phrase| {
                Some((at - phrase.before.len()..at + phrase.length_in(&text[at..])?, phrase))
            })
            .filter(|(range, _)| !in_address(text, range.start))
            .max_by_key(|(range, _)| range.len())
    }
}

impl Phrase {
    /// How many bytes of the text, from its start, are this phrase; white space is folded.
    fn length_in(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        let mut parts = self.words.split_whitespace();
        rest = rest.strip_prefix(parts.next()?)?;
        for part in parts {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed.strip_prefix(part)?;
        }
        let whole = !self.words.ends_with(char::is_alphanumeric)
            || !rest.starts_with(char::is_alphanumeric);
        whole.then_some(text.len() - rest.len())
    }
}

fn first_word(text: &str) -> &str {
    words(text).next().map_or("", |(_, word)| word)
}

/// The words of a text (runs of letters and digits), each with its place.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + run(&text[at..], false);
        at = start + run(&text[start..], true);
        (start < at).then(|| (start, &text[start..at]))
    })
}

/// How many bytes from the start are of letters and digits, or of none.
fn run(text: &str, of_words: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Nearly every letter is ASCII: decoding and looking up each would be most of the time.
        if bytes[at].is_ascii() {
            if bytes[at].is_ascii_alphanumeric() != of_words {
                break;
            }
            at += 1;
        } else {
            let next = text[at..].chars().next();
            let Some(c) = next.filter(|c| c.is_alphanumeric() == of_words) else { break };
            at += c.len_utf8();
        }
    }
    at
}

/// The characters of a text that are not ASCII, each with its place.
pub(super) fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii())?;
        let found = (at, text[at..].chars().next()?);
        at += found.1.len_utf8();
        Some(found)
    })
}

pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether that place of a text is within the address of a page.
pub(super) fn in_address(text: &str, at: usize) -> bool {
    let start =
        text[..at].rfind(|c: char| c.is_whitespace() || "()<>\"".contains(c)).map_or(0, |i| i + 1);
    text[text.floor_char_boundary(start)..at].contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let phrases = [("Kiev", "Kyiv"), ("e-mail", "email"), ("cannot verify", "")];
        Phrases::new(phrases.into_iter())
            .find(text)
            .into_iter()
            .map(|(range, phrase)| (text[range].to_owned(), phrase.instead.clone()))
            .collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn whole_words_are_found_and_a_capital_is_kept() {
        assert_eq!(
            found("E-mail from Kiev's mayor: an e-mail."),
            [pair("E-mail", "Email"), pair("Kiev", "Kyiv"), pair("e-mail", "email")]
        );
        assert!(found("Kievan kiev e-mails").is_empty());
    }

    #[test]
    fn spaces_are_folded_and_addresses_left_alone() {
        assert_eq!(found("We cannot\nverify it"), [pair("cannot\nverify", "")]);
        assert!(found("[map](https://maps.example/Kiev)").is_empty());
        assert_eq!(found("[Kiev](https://maps.example)").len(), 1);
    }

    #[test]
    fn letters_of_any_script_are_letters() {
        assert!(found("éKiev Kievé").is_empty());
        assert_eq!(found("«Kiev» – Kiev").len(), 2);
    }
}

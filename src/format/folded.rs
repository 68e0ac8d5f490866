//! Text in which words are looked for, with the differences folded that do not matter.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A folded text, and for each of its bytes the start and end of the character it came from.
///
/// Runs of white space (no-break spaces and line ends among it) are one space, invisible marks are
/// nothing, all double quotes and all single quotes are one kind each, runs of dashes are one hyphen,
/// `…` is three dots, and composed letters are their parts (Unicode NFD).
#[derive(Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Folded {
    /// The text folded; letters' case counts.
    pub fn of(original: &str) -> Self {
        let mut folded = Self::default();
        for (start, c) in original.char_indices() {
            folded.push(c, start..start + c.len_utf8());
        }
        folded
    }

    /// The same without the difference of capitals and small letters.
    pub fn of_any_case(original: &str) -> Self {
        let mut folded = Self::default();
        for (start, c) in original.char_indices() {
            folded.push_small(c, start..start + c.len_utf8());
        }
        folded
    }

    /// Adds a character that stands there.
    pub fn push(&mut self, c: char, from: Range<usize>) {
        match c {
            c if c.is_whitespace() => self.push_once(' ', from),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push_once('-', from),
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{AD}' | '\u{FEFF}' => {}
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => self.put('"', from),
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '‹' | '›' => self.put('\'', from),
            '…' => (0..3).for_each(|_| self.put('.', from.clone())),
            c if c.is_ascii() => self.put(c, from),
            c => decompose_canonical(c, |part| self.put(part, from.clone())),
        }
    }

    /// Adds a character that stands there as a small letter.
    pub fn push_small(&mut self, c: char, from: Range<usize>) {
        for small in c.to_lowercase() {
            // The small sigma has another form at the end of a word.
            self.push(if small == 'ς' { 'σ' } else { small }, from.clone());
        }
    }

    /// Where those folded words stand, in bytes of the folded text; never where their last letter goes
    /// on with an accent.
    pub fn each<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        let found = self.text.match_indices(words).map(|(at, _)| at);
        found.filter(|at| !self.text[at + words.len()..].starts_with(is_combining_mark))
    }

    /// Whether no word goes on before or behind that stretch; scripts without spaces do not tell.
    pub fn stands_apart(&self, stretch: &Range<usize>) -> bool {
        let (before, rest) = self.text.split_at(stretch.start);
        let (words, after) = rest.split_at(stretch.len());
        let one_word = |one: Option<char>, next: Option<char>| {
            let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && is_spaced(c));
            in_word(one) && in_word(next)
        };
        !one_word(before.chars().next_back(), words.chars().next())
            && !one_word(words.chars().next_back(), after.chars().next())
    }

    /// Where in the original that stretch came from.
    pub fn source(&self, stretch: &Range<usize>) -> Range<usize> {
        self.starts[stretch.start]..self.ends[stretch.end - 1]
    }

    /// The same, byte by byte.
    pub fn sources(&self, stretch: Range<usize>) -> Vec<(usize, usize)> {
        let starts = self.starts[stretch.clone()].iter().copied();
        starts.zip(self.ends[stretch].iter().copied()).collect()
    }

    /// One for a run of the same; the run's last character ends it.
    fn push_once(&mut self, c: char, from: Range<usize>) {
        if self.text.ends_with(c) {
            if let Some(end) = self.ends.last_mut() {
                *end = from.end;
            }
        } else {
            self.put(c, from);
        }
    }

    fn put(&mut self, c: char, from: Range<usize>) {
        self.text.push(c);
        self.starts.resize(self.text.len(), from.start);
        self.ends.resize(self.text.len(), from.end);
    }
}

/// Whether all its letters are of scripts that put no spaces between words.
pub fn is_unspaced(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).all(|c| !is_spaced(c))
}

/// Whether its script puts spaces between words.
fn is_spaced(c: char) -> bool {
    !matches!(c, '\u{E00}'..='\u{10FF}' | '\u{1780}'..='\u{17FF}' | '\u{1A00}'..='\u{1AAF}'
        | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{1B000}'..)
}

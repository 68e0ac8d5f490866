//! Texts folded, character by character, each with its place.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

use super::script::{is_apostrophe, is_left_out, is_nothing, spelt};

/// A folded character, and from where to where its original stands in bytes; `None` where words are
/// parted.
pub(super) type Folded = Option<(char, usize, usize)>;

/// Folds a text and gives each character in turn.
pub(super) fn fold(text: &str, each: impl FnMut(Folded)) {
    let mut folder = Folder { each, letter: None, held: None };
    for (from, c) in text.char_indices() {
        folder.take(c, from, from + c.len_utf8());
    }
    folder.part_words();
}

struct Folder<F> {
    each: F,
    /// What marks stand on.
    letter: Option<char>,
    /// The last character, to which a mark may still be joined.
    held: Option<(char, usize, usize)>,
}

impl<F: FnMut(Folded)> Folder<F> {
    fn take(&mut self, c: char, from: usize, to: usize) {
        if c.is_ascii_alphanumeric() {
            let c = c.to_ascii_lowercase();
            self.letter = Some(c);
            self.put(c, from, to);
        } else if c.is_ascii() {
            self.part_words();
        } else if !is_nothing(c) {
            decompose_compatible(c, |part| self.part(part, from, to));
        }
    }

    /// Takes a part of a character.
    fn part(&mut self, part: char, from: usize, to: usize) {
        if is_combining_mark(part) {
            match self.letter {
                Some(letter) if !is_left_out(letter, part) => self.put(part, from, to),
                Some(_) => self.stretch(to),
                None => {}
            }
        } else if !part.is_alphanumeric() || is_apostrophe(part) {
            self.part_words();
        } else if !is_nothing(part) {
            for small in part.to_lowercase().filter(|small| !is_combining_mark(*small)) {
                self.letter = Some(small);
                match spelt(small) {
                    Some(letters) => letters.chars().for_each(|c| self.put(c, from, to)),
                    None => self.put(small, from, to),
                }
            }
        }
    }

    /// Gives the character, joined to the one before where both are one (`и` and its breve, `か` and
    /// its voicing, the parts of a Korean syllable).
    fn put(&mut self, c: char, from: usize, to: usize) {
        match self.held {
            Some((before, start, _))
                if !c.is_ascii()
                    && let Some(one) = compose(before, c) =>
            {
                self.held = Some((one, start, to));
            }
            held => {
                if held.is_some() {
                    (self.each)(held);
                }
                self.held = Some((c, from, to));
            }
        }
    }

    fn stretch(&mut self, end: usize) {
        if let Some((_, _, to)) = &mut self.held {
            *to = end;
        }
    }

    fn part_words(&mut self) {
        if let Some(held) = self.held.take() {
            (self.each)(Some(held));
            (self.each)(None);
        }
        self.letter = None;
    }
}

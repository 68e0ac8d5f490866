//! Words, and runs of characters where a script puts no spaces between words.

use super::fold::fold;
use super::script::is_unspaced;

/// So many characters of a script without spaces are one token.
const TOGETHER: usize = 3;

/// A token that no word is: it stands between two texts, so that no run of words goes from one into
/// the next.
const BETWEEN: &str = " ¶ ";

/// A word, or a run of characters of a script without spaces, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// From where to where it stands, in bytes.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Of a run, each character with its place; of a word, nothing.
    pub(super) run: Vec<(char, usize, usize)>,
}

impl Piece {
    pub(super) fn is_run(&self) -> bool {
        !self.run.is_empty()
    }

    /// Its tokens, up to that character of a run.
    pub(super) fn tokens_to(&self, end: usize, out: &mut Vec<String>) {
        if !self.is_run() {
            return out.push(self.text.clone());
        }
        for first in 0..end.min(self.run.len()) {
            let last = self.run.len().min(first + TOGETHER);
            out.push(self.run[first..last].iter().map(|(c, ..)| c).collect());
        }
    }

    /// All its tokens.
    pub(super) fn tokens(&self, out: &mut Vec<String>) {
        self.tokens_to(self.run.len(), out);
    }

    /// The tokens by which it is found where more may follow it, and whether the last may go on.
    pub(super) fn last_tokens(&self, open: bool, out: &mut Vec<String>) -> bool {
        if !self.is_run() {
            out.push(self.text.clone());
            return open;
        }
        match self.run.len().checked_sub(TOGETHER) {
            Some(whole) => self.tokens_to(whole + 1, out),
            None => self.tokens_to(1, out),
        }
        self.run.len() < TOGETHER
    }
}

/// The pieces of a text, in their order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Option<Piece> = None;
    fold(text, |folded| {
        let Some((c, from, to)) = folded else { return pieces.extend(open.take()) };
        let is_run = match &open {
            // A mark goes with its letter.
            Some(piece) if unicode_normalization::char::is_combining_mark(c) => piece.is_run(),
            _ => is_unspaced(c),
        };
        if open.as_ref().is_some_and(|piece| piece.is_run() != is_run) {
            pieces.extend(open.take());
        }
        let piece =
            open.get_or_insert_with(|| Piece { text: String::new(), from, to, run: Vec::new() });
        piece.text.push(c);
        piece.to = to;
        if is_run {
            piece.run.push((c, from, to));
        }
    });
    pieces
}

/// The tokens of some texts of one document, as an index keeps them: with spaces between.
pub fn tokens<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let one = |text| {
        let mut tokens = Vec::new();
        pieces(text).iter().for_each(|piece| piece.tokens(&mut tokens));
        tokens.join(" ")
    };
    let all: Vec<String> = texts.into_iter().map(one).filter(|text| !text.is_empty()).collect();
    all.join(BETWEEN)
}

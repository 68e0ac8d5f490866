//! What a person types to look for.

use super::piece::{Piece, pieces};

/// Words that are looked for: each must stand somewhere, in whatever order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// A word, or words between quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it was typed.
    pub typed: String,
    /// It was typed between quotes: whole words, side by side.
    pub quoted: bool,
    pieces: Vec<Piece>,
}

/// How an index is asked for a run of words: tokens side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The tokens.
    pub tokens: Vec<String>,
    /// The last one may go on.
    pub open: bool,
}

impl Query {
    /// What these words ask for; `None` where no letter and no digit is among them.
    ///
    /// Words between quotes stand side by side. Another word may go on (`ferr` is in `ferries`); one
    /// with signs in it, as `wi-fi`, is looked for with its parts side by side. A quote that nothing
    /// closes is a sign like any other: no sign has another meaning.
    pub fn read(words: &str) -> Option<Self> {
        let mut terms = Vec::new();
        let mut rest = words;
        while let Some((start, open)) = rest.char_indices().find(|(_, c)| is_quote(*c)) {
            let after = &rest[start + open.len_utf8()..];
            let Some((end, close)) = after.char_indices().find(|(_, c)| is_quote(*c)) else {
                break;
            };
            each_word(&rest[..start], &mut terms);
            terms.extend(Term::read(&after[..end], true));
            rest = &after[end + close.len_utf8()..];
        }
        each_word(rest, &mut terms);
        (!terms.is_empty()).then_some(Self { terms })
    }

    /// That alone is looked for.
    pub fn of(term: Term) -> Self {
        Self { terms: vec![term] }
    }

    /// What is looked for.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}

fn each_word(text: &str, terms: &mut Vec<Term>) {
    terms.extend(text.split_whitespace().filter_map(|word| Term::read(word, false)));
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」')
}

impl Term {
    fn read(typed: &str, quoted: bool) -> Option<Self> {
        let pieces = pieces(typed);
        let typed = typed.trim().to_owned();
        (!pieces.is_empty()).then_some(Self { typed, quoted, pieces })
    }

    /// Whether it is more than one word.
    pub fn is_many(&self) -> bool {
        self.pieces.len() > 1
    }

    /// How an index is asked for it.
    pub fn phrase(&self) -> Phrase {
        phrase(&self.pieces, !self.quoted)
    }

    /// How an index is asked for words that may begin and end in the middle of one; `None` where it
    /// cannot tell.
    pub fn inside(words: &str) -> Option<Phrase> {
        let pieces = pieces(words);
        let whole = pieces.iter().position(Piece::is_run).map_or(1, |run| run.min(1));
        pieces.get(whole..).filter(|rest| !rest.is_empty()).map(|rest| phrase(rest, true))
    }

    /// From where to where it stands among the pieces of a text, each time.
    pub(super) fn places(&self, text: &[Piece]) -> Vec<(usize, usize)> {
        match self.pieces.as_slice() {
            [one] => text.iter().flat_map(|piece| alone(one, !self.quoted, piece)).collect(),
            many => {
                let windows = text.windows(many.len());
                windows.filter_map(|window| together(many, !self.quoted, window)).collect()
            }
        }
    }
}

fn phrase(pieces: &[Piece], open: bool) -> Phrase {
    let mut tokens = Vec::new();
    let Some((last, before)) = pieces.split_last() else { return Phrase { tokens, open } };
    before.iter().for_each(|piece| piece.tokens(&mut tokens));
    let open = last.last_tokens(open, &mut tokens);
    Phrase { tokens, open }
}

/// Where one piece stands in another.
fn alone(wanted: &Piece, open: bool, piece: &Piece) -> Vec<(usize, usize)> {
    if wanted.is_run() != piece.is_run() {
        return Vec::new();
    }
    if !wanted.is_run() {
        let is_it = piece.text == wanted.text || open && piece.text.starts_with(&wanted.text);
        return is_it.then_some((piece.from, piece.to)).into_iter().collect();
    }
    let same = |window: &&[(char, usize, usize)]| {
        window.iter().zip(&wanted.run).all(|((a, ..), (b, ..))| a == b)
    };
    let windows = piece.run.windows(wanted.run.len()).filter(same);
    windows.filter_map(|window| Some((window.first()?.1, window.last()?.2))).collect()
}

/// From where to where pieces stand, that are side by side: a run may begin before them and go on
/// behind them.
fn together(wanted: &[Piece], open: bool, window: &[Piece]) -> Option<(usize, usize)> {
    let ([first, inner @ .., last], [start, between @ .., end]) = (wanted, window) else {
        return None;
    };
    let begins = if first.is_run() {
        start.is_run() && start.text.ends_with(&first.text)
    } else {
        start.text == first.text
    };
    let same = inner.iter().zip(between).all(|(a, b)| a.text == b.text);
    let ends = end.text == last.text
        || end.is_run() == last.is_run()
            && (open || last.is_run())
            && end.text.starts_with(&last.text);
    if !(begins && same && ends) {
        return None;
    }
    let from = match start.run.len().checked_sub(first.run.len()) {
        Some(skipped) if first.is_run() => start.run[skipped].1,
        _ => start.from,
    };
    let to = if last.is_run() { end.run[last.run.len() - 1].2 } else { end.to };
    Some((from, to))
}

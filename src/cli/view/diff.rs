//! What changed in the words of a document.

use super::output::{self, Read, WordsChanged};
use super::words::word_diff;
use super::{shown, standing};
use crate::cli::context::Context;
use crate::desk::Session;
use crate::diff::{self, FieldChange, FieldKind, Piece};
use crate::ops::show::Compared;

/// What changed, field by field: `[-gone-]{+added+}`.
pub fn text(context: &Context, session: &Session, compared: &Compared, lines: bool) -> String {
    if compared.changes.0.is_empty() {
        return "no word changed\n".to_owned();
    }
    let mut out = String::new();
    for change in &compared.changes.0 {
        let mut pieces = if lines { by_line(change) } else { change.words.clone() };
        if matches!(change.place, FieldKind::RestsOn | FieldKind::PointPosts) {
            pieces.iter_mut().for_each(|piece| name_posts(session, piece));
        }
        without_last_line_feed(&mut pieces);
        let words = pieces_text(&pieces, context.colour());
        let words = words.trim_end();
        if words.contains('\n') {
            out.push_str(&format!("{}:\n  {}\n", change.field, words.replace('\n', "\n  ")));
        } else {
            out.push_str(&format!("{}: {words}\n", change.field));
        }
    }
    out
}

/// Posts that words rest on are told by what they say, too: nobody knows an id by heart.
fn name_posts(session: &Session, piece: &mut Piece) {
    let (Piece::Same(text) | Piece::Gone(text) | Piece::Added(text)) = piece;
    let named = |part: &str| match part.trim() {
        "" => part.to_owned(),
        id => session
            .named_as_last_read(id)
            .map_or_else(|_| part.to_owned(), |loaded| part.replace(id, &standing::name(&loaded))),
    };
    *text = text.split(',').map(named).collect::<Vec<_>>().join(",");
}

/// A field ends in a line feed before and after: the marks stand on the line of its last words.
fn without_last_line_feed(pieces: &mut [Piece]) {
    let last = pieces.len().saturating_sub(2);
    let all_changed = pieces[last..].iter().all(|piece| !matches!(piece, Piece::Same(_)));
    let from = if all_changed { last } else { pieces.len().saturating_sub(1) };
    for piece in &mut pieces[from..] {
        let (Piece::Same(text) | Piece::Gone(text) | Piece::Added(text)) = piece;
        let words = text.trim_end_matches('\n').len();
        if words > 0 {
            text.truncate(words);
        }
    }
}

/// Pieces as marked text; foreign marks are made visible in each.
pub fn pieces_text(pieces: &[Piece], colour: bool) -> String {
    let shown: Vec<(char, String)> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Same(text) => (' ', super::document::plain(text)),
            Piece::Gone(text) => ('-', super::document::plain(text)),
            Piece::Added(text) => ('+', super::document::plain(text)),
        })
        .collect();
    word_diff(shown.iter().map(|(kind, text)| (*kind, text.as_str())), colour)
}

fn by_line(change: &FieldChange) -> Vec<Piece> {
    let side = |keep: fn(&Piece) -> Option<&str>| -> String {
        change.words.iter().filter_map(keep).collect()
    };
    let before = side(|piece| match piece {
        Piece::Same(text) | Piece::Gone(text) => Some(text),
        Piece::Added(_) => None,
    });
    let after = side(|piece| match piece {
        Piece::Same(text) | Piece::Added(text) => Some(text),
        Piece::Gone(_) => None,
    });
    diff::lines(&before, &after)
}

/// The names of the fields that changed.
pub fn fields(compared: &Compared) -> String {
    compared.changes.0.iter().map(|change| format!("{}\n", shown(&change.field))).collect()
}

/// What changed as JSON, beside the document's standing.
pub fn json(read: Read, compared: &Compared) -> WordsChanged {
    let piece = |piece: &Piece| match piece {
        Piece::Same(text) => output::Piece::Same(text.clone()),
        Piece::Gone(text) => output::Piece::Gone(text.clone()),
        Piece::Added(text) => output::Piece::Added(text.clone()),
    };
    let change = |change: &FieldChange| output::Change {
        field: change.field.clone(),
        words: change.words.iter().map(piece).collect(),
    };
    WordsChanged { read, changes: compared.changes.0.iter().map(change).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(mut pieces: Vec<Piece>) -> String {
        without_last_line_feed(&mut pieces);
        pieces_text(&pieces, false)
    }

    #[test]
    fn the_last_mark_stands_on_the_line_of_its_words() {
        let (gone, added) =
            (Piece::Gone("Dark.\n".into()), Piece::Added("Light.\n\nMore.\n".into()));
        assert_eq!(shown(vec![added.clone()]), "{+Light.\n\nMore.+}");
        assert_eq!(shown(vec![gone, added.clone()]), "[-Dark.-]{+Light.\n\nMore.+}");
        assert_eq!(shown(vec![Piece::Same("One.\n".into()), added]), "One.\n{+Light.\n\nMore.+}");
        assert_eq!(shown(vec![Piece::Same("One.".into()), Piece::Gone("\n".into())]), "One.[-\n-]");
        assert_eq!(shown(Vec::new()), "");
    }
}

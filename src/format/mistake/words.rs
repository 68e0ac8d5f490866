//! Small questions about the words of a line.

use toml::de::DeTable;

use crate::format::shape::Shape;

/// A quotation mark or a prime that TOML does not take for one.
pub(super) fn is_odd_quote(c: char) -> bool {
    "“”„‟‘’‚‛«»‹›″′＂＇`´".contains(c)
}

/// Whether the words by themselves are a value.
pub(super) fn is_value(words: &str) -> bool {
    !words.is_empty() && DeTable::parse(&format!("x = {words}")).is_ok()
}

/// Whether the words by themselves are a value, or would be one in other quotes.
pub(super) fn is_clear(words: &str) -> bool {
    is_value(words) || in_odd_quotes(words).is_some()
}

/// The words between quotes of which one at least is odd, where it is clear which are meant.
pub(super) fn in_odd_quotes(words: &str) -> Option<&str> {
    let (first, last) = (words.chars().next()?, words.chars().next_back()?);
    let both = |c: char| is_odd_quote(c) || c == '"' || c == '\'';
    let odd = is_odd_quote(first) || is_odd_quote(last);
    let inner = words.strip_prefix(both)?.strip_suffix(both)?;
    (odd && both(first) && both(last) && !inner.contains(['"', '\\', '\n'])).then_some(inner)
}

/// Whether the words begin as a number does.
pub(super) fn starts_number(words: &str) -> bool {
    words.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit())
}

/// The words as a value: themselves where they are one, else in quotes that they do not have.
pub(super) fn quoted(words: &str, shape: Option<&Shape>) -> String {
    let is_text = matches!(shape, None | Some(Shape::Text(_) | Shape::Word(_)));
    if words.is_empty() {
        return "\"…\"".to_owned();
    }
    if let Some(Shape::List(inner)) = shape
        && matches!(**inner, Shape::Text(_) | Shape::Word(_))
        && !is_value(words)
    {
        let each = words.trim_matches(['[', ']']).split(',').map(str::trim);
        let each: Vec<String> =
            each.filter(|one| !one.is_empty()).map(|one| quoted(one, None)).collect();
        return format!("[{}]", each.join(", "));
    }
    if !is_text || is_value(words) && words.starts_with(['"', '\'']) {
        return words.to_owned();
    }
    let bare = without_quotes(words);
    if !bare.contains(['"', '\\']) {
        format!("\"{bare}\"")
    } else if !bare.contains('\'') {
        format!("'{bare}'")
    } else {
        format!("\"{}\"", bare.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// The words without the quotes around them, be it one alone; those within are left.
pub(super) fn without_quotes(words: &str) -> &str {
    let is_quote = |c: char| is_odd_quote(c) || c == '"' || c == '\'';
    let open = words.strip_prefix(is_quote);
    let alone = words.chars().filter(|c| is_quote(*c)).count() == 1;
    let bare = open.unwrap_or(words);
    if open.is_some() || alone { bare.strip_suffix(is_quote).unwrap_or(bare) } else { bare }
}

/// Where those quotes close a text of one line.
pub(super) fn end_of(inner: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    inner.char_indices().find_map(|(at, c)| {
        let ends = c == quote && !escaped;
        escaped = quote == '"' && c == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// The first words of what may be long.
pub(super) fn short(words: &str) -> String {
    let line = words.lines().next().unwrap_or("");
    let cut: String = line.chars().take(60).collect();
    if cut.len() < words.trim_end().len() { format!("{cut}…") } else { cut }
}

//! Plain text that came in.

use super::{Item, Terms, WireError, encoding, html, of_file, one_line};

/// A plain text: its first line is the headline, what follows are paragraphs.
///
/// # Errors
///
/// [`WireError::Empty`].
pub fn text(name: &str, text: &str) -> Result<Item, WireError> {
    let words = encoding::lines(text);
    let words = words.trim_matches(['\u{FEFF}', '\n', ' ', '\t']);
    let (headline, rest) = words.split_once('\n').unwrap_or((words, ""));
    if headline.is_empty() {
        return Err(WireError::Empty);
    }
    Ok(Item {
        origin: of_file(name, &encoding::lines(text)),
        headline: one_line(headline),
        body: to_markdown(rest),
        byline: Vec::new(),
        tags: Vec::new(),
        language: String::new(),
        embargo: None,
        media: Vec::new(),
        remarks: Vec::new(),
        terms: Terms::default(),
    })
}

/// Paragraphs of plain words as Markdown that says the same: nothing in them is mark-up.
pub(super) fn to_markdown(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines: Vec<&str> = escaped.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
    let html: String = paragraphs.map(|lines| format!("<p>{}</p>", lines.join("\n"))).collect();
    html::to_markdown(&html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_headline() {
        let item = text(
            "a.txt",
            "\u{FEFF}\nLamps  out\r\n\r\nOn the quay\r\nsince nine.\n\n\n* Not a list\n",
        )
        .expect("read");
        assert_eq!(item.headline, "Lamps out");
        assert_eq!(item.body, "On the quay since nine.\n\n\\* Not a list");
        assert_eq!((item.origin.provider.as_str(), item.origin.uri.as_str()), ("file", "a.txt"));
        assert_eq!(item.origin.version.len(), 12);
        assert_eq!(text("a.txt", " \n"), Err(WireError::Empty));
    }
}

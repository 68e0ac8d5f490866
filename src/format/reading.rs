//! What the Markdown of a body reads as: its words without the marks (CommonMark).

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The words of a body, a line for each paragraph, heading or item. Raw HTML is left out; a picture
/// is its alternative text.
pub fn plain(body: &str) -> String {
    words_and_links(body).0
}

/// The same, and where its links lead.
pub fn words_and_links(body: &str) -> (String, Vec<String>) {
    let (mut text, mut links) = (String::new(), Vec::new());
    for event in Parser::new_ext(body, Options::empty()) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock,
            ) if !text.ends_with('\n') => text.push('\n'),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    (text, links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_reads_as_a_line_for_each_paragraph() {
        let (text, links) =
            words_and_links("One *two*\nthree&amp;<b>four</b>.\n\n- a\n- [b](https://b.example)\n");
        assert_eq!(text, "One two three&four.\na\nb");
        assert_eq!(links, ["https://b.example"]);
    }
}

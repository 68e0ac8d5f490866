//! What the Markdown of a body holds that a rule asks for: links, code, raw HTML.
//!
//! Each looks for a mark first without which there can be none: most posts are never parsed.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::format::markdown::pieces;

/// A link or picture in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BodyLink {
    /// All of it, in bytes of the body.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) address: String,
    /// Its words; the address itself where it has none of its own.
    pub(super) words: String,
    /// Whether it is an address alone, in angle brackets or without.
    pub(super) bare: bool,
}

/// The links of a body, pictures among them.
pub(super) fn links(body: &str) -> Vec<BodyLink> {
    let mut links: Vec<BodyLink> = Vec::new();
    if !body.contains([']', '<']) && !body.contains("://") {
        return links;
    }
    let mut open: Vec<usize> = Vec::new();
    for (event, range) in pieces(body) {
        match event {
            Event::Start(
                Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
            ) => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                open.push(links.len());
                links.push(BodyLink {
                    range,
                    address: dest_url.to_string(),
                    words: String::new(),
                    bare,
                });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => drop(open.pop()),
            Event::Text(text) | Event::Code(text) => {
                open.iter().for_each(|link| links[*link].words.push_str(&text));
            }
            Event::SoftBreak | Event::HardBreak => {
                open.iter().for_each(|link| links[*link].words.push(' '));
            }
            _ => {}
        }
    }
    links
}

/// The code in a body: spans and blocks.
pub(super) fn code(body: &str) -> Vec<Range<usize>> {
    if !body.contains(['`', '~', '\t']) && !body.contains("    ") {
        return Vec::new();
    }
    pieces(body)
        .into_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}

/// The raw HTML in a body, comments among it.
pub(super) fn html(body: &str) -> Vec<Range<usize>> {
    if !body.contains('<') {
        return Vec::new();
    }
    pieces(body)
        .into_iter()
        .filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
        .map(|(_, range)| range)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_their_words_and_address() {
        let found =
            links("See [the *list*](https://a.example/x), <https://b.example> and `[no](c)`.");
        let seen: Vec<(&str, &str, bool)> =
            found.iter().map(|l| (l.words.as_str(), l.address.as_str(), l.bare)).collect();
        assert_eq!(
            seen,
            [
                ("the list", "https://a.example/x", false),
                ("https://b.example", "https://b.example", true)
            ]
        );
    }

    #[test]
    fn an_address_in_angle_brackets_is_no_html() {
        assert!(html("see <https://a.example> where 2 < 3").is_empty());
        assert_eq!(html("a <b>bold</b> word").len(), 2);
    }
}

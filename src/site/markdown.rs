//! A body's Markdown as HTML that is safe to show, and as plain text.
//!
//! CommonMark without raw HTML, which is left out; pictures in a body are their alternative text,
//! since they carry neither credit nor caption. The result goes through an allow-list of elements.
//! ammonia takes time quadratic in the depth of its input, so depth and size are capped before it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::text::visible;
use crate::format;

/// The longest body that is shown, in bytes; a file may not be longer.
const LONGEST: usize = 256_000;
/// How many elements may be open at once; deeper ones are left out, their words stay.
const DEEPEST: usize = 12;

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "em",
            "strong",
            "a",
            "ul",
            "ol",
            "li",
            "blockquote",
            "code",
            "pre",
            "br",
            "hr",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The body as HTML; every heading in it gets that level.
pub(super) fn html(body: &str, heading: HeadingLevel) -> String {
    let body = visible(cut(body));
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Shown::new(&body, heading));
    ALLOWED.clean(&html).to_string()
}

/// The words of the body, a line for each paragraph, heading or item.
pub(super) fn plain(body: &str) -> String {
    format::plain(&visible(cut(body)))
}

fn cut(body: &str) -> &str {
    &body[..body.floor_char_boundary(LONGEST)]
}

/// The events of a body that are shown, not nested deeper than [`DEEPEST`].
struct Shown<'a> {
    parser: Parser<'a>,
    heading: HeadingLevel,
    /// For each open element whether it is shown.
    open: Vec<bool>,
    /// How many of them are.
    depth: usize,
}

impl<'a> Shown<'a> {
    fn new(body: &'a str, heading: HeadingLevel) -> Self {
        let parser = Parser::new_ext(body, Options::empty());
        Self { parser, heading, open: Vec::new(), depth: 0 }
    }

    fn start(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        let shown = self.depth < DEEPEST && !matches!(tag, Tag::Image { .. } | Tag::HtmlBlock);
        self.open.push(shown);
        if !shown {
            return None;
        }
        self.depth += 1;
        Some(Event::Start(match tag {
            Tag::Heading { .. } => {
                Tag::Heading { level: self.heading, id: None, classes: vec![], attrs: vec![] }
            }
            other => other,
        }))
    }

    fn end(&mut self, end: TagEnd) -> Option<Event<'a>> {
        if !self.open.pop().unwrap_or(false) {
            return None;
        }
        self.depth -= 1;
        Some(Event::End(match end {
            TagEnd::Heading(_) => TagEnd::Heading(self.heading),
            other => other,
        }))
    }
}

impl<'a> Iterator for Shown<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let shown = match self.parser.next()? {
                Event::Start(tag) => self.start(tag),
                Event::End(end) => self.end(end),
                Event::Html(_) | Event::InlineHtml(_) => None,
                other => Some(other),
            };
            if shown.is_some() {
                return shown;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        html(body, HeadingLevel::H4)
    }

    #[test]
    fn raw_html_does_not_pass() {
        let html = shown("Hello <script>alert(1)</script> *there*\n\n<div onclick=x>block</div>");
        assert_eq!(html, "<p>Hello alert(1) <em>there</em></p>\n");
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        assert_eq!(
            shown("[a](https://example.org) [b](javascript:alert(1)) [c](/etc)"),
            "<p><a href=\"https://example.org\" rel=\"noopener noreferrer\">a</a> \
             <a rel=\"noopener noreferrer\">b</a> <a rel=\"noopener noreferrer\">c</a></p>\n"
        );
    }

    #[test]
    fn headings_get_the_level_of_their_place_and_pictures_are_words() {
        assert_eq!(shown("# One\n\n### Three"), "<h4>One</h4>\n<h4>Three</h4>\n");
        assert_eq!(shown("![a dam](https://example.org/a.jpg)"), "<p>a dam</p>\n");
    }

    #[test]
    fn a_very_deep_body_keeps_its_words_and_is_quick() {
        let started = std::time::Instant::now();
        let html = shown(&format!("{} the words", ">".repeat(50_000)));
        assert!(html.contains("the words"));
        assert!(html.matches("<blockquote>").count() <= DEEPEST);
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}

//! A body's Markdown as HTML that is safe to show, and as plain text.
//!
//! Markdown as [`crate::format::markdown`] reads it, without raw HTML, which is left out; pictures in a body are their alternative
//! text, since they carry neither credit nor caption; footnotes stand behind the words. The result goes through an allow-list of elements.
//! ammonia takes time quadratic in the depth of its input, so depth and size are capped before it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::html::push_html;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::text::{escape, visible};
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
            "del",
            "sup",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]))
        .allowed_classes(HashMap::from([
            ("a", HashSet::from(["bare"])),
            ("ol", HashSet::from(["notes"])),
            ("th", HashSet::from(["end", "mid"])),
            ("td", HashSet::from(["end", "mid"])),
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
    ALLOWED.clean(&Shown::of(&body, heading).html()).to_string()
}

/// The same for a page: what is wider than a screen can be moved, with the keyboard as well.
pub(super) fn page(body: &str, heading: HeadingLevel) -> String {
    let html = html(body, heading);
    // A table is none of a post's own HTML, of which nothing passes.
    html.replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
}

/// The words of the body that stand, a line for each paragraph, heading, item or row.
pub(super) fn plain(body: &str) -> String {
    format::standing(&visible(cut(body)))
}

fn cut(body: &str) -> &str {
    &body[..body.floor_char_boundary(LONGEST)]
}

/// A body as far as it is shown: its blocks, and its footnotes behind them.
struct Shown<'a> {
    heading: HeadingLevel,
    /// For each open element whether it is shown.
    open: Vec<bool>,
    /// How many of them are.
    depth: usize,
    words: Vec<Event<'a>>,
    /// The footnotes in the order in which words name them, each with its blocks.
    notes: Vec<Vec<Event<'a>>>,
    /// Which of them has that name.
    named: HashMap<String, usize>,
    /// The footnotes that are being read, one within the other.
    open_notes: Vec<usize>,
}

impl<'a> Shown<'a> {
    fn of(body: &'a str, heading: HeadingLevel) -> Self {
        let mut shown = Self {
            heading,
            open: Vec::new(),
            depth: 0,
            words: Vec::new(),
            notes: Vec::new(),
            named: HashMap::new(),
            open_notes: Vec::new(),
        };
        let pieces = format::markdown::pieces(body);
        for (event, _) in &pieces {
            if let Event::FootnoteReference(name) = event {
                shown.number(name);
            }
        }
        pieces.into_iter().for_each(|(event, _)| shown.take(event));
        shown
    }

    fn take(&mut self, event: Event<'a>) {
        let shown = match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let number = self.number(&name);
                self.open_notes.push(number);
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.open_notes.pop();
                None
            }
            Event::FootnoteReference(name) => {
                let number = self.number(&name) + 1;
                Some(Event::InlineHtml(format!("<sup>{number}</sup>").into()))
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                self.open.push(true);
                self.depth += 1;
                let to = escape(&dest_url);
                Some(Event::InlineHtml(format!("<a class=\"bare\" href=\"{to}\">").into()))
            }
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Html(_) | Event::InlineHtml(_) => None,
            other => Some(other),
        };
        let to = match self.open_notes.last() {
            Some(note) => &mut self.notes[*note],
            None => &mut self.words,
        };
        to.extend(shown);
    }

    /// Which of the footnotes it is, from none; capitals make no other name.
    fn number(&mut self, name: &str) -> usize {
        let next = self.notes.len();
        let number = *self.named.entry(name.to_lowercase()).or_insert(next);
        if number == next {
            self.notes.push(Vec::new());
        }
        number
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

    fn html(self) -> String {
        let mut html = String::new();
        push_html(&mut html, self.words.into_iter());
        if !self.notes.is_empty() {
            html.push_str("<ol class=\"notes\">\n");
            for note in self.notes {
                html.push_str("<li>");
                push_html(&mut html, note.into_iter());
                html.push_str("</li>\n");
            }
            html.push_str("</ol>\n");
        }
        // How a column is set is a matter of the style.
        for cell in ["td", "th"] {
            for (side, class) in [("right", "end"), ("center", "mid")] {
                // No words of a body can be this: theirs has `&lt;`.
                let styled = format!("<{cell} style=\"text-align: {side}\">");
                html = html.replace(&styled, &format!("<{cell} class=\"{class}\">"));
            }
        }
        html
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
    fn footnotes_stand_behind_the_words_in_their_order_and_none_is_lost() {
        let body = "[^b]: B is *so*.\n\nOne[^a] two[^b] one again[^a].\n\n[^a]: A.\n\n[^c]: Nobody names it.";
        assert_eq!(
            shown(body),
            "<p>One<sup>1</sup> two<sup>2</sup> one again<sup>1</sup>.</p>\n<ol class=\"notes\">\n\
             <li><p>A.</p>\n</li>\n<li><p>B is <em>so</em>.</p>\n</li>\n<li><p>Nobody names it.</p>\n</li>\n</ol>\n"
        );
        let other = shown("First[^A], then[^a].\n\n[^a]: Lower.");
        assert!(
            other.contains("First<sup>1</sup>, then<sup>1</sup>")
                && other.matches("<li>").count() == 1
        );
        let within = shown("x[^c]\n\n[^c]: one\n\n    [^d]: inner\n\n    tail of c\n");
        assert!(
            within.starts_with("<p>x<sup>1</sup></p>\n<ol") && within.contains("tail of c"),
            "{within}"
        );
        assert_eq!(shown("Not one[^x]."), "<p>Not one[^x].</p>\n");
    }

    #[test]
    fn tables_struck_words_and_bare_addresses_are_shown() {
        let body =
            "| Town | Dead |\n|:--|--:|\n| **Tarn** | ~~3~~ 4 |\n\nAt https://a.example/x?a=1&b=2.";
        assert_eq!(
            shown(body),
            "<table><thead><tr><th>Town</th><th class=\"end\">Dead</th></tr></thead><tbody>\n\
             <tr><td><strong>Tarn</strong></td><td class=\"end\"><del>3</del> 4</td></tr>\n</tbody></table>\n\
             <p>At <a class=\"bare\" href=\"https://a.example/x?a=1&amp;b=2\" rel=\"noopener noreferrer\">https://a.example/x?a=1&amp;b=2</a>.</p>\n"
        );
        let words = "`<td style=\"text-align: right\">` style=\"text-align: left\" end";
        assert!(shown(words).contains("style=\"text-align: left\" end"), "{}", shown(words));
        let page = page("|a|\n|-|\n|1|", HeadingLevel::H4);
        assert!(page.starts_with("<div class=\"wide\" tabindex=\"0\"><table>"), "{page}");
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

//! HTML that came in, as Markdown.

use std::borrow::Cow;
use std::collections::HashSet;

use htmd::HtmlToMarkdown;
use htmd::options::{BulletListMarker, HeadingStyle, Options};

/// What may be in the body of a post; the rest is taken off, its text kept.
const TAGS: [&str; 21] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "ul",
    "h1",
    "h5",
    "h6",
];

/// Elements nested deeper than this are nobody's layout, and whoever walks them runs out of stack.
const DEEPEST: usize = 256;

/// The HTML as Markdown without raw HTML; scripts, styles and their text are gone. Of what is nested
/// deeper than any layout only words and paragraphs stay.
pub(super) fn to_markdown(html: &str) -> String {
    let flat = if depth(html) > DEEPEST { Cow::Owned(flat(html)) } else { Cow::Borrowed(html) };
    let html = flat.as_ref();
    let clean = ammonia::Builder::new()
        .tags(HashSet::from(TAGS))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(None)
        .clean(html)
        .to_string();
    let options = Options {
        heading_style: HeadingStyle::Atx,
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let converter = HtmlToMarkdown::builder().options(options).build();
    let text = converter.convert(&clean).unwrap_or_default();
    text.trim().to_owned()
}

/// How deep elements are nested, at the most: those that nobody closes count as open.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for tag in tags(html).filter(|tag| !ALONE.contains(&tag.name.as_str())) {
        open = if tag.closes { open.saturating_sub(1) } else { open + 1 };
        deepest = deepest.max(open);
    }
    deepest
}

/// The words and the paragraphs of HTML.
fn flat(html: &str) -> String {
    let (mut out, mut from, mut hidden) = (String::with_capacity(html.len()), 0, false);
    for tag in tags(html) {
        if !hidden {
            out.push_str(html.get(from..tag.start).unwrap_or_default());
            out.push_str(if ["p", "br"].contains(&tag.name.as_str()) { "<p>" } else { " " });
        }
        from = tag.end;
        if ["script", "style"].contains(&tag.name.as_str()) {
            hidden = !tag.closes;
        }
    }
    if !hidden {
        out.push_str(&html[from..]);
    }
    out
}

/// Elements that hold no others, or that the next one closes.
const ALONE: [&str; 10] = ["p", "br", "hr", "img", "li", "td", "tr", "input", "meta", "link"];

/// A tag of HTML.
struct Tag {
    name: String,
    closes: bool,
    start: usize,
    end: usize,
}

/// The tags of HTML, as far as they can be told apart without building a tree.
fn tags(html: &str) -> impl Iterator<Item = Tag> {
    // Where the tag before ended is known: no text is looked through twice.
    let mut ended = 0;
    html.match_indices('<').filter_map(move |(start, _)| {
        let rest = &html[start + 1..];
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let letters = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if ended <= start {
            ended = html[start..].find('>').map_or(html.len(), |at| start + at + 1);
        }
        let end = ended;
        let name = rest[..letters].to_ascii_lowercase();
        (letters > 0).then_some(Tag { name, closes, start, end })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_nested_too_deep_the_words_stay() {
        for tag in ["blockquote", "b", "ul><li", "em", "div"] {
            let html = format!(
                "<p>First.</p>{}Last.<script>bad()</script>",
                format!("<{tag}>").repeat(20_000)
            );
            let text = to_markdown(&html);
            assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["First.", "Last."], "{tag}");
        }
        let deep = format!("{}x{}", "<b>".repeat(200), "</b>".repeat(200));
        assert!(to_markdown(&deep).contains('x'));
        assert!(to_markdown(&"<p>one<p>two".repeat(2_000)).contains("two"));
    }

    #[test]
    fn what_a_body_may_have_is_kept_and_nothing_else() {
        let html = "<h2>Lamps</h2><p>Lamps are <b>out</b>, <a href=\"https://x.example/a\">see</a>.</p><ul><li>quay</li><li>pier</li></ul><script>alert(1)</script><p onclick=\"x\">End<br>here <a href=\"javascript:x\">link</a></p>";
        let text = to_markdown(html);
        assert!(
            text.starts_with("## Lamps\n\nLamps are **out**, [see](https://x.example/a)."),
            "{text}"
        );
        assert!(text.contains("- quay\n- pier"), "{text}");
        for gone in ["script", "alert", "onclick", "javascript"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
    }

    #[test]
    fn words_that_look_like_markdown_stay_words() {
        let text = to_markdown("<p>1. Not a list, *not* bold &lt;b&gt;, a_b_c</p>");
        let parser = pulldown_cmark::Parser::new(&text);
        let mut back = String::new();
        for event in parser {
            if let pulldown_cmark::Event::Text(words) = event {
                back.push_str(&words);
            }
        }
        assert_eq!(back, "1. Not a list, *not* bold <b>, a_b_c", "{text}");
    }
}

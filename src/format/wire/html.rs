//! HTML that came in, as Markdown.

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

/// The HTML as Markdown without raw HTML; scripts, styles and their text are gone.
pub(super) fn to_markdown(html: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

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

//! HTML of others, as Markdown.

use std::collections::BTreeSet;

use super::*;

/// The words that readers get of Markdown.
fn read(markdown: &str) -> String {
    let mut words = String::new();
    for event in pulldown_cmark::Parser::new(markdown) {
        match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => {
                words.push_str(&text);
            }
            pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => {
                panic!("raw HTML: {html} in {markdown}");
            }
            pulldown_cmark::Event::Start(
                pulldown_cmark::Tag::Emphasis | pulldown_cmark::Tag::Strong,
            ) => {}
            pulldown_cmark::Event::End(
                pulldown_cmark::TagEnd::Emphasis
                | pulldown_cmark::TagEnd::Strong
                | pulldown_cmark::TagEnd::Link,
            ) => {}
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. }) => {}
            _ => words.push(' '),
        }
    }
    words
}

#[test]
fn what_stands_in_the_deepest_list_is_in_an_item_of_it() {
    for depth in 0..12 {
        for first in ["", "<blockquote>", "<ul>", "<ol><li>"] {
            for (list, word) in
                [("<ul><li>", "<p>x"), ("<ul>", "x"), ("<ol>", "<pre>x"), ("<ul>", "<ul>x")]
            {
                let html = format!("{first}{}{word}", list.repeat(depth));
                assert_eq!(read(&to_markdown(&html)).trim(), "x", "{html}");
            }
        }
    }
}

#[test]
fn of_what_is_nested_without_end_the_words_stay() {
    for tag in [
        "blockquote",
        "b",
        "ul><li",
        "em",
        "div",
        "b></i",
        "p><font color=1",
        "table><tr><td",
        "li",
        "s",
        "a href=https://x.example",
        "h1",
    ] {
        let html = format!(
            "<p>First.</p>{}Last.<script>bad()</script>",
            format!("<{tag}>").repeat(20_000)
        );
        let text = to_markdown(&html);
        let words: Vec<String> = read(&text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words.first().map(String::as_str), Some("First."), "{tag}");
        assert!(words.iter().any(|word| word.starts_with("Last.")), "{tag}");
        assert!(text.len() < 300_000, "{tag}: {}", text.len());
    }
    let deep = format!("{}x{}", "<b>".repeat(200), "</b>".repeat(200));
    assert_eq!(to_markdown(&deep), "**x**");
    assert!(to_markdown(&"<p>one<p>two".repeat(2_000)).contains("two"));
}

#[test]
fn what_is_tidy_is_not_deep_and_not_much_longer() {
    let many: String = (0..2_000).map(|n| format!("<font id={n}><b id={n}><i><code><p>")).collect();
    for html in
        [many, "<b><i><code><a href=https://x.example/y>".repeat(500) + &"<p>".repeat(20_000)]
    {
        let tidy = tidy::tidy(&html);
        assert!(tidy.html.len() < html.len() * 40, "{}", tidy.html.len());
        let (mut open, mut deepest) = (0_i64, 0);
        for tag in tidy
            .html
            .split('<')
            .skip(1)
            .filter(|tag| !tag.starts_with("br") && !tag.starts_with("hr"))
        {
            open += if tag.starts_with('/') { -1 } else { 1 };
            deepest = deepest.max(open);
        }
        assert_eq!(open, 0);
        assert!(deepest < 16, "{deepest}");
    }
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
    assert!(text.ends_with("here link"), "{text}");
    for gone in ["script", "alert", "onclick", "javascript"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
}

#[test]
fn words_of_blocks_are_not_joined() {
    for (html, markdown) in [
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        (
            "<table><tr><th>Town<th>Dead</tr><tr><td>Tarn</td><td><p>3</p></td></tr></table>",
            "- Town | Dead\n- Tarn | 3",
        ),
        (
            "<figure><img src=\"/a.jpg\" alt=\"A dark quay\"><figcaption>The quay</figcaption></figure>",
            "A dark quay\n\nThe quay",
        ),
        ("<dl><dt>Tarn</dt><dd>a river</dd></dl>", "Tarn\n\na river"),
        ("<blockquote><p>We hold.</p></blockquote>", "> We hold."),
        ("<ol><li>one<ul><li>two</li></ul></li></ol>", "1. one\n   - two"),
        ("<p>Three <del>four</del> dead</p>", "Three (struck out: four) dead"),
        ("10<sup>6</sup> and H<sub>2</sub>O", "10^6 and H2O"),
        ("<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"),
        ("<p>She <i>said <b>no</i> and</b> left</p>", "She *said **no*** **and** left"),
        ("a <mayor says> b", "a \\<mayor says> b"),
        ("<p><b>Tarn:</b>flood</p>", "**Tarn:** flood"),
        ("<ul>one<li>two</ul>", "- one\n- two"),
        ("<p><b></b>x<a href=\"https://x.example\"></a></p>", "x"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

#[test]
fn what_is_no_words_is_told() {
    let html = "<!-- wp:paragraph --><p>One<img src=\"x/y.png\"></p><!-- ask Ed --><iframe src=\"https://v.example/7\"></iframe><a href=\"../b.md\">b</a>";
    assert_eq!(
        convert(html).told,
        [
            "a picture: x/y.png",
            "a comment: ask Ed",
            "iframe: https://v.example/7",
            "a link that leads nowhere for readers: ../b.md"
        ]
    );
}

#[test]
fn words_that_look_like_markdown_stay_words() {
    for words in [
        "1. Not a list, *not* bold &lt;b&gt;, a_b_c",
        "# no heading",
        "+ x",
        "- x",
        "~~x~~",
        "[a](https://b.example)",
        "`x`",
        "> q",
        "1) x",
        "a\\*b",
        "&amp;amp;",
        "![x](y)",
        "--- x",
        "=== x",
        "| a | b |",
        "https://x.example/a_b_c",
    ] {
        let text = to_markdown(&format!("<p>{words}</p>"));
        let expected = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert_eq!(read(&text).trim(), expected, "{text}");
    }
}

const WORDS: [&str; 8] = ["quay", "Lamps", "1.", "#", "*mast*", "x_y_z", "10%", "[see]"];
const TAGS: [&str; 24] = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<div>",
    "</div>",
    "<br>",
    "<h2>",
    "</h2>",
    "<a href=\"https://x.example\">",
    "</a>",
    "<pre>",
];

proptest::proptest! {
    #[test]
    fn prop_every_word_stays(parts in proptest::collection::vec((0..TAGS.len(), 0..WORDS.len()), 0..30)) {
        let html: String = parts.iter().map(|(tag, word)| format!("{} {} ", TAGS[*tag], WORDS[*word])).collect();
        let got = read(&to_markdown(&html));
        let got: BTreeSet<&str> = got.split_whitespace().collect();
        for (_, word) in &parts {
            proptest::prop_assert!(got.contains(WORDS[*word]), "{} is not in {:?} of {}", WORDS[*word], got, html);
        }
    }

    #[test]
    fn prop_nothing_breaks_it(html in "[<>/a-cp\"'=!& \\-\n]{0,120}") {
        let _ = convert(&html);
    }
}

//! Markdown as site generators and blogs export it.

use super::super::Person;
use super::*;

fn item(text: &str) -> Item {
    markdown("a.md", text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn told(text: &str) -> String {
    match markdown("a.md", text) {
        Err(error) => error.to_string(),
        Ok(item) => panic!("read: {item:?}"),
    }
}

fn front(fields: &str) -> Item {
    item(&format!("---\n{fields}\n---\n\nDark.\n"))
}

fn names(item: &Item) -> Vec<&str> {
    item.byline.iter().map(|person| person.name.as_str()).collect()
}

#[test]
fn a_first_heading_is_the_headline() {
    for (text, headline, body) in [
        ("# Lamps *out*\n\nOn the quay.\n\n## Later\n", "Lamps out", "On the quay.\n\n## Later"),
        ("Lamps out\n=====\n\nOn the quay.\n", "Lamps out", "On the quay."),
        ("---\ntitle: Lamps out\n---\n# Lamps out\n\nOn the quay.\n", "Lamps out", "On the quay."),
        (
            "---\ntitle: Dark\n---\n# Lamps out\n\nOn the quay.\n",
            "Dark",
            "# Lamps out\n\nOn the quay.",
        ),
        ("<h1>Lamps out</h1>\n\nOn the quay.\n", "Lamps out", "On the quay."),
        ("On the quay.\n", "", "On the quay."),
    ] {
        let item = item(text);
        assert_eq!((item.headline.as_str(), item.body.as_str()), (headline, body), "{text}");
    }
    assert_eq!(markdown("a.md", "\n"), Err(WireError::Empty));
}

#[test]
fn front_matter_of_every_language_says_the_same() {
    for text in [
        "---\ntitle: \"Lamps: out\"\nauthor: Ana Lom\ntags: [power, quay]\ndate: 2026-11-07\nlang: uk\n---\n\nOn the quay.\n",
        "+++\ntitle = \"Lamps: out\"\nauthors = [\"Ana Lom\"]\ndate = 2026-11-07\nlanguage = \"uk\"\n[taxonomies]\ntags = [\"power\", \"quay\"]\n+++\nOn the quay.\n",
        "{\n  \"title\": \"Lamps: out\", \"date\": \"2026-11-07\",\n  \"params\": {\"author\": \"Ana Lom\"}, \"tags\": [\"power\", \"quay\"], \"lang\": \"uk\"\n}\n\nOn the quay.\n",
        ";;;\n\"title\": \"Lamps: out\", \"date\": \"2026-11-07\", \"author\": \"Ana Lom\",\n\"tags\": [\"power\", \"quay\"], \"lang\": \"uk\"\n;;;\nOn the quay.\n",
        "\u{FEFF}\r\n\r\n--- \r\ntitle: 'Lamps: out'\r\nbyline: By Ana Lom\r\ncategories: Power\r\ntags: quay\r\ndate: 2026-11-07\r\nlang: uk\r\n---\t\r\n\r\nOn the quay.\r\n",
        "---\rtitle: \"Lamps: out\"\rauthor: {name: Ana Lom}\rtags:\r  - power\r  - quay\rdate: 2026-11-07\rlang: uk\r...\rOn the quay.\r",
    ] {
        let item = item(text);
        assert_eq!(item.headline, "Lamps: out", "{text}");
        assert_eq!(item.byline, [Person::named("Ana Lom")], "{text}");
        let mut tags: Vec<String> = item.tags.iter().map(|tag| tag.to_lowercase()).collect();
        tags.sort();
        assert_eq!(tags, ["power", "quay"], "{text}");
        assert_eq!((item.language.as_str(), item.body.as_str()), ("uk", "On the quay."), "{text}");
        assert_eq!((item.origin.date.as_str(), item.remarks.len()), ("2026-11-07", 0), "{text}");
    }
    assert_eq!(front("id: story-7\ntitle: X").origin.uri, "story-7");
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    for (text, line, why) in [
        ("---\n: [\n---\nx", "line", ""),
        ("\n\n---\ntitle: @mayor says no\n---\nx", "line 4", "quotes"),
        ("---\ntitle: Dark\ntags:\n\t- quay\n---\nx", "line 4", "tab"),
        ("---\ntitle: One\ndate: 2026\ntitle: Two\n---\nx", "line 4", "`title` is there twice"),
        ("\n---\ntitle: Never closed\n\nx\n", "line 2", "never closed"),
        ("+++\ntitle = \"Never closed\"\n\nx\n", "line 1", "never closed"),
        ("+++\ntitle = \"a\"\nb = \n+++\n", "line 3", ""),
        ("{\n\"title\": \"Dark\",\n\"tags\": [\n}\n\nx", "line 4", ""),
    ] {
        let said = told(text);
        assert!(said.contains(line) && said.contains(why), "{text}: {said}");
    }
}

#[test]
fn rules_and_headings_are_no_front_matter() {
    for text in [
        "---\n\nOn the quay.\n",
        "---\n\nA piece that begins with a rule.\n\n---\n\nAnd goes on.\n",
        "---\n\nThe mayor: we hold.\n\n---\n\nAnd goes on.\n",
        "The quay\n---\n\nOn the quay.\n",
        "+++\n\nOn the quay.\n",
        "{he is 61} The mayor\n",
    ] {
        let item = item(text);
        for word in text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)) {
            let there = item.body.contains(word) || item.headline.contains(word);
            assert!(there, "{word} of {text} is not in {item:?}");
        }
    }
    let item = front("title: A rule in the body");
    assert_eq!(item.body, "Dark.");
    let item = self::item("---\ntitle: X\n---\n\nOne.\n\n---\n\nTwo.\n\n----\n\n+++\n");
    assert_eq!(item.body, "One.\n\n---\n\nTwo.\n\n----\n\n+++");
    let item = self::item("----\ntitle: Four dashes\n----\n\nDark.\n");
    assert_eq!((item.headline.as_str(), item.body.as_str()), ("Four dashes", "Dark."));
    let item = self::item("---\n---\n\n# Lamps out\n\nDark.\n");
    assert_eq!((item.headline.as_str(), item.body.as_str()), ("Lamps out", "Dark."));
}

#[test]
fn what_is_no_text_is_its_text() {
    for (said, headline) in [
        ("1984", "1984"),
        ("1.10", "1.10"),
        ("007", "007"),
        ("No", "No"),
        ("true", "true"),
        ("2026-11-07", "2026-11-07"),
        ("'It''s over: at \"Tarn\"'", "It's over: at \"Tarn\""),
        (">-\n  Folded\n  over", "Folded over"),
        ("Caf&eacute; &amp; <em>bar</em>", "Caf&eacute; & bar"),
    ] {
        assert_eq!(front(&format!("title: {said}")).headline, headline);
    }
    assert_eq!(front("title:").headline, "");
    assert_eq!(
        front("title: X\ntags: [2026, yes, 1.10, 2026-11-07, storm]").tags,
        ["2026", "yes", "1.10", "2026-11-07", "storm"]
    );
    let toml = item("+++\ntitle = 1.10\ntags = [2026, true, 2026-11-07]\n+++\nx");
    assert_eq!((toml.headline.as_str(), toml.tags.len()), ("1.10", 3));
}

#[test]
fn tags_are_read_as_each_generator_writes_them() {
    for (said, tags) in [
        (
            "tags: storm, coast road, power\ncategories: News",
            &["storm", "coast road", "power", "News"][..],
        ),
        ("tags: storm power", &["storm", "power"]),
        ("category: Foreign affairs", &["Foreign affairs"]),
        ("tags: ['#storm', Storm, coast road]", &["storm", "coast road"]),
        (
            "tags:\n  - name: Storm\n    slug: storm\n  - name: '#hidden'\n    visibility: internal",
            &["Storm"],
        ),
        ("tags:", &[]),
        ("taxonomies:\n  tags: [storm]\n  categories: [Power]", &["storm", "Power"]),
    ] {
        assert_eq!(front(&format!("title: X\n{said}")).tags, tags, "{said}");
    }
}

#[test]
fn authors_are_read_as_each_generator_writes_them() {
    for (said, expected) in [
        ("author: Ana Lom and Jo Vik", &["Ana Lom", "Jo Vik"][..]),
        ("author: \"Ana Lom <ana@courier.example>\"", &["Ana Lom"]),
        ("authors:\n  - name: Ana Lom\n  - Jo Vik", &["Ana Lom", "Jo Vik"]),
        (
            "author:\n  name: Ana Lom\n  email: ana@courier.example\nauthors: [Ana Lom, Jo Vik]\nbyline: By Ana Lom and Jo Vik",
            &["Ana Lom", "Jo Vik"],
        ),
        ("author:\n  first_name: Ana\n  last_name: Lom", &["Ana Lom"]),
        ("author:\n  ana-lom:\n    name: Ana Lom", &["Ana Lom"]),
        ("params:\n  author: Jo Vik", &["Jo Vik"]),
        ("extra: {authors: [Jo Vik]}", &["Jo Vik"]),
        ("taxonomies: {authors: [Jo Vik]}", &["Jo Vik"]),
        ("author: ana-lom", &["ana-lom"]),
        ("author: wire.example", &[]),
    ] {
        assert_eq!(names(&front(&format!("title: X\n{said}"))), expected, "{said}");
    }
    let item = front("title: X\nauthor: {name: Ana Lom, email: ana@courier.example}");
    assert_eq!(item.byline[0].email, "ana@courier.example");
}

#[test]
fn anchors_are_read_and_bounded() {
    let item = front("defaults: &d\n  lang: uk\n  tags: [storm]\ntitle: X\n<<: *d");
    assert_eq!(
        (item.language.as_str(), item.tags.as_slice()),
        ("uk", ["storm".to_owned()].as_slice())
    );
    let laughs: String = (1..12)
        .map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")))
        .collect();
    let said = told(&format!("---\ntitle: X\na0: &a0 [x]\n{laughs}---\nx"));
    assert!(said.contains("names of anchors"), "{said}");
    let doubled: String = (1..16).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect();
    let _ = markdown("a.md", &format!("---\ntitle: X\na0: &a0 [x]\n{doubled}---\nx"));
}

#[test]
fn what_holds_it_back_is_never_dropped() {
    let at = front("title: X\npublishDate: 2026-12-01T06:00:00+02:00\nexpiryDate: 2027-01-01");
    assert_eq!(at.embargo, Some("2026-12-01T06:00:00+02:00".parse().expect("a moment")));
    assert!(at.remarks.iter().any(|said| said.contains("down at 2027-01-01")), "{:?}", at.remarks);
    let day = item("+++\ntitle = \"X\"\npublishDate = 2026-12-01\n+++\nx");
    assert_eq!(
        day.terms.embargo_local.map(|at| at.to_string()),
        Some("2026-12-01 00:00:00".to_owned())
    );
    let planned = front("title: X\nstatus: future\ndate: 2026-12-01 06:00:00");
    assert_eq!(
        planned.terms.embargo_local.map(|at| at.to_string()),
        Some("2026-12-01 06:00:00".to_owned())
    );
    let odd = front("title: X\npublishDate: when Ed says so");
    assert!(odd.remarks.iter().any(|said| said.contains("when Ed says so")), "{:?}", odd.remarks);
}

#[test]
fn what_is_not_taken_over_is_told() {
    let item = front("title: X\nkicker: Breaking\nlayout: post\ncover: a.jpg");
    assert_eq!(item.remarks, ["of its front matter these are not taken over: kicker, cover"]);
    let bare = self::item("---\ntitle: X\ndescription: The quay is *dark*.\n---\n");
    assert_eq!(bare.body, "The quay is *dark*.");
}

fn body(text: &str) -> (String, String) {
    let (body, told) = ours(text, 1);
    (body, told.join("; "))
}

#[test]
fn what_is_our_markdown_stays_byte_for_byte() {
    for text in [
        "One\nline after  \nanother, *so* __it__ is.\n\n* a\n* b\n\n    code\n\n> q\n\n[a]: https://x.example\n\nSee [a].",
        "`<b>` and ``` x ``` and \\<b>",
        "```\n<p>{{< x >}} ~~no~~ | a |\n|---|\nhttps://x.example\n```",
        "[a](https://x.example/b_c) <https://y.example> <ana@courier.example>",
        "| Town | Dead |\n|---|---|\n| Tarn | 3 |\n\nThree ~~four~~ dead.\n\nSaid.[^1]\n\n[^1]: By *phone*.",
    ] {
        assert_eq!(body(text), (text.to_owned(), String::new()));
    }
}

#[test]
fn words_in_html_reach_readers() {
    for (text, expected) in [
        (
            "<p>Lamps are <b>out</b>.</p>\n\nOn the quay\nsince nine.",
            "Lamps are **out**.\n\nOn the quay\nsince nine.",
        ),
        ("Lamps are <strong>out</strong> <u>now</u>.", "Lamps are **out** now."),
        (
            "<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Two.</p>\n<!-- /wp:paragraph -->",
            "One.\n\nTwo.",
        ),
        ("<div>\n\nOne *two*.\n\n</div>", "One *two*."),
        ("<ul>\n<li>one</li>\n\n<li>two</li>\n</ul>\n\nEnd.", "- one\n- two\n\nEnd."),
        ("<div>\n<script>\nlet a;\n\nlet b;\n</script>\n</div>\n\nEnd.", "End."),
        (
            "| Town | Dead |\n|---|---|\n| <b>Tarn</b> | 3 |\n\nEnd.",
            "- Town | Dead\n- **Tarn** | 3\n\nEnd.",
        ),
        ("Three ~~four~~ <u>dead</u>.", "Three (struck out: four) dead."),
        ("Said.[^1]\n\n[^1]: By <u>phone</u>.", "Said.\\[1\\]\n\n\\[1\\] By phone."),
        ("See https://x.example/a_b, he said.", "See <https://x.example/a_b>, he said."),
        ("<p>See https://x.example/a.</p>", "See https://x.example/a."),
    ] {
        assert_eq!(body(text).0, expected, "{text}");
    }
}

#[test]
fn what_readers_cannot_see_is_words_and_told() {
    for (text, expected, told) in [
        (
            "One.\n\nA ![dark quay](img/quay.jpg) here.",
            "One.\n\nA dark quay here.",
            "line 3: a picture: img/quay.jpg",
        ),
        (
            "[the plan](../plan.md) and [more][m].\n\n[m]: /more\n",
            "the plan and more.",
            "line 1: a link that leads nowhere for readers: ../plan.md",
        ),
        (
            "Before.\n\n{{< youtube dQw4 >}}\n\n{{% notice %}}Careful{% /notice %}}\n\nAfter.",
            "Before.\n\n\n\nCareful\n\nAfter.",
            "line 3 {{< youtube dQw4 >}}",
        ),
        (
            "{{ youtube(id=\"x\") }}\n\n{% include a.html %}\n\nWords.",
            "Words.",
            "line 3 {% include a.html %}",
        ),
        (
            "[caption id=\"a\" width=\"3\"]<img src=\"https://x.example/a.jpg\" alt=\"A quay\" /> The quay[/caption]",
            "A quay The quay",
            "line 1 [caption id=",
        ),
        ("One.<!--more-->\n\nTwo.", "One.\n\nTwo.", ""),
        ("One. <!-- ask Ed -->", "One.", "line 1: a comment: ask Ed"),
        ("## Later {#later}\n\nTwo.\n{: .lead}\n", "## Later\n\nTwo.", "{: .lead}"),
    ] {
        let (body, said) = body(text);
        assert_eq!(body.replace("Later \n", "Later\n"), expected, "{text}");
        assert!(said.contains(told), "{text}: {said}");
    }
}

#[test]
fn what_is_nested_without_end_is_read_or_told() {
    for open in [
        "> ",
        "- ",
        "[",
        "![",
        "*",
        "**a ",
        "_a ",
        "<b>",
        "<blockquote>\n\n",
        "<ul>\n\n<li>",
        "~~a ",
        "`",
        "[^1]: ",
        "{{",
        "{% ",
        "[caption ",
        "<a href=\"",
        "<!--",
        "| a |\n|---|\n",
        "# ",
        "1. ",
        "\\",
        "&amp;",
        "http://",
        "](",
        "<",
        "{",
    ] {
        let text = format!("# Deep\n\n{} words\n", open.repeat(22_000 / open.len()));
        let item = item(&text);
        assert!(item.body.contains("words") || open == "<!--", "{open}");
        assert!(item.body.len() < 20 * text.len(), "{open}: {}", item.body.len());
    }
    for text in ["[", "{", "- ", "{a: ", "a:\n ", "? ", "&a "].map(|open| open.repeat(10_000)) {
        for fence in ["---", "+++", ";;;"] {
            let _ = markdown("a.md", &format!("{fence}\nt: {text}\n{fence}\nx"));
        }
        let _ = markdown("a.md", &format!("{{\"a\": {text}"));
    }
}

const PARTS: [&str; 30] = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "*",
    "**",
    "~~",
    "\n\n",
    "\n",
    "> ",
    "- ",
    "1. ",
    "| ",
    "\n|---|\n",
    "<ul>",
    "<li>",
    "</ul>",
    "<div>",
    "</div>",
    "<td>",
    "<br>",
    "# ",
    "    ",
    "[^1]",
    "[^1]: ",
    "](https://x.example)",
    "[",
    "<table>",
    "</table>",
    "<!-- c -->",
];

proptest::proptest! {
    #[test]
    fn prop_every_word_stays(parts in proptest::collection::vec(0..PARTS.len(), 0..25)) {
        let text: String = parts.iter().enumerate().map(|(n, at)| format!("{}word{n} ", PARTS[*at])).collect();
        let (body, _) = ours(&text, 1);
        let read = crate::format::plain(&body);
        for n in 0..parts.len() {
            proptest::prop_assert!(read.contains(&format!("word{n}")), "word{} of {:?} is not in {:?}", n, text, body);
        }
    }

    #[test]
    fn prop_nothing_breaks_it(text in "[-+;{}\\[\\]<>a-c/:\"'=!&%#*~|^`\n \t\u{FEFF}]{0,160}") {
        let _ = markdown("a.md", &text);
    }
}

//! Files of others, from the moment they come in to what readers get.

use crate::desk::{Ran, TestDesk, site};

fn import(desk: &TestDesk, name: &str, bytes: impl AsRef<[u8]>) -> Ran {
    desk.write(name, bytes);
    let format = match name.rsplit('.').next() {
        Some("json") => "ninjs",
        Some("txt") => "text",
        _ => "markdown",
    };
    let ran = desk.as_("ana").run(["import", "--format", format, name]);
    std::fs::remove_file(desk.root().join(name)).unwrap();
    ran
}

fn posts(desk: &TestDesk) -> Vec<String> {
    let all = desk.tree("HEAD").into_iter();
    all.filter(|path| path.starts_with("posts/") && !path.ends_with("story.toml")).collect()
}

/// What readers get of the one post.
fn readers_get(desk: &TestDesk) -> String {
    let path = posts(desk).remove(0);
    desk.as_("ed").run(["show", &path]).ok();
    desk.as_("ed").run(["publish", &path, "--approve"]).ok();
    let pages = site(desk).into_iter().filter(|(name, _)| name.ends_with(".html"));
    pages.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

#[test]
fn words_in_html_tables_and_footnotes_of_markdown_reach_readers() {
    let desk = TestDesk::with_story();
    let text = "---\ntitle: Lamps out\nauthor: Ana Petrova\n---\n\n<p>The quay went dark at nine.</p>\n\nIt is ~~four~~ five hours.[^1]\n\n| Town | Lamps |\n|---|---|\n| Tarn | 300 |\n\n[^1]: The mayor said so.\n\n{{< youtube dQw4 >}}\n\n![a dark quay](../img/quay.jpg)\n";
    import(&desk, "lamps.md", text)
        .ok()
        .says("line 16 {{< youtube dQw4 >}}")
        .says("line 18: a picture: ../img/quay.jpg");
    let page = readers_get(&desk);
    for words in [
        "The quay went dark at nine.",
        "It is <del>four</del> five hours.<sup>1</sup>",
        "<td>Tarn</td><td>300</td>",
        "The mayor said so.",
        "a dark quay",
    ] {
        assert!(page.contains(words), "`{words}` is not in the page");
    }
    for raw in ["youtube", "img/quay.jpg", "&lt;p&gt;", "~~", "|---|"] {
        assert!(!page.contains(raw), "`{raw}` is in the page");
    }
    let public = desk.published(&posts(&desk).remove(0));
    assert!(!public.contains("quay.jpg") && !public.contains("lamps.md"), "{public}");
}

#[test]
fn a_file_of_another_encoding_is_read_and_that_is_said() {
    let words = "Café dark\n\nThe mayor’s café in Tarn isn’t open… yet.\n";
    let wide: Vec<u8> =
        format!("\u{FEFF}{words}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows =
        b"Caf\xE9 dark\n\nThe mayor\x92s caf\xE9 in Tarn isn\x92t open\x85 yet.\n".to_vec();
    let cases = [
        ("a.txt", wide, "read as UTF-16LE"),
        ("a.txt", windows, "read as windows-1252"),
        ("a.txt", words.replace('\n', "\r").into_bytes(), ""),
        ("a.txt", format!("\u{FEFF}{words}").into_bytes(), "byte order mark"),
        ("a.txt", words.replace("Tarn", "Ta\0rn").into_bytes(), "U+0000"),
    ];
    for (name, bytes, said) in cases {
        let desk = TestDesk::with_story();
        import(&desk, name, bytes).ok().says(said);
        let page = readers_get(&desk);
        assert!(page.contains("The mayor’s café in Tarn isn’t open… yet."), "{said}");
        assert!(page.contains("Café dark"), "{said}");
    }
    let desk = TestDesk::with_story();
    import(&desk, "a.txt", b"%PDF-1.7").usage().says("a.txt").says("it is a PDF");
    assert_eq!(posts(&desk), Vec::<String>::new());
    let item = r#"{"uri": "urn:x:1", "headline": "Dunkel", "body_html": "<p>Die Brücke ist zu.</p>", "byline": "Jo Vik"}"#;
    let wide: Vec<u8> = item.encode_utf16().flat_map(u16::to_be_bytes).collect();
    import(&desk, "a.json", wide).ok().says("UTF-16BE");
    assert!(readers_get(&desk).contains("Die Brücke ist zu."));
}

#[test]
fn front_matter_that_cannot_be_read_is_told_with_its_line_and_never_a_body() {
    let desk = TestDesk::with_story();
    for (text, said) in [
        ("---\ntitle: Never closed\nauthor: Jo Vik\n\nDark.\n", "line 1: it is never closed"),
        ("---\ntitle: One\ntitle: Two\n---\n\nDark.\n", "line 3: `title` is there twice"),
        ("---\ntitle: @mayor says no\n---\n\nDark.\n", "line 2"),
        ("{\n\"title\": \"One\",\n}\n\nDark.\n", "line 3"),
    ] {
        import(&desk, "a.md", text).usage().says("a.md").says(said);
    }
    assert_eq!(posts(&desk), Vec::<String>::new());
}

#[test]
fn one_file_nested_without_end_stops_no_other() {
    for open in [
        "<b>",
        "<b></i>",
        "<p><font color=1>",
        "<blockquote>",
        "> ",
        "[",
        "*",
        "<table><tr><td>",
        "~~a ",
    ] {
        let desk = TestDesk::with_story();
        desk.write(
            "deep.md",
            format!("# Deep\n\n{}these words\n", open.repeat(22_000 / open.len())),
        );
        desk.write("good.md", "# Good\n\nFine.\n");
        let ran = desk.as_("ana").run(["import", "--format", "markdown", "deep.md", "good.md"]);
        assert!((0..=1).contains(&ran.code), "{open}: {}", ran.err);
        desk.as_("ana").type_("list").ok().says("Good");
    }
}

//! Languages and directions, on every element and in every feed.

use super::*;

fn pages() -> Vec<Page> {
    let story = "title = 'عاصفة في سيلان'\nlanguage = 'ar'\ncoverage = 'live'\n[[summary]]\ntext = 'الماء يرتفع.'\n";
    let arabic = "headline = 'الميناء مغلق'\nkey_event = true\nbody = 'لا سفن.'\n";
    let hebrew = "headline = 'הנמל סגור'\nlanguage = 'he'\nkey_event = true\nbody = 'אין אניות.'\n";
    let english = "headline = 'The harbour is shut'\nlanguage = 'en'\nkey_event = true\nbody = 'No ships.'\nrests_on = ['hebrewp0st']\n";
    build(&sample::record(vec![
        first("story.toml", "2026-11-07T05:00:00Z", story),
        first("a-arab1cp0st.toml", "2026-11-07T05:20:00Z", arabic),
        first("a-hebrewp0st.toml", "2026-11-07T05:30:00Z", hebrew)
            .then(ReleaseKind::Pull, "2026-11-07T05:40:00Z", "", "")
            .then(ReleaseKind::Restore, "2026-11-07T05:45:00Z", "", ""),
        first("a-engshp0001.toml", "2026-11-07T05:50:00Z", english),
    ]))
    .expect("a site")
}

#[test]
fn each_element_says_its_language_and_direction_where_they_change() {
    let pages = pages();
    let texts = texts(&pages);
    let story = texts["port-selan/index.html"];
    assert!(story.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(story.contains("<a href=\"../\" lang=\"en\" dir=\"ltr\">The Selan Courier</a>"));
    assert!(story.contains("<div class=\"entry\" lang=\"en\" dir=\"ltr\">"));
    assert!(story.contains("<div class=\"entry\" lang=\"he\" dir=\"rtl\">"));
    assert!(story.contains("<div class=\"entry\">"), "the story's own");
    assert!(story.contains("<span class=\"title\" lang=\"he\" dir=\"rtl\">"), "a key event");
    assert!(story.contains("<span lang=\"he\" dir=\"rtl\">הנמל סגור</span>"), "what it draws on");
    let front = texts["index.html"];
    assert!(front.contains("<html lang=\"en\" dir=\"ltr\">"));
    assert!(front.contains("<h2 lang=\"ar\" dir=\"rtl\">"));
    let post = texts["port-selan/engshp0001/index.html"];
    assert!(post.contains("<html lang=\"en\" dir=\"ltr\">"), "a page speaks as its post does");
    for path in texts.keys().filter(|path| path.ends_with(".html")) {
        let script = texts[path].split("assets/words.").nth(1).expect("the words of its language");
        let script = script.split('"').next().unwrap_or_default();
        assert!(texts.contains_key(format!("assets/words.{script}").as_str()), "{path}: {script}");
    }
    assert!(post.contains("From <a href=\"../../port-selan/\" lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn each_item_of_a_feed_says_its_language_and_direction() {
    let pages = pages();
    let texts = texts(&pages);
    let feed: serde_json::Value = serde_json::from_str(texts["feed.json"]).expect("JSON");
    assert_eq!(feed["language"], "en");
    let items = feed["items"].as_array().expect("a list");
    for (id, tag, html) in [
        ("arab1cp0st", "ar", "<div lang=\"ar\" dir=\"rtl\">"),
        ("hebrewp0st", "he", "<div lang=\"he\" dir=\"rtl\">"),
        ("engshp0001", "en", "<p>No ships.</p>"),
    ] {
        let item = items.iter().find(|item| item["_newsroom"]["id"] == id).expect("told");
        assert_eq!(item["language"], tag);
        assert!(item["content_html"].as_str().expect("HTML").starts_with(html), "{item}");
    }
    assert!(
        texts["atom.xml"].contains("<title xml:lang=\"he\">הנמל סגור</title>"),
        "{}",
        texts["atom.xml"]
    );
    assert!(texts["rss.xml"].contains("dir=\"rtl\""));
}

#[test]
fn all_words_of_a_page_are_in_the_language_of_its_readers() {
    let story = "title = 'Шторм'\nlanguage = 'uk'\ncoverage = 'live'\nplace = 'Селан'\n";
    let post = "headline = 'Гавань закрито'\nbody = 'Тридцятеро зникли.'\n\
        [[credits]]\nname = 'Ана Петрова'\n\
        [[claims]]\nid = 'c-7h2q'\nquote = 'Тридцятеро зникли'\nstatus = 'false'\ncaveat = 'Усі живі.'\n";
    let mut record = sample::record(vec![
        first("story.toml", "2026-11-07T05:10:00Z", story),
        first("a-ykrp0st001.toml", "2026-11-07T05:20:00Z", post),
    ]);
    record.settings.language = "uk".to_owned();
    let pages = build(&record).expect("a site");
    let texts = texts(&pages);
    let english =
        ["Live", "posts", "Correction", "Link to", "Skip", "Follow", "turned out", " in ", " By "];
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".html")) {
        let body = text.split_once("<body>").expect("a body").1;
        let told: String = crate::site::markdown::plain(body);
        for word in english {
            assert!(!told.contains(word) && !body.contains(&format!(">{word}")), "{path}: {word}");
        }
    }
    let page = texts["port-selan/index.html"];
    for words in [
        "Наживо",
        "1 допис",
        "Це виявилося неправдою",
        "Текст: Ана Петрова",
        "(Селан)",
        "assets/words.uk.",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let words = texts.iter().find(|(path, _)| path.starts_with("assets/words.uk."));
    assert!(words.is_some_and(|(_, words)| words.contains("нові дописи")));
    let feed = texts["port-selan/atom.xml"];
    assert!(feed.contains("Це виявилося неправдою") && !feed.contains("turned out"));
}

#[test]
fn a_theme_says_words_otherwise_on_pages_and_where_it_cannot_its_page_is_as_built_in() {
    let mut record = sample::night();
    let own = |text: &str| [("en".to_owned(), text.to_owned())].into();
    record.theme.messages = own("live = On air\n");
    let pages = build(&record).expect("a site");
    assert!(texts(&pages)["port-selan/index.html"].contains("<span class=\"live\">On air</span>"));
    record.theme.messages = own("live = On air { $who }\n");
    let mistake = build(&record).expect_err("a value that no page gives").to_string();
    assert!(mistake.contains("messages/en.ftl, line 1") && mistake.contains("$who"), "{mistake}");
}

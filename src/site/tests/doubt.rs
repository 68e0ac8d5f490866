//! Words that are in doubt or false go nowhere without what readers are told of them.

use super::*;

/// A story and a post whose words were found false, in every part that may have them.
fn false_words() -> Record {
    let claim = "[[claims]]\nid = 'c-7h2q'\nquote = 'seven sailors drowned'\nstatus = 'false'\n\
                 caveat = 'Nobody was hurt.'\n";
    let story = format!(
        "title = 'Storm: Seven sailors drowned'\ncoverage = 'live'\n\
         [[summary]]\ntext = 'The coast guard says seven sailors drowned off the mole.'\n\
         [[media]]\nkind = 'image'\nsrc = 'st0ry00001-4be01c9a2f.jpg'\nalt = 'Where seven sailors drowned'\n\
         caption = 'Where seven sailors drowned.'\ntitle = 'Seven sailors drowned'\n{claim}"
    );
    let post = format!(
        "headline = 'Seven sailors drowned'\nkey_event = true\n\
         body = 'It is told that *seven* sailors drowned, and again: seven sailors drowned.'\n\
         [[media]]\nkind = 'image'\nsrc = 'fa1sep0st1-4be01c9a2f.jpg'\nalt = 'Where seven sailors drowned'\n\
         caption = 'Where seven sailors drowned.'\n\
         [[links]]\nkind = 'related'\ntitle = 'Seven sailors drowned, they say'\nurl = 'https://a.example'\n{claim}"
    );
    let bare = "headline = ''\nbody = 'Seven sailors drowned, somebody said, and the rest of this goes on for longer than any title does.'\n".to_owned() + claim;
    sample::record(vec![
        first("story.toml", "2026-11-07T05:00:00Z", &story),
        first("a-fa1sep0st1.toml", "2026-11-07T05:20:00Z", &post),
        first("a-barep0st01.toml", "2026-11-07T05:30:00Z", &bare),
    ])
}

/// What stands before each place of the words, up to where something else begins.
fn before_each(text: &str, words: &str) -> Vec<String> {
    let small = text.to_lowercase();
    let before = |at: usize| {
        let from = small[..at].char_indices().rev().nth(160).map_or(0, |(at, _)| at);
        small[from..at].to_owned()
    };
    small.match_indices(words).map(|(at, _)| before(at)).collect()
}

#[test]
fn words_that_are_false_stand_nowhere_without_saying_so() {
    let pages = build(&false_words()).expect("a site");
    for (path, text) in texts(&pages) {
        // The quote in a caveat is named as what is not so.
        let said = [
            "turned out to be false] ",
            "turned out to be false: “",
            "turned out to be false:</strong> “",
            "class=\"false",
            "class=&quot;false",
            "class=\\\"false",
        ];
        for before in before_each(text, "sailors drowned") {
            assert!(said.iter().any(|said| before.contains(said)), "{path}: {before}");
        }
    }
    for path in
        ["port-selan/index.html", "port-selan/atom.xml", "port-selan/ninjs.json", "index.html"]
    {
        assert!(texts(&pages)[path].contains("ailors drowned"), "{path} has the words at all");
    }
}

#[test]
fn what_is_told_of_false_words_goes_along_with_them() {
    let pages = build(&false_words()).expect("a site");
    let texts = texts(&pages);
    for path in [
        "port-selan/feed.json",
        "port-selan/atom.xml",
        "port-selan/rss.xml",
        "port-selan/ninjs.json",
    ] {
        let count = texts[path].matches("Nobody was hurt.").count();
        assert!(count >= 2, "{path}: {count}");
    }
    let post = texts["port-selan/fa1sep0st1/index.html"];
    assert!(
        post.contains("og:title\" content=\"[This turned out to be false] Seven sailors drowned")
    );
    assert!(
        post.contains("og:description\" content=\"It is told that [This turned out to be false]")
    );
    assert!(post.contains("og:image:alt\" content=\"Where [This turned out to be false]"));
    let page = texts["port-selan/index.html"];
    let told = "This turned out to be false: “seven sailors drowned”. Nobody was hurt.";
    assert!(page.contains(told), "the data for search engines");
}

#[test]
fn earlier_words_are_shown_with_what_is_known_now() {
    let before = "headline = 'Storm'\nbody = 'The guard says seven sailors drowned.'\n";
    let after = format!(
        "{before}[[claims]]\nid = 'c-7h2q'\nquote = 'seven sailors drowned'\nstatus = 'false'\ncaveat = 'Nobody was.'\n"
    );
    let post = first("a-fa1sep0st1.toml", "2026-11-07T05:20:00Z", before).then(
        ReleaseKind::Doubt,
        "2026-11-07T06:20:00Z",
        "",
        &after,
    );
    let pages = build(&sample::record(vec![post])).expect("a site");
    let history = texts(&pages)["port-selan/fa1sep0st1/history/index.html"];
    assert_eq!(history.matches("<mark class=\"false\">seven sailors drowned</mark>").count(), 2);
    assert_eq!(history.matches("<p class=\"caveat false\" role=\"note\">").count(), 2);
    assert_eq!(history.matches("id=\"fa1sep0st1-c-7h2q").count(), 0, "ids would be there twice");
}

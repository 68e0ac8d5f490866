//! What must hold of the whole site.

mod doubt;
mod feeds;
mod languages;
mod long;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::sample::{self, first};
use super::*;
use crate::model::ReleaseKind;

fn texts(pages: &[Page]) -> BTreeMap<&str, &str> {
    let mut texts = BTreeMap::new();
    for page in pages {
        if let Content::Text(text) = &page.content {
            texts.insert(page.path.as_str(), text.as_str());
        }
    }
    texts
}

fn night() -> Vec<Page> {
    build(&sample::night()).expect("a site")
}

#[test]
fn the_same_record_gives_the_same_bytes_whatever_its_order() {
    let mut turned = sample::night();
    turned.entries.reverse();
    assert_eq!(build(&turned).expect("a site"), night());
}

#[test]
fn the_whole_is_the_shared_pages_and_those_of_each_story() {
    let record = sample::night();
    let addresses = address::of_record(&record);
    let builder = Builder::new(&record.settings, &record.theme);
    let story = builder.story(&record, "posts/2026/11/port-selan", &addresses);
    let story = story.expect("a story").expect("released");
    let mut parts = builder.shared(&[&story.brief]).expect("shared");
    parts.extend(story.pages);
    parts.sort_by(|one, other| one.path.cmp(&other.path));
    assert_eq!(parts, night());
}

#[test]
fn every_address_is_made_of_story_and_id() {
    let pages = night();
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    for path in [
        "index.html",
        "corrections/index.html",
        "assets/site.css",
        "port-selan/index.html",
        "port-selan/latest.json",
        "port-selan/c0rrectd01/index.html",
        "port-selan/c0rrectd01/history/index.html",
        "port-selan/media/p1ctvred01-4be01c9a2f.jpg",
        "news-sitemap.xml",
    ] {
        assert!(paths.contains(&path), "{path}");
    }
}

#[test]
fn words_that_are_pulled_retracted_or_withheld_are_nowhere() {
    for page in night() {
        let Content::Text(text) = &page.content else { continue };
        for gone in ["PULLEDWORDS", "RETRACTEDWORDS", "SECRETNAME"] {
            assert!(!text.contains(gone), "{gone} in {}", page.path);
        }
    }
}

#[test]
fn a_note_stands_where_a_post_is_gone() {
    let pages = night();
    let texts = texts(&pages);
    for path in ["port-selan/index.html", "port-selan/p0ve1ed001/index.html", "port-selan/atom.xml"]
    {
        assert!(texts[path].contains("We are checking where the pictures are from."), "{path}");
    }
    for path in ["port-selan/index.html", "corrections/index.html", "port-selan/rss.xml"] {
        assert!(texts[path].contains("We should have asked her office first."), "{path}");
    }
}

#[test]
fn a_correction_tells_the_words_before_and_after() {
    let pages = night();
    for path in
        ["port-selan/index.html", "port-selan/c0rrectd01/index.html", "corrections/index.html"]
    {
        let text = texts(&pages)[path];
        assert!(
            text.contains("The line was hit at 4:50 a.m. on <del>Friday</del>. About <del>60"),
            "{path}"
        );
        assert!(
            text.contains("The line was hit at 4:50 a.m. on <ins>Saturday</ins>. About <ins>40"),
            "{path}"
        );
    }
    assert!(texts(&pages)["port-selan/index.html"].contains("withheld for legal reasons"));
}

#[test]
fn a_point_is_marked_when_a_post_it_rests_on_was_corrected_or_is_gone() {
    let pages = night();
    let text = texts(&pages)["port-selan/index.html"];
    assert!(text.contains("corrected since</strong>") && text.contains("retracted</strong>"));
}

#[test]
fn the_pinned_post_comes_first_and_the_others_newest_first() {
    let pages = night();
    let text = texts(&pages)["port-selan/index.html"];
    let place =
        |id: &str| text.find(&format!("<article class=\"post live\" id=\"{id}\"")).expect("post");
    assert!(place("r00ndvp001") < place("qv1etp0st1"));
    assert!(place("qv1etp0st1") < place("d0vbted001"));
    assert!(place("d0vbted001") < place("c0rrectd01"));
    assert!(text.contains("7 posts"), "live ones alone are counted");
}

#[test]
fn a_post_says_all_that_readers_need() {
    let pages = night();
    let text = texts(&pages)["port-selan/index.html"];
    for words in [
        "datetime=\"2026-11-07T12:30:00+02:00\"><b>12:30 p.m.</b> <span>in Selan</span>",
        "Updated <time datetime=\"2026-11-07T12:05:00+02:00\">12:05 p.m. in Selan, 7 November 2026",
        "A resident of the old town is not named for their safety.",
        "<a href=\"https://varnik-post.example/men\" rel=\"noopener\">First reported by ",
        "The Courier’s Cy Marr contributed to this report.",
        "The Courier’s Ana Petrova, Cy Marr and Dee Oren contributed to this report.",
        "File photo, taken 28 October 2026.",
        "This turned out to be false.</strong> The dam is whole",
        "By Ana Petrova in Port Selan and Ben Ode in Varnik",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("c-9h2q"), "of verified words nothing is said");
}

/// Whether that value is somewhere in the data.
fn page_data_has(data: &serde_json::Value, wanted: &serde_json::Value) -> bool {
    let within = |part: &serde_json::Value| page_data_has(part, wanted);
    data == wanted
        || data.as_array().is_some_and(|parts| parts.iter().any(within))
        || data.as_object().is_some_and(|parts| parts.values().any(within))
}

#[test]
fn search_engines_read_the_story_and_each_post() {
    let mut record = sample::night();
    record.theme.files.insert("logo.png".to_owned());
    let ana = "ana-petrova".to_owned();
    record.theme.site.people.insert(ana, "https://courier.example/staff/ana".to_owned());
    let pages = build(&record).expect("a site");
    let texts = texts(&pages);
    let data = |path: &str| -> serde_json::Value {
        let (_, rest) = texts[path].split_once("ld+json\">").expect("data");
        serde_json::from_str(rest.split("</script>").next().expect("an end")).expect("JSON")
    };
    let (story, post) = (data("port-selan/index.html"), data("port-selan/c0rrectd01/index.html"));
    assert_eq!(story["@type"], "LiveBlogPosting");
    assert_eq!(story["publisher"]["logo"]["url"], "https://courier.example/assets/logo.png");
    let film = &story["video"][0];
    assert_eq!((&film["@type"], &film["duration"]), (&"VideoObject".into(), &"PT1M42S".into()));
    assert_eq!(film["contentUrl"], "https://media.courier.example/night.mp4");
    assert_eq!(post["@type"], "BlogPosting");
    let ana = serde_json::json!({ "@type": "Person", "name": "Ana Petrova", "url": "https://courier.example/staff/ana" });
    assert!(page_data_has(&story, &ana) && page_data_has(&post, &ana), "{post}");
    assert_eq!(post["mainEntityOfPage"]["@id"], "https://courier.example/port-selan/c0rrectd01/");
    assert_eq!(post["isPartOf"]["@type"], "LiveBlogPosting");
    let page = texts["port-selan/index.html"];
    for words in ["max-image-preview:large", "og:locale\" content=\"en_US\""] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn nothing_in_a_page_is_run_or_styled_in_place() {
    for (path, text) in texts(&night()) {
        if !path.ends_with(".html") {
            continue;
        }
        let scripts = text.matches("<script").count();
        let harmless = text.matches("<script src=\"").count()
            + text.matches("<script type=\"application/ld+json\">").count();
        assert_eq!(scripts, harmless, "{path}");
        assert!(!text.contains("style=") && !text.contains("<iframe"), "{path}");
        assert!(text.contains("default-src 'none'; script-src 'self'"), "{path}");
    }
}

#[test]
fn without_an_address_of_its_own_the_site_has_pages_and_no_feeds() {
    let mut record = sample::night();
    record.settings.url.clear();
    let pages = build(&record).expect("a site");
    assert!(pages.iter().all(|page| !page.path.ends_with(".xml") && !page.path.contains("feed")));
    assert!(!texts(&pages)["port-selan/index.html"].contains("atom.xml"));
}

#[test]
fn a_story_of_the_same_name_gets_another_address() {
    let mut record = sample::night();
    let mut again =
        first("story.toml", "2026-12-01T00:00:00Z", "title = \"Another\"\ncoverage = \"live\"");
    again.path = "posts/2026/12/port-selan/story.toml".parse().expect("path");
    record.entries.push(again);
    let pages = build(&record).expect("a site");
    assert!(texts(&pages)["port-selan-2026-12/index.html"].contains("Another"));
}

#[test]
fn a_story_that_is_pulled_shows_its_note_alone() {
    let mut record = sample::night();
    let story = record.entries.remove(0);
    let told = "The whole page is being checked.";
    record.entries.push(story.then(ReleaseKind::Pull, "2026-11-07T11:00:00Z", told, ""));
    let pages = build(&record).expect("a site");
    let text = texts(&pages)["port-selan/index.html"];
    assert!(text.contains(told) && !text.contains("<article"));
}

#[test]
fn what_an_update_brought_and_why_a_post_is_back_is_told_until_there_are_new_words() {
    use crate::model::ReleaseKind::{Minor, Pull, Restore, Update};
    let at = |hour: u32| format!("2026-11-07T{hour:02}:00:00Z");
    let (first, more) =
        ("headline = 'Quay'\nbody = 'One.'\n", "headline = 'Quay'\nbody = 'Two.'\n");
    let post = sample::first("quay-0n1yp0st01.toml", &at(6), first)
        .then(Update, &at(7), "The second boat is in.", more)
        .then(Pull, &at(8), "We are checking.", "")
        .then(Restore, &at(9), "It was as we said.", "");
    let path = "port-selan/0n1yp0st01/index.html";
    let told = |post: &Entry| {
        let pages = build(&sample::record(vec![post.clone()])).expect("a site");
        let page = texts(&pages)[path].to_owned();
        (
            page.contains("7 November 2026</time>: The second boat is in."),
            page.contains("<time datetime=\"2026-11-07T11:00:00+02:00\">Put back, 7 November 2026:</time></strong> It was as we said."),
        )
    };
    assert_eq!(told(&post), (true, true));
    assert_eq!(told(&post.then(Minor, &at(10), "", first)), (true, false));
}

/// Text that breaks out of contexts, with a bit of anything around it.
fn hostile() -> impl Strategy<Value = String> {
    let breakers = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</script><script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        "<a href=\"java\tscript:alert(1)\">",
        "{{ 7 * 7 }}{% raw %}",
        "&lt;script&gt;",
        "\u{1b}[31m\u{7}\u{202e}",
        "<!-- --><svg/onload=alert(1)>",
        "<style>*{}</style>",
    ]);
    ("\\PC{0,8}", breakers, "\\PC{0,8}").prop_map(|(before, text, after)| before + text + &after)
}

fn hostile_record(text: &str, address: &str) -> Record {
    let q = toml::Value::from(text.to_owned()).to_string();
    let link = toml::Value::from(address.to_owned()).to_string();
    let shared = format!(
        "tags = [{q}]\n[[credits]]\nname = {q}\nplace = {q}\n[[credits]]\nname = {q}\nrole = 'contributor'\n\
         [[media]]\nkind = 'image'\nsrc = {link}\nalt = {q}\ncaption = {q}\ncredit = {q}\n\
         [[media]]\nkind = 'embed'\nsrc = {link}\ntitle = {q}\n\
         [[media]]\nkind = 'video'\nsrc = 'https://a.example/a.mp4'\ntitle = {q}\nposter = {link}\ntranscript = {link}\nduration = {q}\n\
         [[links]]\nkind = 'related'\ntitle = {q}\nurl = {link}\nimage = {link}\nalt = {q}\noutlet = {q}\n\
         [[links]]\nkind = 'related'\ntitle = {q}\nurl = 'https://a.example'\n\
         [[links]]\nkind = 'reported-by'\ntitle = {q}\nurl = {link}\noutlet = {q}\n\
         [[sources]]\nid = 's-4k2m'\nkind = 'anonymous'\ndescription = {q}\nreason = {q}\n\
         [[claims]]\nid = 'c-7h2q'\nquote = {q}\nstatus = 'false'\ncaveat = {q}\n\
         [[claims]]\nid = 'c-8h2q'\nquote = 'nowhere at all'\nstatus = 'disputed'\ncaveat = {q}\n\
         [[corrections]]\nid = 'x-9d3v'\nkind = 'correction'\nnote = {q}\n"
    );
    let post = format!("headline = {q}\nbody = {q}\nlanguage = {q}\n{shared}");
    let story = format!(
        "title = {q}\nplace = {q}\ntimezone = {q}\nlanguage = {q}\ncoverage = 'live'\n{shared}[[summary]]\ntext = {q}\nposts = ['c0rrectd01']\n"
    );
    let mut record = sample::record(vec![
        first("story.toml", "2026-11-07T05:00:00Z", &story),
        first("a-c0rrectd01.toml", "2026-11-07T05:20:00Z", "headline = 'a'").then(
            ReleaseKind::Correction,
            "2026-11-07T06:20:00Z",
            text,
            &post,
        ),
        first("a-p0ve1ed001.toml", "2026-11-07T05:20:00Z", "headline = 'a'").then(
            ReleaseKind::Pull,
            "2026-11-07T06:20:00Z",
            text,
            "",
        ),
    ]);
    record.settings.name = text.to_owned();
    record.settings.short_name = text.to_owned();
    record.settings.contributed = format!("{text}{{names}}");
    record.settings.corrections_url = address.to_owned();
    record
}

/// Every tag of a page that is not in the templates' own vocabulary, and every attribute that runs.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let mut quoted = false;
        let end = rest.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b'>' && !quoted
        });
        let tag = &rest[..end.unwrap_or(rest.len())];
        let lower = tag.to_ascii_lowercase();
        // What stands between quotes is a value; names of attributes are outside of them.
        let outside: String = lower.split('"').step_by(2).collect::<Vec<_>>().join("\"");
        let known = ["script src=", "script type=\"application/ld+json\""];
        if ["script", "svg", "style", "iframe", "object", "base"]
            .iter()
            .any(|name| lower.starts_with(name) && !known.iter().any(|tag| lower.starts_with(tag)))
            || outside.split_whitespace().any(|word| word.starts_with("on") && word.contains('='))
            || ["href", "src", "poster"]
                .iter()
                .any(|name| lower.contains(&format!("{name}=\"javascript")))
            || outside.contains("style=")
        {
            found.push(tag.to_owned());
        }
        rest = &rest[tag.len()..];
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn prop_html_escapes_everything(text in hostile(), address in hostile()) {
        for page in build(&hostile_record(&text, &address)).expect("a site") {
            let Content::Text(made) = &page.content else { continue };
            let hidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
            prop_assert!(!made.contains(hidden), "a control letter in {}", page.path);
            if page.path.ends_with(".html") {
                prop_assert_eq!(dangers(made), Vec::<String>::new(), "{}", page.path);
                prop_assert!(!made.contains("49{%"), "a template was run: {}", page.path);
            } else if page.path.ends_with(".json") {
                prop_assert!(serde_json::from_str::<serde_json::Value>(made).is_ok());
            } else if page.path.ends_with(".xml") {
                let mut reader = quick_xml::Reader::from_str(made);
                loop {
                    match reader.read_event() {
                        Ok(quick_xml::events::Event::Eof) => break,
                        Ok(event) => {
                            let name = match &event {
                                quick_xml::events::Event::Start(tag) => tag.name().as_ref().to_vec(),
                                _ => Vec::new(),
                            };
                            prop_assert_ne!(name, b"script".to_vec(), "{}", page.path);
                        }
                        Err(error) => prop_assert!(false, "{}: {error}", page.path),
                    }
                }
            }
        }
    }
}

/// Writes the sample's site for a browser: `NEWSROOM_SITE_OUT=… cargo test --lib -- --ignored written_for_a_browser`.
#[test]
#[ignore = "for eyes, not for machines"]
#[expect(clippy::disallowed_methods, reason = "a person asks for files to look at")]
fn the_sample_is_written_for_a_browser() {
    let out = std::env::var("NEWSROOM_SITE_OUT").expect("a folder in NEWSROOM_SITE_OUT");
    for page in night() {
        let Content::Text(text) = &page.content else { continue };
        let path = std::path::Path::new(&out).join(&page.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
}

//! A story of very many posts.

use std::io::Write;

use super::*;

const WORDS: [&str; 40] = [
    "harbour",
    "the",
    "mast",
    "of",
    "water",
    "in",
    "night",
    "and",
    "a",
    "crew",
    "said",
    "quay",
    "storm",
    "was",
    "lamp",
    "to",
    "office",
    "wind",
    "grain",
    "on",
    "pilot",
    "boats",
    "that",
    "eastern",
    "street",
    "with",
    "power",
    "line",
    "from",
    "breakwater",
    "hour",
    "two",
    "light",
    "mayor",
    "anchor",
    "gusts",
    "it",
    "tide",
    "at",
    "north",
];

/// Numbers without a pattern, the same each time.
fn pick(seed: &mut u64) -> &'static str {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    WORDS[(*seed >> 33) as usize % WORDS.len()]
}

/// A story of so many posts of about a hundred words, a minute apart.
fn story(posts: u32) -> Record {
    let mut seed = 7;
    let mut entries =
        vec![first("story.toml", "2026-11-01T00:00:00Z", "title = 'Long'\ncoverage = 'live'\n")];
    for n in 0..posts {
        let words = |count: usize, seed: &mut u64| -> String {
            (0..count).map(|_| pick(seed)).collect::<Vec<_>>().join(" ")
        };
        let at = format!("2026-11-{:02}T{:02}:{:02}:00Z", 1 + n / 1440, n / 60 % 24, n % 60);
        let key = if n % 200 == 0 { "key_event = true\n" } else { "" };
        let post = format!(
            "headline = 'Post {n} {}'\nbody = '{}'\n{key}",
            words(7, &mut seed),
            words(95, &mut seed)
        );
        entries.push(first(&format!("p-p0st{n:06}.toml"), &at, &post));
    }
    sample::record(entries)
}

fn ids(html: &str, before: &str) -> Vec<String> {
    let after = html.split(before).skip(1);
    after.map(|rest| rest.split('"').next().expect("an id").to_owned()).collect()
}

const POST: &str = "<article class=\"post live\" id=\"";

#[test]
fn every_post_is_on_one_page_and_every_old_link_leads_to_it() {
    let pages = build(&story(230)).expect("a site");
    let texts = texts(&pages);
    let front = texts["port-selan/index.html"];
    let on = |path: &str| ids(texts[path], POST);
    assert_eq!(on("port-selan/index.html").len(), 30);
    let mut all = on("port-selan/index.html");
    for number in (1..=4).rev() {
        let page = on(&format!("port-selan/page/{number}/index.html"));
        assert_eq!(page.len(), 50, "{number}");
        all.extend(page);
    }
    assert!(!texts.contains_key("port-selan/page/5/index.html"));
    let wanted: Vec<String> = (0..230).rev().map(|n| format!("p0st{n:06}")).collect();
    assert_eq!(all, wanted);
    // A link to a place that was on the story's page meets the link to the page where it is now.
    assert_eq!(ids(front, "<i id=\""), wanted[30..]);
    let (_, earlier) = front.split_once("<nav class=\"earlier\"").expect("earlier pages");
    let (before, _) =
        earlier.split_once("<i id=\"p0st000049\"").expect("the last of the first fifty");
    assert!(
        before.rsplit("<a href=\"").next().expect("a link").starts_with("../port-selan/page/1/\"")
    );
    assert!(
        texts["port-selan/p0st000049/index.html"].contains("../../port-selan/page/1/#p0st000049")
    );
    assert!(texts["port-selan/p0st000229/index.html"].contains("../../port-selan/#p0st000229"));
    let first = texts["port-selan/page/1/index.html"];
    assert!(
        first.contains("href=\"../../../port-selan/page/2/\">Newer posts")
            && !first.contains("Older posts")
    );
    assert!(
        texts["port-selan/page/4/index.html"].contains("href=\"../../../port-selan/\">Newer posts")
    );
    // A key event that is not on the page is led to by its own address.
    assert!(
        front.contains("<a href=\"#p0st000200\"")
            && front.contains("<a href=\"../port-selan/p0st000000/\"")
    );
}

#[test]
fn a_page_of_earlier_posts_stays_as_it_is_while_others_come() {
    let (before, after) =
        (build(&story(230)).expect("a site"), build(&story(231)).expect("a site"));
    let page = |pages: &[Page]| texts(pages)["port-selan/page/2/index.html"].to_owned();
    assert_eq!(page(&before), page(&after));
}

#[test]
fn the_first_page_of_a_story_of_two_thousand_posts_is_small() {
    let pages = build(&story(2074)).expect("a site");
    let front = texts(&pages)["port-selan/index.html"];
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(front.as_bytes()).expect("memory");
    let (bytes, elements) = (packed.finish().expect("memory").len(), front.matches("</").count());
    assert!(bytes <= 60_000, "{bytes} bytes");
    assert!(elements < 4_000, "{elements} elements");
    let (_, data) = front.split_once("ld+json\">").expect("data");
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().expect("an end")).expect("JSON");
    assert_eq!(data["liveBlogUpdate"].as_array().expect("a list").len(), 74);
}

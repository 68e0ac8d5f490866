//! What a subscriber is told, and in which order.

use std::collections::BTreeMap;

use super::*;

/// The items of a story's JSON Feed, or of the site's.
fn items(pages: &[Page], feed: &str) -> Vec<serde_json::Value> {
    let feed: serde_json::Value = serde_json::from_str(texts(pages)[feed]).expect("JSON");
    feed["items"].as_array().expect("a list").clone()
}

fn urls(pages: &[Page], feed: &str) -> Vec<String> {
    items(pages, feed).iter().map(|item| item["url"].as_str().expect("a url").to_owned()).collect()
}

/// A post of the sample's story by number, a minute apart.
fn numbered(n: u32) -> Entry {
    let at = format!("2026-11-{:02}T{:02}:{:02}:00Z", 1 + n / 1440, n / 60 % 24, n % 60);
    let words = format!("headline = 'Post {n}'\nbody = 'Words {n}.'\n");
    first(&format!("p-p0st{n:06}.toml"), &at, &words)
}

fn corrected(post: Entry, at: &str) -> Entry {
    let words = "headline = 'Mended'\nbody = 'Mended.'\n[[corrections]]\nid = 'x-9d3v'\nkind = 'correction'\nnote = 'It was wrong.'\n";
    post.then(ReleaseKind::Correction, at, "It was wrong.", words)
}

#[test]
fn a_correction_of_the_oldest_of_many_posts_comes_first_in_every_feed() {
    let mut posts: Vec<Entry> = (0..400).map(numbered).collect();
    posts[0] = corrected(posts[0].clone(), "2026-11-01T23:00:00Z");
    let told = "We are checking it.";
    posts[1] = posts[1].clone().then(ReleaseKind::Pull, "2026-11-01T22:00:00Z", told, "");
    let pages = build(&sample::record(posts)).expect("a site");
    for folder in ["", "port-selan/"] {
        let urls = urls(&pages, &format!("{folder}feed.json"));
        assert!(urls[0].ends_with("/p0st000000/"), "{urls:?}");
        assert!(urls[1].ends_with("/p0st000001/"), "{urls:?}");
        assert!(urls[2].ends_with("/p0st000399/"), "{urls:?}");
        let atom = texts(&pages)[format!("{folder}atom.xml").as_str()];
        let rss = texts(&pages)[format!("{folder}rss.xml").as_str()];
        for feed in [atom, rss] {
            let first = feed.find("It was wrong.").expect("the correction");
            assert!(first < feed.find("We are checking it.").expect("the notice"));
            assert!(first < feed.find("Post 399").expect("the newest"));
        }
        assert!(atom.contains("<updated>2026-11-01T23:00:00+00:00</updated>"), "{folder}");
        assert!(rss.contains("<atom:updated>2026-11-01T23:00:00Z</atom:updated>"), "{folder}");
    }
}

#[test]
fn what_happens_to_a_story_reaches_feeds() {
    let words = |more: &str| {
        format!("title = 'Flood'\ncoverage = 'live'\n[[summary]]\ntext = 'Water rises.'\n{more}")
    };
    let story = first("story.toml", "2026-11-01T00:00:00Z", &words(""));
    let site = |story: &Entry| {
        let entries = std::iter::once(story.clone()).chain((0..3).map(numbered));
        build(&sample::record(entries.collect())).expect("a site")
    };
    let told = |pages: &[Page]| {
        urls(pages, "feed.json").iter().filter(|url| url.ends_with("/port-selan/")).count()
    };
    let more = words("[[summary]]\ntext = 'It falls.'\n");
    let updated = story.clone().then(ReleaseKind::Update, "2026-11-02T00:00:00Z", "", &more);
    assert_eq!(told(&site(&updated)), 0, "points come and go");
    let note = "[[corrections]]\nid = 'x-9d3v'\nkind = 'correction'\nnote = 'It did not.'\n";
    let right = updated.then(ReleaseKind::Correction, "2026-11-03T00:00:00Z", "", &words(note));
    let pages = site(&right);
    let first = &items(&pages, "port-selan/feed.json")[0];
    assert_eq!(first["url"], "https://courier.example/port-selan/");
    assert_eq!(
        (&first["title"], &first["date_modified"]),
        (&"Flood".into(), &"2026-11-03T00:00:00Z".into())
    );
    let html = first["content_html"].as_str().expect("HTML");
    assert!(html.contains("<li>Water rises.</li>") && html.contains("It did not."), "{html}");
    let down = right.then(ReleaseKind::Pull, "2026-11-04T00:00:00Z", "We check it.", "");
    let pages = site(&down);
    for feed in ["feed.json", "port-selan/feed.json"] {
        let items = items(&pages, feed);
        assert_eq!(items.len(), 1, "{feed}");
        let html = items[0]["content_html"].as_str().expect("HTML");
        assert!(html.contains("We check it.") && !html.contains("Water"), "{feed}: {html}");
    }
}

/// What a night brings, in minutes since its beginning: a new post, or an act on one of those there are.
fn acts() -> impl Strategy<Value = Vec<(u32, Option<(usize, bool)>)>> {
    let act = prop_oneof![
        3 => Just(None),
        2 => (any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(which, pulled)| Some((which.index(1 << 20), pulled))),
    ];
    proptest::collection::vec((0u32..3, act), 1..320)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn prop_a_subscriber_who_looked_an_hour_ago_misses_nothing(acts in acts()) {
        let mut posts: Vec<Entry> = Vec::new();
        let mut told: BTreeMap<String, (u32, &str)> = BTreeMap::new();
        let mut minute = 0;
        for (wait, act) in acts {
            minute += wait;
            let at = format!("2026-11-{:02}T{:02}:{:02}:00Z", 1 + minute / 1440, minute / 60 % 24, minute % 60);
            let open: Vec<usize> =
                (0..posts.len()).filter(|index| posts[*index].ledger.releases.len() == 1).collect();
            match act.filter(|_| !open.is_empty()) {
                None => {
                    let n = posts.len() as u32;
                    let words = format!("headline = 'Post {n}'\nbody = 'Words {n}.'\n");
                    posts.push(first(&format!("p-p0st{n:06}.toml"), &at, &words));
                    told.insert(format!("p0st{n:06}"), (minute, "Words"));
                }
                Some((which, pulled)) => {
                    let index = open[which % open.len()];
                    let post = posts[index].clone();
                    posts[index] = match pulled {
                        true => post.then(ReleaseKind::Pull, &at, "We check it.", ""),
                        false => corrected(post, &at),
                    };
                    let said = if pulled { "We check it." } else { "It was wrong." };
                    told.insert(format!("p0st{index:06}"), (minute, said));
                }
            }
        }
        let pages = build(&sample::record(posts)).expect("a site");
        for feed in ["feed.json", "port-selan/feed.json"] {
            let items = items(&pages, feed);
            for (id, (at, said)) in &told {
                let item = items.iter().find(|item| item["_newsroom"]["id"] == id.as_str());
                let html = item.and_then(|item| item["content_html"].as_str());
                let holds = html.is_some_and(|html| html.contains(said));
                let due = minute - at <= 60 || *said == "We check it.";
                prop_assert!(holds || !due, "{feed} has no {said} of {id}");
            }
        }
    }
}

#[test]
fn search_engines_are_led_to_every_page() {
    let pages = super::night();
    let texts = texts(&pages);
    let index = texts["sitemap.xml"];
    for map in ["pages-sitemap.xml", "news-sitemap.xml", "port-selan/sitemap.xml"] {
        assert!(index.contains(&format!("<loc>https://courier.example/{map}</loc>")), "{map}");
        assert!(texts.contains_key(map), "{map}");
    }
    assert!(texts["pages-sitemap.xml"].contains("<loc>https://courier.example/port-selan/</loc>"));
    assert!(
        texts["port-selan/sitemap.xml"]
            .contains("<loc>https://courier.example/port-selan/c0rrectd01/</loc>")
    );
    let news = texts["news-sitemap.xml"];
    let place = |url: &str| news.find(&format!("<loc>https://courier.example/{url}</loc>"));
    let (story, post) = (place("port-selan/"), place("port-selan/c0rrectd01/"));
    assert!(story.expect("the story") < post.expect("a post"), "{news}");
    assert_eq!(place("port-selan/p0ve1ed001/"), None, "a post that is down is no news");
    let robots = texts["robots.txt"];
    assert!(robots.contains("Sitemap: https://courier.example/sitemap.xml\n"), "{robots}");
}

//! schema.org data for search engines: the story as a `LiveBlogPosting`, each post an update of it.

use serde_json::{Map, Value, json};

use super::item::{self, CorrectionItem};
use crate::format::Projection;
use crate::model::{Credit, CreditRole, MediaKind, Moment};
use crate::site::address::safe_link;
use crate::site::marks::labelled;
use crate::site::record::Entry;
use crate::site::story::{self, Site, StoryRecord, body_in_words, headline};
use crate::site::text::{first_words, visible};

/// JSON as text that can stand inside HTML: nothing in it ends the element or starts another.
pub(in crate::site) fn in_html(value: &Value) -> minijinja::Value {
    let text = value.to_string();
    let text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    minijinja::Value::from_safe_string(text)
}

/// The story with these posts of it, newest first; without them while it is down.
pub(in crate::site) fn live_blog(site: &Site, story: &StoryRecord, posts: &[&Entry]) -> Value {
    let mut blog = Map::new();
    blog.insert("@context".into(), json!("https://schema.org"));
    blog.insert("@type".into(), json!("LiveBlogPosting"));
    blog.insert("headline".into(), text(&story.title()));
    address(&mut blog, site, &format!("{}/", story.address));
    own_page(&mut blog, site, &format!("{}/", story.address));
    let start = story.first_published();
    time(&mut blog, "datePublished", start);
    time(&mut blog, "dateModified", story.modified());
    time(&mut blog, "coverageStartTime", start);
    time(&mut blog, "coverageEndTime", story.closed_at());
    blog.insert("inLanguage".into(), json!(story.language.tag));
    blog.insert("publisher".into(), publisher(site));
    if let (Some(entry), Some(words)) = (story.entry, story.words()) {
        people(&mut blog, site, words);
        image(&mut blog, site, story, entry, words);
        films(&mut blog, site, story, entry, words);
        keywords(&mut blog, words);
        corrections(&mut blog, &item::corrections(story.messages(), entry));
        let points = story::in_sentences(story.messages(), words);
        if !points.is_empty() {
            blog.insert("description".into(), text(&points));
        }
    } else {
        blog.insert("author".into(), publisher(site));
    }
    let posts = if story.is_down() { &[][..] } else { posts };
    let updates: Vec<Value> = posts.iter().map(|entry| update(site, story, entry)).collect();
    blog.insert("liveBlogUpdate".into(), json!(updates));
    Value::Object(blog)
}

/// One post by itself, as a part of its story.
pub(in crate::site) fn blog_posting(site: &Site, story: &StoryRecord, entry: &Entry) -> Value {
    let mut post = Map::new();
    post.insert("@context".into(), json!("https://schema.org"));
    if let Value::Object(rest) = update(site, story, entry) {
        post.extend(rest);
    }
    own_page(&mut post, site, &story.post_address(entry));
    post.insert("inLanguage".into(), json!(story.language_of(entry).tag));
    post.insert("publisher".into(), publisher(site));
    let mut blog = Map::new();
    blog.insert("@type".into(), json!("LiveBlogPosting"));
    blog.insert("headline".into(), text(&story.title()));
    address(&mut blog, site, &format!("{}/", story.address));
    post.insert("isPartOf".into(), Value::Object(blog));
    Value::Object(post)
}

fn update(site: &Site, story: &StoryRecord, entry: &Entry) -> Value {
    let mut post = Map::new();
    post.insert("@type".into(), json!("BlogPosting"));
    let words = entry.live();
    let messages = story.messages_of(entry);
    let gone = || item::notice(&messages, entry).0;
    let title = words.map_or_else(gone, |words| headline(&messages, words));
    post.insert("headline".into(), text(&title));
    address(&mut post, site, &story.post_address(entry));
    time(&mut post, "datePublished", entry.first_published());
    time(&mut post, "dateModified", entry.modified());
    let Some(words) = words else {
        post.insert("articleBody".into(), json!(item::notice(&messages, entry).1));
        post.insert("creativeWorkStatus".into(), json!(title));
        post.insert("author".into(), publisher(site));
        return Value::Object(post);
    };
    let body = visible(&body_in_words(&messages, words)).into_owned();
    if !body.is_empty() {
        post.insert("articleBody".into(), json!(body));
    }
    people(&mut post, site, words);
    image(&mut post, site, story, entry, words);
    films(&mut post, site, story, entry, words);
    keywords(&mut post, words);
    corrections(&mut post, &item::corrections(&messages, entry));
    Value::Object(post)
}

fn text(words: &str) -> Value {
    json!(visible(&first_words(words, 80)))
}

fn address(work: &mut Map<String, Value>, site: &Site, path: &str) {
    if let Some(url) = site.absolute(path) {
        work.insert("url".into(), json!(url));
    }
}

/// The page that is about it alone.
fn own_page(work: &mut Map<String, Value>, site: &Site, path: &str) {
    if let Some(url) = site.absolute(path) {
        work.insert("mainEntityOfPage".into(), json!({ "@type": "WebPage", "@id": url }));
    }
}

/// The films of a document that browsers play from an address.
fn films(
    work: &mut Map<String, Value>,
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    words: &Projection,
) {
    let messages = story.messages_of(entry);
    let films = words.media.iter().filter(|medium| medium.kind == MediaKind::Video);
    let films: Vec<Value> = films
        .filter_map(|medium| {
            let mut film = Map::new();
            film.insert("@type".into(), json!("VideoObject"));
            let named = [&medium.title, &medium.alt, &medium.caption];
            let name = named.into_iter().find(|text| !text.is_empty())?;
            film.insert("name".into(), text(&labelled(&messages, name, &words.claims)));
            if !medium.caption.is_empty() {
                let caption = labelled(&messages, &medium.caption, &words.claims);
                film.insert("description".into(), json!(visible(&caption)));
            }
            film.insert("contentUrl".into(), json!(site.media(story, entry, &medium.src)?));
            if let Some(poster) = site.media(story, entry, &medium.poster) {
                film.insert("thumbnailUrl".into(), json!(poster));
            }
            time(&mut film, "uploadDate", entry.first_published());
            if let Some(length) = length(&medium.duration) {
                film.insert("duration".into(), json!(length));
            }
            Some(Value::Object(film))
        })
        .collect();
    if !films.is_empty() {
        work.insert("video".into(), json!(films));
    }
}

/// `1:02:03` as ISO 8601 has a duration; `None` of what is none.
fn length(duration: &str) -> Option<String> {
    let parts: Option<Vec<u32>> = duration.split(':').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [minutes, seconds] => Some(format!("PT{minutes}M{seconds}S")),
        [hours, minutes, seconds] => Some(format!("PT{hours}H{minutes}M{seconds}S")),
        _ => None,
    }
}

fn time(work: &mut Map<String, Value>, property: &str, at: Option<Moment>) {
    if let Some(at) = at {
        work.insert(property.into(), json!(at.to_utc().rfc3339()));
    }
}

fn publisher(site: &Site) -> Value {
    let mut publisher = Map::new();
    publisher.insert("@type".into(), json!("NewsMediaOrganization"));
    publisher.insert("name".into(), json!(visible(&site.record.settings.name)));
    address(&mut publisher, site, "");
    if let Some(url) = site.absolute("corrections/") {
        publisher.insert("correctionsPolicy".into(), json!(url));
    }
    let theme = &site.record.theme;
    let logos = [theme.site.logo.as_str(), "logo.png", "logo.jpg", "logo.webp", "logo.svg"];
    let logo = logos.into_iter().find(|&name| theme.files.contains(name));
    if let Some(url) = logo.and_then(|name| site.absolute(&format!("assets/{name}"))) {
        publisher.insert("logo".into(), json!({ "@type": "ImageObject", "url": url }));
    }
    Value::Object(publisher)
}

/// A person of that name, with the page about them where the newsroom has one.
fn person(site: &Site, credits: &[Credit], name: &str) -> Value {
    let mut person = Map::new();
    person.insert("@type".into(), json!("Person"));
    person.insert("name".into(), json!(visible(name)));
    let who = credits.iter().find(|credit| credit.name.trim() == name && !credit.withheld);
    let who = who.and_then(|credit| credit.who.as_ref());
    let page = who.and_then(|who| site.record.theme.site.people.get(who.as_str()));
    if let Some(page) = page.filter(|page| safe_link(page)) {
        person.insert("url".into(), json!(page));
    }
    Value::Object(person)
}

/// Authors are the reporters, or the newsroom where none is printed.
fn people(work: &mut Map<String, Value>, site: &Site, words: &Projection) {
    let persons = |role| {
        let names = crate::credits::names(&words.credits, role).into_iter();
        names.map(|name| person(site, &words.credits, &name)).collect::<Vec<Value>>()
    };
    let authors = persons(CreditRole::Reporter);
    let author = if authors.is_empty() { publisher(site) } else { json!(authors) };
    work.insert("author".into(), author);
    let contributors = persons(CreditRole::Contributor);
    if !contributors.is_empty() {
        work.insert("contributor".into(), json!(contributors));
    }
}

fn image(
    work: &mut Map<String, Value>,
    site: &Site,
    story: &StoryRecord,
    entry: &Entry,
    words: &Projection,
) {
    let images: Vec<String> = words
        .media
        .iter()
        .filter_map(|medium| {
            let shown = matches!(medium.kind, MediaKind::Image | MediaKind::Map);
            let src = if shown { &medium.src } else { &medium.poster };
            site.media(story, entry, src)
        })
        .collect();
    if !images.is_empty() {
        work.insert("image".into(), json!(images));
    }
}

fn keywords(work: &mut Map<String, Value>, words: &Projection) {
    if !words.tags.is_empty() {
        let tags: Vec<_> = words.tags.iter().map(|tag| visible(tag)).collect();
        work.insert("keywords".into(), json!(tags));
    }
}

fn corrections(work: &mut Map<String, Value>, corrections: &[CorrectionItem]) {
    let comments: Vec<Value> = corrections
        .iter()
        .map(|one| {
            let mut comment = Map::new();
            comment.insert("@type".into(), json!("CorrectionComment"));
            comment.insert("text".into(), json!(one.note));
            time(&mut comment, "datePublished", one.at);
            Value::Object(comment)
        })
        .collect();
    if !comments.is_empty() {
        work.insert("correction".into(), json!(comments));
    }
}

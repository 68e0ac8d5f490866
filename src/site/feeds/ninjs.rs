//! IPTC ninjs 3.1: the story as a composite item, its posts as associations.
//!
//! The standard has no field for corrections: each is a description with the role `correction`,
//! and the last one an `edNote`.

use serde_json::{Map, Value, json};

use super::item::{self, CorrectionItem};
use crate::credits::without_isolation;
use crate::format::Projection;
use crate::model::{Credit, CreditRole, MediaKind, Public};
use crate::site::credits;
use crate::site::marks::{caveats_in_words, labelled};
use crate::site::messages::Messages;
use crate::site::record::Entry;
use crate::site::story::{Site, StoryRecord, body_in_words, headline};
use crate::site::text::{json_file, visible};

/// The story and its posts as ninjs; `None` where the site has no address of its own.
pub(super) fn write(site: &Site, story: &StoryRecord) -> Option<String> {
    let mut root = Map::new();
    root.insert("uri".into(), json!(site.absolute(&format!("{}/", story.address))?));
    root.insert("standard".into(), standard());
    root.insert("type".into(), json!("composite"));
    match story.entry {
        Some(entry) => document(&mut root, site, story, entry),
        None => drop(root.insert("pubStatus".into(), json!("usable"))),
    }
    root.insert("headlines".into(), json!([{ "value": visible(&story.title()) }]));
    let posts = if story.is_down() { &[][..] } else { &story.posts };
    let posts: Vec<Value> =
        posts.iter().filter_map(|post| association(site, story, post)).collect();
    root.insert("associations".into(), json!(posts));
    Some(json_file(&Value::Object(root)))
}

/// One post as ninjs, an item of its own; `None` where the site has no address of its own.
pub(super) fn post(site: &Site, story: &StoryRecord, entry: &Entry) -> Option<String> {
    let mut root = Map::new();
    root.insert("uri".into(), json!(site.absolute(&story.post_address(entry))?));
    root.insert("standard".into(), standard());
    root.insert("type".into(), json!("text"));
    document(&mut root, site, story, entry);
    Some(json_file(&Value::Object(root)))
}

fn standard() -> Value {
    json!({
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    })
}

fn association(site: &Site, story: &StoryRecord, entry: &Entry) -> Option<Value> {
    let mut post = Map::new();
    post.insert("name".into(), json!(entry.id()?.to_string()));
    post.insert("uri".into(), json!(site.absolute(&story.post_address(entry))?));
    post.insert("rel".into(), json!("update"));
    post.insert("type".into(), json!("text"));
    document(&mut post, site, story, entry);
    Some(Value::Object(post))
}

fn document(item: &mut Map<String, Value>, site: &Site, story: &StoryRecord, entry: &Entry) {
    let release = entry.last_release().map_or(0, |release| release.n);
    item.insert("version".into(), json!(release.to_string()));
    if let Some(at) = entry.first_published() {
        item.insert("firstCreated".into(), json!(at.to_utc().rfc3339()));
    }
    if let Some(last) = entry.last_release() {
        item.insert("versionCreated".into(), json!(last.at.to_utc().rfc3339()));
    }
    let status = match entry.public() {
        Public::Live => "usable",
        Public::Retracted => "canceled",
        _ => "withheld",
    };
    item.insert("pubStatus".into(), json!(status));
    item.insert("language".into(), json!(story.language_of(entry).tag));
    let messages = story.messages_of(entry);
    let Some(words) = entry.live() else {
        item.insert("edNote".into(), json!(item::notice(&messages, entry).1));
        return;
    };
    item.insert("headlines".into(), json!([{ "value": visible(&headline(&messages, words)) }]));
    bodies(item, words, &messages);
    descriptions(item, words, &item::corrections(&messages, entry), &messages);
    if let Some(line) = credits::reporters(&messages, &words.credits) {
        item.insert("by".into(), json!(visible(&without_isolation(&line))));
    }
    item.insert("people".into(), people(&words.credits));
    item.insert("infoSources".into(), json!([{ "name": visible(&site.record.settings.name) }]));
    item.insert("renditions".into(), renditions(site, story, entry, words));
    let subjects: Vec<Value> =
        words.tags.iter().map(|tag| json!({ "name": visible(tag) })).collect();
    item.insert("subjects".into(), json!(subjects));
    if !words.place.is_empty() {
        item.insert("places".into(), json!([{ "name": visible(&words.place) }]));
    }
    item.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
}

fn bodies(item: &mut Map<String, Value>, words: &Projection, messages: &Messages) {
    if !words.body.is_empty() {
        let html = item::body(messages, words);
        let plain = visible(&body_in_words(messages, words)).into_owned();
        item.insert(
            "bodies".into(),
            json!([
                { "role": "main", "contentType": "text/html", "value": html },
                {
                    "role": "main",
                    "contentType": "text/plain",
                    "wordCount": plain.split_whitespace().count(),
                    "charCount": plain.chars().count(),
                    "value": plain,
                },
            ]),
        );
    }
}

fn descriptions(
    item: &mut Map<String, Value>,
    words: &Projection,
    corrections: &[CorrectionItem],
    messages: &Messages,
) {
    let point = |text: &str| ("summary", labelled(messages, text, &words.claims));
    let points = words.summary.iter().map(|summary| point(&summary.text));
    let caveats =
        caveats_in_words(messages, &words.claims).into_iter().map(|line| ("caveat", line));
    let notes = corrections.iter().map(|one| ("correction", one.note.clone()));
    let all: Vec<Value> = points
        .chain(caveats)
        .chain(notes)
        .map(|(role, value)| {
            json!({ "role": role, "contentType": "text/plain", "value": visible(&value) })
        })
        .collect();
    item.insert("descriptions".into(), json!(all));
    if let Some(last) = corrections.last() {
        item.insert("edNote".into(), json!(format!("{}: {}", last.label, last.note)));
    }
}

fn people(credits: &[Credit]) -> Value {
    let named = |role: CreditRole| {
        crate::credits::names(credits, role)
            .into_iter()
            .map(move |name| json!({ "name": visible(&name), "rel": role.as_str() }))
    };
    CreditRole::ALL.into_iter().flat_map(named).collect()
}

fn renditions(site: &Site, story: &StoryRecord, entry: &Entry, words: &Projection) -> Value {
    let media = words.media.iter().enumerate();
    media
        .filter(|(_, medium)| medium.kind != MediaKind::Embed)
        .filter_map(|(index, medium)| {
            let href = site.media(story, entry, &medium.src)?;
            let name = format!("{}-{}", medium.kind.as_str(), index + 1);
            let title = if medium.title.is_empty() { &medium.caption } else { &medium.title };
            let mut rendition = json!({ "name": name, "href": href });
            if !title.is_empty() {
                rendition["title"] =
                    json!(visible(&labelled(&story.messages_of(entry), title, &words.claims)));
            }
            Some(rendition)
        })
        .collect()
}

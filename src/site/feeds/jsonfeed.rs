//! JSON Feed 1.1 (jsonfeed.org), with an extension of ours for what became of a post.

use serde_json::{Map, Value, json};

use super::feed::Feed;
use super::item::Item;
use crate::site::text::{json_file, visible};

/// The feed as JSON.
pub(super) fn write(feed: &Feed) -> String {
    let mut root = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": visible(&feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.address("feed.json"),
        "language": feed.language.tag,
        "authors": [{ "name": visible(&feed.publisher) }],
    });
    if feed.closed {
        root["expired"] = json!(true);
    }
    root["items"] = feed.items.iter().copied().map(item).collect();
    json_file(&root)
}

fn item(item: &Item) -> Value {
    let mut value = Map::new();
    value.insert("id".into(), json!(item.url));
    value.insert("url".into(), json!(item.url));
    value.insert("title".into(), json!(item.title));
    value.insert("content_html".into(), json!(item.html));
    value.insert("date_published".into(), json!(item.published.to_utc().rfc3339()));
    value.insert("date_modified".into(), json!(item.updated.to_utc().rfc3339()));
    if let Some(image) = &item.image {
        value.insert("image".into(), json!(image));
    }
    let authors: Vec<Value> =
        item.authors.iter().chain(&item.contributors).map(|name| json!({ "name": name })).collect();
    if !authors.is_empty() {
        value.insert("authors".into(), json!(authors));
    }
    if !item.tags.is_empty() {
        value.insert("tags".into(), json!(item.tags));
    }
    value.insert("language".into(), json!(item.language.tag));
    let corrections: Vec<Value> = item
        .corrections
        .iter()
        .map(|one| {
            json!({
                "kind": one.kind,
                "note": one.note,
                "at": one.at.map(|at| at.to_utc().rfc3339()),
            })
        })
        .collect();
    value.insert(
        "_newsroom".into(),
        json!({
            "id": item.id,
            "state": item.state,
            "release": item.release,
            "corrections": corrections,
        }),
    );
    Value::Object(value)
}

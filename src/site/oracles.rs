//! What others' schemas say of our feeds.
//!
//! The schemas are not part of this repository: `NEWSROOM_ORACLES` names a folder that has
//! `ninjs-3.1.schema.json`, `geojson.schema.json` and `schemaorg-liveblog-subset.json`. Where it is
//! not set, these tests say that they were skipped.

use serde_json::Value;

use super::{Content, Entry, Export, build, export, sample};

/// The file of that name among the schemas; `None`, with a word on standard error, where there is none.
#[expect(clippy::disallowed_methods, reason = "the schemas are found by the environment alone")]
fn oracle(name: &str) -> Option<Value> {
    let folder = std::env::var_os("NEWSROOM_ORACLES");
    let text =
        folder.and_then(|folder| std::fs::read(std::path::Path::new(&folder).join(name)).ok());
    if text.is_none() {
        eprintln!("skipped: NEWSROOM_ORACLES names no folder with {name}");
    }
    Some(serde_json::from_slice(&text?).expect("JSON"))
}

fn made(path: &str) -> String {
    let pages = build(&sample::night()).expect("a site");
    let page = pages.into_iter().find(|page| page.path == path).expect("a page");
    match page.content {
        Content::Text(text) => text,
        _ => panic!("{path} is text"),
    }
}

fn json_ld(path: &str) -> Value {
    let html = made(path);
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("JSON-LD");
    let (text, _) = rest.split_once("</script>").expect("an end");
    assert!(!text.contains(['<', '>', '&']), "nothing in it may end the element");
    serde_json::from_str(text).expect("JSON")
}

/// Every property of a node is one that its schema.org type has, and so on inside.
fn has_known_properties(types: &Value, node: &Value, at: &str) {
    let Some(object) = node.as_object() else {
        for (index, item) in node.as_array().into_iter().flatten().enumerate() {
            has_known_properties(types, item, &format!("{at}[{index}]"));
        }
        return;
    };
    let kind = object["@type"].as_str().expect("a type");
    let known = &types[kind]["properties"];
    assert!(known.is_object(), "{at}: {kind} is not among the types of the subset");
    for (property, value) in object.iter().filter(|(name, _)| !name.starts_with('@')) {
        assert!(known.get(property).is_some(), "{at}: a {kind} has no {property}");
        let range = known[property]["range"].as_array().expect("a range");
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            if let Some(inner) = value.get("@type").and_then(Value::as_str) {
                let classes = types[inner]["superclasses"].as_array();
                let fits = classes.into_iter().flatten().any(|class| range.contains(class));
                assert!(fits, "{at}: {property} is not for a {inner}");
            }
        }
        has_known_properties(types, value, &format!("{at}.{property}"));
    }
}

#[test]
fn the_live_blog_has_only_what_schema_org_knows() {
    let blog = json_ld("port-selan/index.html");
    assert_eq!(blog["@type"], "LiveBlogPosting");
    let Some(oracle) = oracle("schemaorg-liveblog-subset.json") else { return };
    has_known_properties(&oracle["types"], &blog, "LiveBlogPosting");
}

#[test]
fn every_update_of_the_live_blog_has_a_headline_and_its_times() {
    let blog = json_ld("port-selan/index.html");
    assert_eq!(blog["coverageStartTime"], "2026-11-07T05:10:00Z");
    let updates = blog["liveBlogUpdate"].as_array().expect("updates");
    assert_eq!(updates.len(), 9, "live, pulled and retracted");
    for update in updates {
        for property in ["headline", "datePublished", "dateModified", "author", "url"] {
            assert!(!update[property].is_null(), "{property}: {update}");
        }
    }
    let url = "https://courier.example/port-selan/c0rrectd01/";
    let post = updates.iter().find(|update| update["url"] == url).expect("the corrected post");
    assert_eq!(post["correction"][0]["datePublished"], "2026-11-07T09:15:00Z");
    assert_eq!(post["contributor"][2]["name"], "Dee Oren");
}

#[test]
fn one_post_by_itself_has_only_what_schema_org_knows() {
    let text = exported("c0rrectd01", Export::JsonLd);
    let post: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (&post["@type"], &post["isPartOf"]["@type"]),
        (&"BlogPosting".into(), &"LiveBlogPosting".into())
    );
    assert_eq!(post["correction"][0]["datePublished"], "2026-11-07T09:15:00Z");
    let Some(oracle) = oracle("schemaorg-liveblog-subset.json") else { return };
    has_known_properties(&oracle["types"], &post, "BlogPosting");
}

#[test]
fn one_post_by_itself_fits_the_schema_of_ninjs() {
    for (id, status) in [("c0rrectd01", "usable"), ("gnep0st001", "canceled")] {
        let item: Value = serde_json::from_str(&exported(id, Export::Ninjs)).expect("JSON");
        assert_eq!((&item["type"], &item["pubStatus"]), (&"text".into(), &status.into()));
        assert_eq!(mistakes_in_ninjs(&item), Vec::<String>::new());
    }
}

#[test]
fn one_post_by_itself_is_a_feed_of_one() {
    let feed: Value =
        serde_json::from_str(&exported("c0rrectd01", Export::JsonFeed)).expect("JSON");
    assert_eq!(feed["items"].as_array().map(Vec::len), Some(1));
    let atom = exported("c0rrectd01", Export::Atom);
    assert_eq!(atom.matches("<entry>").count(), 1);
    assert!(atom.contains("https://courier.example/port-selan/c0rrectd01/"));
}

/// A post of the sample in that format.
fn exported(id: &str, format: Export) -> String {
    let record = sample::night();
    let is = |entry: &&Entry| entry.id().is_some_and(|known| known.as_str() == id);
    let entry = record.entries.iter().find(is).expect("a post");
    export(&record, &entry.path, &super::address::of_record(&record), format)
        .expect("written")
        .expect("exported")
}

#[test]
fn the_ninjs_export_fits_its_schema() {
    let item: Value = serde_json::from_str(&made("port-selan/ninjs.json")).expect("JSON");
    let status = |id: &str| {
        let posts = item["associations"].as_array().expect("posts");
        posts.iter().find(|post| post["name"] == id).expect("post")["pubStatus"].clone()
    };
    assert_eq!(status("p0ve1ed001"), "withheld");
    assert_eq!(status("gnep0st001"), "canceled");
    assert_eq!(mistakes_in_ninjs(&item), Vec::<String>::new());
}

/// What of an item does not fit the schema of ninjs 3.1; nothing where the schema is not here.
fn mistakes_in_ninjs(item: &Value) -> Vec<String> {
    let (Some(schema), Some(geojson)) =
        (oracle("ninjs-3.1.schema.json"), oracle("geojson.schema.json"))
    else {
        return Vec::new();
    };
    let registry = jsonschema::Registry::new()
        .add("https://geojson.org/schema/GeoJSON.json", geojson)
        .and_then(|registry| registry.prepare())
        .expect("a registry");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .with_registry(&registry)
        .build(&schema)
        .expect("a schema");
    let mistakes = validator.iter_errors(item);
    mistakes.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_json_feed_says_what_became_of_each_post() {
    let feed: Value = serde_json::from_str(&made("port-selan/feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(feed.get("expired").is_none(), "coverage is not closed");
    let items = feed["items"].as_array().expect("items");
    let states: Vec<&str> =
        items.iter().filter_map(|item| item["_newsroom"]["state"].as_str()).collect();
    assert!(states.contains(&"pulled") && states.contains(&"retracted"));
}

//! IPTC ninjs that came in: an item, a list of items, or one that holds others.

use serde_json::Value;

use super::byline::people;
use super::{Item, WireError, html, one_line, text};
use crate::model::{Media, MediaKind, Moment, Origin};

/// The items of a ninjs document, in its order.
///
/// An item without words of its own that is associated with others stands for these: a package.
///
/// # Errors
///
/// What is not JSON; an item without a `uri`; a time that is none.
pub fn ninjs(text: &str) -> Result<Vec<Item>, WireError> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| WireError::Json(error.to_string()))?;
    let mut items = Vec::new();
    match &value {
        Value::Array(all) => {
            for one in all {
                read(one, None, &mut items)?;
            }
        }
        one => read(one, None, &mut items)?,
    }
    if items.is_empty() { Err(WireError::Empty) } else { Ok(items) }
}

fn read(value: &Value, package: Option<&Value>, items: &mut Vec<Item>) -> Result<(), WireError> {
    let inside: Vec<&Value> = associations(value).filter(|one| is_news(one)).collect();
    if package.is_none() && bodies(value).next().is_none() && !inside.is_empty() {
        return inside.into_iter().try_for_each(|one| read(one, Some(value), items));
    }
    let item = item(value, package, items.len() + 1)?;
    items.push(item);
    Ok(())
}

fn item(value: &Value, package: Option<&Value>, number: usize) -> Result<Item, WireError> {
    let uri = string(value, &["uri"]).ok_or(WireError::Missing { number, field: "uri" })?;
    let either = |names: &[&str]| {
        string(value, names).or_else(|| package.and_then(|package| string(package, names)))
    };
    let provider = provider(value)
        .or_else(|| package.and_then(provider))
        .unwrap_or_else(|| host(&uri).to_owned());
    let embargo = match string(value, &["embargoedUntil", "embargoed"]) {
        Some(said) => Some(said.parse::<Moment>().map_err(|_| WireError::Field {
            number,
            field: "embargoedUntil",
            value: said.clone(),
            what: "a date, a time and an offset",
        })?),
        None => None,
    };
    let status = string(value, &["pubStatus", "pubstatus"]).unwrap_or_default();
    Ok(Item {
        origin: Origin {
            provider,
            version: version(value),
            canceled: matches!(status.as_str(), "canceled" | "cancelled"),
            uri,
        },
        headline: one_line(&headline(value)),
        body: body(value),
        byline: byline(value).iter().flat_map(|line| people(line).people).collect(),
        tags: list(value, &["subjects", "subject"]).filter_map(name).collect(),
        language: either(&["language"]).unwrap_or_default(),
        embargo,
        media: media(value),
        remarks: Vec::new(),
        terms: super::Terms::default(),
    })
}

/// The first of these fields that is a text which says something.
fn string(value: &Value, names: &[&str]) -> Option<String> {
    let texts = names.iter().filter_map(|name| value.get(name)?.as_str());
    texts.map(str::trim).find(|text| !text.is_empty()).map(str::to_owned)
}

/// The entries of the first of these fields that is there: a list, or an object by name.
fn list<'a>(value: &'a Value, names: &[&str]) -> impl Iterator<Item = &'a Value> + use<'a> {
    let found = names.iter().find_map(|name| value.get(name));
    let entries: Vec<&Value> = match found {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(Value::Object(all)) => all.values().collect(),
        _ => Vec::new(),
    };
    entries.into_iter()
}

fn name(value: &Value) -> Option<String> {
    string(value, &["name", "literal"]).map(|name| one_line(&name))
}

fn version(value: &Value) -> String {
    match value.get("version") {
        Some(Value::String(version)) => version.trim().to_owned(),
        Some(Value::Number(version)) => version.to_string(),
        _ => string(value, &["versionCreated", "versioncreated"]).unwrap_or_default(),
    }
}

fn provider(value: &Value) -> Option<String> {
    list(value, &["infoSources", "infosource"])
        .find_map(name)
        .or_else(|| string(value, &["source", "provider", "copyrightHolder", "copyrightholder"]))
}

/// The host of an address; the address itself where it has none.
fn host(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().filter(|host| !host.is_empty()).unwrap_or(uri)
}

fn headline(value: &Value) -> String {
    let headlines: Vec<&Value> = list(value, &["headlines"]).collect();
    let main =
        headlines.iter().find(|one| string(one, &["role"]).is_none_or(|role| role == "main"));
    let plain = |one: &&Value| {
        let words = string(one, &["value"])?;
        let is_html =
            string(one, &["contentType", "contenttype"]).is_some_and(|kind| is_html(&kind));
        Some(if is_html { plain(&words) } else { words })
    };
    main.and_then(plain)
        .or_else(|| headlines.iter().find_map(plain))
        .or_else(|| string(value, &["headline", "title", "slugline"]))
        .unwrap_or_default()
}

/// The words of HTML without its tags.
fn plain(html: &str) -> String {
    let clean = ammonia::Builder::empty().clean(html).to_string();
    let markdown = html::to_markdown(&format!("<p>{clean}</p>"));
    pulldown_cmark::Parser::new(&markdown)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect()
}

fn is_html(kind: &str) -> bool {
    matches!(kind.split(';').next().map(str::trim), Some("text/html" | "application/xhtml+xml"))
}

/// Its bodies: whether they are HTML, and their words.
fn bodies(value: &Value) -> impl Iterator<Item = (bool, String)> + use<'_> {
    let named = list(value, &["bodies"]).filter_map(|body| {
        let kind = string(body, &["contentType", "contenttype"]).unwrap_or_default();
        Some((is_html(&kind), string(body, &["value"])?))
    });
    let old = [("body_xhtml", true), ("body_html", true), ("body_text", false)];
    named.chain(old.into_iter().filter_map(|(name, html)| Some((html, string(value, &[name])?))))
}

/// The body as Markdown: of its HTML, which has links and lists, else of its plain text.
fn body(value: &Value) -> String {
    let all: Vec<(bool, String)> = bodies(value).collect();
    match all.iter().find(|(is_html, _)| *is_html).or(all.first()) {
        Some((true, words)) => html::to_markdown(words),
        Some((false, words)) => text::to_markdown(words),
        None => String::new(),
    }
}

fn byline(value: &Value) -> Vec<String> {
    let authors = list(value, &["people", "person"]).filter(|person| {
        let rel = string(person, &["rel"]).unwrap_or_default();
        matches!(rel.as_str(), "author" | "creator" | "reporter")
    });
    let authors: Vec<String> = authors.filter_map(name).collect();
    if !authors.is_empty() {
        return authors;
    }
    let line = string(value, &["by", "byline"]).map(|line| one_line(&line));
    let bare = |line: String| match line.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("by ") => line[3..].trim().to_owned(),
        _ => line,
    };
    line.map(bare).into_iter().filter(|line| !line.is_empty()).collect()
}

fn associations(value: &Value) -> impl Iterator<Item = &Value> {
    list(value, &["associations"])
}

/// Whether an association is news of its own, not a picture of the item.
fn is_news(value: &Value) -> bool {
    kind(value).is_none() && (string(value, &["uri"]).is_some())
}

fn kind(value: &Value) -> Option<MediaKind> {
    match string(value, &["type"])?.as_str() {
        "picture" | "graphic" => Some(MediaKind::Image),
        "video" => Some(MediaKind::Video),
        "audio" => Some(MediaKind::Audio),
        _ => None,
    }
}

/// The pictures, films and sounds: its own renditions, and those of its associations.
fn media(value: &Value) -> Vec<Media> {
    let own = list(value, &["renditions"]).filter_map(|one| medium(value, one, None));
    let associated = associations(value).filter_map(|one| {
        let kind = kind(one)?;
        let width = |rendition: &&Value| rendition.get("width").and_then(Value::as_u64);
        let largest = list(one, &["renditions"])
            .filter(|rendition| address(rendition).is_some())
            .max_by_key(width)?;
        medium(one, largest, Some(kind))
    });
    let mut media: Vec<Media> = Vec::new();
    for medium in own.chain(associated) {
        if !media.iter().any(|known| known.src == medium.src) {
            media.push(medium);
        }
    }
    media
}

fn address(rendition: &Value) -> Option<String> {
    string(rendition, &["href"]).filter(|href| href.starts_with("https://"))
}

fn medium(of: &Value, rendition: &Value, kind: Option<MediaKind>) -> Option<Media> {
    let content =
        string(rendition, &["contentType", "contenttype", "mimetype"]).unwrap_or_default();
    let kind = kind.or_else(|| match content.split('/').next()? {
        "image" => Some(MediaKind::Image),
        "video" => Some(MediaKind::Video),
        "audio" => Some(MediaKind::Audio),
        _ => None,
    })?;
    let described = |roles: &[&str]| {
        let mut all = list(of, &["descriptions"]);
        all.find_map(|one| {
            let role = string(one, &["role"]).unwrap_or_default();
            roles.contains(&role.as_str()).then(|| string(one, &["value"])).flatten()
        })
    };
    let associated = kind_of_item(of);
    let caption = described(&["caption"])
        .or_else(|| associated.then(|| described(&["", "main"])).flatten())
        .or_else(|| string(of, &["description_text"]).filter(|_| associated));
    let title = string(rendition, &["title"]);
    let alt = described(&["alt", "altText", "alttext"]).or_else(|| title.clone());
    Some(Media {
        kind,
        src: address(rendition)?,
        title: if kind == MediaKind::Image { String::new() } else { title.unwrap_or_default() },
        alt: alt.filter(|_| kind == MediaKind::Image).map(|alt| one_line(&alt)).unwrap_or_default(),
        caption: caption.map(|caption| one_line(&caption)).unwrap_or_default(),
        credit: string(of, &["copyrightNotice", "copyrightnotice", "copyrightHolder"])
            .or_else(|| byline(of).into_iter().next().filter(|_| associated))
            .unwrap_or_default(),
        duration: String::new(),
        poster: String::new(),
        captions: String::new(),
        transcript: String::new(),
        taken: None,
    })
}

/// Whether the item is itself a picture, film or sound.
fn kind_of_item(value: &Value) -> bool {
    kind(value).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = r#"{
        "uri": "https://wire.example/7f3c", "type": "text", "version": "2",
        "pubStatus": "usable", "language": "en", "embargoedUntil": "2026-11-07T22:00:00+02:00",
        "headlines": [{ "role": "main", "value": " Lamps  out " }],
        "by": "By Ana Lom", "infoSources": [{ "name": "Selan Wire" }],
        "subjects": [{ "name": "power" }],
        "bodies": [
            { "contentType": "text/plain", "value": "Lamps are out." },
            { "contentType": "text/html", "value": "<p>Lamps are <b>out</b>.</p>" }
        ],
        "associations": [{
            "name": "p1", "uri": "https://wire.example/p1", "type": "picture",
            "descriptions": [{ "role": "caption", "value": "The quay" }, { "role": "alt", "value": "A dark quay" }],
            "copyrightNotice": "Vera Lom",
            "renditions": [
                { "href": "https://wire.example/s.jpg", "contentType": "image/jpeg", "width": 100 },
                { "href": "https://wire.example/l.jpg", "contentType": "image/jpeg", "width": 900 }
            ]
        }]
    }"#;

    #[test]
    fn an_item_of_3_1_is_read_whole() {
        let items = ninjs(ITEM).expect("read");
        let [item] = items.as_slice() else { panic!("{items:?}") };
        assert_eq!(item.origin.provider, "Selan Wire");
        assert_eq!(
            (item.origin.uri.as_str(), item.origin.version.as_str()),
            ("https://wire.example/7f3c", "2")
        );
        assert_eq!(
            (item.headline.as_str(), item.body.as_str()),
            ("Lamps out", "Lamps are **out**.")
        );
        assert_eq!(
            (item.byline.as_slice(), item.tags.as_slice()),
            ([super::super::Person::named("Ana Lom")].as_slice(), ["power".to_owned()].as_slice())
        );
        assert_eq!(item.embargo, Some("2026-11-07T22:00:00+02:00".parse().expect("a moment")));
        let [picture] = item.media.as_slice() else { panic!("{:?}", item.media) };
        assert_eq!(picture.src, "https://wire.example/l.jpg");
        assert_eq!(
            (picture.alt.as_str(), picture.caption.as_str(), picture.credit.as_str()),
            ("A dark quay", "The quay", "Vera Lom")
        );
    }

    #[test]
    fn the_names_of_older_versions_are_read() {
        let items = ninjs(
            r#"{"uri": "urn:wire:1", "pubstatus": "canceled", "version": 3,
            "headline": "Lamps out", "byline": "Ana Lom", "body_text": "One.\n\nTwo *stars*."}"#,
        );
        let item = items.expect("read").remove(0);
        assert!(item.origin.canceled);
        assert_eq!(item.origin.version, "3");
        assert_eq!(item.body, "One.\n\nTwo \\*stars\\*.");
        assert_eq!(item.origin.provider, "urn");
    }

    #[test]
    fn a_package_is_the_items_in_it() {
        let text = format!(
            r#"{{"uri": "https://wire.example/all", "type": "composite", "associations": [{ITEM}, {ITEM}]}}"#
        );
        assert_eq!(ninjs(&text).expect("read").len(), 2);
        assert_eq!(ninjs(&format!("[{ITEM}]")).expect("read").len(), 1);
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        assert!(matches!(ninjs("{"), Err(WireError::Json(_))));
        assert_eq!(ninjs("[]"), Err(WireError::Empty));
        assert_eq!(
            ninjs(r#"[{"headline": "x"}]"#),
            Err(WireError::Missing { number: 1, field: "uri" })
        );
        let late = ITEM.replace("2026-11-07T22:00:00+02:00", "tonight");
        assert!(matches!(
            ninjs(&late),
            Err(WireError::Field { number: 1, field: "embargoedUntil", .. })
        ));
    }
}

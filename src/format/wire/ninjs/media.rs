//! Pictures, films and sounds of an item, by address.

use serde_json::Value;

use super::fields::{associations, kind_of, line, list, string};
use super::people::media_credit;
use super::words::plain;
use crate::format::wire::one_line;
use crate::model::{Media, MediaKind};

/// The pictures, films and sounds: its own renditions, and those of its associations; and what could
/// not be taken.
pub(super) fn media(value: &Value) -> (Vec<Media>, Vec<String>) {
    let mut left: Vec<String> = Vec::new();
    let mut media: Vec<Media> = Vec::new();
    let mut add = |medium: Media| {
        if !media.iter().any(|known| known.src == medium.src) {
            media.push(medium);
        }
    };
    match kind(value) {
        Some(kind) => match one(value, kind) {
            Ok(medium) => add(medium),
            Err(why) => left.push(why),
        },
        None => {
            list(value, &["renditions"])
                .filter_map(|one| medium(value, one, None))
                .for_each(&mut add);
        }
    }
    for associated in associations(value) {
        match kind(associated).map(|kind| one(associated, kind)) {
            Some(Ok(medium)) => add(medium),
            Some(Err(why)) => left.push(why),
            None => {}
        }
    }
    (media, left)
}

/// The largest rendition of a picture, film or sound; else what is left out, and why.
fn one(value: &Value, kind: MediaKind) -> Result<Media, String> {
    let width = |rendition: &&Value| rendition.get("width").and_then(Value::as_u64);
    let all = list(value, &["renditions"]);
    let largest = all.filter(|rendition| address(rendition).is_some()).max_by_key(width);
    largest.and_then(|rendition| medium(value, rendition, Some(kind))).ok_or_else(|| {
        let words = [caption(value).unwrap_or_default(), media_credit(value).unwrap_or_default()];
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
        let said =
            if words.is_empty() { String::new() } else { format!(" ({})", words.join("; ")) };
        format!("the {} is left out, it has no open https address{said}", kind.as_str())
    })
}

pub(super) fn kind(value: &Value) -> Option<MediaKind> {
    match kind_of(value).as_str() {
        "picture" | "graphic" | "image" | "photo" => Some(MediaKind::Image),
        "video" => Some(MediaKind::Video),
        "audio" => Some(MediaKind::Audio),
        _ => None,
    }
}

/// The address of a rendition that everybody may open: with a key or a password in it, it is not
/// for readers.
fn address(rendition: &Value) -> Option<String> {
    let href = string(rendition, &["href"]).filter(|href| href.starts_with("https://"))?;
    let (host, query) = href.split_once('?').unwrap_or((&href, ""));
    let private = ["token", "key", "signature", "sig=", "auth", "password", "secret", "credential"];
    let query = query.to_lowercase();
    let open = !private.iter().any(|word| query.contains(word)) && !host.contains('@');
    open.then_some(href)
}

fn described(value: &Value, roles: &[&str]) -> Option<String> {
    list(value, &["descriptions"]).find_map(|one| {
        let role = string(one, &["role"]).unwrap_or_default().to_lowercase();
        roles.contains(&role.as_str()).then(|| string(one, &["value"])).flatten()
    })
}

/// The words under a picture.
fn caption(value: &Value) -> Option<String> {
    let own = described(value, &["caption"]);
    let associated = kind(value).is_some();
    let described =
        own.or_else(|| associated.then(|| described(value, &["", "main", "text"])).flatten());
    described
        .or_else(|| {
            line(value, &["description_caption", "description_text"]).filter(|_| associated)
        })
        .or_else(|| {
            let html = string(value, &["description_html"]).filter(|_| associated)?;
            Some(plain(&html))
        })
        .map(|caption| one_line(&caption))
}

fn medium(of: &Value, rendition: &Value, known: Option<MediaKind>) -> Option<Media> {
    let content =
        string(rendition, &["contentType", "contenttype", "mimetype"]).unwrap_or_default();
    let kind = known.or_else(|| match content.split('/').next()? {
        "image" => Some(MediaKind::Image),
        "video" => Some(MediaKind::Video),
        "audio" => Some(MediaKind::Audio),
        _ => None,
    })?;
    let title = line(rendition, &["title"]);
    let alt = described(of, &["alt", "alttext", "alt_text"])
        .or_else(|| line(of, &["alt_text", "altText", "alttext"]))
        .or_else(|| line(of, &["body_text"]).filter(|_| self::kind(of).is_some()))
        .or_else(|| title.clone());
    let image = kind == MediaKind::Image;
    Some(Media {
        kind,
        src: address(rendition)?,
        title: if image { String::new() } else { title.unwrap_or_default() },
        alt: alt.filter(|_| image).map(|alt| one_line(&alt)).unwrap_or_default(),
        caption: caption(of).unwrap_or_default(),
        credit: media_credit(of).unwrap_or_default(),
        duration: String::new(),
        poster: String::new(),
        captions: String::new(),
        transcript: String::new(),
        taken: None,
    })
}

//! The words of a document.

use serde::Serialize;
use serde_json::Value;

use super::output::{Read, Shown, Sources, VERSION};
use super::standing::{self, place};
use super::{Foreign, shown, time};
use crate::cli::context::Context;
use crate::desk::{Loaded, Session};
use crate::format::Projection;
use crate::model::{Document, SourceKind};
use crate::ops::show::Version;

/// A text of several lines with hidden marks made visible.
pub fn plain(text: &str) -> String {
    Foreign::lines(text).to_string()
}

/// Headline and body, as Markdown.
pub fn markdown(words: &Projection) -> String {
    plain(&format!("# {}\n\n{}", words.heading(), words.body))
}

/// A document for reading: its words, then what belongs to them, then where it stands.
pub fn text(
    context: &Context,
    session: &Session,
    loaded: &Loaded,
    words: &Projection,
    desk: bool,
) -> String {
    let mut out = format!("{}\n", shown(words.heading()));
    if desk {
        out.push_str(&format!("{}  {}\n", loaded.path, place(loaded)));
    }
    if let Some(retraction) = &words.retraction {
        out.push_str(&format!("\nRetracted: {}\n", shown(&retraction.note)));
        return out;
    }
    for (number, point) in words.summary.iter().enumerate() {
        out.push_str(&format!("  {}. {}\n", number + 1, shown(&point.text)));
    }
    if !words.body.is_empty() {
        out.push_str(&format!("\n{}", plain(&words.body)));
    }
    let mut lines = Vec::new();
    for (number, medium) in words.media.iter().enumerate() {
        lines.push(format!("{} {}: {}", medium.kind.as_str(), number + 1, shown(&medium.src)));
        lines.extend(labelled("title", &medium.title));
        lines.extend(labelled("alt", &medium.alt));
        lines.extend(labelled("caption", &medium.caption));
        lines.extend(labelled("credit", &medium.credit));
    }
    for claim in &words.claims {
        lines.push(format!("{} {}: “{}”", claim.id, claim.status.as_str(), shown(&claim.quote)));
        lines.extend(labelled("caveat", &claim.caveat));
    }
    lines.extend(words.sources.iter().map(|source| {
        format!("{} {}: {}", source.id, source.kind.as_str(), shown(&source.description))
    }));
    for link in &words.links {
        lines.push(format!("{}: {} {}", link.kind.as_str(), shown(&link.title), shown(&link.url)));
    }
    for credit in &words.credits {
        lines.push(format!("{}: {}", credit.role.as_str(), shown(&credit.name)));
    }
    for correction in &words.corrections {
        lines.push(format!("{}: {}", correction.kind.as_str(), shown(&correction.note)));
    }
    if !lines.is_empty() {
        out.push_str(&format!("\n{}\n", lines.join("\n")));
    }
    if desk {
        out.push_str(&came_from(loaded));
        out.push_str(&reviews(context, session, loaded));
    }
    out
}

/// Where it came from, which is the desk's alone: who sent it, under which name, which version of
/// which time.
fn came_from(loaded: &Loaded) -> String {
    let Some(origin) = loaded.document.as_post().and_then(|post| post.origin.as_ref()) else {
        return String::new();
    };
    let mut version = vec![shown(&origin.version), shown(&origin.date)];
    version.retain(|part| !part.is_empty());
    version.dedup();
    let version: String = version.iter().map(|part| format!(", {part}")).collect();
    format!("\nfrom {}: {}{version}\n", shown(&origin.provider), shown(&origin.uri))
}

fn labelled(label: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("  {label}: {}", shown(text)))
}

/// Steps at the desk that say something.
fn reviews(context: &Context, session: &Session, loaded: &Loaded) -> String {
    let zone = context.zone(session, Some(&loaded.path));
    let lines: Vec<String> = loaded
        .document
        .reviews()
        .iter()
        .map(|review| {
            let note = if review.note.is_empty() {
                String::new()
            } else {
                format!(": {}", shown(&review.note))
            };
            let at = time::clock(review.at, zone);
            format!("{at} {} {}{note}\n", review.by, review.verdict.as_str())
        })
        .collect();
    if lines.is_empty() { String::new() } else { format!("\n{}", lines.concat()) }
}

/// Words that two people changed at once.
pub fn conflict(loaded: &Loaded) -> String {
    let mut out = format!("{}\nTwo people changed the same words:\n", place(loaded));
    for conflict in loaded.document.conflicts() {
        out.push_str(&format!("\n{}\n", shown(&conflict.field)));
        for side in &conflict.sides {
            out.push_str(&format!("  | {}\n", plain(side).trim_end().replace('\n', "\n  | ")));
        }
    }
    out.push_str(&format!("\nTo settle it: newsroom edit {}\n", loaded.short()));
    out
}

/// The sources of a document as lines.
pub fn sources(loaded: &Loaded) -> String {
    if loaded.document.sources().is_empty() {
        return "no sources\n".to_owned();
    }
    loaded
        .document
        .sources()
        .iter()
        .map(|source| {
            let known: Vec<&str> = source.known_to.iter().map(|id| id.as_str()).collect();
            let known = match (source.kind, known.is_empty()) {
                (SourceKind::Anonymous, true) => {
                    "  nobody has said that they know who it is".to_owned()
                }
                (SourceKind::Anonymous, false) => format!("  known to {}", known.join(", ")),
                _ => String::new(),
            };
            let reason = if source.reason.is_empty() {
                String::new()
            } else {
                format!(" ({})", shown(&source.reason))
            };
            let description = shown(&source.description);
            format!("{}  {}  {description}{reason}{known}\n", source.id, source.kind.as_str())
        })
        .collect()
}

/// The sources of a document as JSON.
pub fn sources_json(session: &Session, loaded: &Loaded) -> Sources {
    let sources = loaded.document.sources().clone();
    Sources { read: read(session, loaded), sources }
}

/// The words of a version as JSON: the desk's with every field of the file, others as readers got
/// them, under the digest of what is shown.
pub fn shown_json(
    session: &Session,
    loaded: &Loaded,
    version: &Version,
    words: Option<&Projection>,
) -> Shown {
    let mut read = read(session, loaded);
    if *version != Version::Desk {
        read.standing.digest = words.map(|words| words.digest().to_string());
        read.standing.headline = words.map_or_else(String::new, |w| w.heading().to_owned());
        read.document = words.map_or(Value::Null, |words| times(to_value(words)));
    }
    let shown = match version {
        Version::Desk => "desk".to_owned(),
        Version::Live => "live".to_owned(),
        Version::Reviewed => "reviewed".to_owned(),
        Version::Shown => "shown".to_owned(),
        Version::Release(n) => format!("release {n}"),
        Version::Commit(commit) => format!("commit {commit}"),
    };
    Shown { read, shown }
}

/// What a reading command on one document prints: its standing and the document's fields.
pub fn read(session: &Session, loaded: &Loaded) -> Read {
    let standing = standing::json(loaded, session.is_sent(loaded));
    Read { version: VERSION, standing, document: fields(loaded) }
}

/// Every field of a document as JSON; times in RFC 3339.
fn fields(loaded: &Loaded) -> Value {
    times(match &loaded.document {
        Document::Post(post) => to_value(post),
        Document::Story(story) => to_value(story),
    })
}

fn to_value(fields: &impl Serialize) -> Value {
    serde_json::to_value(fields).expect("the fields of files are JSON")
}

/// TOML's times are objects of one key in other formats.
fn times(value: Value) -> Value {
    match value {
        Value::Object(object) => match object.get("$__toml_private_datetime") {
            Some(time) => time.clone(),
            None => object.into_iter().map(|(key, value)| (key, times(value))).collect(),
        },
        Value::Array(items) => items.into_iter().map(times).collect(),
        other => other,
    }
}

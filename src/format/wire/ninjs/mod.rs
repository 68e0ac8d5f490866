//! IPTC ninjs that came in, as the standard has it and as Superdesk and agencies write it: an item,
//! a list of items, or one that holds others.

mod envelope;
mod fields;
mod media;
mod people;
mod status;
mod words;

use serde_json::Value;

use self::fields::{associations, kind_of, line, list, name, scalar, string};
use super::{Item, Terms, WireError, digits_of};
use crate::model::Origin;

/// So deep are packages put into each other by nobody.
const DEEPEST: usize = 6;

/// The items of a ninjs document in its order; of each that cannot be filed, why.
///
/// An item without words of its own that is associated with others stands for these: a package.
///
/// # Errors
///
/// What is not JSON; a document with no item in it.
pub fn ninjs(text: &str) -> Result<Vec<Result<Item, WireError>>, WireError> {
    let mut read = Reading::default();
    for document in envelope::documents(text.trim_start_matches('\u{FEFF}'))? {
        match document {
            Ok(document) => {
                envelope::items(&document).into_iter().for_each(|one| read.take(one, &[]))
            }
            Err(error) => read.items.push(Err(error)),
        }
    }
    if read.items.is_empty() { Err(WireError::Empty) } else { Ok(read.items) }
}

/// The items read so far.
#[derive(Default)]
struct Reading {
    items: Vec<Result<Item, WireError>>,
}

impl Reading {
    /// Takes an item, or those that a package holds; `packages` are those it came in, the innermost
    /// last.
    fn take(&mut self, value: &Value, packages: &[&Value]) {
        let number = self.items.len() + 1;
        if packages.len() > DEEPEST {
            return self.items.push(Err(WireError::Nested { number }));
        }
        let inside: Vec<&Value> = associations(value).filter(|one| is_news(one)).collect();
        let is_package = !words::has_body(value) && !inside.is_empty();
        if !is_package {
            self.items.push(item(value, packages.last().copied(), number));
        }
        let within: Vec<&Value> =
            packages.iter().copied().chain(is_package.then_some(value)).collect();
        // What only goes with an item is filed where there is more of it than a name.
        for one in inside.into_iter().filter(|one| is_package || words::has_body(one)) {
            self.take(one, &within);
        }
    }
}

fn item(value: &Value, package: Option<&Value>, number: usize) -> Result<Item, WireError> {
    no_news(value, number)?;
    let uri = scalar(value, &["uri", "guid", "id", "_id", "itemid", "itemId"])
        .or_else(|| list(value, &["altids", "altIds"]).find_map(alternative))
        .ok_or(WireError::Missing { number, field: "uri" })?;
    let provider = people::provider(value).or_else(|| package.and_then(people::provider));
    let status = status::of(value, package);
    let (headline, no_headline) = words::headline(value);
    let (media, left) = media::media(value);
    let (byline, besides) = people::people(value);
    let body = if media.is_empty() || words::has_body(value) || media::kind(value).is_none() {
        words::body(value)
    } else {
        String::new()
    };
    if headline.is_empty() && body.is_empty() && media.is_empty() && !status.canceled {
        return Err(WireError::Nothing { number });
    }
    let mut notes = status.notes;
    notes.extend(words::besides(value, &headline, &body));
    notes.extend(besides.into_iter().map(|words| format!("in its by-line: {words}")));
    notes.extend(left.iter().cloned());
    notes.extend(package.and_then(came_in));
    Ok(Item {
        origin: Origin {
            provider: provider.clone().unwrap_or_else(|| people::host(&uri).to_owned()),
            version: version(value),
            date: made(value).or_else(|| line(value, &FIRST_MADE)).unwrap_or_default(),
            canceled: status.canceled,
            uri,
        },
        headline,
        body,
        byline,
        tags: tags(value),
        language: language(value, package),
        embargo: status.embargo,
        media,
        remarks: no_headline.into_iter().chain(left).collect(),
        terms: Terms {
            agency: provider.map(|provider| people::agency(&provider)).unwrap_or_default(),
            hold: status.hold,
            embargo_local: status.embargo_local,
            notes,
        },
    })
}

/// What tells of news and is none: an event of a calendar, a plan of who covers it.
fn no_news(value: &Value, number: usize) -> Result<(), WireError> {
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
    let bare = !words::has_body(value);
    let what = match kind_of(value).as_str() {
        "event" => "an event of a calendar",
        "planning" | "planning_item" | "planningitem" | "assignment" => "a plan of coverage",
        _ if bare && has(&["coverages", "planning_date", "assignments"]) => "a plan of coverage",
        _ if bare && has(&["dates", "event_status", "occur_status"]) => "an event of a calendar",
        _ => return Ok(()),
    };
    let called = line(value, &["name", "headline", "title", "slugline"]);
    let called = called.map(|name| format!(", “{name}”,")).unwrap_or_default();
    Err(WireError::NotNews { number, called, what })
}

/// One of an item's other names: a text, or an object with it.
fn alternative(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        value => scalar(value, &["value", "id", "literal"]),
    }
}

/// When the item was made first.
const FIRST_MADE: [&str; 4] = ["firstCreated", "firstcreated", "contentCreated", "contentcreated"];

/// When this version was made.
fn made(value: &Value) -> Option<String> {
    line(value, &["versionCreated", "versioncreated", "versionCreatedDate"])
}

/// Its version: what it says, else when that was made, else the first digits of what is in it.
fn version(value: &Value) -> String {
    scalar(value, &["version", "versionNumber"])
        .or_else(|| made(value))
        .unwrap_or_else(|| format!("words-{}", digits_of(&value.to_string())))
}

/// Subjects, keywords and places, each once.
fn tags(value: &Value) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for fields in [&["subjects", "subject"][..], &["keywords", "keyword"], &["places", "place"]] {
        let one = fields.iter().find_map(|field| string(value, &[field]));
        let one = one.iter().flat_map(|text| text.split(',')).map(super::one_line);
        for tag in list(value, fields).filter_map(name).chain(one) {
            if !tag.is_empty()
                && !tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase())
            {
                tags.push(tag);
            }
        }
    }
    tags
}

fn language(value: &Value, package: Option<&Value>) -> String {
    let own = line(value, &["language"]);
    let language = own.or_else(|| package.and_then(|package| line(package, &["language"])));
    language.unwrap_or_default().replace('_', "-")
}

/// The package that an item came in, for the desk.
fn came_in(package: &Value) -> Option<String> {
    let (headline, _) = words::headline(package);
    let description = line(package, &["description_text"]);
    let words: Vec<String> = [Some(headline), description].into_iter().flatten().collect();
    let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
    (!words.is_empty()).then(|| format!("it came in the package “{}”", words.join(": ")))
}

/// Whether an association is news of its own, not a picture of the item.
fn is_news(value: &Value) -> bool {
    media::kind(value).is_none() && scalar(value, &["uri", "guid"]).is_some()
}

#[cfg(test)]
mod tests;

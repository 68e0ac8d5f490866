//! Fields as senders spell them: by several names, as a text, a number, a list or an object.

use serde_json::Value;

use crate::format::wire::one_line;

/// The first of these fields that is a text which says something.
pub(super) fn string(value: &Value, names: &[&str]) -> Option<String> {
    let texts = names.iter().filter_map(|name| value.get(name)?.as_str());
    texts.map(str::trim).find(|text| !text.is_empty()).map(str::to_owned)
}

/// The same on one line.
pub(super) fn line(value: &Value, names: &[&str]) -> Option<String> {
    string(value, names).map(|text| one_line(&text)).filter(|text| !text.is_empty())
}

/// The first of these fields that is a text or a number, as a text.
pub(super) fn scalar(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match value.get(name)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
        _ => None,
    })
}

/// The entries of the first of these fields that has any: a list, or an object by name.
pub(super) fn list<'a>(
    value: &'a Value,
    names: &[&str],
) -> impl Iterator<Item = &'a Value> + use<'a> {
    let entries = |name: &&str| -> Option<Vec<&'a Value>> {
        let all: Vec<&Value> = match value.get(name)? {
            Value::Array(all) => all.iter().collect(),
            Value::Object(all) => all.values().collect(),
            _ => Vec::new(),
        };
        Some(all).filter(|all| !all.is_empty())
    };
    names.iter().find_map(entries).unwrap_or_default().into_iter()
}

/// What a row is called: a text, or an object with a name.
pub(super) fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
        value => line(value, &["name", "literal", "title", "display_name", "displayName"]),
    }
}

/// What is associated with an item: one by one, or several under one name.
pub(super) fn associations(value: &Value) -> impl Iterator<Item = &Value> {
    list(value, &["associations"]).flat_map(|one| match one {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    })
}

/// The type of an item, in small letters.
pub(super) fn kind_of(value: &Value) -> String {
    let kind = string(value, &["type"]).unwrap_or_default().to_lowercase();
    kind.rsplit(':').next().unwrap_or_default().to_owned()
}

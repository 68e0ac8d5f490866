//! What items come in: alone, in a list, under a name, line by line.

use serde_json::Value;

use super::words;
use crate::format::wire::WireError;

/// The names under which senders put several items, or one.
const LISTS: [&str; 11] = [
    "item",
    "items",
    "_items",
    "newsItem",
    "newsItems",
    "newsitems",
    "data",
    "results",
    "content",
    "package",
    "members",
];

/// So deep are lists put into each other by nobody.
const DEEPEST: usize = 6;

/// The documents of a text: one, or one a line.
pub(super) fn documents(text: &str) -> Result<Vec<Result<Value, WireError>>, WireError> {
    let whole = match serde_json::from_str::<Value>(text) {
        Ok(value) => return Ok(vec![Ok(value)]),
        Err(error) => WireError::Json(error.to_string()),
    };
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |line: &str| serde_json::from_str::<Value>(line);
    let first = lines().next().is_some_and(|(_, line)| read(line).is_ok_and(|v| v.is_object()));
    if !first || lines().count() < 2 {
        return Err(whole);
    }
    let of_line = |(number, line): (usize, &str)| {
        read(line).map_err(|error| WireError::Line { line: number + 1, why: error.to_string() })
    };
    Ok(lines().map(of_line).collect())
}

/// The items of a document, whatever it wraps them in.
pub(super) fn items(value: &Value) -> Vec<&Value> {
    unwrapped(value, 0)
}

fn unwrapped(value: &Value, depth: usize) -> Vec<&Value> {
    let inside = |value| unwrapped(value, depth + 1);
    match value {
        _ if depth > DEEPEST => vec![value],
        Value::Array(all) => all.iter().flat_map(inside).collect(),
        value if has_words(value) => vec![value],
        value => {
            let list = LISTS.iter().filter_map(|name| value.get(name));
            let list = list.filter(|value| value.is_array() || value.is_object());
            match list.into_iter().next() {
                Some(list) => inside(list),
                None => vec![value],
            }
        }
    }
}

/// Whether it is an item of its own, not only an envelope.
fn has_words(value: &Value) -> bool {
    let named = ["headline", "headlines", "type", "pubstatus", "pubStatus", "associations"];
    words::has_body(value) || named.iter().any(|name| value.get(name).is_some())
}

//! Values as JSON on their way to standard output.

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;

use super::foreign::is_hidden;

/// The value as one indented JSON document with a line feed at its end.
///
/// Hidden characters are written as `\uXXXX` (RFC 8259, section 7): the value is the same, and a
/// terminal that shows it obeys nothing in it.
pub fn json_text<T: Serialize + ?Sized>(value: &T) -> String {
    let value: Value = serde_json::to_value(value).expect("views are JSON");
    let mut out = String::new();
    let mut units = [0; 2];
    for c in format!("{value:#}\n").chars() {
        // Outside of texts JSON is plain but for its line feeds, and in them it has none.
        if c == '\n' || !is_hidden(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut units) {
            write!(out, "\\u{unit:04x}").expect("writing to a String cannot fail");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_json_says_the_same_without_hidden_characters(
            text in "(\\PC|[\u{0}-\u{1F}\u{7F}-\u{9F}\u{200B}-\u{202E}\u{E0001}\"\\\\]){0,20}",
        ) {
            let value = serde_json::json!({ "version": 1, "text": text });
            let written = json_text(&value);
            prop_assert!(!written.chars().any(|c| is_hidden(c) && c != '\n'), "{written:?}");
            prop_assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON"), value);
        }
    }
}

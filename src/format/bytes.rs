//! From the bytes of a file to its text.

use std::borrow::Cow;

use super::problem::Problem;

/// Bytes that are no text: what can be shown of them, and why.
#[derive(Debug)]
pub struct Unread {
    /// The text with a mark in the place of what cannot be read.
    pub shown: String,
    /// What is wrong, by its place in `shown`.
    pub problem: Problem,
}

/// The text that those bytes are.
///
/// # Errors
///
/// Another encoding than UTF-8, by its name where it can be told.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Unread> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let span = at..at + '\u{FFFD}'.len_utf8();
        let message = format!("this is not UTF-8 text{}", likely(&bytes));
        let remedy =
            "save the file again in UTF-8: editors ask for the encoding where they save as";
        Unread { problem: Problem::new(span, message, remedy), shown }
    })
}

/// What the bytes are, where they show it.
fn likely(bytes: &[u8]) -> &'static str {
    let nul = bytes.iter().take(400).filter(|byte| **byte == 0).count();
    let windows = |byte: &u8| matches!(byte, 0x91..=0x97 | 0xA0..=0xFF);
    let plain = |byte: &u8| byte.is_ascii() && *byte != 0;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        ", but UTF-16"
    } else if nul > 0 {
        ", nor any other text: it has zeros in it"
    } else if bytes.iter().all(|byte| plain(byte) || windows(byte)) {
        ", but an older encoding, as Windows-1252"
    } else {
        ""
    }
}

/// The text as it is filed, whatever an editor wrote: lines end in LF, and no mark of the byte order
/// stands before them.
pub fn as_filed(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

/// Control characters but tab and line feed, and the marks that turn text round (Unicode UAX 9)
/// or hide in it.
pub(crate) fn is_hidden_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t' && c != '\r')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_encoding_is_told_by_its_name_and_place() {
        for (bytes, words) in [
            (&b"\xFF\xFEi\0d\0"[..], "UTF-16"),
            (b"headline = \"caf\xE9\"", "Windows-1252"),
            (b"\xF0\x28\0\0", "zeros"),
        ] {
            let unread = text_of(bytes.to_vec()).expect_err("no UTF-8");
            assert!(unread.problem.message.contains(words), "{unread:?}");
            assert_eq!(&unread.shown[unread.problem.span.clone()], "\u{FFFD}");
        }
        assert_eq!(text_of(b"x".to_vec()).expect("text"), "x");
    }

    #[test]
    fn only_whole_line_ends_are_changed() {
        assert_eq!(as_filed("\u{FEFF}a\r\nb\rc\n"), "a\nb\rc\n");
    }
}

//! Bytes that came in, as text.
//!
//! UTF-8 is UTF-8. What begins with a byte order mark is what it says, UTF-16 without one is known by
//! its spaces and line ends, and the rest by its letters, as browsers guess it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Item, WireError};
use crate::format::bytes::is_hidden_control;

/// Text, and what has to be said of how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// With LF at the ends of lines, and no character that a file of the desk may not have.
    pub text: String,
    /// For whoever brings it.
    pub remarks: Vec<String>,
}

/// The text of these bytes.
///
/// # Errors
///
/// [`WireError::NotText`] for what no encoding makes text of, and for documents of other programs.
pub fn decode(bytes: &[u8]) -> Result<Decoded, WireError> {
    if let Some(what) = of_another_program(bytes) {
        return Err(WireError::NotText(what));
    }
    let (text, said) = read(bytes)?;
    let mut remarks: Vec<String> = said.into_iter().collect();
    let text = lines(&text);
    let (text, out) = without_controls(&text);
    remarks.extend(out);
    Ok(Decoded { text, remarks })
}

const MARK: &str = "the byte order mark it begins with was taken out";

/// What it is where it begins as files do that are no text.
fn of_another_program(bytes: &[u8]) -> Option<&'static str> {
    let all: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF, and no text"),
        (b"PK\x03\x04", "a document of Word or OpenOffice or an archive, and no text"),
        (b"\xD0\xCF\x11\xE0", "a document of an old Word, and no text"),
        (b"{\\rtf", "RTF, and no plain text"),
        (b"\x89PNG", "a picture, and no text"),
        (b"\xFF\xD8\xFF", "a picture, and no text"),
        (b"GIF8", "a picture, and no text"),
        (b"\x1F\x8B", "an archive, and no text"),
    ];
    all.into_iter().find_map(|(start, what)| bytes.starts_with(start).then_some(what))
}

fn read(bytes: &[u8]) -> Result<(String, Option<String>), WireError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match (encoding == UTF_8, wrong) {
            (true, true) => read(&bytes[mark..]),
            (true, false) => Ok((text.into_owned(), Some(MARK.to_owned()))),
            (false, _) => Ok((text.into_owned(), Some(format!("read as {}", encoding.name())))),
        };
    }
    if let Some((encoding, text)) = utf_16(bytes) {
        let said = format!("read as {}, which it does not say of itself", encoding.name());
        return Ok((text, Some(said)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        Err(_) if is_binary(bytes) => Err(WireError::NotText("not text")),
        Err(_) => Ok(mixed(bytes).unwrap_or_else(|| guessed(bytes))),
    }
}

/// UTF-16 without a mark: half of its bytes say little, and its spaces and line ends are where they
/// should be.
fn utf_16(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let pairs = bytes.len() / 2;
    if !bytes.contains(&0) || bytes.len() % 2 == 1 {
        return None;
    }
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter_map(|encoding| {
            let high = usize::from(encoding == UTF_16LE);
            let mut pages = [0_usize; 256];
            bytes.chunks_exact(2).for_each(|pair| pages[usize::from(pair[high])] += 1);
            pages.sort_unstable();
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
            let spaces = text.chars().filter(|c| [' ', '\n', '\r'].contains(c)).count();
            let narrow = (pages[255] + pages[254]) * 10 >= pairs * 7;
            let is_text = narrow && spaces > 0 && !text.contains('\0');
            is_text.then(|| (spaces, encoding, text.into_owned()))
        })
        .max_by_key(|(spaces, ..)| *spaces)
        .map(|(_, encoding, text)| (encoding, text))
}

/// Whether there are too many bytes in it that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let odd = |byte: &&u8| **byte < 0x20 && !b"\t\n\r\x0B\x0C\x1A\x1B".contains(*byte);
    let count = bytes.iter().filter(odd).count();
    bytes.contains(&0) || count * 20 > bytes.len()
}

/// UTF-8 with single bytes of windows-1252 in it, as two programs leave it that wrote one file.
fn mixed(bytes: &[u8]) -> Option<(String, Option<String>)> {
    let (mut text, mut good, mut bad, mut first) = (String::new(), 0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        bad += 1;
        if bad == 1 {
            first = line_of(&text);
        }
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    let said = format!(
        "line {first}: {bad} byte{} of windows-1252 in UTF-8: look at these letters",
        if bad == 1 { "" } else { "s" }
    );
    (good >= bad).then_some((text, Some(said)))
}

fn line_of(text: &str) -> usize {
    lines(text).matches('\n').count() + 1
}

/// Read in the encoding that its letters are likely in.
fn guessed(bytes: &[u8]) -> (String, Option<String>) {
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    let encoding = detector.guess(None, false);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let said = format!("read as {}, by its letters: look at them", encoding.name());
    (text.into_owned(), Some(said))
}

/// The text with LF at the ends of its lines, whatever they were.
pub(super) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}'], "\n")
}

/// The text without characters that a file of the desk may not have, and which these were. What windows-1252 has in the place of
/// control characters is what somebody meant.
pub(super) fn without_controls(text: &str) -> (String, Option<String>) {
    if !text.contains(is_hidden_control) {
        return (text.to_owned(), None);
    }
    let (mut clean, mut out, mut first) = (String::with_capacity(text.len()), Vec::new(), 0);
    let mut count = 0_usize;
    for c in text.chars() {
        if !is_hidden_control(c) {
            clean.push(c);
        } else if let Some(meant) = meant(c) {
            clean.push(meant);
        } else {
            if count == 0 {
                first = clean.matches('\n').count() + 1;
            }
            count += 1;
            let name = format!("U+{:04X}", u32::from(c));
            if out.len() < 5 && !out.contains(&name) {
                out.push(name);
            }
        }
    }
    let said = (count > 0).then(|| {
        let plural = if count == 1 { "" } else { "s" };
        format!(
            "line {first}: {count} character{plural} that nobody sees taken out: {}",
            out.join(", ")
        )
    });
    (clean, said)
}

/// The letter or mark that stands at that place in windows-1252.
fn meant(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..0xA0).contains(byte))?;
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|meant| !meant.is_control())
}

impl Item {
    /// Takes out what a file of the desk may not have: escapes of JSON and of front matter write
    /// control characters that no byte shows.
    pub fn fit(&mut self) {
        let Self { headline, body, tags, language, media, byline, .. } = self;
        let people = byline.iter_mut().flat_map(|one| [&mut one.name, &mut one.place]);
        let seen = media
            .iter_mut()
            .flat_map(|one| [&mut one.title, &mut one.alt, &mut one.caption, &mut one.credit]);
        for text in [headline, body, language].into_iter().chain(tags).chain(people).chain(seen) {
            let (clean, said) = without_controls(text);
            if let Some(said) = said {
                self.remarks.push(said);
                *text = clean;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes).expect("text");
        (decoded.text, decoded.remarks.join("; "))
    }

    const WORDS: &str = "“Nobody was hurt” – mayor’s words\n\nThe café isn’t open… yet.\n";

    fn utf_16(words: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        words.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_8_is_utf_8_and_nothing_is_said() {
        assert_eq!(text(WORDS.as_bytes()), (WORDS.to_owned(), String::new()));
        assert_eq!(
            text(format!("\u{FEFF}{WORDS}").as_bytes()),
            (WORDS.to_owned(), MARK.to_owned())
        );
        assert_eq!(text(b"one\r\ntwo\rthree\n").0, "one\ntwo\nthree\n");
    }

    #[test]
    fn utf_16_is_known_with_a_mark_and_without() {
        for words in [WORDS, "Мер міста\n\nНіхто не постраждав, каже він.\n", "{\"uri\": \"x:1\"}"]
        {
            for (order, name) in [
                (u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"),
                (u16::to_be_bytes, "UTF-16BE"),
            ] {
                for mark in ["", "\u{FEFF}"] {
                    let (read, said) = text(&utf_16(&format!("{mark}{words}"), order));
                    assert_eq!(read, words);
                    assert!(said.starts_with(&format!("read as {name}")), "{said}");
                }
            }
        }
    }

    #[test]
    fn other_encodings_are_known_by_their_letters_and_said() {
        let (bytes, ..) = WINDOWS_1252.encode(WORDS);
        let (read, said) = text(&bytes);
        assert_eq!(read, WORDS);
        assert!(said.contains("windows-1252"), "{said}");
        let words = "Мер міста сказав, що ніхто не постраждав.\n\nРятувальники працюють у порту.\n";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(words);
        let (read, said) = text(&bytes);
        assert_eq!(read, words);
        assert!(said.contains("windows-1251"), "{said}");
    }

    #[test]
    fn two_encodings_in_one_file_are_both_read() {
        let (read, said) = text(b"Good: \xC3\xA9.\n\nBad: \xE9\n");
        assert_eq!(read, "Good: é.\n\nBad: é\n");
        assert!(said.starts_with("line 3: 1 byte of windows-1252"), "{said}");
    }

    #[test]
    fn what_nobody_sees_is_taken_out_and_said() {
        let (read, said) = text("Head\0line\n\nBo\u{FEFF}dy\u{202E} it\u{92}s\n".as_bytes());
        assert_eq!(read, "Headline\n\nBody it’s\n");
        assert_eq!(said, "line 1: 3 characters that nobody sees taken out: U+0000, U+FEFF, U+202E");
    }

    #[test]
    fn what_is_no_text_is_told() {
        for bytes in
            [&b"%PDF-1.7 x"[..], b"{\\rtf1 x}", b"PK\x03\x04 x", b"\x00\x01\xFF\xFE\x02\x03\x80"]
        {
            assert!(matches!(decode(bytes), Err(WireError::NotText(_))), "{bytes:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn prop_any_bytes_are_text_or_told(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            if let Ok(decoded) = decode(&bytes) {
                proptest::prop_assert!(!decoded.text.contains(is_hidden_control));
                proptest::prop_assert!(!decoded.text.contains('\r'));
            }
        }

        #[test]
        fn prop_what_is_utf_8_keeps_its_letters(words in "[ -~éñßж“”]{0,80}") {
            proptest::prop_assert_eq!(decode(words.as_bytes()).expect("text").text, words);
        }
    }
}

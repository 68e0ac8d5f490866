//! Finds what TOML 1.1 allows and TOML 1.0 does not, in a text that is known to be TOML.

use std::ops::Range;

/// The places, each with what it is.
pub(super) fn scan(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut scanner = Scanner { text, at: 0, open: Vec::new(), comma: None, found: Vec::new() };
    while scanner.at < text.len() {
        scanner.step();
    }
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The brackets that are open.
    open: Vec<u8>,
    /// The comma that was the last mark but white space.
    comma: Option<usize>,
    found: Vec<(Range<usize>, &'static str)>,
}

impl Scanner<'_> {
    fn step(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        match rest.as_bytes()[0] {
            b'#' => self.at += rest.find('\n').unwrap_or(rest.len()),
            b'\n' => self.newline(),
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'"' | b'\'' => self.string(),
            b'[' | b'{' => {
                self.open.push(rest.as_bytes()[0]);
                self.mark(None);
            }
            b']' => {
                self.open.pop();
                self.mark(None);
            }
            b'}' => {
                if let Some(comma) = self.comma {
                    self.found.push((comma..comma + 1, "a comma at the end of an inline table"));
                }
                self.open.pop();
                self.mark(None);
            }
            b',' => self.mark(Some(start)),
            _ => self.word(),
        }
    }

    fn mark(&mut self, comma: Option<usize>) {
        self.comma = comma;
        self.at += 1;
    }

    fn newline(&mut self) {
        if self.open.last() == Some(&b'{') {
            self.found.push((self.at..self.at + 1, "a line break in an inline table"));
        }
        self.at += 1;
    }

    /// Passes over a string and looks at the escapes of one in double quotes.
    fn string(&mut self) {
        self.comma = None;
        let rest = &self.text.as_bytes()[self.at..];
        let quote = rest[0];
        let triple = rest.starts_with(&[quote; 3]);
        let close = if triple { &rest[..3] } else { &rest[..1] };
        let mut i = close.len();
        while i < rest.len() {
            // Every byte of a body passes here: only the two that mean something are looked at.
            match rest[i] {
                byte if byte == quote && rest[i..].starts_with(close) => break,
                b'\\' if quote == b'"' => {
                    if matches!(rest.get(i + 1), Some(b'e' | b'x')) {
                        let span = self.at + i..self.at + i + 2;
                        self.found.push((span, "the escapes `\\e` and `\\x`"));
                    }
                    i += 2;
                }
                _ => i += 1,
            }
        }
        self.at = (self.at + i + close.len()).min(self.text.len());
        // One or two quotes may stand right before the three that close.
        while triple && self.text.as_bytes().get(self.at) == Some(&quote) {
            self.at += 1;
        }
        self.at = self.text.ceil_char_boundary(self.at);
    }

    /// Passes over a bare key or value: a number, a word, a time.
    fn word(&mut self) {
        self.comma = None;
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(ends_word).unwrap_or(rest.len()).max(1);
        let word = &rest[..rest.ceil_char_boundary(end)];
        if let Some(time) = time_without_seconds(word) {
            let span = self.at + time..self.at + time + "00:00".len();
            self.found.push((span, "a time without seconds"));
        }
        self.at += word.len();
    }
}

fn ends_word(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'"' | b'\'')
}

/// Where in the word a time of hours and minutes alone begins. The offset after a time is no time.
fn time_without_seconds(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let digits = |range: Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let dated =
        digits(0..4) && bytes.get(4) == Some(&b'-') && matches!(bytes.get(10), Some(b'T' | b't'));
    let time = if dated { 11 } else { 0 };
    let minutes =
        digits(time..time + 2) && bytes.get(time + 2) == Some(&b':') && digits(time + 3..time + 5);
    (minutes && bytes.get(time + 5) != Some(&b':')).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        assert!(toml::de::DeTable::parse(text).is_ok(), "the example is not TOML: {text}");
        scan(text).into_iter().map(|(span, _)| &text[span]).collect()
    }

    #[test]
    fn each_new_thing_is_found() {
        assert_eq!(found("a = { b = 1,\n c = 2 }"), ["\n"]);
        assert_eq!(found("a = { b = 1, }"), [","]);
        assert_eq!(found("a = \"\\e[1m \\x41\""), ["\\e", "\\x"]);
        assert_eq!(
            found("a = 09:30\nb = 2026-11-07T09:30+02:00\nc = 2026-11-07 09:30"),
            ["09:30"; 3]
        );
    }

    #[test]
    fn what_was_always_allowed_is_left_alone() {
        let text = "a = [\n 1, # }\n { b = '{,}', c = [\n2,\n] },\n]\nd = \"\"\"\\\\e \\\"{,\n}\"\"\"\"\ne = '\\e'\nf = 2026-11-07T09:30:00+02:00\n\"x.y\" = 12:30:01\n[g]\nh = '''\n, } \\x\n'''\n";
        assert!(found(text).is_empty(), "{:?}", found(text));
    }

    proptest::proptest! {
        #[test]
        fn prop_no_text_stops_the_scan(text in "([\\[\\]{},#\"'\\\\\n:0-9Té ]|\\PC){0,60}") {
            for (span, _) in scan(&text) {
                proptest::prop_assert!(text.get(span).is_some());
            }
        }
    }
}

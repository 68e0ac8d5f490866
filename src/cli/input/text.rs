//! Text values: words, `-` for standard input, `@FILE` for a file, `@@…` for words that start
//! with `@`.

use std::io;

/// Why a text cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// `-` came twice, and standard input can be read once.
    #[error("standard input was read already: only one option can take `-`")]
    InputTwice,
    /// The file or standard input cannot be read.
    #[error("cannot read {from}: {source}")]
    Unreadable {
        /// What was to be read.
        from: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The bytes are not text.
    #[error("{from} is not UTF-8: byte {at} is no part of a character")]
    NotUtf8 {
        /// What was read.
        from: String,
        /// Where, counted from 0.
        at: usize,
    },
}

type Stdin<'a> = Box<dyn FnOnce() -> io::Result<Vec<u8>> + 'a>;
type Files<'a> = Box<dyn FnMut(&str) -> io::Result<Vec<u8>> + 'a>;

/// Reads text values, and standard input at most once.
pub struct TextReader<'a> {
    stdin: Option<Stdin<'a>>,
    files: Files<'a>,
}

impl<'a> TextReader<'a> {
    /// A reader over these ways to read standard input and a file by its name.
    pub fn new(
        stdin: impl FnOnce() -> io::Result<Vec<u8>> + 'a,
        files: impl FnMut(&str) -> io::Result<Vec<u8>> + 'a,
    ) -> Self {
        Self { stdin: Some(Box::new(stdin)), files: Box::new(files) }
    }

    /// The text of a value, line ends as LF and none at the end.
    ///
    /// # Errors
    ///
    /// Where what the value names cannot be read or is not UTF-8.
    pub fn read(&mut self, value: &str) -> Result<String, TextError> {
        let text = match value {
            "-" => {
                let stdin = self.stdin.take().ok_or(TextError::InputTwice)?;
                decode("standard input", stdin())?
            }
            _ => match value.strip_prefix('@') {
                Some(words) if words.starts_with('@') => words.to_owned(),
                Some(name) => decode(&format!("`{name}`"), (self.files)(name))?,
                None => value.to_owned(),
            },
        };
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Ok(text.trim_end_matches('\n').to_owned())
    }

    /// The text of a value as a body has it: as [`Self::read`], with one LF at the end of what is
    /// not empty, as a person leaves it before the closing quotes.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn read_body(&mut self, value: &str) -> Result<String, TextError> {
        let text = self.read(value)?;
        Ok(if text.is_empty() { text } else { format!("{text}\n") })
    }
}

fn decode(from: &str, bytes: io::Result<Vec<u8>>) -> Result<String, TextError> {
    let from = from.to_owned();
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(source) => return Err(TextError::Unreadable { from, source }),
    };
    let text = String::from_utf8(bytes)
        .map_err(|error| TextError::NotUtf8 { from, at: error.utf8_error().valid_up_to() })?;
    // Editors of one system put a mark before the text, which no field may have.
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> TextReader<'static> {
        TextReader::new(
            || Ok(b"from\r\noutside\n\n".to_vec()),
            |name| match name {
                "a.txt" => Ok("\u{FEFF}a file\r".as_bytes().to_vec()),
                "latin1" => Ok(b"caf\xE9".to_vec()),
                _ => Err(io::Error::from(io::ErrorKind::NotFound)),
            },
        )
    }

    #[test]
    fn words_are_words_and_two_at_signs_are_one() {
        assert_eq!(reader().read("Power cut").expect("words"), "Power cut");
        assert_eq!(reader().read("@@courier said").expect("words"), "@courier said");
        assert_eq!(reader().read("").expect("words"), "");
    }

    #[test]
    fn standard_input_and_files_are_read_with_one_kind_of_line_end() {
        assert_eq!(reader().read("-").expect("input"), "from\noutside");
        assert_eq!(reader().read("@a.txt").expect("a file"), "a file");
        assert_eq!(reader().read_body("@a.txt").expect("a file"), "a file\n");
        assert_eq!(reader().read_body("").expect("nothing"), "");
    }

    #[test]
    fn standard_input_is_read_once() {
        let mut reader = reader();
        reader.read("-").expect("input");
        assert!(matches!(reader.read("-"), Err(TextError::InputTwice)));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        let message = |value| reader().read(value).expect_err("no text").to_string();
        assert_eq!(message("@latin1"), "`latin1` is not UTF-8: byte 3 is no part of a character");
        assert!(message("@missing").starts_with("cannot read `missing`: "));
    }
}

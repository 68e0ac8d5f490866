//! What stands on the record in the place of words that a court ordered to be erased.

use crate::model::{Digest, DocId};

/// The notice in the place of erased words: three lines, and nothing that a person could add to.
///
/// `expunged` is the digest of the words that stood there; it goes on naming them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The document.
    pub id: DocId,
    /// The digest of the words that stood here.
    pub expunged: Digest,
}

impl Notice {
    /// Its bytes.
    pub fn to_text(&self) -> String {
        format!("format = 1\nid = \"{}\"\nexpunged = \"{}\"\n", self.id, self.expunged)
    }

    /// The notice that these bytes are, to the byte; `None` for anything else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let rest = text.strip_prefix("format = 1\nid = \"")?;
        let (id, rest) = rest.split_once("\"\nexpunged = \"")?;
        let digest = rest.strip_suffix("\"\n")?;
        let notice = Self { id: id.parse().ok()?, expunged: digest.parse().ok()? };
        (notice.to_text() == text).then_some(notice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_read_back_and_nothing_else_is_one() {
        let id = "k3x9q7m2td".parse().expect("an id");
        let notice = Notice { id, expunged: Digest::of(b"words") };
        let text = notice.to_text();
        assert_eq!(Notice::read(text.as_bytes()), Some(notice));
        let table: toml::Table = text.parse().expect("TOML");
        assert_eq!(table.len(), 3);
        for other in [text.clone() + "# words\n", text.to_uppercase(), String::new()] {
            assert_eq!(Notice::read(other.as_bytes()), None, "{other}");
        }
        assert!(crate::format::Projection::read(&text).is_err(), "it is not taken for words");
    }
}

//! Identifiers: short texts that name one thing for ever.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The letters of Crockford's base32, in lower case: no `i`, `l`, `o` or `u`.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A text that is not an identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {what}")]
pub struct InvalidId {
    /// What was read.
    pub text: String,
    /// What it should have been, with its shape.
    pub what: &'static str,
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $what:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(InvalidId { text: text.to_owned(), what: $what })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}

identifier!(
    /// Names a document: ten random characters of lower-case Crockford base32.
    DocId,
    "^[0-9a-hjkmnp-tv-z]{10}$",
    "an id (ten characters of 0-9 and a-z without i, l, o, u)",
    |text| crockford(text, 10)
);

identifier!(
    /// Names a claim within its document, as in `c-7h2q`.
    ClaimId,
    "^c-[0-9a-hjkmnp-tv-z]{4}$",
    "the id of a claim (as in c-7h2q)",
    |text| text.strip_prefix("c-").is_some_and(|rest| crockford(rest, 4))
);

identifier!(
    /// Names a source within its document, as in `s-4k2m`.
    SourceId,
    "^s-[0-9a-hjkmnp-tv-z]{4}$",
    "the id of a source (as in s-4k2m)",
    |text| text.strip_prefix("s-").is_some_and(|rest| crockford(rest, 4))
);

identifier!(
    /// Names a correction within its document, as in `x-9d3v`.
    CorrectionId,
    "^x-[0-9a-hjkmnp-tv-z]{4}$",
    "the id of a correction (as in x-9d3v)",
    |text| text.strip_prefix("x-").is_some_and(|rest| crockford(rest, 4))
);

identifier!(
    /// Names a person of the desk in kebab-case, as in `ana-petrova`.
    ContributorId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a contributor's id (lower-case words joined by hyphens, as in ana-petrova)",
    |text| kebab(text, 60)
);

identifier!(
    /// The readable part of a file's or folder's name: lower-case ASCII words joined by hyphens, 80 bytes at most.
    Slug,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a slug (lower-case words joined by hyphens, as in port-selan)",
    |text| kebab(text, 80)
);

fn crockford(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| CROCKFORD.contains(&byte))
}

fn kebab(text: &str, longest: usize) -> bool {
    text.len() <= longest
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_ten_letters_that_cannot_be_misread() {
        assert!("k3x9q7m2td".parse::<DocId>().is_ok());
        for wrong in ["k3x9q7m2t", "k3x9q7m2tdd", "K3X9Q7M2TD", "k3x9q7m2to", ""] {
            assert!(wrong.parse::<DocId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_slug_has_no_empty_words() {
        for wrong in ["", "-a", "a-", "a--b", "A", "a b", "é"] {
            assert!(wrong.parse::<Slug>().is_err(), "{wrong}");
        }
    }
}

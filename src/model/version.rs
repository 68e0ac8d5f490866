//! Versions of the program, and which of two is newer.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::InvalidId;

/// A version of the program, as in `0.3` or `0.3.1` (Semantic Versioning 2.0.0): up to three numbers,
/// those that are left out are 0. There are no versions before a version here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    written: String,
    numbers: [u64; 3],
}

impl Version {
    /// That of this program.
    pub fn here() -> Self {
        env!("CARGO_PKG_VERSION").parse().expect("cargo takes no other versions")
    }

    /// Whether it comes after the other.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        self.numbers > other.numbers
    }
}

impl FromStr for Version {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId { text: text.to_owned(), what: "a version (0.3 or 0.3.1)" };
        let mut numbers = [0; 3];
        for (index, part) in text.split('.').enumerate() {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let number = part.parse().ok().filter(|_| digits).ok_or_else(invalid)?;
            *numbers.get_mut(index).ok_or_else(invalid)? = number;
        }
        Ok(Self { written: text.to_owned(), numbers })
    }
}

impl TryFrom<String> for Version {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> String {
        version.written
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl JsonSchema for Version {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+){0,2}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn numbers_are_compared_and_not_letters() {
        for (newer, older) in [("0.10", "0.9"), ("0.3.1", "0.3"), ("1", "0.99.99"), ("2.0", "1.9")]
        {
            assert!(version(newer).is_newer_than(&version(older)), "{newer} {older}");
            assert!(!version(older).is_newer_than(&version(newer)), "{newer} {older}");
        }
        assert!(!version("0.3").is_newer_than(&version("0.3.0")));
        assert!(!Version::here().is_newer_than(&Version::here()));
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in
            ["", "0.", ".3", "0.3.1.2", ">=0.3", "v1", "0.3-rc", "+1", "99999999999999999999"]
        {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
        assert_eq!(version("0.3").to_string(), "0.3");
    }
}

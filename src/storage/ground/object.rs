//! The names git gives to commits and blobs.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A text that is not the full name of a git object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a git object's name (40 or 64 lower-case hexadecimal digits)")]
pub struct InvalidObjectId(pub String);

macro_rules! object_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The hexadecimal digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub(in crate::storage) fn of(oid: git2::Oid) -> Self {
                Self(oid.to_string().into())
            }

            pub(in crate::storage) fn oid(&self) -> git2::Oid {
                oid(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidObjectId;

            fn from_str(text: &str) -> Result<Self, InvalidObjectId> {
                let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
                if matches!(text.len(), 40 | 64) && text.bytes().all(lower) {
                    Ok(Self(text.into()))
                } else {
                    Err(InvalidObjectId(text.to_owned()))
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidObjectId;

            fn try_from(text: String) -> Result<Self, InvalidObjectId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

object_id!(
    /// Names a commit: its hash in full, in hex.
    CommitId
);

object_id!(
    /// Names a file's bytes as git hashes them, in hex.
    BlobId
);

fn oid(hex: &str) -> git2::Oid {
    let format =
        if hex.len() == 64 { git2::ObjectFormat::Sha256 } else { git2::ObjectFormat::Sha1 };
    git2::Oid::from_str_ext(hex, format).expect("the digits were checked when the name was made")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lower_case_names_are_read() {
        assert!("0".repeat(40).parse::<CommitId>().is_ok());
        assert!("f".repeat(64).parse::<BlobId>().is_ok());
        for wrong in ["", "abc", &"F".repeat(40), &"g".repeat(40), &"0".repeat(41)] {
            assert!(wrong.parse::<CommitId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_survives_the_way_to_git_and_back() {
        for digits in [40, 64] {
            let id: BlobId = "0f".repeat(digits / 2).parse().expect("a name");
            assert_eq!(BlobId::of(id.oid()), id);
        }
    }
}

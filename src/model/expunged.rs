//! Orders of a court that released words be erased from the public record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ContributorId, Digest, DocPath, Moment};

/// One admin's word that a court orders the words of a release to be erased.
///
/// An order is in force once two admins have filed it, each in her own name; the second one's
/// entry says how the record was made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Expunged {
    /// The story's or post's file.
    #[schemars(with = "String")]
    pub document: DocPath,
    /// The number of the release.
    pub release: u32,
    /// The words: all releases of the document that have them lose them.
    pub digest: Digest,
    /// The admin who says so.
    pub by: ContributorId,
    /// When.
    pub at: Moment,
    /// What was ordered, for the desk; never public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub order: String,
    /// The newest commit of the record with the words; empty where this entry carried nothing out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub old_record: String,
    /// The commit that took its place, without them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new_record: String,
}

/// The file `expunged.toml`: every order, oldest first; only ever added to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Orders {
    /// The orders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expunged: Vec<Expunged>,
}

impl Expunged {
    /// Whether both speak of the same words of the same release.
    pub fn is_same_order(&self, other: &Self) -> bool {
        (&self.document, self.release, self.digest)
            == (&other.document, other.release, other.digest)
    }
}

impl Orders {
    /// The entries that another person's entry confirms.
    pub fn in_force(&self) -> Vec<&Expunged> {
        let confirmed = |entry: &&Expunged| {
            let mut others = self.expunged.iter().filter(|other| other.by != entry.by);
            others.any(|other| other.is_same_order(entry))
        };
        self.expunged.iter().filter(confirmed).collect()
    }

    /// Whether these words of that document are to be on the record no more.
    pub fn erased(&self, document: &DocPath, digest: Digest) -> bool {
        let of_it = |entry: &&Expunged| {
            entry.document.is_of_same_document(document) && entry.digest == digest
        };
        self.in_force().iter().any(of_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(by: &str, release: u32) -> Expunged {
        Expunged {
            document: "posts/2026/11/storm/story.toml".parse().expect("a path"),
            release,
            digest: Digest::of(b"words"),
            by: by.parse().expect("an id"),
            at: "2026-11-07T09:00:00Z".parse().expect("a moment"),
            order: String::new(),
            old_record: String::new(),
            new_record: String::new(),
        }
    }

    #[test]
    fn an_order_is_in_force_when_two_persons_have_filed_it() {
        let count = |entries: &[Expunged]| Orders { expunged: entries.to_vec() }.in_force().len();
        let (mara, zoe) = (entry("mara-dov", 1), entry("zoe-ray", 1));
        assert_eq!(count(std::slice::from_ref(&mara)), 0);
        assert_eq!(count(&[mara.clone(), mara.clone()]), 0, "one person twice is one person");
        assert_eq!(count(&[mara.clone(), entry("zoe-ray", 2)]), 0, "another release");
        assert_eq!(count(&[mara, zoe]), 2);
    }
}

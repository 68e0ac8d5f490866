//! A detached signature.

use pgp::armor::BlockType;
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{self, Packet, SignatureType, Subpacket, SubpacketData};
use pgp::types::{KeyDetails, Tag, VerifyingKey};

use super::Unfit;
use super::packets::{Block, packets};

const BLOCK: Block = Block { words: "SIGNATURE", kind: BlockType::Signature, longest: 16 * 1024 };

/// A detached signature over bytes, of version 4.
#[derive(Debug, Clone)]
pub struct Signature(packet::Signature);

impl Signature {
    /// The signature that the text is.
    ///
    /// # Errors
    ///
    /// What is no signature, or one that is not checked here: it says more than "these bytes", has
    /// a hash for which two texts of one digest can be made, or a part that whoever does not know
    /// it must not pass over (RFC 9580, 5.2.3.7).
    pub fn read(text: &str) -> Result<Self, Unfit> {
        let mut packets = packets(text, &BLOCK)?.into_iter();
        let (Some(raw), None) = (packets.next(), packets.next()) else {
            return Err(Unfit::Several("one signature"));
        };
        if raw.tag() != Tag::Signature {
            return Err(Unfit::Damaged);
        }
        let unsupported = |what: String| Err(Unfit::Unsupported(what));
        if raw.version() != 4 {
            return unsupported(format!("is a signature of version {}", raw.version()));
        }
        let Some(Packet::Signature(signature)) = raw.parsed() else { return Err(Unfit::Damaged) };
        match signature.typ() {
            Some(SignatureType::Binary) => {}
            Some(SignatureType::Text) => {
                return unsupported("is over text, whose line ends may change".to_owned());
            }
            _ => return unsupported("is not a signature of a document".to_owned()),
        }
        match signature.hash_alg() {
            Some(hash) if holds(hash) => {}
            Some(hash) => return unsupported(format!("is over a {hash} digest")),
            None => return Err(Unfit::Damaged),
        }
        if !is_understood(&signature) {
            return unsupported("has a critical part that is not known".to_owned());
        }
        Ok(Self(signature))
    }

    /// The key that it says made it: the fingerprint or the last digits of one, in hex.
    pub fn named(&self) -> Option<String> {
        let fingerprint = self.0.issuer_fingerprint().first().map(ToString::to_string);
        let id = || self.0.issuer_key_id().first().map(ToString::to_string);
        fingerprint.or_else(id).map(|name| name.to_uppercase())
    }

    /// Whether it says that this key made it, or does not say which.
    pub(super) fn names(&self, key: &impl KeyDetails) -> bool {
        let (fingerprints, ids) = (self.0.issuer_fingerprint(), self.0.issuer_key_id());
        fingerprints.is_empty() && ids.is_empty()
            || fingerprints.contains(&&key.fingerprint())
            || ids.contains(&&key.legacy_key_id())
    }

    /// Whether this key made it over these bytes.
    pub(super) fn is_by(&self, key: &impl VerifyingKey, bytes: &[u8]) -> bool {
        self.0.verify(key, bytes).is_ok()
    }
}

/// Whether nobody can make two texts with one digest.
fn holds(hash: HashAlgorithm) -> bool {
    use HashAlgorithm::{Sha224, Sha256, Sha384, Sha512};
    matches!(hash, Sha224 | Sha256 | Sha384 | Sha512)
}

/// Whether nothing in it must not be passed over by whoever does not know it.
pub(super) fn is_understood(signature: &packet::Signature) -> bool {
    let strange = |part: &Subpacket| part.is_critical && is_strange(&part.data);
    signature.config().is_some_and(|config| !config.hashed_subpackets().any(strange))
}

fn is_strange(part: &SubpacketData) -> bool {
    matches!(
        part,
        SubpacketData::Notation(_)
            | SubpacketData::TrustSignature(..)
            | SubpacketData::RegularExpression(_)
            | SubpacketData::RevocationKey(_)
            | SubpacketData::SignatureTarget(..)
            | SubpacketData::IntendedRecipientFingerprint(_)
            | SubpacketData::Experimental(..)
            | SubpacketData::Other(..)
    )
}

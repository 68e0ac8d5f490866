//! A public key, and which of its parts may sign.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use pgp::armor::BlockType;
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{self, Packet, SignatureType};
use pgp::types::{EcdsaPublicParams, EddsaLegacyPublicParams, KeyDetails, PublicParams, Tag};

use super::packets::{Block, Raw, packets};
use super::signature::is_understood;
use super::{Signature, Unfit};

const BLOCK: Block =
    Block { words: "PUBLIC KEY BLOCK", kind: BlockType::PublicKey, longest: 64 * 1024 };

/// How many keys are kept parsed.
const KEPT: usize = 512;

/// A public key of version 4: its primary key and what belongs to it.
#[derive(Debug)]
pub struct PublicKey {
    primary: packet::PublicKey,
    revoked: bool,
    subkeys: Vec<Subkey>,
}

/// A subkey, and why it may not sign where it may not.
#[derive(Debug)]
struct Subkey {
    key: packet::PublicSubkey,
    barred: Option<&'static str>,
}

impl PublicKey {
    /// The key that the text is.
    ///
    /// # Errors
    ///
    /// What is no public key, and one whose primary key is of a kind that is not checked here.
    pub fn read(text: &str) -> Result<Self, Unfit> {
        if text.contains("PRIVATE KEY") {
            return Err(Unfit::Private);
        }
        let mut parts = Parts::default();
        for raw in &packets(text, &BLOCK)? {
            parts.add(raw)?;
        }
        let (primary, signatures) = parts.primary.ok_or(Unfit::Damaged)?;
        let revokes = |one: &packet::Signature| {
            one.typ() == Some(SignatureType::KeyRevocation) && one.verify_key(&primary).is_ok()
        };
        let revoked = signatures.iter().any(revokes);
        let own = |(id, signatures): &(packet::UserId, Vec<packet::Signature>)| {
            let certifies = |one: &packet::Signature| {
                one.typ() != Some(SignatureType::CertRevocation)
                    && binds(one)
                    && one.verify_certification(&primary, Tag::UserId, id).is_ok()
            };
            signatures.iter().any(certifies)
        };
        if !parts.users.iter().any(own) {
            return Err(Unfit::Unsigned);
        }
        let subkey = |(key, signatures): (packet::PublicSubkey, Vec<packet::Signature>)| {
            let barred = barred(&primary, &key, &signatures).err();
            Subkey { key, barred }
        };
        let subkeys = parts.subkeys.into_iter().map(subkey).collect();
        Ok(Self { primary, revoked, subkeys })
    }

    /// As [`Self::read`]: what was read once is remembered, for an audit asks at each commit.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn known(text: &str) -> Result<Arc<Self>, Unfit> {
        type Known = HashMap<String, Result<Arc<PublicKey>, Unfit>>;
        static KNOWN: Mutex<Option<Known>> = Mutex::new(None);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        if let Some(key) = known.get(text) {
            return key.clone();
        }
        if known.len() >= KEPT {
            known.clear();
        }
        let key = Self::read(text).map(Arc::new);
        known.insert(text.to_owned(), key.clone());
        key
    }

    /// The fingerprint of its primary key: 40 digits in hex.
    pub fn fingerprint(&self) -> String {
        self.primary.fingerprint().to_string().to_uppercase()
    }

    /// Whether its block says that it is out of use.
    pub fn is_revoked(&self) -> bool {
        self.revoked
    }

    /// Whether it made the signature over these bytes; `None` where the signature says that another
    /// key did.
    ///
    /// # Errors
    ///
    /// Why it does not hold, in words that go on from "its signature does not hold: ".
    pub fn verify(&self, signature: &Signature, bytes: &[u8]) -> Option<Result<(), String>> {
        const CHANGED: &str = "these are not the words that were signed";
        let mut reasons = Vec::new();
        if signature.names(&self.primary) {
            if !self.revoked && signature.is_by(&self.primary, bytes) {
                return Some(Ok(()));
            }
            reasons.push(if self.revoked { "the key is revoked" } else { CHANGED });
        }
        for subkey in self.subkeys.iter().filter(|subkey| signature.names(&subkey.key)) {
            let barred = if self.revoked { Some("the key is revoked") } else { subkey.barred };
            if barred.is_none() && signature.is_by(&subkey.key, bytes) {
                return Some(Ok(()));
            }
            reasons.push(barred.unwrap_or(CHANGED));
        }
        let (named, why) = (signature.named()?, reasons.first()?);
        Some(Err(format!("it names the key {named}, and {why}")))
    }
}

/// The packets of a key, each signature with what it is about.
#[derive(Default)]
struct Parts {
    primary: Option<(packet::PublicKey, Vec<packet::Signature>)>,
    users: Vec<(packet::UserId, Vec<packet::Signature>)>,
    subkeys: Vec<(packet::PublicSubkey, Vec<packet::Signature>)>,
    about: About,
}

/// What the signatures that follow are about.
#[derive(Default)]
enum About {
    Primary,
    User,
    Subkey,
    #[default]
    Other,
}

impl Parts {
    fn add(&mut self, raw: &Raw) -> Result<(), Unfit> {
        match raw.tag() {
            Tag::SecretKey | Tag::SecretSubkey => return Err(Unfit::Private),
            Tag::PublicKey if self.primary.is_some() => return Err(Unfit::Several("one key")),
            Tag::PublicKey => {
                fits(raw)?;
                let Some(Packet::PublicKey(key)) = raw.parsed() else {
                    return Err(Unfit::Damaged);
                };
                has_curve(key.public_params())?;
                self.primary = Some((key, Vec::new()));
                self.about = About::Primary;
            }
            Tag::PublicSubkey => {
                self.about = About::Other;
                if let (Ok(()), Some(Packet::PublicSubkey(key))) = (fits(raw), raw.parsed())
                    && has_curve(key.public_params()).is_ok()
                {
                    self.subkeys.push((key, Vec::new()));
                    self.about = About::Subkey;
                }
            }
            Tag::UserId => {
                let Some(Packet::UserId(id)) = raw.parsed() else { return Err(Unfit::Damaged) };
                self.users.push((id, Vec::new()));
                self.about = About::User;
            }
            Tag::Signature => self.add_signature(raw),
            Tag::Marker | Tag::Padding | Tag::Trust => {}
            _ => self.about = About::Other,
        }
        Ok(())
    }

    fn add_signature(&mut self, raw: &Raw) {
        let about = match self.about {
            About::Primary => self.primary.as_mut().map(|(_, signatures)| signatures),
            About::User => self.users.last_mut().map(|(_, signatures)| signatures),
            About::Subkey => self.subkeys.last_mut().map(|(_, signatures)| signatures),
            About::Other => None,
        };
        if let (Some(signatures), Some(Packet::Signature(signature))) = (about, raw.parsed()) {
            signatures.push(signature);
        }
    }
}

/// A key of version 4 is a version, four bytes of time, its algorithm and its numbers, the first of
/// which begins with its bits (RFC 9580, 5.5.2.2 and 9.1).
fn fits(raw: &Raw) -> Result<(), Unfit> {
    let unsupported = |what: String| Err(Unfit::Unsupported(what));
    if raw.version() != 4 {
        return unsupported(format!("is a key of version {}", raw.version()));
    }
    match raw.body.get(5..8) {
        Some(&[1 | 3, high, low]) => match u16::from_be_bytes([high, low]) {
            2048..=4096 => Ok(()),
            bits => unsupported(format!("is an RSA key of {bits} bits")),
        },
        Some(&[19 | 22 | 27, ..]) => Ok(()),
        Some(&[algorithm, ..]) => unsupported(format!("is a key of the algorithm {algorithm}")),
        _ => Err(Unfit::Damaged),
    }
}

/// Of curves, those of NIST and Ed25519 are checked.
fn has_curve(numbers: &PublicParams) -> Result<(), Unfit> {
    match numbers {
        PublicParams::RSA(_)
        | PublicParams::Ed25519(_)
        | PublicParams::EdDSALegacy(EddsaLegacyPublicParams::Ed25519 { .. })
        | PublicParams::ECDSA(
            EcdsaPublicParams::P256 { .. }
            | EcdsaPublicParams::P384 { .. }
            | EcdsaPublicParams::P521 { .. },
        ) => Ok(()),
        _ => Err(Unfit::Unsupported("is a key over another curve".to_owned())),
    }
}

/// A subkey signs for its primary key where both say so: the newest signature that binds it is for
/// signing, and holds one of the subkey itself (RFC 9580, 5.2.1.8 and 5.2.1.9).
fn barred(
    primary: &packet::PublicKey,
    subkey: &packet::PublicSubkey,
    signatures: &[packet::Signature],
) -> Result<(), &'static str> {
    let of = |kind: SignatureType| {
        signatures
            .iter()
            .filter(move |one| one.typ() == Some(kind))
            .filter(|one| one.verify_subkey_binding(primary, subkey).is_ok())
    };
    if of(SignatureType::SubkeyRevocation).next().is_some() {
        return Err("that subkey is revoked");
    }
    let bindings = of(SignatureType::SubkeyBinding).filter(|one| binds(one));
    let Some(binding) = bindings.max_by_key(|one| one.created()) else {
        return Err("that subkey is not bound to its primary key");
    };
    if !binding.key_flags().sign() {
        return Err("that subkey is not for signing");
    }
    let back = binding.embedded_signature().filter(|back| binds(back));
    let back = back.filter(|back| back.verify_primary_key_binding(subkey, primary).is_ok());
    back.map(|_| ()).ok_or("that subkey does not say itself that it belongs to its primary key")
}

/// Whether a signature within a key can be believed. SHA-1 is let be: its owner alone chose the words.
fn binds(signature: &packet::Signature) -> bool {
    use HashAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    let hash = signature.hash_alg();
    is_understood(signature) && matches!(hash, Some(Sha1 | Sha224 | Sha256 | Sha384 | Sha512))
}

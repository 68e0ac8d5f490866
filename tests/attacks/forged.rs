//! Signatures and keys that somebody changed: whatever the bytes, nothing breaks, and no words pass
//! for signed but those that were.

use std::io::Read;

use newsroom::audit::{Signed, signature};
use newsroom::format::read;
use newsroom::model::Desk;
use pgp::armor::{BlockType, Dearmor};
use proptest::prelude::*;

const WORDS: &[u8] = include_bytes!("../keys/words.txt");

/// Whose key it is, the key, and a signature of [`WORDS`] by it.
const VECTORS: [(&str, &str, &str); 6] = [
    ("a", include_str!("../keys/openpgp-ed25519.asc"), include_str!("../keys/openpgp-ed25519.sig")),
    (
        "b",
        include_str!("../keys/openpgp-nistp256.asc"),
        include_str!("../keys/openpgp-nistp256.sig"),
    ),
    ("c", include_str!("../keys/openpgp-rsa2048.asc"), include_str!("../keys/openpgp-rsa2048.sig")),
    ("d", include_str!("../keys/openpgp-subkey.asc"), include_str!("../keys/openpgp-subkey.sig")),
    ("e", include_str!("../keys/ssh-ed25519.pub"), include_str!("../keys/ssh-ed25519.sig")),
    ("f", include_str!("../keys/ssh-ecdsa.pub"), include_str!("../keys/ssh-ecdsa.sig")),
];

/// A desk with a person for each key.
fn desk() -> Desk {
    let row = |(id, key, _): &(&str, &str, &str)| {
        format!(
            "[[contributors]]\nid = \"{id}\"\nname = \"{id}\"\nrole = \"admin\"\nkeys = ['''\n{}''']\n",
            key.trim_end()
        )
    };
    let people: String = VECTORS.iter().map(row).collect();
    read(&format!("[newsroom]\nname = \"The Selan Courier\"\n\n{people}")).expect("settings")
}

/// Whose it is.
fn signer(desk: &Desk, text: &[u8], words: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text).into_owned();
    match signature::check(Some(&(text, words.to_owned())), desk) {
        Signed::By(person) => Some(person.to_string()),
        _ => None,
    }
}

/// A change of bytes.
#[derive(Debug, Clone)]
enum Change {
    Flip(prop::sample::Index, u8),
    Put(prop::sample::Index, Vec<u8>),
    Cut(prop::sample::Index, usize),
    Copy(prop::sample::Index, prop::sample::Index, usize),
    End(prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => (at(), 1u8..).prop_map(|(at, bits)| Change::Flip(at, bits)),
        2 => (at(), prop::collection::vec(any::<u8>(), 1..9)).prop_map(|(at, new)| Change::Put(at, new)),
        2 => (at(), 1usize..40).prop_map(|(at, count)| Change::Cut(at, count)),
        2 => (at(), at(), 1usize..80).prop_map(|(from, to, count)| Change::Copy(from, to, count)),
        1 => at().prop_map(Change::End),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let place = |at: &prop::sample::Index| at.index(bytes.len());
        match self {
            Self::Flip(at, bits) => {
                let at = place(at);
                bytes[at] ^= bits;
            }
            Self::Put(at, new) => {
                let at = place(at);
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Cut(at, count) => {
                let at = place(at);
                bytes.drain(at..bytes.len().min(at + count));
            }
            Self::Copy(from, to, count) => {
                let (from, to) = (place(from), place(to));
                let part = bytes[from..bytes.len().min(from + count)].to_vec();
                bytes.splice(to..to, part);
            }
            Self::End(at) => bytes.truncate(place(at)),
        }
    }
}

/// The text with its packets changed under their armor; SSH's has its letters changed.
fn changed(text: &str, kind: BlockType, changes: &[Change]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let armored = text.starts_with("-----BEGIN PGP")
        && Dearmor::new(text.as_bytes()).read_to_end(&mut bytes).is_ok();
    if !armored {
        bytes = text.as_bytes().to_vec();
    }
    changes.iter().for_each(|change| change.apply(&mut bytes));
    if !armored {
        return bytes;
    }
    let mut out = Vec::new();
    pgp::armor::write(&Packets(bytes), kind, &mut out, None, true).expect("armored");
    out
}

struct Packets(Vec<u8>);

impl pgp::ser::Serialize for Packets {
    fn to_writer<W: std::io::Write>(&self, writer: &mut W) -> pgp::errors::Result<()> {
        Ok(writer.write_all(&self.0)?)
    }

    fn write_len(&self) -> usize {
        self.0.len()
    }
}

#[test]
fn unchanged_they_hold() {
    for (person, _, text) in VECTORS {
        assert_eq!(signer(&desk(), text.as_bytes(), WORDS).as_deref(), Some(person));
    }
}

proptest! {
    #[test]
    fn a_changed_signature_is_of_its_words_or_of_none(
        at in 0..VECTORS.len(),
        in_text in any::<bool>(),
        changes in prop::collection::vec(change(), 1..4),
        of_words in prop::collection::vec(change(), 1..3),
    ) {
        let (person, _, text) = VECTORS[at];
        let forged = if in_text {
            let mut bytes = text.as_bytes().to_vec();
            changes.iter().for_each(|change| change.apply(&mut bytes));
            bytes
        } else {
            changed(text, BlockType::Signature, &changes)
        };
        let mut words = WORDS.to_vec();
        of_words.iter().for_each(|change| change.apply(&mut words));
        let desk = desk();
        if words != WORDS {
            prop_assert_eq!(signer(&desk, &forged, &words), None);
            prop_assert_eq!(signer(&desk, text.as_bytes(), &words), None);
        }
        let of_same = signer(&desk, &forged, WORDS);
        prop_assert!(of_same.as_deref().is_none_or(|signer| signer == person), "{:?}", of_same);
    }

    #[test]
    fn a_changed_key_makes_no_words_signed(
        at in 0..VECTORS.len(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let (person, key, text) = VECTORS[at];
        let forged = changed(key, BlockType::PublicKey, &changes);
        let mut desk = desk();
        desk.contributors.retain(|other| other.id.as_str() == person);
        desk.contributors[0].keys = vec![String::from_utf8_lossy(&forged).into_owned()];
        signer(&desk, text.as_bytes(), WORDS);
        prop_assert_eq!(signer(&desk, text.as_bytes(), b"other words"), None);
    }

    #[test]
    fn no_bytes_break_it(
        kind in prop::sample::select(vec!["PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE", "PGP PUBLIC KEY BLOCK"]),
        packets in prop::collection::vec(any::<u8>(), 0..300),
        rest in ".{0,40}",
    ) {
        let desk = desk();
        let mut armored = Vec::new();
        pgp::armor::write(&Packets(packets.clone()), BlockType::Signature, &mut armored, None, true)
            .expect("armored");
        let raw = [b"-----BEGIN ", kind.as_bytes(), b"-----\n", &packets, rest.as_bytes(), b"\n-----END ", kind.as_bytes(), b"-----"].concat();
        for text in [&armored, &raw, &packets] {
            prop_assert_eq!(signer(&desk, text, WORDS), None);
        }
    }
}

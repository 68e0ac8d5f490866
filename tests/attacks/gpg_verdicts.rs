//! Our verdict on OpenPGP signatures, beside gpg's on the very same.

use newsroom::audit::{Signed, signature};
use newsroom::format::read;
use newsroom::model::Desk;
use pgp::composed::{ArmorOptions, Deserializable, SignedPublicKey, SignedPublicSubKey};
use pgp::composed::{DetachedSignature, SignedSecretKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{KeyFlags, SignatureConfig, SignatureType, Subpacket, SubpacketData};
use pgp::types::{KeyDetails, Password, Timestamp};

use crate::gpg::Gpg;

const WORDS: &str = "tree 1\nauthor Ana\n\nWords, and a line end \r\n";

/// How it is signed where this block is the only key of the desk.
fn ours(block: &str, signature: &str, words: &str) -> Signed {
    let settings = "[newsroom]\nname = \"The Selan Courier\"\n\n[[contributors]]\nid = \"ana\"\nname = \"Ana\"\nrole = \"admin\"\n";
    let mut desk = read::<Desk>(settings).expect("settings");
    desk.contributors[0].keys = vec![block.to_owned()];
    signature::check(Some(&(signature.to_owned(), words.into())), &desk)
}

fn is_good(block: &str, signature: &str, words: &str) -> bool {
    matches!(ours(block, signature, words), Signed::By(_))
}

/// Both say the same of every signature over every text; tells how often that was "good".
fn agree(block: &str, signatures: &[(String, String)]) -> usize {
    let judge = Gpg::that_knows(block);
    let mut good = 0;
    for (what, signature) in signatures {
        for words in [WORDS, "other words", "tree 1\nauthor Ana\n\nWords, and a line end\n"] {
            let theirs = judge.finds_good(signature, words);
            let signed = ours(block, signature, words);
            assert_eq!(matches!(signed, Signed::By(_)), theirs, "{what} {words:?}: {signed:?}");
            good += usize::from(theirs);
        }
    }
    good
}

#[test]
fn our_verdict_is_that_of_gpg_for_every_kind_of_key() {
    let gpg = Gpg::new();
    let kinds = ["rsa2048", "rsa3072", "ed25519", "nistp256", "nistp384", "nistp521"];
    let mut signatures = Vec::new();
    for kind in kinds {
        let key = gpg.key(kind, kind);
        signatures.push((kind.to_owned(), gpg.sign(&key, WORDS, &[])));
    }
    for kind in kinds {
        assert_eq!(agree(&gpg.block(kind), &signatures), 1, "{kind}");
    }
}

#[test]
fn our_verdict_is_that_of_gpg_for_subkeys() {
    let gpg = Gpg::new();
    for (name, primary, sub) in
        [("one", "ed25519", "rsa2048"), ("two", "rsa2048", "nistp256/ecdsa")]
    {
        let key = gpg.key_with(name, primary, "cert", &[]);
        let before = gpg.block(name);
        gpg.subkey(&key, sub, "sign");
        let signature = vec![(name.to_owned(), gpg.sign(&format!("{name}@"), WORDS, &[]))];
        assert_eq!(agree(&gpg.block(name), &signature), 1);
        assert_eq!(agree(&before, &signature), 0, "a subkey that the block does not have");
        assert!(matches!(ours(&before, &signature[0].1, WORDS), Signed::UnknownKey(_)));
    }
}

#[test]
fn our_verdict_is_that_of_gpg_for_what_a_signature_says_besides() {
    let gpg = Gpg::new();
    let key = gpg.key("ana", "rsa2048");
    let with = |more: &[&str]| (more.join(" "), gpg.sign(&key, WORDS, more));
    let mut signatures = vec![
        with(&["--sig-notation", "word@courier.example=x"]),
        with(&["--sig-notation", "!word@courier.example=x"]),
        with(&["--sig-policy-url", "https://courier.example"]),
    ];
    for digest in ["SHA224", "SHA256", "SHA384", "SHA512", "MD5"] {
        signatures.push(with(&["--digest-algo", digest]));
    }
    let (_, plain) = with(&[]);
    let lines: Vec<&str> = plain.lines().collect();
    let middle = lines.len() / 2;
    let mut short = lines.clone();
    short.remove(middle);
    signatures.push(("a line less".to_owned(), short.join("\n") + "\n"));
    assert_eq!(agree(&gpg.block("ana"), &signatures), 6);
}

#[test]
fn where_we_are_stricter_than_gpg_it_is_told() {
    let gpg = Gpg::new();
    let key = gpg.key("ana", "rsa2048");
    let block = gpg.block("ana");
    let judge = Gpg::that_knows(&block);
    let text = gpg.sign(&key, WORDS, &["--textmode"]);
    let sha1 = gpg.sign(&key, WORDS, &["--digest-algo", "SHA1"]);
    let twice = gpg.sign(&key, WORDS, &["--local-user", &gpg.key("ed", "ed25519")]);
    let plain = gpg.sign(&key, WORDS, &[]);
    let open = plain.replace("-----END PGP SIGNATURE-----\n", "");
    assert!(judge.finds_good(&open, WORDS) && !is_good(&block, &open, WORDS));
    for (signature, why) in [(&text, "line ends"), (&sha1, "SHA1")] {
        assert!(judge.finds_good(signature, WORDS), "{why}");
        let Signed::Unchecked(said) = ours(&block, signature, WORDS) else { panic!("{why}") };
        assert!(said.contains(why), "{said}");
    }
    let Signed::Broken(said) = ours(&block, &twice, WORDS) else { panic!("two signatures") };
    assert_eq!(said, "it holds more than one signature");
    for kind in ["secp256k1", "brainpoolP256r1", "dsa2048", "rsa1024"] {
        gpg.key(kind, kind);
        let refused = newsroom::format::openpgp::PublicKey::read(&gpg.block(kind)).expect_err(kind);
        assert!(refused.to_string().ends_with("which is not checked here"), "{kind}: {refused}");
    }
}

/// The day does not count: gpg says of a key that has run out what it said before, and warns.
#[test]
fn a_key_and_a_signature_that_have_run_out_are_what_they_were() {
    let gpg = Gpg::new();
    let then = ["--faked-system-time", "20200101T120000!"];
    let user = "Ana Petrova <ana@courier.example>";
    let make = ["--quick-gen-key", user, "ed25519", "sign", "seconds=86400"];
    gpg.made(&[&then[..], &make].concat());
    let of_then = gpg.sign("ana@", WORDS, &then);
    let short = gpg.sign("ana@", WORDS, &[&then[..], &["--default-sig-expire", "1d"]].concat());
    let block = gpg.block("ana");
    let judge = Gpg::that_knows(&block);
    assert!(judge.says(&of_then, WORDS).contains("[GNUPG:] EXPKEYSIG "));
    for signature in [&of_then, &short] {
        assert!(is_good(&block, signature, WORDS));
        assert!(!is_good(&block, signature, "other words"));
    }
}

#[test]
fn a_key_that_its_block_revokes_signs_nothing() {
    let gpg = Gpg::new();
    let key = gpg.key("ana", "ed25519");
    let signature = gpg.sign(&key, WORDS, &[]);
    let (before, revoked) = (gpg.block("ana"), gpg.revoked("ana"));
    assert!(is_good(&before, &signature, WORDS));
    assert!(Gpg::that_knows(&revoked).says(&signature, WORDS).contains("[GNUPG:] REVKEYSIG "));
    let Signed::Broken(said) = ours(&revoked, &signature, WORDS) else { panic!("it is revoked") };
    assert_eq!(said, format!("it names the key {key}, and the key is revoked"));
}

/// Whoever takes another's key into the own block does not get the other's signatures.
#[test]
fn a_subkey_counts_where_both_keys_say_that_it_belongs() {
    let gpg = Gpg::new();
    gpg.key("eve", "ed25519");
    let ana = gpg.key("ana", "ed25519");
    let eve = secret(&gpg, "eve");
    let victim = secret(&gpg, "ana");
    let signature = gpg.sign(&ana, WORDS, &[]);
    let bind = |how: How| block_of(&eve, &victim, how);
    for how in [How::NoBack, How::BackByEve, How::NotForSigning, How::Revoked] {
        let block = bind(how);
        assert!(!Gpg::that_knows(&block).finds_good(&signature, WORDS), "{how:?}");
        let signed = ours(&block, &signature, WORDS);
        assert!(matches!(signed, Signed::Broken(_)), "{how:?}: {signed:?}");
    }
    let lawful = bind(How::Lawful);
    assert!(Gpg::that_knows(&lawful).finds_good(&signature, WORDS));
    assert!(is_good(&lawful, &signature, WORDS));
}

/// How a subkey is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    NoBack,
    BackByEve,
    NotForSigning,
    Revoked,
    Lawful,
}

fn secret(gpg: &Gpg, name: &str) -> SignedSecretKey {
    SignedSecretKey::from_string(&gpg.secret(name)).expect("a secret key").0
}

fn config(signer: &impl KeyDetails, kind: SignatureType) -> SignatureConfig {
    let mut config = SignatureConfig::v4(kind, signer.algorithm(), HashAlgorithm::Sha256);
    config.hashed_subpackets = [
        SubpacketData::SignatureCreationTime(Timestamp::now()),
        SubpacketData::IssuerFingerprint(signer.fingerprint()),
        SubpacketData::IssuerKeyId(signer.legacy_key_id()),
    ]
    .map(|data| Subpacket::regular(data).expect("a part"))
    .into();
    config
}

/// Eve's key with Ana's as its subkey.
fn block_of(eve: &SignedSecretKey, ana: &SignedSecretKey, how: How) -> String {
    let none = Password::empty();
    let (signer, primary) = (&eve.primary_key, eve.primary_key.public_key());
    let of_ana = ana.primary_key.public_key();
    let subkey = pgp::packet::PublicSubkey::new_with_header(
        pgp::packet::PacketHeader::new_fixed(pgp::types::Tag::PublicSubkey, 51),
        of_ana.version(),
        of_ana.algorithm(),
        of_ana.created_at(),
        None,
        of_ana.public_params().clone(),
    )
    .expect("a subkey");
    let mut flags = KeyFlags::default();
    flags.set_sign(how != How::NotForSigning);
    flags.set_encrypt_comms(how == How::NotForSigning);
    let mut binding = config(signer, SignatureType::SubkeyBinding);
    let part = |data| Subpacket::regular(data).expect("a part");
    binding.hashed_subpackets.push(part(SubpacketData::KeyFlags(flags)));
    if how != How::NoBack {
        let by = if how == How::BackByEve { signer } else { &ana.primary_key };
        let back = config(by, SignatureType::KeyBinding);
        let back = back.sign_primary_key_binding(by, &subkey, &none, &primary).expect("signed");
        binding.hashed_subpackets.push(part(SubpacketData::EmbeddedSignature(Box::new(back))));
    }
    let mut signatures =
        vec![binding.sign_subkey_binding(signer, &primary, &none, &subkey).expect("bound")];
    if how == How::Revoked {
        let revocation = config(signer, SignatureType::SubkeyRevocation);
        signatures.push(
            revocation.sign_subkey_binding(signer, &primary, &none, &subkey).expect("revoked"),
        );
    }
    let key = SignedPublicKey {
        primary_key: primary.clone(),
        details: eve.details.clone(),
        public_subkeys: vec![SignedPublicSubKey::new(subkey, signatures)],
    };
    key.to_armored_string(ArmorOptions::default()).expect("armored")
}

/// A signature whose issuer anybody may write in says nothing of who made it.
#[test]
fn a_key_that_a_signature_only_names_did_not_make_it() {
    let gpg = Gpg::new();
    let ana = gpg.key("ana", "ed25519");
    gpg.key("eve", "ed25519");
    let eve = secret(&gpg, "eve");
    let mut signing = config(&eve.primary_key, SignatureType::Binary);
    let named = secret(&gpg, "ana");
    for part in &mut signing.hashed_subpackets {
        match &mut part.data {
            SubpacketData::IssuerFingerprint(name) => *name = named.fingerprint(),
            SubpacketData::IssuerKeyId(name) => *name = named.legacy_key_id(),
            _ => {}
        }
    }
    let made = signing.sign(&eve.primary_key, &Password::empty(), WORDS.as_bytes());
    let made = DetachedSignature::new(made.expect("signed"));
    let text = made.to_armored_string(ArmorOptions::default()).expect("armored");
    let block = gpg.block("ana");
    assert!(!Gpg::that_knows(&block).finds_good(&text, WORDS));
    let Signed::Broken(said) = ours(&block, &text, WORDS) else { panic!("it is Eve's") };
    assert_eq!(
        said,
        format!("it names the key {ana}, and these are not the words that were signed")
    );
}

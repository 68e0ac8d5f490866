use super::*;

const WORDS: &[u8] = include_bytes!("../../../tests/keys/words.txt");
const KEY: &str = include_str!("../../../tests/keys/openpgp-ed25519.asc");
const SIGNATURE: &str = include_str!("../../../tests/keys/openpgp-ed25519.sig");

fn refused(text: &str) -> Unfit {
    PublicKey::read(text).expect_err("no key")
}

#[test]
fn a_key_verifies_its_signature_and_no_other_words() {
    let key = PublicKey::read(KEY).expect("a key");
    let signature = Signature::read(SIGNATURE).expect("a signature");
    assert_eq!(key.verify(&signature, WORDS), Some(Ok(())));
    let changed = [WORDS, b"\n"].concat();
    assert!(matches!(key.verify(&signature, &changed), Some(Err(_))));
    assert_eq!(signature.named(), Some(key.fingerprint()));
    assert_eq!(key.fingerprint().len(), 40);
    assert!(!key.is_revoked());
}

#[test]
fn another_key_has_nothing_to_say() {
    let key = PublicKey::read(include_str!("../../../tests/keys/openpgp-rsa2048.asc"));
    let signature = Signature::read(SIGNATURE).expect("a signature");
    assert_eq!(key.expect("a key").verify(&signature, WORDS), None);
}

#[test]
fn a_signing_subkey_is_its_owners() {
    let key = PublicKey::read(include_str!("../../../tests/keys/openpgp-subkey.asc"));
    let signature = Signature::read(include_str!("../../../tests/keys/openpgp-subkey.sig"));
    let (key, signature) = (key.expect("a key"), signature.expect("a signature"));
    assert_ne!(signature.named(), Some(key.fingerprint()));
    assert_eq!(key.verify(&signature, WORDS), Some(Ok(())));
}

#[test]
fn what_is_no_key_is_refused_with_a_reason() {
    let private = KEY.replace("PUBLIC", "PRIVATE");
    assert_eq!(refused(&private), Unfit::Private);
    let twice = format!("{KEY}{KEY}");
    for text in
        ["", "ssh-ed25519 AAAA", SIGNATURE, KEY.trim_end().trim_end_matches('-'), twice.as_str()]
    {
        assert!(matches!(refused(text), Unfit::NoBlock("PUBLIC KEY BLOCK")), "{text}");
    }
    let lines: Vec<&str> = KEY.lines().collect();
    let without = |line: usize| {
        let mut lines = lines.clone();
        lines.remove(line);
        lines.join("\n")
    };
    for line in 2..lines.len() - 2 {
        assert!(matches!(refused(&without(line)), Unfit::Damaged | Unfit::Unsigned), "{line}");
    }
    let other = KEY.replace("IWVkMjU1MTkg", "IWVkMjU1MTkh");
    assert_eq!(refused(&other), Unfit::Unsigned);
    let long = KEY.replace("\n\n", &format!("\nComment: {}\n\n", "x".repeat(64 * 1024)));
    assert_eq!(refused(&long), Unfit::TooLong(64 * 1024));
}

#[test]
fn what_is_no_signature_is_refused_with_a_reason() {
    let read = |text: &str| Signature::read(text).expect_err("no signature");
    assert_eq!(read(KEY), Unfit::NoBlock("SIGNATURE"));
    assert_eq!(
        read(&KEY.replace("PUBLIC KEY BLOCK", "SIGNATURE")),
        Unfit::Several("one signature")
    );
    let empty = "-----BEGIN PGP SIGNATURE-----\n\n=twTO\n-----END PGP SIGNATURE-----";
    assert!(matches!(read(empty), Unfit::Several(_) | Unfit::Damaged));
}

#[test]
fn a_key_is_remembered() {
    let first = PublicKey::known(KEY).expect("a key");
    let second = PublicKey::known(KEY).expect("a key");
    assert!(std::sync::Arc::ptr_eq(&first, &second));
    assert_eq!(PublicKey::known("x").err(), PublicKey::read("x").err());
}

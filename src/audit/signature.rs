//! Whether a commit's signature holds, and whose it is.

use ssh_key::{PublicKey, SshSig};

use super::step::Signed;
use crate::format::{Key, openpgp};
use crate::model::{ContributorId, Desk};

/// The namespace in which git signs (gitformat-signature(5), `ssh-keygen -Y`).
const NAMESPACE: &str = "git";

/// How a commit was signed: `signature` is its text and the bytes it is over, `desk` lists the keys.
///
/// The key that counts is the one listed, never the one that the signature brings along; and the
/// answer is the same on every day, for no date is looked at.
pub fn check(signature: Option<&(String, Vec<u8>)>, desk: &Desk) -> Signed {
    let Some((text, payload)) = signature else { return Signed::Not };
    let text = text.trim();
    if text.starts_with("-----BEGIN SSH SIGNATURE-----") {
        ssh(text, payload, desk)
    } else if text.starts_with("-----BEGIN PGP SIGNATURE-----") {
        openpgp(text, payload, desk)
    } else if text.starts_with("-----BEGIN SIGNED MESSAGE-----") {
        Signed::Unchecked("it is an X.509 signature".to_owned())
    } else {
        Signed::Unchecked("it is neither an SSH nor an OpenPGP signature".to_owned())
    }
}

fn ssh(text: &str, payload: &[u8], desk: &Desk) -> Signed {
    let signature = match SshSig::from_pem(text) {
        Ok(signature) => signature,
        Err(error) => return Signed::Broken(error.to_string()),
    };
    for (person, key) in listed(desk) {
        let Key::Ssh(listed) = key else { continue };
        if listed.key_data() == signature.public_key() {
            return match listed.verify(NAMESPACE, payload, &signature) {
                Ok(()) => Signed::By(person.clone()),
                Err(error) => Signed::Broken(error.to_string()),
            };
        }
    }
    let key = PublicKey::from(signature.public_key().clone());
    Signed::UnknownKey(key.fingerprint(ssh_key::HashAlg::Sha256).to_string())
}

/// A signature may name several keys, of which one made it: one that does not hold decides nothing
/// until all have been asked.
fn openpgp(text: &str, payload: &[u8], desk: &Desk) -> Signed {
    let signature = match openpgp::Signature::read(text) {
        Ok(signature) => signature,
        Err(why @ openpgp::Unfit::Unsupported(_)) => return Signed::Unchecked(why.to_string()),
        Err(why) => return Signed::Broken(why.to_string()),
    };
    let mut broken = None;
    for (person, key) in listed(desk) {
        let Key::OpenPgp(listed) = key else { continue };
        match listed.verify(&signature, payload) {
            Some(Ok(())) => return Signed::By(person.clone()),
            Some(Err(why)) => broken = broken.or(Some(why)),
            None => {}
        }
    }
    match broken {
        Some(why) => Signed::Broken(why),
        None => {
            Signed::UnknownKey(signature.named().unwrap_or_else(|| "it does not say which".into()))
        }
    }
}

/// Each person's keys that can be read.
fn listed(desk: &Desk) -> impl Iterator<Item = (&ContributorId, Key)> {
    desk.contributors
        .iter()
        .flat_map(|person| person.keys.iter().filter_map(|key| Some((&person.id, Key::read(key)?))))
}

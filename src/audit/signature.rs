//! Whether a commit's signature holds, and whose it is.

use ssh_key::{PublicKey, SshSig};

use super::step::Signed;
use crate::model::Desk;

/// The namespace in which git signs (gitformat-signature(5), `ssh-keygen -Y`).
const NAMESPACE: &str = "git";

/// How a commit was signed: `signature` is its text and the bytes it is over, `desk` lists the keys.
///
/// The key that counts is the one listed, never the one that the signature brings along.
pub fn check(signature: Option<&(String, Vec<u8>)>, desk: &Desk) -> Signed {
    let Some((text, payload)) = signature else { return Signed::Not };
    if !text.trim_start().starts_with("-----BEGIN SSH SIGNATURE-----") {
        return Signed::Unchecked("it is not an SSH signature".to_owned());
    }
    let signature = match SshSig::from_pem(text.trim()) {
        Ok(signature) => signature,
        Err(error) => return Signed::Broken(error.to_string()),
    };
    for person in &desk.contributors {
        for key in &person.keys {
            let Ok(listed) = PublicKey::from_openssh(key) else { continue };
            if listed.key_data() == signature.public_key() {
                return match listed.verify(NAMESPACE, payload, &signature) {
                    Ok(()) => Signed::By(person.id.clone()),
                    Err(error) => Signed::Broken(error.to_string()),
                };
            }
        }
    }
    let key = PublicKey::from(signature.public_key().clone());
    Signed::UnknownKey(key.fingerprint(ssh_key::HashAlg::Sha256).to_string())
}

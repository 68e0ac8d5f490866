//! A public key as a contributor's `keys` list it.

use std::sync::Arc;

use super::openpgp;

/// How a block of an OpenPGP key begins.
pub const OPENPGP: &str = "-----BEGIN PGP ";

/// A public key: a line as OpenSSH writes it, or an armored block of OpenPGP.
#[derive(Debug, Clone)]
pub enum Key {
    /// `ssh-ed25519 AAAA…`
    Ssh(Box<ssh_key::PublicKey>),
    /// `-----BEGIN PGP PUBLIC KEY BLOCK-----`
    OpenPgp(Arc<openpgp::PublicKey>),
}

impl Key {
    /// The key that the text is; `None` where nothing can be checked with it.
    pub fn read(text: &str) -> Option<Self> {
        if text.trim_start().starts_with(OPENPGP) {
            return openpgp::PublicKey::known(text).ok().map(Self::OpenPgp);
        }
        ssh_key::PublicKey::from_openssh(text).ok().map(|key| Self::Ssh(Box::new(key)))
    }

    /// The word for its kind: `ssh` or `openpgp`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ssh(_) => "ssh",
            Self::OpenPgp(_) => "openpgp",
        }
    }

    /// What names it: as `ssh-keygen -l` writes it, or the 40 digits of OpenPGP.
    pub fn fingerprint(&self) -> String {
        match self {
            Self::Ssh(key) => key.fingerprint(ssh_key::HashAlg::Sha256).to_string(),
            Self::OpenPgp(key) => key.fingerprint(),
        }
    }

    /// Its kind and enough of its fingerprint to tell it from a person's others.
    pub fn short(&self) -> String {
        let fingerprint = self.fingerprint();
        let name = match self {
            Self::Ssh(_) => fingerprint.get(..7 + 12),
            // What gpg calls the key's id.
            Self::OpenPgp(_) => fingerprint.get(24..),
        };
        format!("{} {}", self.kind(), name.unwrap_or(&fingerprint))
    }
}

/// Whether two texts are one key; comments and lines do not count.
pub fn same_key(a: &str, b: &str) -> bool {
    match (Key::read(a), Key::read(b)) {
        (Some(a), Some(b)) => a.fingerprint() == b.fingerprint(),
        _ => {
            let words =
                |key: &str| key.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
            !a.starts_with(OPENPGP) && words(a) == words(b)
        }
    }
}

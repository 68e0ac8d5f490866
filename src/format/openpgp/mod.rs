//! OpenPGP (RFC 9580) as far as the signatures of commits need it: one public key in its armored
//! block, and one detached signature.
//!
//! What is read is narrow on purpose: keys and signatures of version 4, and of the algorithms only
//! those that hold. Whatever else somebody hands in is refused as [`Unfit`].
//!
//! No date is judged, neither when a key or a signature was made nor until when it was to hold: a
//! verdict on history must be the same on every day. A key goes out of use when it is taken out of
//! `newsroom.toml`, or when its block there says that it is revoked.

mod key;
mod packets;
mod signature;

pub use key::PublicKey;
pub use signature::Signature;

/// Why a text is no key or signature that is checked here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A private key, which has no place in a repository.
    #[error("this is a PRIVATE key: make a new pair, and take this one out of use")]
    Private,
    /// The lines that begin and end a block are not there, or there are several.
    #[error("it is not one block from `-----BEGIN PGP {0}-----` to `-----END PGP {0}-----`")]
    NoBlock(&'static str),
    /// More bytes than one key or signature needs.
    #[error("it is longer than {0} bytes")]
    TooLong(usize),
    /// What is in the block cannot be read.
    #[error("it is cut off or changed")]
    Damaged,
    /// No user id that the key has signed, without which it is nobody's (and gpg takes it for none).
    #[error("it has no user id that it signed itself, or that was changed")]
    Unsigned,
    /// More than one key or signature, or something else beside it.
    #[error("it holds more than {0}")]
    Several(&'static str),
    /// Something that OpenPGP has and that is not checked here; in words that go on from "it".
    #[error("it {0}, which is not checked here")]
    Unsupported(String),
}

#[cfg(test)]
mod tests;

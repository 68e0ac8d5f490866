//! Between text and the model, without touching a file.
//!
//! [`read()`] turns a file's text into a value and reports every mistake at once, each with its
//! place; [`rewrite()`] changes a text so that it says a new value, and leaves comments, order and
//! the way a person wrote things alone; [`Projection`] is what readers may see, in the one form
//! whose digest an approval names.

mod bytes;
mod canonical;
mod document;
mod key;
mod mend;
mod mistake;
mod notice;
pub mod openpgp;
mod plain;
mod problem;
mod projection;
mod read;
mod rewrite;
pub mod schema;
mod shape;
mod walk;
pub mod wire;

pub use bytes::{Unread, as_filed, text_of};
pub use document::{LARGEST, read_document, rewrite_document, write_document};
pub use key::{Key, OPENPGP, same_key};
pub use mend::{mended, mended_document};
pub use notice::Notice;
pub use problem::{Mend, Position, Problem, position};
pub use projection::{
    Projection, PublicClaim, PublicMedia, PublicSource, digest, normalize, project, public_settings,
};
pub use read::{locate, read};
pub use rewrite::{rewrite, write};
pub use schema::File;

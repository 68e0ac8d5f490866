//! Between text and the model, without touching a file.
//!
//! [`read()`] turns a file's text into a value and reports every mistake at once, each with its
//! place; [`rewrite()`] changes a text so that it says a new value, and leaves comments, order and
//! the way a person wrote things alone; [`Projection`] is what readers may see, in the one form
//! whose digest an approval names.

mod bytes;
mod canonical;
mod document;
mod folded;
mod glimpse;
mod key;
mod line;
pub(crate) mod markdown;
mod marked;
mod mend;
mod mistake;
mod newer;
mod notice;
pub mod openpgp;
mod plain;
mod problem;
mod projection;
mod read;
mod reading;
mod rewrite;
pub mod schema;
mod shape;
mod walk;
pub mod wire;

pub use bytes::{Unread, as_filed, text_of};
pub use document::{LARGEST, read_bytes, read_document, rewrite_document, write_document};
pub use folded::{Folded, is_unspaced};
pub use glimpse::glimpse;
pub use key::{Key, OPENPGP, same_key};
pub use line::one_line;
pub use marked::{Marked, Sides, marked, marked_problem, sides};
pub use mend::{mended, mended_document};
pub use newer::{by_newer, told_format};
pub use notice::Notice;
pub use problem::{Mend, Position, Problem, position};
pub use projection::{
    Projection, PublicClaim, PublicMedia, PublicSource, digest, normalize, project, public_settings,
};
pub use read::{locate, read, read_known};
pub use reading::{as_read, plain, standing, words_and_links};
pub use rewrite::{rewrite, write};
pub use schema::File;

//! What a person asks to change of a post or story: what `add`, `edit`, `correct` and `story` have in
//! common.

mod apply;
mod asked;
mod media;
mod rows;
mod story;
mod text;
mod typed;

pub use asked::{Adjust, Amendment, Attached, AttachedRole, NewMedium, Setter};
pub use media::find_medium;
pub use typed::{Typed, Words};

pub(crate) use rows::credit_of;

//! What can be computed again, kept in SQLite so that it need not be.

pub(super) mod cache;
pub(super) mod facts;
pub(super) mod marks;
pub(super) mod memo;
pub(super) mod refresh;
pub(super) mod word_index;

pub use facts::{Derived, FactFilter, Facts, Found};
pub use marks::file_mark;
pub use refresh::{Basis, Changed};

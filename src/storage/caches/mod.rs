//! What can be computed again, kept in SQLite so that it need not be.

pub(super) mod cache;
mod database;
mod facts;
mod marks;
mod memo;
mod names_seen;
mod refresh;
mod site;
mod unfiled;
mod word_hits;
mod word_index;

pub use facts::{Derived, FactFilter, Facts, Found};
pub use marks::file_mark;
pub use refresh::{Basis, Changed};
pub use site::{Left, NotedStory, SiteNotes};
pub use unfiled::Unsaved;
pub use word_hits::{Among, WordHit, WordHits, WordRun, WordSearch};
pub use word_index::ReleaseWords;

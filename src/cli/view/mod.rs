//! Where words go out: values as words for a person and as JSON, one noun a file.
//!
//! | file | what it is |
//! | --- | --- |
//! | `output/` | the shapes of JSON; `json.rs` writes them |
//! | `outcome.rs` | what became of an act |
//! | `standing.rs` | a document's name, and where it stands |
//! | `document.rs`, `summary.rs`, `log.rs`, `diff.rs` | its words, its line in a list, its life, what changed in it |
//! | `trace.rs`, `release_proof.rs` | who answers for words; what a release rests on |
//! | `proof.rs` | people, steps and commits as both name them |
//! | `sync.rs`, `audit.rs`, `findings/`, `status.rs` and the others | what the command of that name found or did |
//! | `foreign.rs` | the one door for text of others |
//! | `place.rs` | a place in a file, with its line |
//! | `columns.rs`, `width.rs`, `words.rs`, `time.rs` | aligned lines, what fits a terminal, changed words, moments |
//! | `pager.rs` | long words, page by page |

pub mod audit;
pub mod ci;
pub mod claim;
pub mod columns;
pub mod contributor;
pub mod correction;
pub mod credit;
pub mod diff;
pub mod doctor;
pub mod document;
pub mod expunge;
pub mod findings;
pub mod foreign;
pub mod json;
pub mod kept;
pub mod log;
pub mod manual;
pub mod outcome;
pub mod output;
pub mod pager;
pub mod place;
pub mod proof;
pub mod release_proof;
pub mod resting;
pub mod review;
pub mod search;
pub mod shift;
pub mod standing;
pub mod status;
pub mod story;
pub mod summary;
pub mod sync;
pub mod time;
pub mod timer;
pub mod trace;
pub mod undo;
mod width;
pub mod words;

pub use columns::{Columns, Fit};
pub use foreign::{Foreign, ForeignLines, shown};
pub use width::{cut, hanging};

//! How a change comes to be: planned, made as commits, and put into its branches.

pub(super) mod chain;
mod commit;
mod index;
pub(super) mod journal;
pub(super) mod lock;
mod looked;
mod plan;
mod record;
mod recovery;
pub(super) mod refs;
mod remake;
mod signature;
mod splice;
pub(super) mod step;
mod unsettled;
mod worktree;

pub use plan::{Advance, AsOf, Batch, Change, Merge, Plan, RecordPlans, Saved, Written};
pub use record::record_root_plan;
pub use remake::{Edits, EditsOf, Likeness};

//! How a change comes to be: planned, made as commits, and put into its branches.

pub(super) mod chain;
pub(super) mod commit;
pub(super) mod index;
pub(super) mod journal;
pub(super) mod lock;
pub(super) mod plan;
pub(super) mod record;
pub(super) mod recovery;
pub(super) mod refs;
pub(super) mod remake;
pub(super) mod signature;
pub(super) mod step;
pub(super) mod worktree;

pub use plan::{Advance, AsOf, Batch, Change, Merge, Plan, RecordPlans, Saved, Written};
pub use record::record_root_plan;
pub use remake::{Edits, EditsOf, Likeness};

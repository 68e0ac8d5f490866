//! Walking through history: what each commit of the desk and of the record is as a step, what the
//! rules of [`audit`](crate::audit) say of it, and which settings hold after it.
//!
//! A `Reader` reads what commits hold (`contents`) and carries a document's trail on (`proofs`);
//! `DeskWalk` and `RecordWalk` judge a line commit by commit; `Memory` spares what was judged before.

pub(crate) mod audited;
mod contents;
mod desk;
mod error;
pub(crate) mod force;
mod lawful;
mod lineage;
pub(crate) mod memory;
pub(crate) mod orders;
mod owners;
mod proofs;
mod reader;
mod receiver;
pub(crate) mod record;
pub(crate) mod whole;

pub use audited::{Audited, Erasure, Request};
pub use error::JudgeError;

pub(crate) use desk::{DeskWalk, Judged};
pub(crate) use memory::Memory;
pub(crate) use orders::Erasures;
pub(crate) use reader::Reader;
pub(crate) use receiver::Receiver;
pub(crate) use record::RecordWalk;

//! An open desk: a person at one moment, the documents, what may become of them, and how it is
//! filed, released and sent. What every use case is made of; nothing here prints or asks.

mod alike;
pub(crate) mod amendment;
pub(crate) mod approval;
mod around;
pub(crate) mod aside;
pub(crate) mod delivery;
pub(crate) mod edit;
mod error;
pub(crate) mod facts;
pub(crate) mod filing;
pub(crate) mod filter;
pub(crate) mod gate;
mod known;
mod last_read;
pub(crate) mod live;
pub(crate) mod loaded;
pub(crate) mod merging;
mod newer;
mod orders;
mod outcome;
mod people;
pub(crate) mod provenance;
mod readers;
pub(crate) mod release;
mod resolve;
mod resting;
pub(crate) mod search;
mod session;
pub(crate) mod set_aside;
pub(crate) mod settings;
pub(crate) mod settling;
mod shown;
pub(crate) mod sources;
pub(crate) mod summary;
mod versions;

pub use alike::Known;
pub use amendment::{
    Adjust, Amendment, Attached, AttachedRole, NewMedium, Setter, Typed, Words, find_medium,
};
pub use delivery::{Delivery, Heard, NotReleased, Sent, Told};
pub use error::{Mend, OpError};
pub use filter::Filter;
pub use last_read::ToEdit;
pub use loaded::{Loaded, Unreadable};
pub use newer::Asked;
pub use outcome::{Done, Outcome};
pub use readers::found_by;
pub use resting::{Fallen, Resting, Tie};
pub use search::Field;
pub use session::{Letters, PassedOver, Session};
pub use set_aside::SetAside;
pub use summary::{ClaimLine, Mistake, Summary};
pub use versions::{Filed, Versions};

pub(crate) use around::Around;
pub(crate) use edit::Edit;
pub(crate) use loaded::{refused, says};
pub(crate) use session::{MANY_LOOSE, utf8};

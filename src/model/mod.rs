//! What a newsroom is made of: plain values, without files, git, clock or environment.
//!
//! Text becomes these values in [`crate::format`]; what may be done with them is decided in
//! [`crate::workflow`]. Wrong values cannot be made: every identifier, time and digest is a type
//! of its own that is checked where it is read.
#![expect(
    missing_docs,
    reason = "a doc comment on a variant would turn `enum` into `oneOf` in the JSON Schema"
)]

mod claim;
mod contributor;
mod correction;
mod credit;
mod desk;
mod digest;
mod document;
mod email;
mod entry;
mod expunged;
mod id;
mod media;
mod moment;
mod path;
mod post;
mod release;
mod review;
mod site;
mod source;
mod story;
mod version;
mod woven;

pub use claim::{Check, Claim, ClaimStatus};
pub use contributor::{Contributor, Right, Role};
pub use correction::{Conflict, Correction, CorrectionKind, Retraction};
pub use credit::{Credit, CreditRole};
pub use desk::{
    Accepted, AnonymousReason, Desk, FourEyes, Newsroom, OpenClaims, Policy, Signatures, Style,
};
pub use digest::Digest;
pub use document::Document;
pub use email::{folded_email, is_invisible, same_email};
pub use entry::{Entry, EntryKind, is_litter};
pub use expunged::{Expunged, Orders};
pub(crate) use id::CROCKFORD;
pub use id::{ClaimId, ContributorId, CorrectionId, DocId, InvalidId, Slug, SourceId};
pub use media::{Link, LinkKind, Media, MediaKind, Picture};
pub use moment::{Day, InvalidMoment, Moment, TimeSaid, time_said};
pub use path::{DocPath, InvalidPath, ORDERS, SETTINGS};
pub use post::{Origin, Post, TranslationOf};
pub use release::{LONGEST_ALONE, Ledger, Public, Release, ReleaseKind};
pub use review::{Review, Verdict};
pub use site::{Allow, Color, Font, Site};
pub use source::{Source, SourceKind};
pub use story::{Coverage, Point, Story};
pub use version::Version;
pub use woven::{Bearing, woven};

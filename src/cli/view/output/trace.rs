//! What `trace` prints. Times are in RFC 3339, UTC; commits and digests are whole.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Released, Standing};
use super::proof::{Signature, StepTaken};
use crate::model::{ClaimStatus, ReleaseKind};

/// What `trace` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TracedWords {
    /// The version of this shape: 1.
    pub version: u32,
    /// The words that were asked for; null where a court's order erased them everywhere.
    pub words: Option<String>,
    /// The moment that was asked about; null for now.
    pub at: Option<String>,
    /// Each story and post in which they stand or stood: first those that readers see.
    pub places: Vec<TracedPlace>,
}

/// A story or post in which words stand or stood.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TracedPlace {
    /// Where it stands today.
    #[serde(flatten)]
    pub standing: Standing,
    /// What readers see of the words, at the moment that was asked about.
    pub seen: SeenWords,
    /// In what part of it; null where the words are not told.
    pub part: Option<TracedPart>,
    /// The whole sentences in which they stand; null where a court's order erased them, or nobody
    /// had written them yet.
    pub sentence: Option<String>,
    /// Whether a court's order erased them; they are then not told, nor whose they are.
    pub erased: bool,
    /// Whose the words are, in their order: together they are all of them.
    pub written: Vec<WrittenRun>,
    /// The releases of words that had them, oldest first.
    pub released: Vec<Letting>,
    /// From when to when readers saw them, oldest first.
    pub spans: Vec<SeenSpan>,
    /// When readers first saw them, where that is later than the moment asked about.
    pub first_seen_later: Option<String>,
    /// What readers were told since they saw them first.
    pub told: Vec<Released>,
    /// What is flagged among them, as readers had it last.
    pub claims: Vec<TracedClaim>,
    /// What readers see in their place at that moment; null where they see nothing there.
    pub in_their_place: Option<String>,
    /// Whether they stand at the desk at that moment.
    pub at_desk: bool,
    /// SHA-256 of all that readers would see of the desk's words at that moment.
    pub desk_digest: Option<String>,
    /// Who had approved exactly those.
    pub desk_approved: Vec<StepTaken>,
    /// How each commit that is named here is signed.
    pub signatures: Vec<Signature>,
    /// Whether somebody typed steps into the file that were not theirs to take; these count for
    /// nothing.
    pub forged_steps: bool,
}

/// What readers see of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeenWords {
    /// They see them.
    Now,
    /// They saw them, and see them no more.
    Before,
    /// They saw them only later.
    NotYet,
    /// They never did.
    Never,
}

/// A part of a story or post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TracedPart {
    /// The headline of a post, the title of a story.
    Headline,
    /// The body of a post.
    Body,
    /// A point of a story's summary.
    Point,
    /// What stands under a picture.
    Caption,
}

/// Words of one hand: one after the other, from one commit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WrittenRun {
    /// The words, with what is between them.
    pub words: String,
    /// Who wrote them: a contributor's id, or the author line of an outsider.
    pub who: Option<String>,
    /// The name that goes with it.
    pub name: Option<String>,
    /// The commit of the desk that brought them.
    pub commit: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Who made that commit, where it is not its author.
    pub committed_by: Option<String>,
    /// What stood in their place before; empty where nothing did, or another text.
    pub instead_of: String,
}

/// A release that let words out, or kept them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Letting {
    /// The release.
    #[serde(flatten)]
    pub released: Released,
    /// Who let it out.
    pub by: String,
    /// The approvals of exactly these words that it used.
    pub approvals: Vec<StepTaken>,
    /// The second reads of what was released alone.
    pub second_reads: Vec<StepTaken>,
    /// The commit of the record.
    pub record: Option<String>,
    /// The desk's commit that holds the words, the approvals and the rights.
    pub desk: String,
    /// Whether a court's order took its words off the record.
    pub expunged: bool,
}

/// A time in which readers saw words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SeenSpan {
    /// When it began.
    pub from: String,
    /// The number of the release with which it began.
    pub from_release: u32,
    /// When it ended; null where readers see them still.
    pub to: Option<String>,
    /// The number of the act that ended it.
    pub to_release: Option<u32>,
    /// What that act was.
    pub ended_by: Option<ReleaseKind>,
}

/// Words that are flagged.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TracedClaim {
    /// Names it within the story or post.
    pub id: String,
    /// The words.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told meanwhile; may be empty.
    pub caveat: String,
}

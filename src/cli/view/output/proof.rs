//! What a release rests on, in `log --proof`. Times are in RFC 3339, UTC; commits and digests are whole.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Life, Released, WordsBy};
use crate::model::{FourEyes, Signatures};

/// What `log --proof` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProvenLife {
    /// What `log` prints.
    #[serde(flatten)]
    pub life: Life,
    /// What each release rests on, oldest first.
    pub proofs: Vec<ReleaseProof>,
}

/// What one release rests on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReleaseProof {
    /// The release.
    #[serde(flatten)]
    pub released: Released,
    /// Who let it out.
    pub by: String,
    /// The commit of the record.
    pub record: Option<String>,
    /// The desk's commit that holds the words, the approvals and the rights.
    pub desk: String,
    /// Whether a court's order took its words off the record.
    pub expunged: bool,
    /// How many of its words each author wrote, most first.
    pub words_by: Vec<WordsBy>,
    /// The same of the words that the release of words before did not have.
    pub new_words_by: Vec<WordsBy>,
    /// Who submitted exactly these words.
    pub submitted: Vec<StepTaken>,
    /// The approvals of exactly these words that it used.
    pub approvals: Vec<StepTaken>,
    /// How much of its words those wrote who approved them, in percent; null where nobody did.
    pub approver_share: Option<u32>,
    /// The rules that were in force; null where the desk's history does not say.
    pub policy: Option<PolicyInForce>,
    /// Whether it was read a second time, where one person let it out alone.
    pub second_read: SecondReading,
    /// Who read it a second time.
    pub second_reads: Vec<StepTaken>,
    /// How each commit that is named here is signed.
    pub signatures: Vec<Signature>,
    /// What a stranger types to check it, with plain git.
    pub commands: Vec<String>,
}

/// The rules under which words were let out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PolicyInForce {
    /// How many people had to approve the same words.
    pub approvals: u32,
    /// Who besides the approver must have had a hand in the words.
    pub four_eyes: FourEyes,
    /// Whether commits had to be signed.
    pub signatures: Signatures,
}

/// Whether what one person let out alone was read a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecondReading {
    /// It was not let out alone.
    NotOwed,
    /// Nobody has read it.
    Owed,
    /// Somebody else has read it.
    Done,
    /// A later release that two people saw has taken its place.
    Settled,
}

/// A step at the desk, and where it can be checked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepTaken {
    /// Whose it is: a contributor's id.
    pub who: String,
    /// The name that goes with it.
    pub name: String,
    /// When; null where the record names this person and the desk's history has no such step.
    pub at: Option<String>,
    /// The commit of the desk in which it was taken.
    pub commit: Option<String>,
}

/// How a commit is signed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Signature {
    /// The commit.
    pub commit: String,
    /// Whether and how.
    pub signed: Signed,
    /// By whom, or what is wrong; empty where nobody signed.
    pub what: String,
}

/// Whether and how a commit is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Signed {
    /// Nobody did: it is true if the author line is true.
    Not,
    /// By its author, with a key in the contributor list.
    ByAuthor,
    /// With a key of nobody here.
    UnknownKey,
    /// The signature does not hold.
    Broken,
    /// It could not be checked here.
    Unchecked,
}

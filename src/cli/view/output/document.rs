//! What commands on stories and posts print.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::sync::Told;
use crate::model::{ClaimStatus, Post, Public, ReleaseKind, Source, Story, Verdict};
use crate::workflow::State;

/// Where one story or post stands: at the top level of what a command on one prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Standing {
    /// Names it for ever.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Headline or title.
    pub headline: String,
    /// SHA-256 of the words that are meant (the desk's, unless others were asked for), in the
    /// canonical form that readers get; null in a conflict.
    pub digest: Option<String>,
    /// Its place at the desk.
    pub state: State,
    /// Its standing in public.
    pub public: Public,
    /// The number of the last release; null where there is none.
    pub release: Option<u32>,
    /// Whether the shared desk has it as it is here; null where there is nowhere to send to.
    pub sent: Option<bool>,
    /// Whether a legal stop stands.
    pub stopped: bool,
    /// Why its file cannot be read; the rest is then as it was last read. Null where it can be.
    pub unreadable: Option<Unreadable>,
}

/// The first mistake of a file that cannot be read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Unreadable {
    /// Its line; null where the file is gone.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: String,
}

/// What became of one story or post.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Document {
    /// Where it stands now.
    #[serde(flatten)]
    pub standing: Standing,
    /// Whether changes that a person had saved in the file were taken along.
    pub took_along: bool,
    /// What was understood, and what is to be known of it.
    pub remarks: Vec<String>,
    /// The release that was made; null where none was.
    pub released: Option<Released>,
    /// The ids of the corrections that its next release will carry.
    pub corrections: Vec<String>,
    /// What will hold the release back, where the words were submitted.
    pub holds: Vec<String>,
    /// What has to be looked at again, where the act says that words of it were wrong.
    pub resting: Vec<Resting>,
}

/// A story or post that rests on words that were wrong, or repeats them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Resting {
    /// Names it for ever.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Headline or title.
    pub headline: String,
    /// Its place at the desk.
    pub state: State,
    /// Its standing in public.
    pub public: Public,
    /// How it hangs together with them.
    pub ties: Vec<Tie>,
    /// What to type to put it right.
    pub command: String,
}

/// How one thing hangs together with words that were wrong.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tie {
    /// `rests_on`, `point`, `translation` or `repeats`.
    pub kind: &'static str,
    /// The point of a story that rests on them, counted from 1; null else.
    pub point: Option<usize>,
    /// The words of the point, or those that are repeated; null else.
    pub words: Option<String>,
}

/// A release that was made.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Released {
    /// Its number; counts from 1.
    pub n: u32,
    /// What it is for.
    pub kind: ReleaseKind,
    /// When, in RFC 3339.
    pub at: String,
    /// SHA-256 of the words that readers see from then on.
    pub digest: String,
    /// Whether an editor acted alone: a second read is owed.
    pub alone: bool,
    /// Whose approvals it used.
    pub approved_by: Vec<String>,
    /// What readers are told of it; may be empty.
    pub tell_readers: String,
}

/// What a command that changes stories and posts prints: the fields of the one, and a list of all.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Documents {
    /// The version of this shape: 1.
    pub version: u32,
    /// The one that was changed, where it is one.
    #[serde(flatten)]
    pub document: Option<Document>,
    /// All that were changed, in the order asked for.
    pub documents: Vec<Document>,
    /// How many commits of this machine wait to be sent.
    pub waiting: usize,
    /// Why the shared desk does not have it, in words; null where it has, or where nothing is in the
    /// way.
    pub cause: Option<String>,
    /// What has to be known after the work of several was put together.
    pub told: Vec<Told>,
    /// What was due and was not let out, and why.
    pub held_back: Vec<Held>,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
    /// Whether nothing was written, as `-n` asks: it would be so.
    pub dry_run: bool,
}

/// What was due and was not let out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Held {
    /// The first letters of its id.
    pub id: String,
    /// Headline or title.
    pub headline: String,
    /// Why, in words.
    pub why: String,
    /// What to type next.
    pub hints: Vec<String>,
}

/// What `add` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Added {
    /// The new post.
    #[serde(flatten)]
    pub documents: Documents,
    /// Another post of the story with much the same words; null where there is none.
    pub twin: Option<Twin>,
}

/// A post with much the same words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Twin {
    /// The first letters of its id.
    pub id: String,
    /// How much of the words are the same, in percent.
    pub percent: u32,
    /// Who is credited for it.
    pub by: String,
    /// Its place at the desk.
    pub state: State,
    /// When it was submitted, in RFC 3339; null where it was not.
    pub submitted: Option<String>,
}

/// What `undo` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Undone {
    /// The stories and posts as they are now.
    #[serde(flatten)]
    pub documents: Documents,
    /// The commit that was taken back.
    pub commit: String,
    /// What it did, as commits say it: `approve`; the kind of a release.
    pub action: String,
    /// When it was done, in RFC 3339.
    pub at: String,
    /// Whether a release was taken back that no reader has seen.
    pub released: bool,
    /// What came of it, a line each.
    pub said: Vec<String>,
}

/// What `import` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Imported {
    /// The posts that are new or were changed.
    #[serde(flatten)]
    pub documents: Documents,
    /// How many of them are new.
    pub new: usize,
    /// What was not imported, and why.
    pub passed_over: Vec<String>,
    /// What was imported and is held back by who sent it, and why.
    pub held: Vec<String>,
}

/// What `verify-flag` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Flagged {
    /// The story or post.
    #[serde(flatten)]
    pub documents: Documents,
    /// The claim as it is now.
    pub claim: FlaggedClaim,
    /// Where the same words stand as well, where they turned false.
    pub elsewhere: Vec<Elsewhere>,
}

/// A claim that was flagged or looked at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FlaggedClaim {
    /// Names it within its story or post.
    pub id: String,
    /// Its words, as they stand there.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told meanwhile; may be empty.
    pub caveat: String,
}

/// Another story or post with the same words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Elsewhere {
    /// Where its file is.
    pub path: String,
    /// Headline or title.
    pub headline: String,
}

/// What commands that read one story or post have in common.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Read {
    /// The version of this shape: 1.
    pub version: u32,
    /// Where it stands.
    #[serde(flatten)]
    pub standing: Standing,
    /// Its fields, as files write them; times in RFC 3339.
    #[schemars(with = "Fields")]
    pub document: Value,
}

/// The fields of a post or story, or what readers get of them.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is there for its schema")]
enum Fields {
    Post(Box<Post>),
    Story(Box<Story>),
    Public(Map<String, Value>),
}

/// What `show` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Shown {
    /// The story or post; `headline`, `digest` and `document` are those of the version.
    #[serde(flatten)]
    pub read: Read,
    /// Which version it is: `desk`, `live`, `release N` or `commit C`.
    pub shown: String,
}

/// What `source list` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Sources {
    /// The story or post.
    #[serde(flatten)]
    pub read: Read,
    /// Whom it relies on.
    pub sources: Vec<Source>,
}

/// What `diff` of one story or post prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WordsChanged {
    /// The story or post.
    #[serde(flatten)]
    pub read: Read,
    /// The fields that changed.
    pub changes: Vec<Change>,
}

/// A field whose words changed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Change {
    /// Its name in the file.
    pub field: String,
    /// Its words before and after, in their order.
    pub words: Vec<Piece>,
}

/// Words that stayed, went or came.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// They are in both.
    Same(#[schemars(description = "They are in both.")] String),
    /// They are in the one before alone.
    Gone(#[schemars(description = "They are in the one before alone.")] String),
    /// They are in the one after alone.
    Added(#[schemars(description = "They are in the one after alone.")] String),
}

/// What `log` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Life {
    /// The story or post.
    #[serde(flatten)]
    pub read: Read,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// How many words of its text each author wrote.
    pub words_by: Vec<WordsBy>,
    /// How much of them the last approver wrote, in percent; null where nobody approved.
    pub approver_share: Option<u32>,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Event {
    /// When, in RFC 3339.
    pub at: String,
    /// Who: a contributor's id, or the author line where nobody here has that e-mail.
    pub who: String,
    /// What: the field of this name says more.
    pub what: EventKind,
    /// The commit it happened in, where it is one of the desk.
    pub commit: Option<String>,
    /// Words that were filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Filed>,
    /// A step at the desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Reviewed>,
    /// An act on the public record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<EventRelease>,
}

/// What sort of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// Words were filed.
    Words,
    /// A step at the desk.
    Review,
    /// An act on the public record.
    Release,
}

/// Words that were filed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Filed {
    /// SHA-256 of what readers would see; null in a conflict.
    pub digest: Option<String>,
    /// The title of the commit.
    pub title: String,
}

/// A step at the desk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Reviewed {
    /// What was said.
    pub verdict: Verdict,
    /// 1 + the number of word releases there were.
    pub round: u32,
    /// SHA-256 of the words it speaks of; null in a conflict.
    pub digest: Option<String>,
    /// A remark for the desk.
    pub note: String,
}

/// An act on the public record, in a log.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EventRelease {
    /// The act.
    #[serde(flatten)]
    pub released: Released,
    /// The round whose approvals it used.
    pub round: u32,
    /// The desk's commit that holds the words, the approvals and the rights.
    pub desk: String,
    /// Whether a court's order took its words off the record.
    pub expunged: bool,
}

/// How many words somebody wrote.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WordsBy {
    /// A contributor's id, or the author line of an outsider.
    pub who: String,
    /// How many.
    pub words: usize,
}

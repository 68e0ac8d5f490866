//! What commands that list stories, posts and claims print.
//!
//! [`Listed`], [`ClaimLine`] and [`ClaimRow`] say again what `ops` knows of a document and a claim.
//! These are a contract with other programs, and their schema is made of them; those may change
//! with any version of this program.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Resting, Unreadable};
use super::sync::AsOf;
use crate::model::{ClaimStatus, Credit, Public, ReleaseKind};
use crate::workflow::State;

/// What `list` and its like print.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct List {
    /// The version of this shape: 1.
    pub version: u32,
    /// Stories and posts.
    pub documents: Vec<Listed>,
}

/// A story or post in a list. Times are in RFC 3339.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Listed {
    /// Names it for ever.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// The name of its story's folder.
    pub story: String,
    /// Headline or title.
    pub headline: String,
    /// Its place at the desk.
    pub state: State,
    /// Its standing in public.
    pub public: Public,
    /// The number of the last release; null where there is none.
    pub release: Option<u32>,
    /// SHA-256 of the desk's words as readers would get them; null in a conflict.
    pub digest: Option<String>,
    /// When it was filed.
    pub created: String,
    /// When readers first saw it.
    pub first_published: Option<String>,
    /// When readers were last told of a change.
    pub updated: Option<String>,
    /// Whether it is listed among the key events.
    pub key_event: bool,
    /// Subjects.
    pub tags: Vec<String>,
    /// Who is credited.
    pub credits: Vec<Credit>,
    /// All its claims.
    pub claims: Vec<ClaimLine>,
    /// The ids of posts it rests on.
    pub rests_on: Vec<String>,
    /// The id of the post that a story shows first.
    pub pinned: Option<String>,
    /// Whether a story is still covered; null for a post.
    pub live_coverage: Option<bool>,
    /// Whether a legal stop stands.
    pub stopped: bool,
    /// Who stopped it and why; null where nobody did.
    pub stopped_by: Option<StoppedBy>,
    /// Who released it alone, where a second read is owed.
    pub second_read_owed: Option<String>,
    /// When the current words were submitted.
    pub submitted: Option<String>,
    /// Who submitted them.
    pub submitted_by: Vec<String>,
    /// Who approved them.
    pub approved_by: Vec<String>,
    /// Whether it asks to be read first.
    pub urgent: bool,
    /// An embargo.
    pub publish_at: Option<String>,
    /// The reason it was returned for.
    pub returned: Option<String>,
    /// How many corrections it carries.
    pub corrections: usize,
    /// Why its file cannot be read; the rest is then as it was last read. Null where it can be.
    pub unreadable: Option<Unreadable>,
    /// What is set aside beside it until its correction is released; null where nothing is.
    pub set_aside: Option<SetAside>,
    /// Whether the shared desk has it as it is here; null where there is nowhere to send to.
    pub sent: Option<bool>,
}

/// Words that are set aside while a correction is drafted over the live ones.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SetAside {
    /// Whether they are a retraction.
    pub retraction: bool,
    /// Where they stood at the desk, and will again.
    pub state: State,
    /// When they were submitted, in RFC 3339; null where they were not.
    pub submitted: Option<String>,
    /// Who submitted them.
    pub submitted_by: Vec<String>,
    /// Who approved them.
    pub approved_by: Vec<String>,
}

/// Who stopped something, and why.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StoppedBy {
    /// The person's id.
    pub by: String,
    /// Why; never public.
    pub note: String,
}

/// A claim of a story or post in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClaimLine {
    /// Names it within its story or post.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told; may be empty.
    pub caveat: String,
    /// When it was first looked at, in RFC 3339.
    pub since: Option<String>,
    /// Whether the words still stand there.
    pub standing: bool,
}

/// What `claims` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Claims {
    /// The version of this shape: 1.
    pub version: u32,
    /// Live and false first, then those open for longest.
    pub claims: Vec<ClaimRow>,
}

/// A claim and the story or post it stands in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClaimRow {
    /// Names it within its story or post.
    pub claim: String,
    /// Its words.
    pub quote: String,
    /// What is known of them.
    pub status: ClaimStatus,
    /// What readers are told; may be empty.
    pub caveat: String,
    /// When it was first looked at, in RFC 3339.
    pub since: Option<String>,
    /// Whether readers see the words and they are marked false.
    pub live_and_false: bool,
    /// The id of the story or post.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Its place at the desk.
    pub state: State,
    /// Its standing in public.
    pub public: Public,
    /// The id of the story or post in which the words were flagged, where this one only repeats
    /// them; null else.
    pub flagged_in: Option<String>,
}

/// What `status` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Status {
    /// The version of this shape: 1.
    pub version: u32,
    /// Words that readers see and that are marked false.
    pub live_and_false: Vec<ClaimRow>,
    /// What readers were told was wrong, with what rests on it and nobody has looked at since.
    pub fallen: Vec<Fallen>,
    /// What its sender took back, and readers see or may come to.
    pub canceled: Vec<Listed>,
    /// Legal stops.
    pub stops: Vec<Listed>,
    /// Words that two people changed at once.
    pub conflicts: Vec<Listed>,
    /// Releases done alone that somebody else has still to read.
    pub second_reads: Vec<Listed>,
    /// What is on the desk and cannot be read.
    pub unreadable: Vec<Listed>,
    /// What waits for the person who asks.
    pub for_you: Vec<Listed>,
    /// Approved words with an embargo.
    pub embargoes: Vec<Listed>,
    /// The person's own words that wait for somebody else.
    pub with_others: Vec<Listed>,
    /// The person's unfinished drafts.
    pub drafts: Vec<Listed>,
    /// What has other words set aside until its correction is released.
    pub set_aside: Vec<Listed>,
    /// What was approved for an hour (its `publish_at`) and has other words by now.
    pub lost_their_hour: Vec<Listed>,
    /// Files with changes that are saved and not filed.
    pub unfiled: Vec<String>,
    /// What was not sent.
    pub waiting: Waiting,
    /// As of when the shared desk is known; null where there is none.
    pub as_of: Option<AsOf>,
    /// What an interrupted change left behind, and what was done about it.
    pub recovered: Vec<String>,
    /// What git itself has begun in this folder and not ended.
    pub under_way: GitUnderWay,
    /// What the site shows, where it was asked.
    pub site: Option<SiteStatus>,
    /// What happened in a shift, and who has what; null where it was not asked for.
    pub shift: Option<Shift>,
    /// Why `--exit-code` ends with 1: `live_and_false`, `fallen`, `taken_back`, `unreadable`,
    /// `overdue`, `not_sent`, `readers_behind`; empty where nothing is wrong for readers.
    pub alarms: Vec<&'static str>,
}

/// What happened since a moment, and who has what.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Shift {
    /// The moment, in RFC 3339.
    pub since: String,
    /// What people did, oldest first.
    pub acts: Vec<ShiftAct>,
    /// What waited for others in it, by when it was submitted.
    pub waits: Vec<ShiftWait>,
    /// What is not finished.
    pub open: Vec<ShiftOpen>,
}

/// Something that somebody did in a shift.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShiftAct {
    /// When, in RFC 3339.
    pub at: String,
    /// The id of a contributor, or the author line of somebody whom the desk does not know.
    pub who: String,
    /// `filed`, `edited`; a step at the desk: `submitted`, `approved`, `returned` and the others;
    /// `released`, `corrected`, `pulled`, `restored`, `retracted`.
    pub did: &'static str,
    /// The first letters of the id of the story or post.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Headline or title, as it is now.
    pub headline: String,
    /// The remark for the desk, or what readers were told; may be empty.
    pub said: String,
    /// So many seconds its words had waited since they were submitted; null where they had not.
    pub waited: Option<i64>,
}

/// Words that waited for others.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShiftWait {
    /// The first letters of the id of the story or post.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Headline or title, as it is now.
    pub headline: String,
    /// When they were submitted, in RFC 3339.
    pub submitted: String,
    /// When they were last approved; null where they were not.
    pub approved: Option<String>,
    /// When readers were given them; null where they were not.
    pub released: Option<String>,
    /// When they went back to who wrote them; null where they did not. Where all are null, they wait.
    pub returned: Option<String>,
}

/// What is not finished.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShiftOpen {
    /// Whose turn it is; null where any editor may take it.
    pub with: Option<String>,
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
}

/// A story or post that readers were told was wrong, and what rests on it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Fallen {
    /// Names it for ever.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Headline or title.
    pub headline: String,
    /// What was done.
    pub kind: ReleaseKind,
    /// When, in RFC 3339.
    pub at: String,
    /// What nobody has looked at since.
    pub resting: Vec<Resting>,
}

/// What git itself has begun in this folder and not ended.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GitUnderWay {
    /// `merge`, `rebase`, `cherry-pick`, `revert`, `bisect` or `am`; null where nothing is under way.
    pub work: Option<&'static str>,
    /// The files of which git left two versions that nobody settled; `newsroom edit FILE` does.
    pub unmerged: Vec<String>,
    /// The commands that end it: first the one that goes on, then the one that takes it back.
    pub ends: Vec<String>,
}

/// What a site shows, held against the record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SiteStatus {
    /// The site's address.
    pub url: String,
    /// The record's commit that it shows.
    pub commit: String,
    /// `current`, `behind`, or `unknown`: not in the record here.
    pub standing: &'static str,
    /// What its readers do not have, oldest first.
    pub missing: Vec<Act>,
}

/// An act on the record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Act {
    /// Its commit.
    pub commit: String,
    /// When it was done.
    pub at: String,
    /// What was done.
    pub title: String,
}

/// How much was not sent.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Waiting {
    /// Commits of the desk.
    pub desk: usize,
    /// Commits of the public record.
    pub record: usize,
}

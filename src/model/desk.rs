//! The newsroom's settings, rules and people: `newsroom.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contributor, ContributorId, ReleaseKind, Site, Version, same_email};

/// The newsroom's settings, rules and people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Desk {
    /// What readers get to know of the newsroom.
    pub newsroom: Newsroom,
    /// How its pages look.
    #[serde(default, skip_serializing_if = "Site::is_empty")]
    pub site: Site,
    /// The rules of the desk.
    #[serde(default)]
    pub policy: Policy,
    /// House style.
    #[serde(default, skip_serializing_if = "Style::is_empty")]
    pub style: Style,
    /// The people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    /// Findings of `audit` that an admin answered for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
}

/// What readers get to know of the newsroom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Newsroom {
    /// Its name.
    pub name: String,
    /// Its name in running text, as in "the Courier's Ana Petrova".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short_name: String,
    /// BCP 47.
    #[serde(default = "english")]
    pub language: String,
    /// IANA name of the time zone; a story may have its own.
    #[serde(default = "utc")]
    pub timezone: String,
    /// Address of the site.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Where readers report errors.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub corrections_url: String,
    /// The sentence that names contributors; `{short_name}` and `{names}` are filled in.
    #[serde(default = "contributed")]
    pub contributed: String,
    /// The sentence that names contributors from outside the newsroom; where it is empty,
    /// `contributed` without `{short_name}`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contributed_outside: String,
}

impl Newsroom {
    /// The sentence that names contributors where a desk has not written its own.
    pub const CONTRIBUTED: &'static str = "{short_name}'s {names} contributed to this report.";
    /// What a site lacks whose newsroom says no `url`.
    pub const NEEDS_URL: &'static str = "feeds, sitemaps and link previews";
}

/// The rules of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Policy {
    /// How many people must approve the same words.
    #[schemars(range(min = 1, max = 9))]
    pub approvals: u32,
    /// Who besides the approver must have had a hand in the words.
    pub four_eyes: FourEyes,
    /// Kinds of release that an editor may do alone, owing a second read.
    pub alone: Vec<ReleaseKind>,
    /// What an open claim needs.
    pub open_claims: OpenClaims,
    /// Whether readers must be told why a source is not named.
    pub anonymous_reason: AnonymousReason,
    /// Whether commits must be signed.
    pub signatures: Signatures,
    /// The largest file beside a post, in bytes.
    pub max_media_bytes: u64,
    /// The oldest program that may write here, as in `0.3`; older ones read, and take down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_version: Option<Version>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            approvals: 1,
            four_eyes: FourEyes::Other,
            alone: vec![
                ReleaseKind::Minor,
                ReleaseKind::Doubt,
                ReleaseKind::Byline,
                ReleaseKind::Layout,
            ],
            open_claims: OpenClaims::Caveat,
            anonymous_reason: AnonymousReason::Required,
            signatures: Signatures::Off,
            max_media_bytes: 5_000_000,
            min_version: None,
        }
    }
}

/// Who besides the approver must have had a hand in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FourEyes {
    /// Somebody besides the approver wrote, submitted or approved them.
    Other,
    /// The approver wrote none of them.
    Strict,
    /// A one-person desk.
    Off,
}

/// What a claim that is still open needs before release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum OpenClaims {
    /// A caveat for readers.
    Caveat,
    /// To be settled first.
    Block,
}

/// Whether readers must be told why a source is not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum AnonymousReason {
    Required,
    Warn,
}

/// Whether commits must be signed by the person they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Signatures {
    Off,
    Warn,
    Required,
}

/// House style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Style {
    /// Words not to be used, and what to say in their place.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub prefer: BTreeMap<String, String>,
    /// Words that want a claim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hedges: Vec<String>,
}

impl Style {
    fn is_empty(&self) -> bool {
        self.prefer.is_empty() && self.hedges.is_empty()
    }
}

/// A finding of `audit` that an admin answered for: shown for ever, no longer failing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// The commit it was found at.
    pub commit: String,
    /// The code of the rule.
    pub code: String,
    /// Why it is accepted.
    pub reason: String,
}

impl Desk {
    /// The contributor of that id.
    pub fn contributor(&self, id: &ContributorId) -> Option<&Contributor> {
        self.contributors.iter().find(|person| person.id == *id)
    }

    /// The contributor who has that e-mail, however it is written.
    pub fn contributor_by_email(&self, email: &str) -> Option<&Contributor> {
        self.contributors
            .iter()
            .find(|person| person.emails.iter().any(|known| same_email(known, email)))
    }
}

fn english() -> String {
    "en".to_owned()
}

fn utc() -> String {
    "UTC".to_owned()
}

fn contributed() -> String {
    Newsroom::CONTRIBUTED.to_owned()
}

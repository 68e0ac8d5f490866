//! What commands that look after a desk print.

use schemars::JsonSchema;
use serde::Serialize;

use super::audit::AuditReport;

/// What `init` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Initialized {
    /// The version of this shape: 1.
    pub version: u32,
    /// The desk's folder.
    pub root: String,
    /// The commit that begins it; empty where nothing was written.
    pub commit: String,
    /// The id of its first admin.
    pub admin: String,
    /// The files it wrote.
    pub files: Vec<String>,
    /// Whether the shared desk has it; null where none was named.
    pub shared: Option<bool>,
    /// Why it has not, in words; null where it has.
    pub cause: Option<String>,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

/// What `clone` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Cloned {
    /// The version of this shape: 1.
    pub version: u32,
    /// The desk's folder.
    pub desk: String,
    /// The newsroom's name.
    pub name: String,
    /// The commit that begins it.
    pub root: String,
    /// Why it is taken for the right one.
    pub trusted: Trust,
    /// Whether its files were written: not where their names are odd.
    pub files: bool,
    /// What was found in its history.
    pub audit: AuditReport,
}

/// Why a desk is taken for the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It begins as `--root` says.
    Said,
    /// Nobody said how it begins.
    FirstUse,
}

/// What `hooks install` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HooksInstalled {
    /// The version of this shape: 1.
    pub version: u32,
    /// The files that git runs now.
    pub hooks: Vec<String>,
    /// What was set to `true` in git's configuration.
    pub settings: Vec<String>,
    /// What was found in the desk that the server has already; null elsewhere.
    pub audit: Option<AuditReport>,
    /// The folder of the site that is built after each push.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

/// What `build` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Built {
    /// The version of this shape: 1.
    pub version: u32,
    /// The folder.
    pub out: String,
    /// How many files the site has.
    pub files: usize,
    /// How many of them were other than before.
    pub changed: usize,
    /// Those that somebody had changed or taken away since the last build, or put there in their
    /// place, and that were made again: paths from the site's root.
    pub mended: Vec<String>,
    /// How many stories and posts readers can see.
    pub documents: usize,
    /// How many stories' pages were made; those of the others stand.
    pub made: usize,
    /// The record's commit that the site shows; null for a preview of the desk's words.
    pub commit: Option<String>,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

/// What `serve` prints once it can be reached.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Serving {
    /// The version of this shape: 1.
    pub version: u32,
    /// The address for a browser, with a slash at its end.
    pub address: String,
    /// Whether the desk's words are shown, which are not public.
    pub desk: bool,
    /// How many files the site has.
    pub files: usize,
    /// How many stories and posts it shows.
    pub documents: usize,
}

/// What `doctor` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DoctorReport {
    /// The version of this shape: 1.
    pub version: u32,
    /// Everything that was looked at.
    pub findings: Vec<DoctorFinding>,
    /// Whether nothing was mended, as `-n` asks.
    pub dry_run: bool,
}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DoctorFinding {
    /// What was looked at.
    pub what: String,
    /// What was found.
    pub found: Found,
    /// More of it, in words.
    pub text: String,
    /// What to do, where something is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// In order.
    Good,
    /// Was not in order, and is now.
    Mended,
    /// Not in order.
    Wrong,
}

/// What `schema --write` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SchemasWritten {
    /// The version of this shape: 1.
    pub version: u32,
    /// How many schemas were not current.
    pub written: usize,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

/// What `theme list` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThemeFiles {
    /// The version of this shape: 1.
    pub version: u32,
    /// The files that pages are made with.
    pub files: Vec<ThemeRow>,
}

/// A file that pages are made with.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThemeRow {
    /// Its name in `theme/`.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Whether one came with the program.
    pub built_in: bool,
    /// Where the newsroom's own stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnFile>,
}

/// Where the newsroom's own file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OwnFile {
    /// Saved, and not filed as it is.
    Saved,
    /// Filed, and not released as it is.
    Filed,
    /// Readers' pages are made with it.
    Live,
}

/// What `theme init` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThemeSaved {
    /// The version of this shape: 1.
    pub version: u32,
    /// The files that were not there.
    pub saved: Vec<String>,
    /// Whether nothing was saved, as `-n` asks.
    pub dry_run: bool,
}

/// What `demo` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Played {
    /// The version of this shape: 1.
    pub version: u32,
    /// The folder of the desk.
    pub desk: String,
    /// The page that readers see.
    pub page: String,
    /// How many commands were played.
    pub commands: usize,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

/// What commands print whose output is a text: `check --explain`, `completions`, `man`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Text {
    /// The version of this shape: 1.
    pub version: u32,
    /// The text.
    pub text: String,
}

/// What `kept` and `kept discard` print.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KeptWords {
    /// The version of this shape: 1.
    pub version: u32,
    /// Words that were typed in an editor and not filed, the newest first.
    pub kept: Vec<KeptRow>,
    /// Whether nothing was taken away, as `-n` asks.
    pub dry_run: bool,
}

/// Words that were typed in an editor and not filed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KeptRow {
    /// What they go by.
    pub name: String,
    /// What they are about: `add`, or the id of a post or story.
    pub about: String,
    /// Its headline or title; null where they are of a new post.
    pub headline: Option<String>,
    /// When they were last saved, in RFC 3339.
    pub saved: Option<String>,
    /// The file they are in.
    pub path: String,
    /// How they begin.
    pub words: String,
}

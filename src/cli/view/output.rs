//! What `--json` prints, as types: their schema is `schema/output.schema.json`.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::model::Public;
use crate::workflow::State;

/// One document, at the top level of what a command on one document prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Document {
    /// Names it for ever.
    pub id: String,
    /// Where its file is.
    pub path: String,
    /// Headline or title.
    pub headline: String,
    /// The digest of the desk's words; null in a conflict.
    pub digest: Option<String>,
    /// At the desk.
    pub state: State,
    /// In public.
    pub public: Public,
    /// The number of the last release; null where there is none.
    pub release: Option<u32>,
    /// Whether the shared record has it; null where there is nowhere to send to.
    pub sent: Option<bool>,
    /// Whether a legal stop stands.
    pub stopped: bool,
    /// Whether changes that a person saved were taken along.
    pub took_along: bool,
    /// Remarks for the person who acted.
    pub remarks: Vec<String>,
}

/// What a command on documents prints: the one document's fields, and a list where there are several.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Documents {
    /// 1.
    pub version: u32,
    /// The one document, where there is one.
    #[serde(flatten)]
    pub document: Option<Document>,
    /// All of them.
    pub documents: Vec<Document>,
    /// How many commits of this machine wait to be sent.
    pub waiting: usize,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
}

/// What every command prints when it fails.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Failure {
    /// 1.
    pub version: u32,
    /// What went wrong.
    pub error: FailureBody,
}

/// What went wrong.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FailureBody {
    /// refused, usage, system or interrupted.
    pub kind: String,
    /// What happened.
    pub message: String,
    /// What to type next.
    pub hints: Vec<String>,
}

/// What any command prints with `--json`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Output {
    /// A command on documents.
    Documents(Documents),
    /// A failure.
    Failure(Failure),
}

/// The schema of what `--json` prints, ended by a line feed.
pub fn schema_text() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<Output>();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    format!("{text}\n")
}

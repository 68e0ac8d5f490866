//! What `expunge` prints.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Standing;

/// What `expunge` prints.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Erased {
    /// The version of this shape: 1.
    pub version: u32,
    /// The story or post.
    #[serde(flatten)]
    pub standing: Standing,
    /// Whether the words are erased; otherwise another admin has to file the order, too.
    pub carried_out: bool,
    /// The digest of the words.
    pub expunged: String,
    /// The releases that had them.
    pub releases: Vec<u32>,
    /// The admin who filed the order.
    pub by: String,
    /// The admins who may confirm it.
    pub may_confirm: Vec<String>,
    /// The titles of the record's commits that were made again, oldest first.
    pub made_again: Vec<String>,
    /// The newest commit of the record with the words; null where nothing was carried out.
    pub old_record: Option<String>,
    /// The commit that took its place; null where nothing was carried out.
    pub new_record: Option<String>,
    /// What is still to be done, elsewhere and by others.
    pub to_do: Vec<ToDo>,
    /// Failures that lost nothing.
    pub warnings: Vec<String>,
    /// Whether nothing was written, as `-n` asks.
    pub dry_run: bool,
}

/// Something that is still to be done.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ToDo {
    /// What and where.
    pub what: String,
    /// The command that does it; null where none does.
    pub command: Option<String>,
}

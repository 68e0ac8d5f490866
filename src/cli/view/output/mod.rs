//! What `--json` prints, as types: their schema is `schema/output.schema.json`.
//!
//! Each shape is one type, and [`Output`] is all of them. Fields are only ever added.

mod audit;
mod document;
mod erased;
mod failure;
mod list;
mod people;
mod proof;
mod search;
mod sync;
mod trace;
mod upkeep;

pub use audit::{AuditErased, AuditFinding, AuditReport, AuditSummary, Proof};
pub use document::{
    Added, Change, Document, Documents, Elsewhere, Event, EventKind, EventRelease, Filed, Flagged,
    FlaggedClaim, Held, Imported, Life, Piece, Read, Released, Resting, Reviewed, Shown, Sources,
    Standing, Tie, Twin, Undone, Unreadable, WordsBy, WordsChanged,
};
pub use erased::{Erased, ToDo};
pub use failure::{Failure, FailureBody, Mistake};
pub use list::{
    Act, ClaimLine, ClaimRow, Claims, Fallen, GitUnderWay, List, Listed, SetAside, Shift, ShiftAct,
    ShiftOpen, ShiftWait, SiteStatus, Status, StoppedBy, Waiting,
};
pub use people::{
    ContributorChanged, Contributors, CorrectionRow, Corrections, CreditRow, Credits, KeyRow, Line,
    Missing, Sentence,
};
pub use proof::{
    PolicyInForce, ProvenLife, ReleaseProof, SecondReading, Signature, Signed, StepTaken,
};
pub use search::{Around, AroundPart, Search, SearchHit, SeenByReaders};
pub use sync::{AsOf, Synced, Told};
pub use trace::{
    Letting, SeenSpan, SeenWords, TracedClaim, TracedPart, TracedPlace, TracedWords, WrittenRun,
};
pub use upkeep::{
    Built, Cloned, DoctorFinding, DoctorReport, Found, HooksInstalled, Initialized, KeptRow,
    KeptWords, OwnFile, Played, SchemasWritten, Serving, Text, ThemeFiles, ThemeRow, ThemeSaved,
    Trust,
};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::findings::json::Findings;

/// The number of these shapes, at the top of each.
pub const VERSION: u32 = 1;

/// What any command prints with `--json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Output {
    /// `add`.
    Added(Box<Added>),
    /// `undo`.
    Undone(Box<Undone>),
    /// `import`.
    Imported(Box<Imported>),
    /// `verify-flag`.
    Flagged(Box<Flagged>),
    /// Every other command that changes stories and posts.
    Documents(Box<Documents>),
    /// `show`.
    Shown(Box<Shown>),
    /// `diff` of one story or post.
    WordsChanged(Box<WordsChanged>),
    /// `log`.
    Life(Box<Life>),
    /// `log --proof`.
    ProvenLife(Box<ProvenLife>),
    /// `trace`.
    Traced(Box<TracedWords>),
    /// `source list`.
    Sources(Box<Sources>),
    /// `list`, `story list`, `review`, `diff` of all.
    List(List),
    /// `search`.
    Search(Search),
    /// `status`.
    Status(Box<Status>),
    /// `claims`.
    Claims(Claims),
    /// `credits`.
    Credits(Credits),
    /// `corrections`.
    Corrections(Corrections),
    /// `check`.
    Findings(Findings),
    /// `audit`.
    AuditReport(Box<AuditReport>),
    /// `contributor list`.
    Contributors(Contributors),
    /// `contributor add`, `edit` and `retire`.
    ContributorChanged(Box<ContributorChanged>),
    /// `clone`.
    Cloned(Box<Cloned>),
    /// `hooks install`.
    HooksInstalled(Box<HooksInstalled>),
    /// `init`.
    Initialized(Initialized),
    /// `expunge`.
    Erased(Box<Erased>),
    /// `build`.
    Built(Built),
    /// `serve`.
    Serving(Serving),
    /// `sync`.
    Synced(Box<Synced>),
    /// `doctor`.
    DoctorReport(DoctorReport),
    /// `schema --write`.
    SchemasWritten(SchemasWritten),
    /// `theme list`.
    ThemeFiles(ThemeFiles),
    /// `theme init`.
    ThemeSaved(ThemeSaved),
    /// `demo`.
    Played(Played),
    /// `kept`.
    KeptWords(KeptWords),
    /// `check --explain`, `audit --explain`, `completions`, `man`, `theme show`.
    Text(Text),
    /// Any command that fails.
    Failure(Failure),
}

/// The schema of what `--json` prints, ended by a line feed.
pub fn schema_text() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<Output>();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    format!("{text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_beside_the_files_is_current() {
        let filed = include_str!("../../../../schema/output.schema.json");
        assert!(schema_text() == filed, "newsroom schema output > schema/output.schema.json");
    }

    #[test]
    fn every_field_says_what_it_is() {
        let schema: serde_json::Value = serde_json::from_str(&schema_text()).expect("JSON");
        let mut bare = Vec::new();
        look(&schema, "", &mut bare);
        assert!(bare.is_empty(), "{bare:#?}");
    }

    /// Fields without a description, where they are fields of ours and not of a file.
    fn look(schema: &serde_json::Value, at: &str, bare: &mut Vec<String>) {
        let serde_json::Value::Object(object) = schema else { return };
        for (key, value) in object {
            let here = format!("{at}/{key}");
            if key == "properties"
                && let serde_json::Value::Object(fields) = value
            {
                let silent = |field: &serde_json::Value| field.get("description").is_none();
                let silent = fields.iter().filter(|(_, field)| silent(field));
                bare.extend(silent.map(|(name, _)| format!("{here}/{name}")));
            }
            look(value, &here, bare);
        }
    }
}

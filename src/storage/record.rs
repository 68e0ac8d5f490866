//! The first commit of the public record, which everybody can compute.

use super::{Change, CommitId, Plan, Saved};

/// The first commit of the branch `published`: the public settings alone, with the people and
/// dates of the desk's root, so that every clone makes the same to the byte.
///
/// `settings` is the content of the record's `newsroom.toml`.
pub fn record_root_plan(root: &CommitId, settings: Vec<u8>) -> Plan {
    Plan {
        title: format!("Record of {root}"),
        files: vec![Change {
            path: "newsroom.toml".to_owned(),
            expected: None,
            content: Some(settings),
            saved: Saved::Leave,
        }],
        as_of: Some(root.clone()),
        ..Plan::default()
    }
}

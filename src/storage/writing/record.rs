//! The first commit of the public record, which everybody can compute.

use crate::storage::{AsOf, Change, CommitId, Plan, Saved};

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
        as_of: Some(AsOf { commit: root.clone(), signed: false }),
        ..Plan::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::{TestDesk, batch, git_in};
    use crate::storage::{Line, Store};

    #[test]
    fn two_clones_make_the_same_root() {
        let desk = TestDesk::new();
        let store = desk.store();
        let root = store.desk_root().expect("read").expect("a root");
        let record = store.tip(Line::Record).expect("read").expect("a record");
        let clone = desk.path().with_file_name("clone");
        let from = desk.path();
        let arguments = ["clone", "-q", "--single-branch", from.to_str().expect("text"), "clone"];
        assert!(git_in(clone.parent().expect("a folder"), &arguments).status.success());
        let clone = Store::open(&clone).expect("opens");
        assert_eq!(clone.tip(Line::Record).expect("read"), None);
        let mut batch = batch();
        batch.at = "2027-01-01T00:00:00Z".parse().expect("a moment");
        batch.author.name = "Somebody Else".to_owned();
        batch.record = Box::new(|_| vec![record_root_plan(&root, b"[newsroom]\n".to_vec())]);
        assert_eq!(clone.write(batch).expect("written").record, Some(record));
    }

    #[test]
    fn the_root_has_no_parent_and_the_people_of_the_desks_root() {
        let desk = TestDesk::new();
        let people = "--format=%an %ae %aI %cn %ce %cI";
        let record = desk.git(&["log", people, "published"]);
        assert_eq!(record, desk.git(&["log", people, "main"]));
        let root = desk.git(&["rev-parse", "main"]);
        assert_eq!(desk.git(&["log", "--format=%B", "published"]), format!("Record of {root}"));
        assert_eq!(desk.git(&["ls-tree", "-r", "--name-only", "published"]), "newsroom.toml");
    }
}

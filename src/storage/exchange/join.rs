//! Two lines of the desk made one: a commit with both as its parents, as an object that no branch
//! names yet.
//!
//! Folders and files that one side alone changed are taken over unread; only files that both
//! changed are asked about.

use std::collections::BTreeSet;

use git2::{ObjectType, Oid, Tree};

use crate::model::Moment;
use crate::storage::ground::error::{found, git};
use crate::storage::ground::path::check_path;
use crate::storage::reading::changes::DEEPEST;
use crate::storage::reading::tree::{self, Files};
use crate::storage::writing::chain::signature_of;
use crate::storage::{CommitId, Identity, Plan, StorageError, Store};

/// A file that both sides changed since they parted: its bytes in each; `None` where it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The path from the desk's root.
    pub path: String,
    /// As it was when they parted.
    pub base: Option<Vec<u8>>,
    /// As it is here.
    pub ours: Option<Vec<u8>>,
    /// As it is there.
    pub theirs: Option<Vec<u8>>,
}

/// Says what becomes of a file that both sides changed; `None` takes it out.
pub type Settle<'a> = &'a mut dyn FnMut(&Fork) -> Option<Vec<u8>>;

/// A file or folder of a tree: what it is, and its name.
type Entry = (i32, Oid);

impl Store {
    /// Makes the commit that joins `theirs` to `ours`. Title, body and trailers of the plan that
    /// `message` gives once all is put together are its message. Signed where git's settings say
    /// so.
    ///
    /// # Errors
    ///
    /// Histories that have nothing in common; the disk's and git's.
    pub fn join(
        &self,
        ours: &CommitId,
        theirs: &CommitId,
        message: &dyn Fn() -> Plan,
        (author, at): (&Identity, Moment),
        settle: Settle<'_>,
    ) -> Result<CommitId, StorageError> {
        let base = self.common_tree(ours, theirs)?;
        let id = |at: &CommitId| tree::tree(&self.repo, at).map(Files::id);
        let mut joining = Joining { store: self, settle };
        let files = joining.folders(base, Some(id(ours)?), Some(id(theirs)?), "", 0)?;
        let files =
            files.ok_or_else(|| StorageError::Damaged { what: "an empty desk".to_owned() })?;
        let doing = || git("make a commit");
        let files = self.repo.find_tree(files).map_err(doing())?;
        let parents = [ours, theirs].map(|id| self.repo.find_commit(id.oid()));
        let [one, two] = parents;
        let (one, two) = (one.map_err(doing())?, two.map_err(doing())?);
        let who = signature_of(author, at)?;
        let text = message().message();
        let text = self.repo.commit_create_buffer(&who, &who, &text, &files, &[&one, &two]);
        let text = text.map_err(doing())?;
        let signed = self.sign(&text, author)?;
        let odb = self.repo.odb().map_err(doing())?;
        let written = odb.write(ObjectType::Commit, signed.as_deref().unwrap_or(&text));
        written.map(CommitId::of).map_err(doing())
    }

    /// The files from which both went on. Where they met and parted more than once, the places
    /// where they parted are joined first, so that nothing one of them undid comes back.
    fn common_tree(&self, ours: &CommitId, theirs: &CommitId) -> Result<Option<Oid>, StorageError> {
        let doing = || git(format!("compare {ours} with {theirs}"));
        let bases = found(self.repo.merge_bases(ours.oid(), theirs.oid()));
        let bases: Vec<CommitId> = bases
            .map_err(doing())?
            .iter()
            .flat_map(|bases| bases.iter())
            .map(|id| CommitId::of(*id))
            .collect();
        let Some((first, others)) = bases.split_first() else {
            let what = format!("{ours} and {theirs} have no history in common");
            return Err(StorageError::Damaged { what });
        };
        let mut files = Some(tree::tree(&self.repo, first)?.id());
        for other in others {
            let before = self.common_tree(first, other).unwrap_or_default();
            let there = Some(tree::tree(&self.repo, other)?.id());
            // What they disagree on is what it was before: then each side's change is seen as one.
            let mut as_before = |fork: &Fork| fork.base.clone();
            let mut joining = Joining { store: self, settle: &mut as_before };
            files = joining.folders(before, files, there, "", 0)?;
        }
        Ok(files)
    }
}

struct Joining<'a, 'b> {
    store: &'a Store,
    settle: Settle<'b>,
}

impl Joining<'_, '_> {
    fn folders(
        &mut self,
        base: Option<Oid>,
        ours: Option<Oid>,
        theirs: Option<Oid>,
        prefix: &str,
        depth: usize,
    ) -> Result<Option<Oid>, StorageError> {
        if ours == theirs || base == theirs {
            return Ok(ours);
        }
        if base == ours {
            return Ok(theirs);
        }
        if depth > DEEPEST {
            let start: String = prefix.chars().take(40).collect();
            let what = format!("folders more than {DEEPEST} deep in `{start}`");
            return Err(StorageError::Damaged { what });
        }
        let repo = &self.store.repo;
        let doing = || git(format!("read the folder {prefix}"));
        let read = |id: Option<Oid>| id.map(|id| repo.find_tree(id).map_err(doing())).transpose();
        let (base, ours, theirs) = (read(base)?, read(ours)?, read(theirs)?);
        let mut names: BTreeSet<Vec<u8>> = BTreeSet::new();
        for tree in [&ours, &theirs].into_iter().flatten() {
            names.extend(tree.iter().map(|entry| entry.name_bytes().to_owned()));
        }
        let mut made = repo.treebuilder(theirs.as_ref()).map_err(git("write the folders"))?;
        for name in names {
            let of = |tree: &Option<Tree<'_>>| -> Option<Entry> {
                let entry = tree.as_ref()?.get_name_bytes(&name)?;
                Some((entry.filemode(), entry.id()))
            };
            let text = String::from_utf8_lossy(&name).into_owned();
            let versions = (of(&base), of(&ours), of(&theirs));
            let path = format!("{prefix}{text}");
            let new = self.entry(versions, &path, depth)?;
            if new == versions.2 {
                continue;
            }
            match new {
                Some((mode, id)) => made.insert(&name[..], id, mode).map(drop),
                None => made.remove(&name[..]),
            }
            .map_err(git(format!("write {path}")))?;
        }
        if made.is_empty() {
            return Ok(None);
        }
        made.write().map(Some).map_err(git("write the folders"))
    }

    fn entry(
        &mut self,
        (base, ours, theirs): (Option<Entry>, Option<Entry>, Option<Entry>),
        path: &str,
        depth: usize,
    ) -> Result<Option<Entry>, StorageError> {
        if ours == theirs || base == theirs {
            return Ok(ours);
        }
        if base == ours {
            return Ok(theirs);
        }
        const FOLDER: i32 = 0o040_000;
        let folder =
            |entry: Option<Entry>| entry.filter(|(mode, _)| *mode == FOLDER).map(|(_, id)| id);
        let sides = [folder(ours), folder(theirs)];
        if sides.iter().any(Option::is_some) {
            let is_other = |entry: Option<Entry>| entry.is_some() && folder(entry).is_none();
            if is_other(ours) || is_other(theirs) {
                return Ok(theirs); // a file here and a folder there: the shared desk's stands
            }
            let made =
                self.folders(folder(base), sides[0], sides[1], &format!("{path}/"), depth + 1)?;
            return Ok(made.map(|id| (FOLDER, id)));
        }
        let plain =
            |entry: Option<Entry>| entry.is_none_or(|(mode, _)| mode & 0o170_000 == 0o100_000);
        if !plain(base) || !plain(ours) || !plain(theirs) || check_path(path).is_err() {
            return Ok(theirs.or(ours));
        }
        let repo = &self.store.repo;
        let bytes = |entry: Option<Entry>| -> Result<Option<Vec<u8>>, StorageError> {
            let Some((_, id)) = entry else { return Ok(None) };
            let blob = repo.find_blob(id).map_err(git(format!("read {path}")))?;
            Ok(Some(blob.content().to_owned()))
        };
        let fork = Fork {
            path: path.to_owned(),
            base: bytes(base)?,
            ours: bytes(ours)?,
            theirs: bytes(theirs)?,
        };
        let Some(bytes) = (self.settle)(&fork) else { return Ok(None) };
        let id = repo.blob(&bytes).map_err(git(format!("write {path}")))?;
        let mode = theirs.or(ours).map_or(0o100_644, |(mode, _)| mode);
        Ok(Some((mode, id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::ground::durable;
    use crate::storage::testing::{POST, STORY, TestDesk};

    const AT: &str = "2026-11-07T21:00:00+02:00";

    fn joined(desk: &TestDesk, ours: &str, theirs: &str) -> (CommitId, Vec<Fork>) {
        let store = desk.store();
        let id = |rev: &str| store.resolve(rev).expect("read").expect("a commit");
        let ana = Identity { name: "Ana".to_owned(), email: "ana@courier.example".to_owned() };
        let message = Plan { title: "sync".to_owned(), ..Plan::default() };
        let mut forks = Vec::new();
        let mut settle = |fork: &Fork| {
            forks.push(fork.clone());
            let sides = [&fork.ours, &fork.theirs].map(|side| side.clone().unwrap_or_default());
            Some(sides.concat())
        };
        let at = AT.parse().expect("a moment");
        let joined =
            store.join(&id(ours), &id(theirs), &|| message.clone(), (&ana, at), &mut settle);
        (joined.expect("joined"), forks)
    }

    fn commit(desk: &TestDesk, path: &str, text: &str) {
        desk.save(path, text);
        desk.git(&["add", "."]);
        desk.git(&["commit", "-qm", path]);
    }

    fn show(desk: &TestDesk, at: &CommitId, path: &str) -> String {
        desk.git(&["show", &format!("{at}:{path}")])
    }

    #[test]
    fn what_one_side_did_is_taken_and_what_both_did_is_asked() {
        let desk = TestDesk::new();
        desk.file(POST, "post");
        desk.file(STORY, "story");
        desk.git(&["checkout", "-qb", "side"]);
        commit(&desk, POST, "theirs");
        commit(&desk, "posts/2026/11/port-selan/new-x.toml", "new");
        desk.git(&["checkout", "-q", "main"]);
        commit(&desk, POST, "ours");
        commit(&desk, "README.md", "read me");
        desk.git(&["rm", "-q", STORY]);
        desk.git(&["commit", "-qm", "gone"]);
        let (made, forks) = joined(&desk, "main", "side");
        let side = |text: &str| Some(text.as_bytes().to_owned());
        let fork = Fork {
            path: POST.to_owned(),
            base: side("post"),
            ours: side("ours"),
            theirs: side("theirs"),
        };
        assert_eq!(forks, [fork]);
        assert_eq!(show(&desk, &made, POST), "ourstheirs");
        assert_eq!(show(&desk, &made, "README.md"), "read me");
        assert_eq!(show(&desk, &made, "posts/2026/11/port-selan/new-x.toml"), "new");
        assert!(!desk.git(&["ls-tree", "-r", "--name-only", made.as_str()]).contains(STORY));
        assert_eq!(desk.git(&["log", "-1", "--format=%p", made.as_str()]).split(' ').count(), 2);
        assert_eq!(desk.git(&["fsck", "--strict", "--no-dangling"]), "");
    }

    #[test]
    fn lines_that_crossed_bring_nothing_back() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        desk.git(&["branch", "other"]);
        commit(&desk, "README.md", "a");
        desk.git(&["checkout", "-q", "other"]);
        commit(&desk, POST, "two");
        // Both take the other over, and go on.
        desk.git(&["merge", "-q", "--no-edit", "main"]);
        desk.git(&["checkout", "-q", "main"]);
        desk.git(&["merge", "-q", "--no-edit", "other~1"]);
        commit(&desk, POST, "one");
        let (made, forks) = joined(&desk, "other", "main");
        assert_eq!(forks, [], "what main undid is not asked about");
        assert_eq!(show(&desk, &made, POST), "one");
    }

    #[test]
    fn modes_stay_and_histories_without_a_beginning_are_refused() {
        let desk = TestDesk::new();
        desk.save("run.sh", "x");
        durable::make_runnable(&desk.path().join("run.sh")).expect("made");
        commit(&desk, "c", "c");
        desk.git(&["checkout", "-qb", "side"]);
        commit(&desk, "a", "a");
        desk.git(&["checkout", "-q", "main"]);
        commit(&desk, "b", "b");
        let (made, _) = joined(&desk, "main", "side");
        assert!(desk.git(&["ls-tree", made.as_str(), "run.sh"]).starts_with("100755"));
        desk.git(&["checkout", "-q", "--orphan", "orphan"]);
        commit(&desk, "a", "other");
        let store = desk.store();
        let id = |rev: &str| store.resolve(rev).expect("read").expect("a commit");
        let ana = Identity { name: "Ana".to_owned(), email: "ana@courier.example".to_owned() };
        let at = AT.parse().expect("a moment");
        let refused =
            store.join(&id("main"), &id("orphan"), &Plan::default, (&ana, at), &mut |_| None);
        assert!(matches!(refused, Err(StorageError::Damaged { .. })), "{refused:?}");
    }
}

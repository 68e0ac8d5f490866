//! One commit as a change of the trees of its parents, with whatever odd its trees hold.

use std::collections::HashSet;

use git2::{Oid, Repository, Tree, TreeEntry};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::model::is_invisible;
use crate::storage::ground::durable;
use crate::storage::ground::error::{found, git};
use crate::storage::reading::{header, tree};
use crate::storage::{CommitId, CommitInfo, PathChange, StorageError, Store};

/// The longest name of one file, in bytes, on the systems that desks are on.
const LONGEST: usize = 255;

/// A commit, what it changed of each parent, and how it was signed.
#[derive(Debug, Clone)]
pub struct Transition {
    /// What it says of itself.
    pub info: CommitInfo,
    /// The author and committer lines of its header.
    pub people: Vec<u8>,
    /// Its signature and the bytes it is over.
    pub signature: Option<(String, Vec<u8>)>,
    /// For each parent, the plain files that differ; for a first commit, all files.
    pub changes: Vec<Vec<PathChange>>,
    /// Entries that no lawful tree has, where they are new here; a header that none has, at no path.
    pub odd: Vec<OddEntry>,
}

/// An entry of a tree that is no plain file with a plain name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OddEntry {
    /// The path; bytes that are not UTF-8 are shown as U+FFFD.
    pub path: String,
    /// What is odd about it, as "a symbolic link".
    pub what: &'static str,
}

impl Store {
    /// The commits that lead to `tip` and not to one of `known`, parents before children.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn commits(
        &self,
        tip: &CommitId,
        known: &[CommitId],
    ) -> Result<Vec<CommitId>, StorageError> {
        let known: Vec<Oid> = known.iter().map(CommitId::oid).collect();
        let walked = header::walk(&self.repo, tip.oid(), &known)?;
        Ok(walked.into_iter().map(CommitId::of).collect())
    }

    /// That commit as a change of its parents' trees.
    ///
    /// `judged` tells of a path whether everything in it is held to be plain; elsewhere only names
    /// that a checkout would follow out of the work tree are odd.
    ///
    /// # Errors
    ///
    /// [`StorageError::NoCommit`], or git's.
    pub fn transition(
        &self,
        id: &CommitId,
        judged: &dyn Fn(&str) -> bool,
    ) -> Result<Transition, StorageError> {
        let header = header::read(&self.repo, id.oid())?;
        let info = CommitInfo::of(id, &header)?;
        let new =
            self.repo.find_tree(header.tree).map_err(git(format!("read the files of {id}")))?;
        let files = |of: &CommitId| tree::tree(&self.repo, of);
        let olds: Vec<Tree<'_>> = info.parents.iter().map(files).collect::<Result<_, _>>()?;
        let mut changes = Vec::new();
        for old in &olds {
            let mut changed = tree::changes(&self.repo, Some(old.id()), Some(new.id()), "")?;
            changed.sort();
            changes.push(changed);
        }
        if olds.is_empty() {
            changes.push(tree::changes(&self.repo, None, Some(new.id()), "")?);
        }
        let known: Vec<Oid> = olds.iter().map(Tree::id).collect();
        let odd = header.odd.map(|what| OddEntry { path: String::new(), what });
        let mut look = Look { repo: &self.repo, judged, found: Vec::from_iter(odd) };
        look.folder(new.id(), &known, "", 0)?;
        Ok(Transition {
            people: header.people,
            signature: self.signed(id)?,
            info,
            changes,
            odd: look.found,
        })
    }

    /// Where two lines of history part; `None` where they have nothing in common.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn merge_base(&self, a: &CommitId, b: &CommitId) -> Result<Option<CommitId>, StorageError> {
        Ok(header::merge_base(&self.repo, a.oid(), b.oid())?.map(CommitId::of))
    }

    /// What of the history is not here, and the command that mends it: a shallow clone, or one that
    /// leaves the files' contents with the remote; `None` where it is whole.
    pub fn incomplete(&self) -> Option<(&'static str, String)> {
        if self.repo.is_shallow() {
            let what = "this clone is shallow: the older commits are not here";
            return Some((what, "git fetch --unshallow".to_owned()));
        }
        let promised = self.config("extensions.partialClone").or_else(|| {
            let remote = self.remote()?;
            self.config(&format!("remote.{remote}.promisor"))
        })?;
        let url = self.remote_url().unwrap_or(promised);
        let what = "this is a partial clone (--filter): contents of files are not here";
        Some((what, format!("newsroom clone {} NEW-DIR", shell_words::quote(&url))))
    }

    /// Why a history here is not all there is, or not what it was: shallow, grafted or with
    /// replaced objects; `None` where it is whole.
    ///
    /// # Errors
    ///
    /// Git's.
    pub fn history_is_partial(&self) -> Result<Option<&'static str>, StorageError> {
        let git_folder = self.repo.commondir();
        if self.repo.is_shallow() {
            return Ok(Some("this clone is shallow: the older commits are not here"));
        }
        if durable::read(&git_folder.join("info/grafts"))?.is_some_and(|text| !text.is_empty()) {
            return Ok(Some("info/grafts gives commits other parents than they have: remove it"));
        }
        let mut replaced =
            self.repo.references_glob("refs/replace/*").map_err(git("list replaced objects"))?;
        Ok(replaced
            .next()
            .map(|_| "refs/replace shows other objects than there are: git replace -d NAME"))
    }

    fn signed(&self, id: &CommitId) -> Result<Option<(String, Vec<u8>)>, StorageError> {
        for field in [None, Some("gpgsig-sha256")] {
            let parts = found(self.repo.extract_signature(&id.oid(), field))
                .map_err(git(format!("read the signature of {id}")))?;
            if let Some((signature, payload)) = parts {
                let signature = String::from_utf8_lossy(&signature).into_owned();
                return Ok(Some((signature, payload.to_vec())));
            }
        }
        Ok(None)
    }
}

/// A walk through the folders that are new.
struct Look<'a> {
    repo: &'a Repository,
    judged: &'a dyn Fn(&str) -> bool,
    found: Vec<OddEntry>,
}

impl Look<'_> {
    fn folder(
        &mut self,
        id: Oid,
        known: &[Oid],
        prefix: &str,
        depth: usize,
    ) -> Result<(), StorageError> {
        if known.contains(&id) {
            return Ok(());
        }
        if depth > tree::DEEPEST {
            self.found.push(OddEntry { path: prefix.to_owned(), what: "folders too deep to walk" });
            return Ok(());
        }
        let read = |id: Oid| self.repo.find_tree(id).map_err(git(format!("read `{prefix}`")));
        let new = read(id)?;
        self.found.extend(
            disorder(&new).map(|(name, what)| OddEntry { path: format!("{prefix}{name}"), what }),
        );
        let olds: Vec<Tree<'_>> = known.iter().map(|id| read(*id)).collect::<Result<_, _>>()?;
        let as_before = |entry: &TreeEntry<'_>| {
            let same = |old: TreeEntry<'_>| old.filemode_raw() == entry.filemode_raw();
            olds.iter().any(|old| old.get_name_bytes(entry.name_bytes()).is_some_and(same))
        };
        let (known, fresh): (Vec<_>, Vec<_>) = new.iter().partition(as_before);
        let name = |entry: &TreeEntry<'_>| String::from_utf8_lossy(entry.name_bytes()).into_owned();
        let mut names: HashSet<String> = HashSet::new();
        if !fresh.is_empty() {
            names.extend(known.iter().map(|entry| folded(&name(entry))));
        }
        for entry in &fresh {
            let name = name(entry);
            let path = format!("{prefix}{name}");
            let plain = std::str::from_utf8(entry.name_bytes()).is_ok();
            let judged = (self.judged)(&path);
            let folded = folded(&name);
            // A file beside the desk's own must not take the place of one of them either.
            let its_own = judged || (self.judged)(&format!("{prefix}{folded}"));
            let twin = !names.insert(folded) && its_own;
            let what = reaches_out(&name)
                .or_else(|| link_of_gits(&name, entry.filemode_raw()))
                .or_else(|| (judged && !plain).then_some("a name that is not UTF-8"))
                .or_else(|| (judged && !prefix.is_empty()).then(|| changes_bytes(&name)).flatten())
                .or_else(|| judged.then(|| odd_name(&name)).flatten())
                .or_else(|| judged.then(|| odd_mode(entry.filemode_raw())).flatten())
                .or_else(|| twin.then_some("a twin: the same name but for case or Unicode form"));
            if let Some(what) = what {
                self.found.push(OddEntry { path: path.clone(), what });
            }
        }
        for entry in new.iter().filter(|entry| entry.kind() == Some(git2::ObjectType::Tree)) {
            self.below(&entry, &olds, &format!("{prefix}{}", name(&entry)), depth)?;
        }
        Ok(())
    }

    /// Walks on into a folder.
    fn below(
        &mut self,
        entry: &TreeEntry<'_>,
        olds: &[Tree<'_>],
        path: &str,
        depth: usize,
    ) -> Result<(), StorageError> {
        let known: Vec<Oid> =
            olds.iter().filter_map(|old| same_folder(old, entry.name_bytes())).collect();
        self.folder(entry.id(), &known, &format!("{path}/"), depth + 1)
    }
}

fn same_folder(old: &Tree<'_>, name: &[u8]) -> Option<Oid> {
    let entry = old.get_name_bytes(name)?;
    (entry.kind() == Some(git2::ObjectType::Tree)).then(|| entry.id())
}

/// An entry that is there twice or out of git's order (git's `verify_ordered`): whoever looks it up
/// and whoever checks it out may see two different files.
fn disorder(tree: &Tree<'_>) -> Option<(String, &'static str)> {
    let entries: Vec<TreeEntry<'_>> = tree.iter().collect();
    let is_odd = |at: &usize| {
        let (before, entry) = (&entries[..*at], &entries[*at]);
        let follows = before.last().is_none_or(|last| tree::git_order(last, entry).is_lt());
        // A file of a folder's name stands before it, and others may stand between the two.
        let near = |other: &&TreeEntry<'_>| other.name_bytes().starts_with(entry.name_bytes());
        let mut alike = before.iter().rev().take_while(near);
        let file = |other: &TreeEntry<'_>| other.name_bytes() == entry.name_bytes();
        !follows || tree::is_folder(entry) && alike.any(file)
    };
    let at = (0..entries.len()).find(is_odd)?;
    let name = String::from_utf8_lossy(entries[at].name_bytes()).into_owned();
    Some((name, "a name that is there twice or out of order"))
}

/// A name as systems fold it that take several for one.
fn bare(name: &str) -> String {
    // HFS+ ignores these marks in names; git's own list (utf8.c, next_hfs_char).
    let ignored = |c: &char| !matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}');
    let bare: String = name.chars().filter(ignored).flat_map(char::to_lowercase).collect();
    // NTFS drops dots and spaces at the end, and reads on after a colon.
    bare.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']).to_owned()
}

/// Names that a checkout on some system takes for git's own folder, follows out of this one, or
/// cannot write.
fn reaches_out(name: &str) -> Option<&'static str> {
    let bare = bare(name);
    match name {
        "" => Some("an empty name"),
        "." | ".." => Some("a name that leads to another folder"),
        _ if name.contains(['/', '\\']) => Some("a name with a slash in it"),
        _ if bare == ".git" || is_short_name(&bare, "git~") => {
            Some("a name that passes for git's own folder")
        }
        _ if name.len() > LONGEST => Some("a name longer than systems can write"),
        _ => None,
    }
}

/// The list of submodules, which git would read from wherever a link leads.
fn link_of_gits(name: &str, mode: i32) -> Option<&'static str> {
    let bare = bare(name);
    let its = bare == ".gitmodules" || is_short_name(&bare, "gitmod~");
    (its && mode & 0o170_000 != 0o100_000).then_some("a .gitmodules that is no plain file")
}

/// Files by which git and its helpers show others than as they are filed.
fn changes_bytes(name: &str) -> Option<&'static str> {
    let bare = bare(name);
    let its = [".gitattributes", ".gitmodules", ".lfsconfig"].contains(&bare.as_str());
    let short = is_short_name(&bare, "gitatt~") || is_short_name(&bare, "gitmod~");
    (its || short).then_some("a file by which git shows others differently")
}

/// NTFS's short name of `.git` or `.gitmodules`.
fn is_short_name(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn odd_name(name: &str) -> Option<&'static str> {
    if name.chars().any(char::is_control) {
        Some("a name with a control character")
    } else if name.chars().any(is_invisible) {
        Some("a name with an invisible character")
    } else if name.contains(':') {
        Some("a name with a colon")
    } else if !is_nfc(name) {
        Some("a name that is not in Unicode's form NFC")
    } else {
        None
    }
}

fn odd_mode(mode: i32) -> Option<&'static str> {
    match mode {
        0o040_000 | 0o100_644 => None,
        0o120_000 => Some("a symbolic link"),
        0o160_000 => Some("a submodule"),
        0o100_755 => Some("a file that can be run"),
        _ => Some("an odd mode"),
    }
}

fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Line;
    use crate::storage::testing::{POST, STORY, TestDesk, git_in};

    fn transition(desk: &TestDesk) -> Transition {
        let store = desk.store();
        let tip = store.tip(Line::Desk).expect("read").expect("a tip");
        store.transition(&tip, &|path| path.starts_with("posts")).expect("read")
    }

    /// A commit with that entry in a folder of its own, made without git's checks.
    fn entry(
        desk: &TestDesk,
        folder: &str,
        mode: &str,
        kind: &str,
        name: &[u8],
    ) -> Vec<&'static str> {
        let object = match kind {
            "tree" => desk.git(&["rev-parse", "HEAD^{tree}"]),
            "commit" => desk.git(&["rev-parse", "HEAD"]),
            _ => desk.git(&["rev-parse", &format!("HEAD:{POST}")]),
        };
        let oid: Oid = object.parse().expect("a name");
        let repo = git2::Repository::open(desk.path()).expect("opened");
        let odb = repo.odb().expect("objects");
        let row = |mode: &str, name: &[u8], oid: Oid| -> Vec<u8> {
            [mode.as_bytes(), b" ", name, b"\0", oid.as_bytes()].concat()
        };
        let leaf = odb.write(git2::ObjectType::Tree, &row(mode, name, oid)).expect("written");
        let tree = odb.write(git2::ObjectType::Tree, &row("40000", folder.as_bytes(), leaf));
        let tree = tree.expect("written").to_string();
        let commit = desk.git(&["commit-tree", "-m", "odd", "-p", "HEAD", &tree]);
        desk.git(&["update-ref", "refs/heads/main", &commit]);
        transition(desk).odd.into_iter().map(|odd| odd.what).collect()
    }

    #[test]
    fn what_a_commit_changes_of_each_parent_is_told() {
        let desk = TestDesk::new();
        desk.file(POST, "base");
        desk.git(&["checkout", "-q", "-b", "side"]);
        desk.save(POST, "side");
        desk.git(&["commit", "-qam", "side"]);
        desk.git(&["checkout", "-q", "main"]);
        desk.file(STORY, "ours");
        desk.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
        let found = transition(&desk);
        let paths: Vec<Vec<&str>> = found
            .changes
            .iter()
            .map(|changes| changes.iter().map(|change| change.path.as_str()).collect())
            .collect();
        assert_eq!(paths, [vec![POST], vec![STORY]]);
        assert!(found.odd.is_empty() && found.signature.is_none());
        let people = String::from_utf8_lossy(&found.people).into_owned();
        assert!(people.starts_with("author ") && people.contains("\ncommitter "), "{people}");
    }

    #[test]
    fn entries_that_no_lawful_tree_has_are_found_before_anything_is_checked_out() {
        for (mode, kind, name, what) in [
            ("120000", "blob", b"link".as_slice(), "a symbolic link"),
            ("160000", "commit", b"sub", "a submodule"),
            ("100755", "blob", b"run", "a file that can be run"),
            ("100664", "blob", b"group", "an odd mode"),
            ("40000", "tree", b".git", "a name that passes for git's own folder"),
            ("40000", "tree", b".GiT", "a name that passes for git's own folder"),
            ("40000", "tree", b"git~1", "a name that passes for git's own folder"),
            ("40000", "tree", b".git ", "a name that passes for git's own folder"),
            (
                "40000",
                "tree",
                b".git::$INDEX_ALLOCATION",
                "a name that passes for git's own folder",
            ),
            ("40000", "tree", ".g\u{200C}it".as_bytes(), "a name that passes for git's own folder"),
            ("40000", "tree", b"..", "a name that leads to another folder"),
            ("100644", "blob", b"a\\b", "a name with a slash in it"),
            ("100644", "blob", b"a/b", "a name with a slash in it"),
            ("100644", "blob", b"a\nb", "a name with a control character"),
            ("100644", "blob", b"a:b", "a name with a colon"),
            (
                "100644",
                "blob",
                "cafe\u{301}".as_bytes(),
                "a name that is not in Unicode's form NFC",
            ),
            ("100644", "blob", b"\xFF", "a name that is not UTF-8"),
        ] {
            let desk = TestDesk::new();
            desk.file(POST, "words");
            let found = entry(&desk, "posts", mode, kind, name);
            assert!(found.contains(&what), "{}: {found:?}", String::from_utf8_lossy(name));
        }
    }

    #[test]
    fn twins_are_found_and_what_is_outside_is_let_be() {
        let desk = TestDesk::new();
        for name in ["posts/Cafe", "posts/café", "tools/Run", "tools/run"] {
            desk.save(name, "x");
        }
        desk.save("posts/CAFE", "x");
        desk.git(&["add", "."]);
        desk.git(&["commit", "-qm", "twins"]);
        let odd = transition(&desk).odd;
        assert_eq!(odd.len(), 1, "{odd:?}");
        assert!(odd[0].what.starts_with("a twin"));
    }

    #[test]
    fn a_history_that_is_not_all_there_is_told() {
        let desk = TestDesk::new();
        desk.file(POST, "one");
        assert_eq!(desk.store().history_is_partial().expect("read"), None);
        let head = desk.git(&["rev-parse", "HEAD"]);
        desk.git(&["replace", "--graft", &head]);
        assert!(desk.store().history_is_partial().expect("read").is_some());
        desk.git(&["replace", "-d", &head]);
        desk.save(".git/info/grafts", &format!("{head}\n"));
        assert!(desk.store().history_is_partial().expect("read").is_some());
        let clone = desk.path().with_file_name("shallow");
        let from = format!("file://{}", desk.path().display());
        let arguments = ["clone", "-q", "--depth=1", &from, "shallow"];
        assert!(git_in(clone.parent().expect("a folder"), &arguments).status.success());
        let store = Store::open(&clone).expect("opens");
        assert!(
            store.history_is_partial().expect("read").is_some_and(|why| why.contains("shallow"))
        );
    }
}

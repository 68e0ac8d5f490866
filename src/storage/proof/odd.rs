//! Entries that no lawful tree has, found before anything is checked out.

use std::collections::HashSet;
use std::sync::Arc;

use git2::{Oid, Repository};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::model::is_invisible;
use crate::storage::StorageError;
use crate::storage::reading::changes;
use crate::storage::reading::tree::{Folder, Item};

/// The longest name of one file, in bytes, on the systems that desks are on.
const LONGEST: usize = 255;

/// An entry of a tree that is no plain file with a plain name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OddEntry {
    /// The path; bytes that are not UTF-8 are shown as U+FFFD.
    pub path: String,
    /// What is odd about it, as "a symbolic link".
    pub what: &'static str,
}

/// The odd entries of that tree that none of the known ones has; `judged` tells of a path whether
/// everything in it is held to be plain.
pub(super) fn entries(
    repo: &Repository,
    tree: Oid,
    known: &[Oid],
    judged: &dyn Fn(&str) -> bool,
) -> Result<Vec<OddEntry>, StorageError> {
    let mut look = Look { repo, judged, found: Vec::new() };
    look.folder(tree, known, "", 0)?;
    Ok(look.found)
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
        if depth > changes::DEEPEST {
            self.found.push(OddEntry { path: prefix.to_owned(), what: "folders too deep to walk" });
            return Ok(());
        }
        let read = |id: Oid| Folder::read(self.repo, id, prefix);
        let new = read(id)?;
        self.found.extend(
            disorder(&new).map(|(name, what)| OddEntry { path: format!("{prefix}{name}"), what }),
        );
        let olds: Vec<Arc<Folder>> = known.iter().map(|id| read(*id)).collect::<Result<_, _>>()?;
        let before: HashSet<(u32, &[u8])> =
            olds.iter().flat_map(|old| old.items()).map(|item| (item.mode, item.name)).collect();
        let as_before = |item: &Item<'_>| before.contains(&(item.mode, item.name));
        let (known, fresh): (Vec<_>, Vec<_>) = new.items().partition(as_before);
        let name = |item: &Item<'_>| String::from_utf8_lossy(item.name).into_owned();
        let mut names: HashSet<String> = HashSet::new();
        if !fresh.is_empty() {
            names.extend(known.iter().map(|entry| folded(&name(entry))));
        }
        for entry in &fresh {
            let name = name(entry);
            let path = format!("{prefix}{name}");
            let plain = std::str::from_utf8(entry.name).is_ok();
            let judged = (self.judged)(&path);
            let folded = folded(&name);
            // A file beside the desk's own must not take the place of one of them either.
            let its_own = judged || (self.judged)(&format!("{prefix}{folded}"));
            let twin = !names.insert(folded) && its_own;
            let what = reaches_out(&name)
                .or_else(|| link_of_gits(&name, entry.mode))
                .or_else(|| (judged && !plain).then_some("a name that is not UTF-8"))
                .or_else(|| (judged && !prefix.is_empty()).then(|| changes_bytes(&name)).flatten())
                .or_else(|| judged.then(|| odd_name(&name)).flatten())
                .or_else(|| judged.then(|| odd_mode(entry.mode)).flatten())
                .or_else(|| twin.then_some("a twin: the same name but for case or Unicode form"));
            if let Some(what) = what {
                self.found.push(OddEntry { path: path.clone(), what });
            }
        }
        for folder in new.items().filter(Item::is_folder) {
            self.below(folder, &olds, prefix, depth)?;
        }
        Ok(())
    }

    /// Walks on into a folder.
    fn below(
        &mut self,
        folder: Item<'_>,
        olds: &[Arc<Folder>],
        prefix: &str,
        depth: usize,
    ) -> Result<(), StorageError> {
        let same =
            |old: &Arc<Folder>| old.get(folder.name).filter(Item::is_folder).map(|old| old.oid());
        let known: Vec<Oid> = olds.iter().filter_map(same).collect();
        if known.contains(&folder.oid()) {
            return Ok(());
        }
        let name = String::from_utf8_lossy(folder.name);
        self.folder(folder.oid(), &known, &format!("{prefix}{name}/"), depth + 1)
    }
}

/// An entry that is there twice or out of git's order (git's `verify_ordered`): whoever looks it up
/// and whoever checks it out may see two different files.
fn disorder(folder: &Folder) -> Option<(String, &'static str)> {
    let entries: Vec<Item<'_>> = folder.items().collect();
    let is_odd = |at: &usize| {
        let (before, entry) = (&entries[..*at], &entries[*at]);
        let follows = before.last().is_none_or(|last| changes::git_order(last, entry).is_lt());
        // A file of a folder's name stands before it, and others may stand between the two.
        let near = |other: &&Item<'_>| other.name.starts_with(entry.name);
        let mut alike = before.iter().rev().take_while(near);
        let file = |other: &Item<'_>| other.name == entry.name;
        !follows || entry.is_folder() && alike.any(file)
    };
    let at = (0..entries.len()).find(is_odd)?;
    let name = String::from_utf8_lossy(entries[at].name).into_owned();
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
fn link_of_gits(name: &str, mode: u32) -> Option<&'static str> {
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

fn odd_mode(mode: u32) -> Option<&'static str> {
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
    use crate::storage::testing::{POST, TestDesk};

    fn found(desk: &TestDesk) -> Vec<OddEntry> {
        let store = desk.store();
        let tip = store.tip(Line::Desk).expect("read").expect("a tip");
        store.transition(&tip, &|path| path.starts_with("posts")).expect("read").odd
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
        found(desk).into_iter().map(|odd| odd.what).collect()
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
        let odd = found(&desk);
        assert_eq!(odd.len(), 1, "{odd:?}");
        assert!(odd[0].what.starts_with("a twin"));
    }
}

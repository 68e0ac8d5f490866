//! Trees of every malicious kind, at every depth, made by a generator: none is taken for a desk's,
//! and none has a byte written outside one.
//!
//! `NEWSROOM_TREES` says how many are played through the program, `NEWSROOM_TREE_SEED` from which
//! seed; both are printed.
#![expect(clippy::disallowed_types, reason = "git's own commands do not make such trees")]

use std::collections::BTreeMap;
use std::path::Path;

use git2::{ObjectType, Oid, Repository};
use newsroom::judge::Request;
use newsroom::ops::audit;
use newsroom::storage::Store;

use crate::desk::copy;
use crate::night::Night;
use crate::server::{BOTH, Server, words};

/// One entry of a tree, as it is in the object.
#[derive(Debug, Clone)]
struct Row {
    mode: Vec<u8>,
    name: Vec<u8>,
    id: Vec<u8>,
}

/// What is done to a folder.
#[derive(Debug, Clone)]
enum Kind {
    /// An entry of that mode and name is added.
    Entry(&'static str, Vec<u8>),
    /// An entry of that mode is added, under the name of one that is there.
    Again(&'static str),
    /// The name of one that is there, in capitals.
    Twin,
    /// The last entry stands first.
    Unsorted,
}

fn kinds() -> Vec<Kind> {
    let of_git = [
        ".git",
        ".GIT",
        ".Git",
        ".git.",
        ".git ",
        ".git . .",
        "git~1",
        "GIT~1",
        "git~27",
        ".g\u{200C}it",
        ".gi\u{200D}t",
        "\u{FEFF}.git",
        ".git\u{206F}",
        ".git::$INDEX_ALLOCATION",
        ".git:x",
    ];
    let ways_out = ["", ".", "..", "/", "a/b", "../x", "..\\x", "a\\b", "/etc/x"];
    let marks = [
        "a\nb",
        "\n",
        "a\u{1B}[31mb",
        "a\u{7F}",
        "a\u{85}b",
        "a\u{202E}txt.b",
        "a\u{200F}b",
        "a\u{2066}b",
        "a\u{200B}b",
        "\u{FEFF}a",
        "a:b",
        "cafe\u{301}",
        "\u{1100}\u{1161}",
    ];
    let mut kinds = Vec::new();
    for name in of_git.iter().chain(&ways_out) {
        kinds.push(Kind::Entry("40000", name.as_bytes().to_vec()));
        kinds.push(Kind::Entry("100644", name.as_bytes().to_vec()));
        kinds.push(Kind::Entry("120000", name.as_bytes().to_vec()));
    }
    kinds.extend(marks.iter().map(|name| Kind::Entry("100644", name.as_bytes().to_vec())));
    for name in [b"\xFF".to_vec(), b"a\xC3".to_vec(), vec![b'a'; 256], vec![b'a'; 5000]] {
        kinds.push(Kind::Entry("100644", name));
    }
    for name in [".gitmodules", ".GITMODULES", ".gitmodules ", "gitmod~1", ".git\u{200C}modules"] {
        kinds.push(Kind::Entry("120000", name.as_bytes().to_vec()));
    }
    for mode in ["120000", "160000", "100664", "100755", "100600", "0", "40755", "170000"] {
        kinds.push(Kind::Entry(mode, b"zz".to_vec()));
    }
    kinds.extend(["100644", "40000", "120000", "160000"].map(Kind::Again));
    kinds.extend([Kind::Twin, Kind::Unsorted]);
    kinds
}

/// The line and the folders; names that only the desk's own paths are held to are free elsewhere.
fn places(night: &Night) -> Vec<(&'static str, String)> {
    let path = night.path("ferry");
    let story = path.rsplit_once('/').unwrap().0;
    let mut folders = vec![String::new()];
    for (at, _) in story.match_indices('/') {
        folders.push(story[..at].to_owned());
    }
    folders.push(story.to_owned());
    ["main", "published"]
        .into_iter()
        .flat_map(|line| folders.clone().into_iter().map(move |folder| (line, folder)))
        .collect()
}

impl Kind {
    /// Whether it is odd in the desk's root, too, whose other files are free.
    fn is_odd_everywhere(&self) -> bool {
        match self {
            Self::Entry(mode, name) => {
                let name = String::from_utf8_lossy(name).to_lowercase();
                let link = *mode == "120000" && name.contains("mod");
                let plain = name.replace(|c: char| !c.is_ascii_graphic(), "");
                link || name.len() > 255
                    || name.is_empty()
                    || [".", ".."].contains(&name.as_str())
                    || name.contains(['/', '\\'])
                    || !name.contains("mod")
                        && (plain.starts_with(".git") || plain.starts_with("git~"))
            }
            Self::Again(_) | Self::Twin | Self::Unsorted => true,
        }
    }

    fn apply(&self, rows: &mut Vec<Row>, ids: &BTreeMap<&str, Oid>) {
        let id = |mode: &str| ids.get(mode).unwrap_or(&ids["100644"]).as_bytes().to_vec();
        let row =
            |mode: &str, name: &[u8]| Row { mode: mode.into(), name: name.into(), id: id(mode) };
        match self {
            Self::Entry(mode, name) => rows.push(row(mode, name)),
            Self::Again(mode) => rows.push(row(mode, &rows[0].name.clone())),
            Self::Twin => {
                let name = rows.last().unwrap().name.to_ascii_uppercase();
                rows.push(row("100644", &name));
            }
            Self::Unsorted => {
                rows.push(row("100644", b"~"));
                rows.push(row("100644", b"!"));
                return;
            }
        }
        rows.sort_by_key(|row| {
            let folder: &[u8] = if row.mode == b"40000" { b"/" } else { b"" };
            [&row.name, folder].concat()
        });
    }
}

fn rows(repo: &Repository, tree: Oid) -> Vec<Row> {
    let object = repo.odb().unwrap();
    let object = object.read(tree).unwrap();
    let (mut rest, mut rows) = (object.data(), Vec::new());
    while let Some(end) = rest.iter().position(|byte| *byte == 0) {
        let space = rest.iter().position(|byte| *byte == b' ').unwrap();
        rows.push(Row {
            mode: rest[..space].into(),
            name: rest[space + 1..end].into(),
            id: rest[end + 1..end + 21].into(),
        });
        rest = &rest[end + 21..];
    }
    rows
}

fn write(repo: &Repository, rows: &[Row]) -> Oid {
    let bytes: Vec<u8> = rows
        .iter()
        .flat_map(|row| [&row.mode[..], b" ", &row.name, b"\0", &row.id].concat())
        .collect();
    repo.odb().unwrap().write(ObjectType::Tree, &bytes).unwrap()
}

/// The tree with that done in that folder.
fn changed(repo: &Repository, tree: Oid, folder: &str, change: &dyn Fn(&mut Vec<Row>)) -> Oid {
    let mut rows = rows(repo, tree);
    match folder.split_once('/').unwrap_or((folder, "")) {
        ("", _) => change(&mut rows),
        (first, rest) => {
            let row = rows.iter_mut().find(|row| row.name == first.as_bytes()).unwrap();
            let inner = Oid::from_bytes(&row.id).unwrap();
            row.id = changed(repo, inner, rest, change).as_bytes().into();
        }
    }
    write(repo, &rows)
}

/// Makes the commit that does this in each of these folders, and puts it at the tip of its line.
/// What is deeper comes first.
fn commit(night: &Night, line: &str, folders: &[&str], kind: &Kind) {
    let repo = Repository::open(night.root()).unwrap();
    let branch = format!("refs/heads/{line}");
    let tip = repo.find_reference(&branch).unwrap().peel_to_commit().unwrap();
    let ids = BTreeMap::from([
        ("40000", repo.revparse_single("main:schema").unwrap().id()),
        ("100644", repo.revparse_single("main:.gitattributes").unwrap().id()),
        ("120000", repo.blob(b"/tmp").unwrap()),
        ("160000", tip.id()),
    ]);
    let change = |rows: &mut Vec<Row>| kind.apply(rows, &ids);
    let tree =
        folders.iter().fold(tip.tree_id(), |tree, folder| changed(&repo, tree, folder, &change));
    let who = "Ana Petrova <ana@courier.example> 1794085200 +0200";
    let text = format!("tree {tree}\nparent {}\nauthor {who}\ncommitter {who}\n\nx\n", tip.id());
    let id = repo.odb().unwrap().write(ObjectType::Commit, text.as_bytes()).unwrap();
    repo.reference(&branch, id, true, "odd").unwrap();
}

/// Those of the folders in which nothing was found to be odd. A tree that git cannot read at all is
/// refused, too, but says nothing of those below it.
fn let_in<'a>(night: &Night, line: &str, folders: &[&'a str], kind: &Kind) -> Vec<&'a str> {
    let repo = Repository::open(night.root()).unwrap();
    let tip = repo.revparse_single(line).unwrap().id();
    commit(night, line, folders, kind);
    let store = Store::open(night.root()).unwrap();
    let range = Some(format!("{line}~1..{line}"));
    let said = audit::run(&store, &Request { range, ..Request::default() });
    repo.reference(&format!("refs/heads/{line}"), tip, true, "as before").unwrap();
    let Ok(said) = said else {
        let one_by_one = |folder: &&'a str| let_in(night, line, &[*folder], kind);
        return if folders.len() > 1 {
            folders.iter().flat_map(one_by_one).collect()
        } else {
            vec![]
        };
    };
    let odd: Vec<&str> =
        said.findings.iter().filter(|f| f.code == "NA10").map(|f| f.path.as_str()).collect();
    let below =
        |path: &str, folder: &str| folder.is_empty() || path.starts_with(&format!("{folder}/"));
    let found = |at: usize| {
        odd.iter().any(|path| {
            below(path, folders[at]) && !folders[..at].iter().any(|deeper| below(path, deeper))
        })
    };
    (0..folders.len()).filter(|at| !found(*at)).map(|at| folders[at]).collect()
}

#[test]
fn every_kind_is_odd_at_every_depth_of_both_lines() {
    let night = Night::new();
    let places = places(&night);
    for line in ["main", "published"] {
        let all = places.iter().rev().filter(|(of, _)| *of == line);
        let all: Vec<&str> = all.map(|(_, folder)| folder.as_str()).collect();
        for kind in kinds() {
            let free = line == "main" && !kind.is_odd_everywhere();
            let folders = if free { &all[..all.len() - 1] } else { &all[..] };
            let let_in = let_in(&night, line, folders, &kind);
            assert!(let_in.is_empty(), "{line} {let_in:?} {kind:?}");
        }
    }
}

#[test]
fn a_plain_file_is_lawful_at_every_depth() {
    for (line, folder) in places(&Night::new()).into_iter().filter(|(line, _)| *line == "main") {
        let night = Night::new();
        commit(&night, line, &[&folder], &Kind::Entry("100644", b"zz".to_vec()));
        assert_eq!(night.codes(None).len(), 0, "`{folder}`: {}", night.said());
    }
}

#[test]
fn nothing_is_written_outside_whatever_the_tree() {
    let number = |name: &str, usual: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
    };
    let (count, mut seed) =
        (number("NEWSROOM_TREES", 16), number("NEWSROOM_TREE_SEED", 20_261_107));
    eprintln!("{count} trees from seed {seed}");
    let first = Night::new();
    let (kinds, places) = (kinds(), places(&first));
    let guarded = Server::guarded(&first);
    guarded.takes(&first, BOTH);
    for _ in 0..count {
        let mut next = |below: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % below
        };
        let (kind, (line, folder)) = (&kinds[next(kinds.len())], &places[next(places.len())]);
        if *line == "main" && folder.is_empty() && !kind.is_odd_everywhere() {
            continue;
        }
        let what = format!("{line} `{folder}` {kind:?}");
        let night = Night::new();
        let server = Server::beside(&night, "shared.git");
        copy(&guarded.folder, &server.folder);
        commit(&night, line, &[folder], kind);
        let before = around(&night, &server.folder);
        let audited = night.ed.tries("audit");
        refused(&audited.err, &audited.out, audited.code, &what);
        let from = night.root().to_str().unwrap();
        let cloned = night.ed.acts().in_(night.outside()).run(["clone", from, "copy"]);
        refused(&cloned.err, &cloned.out, cloned.code, &what);
        let made = night.outside().join("copy");
        let files =
            made.read_dir().map(|entries| entries.flatten().map(|e| e.file_name()).collect());
        let files: Vec<_> = files.unwrap_or_default();
        assert!(files.iter().all(|name| name == ".git"), "{what}: {files:?}");
        let at_server = server.refs();
        let pushed = server.pushed(&night, BOTH);
        assert!(!pushed.status.success(), "{what} was pushed");
        assert!(!words(&pushed).contains("panicked"), "{what}: {}", words(&pushed));
        assert_eq!(server.refs(), at_server, "{what}");
        assert_eq!(around(&night, &server.folder), before, "{what}");
    }
}

/// It was found to be odd, or git could not read it; nothing broke.
fn refused(err: &str, out: &str, code: i32, what: &str) {
    assert!(
        code == 3 || code == 1 && (out.contains("NA10") || err.contains("NA10")),
        "{what}: {code} {out}{err}"
    );
    assert!(!err.contains("panicked"), "{what}: {err}");
}

/// Every file outside the desk, the copy and the server, with its bytes.
fn around(night: &Night, server: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut left = vec![night.outside().to_owned()];
    let inside = [night.root().to_owned(), night.outside().join("copy"), server.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in folder.read_dir().unwrap().flatten() {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if inside.contains(&path) {
                continue;
            }
            let bytes = if kind.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
            found.push((path.display().to_string(), bytes));
            if kind.is_dir() {
                left.push(path);
            }
        }
    }
    found.sort();
    found
}

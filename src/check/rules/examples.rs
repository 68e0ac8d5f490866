//! A small desk on which the examples of the rules are run.
//!
//! An example is one file or several; a line `# <path>` begins one (`# story.toml` and
//! `# newsroom.toml` for short), a file without one is a post. `id` and `created` are added. What
//! lies there may be said behind the path: `(a link)`, `(a program)`, `(gone)`, `(new)`.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::check::{
    Context, Files, Finding, Folder, Neighbours, Rule, Settings, Subject, check_document,
    check_files, check_folder, check_settings, read_text,
};
use crate::format;
use crate::model::{Desk, DocId, DocPath, Document, Entry, EntryKind, Ledger};

const DESK: &str = r#"
[newsroom]
name = "The Selan Courier"
[style]
prefer = { Kiev = "Kyiv", e-mail = "email" }
hedges = ["purportedly", "cannot independently verify"]
[[contributors]]
id = "ana-petrova"
name = "Ana Petrova"
role = "reporter"
[[contributors]]
id = "ed-lind"
name = "Ed Lind"
role = "admin"
emails = ["ed@courier.example"]
[[contributors]]
id = "old-hand"
name = "Otto Hand"
role = "reporter"
active = false
"#;

const HEAD: &str = "created = 2026-11-07T09:30:00+02:00\n";
const FOLDER: &str = "posts/2026/11/port-selan";

/// The desk around an example: some posts, their ledgers, two files.
pub(in crate::check) struct World {
    documents: HashMap<DocId, (DocPath, Document)>,
    ledgers: HashMap<DocId, Ledger>,
}

impl Neighbours for World {
    fn document(&self, id: &DocId) -> Option<Cow<'_, Document>> {
        self.documents.get(id).map(|(_, document)| Cow::Borrowed(document))
    }

    fn path(&self, id: &DocId) -> Option<Cow<'_, DocPath>> {
        self.documents.get(id).map(|(path, _)| Cow::Borrowed(path))
    }

    fn ledger(&self, id: &DocId) -> Option<Cow<'_, Ledger>> {
        self.ledgers.get(id).map(Cow::Borrowed)
    }

    fn has_record(&self) -> bool {
        true
    }

    fn file_size(&self, path: &str) -> Option<u64> {
        match path.rsplit('/').next() {
            Some("pylon.jpg") => Some(1_000),
            Some("huge.mp4") => Some(1_000_000_000),
            _ => None,
        }
    }
}

impl World {
    pub(in crate::check) fn new() -> Self {
        let mut world = Self { documents: HashMap::new(), ledgers: HashMap::new() };
        let claim = "\n[[claims]]\nid = \"c-7h2q\"\nquote = \"Talks\"\nstatus = \"false\"\n";
        for (id, rest, kinds) in [
            ("g00dta1k00", "", &["first"][..]),
            ("c0rrected0", "", &["first", "correction"]),
            ("taken0d0wn", "", &["first", "pull"]),
            ("retracted0", "", &["first", "retraction"]),
            ("fa1secha1m", claim, &[]),
        ] {
            let text = format!("id = \"{id}\"\nheadline = \"Talks go on\"\n{HEAD}{rest}");
            let (path, document) =
                read_text(&format!("{FOLDER}/talks-{id}.toml"), &text).expect("a post");
            let ledger: String =
                kinds.iter().enumerate().map(|(i, kind)| release(i, kind)).collect();
            let id = document.id().clone();
            world.ledgers.insert(id.clone(), format::read(&ledger).expect("a ledger"));
            world.documents.insert(id, (path, document));
        }
        world
    }
}

fn release(i: usize, kind: &str) -> String {
    let (n, hour, digest) = (i + 1, i + 10, "9f".repeat(32));
    format!(
        "[[releases]]\nn = {n}\nat = 2026-11-08T{hour}:00:00Z\nby = \"ed-lind\"\nkind = \"{kind}\"\ndigest = \"{digest}\"\nround = 1\ndesk = \"x\"\n"
    )
}

pub(in crate::check) fn desk() -> Desk {
    format::read(DESK).expect("settings")
}

/// What the rule finds in an example.
pub(in crate::check) fn findings_of(rule: &Rule, example: &str) -> Vec<Finding> {
    let mut findings = run(example);
    findings.retain(|finding| finding.code == rule.code);
    findings
}

fn run(example: &str) -> Vec<Finding> {
    if let Some(settings) = example.strip_prefix("# newsroom.toml\n") {
        let named = settings.contains("[newsroom]");
        let text = if named {
            settings.to_owned()
        } else {
            format!("{settings}\n[newsroom]\nname = \"x\"\n")
        };
        return check_settings(&text).1;
    }
    let entries = entries(example);
    let mut findings = check_files(&Files { entries: &entries });
    let mut files = files(example);
    files.retain(|(path, _)| !entries.iter().any(|one| one.path == *path && !is_file(one)));
    let mut read = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".toml")) {
        match read_text(path, text) {
            Ok((path, document)) => read.push((path, text, document)),
            Err(mut found) => findings.append(&mut found),
        }
    }
    let (desk, world) = (desk(), World::new());
    let settings = Settings::new(&desk);
    let context = Context { settings: &settings, neighbours: &world };
    let subjects: Vec<Subject<'_>> =
        read.iter().map(|(path, text, document)| Subject::new(path, text, document)).collect();
    for subject in &subjects {
        findings.append(&mut check_document(subject, &context));
    }
    let mut names: Vec<String> =
        files.iter().filter_map(|(path, _)| path.rsplit('/').next().map(str::to_owned)).collect();
    if !example.starts_with("# ") {
        names.push("story.toml".to_owned());
    }
    let folder = Folder {
        path: FOLDER,
        documents: &subjects,
        files: &names,
        complete: findings.iter().all(|f| f.code != "NR001"),
    };
    findings.append(&mut check_folder(&folder, &context));
    findings
}

/// What lies where, as the example says behind its paths.
fn entries(example: &str) -> Vec<Entry> {
    let paths = example.lines().filter_map(|line| line.strip_prefix("# posts/"));
    let mut entries: Vec<Entry> = paths
        .map(|said| {
            let (path, mark) = said.split_once(" (").unwrap_or((said, ""));
            let kind = match mark {
                "a link)" => EntryKind::Link,
                "a program)" => EntryKind::Program,
                _ => EntryKind::File,
            };
            let (saved, filed) =
                ((mark != "gone)").then_some(kind), (mark != "new)").then_some(kind));
            Entry { path: format!("posts/{path}"), saved, filed }
        })
        .collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    entries
}

fn is_file(entry: &Entry) -> bool {
    matches!(entry.saved, Some(EntryKind::File | EntryKind::Program))
}

/// The files of an example with what every file needs.
fn files(example: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.lines() {
        match line.strip_prefix("# ") {
            Some("story.toml") => files.push((format!("{FOLDER}/story.toml"), String::new())),
            Some(path) if path.starts_with("posts/") => {
                let path = path.split(" (").next().unwrap_or(path);
                files.push((path.to_owned(), String::new()))
            }
            _ => {
                if files.is_empty() {
                    files.push((format!("{FOLDER}/power-cut-k3x9q7m2td.toml"), String::new()));
                }
                let last = files.last_mut().expect("one is there");
                let line = line.replace("{CR LF}", "\r");
                last.1.push_str(&line.replace("{300000 times x}", &"x".repeat(300_000)));
                last.1.push('\n');
            }
        }
    }
    for (path, text) in &mut files {
        let top = text.split("\n[").next().filter(|top| !top.starts_with('[')).unwrap_or("");
        let (dated, named) = (top.contains("created = "), top.contains("id = "));
        if !dated {
            text.insert_str(0, HEAD);
        }
        if !named {
            let id = path.parse::<DocPath>().ok().and_then(|path| path.id());
            let id = id.map_or("st0ry00001".to_owned(), |id| id.to_string());
            text.insert_str(0, &format!("id = \"{id}\"\n"));
        }
    }
    files
}

//! What the pages beside the code say of it is so: their links lead somewhere, the files and
//! functions that they name are there, and no room and no rule of `audit` is left out. The pages of
//! rules, commands, exit codes and JSON are made of what they tell, and current.
//!
//! - `src/ops/NAME.rs` stands for any file there.
//! - `a::b` is a function `b` of a file `a.rs`, or of the `mod.rs`, `main.rs` or `tests.rs` of a
//!   folder `a`; `A::b` a function or field `b` in a file that speaks of `A`; `b()` one anywhere.
#![expect(clippy::disallowed_methods, reason = "the tests read the sources")]

#[path = "docs/commands.rs"]
mod commands;
#[path = "docs/exit_codes.rs"]
mod exit_codes;
#[path = "docs/json.rs"]
mod json;
#[path = "docs/page.rs"]
mod page;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders whose files are named by their paths.
const FOLDERS: [&str; 5] = ["src/", "tests/", "docs/", "benches/", ".ci/"];

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    for Page { file, text } in pages() {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            let (path, place) = target.split_once('#').unwrap_or((target, ""));
            let there = if path.is_empty() { file.clone() } else { file.with_file_name(path) };
            assert!(there.exists(), "{} links to {target}", file.display());
            if !place.is_empty() {
                let other = prose(&read(&there));
                let found = headings(&other).any(|heading| slug(heading) == place);
                assert!(found, "{} links to {target}", file.display());
            }
        }
    }
}

#[test]
fn every_path_that_is_named_is_there() {
    for Page { file, text } in pages() {
        for named in code(&text).filter_map(|code| code.split(' ').next()) {
            if FOLDERS.iter().any(|folder| named.starts_with(folder)) {
                let parts = named.split('/').take_while(|part| !part.starts_with("NAME"));
                let path = root().join(parts.collect::<PathBuf>());
                assert!(path.exists(), "{} names {named}", file.display());
            }
        }
    }
}

#[test]
fn every_function_that_is_named_is_there() {
    let sources = sources();
    for Page { file, text } in pages() {
        for named in code(&text) {
            let Some((owner, name)) = function(named) else { continue };
            let found = sources.iter().any(|source| source.has(owner, name));
            assert!(found, "{} names {named}", file.display());
        }
    }
}

#[test]
fn every_room_has_its_paragraph() {
    let text = read(&root().join("docs/architecture.md"));
    let folders = listed(&root().join("src")).into_iter().filter(|path| path.is_dir());
    let rooms: Vec<PathBuf> = folders.collect();
    for room in &rooms {
        let name = room.file_name().expect("a folder has a name").to_string_lossy();
        let heading = format!("\n### `src/{name}/`\n\n");
        let paragraph = text.split_once(heading.as_str()).map(|(_, after)| after);
        let told = paragraph.is_some_and(|after| !after.starts_with('#'));
        assert!(told, "src/{name}/ has no paragraph");
    }
    let told = headings(&text).filter(|heading| heading.starts_with("`src/")).count();
    assert_eq!(told, rooms.len(), "a room has a paragraph, and is not there");
}

#[test]
fn every_rule_of_audit_is_in_the_page_about_trust() {
    let rules: BTreeSet<String> =
        listed(&root().join("src/audit/rules")).iter().filter_map(|file| rule(file)).collect();
    assert!(!rules.is_empty());
    assert_eq!(codes(&read(&root().join("docs/trust.md"))), rules);
    for Page { file, text } in pages() {
        let unknown: Vec<String> = codes(&text).difference(&rules).cloned().collect();
        assert!(unknown.is_empty(), "{} names {unknown:?}", file.display());
    }
}

#[test]
fn the_pages_of_rules_are_made_of_the_rules() {
    made("docs/check.md", &newsroom::check::page());
    made("docs/audit.md", &newsroom::audit::page());
}

#[test]
fn every_file_of_a_rule_is_in_its_table() {
    let files = |folder: &str| {
        let files = listed(&root().join(folder)).into_iter().map(|file| read(&file));
        files.filter(|text| text.contains("pub(super) const RULE: Rule")).count()
    };
    assert_eq!(files("src/audit/rules"), newsroom::audit::rules().len());
    assert_eq!(files("src/check/rules"), newsroom::check::rules().len());
}

#[test]
fn the_page_of_commands_is_made_of_the_command_line() {
    let page = commands::page();
    made("docs/commands.md", &page);
    let root = commands::built();
    for words in all_commands(&root) {
        let told = headings(&page).filter(|heading| *heading == commands::title(&words)).count();
        assert_eq!(told, 1, "{words}");
    }
    let parts = commands::parts(&root);
    let mut told: Vec<&str> =
        parts.iter().flat_map(|part| &part.commands).map(String::as_str).collect();
    let mut all: Vec<&str> = commands::visible(&root).map(clap::Command::get_name).collect();
    told.sort_unstable();
    all.sort_unstable();
    assert_eq!(told, all);
    let of_git = parts.iter().find(|part| part.title == commands::OF_GIT);
    assert_eq!(of_git.map(|part| part.commands.as_slice()), Some(&["merge-driver".to_owned()][..]));
}

#[test]
fn the_page_of_exit_codes_is_made_of_their_table() {
    made("docs/exit-codes.md", &exit_codes::page());
    let source = read(&root().join("src/cli/error.rs"));
    let (_, kinds) = source.split_once("pub enum ErrorKind {\n").expect("the kinds of failure");
    let (kinds, _) = kinds.split_once("\n}").expect("the end of them");
    let mut kinds: Vec<&str> = kinds
        .lines()
        .filter_map(|line| line.trim().strip_suffix(','))
        .filter(|line| !line.starts_with("//"))
        .collect();
    kinds.insert(0, "0");
    let told = newsroom::cli::error::EXIT_CODES
        .map(|exit| exit.kind.map_or_else(|| "0".to_owned(), |kind| format!("{kind:?}")));
    assert_eq!(told.as_slice(), kinds);
    let readme = read(&root().join("README.md"));
    let (_, table) = readme.split_once("| exit code | |\n| --- | --- |\n").expect("its table");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let codes: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
    assert_eq!(codes, newsroom::cli::error::EXIT_CODES.map(|exit| exit.code().to_string()));
}

#[test]
fn the_page_of_json_is_made_of_its_schema() {
    let page = json::page();
    made("docs/json.md", &page);
    let shapes = json::Shapes::read();
    for name in shapes.names() {
        assert!(headings(&page).any(|heading| heading == name), "{name}");
    }
    for (title, ..) in json::SHARED {
        assert!(page.contains(&format!("(#{})", slug(title))), "no field has the words of {title}");
    }
    let printed: BTreeSet<&str> = json::COMMANDS.iter().filter_map(|(_, what)| what.ok()).collect();
    for name in shapes.documents().into_iter().filter(|name| *name != "Failure") {
        let told = printed.contains(name) || name == "SchemasWritten";
        assert!(told, "no command is said to print {name}");
    }
    let told: BTreeSet<String> = json::COMMANDS
        .iter()
        .map(|(command, _)| {
            command.trim_end_matches(" --proof").trim_end_matches(" DOC").to_owned()
        })
        .collect();
    assert_eq!(told, leaves(&commands::built()), "json::COMMANDS");
}

/// A file that says nearly all commands, codes, fields or feeds has a list of them: whoever adds one
/// is told of it.
#[test]
fn every_list_that_one_is_added_to_is_told() {
    let contributing = read(&root().join("CONTRIBUTING.md"));
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let command = commands::built();
    let feeds = ["atom", "rss", "jsonfeed", "jsonld", "latest", "ninjs", "sitemap"];
    let files: Vec<(String, BTreeSet<String>)> = files(&["src", "tests", "schema"])
        .into_iter()
        .map(|(path, text)| (path, words(&text)))
        .collect();
    for (heading, names) in [
        ("A command", owned(commands::visible(&command).map(clap::Command::get_name).collect())),
        ("A rule of `check`", owned(newsroom::check::rules().iter().map(|r| r.code).collect())),
        ("A rule of `audit`", owned(newsroom::audit::rules().iter().map(|r| r.code).collect())),
        ("A field of a document", fields()),
        ("A feed or an export", owned(feeds.to_vec())),
    ] {
        let (_, section) =
            contributing.split_once(&format!("\n### {heading}\n")).expect("its section");
        let section = section.split("\n### ").next().unwrap_or_default();
        let told: Vec<&str> =
            code(section).map(|path| path.split("NAME").next().unwrap_or_default()).collect();
        for (path, words) in &files {
            let has = names.iter().filter(|name| words.contains(*name)).count();
            let is_told = told.iter().any(|told| !told.is_empty() && path.starts_with(told));
            assert!(has * 3 < names.len() * 2 || is_told, "{heading}: {path} lists {has} of them");
        }
    }
}

/// The fields of a post, by its schema.
fn fields() -> Vec<String> {
    let schema = read(&root().join("schema/post.schema.json"));
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("a schema");
    schema["properties"].as_object().expect("fields").keys().cloned().collect()
}

/// The words of a text, as names are written.
fn words(text: &str) -> BTreeSet<String> {
    let apart = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
    text.split(apart).map(str::to_owned).collect()
}

/// All text files in these folders, by their paths.
fn files(folders: &[&str]) -> Vec<(String, String)> {
    let mut left: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    let mut files = Vec::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(listed(&path).into_iter().filter(|path| !path.ends_with("node_modules")));
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root()).expect("a file of this project");
            files.push((path.to_string_lossy().replace('\\', "/"), text));
        }
    }
    files
}

#[test]
fn every_page_is_in_the_list_to_read_on() {
    let readme = read(&root().join("README.md"));
    let (_, list) = readme.split_once("\n## To read on\n").expect("the list");
    let (list, _) = list.split_once("\n## ").expect("its end");
    for Page { file, .. } in pages() {
        let path = file.strip_prefix(root()).expect("a page of this project").to_string_lossy();
        assert!(path == "README.md" || list.contains(&format!("]({path})")), "{path}");
    }
}

#[test]
fn the_changelog_has_this_version_and_a_place_for_what_comes() {
    let text = read(&root().join("CHANGELOG.md"));
    let versions: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(versions[0], "Unreleased");
    let (version, day) = versions[1].split_once(" – ").expect("a version and its day");
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert!(day.parse::<chrono::NaiveDate>().is_ok(), "{day}");
}

/// The commands and those below them, as people type them, without those that nobody is told of.
fn all_commands(root: &clap::Command) -> Vec<String> {
    let mut all = Vec::new();
    for command in commands::visible(root) {
        let name = command.get_name().to_owned();
        all.extend(all_commands(command).into_iter().map(|below| format!("{name} {below}")));
        all.push(name);
    }
    all
}

/// Those that have none below them.
fn leaves(root: &clap::Command) -> BTreeSet<String> {
    let all = all_commands(root);
    let is_leaf = |name: &&String| !all.iter().any(|other| other.starts_with(&format!("{name} ")));
    all.iter().filter(is_leaf).cloned().collect()
}

/// The page is what it is made of, and no two of its headings have the same place; `SNAPSHOTS=overwrite` writes it anew.
fn made(page: &str, text: &str) {
    let path = root().join(page);
    if std::env::var("SNAPSHOTS").is_ok_and(|what| what == "overwrite") {
        fs::write(&path, text).expect("the page is written");
    }
    let mut places = BTreeSet::new();
    for heading in headings(&prose(text)) {
        assert!(places.insert(slug(heading)), "{page} has two headings {heading}");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "{page} is not current: SNAPSHOTS=overwrite cargo test --test docs");
}

/// A page, without its blocks of commands.
struct Page {
    file: PathBuf,
    text: String,
}

fn pages() -> Vec<Page> {
    let names = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md"];
    let mut files: Vec<PathBuf> = names.iter().map(|name| root().join(name)).collect();
    files.extend(listed(&root().join("docs")).into_iter().filter(|file| ends(file, "md")));
    files.into_iter().map(|file| Page { text: prose(&read(&file)), file }).collect()
}

/// A source file.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// Whether it has that function; or that field, where its owner is a type.
    fn has(&self, owner: &str, name: &str) -> bool {
        let is_type = owner.starts_with(|c: char| c.is_ascii_uppercase());
        let function = ["(", "<"].iter().any(|end| self.text.contains(&format!("fn {name}{end}")));
        let field = is_type && self.text.contains(&format!("pub {name}: "));
        let here = if is_type {
            self.text.contains(owner)
        } else {
            owner.is_empty() || self.is_called(owner)
        };
        here && (function || field)
    }

    fn is_called(&self, name: &str) -> bool {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let of_its_folder = matches!(stem, "mod" | "main" | "tests");
        // A folder of tests is of the folder that it is in.
        let mut folders = self.path.ancestors().skip(1).filter_map(Path::file_name);
        let folder = folders.find(|folder| *folder != "tests");
        stem == name || of_its_folder && folder.is_some_and(|folder| folder == name)
    }
}

fn sources() -> Vec<Source> {
    let mut left = vec![root().join("src"), root().join("tests")];
    let mut sources = Vec::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(listed(&path));
        } else if ends(&path, "rs") {
            sources.push(Source { text: read(&path), path });
        }
    }
    sources
}

/// The owner and the name of a function, where that is what a piece of code names.
fn function(code: &str) -> Option<(&str, &str)> {
    let path = code.strip_suffix("()").unwrap_or(code);
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    if path.is_empty() || !path.chars().all(letters) {
        return None;
    }
    match path.rsplit_once("::") {
        Some((owner, name)) => {
            let owner = owner.strip_suffix("::tests").unwrap_or(owner);
            Some((owner.rsplit("::").next().unwrap_or(owner), name))
        }
        None => (path != code).then_some(("", path)),
    }
}

/// The code of the rule in a file; `None` where there is none.
fn rule(file: &Path) -> Option<String> {
    let text = read(file);
    let (_, rest) = text.split_once("code: \"")?;
    rest.split_once('"').map(|(code, _)| code.to_owned())
}

/// The codes of `audit` in a text, as in `NA24`.
fn codes(text: &str) -> BTreeSet<String> {
    let is_code = |word: &&str| {
        let digits = word.strip_prefix("NA").unwrap_or_default();
        digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(is_code).map(str::to_owned).collect()
}

/// What stands between backticks, line by line.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

fn headings(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| line.starts_with('#'));
    lines.map(|line| line.trim_start_matches('#').trim())
}

/// The place of a heading, as forges name it.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn prose(text: &str) -> String {
    let mut fenced = false;
    let mut kept = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("listed").path()).collect()
}

fn ends(file: &Path, with: &str) -> bool {
    file.extension().is_some_and(|end| end == with)
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

//! The arrows between rooms and between files, held by reading the sources.
#![expect(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Each room, and the rooms that it may name, all of them named by some file of it; those of tests
/// are not asked.
const ARROWS: [(&str, &[&str]); 17] = [
    ("model", &[]),
    ("format", &["model"]),
    ("media", &["model"]),
    ("diff", &["model", "format"]),
    ("credits", &["model", "diff"]),
    ("search", &[]),
    ("workflow", &["model"]),
    ("merge", &["model", "diff"]),
    ("check", &["model", "format"]),
    ("audit", &["model", "format", "diff", "workflow"]),
    ("site", &["model", "format", "diff", "credits"]),
    ("storage", &["model"]),
    ("judge", &["model", "format", "audit", "storage"]),
    (
        "desk",
        &[
            "model", "format", "media", "diff", "search", "workflow", "merge", "check", "audit",
            "storage", "judge",
        ],
    ),
    (
        "ops",
        &[
            "model", "format", "media", "diff", "credits", "search", "workflow", "merge", "check",
            "audit", "site", "storage", "judge", "desk",
        ],
    ),
    ("server", &["model", "desk", "ops"]),
    (
        "cli",
        &[
            "model", "format", "media", "diff", "credits", "search", "workflow", "check", "audit",
            "site", "storage", "judge", "desk", "ops", "server",
        ],
    ),
];

#[test]
fn no_room_names_one_it_may_not_use() {
    let house = House::read();
    let mut wrong = Vec::new();
    for (from, to) in house.arrows() {
        let (room, other) = (house.room(&from), house.room(&to));
        let may_use = ARROWS.iter().find(|(name, _)| *name == room).map(|(_, may)| *may);
        if room != other && may_use.is_some_and(|may| !may.contains(&other.as_str())) {
            wrong.push(format!("{from} names {to}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_arrow_of_the_table_is_used() {
    let house = House::read();
    let used: BTreeSet<(String, String)> =
        house.arrows().iter().map(|(from, to)| (house.room(from), house.room(to))).collect();
    let unused = ARROWS.iter().flat_map(|(room, may_use)| {
        let unused = may_use.iter().map(|other| ((*room).to_owned(), (*other).to_owned()));
        unused.filter(|arrow| !used.contains(arrow))
    });
    assert_eq!(unused.collect::<Vec<_>>(), [], "rooms that no code of a room names");
}

#[test]
fn every_folder_of_the_sources_is_a_room() {
    for entry in fs::read_dir(sources()).expect("the sources").flatten() {
        if entry.path().is_dir() {
            let name = entry.file_name().into_string().expect("a name");
            assert!(ARROWS.iter().any(|(room, _)| *room == name), "{name} has no arrows");
        }
    }
}

#[test]
fn no_two_files_need_each_other() {
    let house = House::read();
    let arrows = house.arrows();
    let circles = circles(&arrows);
    let told: Vec<String> = circles
        .iter()
        .map(|circle| {
            let inside = house.names.iter().filter(|((from, to), _)| {
                circle.contains(from.as_str()) && circle.contains(to.as_str())
            });
            let arrows: Vec<String> = inside
                .map(|((from, to), names)| {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    format!("  {from} -> {to}: {}", names.join(", "))
                })
                .collect();
            format!("{} files need one another:\n{}", circle.len(), arrows.join("\n"))
        })
        .collect();
    assert!(circles.is_empty(), "{}", told.join("\n\n"));
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Which file names what of which other; a module by its path from the crate, `ops::publish`.
#[derive(Default)]
struct House {
    /// What each module has: the files of the tree, and what they give on by `pub use`.
    modules: BTreeMap<String, Module>,
    /// From which module to which, and by what names.
    names: BTreeMap<(String, String), BTreeSet<String>>,
}

#[derive(Default)]
struct Module {
    children: BTreeSet<String>,
    /// A name that it gives on, and the path that it stands for.
    given_on: BTreeMap<String, Vec<String>>,
    /// Modules whose names it gives on, all of them.
    globs: Vec<Vec<String>>,
    /// A name that it uses, and the path that it stands for.
    uses: BTreeMap<String, Vec<String>>,
    /// Paths that its code says, as they are written.
    paths: BTreeSet<Vec<String>>,
}

impl House {
    fn read() -> Self {
        let mut house = Self::default();
        house.read_file(&sources().join("lib.rs"), &[], &sources());
        let all: Vec<String> = house.modules.keys().cloned().collect();
        let mut names: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for from in all {
            let module = &house.modules[&from];
            let given = module.uses.values().cloned();
            for path in module.paths.iter().cloned().chain(given) {
                let Some(whole) = house.whole(&from, &path) else { continue };
                // To name a module is not yet to need it: what is said of it does.
                if let Some((to, Some(name))) = house.home(&whole, 0)
                    && to != from
                {
                    names.entry((from.clone(), to)).or_default().insert(name);
                }
            }
        }
        house.names = names;
        house
    }

    fn read_file(&mut self, file: &Path, at: &[String], folder: &Path) {
        let text =
            fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let tokens = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut reader = Reader::default();
        reader.read(tokens);
        let Reader { mut module, modules } = reader;
        for name in modules {
            let path = [at, std::slice::from_ref(&name)].concat();
            let (flat, deep) =
                (folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs"));
            let file = if flat.exists() { flat } else { deep };
            self.read_file(&file, &path, &folder.join(&name));
            module.children.insert(name);
        }
        self.modules.insert(at.join("::"), module);
    }

    /// A path as it is written in a module, from the crate on; `None` where it leads out of it.
    fn whole(&self, from: &str, path: &[String]) -> Option<Vec<String>> {
        let here: Vec<String> =
            from.split("::").filter(|s| !s.is_empty()).map(str::to_owned).collect();
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&here, rest].concat()),
            "super" => {
                let up = here[..here.len().checked_sub(1)?].join("::");
                let rest: Vec<String> = match rest.first().map(String::as_str) {
                    Some("super") => rest.to_vec(),
                    _ => [&["self".to_owned()], rest].concat(),
                };
                self.whole(&up, &rest)
            }
            name => {
                let module = self.modules.get(from)?;
                let used = module.uses.get(name).or_else(|| module.given_on.get(name));
                if let Some(used) = used.filter(|used| used[0] != name) {
                    return self.whole(from, &[used, rest].concat());
                }
                if module.children.contains(name) {
                    return Some([&here, path].concat());
                }
                None
            }
        }
    }

    /// The module that a name is made in, followed through what others give on.
    fn home(&self, whole: &[String], depth: usize) -> Option<(String, Option<String>)> {
        let mut at: Vec<String> = Vec::new();
        for (index, name) in whole.iter().enumerate() {
            let module = self.modules.get(&at.join("::"))?;
            if module.children.contains(name) {
                at.push(name.clone());
                continue;
            }
            if depth < 8 {
                if let Some(target) = module.given_on.get(name) {
                    let target = self.whole(&at.join("::"), target)?;
                    return self
                        .home(&[target.as_slice(), &whole[index + 1..]].concat(), depth + 1);
                }
                for glob in &module.globs {
                    let glob = self.whole(&at.join("::"), glob)?;
                    let inside = [glob.as_slice(), &whole[index..]].concat();
                    if let Some(found) = self.home(&inside, depth + 1) {
                        return Some(found);
                    }
                }
            }
            return Some((at.join("::"), Some(name.clone())));
        }
        Some((at.join("::"), None))
    }

    fn arrows(&self) -> Vec<(String, String)> {
        self.names.keys().cloned().collect()
    }

    fn room(&self, module: &str) -> String {
        module.split("::").next().unwrap_or_default().to_owned()
    }
}

/// Reads one file's words, without its tests.
#[derive(Default)]
struct Reader {
    module: Module,
    modules: Vec<String>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = if is_test(&tokens[at..]) {
                item_end(&tokens, at + 2)
            } else if is_word(tokens.get(at), "use") {
                let end = item_end(&tokens, at);
                let on = at > 0 && is_public(&tokens[at - 1]);
                self.tree(&tokens[at + 1..end - 1], &[], on);
                end
            } else if is_word(tokens.get(at), "mod") && is_mark(tokens.get(at + 2), ';') {
                self.modules.push(tokens[at + 1].to_string());
                at + 3
            } else if let TokenTree::Group(group) = &tokens[at] {
                self.read(group.stream());
                at + 1
            } else {
                self.path(&tokens, at)
            };
        }
    }

    /// A path, `a::b::c`, that begins here; gives where it ends.
    fn path(&mut self, tokens: &[TokenTree], from: usize) -> usize {
        let mut path = Vec::new();
        let mut at = from;
        while let Some(TokenTree::Ident(name)) = tokens.get(at) {
            path.push(name.to_string());
            at += 1;
            if !is_mark(tokens.get(at), ':') || !is_mark(tokens.get(at + 1), ':') {
                break;
            }
            at += 2;
        }
        if !path.is_empty() {
            self.module.paths.insert(path);
        }
        at.max(from + 1)
    }

    /// The tree of a `use`.
    fn tree(&mut self, tokens: &[TokenTree], before: &[String], on: bool) {
        for branch in tokens.split(|token| is_mark(Some(token), ',')) {
            let mut path = before.to_vec();
            let mut name = None;
            let mut rest = branch.iter();
            while let Some(token) = rest.next() {
                match token {
                    TokenTree::Ident(word) if word == "as" => {
                        name = rest.next().map(ToString::to_string);
                    }
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push(word.to_string()),
                    TokenTree::Group(group) => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.tree(&inner, &std::mem::take(&mut path), on);
                    }
                    TokenTree::Punct(star) if star.as_char() == '*' => {
                        let glob = std::mem::take(&mut path);
                        self.module.globs.extend(on.then_some(glob));
                    }
                    _ => {}
                }
            }
            if let Some(name) = name.or_else(|| path.last().cloned()).filter(|_| !path.is_empty()) {
                let names = if on { &mut self.module.given_on } else { &mut self.module.uses };
                names.insert(name, path);
            }
        }
    }
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if name == word)
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

/// `pub`, or the `(crate)` behind it.
fn is_public(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(name) => name == "pub",
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

/// `#[cfg(test)]`, and what begins so.
fn is_test(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(group), ..] = tokens else { return false };
    hash.as_char() == '#' && group.stream().to_string().replace(' ', "").starts_with("cfg(test")
}

/// Where the item that begins here ends: behind its `;` or its braces; a `use` has braces before
/// its `;`.
fn item_end(tokens: &[TokenTree], from: usize) -> usize {
    let is_use = tokens[from..].iter().take(4).any(|token| is_word(Some(token), "use"));
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => !is_use && group.delimiter() == Delimiter::Brace,
        token => is_mark(Some(token), ';'),
    };
    let end = tokens[from..].iter().position(ends);
    end.map_or(tokens.len(), |end| from + end + 1)
}

/// Groups of modules each of which leads to each other.
fn circles(arrows: &[(String, String)]) -> Vec<BTreeSet<&str>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows {
        next.entry(from).or_default().push(to);
    }
    let reach = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut left = vec![from];
        while let Some(at) = left.pop() {
            let new = next.get(at).into_iter().flatten().filter(|to| seen.insert(**to));
            left.extend(new.copied().collect::<Vec<_>>());
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        next.keys().map(|module| (*module, reach(module))).collect();
    let mut circles: Vec<BTreeSet<&str>> = Vec::new();
    for (module, there) in &reached {
        if there.contains(module) && !circles.iter().any(|circle| circle.contains(module)) {
            let back = |other: &&&str| reached.get(**other).is_some_and(|r| r.contains(module));
            circles.push(there.iter().filter(back).copied().collect());
        }
    }
    circles
}

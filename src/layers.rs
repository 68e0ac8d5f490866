//! The arrows between the layers, held by reading the code.
#![expect(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, and the layers it may name.
const ARROWS: [(&str, &[&str]); 14] = [
    ("model", &[]),
    ("format", &["model"]),
    ("media", &["model"]),
    ("diff", &["model", "format"]),
    ("credits", &["model", "diff"]),
    ("workflow", &["model", "format", "diff"]),
    ("merge", &["model", "format", "diff"]),
    ("check", &["model", "format", "diff", "merge"]),
    ("audit", &["model", "format", "diff", "workflow"]),
    ("site", &["model", "format", "diff", "credits", "check"]),
    ("storage", &["model", "format"]),
    (
        "ops",
        &[
            "model", "format", "media", "diff", "credits", "workflow", "merge", "check", "audit",
            "site", "storage",
        ],
    ),
    ("server", &["model", "ops", "site"]),
    (
        "cli",
        &[
            "model", "format", "media", "diff", "credits", "workflow", "merge", "check", "audit",
            "site", "storage", "ops", "server",
        ],
    ),
];

#[test]
fn no_layer_names_one_it_may_not_use() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers: Vec<&str> = ARROWS.iter().map(|(layer, _)| *layer).collect();
    let mut wrong = Vec::new();
    for (layer, may_use) in ARROWS {
        for file in sources(&src.join(layer)) {
            let text = fs::read_to_string(&file).expect("a source file");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for named in code.flat_map(|line| line.split("crate::").skip(1)) {
                let name: String = named.chars().take_while(|c| c.is_ascii_lowercase()).collect();
                let other = layers.contains(&name.as_str()) && name != layer;
                if other && !may_use.contains(&name.as_str()) {
                    wrong.push(format!("{} names {name}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_sources_is_a_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("the sources").flatten() {
        if entry.path().is_dir() {
            let name = entry.file_name().into_string().expect("a name");
            assert!(ARROWS.iter().any(|(layer, _)| *layer == name), "{name} has no arrows");
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

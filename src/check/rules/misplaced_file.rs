//! A file under `posts/` where the program looks for none.

use crate::check::files::{Files, typed};
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Finding, Level};
use crate::model::{DocPath, Entry, EntryKind, is_invisible, is_litter};

pub(super) const RULE: Rule = Rule {
    code: "NR005",
    name: "misplaced-file",
    level: Level::Error,
    summary: "A file under `posts/` has a path or a name that no file of a desk has (a warning where it is no TOML).",
    why: "The program finds a story or post by its path: a file elsewhere is never shown, approved or published, and nobody notices.",
    remedy: "Call it posts/YYYY/MM/<story>/<slug>-<id>.toml or …/story.toml, or move it out of `posts/`.",
    bad: "# posts/2026/port-selan/power-cut.toml\nheadline = \"Power cut\"",
    good: "# posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml\nheadline = \"Power cut\"",
    needs_record: false,
    find: &[Find::Files(find)],
};

fn find(files: &Files<'_>, report: &mut Report) {
    for entry in files.entries {
        if is_litter(entry.name()) {
            litter(entry, report);
        } else if let Some(kind) = entry.saved {
            of(entry, kind, report);
        }
    }
}

/// What systems and editors leave is nobody's business, unless somebody filed it.
fn litter(entry: &Entry, report: &mut Report) {
    if entry.filed.is_some() {
        let message = "this is a system's or an editor's own file, and it is filed";
        let remedy = format!("git rm -q --cached -- {}", typed(&entry.path));
        warning(report.whole(&entry.path, message, remedy));
    }
}

fn of(entry: &Entry, kind: EntryKind, report: &mut Report) {
    let path = entry.path.as_str();
    let is_toml = path.ends_with(".toml");
    if kind == EntryKind::Folder {
        report.whole(path, "a folder has the name of a file", "Call the folder otherwise.");
    } else if let Some(what) = odd_name(path) {
        report.whole(
            path,
            format!("its name has {what}"),
            "Call it otherwise: letters, digits and - are always safe.",
        );
    } else if is_toml && !is_document(path) {
        report.whole(path, "no story and no post has this path", "");
    } else if !is_toml && !lies_beside(path) && path != "posts" {
        let message = "no story has files here";
        let remedy =
            "Put it beside the posts that name it, in posts/YYYY/MM/<story>/, or out of `posts/`.";
        warning(report.whole(path, message, remedy));
    }
}

fn warning(finding: &mut Finding) {
    finding.level(Level::Warning);
}

/// A story, a post, or words of one that are set aside.
fn is_document(path: &str) -> bool {
    let aside = path.strip_suffix(".aside.toml").map(|path| format!("{path}.toml"));
    aside.as_deref().unwrap_or(path).parse::<DocPath>().is_ok()
}

/// Whether the folder is a story's. What begins with a dot is of tools, and anywhere.
fn lies_beside(path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    name.starts_with('.') || format!("{folder}/story.toml").parse::<DocPath>().is_ok()
}

/// What systems and programs cannot agree on in a name.
fn odd_name(path: &str) -> Option<&'static str> {
    let has = |of: fn(char) -> bool| path.chars().any(of);
    if has(|c| c == char::REPLACEMENT_CHARACTER) {
        Some("bytes that are no UTF-8 text")
    } else if has(char::is_control) {
        Some("a control character")
    } else if has(is_invisible) {
        Some("a character that cannot be seen")
    } else if has(|c| matches!(c, ':' | '\\')) {
        Some("a colon or a backslash")
    } else if !unicode_normalization::is_nfc(path) {
        Some("letters that are put together of parts (not in Unicode's form NFC)")
    } else {
        None
    }
}

//! Files of the record that changed without a release.

use std::sync::Arc;

use crate::audit::release::{Recorded, ReleaseStep};
use crate::audit::rule::{Report, Rule};
use crate::audit::step::{FileStep, Line, Step};
use crate::format::Projection;
use crate::model::SETTINGS;

pub(super) const RULE: Rule = Rule {
    code: "NA42",
    name: "silent-edit",
    summary: "On the record nothing changes but by the next line of a ledger.",
    why: "Readers would see other words than those that were approved, and no correction.",
    lawful: "newsroom publish, correct, pull or retract.",
    example: "Somebody edits a published post on the branch published and pushes it.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    if step.line == Line::Desk || step.parents == 0 {
        return;
    }
    for release in &step.releases {
        let digest = |recorded: &Option<Recorded>| recorded.as_ref().map(Recorded::digest);
        let changed = digest(&release.words_before) != digest(&release.words_after);
        if changed && release.after.as_ref() == Ok(&release.before) {
            report.finding(release.path.as_str(), "changed without a release");
        }
    }
    for file in step.files.iter().filter(|file| !is_settings(&file.path)) {
        if !step.releases.iter().any(|release| belongs(release, file)) {
            report.finding(&file.path, "changed without a release that names it");
        }
        for (other, _) in file.named_by.iter().filter(|(_, named)| file.after != Some(*named)) {
            report.finding(&file.path, format!("readers of {other} had it as it was"));
        }
    }
}

fn is_settings(path: &str) -> bool {
    path == SETTINGS || path.starts_with("theme/")
}

/// Whether a released document names the file with these bytes, or named it and no longer does.
fn belongs(release: &ReleaseStep, file: &FileStep) -> bool {
    let Some(name) = file.path.strip_prefix(release.path.folder()) else { return false };
    let name = name.trim_start_matches('/');
    let named = |words: Option<&Projection>| {
        let files = words.map(Projection::files).unwrap_or_default();
        files.into_iter().find(|(named, _)| *named == name).map(|(_, digest)| digest)
    };
    let now = release.words_after.as_ref().and_then(Recorded::words).map(Arc::as_ref);
    match file.after {
        Some(digest) => named(now) == Some(digest),
        None => named(now).is_none() && named(release.last.as_deref()).is_some(),
    }
}

//! Bytes on the record that are not those the line names.

use crate::audit::release::ReleaseStep;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::model::{Digest, ReleaseKind};

pub(super) const RULE: Rule = Rule {
    code: "NA45",
    name: "other-bytes",
    summary: "The words of a release are on the record, with the digest that its line names, and with their files and no others.",
    why: "The line could name approved words while readers see others.",
    lawful: "newsroom publish writes the words and the line together.",
    example: "Somebody releases approved words and changes one on the way to the record.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        if let Some(what) = wrong(release) {
            report.finding(release.path.as_str(), what);
        }
        for (file, what) in release.files_wrong.iter().filter(|_| release.line().is_some()) {
            report.finding(file, *what);
        }
    }
}

fn wrong(release: &ReleaseStep) -> Option<String> {
    let line = release.line()?;
    let bytes = release.words_after.as_ref().map(|now| release.words_of(now));
    let last = release.before.last_words().map(|words| words.digest);
    match (line.kind, bytes) {
        (ReleaseKind::Pull, None) if Some(line.digest) == last => None,
        (ReleaseKind::Pull, None) => Some("pulled with other words than were there".to_owned()),
        (ReleaseKind::Pull, Some(_)) => Some("pulled, and still there".to_owned()),
        (_, None) => Some(format!("release {} has no words on the record", line.n)),
        (ReleaseKind::Restore, now) if now != last || Some(line.digest) != last => {
            Some("restored with other words than were pulled".to_owned())
        }
        (_, Some(now)) if now != line.digest => {
            Some(format!("the words are {}, the line says {}", short(&now), short(&line.digest)))
        }
        _ => None,
    }
}

fn short(digest: &Digest) -> String {
    digest.to_string().chars().take(8).collect()
}

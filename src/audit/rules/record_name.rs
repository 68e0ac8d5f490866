//! Names on the record that are made of words that readers never got.

use crate::audit::release::{Recorded, ReleaseStep};
use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA64",
    name: "record-name",
    summary: "A post's file on the record has one name for good: the desk's, or one that its first words there say.",
    why: "A name is read like a headline, and could say what nobody approved; under two names a post has two ledgers.",
    lawful: "newsroom publish names it.",
    example: "Somebody releases approved words under a name of his own making.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in &step.releases {
        if let Some(what) = wrong(release) {
            report.finding(release.path.as_str(), what);
        }
    }
}

fn wrong(release: &ReleaseStep) -> Option<String> {
    if let Some(otherwise) = &release.otherwise {
        return Some(format!("the record calls it {} already", otherwise.slug()));
    }
    let named = [Some(&release.at_the_desk), release.ordered.as_ref()];
    if !release.is_first() || named.contains(&Some(&release.path)) {
        return None;
    }
    let words = release.words_after.as_ref().and_then(Recorded::words);
    let said = words.zip(release.path.id()).is_some_and(|(words, id)| {
        release.at_the_desk.post_called(words.name(), &id) == release.path
    });
    (!said).then(|| format!("neither the desk nor its words call it {}", release.path.slug()))
}

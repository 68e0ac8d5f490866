//! Ledgers that did not grow by their next line.

use crate::audit::release::ReleaseStep;
use crate::audit::rule::{Report, Rule};
use crate::audit::step::{Line, Step};

pub(super) const RULE: Rule = Rule {
    code: "NA43",
    name: "ledger-rewritten",
    summary: "A ledger only grows, by one line a commit, numbered and with the round that follows.",
    why: "A release or a correction could be made to vanish from the record.",
    lawful: "newsroom publish adds the next line.",
    example: "Somebody takes a correction out of a ledger.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for release in step.releases.iter().filter(|_| step.line == Line::Record) {
        if let Some(what) = wrong(release) {
            report.finding(&release.path.ledger(), what);
        }
    }
}

fn wrong(release: &ReleaseStep) -> Option<String> {
    let after = match &release.after {
        Ok(after) => after,
        Err(why) => return Some(format!("it cannot be read: {why}")),
    };
    if *after == release.before {
        return None;
    }
    let Some(line) = release.line() else {
        return Some("lines were changed or taken out, or more than one was added".to_owned());
    };
    let next = release.before.releases.last().map_or(1, |last| last.n + 1);
    if line.n != next {
        return Some(format!("release {} follows release {}", line.n, next - 1));
    }
    let round = release.before.round();
    (line.round != round).then(|| format!("it says round {} in round {round}", line.round))
}

//! Points and round-ups whose ground has moved.

use crate::check::fields;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::{Ledger, Moment, Public, ReleaseKind};

pub(super) const RULE: Rule = Rule {
    code: "NR062",
    name: "rests-on-changed",
    level: Level::Warning,
    summary: "A point or round-up rests on a post that was pulled or retracted, or corrected since it was written.",
    why: "What was wrong there is most likely still said here.",
    remedy: "Read the post again; change the words here, or let them rest on another. A round-up released after the correction is taken to know of it.",
    bad: "headline = \"What you need to know\"\nrests_on = [\"retracted0\"]",
    good: "headline = \"What you need to know\"\nrests_on = [\"g00dta1k00\"]",
    needs_record: true,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    let mut since = None;
    for (field, id) in fields::rests_on(subject.document) {
        let Some(ledger) = context.neighbours.ledger(id) else { continue };
        let since = *since.get_or_insert_with(|| {
            let own = context.neighbours.ledger(subject.document.id());
            let released = own.and_then(|own| own.last_words().map(|release| release.at));
            released.unwrap_or(*subject.document.created())
        });
        if let Some(what) = moved(&ledger, since) {
            report.field(&subject.file, field, format!("rests on {id}, which {what}"), "");
        }
    }
}

fn moved(ledger: &Ledger, since: Moment) -> Option<String> {
    match ledger.public() {
        Public::Pulled => return Some("was pulled".to_owned()),
        Public::Retracted => return Some("was retracted".to_owned()),
        Public::Unpublished | Public::Live | Public::Unknown => {}
    }
    let corrects = |kind| {
        matches!(
            kind,
            ReleaseKind::Correction | ReleaseKind::Clarification | ReleaseKind::EditorsNote
        )
    };
    let last = ledger
        .releases
        .iter()
        .rev()
        .find(|release| corrects(release.kind) && release.at > since)?;
    Some(format!("had a {} since (release {})", last.kind.as_str(), last.n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::examples::findings_of;

    #[test]
    fn a_correction_counts_only_if_it_came_later() {
        let rests = |created: &str| {
            format!("created = {created}\nheadline = \"Round-up\"\nrests_on = [\"c0rrected0\"]")
        };
        assert_eq!(findings_of(&RULE, &rests("2026-11-07T09:30:00Z")).len(), 1);
        assert!(findings_of(&RULE, &rests("2026-11-09T09:30:00Z")).is_empty());
    }

    #[test]
    fn a_pulled_post_counts_whenever_it_was_pulled() {
        let text =
            "created = 2026-11-09T09:30:00Z\nheadline = \"Round-up\"\nrests_on = [\"taken0d0wn\"]";
        assert_eq!(findings_of(&RULE, text).len(), 1);
    }
}

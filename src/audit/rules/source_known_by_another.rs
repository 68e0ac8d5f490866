//! Sources vouched for in somebody else's name.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;
use crate::workflow::{Act, authorize};

pub(super) const RULE: Rule = Rule {
    code: "NA30",
    name: "source-known-by-another",
    summary: "Who knows an anonymous source says so in a commit of their own, for each description of it.",
    why: "An editor could be said to know a source that nobody knows.",
    lawful: "The editor runs newsroom source know.",
    example: "A reporter types an editor's name into known_to.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for (document, after) in step.filed() {
        for source in after.document.sources() {
            for who in &source.known_to {
                if document.earlier().any(|before| before.trail.evidence().has_known(source, who)) {
                    continue;
                }
                let own = step.person.as_ref().filter(|person| person.id == *who);
                let may = own.is_some_and(|person| authorize(person, Act::KnowSource).is_ok());
                if !may {
                    let message = format!(
                        "{who} is said to know {} (“{}”), by {}",
                        source.id, source.description, step.author
                    );
                    report.finding(document.path.as_str(), message);
                }
            }
        }
    }
}

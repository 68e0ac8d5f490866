//! A signature that does not hold.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Signed;
use crate::audit::step::Step;
use crate::model::Signatures;

pub(super) const RULE: Rule = Rule {
    code: "NA09",
    name: "bad-signature",
    summary: "A signature is over this very commit, with a key that the settings before it list.",
    why: "A signature copied from another commit, or made with a key that was revoked, would pass for one.",
    lawful: "Sign with a key that newsroom.toml lists; an admin adds a new key before its first use.",
    example: "Somebody amends a signed commit and keeps the old signature.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let message = match &step.signed {
        Signed::Broken(why) => {
            return report.finding("", format!("its signature does not hold: {why}"));
        }
        Signed::UnknownKey(key) => {
            format!("signed with a key that nobody here has: {key}{}", step.made_for())
        }
        Signed::Unchecked(why) => format!("its signature could not be checked here: {why}"),
        Signed::Not | Signed::By(_) => return,
    };
    match step.desk.policy.signatures {
        Signatures::Off => {}
        Signatures::Warn => report.warning("", message),
        Signatures::Required => report.finding("", message),
    }
}

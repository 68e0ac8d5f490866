//! A step without a signature.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Signed;
use crate::audit::step::Step;
use crate::model::Signatures;

pub(super) const RULE: Rule = Rule {
    code: "NA07",
    name: "unsigned",
    summary: "Where the desk asks for signatures, every step is signed with a key it lists.",
    why: "The author line of a commit is what its author typed: without a signature it proves nothing.",
    lawful: "git config commit.gpgsign true, with a key that an admin has put into newsroom.toml.",
    example: "Somebody sets another's e-mail address and commits an approval.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let policy = step.desk.policy.signatures;
    if step.signed != Signed::Not || policy == Signatures::Off || !step.needs_signature() {
        return;
    }
    let made = step.made_for();
    let message = format!("not signed; its author line says {}{made}", step.author);
    match policy {
        Signatures::Required => report.finding("", message),
        _ => report.warning("", message),
    }
}

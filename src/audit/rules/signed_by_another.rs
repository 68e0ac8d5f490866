//! A signature of somebody else than the author.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Signed;
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA08",
    name: "signed-by-another",
    summary: "The one who signed is the author.",
    why: "git verify-commit is content with any key it trusts: one person could sign in another's name.",
    lawful: "Each person signs their own commits with their own key.",
    example: "A reporter signs with her own key a commit whose author line names an editor.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    let Signed::By(signer) = &step.signed else { return };
    if step.remade_by.contains(signer) {
        return;
    }
    if step.person.as_ref().map(|person| &person.id) != Some(signer) {
        report.finding("", format!("signed by {signer}, and its author line says {}", step.author));
    }
}

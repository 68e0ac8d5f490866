//! A commit by nobody of the desk.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA01",
    name: "stranger",
    summary: "Whoever changes what the desk keeps is one of its people.",
    why: "Nobody could be asked about words whose author nobody knows.",
    lawful: "An admin adds the person with newsroom contributor add, and the person commits with that e-mail address.",
    example: "Somebody with an address that no contributor has commits a post.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    if step.person.is_none() && step.changes_something() {
        let mut message = format!("{} is nobody's e-mail address at this desk", step.author);
        if step.author.contains("noreply") {
            message += "; a forge commits with it: newsroom contributor edit WHO --email adds it";
        }
        report.finding(step.first_path(), message);
    }
}

//! Ids that change or occur twice.

use crate::audit::rule::{Report, Rule};
use crate::audit::step::Step;

pub(super) const RULE: Rule = Rule {
    code: "NA22",
    name: "id-changed",
    summary: "A document keeps its id, and no two have the same.",
    why: "Reviews, releases and links name documents by their id: another could slip under them.",
    lawful: "A new post gets an id of its own from newsroom add.",
    example: "Somebody copies a published post under its id into another story.",
    find: Some(find),
};

fn find(step: &Step, report: &mut Report<'_>) {
    for document in &step.documents {
        let Some(after) = document.after.filed() else { continue };
        let (path, id) = (document.path.as_str(), after.document.id());
        if let Some(before) = document.earlier().find(|before| before.document.id() != id) {
            report.finding(path, format!("its id was {} and is {id}", before.document.id()));
        }
        if let Some(other) = &document.id_elsewhere {
            report.finding(path, format!("{id} is the id of {other} already"));
        }
    }
}

//! An anonymous source whose name is in the file after all.

use crate::check::phrases::Phrases;
use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};
use crate::model::SourceKind;

pub(super) const RULE: Rule = Rule {
    code: "NR022",
    name: "source-named",
    level: Level::Error,
    summary: "The description of an anonymous source has the name of a person who is listed as knowing it.",
    why: "`known_to` is for the editors who know the source. If the source is one of them, the file gives away who it is.",
    remedy: "Take the name out of the description, or the person out of `known_to`. The old words stay in the history: talk to an admin.",
    bad: "headline = \"Raid\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"Ed Lind, an engineer\"\nreason = \"for his safety\"\nknown_to = [\"ed-lind\"]",
    good: "headline = \"Raid\"\n\n[[sources]]\nid = \"s-4k2m\"\nkind = \"anonymous\"\ndescription = \"an engineer\"\nreason = \"for his safety\"\nknown_to = [\"ed-lind\"]",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    for (i, source) in subject.document.sources().iter().enumerate() {
        if source.kind != SourceKind::Anonymous || source.known_to.is_empty() {
            continue;
        }
        let people = source.known_to.iter().filter_map(|id| context.settings.contributor(id));
        let names =
            people.flat_map(|person| [(person.name.as_str(), ""), (person.id.as_str(), "")]);
        if let Some((range, name)) =
            Phrases::new(names).find(&source.description).into_iter().next()
        {
            let message = format!(
                "the description of {} names {}, who is in its `known_to`",
                source.id, name.words
            );
            let at = (format!("sources[{i}].description"), source.description.as_str(), range);
            report.part(&subject.file, at, message, "");
        }
    }
}

//! A credit that looks like somebody it is not.

use crate::check::rule::{Find, Report, Rule};
use crate::check::{Context, Level, Subject};

pub(super) const RULE: Rule = Rule {
    code: "NR060",
    name: "look-alike-byline",
    level: Level::Error,
    summary: "A printed name looks like a contributor's who is not the one credited (a warning where it is the same letters and no `who`).",
    why: "With letters of other alphabets a name can be written that no eye tells from another's (UTS 39): a byline under false colours.",
    remedy: "Name the person with `who`, or write the name in its own letters.",
    bad: "headline = \"Talks\"\n\n[[credits]]\nname = \"Аna Petrova\"   # the first letter is Cyrillic",
    good: "headline = \"Talks\"\n\n[[credits]]\nwho = \"ana-petrova\"\nname = \"Ana Petrova\"",
    needs_record: false,
    find: &[Find::Document(find)],
};

fn find(subject: &Subject<'_>, context: &Context<'_>, report: &mut Report) {
    for (i, credit) in subject.document.credits().iter().enumerate() {
        // A contributor's own name, as it is or was, is never somebody else's.
        let own = credit.who.as_ref().and_then(|who| context.settings.contributor(who));
        if own.is_some_and(|person| person.name == credit.name) {
            continue;
        }
        let Some(person) = context.settings.look_alike(&credit.name) else { continue };
        if credit.who.as_ref() == Some(&person.id) {
            continue;
        }
        let same = person.name == credit.name;
        let (level, message) = if same && credit.who.is_none() {
            (
                Level::Warning,
                format!(
                    "“{}” is the name of {}, and `who` does not say so",
                    credit.name, person.id
                ),
            )
        } else {
            (
                Level::Error,
                format!(
                    "“{}” looks like the name of {}, who is not credited",
                    credit.name, person.id
                ),
            )
        };
        let remedy = format!("write who = \"{}\" if that is who is meant", person.id);
        report.field(&subject.file, format!("credits[{i}].name"), message, remedy).level(level);
    }
}

//! A time zone that is none.

use std::str::FromStr;

use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::check::{Context, Level, Subject};
use crate::model::Desk;

pub(super) const RULE: Rule = Rule {
    code: "NR070",
    name: "unknown-timezone",
    level: Level::Error,
    summary: "A time zone is not one of the IANA's names.",
    why: "Times could not be shown to readers, nor taken from reporters.",
    remedy: "Write the name of a place, as in \"Europe/Kyiv\".",
    bad: "# story.toml\ntitle = \"Port Selan\"\ntimezone = \"Europe/Kyivv\"",
    good: "# story.toml\ntitle = \"Port Selan\"\ntimezone = \"Europe/Kyiv\"",
    needs_record: false,
    find: &[Find::Document(find), Find::Settings(settings)],
};

fn find(subject: &Subject<'_>, _: &Context<'_>, report: &mut Report) {
    if let Some(story) = subject.document.as_story().filter(|story| !story.timezone.is_empty()) {
        judge(&subject.file, "timezone", &story.timezone, report);
    }
}

fn settings(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    judge(file, "newsroom.timezone", &desk.newsroom.timezone, report);
}

fn judge(file: &FileText<'_>, field: &str, name: &str, report: &mut Report) {
    if chrono_tz::Tz::from_str(name).is_err() {
        let likeness = |zone: &chrono_tz::Tz| strsim::jaro_winkler(zone.name(), name);
        let nearest = chrono_tz::TZ_VARIANTS
            .iter()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
            .filter(|zone| likeness(zone) > 0.85);
        let remedy = nearest.map_or(String::new(), |zone| format!("did you mean \"{zone}\"?"));
        report.field(file, field, format!("there is no time zone `{name}`"), remedy);
    }
}

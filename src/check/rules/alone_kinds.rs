//! Kinds of release that nobody may do alone.

use crate::check::Level;
use crate::check::rule::{Find, Report, Rule};
use crate::check::subject::FileText;
use crate::model::{Desk, ReleaseKind};

pub(super) const RULE: Rule = Rule {
    code: "NR076",
    name: "alone-kinds",
    level: Level::Error,
    summary: "`policy.alone` lists a kind of release that always needs approval.",
    why: "An editor alone may only do what makes a page more careful or changes no meaning; what asserts more needs two.",
    remedy: "Leave only minor, doubt, byline and layout; for a one-person desk set four_eyes = \"off\".",
    bad: "# newsroom.toml\n[policy]\nalone = [\"minor\", \"correction\"]",
    good: "# newsroom.toml\n[policy]\nalone = [\"minor\", \"doubt\"]",
    needs_record: false,
    find: &[Find::Settings(find)],
};

fn find(file: &FileText<'_>, desk: &Desk, report: &mut Report) {
    for (i, kind) in desk.policy.alone.iter().enumerate() {
        let may =
            [ReleaseKind::Minor, ReleaseKind::Doubt, ReleaseKind::Byline, ReleaseKind::Layout];
        if !may.contains(kind) {
            let message = format!("`{}` is never done alone", kind.as_str());
            report.field(file, format!("policy.alone[{i}]"), message, "");
        }
    }
}

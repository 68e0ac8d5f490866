//! Files that a newer newsroom wrote: told as such, and never misread.
//!
//! `newsroom.toml` says which program may write, `[policy] min_version`. Where that is newer than
//! this one, a field of the settings that is not known here is a newer one's and is passed over; they
//! are not written then. `format = 2` at the top of any file says that it means other things by the
//! same names: nothing of it is read.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use crate::model::Version;

/// The format of files that this program reads and writes; a file of it does not say so.
const FORMAT: u32 = 1;

/// How every message about a field begins that is not known here.
const UNKNOWN: &str = "unknown field ";

/// A field that is none here.
pub(super) fn unknown(span: Range<usize>, name: &str, remedy: String) -> Problem {
    Problem::new(span, format!("{UNKNOWN}`{name}`"), remedy)
}

/// That the file is of another format, where it says so.
pub(super) fn another_format(table: &DeTable<'_>) -> Option<Problem> {
    let value = table.get("format")?;
    let DeValue::Integer(number) = value.get_ref() else { return None };
    let format = u64::from_str_radix(number.as_str(), number.radix()).ok()?;
    (format > u64::from(FORMAT)).then(|| {
        Problem::new(
            value.span(),
            format!("written in format {format}; this newsroom knows {FORMAT}"),
            format!("upgrade newsroom on this machine, which is {}", Version::here()),
        )
    })
}

/// Takes out the mistakes that are none where the settings themselves ask for a newer program:
/// fields that only that one knows.
pub(super) fn pass_over(table: &DeTable<'_>, problems: &mut Vec<Problem>) {
    if asked(table).is_some() {
        without_unknown(problems);
    }
}

/// Takes out the mistakes that are unknown fields.
pub(super) fn without_unknown(problems: &mut Vec<Problem>) {
    problems.retain(|problem| !problem.message.starts_with(UNKNOWN));
}

/// The version that settings ask for, where this program is older.
fn asked(settings: &DeTable<'_>) -> Option<Version> {
    let policy = settings.get("policy")?.get_ref().as_table()?;
    let DeValue::String(text) = policy.get("min_version")?.get_ref() else { return None };
    text.parse().ok().filter(|asked: &Version| asked.is_newer_than(&Version::here()))
}

/// What is said of a mistake in a desk that asks for that version, which is newer than this program:
/// message and remedy, where it is a field that is not known here.
pub fn by_newer(message: &str, asked: &Version) -> Option<(String, String)> {
    let name = message.strip_prefix(UNKNOWN)?;
    Some((
        format!("{name} was written by a newer newsroom"),
        format!(
            "this one is {}, and the desk asks for {asked} or newer: upgrade it; the file stays as it is",
            Version::here()
        ),
    ))
}

/// What a text says of its format, where this program does not know it.
pub fn told_format(text: &str) -> Option<String> {
    another_format(DeTable::parse_recoverable(text).0.get_ref()).map(|problem| problem.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::{Desk, Post};

    const SETTINGS: &str = "[newsroom]\nname = \"N\"\nmotto = \"M\"\n\n[policy]\napprovals = 2\n";

    #[test]
    fn a_field_of_a_newer_one_is_passed_over_where_the_settings_ask_for_a_newer_one() {
        let newer: Desk = read(&format!("{SETTINGS}min_version = \"99.1\"\n")).expect("settings");
        assert_eq!(newer.policy.approvals, 2);
        assert_eq!(newer.policy.min_version.expect("a version").to_string(), "99.1");
        for more in ["", "min_version = \"0.0.1\"\n", "min_version = \"newest\"\n"] {
            let problems = read::<Desk>(&format!("{SETTINGS}{more}")).expect_err("a mistake");
            let unknown = problems.iter().find(|problem| problem.message.contains("motto"));
            let unknown = unknown.expect("it is told");
            assert_eq!(unknown.message, "unknown field `motto`", "{more}");
            assert!(unknown.remedy.ends_with("(or it was written by a newer newsroom)"));
        }
    }

    #[test]
    fn another_mistake_stays_one_whatever_the_settings_ask_for() {
        let text = format!("{SETTINGS}four_eyes = 4\nmin_version = \"99\"\n");
        let problems = read::<Desk>(&text).expect_err("a mistake");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains("four_eyes"), "{problems:?}");
    }

    #[test]
    fn a_file_of_a_later_format_is_not_read_at_all() {
        for text in ["format = 2\n[newsroom]\nname = \"N\"\n", "format = 2\n[newsroom\n"] {
            let problems = read::<Desk>(text).expect_err("a later format");
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].message, "written in format 2; this newsroom knows 1");
        }
        let post = "format = 12\nid = \"k3x9q7m2td\"\n";
        let problems = read::<Post>(post).expect_err("a later format");
        assert_eq!(problems[0].message, "written in format 12; this newsroom knows 1");
        let old = read::<Desk>("format = 1\n[newsroom]\nname = \"N\"\n").expect_err("no field");
        assert!(old[0].message.contains("unknown field `format`"));
    }

    #[test]
    fn a_field_of_a_post_is_told_as_a_newer_ones_where_the_desk_asks_for_one() {
        let asked = "99.1".parse().expect("a version");
        let (message, remedy) = by_newer("unknown field `mood`", &asked).expect("a field");
        assert_eq!(message, "`mood` was written by a newer newsroom");
        assert!(remedy.contains("99.1"));
        assert_eq!(by_newer("`id` is missing", &asked), None);
    }
}

//! Findings about documents: files, not facts.
//!
//! [`read_text`] reads a file or says why it cannot be read, [`check_document`] judges one story or
//! post, [`check_folder`] what only shows when a story's posts lie side by side, and
//! [`check_settings`] the desk's own file. Each is pure: it sees the texts it is given, and of the
//! rest of the desk what [`Neighbours`] answers. The rules are one a file in `rules/`; [`page`] and
//! [`explain()`] are made from the same table.

mod context;
mod edit;
mod explain;
mod finding;
mod markdown;
mod phrases;
mod prose;
pub mod quote;
mod report;
mod rule;
mod rules;
mod similarity;
mod sketch;
mod subject;

pub use context::{Context, Neighbours, Settings};
pub use explain::{explain, page};
pub use finding::{Finding, Fix, Level, Place};
pub use rule::Rule;
pub use rules::{rule, rules};
pub use similarity::{NEAR, Shingles, near_duplicates, similarity};
pub use subject::{Folder, Subject};

use crate::format::{self, LARGEST, Problem};
use crate::model::{Desk, DocPath, Document, Post};
use report::Report;
use rule::Check;
use subject::FileText;

/// The name of the desk's own file.
const SETTINGS: &str = "newsroom.toml";

/// Reads the file of a story or post.
///
/// # Errors
///
/// The findings where it cannot be read: every mistake in it, or that its path is none.
pub fn read_text(path: &str, text: &str) -> Result<(DocPath, Document), Vec<Finding>> {
    let file = FileText::new(path, text);
    let Ok(at) = path.parse::<DocPath>() else {
        let mut report = Report::new(rules::named("misplaced-file"));
        report.whole(path, "no story and no post has this path", "");
        return Err(report.into_findings());
    };
    match format::read_document(&at, text) {
        Ok(document) => Ok((at, document)),
        Err(problems) => {
            let rule = if text.len() > LARGEST {
                "too-large"
            } else if !at.is_story() && format::read::<Post>(text).is_ok() {
                "id-not-in-name"
            } else {
                "unreadable"
            };
            Err(unreadable(&file, rule, &problems))
        }
    }
}

/// Checks one story or post by itself and against what it names.
pub fn check_document(subject: &Subject<'_>, context: &Context<'_>) -> Vec<Finding> {
    run(context.neighbours.has_record(), |check, report| match check {
        Check::Text(find) => find(&subject.file, report),
        Check::Document(find) => find(subject, context, report),
        Check::Folder(_) | Check::Settings(_) => {}
    })
}

/// The document with every safe fix made, and those that come to light by it; `None` where there is nothing to fix.
pub fn fix_document(subject: &Subject<'_>, context: &Context<'_>) -> Option<Document> {
    let mut document = subject.document.clone();
    // One fix can bare what another rule fixes, seldom two; the bound is there for a house style
    // that goes in circles.
    for _ in 0..8 {
        let findings = check_document(&Subject::new(subject.path, "", &document), context);
        let fixes: Vec<&Fix> = findings.iter().filter_map(|found| found.fix.as_ref()).collect();
        if fixes.is_empty() {
            break;
        }
        let mut fixed = document.clone();
        fixes.iter().for_each(|fix| fix.apply(&mut fixed));
        if fixed == document {
            break;
        }
        document = fixed;
    }
    (document != *subject.document).then_some(document)
}

/// Checks what only shows when all posts of a story lie side by side.
pub fn check_folder(folder: &Folder<'_>, context: &Context<'_>) -> Vec<Finding> {
    run(context.neighbours.has_record(), |check, report| {
        if let Check::Folder(find) = check {
            find(folder, context, report);
        }
    })
}

/// Reads and checks `newsroom.toml`; no settings where it cannot be read.
pub fn check_settings(text: &str) -> (Option<Desk>, Vec<Finding>) {
    let file = FileText::new(SETTINGS, text);
    match format::read::<Desk>(text) {
        Err(problems) => (None, unreadable(&file, "unreadable", &problems)),
        Ok(desk) => {
            let findings = run(false, |check, report| match check {
                Check::Text(find) => find(&file, report),
                Check::Settings(find) => find(&file, &desk, report),
                Check::Document(_) | Check::Folder(_) => {}
            });
            (Some(desk), findings)
        }
    }
}

/// The rules that cannot be judged without what is missing here: those about the public record.
pub fn skipped(has_record: bool) -> Vec<&'static Rule> {
    rules().iter().filter(|rule| rule.needs_record && !has_record).collect()
}

fn run(has_record: bool, find: impl Fn(&Check, &mut Report)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules().iter().filter(|rule| has_record || !rule.needs_record) {
        let mut report = Report::new(rule);
        rule.checks.iter().for_each(|check| find(check, &mut report));
        findings.append(&mut report.into_findings());
    }
    findings.sort_by(|a, b| {
        let start = |finding: &Finding| finding.place.as_ref().map(|place| place.span.start);
        (&a.path, start(a), a.code).cmp(&(&b.path, start(b), b.code))
    });
    findings
}

fn unreadable(file: &FileText<'_>, rule: &str, problems: &[Problem]) -> Vec<Finding> {
    let mut report = Report::new(rules::named(rule));
    for problem in problems {
        report.span(file, problem.span.clone(), &problem.message, &problem.remedy);
    }
    let mut findings = report.into_findings();
    // Syntax of a later TOML may be the very reason, and where it is not, it is told all the same.
    if toml::de::DeTable::parse(file.text).is_ok() {
        findings.append(&mut run(false, |check, report| {
            if let Check::Text(find) = check {
                find(file, report);
            }
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::rules::examples::{World, desk};
    use super::*;

    const PATH: &str = "posts/2026/11/port-selan/power-cut-k3x9q7m2td.toml";

    /// What is found in a document, and the document with what can be fixed fixed.
    fn check(path: &DocPath, text: &str, document: &Document) -> (Vec<Finding>, Document) {
        let (desk, world) = (desk(), World::new());
        let settings = Settings::new(&desk);
        let context = Context { settings: &settings, neighbours: &world };
        let subject = Subject::new(path, text, document);
        let fixed = fix_document(&subject, &context).unwrap_or_else(|| document.clone());
        (check_document(&subject, &context), fixed)
    }

    fn post(headline: &str, body: &str, rest: &str) -> (DocPath, String, Document) {
        let head = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00+02:00\nheadline = \"\"\n";
        let text = format!("{head}body = \"\"\n{rest}");
        let (path, old) = read_text(PATH, &text).expect("a post");
        let mut new = old.clone();
        if let Document::Post(post) = &mut new {
            headline.clone_into(&mut post.headline);
            body.clone_into(&mut post.body);
        }
        let text = format::rewrite_document(&text, &old, &new);
        (path, text, new)
    }

    #[test]
    fn a_fix_carries_the_quote_of_a_claim() {
        let claim = "[[claims]]\nid = \"c-7h2q\"\nquote = \"Kiev fell\"\nstatus = \"false\"\n";
        let (path, text, document) = post("Kiev  fell, he wrote", "", claim);
        let (_, after) = check(&path, &text, &document);
        assert_eq!(after.headline(), "Kyiv fell, he wrote");
        assert_eq!(after.claims()[0].quote, "Kyiv fell");
    }

    #[test]
    fn a_finding_has_the_line_and_column_of_its_words() {
        let (path, text, document) = post("Talks", "One line.\n\nIn Kiev now.\n", "");
        let (findings, _) = check(&path, &text, &document);
        let place = findings[0].place.as_ref().expect("a place");
        assert_eq!(&text[place.span.clone()], "Kiev");
        assert_eq!((place.start.line, place.start.column), (7, 4), "{text}");
    }

    #[test]
    fn rules_about_the_record_are_skipped_without_one() {
        assert!(skipped(true).is_empty());
        let names: Vec<&str> = skipped(false).iter().map(|rule| rule.name).collect();
        assert_eq!(names, ["inactive-contributor", "rests-on-changed"]);
    }

    #[test]
    fn a_hostile_file_is_judged_soon_and_told_of_in_few_words() {
        for unit in [
            "a  b\t",
            "[here](x) ",
            "<b>",
            "• \n",
            "&nbsp;",
            "Kiev ",
            "purportedly\n\n",
            "`",
            "Ab Abc ",
        ] {
            let (path, text, document) = post("x", &unit.repeat(200_000 / unit.len()), "");
            let start = Instant::now();
            let (findings, _) = check(&path, &text, &document);
            // Debug builds and busy machines are slow: what is quadratic takes minutes.
            assert!(start.elapsed() < Duration::from_secs(8), "{unit:?}: {:?}", start.elapsed());
            assert!(findings.len() < 200, "{unit:?}");
        }
    }

    proptest! {
        #[test]
        fn prop_fixing_settles_what_can_be_fixed(body in "([ \t\n•·–`>#a-c.-]|\u{A0}|\u{200B}|\u{200D}|&nbsp;|&amp;|lt;|â€™|Ã©|Kiev|e-mail|https://a.b/\\?utm_x=1&y=2|\\\\){0,24}") {
            let (path, text, document) = post(&body, &body, "");
            let (_, fixed) = check(&path, &text, &document);
            let written = format::rewrite_document(&text, &document, &fixed);
            let (findings, again) = check(&path, &written, &fixed);
            let left: Vec<&Finding> = findings.iter().filter(|f| f.fix.is_some()).collect();
            prop_assert!(left.is_empty(), "{:?} -> {:?}: {:?}", body, fixed.body(), left);
            prop_assert_eq!(again, fixed);
        }

        #[test]
        fn prop_no_text_stops_the_check(headline in "[^\\p{Cc}\\p{Cf}\u{2028}\u{2029}]{0,40}", body in "([^\\p{Cc}\\p{Cf}\u{2028}\u{2029}]|[\n\\[\\]()<>&`*]){0,80}") {
            let (path, text, document) = post(&headline, &body, "");
            for finding in check(&path, &text, &document).0 {
                if let Some(place) = finding.place {
                    prop_assert!(text.get(place.span).is_some());
                }
            }
        }
    }
}

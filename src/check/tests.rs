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

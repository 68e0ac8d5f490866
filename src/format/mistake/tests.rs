//! What people do to a file, and what they are told.

use super::super::{mended, position, read};
use crate::format::{File, Problem};
use crate::model::{Desk, Post};

const HEAD: &str = "id = \"k3x9q7m2td\"\n";
const TAIL: &str = "created = 2026-11-07T09:30:00+02:00\nbody = '''\nWords of it.\n'''\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"Words\"\nstatus = \"unverified\"\n";

fn problems<T: File>(text: &str) -> Vec<Problem> {
    read::<T>(text).map(|_| ()).expect_err(text)
}

/// A post with those lines behind its first one is told as that one mistake, in that line, and
/// what to write has those words.
#[track_caller]
fn told(lines: &str, at: usize, message: &str, remedy: &str) {
    let text = format!("{HEAD}{lines}\n{TAIL}");
    let found = problems::<Post>(&text);
    let [only] = found.as_slice() else { panic!("{lines}: {found:#?}") };
    assert_eq!(position(&text, only.span.start).line, at, "{lines}: {only:?}");
    assert!(only.message.contains(message), "{lines}: {only:?}");
    assert!(only.remedy.contains(remedy), "{lines}: {only:?}");
}

/// Those lines are mended so.
#[track_caller]
fn becomes(lines: &str, right: &str) {
    let text = format!("{HEAD}{lines}\n{TAIL}");
    assert_eq!(mended::<Post>(&text), Some(format!("{HEAD}{right}\n{TAIL}")), "{lines}");
}

#[test]
fn a_text_without_its_quotes() {
    told("headline = Power cut", 2, "without quotes", "write headline = \"Power cut\"");
    told("headline = Power", 2, "without quotes", "write headline = \"Power\"");
    told("headline = He said \"no\"", 2, "without quotes", "'He said \"no\"'");
    told("headline = 3 men missing", 2, "without quotes", "\"3 men missing\"");
    told("headline = \"Power", 2, "not closed on its line", "write headline = \"Power\"");
    told("headline = Power\"", 2, "without quotes", "write headline = \"Power\"");
    told("headline = 'Don't go'", 2, "' ends the text here", "write headline = \"Don't go\"");
    told("headline = \"A \"wall\" of water\"", 2, "\" ends the text here", "'A \"wall\" of water'");
    told("headline =", 2, "nothing stands behind", "write headline =");
    told("headline = \"Fog\" over", 2, "stands behind the value", "take it out");
    told("headline = \"C:\\Fog\"", 2, "a backslash", "write \\\\");
}

#[test]
fn quotes_that_curl() {
    for value in
        ["“Power cut”", "“Power cut\"", "\"Power cut”", "„Power cut“", "‘Power cut’", "«Power cut»"]
    {
        let line = format!("headline = {value}");
        told(&line, 2, "is not a quotation mark", "write headline = \"Power cut\"");
        becomes(&line, "headline = \"Power cut\"");
    }
}

#[test]
fn another_mark_than_an_equals_sign() {
    told("headline: \"Power\"", 2, "stands a colon", "write headline = \"Power\"");
    told("headline: Power cut", 2, "stands a colon", "write headline = \"Power cut\"");
    told("headline – \"Power\"", 2, "stands –", "write headline = \"Power\"");
    told("headline == \"Power\"", 2, "stands ==", "write headline = \"Power\"");
    told("headline \"Power\"", 2, "no = behind `headline`", "write headline = \"Power\"");
    told("headline\t\"Power\"", 2, "no = behind `headline`", "write headline = \"Power\"");
    told("headline", 2, "no = behind `headline`", "write headline =");
    becomes("headline: \"Power\"", "headline = \"Power\"");
    becomes("key_event: true", "key_event = true");
    becomes("headline: “Power cut”", "headline = \"Power cut\"");
}

#[test]
fn a_text_or_list_that_is_never_closed_is_told_where_it_opens() {
    told("headline = '''\nPower\nis out", 2, "begins here with ''' is never closed", "write '''");
    told("headline = \"\"\"\nPower", 2, "with \"\"\" is never closed", "write \"\"\"");
    told("tags = [\"a\", \"b\"", 2, "with [ is never closed", "write ]");
    told("tags = [\n  \"a\",\n  \"b\",", 2, "with [ is never closed", "write ]");
    told("translation_of = { post = \"g00dta1k00\"", 2, "with { is never closed", "write }");
    let last = format!("{HEAD}created = 2026-11-07T09:30:00+02:00\nbody = '''\nWords.\n");
    let found = problems::<Post>(&last);
    assert_eq!((found.len(), position(&last, found[0].span.start).line), (1, 3), "{found:?}");
}

#[test]
fn a_body_may_have_lines_that_look_like_fields() {
    let text = format!(
        "{HEAD}created = 2026-11-07T09:30:00+02:00\nbody = '''\nid = 1\n[[claims]]\n'''\nheadline = x\n"
    );
    let found = problems::<Post>(&text);
    assert_eq!((found.len(), position(&text, found[0].span.start).line), (1, 7), "{found:?}");
}

#[test]
fn a_list() {
    told("tags = [\"a\" \"b\"]", 2, "a comma is missing here in the list", "write a comma");
    told(
        "tags = [\n  \"a\"\n  \"b\"\n]",
        3,
        "a comma is missing here in the list",
        "write a comma",
    );
    told("tags = [\"a\",, \"b\"]", 2, "a comma too much", "take one out");
    told("tags = [storm, fog]", 2, "without quotes", "before and behind each");
    told("tags = storm, fog", 2, "without quotes", "write tags = [\"storm\", \"fog\"]");
    told("- storm", 2, "a list is not written line by line", "in brackets");
}

#[test]
fn a_time() {
    let times = [
        "2026-11-07 9:30",
        "07.11.2026",
        "7 November 2026",
        "2026-11-07T09:30:00+2",
        "2026-13-07T09:30:00Z",
        "2026-11-7",
        "11/07/2026",
    ];
    for value in times {
        told(
            &format!("publish_at = {value}"),
            2,
            "is not written as a time must be",
            "as in publish_at = 2026-11-07T09:30:00+02:00",
        );
    }
    told("publish_at = 2026-11-07T09:30:00", 2, "an offset", "as in publish_at = 2026");
    told("publish_at = 2026-11-07", 2, "an offset", "as in publish_at = 2026");
    let quoted = "publish_at = \"2026-11-07T09:30:00+02:00\"";
    told(
        quoted,
        2,
        "`publish_at` stands in quotes",
        "write publish_at = 2026-11-07T09:30:00+02:00",
    );
    becomes(quoted, "publish_at = 2026-11-07T09:30:00+02:00");
}

#[test]
fn true_and_false() {
    told("key_event = True", 2, "neither true nor false", "write key_event = true");
    told("key_event = yes", 2, "neither true nor false", "write key_event = true");
    told("key_event = \"true\"", 2, "stands in quotes", "write key_event = true");
    becomes("key_event = FALSE", "key_event = false");
    becomes("key_event = no", "key_event = false");
}

#[test]
fn a_field_or_table_that_is_there_twice() {
    told("id = \"k3x9q7m2td\"", 2, "`id` is there twice", "keep one");
    let settings = "[newsroom]\nname = \"x\"\n\n[newsroom]\nlanguage = \"en\"\n";
    let found = problems::<Desk>(settings);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("[newsroom] is there twice"), "{found:?}");
}

#[test]
fn the_name_of_a_table() {
    let person = |header: &str, id: &str| {
        format!("{header}\nid = \"{id}\"\nname = \"{id}\"\nrole = \"reporter\"\n")
    };
    let desk = |people: String| format!("[newsroom]\nname = \"x\"\n\n{people}");
    let right = desk(person("[[contributors]]", "ana") + &person("[[contributors]]", "lev"));
    for people in [
        person("[contributors]", "ana") + &person("[[contributors]]", "lev"),
        person("[[contributors]]", "ana") + &person("[contributors]", "lev"),
        person("[contributors]]", "ana") + &person("[[contributors]]", "lev"),
        person("[[contributors", "ana") + &person("[[contributors]]", "lev"),
    ] {
        let text = desk(people);
        let found = problems::<Desk>(&text);
        assert_eq!(found.len(), 1, "{text}\n{found:#?}");
        assert_eq!(found[0].remedy, "write [[contributors]]", "{text}");
        assert_eq!(mended::<Desk>(&text).as_ref(), Some(&right));
    }
    let alone = desk(person("[contributors]", "ana"));
    assert_eq!(problems::<Desk>(&alone)[0].remedy, "write [[contributors]]");
    let text = format!("{HEAD}{TAIL}[credits]\nname = \"Ana\"\nrole = \"reporter\"\n");
    let found = problems::<Post>(&text);
    assert_eq!((found.len(), found[0].remedy.as_str()), (1, "write [[credits]]"), "{found:?}");
}

#[test]
fn a_field_below_a_table_that_belongs_above_it() {
    let text = format!("{HEAD}{TAIL}tags = [\"storm\"]\n");
    let found = problems::<Post>(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("`tags` stands below [[claims]]"), "{found:?}");
    let text = "id = \"k3x9q7m2td\"\n\n[[claims]]\nid = \"c-7h2q\"\nquote = \"x\"\nstatus = \"false\"\ncreated = 2026-11-07T09:30:00+02:00\n";
    let found = problems::<Post>(text);
    assert_eq!(found.len(), 1, "it is not missing as well: {found:?}");
}

#[test]
fn what_is_no_field() {
    told("// a note", 2, "a remark begins with #", "write #");
    told("Words that fell out.", 2, "this line is no field", "name = value");
    told("head line = \"x\"", 2, "this line is no field", "name = value");
    told("headline = \"x\0y\"", 2, "U+0000", "take it out");
    told("\u{a0}headline = \"x\"", 2, "no-break space", "plain space");
    told("<<<<<<< HEAD", 2, "a mark of git's", "delete the others");
    becomes("\u{a0}headline = \"x\"", " headline = \"x\"");
    becomes("headline = \"x\";", "headline = \"x\"");
}

#[test]
fn several_mistakes_are_each_told_once() {
    let text = format!(
        "{HEAD}headline = Power cut\nkey_event = yes\n{TAIL}\n[[claims]\nid = \"c-7h2r\"\nquote = Words\n"
    );
    let lines: Vec<usize> =
        problems::<Post>(&text).iter().map(|one| position(&text, one.span.start).line).collect();
    assert_eq!(lines, [2, 3, 14], "what stands below a broken name is told once that is right");
}

#[test]
fn a_table_with_single_brackets_is_told_where_it_is_one() {
    let text = format!(
        "{HEAD}headline = \"x\"\ntags = [\n [claims]\n \"storm\",\n]\n{TAIL}\n[[claims]]\nid = \"c-7h2r\"\n[claims]\nquote = 'Words'\n"
    );
    let found = problems::<Post>(&text);
    let lines: Vec<usize> = found.iter().map(|one| position(&text, one.span.start).line).collect();
    let own = text.lines().count() - 1;
    assert!(lines.contains(&4) && lines.contains(&own), "{found:?}");
    let single = found.iter().filter(|one| one.message.contains("one pair of brackets"));
    let single: Vec<usize> = single.map(|one| position(&text, one.span.start).line).collect();
    assert_eq!(single, [own], "the one in the list is no table");
}

#[test]
fn line_ends_and_a_mark_of_the_byte_order_are_mended() {
    let text = format!("{HEAD}headline = \"x\"\n{TAIL}");
    let odd = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    assert_eq!(mended::<Post>(&odd), Some(text.clone()));
    assert_eq!(mended::<Post>(&text), None);
    let crlf = format!("{HEAD}headline = Power\n{TAIL}").replace('\n', "\r\n");
    assert_eq!(problems::<Post>(&crlf).len(), 1);
}

mod random {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "id = \"k3x9q7m2td\"\nheadline = \"Power cut\"\ncreated = 2026-11-07T09:30:00+02:00\ntags = [\n  \"storm\", \"fog\",\n]\nkey_event = true\nbody = '''\nWords “of” it.\n'''\n\n[[claims]]\nid = \"c-7h2q\"\nquote = 'Words'\nstatus = \"unverified\"\n\n[[credits]]\nname = \"Ana\"\nrole = \"reporter\"\n";

    /// One change: where, how much is taken out, what is put in.
    fn change() -> impl Strategy<Value = (usize, usize, String)> {
        let words = prop_oneof![
            "[\\[\\]{}=,:#\"'\\\\ \n\r\t\0-]{0,4}",
            "\\PC{0,3}",
            Just("'''".to_owned()),
            Just("\"\"\"".to_owned()),
            Just("[claims]\n".to_owned()),
            Just("”".to_owned()),
        ];
        (0..GOOD.len(), 0..6_usize, words)
    }

    proptest! {
        #[test]
        fn prop_whatever_is_changed_each_line_is_told_once_for_each_cause(
            changes in prop::collection::vec(change(), 1..6)
        ) {
            let mut text = GOOD.to_owned();
            for (at, cut, words) in changes {
                let start = text.floor_char_boundary(at.min(text.len()));
                let end = text.ceil_char_boundary((start + cut).min(text.len()));
                text.replace_range(start..end, &words);
            }
            let reads = toml::de::DeTable::parse(&text).is_ok();
            let Err(found) = read::<Post>(&text) else {
                prop_assert!(reads, "what is no TOML is no post");
                return Ok(());
            };
            prop_assert!(!found.is_empty());
            let mut causes: Vec<(usize, &str)> = found
                .iter()
                .map(|one| (position(&text, one.span.start).line, one.message.as_str()))
                .collect();
            let all = causes.len();
            causes.sort_unstable();
            causes.dedup();
            prop_assert_eq!(causes.len(), all, "{:?}", found);
            for one in &found {
                prop_assert!(text.get(one.span.clone()).is_some(), "{:?}", one);
                prop_assert!(!reads || !one.message.is_empty());
            }
            if !reads {
                let lines = found.iter().map(|one| position(&text, one.span.start).line);
                let mut lines: Vec<usize> = lines.collect();
                lines.dedup();
                prop_assert_eq!(lines.len(), all, "one mistake a line: {:?}\n{}", found, text);
            }
            if let Some(once) = mended::<Post>(&text) {
                prop_assert!(read::<Post>(&once).is_ok());
                prop_assert_eq!(mended::<Post>(&once), None);
            }
        }

        #[test]
        fn prop_no_text_stops_the_reader(text in "([\\[\\]{}=,:#\"'\\\\\n\r\t\0a1é” ]|headline|\\PC){0,80}") {
            if let Err(found) = read::<Post>(&text) {
                prop_assert!(!found.is_empty());
            }
        }
    }
}

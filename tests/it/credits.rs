//! `credits`: who did what.

use crate::desk::TestDesk;

fn rows(desk: &TestDesk, flags: &str) -> Vec<serde_json::Value> {
    let ran = desk
        .as_("ed")
        .at("2026-12-01T10:00:00+02:00")
        .type_(&format!("credits --format json {flags}"));
    ran.ok().json()["credits"].as_array().unwrap().clone()
}

fn busy() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --slug one --headline 'One' --body 'Four words stand here.' --credit ana-petrova --credit lev-marin:contributor --credit 'Lena Marsk:photographer:Quay' --submit").ok();
    desk.as_("ana").type_("add --slug two --headline 'Two' --credit ana-petrova --credit lev-marin:contributor --credit ed-lind:contributor --credit 'Oskar Tynne:contributor'").ok();
    desk.as_("ana").type_("add --slug none --headline 'Nobody at all' --no-credit").ok();
    desk.as_("ana").type_("add --slug quiet --headline 'Quiet' --credit ana-petrova --credit 'CANARY Withheld:contributor'").ok();
    desk.as_("ana").type_("edit quiet --withhold-credit 'CANARY Withheld' --submit").ok();
    desk.as_("ana")
        .at("2026-12-01T09:00:00+02:00")
        .type_("add --slug december --headline 'In December'")
        .ok();
    desk.as_("ed").type_("publish one quiet --approve").ok();
    desk
}

#[test]
fn people_are_counted_outsiders_and_withheld_ones_too() {
    let desk = busy();
    let rows = rows(&desk, "");
    let of = |name: &str| {
        rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name} in {rows:?}"))
    };
    assert_eq!(of("Ana Petrova")["posts"], 4);
    assert_eq!(of("Lev Marin")["posts"], 2);
    assert_eq!(
        (of("Lena Marsk")["posts"].as_u64(), of("Lena Marsk")["who"].is_null()),
        (Some(1), true)
    );
    assert_eq!(
        (of("CANARY Withheld")["posts"].as_u64(), of("CANARY Withheld")["withheld"].as_u64()),
        (Some(1), Some(1))
    );
}

#[test]
fn the_printed_line_has_and_for_two_commas_for_three_and_no_withheld_name() {
    let desk = busy();
    desk.as_("ana").type_("add --slug pair --headline 'Pair' --credit ana-petrova --credit lev-marin:contributor --credit ed-lind:contributor").ok();
    let lines = desk.as_("ed").type_("credits --format line").ok().out.clone();
    assert!(
        lines.contains("the Courier's Lev Marin contributed to this report.")
            || lines.contains("Courier's Lev Marin contributed to this report."),
        "{lines}"
    );
    assert!(
        lines.contains("Courier's Lev Marin and Ed Lind contributed to this report."),
        "{lines}"
    );
    assert!(lines.contains("Lev Marin, Ed Lind and Oskar Tynne contributed"), "{lines}");
    assert!(!lines.contains("CANARY"), "{lines}");
}

#[test]
fn credits_are_grouped_and_filtered() {
    let desk = busy();
    assert!(
        rows(&desk, "--group-by role")
            .iter()
            .any(|row| row["role"] == "photographer" && row["posts"] == 1)
    );
    let story = rows(&desk, "--group-by story");
    assert!(story.iter().all(|row| row["story"] == "storm"), "{story:?}");
    assert_eq!(rows(&desk, "--who ana-petrova").len(), 1);
    assert_eq!(rows(&desk, "--who 'Lena Marsk'").len(), 1);
    assert!(rows(&desk, "--month 2026-12").iter().all(|row| row["posts"] == 1));
    assert_eq!(rows(&desk, "--month 2026-12").len(), 1);
    assert_eq!(rows(&desk, "--since 2026-12-01").len(), 1);
    assert_eq!(rows(&desk, "--until 2026-11-06").len(), 0);
    assert!(rows(&desk, "--live").iter().all(|row| row["name"] != "Oskar Tynne"));
    assert!(!rows(&desk, "--story storm").is_empty());
    desk.as_("ed").type_("credits --month 2026-13").usage();
    desk.as_("ed").type_("credits --month 2026-11 --since 21:00").usage();
    desk.as_("ed").type_("credits --group-by nonsense").usage();
}

#[test]
fn words_are_those_of_the_published_text_each_person_wrote() {
    let desk = busy();
    desk.as_("lev")
        .type_("edit one --body 'Four words stand here. And six more are by Lev.' --submit")
        .ok();
    desk.as_("ed").type_("diff one").ok();
    desk.as_("ed").type_("publish one --approve").ok();
    let rows = rows(&desk, "--words");
    let words = |name: &str| {
        rows.iter().find(|row| row["name"] == name).unwrap()["words"].as_u64().unwrap()
    };
    assert_eq!(words("Lev Marin"), 6);
    assert!(words("Ana Petrova") >= 5, "{rows:?}");
    desk.as_("ed").type_("credits --words").ok();
}

#[test]
fn posts_that_name_nobody_are_listed() {
    let desk = busy();
    desk.as_("ed").type_("credits --missing").ok().says("Nobody at all").says_not("Quiet");
    let full = TestDesk::with_story();
    full.post("x", "X", "Words.");
    full.as_("ed").type_("credits --missing").ok().says("every post names somebody");
}

#[test]
fn csv_can_be_read_and_starts_no_formula() {
    let desk = busy();
    desk.as_("ana").run(["add", "--headline", "F", "--credit", "=1+1, Eve"]).ok();
    let text = desk.as_("ed").type_("credits --format csv").ok().out.clone();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let width = reader.headers().unwrap().len();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert!(records.iter().all(|record| record.len() == width));
    assert!(records.iter().flatten().all(|cell| !cell.starts_with('=')), "{text}");
    assert!(records.iter().flatten().any(|cell| cell.contains("Lena Marsk")));
}

//! `status`: what a person has to see first, what a monitor is told, and the hand-over of a shift.

use crate::desk::{People, TestDesk};

#[test]
fn own_words_never_wait_for_oneself() {
    let desk = TestDesk::with_story();
    let People { ed, .. } = desk.people();
    let zoe = desk.person("zoe");
    desk.as_("mara")
        .type_("contributor add zoe-ray --name 'Zoe Ray' --email zoe@courier.example --role editor")
        .ok();
    ed.at("21:10").files("mast", "A mast fell").submits();
    let json = ed.at("21:30").tries("status --json").ok().json();
    assert_eq!(json["for_you"].as_array().expect("a list").len(), 0, "{json:#}");
    assert_eq!(json["with_others"][0]["headline"], "A mast fell");
    ed.at("21:30").tries("status").ok().says("Yours, waiting for another");
    let json = zoe.at("21:31").tries("status --json").ok().json();
    assert_eq!(json["for_you"][0]["headline"], "A mast fell");
}

#[test]
fn a_reporter_sees_what_became_of_the_own_words() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.at("21:00").files("mast", "A mast fell").submits();
    ana.at("21:30").tries("status").ok().says("Yours, waiting for another").says("30 min ago");
    ed.at("21:31").returns("mast");
    ana.at("21:32").tries("status").ok().says("Waiting for you").says_not("waiting for another");
}

#[test]
fn hints_are_what_the_person_may_do() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    desk.live("hurt", "The pier gave way", "Seven people were hurt.");
    ed.acts().type_("flag hurt --quote 'Seven people' --status false --publish").ok();
    ana.tries("status").ok().says("(newsroom correct)").says_not("newsroom second");
    mara.tries("status").ok().says("(newsroom correct, pull)").says("(newsroom second)");
    ana.tries("second hurt").usage();
    mara.tries("second hurt").ok();
}

/// What somebody types for a command that a title of the status names, about what stands below it.
const TYPED: [(&str, &str); 9] = [
    ("correct", "correct DOC --tell-readers 'It was not so.' --tag t"),
    ("correct --drop", "correct DOC --drop"),
    ("pull", "pull DOC --tell-readers 'We are checking.'"),
    ("clear", "clear DOC -m 'It is settled.'"),
    ("second", "second DOC"),
    ("approve", "approve DOC"),
    ("publish", "publish DOC"),
    ("edit", "edit DOC --headline Y"),
    ("submit", "submit DOC"),
];

/// A desk on which every title of the status has something below it.
fn everything_waits() -> TestDesk {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    mara.does("contributor add nan-orr --name 'Nan Orr' --email nan@courier.example --role none");
    desk.live("hurt", "The pier gave way", "Seven people were hurt.");
    ed.acts().type_("flag hurt --quote 'Seven people' --status false --publish").ok();
    ana.files("quay", "The quay");
    ed.stops("quay");
    ana.does("add --slug tide --headline 'The tide turns' --publish-at 23:00 --submit");
    ed.approves("tide");
    ana.does("edit tide --headline 'The tide has turned'");
    desk.live("hoax", "A hoax", "It was said at nine.");
    ana.does("retract hoax --tell-readers 'A hoax.' --submit");
    ana.does("correct hoax --tell-readers 'At ten.' --replace 'nine=>ten' --set-aside --submit");
    ana.files("mast", "A mast fell").submits();
    ana.files("ferry", "The ferry");
    ana.files("lamps", "The lamps").submits();
    ed.returns("lamps");
    desk
}

#[test]
fn each_command_that_a_title_names_is_one_that_its_reader_may_run() {
    let desk = everything_waits();
    let rows = desk.as_("ed").type_("list --json").ok().json()["documents"].clone();
    let ids: Vec<String> = rows.as_array().expect("rows").iter().map(short).collect();
    let mut seen = std::collections::BTreeSet::new();
    for who in ["ana", "ed", "mara", "bot", "nan"] {
        let status = desk.person(who).at("22:00").tries("status").ok().out.clone();
        let mut named: Vec<&str> = Vec::new();
        for line in status.lines() {
            if let Some((_, commands)) = line.split_once(" (newsroom ") {
                named = commands.trim_end_matches(')').split(", ").collect();
                assert!(!matches!(who, "bot" | "nan"), "{who} is told {line}");
                continue;
            }
            if line.is_empty() {
                named.clear();
            }
            let Some(doc) = ids.iter().find(|id| line.contains(id.as_str())) else { continue };
            for command in &named {
                let typed = TYPED.iter().find(|(name, _)| name == command);
                let Some((_, typed)) = typed.filter(|_| *command != "review") else { continue };
                let line = format!("{} --dry-run", typed.replace("DOC", doc));
                let ran = desk.person(who).at("22:01").tries(&line);
                assert!(ran.code < 2, "{who}: {line}\n{}", ran.err);
                seen.insert(format!("{who}: {command}"));
            }
        }
    }
    for told in [
        "ana: correct",
        "ana: correct --drop",
        "ana: edit",
        "ana: submit",
        "ed: pull",
        "ed: approve",
        "ed: publish",
        "mara: clear",
        "mara: second",
    ] {
        assert!(seen.contains(told), "{told} is not told: {seen:?}");
    }
    assert!(!seen.contains("ana: approve") && !seen.contains("ed: clear"), "{seen:?}");
}

fn short(row: &serde_json::Value) -> String {
    row["id"].as_str().expect("an id")[..4].to_owned()
}

#[test]
fn a_monitor_is_told_by_the_exit_code_and_by_name() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.tries("status --exit-code").ok();
    ana.at("21:00").files("tide", "The tide turns");
    ana.at("21:01").does("edit tide --publish-at 22:00").submits("tide");
    ed.at("21:02").approves("tide");
    ana.at("21:59").tries("status --exit-code").ok();
    ana.at("22:01").tries("status --exit-code").refused();
    let json = ana.at("22:01").tries("status --json").ok().json();
    assert_eq!(json["alarms"], serde_json::json!(["overdue"]));
}

#[test]
fn the_next_shift_reads_what_happened_what_is_open_and_who_has_what() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, mara, .. } = desk.people();
    ana.at("20:00").files("early", "Before the shift").submits();
    ana.at("21:10").files("mast", "A mast fell");
    ana.at("21:12").submits("mast");
    ed.at("21:20").lets_out("mast");
    ana.at("21:30").corrects("mast", "It was a pole.");
    ed.at("21:40").lets_out("mast");
    lev.at("21:45").files("draft", "Half a thought");
    let ran = mara.at("22:00").tries("status --shift 21:00");
    ran.ok()
        .says("Ana Petrova\tfiled 1, edited 1, submitted 2")
        .says("Ed Lind\tapproved 2, released 1, corrected 1")
        .says("released")
        .says("“A mast fell” after 8 min")
        .says("“A mast fell” after 10 min: It was a pole.")
        .says("Lev Marin\tdraft")
        .says("an editor\tin review\t2 h ago");
    let json = mara.at("22:00").tries("status --shift 21:00 --json").ok().json();
    let shift = &json["shift"];
    let released = |act: &&serde_json::Value| act["did"] == "released";
    let acts = shift["acts"].as_array().expect("a list");
    let waited = acts.iter().find(released).expect("released")["waited"].clone();
    assert_eq!(waited, 480);
    assert!(acts.iter().all(|act| act["headline"] != "Before the shift"));
    assert_eq!(shift["open"].as_array().expect("a list").len(), 2);
    mara.at("22:00").tries("status --shift 22:00").ok().says("an editor\tin review");
}

#[test]
fn who_wrote_last_has_an_unfinished_correction() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    desk.live("mast", "A mast fell", "At nine.");
    ed.at("21:10").does("correct mast --replace 'nine=>ten' --tell-readers 'At ten.'");
    mara.at("22:00").tries("status --shift 21:00").ok().says("Ed Lind\tdraft").says_not("Ana");
    // What was returned is with its reporter, whoever wrote there before it was.
    ana.at("22:10").files("quay", "Quay shut").submits();
    ed.at("22:20").edits("quay", "--headline 'Quay is shut' --submit");
    ed.at("22:21").returns("quay");
    mara.at("22:30").tries("status --shift 22:05").ok().says("Ana Petrova\treturned");
}

#[test]
fn a_shift_that_has_not_begun_is_no_shift() {
    let desk = TestDesk::with_story();
    desk.as_("ed").type_("status --shift 'in 2 hours'").usage().says("has not begun");
}

#[test]
fn words_that_a_release_puts_back_are_nobodys_edit() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    desk.live("mast", "A mast fell", "At nine.");
    ana.at("21:10").edits("mast", "--tag wind");
    ana.at("21:20").corrects("mast", "It was a pole.");
    ed.at("21:30").lets_out("mast");
    let json = mara.at("22:00").tries("status --shift 21:05 --json").ok().json();
    let acts = json["shift"]["acts"].as_array().expect("a list");
    let by_ed = acts.iter().filter(|act| act["who"] == "ed-lind").map(|act| act["did"].as_str());
    assert_eq!(by_ed.collect::<Vec<_>>(), [Some("approved"), Some("corrected")], "{acts:#?}");
}

#[test]
fn who_submits_is_told_at_once_what_will_hold_the_release_back() {
    let desk = TestDesk::with_story();
    let ana = desk.people().ana;
    let body = "About 300 men were lost.";
    desk.post("ship", "Ship lost", body);
    ana.at("21:00").acts().type_("flag ship --quote '300 men' --status unverified").ok();
    ana.at("21:01")
        .tries("submit ship")
        .ok()
        .says("before it can go out: “300 men” is unverified and readers are not told so: newsroom verify-flag ")
        .says_not("nobody has approved");
    ana.at("21:02").files("plain", "The tide turns");
    let json = ana.at("21:03").tries("submit plain --json").ok().json();
    assert_eq!(json["holds"], serde_json::json!([]));
}

#[test]
fn the_night_is_a_page_with_who_did_what_and_how_long_each_waited() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, mara, .. } = desk.people();
    ana.at("21:10").files("mast", "A mast <script>alert(1)</script> fell");
    ana.at("21:12").submits("mast");
    ed.at("21:20").approves("mast");
    ed.at("21:32").publishes("mast");
    ana.at("21:40").corrects("mast", "It was a <b>pole</b>.");
    ed.at("21:55").lets_out("mast");
    lev.at("22:00").files("ship", "Ship lost").submits();
    let see = mara.at("22:30");
    let page = see.tries("status --shift 21:00 --format html").ok().out.clone();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    for not in ["<script", "<b>", " src=", "<link", "@import", "url("] {
        assert!(!page.contains(not), "{not} in {page}");
    }
    for has in [
        "<html lang=\"en\">",
        "<svg role=\"img\" aria-labelledby=\"people-title people-desc\"",
        "<svg role=\"img\" aria-labelledby=\"waits-title waits-desc\"",
        "A mast &lt;script&gt;alert(1)&lt;/script&gt; fell",
        "It was a &lt;b&gt;pole&lt;/b&gt;.",
        "<th scope=\"col\">Filed</th><th scope=\"col\">Edited</th><th scope=\"col\">Submitted</th><th scope=\"col\">Approved</th><th scope=\"col\">Released</th><th scope=\"col\">Corrected</th>",
        "<bdi>Ana Petrova</bdi></th><td>1</td><td>1</td><td>2</td><td>0</td><td>0</td><td>0</td>",
        "<bdi>Ed Lind</bdi></th><td>0</td><td>0</td><td>0</td><td>2</td><td>1</td><td>1</td>",
        "<td class=\"set\">8 min</td><td class=\"set\">12 min</td>",
        "<td class=\"set\">15 min</td><td class=\"set\">under 1 min</td>",
        "<td class=\"set\">30 min so far</td>",
        "<time datetime=\"2026-11-07T21:10:00+02:00\">21:10</time></td><td><bdi>Ana Petrova</bdi></td><td>filed</td>",
    ] {
        assert!(page.contains(has), "{has} in {page}");
    }
    let json = see.tries("status --shift 21:00 --json").ok().json();
    let first = &json["shift"]["waits"][0];
    assert_eq!(first["submitted"], "2026-11-07T21:12:00+02:00");
    assert_eq!(first["approved"], "2026-11-07T21:20:00+02:00");
    assert_eq!(first["released"], "2026-11-07T21:32:00+02:00");
    assert_eq!(json["shift"]["waits"][2]["approved"], serde_json::Value::Null);
}

#[test]
fn the_page_of_a_shift_is_put_into_a_file_and_into_no_other() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.at("21:10").files("mast", "A mast fell");
    let see = ed.at("22:00");
    see.does("status --shift 21:00 --format html --out shift.html");
    assert!(desk.read("shift.html").contains("content=\"newsroom shift\""));
    see.does("status --shift 21:05 --format html --out shift.html");
    desk.write("notes.txt", "My own words.");
    see.tries("status --shift 21:00 --format html --out notes.txt")
        .usage()
        .says("is there already");
    assert_eq!(desk.read("notes.txt"), "My own words.");
    see.tries("status --format html").usage().says("--shift");
    see.tries("status --shift 21:00 --format text --out shift.html")
        .usage()
        .says("newsroom status --shift 18:00 --format html --out shift.html");
    see.tries("status --shift 21:00 --format html --json").usage();
    let empty = see.tries("status --shift 22:00 --format html").ok().out.clone();
    assert!(empty.contains("Nobody did anything.") && !empty.contains("<svg"), "{empty}");
}

#[test]
fn approved_words_whose_hour_has_passed_are_told_with_the_command() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("add --slug x --headline X --body 'At nine.' --publish-at 21:10 --submit");
    ed.at("21:05").approves("x");
    ed.at("21:06").tries("status").ok().says("21:10 Kyiv, in 4 min").says_not("was due");
    let due = "was due 21:10 Kyiv, 10 min ago: newsroom publish --due";
    ed.at("21:20").tries("status").ok().says(due);
}

#[test]
fn a_shift_has_one_clock_and_tells_since_when_a_draft_is_one() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ana.does("story open tokyo --title 'Tokyo quake' --timezone Asia/Tokyo");
    ana.does("add --story tokyo --slug quake --headline 'It shook' --body 'At nine.' --submit");
    ed.tries("show quake").ok();
    ed.does("publish quake --approve --with-story");
    ana.at("22:00").does("edit quake --replace 'nine=>ten'");
    let told = ed.at("22:05").tries("status --shift 21:30").ok().out.clone();
    assert!(told.contains("Sat 7 Nov 22:00\tAna Petrova\tedited"), "{told}");
    assert!(told.contains("Ana Petrova\tdraft\t5 min ago"), "{told}");
}

//! `trace` and `log --proof`: who answers for a sentence, asked long after.

use serde_json::Value;

use crate::desk::{People, Person, Ran, TestDesk};

const NEXT_YEAR: &str = "2027-11-09T09:00:00+02:00";

/// The desk with another editor, Zoe.
fn desk() -> TestDesk {
    let desk = TestDesk::with_story();
    let line = "contributor add zoe-ray --name 'Zoe Ray' --email zoe@courier.example --role editor";
    desk.person("mara").does(line);
    desk
}

/// Ana writes it, Ed changes a number, Zoe approves, Ed releases; the next day it is corrected.
fn pier() -> TestDesk {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    let zoe = desk.person("zoe");
    files(
        &ana.at("21:05"),
        "pier",
        "Pier gives way",
        "It fell at nine. Six people were **hurt**, she said.",
    );
    ed.at("21:20").edits("pier", "--replace 'Six=>Seven'");
    ana.at("21:30").submits("pier");
    zoe.at("21:40").approves("pier");
    ed.at("21:50").publishes("pier");
    let next_day = ana.at("2026-11-08T10:00:00+02:00");
    next_day.does("correct pier --replace 'Seven=>Nine' --tell-readers 'It was nine.' --submit");
    zoe.at("2026-11-08T10:10:00+02:00").lets_out("pier");
    desk
}

fn files(who: &Person, slug: &str, headline: &str, body: &str) {
    who.acts().run(["add", "--slug", slug, "--headline", headline, "--body", body]).ok();
}

/// Asked by Mara a year later.
fn asked(desk: &TestDesk, words: &str) -> Ran {
    desk.as_("mara").at(NEXT_YEAR).run(["trace", words])
}

fn asked_json(desk: &TestDesk, words: &str, more: &[&str]) -> Value {
    let words = ["trace", words, "--json"];
    desk.as_("mara").at(NEXT_YEAR).run(words.iter().chain(more)).ok().json()
}

/// The runs of words of a place: words, who, instead of what.
fn runs(place: &Value) -> Vec<(String, String, String)> {
    let text = |run: &Value, field: &str| run[field].as_str().unwrap_or("").trim().to_owned();
    let runs = place["written"].as_array().unwrap().iter();
    runs.map(|run| (text(run, "words"), text(run, "who"), text(run, "instead_of"))).collect()
}

fn run(words: &str, who: &str, instead: &str) -> (String, String, String) {
    (words.to_owned(), who.to_owned(), instead.to_owned())
}

/// The commits of a branch that changed a file, oldest first.
fn commits(desk: &TestDesk, branch: &str, path: &str) -> Vec<String> {
    let log = desk.git(["log", "--reverse", "--format=%H", branch, "--", path]);
    log.lines().map(str::to_owned).collect()
}

#[test]
fn a_lawyer_asks_next_year_who_approved_that_sentence() {
    let desk = pier();
    let ran = asked(&desk, "seven people were hurt");
    let out = &ran.ok().out;
    assert!(out.lines().count() <= 24, "one screen:\n{out}");
    ran.says("“Seven people were hurt, she said.”")
        .says("Pier gives way")
        .says("from Sat 7 Nov 2026 21:50 (release 1, first) to Sun 8 Nov 2026 10:10 (release 2, correction)")
        .says("In their place they see: “Nine people were hurt, she said.”")
        .says("“Seven”: Ed Lind, Sat 7 Nov 2026 21:20, instead of “Six”")
        .says("“people were hurt”: Ana Petrova, Sat 7 Nov 2026 21:05")
        .says("approved by Zoe Ray, Sat 7 Nov 2026 21:40")
        .says("release 1, first by Ed Lind, Sat 7 Nov 2026 21:50")
        .says("Sun 8 Nov 2026 10:10, release 2, correction: \"It was nine.\"")
        .says("Nobody signed: this is true if the author lines are true");
}

#[test]
fn what_it_says_is_in_git_to_the_letter() {
    let desk = pier();
    let path = desk.path("pier");
    let traced = asked_json(&desk, "SEVEN people  were hurt", &[]);
    assert_eq!(traced["places"].as_array().unwrap().len(), 1);
    let place = &traced["places"][0];
    assert_eq!(
        (&place["seen"], &place["part"], &place["at_desk"]),
        (&"before".into(), &"body".into(), &false.into())
    );
    assert_eq!(
        runs(place),
        [run("Seven", "ed-lind", "Six"), run("people were hurt", "ana-petrova", "")]
    );
    let whole: String = place["written"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["words"].as_str().unwrap())
        .collect();
    assert_eq!(whole, "Seven people were hurt", "nothing of the words is left out");
    let filed = commits(&desk, "main", &path);
    assert_eq!(place["written"][0]["commit"], filed[1].as_str());
    assert_eq!(place["written"][1]["commit"], filed[0].as_str());
    let released = &place["released"];
    assert_eq!(released.as_array().unwrap().len(), 1);
    let approval = &released[0]["approvals"][0];
    assert_eq!(
        (&approval["who"], &approval["at"]),
        (&"zoe-ray".into(), &"2026-11-07T19:40:00Z".into())
    );
    let commit = approval["commit"].as_str().unwrap();
    assert_eq!(desk.git(["log", "-1", "--format=%ae", commit]).trim(), "zoe@courier.example");
    assert!(desk.git(["show", commit]).contains("+verdict = \"approved\""));
    let record = released[0]["record"].as_str().unwrap();
    let sha = desk.git_bytes(["show", &format!("{record}:{path}")]);
    assert_eq!(released[0]["digest"], newsroom::model::Digest::of(&sha).to_string());
    assert_eq!(place["spans"][0]["from"], "2026-11-07T19:50:00Z");
    assert_eq!(place["spans"][0]["to"], "2026-11-08T08:10:00Z");
    assert_eq!(
        (&place["spans"][0]["to_release"], &place["spans"][0]["ended_by"]),
        (&2.into(), &"correction".into())
    );
}

#[test]
fn words_of_a_headline_do_not_hide_the_sentence_that_was_corrected() {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    desk.live("pier", "Six hurt at the pier", "The mayor says six hurt lie in Tarn. More soon.");
    let correction = "--replace 'says six hurt lie=>says seven hurt lie' --tell-readers 'Seven.'";
    ana.at("21:00").does(&format!("correct pier {correction} --submit"));
    ed.at("21:10").lets_out("pier");
    let places = asked_json(&desk, "six hurt", &[])["places"].clone();
    let told = |place: &Value| {
        let to = &place["spans"][0]["to_release"];
        [&place["part"], &place["seen"], to, &place["in_their_place"]].map(Value::to_string)
    };
    let told: Vec<[String; 4]> = places.as_array().unwrap().iter().map(told).collect();
    let corrected = "\"The mayor says seven hurt lie in Tarn.\"";
    assert_eq!(
        told,
        [["\"headline\"", "\"now\"", "null", "null"], ["\"body\"", "\"before\"", "2", corrected]]
    );
    let typed = desk.as_("mara").at(NEXT_YEAR).type_("trace six hurt");
    typed.ok().says("in the headline").says("“The mayor says six hurt lie in Tarn.”");
    let then = asked_json(&desk, "six hurt", &["--at", "2026-11-07 20:30"])["places"].clone();
    let seen: Vec<&Value> = then.as_array().unwrap().iter().map(|place| &place["seen"]).collect();
    assert_eq!(seen, ["now", "now"]);
}

#[test]
fn words_that_stand_everywhere_are_no_wall() {
    let desk = desk();
    let body = (1..200).map(|n| format!("People came to gate {n}.")).collect::<Vec<_>>().join(" ");
    desk.live("gates", "Gates", &body);
    let ran = asked(&desk, "people came");
    ran.ok().says("more:").says("(196 places)");
    assert!(ran.out.lines().count() < 60, "{}", ran.out);
    assert_eq!(asked_json(&desk, "people came", &[])["places"].as_array().unwrap().len(), 199);
}

#[test]
fn of_the_same_sentence_twice_each_is_its_own_writers() {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    let zoe = desk.person("zoe");
    files(&ana.at("20:10"), "mayor", "M", "The mayor is ill. The wharf stands.");
    let added = "--replace 'wharf stands.=>wharf stands. People sang. The mayor is ill.'";
    zoe.at("20:20").edits("mayor", added);
    ana.at("20:30").submits("mayor");
    ed.at("20:40").lets_out("mayor");
    let places = asked_json(&desk, "The mayor is ill", &[])["places"].clone();
    let who = |place: &Value| runs(place)[0].1.clone();
    let told: Vec<String> = places.as_array().unwrap().iter().map(who).collect();
    assert_eq!(told, ["ana-petrova", "zoe-ray"]);
}

#[test]
fn it_answers_for_any_moment() {
    let desk = pier();
    let at = |time: &str| asked_json(&desk, "Seven people", &["--at", time])["places"][0].clone();
    let written = at("2026-11-07 21:10");
    assert_eq!((&written["seen"], &written["at_desk"]), (&"not-yet".into(), &false.into()));
    assert_eq!(runs(&written), []);
    let approved = at("2026-11-07 21:45");
    assert_eq!((&approved["seen"], &approved["at_desk"]), (&"not-yet".into(), &true.into()));
    assert_eq!(approved["desk_approved"][0]["who"], "zoe-ray");
    assert_eq!(approved["first_seen_later"], "2026-11-07T19:50:00Z");
    assert_eq!(runs(&approved)[0], run("Seven", "ed-lind", "Six"));
    let unapproved = at("2026-11-07 21:35");
    assert_eq!(unapproved["desk_approved"].as_array().unwrap().len(), 0);
    let live = at("2026-11-08 10:05");
    assert_eq!((&live["seen"], &live["in_their_place"]), (&"now".into(), &Value::Null));
    assert_eq!(live["told"].as_array().unwrap().len(), 0, "nobody had been told yet");
    let after = at("2026-11-08 10:11");
    assert_eq!(after["seen"], "before");
    assert_eq!(after["in_their_place"], "Nine people were hurt, she said.");
    let nine = asked_json(&desk, "nine people", &["--at", "2026-11-08 09:00"])["places"][0].clone();
    assert_eq!(
        (&nine["seen"], &nine["in_their_place"]),
        (&"not-yet".into(), &"Seven people were hurt, she said.".into())
    );
    desk.as_("mara")
        .at(NEXT_YEAR)
        .type_("trace 'nine people' --at '2026-11-08 09:00'")
        .ok()
        .says("As of Sun 8 Nov 2026 09:00 Kyiv")
        .says("Readers did not see these words then. They first did on Sun 8 Nov 2026 10:10")
        .says("In their place they saw: “Seven people were hurt, she said.”");
}

#[test]
fn what_was_pulled_was_seen_by_nobody_until_it_was_put_back() {
    let desk = desk();
    let People { ed, .. } = desk.people();
    desk.live("pier", "Pier gives way", "Six people were hurt.");
    ed.at("21:10").pulls("pier");
    let pulled = asked(&desk, "six people were hurt");
    pulled.ok().says("Readers saw these words from Sat 7 Nov 2026 20:15 (release 1, first) to Sat 7 Nov 2026 21:10 (release 2, pull)");
    pulled.says("We are checking it.");
    ed.at("21:30").restores("pier");
    let place = asked_json(&desk, "six people were hurt", &[])["places"][0].clone();
    let spans: Vec<_> = place["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| (span["from_release"].as_u64(), span["to_release"].as_u64()))
        .collect();
    assert_eq!(spans, [(Some(1), Some(2)), (Some(3), None)]);
    assert_eq!(place["seen"], "now");
    let down = asked_json(&desk, "six people were hurt", &["--at", "2026-11-07 21:20"]);
    assert_eq!(
        (&down["places"][0]["seen"], &down["places"][0]["in_their_place"]),
        (&"before".into(), &Value::Null)
    );
    asked(&desk, "six people were hurt")
        .ok()
        .says("  since Sat 7 Nov 2026 21:30 (release 3, restore)");
}

#[test]
fn what_is_put_together_of_two_peoples_words_stays_theirs() {
    let desk = desk();
    let People { ana, ed, lev, mara, .. } = desk.people();
    files(&ana, "pier", "P", "The pier fell at nine. Six people were hurt.");
    let path = desk.path("pier");
    ed.git("switch -qc side");
    lev.opens("pier").changes("The pier", "The old pier").commits();
    ed.git("switch -q main");
    ed.opens("pier").changes("Six people", "Seven people").commits();
    mara.git("merge -q -s ours --no-ff --no-commit side");
    mara.opens("pier").changes("The pier", "The old pier").commits();
    assert_eq!(desk.git(["log", "-1", "--format=%p"]).split(' ').count(), 2, "{path}");
    let place =
        asked_json(&desk, "The old pier fell at nine. Seven people were hurt.", &[])["places"][0]
            .clone();
    assert_eq!(
        runs(&place),
        [
            run("The", "ana-petrova", ""),
            run("old", "lev-marin", ""),
            run("pier fell at nine.", "ana-petrova", ""),
            run("Seven", "ed-lind", "Six"),
            run("people were hurt", "ana-petrova", ""),
        ]
    );
    let counted = desk.as_("ana").type_("log pier --json").ok().json();
    let of = |who: &str| {
        let all = counted["words_by"].as_array().unwrap().iter();
        all.filter(|one| one["who"] == who).map(|one| one["words"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((of("lev-marin"), of("ed-lind"), of("mara-dov")), (1, 1, 0));
    desk.as_("ana").type_("credits --words --json").ok();
}

#[test]
fn a_correction_over_unfinished_words_leaves_everybody_theirs() {
    let desk = desk();
    let People { ana, ed, lev, .. } = desk.people();
    desk.live("pier", "P", "The pier fell at nine.\n\nSix people were hurt.");
    lev.at("21:00").edits("pier", "--replace 'The pier fell=>Lamps went out and the pier fell'");
    ana.at("21:10")
        .does("correct pier --replace 'Six=>Seven' --tell-readers 'It was seven.' --submit");
    ed.at("21:20").lets_out("pier");
    let words = |words: &str| runs(&asked_json(&desk, words, &[])["places"][0]);
    assert_eq!(
        words("the pier fell at nine. Seven people"),
        [
            run("The pier fell at nine.", "ana-petrova", ""),
            run("Seven", "ana-petrova", "Six"),
            run("people", "ana-petrova", "")
        ]
    );
    assert_eq!(words("Lamps went out and")[0].1, "lev-marin", "what came back is still his");
}

#[test]
fn on_a_desk_of_one_it_says_that_one_person_did_it_all() {
    let desk = TestDesk::with_story();
    let People { ed, mara, .. } = desk.people();
    mara.sets("four_eyes = \"off\"");
    files(&ed.at("21:05"), "pier", "Pier gives way", "Six people were hurt.");
    ed.at("21:10").lets_out("pier");
    asked(&desk, "six people were hurt")
        .ok()
        .says("“Six people were hurt”: Ed Lind")
        .says("approved by Ed Lind")
        .says("release 1, first by Ed Lind");
    desk.as_("mara")
        .type_("log pier --proof")
        .ok()
        .says("the approver wrote 100 % of these words")
        .says("one person may write and approve");
}

#[test]
fn words_that_a_court_ordered_erased_are_named_by_nobody() {
    let desk = desk();
    let People { ana, ed, mara, .. } = desk.people();
    mara.does(
        "contributor add nora-bek --name 'Nora Bek' --email nora@courier.example --role admin",
    );
    desk.live("held", "A man is held", "The police hold CANARY Tarn of Salt Quay. Nobody is hurt.");
    ana.at("21:10").does("correct held --replace 'CANARY Tarn of Salt Quay=>a man' --tell-readers 'We named somebody.' --submit");
    ed.at("21:15").lets_out("held");
    for admin in ["mara", "nora"] {
        desk.as_(admin)
            .at("21:40")
            .type_("expunge held --release 1 -m 'Court of Selan, 3/26'")
            .ok();
    }
    let ran = asked(&desk, "hold CANARY Tarn");
    ran.ok().says("erased by a court's order").says_not("CANARY").says_not("“The police");
    ran.says("from Sat 7 Nov 2026 20:15 (release 1, first) to Sat 7 Nov 2026 21:15 (release 2, correction)");
    let traced = desk.as_("mara").at(NEXT_YEAR).type_("trace 'hold CANARY Tarn' --json");
    traced.ok().says_not("CANARY");
    let place = traced.json()["places"][0].clone();
    assert_eq!((&place["erased"], &place["sentence"]), (&true.into(), &Value::Null));
    assert_eq!(runs(&place), []);
    desk.as_("mara").type_("trace 'hold CANARY Tarn' --at 20:12").ok().says_not("CANARY");
    desk.as_("mara").at("22:00").type_("trace 'the police hold a man'").ok().says_not("CANARY");
    // Of words that stand on, those which stood around them then are not told, either.
    let held = "The police hold";
    asked(&desk, held).ok().says("“The police hold a man.”").says_not("CANARY");
    for then in ["2026-11-07 20:20", "2026-11-07 20:12", "2026-11-07 20:05"] {
        desk.as_("mara").run(["trace", held, "--at", then]).says_not("CANARY");
    }
    let kept = asked_json(&desk, "Nobody is hurt", &[])["places"][0].clone();
    assert_eq!((&kept["erased"], &kept["seen"]), (&false.into(), &"now".into()));
    assert_eq!(kept["spans"][0]["from_release"], 1);
    let proof = desk.as_("mara").type_("log held --proof");
    proof.ok().says("erased by a court's order").says_not("CANARY");
}

#[test]
fn words_that_stand_nowhere_lead_to_the_nearest() {
    let desk = pier();
    let ran = asked(&desk, "Eleven people were hurt by the pier");
    ran.usage()
        .says("readers never saw these words")
        .says("a part of them stands in")
        .says("“people were hurt”");
    assert_eq!(ran.hints(), ["newsroom trace 'people were hurt'"]);
    desk.as_("mara").type_("trace 'people were hurt'").ok();
    asked(&desk, "Quinces").usage().says("readers never saw these words");
    asked(&desk, "…").usage().says("no words to look for");
    asked(&desk, "even people were hurt").usage();
    let gone = asked(&desk, "Seven people were found");
    assert_eq!(
        gone.usage().hints(),
        ["newsroom trace 'Seven people were'"],
        "also of an earlier release"
    );
}

#[test]
fn every_post_with_the_words_is_told_what_readers_see_first() {
    let desk = desk();
    let People { ed, lev, .. } = desk.people();
    desk.live("one", "First", "Six people were hurt.");
    desk.live(
        "two",
        "Second",
        "He said [six people](https://selan.example/a) were hurt, and left.",
    );
    files(&lev, "three", "Third", "Six people were hurt, again.");
    ed.at("21:10").pulls("one");
    let traced = asked_json(&desk, "six people were hurt", &[]);
    let seen: Vec<_> = traced["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| (place["headline"].as_str().unwrap(), place["seen"].as_str().unwrap()))
        .collect();
    assert_eq!(seen, [("Second", "now"), ("First", "before"), ("Third", "never")]);
    lev.does("story open other --title Other");
    let none = desk.as_("mara").type_("trace 'six people were hurt' --story other");
    none.usage().says("readers never saw");
    let text = asked(&desk, "six people were hurt");
    text.ok().says("Readers never saw these words. They stand at the desk.");
}

#[test]
fn words_that_a_draft_left_out_are_still_what_readers_see() {
    let desk = desk();
    desk.live("pier", "Pier", "Six people were hurt.");
    desk.person("ana").edits("pier", "--replace 'Six people were hurt=>Nobody was there'");
    let place = asked_json(&desk, "six people were hurt", &[])["places"][0].clone();
    assert_eq!((&place["seen"], &place["at_desk"]), (&"now".into(), &false.into()));
    let draft = asked_json(&desk, "nobody was there", &[])["places"][0].clone();
    assert_eq!((&draft["seen"], &draft["at_desk"]), (&"never".into(), &true.into()));
}

#[test]
fn a_file_that_cannot_be_read_or_is_gone_hides_nothing_that_readers_saw() {
    let desk = desk();
    let People { ed, .. } = desk.people();
    desk.live("pier", "Pier", "Six people were hurt.");
    desk.live("quay", "Quay", "Seven boats were lost.");
    let (pier, quay) = (desk.path("pier"), desk.path("quay"));
    ed.opens(&pier).adds("headline = ").commits();
    std::fs::remove_file(desk.root().join(quay)).unwrap();
    ed.commits_by_git();
    for (words, headline) in [("six people were hurt", "Pier"), ("seven boats were lost", "Quay")] {
        let place = asked_json(&desk, words, &[])["places"][0].clone();
        assert_eq!((&place["seen"], &place["headline"]), (&"now".into(), &headline.into()));
        assert_eq!(
            runs(&place),
            [run(words, "ana-petrova", "")].map(|(w, a, i)| (
                w[..1].to_uppercase() + &w[1..],
                a,
                i
            ))
        );
        assert_eq!(place["released"][0]["approvals"][0]["who"], "ed-lind");
    }
}

#[test]
fn a_post_with_another_name_keeps_its_writers() {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    files(&ana, "pier", "Pier", "Six people were hurt.");
    let path = desk.path("pier");
    let other = path.replace("/pier-", "/quay-");
    ed.git(&format!("mv {path} {other}"));
    ed.commits_by_git();
    let place = asked_json(&desk, "six people were hurt", &[])["places"][0].clone();
    assert_eq!(runs(&place), [run("Six people were hurt", "ana-petrova", "")]);
}

#[test]
fn what_was_flagged_among_the_words_is_told_with_them() {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    files(&ana, "pier", "Pier", "Six people were hurt. The ferry waits.");
    ana.does(
        "verify-flag pier --quote 'Six people' --status unverified --caveat 'Nobody has counted.'",
    );
    ed.lets_out("pier");
    asked(&desk, "people were hurt")
        .ok()
        .says("Flagged among them")
        .says("“Six people”: unverified; readers are told: \"Nobody has counted.\"");
    asked(&desk, "the ferry waits").ok().says_not("Flagged");
}

#[test]
fn a_proof_names_the_share_that_the_approver_wrote_and_how_a_stranger_checks_it() {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    files(&ana.at("21:05"), "pier", "Pier", "Six people were hurt tonight.");
    ed.at("21:10").edits("pier", "--replace 'were hurt=>lay hurt'");
    ana.at("21:15").submits("pier");
    ed.at("21:20").lets_out("pier");
    ed.at("21:30").edits("pier", "--tag harbour");
    ed.at("21:31").does("publish pier --kind minor");
    let ran = desk.as_("mara").at("22:00").type_("log pier --proof");
    ran.ok()
        .says("PROOF OF RELEASE 1, first, Sat 7 Nov 21:20, by Ed Lind")
        .says("written by: Ana Petrova 5 words (83 %), Ed Lind 1 word (16 %)")
        .says("submitted by Ana Petrova, Sat 7 Nov 21:15")
        .says("approved by Ed Lind, Sat 7 Nov 21:20")
        .says("the approver wrote 16 % of these words")
        .says(
            "1 approval; somebody besides the approver had a hand in the words; nobody has to sign",
        )
        .says("Nobody signed: this is true if the author lines are true")
        .says("let out by one person alone: a second read is owed");
    let json = desk.as_("mara").type_("log pier --proof --json").ok().json();
    let (first, minor) = (&json["proofs"][0], &json["proofs"][1]);
    assert_eq!((&first["approver_share"], &minor["second_read"]), (&16.into(), &"owed".into()));
    assert_eq!(first["policy"]["four_eyes"], "other");
    let digest = first["digest"].as_str().unwrap();
    for command in first["commands"].as_array().unwrap() {
        let command = command.as_str().unwrap();
        assert!(ran.out.contains(command), "{command}");
        let git: Vec<&str> = command.split(" | ").next().unwrap().split(' ').skip(1).collect();
        let bytes = desk.git_bytes(&git);
        if command.ends_with("sha256sum") {
            assert_eq!(newsroom::model::Digest::of(&bytes).to_string(), digest);
        }
    }
    desk.person("zoe").at("22:10").does("second pier");
    let json = desk.as_("mara").at("22:30").type_("log pier --proof --json").ok().json();
    assert_eq!(json["proofs"][1]["second_read"], "done");
    assert_eq!(json["proofs"][1]["second_reads"][0]["who"], "zoe-ray");
    let plain = desk.as_("mara").type_("log pier --json").ok().json();
    assert_eq!(plain.get("proofs"), None);
}

#[test]
fn a_sign_behind_a_word_hides_it_from_nobody() {
    let desk = desk();
    desk.live("deal", "Zebrafone™ sales fall", "The Quuxium™ deal. Some 10 km² are flooded.");
    for words in ["quuxium", "the Quuxium", "10 km²", "10 km", "Zebrafone"] {
        let ran = desk.as_("mara").run(["trace", words]);
        assert_eq!(ran.code == 0, words != "10 km", "{words}: {}{}", ran.out, ran.err);
    }
    desk.as_("mara").type_("show zebrafone").ok();
}

#[test]
fn of_a_story_every_place_is_told_whole_and_a_retraction_as_that() {
    let desk = desk();
    let People { ana, ed, .. } = desk.people();
    for slug in ["a", "b", "c", "d", "e"] {
        desk.live(slug, slug, "Six people were hurt.");
    }
    let whole = |more: &str| {
        let ran = desk.as_("mara").type_(&format!("trace 'Six people were hurt'{more}"));
        ran.ok().out.matches("To check it: newsroom log").count()
    };
    assert_eq!((whole(""), whole(" --story storm")), (3, 5));
    ana.at("21:20").does("retract a --tell-readers 'A hoax.' --submit");
    ed.at("21:21").lets_out("a");
    let ran = desk.as_("mara").type_("trace 'Six people were hurt' --story storm");
    ran.ok().says("they stand in the file of a retraction").says_not("are approved by Ed");
}

//! `search`: words in what stands, in what readers see, in all that they ever saw.

use serde_json::Value;

use crate::desk::{Ran, TestDesk, git_in};

fn search(desk: &TestDesk, words: &[&str]) -> Ran {
    desk.as_("ana").at("23:00").run([&["search"], words].concat())
}

/// What was found: headlines, newest first.
fn found(desk: &TestDesk, words: &[&str]) -> Vec<String> {
    let json = search(desk, &[words, &["--json"]].concat()).ok().json();
    let hits = json["hits"].as_array().unwrap();
    assert_eq!(json["total"], hits.len());
    hits.iter().map(|hit| hit["found_headline"].as_str().unwrap().to_owned()).collect()
}

/// The parts that are marked.
fn marked(json: &Value) -> Vec<String> {
    let around = json["hits"].as_array().unwrap().iter().flat_map(|hit| hit["around"].as_array());
    let parts = around.flatten().flat_map(|part| part["parts"].as_array()).flatten();
    let marked = parts.filter(|part| part["found"] == true);
    marked.map(|part| part["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn two_in_the_morning_somebody_asks_where_it_said_that() {
    let desk = TestDesk::with_story();
    desk.live("ferry", "Ferries stop", "The last ferry to Salt Quay left\nat nine.");
    desk.live("cafe", "Café burns", "Smoke over the quay; nobody is hurt.");
    desk.as_("ana")
        .at("22:00")
        .run([
            "add",
            "--headline",
            "What we know",
            "--body",
            "Ferries go again from Salt Quay at six.",
        ])
        .ok();
    let ran = search(&desk, &["salt", "ferries"]);
    ran.ok().says("[=Ferries=] go again from [=Salt=] Quay at six.").says("headline: [=Ferries=]");
    ran.says("live 1").says("body: The last ferry to [=Salt=] Quay left at nine.");
    assert!(ran.out.find("What we know") < ran.out.find("Ferries stop"), "{}", ran.out);
    assert_eq!(found(&desk, &["SALT  quay"]), ["What we know", "Ferries stop"]);
    assert_eq!(found(&desk, &["\"quay at\""]), ["What we know"]);
    assert_eq!(found(&desk, &["“quay left at nine”"]), ["Ferries stop"], "over the end of a line");
    assert_eq!(found(&desk, &["cafe"]), ["Café burns"]);
    assert_eq!(found(&desk, &["ferr", "--live"]), ["Ferries stop"]);
    assert_eq!(found(&desk, &["again", "--live"]), [""; 0]);
    assert_eq!(found(&desk, &["quay", "--story", "storm"]).len(), 3);
    let limited = search(&desk, &["quay", "--limit", "1"]);
    limited.ok().says("What we know").says_not("Ferries stop").says("1 of 3, the newest");
}

#[test]
fn a_lawyer_finds_words_that_readers_once_saw_and_when() {
    let desk = TestDesk::with_story();
    desk.live("x", "A man is held", "The police hold a baker of Salt Quay.");
    desk.as_("ed").at("21:20").type_("edit x --tag police").ok();
    desk.as_("ed").at("21:21").type_("publish x --kind minor").ok();
    let right = "correct x --replace 'a baker=>a man' --tell-readers 'He is no baker.' --submit";
    desk.as_("ana").at("21:30").type_(right).ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").at("21:45").type_("publish x --approve").ok();
    assert_eq!(found(&desk, &["\"a baker of\""]), [""; 0]);
    assert_eq!(found(&desk, &["\"a baker of\"", "--live"]), [""; 0]);
    let ran = search(&desk, &["\"a baker of\"", "--ever"]);
    ran.ok().says("hold [=a baker of=] Salt Quay").says("releases 1, 2: readers saw it from");
    ran.says("to Sat 7 Nov 21:45 Kyiv");
    let json = search(&desk, &["\"a baker\"", "hold", "--ever", "--json"]).json();
    let seen = &json["hits"][0]["seen"];
    assert_eq!(seen[0]["releases"], serde_json::json!([1, 2]));
    assert_eq!(seen[0]["to"], "2026-11-07T21:45:00+02:00");
    assert_eq!(seen.as_array().unwrap().len(), 1);
    search(&desk, &["baker"]).ok().says("[=baker=]").says("correction: He is no");
    desk.as_("ed").at("21:50").type_("pull x --tell-readers 'A judge asked.'").ok();
    assert_eq!(found(&desk, &["police", "--live"]), [""; 0], "it is down");
    assert_eq!(found(&desk, &["judge", "--live"]), ["A man is held"], "its notice stands");
    let json = search(&desk, &["\"hold a man\"", "--ever", "--json"]).json();
    assert_eq!(json["hits"][0]["seen"][0]["to"], "2026-11-07T21:50:00+02:00");
}

#[test]
fn what_is_found_says_where_and_on_whole_characters() {
    let desk = TestDesk::with_story();
    desk.post("tokyo", "速報：東京都庁で火事", "けが人はいない。Straße und Київ.");
    for (words, text) in [
        ("東", "東"),
        ("京都", "京都"),
        ("東京都庁", "東京都庁"),
        ("STRASSE", "Straße"),
        ("київ", "Київ"),
    ] {
        let json = search(&desk, &[words, "--json"]).ok().json();
        assert_eq!(marked(&json), [text]);
    }
    assert_eq!(found(&desk, &["Киів"]), [""; 0], "another letter");
    let json = search(&desk, &["いない", "--json"]).ok().json();
    let around = &json["hits"][0]["around"][0];
    assert_eq!((&around["field"], &around["offset"]), (&"body".into(), &0.into()));
}

#[test]
fn signs_and_words_of_other_programs_are_words() {
    let desk = TestDesk::with_story();
    desk.post("x", "Wi-Fi near the quay", "It costs 50 % or more.");
    for words in ["wi-fi", "NEAR", "OR", "50%", "\"wi", "fi*", "it:costs", "near quay"] {
        assert_eq!(found(&desk, &[words]).len(), 1, "{words}");
    }
    for words in ["NOT", "AND", "NEAR(quay wi)", "headline:x", "near*quay"] {
        assert_eq!(found(&desk, &[words]), [""; 0], "{words}");
    }
    search(&desk, &["--", "-near"]).ok().says("[=near=]");
    for nothing in ["\"", "*", "-- -", "🔥"] {
        let words: Vec<&str> = nothing.split(' ').collect();
        search(&desk, &words).usage().says("no letter and no digit");
    }
    search(&desk, &[&"a ".repeat(101)]).usage().says("101 words");
    search(&desk, &["x", "--live", "--ever"]).usage();
    search(&desk, &["x", "--story", "nowhere"]).usage();
}

#[test]
fn where_nothing_is_found_it_says_what_else_to_try() {
    let desk = TestDesk::with_story();
    desk.post("x", "Harbour shut", "Since nine.");
    let ran = search(&desk, &["harbuor", "shut"]);
    ran.ok().says("nothing at the desk has these words: harbuor shut");
    ran.says("nothing has “harbuor”").says("--ever");
    search(&desk, &["\"shut harbour\""]).ok().says("without quotes");
    search(&desk, &["harbour", "--ever"]).ok().says("no release ever had").says_not("--ever\n");
    let json = search(&desk, &["nowhere", "--json"]).ok().json();
    assert_eq!((json["total"].as_u64(), json["hits"].as_array().unwrap().len()), (Some(0), 0));
}

#[test]
fn what_is_never_public_is_not_looked_through_and_what_cannot_be_read_is_as_it_was() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "Harbour shut", "Since nine.");
    desk.as_("ana").type_("comment x -m 'ask the pilotage'").ok();
    assert_eq!(found(&desk, &["pilotage"]), [""; 0]);
    desk.write(&path, desk.filed(&path).replace("headline = ", "headlin = "));
    desk.git(["commit", "-qam", "broken"]);
    search(&desk, &["harbour"]).ok().says("[=Harbour=] shut").says("cannot be read");
    desk.write(&path, desk.filed(&path).replace("headlin = \"Harbour", "headline = \"Pier"));
    desk.git(["commit", "-qam", "mended"]);
    assert_eq!(found(&desk, &["harbour"]), [""; 0]);
    assert_eq!(found(&desk, &["pier"]), ["Pier shut"]);
    desk.write(&path, desk.filed(&path).replace("Pier", "Tower"));
    assert_eq!(found(&desk, &["tower"]), [""; 0], "saved, and not filed");
}

/// Whether a file of the cache has the bytes.
fn cached(desk: &TestDesk, words: &str) -> bool {
    ["", "-wal"].into_iter().any(|end| {
        let file = desk.root().join(format!(".git/newsroom/cache.sqlite{end}"));
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn what_a_court_had_erased_is_found_no_more_and_no_cache_has_it() {
    let desk = TestDesk::with_story();
    desk.as_("mara")
        .type_("contributor add nora --name 'Nora Bek' --email nora@courier.example --role admin")
        .ok();
    desk.live("x", "Zorvath is held", "The police hold Zorvath.");
    let right = "correct x --headline 'A man is held' --body 'The police hold a man.' \
                 --tell-readers 'It named somebody.' --submit";
    desk.as_("ana").at("21:10").type_(right).ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").at("21:15").type_("publish x --approve").ok();
    assert_eq!(found(&desk, &["zorvath", "--ever"]), ["Zorvath is held"]);
    assert!(cached(&desk, "zorvath"));
    for who in ["mara", "nora"] {
        desk.as_(who).at("21:40").type_("expunge x --release 1 -m ORDER").ok();
    }
    assert_eq!(found(&desk, &["zorvath", "--ever"]), [""; 0]);
    assert_eq!(found(&desk, &["\"hold a man\"", "--ever"]), ["A man is held"]);
    assert!(!cached(&desk, "zorvath"));
}

#[test]
fn a_clone_that_takes_over_what_a_court_had_erased_forgets_it_too() {
    let desk = TestDesk::with_story();
    desk.as_("mara")
        .type_("contributor add nora --name 'Nora Bek' --email nora@courier.example --role admin")
        .ok();
    desk.live("x", "Zorvath is held", "The police hold Zorvath.");
    desk.as_("ana")
        .at("21:10")
        .type_(
            "correct x --headline Held --body Held. --tell-readers 'It named somebody.' --submit",
        )
        .ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").at("21:15").type_("publish x --approve").ok();
    assert_eq!(found(&desk, &["zorvath", "--ever"]).len(), 1);
    let old = desk.outside().join("old.sqlite");
    let cache = desk.root().join(".git/newsroom/cache.sqlite");
    std::fs::copy(&cache, &old).unwrap();
    for who in ["mara", "nora"] {
        desk.as_(who).at("21:40").type_("expunge x --release 1 -m ORDER").ok();
    }
    // As a clone has it that was given desk and record by plain git.
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(desk.root().join(format!(".git/newsroom/cache.sqlite{end}")));
    }
    std::fs::copy(&old, &cache).unwrap();
    assert!(cached(&desk, "zorvath"));
    assert_eq!(found(&desk, &["zorvath", "--ever"]), [""; 0]);
    assert!(!cached(&desk, "zorvath"));
    git_in(desk.root(), ["fsck", "--strict"]);
}

#[test]
fn the_cache_changes_nothing_that_is_found() {
    let desk = TestDesk::with_story();
    for n in 0..4 {
        desk.live(&format!("p{n}"), &format!("Port {n}"), &format!("Quay {n} of the port."));
    }
    for (n, line) in [
        "edit p1 --body 'Other words.'",
        "edit p2 --replace 'Quay=>Pier'",
        "story edit storm --point 'The port is shut'",
    ]
    .iter()
    .enumerate()
    {
        desk.as_("ed").at(&format!("22:1{n}")).type_(line).ok();
        for scope in [None, Some("--live"), Some("--ever")] {
            for words in ["port", "quay", "other", "pier", "\"quay 2 of\"", "shut"] {
                let words: Vec<&str> = [words].into_iter().chain(scope).collect();
                let kept = search(&desk, &[&words[..], &["--json"]].concat()).ok().out.clone();
                let cache = desk.root().join(".git/newsroom/cache.sqlite");
                let aside = desk.outside().join("aside");
                let _ = std::fs::rename(&cache, &aside);
                let _ = std::fs::remove_file(cache.with_extension("sqlite-wal"));
                let anew = search(&desk, &[&words[..], &["--json"]].concat()).ok().out.clone();
                assert_eq!(kept, anew, "{words:?}");
            }
        }
    }
}

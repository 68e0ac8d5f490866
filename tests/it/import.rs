//! Wires: updates beside the desk's words, what is held back, lists with odd items, files of one name.

use serde_json::{Value, json};

use crate::desk::{Ran, TestDesk, git_in, site};

/// Imports this as the person, from a file of that name outside the desk.
fn from(desk: &TestDesk, who: &str, file: &str, value: &Value) -> Ran {
    let path = desk.outside().join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, value.to_string()).unwrap();
    desk.as_(who).run(["import", "--format", "ninjs", path.to_str().unwrap()])
}

fn import(desk: &TestDesk, value: &Value) -> Ran {
    from(desk, "ana", "wire.json", value)
}

/// A version of an item with these paragraphs.
fn version(n: u32, headline: &str, paragraphs: &[&str]) -> Value {
    let body: String = paragraphs.iter().map(|words| format!("<p>{words}</p>")).collect();
    json!({ "uri": "urn:tarn:dam", "version": n.to_string(), "pubstatus": "usable",
        "headline": headline, "byline": "Oda Brandt", "source": "Tarn Wire", "body_html": body })
}

fn with(mut item: Value, fields: &Value) -> Value {
    item.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    item
}

fn posts(desk: &TestDesk) -> Vec<String> {
    let all = desk.tree("HEAD").into_iter();
    all.filter(|p| p.starts_with("posts/") && !p.ends_with("story.toml")).collect()
}

fn the_post(desk: &TestDesk) -> String {
    let posts = posts(desk);
    assert_eq!(posts.len(), 1, "{posts:?}");
    desk.filed(&posts[0])
}

fn body(desk: &TestDesk) -> String {
    let text = the_post(desk);
    let body = text.split_once("body = '''\n").map(|(_, rest)| rest).unwrap_or_default();
    body.split_once("'''").map(|(body, _)| body.trim().to_owned()).unwrap_or_default()
}

/// A file of text, imported by the path as it is typed in a folder.
fn text(desk: &TestDesk, folder: &str, path: &str, words: &str) -> Ran {
    let at = desk.root().join(folder);
    std::fs::create_dir_all(at.join(path).parent().unwrap()).unwrap();
    std::fs::write(at.join(path), words).unwrap();
    desk.as_("ana").in_(at).run(["import", "--format", "text", path])
}

#[test]
fn each_version_is_put_together_by_what_its_sender_sent_last() {
    let desk = TestDesk::with_story();
    import(&desk, &version(1, "The dam gives way", &["One.", "Two.", "Three.", "Four."])).ok();
    desk.as_("ana").type_("edit last --replace 'Three.=>Three, says Ana.'").ok();
    import(&desk, &version(2, "The dam gives way", &["One, wire.", "Two.", "Three.", "Four."]))
        .ok();
    assert_eq!(body(&desk), "One, wire.\n\nTwo.\n\nThree, says Ana.\n\nFour.");
    desk.as_("lev").type_("edit the-dam-gives-way --replace 'Four.=>Four, says Lev.'").ok();
    import(
        &desk,
        &version(3, "The dam has gone", &["One, wire.", "Two, wire.", "Three.", "Four."]),
    )
    .ok()
    .says_not("both are kept");
    assert_eq!(body(&desk), "One, wire.\n\nTwo, wire.\n\nThree, says Ana.\n\nFour, says Lev.");
    // What the wire takes back it takes back from its own words alone.
    import(
        &desk,
        &version(4, "The dam has gone", &["One.", "Two, wire.", "Three.", "Four.", "Five."]),
    )
    .ok();
    assert_eq!(body(&desk), "One.\n\nTwo, wire.\n\nThree, says Ana.\n\nFour, says Lev.\n\nFive.");
    assert!(the_post(&desk).contains("The dam has gone"));
    import(
        &desk,
        &version(4, "The dam has gone", &["One.", "Two, wire.", "Three.", "Four.", "Five."]),
    )
    .ok()
    .says("has it already");
    desk.as_("ed").type_("audit").ok();
    desk.as_("ed").type_("check").ok();
}

#[test]
fn a_conflict_that_was_settled_stays_settled() {
    let desk = TestDesk::with_story();
    import(&desk, &version(1, "Wire head", &["One.", "Two."])).ok();
    desk.as_("ana").type_("edit last --headline 'Desk head' --replace 'One.=>One, desk.'").ok();
    import(&desk, &version(2, "Wire head 2", &["One, wire.", "Two."])).ok().says("both are kept");
    assert_eq!(desk.stands("last").0, "needs_merge");
    // Until it is settled the sender's side is what was sent last.
    import(&desk, &version(3, "Wire head 3", &["One, wire.", "Two."])).ok();
    let open = the_post(&desk);
    assert!(open.contains("Wire head 3") && open.contains("Desk head"), "{open}");
    assert!(!open.contains("Wire head 2"), "{open}");
    desk.as_("ana").type_("edit wire-head --headline 'Desk head' --body 'One, desk.\n\nTwo.'").ok();
    assert_eq!(desk.stands("wire-head").0, "draft");
    import(&desk, &version(4, "Wire head 3", &["One, wire.", "Two, more."]))
        .ok()
        .says_not("both are kept");
    assert_eq!(body(&desk), "One, desk.\n\nTwo, more.");
    assert!(the_post(&desk).contains("Desk head"));
    assert_eq!(desk.stands("wire-head").0, "draft");
}

#[test]
fn a_clone_made_afresh_knows_what_was_sent_last() {
    let desk = TestDesk::with_story();
    let shared = desk.with_remote();
    import(&desk, &version(1, "The dam gives way", &["One.", "Two.", "Three."])).ok();
    desk.as_("ana").type_("edit last --replace 'Three.=>Three, says Ana.'").ok();
    import(&desk, &version(2, "The dam gives way", &["One, wire.", "Two.", "Three."])).ok();
    desk.as_("ana").type_("sync").ok();
    let other = desk.outside().join("other");
    git_in(desk.outside(), ["clone", "--quiet", shared.to_str().unwrap(), other.to_str().unwrap()]);
    let file = desk.outside().join("third.json");
    let third = version(3, "The dam gives way", &["One, wire.", "Two, wire.", "Three."]);
    std::fs::write(&file, third.to_string()).unwrap();
    let file = file.to_str().unwrap();
    desk.as_("lev").in_(&other).run(["import", "--format", "ninjs", file]).ok();
    desk.as_("ana").type_("sync").ok();
    assert_eq!(body(&desk), "One, wire.\n\nTwo, wire.\n\nThree, says Ana.");
    desk.as_("ed").type_("audit").ok();
}

#[test]
fn who_brings_the_next_version_of_a_file_has_not_written_it_for_that() {
    let desk = TestDesk::with_story();
    text(&desk, "a", "notes.txt", "The pier is closed\n\nSince nine.").ok();
    let path = desk.root().join("a/notes.txt");
    std::fs::write(&path, "The pier is closed\n\nSince ten.").unwrap();
    desk.as_("lev").run(["import", "--format", "text", path.to_str().unwrap()]).ok();
    let filed = the_post(&desk);
    assert!(filed.contains("Since ten.") && filed.contains("ana-petrova"), "{filed}");
    assert!(!filed.contains("who = \"lev-marin\""), "{filed}");
}

#[test]
fn what_its_sender_holds_back_is_filed_and_stopped_with_the_senders_words() {
    for (fields, why) in [
        (json!({ "pubstatus": "withheld" }), "it is withheld"),
        (json!({ "pubstatus": "Withheld", "ednote": "Lawyers read it" }), "Lawyers read it"),
        (json!({ "embargoed": "tomorrow 6pm" }), "tomorrow 6pm"),
        (
            json!({ "embargoed": "", "embargoed_text": "Until she has spoken" }),
            "Until she has spoken",
        ),
        (json!({ "ednote": "EMBARGOED UNTIL 1800 GMT" }), "EMBARGOED UNTIL 1800 GMT"),
        (json!({ "edNote": "Not for publication before noon" }), "Not for publication before noon"),
    ] {
        let desk = TestDesk::with_story();
        let item = with(version(1, "The dam gives way", &["One."]), &fields);
        import(&desk, &item)
            .ok()
            .says("1 new, 0 changed, 1 held back")
            .says(why)
            .says("newsroom clear");
        assert!(the_post(&desk).contains("verdict = \"stopped\""), "{fields}");
        let publish = ["publish", "the-dam-gives-way", "--approve"];
        desk.as_("ed").run(publish).refused().says("stopped").says(why);
        desk.as_("ed").type_("audit").ok();
        let shown = desk.show("the-dam-gives-way");
        assert!(!shown["stopped"].is_null(), "{shown}");
        desk.as_("ed").type_("clear the-dam-gives-way -m Free").usage();
        desk.as_("mara").type_("clear the-dam-gives-way -m Free").ok();
        // It does not come back for the same reason.
        import(&desk, &item).ok().says("has it already");
        desk.as_("ed").run(publish).ok();
        desk.as_("ed").type_("audit").ok();
    }
}

#[test]
fn an_embargo_with_a_time_is_the_time_before_which_nothing_is_let_out() {
    for (fields, at, said) in [
        (json!({ "embargoed": "2026-11-08T02:30:00+0000" }), "2026-11-08T02:30:00Z", ""),
        (json!({ "embargoedUntil": "2026-11-08T06:00:00+02:00" }), "2026-11-08T06:00:00+02:00", ""),
        (json!({ "embargoed": "2026-11-08T06:00:00" }), "2026-11-08T06:00:00+02:00", "Europe/Kyiv"),
    ] {
        let desk = TestDesk::with_story();
        let item = with(version(1, "The dam gives way", &["One."]), &fields);
        import(&desk, &item).ok().says("1 held back").says(said);
        assert!(the_post(&desk).contains(&format!("publish_at = {at}")), "{}", the_post(&desk));
        desk.as_("ed").type_("publish the-dam-gives-way --approve").refused().says("embargo");
        desk.as_("ed")
            .at("2026-11-08T07:00:00+02:00")
            .type_("publish the-dam-gives-way --approve")
            .ok();
    }
}

#[test]
fn words_that_are_approved_already_are_stopped_where_an_embargo_comes() {
    let desk = TestDesk::with_story();
    import(&desk, &version(1, "The dam gives way", &["One."])).ok();
    desk.as_("ana").type_("submit the-dam-gives-way").ok();
    desk.as_("ed").type_("show the-dam-gives-way").ok();
    desk.as_("ed").type_("approve the-dam-gives-way").ok();
    let held = json!({ "version": "2", "embargoed": "2026-11-08T06:00:00+02:00" });
    import(&desk, &with(version(1, "The dam gives way", &["One."]), &held)).ok().says("held back");
    desk.as_("ed").type_("publish the-dam-gives-way").refused().says("2026-11-08T06:00:00+02:00");
    desk.as_("ed").type_("audit").ok();
}

#[test]
fn what_is_free_again_says_who_clears_its_stop_and_does_not_clear_it() {
    let desk = TestDesk::with_story();
    let held = json!({ "pubstatus": "withheld" });
    import(&desk, &with(version(1, "The dam gives way", &["One."]), &held)).ok();
    import(&desk, &version(2, "The dam gives way", &["One.", "Two."])).ok().says("newsroom clear");
    assert_eq!(body(&desk), "One.\n\nTwo.");
    desk.as_("ed").type_("publish the-dam-gives-way --approve").refused().says("stopped");
    // The same words held back again, under the same version.
    desk.as_("mara").type_("clear the-dam-gives-way -m Free").ok();
    let again = json!({ "pubstatus": "withheld", "ednote": "Not yet" });
    let item = with(version(2, "The dam gives way", &["One.", "Two."]), &again);
    import(&desk, &item).ok().says("Not yet");
    desk.as_("ed").type_("publish the-dam-gives-way --approve").refused().says("Not yet");
    desk.as_("ed").type_("audit").ok();
}

#[test]
fn what_is_taken_back_is_held_whoever_its_sender_says_it_is() {
    let desk = TestDesk::with_story();
    import(&desk, &version(1, "The dam gives way", &["One."])).ok();
    desk.as_("ana").type_("edit last --replace 'One.=>One, says Ana.'").ok();
    let kill = json!({ "uri": "urn:tarn:dam", "version": "2", "pubstatus": "canceled",
        "headline": "Kill notice", "body_html": "<p>Remove it at once.</p>" });
    import(&desk, &kill).ok().says("newsroom spike").says("1 held back");
    assert_eq!(body(&desk), "One, says Ana.");
    assert!(the_post(&desk).contains("Remove it at once."), "its words are a remark for the desk");
    desk.as_("ed").type_("publish the-dam-gives-way --approve").refused().says("taken back");
    desk.as_("ed").type_("status").ok().says("TAKEN BACK");
    // What comes after is still put together by the words that were sent last.
    import(&desk, &version(3, "The dam holds", &["One.", "Two."])).ok().says("newsroom clear");
    assert_eq!(body(&desk), "One, says Ana.\n\nTwo.");
    desk.as_("ed").type_("audit").ok();
}

#[test]
fn one_bad_item_stops_no_other_and_each_is_told_with_its_place() {
    let desk = TestDesk::with_story();
    let list = json!({ "total": 5, "item": [
        version(1, "The dam gives way", &["One."]),
        { "headline": "Nameless", "body_text": "Words." },
        { "guid": "e:1", "type": "event", "name": "Council meets" },
        { "guid": "tag:tarn.example:2026:2", "headline": null, "body_text": "Second alert." },
        { "uri": "u:5", "headline": "Two\u{202E}faced", "body_text": "Words." },
    ] });
    let ran = import(&desk, &list);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    ran.says("3 new").says("2 passed over").says("nobody sees taken out: U+202E");
    ran.says("item 2 has no `uri`").says("item 3, “Council meets”, is an event");
    assert_eq!(posts(&desk).len(), 3);
    let json = desk.as_("ana").run([
        "import",
        "--format",
        "ninjs",
        "--json",
        desk.outside().join("wire.json").to_str().unwrap(),
    ]);
    assert_eq!(json.json()["passed_over"].as_array().map(Vec::len), Some(5));
    let event = json!({ "guid": "e:1", "type": "event", "name": "Council meets" });
    import(&desk, &event).ok().says("nothing new").says("event of a calendar");
}

#[test]
fn of_several_versions_in_one_list_the_latest_is_filed() {
    for order in [[1, 3, 2], [3, 2, 1], [1, 2, 3]] {
        let desk = TestDesk::with_story();
        let items: Vec<Value> =
            order.iter().map(|n| version(*n, &format!("Version {n}"), &["One."])).collect();
        import(&desk, &json!(items)).ok().says("1 new, 0 changed, 2 passed over");
        assert!(the_post(&desk).contains("headline = \"Version 3\""));
    }
}

#[test]
fn an_item_without_a_version_is_changed_by_other_words_alone() {
    let desk = TestDesk::with_story();
    let item =
        |words: &str| json!({ "uri": "urn:tarn:1", "headline": "The dam", "body_text": words });
    import(&desk, &item("One.")).ok();
    import(&desk, &item("One.")).ok().says("has it already");
    import(&desk, &item("Two.")).ok().says("1 changed");
    assert_eq!(body(&desk), "Two.");
}

#[test]
fn a_file_is_known_by_its_name_wherever_it_lies() {
    let desk = TestDesk::with_story();
    text(&desk, "a", "pier.txt", "The pier is closed\n\nOne.").ok().says("1 new");
    text(&desk, "a", "./pier.txt", "The pier is closed\n\nOne.").ok().says("has it already");
    text(&desk, ".", "b/c/pier.txt", "The pier is closed\n\nTwo.").ok().says("0 new, 1 changed");
    let whole = desk.outside().join("b/c/pier.txt");
    std::fs::create_dir_all(whole.parent().unwrap()).unwrap();
    std::fs::write(&whole, "The pier is open\n\nTwo, and nobody was hurt in the storm.").unwrap();
    let whole = whole.to_str().unwrap();
    desk.as_("ana")
        .run(["import", "--format", "text", whole])
        .ok()
        .says("1 new")
        .says("came before");
    assert_eq!(posts(&desk).len(), 2);
    for path in posts(&desk) {
        assert!(!desk.filed(&path).contains("b/c"), "{}", desk.filed(&path));
    }
}

#[test]
fn two_files_of_one_name_are_two_posts() {
    let desk = TestDesk::with_story();
    for (folder, words) in [("quay", "The quay\n\nOne."), ("mast", "The mast\n\nOne.")] {
        std::fs::create_dir_all(desk.outside().join(folder)).unwrap();
        std::fs::write(desk.outside().join(folder).join("index.txt"), words).unwrap();
    }
    let both = ["quay/index.txt", "mast/index.txt"]
        .map(|path| desk.outside().join(path).to_str().unwrap().to_owned());
    let both = [&["import", "--format", "text"][..], &both.each_ref().map(String::as_str)].concat();
    desk.as_("ana").run(&both).ok().says("2 new");
    desk.as_("ana").run(&both).ok().says("nothing new");
    for (folder, words) in [("quay", "The quay\n\nTwo."), ("mast", "The mast\n\nTwo.")] {
        std::fs::write(desk.outside().join(folder).join("index.txt"), words).unwrap();
    }
    desk.as_("ana").run(&both).ok().says("0 new, 2 changed");
    for (slug, words) in [("the-quay", "The quay"), ("the-mast", "The mast")] {
        let filed = desk.filed(&desk.path(slug));
        assert!(filed.contains(words) && filed.contains("Two."), "{filed}");
    }
}

#[test]
fn nothing_of_where_it_came_from_reaches_readers() {
    let desk = TestDesk::with_story();
    let canary = json!({ "guid": "tag:canary.example:2026:canary-guid", "version": "canary-7",
        "headline": "The dam gives way", "source": "https://canary.example/feed",
        "byline": "By Oda Brandt, oda@canary.example, canary.example/staff", "ednote": "Canary note.",
        "usageterms": "Canary terms", "body_html": "<p>One.</p>", "slugline": "CANARY",
        "description_text": "Canary description.", "altids": { "itemid": "canary" },
        "renditions": { "x": { "href": "http://canary.example/a.jpg", "mimetype": "image/jpeg" } },
        "associations": { "m": { "type": "picture", "uri": "p:1", "headline": "Canary",
            "copyrightholder": "canary.example", "description_text": "The dam, a canary says",
            "renditions": { "x": { "href": "https://pics.example/a.jpg?auth_token=canary", "width": 9 } } } } });
    from(&desk, "ana", "canary-folder/canary.json", &canary).ok();
    text(&desk, "canary-folder", "canary.txt", "The pier is closed\n\nSince nine.").ok();
    for slug in ["the-dam-gives-way", "the-pier-is-closed"] {
        desk.as_("ed").run(["publish", slug, "--approve"]).ok();
    }
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains("canary");
    assert!(has(&desk.objects_of("HEAD")), "the desk itself has it");
    assert!(!has(&desk.objects_of("published")));
    let log = desk.git(["log", "--format=%B%an%ae%cn%ce", "published"]);
    assert!(!has(log.as_bytes()), "{log}");
    for (path, bytes) in site(&desk) {
        assert!(!has(&bytes) && !has(path.as_bytes()), "{path}");
    }
    for format in ["ninjs", "jsonld", "atom", "jsonfeed"] {
        let ran = desk.as_("ana").run(["export", "--story", "storm", "--format", format]);
        assert!(!has(ran.ok().out.as_bytes()), "{format}: {}", ran.out);
    }
}

#[test]
fn when_a_version_was_made_stands_with_its_origin_and_is_shown_to_the_desk() {
    let desk = TestDesk::with_story();
    let made = "2026-11-07T06:58:40+0000";
    let item = json!({
        "uri": "urn:tarn:9", "version": "4", "versioncreated": made, "source": "Tarn Wire",
        "headline": "The dam holds", "body_text": "Words.", "byline": "Ana Lom"
    });
    import(&desk, &item).ok().says("1 new");
    assert!(the_post(&desk).contains(&format!("date = \"{made}\"")), "{}", the_post(&desk));
    desk.as_("ana").type_("show last").ok().says(&format!("from Tarn Wire: urn:tarn:9, 4, {made}"));
    import(&desk, &item).ok().says("has it already");
}

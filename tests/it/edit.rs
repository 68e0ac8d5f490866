//! `edit`: other words.

use crate::desk::{People, TestDesk};

#[test]
fn options_append_and_each_has_its_way_out() {
    let desk = TestDesk::with_story();
    desk.post("other", "Other", "Words.");
    let path = desk.as_("ana").type_("add --slug x --headline X --tag one --link 'related:L:https://a.example/x' --source 'named:the mayor' --map https://m.example/1 --alt M --credit ana-petrova --rests-on other --publish-at 23:00 --key-event --json").ok().path();
    desk.as_("ana").type_("edit x --tag two --credit lev-marin --link 'source:M:https://b.example/y' --headline 'New headline'").ok();
    let text = desk.read(&path);
    assert!(
        text.contains("tags = [\"one\", \"two\"]")
            && text.contains("lev-marin")
            && text.contains("https://b.example/y")
            && text.contains("headline = \"New headline\""),
        "{text}"
    );
    desk.as_("ana").type_("edit x --remove-tag one --remove-credit lev-marin --remove-link L --remove-source mayor --remove-media 1 --remove-rests-on other --remove-publish-at --no-key-event").ok();
    let text = desk.read(&path);
    for gone in [
        "one\"",
        "lev-marin",
        "a.example",
        "mayor",
        "m.example",
        "rests_on",
        "publish_at",
        "key_event = true",
    ] {
        assert!(!text.contains(gone), "{gone} in\n{text}");
    }
    let before = desk.fingerprint();
    for line in [
        "--remove-tag none",
        "--remove-credit nobody",
        "--remove-link 9",
        "--remove-source none",
        "--remove-media 4",
    ] {
        desk.as_("ana").type_(&format!("edit x {line}")).usage();
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn replace_carries_the_claim_along_and_says_so() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "About 300 men were lost, she said.");
    desk.as_("ana")
        .type_("verify-flag x --quote 'About 300 men' --status unverified --caveat C")
        .ok();
    let ran = desk.as_("ana").type_("edit x --replace 'About 300=>At least seven'");
    ran.ok().says("now speaks of “At least seven men”, still unverified");
    assert!(desk.read(&path).contains("quote = \"At least seven men\""));
    desk.as_("ana").type_("edit x --replace 'not there=>x'").usage().says("not there");
    desk.as_("ana").type_("edit x --replace 'e=>x'").usage().says("times");
    desk.as_("ana").type_("edit x --replace 'men'").usage().says("=>");
}

#[test]
fn simple_fields_are_set_by_name() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.as_("ana")
        .type_("edit x --set 'headline=A=B' --set tags=a,b --set language=uk --set key_event=yes")
        .ok();
    let text = desk.read(&path);
    assert!(
        text.contains("headline = \"A=B\"")
            && text.contains("tags = [\"a\", \"b\"]")
            && text.contains("language = \"uk\"")
            && text.contains("key_event = true"),
        "{text}"
    );
    desk.as_("ana").type_("edit x --set headlin=Y").usage().says("did you mean `headline`");
    desk.as_("ana").type_("edit x --set reviews=Y").usage();
    desk.as_("ana").type_("edit x --set id=aaaaaaaaaa").usage();
}

#[test]
fn changes_that_were_saved_in_the_file_are_taken_along_and_it_says_so() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.change(&path, "Words.", "Other words.");
    let ran = desk.as_("ana").type_("edit x --tag t");
    ran.ok().says("taken along");
    let text = desk.filed(&path);
    assert!(text.contains("Other words.") && text.contains("tags = [\"t\"]"), "{text}");
    desk.change(&path, "Other words.", "Still others.");
    let json = desk.as_("ana").type_("edit x --json").ok().json();
    assert_eq!(json["took_along"], true);
    assert!(desk.filed(&path).contains("Still others."));
}

#[test]
fn a_saved_file_that_cannot_be_read_is_left_as_it_is() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.change(&path, "headline = \"X\"", "headline = \"X");
    let before = desk.fingerprint();
    desk.as_("ana").type_("edit x --tag t").usage().says(&format!("{path}:4:"));
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn nothing_changed_is_told() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    let before = desk.fingerprint();
    desk.as_("ana").type_("edit x --headline X").usage().says("nothing changed");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn without_a_terminal_no_editor_opens_and_the_flags_are_named() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let before = desk.fingerprint();
    desk.as_("ana")
        .env("GIT_EDITOR", "sed -i 's/Words/Verbs/'")
        .type_("edit x")
        .usage()
        .says("--headline, --body, --replace");
    assert_eq!(desk.fingerprint(), before);
    assert!(desk.read(&path).contains("Words."));
}

#[test]
fn steps_at_the_desk_cannot_be_edited_away_or_typed_in() {
    let desk = TestDesk::with_story();
    let path = desk
        .as_("ana")
        .type_("add --slug x --headline X --body Words. --submit --json")
        .ok()
        .path();
    desk.as_("ed").type_("return x -m 'Who says so?'").ok();
    let digest = desk.show("x")["digest"].as_str().unwrap().to_owned();
    let text = desk.read(&path);
    desk.write(&path, format!("{text}\n[[reviews]]\nat = 2026-11-07T21:30:00Z\nby = \"ed-lind\"\nverdict = \"approved\"\nround = 1\ndigest = \"{digest}\"\n"));
    assert_ne!(
        desk.as_("ana").type_("submit x").code,
        0,
        "an approval typed by a reporter is refused"
    );
    assert_ne!(
        desk.as_("ana").type_("edit x --tag t").code,
        0,
        "an approval typed by a reporter is refused"
    );
    let cut = text.find("[[reviews]]").unwrap();
    desk.write(&path, &text[..cut]);
    assert_ne!(desk.as_("ana").type_("edit x --tag t").code, 0, "a step taken away is refused");
}

#[test]
fn a_document_is_named_by_path_slug_prefix_or_last() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let id = desk.show("x")["id"].as_str().unwrap().to_owned();
    for name in [path.as_str(), "x", &id[..4], &id.to_uppercase(), &id, "last"] {
        assert_eq!(desk.as_("ana").run(["show", name, "--json"]).ok().path(), path, "{name}");
    }
    assert_eq!(
        desk.as_("ana").type_("show storm --json").ok().path(),
        "posts/2026/11/storm/story.toml"
    );
    assert_eq!(
        desk.as_("ana").type_("show posts/2026/11/storm --json").ok().path(),
        "posts/2026/11/storm/story.toml"
    );
    desk.as_("ana").run(["show", &id[..3]]).usage();
    desk.post("twice", "A", "Words one.");
    desk.as_("ana").type_("story open other --title Other").ok();
    desk.as_("ana").type_("add --story other --slug twice --headline B").ok();
    desk.as_("ana")
        .type_("show twice")
        .usage()
        .says("posts/2026/11/storm/twice-")
        .says("posts/2026/11/other/twice-");
    desk.as_("ana").type_("show twicee").usage().says("newsroom show twice");
}

#[test]
fn without_a_name_it_is_told_what_each_command_could_take() {
    let desk = TestDesk::with_story();
    let People { ana, lev, ed, .. } = desk.people();
    let ran = ed.tries("edit");
    ran.usage().says("there is nothing to edit here now").says("newsroom list");
    ana.files("mast", "A mast fell").submits();
    ana.files("pier", "The pier held");
    let ran = ana.tries("edit");
    ran.usage().says("A mast fell (").says("The pier held (draft)").says("hint: newsroom edit ");
    lev.tries("edit --headline X").usage().says("The pier held");
    ed.tries("approve").usage().says("A mast fell (").says_not("pier");
    ana.tries("approve").usage().says_not("A mast fell");
    ed.tries("publish").usage().says("there is nothing to publish here now");
    ed.approves("mast");
    ed.tries("publish").usage().says("A mast fell (approved)").says("hint: newsroom publish ");
    let error = ed.tries("publish --json").usage().json()["error"].clone();
    assert!(error["message"].as_str().expect("a message").contains("A mast fell"), "{error}");
}

#[test]
fn a_claim_speaks_of_what_became_of_its_words_in_a_new_body() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    desk.post("hurt", "The pier", "Seven people were hurt.\n\nThe pier is shut.");
    ana.does("flag hurt --quote 'Seven people were hurt' --status unverified");
    let ran = ana.tries("edit hurt --body 'Nine people were hurt, she said.'");
    ran.ok().says("now speaks of “Nine people were hurt”, still unverified");
    ana.tries("edit hurt --body 'Nobody is missing.'").ok().says_not("now speaks of");
}

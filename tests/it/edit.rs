//! `edit`: other words.

use crate::desk::{People, TestDesk, png};

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
    ran.usage()
        .says("storm A mast fell")
        .says("(draft) storm The pier held")
        .says("hint: newsroom edit ");
    lev.tries("edit --headline X").usage().says("The pier held");
    ed.tries("approve").usage().says("storm A mast fell").says_not("pier");
    ana.tries("approve").usage().says_not("A mast fell");
    ed.tries("publish").usage().says("there is nothing to publish here now");
    ed.approves("mast");
    ed.tries("publish")
        .usage()
        .says("(approved) storm A mast fell")
        .says("hint: newsroom publish ");
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

/// A picture of one point, unlike [`png`].
const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

#[test]
fn a_picture_is_replaced_where_it_stands_with_all_that_was_said_of_it() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.write("a.png", png());
    desk.write("b.gif", GIF);
    ana.does("add --slug quay --headline 'The quay' --body 'It is shut.' --image a.png --alt 'A gate' --caption 'The gate.' --media-credit 'Vera Lom' --map https://m.example/1 --alt 'The bay' --submit");
    ed.at("21:05").lets_out("quay");
    let path = desk.path("quay");
    let old = src(&desk.read(&path));
    let said = ana.at("21:10").tries("edit quay --media 1 --image b.gif --alt 'A shut gate'");
    said.ok().says(&format!("medium 1: {old} is now "));
    said.says("alt “A shut gate”, caption “The gate.”, credit “Vera Lom”");
    let text = desk.read(&path);
    let new = src(&text);
    assert!(new.ends_with(".gif") && new != old, "{text}");
    for has in ["alt = \"A shut gate\"", "caption = \"The gate.\"", "credit = \"Vera Lom\""] {
        assert!(text.contains(has), "{has} in {text}");
    }
    assert!(text.find(&new) < text.find("https://m.example/1"), "it stands where the old one did");
    assert_eq!(text.matches("[[media]]").count(), 2, "{text}");
    ana.at("21:11").tries("diff quay").ok().says(&new).says(&old).says("alt: {+A shut gate+}");
    ana.at("21:12").does("submit quay");
    ed.at("21:13").lets_out("quay");
    let record = desk.tree("published");
    assert!(record.iter().any(|name| name.ends_with(&new)), "{record:?}");
    desk.as_("ana").type_("check").ok().says("no post names this file").says(&old);
    desk.as_("mara").type_("audit").ok();
}

/// The address of a post's first medium.
fn src(text: &str) -> String {
    let (_, rest) = text.split_once("src = \"").unwrap_or_else(|| panic!("no medium in {text}"));
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_picture_is_replaced_by_what_can_be_shown_in_its_place_and_by_nothing_else() {
    let desk = TestDesk::with_story();
    let ana = desk.people().ana;
    desk.write("a.png", png());
    desk.write("b.gif", GIF);
    desk.write("notes.txt", "My own words.");
    ana.does("add --slug quay --headline 'The quay' --image a.png --alt 'A gate' --media-credit V");
    let before = desk.fingerprint();
    ana.tries("edit quay --media 2 --image b.gif").usage().says("number 1").says("newsroom show ");
    ana.tries("edit quay --media 1 --image none.gif").usage().says("none.gif cannot be read");
    ana.tries("edit quay --media 1 --image notes.txt").usage().says("--image FILE");
    ana.tries("edit quay --media 1 --video b.gif").usage().says("cannot be shown as video");
    ana.tries("edit quay --media 1 --image a.png").usage().says("nothing changed");
    ana.tries("edit quay --media 1").usage().says("--media 1 --image FILE");
    assert_eq!(desk.fingerprint(), before);
    ana.does("edit quay --media a --image https://p.example/1.jpg");
    assert_eq!(src(&desk.read(&desk.path("quay"))), "https://p.example/1.jpg");
}

#[test]
fn who_edits_a_retracted_post_is_told_what_readers_see_and_where_new_words_go() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("hoax", "A hoax", "It was said at nine.");
    ana.at("21:01").does("retract hoax --tell-readers 'It was a hoax.' --submit");
    ed.at("21:02").lets_out("hoax");
    ana.at("21:03")
        .tries("edit hoax --headline 'No hoax'")
        .ok()
        .says("readers see the notice, and never these words")
        .says("newsroom add --story storm --headline 'WHAT HAPPENED'");
    desk.post("other", "Other", "Words.");
    ana.at("21:04").tries("edit other --headline 'Yet another'").ok().says_not("retracted");
}

#[test]
fn a_number_that_no_medium_has_names_none_by_the_digits_of_its_file() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    desk.write("a.png", png());
    ana.does("add --slug quay --headline 'The quay' --image a.png --alt 'A gate' --media-credit V");
    let before = desk.fingerprint();
    for digit in 0..=9 {
        if digit == 1 {
            continue;
        }
        let ran = ana.tries(&format!("edit quay --remove-media {digit}"));
        ran.usage().says(&format!("there is no medium `{digit}`: there is one, number 1"));
        ana.tries(&format!("edit quay --media {digit} --image a.png")).usage();
    }
    ana.tries("edit quay --remove-media ''").usage();
    assert_eq!(desk.fingerprint(), before);
}

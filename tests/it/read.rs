//! `show`, `list`, `log`, `diff`, `status`, `schema`, `completions`, `man`: looking changes nothing.

use crate::desk::TestDesk;

fn lived() -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "First words", "Words one.\n\nThe same.");
    desk.as_("ana").at("21:30").type_("edit x --headline 'Second words' --tag storm --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").at("21:40").type_("publish x --approve").ok();
    desk.as_("ana").at("21:50").type_("edit x --headline 'Third words'").ok();
    desk.as_("lev")
        .at("22:00")
        .type_("add --slug y --headline 'By Lev' --key-event --tag port")
        .ok();
    (desk, path)
}

#[test]
fn a_tag_that_nothing_has_is_told_with_those_like_it() {
    let (desk, _) = lived();
    let ran = desk.as_("ana").type_("list --tag strom");
    ran.ok().says("nothing has the tag `strom`; there is storm");
    desk.as_("ana").type_("list --tag storm").ok().says_not("nothing has");
    desk.as_("ana").type_("list --tag port --state approved").ok().says_not("nothing has");
}

#[test]
fn a_name_that_several_have_is_told_with_what_each_says() {
    let (desk, _) = lived();
    desk.as_("lev").type_("story open flood --title Flood").ok();
    desk.as_("lev").type_("add --slug y --story flood --headline 'Water rises'").ok();
    let ran = desk.as_("ana").type_("show y");
    ran.usage().says("names 2 of them").says(".toml “By Lev”").says(".toml “Water rises”");
}

#[test]
fn what_words_rest_on_is_told_by_what_it_says() {
    let (desk, _) = lived();
    desk.as_("lev").type_("edit y --rests-on x").ok();
    let id = desk.show("x")["id"].as_str().expect("an id")[..4].to_owned();
    desk.as_("ed").type_("diff y").ok().says(&format!("rests on: {{+{id} “Third words”+}}"));
}

#[test]
fn show_gives_the_words_of_the_desk_of_readers_of_a_release_and_of_a_commit() {
    let (desk, path) = lived();
    let show = |flags: &str| desk.as_("ana").type_(&format!("show x {flags}")).ok().out.clone();
    assert!(show("").starts_with("Third words\n"));
    assert!(show("--live").starts_with("Second words\n"));
    assert!(show("--release 1").starts_with("First words\n"));
    let first = desk
        .git(["log", "--format=%H", "--reverse", "--", &path])
        .lines()
        .next()
        .unwrap()
        .to_owned();
    assert!(show(&format!("--at {first}")).starts_with("First words\n"));
    assert_eq!(show("--format toml"), desk.read(&path));
    assert_eq!(show("--live --format toml"), desk.published(&path));
    assert_eq!(show("--format markdown"), "# Third words\n\nWords one.\n\nThe same.\n");
    desk.as_("ana").type_("show x --release 9").usage();
    desk.as_("ana").type_("show x --at 0000000").usage();
    desk.as_("ana").type_("show x --live --release 1").usage();
    desk.as_("ana").type_("show y --live").usage();
}

#[test]
fn diff_goes_from_live_to_desk_unless_told_otherwise() {
    let (desk, _) = lived();
    let diff = |flags: &str| desk.as_("ana").type_(&format!("diff x {flags}")).ok().out.clone();
    assert_eq!(diff(""), "headline: [-Second-]{+Third+} words\n");
    assert_eq!(diff("--from 1 --to 2 --fields"), "headline\ntags\n");
    assert_eq!(
        diff("--from 1 --to live --line"),
        "headline: [-First words-]{+Second words+}\ntags: {+storm+}\n"
    );
    assert_eq!(diff("--from live --to live"), "no word changed\n");
    assert_eq!(desk.as_("ana").type_("diff x --exit-code").code, 1);
    assert_eq!(desk.as_("ana").type_("diff x --from live --to 2 --exit-code").code, 0);
    assert!(desk.as_("ana").type_("diff y").ok().out.contains("headline: {+By Lev+}"));
    let all = desk.as_("ana").type_("diff").ok().out.clone();
    assert!(
        all.contains("Third words") && all.contains("By Lev") && !all.contains("Storm night"),
        "{all}"
    );
    assert_eq!(desk.as_("ana").type_("diff --exit-code").code, 1);
    desk.as_("ana").type_("diff x --from nonsense").usage();
    desk.as_("ana").type_("diff x --from 9").usage();
}

#[test]
fn colour_adds_nothing_but_colour() {
    let (desk, _) = lived();
    let ran = desk.as_("ana").command(["diff", "x", "--color", "always"]).output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    assert!(text.contains('\u{1b}'), "{text:?}");
    let plain = anstream::adapter::strip_str(&text).to_string();
    assert_eq!(plain, "headline: [-Second-]{+Third+} words\n");
    let json =
        desk.as_("ana").command(["diff", "x", "--color", "always", "--json"]).output().unwrap();
    assert!(!json.stdout.contains(&0x1b));
}

#[test]
fn list_is_filtered_by_each_of_its_flags() {
    let (desk, _) = lived();
    let list = |flags: &str| -> Vec<String> {
        let json = desk.as_("ana").at("23:00").type_(&format!("list --json {flags}")).ok().json();
        json["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["headline"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(list("").len(), 3);
    assert_eq!(list("--state draft").len(), 2);
    assert_eq!(list("--state as_published"), ["Storm night"]);
    assert_eq!(list("--state draft --public live"), ["Third words"]);
    assert_eq!(list("--public unpublished"), ["By Lev"]);
    assert_eq!(list("--by lev-marin"), ["By Lev"]);
    assert_eq!(list("--by 'Lev Marin'"), ["By Lev"]);
    assert_eq!(list("--tag port"), ["By Lev"]);
    assert_eq!(list("--key-event"), ["By Lev"]);
    assert_eq!(list("--since 21:55 --tag port"), ["By Lev"]);
    assert_eq!(list("--until 19:00").len(), 0);
    assert_eq!(list("--limit 1").len(), 1);
    assert_eq!(list("--story storm").len(), 3);
    let ids = desk.as_("ana").type_("list --ids").ok().out.clone();
    assert!(ids.lines().count() == 3 && ids.lines().all(|id| id.len() == 10), "{ids}");
    desk.as_("ana").type_("list --state nonsense").usage().says("in_review");
    desk.as_("ana").type_("list --public nonsense").usage().says("pulled");
    desk.as_("ana").type_("list --story none").usage();
}

#[test]
fn log_tells_the_life_in_order_and_its_proof() {
    let (desk, _) = lived();
    let text = desk.as_("ana").type_("log x --proof").ok().out.clone();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in\n{text}"));
    assert!(at("RELEASE 1 first") < at("submitted") && at("submitted") < at("RELEASE 2 update"));
    assert!(
        text.contains("approved by ed-lind") && text.contains("words written: ana-petrova"),
        "{text}"
    );
    assert!(text.contains("the last approver wrote 0 %"), "{text}");
    let json = desk.as_("ana").type_("log x --json").ok().json();
    assert_eq!(
        json["events"].as_array().unwrap().iter().filter(|e| e["what"] == "release").count(),
        2
    );
}

#[test]
fn status_is_different_for_each_person() {
    let (desk, _) = lived();
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed").type_("status").ok().says("Waiting for you").says("Third words");
    desk.as_("lev")
        .type_("status")
        .ok()
        .says("Your drafts")
        .says("By Lev")
        .says_not("Waiting for you");
    desk.as_("nobody").type_("status").ok();
    let json = desk.as_("ed").type_("status --json").ok().json();
    assert_eq!(json["for_you"].as_array().unwrap().len(), 1);
    let quiet = TestDesk::new();
    quiet.as_("lev").type_("status").ok().says("nothing waits for you");
}

#[test]
fn reading_writes_nothing() {
    let (desk, _) = lived();
    let before = desk.fingerprint();
    for line in [
        "list",
        "search words",
        "search words --live",
        "search words --ever",
        "show x",
        "log x",
        "log x --proof",
        "trace words",
        "diff x",
        "diff",
        "status",
        "credits",
        "credits --format html --words",
        "claims",
        "corrections",
        "check",
        "source list x",
        "story list",
        "contributor list",
        "review",
        "review x",
        "kept",
        "doctor",
        "schema post",
    ] {
        desk.as_("ana").type_(line).ok();
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn schemas_are_draft_07_and_are_written_where_that_is_asked_for() {
    let desk = TestDesk::new();
    for which in ["", "post", "story", "newsroom", "output"] {
        let ran = desk.as_("ana").type_(&format!("schema {which}"));
        let schema: serde_json::Value = serde_json::from_str(&ran.ok().out).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    }
    desk.as_("mara").type_("schema --write").ok();
    for which in ["post", "story", "newsroom", "output"] {
        assert_eq!(
            desk.filed(&format!("schema/{which}.schema.json")),
            desk.as_("ana").type_(&format!("schema {which}")).out
        );
    }
    desk.as_("mara").type_("schema --write").ok().says("current");
}

#[test]
fn completions_and_manual_pages_are_there_without_a_desk() {
    let desk = TestDesk::bare();
    for shell in ["bash", "zsh", "fish"] {
        desk.as_("ana").type_(&format!("completions {shell}")).ok().says("newsroom");
    }
    desk.as_("ana").type_("completions nonsense").usage();
    let ran = desk.as_("ana").type_("man manual");
    ran.ok();
    assert!(desk.has("manual/newsroom.1") && desk.has("manual/newsroom-add.1"));
}

#[test]
fn deleting_the_cache_changes_nothing_that_is_said() {
    let (desk, _) = lived();
    let list = || desk.as_("ana").at("23:00").type_("list --json").ok().out.clone();
    let before = list();
    std::fs::remove_file(desk.root().join(".git/newsroom/cache.sqlite")).unwrap();
    assert_eq!(list(), before);
    std::fs::write(desk.root().join(".git/newsroom/cache.sqlite"), "no database").unwrap();
    assert_eq!(list(), before);
}

#[test]
fn short_words_and_words_without_spaces_name_the_one_headline_that_has_them() {
    let desk = TestDesk::with_story();
    desk.post("a", "A mast fell", "At nine.");
    desk.post("b", "渡轮停在港口", "At ten.");
    for (words, headline) in
        [("fell", "A mast fell"), ("渡轮", "渡轮停在港口"), ("停在港", "渡轮停在港口")]
    {
        assert_eq!(desk.show(words)["headline"], headline, "{words}");
    }
    for nothing in ["fel", "A", "港", "ast"] {
        desk.as_("ana").type_(&format!("show {nothing}")).usage();
    }
}

//! What others send, and what is given to others.

use serde_json::{Value, json};

use crate::desk::{Ran, TestDesk};

const URI: &str = "https://wire.example/7f3c";

fn item(version: &str, headline: &str, body: &str) -> Value {
    json!({
        "uri": URI, "type": "text", "version": version, "pubStatus": "usable",
        "headlines": [{ "value": headline }], "infoSources": [{ "name": "Selan Wire" }],
        "bodies": [{ "contentType": "text/html", "value": format!("<p>{body}</p><p>The quay is closed.</p>") }],
    })
}

fn import(desk: &TestDesk, item: &Value) -> Ran {
    desk.write("wire.json", item.to_string());
    let ran = desk.as_("ana").run(["import", "--format", "ninjs", "wire.json"]);
    std::fs::remove_file(desk.root().join("wire.json")).unwrap();
    ran
}

fn posts(desk: &TestDesk) -> Vec<String> {
    desk.tree("HEAD")
        .into_iter()
        .filter(|p| p.starts_with("posts/") && !p.ends_with("story.toml"))
        .collect()
}

#[test]
fn wire_copy_becomes_a_draft_and_the_same_again_an_edit_of_it() {
    let desk = TestDesk::with_story();
    import(&desk, &item("1", "Lamps out", "Lamps are <b>out</b>."))
        .ok()
        .says("imported")
        .says("draft");
    let path = posts(&desk).remove(0);
    let filed = desk.filed(&path);
    for words in ["Lamps are **out**.", "name = \"Selan Wire\"", "provider = \"Selan Wire\"", URI] {
        assert!(filed.contains(words), "`{words}` is not in\n{filed}");
    }
    import(&desk, &item("1", "Lamps out", "Lamps are <b>out</b>."))
        .ok()
        .says("nothing new")
        .says("has it already");
    import(&desk, &item("2", "Lamps out on the quay", "Lamps are <b>out</b>."))
        .ok()
        .says("0 new, 1 changed");
    assert_eq!(posts(&desk), std::slice::from_ref(&path));
    assert!(desk.filed(&path).contains("Lamps out on the quay"));
    import(&desk, &item("1", "Lamps out", "Lamps are <b>out</b>."))
        .ok()
        .says("of a later version, 2");
    assert!(desk.filed(&path).contains("Lamps out on the quay"));
}

#[test]
fn what_was_changed_here_is_kept_and_what_both_changed_is_settled() {
    let desk = TestDesk::with_story();
    import(&desk, &item("1", "Lamps out", "Lamps are out.")).ok();
    let path = posts(&desk).remove(0);
    desk.as_("ana")
        .run(["edit", "lamps-out", "--replace", "The quay is closed.=>The quay is shut."])
        .ok();
    desk.as_("ana").run(["edit", "lamps-out", "--tag", "power"]).ok();
    import(&desk, &item("2", "Lamps out", "Lamps are out again.")).ok().says_not("both are kept");
    let filed = desk.filed(&path);
    for words in ["Lamps are out again.", "The quay is shut.", "power", "version = \"2\""] {
        assert!(filed.contains(words), "`{words}` is not in\n{filed}");
    }
    desk.as_("ana").run(["edit", "lamps-out", "--headline", "Dark on the quay"]).ok();
    import(&desk, &item("3", "Lamps still out", "Lamps are out again.")).ok().says("both are kept");
    assert_eq!(desk.stands("lamps-out").0, "needs_merge");
    let filed = desk.filed(&path);
    assert!(filed.contains("Dark on the quay") && filed.contains("Lamps still out"), "{filed}");
}

#[test]
fn what_a_wire_takes_back_is_told_until_somebody_takes_it_down() {
    let desk = TestDesk::with_story();
    let mut canceled = item("2", "Lamps out", "");
    canceled["pubStatus"] = json!("canceled");
    import(&desk, &canceled).ok().says("nothing new").says("is not here");
    import(&desk, &item("1", "Lamps out", "Lamps are out.")).ok();
    desk.as_("ed").run(["publish", "lamps-out", "--approve"]).ok();
    let before = desk.fingerprint();
    import(&desk, &canceled).ok().says("who sent it takes it back").says("newsroom pull");
    assert_ne!(desk.fingerprint(), before);
    let path = posts(&desk).remove(0);
    assert!(desk.filed(&path).contains("Lamps are out."), "the words are kept");
    assert!(!desk.published(&path).contains("canceled"), "that is the desk's alone");
    for who in ["ana", "ed", "mara"] {
        desk.as_(who).run(["status"]).ok().says("TAKEN BACK by who sent it").says("Lamps out");
    }
    let json = desk.as_("ed").run(["status", "--json"]).ok().json();
    assert_eq!(json["canceled"].as_array().map(Vec::len), Some(1));
    desk.as_("ed").run(["pull", "lamps-out", "--tell-readers", "The agency took it back."]).ok();
    desk.as_("ed").run(["status"]).ok().says_not("TAKEN BACK");
}

#[test]
fn a_draft_that_was_taken_back_is_told_until_it_is_spiked() {
    let desk = TestDesk::with_story();
    import(&desk, &item("1", "Lamps out", "Lamps are out.")).ok();
    let mut canceled = item("2", "Lamps out", "");
    canceled["pubStatus"] = json!("canceled");
    import(&desk, &canceled).ok().says("newsroom spike");
    desk.as_("ed").run(["status"]).ok().says("TAKEN BACK");
    desk.as_("ed").run(["spike", "lamps-out", "-m", "Taken back."]).ok();
    desk.as_("ed").run(["status"]).ok().says_not("TAKEN BACK");
    import(&desk, &item("3", "Lamps out after all", "Lamps are out.")).ok().says("was spiked");
}

#[test]
fn files_of_markdown_and_text_become_drafts_of_whoever_brings_them() {
    let desk = TestDesk::with_story();
    desk.write("notes/lamps.md", "---\ntitle: Lamps out\ntags: [power]\n---\n\nOn the *quay*.\n");
    desk.write("notes/pier.txt", "The pier is closed\n\nNobody may go there.\n* Not a list.\n");
    let md = ["import", "--format", "markdown", "notes/lamps.md", "--story", "storm"];
    desk.as_("ana").run(md).ok().says("1 new");
    desk.as_("ana").run(["import", "--format", "text", "./notes/pier.txt"]).ok();
    let all: Vec<String> = posts(&desk).iter().map(|path| desk.filed(path)).collect();
    assert_eq!(all.len(), 2);
    let lamps = all.iter().find(|text| text.contains("Lamps out")).unwrap();
    assert!(lamps.contains("On the *quay*.") && lamps.contains("who = \"ana-petrova\""), "{lamps}");
    assert!(all.iter().any(|text| text.contains("\\* Not a list.")), "{all:?}");
    desk.write("notes/pier.txt", "The pier is closed\n\nNobody may go there tonight.\n");
    desk.as_("ana")
        .run(["import", "--format", "text", "notes/pier.txt"])
        .ok()
        .says("0 new, 1 changed");
    let ran = desk
        .as_("ana")
        .typing("Dark\n\nIt is dark.\n")
        .run(["import", "--format", "text", "-", "--json"]);
    let json = ran.ok().json();
    assert_eq!(
        (json["new"].as_u64(), json["documents"].as_array().map(Vec::len)),
        (Some(1), Some(1))
    );
    desk.as_("ed").run(["audit"]).ok();
}

#[test]
fn whom_a_by_line_names_of_the_desk_is_credited_as_that_person() {
    let desk = TestDesk::with_story();
    for (line, credits) in [
        (
            "By ana  PETROVA in Tarn and Jo Vik",
            "who = \"ana-petrova\" name = \"Ana Petrova\" place = \"Tarn\" name = \"Jo Vik\"",
        ),
        ("ana-petrova", "who = \"ana-petrova\" name = \"Ana Petrova\""),
        ("A. Petrova <ANA@courier.example>", "who = \"ana-petrova\" name = \"Ana Petrova\""),
        ("Jo Vik <jo@wire.example>, The Selan Courier", "name = \"Jo Vik\""),
        ("jo@wire.example", "who = \"lev-marin\""),
    ] {
        desk.write("a.md", format!("---\ntitle: Lamps out\nauthor: \"{line}\"\n---\n\nDark.\n"));
        desk.as_("lev").run(["import", "--format", "markdown", "a.md"]).ok();
        let filed = desk.filed(&posts(&desk).remove(0));
        let said: Vec<&str> = filed
            .split("[[reviews]]")
            .next()
            .and_then(|text| text.split_once("[[credits]]"))
            .map(|(_, credits)| credits.lines().collect())
            .unwrap_or_default();
        let said = said.iter().filter(|line| line.contains('=') && !line.starts_with("role"));
        let said: Vec<&str> = said.copied().collect();
        assert!(said.join(" ").starts_with(credits), "{line}: {filed}");
        assert!(!filed.contains("wire.example"), "{filed}");
    }
}

#[test]
fn what_cannot_be_imported_says_why_and_files_nothing() {
    let desk = TestDesk::with_story();
    desk.write("a.json", "{");
    desk.write("b.json", "[{\"headline\": \"x\"}]");
    desk.write("c.txt", b"\xFF\xFE");
    let before = desk.git(["rev-parse", "HEAD"]);
    for (format, file, why) in [
        ("ninjs", "a.json", "it is not JSON"),
        ("ninjs", "b.json", "item 1 has no `uri`"),
        ("text", "c.txt", "there is nothing in it"),
        ("text", "d.txt", "cannot be read"),
    ] {
        desk.as_("ana").run(["import", "--format", format, file]).usage().says(file).says(why);
    }
    desk.as_("bot").run(["import", "--format", "ninjs", "a.json"]).usage();
    desk.write("e.txt", "Dark\n\nIt is dark.\n");
    desk.as_("ana").run(["import", "--format", "text", "e.txt", "-n"]).ok().says("(-n)");
    assert_eq!(desk.git(["rev-parse", "HEAD"]), before);
}

#[test]
fn one_post_or_story_is_exported_in_every_format() {
    let desk = TestDesk::with_story();
    desk.live("lamps", "Lamps out", "Lamps are out.");
    desk.live("pier", "The pier is closed", "Nobody may go there.");
    for format in ["ninjs", "jsonld", "atom", "jsonfeed"] {
        let post = desk.as_("ana").run(["export", "lamps", "--format", format]);
        post.ok().says("Lamps out").says("https://courier.example/storm/").says_not("The pier");
        let story = desk.as_("ana").run(["export", "--story", "storm", "--format", format]);
        story.ok().says("Lamps out").says("The pier is closed");
        let only = desk.as_("ana").run(["export", "--format", format]);
        assert_eq!(only.ok().out, story.out, "the only live story");
        let wrapped = desk.as_("ana").run(["export", "lamps", "--format", format, "--json"]);
        let text = wrapped.ok().json()["text"].as_str().map(|text| text.trim().to_owned());
        assert_eq!(text.as_deref(), Some(post.out.trim()));
    }
    desk.as_("ed").run(["pull", "lamps", "--tell-readers", "We are checking it."]).ok();
    let pulled = desk.as_("ana").run(["export", "lamps", "--format", "ninjs"]);
    pulled.ok().says("withheld").says("We are checking it.").says_not("Lamps are out.");
}

#[test]
fn what_readers_never_saw_is_not_exported() {
    let desk = TestDesk::with_story();
    desk.post("lamps", "Lamps out", "Lamps are out.");
    let ran = desk.as_("ana").run(["export", "lamps", "--format", "atom"]);
    ran.usage().says("readers have never seen lamps").says("newsroom publish lamps");
    desk.as_("ana").run(["export", "lamps"]).usage().says("--format");
    desk.as_("ana").run(["export", "nothing", "--format", "atom"]).usage();
    let bare = TestDesk::bare();
    bare.as_("mara").run(["init", "--name", "X"]).ok();
    let ed = ["contributor", "add", "ed", "--name", "Ed", "--email", "ed@courier.example"];
    bare.as_("mara").run([&ed[..], &["--role", "editor"]].concat()).ok();
    bare.as_("mara").run(["story", "open", "storm", "--title", "Storm"]).ok();
    bare.as_("mara").run(["export", "--format", "atom"]).usage().says("never seen");
    bare.as_("ed").run(["publish", "storm", "--approve"]).ok();
    bare.as_("mara").run(["export", "--format", "atom"]).usage().says("the site has none");
    bare.as_("mara").run(["export", "--format", "jsonld"]).ok().says("LiveBlogPosting");
}

#[test]
fn what_one_desk_exports_another_imports() {
    let desk = TestDesk::with_story();
    desk.live("lamps", "Lamps out", "Lamps are *out*.\n\n- one\n- two");
    desk.live("pier", "The pier is closed", "Nobody may go there.");
    let text = desk.as_("ana").run(["export", "--format", "ninjs"]).ok().out.clone();
    let other = TestDesk::with_story();
    other.write("theirs.json", &text);
    other.as_("ana").run(["import", "--format", "ninjs", "theirs.json"]).ok().says("2 new");
    let all: Vec<String> = posts(&other).iter().map(|path| other.filed(path)).collect();
    let lamps = all.iter().find(|text| text.contains("Lamps out")).unwrap();
    assert!(lamps.contains("Lamps are *out*.") && lamps.contains("- one\n- two"), "{lamps}");
    assert!(lamps.contains("provider = \"The Selan Courier\""), "{lamps}");
}

#[test]
fn what_is_nested_without_end_is_told_or_flattened_and_the_other_files_are_filed() {
    let deep = |open: &str, n: usize| open.repeat(n);
    let html = json!({ "uri": "x:1", "headline": "Deep", "body_xhtml": format!("{}Words.", deep("<blockquote><b>", 20_000)) });
    let cases = [
        ("ninjs", "bad.json", html.to_string()),
        ("ninjs", "bad.json", deep("[", 100_000)),
        ("ninjs", "bad.json", format!("{{\"uri\": \"x:2\", \"a\": {}", deep("[", 100_000))),
        ("markdown", "bad.md", format!("# Deep\n\n{}words", deep("> ", 20_000))),
        ("markdown", "bad.md", format!("# Deep\n\n{}words", deep("- ", 20_000))),
        ("markdown", "bad.md", format!("# Deep\n\n{}words", deep("*a **b ", 20_000))),
        ("markdown", "bad.md", format!("---\ntags: {}\n---\n# Deep\n", deep("[", 50_000))),
        ("markdown", "bad.md", format!("---\n{}\n---\n# Deep\n", deep("- ", 50_000))),
        ("markdown", "bad.md", format!("+++\ntags = {}\n+++\n# Deep\n", deep("[", 50_000))),
        ("markdown", "bad.md", format!("+++\ntags = {}\n+++\n# Deep\n", deep("{a=", 50_000))),
    ];
    for (format, name, text) in cases {
        let desk = TestDesk::with_story();
        let good = if format == "ninjs" { "good.json" } else { "good.md" };
        let item = json!({ "uri": "good", "headline": "Good item", "body_text": "Fine." });
        desk.write(
            good,
            if format == "ninjs" { item.to_string() } else { "# Good item\n\nFine.\n".to_owned() },
        );
        desk.write(name, &text);
        let ran =
            desk.as_("ana").run(["import", "--format", format, name, good, "--story", "storm"]);
        assert!((0..=2).contains(&ran.code), "{}: {}", &text[..20], ran.err);
        let filed = desk.as_("ana").type_("list");
        filed.ok().says("Good item");
    }
}

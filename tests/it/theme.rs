//! The look of the newsroom's pages: `theme`, `[site]` in the settings, and files that are not filed.

use crate::desk::{Ran, TestDesk};

/// A desk with a story and a post that readers have.
fn desk() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.as_("ana").at("20:10").type_("add --headline 'One' --body 'It is dark.' --submit").ok();
    desk.as_("ed").at("20:12").type_("diff one").ok();
    desk.as_("ed").at("20:12").type_("publish one --approve --with-story").ok();
    desk
}

/// Adds lines to the settings, files them with what is in `theme/`, and releases them.
fn release(desk: &TestDesk, settings: &str) -> Ran {
    let text = desk.read("newsroom.toml").replace("[policy]", &format!("{settings}\n[policy]"));
    desk.write("newsroom.toml", text);
    desk.git(["add", "newsroom.toml"]);
    if desk.has("theme") {
        desk.git(["add", "theme"]);
    }
    desk.commit_as_mara("settings: another look");
    desk.as_("mara").at("20:20").type_("publish newsroom.toml")
}

fn page(desk: &TestDesk) -> String {
    desk.as_("ana").type_("build").ok();
    desk.read("site/index.html")
}

#[test]
fn colours_fonts_and_logo_are_settings() {
    let desk = desk();
    assert!(!page(&desk).contains("assets/house."));
    desk.write("theme/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    release(
        &desk,
        "[site]\nlogo = \"logo.svg\"\naccent = \"#0a5c36\"\ntext_font = \"Lora, serif\"\n\
         allow.script = [\"https://stats.example\"]\n",
    )
    .ok();
    let front = page(&desk);
    for part in [
        "<link rel=\"stylesheet\" href=\"assets/house.",
        "<img src=\"assets/logo.svg\" alt=\"",
        "script-src 'self' https://stats.example; ",
    ] {
        assert!(front.contains(part), "`{part}` is not in\n{front}");
    }
    let (_, rest) = front.split_once("href=\"assets/house.").unwrap();
    let style = desk.read(&format!("site/assets/house.{}", rest.split('"').next().unwrap()));
    assert!(style.contains(":root{--serif:\"Lora\",serif;--accent:#0a5c36;}"), "{style}");
    assert!(desk.read("site/favicon.svg").contains("fill=\"#0a5c36\""));
    let record = desk.git(["show", "published:newsroom.toml"]);
    assert!(record.contains("\n[site]\nlogo = \"logo.svg\"\n"), "{record}");
    assert!(!record.contains("[policy]"), "{record}");
    desk.as_("ana").type_("audit --full").ok();
}

#[test]
fn a_look_that_pages_cannot_have_is_not_released() {
    let desk = desk();
    let before = desk.read("newsroom.toml");
    for (settings, told) in [
        ("[site]\naccent = \"red;}\"\n", "newsroom.toml, site.accent: `red;}` is no colour"),
        (
            "[site]\nallow.script = [\"'unsafe-inline'\"]\n",
            "newsroom.toml, site.allow.script[0]: `'unsafe-inline'` is no site",
        ),
        ("[site]\nlogo = \"logo.svg\"\n", "newsroom.toml, site.logo: there is no theme/logo.svg"),
    ] {
        desk.write("newsroom.toml", &before);
        release(&desk, settings).refused().says(told);
    }
    desk.write("newsroom.toml", &before);
    desk.git(["add", "newsroom.toml"]);
    desk.commit_as_mara("settings: as they were");
    // Two names, one of which ends as the other.
    desk.write("theme/theme/a.txt", "x");
    desk.as_("mara").type_("theme list").ok().says("theme/a.txt");
    let told = "theme/theme/a.txt has changes";
    desk.as_("mara").type_("publish newsroom.toml").refused().says(told);
    std::fs::remove_dir_all(desk.root().join("theme")).unwrap();
    let nobody = "[site.people]\nnobody = \"https://courier.example/staff\"\n\n[policy]";
    desk.write("newsroom.toml", before.replace("[policy]", nobody));
    desk.as_("mara").type_("check newsroom.toml").refused().says("`nobody` is nobody here");
    desk.write(
        "newsroom.toml",
        before.replace("[policy]", "[site]\naccent = \"#ffb000\"\n\n[policy]"),
    );
    desk.as_("mara")
        .type_("check newsroom.toml")
        .ok()
        .says("NR088")
        .says("#ffb000 on the page is 1.8 to 1");
}

#[test]
fn a_newsrooms_own_files_begin_with_copies_and_none_is_touched() {
    let desk = desk();
    desk.as_("mara").type_("theme list").ok().says("masthead.html").says("built in");
    desk.as_("mara").type_("theme init -n").ok().says("would be saved (-n): theme/masthead.html");
    assert!(!desk.has("theme"));
    desk.as_("mara")
        .type_("theme init masthead.html messages/it.ftl")
        .ok()
        .says("newsroom serve --desk");
    let built_in = desk.as_("mara").type_("theme show masthead.html --built-in").ok().out.clone();
    assert_eq!(desk.read("theme/masthead.html"), built_in);
    desk.write("theme/masthead.html", "<header>Ours</header>");
    desk.as_("mara")
        .type_("theme init masthead.html")
        .ok()
        .says("there already: theme/masthead.html");
    let shown = desk.as_("mara").type_("theme show masthead.html").ok().out.clone();
    assert_eq!(shown.trim_end(), "<header>Ours</header>");
    // What is saved is not lost sight of.
    desk.as_("mara")
        .type_("publish newsroom.toml")
        .refused()
        .says("theme/masthead.html")
        .says("git add theme");
    let whose = |name: &str| {
        let list = desk.as_("mara").type_("theme list --json").ok().json();
        let files = list["files"].as_array().unwrap().clone();
        files.into_iter().find(|file| file["name"] == name).unwrap()
    };
    assert_eq!(whose("masthead.html")["own"], "saved");
    assert_eq!(whose("messages/it.ftl")["built_in"], false);
    desk.git(["add", "theme"]);
    desk.commit_as_mara("theme: our own top");
    assert_eq!(whose("masthead.html")["own"], "filed");
    // What a system leaves there is nobody's file.
    desk.write("theme/.DS_Store", "x");
    desk.as_("mara").at("20:20").type_("publish newsroom.toml").ok();
    assert_eq!(whose("masthead.html")["own"], "live");
    assert!(whose("footer.html").get("own").is_none());
    assert!(page(&desk).contains("<header>Ours</header>"));
    for name in ["nothing.html", "../newsroom.toml", "messages/../x.ftl"] {
        desk.as_("mara").type_(&format!("theme init {name}")).usage().says("newsroom theme list");
    }
}

#[test]
fn a_preview_has_the_saved_files_of_every_folder() {
    let desk = desk();
    desk.as_("mara").type_("theme init messages/en.ftl").ok();
    let words = desk.read("theme/messages/en.ftl");
    let line =
        words.lines().find(|line| line.starts_with("corrections-link =")).expect("a message");
    desk.write(
        "theme/messages/en.ftl",
        words.replace(line, "corrections-link = What we got wrong"),
    );
    desk.as_("mara").type_("build --desk --out preview").ok();
    assert!(desk.read("preview/index.html").contains("What we got wrong"));
    assert!(!page(&desk).contains("What we got wrong"), "readers have it once it is released");
}

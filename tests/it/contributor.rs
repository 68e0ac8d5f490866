//! `contributor`: the people of the desk, and strangers.

use crate::desk::TestDesk;

#[test]
fn an_admin_adds_edits_lists_and_retires_people() {
    let desk = TestDesk::new();
    desk.as_("mara").type_("contributor add oda-brisk --name 'Oda Brisk' --email oda@courier.example --role reporter --may clear").ok().says("oda-brisk");
    let row = "[[contributors]]\nid = \"oda-brisk\"\nname = \"Oda Brisk\"\nrole = \"reporter\"\nmay = [\"clear\"]\nemails = [\"oda@courier.example\"]\n";
    assert!(desk.filed("newsroom.toml").ends_with(row), "{}", desk.filed("newsroom.toml"));
    desk.as_("mara").type_("contributor edit oda-brisk --role editor --may editors-note --may-not clear --email oda@home.example").ok();
    let list = desk.as_("ana").type_("contributor list --json").ok().json();
    let oda = list["contributors"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["id"] == "oda-brisk")
        .unwrap()
        .clone();
    assert_eq!(oda["role"], "editor");
    assert_eq!(oda["may"], serde_json::json!(["editors-note"]));
    assert_eq!(oda["emails"], serde_json::json!(["oda@courier.example", "oda@home.example"]));
    desk.as_("mara").type_("contributor retire oda-brisk").ok();
    desk.as_("ana").type_("contributor list").ok().says("retired");
    desk.as_("x")
        .named("Oda", "oda@home.example")
        .type_("story open x --title X")
        .usage()
        .says("retired");
}

#[test]
fn only_an_admin_changes_the_people() {
    let desk = TestDesk::new();
    let before = desk.fingerprint();
    for who in ["ed", "ana", "bot"] {
        for line in [
            "contributor add x --name X --email x@x.example --role editor",
            "contributor edit ana-petrova --role admin",
            "contributor retire ed-lind",
        ] {
            desk.as_(who).type_(line).usage();
        }
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn ids_and_addresses_are_never_given_to_another() {
    let desk = TestDesk::new();
    desk.as_("mara").type_("contributor retire lev-marin").ok();
    let before = desk.fingerprint();
    desk.as_("mara").type_("contributor add lev-marin --name 'Another Lev' --email l2@courier.example --role reporter").usage();
    desk.as_("mara").type_("contributor add lev-two --name 'Another Lev' --email lev@courier.example --role reporter").usage();
    desk.as_("mara").type_("contributor add lev-two --name 'Another Lev' --email LEV@courier.example --role reporter").usage();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn retiring_lists_what_is_left_with_somebody() {
    let desk = TestDesk::with_story();
    desk.post("left", "Something unfinished", "Words.");
    desk.as_("mara").type_("contributor retire ana-petrova").ok().says("Something unfinished");
}

#[test]
fn the_last_admin_cannot_go() {
    let desk = TestDesk::new();
    let before = desk.fingerprint();
    assert_ne!(desk.as_("mara").type_("contributor retire mara-dov").code, 0);
    assert_ne!(desk.as_("mara").type_("contributor edit mara-dov --role editor").code, 0);
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_stranger_gets_the_line_that_an_admin_would_add() {
    let desk = TestDesk::with_story();
    let ran =
        desk.as_("x").named("Tove O'Brien", "tove@elsewhere.example").type_("add --headline X");
    ran.usage().says("tove@elsewhere.example");
    let hint =
        ran.hints().into_iter().find(|hint| hint.contains("contributor add")).unwrap().to_owned();
    let line = &hint[hint.find("newsroom ").unwrap() + "newsroom ".len()..];
    desk.as_("mara").type_(line).ok();
    desk.as_("x").named("Tove O'Brien", "tove@elsewhere.example").type_("add --headline X").ok();
}

#[test]
fn reading_needs_no_identity() {
    let desk = TestDesk::with_story();
    desk.post("one", "One", "Words.");
    for line in [
        "list",
        "search words --ever",
        "show one",
        "log one",
        "trace words",
        "diff one",
        "status",
        "kept",
        "credits",
        "claims",
        "corrections",
        "check",
    ] {
        desk.as_("nobody").type_(line).ok();
    }
}

#[test]
fn people_keep_their_comments_and_their_order() {
    let desk = TestDesk::new();
    let text = desk.read("newsroom.toml").replace("[policy]\n", "[policy]\n# agreed in June\n");
    desk.write("newsroom.toml", &text);
    desk.git([
        "commit",
        "--quiet",
        "-am",
        "policy: a note",
        "--author",
        "Mara Dov <mara@courier.example>",
    ]);
    desk.as_("mara")
        .type_(
            "contributor add oda-brisk --name 'Oda Brisk' --email oda@courier.example --role none",
        )
        .ok();
    let after = desk.read("newsroom.toml");
    assert!(after.starts_with(&text), "{after}");
    assert!(after.contains("# agreed in June\napprovals"), "{after}");
}

#[test]
fn a_name_with_marks_that_reorder_text_is_refused() {
    let desk = TestDesk::new();
    let before = desk.fingerprint();
    desk.as_("mara")
        .run([
            "contributor",
            "add",
            "evil",
            "--name",
            "Eve \u{202E}live",
            "--email",
            "e@x.example",
            "--role",
            "none",
        ])
        .usage();
    assert_eq!(desk.fingerprint(), before);
}

const BLOCK: &str = include_str!("../keys/openpgp-ed25519.asc");

/// An OpenPGP key as the settings have it.
fn listed(block: &str) -> String {
    format!("'''\n{}\n'''", block.trim())
}

#[test]
fn an_openpgp_key_is_written_as_it_is_and_shown_by_its_fingerprint() {
    let desk = TestDesk::new();
    desk.as_("mara").typing(BLOCK).type_("contributor edit ed-lind --openpgp-key -").ok();
    let text = desk.filed("newsroom.toml");
    assert!(text.contains(&format!("keys = [{}]", listed(BLOCK))), "{text}");
    desk.as_("ed").run(["check", "--strict"]).ok();
    std::fs::write(desk.root().join("key.asc"), include_str!("../keys/openpgp-rsa2048.asc"))
        .unwrap();
    let line = "contributor add oda-brisk --name 'Oda Brisk' --email oda@courier.example --role editor --openpgp-key @key.asc";
    desk.as_("mara").type_(line).ok();
    let ssh = include_str!("../keys/ssh-ed25519.pub").trim();
    desk.as_("mara").run(["contributor", "edit", "ed-lind", "--ssh-key", ssh]).ok();
    let json = desk.as_("ana").type_("contributor list --json").ok().json();
    let keys = json["keys"].as_array().unwrap();
    let row = |at: usize| (keys[at]["who"].as_str().unwrap(), keys[at]["kind"].as_str().unwrap());
    assert_eq!(
        [row(0), row(1), row(2)],
        [("ed-lind", "openpgp"), ("ed-lind", "ssh"), ("oda-brisk", "openpgp")]
    );
    let fingerprint = keys[0]["fingerprint"].as_str().unwrap();
    assert_eq!(fingerprint.len(), 40);
    let list = desk.as_("ana").type_("contributor list");
    list.ok().says(&format!("openpgp {}", &fingerprint[24..])).says("ssh SHA256:");
    let remove = ["contributor", "edit", "ed-lind", "--remove-openpgp-key", &fingerprint[24..]];
    desk.as_("mara").run(remove).ok();
    assert!(!desk.filed("newsroom.toml").contains(&listed(BLOCK)));
    desk.as_("mara").run(remove).usage().says("has no OpenPGP key");
}

#[test]
fn a_newer_copy_of_an_openpgp_key_takes_the_place_of_the_older() {
    let desk = TestDesk::new();
    desk.as_("mara").typing(BLOCK).type_("contributor edit ed-lind --openpgp-key -").ok();
    let head = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
    let newer = BLOCK.replace(head, &format!("{head}Comment: from the laptop\n"));
    desk.as_("mara").typing(newer.as_str()).type_("contributor edit ed-lind --openpgp-key -").ok();
    let text = desk.filed("newsroom.toml");
    assert!(text.contains(&format!("keys = [{}]", listed(&newer))), "{text}");
}

#[test]
fn what_is_no_openpgp_key_is_refused_with_the_reason() {
    let desk = TestDesk::new();
    let before = desk.fingerprint();
    for (text, says) in [
        (BLOCK.replace("PUBLIC", "PRIVATE"), "PRIVATE key"),
        ("5FE5 1432 7A6E 0CCF".to_owned(), "not one block"),
        (BLOCK.replace("\nmDME", "\nAAAA"), "cut off or changed"),
        (BLOCK.replace("IWVkMjU1MTkg", "IWVkMjU1MTkh"), "signed itself"),
        (format!("{BLOCK}\n{BLOCK}"), "not one block"),
    ] {
        let edit = ["contributor", "edit", "ed-lind", "--openpgp-key", "-"];
        desk.as_("mara").typing(text).run(edit).usage().says(says);
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn check_tells_of_an_openpgp_key_that_cannot_be_read() {
    let desk = TestDesk::new();
    desk.as_("mara").typing(BLOCK).type_("contributor edit ed-lind --openpgp-key -").ok();
    let second = BLOCK.lines().nth(3).unwrap();
    desk.change("newsroom.toml", second, "");
    desk.as_("mara").run(["check"]).refused().says("NR073").says("cut off or changed");
}

//! What is private never reaches the record: no blob, no commit message, no page.

use crate::desk::{TestDesk, site};

/// A desk on which every private field holds the word `CANARY`, and everything was released.
fn night() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.as_("mara").type_("contributor add canary-id --name 'CANARY Name' --email CANARY@courier.example --role editor").ok();
    desk.write("a.png", crate::desk::png());
    let path = desk.as_("ana").type_("add --slug x --headline X --body 'About 300 men.' --image a.png --alt A --media-credit V --source 'anonymous:a resident:for her safety' --credit ana-petrova --credit 'CANARY Withheld:contributor' --publish-at '2026-11-07 20:50' -m CANARY-note --submit --json").ok().path();
    desk.as_("ana").type_("edit x --withhold-credit 'CANARY Withheld' -m CANARY-edit").ok();
    let text = desk.read(&path);
    desk.write(&path, text.replace("[[credits]]", "# CANARY comment\n[[credits]]").replacen("body = ", "origin = { provider = \"CANARY wire\", uri = \"https://CANARY.example\", version = \"3\" }\nbody = ", 1));
    desk.as_("ana").type_("verify-flag x --quote '300 men' --status unverified --caveat 'Nobody knows.' --evidence https://CANARY.example -m CANARY-check").ok();
    desk.as_("canary")
        .named("CANARY Name", "CANARY@courier.example")
        .type_("source know x resident")
        .ok();
    for (who, line) in [
        ("ana", "submit x -m CANARY-submit"),
        ("ed", "comment x -m CANARY-comment"),
        ("ed", "return x -m CANARY-return"),
        ("ana", "edit x --replace '300=>200' -m CANARY-edit"),
        ("ana", "submit x -m CANARY-submit"),
        ("ed", "stop x -m CANARY-stop"),
        ("mara", "clear x -m CANARY-clear"),
        ("ed", "diff x"),
        ("ed", "approve x -m CANARY-approve"),
        ("ed", "publish x"),
        (
            "ana",
            "correct x --tell-readers 'It was 100.' --replace '200=>100' -m CANARY-correct --submit",
        ),
        ("ed", "diff x"),
        ("ed", "publish x --approve"),
        ("ed", "credit x lev-marin"),
        ("mara", "second x -m CANARY-second"),
        ("ana", "edit x --headline 'CANARY unpublished words'"),
        ("ed", "pull x --tell-readers T"),
        ("ed", "restore x --tell-readers T"),
        ("ana", "correct x --tell-readers 'It was 90.' --replace '100=>90' --submit"),
        ("ed", "diff x"),
        ("ed", "publish x --approve"),
        ("ana", "add --slug spiked --headline 'CANARY spiked'"),
        ("ed", "spike spiked -m CANARY-spike"),
    ] {
        desk.as_(who).type_(line).ok();
    }
    desk
}

fn lines_with_canary(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().filter(|line| line.to_lowercase().contains("canary")).map(str::to_owned).collect()
}

#[test]
fn nothing_private_is_in_any_object_of_the_record() {
    let desk = night();
    assert!(!lines_with_canary(&desk.objects_of("HEAD")).is_empty(), "the desk itself has them");
    assert_eq!(lines_with_canary(&desk.objects_of("published")), Vec::<String>::new());
    let text = String::from_utf8_lossy(&desk.objects_of("published")).into_owned();
    for field in [
        "publish_at",
        "known_to",
        "verdict",
        "[[claims.checks]]",
        "evidence",
        "origin",
        "withheld",
        "created =",
    ] {
        assert!(!text.contains(field), "{field}");
    }
}

#[test]
fn a_clone_of_the_record_alone_has_no_byte_of_the_desk() {
    let desk = night();
    let clone = desk.outside().join("record.git");
    crate::desk::git_in(
        desk.outside(),
        [
            "clone",
            "--quiet",
            "--no-local",
            "--bare",
            "--single-branch",
            "--branch",
            "published",
            desk.root().to_str().unwrap(),
            clone.to_str().unwrap(),
        ],
    );
    let all = crate::desk::git_in(&clone, ["cat-file", "--batch-all-objects", "--batch"]);
    assert_eq!(lines_with_canary(&all), Vec::<String>::new());
}

#[test]
fn nothing_private_is_in_what_is_built() {
    let desk = night();
    let site = site(&desk);
    for (path, bytes) in &site {
        assert_eq!(lines_with_canary(bytes), Vec::<String>::new(), "{path}");
    }
    assert!(site.len() > 5, "{}", site.len());
}

#[test]
fn a_remark_goes_into_no_commit_message_of_the_desk_that_forges_would_show_to_readers() {
    let desk = night();
    let record = desk.git(["log", "--format=%B%an%ae%cn%ce", "published"]);
    assert!(!record.to_lowercase().contains("canary"), "{record}");
}

#[test]
fn what_is_meant_for_readers_is_there() {
    let desk = night();
    let text = String::from_utf8_lossy(&desk.objects_of("published")).into_owned();
    for public in ["It was 100.", "It was 90.", "Nobody knows.", "a resident", "for her safety"] {
        assert!(text.contains(public), "{public}");
    }
}

#[test]
fn an_approver_is_told_what_the_name_says_and_the_words_do_not() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --headline 'Mayor arrested' --body 'At nine.'").ok();
    desk.as_("ana").type_("edit mayor-arrested --headline 'Mayor questioned' --submit").ok();
    desk.as_("ed").type_("show mayor-arrested").ok();
    let told = "its words do not say arrested";
    let there = "the public record will call it `mayor-questioned`";
    desk.as_("ed").type_("approve mayor-arrested").ok().says(told).says(there);
    let calls = "the public record calls it `mayor-questioned`";
    desk.as_("ed").type_("publish mayor-arrested").ok().says(told).says(calls);
    desk.as_("ana").type_("edit mayor-arrested --headline 'The mayor goes home' --submit").ok();
    desk.as_("ed").type_("show mayor-arrested").ok();
    desk.as_("ed").type_("approve mayor-arrested").ok().says_not(told);
    // A name that somebody chose stays, and is told of.
    desk.as_("ana").type_("add --slug dawn-raid --headline 'Police at the quay' --submit").ok();
    let another = "another name: newsroom spike";
    desk.as_("ana")
        .type_("submit dawn-raid --urgent")
        .ok()
        .says("will call it `dawn-raid`")
        .says(another);
    let chosen = desk.as_("ed").type_("publish dawn-raid --approve");
    let told = "calls it `dawn-raid` for good, and its words do not say dawn, raid";
    chosen.ok().says(told).says_not(another);
    assert!(desk.tree("published").iter().any(|path| path.contains("/dawn-raid-")));
}

#[test]
fn a_headline_that_never_ran_is_in_no_name_on_the_record() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    let add = "add --headline 'CANARY arrested' --body 'At nine.' --image a.png --alt A --media-credit V --json";
    let path = desk.as_("ana").type_(add).ok().path();
    assert!(path.contains("/canary-arrested-"), "{path}");
    desk.as_("ana").type_("edit canary-arrested --headline 'Mayor questioned' --submit").ok();
    desk.as_("ed").type_("show canary-arrested").ok();
    desk.as_("ed").type_("publish canary-arrested --approve").ok();
    let there: Vec<String> = desk
        .tree("published")
        .into_iter()
        .filter(|path| path.contains("/mayor-questioned-"))
        .collect();
    assert_eq!(there.len(), 2, "its words and its ledger: {there:?}");
    // What comes after finds it, under either name.
    desk.as_("ed")
        .type_("list --public live --ids")
        .ok()
        .says(&path[path.len() - 15..path.len() - 5]);
    desk.as_("ed").type_("show canary-arrested --live").ok().says("Mayor questioned");
    desk.as_("ed").run(["show", &there[0], "--json"]).ok().says("\"public\": \"live\"");
    desk.as_("ed").type_("export canary-arrested --format jsonld").ok().says("Mayor questioned");
    desk.as_("ed").type_("pull canary-arrested --tell-readers 'We are checking it.'").ok();
    assert!(!desk.tree("published").iter().any(|path| path.ends_with(".png")));
    desk.as_("ed").type_("restore canary-arrested --tell-readers 'It was right.'").ok();
    desk.as_("ana")
        .type_(
            "correct canary-arrested --replace 'nine=>ten' --tell-readers 'It was ten.' --submit",
        )
        .ok();
    desk.as_("ed").type_("diff canary-arrested").ok().says("nine");
    desk.as_("ed").type_("publish canary-arrested --approve").ok();
    desk.as_("ed").type_("corrections").ok().says("It was ten.");
    desk.as_("ed").type_("log canary-arrested").ok().says("correction");
    desk.as_("ed").type_("build --out ../site").ok();
    desk.as_("ed").type_("build --desk --out ../preview").ok();
    desk.as_("ed").type_("doctor").ok();
    desk.as_("ed").type_("audit --full").ok();
    let names = desk.tree("published").join(" ") + &desk.git(["log", "--format=%B", "published"]);
    assert!(!names.contains("canary"), "{names}");
    assert_eq!(lines_with_canary(&desk.objects_of("published")), Vec::<String>::new());
    // Readers see it once, by the record or by the desk.
    for site in ["site", "preview"] {
        let page = desk.outside().join(site).join("storm/index.html");
        let page = std::fs::read_to_string(page).unwrap();
        assert!(page.matches("Mayor questioned").count() >= 1, "{site}");
    }
}

#[test]
fn the_folder_of_the_site_has_nothing_that_the_desk_keeps_for_itself() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --slug mayor-arrested --headline 'The mayor goes' --submit").ok();
    desk.as_("ed").type_("publish mayor-arrested --approve").ok();
    desk.as_("ed").type_("build --out site").ok();
    let found = std::process::Command::new("grep")
        .args(["-rl", "mayor-arrested", "site"])
        .current_dir(desk.root())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&found.stdout), "", "the name of the file at the desk");
}

#[test]
fn what_a_recorder_noted_is_in_no_filed_byte() {
    let desk = TestDesk::with_story();
    desk.write("call.wav", recording());
    desk.as_("ana")
        .type_(
            "add --slug x --headline X --body 'A call.' --audio call.wav --media-credit V --submit",
        )
        .ok()
        .says("call.wav: taken out before filing: names and comments");
    std::fs::remove_file(desk.root().join("call.wav")).unwrap();
    desk.as_("ed").type_("publish x --approve --with-story").ok();
    assert!(desk.tree("published").iter().any(|path| path.ends_with(".wav")), "readers hear it");
    assert_eq!(lines_with_canary(&desk.all_objects()), Vec::<String>::new());
    let mut site = site(&desk);
    site.retain(|path, _| path.ends_with(".wav"));
    let sounds: Vec<Vec<u8>> = site.into_values().collect();
    assert_eq!(sounds.len(), 1);
    assert_eq!(lines_with_canary(&sounds[0]), Vec::<String>::new());
}

/// A second of silence, with the name of who recorded it.
fn recording() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], contents: &[u8]| {
        let length = u32::try_from(contents.len()).unwrap().to_le_bytes();
        [kind, &length, contents].concat()
    };
    let chunks = [
        b"WAVE".to_vec(),
        chunk(b"fmt ", &[1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0]),
        chunk(b"LIST", b"INFOIART\x0E\0\0\0CANARY Person\0"),
        chunk(b"data", &[0; 16_000]),
    ];
    chunk(b"RIFF", &chunks.concat())
}

#[test]
fn an_editor_answers_for_a_file_that_keeps_its_metadata() {
    let desk = TestDesk::with_story();
    desk.write("a.mp3", b"\xFF\xFB\x90\0 cut short, with CANARY");
    let add = "add --slug x --headline X --audio a.mp3 --media-credit V";
    desk.as_("ana").type_(add).usage().says("damaged").says("--keep-metadata");
    let keep = format!("{add} --keep-metadata");
    desk.as_("ana").type_(&keep).usage().says("with its metadata is not a reporter's to do");
    assert_eq!(desk.git(["status", "--porcelain"]).lines().count(), 1, "a.mp3 alone");
    let path = desk.as_("ed").type_(&format!("{keep} --submit --json")).ok().path();
    desk.as_("mara").type_("show x").ok();
    desk.as_("mara").type_("publish x --approve").ok();
    assert_eq!(lines_with_canary(&desk.objects_of("published")).len(), 1, "as it was filed");
    desk.as_("ana").type_("log x").ok().says("it goes out with its metadata");
    desk.as_("mara").type_("audit --full").ok();
    // Typed by somebody else it counts for nothing.
    let text = desk.read(&path);
    let kept = text.lines().find(|line| line.starts_with("keeps = ")).unwrap();
    let name = kept.split('"').nth(1).unwrap().to_owned();
    desk.as_("ana").type_("add --slug y --headline Y --submit").ok();
    let other = desk.tree("HEAD").into_iter().find(|path| path.contains("/y-")).unwrap();
    let folder = other.rsplit_once('/').unwrap().0;
    let text = desk.read(&other);
    let medium =
        format!("[[media]]\nkind = \"audio\"\nsrc = \"{name}\"\ncredit = \"V\"\n\n[[reviews]]");
    let typed = format!(
        "{}\n[[reviews]]\nat = 2026-11-07T20:00:00+02:00\nby = \"ed-lind\"\nverdict = \"comment\"\nround = 1\nkeeps = \"{name}\"\n",
        text.replacen("[[reviews]]", &medium, 1)
    );
    desk.write(&other, typed);
    desk.git([
        "-c",
        "user.name=Ana",
        "-c",
        "user.email=ana@courier.example",
        "commit",
        "-qam",
        "typed",
    ]);
    desk.as_("ed").type_("show y").ok();
    desk.as_("ed").type_("publish y --approve").refused().says(&name).says("what nobody can read");
    assert!(desk.tree("HEAD").contains(&format!("{folder}/{name}")));
}

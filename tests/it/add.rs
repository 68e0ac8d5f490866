//! `add`: how a reporter files.

use crate::desk::{People, TestDesk};

#[test]
fn a_headline_alone_is_enough_and_its_writer_is_credited() {
    let desk = TestDesk::with_story();
    let path = desk
        .as_("ana")
        .at("21:05")
        .type_("add --headline 'Power cut across Port Selan' --json")
        .ok()
        .path();
    let text = desk.read(&path);
    assert!(path.starts_with("posts/2026/11/storm/power-cut-across-port-selan-"), "{path}");
    assert!(text.starts_with("#:schema ../../../../schema/post.schema.json\n\nid = \""), "{text}");
    assert!(
        text.contains(
            "headline = \"Power cut across Port Selan\"\ncreated = 2026-11-07T21:05:00+02:00\n"
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "[[credits]]\nwho = \"ana-petrova\"\nname = \"Ana Petrova\"\nrole = \"reporter\"\n"
        ),
        "{text}"
    );
    assert_eq!(desk.filed(&path), text);
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn a_body_stands_in_three_quotes_as_it_was_typed() {
    let desk = TestDesk::with_story();
    let body = "First paragraph.\n\n- a point\n- another, “quoted”";
    let path = desk.post("body", "Body", body);
    assert!(
        desk.read(&path).contains(&format!("body = '''\n{body}\n'''\n")),
        "{}",
        desk.read(&path)
    );
}

#[test]
fn a_body_that_holds_three_quotes_is_read_back_as_it_was() {
    let desk = TestDesk::with_story();
    let body = "It said ''' and \"\"\" and \\n in one line.";
    desk.post("quotes", "Quotes", body);
    let shown = desk.as_("ana").type_("show quotes --format markdown");
    assert_eq!(shown.ok().out, format!("# Quotes\n\n{body}\n"));
}

#[test]
fn text_comes_from_standard_input_or_a_file() {
    let desk = TestDesk::with_story();
    let ran = desk
        .as_("ana")
        .typing("From\r\na pipe\n\n")
        .type_("add --slug piped --headline Piped --body - --json");
    assert!(desk.read(&ran.ok().path()).contains("'''\nFrom\na pipe\n'''"));
    desk.write("draft.txt", "From a file\n");
    let ran =
        desk.as_("ana").type_("add --slug filed --headline '@@courier' --body @draft.txt --json");
    let text = desk.read(&ran.ok().path());
    assert!(text.contains("From a file\n") && text.contains("headline = \"@courier\""), "{text}");
    let before = desk.fingerprint();
    desk.as_("ana").type_("add --headline X --body @none.txt").usage().says("none.txt");
    desk.as_("ana")
        .typing(b"caf\xE9".to_vec())
        .type_("add --headline X --body -")
        .usage()
        .says("UTF-8");
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn standard_input_is_not_read_unless_it_is_asked_for() {
    let desk = TestDesk::with_story();
    let path = desk.as_("ana").typing("not for you").type_("add --headline X --json").ok().path();
    assert!(!desk.read(&path).contains("not for you"));
}

#[test]
fn every_option_lands_in_its_field() {
    let desk = TestDesk::with_story();
    desk.post("earlier-post", "Earlier", "Words.");
    let earlier = desk.show("earlier-post")["id"].as_str().unwrap().to_owned();
    let path = desk.as_("ana").at("21:00").type_(
        "add --story storm --slug all --headline 'All of it' --body 'Words.' \
         --credit lev-marin:photographer:'Port Selan' --credit 'Lena Marsk:translator' --tag energy --tag port --key-event \
         --map https://maps.example/1 --alt 'A map' --caption 'Where' \
         --video https://v.example/1.mp4 --duration 04:21 --title Film --media-credit 'Vera' \
         --audio https://a.example/1.mp3 --transcript https://a.example/1.txt --media-credit 'Radio' \
         --embed https://e.example/1 --alt 'A card' --taken 2026-10-28 \
         --link 'related:What we know: so far:https://a.example/x' --link 'reported-by:Had it first::Tirren Post' --link 'earlier:Before:earlier-post' \
         --source 'anonymous:a resident:for their safety' --source 'document:Report 12: the line' \
         --rests-on earlier-post --publish-at 23:00 --json").ok().path();
    let text = desk.read(&path);
    for expected in [
        "key_event = true",
        "tags = [\"energy\", \"port\"]",
        "publish_at = 2026-11-07T23:00:00+02:00",
        "who = \"lev-marin\"\nname = \"Lev Marin\"\nrole = \"photographer\"\nplace = \"Port Selan\"",
        "[[credits]]\nname = \"Lena Marsk\"\nrole = \"translator\"",
        "kind = \"map\"\nsrc = \"https://maps.example/1\"\nalt = \"A map\"\ncaption = \"Where\"",
        "kind = \"video\"\nsrc = \"https://v.example/1.mp4\"\ntitle = \"Film\"",
        "duration = \"04:21\"",
        "transcript = \"https://a.example/1.txt\"",
        "kind = \"embed\"",
        "taken = 2026-10-28",
        "title = \"What we know: so far\"\nurl = \"https://a.example/x\"",
        "outlet = \"Tirren Post\"",
        "kind = \"anonymous\"\ndescription = \"a resident\"\nreason = \"for their safety\"",
        "description = \"Report 12: the line\"",
    ] {
        assert!(text.contains(expected), "{expected}\nin\n{text}");
    }
    assert!(text.contains(&format!("rests_on = [\"{earlier}\"]")), "{text}");
    assert!(text.contains(&format!("post = \"{earlier}\"")), "{text}");
    assert!(!text.contains("ana-petrova"), "somebody else is credited");
}

#[test]
fn what_was_understood_is_echoed() {
    let desk = TestDesk::with_story();
    let ran = desk.as_("ana").type_("add --headline X --link 'related:What we know: so far:https://a.example/x' --source 'anonymous:a resident:for their safety' --publish-at 23:00 --credit 'Lena Marsk:photographer'");
    ran.ok()
        .says("related: “What we know: so far” https://a.example/x")
        .says("anonymous: a resident")
        .says("for their safety");
    ran.says("23:00 Kyiv, in 2 h").says("Lena Marsk");
}

#[test]
fn nobody_is_credited_where_that_is_asked_for() {
    let desk = TestDesk::with_story();
    let path = desk.as_("ana").type_("add --headline X --no-credit --json").ok().path();
    assert!(!desk.read(&path).contains("credits"));
    desk.as_("ana").type_("add --headline X --no-credit --credit ana-petrova").usage();
}

#[test]
fn submit_and_urgent_go_with_the_filing_in_one_commit() {
    let desk = TestDesk::with_story();
    let before = desk.git(["rev-list", "--count", "HEAD"]);
    let json = desk
        .as_("ana")
        .type_("add --headline X --submit --urgent -m 'more to come' --json")
        .ok()
        .json();
    assert_eq!(json["state"], "in_review");
    let count = |text: &str| text.trim().parse::<u32>().unwrap();
    assert_eq!(count(&desk.git(["rev-list", "--count", "HEAD"])), count(&before) + 1);
    let text = desk.read(json["path"].as_str().unwrap());
    assert!(
        text.contains("verdict = \"submitted\"")
            && text.contains("urgent = true")
            && text.contains("note = \"more to come\""),
        "{text}"
    );
    desk.as_("ana").type_("add --headline X --urgent").usage();
}

#[test]
fn which_story_is_meant_must_be_clear() {
    let desk = TestDesk::new();
    desk.as_("ana").type_("add --headline X").usage().says("newsroom story open");
    desk.as_("ana").type_("story open one --title One").ok();
    desk.as_("ana").type_("story open two --title Two").ok();
    desk.as_("ana").type_("add --headline X").usage().says("one").says("two");
    let path =
        desk.as_("ana").env("NEWSROOM_STORY", "two").type_("add --headline X --json").ok().path();
    assert!(path.contains("/two/"), "{path}");
    let path = desk
        .as_("ana")
        .env("NEWSROOM_STORY", "two")
        .type_("add --story one --headline X --json")
        .ok()
        .path();
    assert!(path.contains("/one/"), "{path}");
    desk.as_("ana").type_("add --story three --headline X").usage().says("three");
}

#[test]
fn nothing_to_file_is_told_and_without_a_terminal_nothing_is_asked() {
    let desk = TestDesk::with_story();
    let before = desk.fingerprint();
    desk.as_("ana").type_("add").usage().says("--headline");
    desk.as_("ana").type_("add --headline '  '").usage();
    desk.as_("ana").type_("add --body ''").usage();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn bad_input_names_what_was_meant() {
    let desk = TestDesk::with_story();
    let before = desk.fingerprint();
    for (line, said) in [
        ("--credit ana-petrov", "ana-petrova"),
        ("--credit ana-petrova:photograper", "photographer"),
        ("--link 'relatd:x:https://a.example'", "related"),
        ("--source 'anon:x'", "anonymous"),
        ("--publish-at soonish", "soonish"),
        ("--rests-on nothing-like-it", "nothing-like-it"),
        ("--image none.jpg", "none.jpg"),
        ("--alt 'An orphan'", "--alt"),
        ("--title 'An orphan'", "--title"),
        ("--headlin X", "--headline"),
        ("--video https://v.example/1.mp4 --duration long", "long"),
    ] {
        desk.as_("ana").type_(&format!("add --headline X {line}")).usage().says(said);
    }
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_post_with_much_the_same_words_is_named_at_once() {
    let desk = TestDesk::with_story();
    let words = "Much of Port Selan lost electricity at 8:48 p.m. when the overhead line across the North Basin came down in the storm.";
    let path = desk
        .as_("ana")
        .at("21:02")
        .run([
            "add",
            "--headline",
            "Power cut across Port Selan",
            "--body",
            words,
            "--submit",
            "--json",
        ])
        .ok()
        .path();
    let id = path.rsplit('-').next().unwrap()[..4].to_owned();
    let ran = desk.as_("lev").at("21:04").run([
        "add",
        "--headline",
        "Power cut in Port Selan",
        "--body",
        words,
    ]);
    ran.ok().says(&format!("the words of {id} by Ana Petrova, in review since 21:02"));
    ran.says(&format!("To join it: newsroom edit {id} --credit you"));
}

#[test]
fn dry_run_says_what_would_be_filed_and_files_nothing() {
    let desk = TestDesk::with_story();
    let before = desk.fingerprint();
    desk.as_("ana").type_("add --headline X --submit -n").ok().says("X");
    desk.as_("ana").type_("add --headline X --dry-run --json").ok();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_publisher_and_a_person_who_is_only_credited_write_nothing() {
    let desk = TestDesk::with_story();
    desk.as_("mara").type_("contributor add vera-stohl --name 'Vera Stohl' --email vera@courier.example --role none").ok();
    let before = desk.fingerprint();
    desk.as_("bot").type_("add --headline X").usage().says("publisher");
    desk.as_("vera").type_("add --headline X").usage();
    assert_eq!(desk.fingerprint(), before);
}

#[test]
fn a_commit_says_what_it_was_and_whom_forges_should_count() {
    let desk = TestDesk::with_story();
    desk.as_("ana")
        .type_("add --slug x --headline X --credit ana-petrova --credit lev-marin --credit 'Lena Marsk'")
        .ok();
    let id = desk.show("x")["id"].as_str().unwrap().to_owned();
    let log = desk.git(["log", "-1", "--format=%an <%ae>%n%s%n%(trailers:only)"]);
    assert_eq!(
        log.trim(),
        format!(
            "Ana Petrova <ana@courier.example>\nadd: X\nNewsroom-Action: add\nNewsroom-Document: {id}\nCo-authored-by: Lev Marin <lev@courier.example>"
        )
    );
}

#[test]
fn a_post_in_a_closed_story_is_filed_and_the_command_that_reopens_is_said() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    ed.does("story close storm");
    let closed = ana.tries("add --headline 'One more thing'");
    assert_eq!(closed.usage().hints()[0], "newsroom story reopen storm");
    ana.tries("add --story storm --slug more --headline 'One more thing'")
        .ok()
        .says("the story storm is closed")
        .says("newsroom story reopen storm");
    ana.does("submit more");
    ed.at("21:10").lets_out("more");
    ed.at("21:11").does("story reopen storm");
    ana.at("21:12").tries("add --headline 'Another'").ok().says_not("is closed");
}

#[test]
fn a_part_of_a_name_that_the_desk_knows_is_asked_about() {
    let desk = TestDesk::with_story();
    let ran = desk.as_("ana").type_("add --headline X --credit Petrova");
    ran.ok().says("did you mean ana-petrova (Ana Petrova)");
    desk.as_("ana")
        .type_("add --slug y --headline Y --credit 'Josefine Petrova'")
        .ok()
        .says_not("mean");
}

#[test]
fn a_name_that_another_post_of_the_story_has_is_told_with_that_post() {
    let desk = TestDesk::with_story();
    let ana = desk.people().ana;
    let first = ana.tries("add --slug quay --headline 'The quay is shut' --json").ok().path();
    let id = desk.as_("ana").type_("show quay --json").ok().json()["id"].as_str().unwrap()[..4]
        .to_owned();
    let said = ana.tries("add --slug quay --headline 'A ferry came in'");
    said.ok().says(&format!("{id} “The quay is shut” of this story is called quay as well"));
    ana.tries("show quay").usage().says(&first);
    ana.tries("add --slug ferry --headline 'Another ferry'").ok().says_not("as well");
}

#[test]
fn a_picture_that_is_named_twice_is_one_file() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    let add = "add --story storm --slug twice --headline Twice --image a.png --alt One --media-credit V \
        --image a.png --alt Two --media-credit V --submit";
    desk.as_("ana").type_(add).ok();
    let filed = desk.git(["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(filed.lines().filter(|path| path.ends_with(".png")).count(), 1, "{filed}");
    desk.as_("ed").type_("publish twice --approve").ok();
}

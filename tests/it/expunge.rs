//! `expunge`: a court's order, two admins, and what the record is afterwards.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use newsroom::model::Digest;

use crate::desk::{TestDesk, copy, git_command, git_in, site};

const CANARY: &str = "CANARY-NAME";
const ORDER: &str = "Selan district court, 7 November, file SECRET-FILE";

/// A desk with two admins; release 1 of `x` has the canary and a picture, release 2 puts it right,
/// and another post and a takedown come after.
fn desk() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.as_("mara")
        .type_(
            "contributor add nora-bek --name 'Nora Bek' --email nora@courier.example --role admin",
        )
        .ok();
    desk.write("a.png", crate::desk::png());
    desk.as_("ana")
        .run([
            "add",
            "--slug",
            "x",
            "--headline",
            "CANARY-NAME is held",
            "--body",
            "The police hold CANARY-NAME of Salt Quay.\n\nNobody is hurt.",
            "--image",
            "a.png",
            "--alt",
            "CANARY-NAME at a door",
            "--media-credit",
            "Vera Lom",
            "--submit",
        ])
        .ok();
    std::fs::remove_file(desk.root().join("a.png")).unwrap();
    desk.as_("ed").at("21:05").type_("publish x --approve").ok();
    desk.live("y", "Ferry turns back", "It turned back at nine.");
    desk.as_("ana")
        .at("21:10")
        .run([
            "correct",
            "x",
            "--headline",
            "A man is held",
            "--body",
            "The police hold a man.\n\nNobody is hurt.",
            "--remove-media",
            "1",
            "--tell-readers",
            "An earlier version named somebody.",
            "--submit",
        ])
        .ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").at("21:15").type_("publish x --approve").ok();
    desk.as_("ed").at("21:20").type_("edit x --tag police").ok();
    desk.as_("ed").at("21:21").type_("publish x --kind minor").ok();
    desk.as_("ed").at("21:25").type_("pull y --tell-readers 'We are checking it.'").ok();
    desk.as_("ed").at("21:30").type_("audit").ok();
    desk
}

fn expunge(desk: &TestDesk, who: &str, rest: &[&str]) -> crate::desk::Ran {
    let words = ["expunge", "x", "--release", "1", "-m", ORDER];
    desk.as_(who).at("21:40").run(words.iter().chain(rest))
}

/// Ordered by Mara, carried out by Nora.
fn carried_out() -> (TestDesk, String, serde_json::Value) {
    let desk = desk();
    let old = desk.git(["rev-parse", "published"]).trim().to_owned();
    expunge(&desk, "mara", &[]).ok();
    let json = expunge(&desk, "nora", &["--json"]).ok().json();
    (desk, old, json)
}

/// Whether the bytes of what a branch of that repository reaches have the words, git's own rubbish
/// thrown away.
fn reaches(folder: &Path, branch: &str, words: &str) -> bool {
    let list = String::from_utf8(git_in(folder, ["rev-list", "--objects", branch])).unwrap();
    list.lines().any(|line| {
        let id = line.split(' ').next().unwrap();
        let kind = String::from_utf8(git_in(folder, ["cat-file", "-t", id])).unwrap();
        let bytes = git_in(folder, ["cat-file", kind.trim(), id]);
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

fn clone(desk: &TestDesk, name: &str) -> PathBuf {
    let folder = desk.outside().join(name);
    let from = desk.root().to_str().unwrap();
    git_in(desk.outside(), ["clone", "-q", from, folder.to_str().unwrap()]);
    git_in(&folder, ["branch", "-q", "published", "origin/published"]);
    folder
}

#[test]
fn one_admin_alone_erases_nothing() {
    let desk = desk();
    let record = desk.git(["rev-parse", "published"]);
    expunge(&desk, "ed", &[]).usage();
    expunge(&desk, "ana", &[]).usage();
    desk.as_("mara").type_("expunge x --release 1").usage().says("-m");
    desk.as_("mara").type_("expunge x --release 1 -m ' '").usage().says("what was ordered");
    desk.as_("mara").type_("expunge x --release 9 -m O").usage().says("no release 9");
    desk.as_("mara").type_("expunge y --release 2 -m O").usage().says("no words of its own");
    let before = desk.fingerprint();
    expunge(&desk, "mara", &["-n"]).ok().says("nothing was written (-n)");
    assert_eq!(desk.fingerprint(), before);
    expunge(&desk, "mara", &[]).ok().says("nothing is erased yet").says("nora-bek runs: newsroom");
    expunge(&desk, "mara", &[]).usage().says("until another admin does");
    assert_eq!(desk.git(["rev-parse", "published"]), record);
    let filed = desk.filed("expunged.toml");
    assert_eq!(filed.matches("[[expunged]]").count(), 1, "{filed}");
    assert!(filed.contains("by = \"mara-dov\"") && filed.contains("SECRET-FILE"), "{filed}");
    desk.as_("ed").type_("audit").ok();
}

#[test]
fn a_desk_with_one_admin_is_told_what_it_lacks() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    desk.as_("ed").type_("pull x --tell-readers T").ok();
    desk.as_("mara")
        .type_("expunge x --release 1 -m O")
        .usage()
        .says("two admins")
        .says("contributor add ID --name NAME --email E --role admin");
    desk.as_("mara")
        .type_(
            "contributor add nora-bek --name 'Nora Bek' --email nora@courier.example --role admin",
        )
        .ok();
    desk.as_("mara").type_("contributor retire nora-bek").ok();
    desk.as_("mara").type_("expunge x --release 1 -m O").usage().says("two admins");
}

#[test]
fn words_that_readers_see_are_corrected_first() {
    let desk = desk();
    let live = desk.as_("mara").type_("expunge x --release 3 -m O");
    live.usage().says("what readers see now").says("newsroom retract");
    desk.as_("mara").type_("expunge x --release 2 -m O").ok();
    desk.as_("mara").type_("expunge y --release 1 -m O").ok();
}

#[test]
fn a_dry_run_of_the_second_admin_lists_what_would_be_made_again_and_makes_nothing() {
    let desk = desk();
    expunge(&desk, "mara", &[]).ok();
    let before = (desk.fingerprint(), desk.all_objects().len());
    let ran = expunge(&desk, "nora", &["-n"]);
    ran.ok().says("nothing was written (-n)").says("first: ").says("correction: A man is held");
    ran.says("pull: Ferry turns back").says_not("first: x");
    assert_eq!((desk.fingerprint(), desk.all_objects().len()), before);
}

#[test]
fn the_words_are_in_no_object_of_the_record_and_all_else_is_as_it_was() {
    let desk = desk();
    let old = desk.git(["rev-parse", "published"]).trim().to_owned();
    let path = desk.tree("published").into_iter().find(|p| p.contains("/x-")).unwrap();
    let ledger = path.replacen("posts/", "releases/", 1);
    let ledgers = desk.published(&ledger);
    let id = path.rsplit_once("/x-").unwrap().1.trim_end_matches(".toml").to_owned();
    let listing = || desk.git(["ls-tree", "-r", "published"]);
    let named =
        listing().replace("/x-", "/post-").lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let people = |tip: &str| desk.git(["log", "--format=%an %ae %ad %cn %ce %cd", tip]);
    let (old_people, first) =
        (people(&old), desk.git(["rev-list", "--max-parents=0", "published"]));
    assert!(reaches(desk.root(), "published", CANARY));
    expunge(&desk, "mara", &[]).ok();
    let ran = expunge(&desk, "nora", &[]);
    ran.ok()
        .says("are erased from the record")
        .says("newsroom build --full")
        .says("git gc --prune=now");
    ran.says("the desk's own history still holds the words").says("archives").says("JSON Feed");

    let new = desk.git(["rev-parse", "published"]).trim().to_owned();
    assert_ne!(new, old);
    assert!(!reaches(desk.root(), "published", CANARY), "words, headline, alt");
    let png = crate::desk::png();
    assert!(!desk.objects_of("published").windows(40).any(|w| png.windows(40).any(|p| p == w)));
    let (path, ledger) = (path.replace("/x-", "/post-"), ledger.replace("/x-", "/post-"));
    assert_eq!(desk.published(&ledger), ledgers, "the ledger says all that was done");
    let now = listing().lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(now, named, "what readers see is the same, under a name that says nothing");
    let names = desk.git(["log", "--name-only", "--format=", "published"]);
    assert!(!names.contains("/x-"), "{names}");
    assert_eq!(people(&new), old_people);
    assert_eq!(desk.git(["rev-list", "--max-parents=0", "published"]), first);
    let kept: Vec<u8> = git_in(desk.root(), ["show", &format!("{new}:{path}")]);
    let sum = Digest::of(&kept).to_string();
    assert!(ledgers.contains(&sum), "the live words are those that were approved");

    let messages = desk.git(["log", "--format=%B", "published"]);
    assert!(
        messages.contains(&format!("first: {id}\n"))
            && messages.contains("correction: A man is held\n")
    );
    let versions = desk.git(["log", "--format=%H", "published", "--", &path]);
    let notice = desk.git(["show", &format!("{}:{path}", versions.lines().last().unwrap())]);
    let table: toml::Table = notice.parse().unwrap();
    let digest = table["expunged"].as_str().unwrap();
    assert!(ledgers.contains(digest) && notice.lines().count() == 3, "{notice}");

    git_in(desk.root(), ["reflog", "expire", "--expire=now", "--all"]);
    git_in(desk.root(), ["gc", "-q", "--prune=now"]);
    let gone = git_command(desk.root()).args(["cat-file", "-e", &old]).output().unwrap();
    assert!(!gone.status.success(), "the commands that it lists throw the old record away");
    desk.as_("ed").type_("audit").ok().says("lawful: ").says("made again");
    desk.as_("ed").type_("audit --full").ok();
    desk.as_("ed").type_("doctor").ok();
}

#[test]
fn it_is_lawful_in_a_fresh_clone_and_in_an_old_one_that_remembered() {
    let desk = desk();
    let behind = clone(&desk, "behind");
    let old = clone(&desk, "old");
    let collected = clone(&desk, "collected");
    for folder in [&old, &behind, &collected] {
        desk.as_("ed").in_(folder).type_("audit").ok();
    }
    desk.as_("ed").type_("publish storm --approve").refused();
    desk.as_("ana").at("21:31").type_("add --slug z --headline Z --submit").ok();
    desk.as_("ed").at("21:32").type_("publish z --approve").ok();
    for folder in [&old, &collected] {
        git_in(folder, ["pull", "-q", "--ff-only"]);
        git_in(folder, ["fetch", "-q", "origin", "published:published"]);
        desk.as_("ed").in_(folder).type_("audit").ok();
    }
    expunge(&desk, "mara", &[]).ok();
    expunge(&desk, "nora", &[]).ok();

    let fresh = clone(&desk, "fresh");
    desk.as_("ed").in_(&fresh).type_("audit").ok().says("made again");
    assert!(!reaches(&fresh, "published", CANARY));
    for folder in [&old, &behind, &collected] {
        git_in(folder, ["pull", "-q", "--ff-only"]);
        desk.as_("ed").in_(folder).type_("audit").refused().says("NA63 erased-words");
        git_in(folder, ["branch", "-q", "-f", "published", "origin/published"]);
    }
    git_in(&collected, ["reflog", "expire", "--expire=now", "--all"]);
    git_in(&collected, ["gc", "-q", "--prune=now"]);
    for folder in [&old, &behind, &collected] {
        desk.as_("ed").in_(folder).type_("audit").ok();
        let again = desk.as_("ed").in_(folder).run(["audit", "--json"]).ok().json();
        assert_eq!(again["summary"]["errors"], 0);
        // A correction that is taken out afterwards is missed as ever.
        git_in(folder, ["branch", "-q", "-f", "published", "origin/published~1"]);
        git_in(folder, ["remote", "remove", "origin"]);
        desk.as_("ed").in_(folder).type_("audit").refused().says("NA13 rewritten");
    }
}

#[test]
fn other_steps_cannot_be_changed_under_cover_of_an_order() {
    let (desk, old, _) = carried_out();
    let other = TestDesk::bare();
    copy(desk.root(), other.root());
    // Somebody who has the order makes the record again with one thing more left out.
    let new = other.git(["rev-parse", "published"]).trim().to_owned();
    let message = other.git(["log", "-1", "--format=%B", &new]);
    let tree = other.git(["rev-parse", &format!("{new}~1^{{tree}}")]);
    let forged = other.git(["commit-tree", "-p", &format!("{new}~1"), "-m", &message, tree.trim()]);
    other.git(["update-ref", "refs/heads/published", forged.trim()]);
    other.as_("ed").type_("audit").refused().says("NA13 rewritten");
    assert_ne!(new, old);
}

#[test]
fn json_says_what_was_done_and_what_is_left() {
    let desk = desk();
    let first = expunge(&desk, "mara", &["--json"]).ok().json();
    assert_eq!(
        (&first["carried_out"], &first["may_confirm"][0]),
        (&false.into(), &"nora-bek".into())
    );
    assert!(first["old_record"].is_null() && first["dry_run"] == false);
    let old = desk.git(["rev-parse", "published"]).trim().to_owned();
    let second = expunge(&desk, "nora", &["--json"]).ok().json();
    assert_eq!(second["carried_out"], true);
    assert_eq!(second["old_record"], old);
    assert_eq!(second["new_record"], desk.git(["rev-parse", "published"]).trim());
    assert_eq!(second["made_again"].as_array().unwrap().len(), 5, "{second}");
    assert_eq!((&second["public"], &second["release"]), (&"live".into(), &3.into()));
    let commands: Vec<&str> =
        second["to_do"].as_array().unwrap().iter().filter_map(|t| t["command"].as_str()).collect();
    assert!(commands.contains(&"newsroom build --full"), "{commands:?}");
    let schema = desk.as_("ana").type_("schema output").ok().out.clone();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for value in [&first, &second] {
        assert!(validator.is_valid(value), "{value}");
        assert!(!value.to_string().contains("SECRET-FILE"), "the order is the desk's alone");
    }
    expunge(&desk, "mara", &[]).usage().says("erased already");
}

#[test]
fn the_order_and_the_words_are_nowhere_that_readers_see() {
    let (desk, ..) = carried_out();
    let mut all: Vec<u8> = site(&desk).into_values().flatten().collect();
    all.extend(desk.objects_of("published"));
    for words in [CANARY, "SECRET-FILE"] {
        assert!(!all.windows(words.len()).any(|w| w == words.as_bytes()), "{words}");
    }
    let said = "The words of this release were removed by a court’s order.";
    let page = String::from_utf8_lossy(&all);
    assert_eq!(page.matches(said).count(), 1, "on the page of its history, once");
    let digest = desk.git([
        "log",
        "-1",
        "--format=%(trailers:key=Newsroom-Digest,valueonly)",
        "published~4",
    ]);
    assert!(page.contains(&format!("Their digest: {}", digest.trim())), "{digest}");
    assert!(!desk.root().join(".git/newsroom/cache.sqlite").exists() || !desk_cache_has(&desk));
    let titles = desk.git(["log", "-2", "--format=%B"]);
    assert!(!titles.contains("SECRET-FILE"), "{titles}");
}

/// Whether the cache has a word that only the erased release had.
fn desk_cache_has(desk: &TestDesk) -> bool {
    let bytes = std::fs::read(desk.root().join(".git/newsroom/cache.sqlite")).unwrap();
    bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
}

#[test]
fn erased_words_are_not_released_again() {
    let desk = desk();
    let digest = |n: usize| {
        let releases = desk.as_("ed").type_("log x --json").ok().json();
        releases["events"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|event| event["release"]["digest"].as_str().map(str::to_owned))
            .nth(n - 1)
            .unwrap()
    };
    let first = digest(1);
    expunge(&desk, "mara", &[]).ok();
    expunge(&desk, "nora", &[]).ok();
    assert_eq!(digest(1), first, "the ledger goes on naming them");
    desk.as_("ed").type_("publish x --restore 1").usage().says("removed by a court's order");
}

#[test]
fn words_of_a_pulled_post_go_and_it_comes_back_with_others() {
    let desk = desk();
    for who in ["mara", "nora"] {
        desk.as_(who).at("21:40").run(["expunge", "y", "--release", "1", "-m", ORDER]).ok();
    }
    assert!(!reaches(desk.root(), "published", "It turned back at nine."));
    desk.as_("ed").type_("audit").ok();
    desk.as_("ed").at("21:45").type_("restore y --tell-readers T").usage().says("a court's order");
    desk.as_("ana").at("21:46").type_("edit y --replace 'nine=>ten' --submit").ok();
    desk.as_("ed").type_("show y").ok();
    desk.as_("ed").at("21:47").type_("publish y --kind minor").refused().says("erased on an order");
    desk.as_("ed").at("21:48").type_("publish y --approve").ok();
    assert_eq!(desk.stands("y").1, "live");
    desk.as_("ed").at("21:50").type_("audit --full").ok();
}

#[test]
fn two_orders_after_each_other_are_lawful() {
    let (desk, ..) = carried_out();
    for who in ["mara", "nora"] {
        desk.as_(who).at("21:45").run(["expunge", "x", "--release", "2", "-m", ORDER]).ok();
    }
    desk.as_("ed").at("21:50").type_("audit").ok();
    for who in ["nora", "mara"] {
        desk.as_(who).at("21:51").run(["expunge", "y", "--release", "1", "-m", ORDER]).ok();
    }
    desk.as_("ed").at("21:55").type_("audit --full").ok();
    let fresh = clone(&desk, "fresh");
    desk.as_("ed").in_(&fresh).type_("audit").ok();
    assert!(!reaches(&fresh, "published", "at nine"));
}

#[test]
fn reading_commands_say_that_the_words_were_removed() {
    let (desk, ..) = carried_out();
    let said = "were removed by a court's order";
    for line in ["show x --release 1", "diff x --from 1 --to 2", "diff x --from 1"] {
        desk.as_("ana").type_(line).ok().says("the words of release 1").says(said).says_not(CANARY);
        let json = desk.as_("ana").type_(&format!("{line} --json")).ok().json();
        assert!(json["text"].as_str().unwrap().contains(said), "{json}");
    }
    desk.as_("ana").type_("show x --release 2").ok().says("A man is held").says_not(said);
    desk.as_("ana").type_("log x").ok().says("removed by a court's order");
    let log = desk.as_("ana").type_("log x --json").ok().json();
    let events = log["events"].as_array().unwrap().iter();
    let gone: Vec<_> = events.filter_map(|event| event["release"]["expunged"].as_bool()).collect();
    assert_eq!(gone, [true, false, false]);
    desk.as_("ana")
        .type_("corrections")
        .ok()
        .says("An earlier version named somebody.")
        .says_not(CANARY);
}

#[test]
fn the_name_of_a_retracted_post_goes_with_its_words() {
    let desk = TestDesk::with_story();
    desk.as_("mara")
        .type_(
            "contributor add nora-bek --name 'Nora Bek' --email nora@courier.example --role admin",
        )
        .ok();
    let add = "add --headline 'CANARY goes home' --body 'At nine.' --submit";
    desk.as_("ana").type_(add).ok();
    desk.as_("ed").type_("publish canary-goes-home --approve").ok();
    let retract = "retract canary-goes-home --tell-readers 'It was not so.' --submit";
    desk.as_("ana").type_(retract).ok();
    desk.as_("ed").type_("show canary-goes-home").ok();
    desk.as_("ed").type_("publish canary-goes-home --approve").ok();
    for who in ["mara", "nora"] {
        desk.as_(who).run(["expunge", "canary-goes-home", "--release", "1", "-m", ORDER]).ok();
    }
    let names = desk.git(["log", "--name-only", "--format=%B", "published"]);
    assert!(!names.to_lowercase().contains("canary"), "{names}");
    desk.as_("ed").type_("audit --full").ok();
    desk.as_("ed").type_("show canary-goes-home --live").ok();
}

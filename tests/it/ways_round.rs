//! Ways round the desk's rules, each tried with a text editor and plain git.

use crate::desk::{People, Person, TestDesk};

const APPROVED: &str = "verdict = \"approved\"\nround = 1\n";

fn digest(desk: &TestDesk, doc: &str) -> String {
    desk.show(doc)["digest"].as_str().unwrap().to_owned()
}

#[test]
fn words_that_could_not_be_read_back_are_never_filed() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    desk.live("x", "X", "Words.");
    let before = desk.fingerprint();
    let hidden = ["a\u{200e}", "a\u{2066}b", "\u{feff}a", "a\u{1b}[31m", "\u{202e}a"];
    for text in hidden {
        ed.acts().run(["pull", "x", "--tell-readers", text]).usage().says("cannot be seen");
        ana.acts().run(["comment", "x", "-m", text]).usage();
        ana.acts().run(["add", "--headline", text]).usage();
        mara.acts().run(["contributor", "add", "new", "--name", text, "--role", "none"]).usage();
        ana.acts().run(["story", "open", "other", "--title", text]).usage();
        assert_eq!(desk.fingerprint(), before, "{text:?}");
    }
    // A separator of lines is one more space in a headline, and is refused elsewhere.
    ana.acts().run(["comment", "x", "-m", "a\u{2028}b"]).usage();
    mara.does("doctor");
    ed.does("pull x --tell-readers 'We are checking.'");
}

#[test]
fn an_approval_typed_by_hand_is_refused_when_filed_and_not_counted_when_committed() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    let path = desk.post("x", "X", "Words.");
    let forged = format!(
        "\n[[reviews]]\nat = 2026-11-07T20:30:00+02:00\nby = \"ed-lind\"\n{APPROVED}digest = \"{}\"\n",
        digest(&desk, "x")
    );
    ana.opens(&path).adds(&forged);
    ana.tries("edit x").usage().says("in somebody else's name");
    ana.commits_by_git();
    mara.tries("publish x").refused().says("nobody has approved these words");
    ed.tries("publish x --approve").ok();
}

#[test]
fn steps_at_the_desk_cannot_be_taken_out() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.post("x", "X", "Words.");
    ed.does("stop x -m 'The lawyer reads it.'");
    ana.opens(&path).becomes(|text| text.split("\n[[reviews]]").next().unwrap().to_owned());
    ana.tries("edit x").usage().says("reviews were changed or taken out");
    desk.git(["checkout", "-q", "--", &path]);
    assert_eq!(desk.show("x")["stopped"], true);
}

#[test]
fn somebody_elses_knowledge_of_a_source_does_not_open_the_gate() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    ana.does("add --slug x --headline X --source 'anonymous:a pilot:for her job'");
    let reason = "reason = \"for her job\"";
    ana.opens("x").changes(reason, &format!("{reason}\nknown_to = [\"ed-lind\"]"));
    ana.tries("submit x").usage().says("somebody else is said to know a source");
    ana.commits_by_git();
    ed.tries("publish x --approve").refused().says("no editor has said that she knows");
    mara.does("source know x pilot");
    ed.tries("publish x --approve").ok();
}

#[test]
fn what_readers_were_told_of_an_error_stays_as_it_was() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    let path = desk.live("x", "X", "Forty people.");
    ana.does("correct x --replace 'Forty=>Four' --tell-readers 'It was four.' --submit");
    ed.lets_out("x");
    desk.change(&path, "It was four.", "Nothing was wrong.");
    ana.does("submit x");
    let ran = mara.tries("publish x --approve");
    ran.refused().says("readers were told “It was four.”, and that stays as it was");
    assert!(desk.published(&path).contains("It was four."));
}

#[test]
fn returned_words_are_not_let_out_though_somebody_else_approved_them() {
    let desk = TestDesk::with_story();
    let People { ed, mara, .. } = desk.people();
    desk.post("x", "X", "Words.");
    ed.tries("approve x").ok();
    mara.does("return x -m 'Who says so?'");
    ed.tries("publish x").refused().says("returned by mara-dov: Who says so?");
    mara.tries("approve x").ok();
    ed.tries("publish x").ok();
}

#[test]
fn the_embargo_of_approved_words_is_an_editors_to_move() {
    let desk = TestDesk::with_story();
    let People { ana, ed, bot, .. } = desk.people();
    let path = desk.post("x", "X", "Words.");
    ana.does("edit x --publish-at '2026-11-08 06:00'");
    ed.tries("approve x").ok();
    for line in ["edit x --set 'publish_at=2026-11-07 12:00'", "edit x --remove-publish-at"] {
        ana.tries(line).usage().says("moving the embargo");
    }
    let (later, sooner) = ("2026-11-08T06:00:00+02:00", "2026-11-07T12:00:00+02:00");
    let page = ana
        .opens(&path)
        .changes(&format!("publish_at = {later}"), &format!("publish_at = {sooner}"));
    page.commits();
    bot.tries("publish --due").refused();
    assert_eq!(desk.stands("x").1, "unpublished");
    ed.at("21:05").tries("edit x --publish-at '2026-11-07 20:30'").ok();
    bot.at("21:06").tries("publish --due").ok();
    assert_eq!(desk.stands("x").1, "live");
}

/// Puts a picture with its metadata beside a post, and names it there.
fn names_a_picture_beside(by: &Person, path: &str) {
    let (folder, _) = path.rsplit_once('/').unwrap();
    let picture = include_bytes!("../../src/cli/demo/media/harbour.jpg");
    by.desk.write(&format!("{folder}/photo.jpg"), picture);
    by.opens(path).adds(
        "[[media]]\nkind = \"image\"\nsrc = \"photo.jpg\"\nalt = \"A harbour\"\ncredit = \"L\"\n",
    );
}

#[test]
fn a_picture_beside_a_post_is_taken_along_stripped_and_only_its_own_bytes_go_out() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.post("x", "X", "Words.");
    names_a_picture_beside(&ana, &path);
    ana.does("submit x");
    ed.tries("publish x --approve").ok();
    let bytes = desk.all_objects();
    let canary = b"CANARY";
    assert!(!bytes.windows(canary.len()).any(|window| window == canary), "metadata was filed");
    let there: Vec<String> =
        desk.tree("published").into_iter().filter(|p| p.ends_with(".jpg")).collect();
    assert_eq!(there.len(), 1);
    // Other bytes under the approved name never reach the record.
    ed.does("pull x --tell-readers 'We are checking.'");
    let approved = desk.git_bytes(["show", &format!("HEAD:{}", there[0])]);
    desk.write(&there[0], [approved.as_slice(), b"x"].concat());
    ana.commits_by_git();
    ed.does("restore x --tell-readers 'It was right.'");
    assert_eq!(desk.git_bytes(["show", &format!("published:{}", there[0])]), approved);
}

#[test]
fn a_picture_committed_with_its_metadata_is_not_let_out() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.post("x", "X", "Words.");
    names_a_picture_beside(&ana, &path);
    ana.commits_by_git();
    ed.tries("publish x --approve").refused().says("photo.jpg still carries");
}

#[test]
fn a_remark_or_a_stop_never_files_what_somebody_else_is_writing() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.post("x", "X", "Words here.");
    desk.change(&path, "Words here.", "Words in the making.");
    ed.does("comment x -m Why");
    assert!(!desk.filed(&path).contains("in the making"));
    assert!(desk.read(&path).contains("in the making") && desk.read(&path).contains("Why"));
    ana.opens(&path).adds("broken = = \n");
    ed.does("stop x -m Legal");
    assert!(desk.read(&path).contains("broken = ="), "the person's file stays");
    desk.git(["checkout", "-q", "--", &path]);
    assert_eq!(desk.show("x")["stopped"], true);
}

#[test]
fn a_refused_one_step_act_leaves_nothing_behind() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("x", "X", "Forty people were hurt.");
    ana.does("edit x --replace 'Forty=>Four'");
    ed.lets_out("x");
    let before = desk.fingerprint();
    ed.tries("verify-flag x --quote 'people were hurt' --status unverified --publish").refused();
    ana.tries("publish x --restore 1 --approve").usage();
    assert_eq!(desk.fingerprint(), before);
    ed.tries("publish x --restore 1 --approve").refused().says("nobody");
    assert_eq!(desk.fingerprint(), before);
    let line = "verify-flag x --quote 'people were hurt' --status unverified --caveat 'We could not verify this.' --publish";
    ed.tries(line).ok().says("release 3, doubt");
}

#[test]
fn whoever_releases_a_correction_did_not_write_what_was_set_aside() {
    let desk = TestDesk::with_story();
    let People { ana, ed, mara, .. } = desk.people();
    mara.does("contributor add olga --name 'Olga Ray' --email olga@courier.example --role editor");
    let olga = desk.person("olga");
    desk.live("x", "X", "First para.\n\nSecond para.");
    ed.does("edit x --replace 'Second para.=>Ed alone wrote this.'");
    ed.tries("approve x").refused().says("second pair of eyes");
    ana.does(
        "correct x --replace 'First para.=>First line.' --tell-readers 'It said para.' --submit",
    );
    olga.lets_out("x");
    assert!(desk.show("x")["document"]["body"].as_str().unwrap().contains("Ed alone wrote this."));
    ed.tries("diff x").ok();
    ed.tries("approve x").refused().says("second pair of eyes");
    olga.approves("x");
}

#[test]
fn a_pull_leaves_a_waiting_correction_as_it_is() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.live("x", "X", "First para.\n\nSecond para.");
    ana.does("edit x --replace 'Second para.=>More to come.'");
    ana.does(
        "correct x --replace 'First para.=>First line.' --tell-readers 'It said para.' --submit",
    );
    let aside = path.replace(".toml", ".aside.toml");
    ed.does("pull x --tell-readers 'We are checking.'");
    assert!(desk.has(&aside));
    assert_eq!(desk.stands("x"), ("in_review".into(), "pulled".into()));
    ed.lets_out("x");
    assert!(!desk.has(&aside));
    assert!(
        desk.published(&path).contains("First line.")
            && !desk.published(&path).contains("More to come.")
    );
    assert!(desk.read(&path).contains("More to come.") && desk.read(&path).contains("First line."));
}

#[test]
fn nobody_pulls_a_post_by_taking_credit_for_it() {
    let desk = TestDesk::with_story();
    let People { lev, .. } = desk.people();
    desk.live("x", "X", "Words.");
    lev.does("edit x --credit lev-marin");
    lev.tries("pull x --tell-readers Checking").usage();
    assert_eq!(desk.stands("x").1, "live");
}

#[test]
fn a_retraction_waits_for_nothing_that_its_notice_does_not_hold() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    desk.live("x", "X", "Forty people were hurt.");
    ana.does("verify-flag x --quote 'were hurt' --status unverified");
    ana.does("retract x --tell-readers 'It was not so.' --submit");
    ed.lets_out("x");
    assert_eq!(desk.stands("x").1, "retracted");
}

#[test]
fn what_is_due_goes_out_though_one_of_it_is_held_back() {
    let desk = TestDesk::with_story();
    let People { ana, ed, bot, .. } = desk.people();
    for slug in ["one", "two"] {
        ana.does(&format!(
            "add --slug {slug} --headline {slug} --publish-at '2026-11-07 20:30' --submit"
        ));
        ed.at("20:20").tries(&format!("approve {slug}")).ok();
    }
    let path = desk.show("one")["path"].as_str().unwrap().to_owned();
    desk.change(&path, "headline = \"one\"", "headline = \"other\"");
    bot.at("20:31").tries("publish --due").refused().says("saved and not filed");
    assert_eq!(desk.stands("two").1, "live");
    assert_eq!(desk.stands("one").1, "unpublished");
}

#[test]
fn a_picture_taken_out_can_be_put_back() {
    let desk = TestDesk::with_story();
    let People { ana, .. } = desk.people();
    desk.write("a.png", crate::desk::png());
    desk.post("x", "X", "Words.");
    for _ in 0..2 {
        ana.does("edit x --image a.png --alt A --media-credit B");
        ana.does("edit x --remove-media 1");
    }
}

#[test]
fn one_document_named_twice_is_one() {
    let desk = TestDesk::with_story();
    let People { ed, .. } = desk.people();
    desk.post("x", "X", "Words.");
    let done = ed.tries("approve x x --json");
    assert_eq!(done.ok().json()["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn on_another_branch_a_persons_files_are_not_the_desks() {
    let desk = TestDesk::with_story();
    let People { ana, ed, .. } = desk.people();
    let path = desk.post("x", "X", "Words.");
    desk.git(["switch", "-q", "-c", "feature"]);
    desk.change(&path, "Words.", "Words of the branch.");
    ana.commits_by_git();
    let before = desk.git(["rev-parse", "main", "published"]);
    ana.tries("comment x -m Why").usage().says("nothing was written");
    ed.tries("publish x --approve").usage().says("nothing was written");
    assert_eq!(desk.git(["rev-parse", "main", "published"]), before);
    ana.tries("show x").ok().says_not("of the branch");
}

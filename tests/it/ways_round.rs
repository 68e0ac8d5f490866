//! Ways round the desk's rules, each tried with a text editor and plain git.

use crate::desk::{TestDesk, git_in};

const APPROVED: &str = "verdict = \"approved\"\nround = 1\n";

fn digest(desk: &TestDesk, doc: &str) -> String {
    desk.show(doc)["digest"].as_str().unwrap().to_owned()
}

fn append(desk: &TestDesk, path: &str, text: &str) {
    desk.write(path, format!("{}{text}", desk.read(path)));
}

#[test]
fn words_that_could_not_be_read_back_are_never_filed() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Words.");
    let before = desk.fingerprint();
    let hidden = ["a\u{200e}", "a\u{2066}b", "\u{feff}a", "a\u{1b}[31m", "\u{202e}a"];
    for text in hidden {
        desk.as_("ed").run(["pull", "x", "--tell-readers", text]).usage().says("cannot be seen");
        desk.as_("ana").run(["comment", "x", "-m", text]).usage();
        desk.as_("ana").run(["add", "--headline", text]).usage();
        desk.as_("mara")
            .run(["contributor", "add", "new", "--name", text, "--role", "none"])
            .usage();
        desk.as_("ana").run(["story", "open", "other", "--title", text]).usage();
        assert_eq!(desk.fingerprint(), before, "{text:?}");
    }
    // A separator of lines is one more space in a headline, and is refused elsewhere.
    desk.as_("ana").run(["comment", "x", "-m", "a\u{2028}b"]).usage();
    desk.as_("mara").run(["doctor"]).ok();
    desk.as_("ed").type_("pull x --tell-readers 'We are checking.'").ok();
}

#[test]
fn an_approval_typed_by_hand_is_refused_when_filed_and_not_counted_when_committed() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let forged = format!(
        "\n[[reviews]]\nat = 2026-11-07T20:30:00+02:00\nby = \"ed-lind\"\n{APPROVED}digest = \"{}\"\n",
        digest(&desk, "x")
    );
    append(&desk, &path, &forged);
    desk.as_("ana").type_("edit x").usage().says("in somebody else's name");
    git_in(
        desk.root(),
        [
            "-c",
            "user.name=Ana Petrova",
            "-c",
            "user.email=ana@courier.example",
            "commit",
            "-qam",
            "x",
        ],
    );
    desk.as_("mara").type_("publish x").refused().says("nobody has approved these words");
    desk.as_("ed").type_("publish x --approve").ok();
}

#[test]
fn steps_at_the_desk_cannot_be_taken_out() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.as_("ed").type_("stop x -m 'The lawyer reads it.'").ok();
    let text = desk.read(&path);
    desk.write(&path, text.split("\n[[reviews]]").next().unwrap());
    desk.as_("ana").type_("edit x").usage().says("reviews were changed or taken out");
    desk.git(["checkout", "-q", "--", &path]);
    assert_eq!(desk.show("x")["stopped"], true);
}

#[test]
fn somebody_elses_knowledge_of_a_source_does_not_open_the_gate() {
    let desk = TestDesk::with_story();
    desk.as_("ana")
        .run(["add", "--slug", "x", "--headline", "X", "--source", "anonymous:a pilot:for her job"])
        .ok();
    let path = desk.show("x")["path"].as_str().unwrap().to_owned();
    desk.change(
        &path,
        "reason = \"for her job\"",
        "reason = \"for her job\"\nknown_to = [\"ed-lind\"]",
    );
    desk.as_("ana").type_("submit x").usage().says("somebody else is said to know a source");
    git_in(
        desk.root(),
        [
            "-c",
            "user.name=Ana Petrova",
            "-c",
            "user.email=ana@courier.example",
            "commit",
            "-qam",
            "x",
        ],
    );
    desk.as_("ed").type_("publish x --approve").refused().says("no editor has said that she knows");
    desk.as_("mara").type_("source know x pilot").ok();
    desk.as_("ed").type_("publish x --approve").ok();
}

#[test]
fn what_readers_were_told_of_an_error_stays_as_it_was() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "Forty people.");
    desk.as_("ana")
        .type_("correct x --replace 'Forty=>Four' --tell-readers 'It was four.' --submit")
        .ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    desk.change(&path, "It was four.", "Nothing was wrong.");
    desk.as_("ana").type_("submit x").ok();
    desk.as_("mara")
        .type_("publish x --approve")
        .refused()
        .says("readers were told “It was four.”, and that stays as it was");
    assert!(desk.published(&path).contains("It was four."));
}

#[test]
fn returned_words_are_not_let_out_though_somebody_else_approved_them() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    desk.as_("ed").type_("approve x").ok();
    desk.as_("mara").type_("return x -m 'Who says so?'").ok();
    desk.as_("ed").type_("publish x").refused().says("returned by mara-dov: Who says so?");
    desk.as_("mara").type_("approve x").ok();
    desk.as_("ed").type_("publish x").ok();
}

#[test]
fn the_embargo_of_approved_words_is_an_editors_to_move() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.as_("ana").type_("edit x --publish-at '2026-11-08 06:00'").ok();
    desk.as_("ed").type_("approve x").ok();
    for line in ["edit x --set 'publish_at=2026-11-07 12:00'", "edit x --remove-publish-at"] {
        desk.as_("ana").type_(line).usage().says("moving the embargo");
    }
    desk.change(
        &path,
        "publish_at = 2026-11-08T06:00:00+02:00",
        "publish_at = 2026-11-07T12:00:00+02:00",
    );
    git_in(
        desk.root(),
        [
            "-c",
            "user.name=Ana Petrova",
            "-c",
            "user.email=ana@courier.example",
            "commit",
            "-qam",
            "x",
        ],
    );
    desk.as_("bot").type_("publish --due").refused();
    assert_eq!(desk.stands("x").1, "unpublished");
    desk.as_("ed").at("21:05").type_("edit x --publish-at '2026-11-07 20:30'").ok();
    desk.as_("bot").at("21:06").type_("publish --due").ok();
    assert_eq!(desk.stands("x").1, "live");
}

#[test]
fn a_picture_beside_a_post_is_taken_along_stripped_and_only_its_own_bytes_go_out() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let folder = path.rsplit_once('/').unwrap().0.to_owned();
    let picture = include_bytes!("../../src/cli/demo/media/harbour.jpg");
    desk.write(&format!("{folder}/photo.jpg"), picture);
    append(
        &desk,
        &path,
        "\n[[media]]\nkind = \"image\"\nsrc = \"photo.jpg\"\nalt = \"A harbour\"\ncredit = \"L\"\n",
    );
    desk.as_("ana").type_("submit x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let bytes = desk.all_objects();
    let canary = b"CANARY";
    assert!(!bytes.windows(canary.len()).any(|window| window == canary), "metadata was filed");
    let there: Vec<String> =
        desk.tree("published").into_iter().filter(|p| p.ends_with(".jpg")).collect();
    assert_eq!(there.len(), 1);
    // Other bytes under the approved name never reach the record.
    desk.as_("ed").type_("pull x --tell-readers 'We are checking.'").ok();
    let approved = desk.git_bytes(["show", &format!("HEAD:{}", there[0])]);
    desk.write(&there[0], [approved.as_slice(), b"x"].concat());
    git_in(
        desk.root(),
        [
            "-c",
            "user.name=Ana Petrova",
            "-c",
            "user.email=ana@courier.example",
            "commit",
            "-qam",
            "x",
        ],
    );
    desk.as_("ed").type_("restore x --tell-readers 'It was right.'").ok();
    assert_eq!(desk.git_bytes(["show", &format!("published:{}", there[0])]), approved);
}

#[test]
fn a_picture_committed_with_its_metadata_is_not_let_out() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    let folder = path.rsplit_once('/').unwrap().0.to_owned();
    desk.write(
        &format!("{folder}/photo.jpg"),
        include_bytes!("../../src/cli/demo/media/harbour.jpg"),
    );
    append(
        &desk,
        &path,
        "\n[[media]]\nkind = \"image\"\nsrc = \"photo.jpg\"\nalt = \"A harbour\"\ncredit = \"L\"\n",
    );
    git_in(desk.root(), ["add", "-A"]);
    git_in(
        desk.root(),
        [
            "-c",
            "user.name=Ana Petrova",
            "-c",
            "user.email=ana@courier.example",
            "commit",
            "-qm",
            "x",
        ],
    );
    desk.as_("ed").type_("publish x --approve").refused().says("photo.jpg still carries");
}

#[test]
fn a_remark_or_a_stop_never_files_what_somebody_else_is_writing() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words here.");
    desk.change(&path, "Words here.", "Words in the making.");
    desk.as_("ed").type_("comment x -m Why").ok();
    assert!(!desk.filed(&path).contains("in the making"));
    assert!(desk.read(&path).contains("in the making") && desk.read(&path).contains("Why"));
    append(&desk, &path, "\nbroken = = \n");
    desk.as_("ed").type_("stop x -m Legal").ok();
    assert!(desk.read(&path).contains("broken = ="), "the person's file stays");
    desk.git(["checkout", "-q", "--", &path]);
    assert_eq!(desk.show("x")["stopped"], true);
}

#[test]
fn a_refused_one_step_act_leaves_nothing_behind() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Forty people were hurt.");
    desk.as_("ana").type_("edit x --replace 'Forty=>Four'").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let before = desk.fingerprint();
    desk.as_("ed")
        .type_("verify-flag x --quote 'people were hurt' --status unverified --publish")
        .refused();
    desk.as_("ana").type_("publish x --restore 1 --approve").usage();
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ed").type_("publish x --restore 1 --approve").refused().says("nobody");
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ed")
        .run([
            "verify-flag",
            "x",
            "--quote",
            "people were hurt",
            "--status",
            "unverified",
            "--caveat",
            "We could not verify this.",
            "--publish",
        ])
        .ok()
        .says("release 3, doubt");
}

#[test]
fn whoever_releases_a_correction_did_not_write_what_was_set_aside() {
    let desk = TestDesk::with_story();
    desk.as_("mara")
        .type_("contributor add olga --name 'Olga Ray' --email olga@courier.example --role editor")
        .ok();
    desk.live("x", "X", "First para.\n\nSecond para.");
    desk.as_("ed").type_("edit x --replace 'Second para.=>Ed alone wrote this.'").ok();
    desk.as_("ed").type_("approve x").refused().says("second pair of eyes");
    desk.as_("ana").type_("correct x --replace 'First para.=>First line.' --tell-readers 'It said para.' --submit").ok();
    desk.as_("olga").type_("diff x").ok();
    desk.as_("olga").type_("publish x --approve").ok();
    assert!(desk.show("x")["document"]["body"].as_str().unwrap().contains("Ed alone wrote this."));
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("approve x").refused().says("second pair of eyes");
    desk.as_("olga").type_("diff x").ok();
    desk.as_("olga").type_("approve x").ok();
}

#[test]
fn a_pull_leaves_a_waiting_correction_as_it_is() {
    let desk = TestDesk::with_story();
    let path = desk.live("x", "X", "First para.\n\nSecond para.");
    desk.as_("ana").type_("edit x --replace 'Second para.=>More to come.'").ok();
    desk.as_("ana").type_("correct x --replace 'First para.=>First line.' --tell-readers 'It said para.' --submit").ok();
    let aside = path.replace(".toml", ".aside.toml");
    desk.as_("ed").type_("pull x --tell-readers 'We are checking.'").ok();
    assert!(desk.has(&aside));
    assert_eq!(desk.stands("x"), ("in_review".into(), "pulled".into()));
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
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
    desk.live("x", "X", "Words.");
    desk.as_("lev").type_("edit x --credit lev-marin").ok();
    desk.as_("lev").type_("pull x --tell-readers Checking").usage();
    assert_eq!(desk.stands("x").1, "live");
}

#[test]
fn a_retraction_waits_for_nothing_that_its_notice_does_not_hold() {
    let desk = TestDesk::with_story();
    desk.live("x", "X", "Forty people were hurt.");
    desk.as_("ana").type_("verify-flag x --quote 'were hurt' --status unverified").ok();
    desk.as_("ana").type_("retract x --tell-readers 'It was not so.' --submit").ok();
    desk.as_("ed").type_("diff x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    assert_eq!(desk.stands("x").1, "retracted");
}

#[test]
fn what_is_due_goes_out_though_one_of_it_is_held_back() {
    let desk = TestDesk::with_story();
    for slug in ["one", "two"] {
        desk.as_("ana")
            .run([
                "add",
                "--slug",
                slug,
                "--headline",
                slug,
                "--publish-at",
                "2026-11-07 20:30",
                "--submit",
            ])
            .ok();
        desk.as_("ed").at("20:20").type_(&format!("approve {slug}")).ok();
    }
    let path = desk.show("one")["path"].as_str().unwrap().to_owned();
    desk.change(&path, "headline = \"one\"", "headline = \"other\"");
    desk.as_("bot").at("20:31").type_("publish --due").refused().says("saved and not filed");
    assert_eq!(desk.stands("two").1, "live");
    assert_eq!(desk.stands("one").1, "unpublished");
}

#[test]
fn a_picture_taken_out_can_be_put_back() {
    let desk = TestDesk::with_story();
    desk.write("a.png", crate::desk::png());
    desk.post("x", "X", "Words.");
    for _ in 0..2 {
        desk.as_("ana").type_("edit x --image a.png --alt A --media-credit B").ok();
        desk.as_("ana").type_("edit x --remove-media 1").ok();
    }
}

#[test]
fn one_document_named_twice_is_one() {
    let desk = TestDesk::with_story();
    desk.post("x", "X", "Words.");
    let done = desk.as_("ed").type_("approve x x --json");
    assert_eq!(done.ok().json()["documents"].as_array().unwrap().len(), 1);
}

#[test]
fn on_another_branch_a_persons_files_are_not_the_desks() {
    let desk = TestDesk::with_story();
    let path = desk.post("x", "X", "Words.");
    desk.git(["switch", "-q", "-c", "feature"]);
    desk.change(&path, "Words.", "Words of the branch.");
    git_in(
        desk.root(),
        [
            "-c",
            "user.name=Ana Petrova",
            "-c",
            "user.email=ana@courier.example",
            "commit",
            "-qam",
            "x",
        ],
    );
    let before = desk.git(["rev-parse", "main", "published"]);
    desk.as_("ana").type_("comment x -m Why").usage().says("nothing was written");
    desk.as_("ed").type_("publish x --approve").usage().says("nothing was written");
    assert_eq!(desk.git(["rev-parse", "main", "published"]), before);
    desk.as_("ana").type_("show x").ok().says_not("of the branch");
}

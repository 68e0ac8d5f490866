//! `newsroom edit DOC` alone.

use crate::desk::Desk;
use crate::screen::Screen;

/// Spoils the file at the first try, and mends it at the second.
const SECOND_TRY: &str = r#"cp "$1" "$HOME/seen"
if grep -q '^# problem: ' "$1"; then sed -i 's/^headlin =/headline =/' "$1"
else sed -i 's/^headline =.*/headlin = "Lamps out"/' "$1"; fi"#;
const SPOIL: &str = r#"sed -i 's/^headline =.*/headlin = "Lamps out"/; s/dark/dark now/' "$1""#;

#[test]
fn what_does_not_parse_comes_back_with_its_problems_and_the_second_try_is_filed() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], SECOND_TRY);
    screen.shows("line 4, column 1: ").shows("Open it again?").types("y");
    let (code, seen) = screen.ends();
    assert_eq!(code, 0, "{seen}");
    assert!(desk.filed("power-cut").contains("headline = \"Lamps out\""));
    let seen = std::fs::read_to_string(desk.path().join("../home/seen")).expect("the second try");
    let (problems, text): (Vec<&str>, Vec<&str>) =
        seen.lines().partition(|line| line.starts_with("# problem: "));
    assert!(!problems.is_empty() && text[0].starts_with("#:schema"), "{seen}");
    assert!(
        problems.iter().any(|p| p.contains("did you mean") && p.contains("headline")),
        "{seen}"
    );
    // The line that is named is the line that the person looks at.
    let named = 3 + problems.len();
    assert!(problems[0].contains(&format!("line {}, column 1", named + 1)), "{seen}");
    assert!(seen.lines().nth(named).is_some_and(|line| line.starts_with("headlin =")), "{seen}");
    desk.is_sound();
}

#[test]
fn a_no_keeps_the_words_and_a_later_edit_goes_on_with_them() {
    let desk = Desk::new();
    let before = desk.commits();
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], SPOIL);
    screen.shows("Open it again?").types("n");
    let (code, seen) = screen.ends();
    assert_eq!(code, 2, "{seen}");
    assert!(seen.contains("kept in") && seen.contains(".git/newsroom/kept/"), "{seen}");
    assert!(seen.contains("goes on with it"), "{seen}");
    assert_eq!(desk.commits(), before);
    assert!(desk.kept()[0].contains("dark now"));

    let mend = r#"sed -i 's/^headlin =/headline =/' "$1""#;
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], mend);
    screen.shows("Go on with them?").types("y").shows("edited ");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("power-cut");
    assert!(filed.contains("Lamps out") && filed.contains("dark now"), "{filed}");
    desk.is_sound();
}

#[test]
fn words_of_an_earlier_try_that_are_not_wanted_stay_where_they_are() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], SPOIL);
    screen.shows("Open it again?").types("n").ends();
    let mut screen =
        desk.types("ana", &["edit", "power-cut", "--toml"], "sed -i 's/300/310/' \"$1\"");
    screen.shows("Go on with them?").types("n").shows("they stay in").shows("edited ");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.filed("power-cut").contains("About 310 homes are dark."));
    assert_eq!(desk.kept().len(), 1);
}

#[test]
fn an_editor_that_fails_before_a_word_is_written_leaves_nothing_behind() {
    let desk = Desk::new();
    let (code, seen) = desk.types("ana", &["edit", "power-cut"], "exit 1").ends();
    assert_eq!(code, 3, "{seen}");
    assert!(seen.contains("nothing was changed"), "{seen}");
    desk.is_sound();
}

#[test]
fn ctrl_c_in_the_editor_ends_as_130_and_keeps_the_words() {
    let desk = Desk::new();
    // A shell that waits for a child lets an interrupt pass that reaches the child too early.
    let script =
        "trap 'exit 130' INT; echo '# mine' >>\"$1\"; echo ready; while :; do sleep 0.1; done";
    let mut screen = desk.types("ana", &["edit", "power-cut"], script);
    screen.shows("ready").types(crate::screen::CTRL_C);
    let (code, seen) = screen.ends();
    assert_eq!(code, 130, "{seen}");
    assert!(desk.kept()[0].ends_with("# mine\n"));
}

#[test]
fn what_somebody_files_while_the_editor_is_open_is_not_written_over() {
    let desk = Desk::new();
    let program = env!("CARGO_BIN_EXE_newsroom");
    let other = format!("{program} edit power-cut --headline 'Power cut in Selan' --tag energy");
    let script = format!("{other} >/dev/null || exit 9; sed -i 's/300 homes/310 homes/' \"$1\"");
    let mut screen = desk.types("ana", &["edit", "power-cut"], &script);
    screen.shows("somebody else filed a change while you wrote");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("power-cut");
    for words in ["Power cut in Selan", "energy", "About 310 homes are dark."] {
        assert!(filed.contains(words), "{words} in\n{filed}");
    }
    desk.is_sound();
}

#[test]
fn the_same_words_changed_by_two_are_both_kept() {
    let desk = Desk::new();
    let program = env!("CARGO_BIN_EXE_newsroom");
    let other = format!("{program} edit power-cut --headline 'Power cut in Selan'");
    let script =
        format!("{other} >/dev/null; sed -i 's/^headline =.*/headline = \"Dark\"/' \"$1\"");
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], &script);
    screen.shows("both are kept, and edit settles it");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("power-cut");
    assert!(filed.contains("[[conflicts]]"), "{filed}");
    assert!(filed.contains("Power cut in Selan") && filed.contains("\"Dark\""), "{filed}");
    desk.is_sound();
}

#[test]
fn a_step_at_the_desk_is_neither_typed_nor_taken_out_in_an_editor_and_the_words_are_kept() {
    let desk = Desk::new();
    let before = desk.filed("power-cut");
    assert_eq!(before.matches("[[reviews]]").count(), 2, "{before}");
    let drop = r#"sed -i '/^\[\[reviews\]\]/,$d; s/300/310/' "$1""#;
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], drop);
    screen.shows("steps at the desk are added by commands").shows("what you wrote is kept in");
    assert_eq!(screen.ends().0, 2);

    let typed = r#"printf '\n[[reviews]]\nat = 2026-11-07T20:00:00Z\nby = "ed-lind"\nverdict = "approved"\nround = 2\n' >>"$1""#;
    let mut screen = desk.types("ana", &["edit", "power-cut", "--toml"], typed);
    screen.shows("Go on with them?").types("n").shows("steps at the desk are added by commands");
    assert_eq!(screen.ends().0, 2);
    assert_eq!(desk.filed("power-cut"), before);
    assert_eq!(desk.kept().len(), 2);
}

#[test]
fn words_saved_in_the_file_are_where_the_editor_starts_and_are_not_put_back() {
    let desk = Desk::new();
    let files = desk.git(&["ls-files", "posts"]);
    let path = files.lines().find(|path| path.contains("power-cut")).expect("the post");
    let file = desk.path().join(path);
    let text = std::fs::read_to_string(&file).expect("text");
    std::fs::write(&file, text.replace("300 homes", "400 homes")).expect("saved");
    let mut screen = desk.types("ana", &["edit", "power-cut"], "sed -i 's/400/500/' \"$1\"");
    screen.shows("edited ");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.filed("power-cut").contains("About 500 homes"));
    desk.is_sound();
}

#[test]
fn a_post_opens_as_its_words_and_all_else_of_it_stays() {
    let desk = Desk::new();
    let flag = ["flag", "power-cut", "--quote", "300 homes are dark", "--status", "unverified"];
    desk.does("ana", &flag);
    let before = desk.filed("power-cut");
    let script = r#"cp "$1" "$HOME/seen"; sed -i 's/300 homes/310 homes/; s/Headline: Power cut/Headline: Dark/' "$1""#;
    let mut screen = desk.types("ana", &["edit", "power-cut"], script);
    screen.shows("now speaks of").shows("310 homes are dark").shows("still unverified");
    assert_eq!(screen.ends().0, 0);
    let seen = std::fs::read_to_string(desk.path().join("../home/seen")).expect("seen");
    let lines: Vec<&str> = seen.lines().collect();
    assert_eq!(lines[..3], ["About 300 homes are dark.", "", "<!-- Headline: Power cut -->"]);
    let expected = before
        .replace("headline = \"Power cut\"", "headline = \"Dark\"")
        .replace("300 homes", "310 homes");
    assert_eq!(desk.filed("power-cut"), expected);
    desk.is_sound();
}

#[test]
fn without_a_name_one_of_those_that_could_be_meant_is_chosen() {
    let desk = Desk::new();
    desk.post("crane", "Crane", "It fell.");
    desk.post("ferry", "Ferry", "It is late.");
    let mut screen = desk.types("ana", &["edit"], "sed -i 's/late/very late/' \"$1\"");
    screen.shows("Which to edit").shows("Crane").types("Ferry\r").shows("edited ");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.filed("ferry").contains("It is very late."));

    desk.does("ana", &["submit", "ferry"]);
    let mut screen = desk.types("ed", &["approve"], "true");
    screen.shows("Which to approve").types("Ferry\r").shows("approved ");
    assert_eq!(screen.ends().0, 0);
    let mut screen = desk.types("ed", &["publish"], "true");
    screen.shows("Which to publish").types("\r").shows("published ");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.does("ed", &["list", "--public", "live"]).contains("Ferry"));
    desk.is_sound();
}

#[test]
fn a_correction_alone_opens_the_editor_then_asks_what_readers_are_told() {
    let desk = Desk::new();
    let before = desk.commits();
    let (code, seen) = desk.types("ana", &["correct", "power-cut"], "true").ends();
    assert_eq!((code, desk.commits()), (0, before), "{seen}");
    assert!(seen.contains("no correction is drafted"), "{seen}");

    let script = "sed -i 's/300 homes/200 homes/' \"$1\"";
    let line = ["correct", "power-cut", "--kind", "clarification", "--withhold-before"];
    let mut screen = desk.types("ana", &line, script);
    screen.shows("What readers are told").types("It was");
    screen.types(crate::screen::CTRL_C);
    let (code, seen) = screen.ends();
    assert_eq!(code, 130, "{seen}");
    assert!(seen.contains("kept in") && seen.contains("newsroom correct "), "{seen}");
    assert!(desk.does("ana", &["kept"]).contains("the correction of"));
    assert!(desk.does("ana", &["kept", "show", "power-cut"]).contains("200 homes"));

    let mut screen = desk.types("ana", &["kept", "resume"], "true");
    screen.shows("What readers are told").types("It was 200 homes.\r");
    screen.shows("drafted the correction of");
    assert_eq!(screen.ends().0, 0);
    assert!(desk.kept().is_empty());
    let filed = desk.filed("power-cut");
    assert!(filed.contains("About 200 homes are dark."), "{filed}");
    assert!(filed.contains("note = \"It was 200 homes.\""), "{filed}");
    assert!(filed.contains("kind = \"clarification\"") && filed.contains("withhold_before = true"));

    let script = "sed -i 's/200 homes/210 homes/' \"$1\"";
    let mut screen = desk.types("ana", &["correct", "power-cut"], script);
    screen.shows("What readers are told").shows("It was 200 homes.").types("\r");
    screen.shows("drafted the correction of");
    assert_eq!(screen.ends().0, 0);
    let filed = desk.filed("power-cut");
    assert_eq!(filed.matches("[[corrections]]").count(), 1, "{filed}");
    assert!(filed.contains("210 homes") && filed.contains("It was 200 homes."), "{filed}");
    desk.is_sound();
}

#[test]
fn a_story_opens_in_the_editor_too() {
    let desk = Desk::new();
    let script = "sed -i 's/^title =.*/title = \"Storm night\"/' \"$1\"";
    let mut screen = desk.types("ana", &["story", "edit", "storm"], script);
    screen.shows("edited ").shows("Storm night");
    assert_eq!(screen.ends().0, 0);
    desk.is_sound();
}

#[test]
fn an_editor_that_changes_nothing_changes_nothing() {
    let desk = Desk::new();
    let before = desk.commits();
    let (code, seen) = desk.types("ana", &["edit", "power-cut"], "true").ends();
    assert_eq!(code, 0, "{seen}");
    assert!(seen.contains("nothing changed"), "{seen}");
    assert_eq!(desk.commits(), before);
    desk.is_sound();
}

#[test]
fn a_folder_that_names_programs_is_asked_about_and_yes_is_kept() {
    let desk = Desk::new();
    let trace = desk.path().with_file_name("trace");
    desk.git(&["config", "core.pager", &format!("touch {}; cat", trace.display())]);
    let own = desk.path().with_file_name("gitconfig");
    let show = |answer: &str| {
        let mut command = desk.newsroom("ana", &["show", "power-cut"]);
        command.env("GIT_CONFIG_GLOBAL", &own).env_remove("GIT_PAGER");
        let mut screen = Screen::open(command);
        if !answer.is_empty() {
            screen.shows("core.pager = touch").shows("May newsroom run them?").types(answer);
        }
        screen.shows("About 300 homes");
        assert_eq!(screen.ends().0, 0);
    };
    show("n");
    show("\r");
    assert!(!trace.exists() && !own.exists());
    show("y");
    show("");
    assert!(trace.exists());
}

#[test]
fn a_file_that_cannot_be_read_opens_to_be_mended() {
    let desk = Desk::new();
    let file = post(&desk);
    let good = std::fs::read_to_string(&file).expect("text");
    let broken = good.replacen("\"Power cut\"", "\"Power cut now", 1);
    let mend = r#"cp "$1" "$HOME/seen"; sed -i 's/"Power cut now$/"Power cut now"/' "$1""#;
    for commit in [false, true] {
        std::fs::write(&file, &broken).expect("saved");
        if commit {
            desk.git(&["commit", "-qam", "a typo"]);
        }
        let mut screen = desk.types("ana", &["edit", "power-cut"], mend);
        screen.shows("edited ");
        assert_eq!(screen.ends().0, 0);
        let seen = std::fs::read_to_string(desk.path().join("../home/seen")).expect("seen");
        assert!(seen.starts_with("# problem: line 5, column "), "{seen}");
        assert!(seen.ends_with(&broken), "{seen}");
        assert!(desk.filed("power-cut").contains("\"Power cut now\"\n"));
        desk.is_sound();
    }
}

/// The path of the live post's file.
fn post(desk: &Desk) -> std::path::PathBuf {
    let files = desk.git(&["ls-files", "posts"]);
    desk.path().join(files.lines().find(|path| path.contains("power-cut")).expect("the post"))
}

#[test]
fn a_file_that_is_left_broken_in_the_editor_stays_as_it_was() {
    let desk = Desk::new();
    let file = post(&desk);
    std::fs::write(&file, "headline = \"Dark\nbody = 1\n").expect("saved");
    let before = desk.commits();
    let mut screen = desk.types("ana", &["edit", "power-cut"], "true");
    screen.shows("nothing changed");
    assert_eq!(screen.ends().0, 0);
    assert_eq!(desk.commits(), before);
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "headline = \"Dark\nbody = 1\n");
}

#[test]
fn a_file_in_another_encoding_opens_with_its_letters_and_is_filed_in_utf_8() {
    let desk = Desk::new();
    let file = post(&desk);
    let text = std::fs::read_to_string(&file).expect("text");
    let text = text.replacen("\"Power cut\"", "\"Caf\u{e9} and pier are dark\"", 1);
    let latin: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    std::fs::write(&file, latin).expect("saved");
    let mut screen = desk.types("ana", &["edit", "power-cut"], r#"cp "$1" "$HOME/seen""#);
    screen.shows("read as windows-1252").shows("edited ");
    assert_eq!(screen.ends().0, 0);
    let seen = std::fs::read_to_string(desk.path().join("../home/seen")).expect("seen");
    assert_eq!(seen, text);
    assert!(desk.filed("power-cut").contains("\"Caf\u{e9} and pier are dark\""));
    desk.is_sound();
}

#[test]
fn a_file_that_was_never_read_opens_to_be_mended() {
    let desk = Desk::new();
    let folder = post(&desk).parent().expect("a folder").to_owned();
    let mend = r#"sed -i 's/^headline = .*/headline = "The quay is dry"/' "$1""#;
    for (slug, id, commits) in [("quay", "k3x9q7m2td", false), ("mole", "k3x9q7m2tf", true)] {
        let text =
            format!("id = \"{id}\"\nheadline = \"The quay\ncreated = 2026-11-07T20:00:00Z\n");
        std::fs::write(folder.join(format!("{slug}-{id}.toml")), text).expect("saved");
        if commits {
            desk.git(&["add", "-A"]);
            desk.git(&["commit", "-qm", "a typo"]);
        }
        let mut screen = desk.types("ana", &["edit", slug], mend);
        screen.shows("edited k3x9 ");
        assert_eq!(screen.ends().0, 0);
        assert!(desk.filed(slug).contains("headline = \"The quay is dry\"\n"));
        desk.is_sound();
    }
}

//! Two people on one post, and two admins on the settings.

use crate::machines::Machines;

/// A post that both have, and its path.
fn shared_post(all: &Machines) -> String {
    let line = "add --slug x --headline 'Bridge closed' --body 'One lane is shut.\n\nPolice say so.' --json";
    let path = all.by("ana", line).ok().json()["path"].as_str().unwrap().to_owned();
    all.by("lev", "sync").ok();
    path
}

fn filed(all: &Machines, who: &str, path: &str) -> String {
    all.git(who, &["show", &format!("HEAD:{path}")])
}

#[test]
fn other_paragraphs_fields_and_rows_of_both_stand_in_it() {
    let all = Machines::of(&["ana", "lev"]);
    let path = shared_post(&all);
    all.by("ana", "edit x --replace 'One lane=>Two lanes' --tag roads --no-send").ok();
    all.by("ana", "verify-flag x --quote 'Police say so' --status unverified --caveat 'Not checked.' --no-send").ok();
    all.by("lev", "edit x --replace 'Police say=>The mayor says' --tag police").ok();
    all.by("ana", "sync").ok().says("came: 1 change");
    let text = filed(&all, "ana", &path);
    for words in ["Two lanes", "The mayor says", "roads", "police", "Not checked."] {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
    all.end_equal(&["ana", "lev"]);
}

#[test]
fn reviews_of_both_stand_in_it_once_and_in_order() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    let path = shared_post(&all);
    all.at("ana").at("21:01").type_("comment x -m 'From Ana.' --no-send").ok();
    all.at("lev").at("21:02").type_("comment x -m 'From Lev.'").ok();
    all.at("ana").at("21:03").type_("comment x -m 'Again.'").ok().says("the desk has it");
    let text = filed(&all, "ana", &path);
    let at = |words: &str| {
        assert_eq!(text.matches(words).count(), 1, "{words} in\n{text}");
        text.find(words).unwrap()
    };
    assert!(at("From Ana.") < at("From Lev.") && at("From Lev.") < at("Again."), "{text}");
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn the_same_words_changed_twice_are_both_kept_until_edit_settles_it() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    shared_post(&all);
    all.by("ana", "edit x --headline 'Bridge shut' --no-send").ok();
    all.by("lev", "edit x --headline 'Bridge blocked' --submit").ok();
    all.by("ana", "sync").ok().says("two people changed the same words (headline)");
    all.by("ed", "publish x --approve").refused().says("newsroom edit");
    all.by("ed", "status").ok().says("Two people changed the same words");
    // Nothing else is held up.
    all.by("ana", "add --slug y --headline Y --submit").ok().says("the desk has it");
    all.by("ed", "publish y --approve").ok().says("on the record");
    all.by("ana", "edit x --headline 'Bridge blocked and shut' --submit").ok();
    all.by("ed", "publish x --approve").ok().says("on the record");
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn an_approval_of_either_side_does_not_speak_of_both() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    shared_post(&all);
    all.by("ana", "submit x").ok();
    all.by("ed", "approve x").ok().says("the desk has it");
    all.by("ed", "approve x").refused();
    all.by("lev", "sync").ok();
    all.by("lev", "edit x --replace 'Police say=>Nobody says' --no-send").ok();
    all.by("ana", "comment x -m 'Fine.'").ok();
    all.by("lev", "sync").ok();
    all.by("ed", "publish x").refused().says("approv");
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn a_server_with_the_rules_hook_takes_what_sync_puts_together() {
    let all = Machines::of(&["ana", "lev", "ed"]);
    all.desk.as_("mara").in_(&all.shared).type_("hooks install --server").ok();
    shared_post(&all);
    all.by("ana", "edit x --headline 'Bridge shut' --submit --no-send").ok();
    all.by("lev", "edit x --headline 'Bridge blocked' --submit").ok().says("the desk has it");
    all.by("ana", "sync").ok().says("both are kept");
    all.by("ana", "edit x --headline 'Bridge shut' --submit").ok().says("the desk has it");
    all.by("ed", "sync").ok();
    all.by("ed", "show x").ok();
    all.by("ed", "publish x --approve --no-send").ok();
    all.by("lev", "add --slug y --headline Y").ok().says("the desk has it");
    all.by("ed", "sync").ok().says("the desk has everything");
    all.end_equal(&["ana", "lev", "ed"]);
}

#[test]
fn two_admins_settings_are_put_together_and_a_fork_is_told() {
    let all = Machines::of(&["lev"]);
    all.clone_to("second");
    let second = |line: &str| all.desk.as_("mara").in_(all.folder("second")).type_(line);
    second("contributor add zoe-ray --name 'Zoe Ray' --email zoe@courier.example --role reporter --no-send").ok();
    all.mara(
        "contributor add tom-hale --name 'Tom Hale' --email tom@courier.example --role editor",
    )
    .ok();
    second("sync").ok();
    second("contributor list").ok().says("zoe-ray").says("tom-hale");
    all.mara("sync").ok();
    second("contributor edit zoe-ray --role editor --no-send").ok();
    all.mara("contributor edit zoe-ray --role none").ok();
    second("sync").ok().says("contributors zoe-ray role");
    assert!(all.git("second", &["show", "HEAD:newsroom.toml"]).contains("role = \"none\""));
    all.mara("sync").ok();
    all.mara("audit --full").ok();
}

#[test]
fn a_story_opened_twice_under_one_name_is_one_story() {
    let all = Machines::of(&["ana", "lev"]);
    all.by("ana", "story open flood --title 'Flood in Selan' --no-send").ok();
    all.by("lev", "story open flood --title 'Flood in Selan' --place Selan").ok();
    all.by("ana", "sync").ok();
    all.by("ana", "add --story flood --slug dam --headline 'The dam holds'").ok();
    all.by("lev", "show flood").ok();
}

#[test]
fn free_files_that_both_changed_are_told_and_one_stands() {
    let all = Machines::of(&["ana", "lev"]);
    std::fs::write(all.folder("ana").join("NOTES.md"), "ana\n").unwrap();
    all.commit("ana", "notes");
    std::fs::write(all.folder("lev").join("NOTES.md"), "lev\n").unwrap();
    all.commit("lev", "notes");
    all.by("ana", "sync").ok();
    all.by("lev", "sync").ok().says("NOTES.md: changed here and at the shared desk");
    assert_eq!(all.git("lev", &["show", "HEAD:NOTES.md"]), "ana");
    all.end_equal(&["ana", "lev"]);
}

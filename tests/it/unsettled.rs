//! Two versions that git left in a file: seen everywhere, settled by one command, let out by none.

use crate::desk::{Person, TestDesk, git_command};

/// Git's own way of merging, line by line, as a clone without this program does it.
const BY_LINE: &str = "merge.newsroom.driver=git merge-file %A %O %B";
const DIFF3: &str = "merge.newsroom.driver=git merge-file --diff3 %A %O %B";
/// A driver that gives up: git leaves the file as it was here, without a marker in it.
const NONE: &str = "merge.newsroom.driver=false";

/// Whether git did it, run as that person with that way of merging.
fn git(person: &Person, how: &str, line: &str) -> bool {
    let mut git = git_command(person.desk.root());
    for kind in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{kind}_NAME"), person.acts().name());
        git.env(format!("GIT_{kind}_EMAIL"), person.acts().email());
    }
    git.args(["-c", how, "-c", "core.editor=true"]);
    git.args(line.split(' ')).output().unwrap().status.success()
}

/// A desk with the post `quay`, which Lev changed on the branch `side` and Ana on the desk's, each in
/// the same line; and the path of the post. Lev changed the post `pier` as well, alone.
fn parted(ours: (&str, &str), theirs: (&str, &str)) -> (TestDesk, String) {
    let desk = TestDesk::with_story();
    let path = desk.post("quay", "Quay shut", "The quay is shut.\n\nNobody was hurt.");
    desk.post("pier", "The pier", "The pier stands.");
    let (ana, lev) = (desk.person("ana"), desk.person("lev"));
    ana.git("switch -qc side");
    lev.opens("pier").changes("stands", "holds");
    lev.opens("quay").changes(theirs.0, theirs.1).commits();
    ana.git("switch -q main");
    ana.opens("quay").changes(ours.0, ours.1).commits();
    (desk, path)
}

const BODY: [(&str, &str); 2] = [
    ("The quay is shut.", "The quay is shut until noon."),
    ("The quay is shut.", "The quay is shut for good."),
];
/// Each wrote a paragraph of its own in one place: by meaning, that is no conflict.
const MORE: [(&str, &str); 2] = [
    ("Nobody was hurt.", "Nobody was hurt.\n\nBoats lie in the roads."),
    ("Nobody was hurt.", "Nobody was hurt.\n\nTwo ferries wait."),
];
const HEADLINE: [(&str, &str); 2] =
    [("Quay shut", "Quay shut by wind"), ("Quay shut", "Quay closed")];

/// The words of both are in the text, and no marker.
fn whole(text: &str, both: [(&str, &str); 2]) {
    let lines = both.iter().flat_map(|(_, words)| words.lines());
    for words in lines.chain(["Nobody was hurt."]) {
        assert!(text.contains(words), "{words} is lost:\n{text}");
    }
    for marker in ["<<<<<<<", "|||||||", "=======", ">>>>>>>"] {
        assert!(!text.contains(marker), "{text}");
    }
}

/// One finding, with the command that settles it; and nothing lets the words go on.
fn held(desk: &TestDesk, path: &str) {
    let found = desk.as_("ana").type_("check --json").refused().json();
    let errors: Vec<_> = found["findings"].as_array().unwrap().iter().collect();
    let of_it: Vec<_> = errors.iter().filter(|one| one["path"] == path).collect();
    assert_eq!(of_it.len(), 1, "{of_it:#?}");
    assert_eq!(of_it[0]["code"], "NR009");
    assert_eq!(of_it[0]["remedy"], format!("newsroom edit {path}"));
    refused(desk, path);
}

fn refused(desk: &TestDesk, path: &str) {
    let before = desk.fingerprint();
    let mut acts = vec![("ana", "submit"), ("ed", "approve"), ("ed", "publish")];
    if unmerged(desk) == path {
        acts.push(("ana", "edit --tag t"));
    }
    for (who, act) in acts {
        let (verb, options) = act.split_once(' ').unwrap_or((act, ""));
        let ran = desk.as_(who).type_(&format!("{verb} {path} {options}"));
        assert_ne!(ran.code, 0, "{act}: {}{}", ran.out, ran.err);
        ran.says("newsroom edit ");
    }
    assert_eq!(desk.fingerprint(), before);
}

fn unmerged(desk: &TestDesk) -> String {
    desk.git(["diff", "--name-only", "--diff-filter=U"]).trim().to_owned()
}

/// What `status` says git has begun.
fn begun(desk: &TestDesk) -> (String, Vec<String>) {
    let status = desk.as_("ana").type_("status --json").ok().json();
    let list = |name: &str| status["under_way"][name].as_array().unwrap().clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    assert_eq!(list("unmerged").is_empty(), unmerged(desk).is_empty());
    (
        status["under_way"]["work"].as_str().unwrap_or("none").to_owned(),
        list("ends").iter().map(text).collect(),
    )
}

#[test]
fn a_body_that_git_could_not_merge_is_settled_by_edit_and_the_merge_ends_with_it() {
    for how in [BY_LINE, DIFF3] {
        let (desk, path) = parted(MORE[0], MORE[1]);
        let ana = desk.person("ana");
        assert!(!git(&ana, how, "merge side"));
        assert!(desk.read(&path).contains("<<<<<<< "));
        held(&desk, &path);
        assert_eq!(
            begun(&desk),
            ("merge".into(), vec!["git commit".into(), "git merge --abort".into()])
        );
        let edit = format!("newsroom edit {path}");
        ana.tries("status")
            .ok()
            .says("A MERGE OF GIT IS NOT ENDED")
            .says(&edit)
            .says("then git commit");
        ana.tries("doctor").refused().says("a merge is not ended").says(&edit);
        ana.tries("edit quay -n").ok().says("both versions are in it");
        assert_eq!(unmerged(&desk), path);
        let head = desk.git(["rev-parse", "HEAD"]);
        ana.tries("edit quay").ok().says("git commit ends the merge");
        assert_eq!(desk.git(["rev-parse", "HEAD"]), head, "git ends it");
        assert_eq!(unmerged(&desk), "");
        whole(&desk.git(["show", &format!(":0:{path}")]), MORE);
        ana.git("commit -q --no-edit");
        assert_eq!(desk.git(["rev-list", "--parents", "-n1", "HEAD"]).split(' ').count(), 3);
        whole(&desk.filed(&path), MORE);
        assert_eq!(desk.git(["status", "--porcelain"]), "");
        ana.tries("check").ok();
        ana.tries("audit --full").ok();
        assert_eq!(begun(&desk).0, "none");
    }
}

#[test]
fn markers_in_the_structure_are_one_finding_and_settled_as_well() {
    for how in [BY_LINE, DIFF3] {
        let (desk, path) = parted(HEADLINE[0], HEADLINE[1]);
        let ana = desk.person("ana");
        assert!(!git(&ana, how, "merge side"));
        held(&desk, &path);
        ana.tries("edit quay").ok().says("of headline both are kept");
        ana.git("commit -q --no-edit");
        whole(&desk.filed(&path), HEADLINE);
        assert_eq!(desk.stands("quay").0, "needs_merge");
        ana.tries("edit quay --headline 'Quay shut by wind'").ok();
        assert_eq!(desk.stands("quay").0, "draft");
        ana.tries("audit --full").ok();
    }
}

#[test]
fn a_file_that_git_left_without_markers_is_not_taken_for_settled() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let ana = desk.person("ana");
    assert!(!git(&ana, NONE, "merge side"));
    assert!(!desk.read(&path).contains("<<<<<<< "));
    refused(&desk, &path);
    assert_eq!(unmerged(&desk), path);
    ana.tries("edit quay").ok();
    ana.git("commit -q --no-edit");
    whole(&desk.filed(&path), BODY);
}

#[test]
fn markers_that_somebody_committed_are_seen_and_settled() {
    for (both, how) in [(BODY, BY_LINE), (BODY, DIFF3), (HEADLINE, BY_LINE), (HEADLINE, DIFF3)] {
        let (desk, path) = parted(both[0], both[1]);
        let ana = desk.person("ana");
        git(&ana, how, "merge side");
        ana.git("add -A");
        ana.git("commit -q --no-edit");
        assert_eq!(begun(&desk).0, "none");
        held(&desk, &path);
        ana.tries(&format!("edit {path}")).ok();
        whole(&desk.filed(&path), both);
        assert_eq!(desk.git(["status", "--porcelain"]), "");
        ana.tries("check").says_not("NR009");
        let audit = ana.tries("audit");
        // Markers beside the quotes of a text left a file that nobody could read.
        if both == BODY {
            audit.ok()
        } else {
            audit.refused().says("NA21")
        };
    }
}

#[test]
fn words_that_were_approved_are_not_published_while_git_has_two_versions_of_them() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let (ana, ed) = (desk.person("ana"), desk.person("ed"));
    ana.submits("quay");
    ed.approves("quay");
    assert!(!git(&ana, BY_LINE, "merge side"));
    ed.tries("publish quay").refused().says(&format!("git left two versions of it in {path}:"));
    assert!(git(&ana, BY_LINE, "merge --abort"));
    ed.publishes("quay");
}

#[test]
fn other_acts_go_on_in_a_merge_and_leave_it_as_it_is() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let (ana, ed) = (desk.person("ana"), desk.person("ed"));
    ana.files("mast", "A mast fell").submits();
    ed.at("21:01").lets_out("mast");
    assert!(!git(&ana, BY_LINE, "merge side"));
    let (ana, ed) = (ana.at("21:02"), ed.at("21:03"));
    let before = (desk.read(&path), desk.git(["ls-files", "-u"]), desk.read(".git/MERGE_HEAD"));
    ana.files("roof", "A roof came off").submits();
    ed.pulls("mast");
    ed.stops("mast");
    ed.tries("stop quay -m 'A court asked.'").refused().says("git has two versions");
    ana.tries("verify-flag quay --quote Nobody --status unverified --caveat C").refused();
    let after = (desk.read(&path), desk.git(["ls-files", "-u"]), desk.read(".git/MERGE_HEAD"));
    assert_eq!(before, after);
    ana.tries("edit quay").ok();
    ana.git("commit -q --no-edit");
    whole(&desk.filed(&path), BODY);
    assert!(desk.path("roof").ends_with(".toml"));
    assert_eq!(desk.stands("mast").1, "pulled");
    ana.tries("audit --full").ok();
}

#[test]
fn a_file_that_the_merge_changed_is_not_taken_back_to_what_one_side_had() {
    let (desk, _) = parted(BODY[0], BODY[1]);
    let ana = desk.person("ana");
    assert!(!git(&ana, BY_LINE, "merge side"));
    let staged = desk.git(["show", &format!(":0:{}", desk.path("pier"))]);
    assert!(staged.contains("The pier holds."));
    let refused = ana.tries("edit pier --tag t");
    refused.refused().says("a merge of git is under way here").says("git commit");
    ana.tries("edit quay").ok();
    ana.git("commit -q --no-edit");
    assert_eq!(desk.filed(&desk.path("pier")), staged);
    ana.tries("edit pier --tag t").ok();
}

#[test]
fn a_rebase_is_told_settled_and_ended_and_takedowns_go_on() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let (ana, ed) = (desk.person("ana"), desk.person("ed"));
    let live = desk.live("mast", "A mast fell", "It was at nine.");
    assert!(!git(&ana, BY_LINE, "rebase side"));
    let ends = vec!["git rebase --continue".into(), "git rebase --abort".into()];
    assert_eq!(begun(&desk), ("rebase".into(), ends));
    let main = desk.git(["rev-parse", "main"]);
    ana.tries("add --headline X")
        .refused()
        .says("a rebase of git is under way")
        .says("git rebase --continue");
    ed.tries("pull mast --tell-readers 'We are checking it.'").ok();
    assert!(!desk.tree("published").contains(&live));
    assert_eq!(desk.git(["rev-parse", "main"]), main);
    ana.tries(&format!("edit {path}")).ok().says("git rebase --continue ends the rebase");
    assert!(git(&ana, BY_LINE, "rebase --continue"));
    whole(&desk.filed(&path), BODY);
    assert_eq!(begun(&desk).0, "none");
}

#[test]
fn a_cherry_pick_and_a_revert_are_told_and_settled() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let ana = desk.person("ana");
    assert!(!git(&ana, BY_LINE, "cherry-pick side"));
    assert_eq!(begun(&desk).0, "cherry-pick");
    held(&desk, &path);
    ana.tries("edit quay").ok().says("git cherry-pick --continue ends the cherry-pick");
    assert!(git(&ana, BY_LINE, "cherry-pick --continue"));
    whole(&desk.filed(&path), BODY);
    ana.git("reset -q --hard HEAD~1");
    ana.opens("quay").changes("until noon", "until nine").commits();
    assert!(!git(&ana, BY_LINE, "revert HEAD~1"));
    assert_eq!(begun(&desk).0, "revert");
    ana.tries("status").ok().says("git revert --abort");
    assert!(git(&ana, BY_LINE, "revert --abort"));
}

#[test]
fn a_bisect_is_told_and_nothing_is_written_but_what_takes_words_down() {
    let (desk, _) = parted(BODY[0], BODY[1]);
    let (ana, ed) = (desk.person("ana"), desk.person("ed"));
    let live = desk.live("mast", "A mast fell", "It was at nine.");
    assert!(git(&ana, BY_LINE, "bisect start HEAD HEAD~4"));
    assert_eq!(begun(&desk), ("bisect".into(), vec!["git bisect reset".into()]));
    ana.tries("submit quay")
        .refused()
        .says("a bisect of git is under way")
        .says("git bisect reset");
    ed.tries("pull mast --tell-readers 'We are checking it.'").ok();
    assert!(!desk.tree("published").contains(&live));
    assert!(git(&ana, BY_LINE, "bisect reset"));
    ana.submits("quay");
}

#[test]
fn what_a_stash_left_is_settled_and_filed() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let ana = desk.person("ana");
    ana.git("reset -q --hard HEAD~1");
    ana.opens("quay").changes(BODY[1].0, BODY[1].1);
    ana.git("stash -q");
    ana.opens("quay").changes(BODY[0].0, BODY[0].1).commits();
    assert!(!git(&ana, BY_LINE, "stash pop"));
    assert_eq!(begun(&desk).0, "none");
    ana.tries("status").ok().says("GIT LEFT TWO VERSIONS");
    held(&desk, &path);
    ana.tries("edit quay").ok();
    whole(&desk.filed(&path), BODY);
    assert_eq!(desk.git(["status", "--porcelain"]), "");
}

#[test]
fn what_somebody_wrote_between_the_markers_or_settled_by_hand_is_kept() {
    let (desk, path) = parted(BODY[0], BODY[1]);
    let ana = desk.person("ana");
    git(&ana, BY_LINE, "merge side");
    ana.opens("quay").changes("until noon.", "until noon, they say.");
    ana.opens("quay").changes("Nobody was hurt.", "Nobody was hurt. Dogs barked.");
    ana.tries("edit quay").ok();
    let text = desk.read(&path);
    for words in ["until noon, they say.", "for good.", "Dogs barked."] {
        assert!(text.contains(words), "{text}");
    }
    assert!(git(&ana, BY_LINE, "merge --abort"));
    git(&ana, BY_LINE, "merge side");
    let by_hand = |text: &str| {
        let kept = text.lines().filter(|line| !line.starts_with(['<', '=', '>']));
        kept.map(|line| format!("{line}\n")).collect::<String>()
    };
    let text = by_hand(&desk.read(&path));
    desk.write(&path, &text);
    ana.tries("edit quay").ok();
    assert_eq!((desk.read(&path), unmerged(&desk)), (text, String::new()));
}

#[test]
fn a_version_that_cannot_be_read_is_said_and_the_file_stays() {
    let (desk, path) = parted(BODY[0], ("headline = ", "headlin = "));
    let ana = desk.person("ana");
    ana.git("switch -q side");
    ana.opens("quay").changes("The quay is shut.", "The quay is open.").commits();
    ana.git("switch -q main");
    assert!(!git(&ana, BY_LINE, "merge side"));
    let before = desk.read(&path);
    ana.tries("edit quay").usage().says("cannot be read").says(&format!("git add {path}"));
    assert_eq!((desk.read(&path), unmerged(&desk)), (before, path));
}

#[test]
fn a_heading_that_is_underlined_and_words_about_git_are_published() {
    let desk = TestDesk::with_story();
    let body = "How to merge\n=======\n\n    <<<<<<< HEAD\n    =======\n    >>>>>>> side\n\n> <<<<<<< HEAD\n> =======\n> >>>>>>> side";
    desk.live("git", "How we merge", body);
    desk.as_("ana").type_("check").ok();
}

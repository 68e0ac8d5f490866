//! Merges that smuggle something in or out.

use crate::night::{Night, caught};

/// Two lines: ours approves `tide` as Zoe; theirs, on the branch `side`, is what the hands do.
fn parted(night: &Night, side: impl FnOnce(&Night)) {
    night.git("ana", &["checkout", "-qb", "side"]);
    side(night);
    night.git("ana", &["checkout", "-q", "main"]);
    night.run("zoe", "approve tide");
}

/// Merges without a commit; whatever cannot be put together stays as ours.
/// Without the merge driver that init set up: whoever cheats would not call it.
fn merge(night: &Night, who: &str) {
    std::fs::remove_file(night.desk.root().join(".git/info/attributes")).expect("init set it up");
    night.git(
        who,
        &["merge", "-q", "--no-commit", "--no-ff", "-s", "recursive", "-X", "ours", "side"],
    );
}

fn other_post(night: &Night) {
    night.change("ferry", "turns back", "turns round");
    night.commit("lev");
}

#[test]
fn a_merge_loses_an_approval() {
    caught(
        "NA23",
        |night| {
            parted(night, other_post);
            merge(night, "lev");
            let path = night.path("tide");
            let text = night.desk.read(&path);
            night.desk.write(&path, &text[..text.rfind("[[reviews]]").expect("a review")]);
            night.commit("lev");
        },
        |night| {
            parted(night, other_post);
            merge(night, "lev");
            night.commit("lev");
        },
    );
}

#[test]
fn a_merge_loses_a_post() {
    caught(
        "NA20",
        |night| {
            parted(night, |night| {
                night.as_("lev").run(["add", "--slug", "buoy", "--headline", "A buoy broke loose"]);
                night.desk.write("posts/2026/11/storm/buoy-0123456789.toml", "id = \"0123456789\"\ncreated = 2026-11-07T21:30:00+02:00\nheadline = \"A buoy broke loose\"\n");
                night.commit("lev");
            });
            merge(night, "lev");
            std::fs::remove_file(
                night.desk.root().join("posts/2026/11/storm/buoy-0123456789.toml"),
            )
            .expect("there");
            night.commit("lev");
        },
        |night| {
            parted(night, other_post);
            merge(night, "lev");
            night.commit("lev");
        },
    );
}

#[test]
fn a_merge_brings_an_approval_of_its_own_in_an_editors_name() {
    caught(
        "NA24",
        |night| {
            parted(night, other_post);
            merge(night, "lev");
            night.review("ferry", "ed-lind", "approved");
            night.commit("lev");
        },
        |night| {
            parted(night, other_post);
            merge(night, "ed");
            night.review("ferry", "ed-lind", "approved");
            night.commit("ed");
        },
    );
}

#[test]
fn a_merge_keeps_the_settings_from_before() {
    let changed = |night: &Night| {
        parted(night, other_post);
        night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
        night.commit("mara");
        merge(night, "lev");
    };
    caught(
        "NA32",
        |night| {
            changed(night);
            night.desk.change("newsroom.toml", "approvals = 2", "approvals = 1");
            night.commit("lev");
        },
        |night| {
            changed(night);
            night.commit("lev");
        },
    );
}

#[test]
fn a_merge_slips_in_settings_that_no_side_had() {
    let both = |night: &Night, who: &str| {
        parted(night, |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = 3");
            night.commit("mara");
        });
        night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
        night.commit("mara");
        merge(night, who);
        night.desk.change("newsroom.toml", "approvals = 2", "approvals = 1");
        night.commit(who);
    };
    caught("NA32", |night| both(night, "lev"), |night| both(night, "mara"));
}

#[test]
fn a_merge_of_settings_that_one_side_changed_gives_their_rights() {
    let night = Night::new();
    night.git("mara", &["checkout", "-qb", "side"]);
    let text = night.desk.read("newsroom.toml");
    night.desk.write("newsroom.toml", format!("{text}\n[[contributors]]\nid = \"una-fey\"\nname = \"Una Fey\"\nrole = \"reporter\"\nemails = [\"una@courier.example\"]\n"));
    night.commit("mara");
    night.git("mara", &["checkout", "-q", "main"]);
    night.git("una", &["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    night.change("ferry", "turns back", "turns round");
    night.commit("una");
    assert!(night.codes(None).is_empty(), "{}", night.said());
}

#[test]
fn a_merge_of_settings_that_were_not_lawful_gives_no_rights() {
    let night = Night::new();
    night.git("ana", &["checkout", "-qb", "side"]);
    let text = night.desk.read("newsroom.toml");
    night.desk.write("newsroom.toml", format!("{text}\n[[contributors]]\nid = \"eve-loft\"\nname = \"Eve Loft\"\nrole = \"editor\"\nemails = [\"eve@courier.example\"]\n"));
    night.commit("ana");
    night.git("ana", &["checkout", "-q", "main"]);
    night.git("lev", &["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    night.change("ferry", "turns back", "turns round");
    night.commit("eve");
    assert_eq!(night.codes(None), ["NA01", "NA03"].into(), "{}", night.said());
}

#[test]
fn words_that_a_merge_makes_are_the_mergers() {
    let approved = |night: &Night, by: &str, name: &str| {
        parted(night, other_post);
        merge(night, "ed");
        night.change("tide", "at its highest", "highest");
        night.commit("ed");
        night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"strict\"");
        night.commit("mara");
        night.review("tide", name, "approved");
        night.commit(by);
    };
    caught(
        "NA27",
        |night| approved(night, "ed", "ed-lind"),
        |night| approved(night, "zoe", "zoe-ray"),
    );
}

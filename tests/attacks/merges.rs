//! Merges that smuggle something in or out.

use crate::desk::Person;
use crate::night::{Night, caught};

/// Two lines: ours approves `tide` as Zoe; theirs, on the branch `side`, is what the hands do.
fn parted(night: &Night, side: impl FnOnce(&Night)) {
    night.ana.git("checkout -qb side");
    side(night);
    night.ana.git("checkout -q main");
    night.zoe.approves("tide");
}

/// Merges without a commit; whatever cannot be put together stays as ours.
/// Without the merge driver that init set up: whoever cheats would not call it.
fn merge(by: &Person) {
    let driver = by.desk.root().join(".git/info/attributes");
    std::fs::remove_file(driver).expect("init set it up");
    by.git("merge -q --no-commit --no-ff -s recursive -X ours side");
}

fn other_post(night: &Night) {
    night.lev.opens("ferry").changes("turns back", "turns round").commits();
}

/// The lawful twin of most: Lev merges another post.
fn lawful(night: &Night) {
    parted(night, other_post);
    merge(&night.lev);
    night.lev.commits_by_git();
}

#[test]
fn a_merge_loses_an_approval() {
    caught(
        "NA23",
        |night| {
            parted(night, other_post);
            merge(&night.lev);
            night.lev.opens("tide").cuts("[[reviews]]").commits();
        },
        lawful,
    );
}

#[test]
fn a_merge_loses_a_post() {
    let path = "posts/2026/11/storm/buoy-0123456789.toml";
    let text = "id = \"0123456789\"\ncreated = 2026-11-07T21:30:00+02:00\nheadline = \"A buoy broke loose\"\n";
    caught(
        "NA20",
        |night| {
            parted(night, |night| {
                night.lev.tries("add --slug buoy --headline 'A buoy broke loose'");
                night.lev.writes(path, text);
            });
            merge(&night.lev);
            std::fs::remove_file(night.root().join(path)).expect("there");
            night.lev.commits_by_git();
        },
        lawful,
    );
}

#[test]
fn a_merge_brings_an_approval_of_its_own_in_an_editors_name() {
    caught(
        "NA24",
        |night| {
            parted(night, other_post);
            merge(&night.lev);
            night.lev.reviews_as(&night.ed, "ferry", "approved");
        },
        |night| {
            parted(night, other_post);
            merge(&night.ed);
            night.ed.reviews_by_git("ferry", "approved");
        },
    );
}

#[test]
fn a_merge_keeps_the_settings_from_before() {
    let merged = |night: &Night| {
        parted(night, other_post);
        night.mara.sets("approvals = 2");
        merge(&night.lev);
        night.lev.clone()
    };
    caught(
        "NA32",
        |night| merged(night).sets("approvals = 1"),
        |night| merged(night).commits_by_git(),
    );
}

#[test]
fn a_merge_slips_in_settings_that_no_side_had() {
    let both = |night: &Night, by: &Person| {
        parted(night, |night| drop(night.mara.sets("approvals = 3")));
        night.mara.sets("approvals = 2");
        merge(by);
        by.sets("approvals = 1");
    };
    caught("NA32", |night| both(night, &night.lev), |night| both(night, &night.mara));
}

#[test]
fn a_merge_of_settings_that_one_side_changed_gives_their_rights() {
    let night = Night::new();
    night.mara.git("checkout -qb side");
    night.mara.opens("newsroom.toml").adds_person("una", "reporter").commits();
    night.mara.git("checkout -q main");
    let una = night.person("una");
    una.git("merge -q --no-ff -m merge side");
    una.opens("ferry").changes("turns back", "turns round").commits();
    night.finds([]);
}

#[test]
fn a_merge_of_settings_that_were_not_lawful_gives_no_rights() {
    let night = Night::new();
    night.ana.git("checkout -qb side");
    night.ana.opens("newsroom.toml").adds_person("eve", "editor").commits();
    night.ana.git("checkout -q main");
    night.lev.git("merge -q --no-ff -m merge side");
    night.eve.opens("ferry").changes("turns back", "turns round").commits();
    night.finds(["NA01", "NA03"]);
}

#[test]
fn words_that_a_merge_makes_are_the_mergers() {
    let approved = |night: &Night, by: &Person| {
        parted(night, other_post);
        merge(&night.ed);
        night.ed.opens("tide").changes("at its highest", "highest").commits();
        night.mara.sets("four_eyes = \"strict\"");
        by.reviews_by_git("tide", "approved");
    };
    caught("NA27", |night| approved(night, &night.ed), |night| approved(night, &night.zoe));
}

//! Steps put into another order, and releases that do not know what stands against them: the judge
//! and the program go by history, not by the place of a line in a file.

use std::collections::BTreeSet;

use crate::night::{Night, caught};
use crate::pushes::{push, server, taken, words};

/// The lines of a file's reviews, in another order or with one twice.
fn rearrange(night: &Night, slug: &str, order: impl Fn(Vec<String>) -> Vec<String>) {
    let path = night.path(slug);
    let text = night.desk.read(&path);
    let mut parts = text.split("[[reviews]]");
    let head = parts.next().expect("a head").to_owned();
    let blocks = parts.map(|block| format!("[[reviews]]{}\n\n", block.trim_end())).collect();
    night.desk.write(&path, head + order(blocks).concat().trim_end() + "\n");
    night.commit("ana");
}

fn swap_last(mut blocks: Vec<String>) -> Vec<String> {
    let n = blocks.len();
    blocks.swap(n - 1, n - 2);
    blocks
}

fn again(mut blocks: Vec<String>, at: usize) -> Vec<String> {
    blocks.push(blocks[at].clone());
    blocks
}

#[test]
fn a_return_is_moved_before_the_approval() {
    caught(
        "NA23",
        |night| {
            night.run("ed", "return quay -m 'Who says so?'");
            rearrange(night, "quay", swap_last);
        },
        |night| night.run("ed", "return quay -m 'Who says so?'"),
    );
}

#[test]
fn an_editors_approval_is_copied_behind_the_return() {
    caught(
        "NA24",
        |night| {
            night.run("ed", "return quay -m 'Who says so?'");
            rearrange(night, "quay", |blocks| again(blocks, 1));
        },
        |night| {
            night.run("ed", "return quay -m 'Who says so?'");
            night.run("ed", "approve quay");
        },
    );
}

#[test]
fn an_old_clearing_is_moved_behind_a_new_stop() {
    let stops = |night: &Night| {
        night.run("zoe", "stop quay -m 'A court asked.'");
        night.run("mara", "clear quay -m 'It is settled.'");
        night.run("zoe", "stop quay -m 'Another court asked.'");
    };
    caught(
        "NA23",
        |night| {
            stops(night);
            rearrange(night, "quay", swap_last);
        },
        stops,
    );
}

#[test]
fn the_program_goes_by_history_where_reviews_were_rearranged() {
    let orders: [fn(Vec<String>) -> Vec<String>; 3] =
        [swap_last, |blocks| again(blocks, 1), |blocks| blocks[..2].to_vec()];
    for order in orders {
        let night = Night::new();
        night.run("zoe", "return quay -m 'Who says so?'");
        rearrange(&night, "quay", order);
        let shown = night.as_("ed").type_("show quay --json");
        assert_eq!(shown.ok().json()["state"], "returned");
        night.as_("ed").type_("publish quay").refused().says("returned by zoe-ray");
    }
}

/// What an editor lets out by hand, with the desk commit that he names.
fn by_hand(night: &Night, named: &str) {
    let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
    let head = night.desk.git(["rev-parse", "HEAD"]);
    night.release("ed", "quay", &line.replace(head.trim(), named));
}

const HELD: [(&str, &str); 3] = [
    ("zoe", "stop quay -m 'A court asked.'"),
    ("zoe", "return quay -m 'Who says so?'"),
    ("zoe", "spike quay -m 'Never confirmed.'"),
];

#[test]
fn a_release_names_a_desk_commit_from_before_it_was_held_back() {
    for (who, line) in HELD {
        caught(
            "NA52",
            |night| {
                let named = night.desk.git(["rev-parse", "HEAD"]);
                night.run(who, line);
                by_hand(night, named.trim());
            },
            |night| {
                night.run("ed", "publish quay");
                if !line.starts_with("spike") {
                    night.run_at(who, "21:45", &line.replace("return", "stop"));
                }
            },
        );
    }
}

#[test]
fn a_release_is_dated_before_its_approval() {
    let at = |night: &Night, at: &str| {
        let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
        night.release("ed", "quay", &line.replace("2026-11-07T21:40", at));
    };
    caught("NA58", |night| at(night, "2026-11-07T20:15"), |night| at(night, "2026-11-07T21:40"));
}

#[test]
fn a_server_takes_no_first_release_from_long_ago() {
    let night = Night::new();
    let guarded = server(&night, true);
    taken(night.desk.root(), &guarded, &["main", "published"]);
    let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
    night.release("ed", "quay", &line.replace("2026-11-07T21:40", "2026-10-30T21:40"));
    let said = push(night.desk.root(), &guarded, &["published"]);
    assert!(!said.status.success(), "it was taken");
    assert!(words(&said).contains("NA15"), "{}", words(&said));
}

/// What is held back at the server; then an editor pushes a release that names the commit before.
fn behind(hold: impl Fn(&Night), says: &[&str]) {
    let night = Night::new();
    let guarded = server(&night, true);
    taken(night.desk.root(), &guarded, &["main", "published"]);
    let named = night.desk.git(["rev-parse", "HEAD"]);
    hold(&night);
    taken(night.desk.root(), &guarded, &["main"]);
    by_hand(&night, named.trim());
    let said = push(night.desk.root(), &guarded, &["published"]);
    assert!(!said.status.success(), "it was taken");
    let said = words(&said);
    assert!(says.iter().all(|says| said.contains(says)), "{said}");
}

#[test]
fn a_server_asks_the_gate_at_its_own_tip() {
    behind(|night| night.run("zoe", "edit quay --publish-at 23:30"), &["NA14", "not before"]);
    behind(
        |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
            night.commit("mara");
        },
        &["NA14", "1 of 2 approvals"],
    );
    behind(|night| night.run("zoe", "stop quay -m 'A court asked.'"), &["NA52", "A court asked."]);
    behind(|night| night.run("ana", "edit quay --headline 'Other words'"), &["NA14", "NA48"]);
}

#[test]
fn a_server_takes_a_release_that_went_out_before_the_desk_went_on_elsewhere() {
    let night = Night::new();
    let guarded = server(&night, true);
    taken(night.desk.root(), &guarded, &["main", "published"]);
    night.run("ed", "publish quay");
    let other = night.again();
    other.run("ana", "edit tide --headline 'Flood at three'");
    taken(other.desk.root(), &guarded, &["main"]);
    taken(other.desk.root(), &guarded, &["main", "published"]);
    assert_eq!(other.codes(None), BTreeSet::new());
}

//! Steps put into another order, and releases that do not know what stands against them: the judge
//! and the program go by history, not by the place of a line in a file.

use crate::night::{Night, caught};
use crate::server::{BOTH, Server};

/// The lines of a file's reviews, in another order or with one twice.
fn rearranged(night: &Night, slug: &str, order: impl Fn(Vec<String>) -> Vec<String>) {
    let other = |text: &str| {
        let mut parts = text.split("[[reviews]]");
        let head = parts.next().expect("a head").to_owned();
        let blocks = parts.map(|block| format!("[[reviews]]{}\n\n", block.trim_end())).collect();
        head + order(blocks).concat().trim_end() + "\n"
    };
    night.ana.opens(slug).becomes(other).commits();
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
            night.ed.returns("quay");
            rearranged(night, "quay", swap_last);
        },
        |night| night.ed.returns("quay"),
    );
}

#[test]
fn an_editors_approval_is_copied_behind_the_return() {
    caught(
        "NA24",
        |night| {
            night.ed.returns("quay");
            rearranged(night, "quay", |blocks| again(blocks, 1));
        },
        |night| night.ed.returns("quay").approves("quay"),
    );
}

#[test]
fn an_old_clearing_is_moved_behind_a_new_stop() {
    let stops = |night: &Night| {
        night.zoe.stops("quay");
        night.mara.clears("quay");
        night.zoe.does("stop quay -m 'Another court asked.'");
    };
    caught(
        "NA23",
        |night| {
            stops(night);
            rearranged(night, "quay", swap_last);
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
        night.zoe.returns("quay");
        rearranged(&night, "quay", order);
        let shown = night.ed.tries("show quay --json");
        assert_eq!(shown.ok().json()["state"], "returned");
        night.ed.tries("publish quay").refused().says("returned by zoe-ray");
    }
}

/// What an editor lets out by hand, with the desk commit that he names.
fn by_hand(night: &Night, named: &str) {
    night.ed.writes_line("quay", "first").with(&night.head(), named).releases();
}

const HELD: [&str; 3] = [
    "stop quay -m 'A court asked.'",
    "return quay -m 'Who says so?'",
    "spike quay -m 'Never confirmed.'",
];

#[test]
fn a_release_names_a_desk_commit_from_before_it_was_held_back() {
    for line in HELD {
        caught(
            "NA52",
            |night| {
                let named = night.head();
                night.zoe.does(line);
                by_hand(night, &named);
            },
            |night| {
                night.ed.publishes("quay");
                if !line.starts_with("spike") {
                    night.zoe.at("21:45").does(&line.replace("return", "stop"));
                }
            },
        );
    }
}

#[test]
fn a_release_is_dated_before_its_approval() {
    let at = |night: &Night, at: &str| {
        night.ed.writes_line("quay", "first").with("2026-11-07T21:40", at).releases();
    };
    caught("NA58", |night| at(night, "2026-11-07T20:15"), |night| at(night, "2026-11-07T21:40"));
}

#[test]
fn a_server_takes_no_first_release_from_long_ago() {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    night.ed.writes_line("quay", "first").with("2026-11-07T21:40", "2026-10-30T21:40").releases();
    server.refuses(&night, "published", &["NA15"]);
}

/// What is held back at the server; then an editor pushes a release that names the commit before.
fn behind<T>(hold: impl Fn(&Night) -> T, says: &[&str]) {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    let named = night.head();
    hold(&night);
    server.takes(&night, "main");
    by_hand(&night, &named);
    server.refuses(&night, "published", says);
}

#[test]
fn a_server_asks_the_gate_at_its_own_tip() {
    behind(|night| night.zoe.edits("quay", "--publish-at 23:30"), &["NA14", "not before"]);
    behind(|night| night.mara.sets("approvals = 2"), &["NA14", "1 of 2 approvals"]);
    behind(|night| night.zoe.stops("quay"), &["NA52", "A court asked."]);
    behind(|night| night.ana.edits("quay", "--headline 'Other words'"), &["NA14", "NA48"]);
}

#[test]
fn a_server_takes_a_release_that_went_out_before_the_desk_went_on_elsewhere() {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    night.ed.publishes("quay");
    let other = night.again();
    other.ana.edits("tide", "--headline 'Flood at three'");
    server.takes(&other, "main");
    server.takes(&other, BOTH);
    other.finds([]);
}

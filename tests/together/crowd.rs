//! Many at once: all that is acknowledged is there, once, and all end equal.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::desk::Actor;
use crate::machines::Machines;

const REPORTERS: [&str; 4] = ["ana", "lev", "ana-2", "lev-2"];
const EDITORS: [&str; 2] = ["ed", "mara-2"];
const POSTS: usize = 3;

/// Whoever sits at that machine.
fn at<'a>(all: &'a Machines, machine: &str) -> Actor<'a> {
    let person = machine.split('-').next().unwrap();
    all.desk.as_(person).in_(all.folder(machine))
}

fn file(all: &Machines, machine: &str, n: usize) -> String {
    let headline = format!("From {machine}, number {n}");
    let seed = format!("{}{n}", machine.bytes().map(u64::from).sum::<u64>() * 7919);
    let words = ["add", "--headline", &headline, "--submit", "--json"];
    at(all, machine).env("NEWSROOM_SEED", &seed).run(words).ok().path()
}

/// Lets out whatever waits, until that many posts are out.
fn edit(all: &Machines, machine: &str, wanted: usize, left: &AtomicUsize) {
    loop {
        let waiting = at(all, machine).type_("review --json").ok().json();
        for post in waiting["documents"].as_array().unwrap() {
            let doc = post["path"].as_str().unwrap();
            let ran = at(all, machine).run(["publish", doc, "--approve"]);
            // The other editor may have been faster.
            assert!((0..=1).contains(&ran.code), "{ran:?}");
        }
        let live = at(all, machine).type_("list --public live --json").ok().json();
        let live = live["documents"].as_array().unwrap().len();
        // Whoever files last may still be at it.
        if live > wanted && left.load(Ordering::SeqCst) == 0 {
            return;
        }
    }
}

#[test]
fn four_reporters_and_two_editors_at_once_lose_nothing_and_end_equal() {
    let machines: Vec<&str> = REPORTERS.iter().chain(&EDITORS).copied().collect();
    let all = Machines::of(&machines);
    let (wanted, left) = (REPORTERS.len() * POSTS, AtomicUsize::new(REPORTERS.len()));
    let paths: Vec<String> = std::thread::scope(|scope| {
        let (all, left) = (&all, &left);
        let report = |machine: &'static str| {
            move || -> Vec<String> {
                let paths = (0..POSTS).map(|n| file(all, machine, n)).collect();
                at(all, machine).type_("sync").ok();
                left.fetch_sub(1, Ordering::SeqCst);
                paths
            }
        };
        let reporters: Vec<_> = REPORTERS.iter().map(|one| scope.spawn(report(one))).collect();
        for machine in EDITORS {
            scope.spawn(move || edit(all, machine, wanted, left));
        }
        reporters.into_iter().flat_map(|one| one.join().unwrap()).collect()
    });
    for _ in 0..2 {
        for machine in &machines {
            at(&all, machine).type_("sync").ok();
        }
    }
    let tree = |branch: &str| {
        let tree = crate::desk::git_in(&all.shared, ["ls-tree", "-r", "--name-only", branch]);
        String::from_utf8(tree).unwrap()
    };
    let (desk, record) = (tree("main"), tree("published"));
    for path in &paths {
        for (what, tree) in [("the desk", &desk), ("the record", &record)] {
            assert_eq!(tree.lines().filter(|line| line == path).count(), 1, "{path} on {what}");
        }
    }
    for machine in &machines {
        assert_eq!(all.tips(&all.folder(machine)), all.tips(&all.shared), "{machine}");
    }
    all.mara("sync").ok();
    all.mara("audit --full").ok();
}

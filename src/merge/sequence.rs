//! Three lists of paragraphs made one.

use std::collections::{HashMap, HashSet};

use crate::diff::{Hunk, hunks};

/// What became of two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// One list with all that both did.
    Whole(Vec<String>),
    /// Both changed the same paragraphs: each list, with what the other changed elsewhere.
    Split(Vec<String>, Vec<String>),
}

/// Merges two lists that were made of one.
///
/// Whatever comes out, each side [`holds`] in it: this is verified, and where it is not so, both
/// lists are returned as they are.
pub(super) fn merge(base: &[String], ours: &[String], theirs: &[String]) -> Outcome {
    match (holds(base, ours, theirs), holds(base, theirs, ours)) {
        (true, true) => return Outcome::Whole(ours.min(theirs).to_vec()),
        (true, false) => return Outcome::Whole(theirs.to_vec()),
        (false, true) => return Outcome::Whole(ours.to_vec()),
        (false, false) if base.is_empty() => {
            return Outcome::Split(ours.to_vec(), theirs.to_vec());
        }
        (false, false) => {}
    }
    let (one, two) = apply_both(base, ours, theirs);
    if one == two {
        let all = holds(base, ours, &one) && holds(base, theirs, &one);
        return if all {
            Outcome::Whole(one)
        } else {
            Outcome::Split(ours.to_vec(), theirs.to_vec())
        };
    }
    let safe = |side: &[String], merged: Vec<String>| {
        if holds(base, side, &merged) { merged } else { side.to_vec() }
    };
    Outcome::Split(safe(ours, one), safe(theirs, two))
}

/// Whether all that a side did is done in `whole`: each paragraph it added is there, each that it
/// took away is not, and where it changed the order, what both have stands in its order.
pub(super) fn holds(base: &[String], side: &[String], whole: &[String]) -> bool {
    let (old, done, found) = (counts(base), counts(side), counts(whole));
    let count = |counts: &HashMap<&str, usize>, text: &str| counts.get(text).copied().unwrap_or(0);
    let added = done.iter().all(|(text, n)| *n <= count(&old, text) || *n <= count(&found, text));
    let removed = old
        .iter()
        .all(|(text, n)| count(&done, text) >= *n || count(&found, text) <= count(&done, text));
    let in_order = || {
        in_both(side, &old) == in_both(base, &done)
            || in_both(side, &found) == in_both(whole, &done)
    };
    added && removed && in_order()
}

fn counts(list: &[String]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for text in list {
        *counts.entry(text.as_str()).or_default() += 1;
    }
    counts
}

fn in_both<'a>(list: &'a [String], others: &HashMap<&str, usize>) -> Vec<&'a str> {
    list.iter().map(String::as_str).filter(|text| others.contains_key(text)).collect()
}

/// A stretch of the base that either side changed.
struct Cluster {
    start: usize,
    end: usize,
    ours: Vec<Hunk>,
    theirs: Vec<Hunk>,
}

/// Both sides with what the other changed elsewhere; equal where nothing was changed by both.
fn apply_both(base: &[String], ours: &[String], theirs: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let mut from = 0;
    for cluster in clusters(single(hunks(base, ours)), single(hunks(base, theirs))) {
        let unchanged = &base[from..cluster.start];
        one.extend_from_slice(unchanged);
        two.extend_from_slice(unchanged);
        let old = &base[cluster.start..cluster.end];
        let left = applied(base, &cluster, &cluster.ours, ours);
        let right = applied(base, &cluster, &cluster.theirs, theirs);
        let (left, right) = match (cluster.ours.is_empty(), cluster.theirs.is_empty()) {
            (false, true) => (left.clone(), left),
            (true, false) => (right.clone(), right),
            _ => settle(old, left, right),
        };
        one.extend(left);
        two.extend(right);
        from = cluster.end;
    }
    one.extend_from_slice(&base[from..]);
    two.extend_from_slice(&base[from..]);
    (one, two)
}

/// What stands on each side of a stretch that both changed.
fn settle(old: &[String], left: Vec<String>, right: Vec<String>) -> (Vec<String>, Vec<String>) {
    if old.is_empty() {
        let (mut first, second) = if left <= right { (left, right) } else { (right, left) };
        let known: HashSet<String> = first.iter().cloned().collect();
        first.extend(second.into_iter().filter(|text| !known.contains(text)));
        return (first.clone(), first);
    }
    match (holds(old, &left, &right), holds(old, &right, &left)) {
        (true, true) => {
            let first = left.min(right);
            (first.clone(), first)
        }
        (true, false) => (right.clone(), right),
        (false, true) => (left.clone(), left),
        (false, false) => (left, right),
    }
}

/// Hunks that replace as many paragraphs as they have, made one a paragraph.
fn single(hunks: Vec<Hunk>) -> Vec<Hunk> {
    let split = hunks.into_iter().flat_map(|hunk| {
        if hunk.before.len() != hunk.after.len() {
            return vec![hunk];
        }
        let pairs = hunk.before.zip(hunk.after);
        pairs.map(|(i, j)| Hunk { before: i..i + 1, after: j..j + 1 }).collect()
    });
    split.collect()
}

fn clusters(ours: Vec<Hunk>, theirs: Vec<Hunk>) -> Vec<Cluster> {
    let mut all: Vec<(Hunk, bool)> = ours.into_iter().map(|hunk| (hunk, true)).collect();
    all.extend(theirs.into_iter().map(|hunk| (hunk, false)));
    all.sort_by_key(|(hunk, _)| (hunk.before.start, hunk.before.end));
    let mut clusters: Vec<Cluster> = Vec::new();
    for (hunk, is_ours) in all {
        let (start, end) = (hunk.before.start, hunk.before.end);
        let meets = clusters.last().is_some_and(|last| {
            let same_place = (last.start, last.end) == (start, end);
            same_place || start < last.end
        });
        if !meets {
            clusters.push(Cluster { start, end, ours: Vec::new(), theirs: Vec::new() });
        }
        if let Some(cluster) = clusters.last_mut() {
            cluster.end = cluster.end.max(end);
            if is_ours { &mut cluster.ours } else { &mut cluster.theirs }.push(hunk);
        }
    }
    clusters
}

/// The stretch of the base as one side has it.
fn applied(base: &[String], cluster: &Cluster, hunks: &[Hunk], side: &[String]) -> Vec<String> {
    let mut result = Vec::new();
    let mut from = cluster.start;
    for hunk in hunks {
        result.extend_from_slice(&base[from..hunk.before.start]);
        result.extend_from_slice(&side[hunk.after.clone()]);
        from = hunk.before.end;
    }
    result.extend_from_slice(&base[from..cluster.end]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn whole(base: &str, ours: &str, theirs: &str) -> Option<String> {
        match merge(&list(base), &list(ours), &list(theirs)) {
            Outcome::Whole(list) => Some(list.join(" ")),
            Outcome::Split(..) => None,
        }
    }

    #[test]
    fn changes_of_different_paragraphs_are_both_made() {
        for (base, ours, theirs, expected) in [
            ("a b c", "A b c", "a b C", "A b C"),
            ("a b", "A b", "a B", "A B"),
            ("a b", "a b x", "a b y", "a b x y"),
            ("a b", "a b x", "x a b", "a b x"),
            ("a b c", "a c", "a B c", "a B c"),
            ("a b c", "a c", "a b c x", "a c x"),
            ("a b c", "A b x c", "a b y c", "A b x y c"),
            ("", "a", "a b", "a b"),
        ] {
            assert_eq!(whole(base, ours, theirs).as_deref(), Some(expected), "{ours} + {theirs}");
            assert_eq!(whole(base, theirs, ours).as_deref(), Some(expected), "{theirs} + {ours}");
        }
    }

    #[test]
    fn changes_of_one_paragraph_split_it_and_agree_elsewhere() {
        let split = merge(&list("a b c"), &list("A x c"), &list("a y C"));
        assert_eq!(split, Outcome::Split(list("A x C"), list("A y C")));
        assert_eq!(whole("", "a", "b"), None);
    }

    proptest! {
        #[test]
        fn prop_nothing_that_a_side_did_is_undone(
            base in "([a-d] ){0,5}", ours in "([a-f] ){0,6}", theirs in "([a-f] ){0,6}",
        ) {
            let (base, ours, theirs) = (list(&base), list(&ours), list(&theirs));
            match merge(&base, &ours, &theirs) {
                Outcome::Whole(whole) => {
                    prop_assert!(holds(&base, &ours, &whole) && holds(&base, &theirs, &whole));
                }
                Outcome::Split(one, two) => {
                    prop_assert!(holds(&base, &ours, &one) && holds(&base, &theirs, &two));
                    prop_assert_eq!(merge(&base, &theirs, &ours), Outcome::Split(two, one));
                }
            }
        }
    }
}

//! In which order the rows of a merged list stand.

use std::collections::{BTreeMap, BTreeSet};

/// What names a row, and which of that name it is.
pub(super) type Key = (String, usize);

/// The order of the rows that are kept: as the side has it that changed the order of the base's,
/// and new rows after the row that they follow on their own side.
///
/// Where both sides changed the order, or both added rows in one place, the one that sorts first
/// goes first: any rule does, as long as it asks for no side.
pub(super) fn order(base: &[Key], ours: &[Key], theirs: &[Key], kept: &BTreeSet<Key>) -> Vec<Key> {
    let old: Vec<Key> = base.iter().filter(|key| kept.contains(key)).cloned().collect();
    let (one, two) = (completed(&old, ours), completed(&old, theirs));
    let spine = match (one == old, two == old) {
        (true, _) => two,
        (_, true) => one,
        _ => one.min(two),
    };
    let (ours, theirs) = (additions(&spine, ours, kept), additions(&spine, theirs, kept));
    let mut placed: BTreeSet<&Key> = BTreeSet::new();
    let mut order = Vec::with_capacity(kept.len());
    let none = Vec::new();
    for anchor in std::iter::once(None).chain(spine.iter().map(Some)) {
        order.extend(anchor.cloned());
        let run = |side: &'_ BTreeMap<Option<Key>, Vec<Key>>| -> Vec<Key> {
            let run = side.get(&anchor.cloned()).unwrap_or(&none);
            run.iter().filter(|key| !placed.contains(key)).cloned().collect()
        };
        let (one, two) = (run(&ours), run(&theirs));
        let (first, second) = if one <= two { (one, two) } else { (two, one) };
        for key in first.into_iter().chain(second) {
            if let Some(key) = kept.get(&key).filter(|key| placed.insert(key)) {
                order.push(key.clone());
            }
        }
    }
    order
}

/// The base's rows in a side's order; one that the side took away stands after the row it followed.
fn completed(old: &[Key], side: &[Key]) -> Vec<Key> {
    let (known, here): (BTreeSet<&Key>, BTreeSet<&Key>) =
        (old.iter().collect(), side.iter().collect());
    let mut missing: BTreeMap<Option<&Key>, Vec<Key>> = BTreeMap::new();
    let mut anchor = None;
    for key in old {
        if here.contains(key) {
            anchor = Some(key);
        } else {
            missing.entry(anchor).or_default().push(key.clone());
        }
    }
    let mut result = missing.remove(&None).unwrap_or_default();
    for key in side.iter().filter(|key| known.contains(key)) {
        result.push(key.clone());
        result.extend(missing.remove(&Some(key)).unwrap_or_default());
    }
    result
}

/// A side's new rows by the row of the spine that they follow there.
fn additions(spine: &[Key], side: &[Key], kept: &BTreeSet<Key>) -> BTreeMap<Option<Key>, Vec<Key>> {
    let known: BTreeSet<&Key> = spine.iter().collect();
    let mut result: BTreeMap<Option<Key>, Vec<Key>> = BTreeMap::new();
    let mut anchor = None;
    for key in side.iter().filter(|key| kept.contains(key)) {
        if known.contains(key) {
            anchor = Some(key.clone());
        } else {
            result.entry(anchor.clone()).or_default().push(key.clone());
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        text.chars().map(|c| (c.to_string(), 1)).collect()
    }

    fn ordered(base: &str, ours: &str, theirs: &str, kept: &str) -> String {
        let kept = keys(kept).into_iter().collect();
        let order = order(&keys(base), &keys(ours), &keys(theirs), &kept);
        order.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn new_rows_stand_where_their_side_put_them() {
        for (base, ours, theirs, kept, expected) in [
            ("abc", "axbc", "abcy", "abcxy", "axbcy"),
            ("abc", "cab", "abcy", "abcy", "cyab"),
            ("ab", "abx", "aby", "abxy", "abxy"),
            ("ab", "abxz", "abyx", "abxyz", "abxzy"),
            ("abc", "bca", "cab", "abc", "bca"),
            ("abc", "ac", "abc", "abc", "abc"),
            ("", "x", "xy", "xy", "xy"),
        ] {
            assert_eq!(ordered(base, ours, theirs, kept), expected);
            assert_eq!(ordered(base, theirs, ours, kept), expected);
        }
    }
}

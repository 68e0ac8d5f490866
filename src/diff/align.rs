//! Which stretches of one list stand where in another.

use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The steps one comparison may take: two lists of about 4,000 items each that have nothing in
/// common, tens of milliseconds.
pub(super) const BUDGET: u64 = 64_000_000;

/// A stretch that changed; before, between and after the hunks the lists are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// What was there.
    pub(crate) before: Range<usize>,
    /// What stands in its place.
    pub(crate) after: Range<usize>,
}

/// The stretches that changed between two lists, in order.
pub(crate) fn hunks<T: Hash + Ord>(before: &[T], after: &[T]) -> Vec<Hunk> {
    hunks_within(&mut { BUDGET }, before, after)
}

/// The same, taking the steps it may need from a budget; where they do not suffice, everything
/// between the common beginning and the common end is one hunk.
pub(super) fn hunks_within<T: Hash + Ord>(
    budget: &mut u64,
    before: &[T],
    after: &[T],
) -> Vec<Hunk> {
    let (start, end) = common_ends(before, after);
    let middle = Hunk { before: start..before.len() - end, after: start..after.len() - end };
    if middle.before.is_empty() && middle.after.is_empty() {
        return Vec::new();
    }
    let size = (middle.before.len() + middle.after.len()) as u64;
    let cost = size.saturating_mul(size);
    if middle.before.is_empty() || middle.after.is_empty() || cost > *budget {
        return vec![middle];
    }
    *budget -= cost;
    let (old, new) = (&before[middle.before.clone()], &after[middle.after.clone()]);
    joined(capture_diff_slices(Algorithm::Myers, old, new), start)
}

fn common_ends<T: Eq>(before: &[T], after: &[T]) -> (usize, usize) {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    (start, end)
}

/// The operations as hunks, those that touch made one.
fn joined(operations: Vec<DiffOp>, offset: usize) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for operation in operations.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (old, new) = (operation.old_range(), operation.new_range());
        let next = Hunk {
            before: old.start + offset..old.end + offset,
            after: new.start + offset..new.end + offset,
        };
        match hunks.last_mut() {
            Some(last)
                if last.before.end == next.before.start && last.after.end == next.after.start =>
            {
                last.before.end = next.before.end;
                last.after.end = next.after.end;
            }
            _ => hunks.push(next),
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_list_too_long_for_the_budget_is_replaced_between_its_common_ends() {
        let before: Vec<u32> = (0..10).collect();
        let after = [0, 1, 90, 3, 91, 8, 9];
        assert_eq!(hunks_within(&mut 10, &before, &after), [Hunk { before: 2..8, after: 2..5 }]);
        assert_eq!(hunks(&before, &after).len(), 2);
    }

    proptest! {
        #[test]
        fn prop_what_lies_between_the_hunks_is_equal(
            before in proptest::collection::vec(0u8..5, 0..30),
            after in proptest::collection::vec(0u8..5, 0..30),
        ) {
            let (mut old, mut new) = (0, 0);
            for hunk in hunks(&before, &after) {
                prop_assert_eq!(&before[old..hunk.before.start], &after[new..hunk.after.start]);
                (old, new) = (hunk.before.end, hunk.after.end);
            }
            prop_assert_eq!(&before[old..], &after[new..]);
        }
    }
}

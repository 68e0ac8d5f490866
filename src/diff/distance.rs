//! How far two lists are from each other, as a number that no choice of algorithm changes.

/// The fewest items that must be taken out and put in to make `after` of `before`; `None` where
/// that is more than `most` (E. W. Myers, "An O(ND) Difference Algorithm", 1986, its greedy form).
pub(super) fn distance<T: Eq>(before: &[T], after: &[T], most: usize) -> Option<usize> {
    if before.len().abs_diff(after.len()) > most {
        return None;
    }
    // The furthest item of `before` reached on each diagonal, two more on each side than are used.
    let middle = most + 1;
    let mut furthest = vec![0usize; 2 * middle + 1];
    for d in 0..=most {
        for k in (middle - d..=middle + d).step_by(2) {
            let down = k == middle - d || (k != middle + d && furthest[k - 1] < furthest[k + 1]);
            let mut x = match (d, down) {
                (0, _) => 0,
                (_, true) => furthest[k + 1],
                (_, false) => furthest[k - 1] + 1,
            };
            // A diagonal outside the lists leads nowhere.
            let Some(mut y) = (x + middle).checked_sub(k) else { continue };
            while x < before.len() && y < after.len() && before[x] == after[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[k] = x;
            if x >= before.len() && y >= after.len() {
                return Some(d);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Items out and in, by the table of longest common subsequences.
    fn by_table(before: &[u8], after: &[u8]) -> usize {
        let mut row = vec![0; after.len() + 1];
        for item in before {
            let mut diagonal = 0;
            for (j, other) in after.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if item == other { diagonal + 1 } else { above.max(row[j]) };
                diagonal = above;
            }
        }
        before.len() + after.len() - 2 * row[after.len()]
    }

    proptest! {
        #[test]
        fn prop_the_distance_is_that_of_the_table(
            before in proptest::collection::vec(0u8..4, 0..20),
            after in proptest::collection::vec(0u8..4, 0..20),
            most in 0usize..20,
        ) {
            let exact = by_table(&before, &after);
            prop_assert_eq!(distance(&before, &after, most), (exact <= most).then_some(exact));
        }
    }
}

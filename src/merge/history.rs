//! Steps that are only ever added: a union in time order.

use std::collections::BTreeMap;

/// All steps of both sides, sorted by their own order, of which time is the first part.
///
/// A side that has all of the other's is left as it is, even where its steps are out of order.
pub(super) fn union<T: Clone + Ord>(ours: &[T], theirs: &[T]) -> Vec<T> {
    let (one, two) = (counts(ours), counts(theirs));
    match (within(&two, &one), within(&one, &two)) {
        (true, true) => ours.min(theirs).to_vec(),
        (true, false) => ours.to_vec(),
        (false, true) => theirs.to_vec(),
        (false, false) => {
            let mut all = one;
            for (step, n) in two {
                let known = all.entry(step).or_default();
                *known = n.max(*known);
            }
            all.into_iter().flat_map(|(step, n)| std::iter::repeat_n(step.clone(), n)).collect()
        }
    }
}

fn counts<T: Ord>(steps: &[T]) -> BTreeMap<&T, usize> {
    let mut counts = BTreeMap::new();
    for step in steps {
        *counts.entry(step).or_default() += 1;
    }
    counts
}

fn within<T: Ord>(part: &BTreeMap<&T, usize>, whole: &BTreeMap<&T, usize>) -> bool {
    part.iter().all(|(step, n)| whole.get(step).is_some_and(|found| n <= found))
}

#[cfg(test)]
mod tests {
    use super::union;

    #[test]
    fn steps_of_both_stand_in_time_order_and_once() {
        assert_eq!(union(&[1, 3], &[2, 3]), [1, 2, 3]);
        assert_eq!(union(&[3, 1, 2], &[1]), [3, 1, 2]);
        assert_eq!(union(&[2, 1], &[1, 2]), [1, 2]);
        assert_eq!(union(&[1, 2, 2], &[1, 3]), [1, 2, 2, 3]);
    }
}

//! Steps that are only ever added: two histories of them as one.

use std::collections::{BTreeMap, BTreeSet};

/// What a step does to what others did beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// It holds something back: nobody who did not know of it lets it go.
    Holds,
    /// It lets go what was held back before it.
    LetsGo,
    /// Neither.
    Neither,
}

/// All steps of both sides, each side's in its own order; what neither side put first stands by its
/// time, and what holds back behind what lets go.
///
/// Where the sides have the same steps in other orders, in the order of the steps themselves.
pub fn woven<T: Clone + Ord>(ours: &[T], theirs: &[T], bearing: impl Fn(&T) -> Bearing) -> Vec<T> {
    let sides = [numbered(ours), numbered(theirs)];
    let mut open = Open::default();
    for side in &sides {
        let last = side.iter().rposition(|(step, _)| bearing(step) == Bearing::LetsGo);
        for (at, key) in side.iter().enumerate() {
            let rank = match bearing(key.0) {
                Bearing::Holds if last.is_some_and(|last| at < last) => 1,
                Bearing::Holds => 2,
                Bearing::LetsGo | Bearing::Neither => 0,
            };
            open.add(*key, rank, at.checked_sub(1).map(|before| side[before]));
        }
    }
    open.drained().into_iter().cloned().collect()
}

/// A step, and which of the same steps it is.
type Key<'a, T> = (&'a T, usize);

fn numbered<T: Ord>(steps: &[T]) -> Vec<Key<'_, T>> {
    let mut seen: BTreeMap<&T, usize> = BTreeMap::new();
    let number = |step| {
        let n = seen.entry(step).or_default();
        *n += 1;
        (step, *n)
    };
    steps.iter().map(number).collect()
}

/// Steps that have no place yet, and those that each waits for.
struct Open<'a, T> {
    ranks: BTreeMap<Key<'a, T>, u8>,
    before: BTreeMap<Key<'a, T>, BTreeSet<Key<'a, T>>>,
    after: BTreeMap<Key<'a, T>, BTreeSet<Key<'a, T>>>,
}

impl<T> Default for Open<'_, T> {
    fn default() -> Self {
        Self { ranks: BTreeMap::new(), before: BTreeMap::new(), after: BTreeMap::new() }
    }
}

impl<'a, T: Ord> Open<'a, T> {
    fn add(&mut self, key: Key<'a, T>, rank: u8, before: Option<Key<'a, T>>) {
        let known = self.ranks.entry(key).or_default();
        *known = rank.max(*known);
        let waits = self.before.entry(key).or_default();
        if let Some(before) = before {
            waits.insert(before);
            self.after.entry(before).or_default().insert(key);
        }
    }

    fn drained(mut self) -> Vec<&'a T> {
        let free = self.before.iter().filter(|(_, waits)| waits.is_empty());
        let mut ready: BTreeSet<(u8, Key<'a, T>)> =
            free.map(|(key, _)| (self.ranks[key], *key)).collect();
        let mut order = Vec::with_capacity(self.ranks.len());
        while let Some((_, key)) = ready.pop_first() {
            order.push(key.0);
            self.before.remove(&key);
            for next in self.after.remove(&key).into_iter().flatten() {
                let Some(waits) = self.before.get_mut(&next) else { continue };
                waits.remove(&key);
                if waits.is_empty() {
                    ready.insert((self.ranks[&next], next));
                }
            }
        }
        // Only sides that contradict each other leave any.
        order.extend(self.before.keys().map(|(step, _)| *step));
        order
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(ours: &[u32], theirs: &[u32]) -> Vec<u32> {
        woven(ours, theirs, |_| Bearing::Neither)
    }

    #[test]
    fn steps_of_both_stand_in_time_order_and_once() {
        assert_eq!(plain(&[1, 3], &[2, 3]), [1, 2, 3]);
        assert_eq!(plain(&[3, 1, 2], &[1]), [3, 1, 2]);
        assert_eq!(plain(&[2, 1], &[1, 2]), [1, 2]);
        assert_eq!(plain(&[1, 2, 2], &[1, 3]), [1, 2, 2, 3]);
    }

    /// Odd numbers hold, multiples of four let go.
    fn bearing(step: &u32) -> Bearing {
        match step {
            n if n % 2 == 1 => Bearing::Holds,
            n if n % 4 == 0 => Bearing::LetsGo,
            _ => Bearing::Neither,
        }
    }

    /// What holds at the end.
    fn held(steps: &[u32]) -> bool {
        let last = steps.iter().rev().map(bearing).find(|bearing| *bearing != Bearing::Neither);
        last == Some(Bearing::Holds)
    }

    proptest! {
        #[test]
        fn what_one_side_holds_back_the_other_does_not_let_go(
            steps in proptest::collection::vec(0_u32..1000, 0..12),
            (one, two) in (0_usize..12, 0_usize..12),
            shared in 0_usize..4,
        ) {
            let mut seen = BTreeSet::new();
            let steps: Vec<u32> = steps.into_iter().filter(|step| seen.insert(*step)).collect();
            let at = |n: usize| n.min(steps.len());
            let (base, rest) = steps.split_at(at(shared));
            let (left, right) = rest.split_at(one.min(rest.len()));
            let right = &right[..two.min(right.len())];
            let (left, right) = ([base, left].concat(), [base, right].concat());
            let all = woven(&left, &right, bearing);
            prop_assert_eq!(&all, &woven(&right, &left, bearing));
            for side in [&left, &right] {
                let own: Vec<u32> = all.iter().copied().filter(|step| side.contains(step)).collect();
                prop_assert_eq!(&own, side, "each side's in its own order");
                let news = &side[base.len()..];
                if held(side) && held(news) {
                    prop_assert!(held(&all), "{:?} lets go what {:?} holds", all, side);
                }
            }
        }
    }
}

//! What a feed tells: what changed last comes first, and it stays as long as a subscriber may need it.
//!
//! Nothing here knows what time it is: an age is counted back from the last change that the feed is of.

use crate::model::Moment;

/// So many items at least, where there are as many.
pub(in crate::site) const FEWEST: usize = 100;
/// However much changed in that time before the last change, all of it: nobody asks more rarely on a
/// night of news. Seconds.
const LATELY: i64 = 3 * 60 * 60;
/// What was withdrawn is told so long, so that a subscriber who has the words learns of it. Seconds.
const WITHDRAWN: i64 = 30 * 24 * 60 * 60;

/// What decides whether an item is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) struct Place<'a> {
    /// When it was last changed in a way that readers are told of.
    pub(in crate::site) changed: Moment,
    /// Its address, or whatever else tells it from the others.
    pub(in crate::site) name: &'a str,
    /// Its words are taken down or withdrawn.
    pub(in crate::site) withdrawn: bool,
}

/// Those of the items that a feed tells whose last change was then, in its order.
pub(in crate::site) fn told<T>(
    items: Vec<T>,
    last: Option<Moment>,
    place: impl for<'a> Fn(&'a T) -> Place<'a>,
) -> Vec<T> {
    let mut items = items;
    items.sort_by(|one, other| place(other).cmp(&place(one)));
    let stays = |(index, item): &(usize, T)| *index < FEWEST || place(item).is_told_by_age(last);
    items.into_iter().enumerate().filter(stays).map(|(_, item)| item).collect()
}

impl Place<'_> {
    /// Whether a feed tells it whose last change was then, however many changed since.
    pub(in crate::site) fn is_told_by_age(&self, last: Option<Moment>) -> bool {
        let longest = if self.withdrawn { WITHDRAWN } else { LATELY };
        last.map_or(0, |last| last.seconds() - self.changed.seconds()) <= longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// So many seconds after a day began.
    fn moment(second: i64) -> Moment {
        let day: Moment = "2026-11-07T00:00:00Z".parse().expect("a moment");
        Moment::new(day.time() + chrono::Duration::seconds(second))
    }

    fn told_of(items: &[(i64, bool)]) -> Vec<usize> {
        let named: Vec<(usize, String)> =
            (0..items.len()).map(|index| (index, format!("{index:05}"))).collect();
        let last = items.iter().map(|(second, _)| moment(*second)).max();
        told(named, last, |(index, name)| Place {
            changed: moment(items[*index].0),
            name,
            withdrawn: items[*index].1,
        })
        .into_iter()
        .map(|(index, _)| index)
        .collect()
    }

    proptest! {
        #[test]
        fn prop_what_changed_lately_is_told_and_what_changed_last_comes_first(
            items in proptest::collection::vec((0i64..5 * 24 * 3600, any::<bool>()), 0..260)
        ) {
            let told = told_of(&items);
            let last = items.iter().map(|(second, _)| *second).max().unwrap_or_default();
            prop_assert!(told.len() >= items.len().min(FEWEST));
            for (index, (second, withdrawn)) in items.iter().enumerate() {
                if last - second <= LATELY || *withdrawn {
                    prop_assert!(told.contains(&index), "{second}");
                }
            }
            let order: Vec<i64> = told.iter().map(|index| items[*index].0).collect();
            prop_assert!(order.is_sorted_by(|one, next| one >= next));
        }
    }
}

//! From when to when readers saw words, by the ledger of releases. Pure.

use crate::model::{Release, ReleaseKind};

/// A time in which readers saw words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The act with which it began.
    pub from: Release,
    /// The act that ended it; `None` where readers see them still.
    pub to: Option<Release>,
}

/// The times in which readers saw words that those releases `have`.
pub(super) fn spans(releases: &[Release], have: impl Fn(&Release) -> bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut stand, mut open) = (false, false);
    for release in releases {
        if release.kind.carries_words() {
            stand = have(release);
        }
        let seen = stand && release.kind != ReleaseKind::Pull;
        match (open, seen) {
            (false, true) => spans.push(Span { from: release.clone(), to: None }),
            (true, false) => {
                let last = spans.last_mut().expect("one is open");
                last.to = Some(release.clone());
            }
            _ => {}
        }
        open = seen;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Digest;
    use ReleaseKind::{Correction, First, Minor, Pull, Restore, Retraction, Update};
    use proptest::prelude::*;

    fn ledger(kinds: &[ReleaseKind]) -> Vec<Release> {
        let release = |(n, kind): (u32, &ReleaseKind)| Release {
            n,
            at: crate::model::Moment::from_git(i64::from(n) * 60, 0).expect("a moment"),
            by: "ed-lind".parse().expect("an id"),
            kind: *kind,
            digest: Digest::of(b"words"),
            round: n,
            approved_by: Vec::new(),
            alone: false,
            corrections: Vec::new(),
            tell_readers: String::new(),
            desk: String::new(),
        };
        (1..).zip(kinds).map(release).collect()
    }

    fn told(kinds: &[ReleaseKind], having: &[u32]) -> Vec<(u32, Option<u32>)> {
        let spans = spans(&ledger(kinds), |release| having.contains(&release.n));
        spans.iter().map(|span| (span.from.n, span.to.as_ref().map(|to| to.n))).collect()
    }

    #[test]
    fn words_are_seen_from_a_release_that_has_them_to_one_that_has_not() {
        assert_eq!(told(&[First], &[1]), [(1, None)]);
        assert_eq!(told(&[First, Minor, Correction], &[1, 2]), [(1, Some(3))]);
        assert_eq!(told(&[First, Update], &[2]), [(2, None)]);
        assert_eq!(told(&[First, Retraction], &[1]), [(1, Some(2))]);
        assert_eq!(told(&[First], &[]), []);
        assert_eq!(told(&[First, Update, Update], &[1, 3]), [(1, Some(2)), (3, None)]);
    }

    #[test]
    fn what_is_pulled_is_seen_by_nobody_until_it_is_restored() {
        assert_eq!(told(&[First, Pull, Restore], &[1]), [(1, Some(2)), (3, None)]);
        assert_eq!(told(&[First, Pull, Pull, Correction], &[1]), [(1, Some(2))]);
        assert_eq!(told(&[First, Pull, Correction], &[3]), [(3, None)]);
        assert_eq!(told(&[First, Pull, Restore], &[]), []);
    }

    proptest! {
        #[test]
        fn prop_times_follow_each_other_and_only_the_last_is_open(
            acts in proptest::collection::vec((0..6_usize, any::<bool>()), 0..12),
        ) {
            let kinds = [First, Minor, Update, Correction, Pull, Restore];
            let kinds: Vec<ReleaseKind> = acts.iter().map(|(kind, _)| kinds[*kind]).collect();
            let having: Vec<u32> =
                (1..).zip(&acts).filter(|(_, (_, has))| *has).map(|(n, _)| n).collect();
            let told = told(&kinds, &having);
            for (from, to) in &told {
                prop_assert!(to.is_none_or(|to| *from < to));
            }
            for pair in told.windows(2) {
                prop_assert!(pair[0].1.is_some_and(|end| end < pair[1].0));
            }
        }
    }
}

//! A part of a file, as a player of films asks for it (RFC 9110, 14).

use std::ops::Range;

/// What part of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: nothing is asked for that is understood, or several parts at once.
    Whole,
    /// These bytes.
    Bytes(Range<usize>),
    /// None of its bytes.
    Beyond,
}

/// What a `Range` header asks for, of a file of that length.
pub(super) fn part(header: &str, length: usize) -> Part {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return Part::Whole;
    };
    let number = |digits: &str| -> Option<usize> {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().unwrap_or(usize::MAX))
    };
    let range = match (number(first.trim()), number(last.trim())) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Some(first), None) if last.trim().is_empty() => first..length,
        (None, Some(last)) if first.trim().is_empty() => length.saturating_sub(last)..length,
        _ => return Part::Whole,
    };
    if range.is_empty() { Part::Beyond } else { Part::Bytes(range) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_part_is_understood_and_anything_else_is_the_whole() {
        for (header, expected) in [
            ("bytes=0-3", Part::Bytes(0..4)),
            ("bytes=8-", Part::Bytes(8..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-99", Part::Bytes(0..10)),
            ("bytes=4-99999999999999999999999", Part::Bytes(4..10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=3-1", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=-", Part::Whole),
            ("lines=1-2", Part::Whole),
        ] {
            assert_eq!(part(header, 10), expected, "{header}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Beyond);
    }

    proptest! {
        #[test]
        fn prop_no_header_leads_outside_of_a_file(header in "(bytes=)?[-0-9, +]{0,24}", length in 0usize..40) {
            if let Part::Bytes(range) = part(&header, length) {
                prop_assert!(range.start < range.end && range.end <= length);
            }
        }
    }
}

//! How much of two texts is the same, by their runs of three words.

use super::phrases::words;

/// Two texts with this much in common are near-duplicates.
pub const NEAR: f64 = 0.8;

/// Candidates are sorted out when there are so many: a folder of copies must not fill the memory.
const MANY: usize = 1 << 20;

/// How many words make a run.
const RUN: usize = 3;

/// How much two texts have in common: 0 for nothing, 1 for the same words in the same order.
///
/// The Jaccard index of their runs of three words; case, spaces and punctuation do not count.
pub fn similarity(a: &str, b: &str) -> f64 {
    Shingles::of(a).similarity(&Shingles::of(b))
}

/// The runs of three words of a text, hashed, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// The runs of a text; a text of one or two words is one run.
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = words(text).map(|(_, word)| hashed(word)).collect();
        let run = |words: &[u64]| {
            words.iter().fold(0u64, |hash, word| mixed(hash.rotate_left(21) ^ word))
        };
        let mut runs: Vec<u64> = match words.len() {
            0 => Vec::new(),
            1..=RUN => vec![run(&words)],
            _ => words.windows(RUN).map(run).collect(),
        };
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    pub(super) fn runs(&self) -> &[u64] {
        &self.0
    }

    /// How many different runs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much two texts have in common, from 0 to 1.
    pub fn similarity(&self, other: &Self) -> f64 {
        let apart = self.apart(other, usize::MAX).unwrap_or(0);
        let both = self.len() + other.len();
        // The runs of both, less those of one alone, count each shared one twice.
        let shared = (both - apart) / 2;
        if both == 0 { 0.0 } else { shared as f64 / (both - shared) as f64 }
    }

    /// How much near-duplicates have in common; `None` for other texts, most of which are told by few runs.
    fn near(&self, other: &Self) -> Option<f64> {
        // With s shared of n runs counted in each text, s / (n - s) >= 4/5 is n - 2s <= n/9.
        let most = (self.len() + other.len()) / 9;
        self.apart(other, most).map(|_| self.similarity(other))
    }

    /// How many runs are in one of the two texts alone; `None` where that is more than `most`.
    fn apart(&self, other: &Self, most: usize) -> Option<usize> {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        let mut apart = 0;
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            apart += usize::from(x != y);
            if apart > most {
                return None;
            }
            (a, b) = (&a[usize::from(x <= y)..], &b[usize::from(y <= x)..]);
        }
        let apart = apart + a.len() + b.len();
        (apart <= most).then_some(apart)
    }

    /// The runs of which near-duplicates must share at least one (prefix filtering): the smallest fifth.
    fn signature(&self) -> &[u64] {
        let must_share = (self.len() * 4).div_ceil(5);
        &self.0[..(self.len() - must_share + 1).min(self.len())]
    }
}

/// The pairs among these texts that are near-duplicates, by their places in the list, with how much they share.
/// Only texts that can be alike are compared.
pub fn near_duplicates(texts: &[Shingles]) -> Vec<(usize, usize, f64)> {
    let signatures = texts.iter().enumerate();
    let mut holders: Vec<(u64, usize)> = signatures
        .flat_map(|(i, text)| text.signature().iter().map(move |run| (*run, i)))
        .collect();
    holders.sort_unstable();
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for alike in holders.chunk_by(|a, b| a.0 == b.0) {
        for (i, (_, later)) in alike.iter().enumerate() {
            candidates.extend(alike[..i].iter().map(|(_, earlier)| (*later, *earlier)));
        }
        if candidates.len() > MANY {
            candidates.sort_unstable();
            candidates.dedup();
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let near = |(later, earlier): (usize, usize)| {
        texts[earlier].near(&texts[later]).map(|shared| (earlier, later, shared))
    };
    candidates.into_iter().filter_map(near).collect()
}

/// FNV-1a over the lower-case letters.
fn hashed(word: &str) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let step = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME);
    let start = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        word.bytes().fold(start, |hash, b| step(hash, char::from(b.to_ascii_lowercase())))
    } else {
        word.chars().flat_map(char::to_lowercase).fold(start, step)
    }
}

/// Spreads a hash over all bits, so that the smallest are as good as chosen by lot.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Power was cut across Port Selan on Saturday after a line was hit, and crews were at work on it at dawn, the company said.";

    #[test]
    fn the_same_words_are_the_same_and_other_words_are_not() {
        assert_eq!(similarity(TEXT, &TEXT.to_uppercase().replace(',', " –")), 1.0);
        assert_eq!(similarity(TEXT, "Trains run again between the two towns."), 0.0);
        assert_eq!(similarity("", ""), 0.0);
    }

    #[test]
    fn a_word_added_at_the_end_is_a_near_duplicate() {
        assert!(similarity(TEXT, &format!("{TEXT} Again.")) > NEAR);
    }

    proptest! {
        #[test]
        fn prop_no_near_pair_is_missed(texts in proptest::collection::vec("([ab] ){4,14}", 2..8)) {
            let shingles: Vec<Shingles> = texts.iter().map(|text| Shingles::of(text)).collect();
            let mut expected = Vec::new();
            for later in 0..shingles.len() {
                for earlier in 0..later {
                    if shingles[earlier].similarity(&shingles[later]) >= NEAR {
                        expected.push((earlier, later));
                    }
                }
            }
            let found: Vec<(usize, usize)> =
                near_duplicates(&shingles).into_iter().map(|(a, b, _)| (a, b)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

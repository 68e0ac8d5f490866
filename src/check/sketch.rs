//! A few bytes that tell most texts apart without their words.

use super::similarity::Shingles;

/// How many bytes of a sketch are the map of runs.
const MAP: usize = 256;

/// How many bytes before it say how many runs there are.
const COUNT: usize = 4;

impl Shingles {
    /// A map in which each run sets one bit, and how many runs there are.
    pub fn sketch(&self) -> Vec<u8> {
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let mut sketch = vec![0; COUNT + MAP];
        sketch[..COUNT].copy_from_slice(&count.to_le_bytes());
        for run in self.runs() {
            let (byte, bit) = place(*run);
            sketch[byte] |= bit;
        }
        sketch
    }

    /// The most that this text can have in common with the one of that sketch, from 0 to 1.
    ///
    /// A run whose bit is not set is not in the other text; one whose bit is set can be.
    pub fn at_most(&self, sketch: &[u8]) -> f64 {
        let count = sketch.first_chunk::<COUNT>().map(|count| u32::from_le_bytes(*count) as usize);
        let Some(theirs) = count.filter(|_| sketch.len() == COUNT + MAP) else { return 1.0 };
        let can_be = |run: &&u64| {
            let (byte, bit) = place(**run);
            sketch[byte] & bit != 0
        };
        let shared = self.runs().iter().filter(can_be).count().min(theirs);
        let both = self.len() + theirs;
        if both == 0 { 0.0 } else { shared as f64 / (both - shared) as f64 }
    }
}

/// The byte and the bit of a run.
fn place(run: u64) -> (usize, u8) {
    let bit = (run % (MAP as u64 * 8)) as usize;
    (COUNT + bit / 8, 1 << (bit % 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_words_are_told_from_the_sketch_alone() {
        let words = |from: u32| (from..from + 300).map(|n| format!("w{n} ")).collect::<String>();
        let (one, other) = (Shingles::of(&words(0)), Shingles::of(&words(1000)));
        assert!(one.at_most(&other.sketch()) < 0.2);
        assert_eq!(one.at_most(&one.sketch()), 1.0);
        assert_eq!(one.at_most(b"no sketch"), 1.0, "who knows");
    }

    proptest! {
        #[test]
        fn prop_a_sketch_never_says_less_than_there_is(one in "([a-c] ){0,30}", other in "([a-c] ){0,30}") {
            let (one, other) = (Shingles::of(&one), Shingles::of(&other));
            prop_assert!(one.at_most(&other.sketch()) >= one.similarity(&other));
        }
    }
}

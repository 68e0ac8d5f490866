//! Words of no language, the same in every run.

const SYLLABLES: [&str; 24] = [
    "ra", "ven", "to", "mil", "sa", "dor", "pe", "lin", "ka", "sto", "fe", "bru", "no", "gal",
    "wi", "ter", "mo", "shan", "li", "qua", "ber", "hu", "del", "vor",
];

/// A source of words.
pub(super) struct Words(u64);

impl Words {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn number(&mut self, below: u64) -> u64 {
        // Knuth's numbers for a linear congruence; the upper bits are the better ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn word(&mut self) -> String {
        (0..2 + self.number(2)).map(|_| SYLLABLES[self.number(24) as usize]).collect()
    }

    /// A sentence without its full stop.
    pub(super) fn sentence(&mut self, words: usize) -> String {
        let words: Vec<String> = (0..words).map(|_| self.word()).collect();
        let text = words.join(" ");
        text[..1].to_uppercase() + &text[1..]
    }

    /// Paragraphs of about three kilobytes.
    pub(super) fn body(&mut self) -> String {
        let mut paragraphs = Vec::new();
        for _ in 0..6 {
            let sentences: Vec<String> = (0..5).map(|_| self.sentence(14) + ".").collect();
            paragraphs.push(sentences.join(" "));
        }
        paragraphs.join("\n\n")
    }
}

//! What is to be reached, at every size of a desk.

use std::fmt;

/// What a figure is to be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    /// At most so much of the peer's.
    Ratio(f64),
    /// At most so much, in the row's own unit.
    Most(f64),
    /// About the same however large the desk is.
    Flat,
    /// In proportion to the desk.
    Linear,
}

use Goal::{Flat, Linear, Most, Ratio};

/// A figure that is flat, or linear, may be so much more at ten times the size.
const LEEWAY: f64 = 1.5;

/// The goals of each row that has any.
const GOALS: &[(&str, &[Goal])] = &[
    ("--version", &[Ratio(1.5)]),
    ("status of an empty desk", &[Ratio(2.0)]),
    ("add", &[Ratio(0.2)]),
    ("add, flushed to the disk", &[Ratio(0.25)]),
    ("add, instructions", &[Flat]),
    ("approve", &[Ratio(1.3)]),
    ("publish", &[Ratio(1.3)]),
    ("list --limit 50", &[Ratio(0.02)]),
    ("status", &[Ratio(0.1), Flat]),
    ("show of a name that nobody has", &[Ratio(2.0), Flat]),
    ("show after contributor add", &[Flat]),
    ("claims", &[Flat]),
    ("corrections", &[Flat]),
    ("credits", &[Ratio(0.05)]),
    ("credits --words, again", &[Ratio(0.1)]),
    ("log DOC", &[Ratio(0.1)]),
    ("check", &[Ratio(0.125), Linear]),
    ("check FILE", &[Most(30.0), Flat]),
    ("list, the cache made anew", &[Ratio(1.5), Linear]),
    ("search WORD", &[Ratio(0.2)]),
    ("search WORD --live", &[Ratio(0.2)]),
    ("search WORD --ever", &[Ratio(0.2)]),
    ("search of what stands in many", &[Ratio(0.2)]),
    ("build --full, all feeds", &[Ratio(0.5), Linear]),
    ("build --full, processor", &[Ratio(0.5)]),
    ("build after a release", &[Most(50.0), Flat]),
    ("build, nothing new", &[Most(20.0), Flat]),
    ("audit --full", &[Ratio(3.0), Linear]),
    ("audit, nothing new", &[Ratio(3.0), Flat]),
    ("audit of one new commit", &[Ratio(3.0), Flat]),
    ("push of one commit, judged", &[Ratio(2.0), Flat]),
    ("list, the cache made anew, memory", &[Most(300.0)]),
    ("check, memory", &[Most(300.0)]),
    ("build --full, memory", &[Most(300.0)]),
    ("audit --full, memory", &[Most(300.0)]),
];

/// The goals of a row.
pub(super) fn of(what: &str) -> &'static [Goal] {
    GOALS.iter().find(|(name, _)| *name == what).map_or(&[], |(_, goals)| goals)
}

impl Goal {
    /// Whether a figure is so; `None` where that cannot be told, as no smaller desk was measured.
    /// `growth` is how much more it is than at a desk that is `size` times smaller.
    pub(super) fn is_met(
        self,
        ours: f64,
        ratio: Option<f64>,
        growth: Option<(f64, f64)>,
    ) -> Option<bool> {
        match self {
            Ratio(most) => ratio.map(|ratio| ratio <= most),
            Most(most) => Some(ours <= most),
            Flat => growth.map(|(growth, _)| growth <= LEEWAY),
            Linear => growth.map(|(growth, size)| growth <= size * LEEWAY),
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ratio(most) => write!(f, "≤ {most} ×"),
            Most(most) => write!(f, "≤ {most}"),
            Flat => f.write_str("flat"),
            Linear => f.write_str("linear"),
        }
    }
}

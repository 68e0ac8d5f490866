//! Ways round the desk, with plain git and a text editor: each is caught by its one rule.
//!
//! A case builds a desk in the middle of a night, does the wrong thing, and expects the code of one
//! rule and no other. Then that rule is switched off, and the same must get through: the rule is
//! what stopped it, and the attack was one. Beside each stands its lawful twin, the nearest step that
//! is allowed, in which nothing is found.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test stands outside the layers, and ends where something is missing"
)]

#[path = "../desk/mod.rs"]
mod desk;

mod by_hand;
mod night;
mod server;

mod documents;
mod erasures;
mod forged;
mod fuzz;
mod gpg;
mod gpg_desk;
mod gpg_verdicts;
mod hands;
mod history;
mod judge;
mod lawful;
mod merges;
mod odd_trees;
mod people;
mod pushes;
mod record;
mod reference;
mod releases;
mod signatures;
mod trees;
mod ways_round;

//! Orders to erase released words, and what they make lawful on the record.
//!
//! An order is a line that an admin files in `expunged.toml`; it counts where the step that filed
//! it was lawful, and is in force once two persons have filed it. It makes one thing lawful: that a
//! notice stands in the place of the words it names, in the commits that were made again for it. To
//! everything else the rules are what they were.

use std::sync::Arc;

use crate::model::{Desk, Digest, DocPath, Expunged, Ledger, Orders};

/// A commit's change of `expunged.toml`.
#[derive(Debug, Clone)]
pub struct OrdersStep {
    /// What each parent had; none where it could not be read.
    pub before: Vec<Orders>,
    /// What it has; why it cannot be read.
    pub after: Result<Orders, String>,
}

impl OrdersStep {
    /// The entries that no parent has.
    pub fn new_entries(&self) -> impl Iterator<Item = &Expunged> {
        let known =
            |entry: &&Expunged| self.before.iter().any(|orders| orders.expunged.contains(entry));
        let entries = self.after.iter().flat_map(|orders| &orders.expunged);
        entries.filter(move |entry| !known(entry))
    }

    /// The entries of a parent that are gone or other.
    pub(super) fn gone(&self) -> impl Iterator<Item = &Expunged> {
        let after = self.after.as_ref().map_or(&[][..], |orders| orders.expunged.as_slice());
        let before = self.before.iter().flat_map(|orders| &orders.expunged);
        before.filter(move |entry| !after.contains(entry))
    }
}

/// An entry whose step was lawful.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it says.
    pub entry: Expunged,
    /// The settings it was filed under.
    pub desk: Arc<Desk>,
}

/// The orders that two persons have filed, oldest first.
pub fn in_force(orders: &[Order]) -> Vec<Order> {
    let all = Orders { expunged: orders.iter().map(|order| order.entry.clone()).collect() };
    let force = all.in_force();
    orders.iter().filter(|order| force.contains(&&order.entry)).cloned().collect()
}

/// The words of a document that these orders take off the record: each is the words of the
/// release that the order names, and no others.
pub fn erased(orders: &[Order], document: &DocPath, ledger: &Ledger) -> Vec<Digest> {
    let entries = orders.iter().map(|order| &order.entry);
    let named = |entry: &&Expunged| {
        let release = ledger.release(entry.release);
        release.is_some_and(|release| release.digest == entry.digest)
    };
    let of_it = |entry: &&Expunged| entry.document.is_of_same_document(document);
    entries.filter(of_it).filter(named).map(|e| e.digest).collect()
}

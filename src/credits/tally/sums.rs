//! What works come to, such that what other works come to can be added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cross::Cross;
use super::row::{Row, parts};
use crate::credits::{Filter, Group, GroupBy, Work};

/// What works come to, counted by one thing, or by two at once. What each story comes to, added up in
/// any order, is what all of them come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    by: Vec<GroupBy>,
    /// By each thing alone, in the order in which they are asked for.
    alone: Vec<Sums>,
    /// By both at once.
    both: Option<Sums>,
}

impl Tally {
    /// Counts works by these things: one or two.
    ///
    /// Works without a credit count where none of the things is of a credit, so that a row or column
    /// of all is not more than there is in the table.
    pub fn of(works: &[Work], by: &[GroupBy], filter: &Filter) -> Self {
        let uncredited = !by.iter().any(|one| one.is_of_a_credit());
        let sums = |by: &[GroupBy]| Sums::of(works, by, filter, uncredited);
        Self {
            by: by.to_vec(),
            alone: by.iter().map(|one| sums(&[*one])).collect(),
            both: (by.len() > 1).then(|| sums(by)),
        }
    }

    /// Adds what other works come to, counted by the same things.
    pub fn add(&mut self, other: Self) {
        for (sums, more) in self.alone.iter_mut().zip(other.alone) {
            sums.add(more);
        }
        if let (Some(sums), Some(more)) = (&mut self.both, other.both) {
            sums.add(more);
        }
    }

    /// The rows: those in time in their order, all others most posts first, then by name; of two things
    /// as each would be sorted alone.
    pub fn rows(&self) -> Vec<Row> {
        let mut alone = self.by.iter().zip(&self.alone).map(|(by, sums)| sums.sorted(*by));
        match &self.both {
            None => alone.next().unwrap_or_default(),
            Some(both) => {
                let places: Vec<_> = alone.map(places).collect();
                let mut rows: Vec<Row> = both.0.values().cloned().collect();
                rows.sort_by_cached_key(|row| {
                    let groups = row.groups.iter().zip(&places);
                    groups.map(|(group, places)| places.get(group).copied()).collect::<Vec<_>>()
                });
                rows
            }
        }
    }

    /// The same as a table; `None` where they are counted by one thing.
    pub fn cross(&self) -> Option<Cross> {
        let (&[first, second], [rows, columns]) = (&self.by[..], &self.alone[..]) else {
            return None;
        };
        Some(Cross::new([first, second], [rows.sorted(first), columns.sorted(second)], self.rows()))
    }
}

/// Where each group stands among rows of one thing.
fn places(rows: Vec<Row>) -> BTreeMap<Group, usize> {
    let rows = rows.into_iter().enumerate();
    rows.filter_map(|(at, row)| Some((row.groups.into_iter().next()?, at))).collect()
}

/// Rows by their groups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Row>", into = "Vec<Row>")]
struct Sums(BTreeMap<Vec<Group>, Row>);

impl From<Vec<Row>> for Sums {
    fn from(rows: Vec<Row>) -> Self {
        Self(rows.into_iter().map(|row| (row.groups.clone(), row)).collect())
    }
}

impl From<Sums> for Vec<Row> {
    fn from(sums: Sums) -> Self {
        sums.0.into_values().collect()
    }
}

impl Sums {
    fn of(works: &[Work], by: &[GroupBy], filter: &Filter, uncredited: bool) -> Self {
        let mut sums = Self::default();
        for work in works.iter().filter(|work| filter.admits(work)) {
            let at = work.at(filter.filed);
            for (groups, part) in parts(work, at, by, filter, uncredited) {
                let row = sums.0.entry(groups);
                row.or_insert_with_key(|groups| Row::empty(groups, at)).add(part, at);
            }
        }
        sums
    }

    fn add(&mut self, other: Self) {
        for (groups, row) in other.0 {
            match self.0.get_mut(&groups) {
                Some(known) => known.add_row(row),
                None => drop(self.0.insert(groups, row)),
            }
        }
    }

    fn sorted(&self, by: GroupBy) -> Vec<Row> {
        let mut rows: Vec<Row> = self.0.values().cloned().collect();
        if !by.is_time() {
            rows.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.name.cmp(&b.name)));
        }
        rows
    }
}

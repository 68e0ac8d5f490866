//! Works counted by two things at once, as a table of rows and columns.

use std::collections::BTreeMap;

use super::{Row, counted, counts_uncredited};
use crate::credits::{Filter, Group, GroupBy, Work};

/// Works counted by two things at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cross {
    /// What the rows are counted by, and what the columns.
    pub by: [GroupBy; 2],
    /// Each row, counted by the first alone: a post that is in several columns counts once.
    pub rows: Vec<Row>,
    /// Each column, counted by the second alone.
    pub columns: Vec<Row>,
    /// Each place of the table in which there is something, in the order of rows, then columns.
    pub cells: Vec<Row>,
    /// Where each of them is, by its groups.
    places: BTreeMap<Vec<Group>, usize>,
}

/// Counts works by two things at once; those without a credit count where neither is of one, so that a
/// row or column of all is not more than there is in the table.
pub fn cross(works: &[Work], by: [GroupBy; 2], filter: &Filter) -> Cross {
    let uncredited = counts_uncredited(&by);
    let count = |by| counted(works, by, filter, uncredited);
    let (rows, columns, cells) = (count(&by[..1]), count(&by[1..]), count(&by));
    let places = cells.iter().enumerate().map(|(at, cell)| (cell.groups.clone(), at)).collect();
    Cross { by, rows, columns, cells, places }
}

impl Cross {
    /// What is counted where a row and a column meet.
    pub fn cell(&self, row: &Row, column: &Row) -> Option<&Row> {
        let groups = [&row.groups[..], &column.groups[..]].concat();
        self.cells.get(*self.places.get(&groups)?)
    }
}

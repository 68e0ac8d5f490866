//! Works counted by two things at once, as a table of rows and columns.

use std::collections::BTreeMap;

use super::row::Row;
use crate::credits::{Group, GroupBy};

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

impl Cross {
    pub(super) fn new(by: [GroupBy; 2], [rows, columns]: [Vec<Row>; 2], cells: Vec<Row>) -> Self {
        let places = cells.iter().enumerate().map(|(at, cell)| (cell.groups.clone(), at)).collect();
        Self { by, rows, columns, cells, places }
    }

    /// What is counted where a row and a column meet.
    pub fn cell(&self, row: &Row, column: &Row) -> Option<&Row> {
        let groups = [&row.groups[..], &column.groups[..]].concat();
        self.cells.get(*self.places.get(&groups)?)
    }
}

//! Rows of two lists matched by what names them.

use std::collections::HashMap;

use super::change::{FieldChange, FieldKind};
use super::piece::words;
use crate::format::normalize;

/// A named text of a row.
pub(super) struct Cell {
    pub(super) place: FieldKind,
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// A row of a list: what names it among its like, and its texts.
pub(super) struct Row {
    pub(super) key: String,
    pub(super) cells: Vec<Cell>,
}

/// A list of rows: how people call it, what its order is, and whether a row goes by its key or its
/// number.
pub(super) struct List {
    pub(super) name: &'static str,
    pub(super) order: FieldKind,
    pub(super) numbered: bool,
}

/// A cell whose text is in canonical form.
pub(super) fn cell(place: FieldKind, name: &'static str, text: &str) -> Cell {
    Cell { place, name, text: normalize(text) }
}

/// The change of one field, where there is one; empty text is none.
pub(super) fn changed(
    field: impl Into<String>,
    place: FieldKind,
    before: &str,
    after: &str,
) -> Option<FieldChange> {
    (before != after).then(|| change(field.into(), place, before, after))
}

/// The change of one field, also where its text is the same.
pub(super) fn change(field: String, place: FieldKind, before: &str, after: &str) -> FieldChange {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    FieldChange {
        field,
        words: words(before, after),
        place,
        before: some(before),
        after: some(after),
    }
}

/// What changed between two lists: rows in the order of the list after, then those that are gone,
/// then the order of those that stayed.
pub(super) fn compare_rows(list: &List, before: Vec<Row>, after: Vec<Row>) -> Vec<FieldChange> {
    let (before, after) = (numbered(before), numbered(after));
    let (old, new) = (by_key(&before), by_key(&after));
    let mut changes = Vec::new();
    for (index, (key, row)) in after.iter().enumerate() {
        compare_cells(&mut changes, &label(list, index, row), old.get(key).copied(), Some(row));
    }
    let gone = before.iter().enumerate().filter(|(_, (key, _))| !new.contains_key(key));
    for (index, (_, row)) in gone {
        compare_cells(&mut changes, &label(list, index, row), Some(row), None);
    }
    let common = |rows: &[(Key, Row)]| -> Vec<Key> {
        let shared = rows.iter().map(|(key, _)| key);
        shared.filter(|key| old.contains_key(key) && new.contains_key(key)).cloned().collect()
    };
    let (old, new) = (common(&before), common(&after));
    if old != new {
        let text =
            |keys: &[Key]| keys.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(", ");
        let field = format!("order of {}", list.name);
        changes.push(change(field, list.order, &text(&old), &text(&new)));
    }
    changes
}

/// A row's name and which of that name it is.
type Key = (String, usize);

fn numbered(rows: Vec<Row>) -> Vec<(Key, Row)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let number = |row: Row| {
        let count = seen.entry(row.key.clone()).or_default();
        *count += 1;
        ((row.key.clone(), *count), row)
    };
    rows.into_iter().map(number).collect()
}

fn by_key(rows: &[(Key, Row)]) -> HashMap<&Key, &Row> {
    rows.iter().map(|(key, row)| (key, row)).collect()
}

fn label(list: &List, index: usize, row: &Row) -> String {
    if list.numbered {
        format!("{} {}", list.name, index + 1)
    } else {
        format!("{} {}", list.name, row.key)
    }
}

fn compare_cells(
    changes: &mut Vec<FieldChange>,
    label: &str,
    before: Option<&Row>,
    after: Option<&Row>,
) {
    let cells = |row: Option<&'_ Row>| row.map_or(0, |row| row.cells.len());
    for index in 0..cells(before).max(cells(after)) {
        let (old, new) = (
            before.and_then(|row| row.cells.get(index)),
            after.and_then(|row| row.cells.get(index)),
        );
        let Some(named) = new.or(old) else { continue };
        let text = |cell: Option<&'_ Cell>| cell.map_or(String::new(), |cell| cell.text.clone());
        let field = format!("{label} {}", named.name);
        changes.extend(changed(field.trim_end(), named.place, &text(old), &text(new)));
    }
}

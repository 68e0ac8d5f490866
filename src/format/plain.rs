//! Values as plain TOML tables.

use serde::Serialize;
use toml::{Table, Value};

/// What toml's own serializer of values leaves in a time's place: it knows times only as text.
const TIME: &str = "$__toml_private_datetime";

/// A value of the model as a TOML table, fields in the order of the struct.
pub(super) fn table<T: Serialize>(value: &T) -> Table {
    let table = Table::try_from(value).expect("every value of the model is TOML");
    match with_times(Value::Table(table)) {
        Value::Table(table) => table,
        _ => unreachable!("a struct of named fields is a table"),
    }
}

fn with_times(value: Value) -> Value {
    match value {
        Value::Table(table) => match table.get(TIME).and_then(Value::as_str) {
            Some(time) => Value::Datetime(time.parse().expect("written by the serializer")),
            None => Value::Table(
                table.into_iter().map(|(key, value)| (key, with_times(value))).collect(),
            ),
        },
        Value::Array(items) => Value::Array(items.into_iter().map(with_times).collect()),
        other => other,
    }
}

//! TOML in one canonical form, to the byte.
//!
//! - One `key = value` a line, in the order given; each line ends with LF.
//! - Text without LF in `"`; with LF in `"""`, which is followed by LF. In both, `\`, and control
//!   characters are escaped (`\b \t \f \r`, else `\u` and four upper-case digits). In `"`, every
//!   `"` is escaped; in `"""`, a `"` after two others, and one at the very end.
//! - Lists on one line, `[a, b]`; tables in lists of values never occur.
//! - Then tables as `[name]` and rows as `[[name]]`, each after an empty line.

use std::fmt::Write;

use toml::{Table, Value};

/// The canonical text of a table.
pub(super) fn write(table: &Table) -> String {
    let mut out = String::new();
    write_table(&mut out, "", table);
    out
}

fn write_table(out: &mut String, prefix: &str, table: &Table) {
    for (key, value) in table.iter().filter(|(_, value)| !is_section(value)) {
        let _ = writeln!(out, "{key} = {}", value_text(value));
    }
    for (key, value) in table.iter().filter(|(_, value)| is_section(value)) {
        let name = format!("{prefix}{key}");
        match value {
            Value::Table(inner) => section(out, &format!("[{name}]"), &name, inner),
            Value::Array(rows) => {
                for row in rows.iter().filter_map(Value::as_table) {
                    section(out, &format!("[[{name}]]"), &name, row);
                }
            }
            _ => unreachable!("only tables are sections"),
        }
    }
}

fn section(out: &mut String, header: &str, name: &str, table: &Table) {
    let _ = writeln!(out, "\n{header}");
    write_table(out, &format!("{name}."), table);
}

fn is_section(value: &Value) -> bool {
    match value {
        Value::Table(_) => true,
        Value::Array(items) => items.first().is_some_and(Value::is_table),
        _ => false,
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains('\n') => {
            format!("\"\"\"\n{}\"\"\"", escape_lines(text))
        }
        Value::String(text) => format!("\"{}\"", escape(text)),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(value_text).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            c => push_escaped(&mut out, c),
        }
    }
    out
}

/// The inside of a `"""` string.
pub(super) fn escape_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quotes = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '"' {
            if quotes == 2 || chars.peek().is_none() {
                out.push('\\');
                quotes = 0;
            } else {
                quotes += 1;
            }
            out.push('"');
            continue;
        }
        quotes = 0;
        match c {
            '\n' => out.push('\n'),
            c => push_escaped(&mut out, c),
        }
    }
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{C}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        c if c < ' ' || c == '\u{7F}' => {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        }
        c => out.push(c),
    }
}

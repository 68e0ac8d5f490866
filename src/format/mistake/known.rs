//! The names of a kind of file's fields and tables.

use super::parts::parts;
use crate::format::shape::{Field, Shape};

/// The fields that a kind of file has, at its top and in its tables.
pub(super) struct Known<'a> {
    pub(super) fields: &'a [Field],
}

impl<'a> Known<'a> {
    /// What the field of that name looks like, wherever it is.
    pub(super) fn shape(&self, name: &str) -> Option<&'a Shape> {
        find(self.fields, name)
    }

    /// Whether a line begins a field or a table of such a file.
    pub(super) fn begins(&self, line: &str) -> bool {
        if let Some(rest) = line.strip_prefix('[') {
            let name: String = rest.chars().take_while(|c| !"]\r\n".contains(*c)).collect();
            let name = name.trim_matches(['[', ' ']);
            return is_table(self.shape(name.split('.').next_back().unwrap_or(name)));
        }
        let named = parts(line).filter(|parts| line[parts.mark.clone()].starts_with('='));
        named.is_some_and(|parts| parts.key.start == 0 && self.shape(&line[parts.key]).is_some())
    }

    /// How the table of that name is begun: `[name]`, or `[[name]]` where there may be several.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        match self.shape(name.split('.').next_back().unwrap_or(name))? {
            Shape::List(inner) if matches!(**inner, Shape::Table(_)) => Some(format!("[[{name}]]")),
            Shape::Table(_) | Shape::Map(_) => Some(format!("[{name}]")),
            _ => None,
        }
    }
}

fn is_table(shape: Option<&Shape>) -> bool {
    match shape {
        Some(Shape::Table(_) | Shape::Map(_)) => true,
        Some(Shape::List(inner)) => matches!(**inner, Shape::Table(_)),
        _ => false,
    }
}

/// The nearest to the top comes first.
fn find<'a>(fields: &'a [Field], name: &str) -> Option<&'a Shape> {
    let here = fields.iter().find(|field| field.name == name).map(|field| &field.shape);
    here.or_else(|| {
        fields.iter().find_map(|field| match &field.shape {
            Shape::Table(inner) => find(inner, name),
            Shape::List(inner) => find(inner.fields(), name),
            _ => None,
        })
    })
}

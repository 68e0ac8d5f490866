//! A JSON Schema as a tree that a file can be walked along.

use serde_json::Value;

use crate::model::{
    ClaimId, ContributorId, CorrectionId, Digest, DocId, InvalidId, Slug, SourceId, Version,
};

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    /// Named fields, in schema order.
    Table(Vec<Field>),
    /// Any names, all with values of one shape.
    Map(Box<Shape>),
    /// A list of values of one shape.
    List(Box<Shape>),
    /// One of these words.
    Word(Vec<String>),
    /// Text that a check accepts.
    Text(fn(&str) -> Result<(), String>),
    /// A whole number between the bounds.
    Integer(i64, i64),
    /// `true` or `false`.
    Boolean,
    /// A date, a time and an offset.
    Moment,
    /// A date.
    Day,
}

/// A named field of a table.
#[derive(Debug)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What its value must look like.
    pub shape: Shape,
}

impl Shape {
    /// The tree of a schema that [`super::schema`] made.
    pub fn of(schema: &Value) -> Self {
        build(schema, schema)
    }

    /// The fields of a table; none for other shapes.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Table(fields) => fields,
            _ => &[],
        }
    }
}

fn build(schema: &Value, root: &Value) -> Shape {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#'));
        return build(target.expect("the generator defines what it refers to"), root);
    }
    // Draft-07 reads nothing beside a reference, so one with a description comes wrapped.
    if let Some([only]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        return build(only, root);
    }
    if let Some(Value::Array(words)) = schema.get("enum") {
        return Shape::Word(words.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => table(schema, root),
        Some("array") => Shape::List(Box::new(build(&schema["items"], root))),
        Some("integer") => Shape::Integer(
            schema.get("minimum").and_then(Value::as_i64).unwrap_or(0),
            schema.get("maximum").and_then(Value::as_i64).unwrap_or(i64::from(u32::MAX)),
        ),
        Some("boolean") => Shape::Boolean,
        Some("string") => match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => Shape::Moment,
            Some("date") => Shape::Day,
            _ => Shape::Text(checker(schema.get("pattern").and_then(Value::as_str))),
        },
        other => unreachable!("no file has a field of type {other:?}: {schema}"),
    }
}

fn table(schema: &Value, root: &Value) -> Shape {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return Shape::Map(Box::new(build(&schema["additionalProperties"], root)));
    };
    let required = |name: &str| {
        schema
            .get("required")
            .and_then(Value::as_array)
            .is_some_and(|names| names.iter().any(|required| required == name))
    };
    Shape::Table(
        properties
            .iter()
            .filter(|(name, _)| *name != "$schema")
            .map(|(name, field)| Field {
                name: name.clone(),
                required: required(name),
                shape: build(field, root),
            })
            .collect(),
    )
}

/// The check behind a pattern of the schema: the same that the model's type makes.
fn checker(pattern: Option<&str>) -> fn(&str) -> Result<(), String> {
    fn parsed<T: std::str::FromStr<Err = InvalidId>>(text: &str) -> Result<(), String> {
        text.parse::<T>().map(|_| ()).map_err(|error| error.to_string())
    }
    fn duration(text: &str) -> Result<(), String> {
        let parts: Vec<&str> = text.split(':').collect();
        let number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let valid = matches!(parts.len(), 2 | 3)
            && parts.iter().all(number)
            && parts.iter().skip(1).all(|part| part.len() <= 2)
            && parts.last().is_some_and(|seconds| seconds.len() == 2);
        if valid || text.is_empty() {
            Ok(())
        } else {
            Err(format!("`{text}` is not a length (MM:SS or H:MM:SS)"))
        }
    }
    match pattern {
        None => |_| Ok(()),
        Some("^[0-9a-hjkmnp-tv-z]{10}$") => parsed::<DocId>,
        Some("^c-[0-9a-hjkmnp-tv-z]{4}$") => parsed::<ClaimId>,
        Some("^s-[0-9a-hjkmnp-tv-z]{4}$") => parsed::<SourceId>,
        Some("^x-[0-9a-hjkmnp-tv-z]{4}$") => parsed::<CorrectionId>,
        Some("^[a-z0-9]+(-[a-z0-9]+)*$") => {
            // A slug and a contributor's id share their letters; the longer limit is the laxer one.
            |text| {
                parsed::<ContributorId>(text)
                    .or_else(|error| parsed::<Slug>(text).map_err(|_| error))
            }
        }
        Some("^[0-9a-f]{64}$") => parsed::<Digest>,
        Some(r"^[0-9]+(\.[0-9]+){0,2}$") => parsed::<Version>,
        Some(_) => duration,
    }
}

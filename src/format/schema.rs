//! JSON Schema (draft-07) of each kind of file, from the Rust types that hold it.

use std::sync::OnceLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shape::Shape;
use crate::model::{Desk, Ledger, Orders, Post, Story};

/// A value that has a TOML file of its own.
pub trait File: Serialize + DeserializeOwned + JsonSchema + 'static {
    /// The name of its schema, as in `schema/<name>.schema.json`.
    const NAME: &'static str;

    /// What it looks like, made once.
    #[doc(hidden)]
    fn shape() -> &'static Shape;
}

macro_rules! files {
    ($($type:ty => $name:literal, $about:literal;)*) => {
        $(impl File for $type {
            const NAME: &'static str = $name;

            fn shape() -> &'static Shape {
                static SHAPE: OnceLock<Shape> = OnceLock::new();
                SHAPE.get_or_init(|| Shape::of(&generate::<$type>($name, $about)))
            }
        })*

        /// The schemas of all files that a person may write, by name.
        pub fn all() -> Vec<(&'static str, Value)> {
            vec![$(($name, generate::<$type>($name, $about))),*]
        }
    };
}

files! {
    Post => "post", "One timestamped entry of a story.";
    Story => "story", "One page of live coverage.";
    Desk => "newsroom", "The newsroom's settings, rules and people.";
    Ledger => "ledger", "A document's acts on the public record.";
    Orders => "expunged", "Orders of a court to erase released words.";
}

/// The schema of one kind of file: no unknown fields, no nulls (TOML has none).
fn generate<T: JsonSchema>(name: &str, about: &str) -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    if let Value::Object(root) = &mut schema {
        root.insert("title".to_owned(), Value::from(name));
        root.insert("description".to_owned(), Value::from(about));
        if let Some(Value::Object(properties)) = root.get_mut("properties") {
            properties.insert("$schema".to_owned(), serde_json::json!({ "type": "string" }));
        }
    }
    schema
}

/// Closes every table, and takes out what TOML cannot say.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            without_null(object);
            words_as_enum(object);
            object.remove("default");
            if object.contains_key("properties") {
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            object.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// Documented variants come as `oneOf`, whose messages in editors name no word: `enum` does.
fn words_as_enum(object: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = object.get("oneOf") else { return };
    // Those without a description stand together in one choice.
    let words = |choice: &Value| match (choice.get("const"), choice.get("enum")) {
        (Some(word), _) => Some(vec![word.clone()]),
        (None, Some(Value::Array(words))) => Some(words.clone()),
        _ => None,
    };
    if let Some(words) = choices.iter().map(words).collect::<Option<Vec<_>>>() {
        object.remove("oneOf");
        object.insert("type".to_owned(), Value::from("string"));
        object.insert("enum".to_owned(), Value::Array(words.concat()));
    }
}

fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
}

//! What front matter says, whichever language it is in.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

/// A value as it is written: numbers, days and yes and no are their text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Text(String),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
}

/// What cannot be read, and in which line of it.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) line: usize,
    pub(super) what: String,
}

/// More front matter than this is none, and takes long to read.
const LONGEST: usize = 65_536;

/// Anchors may be named this often: each name may stand for all that stands before it.
const MOST_NAMES: usize = 32;

impl Value {
    /// The value of a field, whatever the case of its name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Table(fields) = self else { return None };
        fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether it says anything.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(all) => all.iter().all(Self::is_empty),
            Self::Table(fields) => fields.iter().all(|(_, value)| value.is_empty()),
        }
    }

    /// With what `<<` takes over from another table (YAML 1.1); the table's own fields hold.
    fn merged(mut fields: Vec<(String, Self)>) -> Self {
        while let Some(at) = fields.iter().position(|(key, _)| key == "<<") {
            let tables = match fields.remove(at).1 {
                Self::List(all) => all,
                one => vec![one],
            };
            for table in tables {
                let Self::Table(others) = table else { continue };
                let new = |name: &str| fields.iter().all(|(key, _)| key != name);
                let others: Vec<_> = others.into_iter().filter(|(key, _)| new(key)).collect();
                fields.extend(others);
            }
        }
        Self::Table(fields)
    }
}

/// Refuses what would take long.
pub(super) fn bounded(text: &str) -> Result<(), Wrong> {
    if text.len() > LONGEST {
        let what = format!("it is longer than {LONGEST} bytes");
        return Err(Wrong { line: 1, what });
    }
    Ok(())
}

/// What YAML says. Whether a scalar is a number is of no use here: each is its text, "1.10" too.
pub(super) fn yaml(text: &str) -> Result<Value, Wrong> {
    bounded(text)?;
    if text.trim().is_empty() {
        return Ok(Value::Nothing);
    }
    let mut names = text.match_indices('*').filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + 1..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || "[{,:-".contains(c))
            && after.is_some_and(char::is_alphanumeric)
    });
    if let Some((at, _)) = names.nth(MOST_NAMES) {
        let line = text[..at].matches('\n').count() + 1;
        return Err(Wrong {
            line,
            what: format!("it has more than {MOST_NAMES} names of anchors"),
        });
    }
    twice(text)?;
    let wrong = |error: serde_yaml_ng::Error| {
        let said = error.to_string();
        let what = said.split(" at line ").next().unwrap_or(&said);
        let hint = if what.contains("token") || what.contains("mapping values") {
            ": a value with a sign in it goes in quotes, and no line begins with a tab"
        } else {
            ""
        };
        let line = error.location().map_or(1, |place| place.line());
        Wrong { line, what: format!("{what}{hint}") }
    };
    let shape: serde_yaml_ng::Value = serde_yaml_ng::from_str(text).map_err(wrong)?;
    let guided = Guided(&shape).deserialize(serde_yaml_ng::Deserializer::from_str(text));
    Ok(guided.unwrap_or_else(|_| plain(&shape)))
}

/// Refuses a field that is there twice: which one is meant is not ours to say.
fn twice(text: &str) -> Result<(), Wrong> {
    let mut seen: Vec<&str> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some((key, _)) = line.split_once(':') else { continue };
        let is_key = key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if key.is_empty() || !is_key {
            continue;
        }
        if seen.contains(&key) {
            return Err(Wrong { line: number + 1, what: format!("`{key}` is there twice") });
        }
        seen.push(key);
    }
    Ok(())
}

/// Reads the text of a value whose shape is known.
struct Guided<'a>(&'a serde_yaml_ng::Value);

impl<'de> DeserializeSeed<'de> for Guided<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        use serde_yaml_ng::Value as Yaml;
        match self.0 {
            Yaml::Null => serde::Deserialize::deserialize(from).map(|_: IgnoredAny| Value::Nothing),
            Yaml::Sequence(_) => from.deserialize_seq(self),
            Yaml::Mapping(_) => from.deserialize_map(self),
            Yaml::Tagged(_) => Err(D::Error::custom("a tag")),
            _ => serde::Deserialize::deserialize(from).map(Value::Text),
        }
    }
}

impl<'de> Visitor<'de> for Guided<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the same shape again")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        for shape in self.0.as_sequence().into_iter().flatten() {
            all.extend(from.next_element_seed(Guided(shape))?);
        }
        from.next_element::<IgnoredAny>()?;
        Ok(Value::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        for (_, shape) in self.0.as_mapping().into_iter().flatten() {
            let Some(key) = from.next_key::<String>()? else { break };
            fields.push((key, from.next_value_seed(Guided(shape))?));
        }
        from.next_key::<IgnoredAny>()?;
        Ok(Value::merged(fields))
    }
}

/// A value of YAML that has a tag somewhere, or a key that is no text.
fn plain(value: &serde_yaml_ng::Value) -> Value {
    use serde_yaml_ng::Value as Yaml;
    match value {
        Yaml::Null => Value::Nothing,
        Yaml::Bool(yes) => Value::Text(yes.to_string()),
        Yaml::Number(number) => Value::Text(number.to_string()),
        Yaml::String(text) => Value::Text(text.clone()),
        Yaml::Sequence(all) => Value::List(all.iter().map(plain).collect()),
        Yaml::Mapping(fields) => Value::merged(
            fields
                .iter()
                .filter_map(|(key, value)| match plain(key) {
                    Value::Text(key) => Some((key, plain(value))),
                    _ => None,
                })
                .collect(),
        ),
        Yaml::Tagged(tagged) => plain(&tagged.value),
    }
}

/// What TOML says.
pub(super) fn toml(text: &str) -> Result<Value, Wrong> {
    bounded(text)?;
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| text.floor_char_boundary(span.start));
        Wrong { line: text[..at].matches('\n').count() + 1, what: error.message().to_owned() }
    })?;
    Ok(of_table(table.get_ref()))
}

fn of_table(table: &DeTable<'_>) -> Value {
    let fields = table.iter();
    let fields = fields.map(|(key, value)| (key.get_ref().to_string(), of_toml(value.get_ref())));
    Value::Table(fields.collect())
}

fn of_toml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Value::Text(number.as_str().to_owned()),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            number.map_or(Value::Nothing, |number| Value::Text(number.to_string()))
        }
        DeValue::Float(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Value::Text(yes.to_string()),
        DeValue::Datetime(time) => Value::Text(time.to_string()),
        DeValue::Array(all) => Value::List(all.iter().map(|one| of_toml(one.get_ref())).collect()),
        DeValue::Table(table) => of_table(table),
    }
}

/// What JSON says.
pub(super) fn of_json(value: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::Nothing,
        Json::Bool(yes) => Value::Text(yes.to_string()),
        Json::Number(number) => Value::Text(number.to_string()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(all) => Value::List(all.iter().map(of_json).collect()),
        Json::Object(fields) => {
            Value::Table(fields.iter().map(|(key, value)| (key.clone(), of_json(value))).collect())
        }
    }
}

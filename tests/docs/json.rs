//! `docs/json.md`, made from the JSON Schema that `newsroom schema output` prints.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::page::{code, head, heading, link, table, words};

const PRINTED: &str = "What commands print";

const PARTS: &str = "What that is made of";

const WORDS: &str = "Words that several fields have";

/// What each command prints. The schema says the same in words; here it is for each by name, so that
/// none is left out. No shape: what is told instead.
pub(crate) const COMMANDS: [(&str, Result<&str, &str>); 70] = [
    ("story open", Ok("Documents")),
    ("story edit", Ok("Documents")),
    ("story close", Ok("Documents")),
    ("story reopen", Ok("Documents")),
    ("story list", Ok("List")),
    ("add", Ok("Added")),
    ("import", Ok("Imported")),
    ("edit", Ok("Documents")),
    ("verify-flag", Ok("Flagged")),
    ("claims", Ok("Claims")),
    ("submit", Ok("Documents")),
    ("comment", Ok("Documents")),
    ("review", Ok("List")),
    ("approve", Ok("Documents")),
    ("return", Ok("Documents")),
    ("spike", Ok("Documents")),
    ("publish", Ok("Documents")),
    ("source list", Ok("Sources")),
    ("source know", Ok("Documents")),
    ("credit", Ok("Documents")),
    ("pin", Ok("Documents")),
    ("unpin", Ok("Documents")),
    ("second", Ok("Documents")),
    ("correct", Ok("Documents")),
    ("retract", Ok("Documents")),
    ("pull", Ok("Documents")),
    ("restore", Ok("Documents")),
    ("stop", Ok("Documents")),
    ("clear", Ok("Documents")),
    ("corrections", Ok("Corrections")),
    ("status", Ok("Status")),
    ("undo", Ok("Undone")),
    ("kept list", Ok("KeptWords")),
    ("kept show", Ok("Text")),
    ("kept resume", Ok("Documents")),
    ("kept discard", Ok("KeptWords")),
    ("list", Ok("List")),
    ("search", Ok("Search")),
    ("show", Ok("Shown")),
    ("diff DOC", Ok("WordsChanged")),
    ("diff", Ok("List")),
    ("sync", Ok("Synced")),
    ("log", Ok("Life")),
    ("log --proof", Ok("ProvenLife")),
    ("trace", Ok("TracedWords")),
    ("credits", Ok("Credits")),
    ("init", Ok("Initialized")),
    ("clone", Ok("Cloned")),
    ("contributor add", Ok("ContributorChanged")),
    ("contributor edit", Ok("ContributorChanged")),
    ("contributor list", Ok("Contributors")),
    ("contributor retire", Ok("ContributorChanged")),
    ("hooks install", Ok("HooksInstalled")),
    ("hooks ci", Ok("Text")),
    ("hooks timer", Ok("Text")),
    ("check", Ok("Findings")),
    ("audit", Ok("AuditReport")),
    ("schema", Err("the schema itself")),
    ("build", Ok("Built")),
    ("theme list", Ok("ThemeFiles")),
    ("theme show", Ok("Text")),
    ("theme init", Ok("ThemeSaved")),
    ("serve", Ok("Serving")),
    ("export", Ok("Text")),
    ("doctor", Ok("DoctorReport")),
    ("expunge", Ok("Erased")),
    ("demo", Ok("Played")),
    ("completions", Ok("Text")),
    ("man", Ok("Text")),
    ("merge-driver", Err("nothing")),
];

/// The document whose fields others have as well.
const MANY: &str = "Documents";

/// Commands that print a text where they are asked for it.
const EXPLAINED: &str = "`check --explain`, `audit --explain`";

/// A word that a field has, with what it means.
pub(crate) type Word = (&'static str, &'static str);

/// Words that several fields have: the heading, where more of it stands, and each with its meaning.
pub(crate) const SHARED: [(&str, &str, &[Word]); 5] = [
    (
        "Where it stands at the desk",
        "From which words, reviews and releases it follows: [What is derived](format.md#what-is-derived).",
        &[
            ("draft", "nobody has submitted these words"),
            ("in_review", "they are ready to be read"),
            ("approved", "they may be let out"),
            ("as_published", "they are the words that readers have"),
            ("returned", "back at the reporter, with a reason"),
            ("spiked", "dropped; never published"),
            (
                "needs_merge",
                "two people changed the same words, and nobody has settled which stand",
            ),
            ("unreadable", "its file cannot be read; the rest is as it was last read"),
        ],
    ),
    (
        "Where it stands in public",
        "",
        &[
            ("unpublished", "never released"),
            ("live", "readers see it"),
            ("pulled", "down while it is checked"),
            ("retracted", "a notice with the reason stands in its place"),
            ("unknown", "there is no record here"),
        ],
    ),
    (
        "Kinds of release",
        "",
        &[
            ("first", "the first"),
            ("update", "something new"),
            ("minor", "a slip of the pen"),
            ("doubt", "a caveat more"),
            ("byline", "a credit more"),
            ("layout", "key event, pin, coverage"),
            ("clarification", "readers are told what was unclear"),
            ("correction", "readers are told what was wrong"),
            ("editors-note", "readers are told what they must know of the whole"),
            ("pull", "taken down while it is checked"),
            ("restore", "back as it was"),
            ("retraction", "withdrawn for good; a notice stands in its place"),
            ("settings", "the public settings and the theme"),
        ],
    ),
    (
        "Standing of a claim",
        "",
        &[
            ("unverified", "nobody could verify it yet"),
            ("verified", "it is so"),
            ("disputed", "others say otherwise"),
            ("false", "it is not so"),
            ("withdrawn", "the source took it back"),
        ],
    ),
    (
        "Steps at the desk",
        "",
        &[
            ("submitted", "these words are ready to be read"),
            ("approved", "these words may be let out"),
            ("returned", "back to the reporter, with a reason"),
            ("comment", "a remark for the desk"),
            ("spiked", "dropped; never published"),
            ("stopped", "a legal stop"),
            ("cleared", "the end of a legal stop"),
            ("withdrawn", "an approval is taken back"),
            ("second", "the second read that a release done alone owes"),
        ],
    ),
];

/// Forms of text, as words.
const FORMS: [(&str, &str); 7] = [
    ("^[0-9a-hjkmnp-tv-z]{10}$", "id of a story or post"),
    ("^c-[0-9a-hjkmnp-tv-z]{4}$", "id of a claim"),
    ("^s-[0-9a-hjkmnp-tv-z]{4}$", "id of a source"),
    ("^x-[0-9a-hjkmnp-tv-z]{4}$", "id of a correction"),
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "id of a contributor"),
    ("^[0-9a-f]{64}$", "digest"),
    ("^([0-9]+:)?[0-9]{1,2}:[0-9]{2}$|^$", "length (`MM:SS`, `H:MM:SS`)"),
];

/// The shapes, as `newsroom schema output` prints them.
pub(crate) struct Shapes(Value);

impl Shapes {
    /// Those of this program.
    pub(crate) fn read() -> Self {
        let text = newsroom::cli::view::output::schema_text();
        Self(serde_json::from_str(&text).expect("a schema is JSON"))
    }

    /// The names of all.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.all().keys().map(String::as_str).collect()
    }

    /// What commands print, in the order of the schema.
    pub(crate) fn documents(&self) -> Vec<&str> {
        let all = self.0["anyOf"].as_array().expect("the schema is a choice");
        all.iter().map(|one| reference(one).expect("a choice of shapes")).collect()
    }

    fn all(&self) -> &Map<String, Value> {
        self.0["definitions"].as_object().expect("the schema has definitions")
    }

    fn section(&self, name: &str) -> String {
        let shape = &self.all()[name];
        let mut text = heading(3, name);
        text += &format!("{}\n", description(shape));
        if shape["properties"].is_object() {
            let mut rows = self.rows(name);
            let all = self.rows(MANY);
            if name != MANY && all.iter().all(|row| rows.contains(row)) {
                rows.retain(|row| !all.contains(row));
                text += &format!("\nIt has all fields of {}, and:\n", link(MANY, MANY));
            }
            text += &format!("\n{}", table(["field", "type", "meaning"], &rows));
            return text;
        }
        let rows: Vec<_> = choices(shape)
            .iter()
            .map(|one| match one["const"].as_str() {
                Some(word) => [code(word), description(one)],
                None => [kind(one), description(one)],
            })
            .collect();
        text += &format!("\n{}", table(["one of", "meaning"], &rows));
        text
    }

    /// The fields of a shape: each its name, its type, what it means.
    fn rows(&self, name: &str) -> Vec<[String; 3]> {
        let shape = &self.all()[name];
        let always = required(shape);
        let fields = shape["properties"].as_object().into_iter().flatten();
        fields.map(|(name, field)| row(name, field, always.contains(name.as_str()))).collect()
    }
}

/// The page.
pub(crate) fn page() -> String {
    let shapes = Shapes::read();
    let documents = shapes.documents();
    let others: Vec<&str> =
        shapes.names().into_iter().filter(|name| !documents.contains(name)).collect();
    let mut text =
        head("What `--json` prints", "the JSON Schema that `newsroom schema output` prints");
    text += "
With `--json` a command prints one JSON document on standard output, in UTF-8 and ended by a line feed, and nothing else there. Each says the `version` of its shape. Fields are only ever added: a program that reads them passes over those that it does not know.

- **text** is what a person wrote, or what the program says to people.
- **time** is in RFC 3339 with its offset, as in `2026-11-07T20:53:00+02:00`; **day** is `2026-11-07`.
- **number** is whole and not negative.
- **digest** is SHA-256 in 64 hexadecimal digits, in lower case. Commits are named in full.
- **id of a story or post** has 10 letters and digits, without i, l, o and u; a command takes the first four. Claims (`c-0xka`), sources (`s-…`) and corrections (`x-…`) have four of them and are named within their story or post. **id of a contributor** is words in lower case, joined by hyphens.
- A `path` begins at the desk's root, with `/` between its parts.
- **or nothing** stands where a field is null, or is left out, where there is nothing to say. All others are always there; a text and a list may be empty.

[Exit codes](exit-codes.md) say how a command ended; [Every command](commands.md) says what it does.
";
    text += &heading(2, "Contents");
    let mut rows: Vec<[String; 2]> = documents
        .iter()
        .map(|name| {
            let by = COMMANDS.iter().filter(|(_, prints)| prints.as_ref() == Ok(name));
            let commands: Vec<String> = by.map(|(command, _)| code(command)).collect();
            let told = match *name {
                "Failure" => "any command that fails".to_owned(),
                "SchemasWritten" => code("schema --write"),
                "Text" => format!("{}, {}", commands.join(", "), EXPLAINED),
                _ => commands.join(", "),
            };
            [told, link(name, name)]
        })
        .collect();
    for (command, prints) in COMMANDS {
        if let Err(words) = prints {
            rows.push([code(command), words.to_owned()]);
        }
    }
    text += &table(["command", "what it prints"], &rows);
    text +=
        &format!("\n{}, {}, {}\n", link(PRINTED, PRINTED), link(PARTS, PARTS), link(WORDS, WORDS));
    for (title, names) in [(PRINTED, &documents), (PARTS, &others)] {
        text += &heading(2, title);
        let sections: String = names.iter().map(|name| shapes.section(name)).collect();
        text += sections.trim_start_matches('\n');
    }
    text += &heading(2, WORDS);
    let mut words = String::new();
    for (title, more, all) in SHARED {
        words += &heading(3, title);
        if !more.is_empty() {
            words += &format!("{more}\n\n");
        }
        let rows: Vec<_> =
            all.iter().map(|(word, means)| [code(word), (*means).to_owned()]).collect();
        words += &table(["word", "meaning"], &rows);
    }
    text + words.trim_start_matches('\n')
}

/// A field's row: its name, its type, what it means.
fn row(name: &str, field: &Value, always: bool) -> [String; 3] {
    let mut kind = kind(field);
    let or = if always { is_nullable(field).then_some("null") } else { Some("nothing") };
    if let Some(or) = or {
        // Two words and a third.
        kind = format!("{} or {or}", kind.replace("true or false", "true, false"));
    }
    let mut meaning = description(field);
    if let Some(default) = field["default"].as_str() {
        meaning += &format!(" Left out, it is {}.", code(default));
    }
    [code(name), kind, meaning]
}

/// What a value is, in words.
fn kind(value: &Value) -> String {
    if let Some(name) = reference(value) {
        return link(name, name);
    }
    let described = choices(value);
    let choices: Vec<&Value> = described.iter().filter(|one| one["type"] != "null").collect();
    let words: Vec<&str> = match value["enum"].as_array() {
        Some(all) => all.iter().filter_map(Value::as_str).collect(),
        None => choices.iter().filter_map(|one| one["const"].as_str()).collect(),
    };
    if !words.is_empty() {
        return choice(&words);
    }
    if !choices.is_empty() {
        return choices.into_iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(fields) = value["properties"].as_object() {
        let names: Vec<String> = fields.keys().map(|name| code(name)).collect();
        return format!("an object with {}", names.join(", "));
    }
    if let Some(form) = value["pattern"].as_str() {
        let known = FORMS.iter().find(|(known, _)| *known == form);
        return known.unwrap_or_else(|| panic!("{form} has no words in FORMS")).1.to_owned();
    }
    match types(value).first().copied().unwrap_or_default() {
        "string" => match value["format"].as_str() {
            Some("date-time") => "time",
            Some("date") => "day",
            _ => "text",
        }
        .to_owned(),
        "integer" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => {
            format!("list of {}", kind(&value["items"]).replacen("id of a ", "ids of a ", 1))
        }
        "object" => "an object with further fields".to_owned(),
        other => panic!("{other} has no words: {value}"),
    }
}

/// A choice of words: by its heading, where several fields have it.
fn choice(words: &[&str]) -> String {
    let is_shared = |all: &[Word]| all.iter().map(|(word, _)| *word).eq(words.iter().copied());
    match SHARED.iter().find(|(_, _, all)| is_shared(all)) {
        Some((title, ..)) => link(&title.to_lowercase(), title),
        None => words.iter().map(|word| code(word)).collect::<Vec<_>>().join(", "),
    }
}

fn choices(value: &Value) -> Vec<Value> {
    let all = ["oneOf", "anyOf"].iter().find_map(|key| value[*key].as_array());
    all.cloned().unwrap_or_default()
}

/// The shape that a value is, where it is one by name.
fn reference(value: &Value) -> Option<&str> {
    let named = value["$ref"].as_str();
    let named = named.or_else(|| value["allOf"].as_array()?.first()?["$ref"].as_str());
    named.and_then(|path| path.strip_prefix("#/definitions/"))
}

fn is_nullable(value: &Value) -> bool {
    types(value).contains(&"null") || choices(value).iter().any(|one| one["type"] == "null")
}

fn types(value: &Value) -> Vec<&str> {
    match &value["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn required(shape: &Value) -> BTreeSet<&str> {
    let all = shape["required"].as_array();
    all.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn description(value: &Value) -> String {
    words(value["description"].as_str().unwrap_or_default())
}

//! Where front matter begins and ends.

use super::super::WireError;
use super::value::{self, Value, Wrong};

/// A file of Markdown, taken apart.
#[derive(Debug)]
pub(super) struct Split<'a> {
    /// What its front matter says; an empty table where it has none.
    pub(super) front: Value,
    pub(super) body: &'a str,
    /// The line that the body begins in, from 1.
    pub(super) line: usize,
}

/// Fields that are front matter wherever they stand.
const KNOWN: [&str; 16] = [
    "title",
    "headline",
    "author",
    "authors",
    "byline",
    "date",
    "tags",
    "categories",
    "category",
    "layout",
    "slug",
    "draft",
    "description",
    "permalink",
    "id",
    "lang",
];

/// Takes a text with LF apart.
///
/// # Errors
///
/// [`WireError::FrontMatter`], with the line.
pub(super) fn split(text: &str) -> Result<Split<'_>, WireError> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace()).len();
    // A body may begin with code, whose blanks are of meaning.
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let whole = Split { front: Value::Table(Vec::new()), body: text, line: 1 };
    let first = text[..start].matches('\n').count() + 1;
    let rest = &text[start..];
    if rest.starts_with('{') {
        return Ok(json(text, rest, first)?.unwrap_or(whole));
    }
    let (fence, inside) = rest.split_once('\n').unwrap_or((rest, ""));
    let Some(kind) = Kind::of(fence.trim_end()) else { return Ok(whole) };
    let told = |wrong: Wrong| told(first + wrong.line, &wrong.what);
    let Some((front, body)) = kind.close(fence.trim_end(), inside) else {
        if kind.begins(inside) {
            let what = format!(
                "it is never closed: a line with {} alone ends it",
                kind.closing(fence.trim_end())
            );
            return Err(told(Wrong { line: 0, what }));
        }
        return Ok(whole);
    };
    let read = match kind.read(front) {
        Ok(read) => read,
        Err(wrong) if kind.begins(front) => return Err(told(wrong)),
        Err(_) => return Ok(whole),
    };
    if !kind.is_front(front, &read) {
        return Ok(whole);
    }
    let line = text[..text.len() - body.len()].matches('\n').count() + 1;
    let front = if read == Value::Nothing { Value::Table(Vec::new()) } else { read };
    Ok(Split { front, body, line })
}

fn told(line: usize, what: &str) -> WireError {
    WireError::FrontMatter(format!("line {line}: {what}"))
}

/// Front matter of JSON, which ends where its braces do.
fn json<'a>(text: &'a str, rest: &'a str, first: usize) -> Result<Option<Split<'a>>, WireError> {
    let inside = rest[1..].trim_start();
    if !inside.starts_with(['"', '}']) {
        return Ok(None);
    }
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
    match values.next() {
        Some(Ok(read)) => {
            let body = &rest[values.byte_offset()..];
            let line = text[..text.len() - body.len()].matches('\n').count() + 1;
            Ok(Some(Split { front: value::of_json(&read), body, line }))
        }
        Some(Err(error)) => {
            let said = error.to_string();
            let what = said.split(" at line ").next().unwrap_or(&said);
            Err(told(first + error.line().saturating_sub(1), what))
        }
        None => Ok(None),
    }
}

/// The language of front matter between fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Yaml,
    Toml,
    Json,
}

impl Kind {
    fn of(fence: &str) -> Option<Self> {
        match fence.replace(' ', "").as_str() {
            "---json" | ";;;" => Some(Self::Json),
            "---toml" | "+++" => Some(Self::Toml),
            "---yaml" | "---yml" => Some(Self::Yaml),
            dashes if dashes.len() >= 3 && dashes.chars().all(|c| c == '-') => Some(Self::Yaml),
            _ => None,
        }
    }

    fn closing(self, fence: &str) -> &str {
        let name = fence.find(|c: char| c.is_alphabetic() || c == ' ').unwrap_or(fence.len());
        &fence[..name]
    }

    /// What stands between the fences, and what after them.
    fn close<'a>(self, fence: &str, inside: &'a str) -> Option<(&'a str, &'a str)> {
        let closing = self.closing(fence);
        let mut at = 0;
        for line in inside.split_inclusive('\n') {
            let bare = line.trim_end();
            if bare == closing || (bare == "..." && self == Self::Yaml) {
                return Some((&inside[..at], &inside[at + line.len()..]));
            }
            at += line.len();
        }
        None
    }

    /// Whether these lines begin as fields do.
    fn begins(self, inside: &str) -> bool {
        let mut lines = inside.lines().map(str::trim_end);
        let Some(line) = lines.find(|line| !line.is_empty() && !line.starts_with('#')) else {
            return false;
        };
        let field = |sign: char| {
            line.split_once(sign).is_some_and(|(key, value)| {
                let key = key.trim_matches([' ', '"', '\'', '\t']);
                let name = !key.is_empty() && !key.contains(' ');
                let apart = sign == '=' || value.is_empty() || value.starts_with([' ', '\t']);
                let known = KNOWN.iter().any(|known| key.eq_ignore_ascii_case(known));
                name && apart && (known || !inside.starts_with('\n'))
            })
        };
        match self {
            Self::Yaml => field(':') || line.starts_with("- ") || line.starts_with(['{', '[', ':']),
            Self::Toml => field('=') || line.starts_with('['),
            Self::Json => line.starts_with(['{', '"']),
        }
    }

    fn read(self, front: &str) -> Result<Value, Wrong> {
        match self {
            Self::Yaml => value::yaml(front),
            Self::Toml => value::toml(front),
            Self::Json => {
                value::bounded(front)?;
                let braces = front.trim_start().starts_with('{');
                let text = if braces { front.to_owned() } else { format!("{{{front}}}") };
                serde_json::from_str(&text).map(|read| value::of_json(&read)).map_err(|error| {
                    let said = error.to_string();
                    let what = said.split(" at line ").next().unwrap_or(&said).to_owned();
                    Wrong { line: error.line(), what }
                })
            }
        }
    }

    /// Whether it is front matter: rules around a paragraph look the same.
    fn is_front(self, text: &str, read: &Value) -> bool {
        let known = KNOWN.iter().any(|name| read.get(name).is_some());
        match read {
            Value::Table(_) => self != Self::Yaml || known || !text.starts_with('\n'),
            Value::Nothing => text.trim().is_empty() || text.trim_start().starts_with('#'),
            _ => false,
        }
    }
}

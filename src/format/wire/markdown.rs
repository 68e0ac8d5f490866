//! Markdown that came in, with or without front matter.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::Deserialize;

use super::byline::people;
use super::{Item, Terms, WireError, of_file, one_line};

/// What of front matter is taken over; whatever else is in it is let be.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FrontMatter {
    title: String,
    headline: String,
    id: String,
    author: Names,
    authors: Names,
    tags: Names,
    lang: String,
    language: String,
}

/// One name or several.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Names {
    #[default]
    None,
    One(String),
    Several(Vec<String>),
}

impl Names {
    fn list(self) -> Vec<String> {
        let names = match self {
            Self::None => Vec::new(),
            Self::One(name) => vec![name],
            Self::Several(names) => names,
        };
        names.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect()
    }
}

/// A file of Markdown: the title of its front matter, else its first heading, is the headline.
///
/// # Errors
///
/// [`WireError::FrontMatter`] and [`WireError::Empty`].
pub fn markdown(name: &str, text: &str) -> Result<Item, WireError> {
    let words = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let (front, body) = front_matter(&words)?;
    let mut headline =
        one_line(if front.title.is_empty() { &front.headline } else { &front.title });
    let mut body = body.trim().to_owned();
    if headline.is_empty()
        && let Some((heading, end)) = first_heading(&body)
    {
        headline = heading;
        body = body[end..].trim().to_owned();
    }
    if headline.is_empty() && body.is_empty() {
        return Err(WireError::Empty);
    }
    let mut origin = of_file(name, text);
    if !front.id.is_empty() {
        origin.uri = one_line(&front.id);
    }
    Ok(Item {
        origin,
        headline,
        body,
        byline: front
            .author
            .list()
            .iter()
            .chain(&front.authors.list())
            .flat_map(|line| people(line).people)
            .collect(),
        tags: front.tags.list(),
        language: if front.lang.is_empty() { front.language } else { front.lang },
        embargo: None,
        media: Vec::new(),
        remarks: Vec::new(),
        terms: Terms::default(),
    })
}

fn front_matter(text: &str) -> Result<(FrontMatter, &str), WireError> {
    for fence in ["---\n", "+++\n"] {
        let Some(rest) = text.strip_prefix(fence) else { continue };
        let Some(end) = rest.find(&format!("\n{}", fence.trim_end())) else { continue };
        let (front, body) = (&rest[..end], &rest[end + 4..]);
        let failed = |error: String| WireError::FrontMatter(error);
        let front = if fence.starts_with('-') {
            serde_yaml_ng::from_str(front).map_err(|error| failed(error.to_string()))
        } else {
            toml::from_str(front).map_err(|error| failed(error.message().to_owned()))
        };
        return Ok((front?, body));
    }
    Ok((FrontMatter::default(), text))
}

/// The words of a heading that the text begins with, and where it ends.
fn first_heading(text: &str) -> Option<(String, usize)> {
    let mut words = String::new();
    let mut events = Parser::new(text).into_offset_iter();
    let (Event::Start(Tag::Heading { level, .. }), _) = events.next()? else { return None };
    if level > HeadingLevel::H2 {
        return None;
    }
    for (event, range) in events {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::Heading(_)) => return Some((one_line(&words), range.end)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_heading_is_the_headline() {
        let item = markdown("a.md", "# Lamps *out*\n\nOn the quay.\n\n## Later\n").expect("read");
        assert_eq!(
            (item.headline.as_str(), item.body.as_str()),
            ("Lamps out", "On the quay.\n\n## Later")
        );
        let item = markdown("a.md", "On the quay.\n").expect("read");
        assert_eq!((item.headline.as_str(), item.body.as_str()), ("", "On the quay."));
        assert_eq!(markdown("a.md", "\n"), Err(WireError::Empty));
    }

    #[test]
    fn front_matter_says_title_tags_and_authors() {
        for text in [
            "---\ntitle: \"Lamps: out\"\nauthor: Ana Lom\ntags: [power, quay]\ndate: 2026-11-07\nlang: uk\n---\n\nOn the quay.\n",
            "+++\ntitle = \"Lamps: out\"\nauthors = [\"Ana Lom\"]\ntags = [\"power\", \"quay\"]\ndate = 2026-11-07\nlanguage = \"uk\"\n+++\nOn the quay.\n",
        ] {
            let item = markdown("a.md", text).expect("read");
            assert_eq!(item.headline, "Lamps: out");
            assert_eq!(item.byline, [super::super::Person::named("Ana Lom")]);
            assert_eq!(item.tags, ["power", "quay"]);
            assert_eq!((item.language.as_str(), item.body.as_str()), ("uk", "On the quay."));
        }
        let item = markdown("a.md", "---\nid: story-7\ntitle: X\n---\n").expect("read");
        assert_eq!(item.origin.uri, "story-7");
        assert!(matches!(markdown("a.md", "---\n: [\n---\nx"), Err(WireError::FrontMatter(_))));
        let rule = markdown("a.md", "---\n\nOn the quay.\n").expect("a rule, not front matter");
        assert!(rule.body.contains("On the quay."));
    }
}

//! Markdown that came in, with or without front matter, as site generators and blogs export it.

mod body;
mod fields;
mod front;
mod shortcodes;
mod value;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use self::fields::Fields;
use super::{Item, Terms, WireError, encoding, of_file, one_line};
use crate::model::{TimeSaid, time_said};

/// A file of Markdown: the title of its front matter, else its first heading, is the headline.
///
/// # Errors
///
/// [`WireError::FrontMatter`] and [`WireError::Empty`].
pub fn markdown(name: &str, text: &str) -> Result<Item, WireError> {
    let words = encoding::lines(text.trim_start_matches('\u{FEFF}'));
    let split = front::split(&words)?;
    let fields = Fields(split.front);
    let (mut body, mut remarks) = ours(split.body, split.line);
    let summary = fields.summary();
    let summary_is_body = body.is_empty() && !summary.is_empty();
    if summary_is_body {
        body = ours(&summary, 1).0;
    }
    remarks.extend(fields.told(summary_is_body));
    let (headline, body) = headline(fields.headline(), body);
    if headline.is_empty() && body.is_empty() {
        return Err(WireError::Empty);
    }
    let (byline, besides) = fields.byline();
    if !besides.is_empty() {
        remarks.push(format!("in its by-line, and nobody’s name: {}", besides.join(", ")));
    }
    let mut origin = of_file(name, &words);
    if !fields.id().is_empty() {
        origin.uri = fields.id();
    }
    let (embargo, embargo_local) = held(&fields.held_until(), &mut remarks);
    origin.date = fields.date();
    Ok(Item {
        origin,
        headline,
        body,
        byline,
        tags: fields.tags(),
        language: fields.language(),
        embargo,
        media: Vec::new(),
        remarks,
        terms: Terms { embargo_local, ..Terms::default() },
    })
}

/// Words of others as our Markdown, and what was taken out.
fn ours(words: &str, line: usize) -> (String, Vec<String>) {
    let (words, said) = shortcodes::taken_out(words, line);
    let (words, told) = body::to_markdown(&words, line);
    (words, said.into_iter().chain(told).collect())
}

/// The headline, and the body without it.
fn headline(title: String, body: String) -> (String, String) {
    let Some((heading, end)) = first_heading(&body) else { return (title, body) };
    if title.is_empty() || title.to_lowercase() == heading.to_lowercase() {
        return (heading, body[end..].trim_start_matches('\n').to_owned());
    }
    (title, body)
}

/// Until when it is held back: a moment, or a time that does not say where. A day is its beginning.
fn held(
    said: &str,
    remarks: &mut Vec<String>,
) -> (Option<crate::model::Moment>, Option<chrono::NaiveDateTime>) {
    if said.is_empty() {
        return (None, None);
    }
    match time_said(said).or_else(|| time_said(&format!("{said}T00:00:00"))) {
        Some(TimeSaid::Moment(moment)) => (Some(moment), None),
        Some(TimeSaid::Local(local)) => (None, Some(local)),
        None => {
            remarks.push(format!("it was to go out at “{said}”, which is no time: newsroom edit --publish-at sets one"));
            (None, None)
        }
    }
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
mod tests;

//! `FIELD=VALUE`: one field of a document.

use std::str::FromStr;

use chrono_tz::Tz;

use super::{InputError, nearest};
use crate::cli::input::time::parse_time;
use crate::model::{Document, Moment};

const FORM: &str = "FIELD=VALUE, as in key_event=true";

/// The fields a person may set, post's and story's. Ids, times of filing and what people said at
/// the desk are set by no hand; lists have options of their own.
const POST: [&str; 6] = ["headline", "body", "key_event", "tags", "language", "publish_at"];
const STORY: [&str; 6] = ["title", "place", "timezone", "tags", "language", "publish_at"];

/// A field and its value as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The name of the field, as files write it.
    pub field: String,
    /// The value; empty to take it out.
    pub value: String,
}

/// Reads a setting.
///
/// # Errors
///
/// Where there is no `=`, or no field before it.
pub fn parse_set(text: &str) -> Result<Setting, InputError> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => {
            Ok(Setting { field: field.trim().replace('-', "_"), value: value.to_owned() })
        }
        _ => Err(InputError::Form { text: text.to_owned(), problem: "sets nothing", form: FORM }),
    }
}

impl Setting {
    /// Sets the field; times are read on the wall clock of the zone.
    ///
    /// # Errors
    ///
    /// Where the document has no such field, or the value is none for it; the document is then
    /// unchanged.
    pub fn apply(&self, document: &mut Document, now: Moment, zone: Tz) -> Result<(), InputError> {
        let value = self.value.trim();
        match (self.field.as_str(), &mut *document) {
            ("headline" | "title", document) => value.clone_into(document.headline_mut()),
            ("tags", document) => *document.tags_mut() = tags(value),
            ("language", document) => *document.language_mut() = self.language(value)?,
            ("publish_at", document) => {
                let time = (!value.is_empty()).then(|| parse_time(value, now, zone)).transpose()?;
                *document.publish_at_mut() = time;
            }
            ("body", Document::Post(post)) => post.body.clone_from(&self.value),
            ("key_event", Document::Post(post)) => post.key_event = self.yes_or_no(value)?,
            ("place", Document::Story(story)) => value.clone_into(&mut story.place),
            ("timezone", Document::Story(story)) => story.timezone = self.timezone(value)?,
            _ => return Err(self.no_such_field(document)),
        }
        Ok(())
    }

    fn yes_or_no(&self, value: &str) -> Result<bool, InputError> {
        match value {
            "true" | "yes" => Ok(true),
            "false" | "no" | "" => Ok(false),
            _ => Err(self.wrong(format!("`{value}` is neither true nor false"))),
        }
    }

    fn timezone(&self, value: &str) -> Result<String, InputError> {
        if value.is_empty() || Tz::from_str(value).is_ok() {
            return Ok(value.to_owned());
        }
        Err(self.wrong(format!("`{value}` is no time zone, as in Europe/Kyiv")))
    }

    /// The shape of BCP 47 alone: a list of its words would age.
    fn language(&self, value: &str) -> Result<String, InputError> {
        let subtag = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let primary = value.split('-').next().unwrap_or_default();
        let tag = (2..=8).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
            && value.split('-').all(subtag);
        match value.is_empty() || tag {
            true => Ok(value.to_owned()),
            false => Err(self.wrong(format!("`{value}` is no language, as in en or uk-UA"))),
        }
    }

    fn wrong(&self, problem: String) -> InputError {
        InputError::Value { field: self.field.clone(), problem }
    }

    fn no_such_field(&self, document: &Document) -> InputError {
        let (fields, what) = match document {
            Document::Post(_) => (POST, "field of a post that can be set"),
            Document::Story(_) => (STORY, "field of a story that can be set"),
        };
        InputError::NoSuchWord {
            text: self.field.clone(),
            what,
            nearest: nearest(&self.field, fields.into_iter()).map(str::to_owned),
            words: fields.to_vec(),
        }
    }
}

/// Tags parted by commas, each once.
fn tags(value: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in value.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::{Post, Story};

    const NOW: &str = "2026-11-07T20:48:00+02:00";

    fn post() -> Document {
        let text = format!("id = \"k3x9q7m2td\"\nheadline = \"Power cut\"\ncreated = {NOW}\n");
        Document::Post(read::<Post>(&text).expect("a post"))
    }

    fn story() -> Document {
        let text = format!("id = \"k3x9q7m2td\"\ntitle = \"The night\"\ncreated = {NOW}\n");
        Document::Story(read::<Story>(&text).expect("a story"))
    }

    fn set(document: &mut Document, text: &str) -> Result<(), InputError> {
        let now = NOW.parse().expect("RFC 3339");
        parse_set(text)?.apply(document, now, chrono_tz::Europe::Kyiv)
    }

    #[test]
    fn fields_of_a_post_are_set() {
        let mut document = post();
        for text in [
            "headline=Power is back=again",
            "tags=energy, port,energy",
            "key-event=true",
            "language=uk-UA",
            "publish_at=06:00 tomorrow",
            "body= Words.\n",
        ] {
            set(&mut document, text).expect(text);
        }
        let post = document.as_post().expect("a post");
        assert_eq!(post.headline, "Power is back=again");
        assert_eq!(post.tags, ["energy", "port"]);
        assert!(post.key_event);
        assert_eq!(post.body, " Words.\n");
        assert_eq!(
            post.publish_at.map(Moment::rfc3339).as_deref(),
            Some("2026-11-08T06:00:00+02:00")
        );
    }

    #[test]
    fn an_empty_value_takes_the_field_out() {
        let mut document = post();
        set(&mut document, "publish_at=06:00").expect("a time");
        set(&mut document, "publish_at=").expect("no time");
        assert_eq!(document, post());
    }

    #[test]
    fn a_story_has_its_own_fields() {
        let mut document = story();
        set(&mut document, "title=The day").expect("a title");
        set(&mut document, "timezone=Europe/Kyiv").expect("a zone");
        assert_eq!(document.headline(), "The day");
        let error = set(&mut document, "body=x").expect_err("a story has no body");
        assert_eq!(
            error.to_string(),
            "`body` is no field of a story that can be set; write one of: title, place, timezone, tags, language, publish_at"
        );
    }

    #[test]
    fn what_is_refused_changes_nothing() {
        for text in [
            "key_event=maybe",
            "language=e",
            "language=en_GB",
            "publish_at=soon",
            "reviews=x",
            "id=7f3cq7m2td",
            "=x",
            "headline",
        ] {
            let mut document = post();
            assert!(set(&mut document, text).is_err(), "{text}");
            assert_eq!(document, post(), "{text}");
        }
        let error = set(&mut story(), "timezone=Kyiv").expect_err("no zone");
        assert_eq!(error.to_string(), "`timezone`: `Kyiv` is no time zone, as in Europe/Kyiv");
        let error = set(&mut post(), "headlin=x").expect_err("no field");
        assert!(error.to_string().ends_with("did you mean `headline`?"), "{error}");
    }
}

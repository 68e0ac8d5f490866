//! The messages of one language.

use std::collections::BTreeMap;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::built_in::built_in;
use super::dates::Dates;
use super::numbers;
use crate::site::language::Language;

/// The messages of one language.
pub(in crate::site) struct Messages {
    /// Of the words that they stand among, even where they are in English for want of others.
    pub(in crate::site) language: Language,
    /// The language that they are in.
    spoken: String,
    bundle: FluentBundle<FluentResource>,
    dates: Dates,
}

impl Messages {
    /// What is more like the language comes over what is less: English, its primary language, its own.
    pub(super) fn new(language: &Language, own: &BTreeMap<String, String>) -> Self {
        let (tag, primary) = (language.tag.as_str(), primary(&language.tag));
        let spoken = [tag, primary].into_iter().find(|tag| built_in(tag).is_some());
        let brought = [tag, primary].into_iter().any(|tag| own.contains_key(tag));
        let spoken = spoken.unwrap_or(if brought { tag } else { "en" });
        let identifier = spoken.parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Its marks of isolation would be shown as marks: elements isolate here.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(numbers::format));
        let mut tags = vec!["en", primary, tag];
        tags.dedup();
        for tag in tags {
            let texts = [built_in(tag), own.get(tag).map(String::as_str)];
            for text in texts.into_iter().flatten() {
                let read = FluentResource::try_new(text.to_owned());
                bundle.add_resource_overriding(read.unwrap_or_else(|(resource, _)| resource));
            }
        }
        // Days and times are those of its country, where there are words of its language.
        let spoken = if spoken == primary { tag } else { spoken };
        Self {
            language: language.clone(),
            spoken: spoken.to_owned(),
            bundle,
            dates: Dates::new(spoken),
        }
    }

    /// The message of that id; the id itself where there is none.
    pub(in crate::site) fn say(&self, id: &str) -> String {
        self.tell(id, &[])
    }

    /// The message with these values.
    pub(in crate::site) fn tell(&self, id: &str, values: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, *value);
        }
        self.format(id, &args).unwrap_or_else(|| id.to_owned())
    }

    /// The message about so many of something.
    pub(in crate::site) fn count(&self, id: &str, n: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        self.format(id, &args).unwrap_or_else(|| id.to_owned())
    }

    /// `None` where there is no such message.
    pub(super) fn format(&self, id: &str, args: &FluentArgs) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        // A value that is missing stands in the text by its name.
        let text = self.bundle.format_pattern(pattern, Some(args), &mut Vec::new());
        Some(text.into_owned())
    }

    /// The tag of the language that they are in.
    pub(super) fn spoken(&self) -> &str {
        &self.spoken
    }

    pub(in crate::site) fn dates(&self) -> &Dates {
        &self.dates
    }
}

/// Whose language they are is what tells messages from others.
impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Messages({})", self.language.tag)
    }
}

/// The language that the tag is a kind of.
pub(in crate::site) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

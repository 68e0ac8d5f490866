//! Languages of words, and the direction in which their script is written (BCP 47, Unicode CLDR).

use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander};
use serde::{Deserialize, Serialize};

use crate::model::Newsroom;

/// A language as an element names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Language {
    /// BCP 47.
    pub(super) tag: String,
    /// `ltr` or `rtl`.
    pub(super) dir: String,
}

impl Language {
    /// The language of that tag if it has the shape of one, else of the other.
    pub(super) fn of(tag: &str, otherwise: &str) -> Self {
        let part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let tag = if tag.split('-').all(part) { tag } else { otherwise };
        // As `uk` and `en-GB` are written, however they were typed.
        let read = LanguageIdentifier::try_from_str(tag).map(|read| read.to_string());
        let tag = read.unwrap_or_else(|_| tag.to_owned());
        let is_rtl = is_right_to_left(&tag);
        Self { tag, dir: if is_rtl { "rtl" } else { "ltr" }.to_owned() }
    }

    /// That of a newsroom; English where it says none.
    pub(super) fn of_newsroom(settings: &Newsroom) -> Self {
        Self::of(&settings.language, "en")
    }

    /// As Open Graph has it, with the territory where it is spoken most: `uk_UA`; `None` of one that
    /// CLDR does not know.
    pub(super) fn open_graph(&self) -> Option<String> {
        let mut read = LanguageIdentifier::try_from_str(&self.tag).ok()?;
        LocaleExpander::new_extended().maximize(&mut read);
        Some(format!("{}_{}", read.language, read.region?))
    }

    /// Itself, for an element amid words of another language.
    pub(super) fn amid(&self, around: &Self) -> Option<Self> {
        (self != around).then(|| self.clone())
    }
}

/// Whether the script that the language is written in goes from right to left.
fn is_right_to_left(tag: &str) -> bool {
    let read = LanguageIdentifier::try_from_str(tag);
    read.is_ok_and(|read| LocaleDirectionality::new_extended().is_right_to_left(&read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_graph_names_a_territory() {
        let named = |tag| Language::of(tag, "en").open_graph();
        for (tag, locale) in [("en", "en_US"), ("en-GB", "en_GB"), ("uk", "uk_UA"), ("ar", "ar_EG")]
        {
            assert_eq!(named(tag).as_deref(), Some(locale), "{tag}");
        }
        assert_eq!(named("qqq"), None);
    }

    #[test]
    fn scripts_have_their_direction_whatever_the_language_is() {
        let dir = |tag| Language::of(tag, "en").dir;
        for tag in ["ar", "he", "fa", "ur", "ckb", "ar-EG", "az-Arab", "yi"] {
            assert_eq!(dir(tag), "rtl", "{tag}");
        }
        for tag in ["en", "uk", "az", "az-Latn", "zh-Hant", "x-no-tongue", "ar-Latn"] {
            assert_eq!(dir(tag), "ltr", "{tag}");
        }
        assert_eq!(Language::of("no tag", "ar"), Language::of("ar", "en"));
        assert_eq!(Language::of("", "uk").tag, "uk");
        assert_eq!(
            ["UK", "en-gb", "zh-hant"].map(|tag| Language::of(tag, "en").tag),
            ["uk", "en-GB", "zh-Hant"]
        );
    }
}

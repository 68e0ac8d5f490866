//! The messages of every language that a site may need.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::built_in::built_in;
use super::bundle::{Messages, primary};
use super::own;
use crate::model::Newsroom;
use crate::site::error::SiteError;
use crate::site::language::Language;

/// The messages of every language that a site may need.
pub(in crate::site) struct Languages {
    /// Those of the newsroom's theme, by the tag of their language.
    own: BTreeMap<String, String>,
    mistakes: Vec<SiteError>,
    known: Mutex<BTreeMap<String, Arc<Messages>>>,
}

impl Languages {
    /// With a theme's own messages, by the tag of their language.
    pub(in crate::site) fn new(own: &BTreeMap<String, String>) -> Self {
        let mut languages =
            Self { own: BTreeMap::new(), mistakes: Vec::new(), known: Mutex::default() };
        for (tag, text) in own {
            match own::read(tag, text) {
                Ok(()) => drop(languages.own.insert(Language::of(tag, "en").tag, text.clone())),
                Err(mistakes) => languages.mistakes.extend(mistakes),
            }
        }
        languages
    }

    /// What is amiss with the theme's messages; a file with a mistake is not used.
    pub(in crate::site) fn mistakes(&self) -> &[SiteError] {
        &self.mistakes
    }

    /// Whether there are messages in that language, or in the one that it is a kind of.
    pub(in crate::site) fn speaks(&self, language: &Language) -> bool {
        let known = |tag: &str| self.own.contains_key(tag) || built_in(tag).is_some();
        known(&language.tag) || known(primary(&language.tag))
    }

    /// The messages of a newsroom's language.
    pub(in crate::site) fn of_newsroom(&self, settings: &Newsroom) -> Arc<Messages> {
        self.of(&Language::of_newsroom(settings))
    }

    /// The messages of that language.
    pub(in crate::site) fn of(&self, language: &Language) -> Arc<Messages> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || Arc::new(Messages::new(language, &self.own));
        Arc::clone(known.entry(language.tag.clone()).or_insert_with(made))
    }
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentArgs;

    use super::*;
    use crate::site::messages::built_in::BUILT_IN;

    fn messages(tag: &str, own: &[(&str, &str)]) -> Arc<Messages> {
        let own = own.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()));
        Languages::new(&own.collect()).of(&Language::of(tag, "en"))
    }

    #[test]
    fn every_language_has_every_message_with_the_same_values() {
        let all = own::variables(BUILT_IN[0].1).expect("English");
        assert!(all.len() > 150, "{}", all.len());
        for (tag, text) in BUILT_IN {
            let own = own::variables(text).unwrap_or_else(|mistakes| panic!("{tag}: {mistakes:?}"));
            let names = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&own), names(&all), "{tag}");
            for (id, variables) in &own {
                assert_eq!(*variables, all[id], "{tag}: {id}");
            }
        }
    }

    #[test]
    fn nothing_in_another_language_is_left_in_english() {
        let english = messages("en", &[]);
        for (tag, _) in &BUILT_IN[1..] {
            let other = messages(tag, &[]);
            let all = own::variables(BUILT_IN[0].1).expect("English");
            let args = FluentArgs::new();
            let same = all.keys().filter(|id| other.format(id, &args) == english.format(id, &args));
            let same: Vec<&String> = same.collect();
            assert!(same.len() < 22, "{tag}: {same:?}");
        }
    }

    #[test]
    fn plurals_and_numbers_are_those_of_the_language() {
        let posts = |tag, n| messages(tag, &[]).count("posts-count", n);
        assert_eq!([1, 2, 1234].map(|n| posts("en", n)), ["1 post", "2 posts", "1,234 posts"]);
        let uk = [1, 3, 5, 11, 21, 12345].map(|n| posts("uk", n));
        let wanted =
            ["1 допис", "3 дописи", "5 дописів", "11 дописів", "21 допис", "12 345 дописів"];
        assert_eq!(uk.map(|text| text.replace('\u{a0}', " ")), wanted);
        assert_eq!([1, 22, 25].map(|n| posts("pl", n)), ["1 wpis", "22 wpisy", "25 wpisów"]);
        assert!(posts("ar", 11).contains("١١") || posts("ar", 11).contains("11"));
    }

    #[test]
    fn a_theme_says_words_otherwise_and_brings_languages() {
        let own = [("en", "live = On air"), ("uk-UA", "live = Ефір"), ("sv", "live = Direkt")];
        assert_eq!(messages("en", &own).say("live"), "On air");
        assert_eq!(messages("uk", &own).say("live"), "Наживо");
        assert_eq!(messages("uk-UA", &own).say("live"), "Ефір");
        assert_eq!(messages("uk-UA", &own).say("share"), "Поділитися");
        let swedish = messages("sv", &own);
        assert_eq!((swedish.say("live"), swedish.say("share")), ("Direkt".into(), "Share".into()));
        assert_eq!(messages("de-AT", &[]).say("share"), "Teilen");
        assert_eq!(messages("fi", &own).say("live"), "On air", "what nobody brought is English");
        let languages = Languages::new(&BTreeMap::new());
        let speaks = |tag: &str| languages.speaks(&Language::of(tag, "en"));
        assert!(speaks("fr-CA") && !speaks("sv"));
    }
}

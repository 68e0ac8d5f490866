//! The messages that the script of open pages says, as a script of their own.
//!
//! A number is put into them there, so each is written in the forms that the language has for numbers (CLDR),
//! with `{n}` where the number stands.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::{Map, Value, json};

use super::bundle::Messages;

/// What is said of so many of something.
const COUNTED: [&str; 10] = [
    "new-posts",
    "read-corrections",
    "new-corrections",
    "new-clarifications",
    "new-editors-notes",
    "new-updates",
    "new-doubts",
    "new-pulls",
    "new-retractions",
    "new-restores",
];

/// What is said as it is.
const SAID: [&str; 23] = [
    "newest-first",
    "oldest-first",
    "show-newest-first",
    "show-oldest-first",
    "now-show",
    "now-go",
    "share",
    "copy-link",
    "link-copied",
    "larger",
    "close",
    "next-picture",
    "previous-picture",
    "story-correction",
    "story-clarification",
    "story-editors-note",
    "story-update",
    "story-doubt",
    "story-pull",
    "story-retraction",
    "story-restore",
    "coverage-ended",
    "coverage-on",
];

/// Numbers in which each category of each language occurs.
const NUMBERS: [u32; 105] = {
    let mut numbers = [0; 105];
    let mut n = 0;
    while n < 104 {
        numbers[n] = n as u32;
        n += 1;
    }
    numbers[104] = 1_000_000;
    numbers
};

/// The script that says which words an open page uses.
pub(in crate::site) fn script(messages: &Messages) -> String {
    let mut words = Map::new();
    for id in COUNTED {
        words.insert(id.to_owned(), forms(messages, id));
    }
    for id in SAID {
        words.insert(id.to_owned(), json!(messages.say(id)));
    }
    let clock = messages.tell("your-time", &[("clock", "{clock}")]);
    words.insert("your-time".to_owned(), json!(clock));
    words.insert("since-you".to_owned(), json!(messages.tell("since-you", &[("news", "{news}")])));
    let all = json!({ "lang": messages.spoken(), "words": words });
    // No word can end the script: a browser takes the escape for the letter.
    format!("window.newsroom = {};\n", all.to_string().replace('<', "\\u003c"))
}

/// The forms of a message about so many of something, by the category of the number.
fn forms(messages: &Messages, id: &str) -> Value {
    let locale = Locale::try_from_str(messages.spoken()).unwrap_or(Locale::UNKNOWN);
    let rules = PluralRules::try_new_cardinal(locale.clone().into());
    let digits = DecimalFormatter::try_new(locale.into(), Default::default());
    let mut forms = Map::new();
    for n in NUMBERS {
        let category = rules.as_ref().map_or(PluralCategory::Other, |it| it.category_for(n));
        let number = match &digits {
            Ok(digits) => digits.format(&Decimal::from(n)).to_string(),
            Err(_) => n.to_string(),
        };
        let form = || json!(messages.count(id, n as usize).replace(&number, "{n}"));
        forms.entry(name(category)).or_insert_with(form);
    }
    Value::Object(forms)
}

/// As `Intl.PluralRules` names it.
fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::site::language::Language;
    use crate::site::messages::Languages;

    fn words(tag: &str) -> Value {
        let languages = Languages::new(&BTreeMap::new());
        let script = script(&languages.of(&Language::of(tag, "en")));
        let json = script.strip_prefix("window.newsroom = ").and_then(|it| it.strip_suffix(";\n"));
        serde_json::from_str(json.expect("one statement")).expect("JSON")
    }

    #[test]
    fn a_browser_gets_each_form_that_its_language_has() {
        let posts = |tag: &str| words(tag)["words"]["new-posts"].clone();
        assert_eq!(posts("en"), json!({ "other": "{n} new posts", "one": "{n} new post" }));
        let uk = posts("uk");
        assert_eq!(uk["few"], "{n} нові дописи");
        let named = |tag: &str| posts(tag).as_object().map(|forms| forms.len());
        assert_eq!(["uk", "pl", "fr", "ar", "de"].map(named), [3, 3, 3, 6, 2].map(Some));
        for tag in ["en", "uk", "de", "fr", "es", "ar", "pl"] {
            let all = words(tag);
            assert_eq!(all["lang"], tag);
            assert!(all["words"]["since-you"].as_str().is_some_and(|it| it.contains("{news}")));
            for id in COUNTED {
                let forms = all["words"][id].as_object().expect("forms");
                let digits =
                    |form: &Value| form.as_str().is_some_and(|it| it.chars().any(char::is_numeric));
                assert!(!forms.values().any(digits), "{tag}: {forms:?}");
            }
        }
    }
}

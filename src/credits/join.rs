//! Names as a list in running text, as a language writes lists.

use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale::Locale;

/// Opens and closes a stretch whose direction is its own (Unicode UAX 9: first strong isolate).
pub const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// Names as a list in running text: `A`, `A and B`, `A, B and C`, as the language writes lists (Unicode
/// CLDR).
///
/// The language is a BCP 47 tag. A name that is written in the other direction than the language is
/// isolated, so that it turns round nothing beside it.
pub fn join_names(language: &str, names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| isolated(language, name)).collect();
    join(language, &names)
}

/// Parts of a sentence as a list, as [`join_names`] makes one of names; each stays as it is.
pub fn join(language: &str, parts: &[String]) -> String {
    let written = |list: ListFormatter| list.format(parts.iter()).to_string();
    let list = ListFormatter::try_new_and(locale(language).into(), ListFormatterOptions::default());
    list.map_or_else(|_| parts.join(", "), written)
}

/// English that is of no country has no comma before its `and`, as the press writes.
fn locale(language: &str) -> Locale {
    let tag = if language == "en" { "en-001" } else { language };
    Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN)
}

/// The name, isolated where it is written in the other direction than the language; marks of
/// isolation that it brings are left out, so that those in a line are always pairs.
pub fn isolated(language: &str, name: &str) -> String {
    let from_right = RIGHT_TO_LEFT.contains(&primary(language).as_str());
    let name = without_isolation(name);
    match direction(&name) {
        Some(name_from_right) if name_from_right != from_right => {
            format!("{}{name}{}", ISOLATE[0], ISOLATE[1])
        }
        _ => name,
    }
}

/// The text without the marks of isolation, for where they would be shown as marks.
pub fn without_isolation(text: &str) -> String {
    text.replace(ISOLATE, "")
}

fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether the first letter of a text belongs to a script that is written from right to left; `None`
/// where it has no letter.
fn direction(text: &str) -> Option<bool> {
    let letter = text.chars().find(|c| c.is_alphabetic())?;
    Some(matches!(letter,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(language: &str, names: &[&str]) -> String {
        join_names(language, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_joined_as_the_language_does() {
        assert_eq!(joined("en", &["Ana"]), "Ana");
        assert_eq!(joined("en-GB", &["Ana", "Lev"]), "Ana and Lev");
        assert_eq!(joined("en", &["Ana", "Lev", "Mia"]), "Ana, Lev and Mia");
        assert_eq!(joined("uk", &["Ана", "Лев"]), "Ана і Лев");
        assert_eq!(joined("nb", &["Ana", "Lev", "Mia"]), "Ana, Lev og Mia");
        assert_eq!(joined("es", &["Ana", "Ignacio"]), "Ana e Ignacio");
        assert_eq!(joined("es", &["Ana", "Yago"]), "Ana y Yago");
        assert_eq!(joined("ja", &["Ana", "Lev"]), "Ana、Lev");
        assert_eq!(joined("zh-Hans", &["安娜", "列夫", "米亚"]), "安娜、列夫和米亚");
        assert_eq!(joined("ar", &["آنا", "ليف", "ميا"]), "آنا وليف وميا");
        assert_eq!(joined("xx", &["Ana", "Lev"]), "Ana, Lev");
        assert_eq!(joined("en", &[]), "");
    }

    #[test]
    fn a_name_of_the_other_direction_is_isolated_and_others_are_not() {
        let line = joined("en", &["דנה כהן", "Олена Марск", "Lev Marin"]);
        assert_eq!(line, "\u{2068}דנה כהן\u{2069}, Олена Марск and Lev Marin");
        assert_eq!(without_isolation(&line), "דנה כהן, Олена Марск and Lev Marin");
        assert_eq!(joined("he", &["דנה", "Lev"]), "דנה ו\u{2011}\u{2068}Lev\u{2069}");
        assert_eq!(joined("en", &["4.2"]), "4.2");
        assert_eq!(joined("en", &["Lev\u{2068} Marin", "Ana"]), "Lev Marin and Ana");
    }
}

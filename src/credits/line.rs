//! People named to readers.

use std::collections::BTreeSet;

use crate::model::{Credit, CreditRole, Newsroom};

/// The sentence that names those who contributed; `None` where there is nobody to name.
///
/// In the newsroom's own sentence, `{short_name}` (the name, where there is no short one) and
/// `{names}` are filled in. Reporters stand in the byline and not here; a withheld name is never
/// printed; outsiders are.
pub fn printed_line(newsroom: &Newsroom, language: &str, credits: &[Credit]) -> Option<String> {
    let names = names(credits, CreditRole::Contributor);
    if names.is_empty() {
        return None;
    }
    let short_name = match newsroom.short_name.as_str() {
        "" => &newsroom.name,
        short_name => short_name,
    };
    Some(fill(&newsroom.contributed, short_name, &join_names(language, &names)))
}

/// The names of the reporters; `None` where none is printed.
pub fn byline(language: &str, credits: &[Credit]) -> Option<String> {
    let names = names(credits, CreditRole::Reporter);
    (!names.is_empty()).then(|| join_names(language, &names))
}

/// Names as a list in running text: `A`, `A and B`, `A, B and C`, with the language's own "and";
/// commas alone in a language whose word is not known here.
///
/// The language is a BCP 47 tag, of which the first part counts.
pub fn join_names(language: &str, names: &[String]) -> String {
    let Some((last, rest)) = names.split_last() else { return String::new() };
    if rest.is_empty() {
        return last.clone();
    }
    let before = rest.join(", ");
    match conjunction(language, last) {
        Some(and) => format!("{before} {and} {last}"),
        None => format!("{before}, {last}"),
    }
}

/// The names printed in that role, in the order they are named, each once.
pub fn names(credits: &[Credit], role: CreditRole) -> Vec<String> {
    let mut seen = BTreeSet::new();
    credits
        .iter()
        .filter(|credit| credit.role == role && !credit.withheld)
        .map(|credit| credit.name.trim())
        .filter(|name| !name.is_empty() && seen.insert(*name))
        .map(str::to_owned)
        .collect()
}

/// One pass over the template, so that a name which has braces is printed as it is.
fn fill(template: &str, short_name: &str, names: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, tail) = rest.split_at(start);
        out.push_str(before);
        let holes = [("{short_name}", short_name), ("{names}", names)];
        let hole = holes.into_iter().find(|(hole, _)| tail.starts_with(hole));
        let (hole, text) = hole.unwrap_or(("{", "{"));
        out.push_str(text);
        rest = &tail[hole.len()..];
    }
    out.push_str(rest);
    out
}

fn conjunction(language: &str, next: &str) -> Option<&'static str> {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    Some(match primary.as_str() {
        "en" => "and",
        "de" => "und",
        "fr" => "et",
        "es" => spanish(next),
        "it" | "pt" => "e",
        "nl" => "en",
        "pl" | "hr" | "bs" => "i",
        "uk" => "і",
        "ru" | "bg" | "mk" | "sr" => "и",
        "be" => "і",
        "cs" | "sk" => "a",
        "sl" => "in",
        "sv" => "och",
        "da" | "no" | "nb" | "nn" => "og",
        "fi" => "ja",
        "et" => "ja",
        "lv" => "un",
        "lt" => "ir",
        "tr" => "ve",
        "el" => "και",
        "ro" => "și",
        "hu" => "és",
        "ca" => "i",
        _ => return None,
    })
}

/// `e` before the sound of `y`: "Pablo e Ignacio", "Pablo e Hilda", but "Pablo y Hielo".
fn spanish(next: &str) -> &'static str {
    let next = next.to_lowercase();
    let sound = next.strip_prefix('h').unwrap_or(&next);
    let diphthong = ["ia", "ie", "io"].iter().any(|start| sound.starts_with(start));
    if (sound.starts_with('i') || sound.starts_with('í')) && !diphthong { "e" } else { "y" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(name: &str, role: CreditRole, withheld: bool) -> Credit {
        Credit { who: None, name: name.to_owned(), role, place: String::new(), withheld }
    }

    fn join(language: &str, names: &[&str]) -> String {
        join_names(language, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_joined_as_the_language_does() {
        assert_eq!(join("en", &["Ana"]), "Ana");
        assert_eq!(join("en-GB", &["Ana", "Lev"]), "Ana and Lev");
        assert_eq!(join("en", &["Ana", "Lev", "Mia"]), "Ana, Lev and Mia");
        assert_eq!(join("uk", &["Ана", "Лев"]), "Ана і Лев");
        assert_eq!(join("nb", &["Ana", "Lev", "Mia"]), "Ana, Lev og Mia");
        assert_eq!(join("es", &["Ana", "Ignacio"]), "Ana e Ignacio");
        assert_eq!(join("es", &["Ana", "Yago"]), "Ana y Yago");
        assert_eq!(join("ja", &["Ana", "Lev"]), "Ana, Lev");
        assert_eq!(join("en", &[]), "");
    }

    #[test]
    fn only_contributors_who_may_be_named_are_in_the_line() {
        let credits = [
            credit("Mia Holt", CreditRole::Reporter, false),
            credit("Ana Petrova", CreditRole::Contributor, false),
            credit("Hidden", CreditRole::Contributor, true),
            credit("Lev {names} Marin", CreditRole::Contributor, false),
            credit("Ana Petrova", CreditRole::Contributor, false),
        ];
        let newsroom = newsroom("short_name = 'The Courier'");
        assert_eq!(
            printed_line(&newsroom, "en", &credits).as_deref(),
            Some("The Courier's Ana Petrova and Lev {names} Marin contributed to this {report}.")
        );
        assert_eq!(byline("en", &credits).as_deref(), Some("Mia Holt"));
        assert_eq!(printed_line(&newsroom, "en", &credits[2..3]), None);
    }

    #[test]
    fn a_newsroom_without_a_short_name_is_given_by_its_name() {
        let credits = [credit("Ana Petrova", CreditRole::Contributor, false)];
        assert_eq!(
            printed_line(&newsroom(""), "en", &credits).as_deref(),
            Some("The Selan Courier's Ana Petrova contributed to this {report}.")
        );
    }

    fn newsroom(more: &str) -> Newsroom {
        let text = format!(
            "name = 'The Selan Courier'\n\
             contributed = \"{{short_name}}'s {{names}} contributed to this {{report}}.\"\n{more}"
        );
        toml::from_str(&text).expect("settings")
    }
}

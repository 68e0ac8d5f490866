//! Who is named for a post, in sentences.

use crate::model::{Credit, CreditRole, Newsroom};

/// Names as a language lists them: `A`, `A and B`, `A, B and C`.
///
/// `language` is BCP 47; one that is not known here is listed with commas alone.
pub fn join_names<S: AsRef<str>>(names: &[S], language: &str) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => {
            let between = match conjunction(language, last) {
                Some(and) => format!(" {and} "),
                None => ", ".to_owned(),
            };
            format!("{}{between}{last}", first.join(", "))
        }
    }
}

/// The word for "and" before that name.
fn conjunction(language: &str, next: &str) -> Option<&'static str> {
    Some(match language.split('-').next().unwrap_or_default() {
        "" | "en" => "and",
        "cs" | "pl" | "sk" | "hr" | "sl" => {
            if language.starts_with("cs") || language.starts_with("sk") { "a" } else { "i" }
        }
        "da" | "nb" | "no" => "og",
        "de" => "und",
        // Spanish avoids two vowels of one sound: "Ana e Inés".
        "es" => {
            let first = next.chars().next().map(|letter| letter.to_lowercase().to_string());
            if matches!(first.as_deref(), Some("i" | "í")) { "e" } else { "y" }
        }
        "fi" => "ja",
        "fr" => "et",
        "it" => "e",
        "nl" => "en",
        "pt" => "e",
        "ro" => "și",
        "ru" => "и",
        "sv" => "och",
        "tr" => "ve",
        "uk" => "та",
        _ => return None,
    })
}

/// The sentence that names those who contributed, as the desk's settings word it; `None` where nobody did.
///
/// `{short_name}` (the name, where there is no short one) and `{names}` are filled in; words that
/// look like these inside a name stay as they are. Withheld credits are not printed.
pub fn credits_line(newsroom: &Newsroom, credits: &[Credit], language: &str) -> Option<String> {
    let names = names(credits, CreditRole::Contributor);
    if names.is_empty() {
        return None;
    }
    let short = match newsroom.short_name.as_str() {
        "" => &newsroom.name,
        short => short,
    };
    Some(fill(
        &newsroom.contributed,
        &[("{short_name}", short), ("{names}", &join_names(&names, language))],
    ))
}

/// The byline: reporters in the order they are named, each with the place where one is given.
///
/// As in `Ana Petrova in Port Selan and Ben Ode`; a place that all share is said once. `None`
/// where no reporter is printed.
pub fn byline(credits: &[Credit], language: &str) -> Option<String> {
    let reporters: Vec<&Credit> = printed(credits, CreditRole::Reporter).collect();
    let first = reporters.first()?;
    let one_place = reporters.iter().all(|credit| credit.place == first.place);
    let names: Vec<String> = reporters
        .iter()
        .map(|credit| match credit.place.as_str() {
            place if !place.is_empty() && !one_place => format!("{} in {place}", credit.name),
            _ => credit.name.clone(),
        })
        .collect();
    let joined = join_names(&names, language);
    Some(match first.place.as_str() {
        place if !place.is_empty() && one_place => format!("{joined} in {place}"),
        _ => joined,
    })
}

/// What others did, a sentence for each role that occurs: `Photographs by …`.
pub(super) fn others(credits: &[Credit], language: &str) -> Vec<String> {
    let lead = |role| match role {
        CreditRole::Photographer => Some("Photographs by"),
        CreditRole::Illustrator => Some("Illustrations by"),
        CreditRole::Translator => Some("Translated by"),
        CreditRole::FactChecker => Some("Fact-checked by"),
        CreditRole::Producer => Some("Produced by"),
        CreditRole::Editor => Some("Edited by"),
        CreditRole::Reporter | CreditRole::Contributor => None,
    };
    CreditRole::ALL
        .into_iter()
        .filter_map(|role| Some((lead(role)?, names(credits, role))))
        .filter(|(_, names)| !names.is_empty())
        .map(|(lead, names)| format!("{lead} {}.", join_names(&names, language)))
        .collect()
}

/// The names printed in that role, each once.
pub(super) fn names(credits: &[Credit], role: CreditRole) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for credit in printed(credits, role) {
        if !names.contains(&credit.name.as_str()) {
            names.push(&credit.name);
        }
    }
    names
}

fn printed(credits: &[Credit], role: CreditRole) -> impl Iterator<Item = &Credit> {
    credits.iter().filter(move |credit| credit.role == role && !credit.withheld)
}

/// The text with each key replaced in one pass, so that no value is read as a key.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        match values.iter().find(|(key, _)| rest.starts_with(key)) {
            Some((key, value)) => {
                filled.push_str(value);
                rest = &rest[key.len()..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(name: &str, role: CreditRole, place: &str) -> Credit {
        Credit { who: None, name: name.into(), role, place: place.into(), withheld: false }
    }

    fn newsroom() -> Newsroom {
        toml::from_str("name = \"The Selan Courier\"\nshort_name = \"Courier\"").expect("settings")
    }

    #[test]
    fn two_names_have_an_and_and_three_a_comma_too() {
        assert_eq!(join_names(&["A"], "en"), "A");
        assert_eq!(join_names(&["A", "B"], "en-GB"), "A and B");
        assert_eq!(join_names(&["A", "B", "C"], "en"), "A, B and C");
        assert_eq!(join_names(&["Ana", "Inés"], "es"), "Ana e Inés");
        assert_eq!(join_names(&["A", "B"], "ja"), "A, B");
    }

    #[test]
    fn contributors_are_named_in_the_desks_own_sentence() {
        let credits =
            ["Ana", "Ben", "{short_name}"].map(|name| credit(name, CreditRole::Contributor, ""));
        assert_eq!(
            credits_line(&newsroom(), &credits, "en").as_deref(),
            Some("Courier's Ana, Ben and {short_name} contributed to this report.")
        );
        assert_eq!(credits_line(&newsroom(), &[], "en"), None);
    }

    #[test]
    fn a_withheld_credit_is_not_printed() {
        let mut hidden = credit("Hidden", CreditRole::Contributor, "");
        hidden.withheld = true;
        assert_eq!(credits_line(&newsroom(), &[hidden.clone()], "en"), None);
        hidden.role = CreditRole::Reporter;
        assert_eq!(byline(&[hidden], "en"), None);
    }

    #[test]
    fn a_byline_says_a_shared_place_once() {
        let two = |one, other| {
            byline(
                &[
                    credit("Ana", CreditRole::Reporter, one),
                    credit("Ben", CreditRole::Reporter, other),
                ],
                "en",
            )
        };
        assert_eq!(two("Port Selan", "Port Selan").as_deref(), Some("Ana and Ben in Port Selan"));
        assert_eq!(two("Port Selan", "").as_deref(), Some("Ana in Port Selan and Ben"));
    }
}

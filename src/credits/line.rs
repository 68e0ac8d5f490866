//! People named to readers.

use std::collections::BTreeSet;

use super::{join_names, without_isolation};
use crate::model::{Credit, CreditRole, Newsroom};

/// The sentence that names those who contributed; `None` where there is nobody to name.
///
/// In the newsroom's own sentence, `{short_name}` (the name, where there is no short one) and
/// `{names}` are filled in; the list is written as the newsroom's language does, for the sentence is
/// in it. Outsiders are nobody's of the newsroom, and have a sentence of their own behind it.
/// Reporters stand in the byline and not here; a withheld name is never printed.
pub fn printed_line(newsroom: &Newsroom, credits: &[Credit]) -> Option<String> {
    let line = sentences(newsroom, credits).into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The newsroom's own sentences: that on its people, and that on those from outside.
pub fn sentences(newsroom: &Newsroom, credits: &[Credit]) -> [Option<String>; 2] {
    let [own, outside] = contributors(&newsroom.language, credits);
    let said = |list: Option<String>, sentence: &str| {
        let sentence = without_isolation(sentence);
        Some(fill(&sentence, &without_isolation(known_as(newsroom)), &list?))
    };
    [said(own, &newsroom.contributed), said(outside, &outsiders_sentence(newsroom))]
}

/// The newsroom's people who contributed, and those from outside, as lists in a language; `None` where
/// there are none.
pub fn contributors(language: &str, credits: &[Credit]) -> [Option<String>; 2] {
    let (own, outside): (Vec<Credit>, Vec<Credit>) =
        credits.iter().cloned().partition(|credit| credit.who.is_some());
    [own, outside].map(|credits| {
        let names = names(&credits, CreditRole::Contributor);
        (!names.is_empty()).then(|| join_names(language, &names))
    })
}

/// The newsroom's short name, else its name.
pub fn known_as(newsroom: &Newsroom) -> &str {
    match newsroom.short_name.as_str() {
        "" => &newsroom.name,
        short_name => short_name,
    }
}

/// The sentence for outsiders: the newsroom's own one, else that for its people without whose they
/// are, as in `{names} contributed to this report.`
fn outsiders_sentence(newsroom: &Newsroom) -> String {
    if !newsroom.contributed_outside.is_empty() {
        return newsroom.contributed_outside.clone();
    }
    let possessives = [
        "The {short_name}'s ",
        "The {short_name}’s ",
        "the {short_name}'s ",
        "the {short_name}’s ",
        "{short_name}'s ",
        "{short_name}’s ",
        " ({short_name})",
        "{short_name}: ",
        "{short_name} ",
        "{short_name}",
    ];
    possessives.iter().fold(newsroom.contributed.clone(), |text, part| text.replace(part, ""))
}

/// The names of the reporters; `None` where none is printed.
pub fn byline(language: &str, credits: &[Credit]) -> Option<String> {
    let names = names(credits, CreditRole::Reporter);
    (!names.is_empty()).then(|| join_names(language, &names))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody of the desk, or from outside where the name begins with `~`.
    fn credit(name: &str, role: CreditRole, withheld: bool) -> Credit {
        let outside = name.strip_prefix('~');
        let who = outside.is_none().then(|| slug::slugify(name).parse().expect("an id"));
        let name = outside.unwrap_or(name).to_owned();
        Credit { who, name, role, place: String::new(), withheld }
    }

    fn contributors(names: &[&str]) -> Vec<Credit> {
        names.iter().map(|name| credit(name, CreditRole::Contributor, false)).collect()
    }

    fn line(settings: &str, names: &[&str]) -> Option<String> {
        printed_line(&newsroom(settings), &contributors(names))
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
            printed_line(&newsroom, &credits).as_deref(),
            Some("The Courier's Ana Petrova and Lev {names} Marin contributed to this {report}.")
        );
        assert_eq!(byline("en", &credits).as_deref(), Some("Mia Holt"));
        assert_eq!(printed_line(&newsroom, &credits[2..3]), None);
    }

    #[test]
    fn a_newsroom_without_a_short_name_is_given_by_its_name() {
        assert_eq!(
            line("", &["Ana Petrova"]).as_deref(),
            Some("The Selan Courier's Ana Petrova contributed to this {report}.")
        );
    }

    #[test]
    fn an_outsider_is_not_named_as_the_newsrooms_own() {
        let short = "short_name = 'Courier'";
        assert_eq!(
            line(short, &["~Jonas Vik", "Ana Petrova", "~Mia Holt"]).as_deref(),
            Some(
                "Courier's Ana Petrova contributed to this {report}. Jonas Vik and Mia Holt contributed to this {report}."
            )
        );
        assert_eq!(
            line(short, &["~Jonas Vik"]).as_deref(),
            Some("Jonas Vik contributed to this {report}.")
        );
        let own = "contributed_outside = 'With help from {names}.'";
        assert_eq!(line(own, &["~Jonas Vik"]).as_deref(), Some("With help from Jonas Vik."));
    }

    #[test]
    fn the_list_is_written_as_the_newsroom_writes_lists_whatever_script_the_names_are_in() {
        assert_eq!(
            line("short_name = 'Courier'", &["~Олена Марск", "~דנה כהן"]).as_deref(),
            Some("Олена Марск and \u{2068}דנה כהן\u{2069} contributed to this {report}.")
        );
        let ukrainian = "language = 'uk'\nshort_name = 'Кур’єр'";
        let line = line(ukrainian, &["~Jonas Vik", "~Mia Holt"]);
        assert!(line.is_some_and(|line| line.starts_with("Jonas Vik і Mia Holt ")));
    }

    fn newsroom(more: &str) -> Newsroom {
        let text = format!(
            "name = 'The Selan Courier'\n\
             contributed = \"{{short_name}}'s {{names}} contributed to this {{report}}.\"\n{more}"
        );
        toml::from_str(&text).expect("settings")
    }
}

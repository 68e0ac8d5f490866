//! Who is named for a post: what [`crate::credits`] says, and where the reporters were.

use minijinja::Value;

use super::text::escape;
use crate::credits::{self, ISOLATE, isolated, join, join_names};
use crate::model::{Credit, CreditRole};

/// A line that names people, as HTML: what it isolates is a `bdi`.
pub(super) fn html(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(ISOLATE) {
        let (before, mark) = rest.split_at(at);
        html.push_str(&escape(before));
        html.push_str(if mark.starts_with(ISOLATE[0]) { "<bdi>" } else { "</bdi>" });
        rest = &mark[ISOLATE[0].len_utf8()..];
    }
    html + &escape(rest)
}

/// A line that names people, for a template: text, or HTML where it isolates a name.
pub(super) fn value(line: String) -> Value {
    if line.contains(ISOLATE) { Value::from_safe_string(html(&line)) } else { Value::from(line) }
}

/// The byline: reporters in the order they are named, each with the place where one is given.
///
/// As in `Ana Petrova in Port Selan and Ben Ode`; a place that all share is said once. `None`
/// where no reporter is printed.
pub(super) fn byline(credits: &[Credit], language: &str) -> Option<String> {
    let all = credits::byline(language, credits)?;
    let reporters: Vec<&Credit> = printed(credits, CreditRole::Reporter).collect();
    let place = reporters.first().map_or("", |credit| credit.place.as_str());
    if reporters.iter().all(|credit| credit.place == place) {
        return Some(if place.is_empty() { all } else { format!("{all} in {place}") });
    }
    let names: Vec<String> = reporters
        .iter()
        .map(|credit| match credit.place.as_str() {
            "" => isolated(language, &credit.name),
            place => format!("{} in {place}", isolated(language, &credit.name)),
        })
        .collect();
    Some(join(language, &names))
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
        .filter_map(|role| Some((lead(role)?, credits::names(credits, role))))
        .filter(|(_, names)| !names.is_empty())
        .map(|(lead, names)| format!("{lead} {}.", join_names(language, &names)))
        .collect()
}

fn printed(credits: &[Credit], role: CreditRole) -> impl Iterator<Item = &Credit> {
    credits.iter().filter(move |credit| credit.role == role && !credit.withheld)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(name: &str, role: CreditRole, place: &str) -> Credit {
        Credit { who: None, name: name.into(), role, place: place.into(), withheld: false }
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
        assert_eq!(two("", "").as_deref(), Some("Ana and Ben"));
    }

    #[test]
    fn a_name_of_the_other_direction_is_an_element_of_its_own_and_nothing_else_is_markup() {
        let line = join_names("en", &["דנה <b>".to_owned(), "Lev & Ana".to_owned()]);
        assert_eq!(html(&line), "<bdi>דנה &lt;b&gt;</bdi> and Lev &amp; Ana");
        let one = credit("דנה", CreditRole::Reporter, "Quay");
        let two = credit("Lev", CreditRole::Reporter, "");
        let line = byline(&[one, two], "en").expect("a byline");
        assert_eq!(html(&line), "<bdi>דנה</bdi> in Quay and Lev");
    }

    #[test]
    fn a_withheld_name_is_in_no_line() {
        for role in CreditRole::ALL {
            let mut hidden = credit("Hidden", role, "Port Selan");
            hidden.withheld = true;
            assert_eq!(byline(&[hidden.clone()], "en"), None);
            assert_eq!(others(&[hidden], "en"), Vec::<String>::new());
        }
    }
}

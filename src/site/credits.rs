//! Who is named for a post: what [`crate::credits`] says, and where the reporters were.

use crate::credits::{self, join_names};
use crate::model::{Credit, CreditRole};

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
            "" => credit.name.clone(),
            place => format!("{} in {place}", credit.name),
        })
        .collect();
    Some(join_names(language, &names))
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
    fn a_withheld_name_is_in_no_line() {
        for role in CreditRole::ALL {
            let mut hidden = credit("Hidden", role, "Port Selan");
            hidden.withheld = true;
            assert_eq!(byline(&[hidden.clone()], "en"), None);
            assert_eq!(others(&[hidden], "en"), Vec::<String>::new());
        }
    }
}

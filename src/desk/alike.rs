//! Names that can be taken for one another: slips of a key, accents, a part of a name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::ContributorId;

/// How many names are told at most where one is not known.
const TOLD: usize = 3;

/// By how many letters names differ at most that can be taken for one another.
const MOST_LETTERS: usize = 3;

/// Somebody whose name is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The id of a person of the desk.
    pub id: Option<ContributorId>,
    /// The name as printed.
    pub name: String,
    /// How many stories and posts print it.
    pub times: usize,
}

/// Those who can be taken for somebody, most alike first, then most often named.
pub(super) fn nearest(all: Vec<Known>, apart: impl Fn(&Known) -> Option<usize>) -> Vec<Known> {
    let mut scored: Vec<(usize, Known)> =
        all.into_iter().filter_map(|known| Some((apart(&known)?, known))).collect();
    scored.sort_by(|(one, a), (other, b)| {
        one.cmp(other).then(b.times.cmp(&a.times)).then_with(|| a.name.cmp(&b.name))
    });
    scored.into_iter().map(|(_, known)| known).take(TOLD).collect()
}

/// The names that can be taken for that one, most alike first.
pub(super) fn near<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(usize, &str)> =
        names.filter_map(|known| Some((distance(name, known)?, known))).collect();
    scored.sort_unstable();
    scored.dedup();
    scored.into_iter().map(|(_, name)| name.to_owned()).take(TOLD).collect()
}

/// How far a name is from one that it can be taken for: by its letters, or because one is a part of
/// the other. `None` where it is another name, or that very one.
pub(super) fn distance(typed: &str, known: &str) -> Option<usize> {
    let part = || {
        let (typed, known) = (folded(typed), folded(known));
        let is_part = |whole: &str, part: &str| {
            part.chars().count() >= 3 && whole.split([' ', '-']).any(|word| word == part)
        };
        (is_part(&known, &typed) || is_part(&typed, &known)).then_some(MOST_LETTERS + 1)
    };
    if typed == known { None } else { letters_apart(typed, known).or_else(part) }
}

/// How many letters differ between a name and one that it can be taken for: one in four at most,
/// letters with accents as those without. `None` where it is another name, or that very one.
pub(super) fn letters_apart(typed: &str, known: &str) -> Option<usize> {
    if typed == known {
        return None;
    }
    let (typed, known) = (folded(typed), folded(known));
    let letters = typed.chars().count().max(known.chars().count());
    let apart = strsim::osa_distance(&typed, &known);
    (apart <= (letters / 4).clamp(1, MOST_LETTERS) && apart < letters).then_some(apart)
}

/// A name as it is compared: small letters, without accents, one space between words.
fn folded(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c));
    let small: String = letters.flat_map(char::to_lowercase).collect();
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_name_is_not() {
        for (typed, known) in [
            ("Jonas Wik", "Jonas Vik"),
            ("jonas vik", "Jonas Vik"),
            ("Jónas  Vik", "Jonas Vik"),
            ("Vik", "Jonas Vik"),
            ("strom", "storm"),
            ("petrova", "ana-petrova"),
        ] {
            assert!(distance(typed, known).is_some(), "{typed}");
        }
        for (typed, known) in [
            ("Jonas Vik", "Jonas Vik"),
            ("Mia Holt", "Jonas Vik"),
            ("Ana Marin", "Lev Marin"),
            ("Bo", "Al"),
        ] {
            assert_eq!(distance(typed, known), None, "{typed}");
        }
    }

    #[test]
    fn the_most_alike_leads_and_three_are_told() {
        let names = ["harbor", "harbour", "harbours", "harbour-2", "quay"];
        assert_eq!(near("harbourr", names.into_iter()), ["harbour", "harbours", "harbor"]);
    }
}

//! Posts and words counted by one thing, or by two at once.

mod cross;

use std::collections::BTreeMap;

pub use cross::{Cross, cross};

use super::{Author, Filter, Group, GroupBy, Work};
use crate::model::{ContributorId, Credit, CreditRole, Moment};

/// One line of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it stands for: as many as works are counted by.
    pub groups: Vec<Group>,
    /// What it is called: the name last printed where it is a person's, else its first group.
    pub name: String,
    /// How many stories and posts.
    pub posts: usize,
    /// How many words of them.
    pub words: usize,
    /// In how many of them a credit is withheld.
    pub withheld: usize,
    /// The first of them.
    pub first: Moment,
    /// The last of them.
    pub last: Moment,
    /// When the name was printed that it is called by.
    named: Option<Moment>,
}

/// Counts works by one thing, or by two at once: those in time in their order, all others most posts
/// first, then by name.
///
/// Withheld credits and outsiders count like others. Who wrote words and has no credit is a row of
/// no posts. A person's words in a work go to the first role and place they have there; words of
/// people without a credit are of no role and no place.
pub fn tally(works: &[Work], by: &[GroupBy], filter: &Filter) -> Vec<Row> {
    counted(works, by, filter, counts_uncredited(by))
}

/// Whether works without a credit count: they are of a story, a month and a kind all the same.
fn counts_uncredited(by: &[GroupBy]) -> bool {
    !by.iter().any(|one| one.is_of_a_credit())
}

/// The same, with or without works that have no credit.
fn counted(works: &[Work], by: &[GroupBy], filter: &Filter, uncredited: bool) -> Vec<Row> {
    let mut rows: BTreeMap<Vec<Group>, Row> = BTreeMap::new();
    for work in works.iter().filter(|work| filter.admits(work)) {
        let at = work.at(filter.filed);
        for (groups, part) in parts(work, at, by, filter, uncredited) {
            let row = rows.entry(groups).or_insert_with_key(|groups| Row::empty(groups, at));
            row.add(part, at);
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    match by {
        [one] if one.is_time() => {}
        [_] => rows.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.name.cmp(&b.name))),
        _ => sort_by_places(&mut rows, by, |by| counted(works, by, filter, uncredited)),
    }
    rows
}

/// Sorts rows of several groups as each group would be sorted alone.
fn sort_by_places(rows: &mut [Row], by: &[GroupBy], count: impl Fn(&[GroupBy]) -> Vec<Row>) {
    let places: Vec<BTreeMap<Group, usize>> = by
        .iter()
        .map(|one| {
            let alone = count(&[*one]).into_iter().enumerate();
            alone.filter_map(|(at, row)| Some((row.groups.into_iter().next()?, at))).collect()
        })
        .collect();
    rows.sort_by_cached_key(|row| {
        let groups = row.groups.iter().zip(&places);
        groups.map(|(group, places)| places.get(group).copied()).collect::<Vec<_>>()
    });
}

/// Works that no printed credit stands under.
pub fn missing(works: &[Work]) -> Vec<&Work> {
    works.iter().filter(|work| work.credits.iter().all(|credit| credit.withheld)).collect()
}

/// The works with names that are not printed in the place of those that are withheld, for whoever
/// sees a page: the parts count, and nobody can tell whose they are.
pub fn unnamed(works: &[Work]) -> Vec<Work> {
    works.iter().map(without_names).collect()
}

const NOT_PRINTED: &str = "Names that are not printed";

fn without_names(work: &Work) -> Work {
    let mut work = work.clone();
    let withheld: Vec<Author> =
        work.credits.iter().filter(|credit| credit.withheld).map(Author::of).collect();
    for credit in work.credits.iter_mut().filter(|credit| credit.withheld) {
        (credit.who, credit.name) = (None, NOT_PRINTED.to_owned());
        credit.place.clear();
    }
    for (author, _) in work.words_by.iter_mut().filter(|(author, _)| withheld.contains(author)) {
        *author = Author::Outsider(NOT_PRINTED.to_owned());
    }
    work
}

/// What one work adds to a row.
#[derive(Default)]
struct Part<'a> {
    name: Option<&'a str>,
    credited: bool,
    withheld: bool,
    words: usize,
}

fn parts<'a>(
    work: &'a Work,
    at: Moment,
    by: &[GroupBy],
    filter: &Filter,
    uncredited: bool,
) -> BTreeMap<Vec<Group>, Part<'a>> {
    let groups = |author: Option<&Author>, credit: Option<&Credit>| -> Option<Vec<Group>> {
        by.iter().map(|one| one.of(work, at, author, credit)).collect()
    };
    let mut parts: BTreeMap<Vec<Group>, Part> = BTreeMap::new();
    let credits: Vec<(Author, &Credit)> = work
        .credits
        .iter()
        .filter(|credit| filter.wants(credit))
        .map(|credit| (Author::of(credit), credit))
        .collect();
    for (author, credit) in &credits {
        let Some(groups) = groups(Some(author), Some(credit)) else { continue };
        let part = parts.entry(groups).or_default();
        part.name = Some(&credit.name);
        part.credited = true;
        part.withheld |= credit.withheld;
    }
    if filter.who.is_none() && uncredited {
        let whole = groups(None, None).unwrap_or_default();
        parts.entry(whole).or_default().credited = true;
    }
    for (author, words) in work.words_by.iter().filter(|(author, _)| filter.wants_words_of(author))
    {
        let credit = credits.iter().find(|(known, _)| known == author).map(|(_, credit)| *credit);
        let Some(groups) = groups(Some(author), credit) else { continue };
        parts.entry(groups).or_default().words += words;
    }
    parts
}

impl Row {
    fn empty(groups: &[Group], at: Moment) -> Self {
        let person = groups.iter().find(|group| matches!(group, Group::Author(_)));
        let name = person.or(groups.first()).map(ToString::to_string).unwrap_or_default();
        let groups = groups.to_vec();
        Self { groups, name, posts: 0, words: 0, withheld: 0, first: at, last: at, named: None }
    }

    fn add(&mut self, part: Part, at: Moment) {
        self.posts += usize::from(part.credited);
        self.withheld += usize::from(part.withheld);
        self.words += part.words;
        self.first = self.first.min(at);
        self.last = self.last.max(at);
        let newer = self.named.is_none_or(|named| at >= named);
        if let Some(name) = part.name.filter(|_| newer && self.who().is_some()) {
            (self.name, self.named) = (name.to_owned(), Some(at));
        }
    }

    /// The person of the desk, where the row is one's.
    pub fn who(&self) -> Option<&ContributorId> {
        self.groups.iter().find_map(|group| match group {
            Group::Author(author) => author.id(),
            _ => None,
        })
    }

    /// The role, where the row is one's.
    pub fn role(&self) -> Option<CreditRole> {
        self.groups.iter().find_map(|group| match group {
            Group::Role(role) => Some(*role),
            _ => None,
        })
    }

    /// The text of its group of that sort, where the row is one's.
    pub fn text(&self, is: fn(&Group) -> bool) -> Option<String> {
        self.groups.iter().find(|group| is(group)).map(ToString::to_string)
    }

    /// What each of its groups is called; a person by the name last printed.
    pub fn labels(&self) -> Vec<String> {
        let label = |group: &Group| match group {
            Group::Author(_) => self.name.clone(),
            Group::Place(place) if place.is_empty() => "no place".to_owned(),
            group => group.to_string(),
        };
        self.groups.iter().map(label).collect()
    }
}

#[cfg(test)]
mod tests;

//! One line of a tally, and what a work adds to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::credits::{Author, Filter, Group, GroupBy, Work};
use crate::model::{ContributorId, Credit, CreditRole, Moment};

/// One line of a tally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// What one work adds to a row.
#[derive(Default)]
pub(super) struct Part<'a> {
    name: Option<&'a str>,
    credited: bool,
    withheld: bool,
    words: usize,
}

/// What a work adds to rows, by their groups.
pub(super) fn parts<'a>(
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
    /// The row of these groups before anything is counted.
    pub(super) fn empty(groups: &[Group], at: Moment) -> Self {
        let person = groups.iter().find(|group| matches!(group, Group::Author(_)));
        let name = person.or(groups.first()).map(ToString::to_string).unwrap_or_default();
        let groups = groups.to_vec();
        Self { groups, name, posts: 0, words: 0, withheld: 0, first: at, last: at, named: None }
    }

    /// Adds a work's part.
    pub(super) fn add(&mut self, part: Part, at: Moment) {
        self.posts += usize::from(part.credited);
        self.withheld += usize::from(part.withheld);
        self.words += part.words;
        self.first = self.first.min(at);
        self.last = self.last.max(at);
        if let Some(name) = part.name.filter(|_| self.who().is_some()) {
            self.call(name, at);
        }
    }

    /// Adds what other works come to.
    pub(super) fn add_row(&mut self, other: Self) {
        self.posts += other.posts;
        self.withheld += other.withheld;
        self.words += other.words;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        if let Some(at) = other.named {
            self.call(&other.name, at);
        }
    }

    /// Calls a person by the name that was printed last; of two at once by the last in the alphabet, so
    /// that the order in which works are counted is of no matter.
    fn call(&mut self, name: &str, at: Moment) {
        if self.named.is_none_or(|named| (at, name) > (named, self.name.as_str())) {
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

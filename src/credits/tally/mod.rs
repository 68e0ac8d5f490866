//! Posts and words counted by person, role or story.

use std::collections::BTreeMap;

use super::{Author, Filter, Work};
use crate::model::{ContributorId, Credit, CreditRole, Moment};

/// What a row of a tally stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// One person.
    Contributor,
    /// One role in the credits.
    Role,
    /// One story.
    Story,
}

/// One line of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The person, where the row is one's who is of the desk.
    pub who: Option<ContributorId>,
    /// What the row is called: the name last printed, the role, the story.
    pub name: String,
    /// The role, where the row is one's.
    pub role: Option<CreditRole>,
    /// The story, where the row is one's.
    pub story: Option<String>,
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
}

/// Counts works by person, role or story: most posts first, then by name.
///
/// Withheld credits and outsiders count like others. Who wrote words and has no credit is a row of
/// no posts. By role, a person's words go to the first role they have in the work; words of people
/// without a credit are in no role.
pub fn tally(works: &[Work], by: GroupBy, filter: &Filter) -> Vec<Row> {
    let mut rows: BTreeMap<Group, Row> = BTreeMap::new();
    for work in works.iter().filter(|work| filter.admits(work)) {
        for (group, part) in parts(work, by, filter) {
            let row = rows.entry(group).or_insert_with_key(|group| Row::empty(group, work.at));
            row.add(part, work.at);
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// Works that no printed credit stands under.
pub fn missing(works: &[Work]) -> Vec<&Work> {
    works.iter().filter(|work| work.credits.iter().all(|credit| credit.withheld)).collect()
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Author(Author),
    Role(CreditRole),
    Story(String),
}

/// What one work adds to a row.
#[derive(Default)]
struct Part<'a> {
    name: Option<&'a str>,
    credited: bool,
    withheld: bool,
    words: usize,
}

fn parts<'a>(work: &'a Work, by: GroupBy, filter: &Filter) -> BTreeMap<Group, Part<'a>> {
    let mut parts: BTreeMap<Group, Part> = BTreeMap::new();
    let credits: Vec<(Author, &Credit)> = work
        .credits
        .iter()
        .map(|credit| (Author::of(credit), credit))
        .filter(|(author, _)| filter.wants(author))
        .collect();
    for (author, credit) in &credits {
        let group = match by {
            GroupBy::Contributor => Group::Author(author.clone()),
            GroupBy::Role => Group::Role(credit.role),
            GroupBy::Story => Group::Story(work.story.clone()),
        };
        let part = parts.entry(group).or_default();
        part.name = Some(&credit.name);
        part.credited = true;
        part.withheld |= credit.withheld;
    }
    if by == GroupBy::Story && filter.who.is_none() {
        // A post without a credit is one of its story all the same.
        parts.entry(Group::Story(work.story.clone())).or_default().credited = true;
    }
    for (author, words) in work.words_by.iter().filter(|(author, _)| filter.wants(author)) {
        let role = credits.iter().find(|(known, _)| known == author).map(|(_, c)| c.role);
        let group = match (by, role) {
            (GroupBy::Contributor, _) => Group::Author(author.clone()),
            (GroupBy::Role, Some(role)) => Group::Role(role),
            (GroupBy::Role, None) => continue,
            (GroupBy::Story, _) => Group::Story(work.story.clone()),
        };
        parts.entry(group).or_default().words += words;
    }
    parts
}

impl Row {
    fn empty(group: &Group, at: Moment) -> Self {
        let (who, name, role, story) = match group {
            Group::Author(author) => (author.id().cloned(), author.to_string(), None, None),
            Group::Role(role) => (None, role.as_str().to_owned(), Some(*role), None),
            Group::Story(story) => (None, story.clone(), None, Some(story.clone())),
        };
        Self { who, name, role, story, posts: 0, words: 0, withheld: 0, first: at, last: at }
    }

    fn add(&mut self, part: Part, at: Moment) {
        self.posts += usize::from(part.credited);
        self.withheld += usize::from(part.withheld);
        self.words += part.words;
        self.first = self.first.min(at);
        match part.name {
            Some(name) if self.who.is_some() && at >= self.last => self.name = name.to_owned(),
            _ => {}
        }
        self.last = self.last.max(at);
    }
}

#[cfg(test)]
mod tests;

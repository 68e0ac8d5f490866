//! A story or post, and the people who made it.

use std::fmt;

use crate::model::{ContributorId, Credit, DocPath, Moment};

/// Somebody who is credited or wrote words: a person of the desk, or an outsider by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Author {
    /// A person of the desk.
    Contributor(ContributorId),
    /// Anybody else, by the name printed.
    Outsider(String),
}

impl Author {
    /// Whom a credit speaks of.
    pub fn of(credit: &Credit) -> Self {
        match &credit.who {
            Some(id) => Self::Contributor(id.clone()),
            None => Self::Outsider(credit.name.clone()),
        }
    }

    /// The id of a person of the desk.
    pub fn id(&self) -> Option<&ContributorId> {
        match self {
            Self::Contributor(id) => Some(id),
            Self::Outsider(_) => None,
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contributor(id) => f.pad(id.as_str()),
            Self::Outsider(name) => f.pad(name),
        }
    }
}

/// A story or post, and who did what for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Where it is.
    pub path: DocPath,
    /// The name of its story's folder.
    pub story: String,
    /// Its headline or title.
    pub headline: String,
    /// When readers first saw it; when it was created, where they never did.
    pub at: Moment,
    /// Who is credited.
    pub credits: Vec<Credit>,
    /// Whether readers see it now.
    pub live: bool,
    /// Words of its text by who wrote them; empty where they were not asked for.
    pub words_by: Vec<(Author, usize)>,
}

//! A story or post, and the people who made it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{ContributorId, Credit, DocPath, Moment, Public};

/// Somebody who is credited or wrote words: a person of the desk, or an outsider by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// What sort of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A story: its title, summary and introduction.
    Story,
    /// A post among the key events.
    KeyEvent,
    /// Any other post.
    Post,
    /// A post in another language's words.
    Translation,
    /// A post that somebody else sent.
    Wire,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::KeyEvent => "key-event",
            Self::Post => "post",
            Self::Translation => "translation",
            Self::Wire => "wire",
        }
    }
}

/// A story or post, and who did what for it. Its moments are on the clock of its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Where it is.
    pub path: DocPath,
    /// The first letters of its id.
    pub short: String,
    /// The name of its story's folder.
    pub story: String,
    /// Its headline or title.
    pub headline: String,
    /// What sort of work it is.
    pub kind: Kind,
    /// When it was filed.
    pub filed: Moment,
    /// When readers first saw it, where they did.
    pub seen: Option<Moment>,
    /// How it stands in public.
    pub public: Public,
    /// Who is credited: to readers where they saw it, else at the desk.
    pub credits: Vec<Credit>,
    /// How many words its text has.
    pub words: usize,
    /// Words of its text by who wrote them; empty where they were not asked for.
    pub words_by: Vec<(Author, usize)>,
}

impl Work {
    /// When it counts: when it was filed, where that is asked for or readers never saw it; else when
    /// they first did.
    pub fn at(&self, filed: bool) -> Moment {
        if filed { self.filed } else { self.seen.unwrap_or(self.filed) }
    }

    /// How many of its words that person wrote.
    pub fn words_of(&self, author: &Author) -> usize {
        let own = self.words_by.iter().filter(|(known, _)| known == author);
        own.map(|(_, words)| words).sum()
    }
}

//! What the page of a shift is made of.

use chrono_tz::Tz;

use crate::model::Moment;
use crate::site::report::lanes::Mark;

/// What the page of a shift is made of.
#[derive(Debug)]
pub struct Night<'a> {
    /// The newsroom's name.
    pub newsroom: &'a str,
    /// On whose clock its times are.
    pub zone: Tz,
    /// From when on.
    pub since: Moment,
    /// When the page was made.
    pub now: Moment,
    /// What people did, oldest first.
    pub done: Vec<Done>,
    /// What waited for others.
    pub waited: Vec<Waited>,
    /// What is not finished.
    pub left: Vec<Left>,
}

/// Something that somebody did.
#[derive(Debug)]
pub struct Done {
    /// When.
    pub at: Moment,
    /// Who: a contributor's id, or the author line of somebody whom the desk does not know.
    pub id: String,
    /// The same, as the desk names them.
    pub who: String,
    /// How it is drawn and counted.
    pub mark: Mark,
    /// The word for it.
    pub did: &'static str,
    /// The first letters of the id of the story or post.
    pub short: String,
    /// Its headline or title.
    pub headline: String,
    /// A remark for the desk, or what readers were told.
    pub said: String,
}

/// Words that waited for others.
#[derive(Debug)]
pub struct Waited {
    /// The first letters of the id of the story or post.
    pub short: String,
    /// Its headline or title.
    pub headline: String,
    /// When they were submitted.
    pub submitted: Moment,
    /// When they were approved.
    pub approved: Option<Moment>,
    /// How that ended.
    pub end: End,
}

/// How waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Readers were given the words then.
    Released(Moment),
    /// They went back to who wrote them.
    Returned(Moment),
    /// They wait still.
    Open,
}

/// What is not finished.
#[derive(Debug)]
pub struct Left {
    /// Whose turn it is.
    pub with: String,
    /// Where it stands at the desk, in words.
    pub state: String,
    /// Since when.
    pub since: Option<Moment>,
    /// The first letters of its id.
    pub short: String,
    /// Headline or title.
    pub headline: String,
}

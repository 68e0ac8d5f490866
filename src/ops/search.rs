//! `search`: words in what stands at the desk, in what readers see, and in all that they ever saw.

use crate::desk::release::ledger_at;
use crate::desk::search::texts::{self, Texts};
use crate::desk::{Field, OpError, Session, Summary};
use crate::model::{DocPath, Ledger, Moment, Release, ReleaseKind};
use crate::search::{self, Excerpt, Query};
use crate::storage::{Among, WordHit};

/// So many words can be looked for at once, quoted ones counted as one.
const MANY: usize = 100;

/// So many parts of one story or post are shown.
const EXCERPTS: usize = 3;

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In what stands at the desk.
    Desk,
    /// In what readers see now.
    Live,
    /// In every release there was.
    Ever,
}

/// What `search` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The words, as typed.
    pub words: String,
    /// In that story alone.
    pub story: Option<DocPath>,
    /// Where.
    pub scope: Scope,
    /// That many stories and posts at most.
    pub limit: Option<usize>,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// Newest first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// Where nothing has all of the words: those that nothing has.
    pub nowhere: Vec<String>,
    /// Some words were between quotes.
    pub quoted: bool,
}

/// A story or post in which the words stand.
#[derive(Debug)]
pub struct Hit {
    /// Its line in lists.
    pub summary: Summary,
    /// The headline of the words that were found.
    pub headline: String,
    /// Where they stand, with the words around them.
    pub around: Vec<(Field, Excerpt)>,
    /// When readers saw them, oldest first; empty where the desk was asked.
    pub seen: Vec<Seen>,
}

/// A time in which readers saw words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The releases that had them.
    pub releases: Vec<u32>,
    /// Since when.
    pub from: Moment,
    /// Until when; `None` where readers see them now.
    pub to: Option<Moment>,
}

/// The stories and posts in which all the words stand, newest first.
///
/// # Errors
///
/// Words without a letter or digit, or too many; a cache or repository that cannot be read.
pub fn run(session: &Session, request: &Request) -> Result<Found, OpError> {
    let query = read(&request.words)?;
    let among = match request.scope {
        Scope::Desk => Among::Desk,
        Scope::Live => Among::Live,
        Scope::Ever => Among::Ever,
    };
    let story = request.story.as_ref();
    let found = session.documents_by_query(&query, among, story, request.limit)?;
    let mut hits = Vec::new();
    for hit in found.hits {
        hits.extend(one(session, &query, hit, request.scope)?);
    }
    let mut nowhere = Vec::new();
    if found.total == 0 && query.terms().len() > 1 {
        for term in query.terms() {
            let alone = Query::of(term.clone());
            if session.documents_by_query(&alone, among, story, Some(1))?.total == 0 {
                nowhere.push(term.typed.clone());
            }
        }
    }
    let quoted = query.terms().iter().any(|term| term.quoted && term.is_many());
    Ok(Found { hits, total: found.total, nowhere, quoted })
}

fn read(words: &str) -> Result<Query, OpError> {
    let refuse = |why: String| OpError::bad(why, "newsroom search --help");
    let query = Query::read(words).ok_or_else(|| {
        refuse(format!("there is no letter and no digit to look for in `{words}`"))
    })?;
    match query.terms().len() {
        0..=MANY => Ok(query),
        many => Err(refuse(format!(
            "{many} words are more than can be looked for at once ({MANY}); between quotes they are one"
        ))),
    }
}

/// What is told of a document that was found; `None` where its words are others by now.
fn one(
    session: &Session,
    query: &Query,
    hit: WordHit,
    scope: Scope,
) -> Result<Option<Hit>, OpError> {
    let Some(summary) = session.kept_summary(&hit.path)? else { return Ok(None) };
    if scope == Scope::Desk {
        let document = match session.filed_document(&hit.path)? {
            Some(document) => document,
            None => session.as_last_read(&hit.path)?.document,
        };
        let (headline, texts) = (summary.headline.clone(), texts::of_document(&document));
        let around = around(&texts, query);
        return Ok(around.map(|around| Hit { summary, headline, around, seen: Vec::new() }));
    }
    let Some(record) = &session.record else { return Ok(None) };
    let ledger = ledger_at(session, record, &hit.path)?;
    let mut releases: Vec<&Release> =
        ledger.releases.iter().filter(|release| hit.releases.contains(&release.n)).collect();
    releases.sort_by_key(|release| std::cmp::Reverse(release.n));
    for release in releases {
        let (headline, texts) = told(session, &hit.path, release)?;
        if let Some(around) = around(&texts, query) {
            let headline = headline.unwrap_or_else(|| summary.headline.clone());
            let seen = seen(&ledger, &hit.releases);
            return Ok(Some(Hit { summary, headline, around, seen }));
        }
    }
    Ok(None)
}

/// What a release told readers, and under which headline; nothing where a court had it erased.
fn told(
    session: &Session,
    path: &DocPath,
    release: &Release,
) -> Result<(Option<String>, Texts), OpError> {
    if !release.kind.carries_words() {
        return Ok((None, texts::of_notice(release)));
    }
    if session.is_erased(path, release.digest)? {
        return Ok((None, Texts::new()));
    }
    let words = session.released(path, release.digest)?;
    let heading = words.as_ref().map(|words| words.heading().to_owned());
    let heading = heading.filter(|heading| !heading.is_empty());
    Ok((heading, words.as_ref().map(texts::of_words).unwrap_or_default()))
}

fn around(texts: &Texts, query: &Query) -> Option<Vec<(Field, Excerpt)>> {
    let bare: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let found = search::excerpts(&bare, query, EXCERPTS)?;
    Some(found.into_iter().map(|excerpt| (texts[excerpt.text].0, excerpt)).collect())
}

/// The times in which readers saw what those releases told.
fn seen(ledger: &Ledger, releases: &[u32]) -> Vec<Seen> {
    let mut all: Vec<Seen> = Vec::new();
    for (n, from, to) in shown(ledger) {
        if !releases.contains(&n) {
            continue;
        }
        match all.iter_mut().find(|seen| seen.to == Some(from)) {
            Some(before) => {
                before.to = to;
                before.releases.push(n);
            }
            None => all.push(Seen { releases: vec![n], from, to }),
        }
    }
    for seen in &mut all {
        seen.releases.dedup();
    }
    all
}

/// From when to when readers saw what each release told, in the order of their beginnings.
fn shown(ledger: &Ledger) -> Vec<(u32, Moment, Option<Moment>)> {
    let mut shown: Vec<(u32, Moment, Option<Moment>)> = Vec::new();
    let mut words = None;
    for release in ledger.releases.iter().filter(|r| r.kind != ReleaseKind::Settings) {
        if let Some((.., to)) = shown.last_mut() {
            to.get_or_insert(release.at);
        }
        if release.kind.carries_words() {
            words = Some(release.n);
        }
        let n = if release.kind == ReleaseKind::Restore { words } else { Some(release.n) };
        shown.extend(n.map(|n| (n, release.at, None)));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    fn ledger(kinds: &[&str]) -> Ledger {
        let line = |(n, kind): (usize, &&str)| {
            format!(
                "[[releases]]\nn = {}\nat = 2026-11-07T1{n}:00:00Z\nby = \"ed\"\nkind = \"{kind}\"\n\
                 digest = \"{}\"\nround = 1\ndesk = \"\"\n",
                n + 1,
                crate::model::Digest::of(b"words")
            )
        };
        format::read(&kinds.iter().enumerate().map(line).collect::<String>()).expect("a ledger")
    }

    fn told(kinds: &[&str], releases: &[u32]) -> Vec<String> {
        let hour = |at: Moment| at.rfc3339()[11..13].to_owned();
        let one = |seen: Seen| {
            format!("{:?} {}-{}", seen.releases, hour(seen.from), seen.to.map_or("".into(), hour))
        };
        seen(&ledger(kinds), releases).into_iter().map(one).collect()
    }

    #[test]
    fn readers_see_words_until_others_take_their_place() {
        assert_eq!(told(&["first", "update", "correction"], &[1, 2]), ["[1, 2] 10-12"]);
        assert_eq!(told(&["first", "update", "correction"], &[1, 3]), ["[1] 10-11", "[3] 12-"]);
        assert_eq!(told(&["first", "settings", "update"], &[1]), ["[1] 10-12"]);
    }

    #[test]
    fn what_is_taken_down_is_not_seen_until_it_is_put_back() {
        let kinds = ["first", "pull", "restore", "retraction"];
        assert_eq!(told(&kinds, &[1]), ["[1] 10-11", "[1] 12-13"]);
        assert_eq!(told(&kinds, &[2]), ["[2] 11-12"], "the notice");
        assert_eq!(told(&kinds, &[4]), ["[4] 13-"]);
    }
}

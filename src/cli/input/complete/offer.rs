//! What is offered for each sort of argument, each name with a word of help.

use clap::builder::ArgExt;

use super::line::Line;
use crate::audit;
use crate::check;
use crate::cli::input::form::{LINK_KINDS, SOURCE_KINDS};
use crate::desk::{ClaimLine, OpError, Session, Summary};
use crate::model::{CreditRole, LinkKind, SourceKind};
use crate::ops::{claims, list};

/// So many posts and stories are offered at most, the newest.
const MOST: usize = 200;

/// A name and what stands beside it.
type Named = (String, String);

/// What is offered for an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described by the function of its name")]
pub enum Offer {
    Documents,
    ToApprove,
    ToPublish,
    Stories,
    People,
    Anybody,
    Credits,
    Credited,
    Tags,
    Tagged,
    Claims,
    Releases,
    Versions,
    Zones,
    LinkKinds,
    SourceKinds,
    Sources,
    CheckRules,
    AuditRules,
}

impl ArgExt for Offer {}

impl Offer {
    /// What is offered on that line, where so much is typed. It may be more than begins so.
    pub(super) fn of(self, line: &Line, typed: &str) -> Vec<Named> {
        let words = match self {
            Self::Zones => zones(),
            Self::LinkKinds => kinds(&LINK_KINDS, LinkKind::as_str),
            Self::SourceKinds => kinds(&SOURCE_KINDS, SourceKind::as_str),
            Self::CheckRules => {
                check::rules().iter().map(|rule| rule_of(rule.code, rule.name)).collect()
            }
            Self::AuditRules => {
                audit::rules().iter().map(|rule| rule_of(rule.code, rule.name)).collect()
            }
            _ => Vec::new(),
        };
        match line.session() {
            Some(session) if words.is_empty() => self.at(&session, line, typed).unwrap_or_default(),
            _ => words,
        }
    }

    fn at(self, session: &Session, line: &Line, typed: &str) -> Result<Vec<Named>, OpError> {
        Ok(match self {
            Self::ToApprove => first(session, list::to_approve(session), typed)?,
            Self::ToPublish => first(session, list::approved(session), typed)?,
            Self::Documents => names(&session.beginning_with(typed, false, MOST)?, typed),
            Self::Stories => names(&session.beginning_with(typed, true, MOST)?, typed),
            Self::People => people(session),
            Self::Anybody => anybody(session)?,
            Self::Credits => match typed.split_once(':') {
                Some((who, _)) => roles(who),
                None => anybody(session)?,
            },
            Self::Credited => match line.document(session) {
                Some(document) => credited(&document),
                None => anybody(session)?,
            },
            Self::Tags => tags(session)?,
            Self::Tagged => match line.document(session) {
                Some(document) => {
                    document.tags.into_iter().map(|tag| (tag, String::new())).collect()
                }
                None => tags(session)?,
            },
            Self::Claims => claims(session, line)?,
            Self::Releases => line.document(session).map_or_else(Vec::new, |it| releases(&it)),
            Self::Versions => versions(line.document(session).as_ref()),
            Self::Sources => match line.document(session) {
                Some(document) => sources(session, &document)?,
                None => Vec::new(),
            },
            Self::Zones
            | Self::LinkKinds
            | Self::SourceKinds
            | Self::CheckRules
            | Self::AuditRules => Vec::new(),
        })
    }
}

/// Slugs and ids, each with the headline; paths where one is begun.
fn names(found: &[Summary], typed: &str) -> Vec<Named> {
    let of = |summary: &Summary| {
        let (slug, id) = (summary.path.slug().to_owned(), summary.id.to_string());
        let path = typed.contains('/').then(|| summary.path.to_string());
        let headline = summary.headline.clone();
        [slug, id].into_iter().chain(path).map(move |name| (name, headline.clone()))
    };
    found.iter().flat_map(of).collect()
}

/// Those of which a name begins as typed; where there is none, of all posts and stories.
fn first(
    session: &Session,
    wanted: Result<Vec<Summary>, OpError>,
    typed: &str,
) -> Result<Vec<Named>, OpError> {
    let wanted = names(&wanted.unwrap_or_default(), typed);
    if wanted.iter().any(|(name, _)| name.starts_with(typed)) {
        return Ok(wanted);
    }
    Ok(names(&session.beginning_with(typed, false, MOST)?, typed))
}

fn people(session: &Session) -> Vec<Named> {
    let people = session.desk.contributors.iter();
    people.map(|person| (person.id.to_string(), person.name.clone())).collect()
}

/// The people of the desk, `you`, and the names that were printed of others.
fn anybody(session: &Session) -> Result<Vec<Named>, OpError> {
    let mut found = people(session);
    found.push(("you".to_owned(), "whoever types it".to_owned()));
    let outsiders = session.known_people()?.into_iter().filter(|known| known.id.is_none());
    let help = |times| format!("credited {}", used(times));
    found.extend(outsiders.map(|known| (known.name, help(known.times))));
    Ok(found)
}

/// As in `3 times`.
fn used(times: usize) -> String {
    if times == 1 { "once".to_owned() } else { format!("{times} times") }
}

fn roles(who: &str) -> Vec<Named> {
    CreditRole::ALL.map(|role| (format!("{who}:{}", role.as_str()), String::new())).to_vec()
}

fn credited(document: &Summary) -> Vec<Named> {
    let credits = document.credits.iter();
    credits
        .map(|credit| {
            let who = credit.who.as_ref().map_or_else(|| credit.name.clone(), ToString::to_string);
            (who, format!("{}, {}", credit.name, credit.role.as_str()))
        })
        .collect()
}

fn tags(session: &Session) -> Result<Vec<Named>, OpError> {
    Ok(session.tags()?.into_iter().map(|(tag, times)| (tag, used(times))).collect())
}

/// The claims of the post on the line, else those that are open anywhere.
fn claims(session: &Session, line: &Line) -> Result<Vec<Named>, OpError> {
    let named = |claim: ClaimLine| {
        let help = format!("{}: “{}”", claim.status.as_str(), claim.quote);
        (claim.id, help)
    };
    if let Some(document) = line.document(session) {
        return Ok(document.claims.into_iter().map(named).collect());
    }
    let open = claims::run(session, None, true)?;
    Ok(open.into_iter().map(|row| named(row.claim)).collect())
}

fn sources(session: &Session, document: &Summary) -> Result<Vec<Named>, OpError> {
    let loaded = session.as_last_read(&document.path)?;
    let sources = loaded.document.sources().iter();
    Ok(sources
        .map(|source| {
            let help = format!("{}: {}", source.kind.as_str(), source.description);
            (source.id.to_string(), help)
        })
        .collect())
}

fn rule_of(code: &str, name: &str) -> Named {
    (code.to_owned(), name.to_owned())
}

fn releases(document: &Summary) -> Vec<Named> {
    (1..=document.release.unwrap_or_default())
        .map(|n| (n.to_string(), "release".to_owned()))
        .collect()
}

fn versions(document: Option<&Summary>) -> Vec<Named> {
    let words = [
        ("desk", "as the desk has it"),
        ("live", "as readers have it"),
        ("reviewed", "as it was last submitted, returned or approved"),
        ("shown", "as it was last shown to you here"),
    ];
    let words = words.map(|(word, help)| (word.to_owned(), help.to_owned()));
    words.into_iter().chain(document.map_or_else(Vec::new, releases)).collect()
}

fn zones() -> Vec<Named> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| (zone.name().to_owned(), String::new())).collect()
}

fn kinds<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<Named> {
    all.iter().map(|kind| (format!("{}:", word(*kind)), String::new())).collect()
}

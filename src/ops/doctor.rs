//! `doctor`: whether everything on this machine is in order, and mending what can be mended.

use crate::desk::delivery::exchange;
use crate::desk::{Filter, MANY_LOOSE, OpError, Sent, Session, Summary};
use crate::format;
use crate::model::{DocPath, Newsroom};
use crate::ops::hooks::site::{self, Standing};
use crate::storage::{Line, UnderWay};

/// One thing that was looked at.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: Found,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// In order.
    Good(String),
    /// Not in order: what, and what to do.
    Wrong(String, String),
    /// Was not in order, and is now.
    Mended(String),
}

impl Finding {
    /// Whether something is still to be done.
    pub fn is_wrong(&self) -> bool {
        matches!(self.found, Found::Wrong(..))
    }
}

/// Looks at everything; with `fix`, mends what loses nothing (in a dry run nothing is mended).
///
/// # Errors
///
/// A repository that cannot be read at all.
pub fn run(session: &mut Session, fix: bool) -> Result<Vec<Finding>, OpError> {
    let fix = fix && !session.dry_run;
    let site = site(session)?.map(|found| Finding { what: "the site", found });
    if session.store.is_bare() {
        let of_a_server = [
            Finding { what: "the beginning of the desk", found: root(session)? },
            Finding { what: "the public record", found: record(session)? },
            Finding { what: "the site’s address", found: address(session) },
        ];
        return Ok(of_a_server.into_iter().chain(site).collect());
    }
    let mut all = vec![
        Finding { what: "an interrupted change", found: interrupted(session) },
        Finding { what: "what git has begun", found: under_way(session)? },
        Finding { what: "who you are", found: identity(session) },
        Finding { what: "the beginning of the desk", found: root(session)? },
        Finding { what: "stories and posts", found: unreadable(session)? },
        Finding { what: "the clone", found: clone(session) },
        Finding { what: "the public record", found: record(session)? },
        Finding { what: "where releases are made", found: branch(session)? },
        Finding { what: "the site’s address", found: address(session) },
        Finding { what: "schemas", found: schemas(session)? },
        Finding { what: "saved, not filed", found: unfiled(session)? },
        Finding { what: "the shared desk", found: shared(session)? },
        Finding { what: "sent", found: sent(session)? },
        Finding { what: "merges by plain git", found: merges(session) },
        Finding { what: "words set aside", found: aside(session)? },
        Finding { what: "the cache of lists", found: cache(session, fix)? },
        Finding { what: "loose objects of git", found: loose(session, fix)? },
    ];
    all.extend(site);
    Ok(all)
}

/// The site that this repository builds after each push; `None` where it builds none.
fn site(session: &Session) -> Result<Option<Found>, OpError> {
    let Some((folder, stands)) = site::standing(&session.store)? else { return Ok(None) };
    let by_hand = format!("newsroom build --out {} --compress", shell_words::quote(&folder));
    Ok(Some(match stands {
        Standing::Current => Found::Good(format!("{folder} shows the newest release")),
        Standing::Behind => {
            Found::Wrong(format!("{folder} does not show the newest release yet"), by_hand)
        }
        Standing::Failed(words) => {
            let said = format!("{folder} was not built after the last push: {words}");
            Found::Wrong(said, format!("mend that, then {by_hand}, or wait for the next push"))
        }
    }))
}

fn interrupted(session: &Session) -> Found {
    match session.store.recovered() {
        [] => Found::Good("none".to_owned()),
        lines if session.store.is_interrupted() => Found::Wrong(
            lines.join("; "),
            "mend what it says; the next command does the rest".to_owned(),
        ),
        lines => Found::Mended(lines.join("; ")),
    }
}

/// A merge, a rebase or a bisect of git, and the files in which it left two versions.
fn under_way(session: &Session) -> Result<Found, OpError> {
    let UnderWay { work, unmerged } = session.store.under_way()?;
    let what = work.map(|work| format!("a {} is not ended", work.name()));
    let files = (!unmerged.is_empty()).then(|| format!("not settled: {}", unmerged.join(", ")));
    let said: Vec<String> = what.into_iter().chain(files).collect();
    if said.is_empty() {
        return Ok(Found::Good("nothing".to_owned()));
    }
    let settles = unmerged.iter().map(|path| match path.parse::<DocPath>() {
        Ok(path) => format!("newsroom edit {path}"),
        Err(_) => format!("put {path} right by hand, then git add it"),
    });
    let ends = work.map(|work| work.ends().join(", or "));
    let remedy: Vec<String> = settles.chain(ends).collect();
    Ok(Found::Wrong(said.join("; "), remedy.join("; ")))
}

fn identity(session: &Session) -> Found {
    match session.me() {
        Ok((person, identity)) => {
            Found::Good(format!("{} ({}), {}", person.id, person.role.as_str(), identity.email))
        }
        Err(error) => Found::Wrong(
            error.to_string(),
            "git config user.email YOU@EXAMPLE; or an admin adds you: newsroom contributor add"
                .to_owned(),
        ),
    }
}

fn root(session: &Session) -> Result<Found, OpError> {
    Ok(match session.store.desk_root()? {
        Some(root) => Found::Good(root.to_string()),
        None => Found::Wrong(
            "the commit that began this desk is not in its history".to_owned(),
            "git fetch --unshallow, where this is a shallow clone".to_owned(),
        ),
    })
}

/// Every story and post can be read.
fn unreadable(session: &Session) -> Result<Found, OpError> {
    let all = session.unreadable(&session.store.unsaved_changes()?)?;
    let Some(first) = all.first() else { return Ok(Found::Good("all can be read".to_owned())) };
    let place = |summary: &Summary| match summary.unreadable.as_ref().and_then(|at| at.line) {
        Some(line) => format!("{}:{line}", summary.path),
        None => format!("{} (gone)", summary.path),
    };
    let places: Vec<String> = all.iter().map(place).collect();
    Ok(Found::Wrong(
        format!("cannot be read: {}", places.join(", ")),
        format!("newsroom edit {}", first.short()),
    ))
}

/// All of it is here, and all of its files are shown.
fn clone(session: &Session) -> Found {
    if let Some((what, mend)) = session.store.incomplete() {
        return Found::Wrong(what.to_owned(), mend);
    }
    if session.store.config("core.sparseCheckout").as_deref() == Some("true") {
        return Found::Wrong(
            "only some of its files are shown (a sparse checkout)".to_owned(),
            "git sparse-checkout disable".to_owned(),
        );
    }
    Found::Good("whole".to_owned())
}

/// Where the site is on the web; without an address it is whole but for what needs one.
fn address(session: &Session) -> Found {
    Found::Good(match session.desk.newsroom.url.as_str() {
        "" => format!(
            "none, so there are no {}; to have them: url = \"https://…\" under [newsroom] in newsroom.toml",
            Newsroom::NEEDS_URL
        ),
        url => url.to_owned(),
    })
}

/// It answers, what it has is lawful, and goes on from what it had.
fn shared(session: &mut Session) -> Result<Found, OpError> {
    let Some(url) = session.store.remote_url() else {
        return Ok(Found::Good("this desk is on this machine alone".to_owned()));
    };
    let delivery = exchange::peek(session)?;
    Ok(match delivery.sent {
        Sent::Not(cause) => {
            let remedy = cause.remedy(&url).unwrap_or_else(|| "newsroom sync, later".to_owned());
            Found::Wrong(format!("{url}: {cause}"), remedy)
        }
        Sent::Unlawful(findings) => Found::Wrong(
            format!("{url}: what it has is not lawful: {} findings", findings.len()),
            "newsroom sync tells which".to_owned(),
        ),
        _ => Found::Good(url),
    })
}

fn merges(session: &Session) -> Found {
    if session.store.has_merge_driver() {
        return Found::Good("as newsroom sync does it".to_owned());
    }
    Found::Wrong(
        "line by line, which breaks two appended reviews".to_owned(),
        "any newsroom command sets it up, where this clone can be written to".to_owned(),
    )
}

/// The record begins with what every clone computes from the desk's root.
fn record(session: &Session) -> Result<Found, OpError> {
    let Some(tip) = session.store.tip(Line::Record)? else {
        return Ok(Found::Wrong(
            "it is not on this machine".to_owned(),
            "newsroom sync".to_owned(),
        ));
    };
    let mut documents = 0;
    for (path, blob) in session.store.files_under(&tip, "posts")? {
        if !path.ends_with(".toml") {
            continue;
        }
        let bytes = session.store.blob(&blob)?;
        let ledger = path.replacen("posts/", "releases/", 1);
        let text = session.store.file(&tip, &ledger)?.map(|(_, bytes)| bytes).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let digest = crate::model::Digest::of(&bytes);
        let said = format::read::<crate::model::Ledger>(&text).ok();
        if said.and_then(|l| l.last_words().map(|r| r.digest)) != Some(digest) {
            return Ok(Found::Wrong(
                format!("{path} is not what was released last, as its list of releases says"),
                format!("git log published -- {path}"),
            ));
        }
        documents += 1;
    }
    Ok(Found::Good(format!("{documents} stories and posts, each as it was released last")))
}

fn branch(session: &Session) -> Result<Found, OpError> {
    let desk = session.store.config("newsroom.branch").unwrap_or_else(|| "main".to_owned());
    Ok(if session.store.on_desk_branch()? {
        Found::Good("here".to_owned())
    } else {
        Found::Wrong(
            format!("on the branch {desk}, and this is another: nothing can be released from here"),
            format!("git switch {desk}"),
        )
    })
}

fn schemas(session: &Session) -> Result<Found, OpError> {
    for (path, text) in crate::ops::schema::files() {
        let filed = session.store.file(&session.head, &path)?.map(|(_, bytes)| bytes);
        if filed.as_deref() != Some(text.as_bytes()) {
            return Ok(Found::Wrong(
                format!("{path} is of another version of this program"),
                "newsroom schema --write".to_owned(),
            ));
        }
    }
    Ok(Found::Good("current".to_owned()))
}

fn unfiled(session: &Session) -> Result<Found, OpError> {
    let paths = session.store.unsaved_changes()?;
    Ok(match paths.as_slice() {
        [] => Found::Good("nothing".to_owned()),
        _ => Found::Good(format!("{}: newsroom edit files it", paths.join(", "))),
    })
}

fn sent(session: &Session) -> Result<Found, OpError> {
    let waiting = session.waiting();
    Ok(match (session.store.has_remote(), waiting) {
        (false, _) => Found::Good("there is nowhere to send to".to_owned()),
        (true, 0) => Found::Good("everything".to_owned()),
        (true, _) => Found::Wrong(format!("{waiting} changes wait"), "newsroom sync".to_owned()),
    })
}

fn aside(session: &Session) -> Result<Found, OpError> {
    let files = session.store.files_under(&session.head, "posts")?;
    let aside: Vec<String> =
        files.into_iter().map(|(path, _)| path).filter(|p| p.ends_with(".aside.toml")).collect();
    Ok(match aside.as_slice() {
        [] => Found::Good("none".to_owned()),
        _ => Found::Good(format!(
            "{}: the release of the correction puts them back",
            aside.join(", ")
        )),
    })
}

fn cache(session: &Session, fix: bool) -> Result<Found, OpError> {
    if fix {
        session.store.drop_cache()?;
        let count = session.summaries(&Filter::default())?.len();
        return Ok(Found::Mended(format!("made anew: {count} stories and posts")));
    }
    let count = session.summaries(&Filter::default())?.len();
    Ok(Found::Good(format!("{count} stories and posts")))
}

/// libgit2 never packs.
fn loose(session: &Session, fix: bool) -> Result<Found, OpError> {
    let count = session.store.loose_objects()?;
    if count < MANY_LOOSE {
        return Ok(Found::Good(format!("{count}")));
    }
    if fix {
        session.store.maintain()?;
        return Ok(Found::Mended(format!("{count} packed")));
    }
    Ok(Found::Wrong(format!("{count} make git slow"), "newsroom doctor --fix".to_owned()))
}

//! Every command, and the way back of what it does.

use super::last::Act;
use crate::desk::{OpError, Session};
use crate::model::DocPath;
use crate::storage::CommitInfo;

/// The way back of what a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// It changes nothing that is the desk's.
    Nothing,
    /// `undo` takes it back.
    Undone,
    /// There is none: why, and the command that comes nearest.
    Plain(&'static str, &'static str),
}

/// A command, what its commits say it did, and the way back of that.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// The command.
    pub command: &'static str,
    /// The trailers of its commits.
    pub actions: &'static [&'static str],
    /// The way back.
    pub back: Back,
}

const fn way(command: &'static str, actions: &'static [&'static str], back: Back) -> Way {
    Way { command, actions, back }
}

const DESK_MADE: Back =
    Back::Plain("a desk that was made is a folder of its own", "newsroom doctor");

/// Every command, in the order of `newsroom --help`.
pub const WAYS: &[Way] = &[
    way("init", &["init"], DESK_MADE),
    way("clone", &[], DESK_MADE),
    way("contributor", &["contributor-edit", "contributor-retire"], Back::Undone),
    way(
        "contributor add",
        &["contributor-add"],
        Back::Plain("an id is never taken out of the desk", "newsroom contributor retire ID"),
    ),
    way("demo", &[], DESK_MADE),
    way("completions", &[], Back::Nothing),
    way("man", &[], Back::Nothing),
    way("story", &["story-open", "close", "reopen"], Back::Undone),
    way("add", &["add"], Back::Undone),
    way(
        "import",
        &["import"],
        Back::Plain("what came from elsewhere stays as it came", "newsroom spike DOC -m 'WHY'"),
    ),
    way("edit", &["edit"], Back::Undone),
    way("verify-flag", &["verify-flag"], Back::Undone),
    way("claims", &[], Back::Nothing),
    way("submit", &["submit"], Back::Undone),
    way(
        "comment",
        &["comment"],
        Back::Plain(
            "what was said to the desk stays said",
            "newsroom comment DOC -m 'WHAT YOU MEANT'",
        ),
    ),
    way("review", &[], Back::Undone),
    way("approve", &["approve"], Back::Undone),
    way(
        "return",
        &["return"],
        Back::Plain(
            "words stay returned until they change or whoever returned them approves",
            "newsroom approve DOC",
        ),
    ),
    way("spike", &["spike"], Back::Undone),
    way("stop", &["stop"], Back::Undone),
    way("clear", &["clear"], Back::Undone),
    way("publish", &["words-again"], Back::Undone),
    way("correct", &["correct", "drop"], Back::Undone),
    way("retract", &["retract"], Back::Undone),
    way("pull", &["pull"], Back::Undone),
    way("restore", &["restore"], Back::Undone),
    way("credit", &["credit"], Back::Undone),
    way("pin", &["pin"], Back::Undone),
    way("unpin", &["unpin"], Back::Undone),
    way("second", &["second"], Back::Plain("what was read is not unread", "newsroom correct DOC")),
    way("source", &["source-know"], Back::Undone),
    way("diff", &[], Back::Nothing),
    way("corrections", &[], Back::Nothing),
    way("status", &[], Back::Nothing),
    way("kept", &[], Back::Plain("words that were discarded are gone", "newsroom kept")),
    way("list", &[], Back::Nothing),
    way("search", &[], Back::Nothing),
    way("trace", &[], Back::Nothing),
    way("show", &[], Back::Nothing),
    way("log", &[], Back::Nothing),
    way("credits", &[], Back::Nothing),
    way("check", &["check---fix"], Back::Undone),
    way(
        "audit",
        &["accept"],
        Back::Plain("what an admin answered for stays answered for", "newsroom audit"),
    ),
    way("hooks", &[], Back::Plain("a hook is a file of git's own", "newsroom doctor")),
    way(
        "schema",
        &["schema"],
        Back::Plain("the schemas are files of the desk", "newsroom schema --write"),
    ),
    way("build", &[], Back::Nothing),
    way(
        "theme",
        &[],
        Back::Plain("a copy that was saved is a file of yours", "newsroom theme list"),
    ),
    way("serve", &[], Back::Nothing),
    way("export", &[], Back::Nothing),
    way("sync", &[], Back::Plain("what was sent is everybody's", "newsroom log DOC")),
    way("merge-driver", &[], Back::Nothing),
    way("doctor", &[], Back::Nothing),
    way(
        "expunge",
        &["expunge"],
        Back::Plain("words that a court ordered erased are gone", "newsroom corrections"),
    ),
    way(
        "undo",
        &["undo"],
        Back::Plain("the next undo goes on to the act before", "the same command again"),
    ),
    way("git", &[""], Back::Plain("it was committed with git, by no command", "git revert COMMIT")),
];

/// The way back of what a commit says was done.
pub fn way_of(action: &str) -> Option<&'static Way> {
    WAYS.iter().find(|way| way.actions.contains(&action))
}

/// An act that has no way back is told so, in plain words.
pub(super) fn refuse_plain(view: &Session, act: &Act) -> Result<(), OpError> {
    let (why, nearest) = match way_of(&act.action).map(|way| way.back) {
        Some(Back::Plain(why, nearest)) => (why, nearest),
        Some(_) => return Ok(()),
        None => ("this program knows no way back of it", "newsroom log DOC"),
    };
    let nearest = nearest
        .replace("COMMIT", &act.info.id.as_str()[..12])
        .replace("DOC", &named(view, act).unwrap_or_else(|| "DOC".to_owned()));
    Err(OpError::bad(told(act, why), nearest))
}

/// The last act was this one, and why it stays.
fn told(act: &Act, why: &str) -> String {
    let title = act.info.message.lines().next().unwrap_or_default();
    format!("your last act was `{title}`: {why}")
}

/// The first letters of the document that an act was about.
fn named(view: &Session, act: &Act) -> Option<String> {
    let mut said = act.info.trailers.iter().filter(|(key, _)| key == "Newsroom-Document");
    let by_trailer = said.next().and_then(|(_, id)| id.get(..4).map(str::to_owned));
    by_trailer.or_else(|| {
        let changed = view.store.changes(act.info.parents.first(), &act.info.id).ok()?;
        changed
            .iter()
            .find_map(|change| change.path.parse::<DocPath>().ok())
            .map(|p| p.slug().to_owned())
    })
}

/// What an act did counts no more, so that there is nothing to take back.
pub(super) fn nothing_left(view: &Session, act: &Act) -> OpError {
    let doc = named(view, act).unwrap_or_else(|| "DOC".to_owned());
    OpError::bad(
        told(act, "nothing of it counts any more, so there is nothing to undo"),
        format!("newsroom log {doc}"),
    )
}

/// Somebody else's release on this machine was made upon it.
pub(super) fn stood_upon(release: &CommitInfo) -> OpError {
    let title = release.message.lines().next().unwrap_or_default();
    OpError::bad(
        format!(
            "somebody else released upon `{title}` on this machine: it is not taken from under that"
        ),
        "newsroom log DOC",
    )
}

/// Readers have seen it: how it is put right in the open.
pub(super) fn seen_by_readers(session: &Session, kind: &str, paths: &[DocPath]) -> OpError {
    let Some(path) = paths.first() else {
        return OpError::bad(
            "readers have the newsroom's settings already",
            "change them back, then newsroom publish newsroom.toml",
        );
    };
    let loaded = session.as_last_read(path).ok();
    let doc = loaded.as_ref().map_or_else(|| path.slug().to_owned(), crate::desk::Loaded::short);
    let story = path.story();
    let words = loaded.iter().filter_map(|loaded| loaded.ledger.as_ref()).flat_map(|l| &l.releases);
    let before = words.filter(|line| line.kind.carries_words()).map(|line| line.n).rev().nth(1);
    let way = match (kind, before) {
        ("pull", _) => format!("newsroom restore {doc} --tell-readers 'WHY IT IS BACK'"),
        ("restore", _) => format!("newsroom pull {doc} --tell-readers 'WHY'"),
        ("retraction", _) => {
            format!("a retraction is for good; what was meant: newsroom log {doc}")
        }
        ("layout", _) if path.is_story() => {
            format!(
                "newsroom story reopen {story}, newsroom story close {story}, newsroom pin or newsroom unpin {story}"
            )
        }
        (_, Some(n)) => format!(
            "the words before: newsroom publish {doc} --restore {n}; to take it down: newsroom pull {doc} --tell-readers 'WHY'"
        ),
        (_, None) => format!(
            "to take it down: newsroom pull {doc} --tell-readers 'WHY'; to put it right: newsroom correct {doc}"
        ),
    };
    OpError::bad(
        format!("readers have seen {doc} so, and what they saw is not undone in silence"),
        way,
    )
}

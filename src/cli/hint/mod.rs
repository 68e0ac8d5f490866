//! From what went wrong to what to type next: hints are born here, and nowhere else.

mod meant;

pub(super) use meant::meant;

use super::error::{CliError, ErrorKind};
use super::view::Foreign;
use crate::desk::{Known, Mend, OpError};
use crate::model::{DocPath, Public, ReleaseKind, SETTINGS};
use crate::ops::search::{Found, Request, Scope};
use crate::storage::StorageError;
use crate::workflow::{Act, Reason, Refusal, State};

impl From<OpError> for CliError {
    fn from(error: OpError) -> Self {
        let message = Foreign(&error.to_string()).to_string();
        match error {
            OpError::Storage(error) => error.into(),
            OpError::NotFound { nearest, .. } => {
                Self { unknown_name: true, ..not_found(message, nearest) }
            }
            OpError::NoStory { closed } => {
                let reopen = closed.map(|story| format!("newsroom story reopen {story}"));
                let error = Self { unknown_name: true, ..Self::usage(message) };
                let error = reopen.into_iter().fold(error, Self::hint);
                error.hint("newsroom story open SLUG --title TITLE")
            }
            OpError::Ambiguous { candidates, .. } => candidates
                .iter()
                .map(|(path, heading)| format!("{path} “{}”", Foreign(heading)))
                .fold(Self::usage(message), Self::hint),
            OpError::NotFiled(path) => Self::usage(message).hint(match path.as_str() {
                SETTINGS => "git add newsroom.toml && git commit -m 'The desk begins'",
                path if path.starts_with("published:") => "newsroom doctor",
                _ => "newsroom list",
            }),
            OpError::Problems { path, text, problems, mend } => {
                let error = Self::in_file(&path, &text, problems);
                mend.iter().flat_map(|mend| mended(mend, &path)).fold(error, Self::hint)
            }
            OpError::Older { .. } => Self::system(message)
                .hint("upgrade newsroom on this machine: newsroom --version says what it is")
                .hint("what cannot wait: newsroom pull DOC --tell-readers 'WHY'"),
            OpError::AnotherFormat { .. } => Self::system(message)
                .hint("upgrade newsroom on this machine: newsroom --version says what it is"),
            OpError::Stranger { name, email } => stranger(message, &name, &email),
            OpError::NoContributor { nearest, .. } => match nearest {
                Some(id) => Self::usage(message).hint(format!("did you mean {id}?")),
                None => Self::usage(message).hint("newsroom contributor list"),
            },
            OpError::Nobody { near, .. } if near.is_empty() => {
                Self::usage(message).hint("newsroom contributor list")
            }
            OpError::Nobody { near, .. } => near
                .iter()
                .fold(Self::usage(message), |error, known| error.hint(did_you_mean(known))),
            OpError::NoSuchStory { near, .. } => {
                let error = Self { unknown_name: true, ..Self::usage(message) };
                let meant = |story: &String| format!("did you mean {story}?");
                match near.as_slice() {
                    [] => error.hint("newsroom story list"),
                    near => near.iter().map(meant).fold(error, Self::hint),
                }
            }
            OpError::Refused { doc, headline, refusal } => refused(&doc, &headline, &refusal),
            OpError::SomeRefused { refused: all, .. } => {
                let kinds = all.iter().map(|(.., refusal)| kind_of(refusal));
                let rights = kinds.into_iter().all(|kind| kind == ErrorKind::Usage);
                let kind = if rights { ErrorKind::Usage } else { ErrorKind::Refused };
                let message = match kind {
                    ErrorKind::Usage => message.replace("are not ready", "are not yours to do"),
                    _ => message,
                };
                let mut error = Self::new(kind, message);
                for (doc, headline, refusal) in &all {
                    let one = refused(doc, headline, refusal);
                    error.message.push_str(&format!("\n{}", one.message));
                    error.hints.extend(one.hints);
                }
                once(&mut error.hints);
                error
            }
            OpError::NotAllowed(refusal) => {
                let mut error = Self::usage(message);
                error.hints.extend(role_hint(&refusal));
                error
            }
            OpError::Unfiled { path, .. } if path.starts_with("theme/") => Self::refused(message)
                .hint("to file them: git add theme, then git commit theme -m 'WHAT CHANGED'"),
            OpError::Unfiled { path, doc } => Self::refused(message)
                .hint(match doc.as_str() {
                    SETTINGS => {
                        "to file them: git commit newsroom.toml -m 'WHAT CHANGED'".to_owned()
                    }
                    doc => format!("to file them: newsroom edit {doc}"),
                })
                .hint(format!("to drop them: git checkout HEAD -- {path}")),
            OpError::WordsChanged { doc, now } => Self::refused(message)
                .hint(format!("newsroom diff {doc} --from shown"))
                .hint(format!("newsroom approve {doc} --words {now}")),
            OpError::SeveralChanged { docs } => {
                Self::refused(message).hint(format!("newsroom diff {}", docs.join(" ")))
            }
            OpError::BadInput { remedy, .. } if remedy.is_empty() => Self::usage(message),
            OpError::BadInput { remedy, .. } => Self::usage(message).hint(remedy),
            OpError::Findings(_) => Self::refused(message),
        }
    }
}

impl From<StorageError> for CliError {
    fn from(error: StorageError) -> Self {
        let message = Foreign(&error.to_string()).to_string();
        match error {
            StorageError::NotADesk { .. } => Self::usage(message)
                .hint("newsroom init . --name 'THE NEWSROOM'")
                .hint("newsroom demo"),
            StorageError::OtherOwner { path } => {
                let path = path.display().to_string();
                Self::system(message).hint(format!(
                    "git config --global --add safe.directory {}",
                    shell_words::quote(&path)
                ))
            }
            StorageError::NotEntrusted { remedy } => Self::system(message).hint(remedy),
            StorageError::RefTable => {
                Self::system(message).hint("git refs migrate --ref-format=files")
            }
            StorageError::AlreadyADesk { .. } => Self::usage(message).hint("newsroom status"),
            StorageError::NoIdentity => Self::usage(message)
                .hint("git config --global user.name 'GIVEN FAMILY'")
                .hint("git config --global user.email YOU@EXAMPLE"),
            StorageError::ShownElsewhere { path } => {
                let place = path.display().to_string();
                Self::system(message)
                    .hint(format!("newsroom -C {} status", shell_words::quote(&place)))
            }
            StorageError::NotEmpty { .. } => {
                Self::usage(message).hint("newsroom clone URL ANOTHER-DIR")
            }
            StorageError::NoDeskThere { .. } => {
                Self::usage(message).hint("newsroom init DIR --name 'THE NEWSROOM'")
            }
            StorageError::SeveralDesks { .. } => Self::usage(message)
                .hint("where it is pushed to: git config newsroom.branch BRANCH"),
            StorageError::OtherHook { name, .. } => Self::usage(message)
                .hint(format!("put this line into it: newsroom hooks run {name} || exit 1")),
            StorageError::OtherSite { preview, .. } => Self::usage(message).hint(if preview {
                "newsroom build --out site"
            } else {
                "newsroom build --desk --out site-desk"
            }),
            StorageError::Unmerged { path } => Self::refused(message).hint(settling(&path)),
            StorageError::UnderWay { work, .. } => {
                let ends = work.ends().iter().map(|end| (*end).to_owned());
                ends.fold(Self::refused(message), Self::hint)
                    .hint("newsroom status tells what is left")
            }
            StorageError::Moved { .. } => Self::system(message).hint("the same command again"),
            StorageError::Damaged { .. } => Self::system(message).hint("newsroom doctor"),
            _ => Self::system(message),
        }
    }
}

/// The commands that mend a story's or post's file.
fn mended(mend: &Mend, path: &str) -> Vec<String> {
    let Mend { doc, last } = mend;
    let edit = format!("newsroom edit {doc}");
    let back = last.as_ref().map(|last| {
        let (last, path) = (&last.as_str()[..12], shell_words::quote(path));
        format!(
            "or the last text of it that can be read: git checkout {last} -- {path}, then {edit}"
        )
    });
    [edit].into_iter().chain(back).collect()
}

/// What else may be tried where `search` found nothing.
pub(super) fn for_words(request: &Request, found: &Found) -> Vec<String> {
    let mut hints = Vec::new();
    if !found.nowhere.is_empty() {
        let words: Vec<String> =
            found.nowhere.iter().map(|word| format!("“{}”", Foreign(word))).collect();
        hints.push(format!("nothing has {}: is it spelt otherwise?", words.join(" or ")));
    } else if !found.quoted {
        hints.push("is it spelt otherwise? a word may end early: ferr finds ferries".to_owned());
    }
    if found.quoted {
        hints
            .push("without quotes, the words are found in any order: newsroom search WORDS".into());
    }
    if request.story.is_some() {
        hints.push("in every story: newsroom search WORDS".to_owned());
    }
    if request.scope != Scope::Ever {
        hints.push("in all that readers ever saw: newsroom search WORDS --ever".to_owned());
    }
    hints
}

/// What settles a file of which git has two versions.
pub(super) fn settling(path: &str) -> String {
    match path.parse::<DocPath>() {
        Ok(path) => format!("newsroom edit {path}"),
        Err(_) => {
            let path = shell_words::quote(path);
            format!("take out one of the two and the markers, then git add {path}")
        }
    }
}

/// Somebody who may be meant, and how often the name is printed here.
pub(super) fn did_you_mean(known: &Known) -> String {
    let who = match &known.id {
        Some(id) => format!("{id} ({})", Foreign(&known.name)),
        None => Foreign(&known.name).to_string(),
    };
    match known.times {
        0 => format!("did you mean {who}?"),
        1 => format!("did you mean {who}, credited once?"),
        times => format!("did you mean {who}, credited {times} times?"),
    }
}

fn not_found(message: String, nearest: Option<String>) -> CliError {
    match nearest {
        Some(nearest) => CliError::usage(message).hint(format!("newsroom show {nearest}")),
        None => CliError::usage(message).hint("newsroom list"),
    }
}

/// A stranger gets the line that an admin would add.
fn stranger(message: String, name: &str, email: &str) -> CliError {
    let id = slug::slugify(name);
    CliError::usage(message)
        .hint(format!(
            "an admin adds you: newsroom contributor add {id} --name {} --email {} --role reporter",
            shell_words::quote(name),
            shell_words::quote(email)
        ))
        .hint("or git's e-mail here is another than yours: git config user.email YOU@EXAMPLE")
}

/// A refusal about a document: what, why, and each reason with its remedy.
fn refused(doc: &str, headline: &str, refusal: &Refusal) -> CliError {
    let what = format!("{doc} “{}”", Foreign(headline));
    let (kind, mut hints) = (kind_of(refusal), Vec::new());
    let mut message = format!("{what}: {}", Foreign(&refusal.to_string()));
    match refusal {
        Refusal::NotReady { reasons } => {
            for reason in reasons {
                let reason_text = reason.to_string();
                message.push_str(&format!("\n  - {}", Foreign(&reason_text)));
                hints.extend(remedy(doc, reason));
            }
        }
        Refusal::FourEyes { .. } => {
            hints.push(format!("somebody else reads them: newsroom submit {doc}"))
        }
        Refusal::OwnWords { .. } => {
            hints.push(format!("another editor approves: newsroom submit {doc}"));
        }
        Refusal::ApprovedAlready { .. } => hints.push(format!("newsroom publish {doc}")),
        Refusal::SubmittedAlready { .. } => {
            hints.push(format!("to be read before others: newsroom submit {doc} --urgent"));
            hints.push(format!("to say something to the desk: newsroom comment {doc} -m 'WHAT'"));
        }
        Refusal::EditorsNote => hints.push(format!("an admin is asked: newsroom submit {doc}")),
        Refusal::State { state, .. } => hints.extend(state_hint(doc, *state)),
        Refusal::Public { act: Act::Spike, public: public @ (Public::Live | Public::Pulled) } => {
            hints.push(format!("to drop what is drafted over it: newsroom correct {doc} --drop"));
            if *public == Public::Live {
                hints.push(format!("to take down what readers see: newsroom pull {doc}"));
            }
        }
        Refusal::Public { .. } => hints.push(format!("newsroom log {doc}")),
        Refusal::NotStopped | Refusal::NothingOwed => hints.push("newsroom status".to_owned()),
        Refusal::StoppedAlready { .. } => {
            hints.push(format!("newsroom clear {doc} -m 'WHY IT MAY GO OUT'"))
        }
        Refusal::OwnSecond { .. } => {
            hints.push(format!("another editor: newsroom second {doc}"));
        }
        Refusal::Role { .. } | Refusal::Retired { .. } => hints.extend(role_hint(refusal)),
    }
    once(&mut hints);
    let mut error = CliError::new(kind, message);
    error.hints = hints;
    error
}

/// The same for whoever approves with the release: what is said to be typed approves as well.
pub(super) fn approving(mut error: CliError) -> CliError {
    for hint in &mut error.hints {
        if hint.contains("newsroom publish ") && !hint.contains(" --approve") {
            *hint = hint.replace(" --with-story", " --approve --with-story");
        }
    }
    error
}

/// Each hint once, where it comes first.
fn once(hints: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    hints.retain(|hint| seen.insert(hint.clone()));
}

fn kind_of(refusal: &Refusal) -> ErrorKind {
    match refusal {
        Refusal::Role { .. } | Refusal::Retired { .. } => ErrorKind::Usage,
        _ => ErrorKind::Refused,
    }
}

fn role_hint(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Role { act: Act::Settings, .. } => {
            Some("an admin does that; who is one: newsroom contributor list".to_owned())
        }
        Refusal::Role { .. } => Some("who may: newsroom contributor list".to_owned()),
        _ => None,
    }
}

fn state_hint(doc: &str, state: State) -> Vec<String> {
    match state {
        State::Approved => vec![format!("newsroom publish {doc}")],
        State::AsPublished => vec![
            format!("for something new: newsroom edit {doc}"),
            format!("for what was wrong: newsroom correct {doc} --tell-readers 'WHAT WAS WRONG'"),
        ],
        State::Spiked => vec![format!("an editor revives it: newsroom submit {doc}")],
        State::NeedsMerge => vec![format!("to settle it: newsroom edit {doc}")],
        State::Unreadable => vec![format!("to mend it: newsroom edit {doc}")],
        _ => Vec::new(),
    }
}

/// The commands that take a reason out of the way.
/// What to type against a reason that holds a release back.
pub(super) fn remedies(doc: &str, reason: &Reason) -> String {
    remedy(doc, reason).join("; ")
}

fn remedy(doc: &str, reason: &Reason) -> Vec<String> {
    vec![match reason {
        Reason::Approvals { .. } => format!("newsroom approve {doc}"),
        Reason::FourEyes { .. } => format!("another editor: newsroom approve {doc}"),
        Reason::Returned { .. } => format!("newsroom show {doc}, then newsroom edit {doc}"),
        Reason::ToldChanged { .. } => format!("newsroom diff {doc}; put the old words back"),
        Reason::NoMedium { .. } => format!("newsroom edit {doc} --media N --image FILE"),
        Reason::Metadata { .. } => format!(
            "newsroom edit {doc}, or with the file saved anew: newsroom edit {doc} --media N --image FILE; an editor who answers for it adds --keep-metadata"
        ),
        Reason::EditorsNote => format!("an admin: newsroom approve {doc}"),
        Reason::Stopped { .. } => format!("newsroom clear {doc} -m 'WHY IT MAY GO OUT'"),
        Reason::ClaimWithoutCaveat { claim, .. } => {
            format!("newsroom verify-flag {doc} --claim {claim} --caveat 'WHAT READERS ARE TOLD'")
        }
        Reason::ClaimOpen { claim, .. } => {
            format!("newsroom verify-flag {doc} --claim {claim} --status verified --evidence URL")
        }
        Reason::ClaimUnchecked { claim, status, .. } => {
            format!("newsroom verify-flag {doc} --claim {claim} --status {status} --evidence URL")
        }
        Reason::SourceWithoutReason { source_id, .. } => {
            format!("newsroom edit {doc} --source-reason '{source_id}=WHY THEY ARE NOT NAMED'")
        }
        Reason::SourceUnknown { source_id, .. } => {
            format!("newsroom source know {doc} {source_id}")
        }
        Reason::AltMissing { src, .. } => {
            let src = shell_words::quote(src);
            format!("newsroom edit {doc} --media {src} --alt 'WHAT IS TO BE SEEN'")
        }
        Reason::CreditMissing { src, .. } => {
            let src = shell_words::quote(src);
            format!("newsroom edit {doc} --media {src} --media-credit 'WHOSE IT IS'")
        }
        Reason::FileMissing { name } => {
            let name = shell_words::quote(name);
            return vec![
                format!("put {name} beside the post"),
                format!("or take it out: newsroom edit {doc} --remove-media {name}"),
            ];
        }
        Reason::SetAside => {
            return vec![
                format!("to let the correction out first: newsroom publish {doc}"),
                format!("or to drop it, and they are back: newsroom correct {doc} --drop"),
            ];
        }
        Reason::Empty => format!("newsroom edit {doc} --headline 'WHAT HAPPENED'"),
        Reason::Conflict | Reason::Unsettled { .. } => {
            format!("to settle it: newsroom edit {doc}")
        }
        Reason::Unreadable => format!("to mend it: newsroom edit {doc}"),
        Reason::Spiked => format!("an editor revives it: newsroom submit {doc}"),
        Reason::Embargo { .. } => {
            return vec![
                "when its time has come: newsroom publish --due".to_owned(),
                format!("to lift the embargo: newsroom edit {doc} --remove-publish-at"),
            ];
        }
        Reason::UnfiledChanges { .. } => format!("to file them: newsroom edit {doc}"),
        Reason::NothingNew => format!("newsroom edit {doc}"),
        Reason::Retracted => return Vec::new(),
        Reason::Pulled => format!("newsroom restore {doc} --tell-readers 'WHY IT IS BACK'"),
        Reason::StoryNotLive { .. } => format!("newsroom publish {doc} --with-story"),
        Reason::TooGentle { is, .. } => verb(doc, *is),
        Reason::FalseWordsLeft { claim, .. } => {
            return vec![
                format!(
                    "where readers have them: newsroom correct {doc} --replace 'FALSE WORDS=>RIGHT WORDS' --tell-readers 'WHAT WAS WRONG'"
                ),
                format!("before that: newsroom edit {doc} --replace 'FALSE WORDS=>RIGHT WORDS'"),
                format!(
                    "where they are right after all: newsroom verify-flag {doc} --claim {claim} --status verified -m 'HOW YOU KNOW'"
                ),
            ];
        }
        Reason::ReadersNotTold { .. } => {
            format!("newsroom correct {doc} --tell-readers 'WHAT WAS WRONG'")
        }
        Reason::NotAlone { .. } => format!("newsroom submit {doc}"),
        Reason::Checked { code, .. } => {
            return vec![
                format!("newsroom edit {doc}"),
                format!("what it is about: newsroom check --explain {code}"),
            ];
        }
    }]
}

fn verb(doc: &str, kind: ReleaseKind) -> String {
    match kind {
        ReleaseKind::First | ReleaseKind::Update => format!("for approval: newsroom submit {doc}"),
        kind => format!("newsroom publish {doc} --kind {}", kind.as_str()),
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::system(error.to_string())
    }
}

#[cfg(test)]
mod tests;

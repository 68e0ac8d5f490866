//! From what went wrong to what to type next: hints are born here, and nowhere else.

use super::error::{CliError, ErrorKind};
use super::view::Foreign;
use crate::model::ReleaseKind;
use crate::ops::OpError;
use crate::storage::StorageError;
use crate::workflow::{Act, Reason, Refusal, State};

impl From<OpError> for CliError {
    fn from(error: OpError) -> Self {
        let message = Foreign(&error.to_string()).to_string();
        match error {
            OpError::Storage(error) => error.into(),
            OpError::NotFound { nearest, .. } => not_found(message, nearest),
            OpError::Ambiguous { candidates, .. } => candidates
                .iter()
                .fold(Self::usage(message), |error, path| error.hint(path.to_string())),
            OpError::NotFiled(path) => Self::usage(message)
                .hint(format!("git add {path}; git commit, or newsroom edit {path}")),
            OpError::Problems { path, text, problems } => Self::in_file(&path, &text, problems),
            OpError::Stranger { name, email } => stranger(message, &name, &email),
            OpError::NoContributor { nearest, .. } => match nearest {
                Some(id) => Self::usage(message).hint(format!("did you mean {id}?")),
                None => Self::usage(message).hint("newsroom contributor list"),
            },
            OpError::Refused { doc, headline, refusal } => refused(&doc, &headline, &refusal),
            OpError::SomeRefused { refused: all, .. } => {
                let mut error = Self::refused(message);
                for (doc, headline, refusal) in &all {
                    let one = refused(doc, headline, refusal);
                    error.message.push_str(&format!("\n{}", one.message));
                    error.hints.extend(one.hints);
                }
                error
            }
            OpError::NotAllowed(refusal) => {
                let mut error = Self::usage(message);
                error.hints.extend(role_hint(&refusal));
                error
            }
            OpError::Unfiled { doc, .. } => Self::refused(message).hint(format!(
                "newsroom edit {doc} takes them along; git checkout puts the filed text back"
            )),
            OpError::WordsChanged { doc, now } => Self::refused(message)
                .hint(format!("newsroom diff {doc} --from reviewed"))
                .hint(format!("newsroom approve {doc} --words {now}")),
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
            StorageError::AlreadyADesk { .. } => Self::usage(message).hint("newsroom status"),
            StorageError::NoIdentity => Self::usage(message)
                .hint("git config --global user.name 'GIVEN FAMILY'")
                .hint("git config --global user.email YOU@EXAMPLE"),
            StorageError::Moved { .. } => Self::system(message).hint("the same command again"),
            StorageError::Damaged { .. } => Self::system(message).hint("newsroom doctor"),
            _ => Self::system(message),
        }
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
        Refusal::FourEyes { .. } => hints.push(format!(
            "somebody else reads them: newsroom submit {doc}, then another editor's newsroom approve {doc}"
        )),
        Refusal::OwnWords { .. } => {
            hints.push(format!("another editor approves: newsroom submit {doc}"));
        }
        Refusal::ApprovedAlready { .. } => hints.push(format!("newsroom publish {doc}")),
        Refusal::EditorsNote => hints.push(format!("newsroom submit {doc} asks an admin")),
        Refusal::State { act, state } => hints.extend(state_hint(doc, *act, *state)),
        Refusal::Public { .. } => hints.push(format!("newsroom log {doc}")),
        Refusal::NotStopped | Refusal::NothingOwed => hints.push("newsroom status".to_owned()),
        Refusal::StoppedAlready { .. } => hints.push(format!("newsroom clear {doc}")),
        Refusal::OwnSecond { .. } => {
            hints.push(format!("another editor's newsroom second {doc}"));
        }
        Refusal::Role { .. } | Refusal::Retired { .. } => hints.extend(role_hint(refusal)),
    }
    hints.dedup();
    let mut error = CliError::new(kind, message);
    error.hints = hints;
    error
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
            Some("newsroom contributor list shows who is an admin".to_owned())
        }
        Refusal::Role { .. } => Some("newsroom contributor list shows who may".to_owned()),
        _ => None,
    }
}

fn state_hint(doc: &str, act: Act, state: State) -> Option<String> {
    match (state, act) {
        (State::Approved, _) => Some(format!("newsroom publish {doc}")),
        (State::AsPublished, _) => Some(format!("newsroom edit {doc}, or newsroom correct {doc}")),
        (State::Spiked, _) => Some(format!("an editor's newsroom submit {doc} revives it")),
        (State::NeedsMerge, _) => Some(format!("newsroom edit {doc} settles it")),
        _ => None,
    }
}

/// The command that takes a reason out of the way.
fn remedy(doc: &str, reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::Approvals { .. } => format!("newsroom approve {doc}"),
        Reason::FourEyes { .. } => format!("another editor's newsroom approve {doc}"),
        Reason::Returned { .. } => {
            format!("newsroom edit {doc}, or the same editor's newsroom approve {doc}")
        }
        Reason::ToldChanged { .. } => format!(
            "newsroom diff {doc}; put the words back, and say more with newsroom correct {doc}"
        ),
        Reason::Metadata { .. } => format!("newsroom edit {doc} takes it out"),
        Reason::EditorsNote => format!("an admin's newsroom approve {doc}"),
        Reason::Stopped { .. } => format!("newsroom clear {doc} -m 'WHY IT MAY GO OUT'"),
        Reason::ClaimWithoutCaveat { claim, .. } => {
            format!("newsroom verify-flag {doc} --claim {claim} --caveat 'WHAT READERS ARE TOLD'")
        }
        Reason::ClaimOpen { claim, .. } => {
            format!("newsroom verify-flag {doc} --claim {claim} --status verified --evidence URL")
        }
        Reason::SourceWithoutReason { source_id, .. } => {
            format!("newsroom edit {doc}: give {source_id} a reason for readers")
        }
        Reason::SourceUnknown { source_id, .. } => {
            format!("newsroom source know {doc} {source_id}")
        }
        Reason::AltMissing { .. } | Reason::CreditMissing { .. } => format!("newsroom edit {doc}"),
        Reason::FileMissing { name } => {
            format!("put {name} beside the post, or newsroom edit {doc} --remove-media {name}")
        }
        Reason::Empty => format!("newsroom edit {doc} --headline 'WHAT HAPPENED'"),
        Reason::Conflict => format!("newsroom edit {doc}"),
        Reason::Spiked => format!("an editor's newsroom submit {doc} revives it"),
        Reason::Embargo { .. } => {
            format!("newsroom publish --due, later; or newsroom edit {doc} --remove-publish-at")
        }
        Reason::UnfiledChanges { .. } => format!("newsroom edit {doc} files them"),
        Reason::NothingNew => format!("newsroom edit {doc}"),
        Reason::Retracted => return None,
        Reason::Pulled => format!("newsroom restore {doc} --tell-readers 'WHY IT IS BACK'"),
        Reason::StoryNotLive { .. } => format!("newsroom publish {doc} --with-story"),
        Reason::TooGentle { is, .. } => verb(doc, *is),
        Reason::FalseWordsLeft { .. } => format!(
            "newsroom correct {doc} --replace 'FALSE WORDS=>RIGHT WORDS' --tell-readers 'WHAT WAS WRONG'"
        ),
        Reason::ReadersNotTold { .. } => {
            format!("newsroom correct {doc} --tell-readers 'WHAT WAS WRONG'")
        }
        Reason::NotAlone { .. } => format!("newsroom submit {doc}"),
    })
}

fn verb(doc: &str, kind: ReleaseKind) -> String {
    match kind {
        ReleaseKind::First | ReleaseKind::Update => format!("newsroom submit {doc}, for approval"),
        kind => format!("newsroom publish {doc} --kind {}", kind.as_str()),
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::system(error.to_string())
    }
}

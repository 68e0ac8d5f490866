//! What can go wrong at an open desk, on what.

use super::alike::Known;
use crate::format::Problem;
use crate::judge::JudgeError;
use crate::model::{DocPath, Version};
use crate::storage::{CommitId, StorageError};
use crate::workflow::Refusal;

/// What went wrong in a use case; hints are born where it is shown.
#[derive(Debug, thiserror::Error)]
pub enum OpError {
    /// The repository or the system.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Nothing here goes by that name.
    #[error("nothing here is called `{reference}`")]
    NotFound {
        /// What was asked for.
        reference: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// A post needs a story, and none is open here.
    #[error("no story is open")]
    NoStory {
        /// The story that was closed last, where one was.
        closed: Option<String>,
    },
    /// Several go by that name.
    #[error("`{reference}` names {} of them", candidates.len())]
    Ambiguous {
        /// What was asked for.
        reference: String,
        /// All of them, each with its headline or title.
        candidates: Vec<(DocPath, String)>,
    },
    /// A file was never filed.
    #[error("{0} is not filed at this desk")]
    NotFiled(String),
    /// A file that cannot be read, with every mistake.
    #[error("{path} cannot be read: {} {}", problems.len(), if problems.len() == 1 { "mistake" } else { "mistakes" })]
    Problems {
        /// The file.
        path: String,
        /// Its text.
        text: String,
        /// Every mistake.
        problems: Vec<Problem>,
        /// How it is mended, where it is a story or post.
        mend: Option<Mend>,
    },
    /// Nobody here has the e-mail that git gives the author.
    #[error("nobody at this desk has the e-mail {email}")]
    Stranger {
        /// The name that git gives.
        name: String,
        /// The e-mail that git gives.
        email: String,
    },
    /// No contributor of that id.
    #[error("no contributor `{id}`")]
    NoContributor {
        /// What was asked for.
        id: String,
        /// The nearest id there is.
        nearest: Option<String>,
    },
    /// Nobody of that name is of this desk, or was ever credited here.
    #[error("nobody here is called `{who}`, and nobody of that name was ever credited")]
    Nobody {
        /// What was asked for.
        who: String,
        /// Those whose names are like it, most alike first.
        near: Vec<Known>,
    },
    /// No story of that name.
    #[error("no story is called `{story}`")]
    NoSuchStory {
        /// What was asked for.
        story: String,
        /// The stories whose names are like it, most alike first.
        near: Vec<String>,
    },
    /// The desk's rules forbid it.
    #[error("{refusal}")]
    Refused {
        /// What it is about, as a person would name it on the command line.
        doc: String,
        /// Its headline.
        headline: String,
        /// Why.
        refusal: Refusal,
    },
    /// Several documents were asked for together, and some are refused.
    #[error("{} of {asked} {} not ready; {}", refused.len(), if *asked == 1 { "is" } else { "are" }, what_was_done(*others_done, *asked - refused.len()))]
    SomeRefused {
        /// The others were done all the same.
        others_done: bool,
        /// How many were asked for.
        asked: usize,
        /// What is refused: name, headline, why.
        refused: Vec<(String, String, Refusal)>,
    },
    /// The rights of a person, where no document is concerned.
    #[error(transparent)]
    NotAllowed(#[from] Refusal),
    /// The file has changes that are saved and not filed.
    #[error("{path} has changes that are saved and not filed")]
    Unfiled {
        /// The file.
        path: String,
        /// The document, as a person would name it on the command line.
        doc: String,
    },
    /// The words changed since they were last shown to this person here.
    #[error("the words of {doc} changed since they were last shown to you here")]
    WordsChanged {
        /// The document, as a person would name it.
        doc: String,
        /// The words as they are now.
        now: String,
    },
    /// The words of several did, of those that were to be done together.
    #[error("the words of {} changed since they were last shown to you here, nothing was done", docs.join(", "))]
    SeveralChanged {
        /// The documents, as a person would name them.
        docs: Vec<String>,
    },
    /// What was typed does not fit.
    #[error("{message}")]
    BadInput {
        /// What is wrong.
        message: String,
        /// The command or words to use instead; may be empty.
        remedy: String,
    },
    /// The desk asks for a newer program than this one.
    #[error(
        "this desk asks for newsroom {version} or newer (newsroom.toml, line {line}); this is {}: nothing was written",
        Version::here()
    )]
    Older {
        /// The oldest program that may write.
        version: Version,
        /// The line of `newsroom.toml` that says so.
        line: usize,
    },
    /// The settings are in a format that this program does not know.
    #[error("newsroom.toml is {told}: nothing was written")]
    AnotherFormat {
        /// Which, and which are known.
        told: String,
    },
    /// Something that should hold was found not to.
    #[error("{0}")]
    Findings(String),
}

/// How a story's or post's file that cannot be read is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The document, as a person would name it on the command line.
    pub doc: String,
    /// The commit that brought the last text of it that can be read.
    pub last: Option<CommitId>,
}

/// What became of those that are ready.
fn what_was_done(others_done: bool, ready: usize) -> &'static str {
    if others_done && ready > 0 { "the others are done" } else { "nothing was done" }
}

impl OpError {
    /// A file that cannot be read.
    pub fn problems(path: &str, text: &str, problems: Vec<Problem>) -> Self {
        Self::Problems { path: path.to_owned(), text: text.to_owned(), problems, mend: None }
    }

    /// Words that no file may have: what is wrong with each.
    pub fn unfit(problems: &[Problem]) -> Self {
        let lines: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        let remedy = problems.first().map_or_else(String::new, |problem| problem.remedy.clone());
        Self::BadInput { message: format!("nothing was filed: {}", lines.join("; ")), remedy }
    }

    /// What was typed does not fit.
    pub fn bad(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::BadInput { message: message.into(), remedy: remedy.into() }
    }
}

impl From<JudgeError> for OpError {
    fn from(error: JudgeError) -> Self {
        match error {
            JudgeError::Storage(error) => error.into(),
            JudgeError::NotFiled(path) => Self::NotFiled(path.to_owned()),
        }
    }
}

//! The line that somebody is typing: at which desk it is, and on which post or story.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgMatches, Command};

use crate::cli::surroundings::Surroundings;
use crate::desk::{Session, Summary};

/// What is known of a line before it is whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    read: Arc<Read>,
}

#[derive(Debug, Default)]
struct Read {
    surroundings: Option<Surroundings>,
    folder: Option<PathBuf>,
    doc: Option<String>,
}

impl Line {
    /// Reads these words; what is missing or does not fit yet is passed over.
    pub(super) fn read(
        command: Command,
        words: &[OsString],
        surroundings: Option<Surroundings>,
    ) -> Self {
        let matches = command.ignore_errors(true).try_get_matches_from(words).ok();
        let deepest = matches.as_ref().map(deepest);
        let folder =
            deepest.and_then(|at| at.try_get_one::<PathBuf>("desk-folder").ok().flatten().cloned());
        let doc =
            deepest.and_then(|at| ["doc", "docs", "slug"].into_iter().find_map(|id| one(at, id)));
        Self { read: Arc::new(Read { surroundings, folder, doc }) }
    }

    /// The desk it is typed at, opened to be looked at and no more.
    pub(super) fn session(&self) -> Option<Session> {
        let surroundings = self.read.surroundings.as_ref()?;
        let folder = match &self.read.folder {
            Some(folder) => surroundings.cwd.join(folder),
            None => surroundings.cwd.clone(),
        };
        Session::open_to_look(&folder, surroundings.now).ok()
    }

    /// The post or story that is named on it.
    pub(super) fn document(&self, session: &Session) -> Option<Summary> {
        let path = session.resolve(self.read.doc.as_ref()?).ok()?;
        session.summary_at(&path).ok().flatten()
    }
}

/// What was read of the command of a command, where it has one.
fn deepest(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| deepest(inner))
}

fn one(matches: &ArgMatches, id: &str) -> Option<String> {
    let mut values = matches.try_get_many::<String>(id).ok().flatten()?;
    values.next().cloned()
}

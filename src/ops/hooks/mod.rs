//! `hooks`: the rules held where git itself runs, before a commit, a push, and on the server.

pub mod push;
pub mod site;

use std::path::{Path, PathBuf};

use super::check::{self, Checked};
use crate::desk::{Letters, OpError, Session};
use crate::judge::Audited;
use crate::model::Moment;
use crate::storage::{Store, Update};

/// The hooks of somebody's clone, and those of a server.
const OF_A_CLONE: [&str; 2] = ["pre-commit", "pre-push"];

const OF_A_SERVER: [&str; 2] = ["pre-receive", "post-receive"];

/// What was installed.
#[derive(Debug)]
pub struct Installed {
    /// Each hook, and whether it is other than before.
    pub hooks: Vec<(PathBuf, bool)>,
    /// What was set in git's configuration.
    pub settings: Vec<&'static str>,
    /// What was found in the desk that a server has already.
    pub audited: Option<Audited>,
    /// The site that it builds after each push.
    pub site: Option<PathBuf>,
}

/// Has git run `program` before each commit and push; with `server`, before it takes a push. With `site`,
/// a server builds its site there after each.
///
/// # Errors
///
/// A hook that somebody else wrote; a repository that cannot be written.
pub fn install(
    start: &Path,
    program: &Path,
    server: bool,
    site: Option<(PathBuf, Moment)>,
    dry_run: bool,
) -> Result<Installed, OpError> {
    let store = Store::open_in_hook(start)?;
    let names = if server { OF_A_SERVER } else { OF_A_CLONE };
    if let Some((folder, _)) = &site {
        site::may_be(&store, folder, dry_run)?;
    }
    // A rehearsal first: all are installed, or none.
    for name in names {
        store.install_hook(name, "", true)?;
    }
    let mut installed =
        Installed { hooks: Vec::new(), settings: Vec::new(), audited: None, site: None };
    for name in names {
        installed.hooks.push(store.install_hook(name, &script(program, name), dry_run)?);
    }
    if server && !dry_run {
        installed.settings = store.refuse_rewriting()?;
        installed.audited = push::settle(&store)?;
        if let Some((folder, now)) = &site {
            site::set_up(&store, folder, *now)?;
        }
    }
    installed.site = site.map(|(folder, _)| folder);
    Ok(installed)
}

/// A hook: the program that installed it, or the one on the path where that is gone.
fn script(program: &Path, name: &str) -> String {
    let program = program.display().to_string();
    let program = shell_words::quote(&program);
    format!(
        "program={program}\n[ -x \"$program\" ] || program=newsroom\nexec \"$program\" hooks run {name}\n"
    )
}

/// What `pre-commit` finds in the documents and settings that are staged; `None` where what is
/// committed is not the desk.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn before_commit(
    start: &Path,
    now: Moment,
    letters: Letters,
) -> Result<Option<Checked>, OpError> {
    let mut session = Session::open(start, now, letters)?;
    if !session.store.on_desk_branch()? {
        return Ok(None);
    }
    let paths = session.store.look_at_staged()?;
    if paths.is_empty() {
        return Ok(None);
    }
    check::run(&mut session, &check::Request { paths, fix: false }).map(Some)
}

/// What `pre-push` finds in the steps that are about to leave; `lines` are what git gives it.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn before_push(start: &Path, lines: &str, now: Moment) -> Result<Option<Audited>, OpError> {
    judged(start, lines, Update::pushed, push::Side::Sender, now)
}

/// What `pre-receive` finds in the steps that are about to be taken.
///
/// # Errors
///
/// A repository that cannot be read.
pub fn before_receiving(
    start: &Path,
    lines: &str,
    now: Moment,
) -> Result<Option<Audited>, OpError> {
    judged(start, lines, Update::received, push::Side::Receiver, now)
}

/// What `post-receive` does. Gives what went wrong with the site's last build, for who pushed.
///
/// # Errors
///
/// A repository that cannot be read or written.
pub fn after_receiving(
    start: &Path,
    lines: &str,
    program: &Path,
) -> Result<Option<String>, OpError> {
    let updates = updates(lines, Update::received)?;
    let mut store = Store::open_in_hook(start)?;
    let released = push::taken(&mut store, &updates)?;
    site::after_push(&store, released, program)
}

fn judged(
    start: &Path,
    lines: &str,
    read: fn(&str) -> Option<Update>,
    side: push::Side,
    now: Moment,
) -> Result<Option<Audited>, OpError> {
    let updates = updates(lines, read)?;
    push::judge(&mut Store::open_in_hook(start)?, &updates, side, now)
}

fn updates(lines: &str, read: fn(&str) -> Option<Update>) -> Result<Vec<Update>, OpError> {
    let update = |line: &str| {
        read(line).ok_or_else(|| {
            let message = format!("`{line}` is not a line that git gives its hooks");
            OpError::bad(message, "newsroom hooks install: git runs them from then on")
        })
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(update).collect()
}

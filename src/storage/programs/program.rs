//! The git program, so run that a poisoned clone or a strange environment cannot steer it.
#![expect(clippy::disallowed_methods, reason = "this is where git is run")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::storage::StorageError;

/// Variables by which a hook or a person points git at another repository.
const ASTRAY: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
];

/// The folder in which git finds no hook.
pub(super) const NO_HOOKS: &str = "/dev/null";

/// A run of git in that folder: no hooks, no file system monitor, no `ext::` remotes, no questions,
/// paths as they are, messages in English.
pub(in crate::storage) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    command.args(["-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"]);
    command.arg("-c").arg(format!("core.hooksPath={NO_HOOKS}"));
    steady(&mut command);
    command
}

/// Several runs of git in that folder, as a script of the shell.
pub(in crate::storage) fn script(folder: &Path, text: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", text]).current_dir(folder);
    steady(&mut command);
    command
}

pub(super) fn steady(command: &mut Command) {
    for name in ASTRAY {
        command.env_remove(name);
    }
    command
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_LITERAL_PATHSPECS", "1")
        .stdin(Stdio::null());
}

/// Any other program that git's settings name.
pub(in crate::storage) fn other(program: &str) -> Command {
    Command::new(program)
}

/// Runs it and gives what it wrote.
pub(in crate::storage) fn run(doing: &str, command: &mut Command) -> Result<Vec<u8>, StorageError> {
    let failed = |message: String| StorageError::Program { doing: doing.to_owned(), message };
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    written(output, failed)
}

/// Runs it, does other work meanwhile, and gives what it wrote and what the work came to.
pub(in crate::storage) fn run_beside<T>(
    doing: &str,
    command: &mut Command,
    work: impl FnOnce() -> T,
) -> Result<(Vec<u8>, T), StorageError> {
    let failed = |message: String| StorageError::Program { doing: doing.to_owned(), message };
    let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let program = started.map_err(|error| failed(error.to_string()))?;
    let done = work();
    let output = program.wait_with_output().map_err(|error| failed(error.to_string()))?;
    Ok((written(output, failed)?, done))
}

fn written(
    output: Output,
    failed: impl FnOnce(String) -> StorageError,
) -> Result<Vec<u8>, StorageError> {
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

/// Whether the environment says how git shall run ssh.
pub(in crate::storage) fn names_ssh() -> bool {
    ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| std::env::var_os(name).is_some())
}

//! The git program, so run that a poisoned clone or a strange environment cannot steer it.
#![expect(clippy::disallowed_methods, reason = "this is where git is run")]

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

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
    written(doing, command.output())
}

/// A program that was started, and whose output is still to come; dropped, it is waited for, for it may hold
/// a lock.
#[must_use]
pub(in crate::storage) struct Running {
    doing: &'static str,
    program: Option<Child>,
}

/// Starts it, so that other work can be done meanwhile.
pub(in crate::storage) fn start(
    doing: &'static str,
    command: &mut Command,
) -> Result<Running, StorageError> {
    let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    started
        .map(|program| Running { doing, program: Some(program) })
        .map_err(|error| failed(doing, &error))
}

impl Running {
    /// Waits for its end and gives what it wrote.
    pub(in crate::storage) fn end(mut self) -> Result<Vec<u8>, StorageError> {
        let program = self.program.take().expect("it is ended once");
        written(self.doing, program.wait_with_output())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(program) = self.program.take() {
            let _ = program.wait_with_output();
        }
    }
}

fn failed(doing: &str, why: &dyn Display) -> StorageError {
    StorageError::Program { doing: doing.to_owned(), message: why.to_string() }
}

fn written(doing: &str, ended: io::Result<Output>) -> Result<Vec<u8>, StorageError> {
    let output = ended.map_err(|error| failed(doing, &error))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(failed(doing, &String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// Whether the environment says how git shall run ssh.
pub(in crate::storage) fn names_ssh() -> bool {
    ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| std::env::var_os(name).is_some())
}

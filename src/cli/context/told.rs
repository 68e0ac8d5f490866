//! Where a command's words go: standard output, which may be piped, standard error, a file.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::Context;
use super::typed::read_file;
use crate::cli::error::{CliError, Result};
use crate::cli::view::json::json_text;
use crate::cli::view::{Foreign, output, pager};
use crate::desk::Session;

impl Context {
    /// Words for standard output, which may be piped.
    pub fn print(&self, text: &str) -> Result<()> {
        let mut out = anstream::AutoStream::new(std::io::stdout().lock(), self.choice());
        let line = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        quiet(write!(out, "{text}{line}").and_then(|()| out.flush()))
    }

    /// Long words for standard output, page by page on a terminal.
    pub fn page(&self, session: &Session, text: &str) -> Result<()> {
        match session.store.on_screen("GIT_PAGER") {
            Ok(Some(command)) if self.surroundings.stdout_terminal && !self.surroundings.dumb => {
                let text = if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
                Ok(pager::page(&text, &command, true)?)
            }
            _ => self.print(text),
        }
    }

    /// Writes a text to a file that a person names, whole or not at all, and says so. A file that is
    /// there is replaced only where it has the mark that every such text has.
    pub fn write_out(&self, name: &Path, text: &str, mark: &str) -> Result<()> {
        let path = self.folder().join(name);
        let shown = Foreign(&name.display().to_string()).to_string();
        let there = match read_file(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(CliError::usage(format!("{shown} cannot be read: {error}"))),
        };
        if !there.is_empty() && !there.contains(mark) {
            let error = CliError::usage(format!("{shown} is there already, and is something else"));
            return Err(error.hint("another name after --out, or take that file away first"));
        }
        if self.global.dry_run {
            return self.print(&format!("would be written: {shown}"));
        }
        write_file(&path, text)
            .map_err(|error| CliError::usage(format!("{shown} cannot be written: {error}")))?;
        self.print(&format!("written: {shown}"))
    }

    /// A remark, on standard error.
    pub fn remark(&self, text: &str) {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{text}");
    }

    /// One JSON document on standard output.
    pub fn json<T: Serialize>(&self, value: &T) -> Result<()> {
        let text = json_text(value);
        let mut out = std::io::stdout().lock();
        quiet(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// A text that is all a command gives: as it is, or as the one field of JSON.
    pub fn text_out(&self, text: String) -> Result {
        if self.global.json {
            self.json(&output::Text { version: output::VERSION, text })?;
        } else {
            self.print(&text)?;
        }
        Ok(0)
    }

    /// Whether standard output gets colour.
    pub fn colour(&self) -> bool {
        self.surroundings.colour && !self.global.json
    }

    /// The width of the terminal; without end where there is none, so that nothing is cut.
    pub fn width(&self) -> usize {
        if self.surroundings.stdout_terminal { self.surroundings.width } else { usize::MAX }
    }

    fn choice(&self) -> anstream::ColorChoice {
        if self.surroundings.colour {
            anstream::ColorChoice::Always
        } else {
            anstream::ColorChoice::Never
        }
    }
}

/// A reader that went away is no failure.
fn quiet(written: std::io::Result<()>) -> Result<()> {
    Ok(pager::quietly(written)?)
}

/// Puts a text in the place of a file, whole or not at all.
fn write_file(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program makes a file: what the umask takes away is away.
        file.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = file.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

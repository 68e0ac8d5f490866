//! Manual pages: what clap knows of a command, then its examples and how it may end.

use std::io::Result;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::error::EXIT_CODES;
use crate::cli::examples;

/// A page and the name of its file.
#[derive(Debug)]
pub struct Page {
    /// As in `newsroom-add.1`.
    pub file: String,
    /// The page, as roff.
    pub text: Vec<u8>,
}

/// The page of the program, and that of each command.
///
/// # Errors
///
/// None but those of writing.
pub fn pages(mut root: Command) -> Result<Vec<Page>> {
    root.build();
    let mut found = Vec::new();
    let mut left = vec![&root];
    while let Some(command) = left.pop() {
        found.push(page(command)?);
        left.extend(command.get_subcommands().filter(|sub| !sub.is_hide_set()));
    }
    Ok(found)
}

/// The page of a command that was built.
fn page(command: &Command) -> Result<Page> {
    let (man, mut text) = (Man::new(command.clone()), Vec::new());
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    synopsis(&mut text, command)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if command.get_subcommands().any(|sub| !sub.is_hide_set()) {
        man.render_subcommands_section(&mut text)?;
    }
    let mut end = Roff::default();
    examples(&mut end, command);
    exit_status(&mut end);
    end.to_writer(&mut text)?;
    Ok(Page { file: man.get_filename(), text })
}

/// How it is typed, as its `--help` says.
fn synopsis(text: &mut Vec<u8>, command: &Command) -> Result<()> {
    let usage = command.clone().render_usage().to_string();
    let mut section = Roff::default();
    section.control("SH", ["SYNOPSIS"]);
    section.text([roman(usage.trim_start_matches("Usage:").trim())]);
    section.to_writer(text)
}

/// The examples of a command; of the program, the day at a desk.
fn examples(page: &mut Roff, command: &Command) {
    let name = command.get_bin_name().and_then(|name| name.split_once(' ')).map(|(_, name)| name);
    let day = command.get_after_help().filter(|_| name.is_none()).map(ToString::to_string);
    let lines = match (&day, name) {
        (Some(day), _) => day.lines().collect(),
        (None, name) => name.map_or_else(Vec::new, |name| examples::of(name).to_vec()),
    };
    if lines.is_empty() {
        return;
    }
    page.control("SH", [if day.is_some() { "THE DAY AT A DESK" } else { "EXAMPLES" }]);
    page.control("nf", []);
    for line in lines {
        page.text([roman(line)]);
    }
    page.control("fi", []);
}

fn exit_status(page: &mut Roff) {
    page.control("SH", ["EXIT STATUS"]);
    for code in EXIT_CODES {
        page.control("TP", []);
        page.text([bold(code.code().to_string())]);
        page.text([roman(code.meaning)]);
    }
}

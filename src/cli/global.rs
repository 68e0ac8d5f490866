//! The options of every command.

use std::path::PathBuf;

use super::surroundings::ColourChoice;

/// The options of every command.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Global {
    /// Work at the desk in that folder
    // Commands have a DIR of their own, which must not be taken for this one.
    #[arg(
        id = "desk_folder",
        id = "desk-folder",
        short = 'C',
        value_name = "DIR",
        global = true,
        help_heading = "Options of every command"
    )]
    pub directory: Option<PathBuf>,
    /// Print one JSON document on standard output, and nothing else there
    #[arg(long, global = true, help_heading = "Options of every command")]
    pub json: bool,
    /// Colour: where it helps, always or never
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        help_heading = "Options of every command"
    )]
    pub color: ColourChoice,
    /// Say what would be done, and write nothing
    #[arg(short = 'n', long, global = true, help_heading = "Options of every command")]
    pub dry_run: bool,
    /// Take every question's default
    #[arg(short = 'y', long, global = true, help_heading = "Options of every command")]
    pub yes: bool,
    /// Keep it on this machine for now
    #[arg(long, global = true, help_heading = "Options of every command")]
    pub no_send: bool,
    /// After a change, say which commits it made on which branches
    #[arg(short = 'v', long, global = true, help_heading = "Options of every command")]
    pub verbose: bool,
}

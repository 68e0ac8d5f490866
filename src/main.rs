//! The doorway: run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(newsroom::cli::run(std::env::args_os().collect()))
}

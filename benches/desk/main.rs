//! How fast the desk is, against others that do the like and against itself, in one run on one machine.
//!
//! `cargo bench --bench desk -- [--posts N] [--runs K] [--only PART] [--json FILE]` makes desks of
//! 1,000, of 10,000 and of N posts (10,000 where nothing is said) and prints medians, each with its
//! ratio to a peer's from the same run, with its growth since the smaller desk, and with its goal.
//! Times of another day or machine say nothing; ratios and growth do. `--json` writes the rows to a file.
#![expect(clippy::disallowed_methods, reason = "a benchmark writes what it measured")]

mod desk;
mod goals;
mod hugo;
mod measure;
mod rows;
mod stream;
mod table;
mod words;

use std::io::Write;
use std::path::PathBuf;

use desk::Desk;
use rows::{PARTS, Part};
use table::Table;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What was asked for.
struct Arguments {
    posts: usize,
    runs: usize,
    only: Option<Part>,
    json: Option<PathBuf>,
}

fn main() -> Result {
    let given: Vec<String> = std::env::args().skip(1).collect();
    if let Some((measure::PEAK, command)) =
        given.split_first().map(|(first, rest)| (&**first, rest))
    {
        return measure::print_peak(command);
    }
    let arguments = Arguments::read(given)?;
    let mut sizes = vec![1000, 10_000, arguments.posts];
    sizes.retain(|size| *size <= arguments.posts);
    sizes.sort_unstable();
    sizes.dedup();
    let mut out = std::io::stdout();
    let mut table = Table::default();
    for size in sizes {
        let desk = Desk::new(size)?;
        for (_, part) in PARTS {
            if arguments.only.is_none_or(|only| std::ptr::fn_addr_eq(only, *part)) {
                part(&desk, arguments.runs, &mut table)?;
                write!(out, "{}", table.take())?;
                out.flush()?;
            }
        }
    }
    if let Some(file) = arguments.json {
        std::fs::write(file, table.json())?;
    }
    Ok(())
}

impl Arguments {
    fn read(given: Vec<String>) -> Result<Self> {
        let mut read = Self { posts: 10_000, runs: 9, only: None, json: None };
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let mut next = || given.next().ok_or(format!("{argument} of what?"));
            match argument.as_str() {
                "--posts" => read.posts = next()?.parse()?,
                "--runs" => read.runs = next()?.parse()?,
                "--only" => read.only = Some(part(&next()?)?),
                "--json" => read.json = Some(next()?.into()),
                "--bench" => {} // cargo says so
                other => {
                    let known = "--posts N, --runs K, --only PART, --json FILE";
                    return Err(format!("`{other}`? {known}").into());
                }
            }
        }
        (read.posts, read.runs) = (read.posts.max(100), read.runs.max(3));
        Ok(read)
    }
}

fn part(name: &str) -> Result<Part> {
    let known = PARTS.iter().find(|(part, _)| *part == name).map(|(_, part)| *part);
    let names = || PARTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    Ok(known.ok_or_else(|| format!("`{name}`? one of {}", names()))?)
}

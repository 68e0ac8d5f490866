//! Words in, words out: arguments, prompts and editors on one side, terminal and JSON on the other.
//!
//! | file | what it is |
//! | --- | --- |
//! | `commands/` | one command a file, and their table |
//! | `examples.rs` | what somebody would type |
//! | `act.rs` | what several of them do in the same way |
//! | `input/` | where words come in |
//! | `view/` | where words go out |
//! | `context.rs` | what a command is given: `surroundings.rs`, `global.rs`, a desk, a way to print |
//! | `error.rs`, `hint/` | what went wrong; what to type next |
//! | `progress.rs`, `interrupt.rs` | how far long work is; Ctrl-C |
//! | `demo/` | a night at a desk, played |

pub mod act;
pub mod commands;
pub mod context;
pub mod demo;
pub mod error;
pub mod examples;
pub mod global;
mod hint;
pub mod input;
pub mod interrupt;
mod progress;
pub mod surroundings;
pub mod view;

use std::ffi::OsString;
use std::io::Write;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use commands::Command;
use context::Context;
use error::CliError;
use global::Global;
use surroundings::Surroundings;

use crate::credits::join;
use crate::storage::{when_cut_short, when_long};

/// A live desk for a newsroom, in a git repository
///
/// Reporters file timestamped posts of live coverage; claims that nobody could verify yet are
/// flagged and readers are told so; editors read what changed and approve exact words; publishing,
/// correcting and retracting put releases on a public record that shows every correction.
#[derive(Debug, Parser)]
#[command(name = "newsroom", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(help_template = "{about}\n\n{usage-heading} {usage}\n{after-help}\n\n{options}")]
struct Root {
    #[command(flatten)]
    global: Global,
}

/// What was typed.
#[derive(Debug)]
pub struct Cli {
    pub(crate) global: Global,
    pub(crate) command: Command,
}

/// Runs the program with these arguments; the first is its name. Gives the exit code.
pub fn run(arguments: Vec<OsString>) -> u8 {
    if input::complete::answer(command, &arguments) {
        return 0;
    }
    let arguments = asking_for_help(arguments);
    let json = asks_for_json(&arguments);
    let cli = match read(&arguments) {
        Ok(cli) => cli,
        Err(error) => return misunderstood(error, json),
    };
    let surroundings = match Surroundings::read(cli.global.color) {
        Ok(surroundings) => surroundings,
        Err(error) => return fail(&error.into(), json, false, 80),
    };
    let (colour, width) = (surroundings.colour_errors, surroundings.width);
    when_cut_short(Box::new(move |object| {
        let error = CliError::system(format!("`{}` is an object of git that is cut short, and cannot be read", object.display()))
            .hint("move that file away; where the shared desk has it whole: git fetch --refetch, else newsroom clone");
        progress::take_away();
        std::process::exit(fail(&error, json, colour, width).into());
    }));
    if let Some(after) = surroundings.progress_after {
        when_long(Box::new(progress::Terminal { after }));
    }
    let mut context = Context::new(surroundings, cli.global, command);
    let typed = arguments.iter().map(|argument| argument.to_string_lossy().into_owned());
    context.typed = typed.collect();
    let mut done = cli.command.run(&mut context);
    // Somebody may have just filed what is named here: the shared desk is asked, once.
    if done.as_ref().is_err_and(|error| error.unknown_name)
        && context.something_came()
        && let Ok(cli) = read(&arguments)
    {
        done = cli.command.run(&mut context);
    }
    match done {
        Ok(code) => code,
        Err(error) => fail(&error, json, colour, width),
    }
}

/// The whole command line, with the day at a desk as its help.
pub fn command() -> clap::Command {
    // What is said of all of them stands over what is said of their table.
    with_help(Root::augment_args(Command::augment_subcommands(clap::Command::new("newsroom"))))
}

fn with_help(root: clap::Command) -> clap::Command {
    let root = root.subcommand_required(true).arg_required_else_help(true);
    examples::told(root).after_help(commands::DAY)
}

/// As much of the command line as these arguments ask for: to put all of it together takes as long as
/// what most commands do.
fn asked(arguments: &[OsString]) -> clap::Command {
    let first = arguments.get(1).and_then(|first| first.to_str()).unwrap_or_default();
    match Command::alone(first) {
        Some(command) => with_help(Root::command().subcommand(command)),
        None if ["--version", "-V"].contains(&first) && arguments.len() == 2 => Root::command(),
        None => command(),
    }
}

fn read(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    read_by(asked(arguments), arguments)
}

fn read_by(command: clap::Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = command.try_get_matches_from(arguments)?;
    let (global, command) =
        (Global::from_arg_matches(&matches)?, Command::from_arg_matches(&matches)?);
    Ok(Cli { global, command })
}

/// `newsroom help COMMAND` is `newsroom COMMAND --help`.
fn asking_for_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The word that stands in a command's place, where there is no such command.
fn no_command(error: &clap::Error) -> Option<CliError> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let usage = error.to_string();
    // A command of a command, as `story`'s, is told by its own error.
    if error.kind() != ErrorKind::InvalidSubcommand || !usage.contains("Usage: newsroom [OPTIONS]")
    {
        return None;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let command = command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let told = CliError::usage(format!("there is no command `{}`", view::Foreign(typed)));
    Some(hint::meant(typed, &names).into_iter().fold(told, CliError::hint))
}

/// What a command needs and was not given, with how one would type it.
fn lacking(error: &clap::Error) -> Option<CliError> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    if error.kind() != ErrorKind::MissingRequiredArgument {
        return None;
    }
    let Some(ContextValue::Strings(needed)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let text = error.to_string();
    let (_, usage) = text.split_once("Usage: newsroom ")?;
    let is_name = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let name = usage.split_whitespace().take_while(is_name).collect::<Vec<_>>().join(" ");
    // What is named by its place is told first, as it is typed first.
    let mut needed = needed.clone();
    needed.sort_by_key(|one| one.starts_with('-'));
    let told = CliError::usage(format!("newsroom {name} needs {}", join("en", &needed)));
    let example = examples::of(&name).first().map(|line| format!("for example: {line}"));
    let help = format!("newsroom {name} --help");
    Some(example.into_iter().fold(told, CliError::hint).hint(help))
}

/// Whether `--json` is among the arguments, also where others of them do not fit.
fn asks_for_json(arguments: &[OsString]) -> bool {
    arguments.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--json")
}

/// Arguments that do not fit; or help and version, which are asked for.
fn misunderstood(error: clap::Error, json: bool) -> u8 {
    if !error.use_stderr() {
        let _ = error.print();
        return 0;
    }
    if let Some(error) = no_command(&error).or_else(|| lacking(&error)) {
        return fail(&error, json, false, 80);
    }
    // What was typed is foreign text, and clap prints it as it came.
    let text = view::Foreign::lines(&error.render().to_string()).to_string();
    let _ = write!(std::io::stderr().lock(), "{text}");
    let error = CliError::from(error);
    if json {
        print_json(&error);
    }
    error.kind.exit_code()
}

fn print_json(error: &CliError) {
    let _ = write!(std::io::stdout().lock(), "{}", view::json::json_text(&error.json()));
}

fn fail(error: &CliError, json: bool, colour: bool, width: usize) -> u8 {
    if json {
        print_json(error);
    }
    let _ = write!(std::io::stderr().lock(), "{}", error.render(colour, width));
    error.kind.exit_code()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(Into::into).collect()
    }

    #[test]
    fn a_command_by_itself_is_read_as_in_the_whole_command_line() {
        let whole = command();
        for name in whole.get_subcommands().map(clap::Command::get_name) {
            assert!(Command::alone(name).is_some(), "{name}");
            for rest in ["--help", "-h", "--no-such-option", "no such word", "-C a --json --color"]
            {
                let arguments = words(&format!("newsroom {name} {rest}"));
                let told = |command: clap::Command| match read_by(command, &arguments) {
                    Ok(cli) => format!("{cli:?}"),
                    Err(error) => format!("{:?}\n{}", error.kind(), error.render().ansi()),
                };
                assert_eq!(told(asked(&arguments)), told(command()), "{arguments:?}");
            }
        }
        for alias in ["create", "kill", "help", "return_", "verify_flag", ""] {
            assert!(Command::alone(alias).is_none(), "{alias}");
        }
    }

    #[test]
    fn no_command_has_an_argument_that_is_mistaken_for_one_of_every_command() {
        let root = command();
        let global = |arg: &&clap::Arg| arg.is_global_set();
        let global: Vec<_> = root.get_arguments().filter(global).map(clap::Arg::get_id).collect();
        assert!(global.len() > 5);
        let mut left: Vec<&clap::Command> = root.get_subcommands().collect();
        while let Some(command) = left.pop() {
            for argument in command.get_arguments() {
                let (name, id) = (command.get_name(), argument.get_id());
                assert!(!global.contains(&id), "`{id}` of `{name}`");
            }
            left.extend(command.get_subcommands());
        }
    }

    #[test]
    fn a_folder_that_is_to_be_made_is_not_the_folder_to_work_in() {
        let read = |line: &str| read(&words(line)).expect("fits");
        let cli = read("newsroom init desk --name N");
        assert_eq!(cli.global.directory, None);
        let cli = read("newsroom demo -C a b");
        assert_eq!(cli.global.directory, Some(PathBuf::from("a")));
    }

    #[test]
    fn json_is_asked_for_also_where_other_arguments_do_not_fit() {
        let asks = |line: &str| asks_for_json(&words(line));
        assert!(asks("newsroom aprove k3x9 --json"));
        assert!(!asks("newsroom show -- --json"));
    }
}

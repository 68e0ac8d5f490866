//! What Tab completes: what the desk knows by name, and words of which there are only so many.
//!
//! An argument says what is offered for it (`add = complete::tags()`); what that is depends on the
//! line that is being typed, which is read once, when a shell asks. Whatever is wrong, a person who
//! presses Tab is told nothing: there is nothing to complete then.
//!
//! | file | what it is |
//! | --- | --- |
//! | `offer.rs` | what is offered for each sort of argument |
//! | `line.rs` | the line so far: at which desk, on which post |
//! | `shells.rs` | how bash and zsh ask |

mod line;
mod offer;
pub mod shells;

use std::ffi::OsString;

use clap::{Arg, Command};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::cli::surroundings::{ColourChoice, Surroundings};
use line::Line;
pub use offer::Offer;

/// What names a post or story.
pub fn documents() -> Offer {
    Offer::Documents
}

/// What names a post or story that waits for this person's approval; else any.
pub fn to_approve() -> Offer {
    Offer::ToApprove
}

/// What names a post or story that may be let out; else any.
pub fn to_publish() -> Offer {
    Offer::ToPublish
}

/// What names a story.
pub fn stories() -> Offer {
    Offer::Stories
}

/// The id of somebody of the desk.
pub fn people() -> Offer {
    Offer::People
}

/// Somebody by whom things are found: an id, a printed name, or `you`.
pub fn anybody() -> Offer {
    Offer::Anybody
}

/// Somebody who is credited, and as what.
pub fn credits() -> Offer {
    Offer::Credits
}

/// A credit of the post on the line.
pub fn credited() -> Offer {
    Offer::Credited
}

/// A subject.
pub fn tags() -> Offer {
    Offer::Tags
}

/// A subject of the post on the line.
pub fn tagged() -> Offer {
    Offer::Tagged
}

/// A claim: of the post on the line, else those that are open.
pub fn claims() -> Offer {
    Offer::Claims
}

/// The number of a release of the post on the line.
pub fn releases() -> Offer {
    Offer::Releases
}

/// Words of a post that are compared: the desk's, the live ones, a release's.
pub fn versions() -> Offer {
    Offer::Versions
}

/// A time zone.
pub fn zones() -> Offer {
    Offer::Zones
}

/// The kind with which a link begins.
pub fn link_kinds() -> Offer {
    Offer::LinkKinds
}

/// The kind with which a source begins.
pub fn source_kinds() -> Offer {
    Offer::SourceKinds
}

/// A source of the post on the line.
pub fn sources() -> Offer {
    Offer::Sources
}

/// The code of a rule of `check`.
pub fn check_rules() -> Offer {
    Offer::CheckRules
}

/// The code of a rule of `audit`.
pub fn audit_rules() -> Offer {
    Offer::AuditRules
}

/// Answers a shell that asks what can follow; gives whether one did.
pub fn answer(command: fn() -> Command, arguments: &[OsString]) -> bool {
    // A shell asks by a variable, and gives the line behind `--`.
    let asks = arguments.get(1).is_some_and(|first| first == "--");
    let surroundings = if asks { Surroundings::read(ColourChoice::Never).ok() } else { None };
    let folder = surroundings.as_ref().map(|surroundings| surroundings.cwd.clone());
    let words = arguments.get(2..).unwrap_or_default();
    let led = || {
        let line = Line::read(command(), words, surroundings.clone());
        lead(command(), &line)
    };
    let shells = shells::all();
    let answered = CompleteEnv::with_factory(led).shells(shells);
    answered.try_complete(arguments, folder.as_deref()).unwrap_or(asks)
}

/// The command line, each argument with what is offered for it on that line.
fn lead(command: Command, line: &Line) -> Command {
    let complete = |arg: Arg| match arg.get::<Offer>().copied() {
        None => arg,
        Some(offer) => {
            let line = line.clone();
            arg.add(ArgValueCompleter::new(move |typed: &std::ffi::OsStr| {
                typed.to_str().map_or_else(Vec::new, |typed| told(offer.of(&line, typed), typed))
            }))
        }
    };
    command.mut_args(complete).mut_subcommands(|sub| lead(sub, line))
}

/// What begins as it was typed. A name with characters that cannot be seen is left out: in the line
/// it would be another than on the screen.
fn told(found: Vec<(String, String)>, typed: &str) -> Vec<CompletionCandidate> {
    let fits = |name: &String| name.starts_with(typed) && *name == crate::cli::view::shown(name);
    let found = found.into_iter().filter(|(name, _)| fits(name));
    found
        .map(|(name, help)| {
            let help = (!help.is_empty()).then(|| crate::cli::view::shown(&help).into());
            CompletionCandidate::new(name).help(help)
        })
        .collect()
}

//! What Tab completes: posts, stories and people of the desk.

use std::ffi::OsStr;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::cli::surroundings::{ColourChoice, Surroundings};
use crate::desk::Filter;
use crate::desk::Session;
use crate::ops::list;

/// Completes what names a post or story.
pub fn documents() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| named(typed, false))
}

/// Completes what names a story.
pub fn stories() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| named(typed, true))
}

/// Completes a contributor's id.
pub fn people() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let Some(session) = session() else { return Vec::new() };
        let people = session.desk.contributors.iter();
        people
            .filter(|person| person.id.as_str().starts_with(&*typed))
            .map(|person| {
                CompletionCandidate::new(person.id.as_str()).help(Some(person.name.clone().into()))
            })
            .collect()
    })
}

fn named(typed: &OsStr, stories: bool) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let Some(session) = session() else { return Vec::new() };
    let all = list::run(&session, &Filter::default()).unwrap_or_default();
    all.iter()
        .filter(|summary| !stories || summary.is_story())
        .flat_map(|summary| {
            let names = [summary.path.slug().to_owned(), summary.id.to_string()];
            let help = summary.headline.clone();
            names.into_iter().map(move |name| (name, help.clone()))
        })
        .filter(|(name, _)| name.starts_with(&*typed))
        .map(|(name, help)| CompletionCandidate::new(name).help(Some(help.into())))
        .collect()
}

fn session() -> Option<Session> {
    let surroundings = Surroundings::read(ColourChoice::Never).ok()?;
    let mut letters = surroundings.clone();
    let letters = Box::new(move |count| letters.random_letters(count));
    Session::open(&surroundings.cwd, surroundings.now, letters).ok()
}

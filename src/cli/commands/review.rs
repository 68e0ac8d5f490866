//! `newsroom review`

use std::time::Duration;

use clap::Args;

use super::{Result, edit};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::prompt::Prompt;
use crate::cli::view::{Foreign, diff as diff_view, document, outcome, summary};
use crate::ops::show::{self, Version};
use crate::ops::step::{self, Request, Step};
use crate::ops::{Session, Summary, publish, status};

/// Read what waits, word by word, and decide
///
/// Urgent first, then what has waited longest, each with what changed since readers last saw it. A
/// single key decides: a approve, r return with a reason, c comment, e edit, p approve and publish,
/// s skip, q quit. Without a terminal it lists the queue.
#[derive(Debug, Args)]
pub struct Arguments {
    /// That post or story alone
    #[arg(value_name = "DOC", add = super::completions::documents())]
    doc: Option<String>,
    /// Wait for more when the queue is empty
    #[arg(long)]
    watch: bool,
}

/// What follows a decision.
enum Next {
    /// The next document.
    Go,
    /// The same document again: it changed.
    Again,
    /// The end.
    Quit,
}

const KEYS: [char; 7] = ['a', 'r', 'c', 'e', 'p', 's', 'q'];
const MENU: &str = "[a]pprove  [r]eturn  [c]omment  [e]dit  [p]ublish  [s]kip  [q]uit";

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let Some(prompt) = context.prompt() else { return list(context, &session, self.doc) };
        let mut seen: Vec<String> = Vec::new();
        loop {
            let mut session = context.session()?;
            let doc = match &self.doc {
                Some(doc) if seen.is_empty() => Some(session.resolve(doc)?.to_string()),
                Some(_) => None,
                None => next(&session, &seen)?,
            };
            let Some(doc) = doc else {
                if !self.watch || self.doc.is_some() {
                    context.print(if seen.is_empty() {
                        "nothing waits"
                    } else {
                        "that was all"
                    })?;
                    return Ok(0);
                }
                std::thread::sleep(Duration::from_secs(2));
                context.surroundings.look_at_the_clock();
                continue;
            };
            match one(context, &mut session, &prompt, &doc) {
                Ok(Next::Go) => seen.push(doc),
                Ok(Next::Again) => {}
                Ok(Next::Quit) => return Ok(0),
                Err(error) if error.kind == crate::cli::error::ErrorKind::Interrupted => {
                    return Err(error);
                }
                Err(error) => {
                    let colour = context.surroundings.colour_errors;
                    context.remark(error.render(colour, context.surroundings.width).trim_end());
                }
            }
        }
    }
}

fn list(context: &Context, session: &Session, doc: Option<String>) -> Result {
    let queue = match doc {
        Some(doc) => {
            let compared = show::compare(session, &doc, &Version::Live, &Version::Desk)?;
            if !context.global.json {
                context.print(&diff_view::text(context, &compared, false))?;
                session.shown(&compared.loaded);
                return Ok(0);
            }
            let id = compared.loaded.document.id().clone();
            status::queue(session)?.into_iter().filter(|summary| summary.id == id).collect()
        }
        None => status::queue(session)?,
    };
    if context.global.json {
        context.json(&summary::json(session, &queue))?;
    } else {
        context.print(&summary::table(context, session, &queue))?;
    }
    Ok(0)
}

fn next(session: &Session, seen: &[String]) -> std::result::Result<Option<String>, CliError> {
    let queue: Vec<Summary> = status::queue(session)?;
    let path = queue.into_iter().map(|summary| summary.path.to_string());
    Ok(path.into_iter().find(|path| !seen.contains(path)))
}

/// Shows one document and does what the person decides.
fn one(
    context: &mut Context,
    session: &mut Session,
    prompt: &Prompt,
    doc: &str,
) -> std::result::Result<Next, CliError> {
    let compared = show::compare(session, doc, &Version::Live, &Version::Desk)?;
    let loaded = &compared.loaded;
    let mut text = format!("\n{}: {}\n\n", outcome::name(loaded), outcome::place(loaded));
    text.push_str(&diff_view::text(context, &compared, false));
    text.push_str(&flags(loaded));
    context.print(&text)?;
    session.shown(loaded);
    context.remark(MENU);
    match prompt.key(&KEYS)? {
        'a' => act(context, session, doc, Step::Approve { words: None }, String::new(), "approved"),
        'r' => {
            let note = prompt.ask_line("What is to be done about it", None)?;
            act(context, session, doc, Step::Return, note, "returned")
        }
        'c' => {
            let note = prompt.ask_line("Remark", None)?;
            act(context, session, doc, Step::Comment, note, "commented on").map(|_| Next::Again)
        }
        'e' => edit::in_editor(context, doc).map(|_| Next::Again),
        'p' => {
            let request = publish::Request {
                docs: vec![doc.to_owned()],
                approve: true,
                ..publish::Request::default()
            };
            let done = publish::run(session, &request)?;
            outcome::show(context, session, "published", &done)?;
            Ok(Next::Go)
        }
        's' => Ok(Next::Go),
        _ => Ok(Next::Quit),
    }
}

fn act(
    context: &Context,
    session: &mut Session,
    doc: &str,
    step: Step,
    note: String,
    verb: &str,
) -> std::result::Result<Next, CliError> {
    let done = step::run(session, &Request { docs: vec![doc.to_owned()], note, step })?;
    outcome::show(context, session, verb, &done)?;
    Ok(Next::Go)
}

/// What an editor has to know beside the words: claims, sources, remarks.
fn flags(loaded: &crate::ops::Loaded) -> String {
    let mut out = String::new();
    for claim in loaded.document.claims() {
        let caveat = if claim.caveat.is_empty() { "no caveat" } else { &claim.caveat };
        out.push_str(&format!(
            "claim {} {}: “{}” ({})\n",
            claim.id,
            claim.status.as_str(),
            Foreign(&claim.quote),
            Foreign(caveat)
        ));
    }
    if !loaded.document.sources().is_empty() {
        out.push_str(&document::sources(loaded));
    }
    for review in loaded.document.reviews().iter().filter(|review| !review.note.is_empty()) {
        out.push_str(&format!(
            "{} {}: {}\n",
            review.by,
            review.verdict.as_str(),
            Foreign(&review.note)
        ));
    }
    out
}

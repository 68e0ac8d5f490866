//! `newsroom review`

use std::time::Duration;

use clap::Args;

use super::edit;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorKind, Result};
use crate::cli::input::complete;
use crate::cli::input::prompt::Prompt;
use crate::cli::view::{Foreign, diff as diff_view, document, outcome, standing, summary};
use crate::desk::Session;
use crate::model::Digest;
use crate::ops::publish;
use crate::ops::review;
use crate::ops::review::{Request, Step};
use crate::ops::show;
use crate::ops::show::Version;
use crate::ops::status;

/// Read what waits, word by word, and decide
///
/// Urgent first, then what has waited longest, each with what changed since readers last saw it. A
/// single key decides: a approve, r return with a reason, c comment, e edit, p approve and publish,
/// s skip, q quit. Without a terminal it lists the queue.
#[derive(Debug, Args)]
pub struct Arguments {
    /// That post or story alone
    #[arg(value_name = "DOC", add = complete::documents())]
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
        let (session, _) = context.session_in_step()?;
        let Some(prompt) = context.prompt() else { return list(context, &session, self.doc) };
        let mut waiting = match &self.doc {
            Some(doc) => Some(session.resolve(doc)?.to_string()),
            None => None,
        };
        let mut read: Vec<Read> = Vec::new();
        let (mut told, mut turn) = (false, 0_u32);
        loop {
            context.surroundings.look_at_the_clock();
            let mut session = context.session()?;
            // Each second the queue here is read, and every fifth one the shared desk is asked.
            if self.watch && turn % 5 == 0 {
                session.look();
            }
            turn += 1;
            let again = waiting.take();
            let doc = match (again, &self.doc) {
                (None, None) => next(&session, &read)?,
                (again, _) => again,
            };
            let Some(doc) = doc else {
                if !self.watch || self.doc.is_some() {
                    let words = if read.is_empty() { "nothing waits" } else { "that was all" };
                    context.print(words)?;
                    return Ok(0);
                }
                if !told {
                    context.remark("nothing waits; what is submitted is shown here, Ctrl-C ends");
                    told = true;
                }
                std::thread::sleep(Duration::from_secs(1));
                continue;
            };
            told = false;
            read.push(reading(&session, &doc)?);
            match one(context, &session, &prompt, &doc)? {
                Next::Go => {}
                Next::Again => waiting = Some(doc),
                Next::Quit => return Ok(0),
            }
        }
    }
}

/// What was read: the file, and when its words were submitted and which they were.
type Read = (String, Option<String>, Option<Digest>);

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
        let aside = summary::set_aside(context, session, &status::set_aside(session)?);
        if !aside.is_empty() {
            context.print(&format!("\nSet aside until a correction is out\n{aside}"))?;
        }
    }
    Ok(0)
}

/// The first of the queue that was not read as it stands.
fn next(session: &Session, read: &[Read]) -> Result<Option<String>> {
    let queue = status::queue(session)?.into_iter();
    let mut unread = queue.map(|s| (s.path.to_string(), s.submitted, s.digest));
    Ok(unread.find(|waiting| !read.contains(waiting)).map(|(path, ..)| path))
}

fn reading(session: &Session, doc: &str) -> Result<Read> {
    let queue = status::queue(session)?.into_iter();
    let found = queue.map(|s| (s.path.to_string(), s.submitted, s.digest));
    Ok(found.into_iter().find(|(path, ..)| path == doc).unwrap_or((doc.to_owned(), None, None)))
}

/// Shows one document and does what the person decides. What the rules refuse is told, and the
/// document is shown again.
fn one(context: &mut Context, session: &Session, prompt: &Prompt, doc: &str) -> Result<Next> {
    match show(context, session, doc) {
        Err(error) => return tell(context, error).map(|()| Next::Go),
        Ok(()) => context.remark(MENU),
    }
    let key = prompt.key(&KEYS)?;
    match decide(context, prompt, doc, key) {
        Err(error) => tell(context, error).map(|()| Next::Again),
        decided => decided,
    }
}

/// A refusal is told; anything else ends the walk.
fn tell(context: &Context, error: CliError) -> Result<()> {
    if !matches!(error.kind, ErrorKind::Refused | ErrorKind::Usage) {
        return Err(error);
    }
    let surroundings = &context.surroundings;
    context.remark(error.render(surroundings.colour_errors, surroundings.width).trim_end());
    Ok(())
}

fn show(context: &Context, session: &Session, doc: &str) -> Result<()> {
    let compared = show::compare(session, doc, &Version::Live, &Version::Desk)?;
    let loaded = &compared.loaded;
    let mut text = format!("\n{}: {}\n\n", standing::name(loaded), standing::place(loaded));
    text.push_str(&diff_view::text(context, &compared, false));
    text.push_str(&flags(loaded));
    if let Some(aside) = session.set_aside(loaded)? {
        text.push_str(&format!("set aside until this is out: {}\n", Foreign(&aside.named())));
    }
    context.print(&text)?;
    session.shown(loaded);
    Ok(())
}

/// Does what the key means, at the desk as it is by now.
fn decide(context: &mut Context, prompt: &Prompt, doc: &str, key: char) -> Result<Next> {
    let note = match key {
        'r' => prompt.ask_line("What is to be done about it", None)?,
        'c' => prompt.ask_line("Remark", None)?,
        _ => String::new(),
    };
    if note.is_empty() && matches!(key, 'r' | 'c') {
        return Err(CliError::usage("nothing was done: there was nothing to tell the reporter"));
    }
    context.surroundings.look_at_the_clock();
    let session = &mut context.session()?;
    match key {
        'a' => act(context, session, doc, Step::Approve { words: None }, String::new(), "approved"),
        'r' => act(context, session, doc, Step::Return, note, "returned"),
        'c' => act(context, session, doc, Step::Comment, note, "commented on").map(|_| Next::Again),
        'e' => edit::in_editor(context, prompt, doc).map(|_| Next::Again),
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
) -> Result<Next> {
    let done = review::run(session, &Request { docs: vec![doc.to_owned()], note, step })?;
    outcome::show(context, session, verb, &done)?;
    Ok(Next::Go)
}

/// What an editor has to know beside the words: claims, sources, remarks.
fn flags(loaded: &crate::desk::Loaded) -> String {
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

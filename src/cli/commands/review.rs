//! `newsroom review`

use std::time::Duration;

use clap::Args;

use super::edit;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorKind, Result};
use crate::cli::hint;
use crate::cli::input::complete;
use crate::cli::input::prompt::{Prompt, PromptError};
use crate::cli::view::review::{self as view, Position};
use crate::cli::view::{Foreign, diff as diff_view, outcome, summary};
use crate::desk::{Session, Summary};
use crate::model::Digest;
use crate::ops::check;
use crate::ops::publish;
use crate::ops::review;
use crate::ops::review::{Request, Step};
use crate::ops::show;
use crate::ops::show::Version;
use crate::ops::status;
use crate::workflow::{Act, State, authorize};

/// Read what waits, word by word, and decide
///
/// Urgent first, then what has waited longest, each with what changed since readers last saw it. A
/// single key decides: a approve, r return with a reason, c comment, e edit, p approve and publish,
/// s skip, q quit, ? help; Ctrl-C goes back to the list of what waits, and there it ends. Without a
/// terminal it lists the queue.
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
    /// The list, from which one is chosen.
    List,
    /// The end.
    Quit,
}

/// Each key, its word, and the right that it takes.
const KEYS: [(char, &str, Option<Act>); 8] = [
    ('a', "[a]pprove", Some(Act::Approve)),
    ('r', "[r]eturn", Some(Act::Return)),
    ('c', "[c]omment", None),
    ('e', "[e]dit", None),
    ('p', "[p]ublish", Some(Act::Publish)),
    ('s', "[s]kip", None),
    ('q', "[q]uit", None),
    ('?', "[?]", None),
];
const HELP: &str = "\
a  approve: these exact words may be let out
r  return: back to the reporter, with what is to be done about it
c  comment: a remark for the desk
e  edit: in your editor; what you change has to be approved by somebody else, or as the desk's rules say
p  publish: approve, and let it out at once
s  skip: it goes on waiting
q  quit
Ctrl-C  the list of what waits";

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
            let queue = status::queue(&session)?;
            let again = waiting.take();
            let doc = match (again, &self.doc) {
                (None, None) => next(&queue, &read),
                (again, _) => again,
            };
            let Some(doc) = doc else {
                if !self.watch || self.doc.is_some() {
                    let words = if read.is_empty() { "nothing waits" } else { "that was all" };
                    context.print(words)?;
                    return Ok(0);
                }
                if !told {
                    let what = match queue.len() {
                        0 => "nothing waits".to_owned(),
                        n => format!("nothing else waits ({n} skipped)"),
                    };
                    context
                        .remark(&format!("{what}; what is submitted is shown here, Ctrl-C ends"));
                    told = true;
                }
                std::thread::sleep(Duration::from_secs(1));
                continue;
            };
            told = false;
            let waits = queue.iter().find(|summary| summary.path.as_str() == doc);
            let reading = waits.map_or((doc.clone(), None, None), read_of);
            if !read.contains(&reading) {
                read.push(reading);
            }
            let rest = queue.iter().filter(|summary| !read.contains(&read_of(summary))).count();
            let position = match self.doc {
                Some(_) => Position { n: 1, of: 1 },
                None => Position { n: read.len(), of: read.len() + rest },
            };
            match one(context, &mut session, &prompt, &doc, waits, position)? {
                Next::Go => {}
                Next::Again => waiting = Some(doc),
                Next::List if self.doc.is_none() => {
                    waiting = choose(context, &session, &prompt)?;
                }
                Next::List => return Err(PromptError::Interrupted.into()),
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
                context.print(&diff_view::text(context, session, &compared, false))?;
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
fn next(queue: &[Summary], read: &[Read]) -> Option<String> {
    let mut unread = queue.iter().map(read_of);
    unread.find(|waiting| !read.contains(waiting)).map(|(path, ..)| path)
}

fn read_of(summary: &Summary) -> Read {
    (summary.path.to_string(), summary.submitted.clone(), summary.digest)
}

/// Lets one of those that wait be chosen; Ctrl-C ends.
fn choose(context: &Context, session: &Session, prompt: &Prompt) -> Result<Option<String>> {
    let queue = status::queue(session)?;
    if queue.is_empty() {
        return Ok(None);
    }
    let items: Vec<String> = queue.iter().map(|one| summary::choice(session, one)).collect();
    context.remark("");
    let at = prompt.choose("Which (Ctrl-C ends)", &items)?;
    Ok(Some(queue[at].path.to_string()))
}

/// Shows one document and does what the person decides. What the rules refuse is told, and the
/// document is shown again.
fn one(
    context: &mut Context,
    session: &mut Session,
    prompt: &Prompt,
    doc: &str,
    waits: Option<&Summary>,
    position: Position,
) -> Result<Next> {
    let state = match show(context, session, doc, waits, position) {
        Ok(state) => state,
        Err(error) => return tell(context, error).map(|()| Next::Go),
    };
    // Of what readers have as it is, and of what was dropped, there is nothing to decide.
    let open = !matches!(state, State::AsPublished | State::Spiked);
    let me = session.me().ok().map(|(me, _)| me);
    let may = |act: Option<Act>| {
        act.is_none_or(|act| open && me.as_ref().is_some_and(|me| authorize(me, act).is_ok()))
    };
    let keys: Vec<(char, &str)> =
        KEYS.iter().filter(|(.., act)| may(*act)).map(|(key, word, _)| (*key, *word)).collect();
    let Some(key) = asked(context, prompt, &keys)? else { return Ok(Next::List) };
    match decide(context, prompt, doc, key) {
        Err(error) => tell(context, error).map(|()| Next::Again),
        decided => decided,
    }
}

/// The key that decides; `None` on Ctrl-C.
fn asked(context: &Context, prompt: &Prompt, keys: &[(char, &str)]) -> Result<Option<char>> {
    let _ctrl_c_is_a_key = prompt.listens();
    let words: Vec<&str> = keys.iter().map(|(_, word)| *word).collect();
    let keys: Vec<char> = keys.iter().map(|(key, _)| *key).collect();
    // In a narrow terminal each has one space less.
    let line = words.join("  ");
    let fits = line.len() < context.surroundings.width;
    context.remark(&if fits { line } else { words.join(" ") });
    loop {
        match prompt.key_or_back(&keys)? {
            Some('?') => context.remark(HELP),
            key => return Ok(key),
        }
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

fn show(
    context: &Context,
    session: &mut Session,
    doc: &str,
    waits: Option<&Summary>,
    position: Position,
) -> Result<State> {
    let compared = show::compare(session, doc, &Version::Live, &Version::Desk)?;
    let loaded = &compared.loaded;
    let mut text = view::heading(context, session, loaded, waits, position);
    if let Some(at) = session.read_before(loaded) {
        let since = show::compare(session, doc, &Version::Shown, &Version::Desk)?;
        let words = since.changes.statistics();
        text.push_str(&view::changed_since(context, session, loaded, at, words));
    }
    text.push('\n');
    text.push_str(&diff_view::text(context, session, &compared, false));
    text.push_str(&view::flags(loaded));
    let request =
        check::Request { paths: vec![loaded.path.to_string()], ..check::Request::default() };
    let holds = session.holds_back(loaded)?;
    text.push_str(&view::findings(&check::run(session, &request)?.findings, &holds));
    text.push_str(&view::holds(&loaded.short(), &holds));
    text.push_str(&view::rests_on_it(&session.rests_on_it(loaded)?));
    if let Some(aside) = session.set_aside(loaded)? {
        text.push_str(&format!("set aside until this is out: {}\n", Foreign(&aside.named())));
    }
    context.print(&text)?;
    session.shown(loaded);
    Ok(loaded.standing.state)
}

/// Does what the key means, at the desk as it is by now.
fn decide(context: &mut Context, prompt: &Prompt, doc: &str, key: char) -> Result<Next> {
    let note = match key {
        'r' => prompt.ask_line_or_back("What is to be done about it")?,
        'c' => prompt.ask_line_or_back("Remark")?,
        _ => Some(String::new()),
    };
    let Some(note) = note else { return Ok(Next::Again) };
    if note.is_empty() && matches!(key, 'r' | 'c') {
        return Err(CliError::usage("nothing was done: there was nothing to tell the reporter"));
    }
    context.surroundings.look_at_the_clock();
    let session = &mut context.session()?;
    match key {
        'a' => act(context, session, doc, Step::Approve { words: None }, String::new(), "approved"),
        'r' => act(context, session, doc, Step::Return, note, "returned"),
        'c' => act(context, session, doc, Step::Comment, note, "commented on").map(|_| Next::Again),
        'e' => edit::in_editor(context, prompt, doc, false).map(|_| Next::Again),
        'p' => {
            let request = publish::Request {
                docs: vec![doc.to_owned()],
                approve: true,
                ..publish::Request::default()
            };
            let done = publish::run(session, &request);
            let done = done.map_err(|error| hint::approving(error.into()))?;
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

//! People as options name them: `you` is whoever types it.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::hint::did_you_mean;
use crate::cli::input::form::parse_who;
use crate::cli::view::Foreign;
use crate::desk::{Known, Session};
use crate::model::Credit;

/// Reads `WHO[:ROLE[:PLACE]]`; `you`, in any case, is the person who acts.
///
/// Of an outsider who was never credited here and whose name is like one that was, it is asked
/// whether that one is meant; without a terminal it is said.
pub fn credit(context: &Context, session: &Session, text: &str) -> Result<Credit, CliError> {
    let (who, rest) = match text.split_once(':') {
        Some((who, rest)) => (who, format!(":{rest}")),
        None => (text, String::new()),
    };
    let who = myself(session, who)?;
    let credit = parse_who(&format!("{who}{rest}"), &session.desk)?;
    match credit.who {
        Some(_) => Ok(credit),
        None => meant(context, session, credit),
    }
}

/// The credit as it was typed, or of the person who was meant.
fn meant(context: &Context, session: &Session, credit: Credit) -> Result<Credit, CliError> {
    let Some(known) = session.misspelt(&credit.name)? else { return Ok(credit) };
    let new = match known.name == credit.name {
        true => "is the name of somebody of the desk",
        false => "was never credited here",
    };
    let question = format!("{} {new}: {}", credit.name, did_you_mean(&known));
    let asked = context.prompt().filter(|_| !context.global.yes);
    let Some(prompt) = asked else {
        context.remark(&Foreign(&question).to_string());
        return Ok(credit);
    };
    let Known { id, name, .. } = known;
    Ok(if prompt.confirm(&question, false, false)? {
        Credit { who: id, name, ..credit }
    } else {
        credit
    })
}

/// Somebody whom a filter names: an id, a name that was printed, or `you`.
pub fn known(session: &Session, who: Option<String>) -> Result<Option<String>, CliError> {
    let Some(who) = who else { return Ok(None) };
    Ok(Some(session.somebody(myself(session, &who)?)?))
}

/// An id or name as typed; `you`, in any case, is the id of the person who acts.
fn myself(session: &Session, who: &str) -> Result<String, CliError> {
    let is_you = who.trim().eq_ignore_ascii_case("you");
    let taken = session.desk.contributors.iter().any(|person| person.id.as_str() == who.trim());
    if is_you && !taken {
        return Ok(session.me()?.0.id.to_string());
    }
    Ok(who.to_owned())
}

/// `myself` for several.
pub fn each(session: &Session, people: &[String]) -> Result<Vec<String>, CliError> {
    people.iter().map(|who| myself(session, who)).collect()
}

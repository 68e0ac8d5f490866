//! People as options name them: `you` is whoever types it.

use crate::cli::error::CliError;
use crate::cli::input::form::parse_who;
use crate::desk::Session;
use crate::model::Credit;

/// Reads `WHO[:ROLE[:PLACE]]`; `you`, in any case, is the person who acts.
pub fn credit(session: &Session, text: &str) -> Result<Credit, CliError> {
    let (who, rest) = match text.split_once(':') {
        Some((who, rest)) => (who, format!(":{rest}")),
        None => (text, String::new()),
    };
    let who = myself(session, who)?;
    Ok(parse_who(&format!("{who}{rest}"), &session.desk)?)
}

/// An id or name as typed; `you`, in any case, is the id of the person who acts.
pub fn myself(session: &Session, who: &str) -> Result<String, CliError> {
    let is_you = who.trim().eq_ignore_ascii_case("you");
    let taken = session.desk.contributors.iter().any(|person| person.id.as_str() == who.trim());
    if is_you && !taken {
        return Ok(session.me()?.0.id.to_string());
    }
    Ok(who.to_owned())
}

/// [`myself`] for several.
pub fn each(session: &Session, people: &[String]) -> Result<Vec<String>, CliError> {
    people.iter().map(|who| myself(session, who)).collect()
}

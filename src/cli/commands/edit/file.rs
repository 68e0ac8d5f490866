//! The whole file of a post or story in the person's editor.

use crate::cli::commands::written::filed;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::editor::{Mistake, Start};
use crate::cli::input::prompt::Prompt;
use crate::cli::input::unfiled::kept;
use crate::cli::view::outcome;
use crate::desk::{Session, ToEdit};
use crate::format::{self, position};
use crate::model::DocPath;
use crate::ops::edit::{self, Request, Text};

/// What does not parse is kept for another try.
pub(super) fn in_editor(
    context: &mut Context,
    session: &Session,
    prompt: &Prompt,
    open: ToEdit,
) -> Result {
    let ToEdit { loaded, text, decoded } = open;
    for said in decoded.iter().flat_map(|decoded| &decoded.remarks) {
        context.remark(said);
    }
    let opens = decoded.map_or_else(|| text.clone(), |decoded| decoded.text);
    let mistakes = parse(&loaded.path, &opens).err();
    if opens == text && mistakes.is_none() {
        session.shown(&loaded);
    }
    let path = loaded.path.clone();
    let again = format!("newsroom edit {} --toml goes on with it", loaded.short());
    let editor = context.editor(session, loaded.document.id().as_str(), "toml")?;
    let start = match context.start(&editor, prompt, || Ok(text))? {
        Start::New(text) if opens != text || mistakes.is_some() => {
            Start::Broken { text, opens, mistakes: mistakes.unwrap_or_default() }
        }
        start => start,
    };
    let edited = editor.edit_until(start, Some(prompt), |text| parse(&path, text));
    let Some(edited) = edited.map_err(|error| kept(error, &again))? else {
        context.remark("nothing changed");
        return Ok(0);
    };
    let text = Text { base: edited.base().to_owned(), saved: edited.text.clone() };
    let request = Request { doc: path.to_string(), text: Some(text), ..Request::default() };
    let (session, done) =
        filed(context, edited, &again, |session, ()| Ok(edit::run(session, &request)?))?;
    outcome::show(context, &session, "edited", &done)
}

fn parse(path: &DocPath, text: &str) -> std::result::Result<(), Vec<Mistake>> {
    format::read_document(path, text).map(|_| ()).map_err(|problems| {
        let mistake = |problem: &format::Problem| {
            let at = position(text, problem.span.start);
            let text = format!("{}. {}", problem.message, problem.remedy);
            Mistake { line: at.line, column: at.column, text: text.trim_end().to_owned() }
        };
        problems.iter().map(mistake).collect()
    })
}

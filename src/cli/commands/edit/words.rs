//! A headline and a body in the person's editor, as Markdown.

use crate::cli::commands::written::filed;
use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::editor::Edited;
use crate::cli::input::kept::CORRECTION;
use crate::cli::input::markdown;
use crate::cli::input::prompt::Prompt;
use crate::cli::input::unfiled::kept;
use crate::cli::view::outcome;
use crate::desk::{Amendment, Loaded, Session, ToEdit, Typed, Words};
use crate::format;
use crate::ops::edit::{self, Request};

/// Whether a file can be edited so: a post that can be read as it is, with nothing in it to be settled.
pub(in crate::cli::commands) fn fits(ToEdit { loaded, text, decoded }: &ToEdit) -> bool {
    let settled = loaded.unreadable.is_none() && loaded.document.conflicts().is_empty();
    let read = decoded.is_none() && format::read_document(&loaded.path, text).is_ok();
    !loaded.path.is_story() && settled && read
}

/// Other words for a post.
pub(super) fn in_editor(
    context: &mut Context,
    session: &Session,
    prompt: &Prompt,
    loaded: &Loaded,
) -> Result {
    let again = format!("newsroom edit {} goes on with it", loaded.short());
    let (id, words) = (loaded.document.id().as_str(), Words::of(&loaded.document));
    let Some(edited) = typed(context, session, prompt, id, &words, &again)? else {
        context.remark("nothing changed");
        return Ok(0);
    };
    let doc = loaded.path.to_string();
    let (session, done) = filed(context, edited, &again, |session, typed| {
        let words = Amendment { typed: Some(typed.clone()), ..Amendment::default() };
        Ok(edit::run(session, &Request { doc, words, ..Request::default() })?)
    })?;
    outcome::show(context, &session, "edited", &done)
}

/// What became of the words in the editor; `None` where they are as they were.
pub(in crate::cli::commands) fn typed(
    context: &Context,
    session: &Session,
    prompt: &Prompt,
    about: &str,
    words: &Words,
    again: &str,
) -> Result<Option<Edited<Typed>>> {
    let more = if about.starts_with(CORRECTION) { context.typed.clone() } else { Vec::new() };
    let editor = context.editor(session, about, "md")?.keeping(more);
    let start = context.start(&editor, prompt, || Ok(markdown::file(words)))?;
    let edited = editor.edit_until(start, Some(prompt), |_| Ok(()));
    let edited = edited.map_err(|error| kept(error, again))?;
    Ok(edited.map(|edited| {
        let before = markdown::read(edited.base(), &words.headline);
        edited.map(|text| Typed { after: markdown::read(text, &before.headline), before })
    }))
}

//! `newsroom add`

use chrono_tz::Tz;
use clap::Args;

use super::written::{filed, meant};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::input::editor::Edited;
use crate::cli::input::markdown;
use crate::cli::input::options::{Remark, RestsOn, Submission, WordsOptions};
use crate::cli::input::unfiled::kept;
use crate::cli::view::time::clock;
use crate::cli::view::{Foreign, outcome, output};
use crate::desk;
use crate::desk::{Session, Words};
use crate::ops::add;
use crate::ops::add::{Added, Request};
use crate::ops::list;

/// File a post
///
/// Alone on a terminal it asks for the headline, then opens your editor for the body. A headline
/// or a medium alone is enough. You are credited, unless --credit, --from or --no-credit says
/// otherwise; whoever is credited, you stay the one who filed it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The story; else the only live one, or NEWSROOM_STORY
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// The headline
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    headline: Option<String>,
    /// The body, in Markdown; - for standard input, @FILE for a file
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    body: Option<String>,
    /// The readable part of the file's name; else made from the headline
    #[arg(long, value_name = "SLUG")]
    slug: Option<String>,
    /// Credit nobody
    #[arg(long, conflicts_with_all = ["credits", "from"])]
    no_credit: bool,
    /// List it among the key events
    #[arg(long)]
    key_event: bool,
    #[command(flatten)]
    submission: Submission,
    #[command(flatten)]
    remark: Remark,
    #[command(flatten)]
    rests_on: RestsOn,
    #[command(flatten)]
    words: WordsOptions,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        if let Some(begun) = begun_before(context, &session)? {
            return begun.run(context);
        }
        self.words.media.no_story_title()?;
        let zone = self.zone(context, &session)?;
        let mut words = self.words.words(context, &session, zone)?;
        words.rests_on = self.rests_on.rests_on;
        words.headline = self.headline.as_deref().map(|text| context.text(text)).transpose()?;
        words.body = self.body.as_deref().map(|text| context.body(text)).transpose()?;
        words.key_event = self.key_event.then_some(true);
        let mut request = Request {
            story: context.story(self.story.as_ref()),
            slug: self.slug,
            words,
            no_credit: self.no_credit,
            submit: self.submission.urgent(),
            note: self.remark.read(context)?,
        };
        let words = &mut request.words;
        let added = if words.headline.is_none() && words.body.is_none() && words.media.is_empty() {
            let Some(edited) = ask(context, &session, self.story.as_ref())? else { return Ok(0) };
            words.headline = Some(edited.value.headline.clone());
            words.body = Some(edited.value.body.clone()).filter(|body| !body.is_empty());
            let added;
            (session, added) =
                filed(context, edited, AGAIN, |session, _| Ok(add::run(session, &request)?))?;
            added
        } else {
            add::run(&mut session, &request)?
        };
        if context.global.json {
            context.json(&json(&session, &added))?;
            return Ok(0);
        }
        twin(context, &session, &added);
        let done = if self.submission.submit { "filed and submitted" } else { "filed" };
        outcome::show(context, &session, done, &added.done)
    }

    /// The zone of the story it goes to, where a time is named: the one named, else the only live
    /// one.
    fn zone(&self, context: &Context, session: &Session) -> Result<Tz> {
        if !self.words.names_a_time() {
            return Ok(context.zone(session, None));
        }
        let path = match context.story(self.story.as_ref()) {
            Some(story) => Some(session.resolve_story(&story)?),
            None => {
                let mut all = list::run(session, &desk::Filter::default())?;
                all.retain(|summary| summary.live_coverage == Some(true));
                all.into_iter().next().map(|summary| summary.path)
            }
        };
        Ok(context.zone(session, path.as_ref()))
    }
}

const AGAIN: &str = "newsroom add goes on with it";

/// Words that an earlier `add` left behind and that a bare one goes on with, as it was begun: with its
/// story, its credits and all else that was typed.
fn begun_before(context: &Context, session: &Session) -> Result<Option<Arguments>> {
    let bare = context.typed.len() == 2 && context.goes_on_with.borrow().is_none();
    let Some(prompt) = context.prompt().filter(|_| bare) else { return Ok(None) };
    let Some(left) = context.editor(session, "add", "md")?.left() else { return Ok(None) };
    let Some(begun) = meant(context, &left.typed(), "add") else { return Ok(None) };
    let with = Foreign(&left.typed().get(2..).unwrap_or_default().join(" ")).to_string();
    let question = format!(
        "There are words here from an earlier try that were not filed ({with}). Go on with them?"
    );
    if prompt.confirm(&question, true, context.global.yes)? {
        context.goes_on_with.replace(Some(Some(left.name())));
        return Ok(Some(begun));
    }
    context.remark(&format!(
        "they stay in {}: newsroom kept",
        Foreign(&left.path().display().to_string())
    ));
    context.goes_on_with.replace(Some(None));
    Ok(None)
}

/// Asks for the headline, then opens the editor for the body. Both stay in a file until they are
/// filed. `None` where the file was left as it was, and nothing is to be filed.
fn ask(
    context: &mut Context,
    session: &Session,
    story: Option<&String>,
) -> Result<Option<Edited<Words>>> {
    let prompt = context.prompt().ok_or_else(|| {
        CliError::usage("there is nothing to file: no headline, no body, no picture")
            .hint("newsroom add --headline 'WHAT HAPPENED' --body -")
    })?;
    session.me()?;
    session.may_write()?;
    add::story_is_clear(session, context.story(story).as_deref())?;
    let more = if context.typed.len() > 2 { context.typed.clone() } else { Vec::new() };
    let editor = context.editor(session, "add", "md")?.keeping(more);
    let mut headline = String::new();
    let start = context.start(&editor, &prompt, || {
        headline = prompt.ask_line("Headline", None)?;
        Ok(markdown::file(&Words { headline: headline.clone(), ..Words::default() }))
    })?;
    let edited = editor.edit_until(start, Some(&prompt), |_| Ok(()));
    let Some(edited) = edited.map_err(|error| kept(error, AGAIN))? else {
        context.remark("nothing was written, and nothing is filed");
        if !headline.is_empty() {
            let asked = context.typed.iter().skip(1).map(String::as_str);
            let line = shell_words::join(asked.chain(["--headline", &headline]));
            context.remark(&format!("hint: the headline alone: newsroom {}", Foreign(&line)));
        }
        return Ok(None);
    };
    let before = markdown::read(edited.base(), &headline).headline;
    Ok(Some(edited.map(|text| markdown::read(text, &before))))
}

/// Says at once that somebody else filed much the same.
fn twin(context: &Context, session: &Session, added: &Added) {
    let Some(twin) = &added.twin else { return };
    let short = &twin.short;
    let path = added.done.outcomes.first().map(|outcome| &outcome.loaded.path);
    let since = twin.since.as_ref().and_then(|at| at.parse().ok());
    let since = since.map_or_else(String::new, |at| {
        format!(", in review since {}", clock(at, context.zone(session, path)))
    });
    context.remark(&format!(
        "{} % the words of {short} by {}{since}. To join it: newsroom edit {short} --credit you",
        twin.percent,
        Foreign(&twin.by),
    ));
}

fn json(session: &Session, added: &Added) -> output::Added {
    let twin = added.twin.clone().map(|twin| output::Twin {
        id: twin.short,
        percent: twin.percent,
        by: twin.by,
        state: twin.state,
        submitted: twin.since,
    });
    output::Added { documents: outcome::json(session, &added.done), twin }
}

//! `newsroom kept`

use clap::{Args, FromArgMatches, Subcommand};

use super::written::meant;
use super::{add, correct, edit};
use crate::cli::context::{Context, kept_folder};
use crate::cli::error::{CliError, Result};
use crate::cli::input::kept::{CORRECTION, Kept};
use crate::cli::view::kept as view;
use crate::desk::Session;

/// Words typed in an editor that were not filed
///
/// They stay on this machine until they are filed or discarded; NAME is as the list has it, or what
/// the words are about where that is one.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// What is kept, the newest first
    List,
    /// The words
    Show {
        /// Which
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Go on with them in the editor, as they were begun
    Resume {
        /// Which; else the newest
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Take them away for good
    Discard {
        /// Which
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
    },
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let kept = Kept::all(&kept_folder(&session));
        match self.action.unwrap_or(Action::List) {
            Action::List => view::list(context, &session, &kept),
            Action::Show { name } => {
                let text = one(&session, &kept, &name)?.text()?;
                context.text_out(text)
            }
            Action::Resume { name } => {
                let chosen = match name {
                    Some(name) => one(&session, &kept, &name)?,
                    None => kept.first().ok_or_else(nothing)?,
                };
                let chosen = Left::of(chosen);
                drop(kept);
                resume(context, &chosen)
            }
            Action::Discard { names } => discard(context, &session, kept, &names),
        }
    }
}

/// Words that were left behind.
struct Left {
    name: String,
    about: String,
    /// The command line that began them.
    typed: Vec<String>,
    /// They are a whole file.
    whole: bool,
}

impl Left {
    fn of(kept: &Kept) -> Self {
        let whole = kept.path().extension().is_some_and(|ending| ending == "toml");
        Self { name: kept.name(), about: kept.about(), typed: kept.typed(), whole }
    }
}

/// Goes on with those words.
fn resume(context: &mut Context, chosen: &Left) -> Result {
    let Left { name, about, typed, whole } = chosen;
    let prompt = context.prompt().ok_or_else(|| {
        CliError::usage("without a terminal no editor opens")
            .hint(format!("newsroom kept show {name}"))
    })?;
    context.goes_on_with.replace(Some(Some(name.clone())));
    if let Some(id) = about.strip_prefix(CORRECTION) {
        let begun: Option<correct::Arguments> = begun(context, typed, &["correct", id]);
        return begun.ok_or_else(nothing)?.run(context);
    }
    if about == "add" {
        let begun: Option<add::Arguments> = begun(context, typed, &["add"]);
        return begun.ok_or_else(nothing)?.run(context);
    }
    let open = context.session()?.named_to_edit(about)?;
    if !whole && !edit::fits(&open) {
        let doc = open.loaded.short();
        return Err(CliError::usage(format!(
            "{doc} does not open as Markdown: its file comes first"
        ))
        .hint(format!("newsroom edit {doc} --toml"))
        .hint(format!("your words stay: newsroom kept show {name}")));
    }
    edit::in_editor(context, &prompt, about, *whole)
}

/// What the command line that began it asked for, else the command alone.
fn begun<A: FromArgMatches>(context: &Context, typed: &[String], bare: &[&str]) -> Option<A> {
    let alone: Vec<String> =
        std::iter::once(&"newsroom").chain(bare).map(|word| (*word).to_owned()).collect();
    meant(context, typed, bare[0]).or_else(|| meant(context, &alone, bare[0]))
}

fn discard(context: &Context, session: &Session, kept: Vec<Kept>, names: &[String]) -> Result {
    let chosen: Vec<String> =
        names.iter().map(|name| Ok(one(session, &kept, name)?.name())).collect::<Result<_>>()?;
    let asks = context.prompt().filter(|_| !context.global.dry_run);
    if let Some(prompt) = asks {
        let question = format!("Take {} away for good?", chosen.join(", "));
        if !context.global.yes && !prompt.confirm(&question, false, false)? {
            context.remark("nothing was taken away");
            return Ok(0);
        }
    }
    let (gone, stay): (Vec<Kept>, Vec<Kept>) =
        kept.into_iter().partition(|one| chosen.contains(&one.name()));
    view::discarded(context, session, &gone, &stay)?;
    if !context.global.dry_run {
        gone.into_iter().for_each(Kept::discard);
    }
    Ok(0)
}

/// The words that a person names: by their name, or by what they are about where that is one.
fn one<'a>(session: &Session, kept: &'a [Kept], name: &str) -> Result<&'a Kept> {
    if let Some(found) = kept.iter().find(|one| one.name() == name) {
        return Ok(found);
    }
    let id = session.resolve(name).ok().and_then(|path| session.as_last_read(&path).ok());
    let id = id.map(|loaded| loaded.document.id().to_string());
    let about = |one: &&Kept| {
        let of = one.about();
        of == name || Some(of.trim_start_matches(CORRECTION)) == id.as_deref()
    };
    let found: Vec<&Kept> = kept.iter().filter(about).collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(CliError::usage(format!("nothing is kept as `{name}`")).hint("newsroom kept")),
        several => Err(several.iter().fold(
            CliError::usage(format!("`{name}` names {} of them", several.len())),
            |error, one| error.hint(format!("newsroom kept show {}", one.name())),
        )),
    }
}

fn nothing() -> CliError {
    CliError::usage("nothing is kept here").hint("newsroom status")
}

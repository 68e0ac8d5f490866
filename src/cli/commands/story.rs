//! `newsroom story`

use clap::{Args, Subcommand};

use super::edit;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::input::options::{Remark, RowOptions, StoryOptions, Submission, WordsOptions};
use crate::cli::input::time::parse_day;
use crate::cli::view::{outcome, story as view, summary};
use crate::desk::Filter;
use crate::model::{Coverage, Slug};
use crate::ops::edit as edit_op;
use crate::ops::list;
use crate::ops::story;

/// Stories: pages of live coverage
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Open a story: --title TITLE is its title; after a medium, --title is the medium's
    #[command(aliases = ["add", "create", "new"])]
    Open {
        /// The folder's name: lower-case words joined by hyphens
        slug: String,
        /// The day it begins, where it is not today
        #[arg(long, value_name = "DAY")]
        date: Option<String>,
        #[command(flatten)]
        story: StoryOptions,
        #[command(flatten)]
        words: WordsOptions,
    },
    /// Other points, title, media; alone: the whole file in your editor
    Edit {
        /// The story
        #[arg(value_name = "SLUG", add = complete::stories())]
        slug: String,
        /// Take out point N
        #[arg(long, value_name = "N")]
        remove_point: Vec<usize>,
        #[command(flatten)]
        submission: Submission,
        #[command(flatten)]
        remark: Remark,
        #[command(flatten)]
        story: StoryOptions,
        #[command(flatten)]
        rows: RowOptions,
        #[command(flatten)]
        words: WordsOptions,
    },
    /// End coverage; what is still open is listed
    Close {
        /// The story
        #[arg(value_name = "SLUG", add = complete::stories())]
        slug: String,
    },
    /// Go on with coverage
    Reopen {
        /// The story
        #[arg(value_name = "SLUG", add = complete::stories())]
        slug: String,
    },
    /// Every story
    #[command(alias = "ls")]
    List,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        match self.action {
            Action::Open { slug, date, story, words } => open(context, &slug, date, &story, &words),
            Action::Edit { slug, remove_point, submission, remark, story, rows, words } => {
                let empty = story.is_empty()
                    && rows.is_empty()
                    && words.is_empty()
                    && remove_point.is_empty();
                let note = remark.read(context)?;
                let mut session = context.session()?;
                let path = session.resolve_story(&slug)?;
                if empty && !submission.submit && note.is_empty() {
                    return edit::alone(context, &mut session, path.as_str(), true);
                }
                let zone = context.zone(&session, Some(&path));
                let mut asked = words.words(context, &session, zone)?;
                asked.headline = words.media.titles.last().cloned();
                asked.remove_points = remove_point;
                rows.add_to(&session, &mut asked)?;
                story.add_to(&mut asked)?;
                let request = edit_op::Request {
                    doc: path.to_string(),
                    words: asked,
                    submit: submission.urgent(),
                    note,
                    ..edit_op::Request::default()
                };
                let done = edit_op::run(&mut session, &request)?;
                outcome::show(context, &session, "edited", &done)
            }
            Action::Close { slug } => close(context, &slug),
            Action::Reopen { slug } => {
                let mut session = context.session()?;
                let done = story::coverage(&mut session, &slug, Coverage::Live)?;
                outcome::show(context, &session, "reopened", &done)
            }
            Action::List => stories(context),
        }
    }
}

fn open(
    context: &mut Context,
    slug: &str,
    date: Option<String>,
    story: &StoryOptions,
    words: &WordsOptions,
) -> Result {
    let slug: Slug = slug.parse().map_err(|error: crate::model::InvalidId| {
        CliError::usage(error.to_string())
            .hint(format!("newsroom story open {}", slug::slugify(slug)))
    })?;
    let mut session = context.session()?;
    let own = story.timezone.as_deref().and_then(|zone| zone.parse().ok());
    let zone = own.unwrap_or_else(|| context.zone(&session, None));
    let date = parse_day(date.as_deref().unwrap_or("today"), session.now, zone)?;
    let mut asked = words.words(context, &session, zone)?;
    asked.headline = words.media.titles.first().cloned();
    story.add_to(&mut asked)?;
    let done = story::open(&mut session, &story::Request { slug, date, words: asked })?;
    outcome::show(context, &session, "opened", &done)
}

fn close(context: &mut Context, slug: &str) -> Result {
    let mut session = context.session()?;
    let path = session.resolve_story(slug)?;
    let (claims, posts) = story::still_open(&session, &path)?;
    let done = story::coverage(&mut session, slug, Coverage::Closed)?;
    if !context.global.json {
        context.print(&view::still_open(context, &session, &claims, &posts))?;
    }
    outcome::show(context, &session, "closed", &done)
}

fn stories(context: &mut Context) -> Result {
    let session = context.session()?;
    let mut all = list::run(&session, &Filter::default())?;
    all.retain(|summary| summary.is_story());
    if context.global.json {
        context.json(&summary::json(&session, &all))?;
    } else {
        context.print(&summary::table(context, &session, &all))?;
    }
    Ok(0)
}

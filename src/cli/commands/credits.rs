//! `newsroom credits`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::options::myself;
use crate::cli::input::time::{parse_month, parse_since, parse_until};
use crate::cli::view::credit as view;
use crate::credits::{self, GroupBy};
use crate::ops::credits::{self as counted, Request};

/// Who did what, counted
#[derive(Debug, Args)]
pub struct Arguments {
    /// Of that story
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// Of that person: an id, a printed name, or `you`
    #[arg(long, value_name = "WHO", add = complete::people())]
    who: Option<String>,
    /// Not before
    #[arg(long, value_name = "WHEN", conflicts_with = "month")]
    since: Option<String>,
    /// Not after
    #[arg(long, value_name = "WHEN", conflicts_with = "month")]
    until: Option<String>,
    /// In that month
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
    /// What a row stands for
    #[arg(long, value_name = "WHAT", default_value = "contributor")]
    group_by: Group,
    /// Only of what readers can see now
    #[arg(long)]
    live: bool,
    /// With the words that each person wrote
    #[arg(long)]
    words: bool,
    /// List the posts that name nobody instead
    #[arg(long)]
    missing: bool,
    /// In which form
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// What credits are counted by.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Group {
    /// The person
    Contributor,
    /// What the person did
    Role,
    /// The story
    Story,
}

/// How credits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Table,
    /// For a spreadsheet
    Csv,
    /// For programs
    Json,
    /// The printed line of each post
    Line,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let zone = context.zone(&session, story.as_ref());
        let month = self.month.map(|text| parse_month(&text)).transpose()?;
        let range = month.map(|month| month.range(zone));
        let now = session.now;
        let since = self.since.map(|text| parse_since(&text, now, zone)).transpose()?;
        let until = self.until.map(|text| parse_until(&text, now, zone)).transpose()?;
        let request = Request {
            story,
            who: self.who.map(|who| myself(&session, &who)).transpose()?,
            since: since.or(range.map(|(start, _)| start)),
            until: until.or(range.map(|(_, end)| end)),
            group_by: match self.group_by {
                Group::Contributor => GroupBy::Contributor,
                Group::Role => GroupBy::Role,
                Group::Story => GroupBy::Story,
            },
            live: self.live,
            words: self.words,
        };
        let count = counted::run(&session, &request)?;
        if context.global.json || self.format == Format::Json {
            context.json(&view::json(&count))?;
        } else if self.missing {
            context.print(&view::missing(&count))?;
        } else {
            match self.format {
                Format::Csv => context.print(&credits::to_csv(&count.rows))?,
                Format::Line => context.print(&view::lines(&count))?,
                _ => context.print(&view::table(context, &session, &count, self.words))?,
            }
        }
        Ok(0)
    }
}

//! `newsroom credits`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::input::options::known;
use crate::cli::input::time::{parse_month, parse_since, parse_until};
use crate::cli::view::credit as view;
use crate::credits::{self, GroupBy, LineEnd, Month};
use crate::desk::Session;
use crate::ops::credits::{self as counted, Count, Request};

/// Who did what, counted
///
/// What readers were last given counts: a credit that was put right counts for the right person once
/// that is released. Withheld names count; --format html alone does not show them.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Of that story
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// Of that person: an id, a printed name, or `you`
    #[arg(long, value_name = "WHO", alias = "by", add = complete::anybody())]
    who: Option<String>,
    /// Not before: when readers first saw it, or when it was filed where they did not
    #[arg(long, value_name = "WHEN", conflicts_with = "month")]
    since: Option<String>,
    /// Not after
    #[arg(long, value_name = "WHEN", conflicts_with = "month")]
    until: Option<String>,
    /// What readers first saw in that month, on the clock of each story
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
    /// By when it was filed, drafts too
    #[arg(long)]
    filed: bool,
    /// What a row stands for; two with a comma are rows and columns [default: contributor]
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    group_by: Vec<Group>,
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
    /// Write it to that file, in place of standard output; for html and csv
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What credits are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// The person
    Contributor,
    /// What the person did
    Role,
    /// The story
    Story,
    /// From where they were credited
    Place,
    /// What it is: story, post, key-event, translation, wire
    Kind,
    /// The month in which readers first saw it, on the story's clock
    Month,
    /// The day
    Day,
}

/// How credits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading; with bars on a terminal
    Table,
    /// For a payroll: a row for each credit; with --group-by the rows of the table
    Csv,
    /// For programs
    Json,
    /// The printed line of each post
    Line,
    /// For a meeting: one page with tables and charts
    Html,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        self.check(context)?;
        let session = context.session()?;
        let request = self.request(context, &session)?;
        if let Some(text) = self.table(context, &session, &request)? {
            return self.tell(context, &text);
        }
        let count = counted::run(&session, &request)?;
        if context.global.json || self.format == Format::Json {
            context.json(&view::json(&count))?;
            return Ok(0);
        }
        if self.missing {
            context.print(&view::missing(&count))?;
            return Ok(0);
        }
        let text = match self.format {
            Format::Html => self.page(context, &session, &request, &count)?,
            Format::Line => view::lines(&count),
            _ => credits::payroll(&count.works, &count.filter, self.end()),
        };
        self.tell(context, &text)
    }

    /// Rows alone, for which no work need be named.
    fn table(
        &self,
        context: &Context,
        session: &Session,
        request: &Request,
    ) -> Result<Option<String>> {
        let csv = self.format == Format::Csv && !self.group_by.is_empty();
        let rows = csv || self.format == Format::Table;
        if context.global.json || self.missing || !rows {
            return Ok(None);
        }
        let table = counted::table(session, request)?;
        Ok(Some(match csv {
            true => credits::to_csv(&table.rows, self.words, self.end()),
            false => view::table(context, session, &table, self.words),
        }))
    }

    /// How the lines of a sheet end.
    fn end(&self) -> LineEnd {
        if self.out.is_some() { LineEnd::File } else { LineEnd::Feed }
    }

    fn tell(&self, context: &mut Context, text: &str) -> Result {
        match &self.out {
            Some(out) => context.write_out(out, text, view::mark(text))?,
            None => context.print(text)?,
        }
        if text.is_empty() {
            context.remark("nobody is named in that line: newsroom credits counts everybody");
        }
        Ok(0)
    }

    /// What cannot be asked for together.
    fn check(&self, context: &Context) -> Result<()> {
        let again = || CliError::usage("one thing or two can be counted by, each once");
        match self.group_by[..] {
            [] | [_] => {}
            [one, other] if one != other => {}
            _ => return Err(again().hint("newsroom credits --group-by contributor,month")),
        }
        if self.missing && matches!(self.format, Format::Csv | Format::Line | Format::Html) {
            return Err(CliError::usage("--missing lists posts, for reading or as JSON")
                .hint("newsroom credits --missing --json"));
        }
        let to_file = matches!(self.format, Format::Csv | Format::Html);
        if self.out.is_some() && (!to_file || self.missing || context.global.json) {
            return Err(CliError::usage("--out is for --format html and --format csv")
                .hint("newsroom credits --format html --out credits.html"));
        }
        Ok(())
    }

    fn request(&self, context: &Context, session: &Session) -> Result<Request> {
        let story = context.story_path(session, self.story.as_ref())?;
        let zone = context.zone(session, story.as_ref());
        let now = session.now;
        let since = self.since.as_ref().map(|text| parse_since(text, now, zone)).transpose()?;
        let until = self.until.as_ref().map(|text| parse_until(text, now, zone)).transpose()?;
        let group_by = match &self.group_by[..] {
            [] => vec![GroupBy::Contributor],
            asked => asked.iter().map(|group| group.by()).collect(),
        };
        Ok(Request {
            story,
            who: known(session, self.who.clone())?,
            since,
            until,
            month: self.month.as_deref().map(month).transpose()?,
            filed: self.filed,
            group_by,
            live: self.live,
            words: self.words,
        })
    }

    fn page(
        &self,
        context: &Context,
        session: &Session,
        request: &Request,
        count: &Count,
    ) -> Result<String> {
        let made = view::made(session.now, context.zone(session, None));
        let told = (view::chosen(context, session, request), made);
        let asked = !self.group_by.is_empty();
        Ok(counted::page::page(session, request, count, asked, told)?)
    }
}

impl Group {
    fn by(self) -> GroupBy {
        match self {
            Self::Contributor => GroupBy::Contributor,
            Self::Role => GroupBy::Role,
            Self::Story => GroupBy::Story,
            Self::Place => GroupBy::Place,
            Self::Kind => GroupBy::Kind,
            Self::Month => GroupBy::Month,
            Self::Day => GroupBy::Day,
        }
    }
}

fn month(text: &str) -> Result<Month> {
    parse_month(text)?;
    text.trim().parse().map_err(|error| CliError::usage(format!("{error}")))
}

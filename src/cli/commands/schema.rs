//! `newsroom schema`

use clap::{Args, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::{outcome, output};
use crate::format;
use crate::ops::schema;

/// What files and output look like, as JSON Schema (draft-07)
#[derive(Debug, Args)]
pub struct Arguments {
    /// Which; without it, that of a post
    #[arg(value_name = "WHICH")]
    which: Option<Which>,
    /// Write all of them into the desk's folder `schema`, and file them
    #[arg(long)]
    write: bool,
}

/// A schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// A post
    Post,
    /// A story
    Story,
    /// The settings
    Newsroom,
    /// What --json prints
    Output,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        if self.write {
            let mut files = schema::files();
            files.push(("schema/output.schema.json".to_owned(), output::schema_text()));
            let mut session = context.session()?;
            let written = schema::write(&mut session, files)?;
            let dry_run = session.dry_run;
            if context.global.json {
                let version = output::VERSION;
                context.json(&output::SchemasWritten { version, written, dry_run })?;
                return Ok(0);
            }
            context.print(&match (written, dry_run) {
                (0, _) => "the schemas are current".to_owned(),
                (n, false) => format!("{n} schemas written and filed"),
                (n, true) => format!("nothing was written (-n): {n} schemas are not current"),
            })?;
            outcome::commits(context, &session, false);
            return Ok(0);
        }
        let name = match self.which {
            Some(Which::Story) => "story",
            Some(Which::Newsroom) => "newsroom",
            Some(Which::Output) => {
                context.print(&output::schema_text())?;
                return Ok(0);
            }
            Some(Which::Post) | None => "post",
        };
        let all = format::schema::all();
        let schema = all.into_iter().find(|(known, _)| *known == name).map(|(_, schema)| schema);
        context.json(&schema.expect("the names above are those of schemas"))?;
        Ok(0)
    }
}

//! `newsroom schema`

use clap::{Args, ValueEnum};

use super::Result;
use crate::cli::context::Context;
use crate::cli::view::output;
use crate::format;
use crate::ops::schema;

/// What files and output look like, as JSON Schema (draft-07)
#[derive(Debug, Args)]
pub struct Arguments {
    /// Which
    #[arg(value_name = "WHICH")]
    which: Option<Which>,
    /// Write all of them into the desk's folder `schema`
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
            files.push((format!("schema/{}.schema.json", "output"), output::schema_text()));
            let written = schema::write(&mut context.session()?, files)?;
            context.print(&match written {
                0 => "the schemas are current".to_owned(),
                n => format!("{n} schemas written and filed"),
            })?;
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

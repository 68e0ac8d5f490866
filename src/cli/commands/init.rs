//! `newsroom init`

use std::path::PathBuf;

use chrono_tz::Tz;
use clap::Args;

use super::Result;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::view::{output, shown};
use crate::model::Newsroom;
use crate::ops::init::{self, Request};

/// A new desk; you become its first admin
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder; a repository is made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    directory: PathBuf,
    /// The newsroom's name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Its name in running text, as in "the Courier's Ana Petrova"; else its name
    #[arg(long, value_name = "NAME")]
    short_name: Option<String>,
    /// Its time zone, as in Europe/Kyiv (IANA)
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    timezone: String,
    /// Its language, as in en or uk (BCP 47)
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// The address of its site
    #[arg(long, value_name = "URL", default_value = "")]
    url: String,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        if self.timezone.parse::<Tz>().is_err() {
            return Err(CliError::usage(format!("`{}` is no time zone", self.timezone))
                .hint("--timezone Europe/Kyiv, or another IANA name"));
        }
        let newsroom = Newsroom {
            short_name: self.short_name.unwrap_or_else(|| self.name.clone()),
            name: self.name,
            language: self.language,
            timezone: self.timezone,
            url: self.url,
            corrections_url: String::new(),
            contributed: "{short_name}'s {names} contributed to this report.".to_owned(),
        };
        let dry_run = context.global.dry_run;
        let request = Request { newsroom, output_schema: output::schema_text(), dry_run };
        let folder = context.folder().join(self.directory);
        let created = init::run(&folder, &request, context.surroundings.now)?;
        if context.global.json {
            context.json(&output::Initialized {
                version: output::VERSION,
                root: created.root.display().to_string(),
                commit: created.commit,
                admin: created.admin.id.to_string(),
                files: created.files,
                dry_run,
            })?;
        } else if dry_run {
            context.print(&format!(
                "nothing was written (-n); it would be so:\nA desk in {}: {}\nYou would be {}, its admin.",
                shown(&created.root.display().to_string()),
                created.files.join(", "),
                created.admin.id,
            ))?;
        } else {
            context.print(&format!(
                "A desk in {}: {}\nYou are {}, its admin. The desk begins at commit\n    {}\nNote it: it tells this desk from any other.\nNext: newsroom contributor add ID --name NAME --email E --role reporter|editor\n      newsroom story open SLUG --title TITLE",
                shown(&created.root.display().to_string()),
                created.files.join(", "),
                created.admin.id,
                created.commit,
            ))?;
        }
        Ok(0)
    }
}

//! `newsroom init`

use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::view::{output, shown, sync as sync_view};
use crate::desk::{Delivery, Session};
use crate::model::Newsroom;
use crate::ops::init;
use crate::ops::init::Request;
use crate::ops::sync;

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
    #[arg(long, value_name = "ZONE", add = complete::zones(), default_value = "UTC")]
    timezone: String,
    /// Its language, as in en or uk (BCP 47)
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// The address of its site
    #[arg(long, value_name = "URL", default_value = "")]
    url: String,
    /// Where the others get it: a forge's empty project, or a folder that all can reach
    #[arg(long, value_name = "URL")]
    remote: Option<String>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        if self.timezone.parse::<Tz>().is_err() {
            return Err(CliError::usage(format!("`{}` is no time zone", self.timezone))
                .hint("--timezone Europe/Kyiv, or another IANA name"));
        }
        let newsroom = Newsroom {
            short_name: self.short_name.clone().unwrap_or_else(|| self.name.clone()),
            name: self.name.clone(),
            language: self.language.clone(),
            timezone: self.timezone.clone(),
            url: self.url.clone(),
            corrections_url: String::new(),
            contributed: "{short_name}'s {names} contributed to this report.".to_owned(),
            contributed_outside: String::new(),
        };
        let dry_run = context.global.dry_run;
        let without_url = newsroom.url.is_empty().then(|| {
            let missing = Newsroom::NEEDS_URL;
            format!("\nWithout --url the site will have no {missing}; later: url = \"https://…\" in newsroom.toml")
        });
        let request = Request { newsroom, output_schema: output::schema_text(), dry_run };
        let folder = context.folder().join(&self.directory);
        let created = init::run(&folder, &request, context.surroundings.now)?;
        let shared = match &self.remote {
            _ if dry_run => None,
            None => {
                context.set_up(&folder);
                None
            }
            Some(url) => Some(self.share(context, &folder, url)),
        };
        let delivery = shared.as_ref().and_then(|shared| shared.as_ref().ok());
        if context.global.json {
            context.json(&output::Initialized {
                version: output::VERSION,
                root: created.root.display().to_string(),
                commit: created.commit,
                admin: created.admin.id.to_string(),
                files: created.files,
                shared: delivery.map(|(_, delivery)| delivery.is_done()),
                cause: delivery.and_then(|(_, delivery)| sync_view::cause(&delivery.sent)),
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
                "A desk in {}: {}\nYou are {}, its admin. The desk begins at commit\n    {}\nNote it: it tells this desk from any other.\nNext: newsroom contributor add ID --name NAME --email E --role reporter\n      newsroom story open SLUG --title TITLE{}",
                shown(&created.root.display().to_string()),
                created.files.join(", "),
                created.admin.id,
                created.commit,
                without_url.unwrap_or_default(),
            ))?;
        }
        let Some((session, delivery)) = shared.transpose()? else { return Ok(0) };
        if !context.global.json {
            let url = session.store.remote_url().unwrap_or_default();
            let next = match delivery.is_done() {
                true => format!("The others type: newsroom clone {}", shell_words::quote(&url)),
                false => sync_view::text(&session, &delivery).trim_end().to_owned(),
            };
            context.print(&shown(&next))?;
            context.tell(&session, &delivery);
        }
        Ok(if delivery.is_done() { 0 } else { 3 })
    }

    /// Sends the new desk to where the others get it.
    fn share(&self, context: &Context, folder: &Path, url: &str) -> Result<(Session, Delivery)> {
        context.set_up(folder);
        let to = Some(context.address(url));
        let mut session = context.session_at(folder)?;
        let request = sync::Request { to, ..sync::Request::default() };
        let delivery = sync::run(&mut session, &request)?;
        Ok((session, delivery))
    }
}

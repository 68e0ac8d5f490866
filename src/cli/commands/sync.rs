//! `newsroom sync`

use std::time::Duration;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::view::sync as view;
use crate::desk::{Delivery, Sent};
use crate::ops::sync;

/// Take over what others did, and send what was done here
///
/// What two people did to one post is put together, paragraph by paragraph; the same words changed
/// twice are both kept until `edit` settles it. Releases that only this machine has are made again
/// upon the shared record, where the desk's rules still let them out. Nothing is ever forced.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The remote, where it is not the desk's own
    #[arg(value_name = "REMOTE")]
    remote: Option<String>,
    /// Take over what others did, and send nothing
    #[arg(long)]
    fetch_only: bool,
    /// Not to reach the shared desk is no failure
    #[arg(long)]
    allow_offline: bool,
    /// Send the desk to that address from now on
    #[arg(long, value_name = "URL", conflicts_with = "remote")]
    to: Option<String>,
    /// Keep in step until Ctrl-C
    #[arg(long, conflicts_with_all = ["to", "json"])]
    watch: bool,
    /// With --watch, how many seconds apart
    #[arg(long, value_name = "SECONDS", default_value_t = 10, requires = "watch")]
    every: u64,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let request = sync::Request {
            fetch_only: self.fetch_only,
            to: self.to.as_ref().map(|url| context.address(url)),
            remote: self.remote.clone(),
        };
        let mut last = String::new();
        loop {
            let mut session = context.session()?;
            let delivery = sync::run(&mut session, &request)?;
            let text = view::text(&session, &delivery);
            if context.global.json {
                context.json(&view::json(&session, &delivery))?;
            } else if !self.watch || text != last || !delivery.told.is_empty() {
                context.print(text.trim_end())?;
                context.tell(&session, &delivery);
            }
            for warning in &delivery.warnings {
                context.remark(&format!("warning: {}", crate::cli::view::shown(warning)));
            }
            if !self.watch {
                return self.code(&delivery);
            }
            last = text;
            std::thread::sleep(Duration::from_secs(self.every.max(1)));
            context.surroundings.look_at_the_clock();
        }
    }

    fn code(&self, delivery: &Delivery) -> Result {
        Ok(match &delivery.sent {
            Sent::Unlawful(_) | Sent::Apart(..) => 1,
            Sent::Not(_) if self.allow_offline => 0,
            Sent::Not(cause) if cause.is_a_refusal() => 1,
            Sent::Not(_) => 3,
            _ => u8::from(view::refuses(delivery)),
        })
    }
}

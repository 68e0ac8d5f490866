//! `newsroom build`

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::complete;
use crate::cli::input::time::parse_past;
use crate::cli::view::time::show_time;
use crate::cli::view::{outcome, output, shown};
use crate::ops::build;
use crate::ops::build::Request;
use crate::ops::build::preview;

/// What readers may see, as pages and feeds: ready to be put on a web server
///
/// Built from the public record alone: no draft can get into it. Stories of which nothing was
/// released since the last build stay as they are; each file is replaced whole.
/// With --desk, a preview of the desk's words for an editor's eyes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder to be written [default: site, with --desk site-desk]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The pages of that story alone
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// Make every page and write every file again, also those that are as they were
    #[arg(long)]
    full: bool,
    /// What readers met at that time
    #[arg(long, value_name = "TIME", conflicts_with = "story")]
    at: Option<String>,
    /// Packed files beside each, `.gz` and `.br`, for a web server that sends them as they are
    #[arg(long, conflicts_with = "desk")]
    compress: bool,
    /// The desk's words as they stand, drafts and saved files too; each page says that it is a preview
    #[arg(long, conflicts_with = "at")]
    desk: bool,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = if self.desk { context.session()? } else { context.session_or_bare()? };
        let story = context.story_path(&session, self.story.as_ref())?;
        let out = self.out.unwrap_or_else(|| if self.desk { "site-desk" } else { "site" }.into());
        let out = context.folder().join(out);
        let zone = context.zone(&session, None);
        let at = self.at.as_ref().map(|at| parse_past(at, session.now, zone)).transpose()?;
        let request = Request { out, story, full: self.full, at, compress: self.compress };
        let built = if self.desk {
            preview::write(&session, &request)?
        } else {
            build::run(&session, &request)?
        };
        built.remarks.iter().for_each(|remark| context.remark(&shown(remark)));
        if let Some(mended) = mended(&built.mended, session.dry_run) {
            context.remark(&mended);
        }
        if context.global.json {
            context.json(&output::Built {
                version: output::VERSION,
                out: built.out.display().to_string(),
                files: built.files,
                changed: built.changed,
                mended: built.mended,
                documents: built.documents,
                made: built.made,
                commit: built.tip.map(|tip| tip.to_string()),
                dry_run: session.dry_run,
            })?;
        } else {
            let then = at.map(|at| format!(", as of {}", show_time(at, zone, session.now)));
            context.print(&format!(
                "{}{} files in {} ({} changed): {} stories and posts {}{}",
                outcome::not_written(&session),
                built.files,
                shown(&built.out.display().to_string()),
                built.changed,
                built.documents,
                if self.desk { "of the desk, not public" } else { "that readers can see" },
                then.unwrap_or_default()
            ))?;
        }
        Ok(0)
    }
}

/// What is said of files that were not as the last build had left them; the first three by name.
fn mended(paths: &[String], dry_run: bool) -> Option<String> {
    let (first, more) = (paths.iter().take(3), paths.len().saturating_sub(3));
    let mut named: Vec<String> = first.map(|path| shown(path)).collect();
    named.extend((more > 0).then(|| format!("{more} more")));
    let made = if dry_run { "would be made again" } else { "made again" };
    (!paths.is_empty())
        .then(|| format!("not as the last build left it, {made}: {}", named.join(", ")))
}

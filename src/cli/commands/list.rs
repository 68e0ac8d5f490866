//! `newsroom list`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::input::options::known;
use crate::cli::input::time::{parse_since, parse_until};
use crate::cli::input::{complete, values};
use crate::cli::view::{Foreign, summary};
use crate::desk::{Filter, Session};
use crate::model::Public;
use crate::ops::list;
use crate::workflow::State;

/// Stories and posts by what they are, who they are by and where they stand, newest first
#[derive(Debug, Args)]
pub struct Arguments {
    /// Of that story
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// At the desk
    #[arg(long, value_name = "STATE", value_parser = values::state())]
    state: Vec<State>,
    /// In public
    #[arg(long, value_name = "PUBLIC", value_parser = values::public())]
    public: Vec<Public>,
    /// Crediting that person: an id, a printed name, or `you`
    #[arg(long, value_name = "WHO", add = complete::anybody())]
    by: Option<String>,
    /// With that subject
    #[arg(long, value_name = "TAG", add = complete::tags())]
    tag: Option<String>,
    /// Not before: a day, a time, or as in 'yesterday', '2 hours ago'
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Not after
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,
    /// Key events alone
    #[arg(long)]
    key_event: bool,
    /// Ids alone, one a line
    #[arg(long)]
    ids: bool,
    /// That many at most
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let story = context.story_path(&session, self.story.as_ref())?;
        let zone = context.zone(&session, story.as_ref());
        let now = session.now;
        let since = self.since.map(|text| parse_since(&text, now, zone)).transpose()?;
        let until = self.until.map(|text| parse_until(&text, now, zone)).transpose()?;
        let filter = Filter {
            story,
            states: self.state,
            public: self.public,
            by: known(&session, self.by)?,
            tag: self.tag.clone(),
            since,
            until,
            key_event: self.key_event,
            posts_only: false,
            limit: self.limit,
        };
        let summaries = list::run(&session, &filter)?;
        if context.global.json {
            context.json(&summary::json(&session, &summaries))?;
        } else if self.ids {
            let ids: Vec<String> = summaries.iter().map(|s| format!("{}\n", s.id)).collect();
            context.print(&ids.concat())?;
        } else {
            context.print(&summary::table(context, &session, &summaries))?;
            if let Some(tag) = self.tag.filter(|_| summaries.is_empty())
                && let Some(remark) = no_tag(&session, &tag)?
            {
                context.remark(&remark);
            }
        }
        Ok(0)
    }
}

/// That nothing has that tag, with those that are like it.
fn no_tag(session: &Session, tag: &str) -> Result<Option<String>> {
    let near = session.tags_alike(tag)?;
    Ok(near.map(|near| match near.as_slice() {
        [] => format!("nothing has the tag `{}`", Foreign(tag)),
        near => format!("nothing has the tag `{}`; there is {}", Foreign(tag), near.join(", ")),
    }))
}

//! `newsroom search`

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::Result;
use crate::cli::hint;
use crate::cli::input::complete;
use crate::cli::view::search as view;
use crate::ops::search::{self, Request, Scope};

/// So many are shown where nothing else is said.
const SHOWN: usize = 50;

/// Find words in what stands at the desk, in what readers see, or in all that they ever saw
///
/// All words must stand in one story or post, in any order; a word may go on (`ferr` finds
/// ferries). Words between quotes stand side by side, as whole words: '"power cut"'. Upper and
/// lower case, spaces, signs and accents do not matter (`cafe` finds café, `lodz` Łódź, `strasse`
/// Straße); й and ї are letters of their own. Chinese, Japanese, Thai and others without spaces are
/// found by any characters, one or two as well. No sign is a command: -, *, OR, NEAR are words or
/// nothing; behind -- a word may begin with -.
///
/// Looked through is what readers get: headline, body, points, captions, alt texts, whose a medium
/// is, links, sources, claims and their caveats, corrections, notices, by-lines, tags, place. What
/// is never public, as remarks and withheld names, is not. The newest stories and posts come first, as
/// in `list`; what is found stands as [=this=]. The desk is looked through as it is filed, and
/// a file that cannot be read as it was last read.
///
/// --ever looks through each release by itself, says which have the words, and from when to when
/// readers saw them, whatever became of it since: changed, corrected, pulled, retracted. What a
/// court ordered erased is not found.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The words
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// In that story
    #[arg(long, value_name = "STORY", add = complete::stories())]
    story: Option<String>,
    /// In the words that readers see now, from the record
    #[arg(long, conflicts_with = "ever")]
    live: bool,
    /// In every release there was
    #[arg(long)]
    ever: bool,
    /// That many stories and posts at most
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    limit: usize,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let session = context.session()?;
        let request = Request {
            words: self.words.join(" "),
            story: context.story_path(&session, self.story.as_ref())?,
            scope: match (self.live, self.ever) {
                (true, _) => Scope::Live,
                (_, true) => Scope::Ever,
                _ => Scope::Desk,
            },
            limit: Some(self.limit),
        };
        let found = search::run(&session, &request)?;
        if context.global.json {
            context.json(&view::json(&session, &found))?;
            return Ok(0);
        }
        let text = view::text(context, &session, &request, &found);
        if found.hits.is_empty() {
            context.print(&text)?
        } else {
            context.page(&session, &text)?
        }
        if found.total == 0 {
            for hint in hint::for_words(&request, &found) {
                context.remark(&format!("hint: {hint}"));
            }
        } else if let Some(more) = view::more(&found) {
            context.remark(&more);
        }
        Ok(0)
    }
}

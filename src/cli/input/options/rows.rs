//! Rows of lists that are there already: taken out, withheld, changed.

use clap::Args;

use super::change;
use super::media::NumberedMedia;
use super::who::each;
use crate::cli::error::CliError;
use crate::cli::input::complete;
use crate::desk::{Amendment, Session};

/// What `edit`, `correct` and `story edit` may take out, and change where it is.
#[derive(Debug, Clone, Args)]
pub struct RowOptions {
    /// Take out a credit: an id, a printed name, or `you`
    #[arg(long, value_name = "WHO", add = complete::credited(), help_heading = "Words")]
    pub remove_credit: Vec<String>,
    /// Pay and count a credit, and never print it
    #[arg(long, value_name = "WHO", add = complete::credited(), help_heading = "Words")]
    pub withhold_credit: Vec<String>,
    /// Take out a subject
    #[arg(long, value_name = "TAG", add = complete::tagged(), help_heading = "Words")]
    pub remove_tag: Vec<String>,
    /// Take out a medium: its number, file or address
    #[arg(long, value_name = "WHICH", help_heading = "Media")]
    pub remove_media: Vec<String>,
    /// Take out a link: its number, title or address
    #[arg(long, value_name = "WHICH", help_heading = "Words")]
    pub remove_link: Vec<String>,
    /// Take out a source: its id or words of its description
    #[arg(long, value_name = "WHICH", add = complete::sources(), help_heading = "Words")]
    pub remove_source: Vec<String>,
    /// Tell readers why a source is not named: the source's id, and the reason
    #[arg(long, value_name = "S=WHY", help_heading = "Words")]
    pub source_reason: Vec<String>,
    /// Media that are there already.
    #[command(flatten)]
    pub numbered: NumberedMedia,
}

impl RowOptions {
    /// Adds what was asked for to the words.
    pub fn add_to(&self, session: &Session, words: &mut Amendment) -> Result<(), CliError> {
        words.remove_credits = each(session, &self.remove_credit)?;
        words.withhold_credits = each(session, &self.withhold_credit)?;
        words.remove_tags.clone_from(&self.remove_tag);
        words.remove_media.clone_from(&self.remove_media);
        words.remove_links.clone_from(&self.remove_link);
        words.remove_sources.clone_from(&self.remove_source);
        for reason in &self.source_reason {
            words.adjust.push(change::source_reason(reason)?);
        }
        Ok(())
    }

    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        let lists = [
            &self.remove_credit,
            &self.withhold_credit,
            &self.remove_tag,
            &self.remove_media,
            &self.remove_link,
            &self.remove_source,
            &self.source_reason,
        ];
        lists.iter().all(|list| list.is_empty())
    }
}

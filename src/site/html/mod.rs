//! Pages for readers: what each shows is put together here, how it looks is the theme's.

mod corrections;
mod earlier;
mod embed;
mod head;
mod history;
mod links;
mod media;
mod not_found;
mod picture;
mod post;
mod story;

pub(super) use corrections::{Item as CorrectionsItem, corrections, of_story as corrections_of};
pub(super) use not_found::{icon, not_found};
pub(super) use story::{StoryItem, index, listing, story_and_posts};

use super::address;
use super::record::Entry;
use super::story::StoryRecord;

/// Where a page is, which decides how it leads to others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// From the page to the site's root: `""`, `"../"` and so on.
    root: &'a str,
    /// The posts that are places on the same page.
    here: &'a [&'a Entry],
    /// The level of headings in a body.
    heading: pulldown_cmark::HeadingLevel,
}

impl Frame<'_> {
    /// The link to a path from the site's root.
    fn link(self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// The link to a post: a place on this page, or the post's own.
    fn post(self, story: &StoryRecord, entry: &Entry) -> String {
        match entry.id() {
            Some(id) if self.here.iter().any(|here| here.path == entry.path) => format!("#{id}"),
            _ => self.link(&story.post_address(entry)),
        }
    }

    /// The address of a picture or film: a file beside the document, or on the web.
    fn media(self, story: &StoryRecord, entry: &Entry, src: &str) -> Option<String> {
        if src.contains("://") {
            return address::safe_media(src).then(|| src.to_owned());
        }
        story.media_address(entry, src).map(|path| self.link(&path))
    }
}

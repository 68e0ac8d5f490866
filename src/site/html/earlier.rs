//! A page of a long story with fifty of its earlier posts.

use pulldown_cmark::HeadingLevel;
use serde::Serialize;

use super::Frame;
use super::head::Head;
use super::post::{self, PostView};
use crate::site::clock::Time;
use crate::site::error::SiteError;
use crate::site::record::{Entry, Page};
use crate::site::story::{Site, StoryRecord};
use crate::site::theme::Theme;

/// A link to such a page.
#[derive(Serialize)]
pub(super) struct EarlierLink {
    href: String,
    /// Its place in the order in which they came, from 1.
    number: usize,
    /// When its first post was published, and its last one.
    from: Option<Time>,
    to: Option<Time>,
    /// The ids of its posts: a link to one of them on the story's page leads to this link.
    ids: Vec<String>,
}

#[derive(Serialize)]
struct EarlierPage {
    head: Head,
    story: String,
    story_href: String,
    live: bool,
    number: usize,
    /// How many such pages there are.
    count: usize,
    from: Option<Time>,
    to: Option<Time>,
    /// Newest first.
    posts: Vec<PostView>,
    /// Whose times they are, as in `in Selan`.
    place: String,
    /// The page of the posts that came next; of the story, where these are the newest.
    newer_href: String,
    older_href: Option<String>,
}

/// The link to the page of that block.
pub(super) fn link(story: &StoryRecord, number: usize, frame: Frame) -> EarlierLink {
    let posts = &story.posts[story.blocks().block(number)];
    let (from, to) = times(story, posts);
    let ids = posts.iter().filter_map(|post| Some(post.id()?.to_string())).collect();
    EarlierLink { href: frame.link(&story.block_address(number)), number, from, to, ids }
}

/// The page of that block.
///
/// # Errors
///
/// A theme that does not fit.
pub(super) fn page(
    site: &Site,
    story: &StoryRecord,
    number: usize,
    theme: &Theme,
) -> Result<Page, SiteError> {
    let root = "../../../";
    let blocks = story.blocks();
    let posts = &story.posts[blocks.block(number)];
    let frame = Frame { root, here: posts, heading: HeadingLevel::H4 };
    let address = story.block_address(number);
    let title = format!("{} ({number})", story.title());
    let mut head = Head::new(&site.record.settings, root, &address, &title);
    head.speak(&story.language);
    head.feeds = head.feeds.map(|_| format!("{}/", story.address));
    let (from, to) = times(story, posts);
    if let (Some(from), Some(to)) = (&from, &to) {
        let span = [("from", from.full.as_str()), ("to", to.full.as_str())];
        head.description =
            format!("{}: {}", story.title(), story.messages().tell("from-to", &span));
    }
    let story_href = frame.link(&format!("{}/", story.address));
    let newer = Some(number + 1).filter(|newer| *newer <= blocks.count);
    let older = Some(number - 1).filter(|older| *older > 0);
    let page = EarlierPage {
        head,
        story: story.title(),
        live: story.is_live(),
        number,
        count: blocks.count,
        from,
        to,
        posts: posts
            .iter()
            .map(|entry| post::post(site, story, entry, frame, &story.clock))
            .collect(),
        place: story.clock.place(),
        newer_href: newer
            .map_or_else(|| story_href.clone(), |newer| frame.link(&story.block_address(newer))),
        older_href: older.map(|older| frame.link(&story.block_address(older))),
        story_href,
    };
    theme.render("earlier.html", format!("{address}index.html"), story.messages(), &page)
}

/// When the first of these posts was published, and the last.
fn times(story: &StoryRecord, posts: &[&Entry]) -> (Option<Time>, Option<Time>) {
    let time = |post: Option<&&Entry>| Some(story.clock.time(post?.first_published()?));
    (time(posts.last()), time(posts.first()))
}

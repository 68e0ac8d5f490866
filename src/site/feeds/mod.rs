//! The record for machines: feeds, data for search engines, what a page asks for news.
//!
//! A feed needs absolute addresses: without `url` in the settings there is only `latest.json`, and
//! the JSON-LD inside the pages.

mod atom;
mod feed;
mod item;
mod jsonfeed;
pub(super) mod jsonld;
mod latest;
mod ninjs;
mod rss;
mod sitemap;

use super::address;
use super::error::SiteError;
use super::record::{Entry, Page};
use super::story::{Site, StoryRecord};
use super::text::{self, json_file};
use crate::model::{Moment, Newsroom};
use feed::Feed;
pub(super) use item::Item;
pub(super) use sitemap::news_since;

/// How many posts a feed has at most: the newest.
pub(super) const LONGEST: usize = 100;

/// A feed in every format, beside its page.
fn pages(feed: &Feed<'_>) -> Result<Vec<Page>, SiteError> {
    Ok(vec![
        Page::text(feed.path("feed.json"), jsonfeed::write(feed)),
        Page::text(feed.path("atom.xml"), atom::write(feed)?),
        Page::text(feed.path("rss.xml"), rss::write(feed)?),
    ])
}

/// The files for machines of the whole site, of its posts, newest first, and when it was last changed.
///
/// # Errors
///
/// A feed that its writer refuses.
pub(super) fn of_site(
    settings: &Newsroom,
    items: &[&Item],
    modified: Option<Moment>,
) -> Result<Vec<Page>, SiteError> {
    let Some(home) = address::absolute(&settings.url, "") else { return Ok(Vec::new()) };
    let feed = Feed {
        title: settings.name.clone(),
        home,
        folder: String::new(),
        language: text::language(&settings.language, "en").to_owned(),
        publisher: settings.name.clone(),
        closed: false,
        updated: modified,
        items: items.iter().copied().take(LONGEST).collect(),
    };
    let mut pages = pages(&feed)?;
    pages.push(Page::text("news-sitemap.xml", sitemap::write(settings, items, modified)?));
    Ok(pages)
}

/// The files for machines of one story.
///
/// # Errors
///
/// A feed that its writer refuses.
pub(super) fn of_story(
    site: &Site,
    story: &StoryRecord,
    items: &[Item],
) -> Result<Vec<Page>, SiteError> {
    let folder = format!("{}/", story.address);
    let mut pages = vec![Page::text(format!("{folder}latest.json"), latest::write(story))];
    let Some(feed) = feed(site, story, items) else { return Ok(pages) };
    pages.extend(self::pages(&feed)?);
    if let Some(text) = ninjs::write(site, story) {
        pages.push(Page::text(format!("{folder}ninjs.json"), text));
    }
    Ok(pages)
}

/// A feed of a story with these items; `None` where the site has no address of its own.
fn feed<'a>(site: &Site, story: &StoryRecord, items: &'a [Item]) -> Option<Feed<'a>> {
    let folder = format!("{}/", story.address);
    Some(Feed {
        title: story.title(),
        home: site.absolute(&folder)?,
        folder,
        language: story.language.clone(),
        publisher: site.record.settings.name.clone(),
        closed: !story.is_live(),
        updated: story.modified(),
        items: items.iter().collect(),
    })
}

/// A format in which one story or post is given to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// IPTC ninjs 3.1.
    Ninjs,
    /// schema.org, as JSON-LD.
    JsonLd,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    JsonFeed,
}

/// A story, or one post of it, in that format; `None` where the format needs addresses and the
/// site has none.
///
/// # Errors
///
/// A feed that its writer refuses.
pub(super) fn export(
    site: &Site,
    story: &StoryRecord,
    post: Option<&Entry>,
    format: Export,
) -> Result<Option<String>, SiteError> {
    let items = || match post {
        Some(post) => Item::new(site, story, post).into_iter().collect(),
        None => items(site, story),
    };
    Ok(match format {
        Export::Ninjs => match post {
            Some(post) => ninjs::post(site, story, post),
            None => ninjs::write(site, story),
        },
        Export::JsonLd => Some(json_file(&match post {
            Some(post) => jsonld::blog_posting(site, story, post),
            None => jsonld::live_blog(site, story),
        })),
        Export::Atom => feed(site, story, &items()).map(|feed| atom::write(&feed)).transpose()?,
        Export::JsonFeed => feed(site, story, &items()).map(|feed| jsonfeed::write(&feed)),
    })
}

/// The story's newest posts for feeds; none while it is down.
pub(super) fn items(site: &Site, story: &StoryRecord) -> Vec<Item> {
    let posts = if story.is_down() { &[][..] } else { &story.posts };
    posts.iter().take(LONGEST).filter_map(|entry| Item::new(site, story, entry)).collect()
}

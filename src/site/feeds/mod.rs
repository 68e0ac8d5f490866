//! The record for machines: feeds, data for search engines, what a page asks for news.
//!
//! A feed needs absolute addresses: without `url` in the settings there is only `latest.json`, and
//! the JSON-LD inside the pages.

mod atom;
mod item;
mod jsonfeed;
pub(super) mod jsonld;
mod latest;
mod ninjs;
mod rss;
mod sitemap;

use super::address;
use super::brief::Brief;
use super::error::SiteError;
use super::record::{Entry, Page};
use super::story::{Site, StoryRecord};
use super::text;
use crate::model::{Moment, Newsroom};
pub(super) use item::Item;
pub(super) use sitemap::news_since;

/// How many posts a feed has at most: the newest.
pub(super) const LONGEST: usize = 100;

/// A feed before it is written in one format or another.
struct Feed<'a> {
    title: String,
    /// The absolute address of the page it belongs to.
    home: String,
    /// The folder its files are in, from the site's root: empty or with a slash at the end.
    folder: String,
    language: String,
    publisher: String,
    /// Nothing more will come.
    closed: bool,
    updated: Option<Moment>,
    items: Vec<&'a Item>,
}

impl Feed<'_> {
    fn path(&self, file: &str) -> String {
        format!("{}{file}", self.folder)
    }

    /// The absolute address of one of its files: all of them are beside its page.
    fn address(&self, file: &str) -> String {
        format!("{}{file}", self.home)
    }

    fn pages(&self) -> Result<Vec<Page>, SiteError> {
        Ok(vec![
            Page::text(self.path("feed.json"), jsonfeed::write(self)),
            Page::text(self.path("atom.xml"), atom::write(self)?),
            Page::text(self.path("rss.xml"), rss::write(self)?),
        ])
    }
}

/// The files for machines of the whole site.
///
/// # Errors
///
/// A feed that its writer refuses.
pub(super) fn of_site(settings: &Newsroom, briefs: &[&Brief]) -> Result<Vec<Page>, SiteError> {
    let Some(home) = address::absolute(&settings.url, "") else { return Ok(Vec::new()) };
    let items = newest(briefs).into_iter().take(LONGEST).collect();
    let feed = Feed {
        title: settings.name.clone(),
        home,
        folder: String::new(),
        language: text::language(&settings.language, "en").to_owned(),
        publisher: settings.name.clone(),
        closed: false,
        updated: briefs.iter().filter_map(|brief| brief.modified).max(),
        items,
    };
    let mut pages = feed.pages()?;
    pages.push(Page::text("news-sitemap.xml", sitemap::write(settings, briefs)?));
    Ok(pages)
}

/// The posts of all stories for feeds, newest first.
pub(super) fn newest<'a>(briefs: &[&'a Brief]) -> Vec<&'a Item> {
    let mut items: Vec<&Item> = briefs.iter().flat_map(|brief| &brief.items).collect();
    items.sort_by(|one, other| (other.published, &other.url).cmp(&(one.published, &one.url)));
    items
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
    pages.extend(feed.pages()?);
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
        Export::JsonLd => Some(json(&match post {
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

/// JSON as a file: two spaces deep, a line end at the end.
fn json(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

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
mod told;

use super::address;
use super::error::SiteError;
use super::language::Language;
use super::record::{Entry, Page};
use super::story::{Site, StoryRecord};
use super::text::json_file;
use crate::model::{Moment, Newsroom};
use feed::Feed;
pub(super) use item::Item;
pub(super) use sitemap::{Address, news_since};
pub(super) use told::{FEWEST, Place, told};

/// A feed in every format, beside its page.
fn pages(feed: &Feed<'_>) -> Result<Vec<Page>, SiteError> {
    Ok(vec![
        Page::text(feed.path("feed.json"), jsonfeed::write(feed)),
        Page::text(feed.path("atom.xml"), atom::write(feed)?),
        Page::text(feed.path("rss.xml"), rss::write(feed)?),
    ])
}

/// The files for machines of the whole site: of its stories' pages, of what may be told of them, and
/// when it was last changed.
///
/// # Errors
///
/// A feed that its writer refuses.
pub(super) fn of_site(
    settings: &Newsroom,
    stories: &[&Address],
    items: Vec<&Item>,
    modified: Option<Moment>,
) -> Result<Vec<Page>, SiteError> {
    let Some(home) = address::absolute(&settings.url, "") else {
        return Ok(vec![Page::text("robots.txt", sitemap::robots(settings))]);
    };
    let sitemaps = sitemap::of_site(settings, stories, &items, modified)?;
    let feed = Feed {
        title: settings.name.clone(),
        home,
        folder: String::new(),
        language: Language::of_newsroom(settings),
        publisher: settings.name.clone(),
        closed: false,
        updated: modified,
        items: told(items, modified, |item| item.place()),
    };
    let mut pages = pages(&feed)?;
    pages.extend(sitemaps);
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
    pages.extend(sitemap::of_story(site, story)?);
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
            None => jsonld::live_blog(site, story, &story.posts),
        })),
        Export::Atom => feed(site, story, &items()).map(|feed| atom::write(&feed)).transpose()?,
        Export::JsonFeed => feed(site, story, &items()).map(|feed| jsonfeed::write(&feed)),
    })
}

/// What a feed tells of the story: its posts, and the story itself once readers were told something of
/// it; while that is down, no posts but those that were put right or withdrawn.
pub(super) fn items(site: &Site, story: &StoryRecord) -> Vec<Item> {
    let stays = |entry: &&Entry| !story.is_down() || entry.modified() > entry.first_published();
    let posts = story.posts.iter().copied().filter(stays);
    let entries = story.entry.into_iter().chain(posts);
    let dated = entries
        .filter_map(|entry| Some((item::changed(entry)?, story.address_of(entry), entry)))
        .collect();
    let told = told(dated, story.modified(), |(changed, address, entry)| Place {
        changed: *changed,
        name: address,
        withdrawn: entry.live().is_none(),
    });
    told.into_iter().filter_map(|(_, _, entry)| Item::new(site, story, entry)).collect()
}

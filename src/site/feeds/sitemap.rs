//! Which pages there are, for search engines: sitemaps (sitemaps.org), one of them of news (Google's
//! extension), and `robots.txt` (RFC 9309) that leads to them.
//!
//! There is no clock here: the last two days are those before the record's last act.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::model::{Moment, Newsroom, Public};
use crate::site::address;
use crate::site::error::SiteError;
use crate::site::record::Page;
use crate::site::story::{Site, StoryRecord};
use crate::site::text::visible;

/// How long a page is news, in seconds.
const NEWS: i64 = 2 * 24 * 60 * 60;
/// The most addresses a news sitemap may have.
const MOST_NEWS: usize = 1000;
/// The most addresses any other sitemap may have.
const MOST: usize = 50_000;

/// A story's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct Address {
    url: String,
    /// Where the sitemap of its posts is.
    sitemap: String,
    title: String,
    language: String,
    published: Option<Moment>,
    modified: Option<Moment>,
    /// It is not taken down.
    stands: bool,
}

impl Address {
    /// The story's page; `None` where the site has no address of its own.
    pub(in crate::site) fn of_story(site: &Site, story: &StoryRecord) -> Option<Self> {
        let folder = format!("{}/", story.address);
        Some(Self {
            url: site.absolute(&folder)?,
            sitemap: site.absolute(&format!("{folder}sitemap.xml"))?,
            title: story.title(),
            language: story.language.tag.clone(),
            published: story.first_published(),
            modified: story.modified(),
            stands: !story.is_down(),
        })
    }
}

/// What a sitemap says of a page that is news.
struct News<'a> {
    url: &'a str,
    title: &'a str,
    language: &'a str,
    published: Moment,
    modified: Moment,
}

/// The moment from which on a page is news, by the record's last act.
pub(in crate::site) fn news_since(modified: Option<Moment>) -> i64 {
    modified.map_or(i64::MAX, |now| now.seconds() - NEWS)
}

/// What search engines may read: everything, and where the list of it is.
pub(super) fn robots(settings: &Newsroom) -> String {
    let maps = ["sitemap.xml", "news-sitemap.xml"].into_iter();
    let maps = maps.filter_map(|file| address::absolute(&settings.url, file));
    let maps: String = maps.map(|url| format!("Sitemap: {url}\n")).collect();
    format!("User-agent: *\nAllow: /\n{maps}")
}

/// The sitemaps about all stories, and what leads to them.
///
/// # Errors
///
/// What the writer refuses.
pub(super) fn of_site(
    settings: &Newsroom,
    stories: &[&Address],
    items: &[&Item],
    modified: Option<Moment>,
) -> Result<Vec<Page>, SiteError> {
    let absolute = |path| address::absolute(&settings.url, path);
    let own = [("", modified), ("corrections/", None)].into_iter();
    let mut pages: Vec<(String, Option<Moment>)> =
        own.filter_map(|(path, at)| Some((absolute(path)?, at))).collect();
    pages.extend(stories.iter().map(|story| (story.url.clone(), story.modified)));
    let news = news(stories, items, modified);
    let listed = Some("news-sitemap.xml").filter(|_| !news.is_empty());
    let mut maps: Vec<(String, Option<Moment>)> = Some("pages-sitemap.xml")
        .into_iter()
        .chain(listed)
        .filter_map(|path| Some((absolute(path)?, modified)))
        .collect();
    maps.extend(stories.iter().map(|story| (story.sitemap.clone(), story.modified)));
    Ok(vec![
        Page::text("robots.txt", robots(settings)),
        written("sitemap.xml", |writer| list(writer, ("sitemapindex", "sitemap"), &maps))?,
        written("pages-sitemap.xml", |writer| list(writer, ("urlset", "url"), &pages))?,
        written("news-sitemap.xml", |writer| of_news(writer, settings, &news))?,
    ])
}

/// The sitemap of a story's posts; none where the site has no address of its own.
///
/// # Errors
///
/// What the writer refuses.
pub(super) fn of_story(site: &Site, story: &StoryRecord) -> Result<Option<Page>, SiteError> {
    let page = |entry| Some((site.absolute(&story.post_address(entry))?, entry.modified()));
    // A sitemap is never empty: the story's own page is there in any case.
    let own = Some(format!("{}/", story.address));
    let blocks = (1..=story.blocks().count).map(|number| story.block_address(number));
    let blocks = own.into_iter().chain(blocks);
    let blocks = blocks.filter_map(|path| Some((site.absolute(&path)?, None)));
    let posts = story.posts.iter().filter_map(|entry| page(entry));
    let pages: Vec<(String, Option<Moment>)> = blocks.chain(posts).collect();
    let Some(path) = site.absolute("").map(|_| format!("{}/sitemap.xml", story.address)) else {
        return Ok(None);
    };
    written(&path, |writer| list(writer, ("urlset", "url"), &pages)).map(Some)
}

/// The stories that began in the last two days, then the posts of these days; the newest first.
fn news<'a>(
    stories: &[&'a Address],
    items: &[&'a Item],
    modified: Option<Moment>,
) -> Vec<News<'a>> {
    let oldest = news_since(modified);
    let pages = stories.iter().filter(|story| story.stands).filter_map(|story| {
        let published = story.published?;
        let modified = story.modified.unwrap_or(published);
        let (url, title, language) = (&story.url, &story.title, &story.language);
        Some(News { url, title, language, published, modified })
    });
    let told = stories.iter().map(|story| story.url.as_str());
    let told: BTreeSet<&str> = told.collect();
    let posts = items
        .iter()
        .filter(|item| item.state == Public::Live.as_str() && !told.contains(item.url.as_str()));
    let posts = posts.map(|item| News {
        url: &item.url,
        title: &item.title,
        language: &item.language.tag,
        published: item.published,
        modified: item.updated,
    });
    let newest_first = |mut news: Vec<News<'a>>| {
        news.retain(|page| page.published.seconds() >= oldest);
        news.sort_by(|one, other| (other.published, other.url).cmp(&(one.published, one.url)));
        news
    };
    let mut news = newest_first(pages.collect());
    news.extend(newest_first(posts.collect()));
    news.truncate(MOST_NEWS);
    news
}

fn written(
    path: &str,
    write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>,
) -> Result<Page, SiteError> {
    let failed = |message: String| SiteError::Feed { feed: path.to_owned(), message };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| write(&mut writer))
        .map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8(writer.into_inner()).map_err(|error| failed(error.to_string()))?;
    Ok(Page::text(path, text + "\n"))
}

const SITEMAP: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

fn list(
    writer: &mut Writer<Vec<u8>>,
    (all, one): (&str, &str),
    pages: &[(String, Option<Moment>)],
) -> io::Result<()> {
    let set = writer.create_element(all).with_attribute(SITEMAP);
    set.write_inner_content(|writer| {
        pages.iter().take(MOST).try_for_each(|(url, modified)| {
            writer.create_element(one).write_inner_content(|writer| {
                text(writer, "loc", url)?;
                modified.map_or(Ok(()), |at| text(writer, "lastmod", &at.to_utc().rfc3339()))
            })?;
            Ok(())
        })
    })?;
    Ok(())
}

fn of_news(writer: &mut Writer<Vec<u8>>, settings: &Newsroom, news: &[News<'_>]) -> io::Result<()> {
    let set = writer.create_element("urlset").with_attributes([
        SITEMAP,
        ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ]);
    set.write_inner_content(|writer| news.iter().try_for_each(|page| url(settings, writer, page)))?;
    Ok(())
}

fn url(settings: &Newsroom, writer: &mut Writer<Vec<u8>>, page: &News<'_>) -> io::Result<()> {
    let published = page.published.to_utc().rfc3339();
    writer.create_element("url").write_inner_content(|writer| {
        text(writer, "loc", page.url)?;
        text(writer, "lastmod", &page.modified.to_utc().rfc3339())?;
        writer.create_element("news:news").write_inner_content(|writer| {
            writer.create_element("news:publication").write_inner_content(|writer| {
                text(writer, "news:name", &visible(&settings.name))?;
                text(writer, "news:language", page.language)
            })?;
            text(writer, "news:publication_date", &published)?;
            text(writer, "news:title", &visible(page.title))
        })?;
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, element: &str, words: &str) -> io::Result<()> {
    writer.create_element(element).write_text_content(BytesText::new(words))?;
    Ok(())
}

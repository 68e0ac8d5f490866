//! A news sitemap (Google's extension of sitemaps.org): posts of the last two days.
//!
//! There is no clock here: the last two days are those before the record's last act.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::item::Item;
use super::items;
use crate::site::error::SiteError;
use crate::site::story::{Site, StoryRecord};
use crate::site::text::visible;

/// How long a post is news, in seconds.
const NEWS: i64 = 2 * 24 * 60 * 60;
/// The most addresses a news sitemap may have.
const LONGEST: usize = 1000;

/// The sitemap as XML.
///
/// # Errors
///
/// What the writer refuses.
pub(super) fn write(site: &Site) -> Result<String, SiteError> {
    let failed = |message: String| SiteError::Feed { feed: "news-sitemap.xml".to_owned(), message };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    urls(site, &mut writer).map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8(writer.into_inner()).map_err(|error| failed(error.to_string()))?;
    Ok(text + "\n")
}

fn urls(site: &Site, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
    let now = site.stories.iter().filter_map(StoryRecord::modified).max();
    let oldest = now.map_or(i64::MAX, |now| now.seconds() - NEWS);
    let mut news: Vec<(&str, Item)> = Vec::new();
    for story in &site.stories {
        let recent = items(site, story, LONGEST).into_iter();
        let recent = recent.filter(|item| item.state == "live");
        news.extend(
            recent
                .filter(|item| item.published.seconds() >= oldest)
                .map(|item| (story.language.as_str(), item)),
        );
    }
    news.sort_by(|(_, one), (_, other)| {
        (other.published, &other.url).cmp(&(one.published, &one.url))
    });
    news.truncate(LONGEST);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = writer.create_element("urlset").with_attributes([
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ]);
    set.write_inner_content(|writer| {
        news.iter().try_for_each(|(language, item)| url(site, writer, language, item))
    })?;
    Ok(())
}

fn url(
    site: &Site,
    writer: &mut Writer<Vec<u8>>,
    language: &str,
    item: &Item,
) -> std::io::Result<()> {
    let published = item.published.to_utc().rfc3339();
    writer.create_element("url").write_inner_content(|writer| {
        text(writer, "loc", &item.url)?;
        text(writer, "lastmod", &item.updated.to_utc().rfc3339())?;
        writer.create_element("news:news").write_inner_content(|writer| {
            writer.create_element("news:publication").write_inner_content(|writer| {
                text(writer, "news:name", &visible(&site.record.settings.name))?;
                text(writer, "news:language", language)
            })?;
            text(writer, "news:publication_date", &published)?;
            text(writer, "news:title", &item.title)
        })?;
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, element: &str, words: &str) -> std::io::Result<()> {
    writer.create_element(element).write_text_content(BytesText::new(words))?;
    Ok(())
}

//! A news sitemap (Google's extension of sitemaps.org): posts of the last two days.
//!
//! There is no clock here: the last two days are those before the record's last act.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::item::Item;
use crate::model::{Moment, Newsroom};
use crate::site::error::SiteError;
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
pub(super) fn write(
    settings: &Newsroom,
    items: &[&Item],
    modified: Option<Moment>,
) -> Result<String, SiteError> {
    let failed = |message: String| SiteError::Feed { feed: "news-sitemap.xml".to_owned(), message };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    urls(settings, items, modified, &mut writer).map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8(writer.into_inner()).map_err(|error| failed(error.to_string()))?;
    Ok(text + "\n")
}

/// The moment from which on a post is news, by the record's last act.
pub(in crate::site) fn news_since(modified: Option<Moment>) -> i64 {
    modified.map_or(i64::MAX, |now| now.seconds() - NEWS)
}

fn urls(
    settings: &Newsroom,
    items: &[&Item],
    modified: Option<Moment>,
    writer: &mut Writer<Vec<u8>>,
) -> std::io::Result<()> {
    let oldest = news_since(modified);
    let news = items.iter();
    let news = news.filter(|item| item.state == "live" && item.published.seconds() >= oldest);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let set = writer.create_element("urlset").with_attributes([
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ]);
    set.write_inner_content(|writer| {
        news.take(LONGEST).try_for_each(|item| url(settings, writer, item))
    })?;
    Ok(())
}

fn url(settings: &Newsroom, writer: &mut Writer<Vec<u8>>, item: &Item) -> std::io::Result<()> {
    let published = item.published.to_utc().rfc3339();
    writer.create_element("url").write_inner_content(|writer| {
        text(writer, "loc", &item.url)?;
        text(writer, "lastmod", &item.updated.to_utc().rfc3339())?;
        writer.create_element("news:news").write_inner_content(|writer| {
            writer.create_element("news:publication").write_inner_content(|writer| {
                text(writer, "news:name", &visible(&settings.name))?;
                text(writer, "news:language", &item.language)
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

//! Atom (RFC 4287): `updated` moves for what readers are told of, not for a small edit.

use atom_syndication as atom;

use super::feed::Feed;
use super::item::Item;
use crate::model::Moment;
use crate::site::error::SiteError;
use crate::site::text::visible;

/// The feed as Atom.
///
/// # Errors
///
/// What the writer refuses.
pub(super) fn write(feed: &Feed) -> Result<String, SiteError> {
    let latest = feed.items.iter().map(|item| item.updated).max();
    let document = atom::Feed {
        title: atom::Text::plain(visible(&feed.title)),
        id: feed.home.clone(),
        updated: time(feed.updated.or(latest)),
        authors: vec![person(&feed.publisher)],
        links: vec![link(&feed.address("atom.xml"), "self"), link(&feed.home, "alternate")],
        lang: Some(feed.language.tag.clone()),
        entries: feed.items.iter().map(|item| entry(feed, item)).collect(),
        ..atom::Feed::default()
    };
    let failed = |message: String| SiteError::Feed { feed: feed.path("atom.xml"), message };
    let bytes = document.write_to(Vec::new()).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

fn entry(feed: &Feed, item: &Item) -> atom::Entry {
    let lang = item.language.amid(&feed.language).map(|language| language.tag);
    atom::Entry {
        title: atom::Text { lang: lang.clone(), ..atom::Text::plain(item.title.as_str()) },
        id: item.url.clone(),
        updated: time(Some(item.updated)),
        published: Some(time(Some(item.published))),
        authors: item.authors.iter().map(|name| person(name)).collect(),
        contributors: item.contributors.iter().map(|name| person(name)).collect(),
        categories: item
            .tags
            .iter()
            .map(|tag| atom::Category { term: tag.clone(), ..atom::Category::default() })
            .collect(),
        links: vec![link(&item.url, "alternate")],
        content: Some(atom::Content {
            value: Some(item.html.clone()),
            content_type: Some("html".to_owned()),
            lang,
            ..atom::Content::default()
        }),
        ..atom::Entry::default()
    }
}

/// The time in UTC; a feed of nothing was last changed when time began.
fn time(moment: Option<Moment>) -> atom::FixedDateTime {
    moment.map_or_else(Default::default, |moment| moment.to_utc().time())
}

fn person(name: &str) -> atom::Person {
    atom::Person { name: visible(name).into_owned(), ..atom::Person::default() }
}

fn link(href: &str, rel: &str) -> atom::Link {
    atom::Link { href: href.to_owned(), rel: rel.to_owned(), ..atom::Link::default() }
}

//! RSS 2.0, with the address of the feed itself as its best practices ask for, and Atom's time of the
//! last change of each item.

use std::collections::BTreeMap;

use ::rss::extension::Extension;
use ::rss::extension::dublincore::DublinCoreExtension;
use ::rss::{Category, Channel, Guid};

use super::feed::Feed;
use super::item::Item;
use crate::model::Moment;
use crate::site::error::SiteError;
use crate::site::text::visible;

/// The feed as RSS.
///
/// # Errors
///
/// What the writer refuses.
pub(super) fn write(feed: &Feed) -> Result<String, SiteError> {
    let own_address = Extension {
        name: "atom:link".to_owned(),
        attrs: BTreeMap::from([
            ("href".to_owned(), feed.address("rss.xml")),
            ("rel".to_owned(), "self".to_owned()),
            ("type".to_owned(), "application/rss+xml".to_owned()),
        ]),
        ..Extension::default()
    };
    let links = BTreeMap::from([("link".to_owned(), vec![own_address])]);
    let channel = Channel {
        title: visible(&feed.title).into_owned(),
        link: feed.home.clone(),
        description: format!("{}: {}", visible(&feed.publisher), visible(&feed.title)),
        language: Some(feed.language.tag.clone()),
        last_build_date: feed.updated.map(time),
        extensions: BTreeMap::from([("atom".to_owned(), links)]),
        namespaces: BTreeMap::from([("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned())]),
        items: feed.items.iter().copied().map(item).collect(),
        ..Channel::default()
    };
    let failed = |message: String| SiteError::Feed { feed: feed.path("rss.xml"), message };
    let bytes = channel.write_to(Vec::new()).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

fn item(item: &Item) -> ::rss::Item {
    let names: Vec<String> = item.authors.iter().chain(&item.contributors).cloned().collect();
    // RSS's own `author` is an e-mail address; a name goes into Dublin Core's `creator`.
    let creators = DublinCoreExtension { creators: names, ..DublinCoreExtension::default() };
    // RSS has no time of a change; Atom's is what readers of feeds look for.
    let at = Extension {
        name: "atom:updated".to_owned(),
        value: Some(item.updated.to_utc().rfc3339()),
        ..Extension::default()
    };
    let updated = BTreeMap::from([("updated".to_owned(), vec![at])]);
    ::rss::Item {
        title: Some(item.title.clone()),
        link: Some(item.url.clone()),
        description: Some(item.html.clone()),
        guid: Some(Guid { value: item.url.clone(), permalink: true }),
        pub_date: Some(time(item.published)),
        categories: item
            .tags
            .iter()
            .map(|tag| Category { name: tag.clone(), ..Category::default() })
            .collect(),
        extensions: BTreeMap::from([("atom".to_owned(), updated)]),
        dublin_core_ext: (!creators.creators.is_empty()).then_some(creators),
        ..::rss::Item::default()
    }
}

fn time(moment: Moment) -> String {
    moment.to_utc().time().to_rfc2822()
}

//! The public record as pages and feeds: values in, files as values out.
//!
//! Nothing here reads a file, a clock or the environment, so the same [`Record`] gives the same
//! bytes on every machine. [`build`] makes the whole site, [`build_story`] the files of one story,
//! [`build_shared`] those that speak of all stories; the whole is the sum of these.
//!
//! Foreign text leaves by one door for each context: HTML by the theme's formatter and by
//! `markdown`, JSON inside HTML by `feeds::jsonld`, XML by the writers of the feed crates.
//!
//! Addresses, from the site's root:
//!
//! | address | what |
//! | --- | --- |
//! | `index.html` | the stories |
//! | `corrections/index.html` | every correction, clarification, note and retraction |
//! | `<story>/index.html` | a story; `<story>/<id>/` a post; `…/history/` its releases |
//! | `<story>/media/<file>` | a file beside a post |
//! | `<story>/latest.json`, `ninjs.json`, `feed.json`, `atom.xml`, `rss.xml` | one story, for machines |
//! | `feed.json`, `atom.xml`, `rss.xml`, `news-sitemap.xml` | the site, for machines |
//! | `assets/` | style and script |

mod address;
mod changes;
mod clock;
mod credits;
mod error;
mod feeds;
mod html;
mod markdown;
mod marks;
mod quotes;
mod record;
mod story;
mod text;
mod theme;

#[cfg(test)]
mod oracles;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use error::SiteError;
pub use feeds::Export;
pub use record::{Content, Entry, Page, Record};

use crate::model::DocPath;
use story::Site;
use theme::Theme;

/// The whole site, sorted by path.
///
/// # Errors
///
/// A template of the desk's theme that cannot be read or does not fit what pages are made of.
pub fn build(record: &Record) -> Result<Vec<Page>, SiteError> {
    let theme = Theme::new(&record.theme)?;
    let site = Site::new(record);
    let mut pages = shared(&site, &theme)?;
    for story in &site.stories {
        pages.extend(story_pages(&site, story, &theme)?);
    }
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(pages)
}

/// The files of one story, sorted by path; none where the record has nothing of it.
///
/// `record` still holds every story: an address depends on which of two stories of one name was
/// there first.
///
/// # Errors
///
/// As for [`build`].
pub fn build_story(record: &Record, story: &DocPath) -> Result<Vec<Page>, SiteError> {
    let theme = Theme::new(&record.theme)?;
    let site = Site::new(record);
    let mut pages = match site.stories.iter().find(|known| known.folder == story.folder()) {
        Some(story) => story_pages(&site, story, &theme)?,
        None => Vec::new(),
    };
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(pages)
}

/// The files that speak of all stories: front page, corrections, feeds of the site, assets.
///
/// # Errors
///
/// As for [`build`].
pub fn build_shared(record: &Record) -> Result<Vec<Page>, SiteError> {
    let theme = Theme::new(&record.theme)?;
    let mut pages = shared(&Site::new(record), &theme)?;
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(pages)
}

/// One story or post as readers have it, in a format of the field; `None` where the record has
/// nothing of it, or where the format needs addresses and the site has none.
///
/// # Errors
///
/// A feed that its writer refuses.
pub fn export(
    record: &Record,
    document: &DocPath,
    format: Export,
) -> Result<Option<String>, SiteError> {
    let site = Site::new(record);
    let Some(story) = site.stories.iter().find(|known| known.folder == document.folder()) else {
        return Ok(None);
    };
    let post = story.posts.iter().find(|post| post.path == *document).copied();
    match (post, document.is_story()) {
        (None, false) => Ok(None),
        (post, _) => feeds::export(&site, story, post, format),
    }
}

fn shared(site: &Site, theme: &Theme) -> Result<Vec<Page>, SiteError> {
    let mut pages = theme.assets();
    pages.push(html::index(site, theme)?);
    pages.push(html::corrections(site, theme)?);
    pages.extend(feeds::of_site(site)?);
    Ok(pages)
}

fn story_pages(
    site: &Site,
    story: &story::StoryRecord,
    theme: &Theme,
) -> Result<Vec<Page>, SiteError> {
    let mut pages = html::story_and_posts(site, story, theme)?;
    pages.extend(feeds::of_story(site, story)?);
    pages.extend(story.media_pages());
    Ok(pages)
}

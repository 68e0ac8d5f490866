//! The public record as pages and feeds: values in, files as values out.
//!
//! Nothing here reads a file, a clock or the environment, so the same [`Record`] gives the same
//! bytes on every machine. [`build`] makes the whole site; a [`Builder`] the files of one story, and
//! those that speak of all stories, made of a [`Brief`] of each: the whole is the sum of these.
//! [`preview()`] makes pages of words that are not public, and marks them so.
//!
//! Foreign text leaves by one door for each context: HTML by the theme's formatter and by
//! `markdown`, JSON inside HTML by `feeds::jsonld`, XML by the writers of the feed crates.
//!
//! Addresses, from the site's root:
//!
//! | address | what |
//! | --- | --- |
//! | `index.html`, `page/<n>/index.html` | the stories, thirty on a page |
//! | `corrections/index.html` | every correction, clarification, note and retraction |
//! | `<story>/index.html` | a story; `<story>/<id>/` a post; `…/history/` its releases |
//! | `<story>/page/<n>/index.html` | fifty of its earlier posts, the first fifty on page 1 |
//! | `<story>/media/<file>` | a file beside a post; `<digest>-<width>.webp` a smaller copy of a picture |
//! | `<story>/latest.json`, `ninjs.json`, `feed.json`, `atom.xml`, `rss.xml` | one story, for machines |
//! | `feed.json`, `atom.xml`, `rss.xml` | the site, for machines |
//! | `robots.txt`, `sitemap.xml`, `pages-sitemap.xml`, `news-sitemap.xml`, `<story>/sitemap.xml` | which pages there are |
//! | `404.html` | what a web server shows where there is no page |
//! | `assets/`, `favicon.svg` | style, script, its words, icon, files of the newsroom's theme |
//! | `.well-known/newsroom.json` | which state of the record it shows |

mod address;
mod blocks;
mod brief;
mod changes;
mod clock;
mod credits;
mod error;
mod feeds;
mod html;
mod language;
pub(crate) mod markdown;
mod marks;
mod messages;
mod preview;
mod quotes;
mod record;
pub mod report;
mod story;
mod text;
mod theme;
mod well_known;

#[cfg(test)]
mod oracles;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use address::{Addresses, addresses};
pub use brief::{Brief, Trim, oldest_told, trim};
pub use error::SiteError;
pub use feeds::Export;
pub use preview::preview;
pub use record::{Content, Entry, OwnTheme, Page, Pictures, Record, is_plain};
pub use theme::{Part, begins_with, built_in, part_of, parts};
pub use well_known::{WELL_KNOWN, shown_commit, turn, well_known};

use crate::model::{DocPath, Newsroom};
use language::Language;
use messages::Languages;
use story::Site;
use theme::Theme;

/// What is made of one story.
#[derive(Debug)]
pub struct StorySite {
    /// Its files, sorted by path.
    pub pages: Vec<Page>,
    /// What the pages about all stories say of it.
    pub brief: Brief,
}

/// The whole site, sorted by path, from a record that is whole.
///
/// # Errors
///
/// A template of the desk's theme that cannot be read or does not fit what pages are made of.
pub fn build(record: &Record) -> Result<Vec<Page>, SiteError> {
    let addresses = address::of_record(record);
    let builder = Builder::new(&record.settings, &record.theme);
    let mut pages = Vec::new();
    let mut briefs = Vec::new();
    for folder in addresses.keys() {
        let Some(made) = builder.story(record, folder, &addresses)? else { continue };
        pages.extend(made.pages);
        briefs.push(made.brief);
    }
    pages.extend(builder.shared(&briefs.iter().collect::<Vec<_>>())?);
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    builder.strict(pages)
}

/// Builds the site piece by piece.
///
/// A theme cannot stop it: where a template of the desk's own does not parse or does not fit, the
/// built-in one takes its place ([`Page::amiss`], [`Builder::unread`]).
pub struct Builder<'a> {
    settings: &'a Newsroom,
    theme: Theme,
}

impl<'a> Builder<'a> {
    /// With the newsroom's settings and its theme.
    pub fn new(settings: &'a Newsroom, theme: &OwnTheme) -> Self {
        Self { settings, theme: Theme::new(theme) }
    }

    /// The mistakes of its templates that do not parse.
    pub fn unread(&self) -> &[SiteError] {
        self.theme.unread()
    }

    /// The languages of pages of that story in which there are no words: they say theirs in English.
    /// Tags (BCP 47).
    pub fn unspoken<'b>(&self, brief: &'b Brief) -> impl Iterator<Item = &'b str> {
        let unspoken = |language: &&Language| !self.theme.languages().speaks(language);
        brief.languages().iter().filter(unspoken).map(|language| language.tag.as_str())
    }

    /// The pages, where all of them are of the desk's own theme.
    ///
    /// # Errors
    ///
    /// The first mistake of that theme.
    pub fn strict(&self, mut pages: Vec<Page>) -> Result<Vec<Page>, SiteError> {
        let first = pages.iter_mut().find_map(|page| page.amiss.take());
        match self.unread().first().cloned().or(first) {
            Some(mistake) => Err(mistake),
            None => Ok(pages),
        }
    }

    /// The files of the story in that folder of the record; `None` where nothing of it was released.
    ///
    /// `record` holds all of the story, and of other stories at least the posts that it names
    /// ([`Record::named_in`]), each with its story's own document.
    ///
    /// # Errors
    ///
    /// As for [`build`].
    pub fn story(
        &self,
        record: &Record,
        folder: &str,
        addresses: &Addresses,
    ) -> Result<Option<StorySite>, SiteError> {
        let site = Site::new(record, addresses, self.theme.languages());
        let Some(story) = site.stories.iter().find(|known| known.folder == folder) else {
            return Ok(None);
        };
        let mut pages = html::story_and_posts(&site, story, &self.theme)?;
        let items = feeds::items(&site, story);
        pages.extend(feeds::of_story(&site, story, &items)?);
        pages.extend(story.media_pages(&record.pictures));
        pages.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Some(StorySite { pages, brief: Brief::new(&site, story, items) }))
    }

    /// The files that speak of all stories: front page, corrections, feeds of the site, assets.
    ///
    /// # Errors
    ///
    /// As for [`build`].
    pub fn shared(&self, briefs: &[&Brief]) -> Result<Vec<Page>, SiteError> {
        let briefs = brief::in_order(briefs);
        let mut pages = self.theme.files();
        let desk = Language::of_newsroom(self.settings);
        let mut spoken: Vec<&Language> =
            briefs.iter().flat_map(|brief| brief.languages()).collect();
        spoken.push(&desk);
        spoken.sort();
        spoken.dedup();
        pages.extend(spoken.into_iter().map(|language| self.theme.words_of(language)));
        pages.push(html::not_found(self.settings, &self.theme)?);
        pages.extend(html::icon(self.settings, &self.theme));
        let stories = briefs.iter().map(|brief| &brief.listing).collect();
        pages.extend(html::index(self.settings, stories, &self.theme)?);
        let corrections = briefs.iter().flat_map(|brief| &brief.corrections).collect();
        pages.push(html::corrections(self.settings, corrections, &self.theme)?);
        let (stories, items) = (brief::pages(&briefs), brief::items(&briefs));
        let modified = brief::modified(&briefs);
        let feeds = feeds::of_site(self.settings, &stories, items, modified)?;
        // The newsroom's own file of that name is among the theme's.
        let own = |page: &Page| page.path == "robots.txt" && self.theme.has("robots.txt");
        pages.extend(feeds.into_iter().filter(|page| !own(page)));
        pages.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(pages)
    }
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
    addresses: &Addresses,
    format: Export,
) -> Result<Option<String>, SiteError> {
    let languages = Languages::new(&record.theme.messages);
    let site = Site::new(record, addresses, &languages);
    let Some(story) = site.stories.iter().find(|known| known.folder == document.folder()) else {
        return Ok(None);
    };
    let post = story.posts.iter().find(|post| post.path == *document).copied();
    match (post, document.is_story()) {
        (None, false) => Ok(None),
        (post, _) => feeds::export(&site, story, post, format),
    }
}

//! What the pages about all stories say of one: kept, so that a release in one story does not ask
//! for the others again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::feeds::{self, Item};
use super::html::{self, CorrectionsItem, StoryItem};
use super::language::Language;
use super::story::{Site, StoryRecord};
use crate::model::Moment;

/// One story, as the front page, the corrections page and the feeds of the site tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    address: String,
    /// Those that its pages are in.
    languages: BTreeSet<Language>,
    first_published: Option<Moment>,
    modified: Option<Moment>,
    pub(super) listing: StoryItem,
    pub(super) corrections: Vec<CorrectionsItem>,
    /// Its page, for search engines; `None` where the site has no address of its own.
    page: Option<feeds::Address>,
    /// What its feed tells, what changed last first.
    items: Vec<Item>,
    /// When the last of those was changed that [`trim`] took out of `items`.
    cut: Option<Moment>,
}

impl Brief {
    /// Its folder on the site.
    pub fn address(&self) -> &String {
        &self.address
    }

    /// The languages that its pages are in.
    pub(super) fn languages(&self) -> &BTreeSet<Language> {
        &self.languages
    }

    /// When readers first saw anything of it.
    pub fn first_published(&self) -> Option<Moment> {
        self.first_published
    }

    /// Whether the feeds of the site would have to tell what [`trim`] took out, as when another story has
    /// been taken down; `oldest` is what [`oldest_told`] gives.
    pub fn is_short(&self, oldest: Option<Moment>) -> bool {
        self.cut.is_some_and(|cut| oldest.is_none_or(|oldest| cut >= oldest))
    }

    /// Takes out all other items than those, and says whether there were any.
    fn keep(&mut self, kept: impl Fn(&Item) -> bool) -> bool {
        let cut = self.items.iter().filter(|item| !kept(item)).map(|item| item.updated).max();
        self.cut = cut.max(self.cut);
        self.items.retain(kept);
        cut.is_some()
    }

    pub(super) fn new(site: &Site, story: &StoryRecord, items: Vec<Item>) -> Self {
        Self {
            address: story.address.clone(),
            languages: story
                .entries()
                .map(|entry| story.language_of(entry))
                .chain([story.language.clone()])
                .collect(),
            first_published: story.first_published(),
            modified: story.modified(),
            listing: html::listing(site, story),
            corrections: html::corrections_of(site, story),
            page: feeds::Address::of_story(site, story),
            items,
            cut: None,
        }
    }
}

/// In the order in which they are told: the story that was published last comes first.
pub(super) fn in_order<'a>(briefs: &[&'a Brief]) -> Vec<&'a Brief> {
    let mut briefs = briefs.to_vec();
    briefs.sort_by(|one, other| {
        (other.first_published, &other.address).cmp(&(one.first_published, &one.address))
    });
    briefs
}

/// What the feeds of all stories tell.
pub(super) fn items<'a>(briefs: &[&'a Brief]) -> Vec<&'a Item> {
    briefs.iter().flat_map(|brief| &brief.items).collect()
}

/// The pages of all stories.
pub(super) fn pages<'a>(briefs: &[&'a Brief]) -> Vec<&'a feeds::Address> {
    briefs.iter().filter_map(|brief| brief.page.as_ref()).collect()
}

/// When anything on the site was last changed.
pub(super) fn modified(briefs: &[&Brief]) -> Option<Moment> {
    briefs.iter().filter_map(|brief| brief.modified).max()
}

/// Takes out what no file about all stories tells: neither a feed, nor the sitemap of news. Says of each
/// story, in their order, whether that was anything.
pub fn trim<'a>(briefs: impl Iterator<Item = &'a mut Brief>) -> Vec<bool> {
    let mut briefs: Vec<&mut Brief> = briefs.collect();
    let all: Vec<&Brief> = briefs.iter().map(|brief| &**brief).collect();
    let (news, told) = (feeds::news_since(modified(&all)), told(&all));
    let told: BTreeSet<String> = told.into_iter().map(|item| item.url.clone()).collect();
    let kept = |item: &Item| told.contains(&item.url) || item.published.seconds() >= news;
    briefs.iter_mut().map(|brief| brief.keep(kept)).collect()
}

/// Trims stories one after the other while many are made, so that not all that was ever told of each
/// has to be held: what one of them leaves is at least what [`trim`] leaves of it among all.
#[derive(Debug, Default)]
pub struct Trim {
    /// When anything of the stories so far was last changed.
    modified: Option<Moment>,
    /// When the posts were changed that changed last, and their addresses.
    newest: BTreeSet<(Moment, String)>,
}

impl Trim {
    /// Trims a story, as one of those before it.
    pub fn story(&mut self, brief: &mut Brief) {
        self.modified = self.modified.max(brief.modified);
        let key = |item: &Item| (item.place().changed, item.place().name.to_owned());
        self.newest.extend(brief.items.iter().map(key));
        while self.newest.len() > feeds::FEWEST {
            self.newest.pop_first();
        }
        let news = feeds::news_since(self.modified);
        brief.keep(|item| {
            self.newest.contains(&key(item))
                || item.place().is_told_by_age(self.modified)
                || item.published.seconds() >= news
        });
    }
}

/// When the last of those was changed that the site's feeds tell however old it is; `None` where they
/// have room for more.
pub fn oldest_told(all: &[&Brief]) -> Option<Moment> {
    told(all).get(feeds::FEWEST - 1).map(|item| item.updated)
}

/// What the site's feeds tell.
fn told<'a>(all: &[&'a Brief]) -> Vec<&'a Item> {
    feeds::told(items(all), modified(all), |item| item.place())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::record::Entry;
    use crate::site::{Builder, address, sample};

    /// A story of that name with so many posts, a minute apart from that day on.
    fn story(name: &str, day: u32, posts: u32) -> Vec<Entry> {
        let post = |n: u32| {
            let at = format!("2026-11-{day:02}T{:02}:{:02}:00Z", n / 60, n % 60);
            let mut post =
                sample::first("story.toml", &at, &format!("headline = \"{name} {n}\"\n"));
            let path = format!("posts/2026/11/{name}/p-{name}00{n:03}.toml");
            post.path = path.parse().expect("a path");
            let id = post.path.id().expect("an id");
            for words in post.words.iter_mut().chain(post.versions.values_mut()) {
                words.id = id.clone();
            }
            post
        };
        (0..posts).map(post).collect()
    }

    fn briefs(entries: Vec<Entry>) -> Vec<Brief> {
        let record = sample::record(entries);
        let addresses = address::of_record(&record);
        let builder = Builder::new(&record.settings, &record.theme);
        let folders = addresses.keys();
        let made = folders.map(|folder| builder.story(&record, folder, &addresses));
        made.map(|made| made.expect("made").expect("released").brief).collect()
    }

    #[test]
    fn what_is_trimmed_is_missed_by_no_page_until_a_story_is_taken_down() {
        let entries = [story("st0rm", 1, 130), story("f7ame", 7, 60)].concat();
        let mut briefs = briefs(entries);
        let settings = sample::record(Vec::new()).settings;
        let theme = crate::site::OwnTheme::default();
        let builder = Builder::new(&settings, &theme);
        let shared =
            |briefs: &[Brief]| builder.shared(&briefs.iter().collect::<Vec<_>>()).expect("pages");
        let whole = shared(&briefs);
        let made = briefs.clone();
        trim(briefs.iter_mut());
        let kept: Vec<usize> = briefs.iter().map(|brief| brief.items.len()).collect();
        assert_eq!(kept, [60, 40], "a hundred in all");
        assert_eq!(shared(&briefs), whole);
        for (first_is_last, kept) in [(false, [60, 40]), (true, [60, 130])] {
            let (mut one_by_one, mut so_far) = (made.clone(), Trim::default());
            match first_is_last {
                false => one_by_one.iter_mut().for_each(|brief| so_far.story(brief)),
                true => one_by_one.iter_mut().rev().for_each(|brief| so_far.story(brief)),
            }
            let left: Vec<usize> = one_by_one.iter().map(|brief| brief.items.len()).collect();
            assert_eq!(left, kept, "what is told of those before it");
            assert_eq!(shared(&one_by_one), whole);
            trim(one_by_one.iter_mut());
            assert_eq!(one_by_one, briefs);
        }
        let short = |briefs: &[Brief]| -> Vec<bool> {
            let oldest = oldest_told(&briefs.iter().collect::<Vec<_>>());
            briefs.iter().map(|brief| brief.is_short(oldest)).collect()
        };
        assert_eq!(short(&briefs), [false, false]);
        briefs[0].items.clear();
        assert_eq!(short(&briefs), [false, true], "the feed has room for what was taken out");
    }
}

//! The record by story: which posts belong together, in which order, at which address.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address::{self, Addresses};
use super::blocks::Blocks;
use super::clock::Clock;
use super::language::Language;
use super::markdown;
use super::marks::{caveats_in_words, labelled};
use super::messages::{Languages, Messages};
use super::record::{Entry, Page, Pictures, Record};
use super::text::first_words;
use crate::format::Projection;
use crate::model::{Coverage, Digest, DocId, Moment, Public};

/// The record, by story.
pub(super) struct Site<'a> {
    pub(super) record: &'a Record,
    /// The story that was published last comes first.
    pub(super) stories: Vec<StoryRecord<'a>>,
    posts: BTreeMap<DocId, (usize, &'a Entry)>,
    /// The words that the newsroom's own pages are in.
    pub(super) messages: Arc<Messages>,
}

/// One story and its posts.
pub(super) struct StoryRecord<'a> {
    /// Its folder on the record.
    pub(super) folder: &'a str,
    /// Its folder on the site.
    pub(super) address: String,
    /// The story's own document; none where only posts were released.
    pub(super) entry: Option<&'a Entry>,
    /// Newest first by when readers first saw them.
    pub(super) posts: Vec<&'a Entry>,
    pub(super) clock: Clock,
    pub(super) language: Language,
    languages: &'a Languages,
}

impl<'a> Site<'a> {
    pub(super) fn new(record: &'a Record, addresses: &Addresses, languages: &'a Languages) -> Self {
        let mut folders: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in record.entries.iter().filter(|entry| entry.public() != Public::Unpublished) {
            folders.entry(entry.path.folder()).or_default().push(entry);
        }
        let mut stories: Vec<StoryRecord> = folders
            .into_iter()
            .filter_map(|(folder, entries)| {
                let address = addresses.get(folder)?.clone();
                Some(StoryRecord::new(record, folder, address, &entries, languages))
            })
            .collect();
        stories.sort_by(|one, other| {
            let key = |story: &StoryRecord| (story.first_published(), story.address.clone());
            key(other).cmp(&key(one))
        });
        let mut posts = BTreeMap::new();
        for (index, story) in stories.iter().enumerate() {
            posts.extend(story.posts.iter().filter_map(|post| Some((post.id()?, (index, *post)))));
        }
        let messages = languages.of_newsroom(&record.settings);
        Self { record, stories, posts, messages }
    }

    /// The post of that id with its story, where it was ever released.
    pub(super) fn post(&self, id: &DocId) -> Option<(&StoryRecord<'a>, &'a Entry)> {
        let (story, entry) = self.posts.get(id)?;
        Some((&self.stories[*story], entry))
    }

    /// The absolute address of a path; `None` where the desk has not said where its site is.
    pub(super) fn absolute(&self, path: &str) -> Option<String> {
        address::absolute(&self.record.settings.url, path)
    }

    /// The absolute address of a picture or film for cards and machines: a file beside the document,
    /// or on the web.
    pub(super) fn media(&self, story: &StoryRecord, entry: &Entry, src: &str) -> Option<String> {
        if src.contains("://") {
            return address::safe_media(src).then(|| src.to_owned());
        }
        self.absolute(&story.media_address(entry, src)?)
    }
}

impl<'a> StoryRecord<'a> {
    fn new(
        record: &'a Record,
        folder: &'a str,
        address: String,
        entries: &[&'a Entry],
        languages: &'a Languages,
    ) -> StoryRecord<'a> {
        let entry = entries.iter().find(|entry| entry.path.is_story()).copied();
        let mut posts: Vec<&Entry> =
            entries.iter().filter(|entry| !entry.path.is_story()).copied().collect();
        posts.sort_by_key(|entry| Reverse(turn(entry)));
        let own = |field: fn(&Projection) -> &str| {
            entry.and_then(|entry| entry.live()).map(field).filter(|text| !text.is_empty())
        };
        let desk = Language::of_newsroom(&record.settings).tag;
        let language = Language::of(own(|words| &words.language).unwrap_or(&desk), &desk);
        let zone = own(|words| &words.timezone).unwrap_or(&record.settings.timezone);
        let place = own(|words| &words.place).unwrap_or_default();
        let clock = Clock::new(zone, place, languages.of(&language));
        Self { folder, address, entry, posts, clock, language, languages }
    }

    /// The words of the story that readers may see.
    pub(super) fn words(&self) -> Option<&'a Projection> {
        self.entry.and_then(Entry::live)
    }

    /// Whether the whole page is down or withdrawn.
    pub(super) fn is_down(&self) -> bool {
        self.entry.is_some_and(|entry| entry.live().is_none())
    }

    /// Its title, doubtful words labelled; the folder's name in words where none is public.
    pub(super) fn title(&self) -> String {
        match self.words() {
            Some(words) if !words.title.is_empty() => {
                labelled(self.messages(), &words.title, &words.claims)
            }
            _ => {
                let slug = self.folder.rsplit('/').next().unwrap_or_default().replace('-', " ");
                let mut letters = slug.chars();
                let first = letters.next().map(|letter| letter.to_uppercase().to_string());
                first.unwrap_or_default() + letters.as_str()
            }
        }
    }

    /// Whether it is still being covered.
    pub(super) fn is_live(&self) -> bool {
        self.words().is_none_or(|words| words.coverage != Some(Coverage::Closed))
    }

    /// When coverage ended: the release that closed it last.
    pub(super) fn closed_at(&self) -> Option<Moment> {
        let entry = self.entry.filter(|_| !self.is_live())?;
        let closing = entry
            .versions
            .iter()
            .rev()
            .take_while(|(_, words)| words.coverage == Some(Coverage::Closed))
            .last();
        let n = closing.map(|(n, _)| *n);
        n.and_then(|n| entry.ledger.release(n)).or(entry.ledger.last_words()).map(|r| r.at)
    }

    /// The posts that readers see whole, newest first.
    pub(super) fn live_posts(&self) -> impl Iterator<Item = (&'a Entry, &'a Projection)> {
        self.posts.iter().filter_map(|post| Some((*post, post.live()?)))
    }

    /// When readers first saw anything of it.
    pub(super) fn first_published(&self) -> Option<Moment> {
        self.entries().filter_map(Entry::first_published).min()
    }

    /// When anything of it that matters changed last.
    pub(super) fn modified(&self) -> Option<Moment> {
        self.entries().filter_map(Entry::modified).max()
    }

    /// When anything of it changed last, a small edit too.
    pub(super) fn changed(&self) -> Option<Moment> {
        self.entries().filter_map(|entry| Some(entry.last_release()?.at)).max()
    }

    /// The story's own document and its posts.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.entry.into_iter().chain(self.posts.iter().copied())
    }

    /// What a document is called: its headline, or its time while readers may not see its words.
    pub(super) fn title_of(&self, entry: &Entry) -> String {
        match (entry.live(), entry.first_published()) {
            (Some(words), _) => headline(&self.messages_of(entry), words),
            (None, _) if entry.path.is_story() => self.title(),
            (None, Some(at)) => {
                self.messages().tell("post-of", &[("time", &self.clock.time(at).full)])
            }
            (None, None) => String::new(),
        }
    }

    /// The language of a document's words: its own, else the story's.
    pub(super) fn language_of(&self, entry: &Entry) -> Language {
        match entry.live().map_or("", |words| &words.language) {
            "" => self.language.clone(),
            own => Language::of(own, &self.language.tag),
        }
    }

    /// The address of a document's page, from the site's root.
    pub(super) fn address_of(&self, entry: &Entry) -> String {
        match entry.path.is_story() {
            true => format!("{}/", self.address),
            false => self.post_address(entry),
        }
    }

    /// The address of a post's own page, from the site's root.
    pub(super) fn post_address(&self, entry: &Entry) -> String {
        let id = entry.id().map(|id| id.to_string()).unwrap_or_default();
        format!("{}/{id}/", self.address)
    }

    /// The words that its pages are in.
    pub(super) fn messages(&self) -> &Arc<Messages> {
        self.clock.messages()
    }

    /// The words beside those of a document.
    pub(super) fn messages_of(&self, entry: &Entry) -> Arc<Messages> {
        let language = self.language_of(entry);
        if language == self.language {
            return Arc::clone(self.messages());
        }
        self.languages.of(&language)
    }

    /// Its clock, told in the language of a document.
    pub(super) fn clock_of(&self, entry: &Entry) -> Clock {
        self.clock.told_in(&self.messages_of(entry))
    }

    /// The pages that its posts are on.
    pub(super) fn blocks(&self) -> Blocks {
        Blocks::of(if self.is_down() { 0 } else { self.posts.len() })
    }

    /// The address of the page of a block of earlier posts, from the site's root.
    pub(super) fn block_address(&self, number: usize) -> String {
        format!("{}/page/{number}/", self.address)
    }

    /// Where a post stands among the others: a place on a page, from the site's root.
    pub(super) fn place_of(&self, entry: &Entry) -> String {
        let place = self.posts.partition_point(|post| turn(post) > turn(entry));
        let block = self.blocks().block_of(place);
        let page = block.map_or_else(|| format!("{}/", self.address), |n| self.block_address(n));
        format!("{page}#{}", entry.id().map(|id| id.to_string()).unwrap_or_default())
    }

    /// The address of a file beside a post; `None` where the record holds no such file for readers.
    pub(super) fn media_address(&self, entry: &Entry, file_name: &str) -> Option<String> {
        let shown = address::may_show(entry, file_name);
        shown.then(|| format!("{}/media/{file_name}", self.address))
    }

    /// The address of a copy of a picture beside one of its documents: of other bytes, another one.
    pub(super) fn copy_address(&self, digest: Digest, width: u32) -> String {
        format!("{}/media/{}-{width}.webp", self.address, &digest.to_string()[..16])
    }

    /// The files beside its documents that readers get, each once, and the copies of pictures.
    pub(super) fn media_pages(&self, pictures: &Pictures) -> Vec<Page> {
        let mut taken = BTreeSet::new();
        let mut pages = Vec::new();
        for entry in self.entries() {
            for (name, digest) in entry.live().map(Projection::files).unwrap_or_default() {
                let Some(path) = self.media_address(entry, name) else { continue };
                let from = address::on_record(&entry.path, name);
                for width in pictures.get(&digest).map_or(&[][..], |picture| &picture.smaller) {
                    let copy = self.copy_address(digest, *width);
                    if taken.insert(copy.clone()) {
                        pages.push(Page::copy(copy, from.clone(), *width));
                    }
                }
                if taken.insert(path.clone()) {
                    pages.push(Page::file(path, from));
                }
            }
        }
        pages
    }
}

/// What decides where a post stands among the others of its story.
fn turn(entry: &Entry) -> (Option<Moment>, Option<DocId>) {
    (entry.first_published(), entry.path.id())
}

/// The summary points of a story in running text, each with a full stop where it has no end of its
/// own; doubtful words are labelled.
pub(super) fn in_sentences(messages: &Messages, words: &Projection) -> String {
    let ended = |text: &str| text.ends_with(['.', '!', '?', '…', ':', '”', '»']);
    let sentence = |text: &str| if ended(text) { text.to_owned() } else { format!("{text}.") };
    let points = words.summary.iter().map(|point| point.text.trim());
    let text = points.filter(|text| !text.is_empty()).map(sentence).collect::<Vec<_>>().join(" ");
    labelled(messages, &text, &words.claims)
}

/// What a post is called where a headline is needed: its own, else its first words, else what its
/// first medium shows. Doubtful words are labelled.
pub(super) fn headline(messages: &Messages, words: &Projection) -> String {
    let medium = words.media.first();
    let shown = medium.map(|medium| {
        [&medium.title, &medium.caption, &medium.alt]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    });
    [words.heading().to_owned(), markdown::plain(&words.body), shown.unwrap_or("").to_owned()]
        .iter()
        .map(|text| {
            let most = if text == words.heading() { usize::MAX } else { 14 };
            first_words(&labelled(messages, text, &words.claims), most)
        })
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| messages.say("without-words"))
}

/// The body as plain text with its doubtful words labelled, and what readers are told of them below.
pub(super) fn body_in_words(messages: &Messages, words: &Projection) -> String {
    let body = labelled(messages, &markdown::plain(&words.body), &words.claims);
    let mut lines: Vec<String> = Some(body).filter(|body| !body.is_empty()).into_iter().collect();
    lines.extend(caveats_in_words(messages, &words.claims));
    lines.join("\n")
}

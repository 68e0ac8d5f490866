//! A site brought from what its folder holds to what the record says.

use std::collections::btree_map;
use std::collections::{BTreeMap, BTreeSet};

use super::folder::{SiteDir, SiteFile};
use super::kept::{Kept, KeptStory, Mistakes};
use super::pack;
use super::source::Source;
use crate::desk::{OpError, Session};
use crate::media;
use crate::model::{DocId, DocPath, Picture};
use crate::site::{self, Addresses, Brief, Builder, Content, Entry, Page, Pictures, Record};

/// The highest effort of gzip; of brotli about what its highest one gives, in a tenth of the time.
const EFFORT: u32 = 9;

/// Where the files of a site go.
pub(super) trait Target {
    /// Puts a file in its place.
    fn put(&mut self, file: SiteFile) -> Result<(), OpError>;
    /// Takes out the file at that path.
    fn take_out(&mut self, path: &str) -> Result<(), OpError>;
    /// The files that may be there from builds that were killed.
    fn left(&self) -> BTreeSet<String> {
        BTreeSet::new()
    }
    /// The files that are not as they were put.
    fn amiss(&self) -> BTreeSet<String> {
        BTreeSet::new()
    }
}

impl Target for SiteDir {
    fn put(&mut self, file: SiteFile) -> Result<(), OpError> {
        Ok(self.write(&[file])?)
    }

    fn take_out(&mut self, path: &str) -> Result<(), OpError> {
        Ok(self.remove(std::iter::once(path))?)
    }

    fn left(&self) -> BTreeSet<String> {
        self.files().clone()
    }

    fn amiss(&self) -> BTreeSet<String> {
        Self::amiss(self).clone()
    }
}

/// What a site in memory has to change, in this order.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) files: Vec<SiteFile>,
    pub(super) gone: Vec<String>,
}

impl Target for Changes {
    fn put(&mut self, file: SiteFile) -> Result<(), OpError> {
        self.files.push(file);
        Ok(())
    }

    fn take_out(&mut self, path: &str) -> Result<(), OpError> {
        self.gone.push(path.to_owned());
        Ok(())
    }
}

/// How a site is made.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct How {
    /// Nothing of what was there before stands.
    pub(super) full: bool,
    /// Each file has packed ones beside it.
    pub(super) compress: bool,
}

/// A site that is being brought up to date.
pub(super) struct Update<'a, T> {
    session: &'a Session,
    source: &'a Source<'a>,
    target: &'a mut T,
    builder: Builder<'a>,
    addresses: Addresses,
    /// What there is, and whether any of it stands.
    before: Kept,
    stands: bool,
    /// Where the posts of stories that are made are.
    posts: BTreeMap<DocId, DocPath>,
    compress: bool,
    /// The copies of pictures that need not be made again: their names say of what they are.
    standing: BTreeSet<String>,
    /// Copies that were made and not written yet, by the picture's path on the record and their width.
    copies: BTreeMap<(String, u32), Vec<u8>>,
}

/// What a build came to.
pub(super) struct Done {
    pub(super) files: usize,
    pub(super) documents: usize,
    pub(super) made: usize,
    /// What of the desk's own theme was not used, and why: one line each.
    pub(super) remarks: Vec<String>,
}

impl<'a, T: Target> Update<'a, T> {
    pub(super) fn new(
        session: &'a Session,
        source: &'a Source<'a>,
        target: &'a mut T,
        mut before: Kept,
        how: How,
    ) -> Result<Self, OpError> {
        let How { full, compress } = how;
        if full {
            before.pictures.clear();
        }
        let amiss = target.amiss();
        let files = before.files().into_iter().filter(|path| path.ends_with(".webp"));
        let standing =
            files.filter(|path| !full && !before.pictures.is_empty() && !amiss.contains(*path));
        let standing = standing.map(str::to_owned).collect();
        let precedes = |made_at: &_| session.store.is_ancestor(made_at, &source.tip);
        let stands = !full
            && before.compressed == compress
            && before.is_usable(source, |at| precedes(at).unwrap_or(false));
        let known = |folder: &str| before.stories.get(folder)?.brief.first_published();
        let addresses = source.addresses(|folder| known(folder).filter(|_| stands))?;
        let builder = Builder::new(&source.settings, &source.theme);
        let posts = BTreeMap::new();
        let copies = BTreeMap::new();
        Ok(Self {
            session,
            source,
            target,
            builder,
            addresses,
            before,
            stands,
            posts,
            compress,
            standing,
            copies,
        })
    }

    /// The whole site.
    pub(super) fn whole(mut self) -> Result<(Kept, Done), OpError> {
        let before = std::mem::take(&mut self.before);
        let mut now = Kept::new(self.source);
        let mut stale: BTreeSet<String> = if self.stands {
            before.changed(self.source, &self.addresses)
        } else {
            self.source.stories.keys().cloned().collect()
        };
        let amiss = self.target.amiss();
        stale.extend(before.with_one_of(&amiss).filter(|it| self.source.stories.contains_key(it)));
        self.know_posts(&stale)?;
        let mut old = self.target.left();
        old.extend(before.files().into_iter().map(str::to_owned));
        let current = self.stands
            && stale.is_empty()
            && before.tip.as_ref() == Some(&self.source.tip)
            && !before.shared.iter().any(|path| amiss.contains(path));
        now.shared = before.shared;
        now.amiss = before.amiss;
        now.pictures = before.pictures;
        now.compressed = self.compress;
        now.stories = before.stories;
        now.stories.retain(|folder, _| self.stands && self.source.stories.contains_key(folder));
        stale.extend(now.telling(self.source, &self.posts)?);
        for folder in &stale {
            self.make(&mut now, folder)?;
        }
        let mut made = stale.len();
        if !current {
            for folder in now.short() {
                self.make(&mut now, &folder)?;
                made += 1;
            }
            let pages = self.shared(&now)?;
            now.shared = self.files(&pages);
            now.amiss = mistakes(&pages);
            self.write(pages)?;
            site::trim(now.stories.values_mut().map(|kept| &mut kept.brief));
        }
        now.tip = Some(self.source.tip.clone());
        let files = now.files();
        for path in old.iter().filter(|path| !files.contains(path.as_str())) {
            self.target.take_out(path)?;
        }
        let documents = now.stories.values().map(|kept| kept.shown).sum();
        let remarks = self.remarks(&now);
        let done = Done { files: files.len(), documents, made, remarks };
        Ok((now, done))
    }

    /// One story's pages; those of others and those about all stories are left as they are.
    pub(super) fn story(mut self, story: &DocPath) -> Result<(Kept, Done), OpError> {
        let mut now = std::mem::take(&mut self.before);
        // Packed files of the other stories stay; those of this one must not be of other words.
        self.compress |= now.compressed;
        let folder = story.folder().to_owned();
        let released = self.source.stories.contains_key(&folder);
        let old = now.stories.get(&folder).map(|kept| kept.files.clone()).unwrap_or_default();
        if released {
            let all = self.source.stories.keys().cloned().collect();
            self.know_posts(&all)?;
            self.make(&mut now, &folder)?;
            // Stories that tell of it stay as they are for now: the next whole build asks for them.
            now.stories.entry(folder.clone()).and_modify(|kept| kept.made_of.clear());
        }
        let made = now.stories.get(&folder).filter(|_| released);
        let files = made.map_or(&[][..], |kept| &kept.files);
        for gone in old.iter().filter(|path| released && !files.contains(path)) {
            self.target.take_out(gone)?;
        }
        let documents = made.map_or(0, |kept| kept.shown);
        let made = usize::from(released);
        let remarks = self.remarks(&now);
        let done = Done { files: files.len(), documents, made, remarks };
        Ok((now, done))
    }

    /// Learns where the posts of these stories are.
    fn know_posts(&mut self, folders: &BTreeSet<String>) -> Result<(), OpError> {
        for folder in folders {
            let listed = self.source.listed(folder)?.into_iter();
            self.posts.extend(listed.filter_map(|(path, _)| Some((path.id()?, path))));
        }
        Ok(())
    }

    /// Makes the pages of a story and writes them.
    fn make(&mut self, now: &mut Kept, folder: &str) -> Result<(), OpError> {
        let mut record = self.source.story(folder, |id| self.path_of(now, id))?;
        record.pictures = self.pictures(now, &record)?;
        let Some(made) = self.builder.story(&record, folder, &self.addresses).map_err(findings)?
        else {
            now.stories.remove(folder);
            return Ok(());
        };
        let own = || record.entries.iter().filter(|entry| entry.path.folder() == folder);
        let mut named = BTreeMap::new();
        for id in record.named_in(folder) {
            let path = self.path_of(now, &id);
            let standing = path.map(|path| self.source.standing(&path)).transpose()?;
            named.insert(id, standing.unwrap_or_default());
        }
        let kept = KeptStory {
            made_of: self.source.stories.get(folder).cloned().unwrap_or_default(),
            documents: own().map(|entry| entry.path.file_name().to_owned()).collect(),
            named,
            files: self.files(&made.pages),
            amiss: mistakes(&made.pages),
            shown: own().filter(|entry| entry.words.is_some()).count(),
            brief: made.brief,
        };
        now.stories.insert(folder.to_owned(), kept);
        self.write(made.pages)?;
        self.copies.clear();
        Ok(())
    }

    /// What is known of the pictures of a record: each is read once, and its copies are made with it.
    fn pictures(&mut self, now: &mut Kept, record: &Record) -> Result<Pictures, OpError> {
        let mut pictures = Pictures::new();
        for (digest, path) in record.entries.iter().flat_map(Entry::pictures) {
            if let btree_map::Entry::Vacant(unknown) = now.pictures.entry(digest)
                && let Some(picture) = self.copy(&path)?
            {
                unknown.insert(picture);
            }
            pictures.extend(now.pictures.get(&digest).map(|picture| (digest, picture.clone())));
        }
        Ok(pictures)
    }

    /// Makes the copies of a picture on the record; `None` where it is none.
    fn copy(&mut self, path: &str) -> Result<Option<Picture>, OpError> {
        let Some((_, bytes)) = self.session.store.file(&self.source.tip, path)? else {
            return Ok(None);
        };
        let Some((picture, copies)) = media::picture(&bytes) else { return Ok(None) };
        let named = |copy: media::Smaller| ((path.to_owned(), copy.width), copy.bytes);
        self.copies.extend(copies.into_iter().map(named));
        Ok(Some(picture))
    }

    /// What of the theme was not used, a line for each mistake.
    fn remarks(&self, now: &Kept) -> Vec<String> {
        let unread = self.builder.unread().iter();
        let unread =
            unread.map(|mistake| format!("{mistake}; the built-in one is used in its place"));
        let met = now.mistakes().into_iter().map(|(mistake, pages)| match pages {
            1 => format!("{mistake}; the built-in one made 1 page"),
            _ => format!("{mistake}; the built-in one made {pages} pages"),
        });
        let unspoken: BTreeSet<&str> =
            now.stories.values().flat_map(|kept| self.builder.unspoken(&kept.brief)).collect();
        let unspoken = unspoken.into_iter().map(|tag| {
            format!(
                "there are no words for pages in {tag}, so theirs are in English: theme/messages/{tag}.ftl brings them (docs/theme.md)"
            )
        });
        unread.chain(met).chain(unspoken).collect()
    }

    fn path_of(&self, now: &Kept, id: &DocId) -> Option<DocPath> {
        self.posts.get(id).cloned().or_else(|| now.path_of(id))
    }

    fn shared(&self, now: &Kept) -> Result<Vec<Page>, OpError> {
        let briefs: Vec<&Brief> = now.stories.values().map(|kept| &kept.brief).collect();
        let mut pages = self.builder.shared(&briefs).map_err(findings)?;
        let at = self.session.store.commit_info(&self.source.tip)?.at;
        pages.push(site::well_known(self.source.tip.as_str(), at));
        Ok(pages)
    }

    /// The files that pages come to.
    fn files(&self, pages: &[Page]) -> Vec<String> {
        let mut files = Vec::new();
        for page in pages {
            files.push(page.path.clone());
            if self.is_packed(page) {
                files.extend([".gz", ".br"].map(|ending| format!("{}{ending}", page.path)));
            }
        }
        files
    }

    fn is_packed(&self, page: &Page) -> bool {
        let text = match &page.content {
            Content::Text(text) => text.len() >= pack::SHORTEST,
            _ => false,
        };
        self.compress && text && pack::is_worth(&page.path)
    }

    /// Writes pages so that none leads to one that is not there yet.
    fn write(&mut self, mut pages: Vec<Page>) -> Result<(), OpError> {
        pages.sort_by_key(|page| (site::turn(&page.path), page.path.clone()));
        for page in pages {
            let is_packed = self.is_packed(&page);
            let bytes = match page.content {
                Content::Text(text) => text.into_bytes(),
                Content::Copy { .. } if self.standing.contains(&page.path) => continue,
                Content::Copy { from, width } => {
                    let made = (from, width);
                    if !self.copies.contains_key(&made) {
                        self.copy(&made.0)?;
                    }
                    match self.copies.remove(&made) {
                        Some(bytes) => bytes,
                        None => continue,
                    }
                }
                Content::Media { from } => {
                    match self.session.store.file(&self.source.tip, &from)? {
                        Some((_, bytes)) => bytes,
                        None => continue,
                    }
                }
            };
            if is_packed {
                let (gzip, brotli) = (pack::gzip(&bytes, EFFORT), pack::brotli(&bytes, EFFORT));
                self.target.put(SiteFile { path: format!("{}.gz", page.path), bytes: gzip })?;
                self.target.put(SiteFile { path: format!("{}.br", page.path), bytes: brotli })?;
            }
            self.target.put(SiteFile { path: page.path, bytes })?;
        }
        Ok(())
    }
}

/// The mistakes of the theme that these pages met.
fn mistakes(pages: &[Page]) -> Mistakes {
    let mut all = Mistakes::new();
    for mistake in pages.iter().filter_map(|page| page.amiss.as_ref()) {
        *all.entry(mistake.to_string()).or_default() += 1;
    }
    all
}

fn findings(error: site::SiteError) -> OpError {
    OpError::Findings(error.to_string())
}

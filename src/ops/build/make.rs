//! The pages of stories: made on several threads, written by one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, mpsc};

use super::folder::SiteFile;
use super::kept::{Kept, KeptStory, Mistakes, More, Named};
use super::pack;
use super::source::Source;
use super::target::Target;
use crate::desk::{OpError, Session};
use crate::media;
use crate::model::{DocId, DocPath, Picture};
use crate::site::{
    self, Addresses, Builder, Content, Entry, Page, Pictures, Record, SiteError, StorySite, Trim,
};
use crate::storage::{Progress, threads};

/// The highest effort of gzip; of brotli about what its highest one gives, in a tenth of the time.
const EFFORT: u32 = 9;

/// Makes pages and writes them to where they go.
pub(super) struct Maker<'a, T> {
    session: &'a Session,
    source: &'a Source<'a>,
    pub(super) target: &'a mut T,
    pub(super) builder: Arc<Builder<'a>>,
    pub(super) addresses: Arc<Addresses>,
    /// Where the posts of stories that are made are.
    pub(super) posts: BTreeMap<DocId, DocPath>,
    /// Whether each file has packed ones beside it.
    pub(super) compress: bool,
    /// Whether copies of pictures need not be made again: their names say of what they are.
    pub(super) copies_stand: bool,
    /// The files that what is made anew had, and those that it has.
    pub(super) old: BTreeSet<String>,
    new: BTreeSet<String>,
    /// What has been told of the stories that were made.
    trim: Trim,
}

/// Copies of pictures that were made and not written yet, by the picture's path on the record and their
/// width.
type Copies = BTreeMap<(String, u32), Vec<u8>>;

/// A story whose pages are to be made.
struct Job {
    folder: String,
    record: Record,
    copies: Copies,
}

impl<'a, T: Target> Maker<'a, T> {
    pub(super) fn new(
        session: &'a Session,
        source: &'a Source<'a>,
        target: &'a mut T,
        addresses: Addresses,
    ) -> Self {
        Self {
            session,
            source,
            target,
            builder: Arc::new(Builder::new(&source.settings, &source.theme)),
            addresses: Arc::new(addresses),
            posts: BTreeMap::new(),
            compress: false,
            copies_stand: false,
            old: BTreeSet::new(),
            new: BTreeSet::new(),
            trim: Trim::default(),
        }
    }

    pub(super) fn kept(&self) -> Kept<'_> {
        Kept(self.target.notes())
    }

    /// Makes the pages of these stories and writes them: pages are made on other threads, while this one
    /// reads the record and writes.
    pub(super) fn all(&mut self, folders: &[&String]) -> Result<(), OpError> {
        if let [folder] = folders {
            return self.one(folder);
        }
        let (builder, addresses) = (Arc::clone(&self.builder), Arc::clone(&self.addresses));
        let mut progress = Progress::of("making the pages of stories", folders.len());
        let makers = threads();
        std::thread::scope(|scope| {
            let (give, jobs) = mpsc::channel::<Job>();
            let (hand_in, made) = mpsc::channel();
            let jobs = Arc::new(Mutex::new(jobs));
            for _ in 0..makers {
                let (builder, addresses) = (Arc::clone(&builder), Arc::clone(&addresses));
                let (jobs, hand_in) = (Arc::clone(&jobs), hand_in.clone());
                scope.spawn(move || {
                    let next = || jobs.lock().ok()?.recv().ok();
                    while let Some(job) = next() {
                        let site = builder.story(&job.record, &job.folder, &addresses);
                        if hand_in.send((job, site)).is_err() {
                            return; // it was given up
                        }
                    }
                });
            }
            drop(hand_in);
            for (index, folder) in folders.iter().enumerate() {
                if index >= 2 * makers
                    && let Ok((job, site)) = made.recv()
                {
                    self.end(job, site)?;
                    progress.step();
                }
                let job = self.begin(folder)?;
                let _ = give.send(job); // nobody takes it where all of them panicked
            }
            drop(give);
            for (job, site) in made {
                self.end(job, site)?;
                progress.step();
            }
            Ok(())
        })
    }

    /// Makes the pages of a story and writes them.
    pub(super) fn one(&mut self, folder: &str) -> Result<(), OpError> {
        let job = self.begin(folder)?;
        let site = self.builder.story(&job.record, folder, &self.addresses);
        self.end(job, site)
    }

    /// Reads what the pages of a story are made of.
    fn begin(&mut self, folder: &str) -> Result<Job, OpError> {
        let before = self.kept().story(folder)?;
        let mut known = Pictures::new();
        if let Some(before) = before {
            self.old.extend(self.target.notes().files_in(&before.address)?);
            if self.copies_stand {
                known = before.more.pictures;
            }
        }
        let mut record = self.source.story(folder, |id| self.path_of(id))?;
        let mut copies = Copies::new();
        record.pictures = self.pictures(&known, &record, &mut copies)?;
        Ok(Job { folder: folder.to_owned(), record, copies })
    }

    /// Notes a story whose pages are made, and writes them.
    fn end(&mut self, job: Job, made: Result<Option<StorySite>, SiteError>) -> Result<(), OpError> {
        let Job { folder, record, copies } = job;
        let Some(made) = made.map_err(findings)? else {
            return Ok(self.target.notes().drop_story(&folder)?);
        };
        let own = || record.entries.iter().filter(|entry| entry.path.folder() == folder);
        let mut named = Named::new();
        for id in record.named_in(&folder) {
            let path = self.path_of(&id);
            let standing = path.map(|path| self.source.standing(&path)).transpose()?;
            named.insert(id, standing.unwrap_or_default());
        }
        let mut brief = made.brief;
        self.trim.story(&mut brief);
        let story = KeptStory {
            address: brief.address().clone(),
            made_of: self.source.stories.get(&folder).cloned().unwrap_or_default(),
            files: self.files(&made.pages).len(),
            shown: own().filter(|entry| entry.words.is_some()).count(),
            more: More { pictures: record.pictures.clone(), amiss: mistakes(&made.pages) },
            brief,
        };
        self.kept().put(&folder, &story, own().map(|entry| &entry.path), named)?;
        self.write_with(made.pages, copies)
    }

    /// Forgets what has been told of stories so far: what comes may be all that there is.
    pub(super) fn begin_anew(&mut self) {
        self.trim = Trim::default();
    }

    /// Learns where the posts of these stories are.
    pub(super) fn know_posts(&mut self, folders: &BTreeSet<String>) -> Result<(), OpError> {
        for folder in folders {
            let listed = self.source.listed(folder)?.into_iter();
            self.posts.extend(listed.filter_map(|(path, _)| Some((path.id()?, path))));
        }
        Ok(())
    }

    /// Takes out the files that what was made anew has no more.
    pub(super) fn take_out_old(&mut self) -> Result<(), OpError> {
        for path in self.old.difference(&self.new) {
            self.target.take_out(path)?;
        }
        Ok(())
    }

    /// What is known of the pictures of a record: each is read once, and its copies are made with it.
    fn pictures(
        &self,
        known: &Pictures,
        record: &Record,
        copies: &mut Copies,
    ) -> Result<Pictures, OpError> {
        let mut pictures = Pictures::new();
        for (digest, path) in record.entries.iter().flat_map(Entry::pictures) {
            if pictures.contains_key(&digest) {
                continue;
            }
            let picture = match known.get(&digest) {
                Some(picture) => Some(picture.clone()),
                None => self.copy(&path, copies)?,
            };
            pictures.extend(picture.map(|picture| (digest, picture)));
        }
        Ok(pictures)
    }

    /// Makes the copies of a picture on the record; `None` where it is none.
    fn copy(&self, path: &str, copies: &mut Copies) -> Result<Option<Picture>, OpError> {
        let Some((_, bytes)) = self.session.store.file(&self.source.tip, path)? else {
            return Ok(None);
        };
        let Some((picture, smaller)) = media::picture(&bytes) else { return Ok(None) };
        let named = |copy: media::Smaller| ((path.to_owned(), copy.width), copy.bytes);
        copies.extend(smaller.into_iter().map(named));
        Ok(Some(picture))
    }

    fn path_of(&self, id: &DocId) -> Option<DocPath> {
        self.posts.get(id).cloned().or_else(|| self.kept().path_of(id))
    }

    /// The files that pages come to.
    pub(super) fn files(&self, pages: &[Page]) -> Vec<String> {
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
    pub(super) fn write(&mut self, pages: Vec<Page>) -> Result<(), OpError> {
        self.write_with(pages, Copies::new())
    }

    /// The same, with copies of pictures that were made already.
    fn write_with(&mut self, mut pages: Vec<Page>, mut copies: Copies) -> Result<(), OpError> {
        self.new.extend(self.files(&pages));
        pages.sort_by_key(|page| (site::turn(&page.path), page.path.clone()));
        for page in pages {
            let is_packed = self.is_packed(&page);
            let bytes = match page.content {
                Content::Text(text) => text.into_bytes(),
                Content::Copy { .. } if self.copies_stand && self.target.has(&page.path)? => {
                    continue;
                }
                Content::Copy { from, width } => {
                    let made = (from, width);
                    if !copies.contains_key(&made) {
                        self.copy(&made.0, &mut copies)?;
                    }
                    match copies.remove(&made) {
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
pub(super) fn mistakes(pages: &[Page]) -> Mistakes {
    let mut all = Mistakes::new();
    for mistake in pages.iter().filter_map(|page| page.amiss.as_ref()) {
        *all.entry(mistake.to_string()).or_default() += 1;
    }
    all
}

pub(super) fn findings(error: site::SiteError) -> OpError {
    OpError::Findings(error.to_string())
}

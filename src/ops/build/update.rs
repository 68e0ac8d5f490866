//! A site brought from what its folder holds to what the record says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, mpsc};

use super::folder::SiteFile;
use super::kept::{self, All, Kept, KeptStory, Mistakes, More, Named, Stories, Whole};
use super::pack;
use super::source::Source;
use super::target::Target;
use crate::desk::{OpError, Session};
use crate::media;
use crate::model::{DocId, DocPath, Picture};
use crate::site::{
    self, Addresses, Brief, Builder, Content, Entry, Page, Pictures, Record, SiteError, StorySite,
    Trim,
};
use crate::storage::{CommitId, Progress};

/// The highest effort of gzip; of brotli about what its highest one gives, in a tenth of the time.
const EFFORT: u32 = 9;

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
    builder: Arc<Builder<'a>>,
    addresses: Arc<Addresses>,
    /// What there was, and whether any of it stands.
    before: Whole,
    stands: bool,
    /// Where the posts of stories that are made are.
    posts: BTreeMap<DocId, DocPath>,
    compress: bool,
    /// Whether copies of pictures need not be made again: their names say of what they are.
    copies_stand: bool,
    /// The files that what is made anew had, and those that it has.
    old: BTreeSet<String>,
    new: BTreeSet<String>,
    /// The files that somebody changed or took away, of those that were looked at.
    amiss: BTreeSet<String>,
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

/// What a build came to.
pub(super) struct Done {
    pub(super) files: usize,
    pub(super) documents: usize,
    pub(super) made: usize,
    /// Whether the site has an address of its own.
    pub(super) has_url: bool,
    /// What of the desk's own theme was not used, and why: one line each.
    pub(super) remarks: Vec<String>,
}

/// What the last build came to, where it was of that commit of the record and nothing is to be done: then
/// not even the record is read.
pub(super) fn standing<T: Target>(
    target: &T,
    tip: &CommitId,
    how: How,
) -> Result<Option<Done>, OpError> {
    let whole = Kept(target.notes()).whole()?;
    let current = !how.full
        && whole.is_of_this_program()
        && whole.tip.as_ref() == Some(tip)
        && whole.compressed == how.compress;
    if !current || !target.has_all(&whole.shared)? || !target.amiss().is_empty() {
        return Ok(None);
    }
    let (files, documents) = target.notes().counts()?;
    let files = files + whole.shared.len();
    Ok(Some(Done { files, documents, made: 0, has_url: whole.has_url, remarks: whole.remarks }))
}

impl<'a, T: Target> Update<'a, T> {
    pub(super) fn new(
        session: &'a Session,
        source: &'a Source<'a>,
        target: &'a mut T,
        how: How,
    ) -> Result<Self, OpError> {
        let How { full, compress } = how;
        let amiss = target.amiss();
        let kept = Kept(target.notes());
        let before = kept.whole()?;
        let precedes = |made_at: &_| session.store.is_ancestor(made_at, &source.tip);
        let stands = !full
            && before.compressed == compress
            && before.is_usable(source, |at| precedes(at).unwrap_or(false));
        let known = |folder: &str| kept.story(folder).ok()??.brief.first_published();
        let addresses = source.addresses(|folder| stands.then(|| known(folder))?)?;
        let copies_stand = !full && before.is_of_this_program();
        Ok(Self {
            session,
            source,
            target,
            builder: Arc::new(Builder::new(&source.settings, &source.theme)),
            addresses: Arc::new(addresses),
            before,
            stands,
            posts: BTreeMap::new(),
            compress,
            copies_stand,
            old: BTreeSet::new(),
            new: BTreeSet::new(),
            amiss,
            trim: Trim::default(),
        })
    }

    fn kept(&self) -> Kept<'_> {
        Kept(self.target.notes())
    }

    /// The whole site.
    pub(super) fn whole(mut self) -> Result<Done, OpError> {
        let noted = self.kept().stories()?;
        let mut stale = if self.stands {
            kept::changed(&noted, self.source, &self.addresses)
        } else {
            self.old.extend(self.target.notes().files_in("")?);
            self.source.stories.keys().cloned().collect()
        };
        for (folder, (_, address)) in &noted {
            if !self.source.stories.contains_key(folder) {
                self.old.extend(self.target.notes().files_in(address)?);
                self.target.notes().drop_story(folder)?;
            }
        }
        stale.extend(self.with_one_amiss(&noted));
        self.know_posts(&stale)?;
        let telling = self.kept().telling(self.source, &self.posts)?;
        stale.extend(telling.into_iter().filter(|folder| self.source.stories.contains_key(folder)));
        // The newest first: what is told of them tells what need not be kept of older ones.
        self.make_all(&stale.iter().rev().collect::<Vec<_>>())?;
        let mut now = Whole::new(self.source, self.compress);
        let made = stale.len() + self.about_all(&mut now)?;
        self.kept().set_whole(&now)?;
        self.take_out_old()?;
        let (files, documents) = self.target.notes().counts()?;
        let files = files + now.shared.len();
        Ok(Done { files, documents, made, has_url: now.has_url, remarks: now.remarks })
    }

    /// Makes what speaks of all stories, and gives how many stories that took.
    fn about_all(&mut self, now: &mut Whole) -> Result<usize, OpError> {
        let mut all = self.kept().all()?;
        // What is told of these by themselves may be all that there is.
        self.trim = Trim::default();
        let short = kept::short(&all);
        self.make_all(&short.iter().collect::<Vec<_>>())?;
        if !short.is_empty() {
            all = self.kept().all()?;
        }
        let pages = self.shared(&all)?;
        now.shared = self.files(&pages);
        now.remarks = self.remarks(&all, mistakes(&pages));
        self.old.extend(std::mem::take(&mut self.before.shared));
        self.write(pages, Copies::new())?;
        let whole = all.clone();
        site::trim(all.values_mut().map(|(brief, _)| brief));
        for (folder, (brief, more)) in &all {
            if whole.get(folder).is_some_and(|(whole, _)| whole != brief) {
                self.target.notes().set_brief(folder, (brief, more))?;
            }
        }
        Ok(short.len())
    }

    /// One story's pages; those of others and those about all stories are left as they are.
    pub(super) fn story(mut self, story: &DocPath) -> Result<Done, OpError> {
        // Packed files of the other stories stay; those of this one must not be of other words.
        self.compress |= self.before.compressed;
        let (folder, has_url) = (story.folder(), !self.source.settings.url.is_empty());
        if !self.source.stories.contains_key(folder) {
            let remarks = self.remarks(&self.kept().all()?, Mistakes::new());
            return Ok(Done { files: 0, documents: 0, made: 0, has_url, remarks });
        }
        // Posts of stories that stand are found by their notes.
        let mut others: BTreeSet<String> = match self.stands {
            true => kept::changed(&self.kept().stories()?, self.source, &self.addresses),
            false => self.source.stories.keys().cloned().collect(),
        };
        others.insert(folder.to_owned());
        self.know_posts(&others)?;
        self.make(folder)?;
        let made = self.kept().story(folder)?;
        if made.is_some() {
            // Stories that tell of it stay as they are for now: the next whole build asks for them.
            self.target.notes().set_made_of(folder, "")?;
        }
        self.take_out_old()?;
        let (files, documents) = made.map_or((0, 0), |made| (made.files, made.shown));
        let remarks = self.remarks(&self.kept().all()?, Mistakes::new());
        Ok(Done { files, documents, made: 1, has_url, remarks })
    }

    /// The stories that have a file that somebody changed or took away.
    fn with_one_amiss(&self, noted: &Stories) -> Vec<String> {
        let first = |path: &String| path.split_once('/').map(|(first, _)| first.to_owned());
        let amiss: BTreeSet<String> = self.amiss.iter().filter_map(first).collect();
        let with = noted.iter().filter(|(folder, (_, address))| {
            amiss.contains(address) && self.source.stories.contains_key(*folder)
        });
        with.map(|(folder, _)| folder.clone()).collect()
    }

    /// Learns where the posts of these stories are.
    fn know_posts(&mut self, folders: &BTreeSet<String>) -> Result<(), OpError> {
        for folder in folders {
            let listed = self.source.listed(folder)?.into_iter();
            self.posts.extend(listed.filter_map(|(path, _)| Some((path.id()?, path))));
        }
        Ok(())
    }

    /// Makes the pages of these stories and writes them: pages are made on other threads, while this one
    /// reads the record and writes.
    fn make_all(&mut self, folders: &[&String]) -> Result<(), OpError> {
        if let [folder] = folders {
            return self.make(folder);
        }
        let (builder, addresses) = (Arc::clone(&self.builder), Arc::clone(&self.addresses));
        let mut progress = Progress::of("making the pages of stories", folders.len());
        let makers = std::thread::available_parallelism().map_or(1, usize::from).min(4);
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
    fn make(&mut self, folder: &str) -> Result<(), OpError> {
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
        self.write(made.pages, copies)
    }

    /// Takes out the files that what was made anew has no more.
    fn take_out_old(&mut self) -> Result<(), OpError> {
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

    /// What of the theme was not used, a line for each mistake; `met` are those of the pages about
    /// all stories.
    fn remarks(&self, all: &All, mut met: Mistakes) -> Vec<String> {
        let unread = self.builder.unread().iter();
        let unread =
            unread.map(|mistake| format!("{mistake}; the built-in one is used in its place"));
        for (mistake, pages) in all.values().flat_map(|(_, more)| &more.amiss) {
            *met.entry(mistake.clone()).or_default() += pages;
        }
        let met = met.into_iter().map(|(mistake, pages)| match pages {
            1 => format!("{mistake}; the built-in one made 1 page"),
            _ => format!("{mistake}; the built-in one made {pages} pages"),
        });
        let unspoken: BTreeSet<&str> =
            all.values().flat_map(|(brief, _)| self.builder.unspoken(brief)).collect();
        let unspoken = unspoken.into_iter().map(|tag| {
            format!(
                "there are no words for pages in {tag}, so theirs are in English: theme/messages/{tag}.ftl brings them (docs/theme.md)"
            )
        });
        unread.chain(met).chain(unspoken).collect()
    }

    fn path_of(&self, id: &DocId) -> Option<DocPath> {
        self.posts.get(id).cloned().or_else(|| self.kept().path_of(id))
    }

    fn shared(&self, all: &All) -> Result<Vec<Page>, OpError> {
        let briefs: Vec<&Brief> = all.values().map(|(brief, _)| brief).collect();
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
    fn write(&mut self, mut pages: Vec<Page>, mut copies: Copies) -> Result<(), OpError> {
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

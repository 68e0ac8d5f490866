//! A site brought from what its folder holds to what the record says.

use std::collections::BTreeSet;

use super::kept::{self, All, Kept, Mistakes, Stories, Whole};
use super::make::{Maker, findings, mistakes};
use super::source::Source;
use super::target::Target;
use crate::desk::{OpError, Session};
use crate::model::DocPath;
use crate::site::{self, Brief, Page};
use crate::storage::CommitId;

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
    make: Maker<'a, T>,
    /// What there was, and whether any of it stands.
    before: Whole,
    stands: bool,
    /// The files that somebody changed or took away, of those that were looked at.
    amiss: BTreeSet<String>,
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
        let mut make = Maker::new(session, source, target, addresses);
        make.compress = compress;
        make.copies_stand = !full && before.is_of_this_program();
        Ok(Self { session, source, make, before, stands, amiss })
    }

    /// The whole site.
    pub(super) fn whole(mut self) -> Result<Done, OpError> {
        let noted = self.make.kept().stories()?;
        let mut stale = if self.stands {
            kept::changed(&noted, self.source, &self.make.addresses)
        } else {
            self.make.old.extend(self.make.target.notes().files_in("")?);
            self.source.stories.keys().cloned().collect()
        };
        for (folder, (_, address)) in &noted {
            if !self.source.stories.contains_key(folder) {
                self.make.old.extend(self.make.target.notes().files_in(address)?);
                self.make.target.notes().drop_story(folder)?;
            }
        }
        stale.extend(self.with_one_amiss(&noted));
        self.make.know_posts(&stale)?;
        let telling = self.make.kept().telling(self.source, &self.make.posts)?;
        stale.extend(telling.into_iter().filter(|folder| self.source.stories.contains_key(folder)));
        // The newest first: what is told of them tells what need not be kept of older ones.
        self.make.all(&stale.iter().rev().collect::<Vec<_>>())?;
        let mut now = Whole::new(self.source, self.make.compress);
        let made = stale.len() + self.about_all(&mut now)?;
        self.make.kept().set_whole(&now)?;
        self.make.take_out_old()?;
        let (files, documents) = self.make.target.notes().counts()?;
        let files = files + now.shared.len();
        Ok(Done { files, documents, made, has_url: now.has_url, remarks: now.remarks })
    }

    /// Makes what speaks of all stories, and gives how many stories that took.
    fn about_all(&mut self, now: &mut Whole) -> Result<usize, OpError> {
        let mut all = self.make.kept().all()?;
        // What is told of these by themselves may be all that there is.
        self.make.begin_anew();
        let short = kept::short(&all);
        self.make.all(&short.iter().collect::<Vec<_>>())?;
        if !short.is_empty() {
            all = self.make.kept().all()?;
        }
        let pages = self.shared(&all)?;
        now.shared = self.make.files(&pages);
        now.remarks = self.remarks(&all, mistakes(&pages));
        self.make.old.extend(std::mem::take(&mut self.before.shared));
        self.make.write(pages)?;
        let cut = site::trim(all.values_mut().map(|(brief, _)| brief));
        for ((folder, (brief, more)), _) in all.iter().zip(cut).filter(|(_, cut)| *cut) {
            self.make.target.notes().set_brief(folder, (brief, more))?;
        }
        Ok(short.len())
    }

    /// One story's pages; those of others and those about all stories are left as they are.
    pub(super) fn story(mut self, story: &DocPath) -> Result<Done, OpError> {
        // Packed files of the other stories stay; those of this one must not be of other words.
        self.make.compress |= self.before.compressed;
        let (folder, has_url) = (story.folder(), !self.source.settings.url.is_empty());
        if !self.source.stories.contains_key(folder) {
            let remarks = self.remarks(&self.make.kept().all()?, Mistakes::new());
            return Ok(Done { files: 0, documents: 0, made: 0, has_url, remarks });
        }
        // Posts of stories that stand are found by their notes.
        let mut others: BTreeSet<String> = match self.stands {
            true => kept::changed(&self.make.kept().stories()?, self.source, &self.make.addresses),
            false => self.source.stories.keys().cloned().collect(),
        };
        others.insert(folder.to_owned());
        self.make.know_posts(&others)?;
        self.make.one(folder)?;
        let made = self.make.kept().story(folder)?;
        if made.is_some() {
            // Stories that tell of it stay as they are for now: the next whole build asks for them.
            self.make.target.notes().set_made_of(folder, "")?;
        }
        self.make.take_out_old()?;
        let (files, documents) = made.map_or((0, 0), |made| (made.files, made.shown));
        let remarks = self.remarks(&self.make.kept().all()?, Mistakes::new());
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

    /// What of the theme was not used, a line for each mistake; `met` are those of the pages about
    /// all stories.
    fn remarks(&self, all: &All, mut met: Mistakes) -> Vec<String> {
        let unread = self.make.builder.unread().iter();
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
            all.values().flat_map(|(brief, _)| self.make.builder.unspoken(brief)).collect();
        let unspoken = unspoken.into_iter().map(|tag| {
            format!(
                "there are no words for pages in {tag}, so theirs are in English: theme/messages/{tag}.ftl brings them (docs/theme.md)"
            )
        });
        unread.chain(met).chain(unspoken).collect()
    }

    fn shared(&self, all: &All) -> Result<Vec<Page>, OpError> {
        let briefs: Vec<&Brief> = all.values().map(|(brief, _)| brief).collect();
        let mut pages = self.make.builder.shared(&briefs).map_err(findings)?;
        let at = self.session.store.commit_info(&self.source.tip)?.at;
        pages.push(site::well_known(self.source.tip.as_str(), at));
        Ok(pages)
    }
}

//! The public record, read story by story.

use std::collections::BTreeMap;

use crate::desk::{OpError, Session, utf8};
use crate::format::{self, Projection};
use crate::model::{Desk, Digest, DocId, DocPath, Ledger, Moment, Newsroom, SETTINGS};
use crate::site::{self, Addresses, Entry, OwnTheme, Pictures, Record};
use crate::storage::{BlobId, CommitId, Line};

/// How many folders lie between `releases` and a story: year, month, story.
const DEPTH: usize = 3;

/// The record at one of its commits.
pub(crate) struct Source<'a> {
    session: &'a Session,
    pub(super) tip: CommitId,
    pub(super) settings: Newsroom,
    /// The desk's own theme.
    pub(super) theme: OwnTheme,
    /// Names what all pages are made with: settings and theme.
    pub(super) made_with: String,
    /// Each story's folder as in `posts/2026/11/storm`, and a name for all that the record has of
    /// it: equal names, equal words and releases.
    pub(super) stories: BTreeMap<String, String>,
}

/// Exact words on the record; of those that a court's order took off, the digest alone.
struct Content {
    digest: Digest,
    words: Option<Projection>,
}

/// A post's or story's path, and the name of its ledger's bytes.
type Listed = Vec<(DocPath, BlobId)>;

impl<'a> Source<'a> {
    /// Reads what concerns all stories, and which there are.
    ///
    /// # Errors
    ///
    /// Settings or a theme that cannot be read.
    pub(crate) fn read(session: &'a Session, tip: CommitId) -> Result<Self, OpError> {
        let store = &session.store;
        let (id, bytes) = store
            .file(&tip, SETTINGS)?
            .ok_or_else(|| OpError::NotFiled(format!("published:{SETTINGS}")))?;
        let text = utf8(SETTINGS, bytes)?;
        let newer = session.asks_for_newer().is_some();
        let read = if newer { format::read_known::<Desk> } else { format::read::<Desk> };
        let desk = read(&text)
            .map_err(|problems| OpError::problems("published:newsroom.toml", &text, problems))?;
        let mut made_with = id.to_string();
        let theme = store.files_under(&tip, "theme")?;
        for (path, blob) in &theme {
            made_with.push_str(&format!("\n{path} {blob}"));
        }
        let mut theme = own_theme(theme, |blob| Ok(store.blob(blob)?))?;
        theme.site = desk.site;
        let words = store.folders_under(&tip, "posts", DEPTH)?;
        let mut stories = BTreeMap::new();
        for (folder, releases) in store.folders_under(&tip, "releases", DEPTH)? {
            let folder = folder.replacen("releases/", "posts/", 1);
            let made_of = format!("{releases} {}", words.get(&folder).map_or("", String::as_str));
            stories.insert(folder, made_of);
        }
        let made_with = Digest::of(made_with.as_bytes()).to_string();
        Ok(Self { session, tip, settings: desk.newsroom, theme, made_with, stories })
    }

    /// The documents of a story that were ever released.
    pub(super) fn listed(&self, folder: &str) -> Result<Listed, OpError> {
        let releases = folder.replacen("posts/", "releases/", 1);
        let files = self.session.store.files_under(&self.tip, &releases)?.into_iter();
        let path = |path: String| path.replacen("releases/", "posts/", 1).parse().ok();
        Ok(files.filter_map(|(file, ledger)| Some((path(file)?, ledger))).collect())
    }

    /// The address of each story. `known` are the times of first publication that need not be read.
    pub(crate) fn addresses(
        &self,
        known: impl Fn(&str) -> Option<Moment>,
    ) -> Result<Addresses, OpError> {
        let mut named = BTreeMap::<&str, usize>::new();
        for folder in self.stories.keys() {
            *named.entry(name(folder)).or_default() += 1;
        }
        let mut firsts = Vec::new();
        for folder in self.stories.keys() {
            let first = match named.get(name(folder)) {
                Some(1) => None,
                _ => match known(folder) {
                    Some(at) => Some(at),
                    None => self.first_published(folder)?,
                },
            };
            firsts.push((folder.as_str(), first));
        }
        Ok(site::addresses(firsts.into_iter()))
    }

    fn first_published(&self, folder: &str) -> Result<Option<Moment>, OpError> {
        let mut firsts = Vec::new();
        for (path, ledger) in self.listed(folder)? {
            firsts.extend(self.ledger(&path, &ledger)?.first_published());
        }
        Ok(firsts.into_iter().min())
    }

    /// The record of one story, and of others the posts that it names, each with its story's own
    /// document. `whose` finds the path of a post by its id.
    pub(crate) fn story(
        &self,
        folder: &str,
        whose: impl Fn(&DocId) -> Option<DocPath>,
    ) -> Result<Record, OpError> {
        let mut record = Record {
            settings: self.settings.clone(),
            entries: self.entries(self.listed(folder)?)?,
            theme: self.theme.clone(),
            pictures: Pictures::new(),
        };
        let mut elsewhere = Vec::new();
        for path in record.named_in(folder).iter().filter_map(whose) {
            if path.folder() != folder {
                elsewhere.extend([path.story_path(), path]);
            }
        }
        elsewhere.sort();
        elsewhere.dedup();
        for path in elsewhere {
            if let Some(ledger) = self.session.store.entry(&self.tip, &path.ledger())? {
                record.entries.extend(self.entries(vec![(path, ledger)])?);
            }
        }
        Ok(record)
    }

    /// The record of all stories.
    pub(super) fn whole(&self) -> Result<Record, OpError> {
        let mut entries = Vec::new();
        for folder in self.stories.keys() {
            entries.extend(self.entries(self.listed(folder)?)?);
        }
        let (settings, theme) = (self.settings.clone(), self.theme.clone());
        Ok(Record { settings, entries, theme, pictures: Pictures::new() })
    }

    /// What became of a post and of the story it is in: another text after each release.
    pub(super) fn standing(&self, path: &DocPath) -> Result<String, OpError> {
        let ledger = |path: &DocPath| -> Result<String, OpError> {
            let ledger = self.session.store.entry(&self.tip, &path.ledger())?;
            Ok(ledger.map_or_else(String::new, |id| id.to_string()))
        };
        Ok(format!("{} {}", ledger(path)?, ledger(&path.story_path())?))
    }

    fn entries(&self, listed: Listed) -> Result<Vec<Entry>, OpError> {
        listed.into_iter().map(|(path, ledger)| self.entry(path, &ledger)).collect()
    }

    fn ledger(&self, path: &DocPath, ledger: &BlobId) -> Result<Ledger, OpError> {
        let name = path.ledger();
        let text = utf8(&name, self.session.store.blob(ledger)?)?;
        format::read(&text).map_err(|problems| OpError::problems(&name, &text, problems))
    }

    fn entry(&self, path: DocPath, ledger: &BlobId) -> Result<Entry, OpError> {
        let store = &self.session.store;
        let ledger = self.ledger(&path, ledger)?;
        let words = match store.entry(&self.tip, path.as_str())? {
            Some(blob) => self.content(&path, &blob)?,
            None => None,
        };
        let carrying = ledger.releases.iter().filter(|release| release.kind.carries_words());
        // The history is asked only where there are older words than those that stand.
        let stand = words.as_ref().map(|content| content.digest);
        let mut contents: Vec<Content> = Vec::new();
        if carrying.clone().any(|release| Some(release.digest) != stand) {
            for blob in store.contents(Line::Record, path.as_str())? {
                contents.extend(self.content(&path, &blob)?);
            }
        }
        let (mut versions, mut erased) = (BTreeMap::new(), BTreeMap::new());
        for content in contents.iter().chain(&words) {
            for release in carrying.clone().filter(|release| release.digest == content.digest) {
                match &content.words {
                    Some(words) => drop(versions.insert(release.n, words.clone())),
                    None => drop(erased.insert(release.n, content.digest)),
                }
            }
        }
        let words = words.and_then(|content| content.words);
        let media = words.iter().flat_map(Projection::files);
        let media = media.map(|(name, digest)| (name.to_owned(), digest)).collect();
        Ok(Entry { path, ledger, words, versions, erased, media })
    }

    /// What that blob says of the document's words; `None` for what says nothing.
    fn content(&self, path: &DocPath, blob: &BlobId) -> Result<Option<Content>, OpError> {
        let bytes = self.session.store.blob(blob)?;
        if let Some(notice) = format::Notice::read(&bytes) {
            return Ok(Some(Content { digest: notice.expunged, words: None }));
        }
        let digest = Digest::of(&bytes);
        let words = Projection::read(&utf8(path.as_str(), bytes)?).ok();
        Ok(words.map(|words| Content { digest, words: Some(words) }))
    }
}

/// The theme that these files are; the bytes of templates alone are asked for.
pub(super) fn own_theme<T>(
    files: Vec<(String, T)>,
    bytes: impl Fn(&T) -> Result<Vec<u8>, OpError>,
) -> Result<OwnTheme, OpError> {
    let mut theme = OwnTheme::default();
    for (path, file) in files {
        let name = path.strip_prefix("theme/").unwrap_or(&path).to_owned();
        let words = name.strip_prefix("messages/").and_then(|name| name.strip_suffix(".ftl"));
        if let Some(tag) = words {
            let text = String::from_utf8_lossy(&bytes(&file)?).into_owned();
            theme.messages.insert(tag.to_owned(), text);
        } else if name.ends_with(".html") {
            // What is no UTF-8 was refused when it was to be published; it stops no site either.
            let text = String::from_utf8_lossy(&bytes(&file)?).into_owned();
            theme.templates.insert(name, text);
        } else {
            theme.files.insert(name);
        }
    }
    Ok(theme)
}

/// The name of a story's folder.
fn name(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

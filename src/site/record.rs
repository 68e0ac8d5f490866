//! The public record as it is given to the site, and the files that come out.

use std::collections::{BTreeMap, BTreeSet};

use super::error::SiteError;
use crate::format::{Projection, PublicMedia};
use crate::model::{
    Correction, CorrectionId, Digest, DocId, DocPath, Ledger, MediaKind, Moment, Newsroom, Picture,
    Public, Release, ReleaseKind, Site,
};

/// Everything that readers may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What readers get to know of the newsroom.
    pub settings: Newsroom,
    /// Every document that was ever released, in any order.
    pub entries: Vec<Entry>,
    /// The desk's own theme; may be empty.
    pub theme: OwnTheme,
    /// What is known of the pictures beside documents; of one that is not among them, a page does not
    /// say how large it is.
    pub pictures: Pictures,
}

/// How large pictures are and which copies of them there are to be, by the digest of their bytes.
pub type Pictures = BTreeMap<Digest, Picture>;

/// What a desk's `theme/` has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnTheme {
    /// Templates by the name of their file, `….html`.
    pub templates: BTreeMap<String, String>,
    /// Its own words for pages, by the tag of their language: the files `messages/….ftl`.
    pub messages: BTreeMap<String, String>,
    /// The names of all other files, as in `logo.svg` or `fonts/serif.woff2`.
    pub files: BTreeSet<String>,
    /// How pages look by the settings.
    pub site: Site,
}

impl OwnTheme {
    /// The files that no page could name: an address has letters, digits, `-`, `_` and `.` alone.
    pub fn unfit_names(&self) -> impl Iterator<Item = &String> {
        self.files.iter().filter(|name| !is_plain(name))
    }
}

/// Whether a file's name is one on every system and in every address.
pub fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let fits = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
    name.split('/').all(fits)
}

/// One document of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where its file is.
    pub path: DocPath,
    /// Its acts, oldest first.
    pub ledger: Ledger,
    /// Its words as last released; not for readers while it is pulled.
    pub words: Option<Projection>,
    /// The words of each release that carries words, by the release's number.
    pub versions: BTreeMap<u32, Projection>,
    /// The words that a court's order took off the record, by the number of their release.
    pub erased: BTreeMap<u32, Digest>,
    /// The files beside it that the record holds, by name.
    pub media: Vec<(String, Digest)>,
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it goes, from the site's root, with `/` on every system.
    pub path: String,
    /// What is in it.
    pub content: Content,
    /// Why a template of the desk's own is not what it was made with.
    pub amiss: Option<SiteError>,
}

/// What is in a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These words, in UTF-8.
    Text(String),
    /// The bytes of a file on the record.
    Media {
        /// Its path there, as in `posts/2026/11/port-selan/k3x9q7m2td-4be01c9a2f.jpg` or `theme/logo.svg`.
        from: String,
    },
    /// A copy of a picture on the record, in WebP.
    Copy {
        /// The path of the picture there.
        from: String,
        /// In pixels.
        width: u32,
    },
}

impl Record {
    /// The documents that pages of the story in that folder lead to, whichever story they are of.
    pub fn named_in(&self, folder: &str) -> BTreeSet<DocId> {
        let own = self.entries.iter().filter(|entry| entry.path.folder() == folder);
        own.filter_map(Entry::live).flat_map(Projection::named).cloned().collect()
    }
}

impl Page {
    pub(super) fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Text(text.into()), amiss: None }
    }

    /// A copy of that picture on the record.
    pub(super) fn copy(path: String, from: String, width: u32) -> Self {
        Self { path, content: Content::Copy { from, width }, amiss: None }
    }

    /// The bytes of that file on the record.
    pub(super) fn file(path: String, from: String) -> Self {
        Self { path, content: Content::Media { from }, amiss: None }
    }
}

impl Entry {
    /// The pictures that readers are shown of it, with the path of each on the record.
    pub fn pictures(&self) -> Vec<(Digest, String)> {
        let shown =
            |medium: &&PublicMedia| matches!(medium.kind, MediaKind::Image | MediaKind::Map);
        let media = self.live().map_or(&[][..], |words| &words.media);
        let beside = |medium: &PublicMedia| Some((medium.sha256?, self.path.beside(&medium.src)));
        media.iter().filter(shown).filter_map(beside).collect()
    }

    /// The id of the document, where the record says it.
    pub(super) fn id(&self) -> Option<DocId> {
        self.path
            .id()
            .or_else(|| self.words.as_ref().map(|words| words.id.clone()))
            .or_else(|| self.versions.values().last().map(|words| words.id.clone()))
    }

    pub(super) fn public(&self) -> Public {
        self.ledger.public()
    }

    /// The words readers may see now: none of a pulled or retracted document's.
    pub(super) fn live(&self) -> Option<&Projection> {
        match self.public() {
            Public::Live => self.words.as_ref().filter(|words| words.retraction.is_none()),
            _ => None,
        }
    }

    /// When readers first saw it.
    pub(super) fn first_published(&self) -> Option<Moment> {
        self.ledger.first_published()
    }

    /// When it was last changed in a way that readers are told of, if it was.
    pub(super) fn updated(&self) -> Option<Moment> {
        self.ledger.updated().filter(|at| Some(*at) > self.first_published())
    }

    /// What its last update brought, in words for readers; empty where they are told of other things.
    pub(super) fn what_is_new(&self) -> &str {
        let at = self.updated();
        let told = self.ledger.releases.iter().rev().find(|release| release.kind.moves_updated());
        told.filter(|r| r.kind == ReleaseKind::Update && Some(r.at) == at)
            .map_or("", |release| release.tell_readers.as_str())
    }

    /// When machines should fetch it again: an update, a doubt, a pull, a restore, a retraction.
    pub(super) fn modified(&self) -> Option<Moment> {
        let matters = |release: &&Release| {
            release.kind.moves_updated()
                || matches!(
                    release.kind,
                    ReleaseKind::First
                        | ReleaseKind::Doubt
                        | ReleaseKind::Pull
                        | ReleaseKind::Restore
                        | ReleaseKind::Retraction
                )
        };
        self.ledger.releases.iter().rev().find(matters).map(|release| release.at)
    }

    /// The last act, in whose words a notice speaks.
    pub(super) fn last_release(&self) -> Option<&Release> {
        self.ledger.releases.last()
    }

    /// Why it was retracted, in words for readers.
    pub(super) fn retraction_note(&self) -> &str {
        let note = self
            .words
            .as_ref()
            .or_else(|| self.versions.values().last())
            .and_then(|words| words.retraction.as_ref())
            .map(|retraction| retraction.note.as_str());
        let told = self.ledger.releases.iter().rev();
        note.or_else(|| {
            told.into_iter()
                .find(|release| release.kind == ReleaseKind::Retraction)
                .map(|release| release.tell_readers.as_str())
        })
        .unwrap_or("")
    }

    /// The release that first carried that correction.
    pub(super) fn release_of(&self, correction: &CorrectionId) -> Option<&Release> {
        self.ledger.releases.iter().find(|release| release.corrections.contains(correction))
    }

    /// The corrections readers may see, in the order they were made.
    pub(super) fn corrections(&self) -> &[Correction] {
        self.live().map_or(&[], |words| &words.corrections)
    }

    /// The first release whose words may be shown: all before it are withheld for legal reasons.
    pub(super) fn shown_from(&self) -> u32 {
        self.versions
            .values()
            .chain(&self.words)
            .flat_map(|words| &words.corrections)
            .filter(|correction| correction.withhold_before)
            .filter_map(|correction| self.release_of(&correction.id))
            .map(|release| release.n)
            .max()
            .unwrap_or(0)
    }

    /// The words of release `n`, and those that stood before it.
    pub(super) fn around(&self, n: u32) -> Option<(&Projection, &Projection)> {
        let after = self.versions.get(&n)?;
        let (_, before) = self.before(n)?;
        Some((before, after))
    }

    /// The words that stood before release `n`, and their release; none where they were erased.
    pub(super) fn before(&self, n: u32) -> Option<(u32, &Projection)> {
        let (at, words) = self.versions.range(..n).next_back()?;
        let gone = self.erased.range(..n).next_back().is_some_and(|(gone, _)| gone > at);
        (!gone).then_some((*at, words))
    }
}

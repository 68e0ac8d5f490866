//! What `check` says of a file: one finding, its place and, where it is safe, its fix.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::{prose, quote};
use crate::format::Position;
use crate::model::Document;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth a look; never fails anything.
    Note,
    /// Probably wrong; fails under `--strict`.
    Warning,
    /// Wrong; fails.
    Error,
}

impl Level {
    /// The word as people and JSON read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where in a file: the end is the place after the last character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The first character.
    pub start: Position,
    /// The one after the last.
    pub end: Position,
    /// The same in bytes of the file.
    pub span: Range<usize>,
}

/// One thing that `check` found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The code of the rule, as in `NR014`.
    pub code: &'static str,
    /// The name of the rule, in kebab-case.
    pub rule: &'static str,
    /// How much it weighs; a desk's policy may make it other than the rule's own.
    pub level: Level,
    /// The file, from the desk's root.
    pub path: String,
    /// Where in it; `None` where the file as a whole is meant.
    pub place: Option<Place>,
    /// What is wrong. May hold words of the file: escape it where it leaves.
    pub message: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// A change of the document that settles it without harm.
    pub fix: Option<Fix>,
    /// What to write in which place of the file, where it is certain.
    pub mend: Option<(Place, String)>,
}

impl Finding {
    /// Gives it another weight than its rule's.
    pub(super) fn level(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }
}

/// How a text is changed; the flag says whether it is Markdown.
type Change = dyn Fn(&str, bool) -> String + Send + Sync;

/// A safe change of a document: applied twice it does what it does once.
#[derive(Clone)]
pub struct Fix {
    of: Of,
    change: Arc<Change>,
}

#[derive(Clone, Copy)]
enum Of {
    Words,
    Addresses,
    /// The text of the file, and nothing that it says.
    File,
}

impl Fix {
    /// A change of the words that readers may see and that may still be changed.
    pub(super) fn words(change: impl Fn(&str, bool) -> String + Send + Sync + 'static) -> Self {
        Self { of: Of::Words, change: Arc::new(change) }
    }

    /// A change of the addresses of links.
    pub(super) fn addresses(change: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self { of: Of::Addresses, change: Arc::new(move |text, _| change(text)) }
    }

    /// A change of the file's text, which [`super::mended`] makes.
    pub(super) fn of_the_file() -> Self {
        Self { of: Of::File, change: Arc::new(|text, _| text.to_owned()) }
    }

    /// Changes the document; a claim whose quote would be lost by it is changed alike.
    pub fn apply(&self, document: &mut Document) {
        if let Of::File = self.of {
            return;
        }
        if let Of::Addresses = self.of {
            for link in document.links_mut() {
                link.url = (self.change)(&link.url, false);
            }
            return;
        }
        let before = document.clone();
        prose::each_mut(document, &mut |text, markdown| *text = (self.change)(text, markdown));
        for (i, claim) in before.claims().iter().enumerate() {
            if quote::stands(&before, &claim.quote) && !quote::stands(document, &claim.quote) {
                document.claims_mut()[i].quote = (self.change)(&claim.quote, false);
            }
        }
    }
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fix")
    }
}

//! What can keep a site from being built.

/// A site that cannot be built from the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    /// A template does not parse, or does not fit what pages are made of.
    #[error("theme/{template}, line {line}: {message}")]
    Theme {
        /// The name of the template's file.
        template: String,
        /// Its line, counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A feed's writer refused what it was given.
    #[error("cannot write {feed}: {message}")]
    Feed {
        /// The path of the feed.
        feed: String,
        /// What the writer said.
        message: String,
    },
}

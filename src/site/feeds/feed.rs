//! A feed, whatever its format.

use super::item::Item;
use crate::model::Moment;
use crate::site::language::Language;

/// A feed before it is written in one format or another.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    /// The absolute address of the page it belongs to.
    pub(super) home: String,
    /// The folder its files are in, from the site's root: empty or with a slash at the end.
    pub(super) folder: String,
    pub(super) language: Language,
    pub(super) publisher: String,
    /// Nothing more will come.
    pub(super) closed: bool,
    pub(super) updated: Option<Moment>,
    pub(super) items: Vec<&'a Item>,
}

impl Feed<'_> {
    pub(super) fn path(&self, file: &str) -> String {
        format!("{}{file}", self.folder)
    }

    /// The absolute address of one of its files: all of them are beside its page.
    pub(super) fn address(&self, file: &str) -> String {
        format!("{}{file}", self.home)
    }
}

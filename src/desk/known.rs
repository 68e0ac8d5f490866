//! What the desk knows by name, for whoever begins to type one: posts and stories, and subjects.

use super::error::OpError;
use super::facts;
use super::session::Session;
use super::summary::Summary;
use crate::model::DocPath;
use crate::storage::{FactFilter, Found};

impl Session {
    /// The newest posts and stories (or stories alone) of which a slug, an id or a path begins so.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn beginning_with(
        &self,
        typed: &str,
        stories: bool,
        most: usize,
    ) -> Result<Vec<Summary>, OpError> {
        self.facts_current()?;
        // Names alone are read of all; the whole line, of those that are wanted.
        let all = self.store.found(&FactFilter { reverse: true, ..FactFilter::default() })?;
        let fits = |found: &&Found| {
            (!stories || found.path.is_story())
                && (found.path.slug().starts_with(typed)
                    || found.id.as_str().starts_with(typed)
                    || found.path.as_str().starts_with(typed))
        };
        let wanted = all.iter().filter(fits).take(most);
        wanted.filter_map(|found| self.kept_summary(&found.path).transpose()).collect()
    }

    /// The line of the document at that path.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn summary_at(&self, path: &DocPath) -> Result<Option<Summary>, OpError> {
        self.facts_current()?;
        self.kept_summary(path)
    }

    /// Every subject there is, and how many posts and stories have it.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn tags(&self) -> Result<Vec<(String, usize)>, OpError> {
        self.facts_current()?;
        Ok(self.store.marks(facts::TAG)?)
    }
}

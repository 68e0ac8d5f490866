//! Documents by what they are, who they are by, and where they stand.

use super::error::OpError;
use super::facts;
use super::session::Session;
use super::summary::Summary;
use crate::model::{DocPath, Moment, Public};
use crate::storage::FactFilter;
use crate::workflow::State;

/// Which documents are wanted; empty lists want all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those of this story.
    pub story: Option<DocPath>,
    /// Those in one of these states.
    pub states: Vec<State>,
    /// Those that stand so in public.
    pub public: Vec<Public>,
    /// Those that credit this person (an id or a printed name).
    pub by: Option<String>,
    /// Those with this tag.
    pub tag: Option<String>,
    /// Those not before.
    pub since: Option<Moment>,
    /// Those not after.
    pub until: Option<Moment>,
    /// Key events alone.
    pub key_event: bool,
    /// Posts alone.
    pub posts_only: bool,
    /// This many at most.
    pub limit: Option<usize>,
}

impl Filter {
    /// The filter, as the cache is asked.
    fn facts(&self) -> FactFilter {
        let mut marks: Vec<Vec<String>> = Vec::new();
        if !self.states.is_empty() {
            marks.push(self.states.iter().map(|state| facts::state(*state)).collect());
        }
        if !self.public.is_empty() {
            marks.push(self.public.iter().map(|public| facts::public(*public)).collect());
        }
        marks.extend(self.by.iter().map(|by| vec![facts::credited(by), facts::printed(by)]));
        marks.extend(self.tag.iter().map(|tag| vec![facts::tagged(tag)]));
        marks.extend(self.key_event.then(|| vec![facts::KEY_EVENT.to_owned()]));
        marks.extend(self.posts_only.then(|| vec![facts::POST.to_owned()]));
        FactFilter {
            folder: self.story.as_ref().map(|story| story.folder().to_owned()),
            marks,
            from: self.since.map(facts::sort_key),
            to: self.until.map(facts::sort_key),
            limit: self.limit,
            reverse: true,
            ..FactFilter::default()
        }
    }

    /// Whether a document is among those wanted.
    pub fn passes(&self, summary: &Summary) -> bool {
        let at = summary.at();
        (self.states.is_empty() || self.states.contains(&summary.state))
            && (self.public.is_empty() || self.public.contains(&summary.public))
            && self.story.as_ref().is_none_or(|story| story.folder() == summary.path.folder())
            && self.tag.as_ref().is_none_or(|tag| summary.tags.contains(tag))
            && self.since.is_none_or(|since| at.is_some_and(|at| at >= since))
            && self.until.is_none_or(|until| at.is_some_and(|at| at <= until))
            && (!self.key_event || summary.key_event)
            && (!self.posts_only || !summary.is_story())
            && self.by.as_ref().is_none_or(|by| {
                summary
                    .credits
                    .iter()
                    .any(|c| c.who.as_ref().is_some_and(|id| id.as_str() == by) || c.name == *by)
            })
    }
}

impl Session {
    /// The summaries that pass the filter, newest first.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn summaries(&self, filter: &Filter) -> Result<Vec<Summary>, OpError> {
        self.select(&filter.facts())
    }
}

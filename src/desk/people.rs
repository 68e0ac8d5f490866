//! People by the names that somebody types: those of the desk, and those who were credited.

use super::alike::{Known, distance, letters_apart, near, nearest};
use super::error::OpError;
use super::facts;
use super::session::Session;
use crate::storage::FactFilter;

impl Session {
    /// Whether that is the id or name of somebody of the desk, or was ever credited here.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn knows(&self, who: &str) -> Result<bool, OpError> {
        let people = &self.desk.contributors;
        if people.iter().any(|person| person.id.as_str() == who || person.name == who) {
            return Ok(true);
        }
        self.facts_current()?;
        let marks = vec![vec![facts::credited(who), facts::printed(who)]];
        let filter = FactFilter { marks, limit: Some(1), ..FactFilter::default() };
        Ok(!self.store.found(&filter)?.is_empty())
    }

    /// The id or name as typed, where it is somebody's.
    ///
    /// # Errors
    ///
    /// [`OpError::Nobody`], with those who may be meant.
    pub fn somebody(&self, who: String) -> Result<String, OpError> {
        if self.knows(&who)? {
            return Ok(who);
        }
        let near = self.alike(&who)?;
        Err(OpError::Nobody { who, near })
    }

    /// Those whose names or ids can be taken for that one, most alike first; never that one itself.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn alike(&self, who: &str) -> Result<Vec<Known>, OpError> {
        let apart = |known: &Known| {
            let id = known.id.as_ref().and_then(|id| distance(who, id.as_str()));
            distance(who, &known.name).into_iter().chain(id).min()
        };
        Ok(nearest(self.known_people()?, apart))
    }

    /// Whom an outsider's name that was never printed here may be a slip of, or whose of the desk it
    /// is.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn misspelt(&self, who: &str) -> Result<Option<Known>, OpError> {
        if let Some(person) = self.desk.contributors.iter().find(|person| person.name == who) {
            return Ok(self
                .known_people()?
                .into_iter()
                .find(|known| known.id.as_ref() == Some(&person.id)));
        }
        if self.knows(who)? {
            return Ok(None);
        }
        // A name of one word may be a part of somebody's; of two whole names, letters alone tell.
        let apart = |known: &Known| match who.trim().contains(' ') {
            true => letters_apart(who, &known.name),
            false => distance(who, &known.name),
        };
        Ok(nearest(self.known_people()?, apart).into_iter().next())
    }

    /// Everybody whose name is known here, each name once.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn known_people(&self) -> Result<Vec<Known>, OpError> {
        self.facts_current()?;
        let mut known: Vec<Known> = Vec::new();
        for (name, times) in self.store.marks(facts::PRINTED)? {
            known.push(Known { id: None, name, times });
        }
        for person in &self.desk.contributors {
            match known.iter_mut().find(|known| known.name == person.name) {
                Some(known) => known.id = Some(person.id.clone()),
                None => known.push(Known {
                    id: Some(person.id.clone()),
                    name: person.name.clone(),
                    times: 0,
                }),
            }
        }
        Ok(known)
    }

    /// The tags that are like that one, most alike first; `None` where something has just that.
    ///
    /// # Errors
    ///
    /// A cache or repository that cannot be read.
    pub fn tags_alike(&self, tag: &str) -> Result<Option<Vec<String>>, OpError> {
        let all = self.tags()?;
        let known = all.iter().any(|(known, _)| known == tag);
        Ok((!known).then(|| near(tag, all.iter().map(|(tag, _)| tag.as_str()))))
    }

    /// The stories whose names are like that one, most alike first.
    pub(super) fn stories_alike(&self, story: &str) -> Vec<String> {
        let all = self.store.found(&FactFilter::default()).unwrap_or_default();
        let stories =
            all.iter().filter(|found| found.path.is_story()).map(|found| found.path.story());
        near(story, stories)
    }
}

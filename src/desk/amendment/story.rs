//! What a story has, and on what documents rest.

use super::asked::Amendment;
use super::text::carry;
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::format::one_line;
use crate::model::{Document, Point};

fn no_point(number: usize, count: usize) -> OpError {
    OpError::bad(
        format!("there is no point {number}: the story has {count}"),
        "newsroom show STORY lists them",
    )
}

impl Amendment {
    pub(super) fn apply_references(
        &self,
        session: &Session,
        document: &mut Document,
    ) -> Result<(), OpError> {
        let add = session.resolve_ids(&self.rests_on)?;
        let gone = session.resolve_ids(&self.remove_rests_on)?;
        match document {
            Document::Post(post) => {
                post.rests_on.retain(|id| !gone.contains(id));
                for id in add {
                    if !post.rests_on.contains(&id) {
                        post.rests_on.push(id);
                    }
                }
                Ok(())
            }
            Document::Story(_) if add.is_empty() && gone.is_empty() => Ok(()),
            Document::Story(_) => Err(OpError::bad(
                "a story rests on posts through its points",
                "newsroom story edit SLUG --point 'TEXT::POST,POST'",
            )),
        }
    }

    fn no_points_of_a_post(&self) -> Result<(), OpError> {
        let asked = !self.points.is_empty()
            || !self.change_points.is_empty()
            || !self.remove_points.is_empty();
        if asked {
            return Err(OpError::bad(
                "a post has no points: a story's summary has them",
                "newsroom story list",
            ));
        }
        Ok(())
    }

    pub(super) fn apply_story(
        &self,
        session: &Session,
        document: &mut Document,
    ) -> Result<Vec<String>, OpError> {
        if !matches!(document, Document::Story(_)) {
            return self.no_points_of_a_post().map(|()| Vec::new());
        }
        let mut said = Vec::new();
        for (number, text, _) in &self.change_points {
            let points = document.as_story().map(|story| &story.summary);
            let at = number.checked_sub(1);
            let before = points.zip(at).and_then(|(points, at)| Some(points.get(at)?.text.clone()));
            said.extend(before.iter().flat_map(|before| carry(document, before, &one_line(text))));
        }
        let Document::Story(story) = document else { return Ok(said) };
        for (number, text, posts) in &self.change_points {
            let posts = posts.as_ref().map(|posts| session.resolve_ids(posts)).transpose()?;
            let count = story.summary.len();
            let point = number.checked_sub(1).and_then(|index| story.summary.get_mut(index));
            let point = point.ok_or_else(|| no_point(*number, count))?;
            point.text = one_line(text);
            if let Some(posts) = posts {
                point.posts = posts;
            }
        }
        let mut gone = self.remove_points.clone();
        gone.sort_unstable();
        for number in gone.iter().rev() {
            if *number == 0 || *number > story.summary.len() {
                return Err(no_point(*number, story.summary.len()));
            }
            story.summary.remove(number - 1);
        }
        for (text, posts) in &self.points {
            let posts = session.resolve_ids(posts)?;
            story.summary.push(Point { text: one_line(text), posts });
        }
        if let Some(place) = &self.place {
            story.place.clone_from(place);
        }
        if let Some(zone) = &self.timezone {
            story.timezone.clone_from(zone);
        }
        if let Some(coverage) = self.coverage {
            story.coverage = coverage;
        }
        Ok(said)
    }
}

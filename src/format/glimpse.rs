//! What can be made out of a file that cannot be read.

use toml::de::{DeTable, DeValue};

use crate::model::{DocId, DocPath, Document, Moment, Post, Story};

/// The id, the headline and the time of filing of a file that no version of can be read, as far as
/// these can be made out; `None` where there is no id.
pub fn glimpse(path: &DocPath, text: &str) -> Option<Document> {
    let (table, _) = DeTable::parse_recoverable(text);
    let value = |name: &str| table.get_ref().get(name).map(|value| value.get_ref());
    let word = |name: &str| match value(name) {
        Some(DeValue::String(word)) => Some(word.clone().into_owned()),
        _ => None,
    };
    let created = match value("created") {
        Some(DeValue::Datetime(time)) => Moment::try_from(*time).ok(),
        _ => None,
    };
    let created = created.or_else(|| month(path))?;
    if path.is_story() {
        let id: DocId = word("id")?.parse().ok()?;
        let title = word("title").unwrap_or_default();
        return Some(Document::Story(Story { title, ..Story::new(id, created) }));
    }
    let headline = word("headline").unwrap_or_default();
    Some(Document::Post(Post { headline, ..Post::new(path.id()?, created) }))
}

/// The beginning of the month that the path names.
fn month(path: &DocPath) -> Option<Moment> {
    let mut parts = path.as_str().split('/').skip(1);
    format!("{}-{}-01T00:00:00Z", parts.next()?, parts.next()?).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_made_out_before_and_behind_a_mistake() {
        let path: DocPath = "posts/2026/11/storm/pier-k3x9q7m2td.toml".parse().expect("a path");
        let text = "headline = \"Pier shut\"\ncreated = 2026-11-07T09:30:00+02:00\nbody = oh no\n";
        let seen = glimpse(&path, text).expect("its name has an id");
        assert_eq!(seen.id().as_str(), "k3x9q7m2td");
        assert_eq!(seen.headline(), "Pier shut");
        assert_eq!(seen.created().rfc3339(), "2026-11-07T09:30:00+02:00");
        let seen = glimpse(&path, "\0\u{1}<<<<<<<\n").expect("its name has an id");
        assert_eq!(
            (seen.headline(), seen.created().rfc3339().as_str()),
            ("", "2026-11-01T00:00:00Z")
        );
    }

    #[test]
    fn a_story_is_nothing_without_its_id() {
        let path: DocPath = "posts/2026/11/storm/story.toml".parse().expect("a path");
        assert!(glimpse(&path, "title = \"Storm\"\n").is_none());
        let seen = glimpse(&path, "id = \"k3x9q7m2td\"\ntitle = \"Storm\"\nplace = \n");
        assert_eq!(seen.expect("an id").headline(), "Storm");
    }
}

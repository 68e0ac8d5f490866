//! A headline and a body that somebody wrote in an editor.

use super::text::{as_body, set_body, set_headline};
use crate::desk::error::OpError;
use crate::format::one_line;
use crate::merge;
use crate::model::Document;

/// A headline and a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The headline.
    pub headline: String,
    /// The body, in Markdown; empty where there is none.
    pub body: String,
}

/// What became of a headline and a body in an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// As the editor was opened with them.
    pub before: Words,
    /// As they were saved in it.
    pub after: Words,
}

impl Words {
    /// Those of a document; a story has no body.
    pub fn of(document: &Document) -> Self {
        Self { headline: document.headline().to_owned(), body: document.body().to_owned() }
    }

    /// As they are filed.
    fn as_filed(&self) -> Self {
        Self { headline: one_line(&self.headline), body: as_body(&self.body) }
    }

    /// Puts what differs from the words of the document there; what is the same stays to the byte.
    fn put(&self, document: &mut Document) -> Result<Vec<String>, OpError> {
        let (now, new) = (Self::of(document).as_filed(), self.as_filed());
        let mut said = Vec::new();
        if new.headline != now.headline {
            said.extend(set_headline(document, &new.headline));
        }
        if new.body != now.body {
            said.extend(set_body(document, &new.body)?);
        }
        Ok(said)
    }
}

impl Typed {
    /// Puts the new words in the document. Where its words were changed by somebody else meanwhile,
    /// both changes are in it. Gives what to say of that.
    pub(super) fn put(&self, document: &mut Document) -> Result<Vec<String>, OpError> {
        if Words::of(document).as_filed() == self.before.as_filed() {
            return self.after.put(document);
        }
        let mut base = document.clone();
        self.before.put(&mut base)?;
        let mut mine = base.clone();
        let mut said = self.after.put(&mut mine)?;
        let forks = document.conflicts().len();
        *document = merge::merge(Some(&base), &mine, document).document;
        said.push("somebody else filed a change while you wrote: it is in it too".to_owned());
        if document.conflicts().len() > forks {
            let doc = &document.id().as_str()[..4];
            said.push(format!(
                "you both changed the same words: both are kept, and newsroom edit {doc} settles it"
            ));
        }
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read;
    use crate::model::Post;

    fn post(headline: &str, body: &str) -> Document {
        let text = "id = \"k3x9q7m2td\"\ncreated = 2026-11-07T09:30:00Z\nheadline = \"\"\n";
        let post = read::<Post>(text).expect("a post");
        Document::Post(Post { headline: headline.into(), body: body.into(), ..post })
    }

    fn words(headline: &str, body: &str) -> Words {
        Words { headline: headline.into(), body: body.into() }
    }

    #[test]
    fn what_was_not_changed_stays_to_the_byte() {
        let mut document = post("Lamps  out", "No line feed");
        let before = Words::of(&document);
        let typed = Typed { before: before.clone(), after: before };
        assert!(typed.put(&mut document).expect("put").is_empty());
        assert_eq!(Words::of(&document), words("Lamps  out", "No line feed"));
    }

    #[test]
    fn what_somebody_else_changed_meanwhile_is_in_it_too() {
        let mut document = post("Lamps out in Selan", "One.\n\nTwo.\n");
        let before = words("Lamps out", "One.\n\nTwo.\n");
        let typed = Typed { before, after: words("Lamps out", "One.\n\nTwo and three.\n") };
        assert_eq!(typed.put(&mut document).expect("put").len(), 1);
        assert_eq!(Words::of(&document), words("Lamps out in Selan", "One.\n\nTwo and three.\n"));
    }
}

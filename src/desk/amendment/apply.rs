//! All that was asked for, applied to a document.

use super::asked::{Amendment, Applied};
use super::text::{replace, set_body, set_headline};
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::desk::sources::vouch_anew;
use crate::model::Document;

impl Amendment {
    /// Makes the changes.
    ///
    /// # Errors
    ///
    /// Words to be replaced that are not there exactly once; references to nothing; a file that is
    /// no picture, film or sound that the desk takes.
    pub fn apply(&self, session: &Session, document: &mut Document) -> Result<Applied, OpError> {
        let mut applied = Applied::default();
        let before = document.clone();
        if let Some(typed) = &self.typed {
            applied.remarks.extend(typed.put(document)?);
        }
        if let Some(headline) = &self.headline {
            applied.remarks.extend(set_headline(document, headline));
        }
        if let Some(body) = &self.body {
            applied.remarks.extend(set_body(document, body)?);
        }
        for (old, new) in &self.replace {
            applied.remarks.extend(replace(document, old, new)?);
        }
        for adjust in &self.adjust {
            (adjust.act)(document).map_err(|message| OpError::bad(message, ""))?;
        }
        self.apply_lists(document, &mut applied)?;
        self.apply_media(session, document, &mut applied)?;
        self.apply_sources(session, document, &mut applied)?;
        self.apply_links(session, document, &mut applied)?;
        self.apply_references(session, document)?;
        applied.remarks.extend(self.apply_story(session, document)?);
        if let Some(publish_at) = self.publish_at {
            *document.publish_at_mut() = publish_at;
        }
        if let Ok((me, _)) = session.me() {
            applied.remarks.extend(vouch_anew(&before, document, &me.id));
        }
        Ok(applied)
    }
}
